"""Rows, and the few sums they are made of."""

import dataclasses
import statistics


@dataclasses.dataclass
class Row:
    name: str
    figure: str
    target: str
    # Nothing when there is no target to hold.
    held: bool | None

    @property
    def verdict(self):
        return "" if self.held is None else "held" if self.held else "missed"


class Sheet:
    def __init__(self, out):
        self.out = out
        self.lines = []

    def add(self, row):
        self.lines.append(row)
        print(f"{row.name:<58} | {row.figure:<52} | {row.target:<32} | {row.verdict}", file=self.out, flush=True)

    def note(self, text):
        self.lines.append(text)
        print(f"# {text}", file=self.out, flush=True)

    @property
    def all_held(self):
        return all(row.held is not False for row in self.lines if isinstance(row, Row))

    def markdown(self):
        rows = [row for row in self.lines if isinstance(row, Row)]
        notes = [line for line in self.lines if isinstance(line, str)]
        table = ["| what | figure | target | |", "|---|---|---|---|"]
        table += [f"| {row.name} | {row.figure} | {row.target} | {row.verdict} |" for row in rows]
        return "\n".join(table + [""] + notes) + "\n"


class Spread:
    """The median of some rounds, and how far they lay apart."""

    def __init__(self, values):
        self.values = list(values)
        self.median = statistics.median(self.values)

    def text(self, digits=2, unit=""):
        return f"{self.median:.{digits}f}{unit} ({min(self.values):.{digits}f}–{max(self.values):.{digits}f})"


def percentile(values, share):
    """The smallest value that so many percent are not above (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def growth(times, values):
    """By how much a line fitted to the values (least squares) grows from the first time to the last."""
    if len(times) < 2:
        return 0.0
    return statistics.linear_regression(times, values).slope * (times[-1] - times[0])
