"""Runs the rows that are asked for. A family of rows is one file in rows/: a docstring, NEEDS and rows(workshop).

One that says ONLY_WHEN_NAMED takes long, and does not run without its name. One that says TAKES_ARGUMENTS gets the words after its
name, up to the name of another family, as workshop.arguments.
"""

import argparse
import importlib
import os
import pathlib
import platform
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from workshop import installing  # noqa: E402
from workshop.figures import Sheet  # noqa: E402
from workshop.workshop import Unmeasurable, Workshop  # noqa: E402

FAMILIES = {
    name: importlib.import_module(f"rows.{name}")
    for name in sorted(path.stem for path in (HERE / "rows").glob("*.py") if path.stem != "__init__")
}
LONG = [name for name, family in FAMILIES.items() if getattr(family, "ONLY_WHEN_NAMED", False)]


def main():
    parser = argparse.ArgumentParser(
        prog="script/bench",
        description="Measures Undercover on this machine, on loopback only, and holds it to its figures.",
        epilog="Exit codes: 0 when every row held, 1 when one was missed, 3 when one could not be measured. "
        "UNDERCOVER_BINARY names a release binary to use instead of building one, UNDERCOVER_BENCH_PROGRAM one of Benchmarks/Programs.",
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME",
        help=f"of {', '.join(FAMILIES)}; without any, all but those that take long ({', '.join(LONG)}). "
        "What may stand after a name says the head of its file in Benchmarks/rows, such as `fuzz 10 json`")
    parser.add_argument("--install", action="store_true", help="install the servers that are missing, without starting them")
    parser.add_argument("--quick", action="store_true", help="short rounds: shows that it works, publishes nothing")
    parser.add_argument("--markdown", metavar="FILE", help="also write the rows as a table")
    options = parser.parse_args()
    families, arguments = [], {}
    for word in options.names:
        if word in FAMILIES:
            families.append(FAMILIES[word])
        elif families and getattr(families[-1], "TAKES_ARGUMENTS", False):
            arguments.setdefault(families[-1], []).append(word)
        else:
            parser.error(f"there are no rows named `{word}`; there are {', '.join(FAMILIES)}")
    families = families or [family for name, family in FAMILIES.items() if name not in LONG]
    needs = sorted({need for family in families for need in family.NEEDS})
    missing = installing.missing(needs)
    if missing and options.install:
        installing.install(missing)
        missing = installing.missing(needs)
    if missing:
        print(f"not installed: {' '.join(missing)} (script/bench --install installs them, without starting services)")

    sheet = Sheet(sys.stdout)
    print(f"# {os.cpu_count()} cores, {platform.release()}, load {os.getloadavg()[0]:.1f} before", flush=True)
    unmeasured = False
    with Workshop(HERE, quick=options.quick) as workshop:
        for family in families:
            lacking = [need for need in family.NEEDS if need in missing]
            if lacking:
                sheet.note(f"{family.__name__.split('.')[-1]}: not measured, {', '.join(lacking)} is not installed")
                unmeasured = True
                continue
            try:
                workshop.arguments = arguments.get(family, [])
                for row in family.rows(workshop):
                    sheet.add(row)
            except Unmeasurable as error:
                sheet.note(f"{family.__name__.split('.')[-1]}: not measured: {error}")
                unmeasured = True
    print(f"# load {os.getloadavg()[0]:.1f} after", flush=True)
    if options.markdown:
        pathlib.Path(options.markdown).write_text(sheet.markdown())
    sys.exit(3 if unmeasured else 0 if sheet.all_held else 1)


if __name__ == "__main__":
    main()
