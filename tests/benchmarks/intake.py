"""Intake of a long roster: 100,000 rows of 15 columns and more, checked and stored (`--rows 100000`).

Ours, the floor (bare calamine, bare insert) and the first peer (openpyxl reading alone) are those of the roster. The
second peer, frictionless validating the same file with a like schema, is measured by `intake_validated`. The variant
`annotate` hands a workbook back in which every tenth row has a problem (`intake:annotate --rows 10000`): ours marks the
sender's own file and compares both copies cell by cell, the peer is openpyxl's bare load and save.
"""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tests.benchmarks.measure import Benchmark, stopwatch
from tests.benchmarks.roster import BENCHMARK as ROSTER
from tests.benchmarks.roster import FILE, HEADINGS, TODAY, _people

BENCHMARK = replace(
    ROSTER, title="导入：大花名册检查并入库（ours）、裸读裸写（floor）、openpyxl 只读取（peer）"
)
EVERY = 10


def _prepare(rows: int, folder: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, record in enumerate(_people(rows)):
        cells = list(record)
        cells[9:12] = [date(1899, 12, 30) + timedelta(days=each) for each in cells[9:12]]
        if number % EVERY == 0:
            cells[4] = "1380"
        sheet.append(cells)
    sheet.column_dimensions["C"].width = 24
    book.save(folder / FILE)


def _ours(rows: int, folder: Path) -> float:
    from desktop import filings, intake

    reading = intake.read(folder / FILE, filings.ROSTER, day=TODAY)
    assert len(reading.problems) == -(-rows // EVERY)
    with stopwatch() as watch:
        intake.annotate(folder / FILE, reading, folder / "批注.xlsx")
    assert (folder / "批注.xlsx").stat().st_size > (folder / FILE).stat().st_size
    return watch.seconds


def _peer(rows: int, folder: Path) -> float:
    from openpyxl import load_workbook

    with stopwatch() as watch:
        load_workbook(folder / FILE).save(folder / "peer.xlsx")
    return watch.seconds


VARIANTS = {
    "annotate": Benchmark(
        title="批注：问题标在原表副本上（ours）、openpyxl 读入后原样写出（peer）",
        prepare=_prepare,
        ours=_ours,
        peer=_peer,
    )
}
