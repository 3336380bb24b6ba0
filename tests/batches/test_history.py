"""What the history keeps of a workbook: counts that add up, remarks and notes, its source, and the rows left out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from desktop import batches, classes, filings, imports, intake
from desktop.batches import Subject
from desktop.filings import ROSTER
from desktop.intake import Reading
from desktop.problems import Refused
from tests import builders
from tests.builders import PEOPLE, County, Trainee, table

FIRST, SECOND, THIRD, FOURTH = PEOPLE
DAY = date(2023, 10, 16)
HEAD = ("姓名", "身份证号", "人员类别", "联系电话")
EARNED = ("姓名", "身份证号", "证书类型", "证书编号", "发证日期", "证书等级")
ATTENDED = ("姓名", "身份证号", "日期", "线下课时")


@pytest.fixture
def county() -> Iterator[County]:
    with builders.stage("empty") as made:
        with made.desk("jingban") as desk:
            made.ids["filing"] = filings.draft(desk, builders.entry(made))
        yield made


@pytest.fixture
def held() -> Iterator[County]:
    with builders.stage("approved") as made:
        with made.desk("jingban", made.days.opened) as desk:
            classes.open_class(desk, made.ids["filing"])
            made.ids["class"] = filings.sheet(desk, made.ids["filing"]).class_id or 0
        yield made


def sent(folder: Path, *rows: tuple[Trainee, str]) -> Reading:
    """A roster under a title, its columns in an order of the sender's own."""
    book = Workbook()
    sheet = book.active
    sheet.title = "参训人员"
    sheet.append(["养老护理员班花名册"])
    sheet.append(["备注", *HEAD])
    for one, phone in rows:
        sheet.append(["", one.name, one.id_number, one.group, phone])
    book.save(folder / "花名册.xlsx")
    return intake.read(folder / "花名册.xlsx", ROSTER, day=DAY)


def test_counts_add_up_for_every_kind_of_line(county: County, tmp_path: Path) -> None:
    bad = sent(tmp_path, (FIRST, "13800000001"), (SECOND, "1"), (THIRD, "13800000001"))
    with county.desk("jingban") as desk:
        filings.hand_back(desk, county.ids["filing"], bad)
        filings.file_roster(desk, county.ids["filing"], bad, only_sound=True)
        returned, taken = batches.rounds(desk, "roster", Subject("filing", county.ids["filing"]))
    assert (returned.waiting, returned.unchanged, returned.faulty, returned.rows) == (2, 0, 1, 3)
    assert (taken.new, taken.waiting, taken.faulty, taken.rows) == (2, 0, 1, 3)
    assert returned.round == taken.round == 1


def test_remarks_and_notes_are_kept_with_the_batch(held: County) -> None:
    row = (FIRST.name, FIRST.id_number, "职业技能等级证书", "S000034999901235000007", "2023-10-28", "初级")
    reading = intake.read(table("证书.csv", EARNED, [row]), classes.CERTIFICATES, day=held.days.applied)
    with held.desk("jingban", held.days.applied) as desk:
        taken = classes.take_certificates(desk, held.ids["class"], reading)
        kept = batches.sheet(desk, taken.batch_id)
    assert any("请在导入记录中查看" in each for each in taken.notes)
    assert kept.notes == taken.notes
    [remark] = kept.remarks
    assert (remark["address"], remark["name"]) == ("D2", FIRST.name)
    assert kept.problems == ()


def test_the_rows_left_out_come_back_from_the_kept_file(county: County, tmp_path: Path) -> None:
    bad = sent(tmp_path, (FIRST, "13800000001"), (SECOND, "1"), (THIRD, "13800000001"), (FOURTH, "2"))
    with county.desk("jingban") as desk:
        taken = filings.file_roster(desk, county.ids["filing"], bad, only_sound=True)
    (tmp_path / "花名册.xlsx").unlink()
    with county.reading() as desk:
        assert imports.rest(desk, taken.batch_id, tmp_path / "剩余.xlsx") == 2
    book = load_workbook(tmp_path / "剩余.xlsx")
    rows = list(book["参训人员"].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == ["姓名", SECOND.name, FOURTH.name]
    for place in ("E3", "E4"):
        book["参训人员"][place].value = "13800000009"
    book.save(tmp_path / "剩余.xlsx")
    mended = intake.read(tmp_path / "剩余.xlsx", ROSTER, day=DAY)
    with county.desk("jingban") as desk:
        again = filings.file_roster(desk, county.ids["filing"], mended)
        assert (again.new, again.removed) == (2, 0)
        with pytest.raises(Refused, match="没有未导入的行"):
            imports.rest(desk, again.batch_id, tmp_path / "又.xlsx")


def test_rows_that_only_the_class_rejects_come_back_too(held: County, tmp_path: Path) -> None:
    stranger = builders.trainee(90, "外来人")
    rows = [(one.name, one.id_number, "2023-10-23", "8") for one in (FIRST, stranger)]
    reading = intake.read(table("考勤.csv", ATTENDED, rows), classes.ATTENDANCE, day=held.days.ended)
    assert reading.clean
    with held.desk("jingban", held.days.ended) as desk:
        taken = classes.take_attendance(desk, held.ids["class"], reading, only_sound=True)
        assert imports.rest(desk, taken.batch_id, tmp_path / "剩余.xlsx") == 1
    lines = list(load_workbook(tmp_path / "剩余.xlsx").worksheets[0].iter_rows(values_only=True))
    assert [line[0] for line in lines] == ["姓名", stranger.name]
