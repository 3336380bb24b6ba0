"""The command: `python -m tests.benchmarks NAME --rows N [N …] [--runs N] [--only PART …] [--json]`."""

import argparse
import json
import sys

from tests.benchmarks.measure import PARTS, Failed, Result, load, measure, names, variants


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("name", help=f"one of {'、'.join(names())}, or NAME:VARIANT")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000])
    parser.add_argument("--runs", type=int, default=3, help="runs of each part; the median counts")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS))
    parser.add_argument("--json", action="store_true", help="one JSON object a size and nothing else")
    return parser


def _table(results: list[Result]) -> str:
    """Give the figures as aligned text, with the growth per row from the first size to the last."""

    def cell(value: str | float | None) -> str:
        return "-" if value is None else str(value)

    records = [result.as_record() for result in results]
    heads = list(records[0])
    lines = [heads, *([cell(record[head]) for head in heads] for record in records)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    text = "\n".join(
        "  ".join(word.rjust(width) for word, width in zip(line, widths, strict=True)) for line in lines
    )
    growth = _growth(results)
    return text if growth is None else f"{text}\ntime per row, last size over first: {growth:.3f}"


def _growth(results: list[Result]) -> float | None:
    first, last = results[0], results[-1]
    if first is last or not first.ours_s or not last.ours_s:
        return None
    return (last.ours_s / last.rows) / (first.ours_s / first.rows)


def main() -> int:
    """Measure as the words say, print the figures; 0, or 1 when a part failed."""
    wanted = _parser().parse_args()
    try:
        load(wanted.name)
    except KeyError:
        print(f"no benchmark {wanted.name}; there are {', '.join(names())}", file=sys.stderr)
        return 2
    whole = not wanted.json and ":" not in wanted.name
    for name in [wanted.name, *(variants(wanted.name) if whole else [])]:
        try:
            results = measure(name, wanted.rows, wanted.runs, tuple(wanted.only))
        except Failed as failure:
            print(failure, file=sys.stderr)
            return 1
        if wanted.json:
            for result in results:
                print(json.dumps(result.as_record()))
        else:
            print(load(name).title)
            print(_table(results), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
