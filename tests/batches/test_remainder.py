"""The faulty rest of a workbook: its own layout, its own headings, and back in once it is mended."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from desktop import filings, intake
from desktop.filings import ROSTER
from desktop.intake.paint import RED
from desktop.problems import Refused
from tests import builders
from tests.builders import PEOPLE

DAY = date(2023, 10, 16)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "参训人员"
    sheet.append(["养老护理员班花名册"])
    sheet.append(["序号", "备注", "姓名*", "身份证号码", "手机号码"])
    for at, one in enumerate(PEOPLE, 1):
        sheet.append(
            [
                at,
                "=1+1" if at == 2 else "",
                one.name,
                one.id_number,
                "1380" if at in (2, 4) else "13800000001",
            ]
        )
    book.save(tmp_path / "花名册.xlsx")
    return tmp_path / "花名册.xlsx"


def test_the_rest_has_the_layout_of_the_whole(sent: Path, tmp_path: Path) -> None:
    reading = intake.read(sent, ROSTER, day=DAY)
    assert intake.remainder(reading, tmp_path / "剩余.xlsx") == reading.faulty == 2
    book = load_workbook(tmp_path / "剩余.xlsx")
    rows = list(book["参训人员"].iter_rows(values_only=True))
    assert rows[:2] == list(load_workbook(sent)["参训人员"].iter_rows(values_only=True))[:2]
    assert [row[2:4] for row in rows[2:]] == [(one.name, one.id_number) for one in (PEOPLE[1], PEOPLE[3])]
    assert [book["参训人员"][place].fill.fgColor.rgb for place in ("E3", "E4", "D3")][:2] == [RED] * 2
    assert [row[2] for row in book["问题清单"].iter_rows(values_only=True)] == ["单元格", "E3", "E4"]
    again = intake.read(tmp_path / "剩余.xlsx", ROSTER, day=DAY)
    assert [(each.letter, each.field) for each in again.mapping] == [
        (each.letter, each.field) for each in reading.mapping
    ]
    assert [each.address for each in again.problems] == ["E3", "E4"]


def test_sound_rows_go_in_the_rest_is_mended_and_follows(sent: Path, tmp_path: Path) -> None:
    reading = intake.read(sent, ROSTER, day=DAY)
    intake.remainder(reading, tmp_path / "剩余.xlsx")
    book = load_workbook(tmp_path / "剩余.xlsx")
    for place in ("E3", "E4"):
        book["参训人员"][place].value = "13800000009"
    book.save(tmp_path / "剩余.xlsx")
    with builders.stage("empty") as county, county.desk("jingban") as desk:
        filing_id = filings.draft(desk, builders.entry(county))
        assert filings.file_roster(desk, filing_id, reading, only_sound=True).new == 2
        taken = filings.file_roster(desk, filing_id, intake.read(tmp_path / "剩余.xlsx", ROSTER, day=DAY))
        assert (taken.new, taken.removed) == (2, 0)
        assert filings.sheet(desk, filing_id).people == 4


def test_nothing_is_written_where_nothing_is_faulty_or_the_file_changed(sent: Path, tmp_path: Path) -> None:
    reading = intake.read(sent, ROSTER, day=DAY)
    with pytest.raises(Refused, match="不能写在原文件上"):
        intake.remainder(reading, sent)
    sent.write_bytes(sent.read_bytes() + b" ")
    with pytest.raises(Refused, match="改动过"):
        intake.remainder(reading, tmp_path / "剩余.xlsx")
    with pytest.raises(Refused, match="没有需要改正"):
        intake.remainder(builders.roster(PEOPLE), tmp_path / "剩余.xlsx")
    assert not (tmp_path / "剩余.xlsx").exists()


def test_lists_of_one_sheet_are_poured_each_under_its_own_headings(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "参训人员"
    first, second, third, fourth = PEOPLE[:4]
    for row in (
        ["姓名", "身份证号", "联系电话"],
        [first.name, first.id_number, "13800000001"],
        [second.name, second.id_number, "1380"],
        ["身份证号码", "手机号码", "姓名"],
        [third.id_number, "13800000003", third.name],
        [fourth.id_number, "1380", fourth.name],
    ):
        sheet.append(row)
    book.save(tmp_path / "花名册.xlsx")
    reading = intake.read(tmp_path / "花名册.xlsx", ROSTER, day=DAY)
    assert intake.remainder(reading, tmp_path / "剩余.xlsx") == 2
    with builders.stage("empty") as county, county.desk("jingban") as desk:
        filing_id = filings.draft(desk, builders.entry(county))
        filings.file_roster(desk, filing_id, reading, only_sound=True)
        assert filings.file_roster(desk, filing_id, reading, only_sound=True).before == desk.today
        rest = load_workbook(tmp_path / "剩余.xlsx")
        rest["参训人员"]["C2"].value = rest["参训人员"]["B4"].value = "13800000009"
        rest.save(tmp_path / "剩余.xlsx")
        again = intake.read(tmp_path / "剩余.xlsx", ROSTER, day=DAY)
        assert (again.sheet, again.problems) == ("参训人员", [])
        compared = filings.compare(desk, filing_id, again)
        assert (compared.added, compared.partial) == (2, True)
        taken = filings.file_roster(desk, filing_id, again)
        assert (taken.new, taken.removed) == (2, 0)
        assert filings.sheet(desk, filing_id).people == 4


def test_a_file_with_several_lists_comes_again_after_it_was_handed_back(tmp_path: Path) -> None:
    first, second, third, fourth = PEOPLE[:4]
    headings = ["姓名", "身份证号", "联系电话"]
    path = tmp_path / "花名册.xlsx"
    book = Workbook()
    for row in (
        [*headings, None, *headings],
        [first.name, first.id_number, None, None, second.name, second.id_number, "1380"],
        [third.name, third.id_number, None, None, fourth.name, fourth.id_number, None],
    ):
        book.active.append(row)
    book.save(path)
    with builders.stage("empty") as county, county.desk("jingban") as desk:
        filing_id = filings.draft(desk, builders.entry(county))
        assert filings.hand_back(desk, filing_id, intake.read(path, ROSTER, day=DAY)) == 1
        book.active["G2"].value = "13800000002"
        book.save(path)
        compared = filings.compare(desk, filing_id, intake.read(path, ROSTER, day=DAY))
    assert (compared.added, compared.seen) == (4, 3)
    assert [(row.name, row.told != ()) for row in compared.rows] == [(second.name, True)]


def _list_of(rows: list[list[str]], path: Path) -> Path:
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    return path


def test_the_rest_of_a_list_without_headings_gets_them(tmp_path: Path) -> None:
    rows = [[one.name, one.id_number, "13800000001"] for one in PEOPLE]
    rows[2][2] = "1380"
    path = _list_of(rows, tmp_path / "名单.csv")
    reading = intake.read(path, ROSTER, day=DAY, mapping={0: "name", 1: "id_number", 2: "phone"})
    assert (reading.header_row, intake.remainder(reading, tmp_path / "剩余.xlsx")) == (0, 1)
    again = intake.read(tmp_path / "剩余.xlsx", ROSTER, day=DAY)
    assert [each.field for each in again.mapping] == ["name", "id_number", "phone"]
    assert ([each.address for each in again.problems], again.total) == (["C2"], 1)


def test_nobody_is_left_out_of_the_rest_when_nobody_could_be_taken_in(tmp_path: Path) -> None:
    rows = [["姓名", "身份证号"], *([one.name, one.id_number] for one in PEOPLE)]
    asked = intake.read(_list_of(rows, tmp_path / "名单.csv"), ROSTER, day=DAY, mapping={0: "name", 1: ""})
    assert asked.faulty == len(PEOPLE)
    assert intake.remainder(asked, tmp_path / "剩余.xlsx") == len(PEOPLE)
    assert len(intake.read(tmp_path / "剩余.xlsx", ROSTER, day=DAY).rows) == len(PEOPLE)


def test_a_mended_rest_is_handed_back_without_its_first_marks(tmp_path: Path) -> None:
    rows = [["姓名", "身份证号", "手机"], *([one.name, one.id_number, "1380"] for one in PEOPLE[:2])]
    sent = _list_of(rows, tmp_path / "名单[1].csv")
    intake.remainder(intake.read(sent, ROSTER, day=DAY), tmp_path / "剩余.xlsx")
    book = load_workbook(tmp_path / "剩余.xlsx")
    assert book.sheetnames == ["名单_1_", "问题清单"]
    book["名单_1_"]["C2"].value = "13800000009"
    book.save(tmp_path / "剩余.xlsx")
    again = intake.read(tmp_path / "剩余.xlsx", ROSTER, day=DAY)
    intake.annotate(tmp_path / "剩余.xlsx", again, tmp_path / "标注.xlsx")
    marked = load_workbook(tmp_path / "标注.xlsx")
    assert marked.sheetnames == ["问题清单", "名单_1_"]
    assert [marked["名单_1_"][place].fill.fill_type for place in ("C2", "C3")] == [None, "solid"]


def test_the_rest_takes_nobody_off_whom_a_repeated_number_stands_beside(tmp_path: Path) -> None:
    first, second, third, fourth = PEOPLE[:4]
    rows = [["姓名", "身份证号"], *([one.name, one.id_number] for one in (first, second, third))]
    sent = _list_of([*rows, [fourth.name, second.id_number]], tmp_path / "名单.csv")
    reading = intake.read(sent, ROSTER, day=DAY)
    assert intake.remainder(reading, tmp_path / "剩余.xlsx") == reading.faulty == 1
    book = load_workbook(tmp_path / "剩余.xlsx")
    with builders.stage("empty") as county, county.desk("jingban") as desk:
        filing_id = filings.draft(desk, builders.entry(county))
        filings.file_roster(desk, filing_id, reading, only_sound=True)
        same = intake.read(tmp_path / "剩余.xlsx", ROSTER, day=DAY)
        assert [each.code for each in same.problems] == ["repeated"]
        book.worksheets[0]["B3"].value = fourth.id_number
        book.save(tmp_path / "剩余.xlsx")
        taken = filings.file_roster(desk, filing_id, intake.read(tmp_path / "剩余.xlsx", ROSTER, day=DAY))
        assert (taken.new, taken.removed, taken.unchanged) == (1, 0, 1)
        assert filings.sheet(desk, filing_id).people == 4
