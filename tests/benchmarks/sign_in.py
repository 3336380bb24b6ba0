"""Sign-in records of a platform: checked, held against their class, stored (`--rows 1000000`).

Ours reads the CSV export in the child, checks every cell, takes it into a class by the deed. The floor reads the same
file with bare csv and puts the same rows into the same table of the same kind of store by bare executemany.
"""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import Benchmark, stopwatch

FILE = "签到.csv"
HEADINGS = ("姓名", "身份证号", "签到时间", "签退时间", "课程名称", "设备号", "登录IP")
PEOPLE = 400
OPENED, TODAY = date(2023, 10, 23), date(2023, 12, 29)
INSERT = (
    "INSERT INTO sign_in (at, action, out_at, course, device, ip, trainee_id, row, batch_id)"
    " VALUES (?, 'in', ?, ?, ?, ?, ?, ?, ?)"
)


def _people() -> list[Any]:
    from tests import builders

    given = "建国秀英志强桂芳晓明丽娟文华海燕俊杰玉兰"
    return [builders.trainee(at, f"王{given[at % 20]}{given[at // 20]}") for at in range(PEOPLE)]


def _prepare(rows: int, folder: Path) -> None:
    people = _people()
    start = datetime.combine(OPENED, datetime.min.time()) + timedelta(hours=8)
    with (folder / FILE).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for row in range(rows):
            one, turn = people[row % PEOPLE], row // PEOPLE
            at = start + timedelta(minutes=turn * 20, seconds=row % 60)
            device, ip = f"A-{row % PEOPLE:04d}", f"192.0.2.{row % 250 + 1}"
            out = at + timedelta(minutes=15)
            writer.writerow((one.name, one.id_number, at, out, f"第{turn % 40 + 1}讲", device, ip))


def _class(folder: Path) -> Any:
    """Give a county with a class of four hundred that is being held; never timed."""
    from desktop import classes, filings
    from tests import builders

    people = _people()
    county = builders.make(folder)
    with county.desk("jingban") as desk:
        filing_id = filings.draft(desk, builders.entry(county, people, ends_on=TODAY))
        filings.file_roster(desk, filing_id, builders.roster(people))
        from sqlalchemy import text

        desk.session.execute(
            text("UPDATE filing SET state = 'approved', number = '备' WHERE id = :id"), {"id": filing_id}
        )
        desk.reread()
    with county.desk("jingban", OPENED) as desk:
        classes.open_class(desk, filing_id)
        county.ids["class"] = filings.sheet(desk, filing_id).class_id or 0
    return county


def _ours(rows: int, folder: Path) -> float:
    import shutil

    from desktop import classes, intake

    shutil.rmtree(folder / "ours", ignore_errors=True)
    county = _class(folder / "ours")
    with stopwatch() as watch:
        reading = intake.read(folder / FILE, classes.LEARNING["sign_in"], day=TODAY)
        with county.desk("jingban", TODAY) as desk:
            taken = classes.take_learning(desk, county.ids["class"], "sign_in", reading)
    assert taken.new == rows, (taken, rows)
    county.workspace.close()
    return watch.seconds


def _floor(rows: int, folder: Path) -> float:
    import shutil

    from sqlalchemy import text

    shutil.rmtree(folder / "floor", ignore_errors=True)
    county = _class(folder / "floor")
    with county.desk("jingban") as desk:
        of = "SELECT id_number, trainee.id FROM trainee JOIN person ON person.id = person_id"
        ids = {row[0]: row[1] for row in desk.session.execute(text(of))}
        batch = desk.session.scalar(text("SELECT max(id) FROM import_batch"))
    connection = county.workspace.engine.raw_connection()
    with stopwatch() as watch:
        cursor = connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        with (folder / FILE).open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            next(lines)
            records = (
                (f"{line[2]}.000000", f"{line[3]}.000000", *line[4:], ids[line[1]], row, batch)
                for row, line in enumerate(lines, 2)
            )
            cursor.executemany(INSERT, records)
        cursor.execute("COMMIT")
    assert cursor.execute("SELECT count(*) FROM sign_in").fetchone()[0] == rows
    connection.close()
    county.workspace.close()
    return watch.seconds


BENCHMARK = Benchmark(
    title="签到记录：从文件到入库（ours）、裸读裸写（floor）", prepare=_prepare, ours=_ours, floor=_floor
)
"""`python -m tests.benchmarks sign_in --rows 1000000`"""
