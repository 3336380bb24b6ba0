"""The command: `python -m tests.faults intake --cases 20000 [--seed 1] [--jobs 2]`; 1 when anything broke."""

import argparse
import sys
from pathlib import Path

from tests.faults.intake import SAVED, run


def main() -> int:
    """Run as the words say, print the figures, and end with 1 when one that must be 0 is not."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("name", choices=("intake",))
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="number of the first case: a failed one alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--saved", type=Path, default=SAVED, help="where failing files go")
    wanted = parser.parse_args()
    figures = run(
        range(wanted.first, wanted.first + wanted.cases),
        seed=wanted.seed,
        jobs=wanted.jobs,
        saved=wanted.saved,
    )
    print("\n".join(figures.lines()))
    return 0 if figures.sound else 1


if __name__ == "__main__":
    sys.exit(main())
