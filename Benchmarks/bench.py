"""Runs the rows that are asked for. A family of rows is one file in rows/: a docstring, NEEDS and rows(workshop)."""

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

FAMILIES = sorted(path.stem for path in (HERE / "rows").glob("*.py") if path.stem != "__init__")


def main():
    parser = argparse.ArgumentParser(
        prog="script/bench",
        description="Measures Undercover on this machine, on loopback only, and holds it to its figures.",
        epilog="Exit codes: 0 when every row held, 1 when one was missed, 3 when one could not be measured. "
        "UNDERCOVER_BINARY names a release binary to use instead of building one.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(FAMILIES)}; all without any")
    parser.add_argument("--install", action="store_true", help="install the servers that are missing, without starting them")
    parser.add_argument("--quick", action="store_true", help="short rounds: shows that it works, publishes nothing")
    parser.add_argument("--markdown", metavar="FILE", help="also write the rows as a table")
    options = parser.parse_args()
    for name in options.names:
        if name not in FAMILIES:
            parser.error(f"there are no rows named `{name}`; there are {', '.join(FAMILIES)}")

    families = [importlib.import_module(f"rows.{name}") for name in options.names or FAMILIES]
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
