"""A sample of the fuzz run, always the same; and the files at which longer runs once broke, made small."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from desktop.classes.columns import ATTENDANCE
from desktop.classes.learning import COLUMNS as LEARNING
from desktop.filings.columns import ROSTER
from desktop.intake import annotate, check, read
from tests.faults.intake import run
from tests.intake.made import HEAD, IDS, NAMES, PARTS, TODAY, book, cell, packed, people, sheet_xml

FAULTY = f'<row r="1">{cell("A1", "姓名")}{cell("B1", "身份证号")}</row><row r="2">{cell("A2", "张")}{cell("B2", IDS[0])}</row>'


def test_damaged_and_mutated_workbooks_end_in_sentences_and_stay_small(tmp_path: Path):
    figures = run(range(60), seed=20, jobs=2, saved=tmp_path)
    assert figures.cases == 60
    assert (figures.tracebacks, figures.above) == (0, 0), "\n".join(figures.lines())
    assert min(figures.outcomes[each] for each in ("clean", "problems", "unreadable")) > 3, figures.outcomes


def test_what_breaks_is_counted_and_its_file_kept(tmp_path: Path):
    figures = run(range(3), seed=20, jobs=1, saved=tmp_path, slow=0.0)
    assert figures.hangs == 3
    assert not figures.sound
    assert len(list(tmp_path.iterdir())) == 3


def test_a_length_beyond_all_numbers_is_a_problem(tmp_path: Path):
    head = ["姓名", "身份证号", "开始时间", "结束时间", "学习时长"]
    row = [NAMES[0], IDS[0], "2020-05-01 08:00:00", "2020-05-01 09:00:00"]
    path = book([head, [*row, 1e308], [*row[:2], "2020-05-02 08:00:00", "2020-05-02 09:00:00", "9" * 400]])(
        tmp_path
    )
    checked = check(path, LEARNING["sessions"], kind="sessions", day=TODAY)
    assert [each["code"] for each in checked["sheets"][0]["problems"]] == ["length", "length"]


def test_a_region_asked_for_a_list_that_is_no_roster_changes_nothing(tmp_path: Path):
    path = book([[*HEAD, "日期", "出勤情况"], [*people(1)[0], "2020-05-01", "出勤"]])(tmp_path)
    checked = check(path, ATTENDANCE, kind="attendance", day=TODAY, region="anhui", training_type="on_job")
    assert checked["status"] == "clean", checked


def test_a_workbook_with_a_part_that_is_no_text_is_marked_in_a_copy_of_its_content(tmp_path: Path):
    path = packed(sheet_xml(FAULTY), {"[Content_Types].xml": b"<Types>\xff\x88</Types>"})(tmp_path)
    checked = check(path, ROSTER, kind="roster", day=TODAY, annotated=tmp_path / "批注.xlsx")
    assert checked["status"] == "problems", checked
    with ZipFile(tmp_path / "批注.xlsx") as archive:
        assert any("问题清单" in archive.read(name).decode() for name in archive.namelist())


def test_a_workbook_whose_sheet_stands_elsewhere_than_said_is_marked_too(tmp_path: Path):
    path = tmp_path / "名单.xlsx"
    with ZipFile(path, "w") as archive:
        for name, content in {**PARTS, "XL/WORKSHEETS/SHEET1.XML": sheet_xml(FAULTY)}.items():
            archive.writestr(name, content)
    checked = check(path, ROSTER, kind="roster", day=TODAY, annotated=tmp_path / "批注.xlsx")
    assert checked["status"] == "problems", checked
    assert (tmp_path / "批注.xlsx").is_file()


SHEET = '<sheet name="花名册" sheetId="1" r:id="rId1"/>'


def test_two_sheets_of_one_name_and_one_content_are_marked_once(tmp_path: Path):
    parts = {"xl/workbook.xml": PARTS["xl/workbook.xml"].replace(SHEET, SHEET * 2)}
    path, out = packed(sheet_xml(FAULTY), parts)(tmp_path), tmp_path / "批注.xlsx"
    checked = check(path, ROSTER, kind="roster", day=TODAY, annotated=out)
    assert checked["status"] == "problems"
    assert [sheet["sheet"] for sheet in checked["sheets"]] == ["花名册", "花名册（第 2 张）"]
    with ZipFile(out) as archive:
        assert len([name for name in archive.namelist() if name.startswith("xl/comments")]) == 1


@pytest.mark.parametrize("second", ["花名册", "花 名册", "花名册 "])
def test_of_two_sheets_whose_names_look_alike_each_can_be_chosen(second: str, tmp_path: Path):
    sound = "".join(
        f'<row r="{at}">{cell(f"A{at}", name)}{cell(f"B{at}", number)}</row>'
        for at, (name, number) in enumerate([HEAD, *people(3)], 1)
    )
    parts = {
        "xl/workbook.xml": PARTS["xl/workbook.xml"].replace(
            SHEET, SHEET + f'<sheet name="{second}" sheetId="2" r:id="rId2"/>'
        ),
        "xl/_rels/workbook.xml.rels": PARTS["xl/_rels/workbook.xml.rels"].replace(
            "</Relationships>",
            '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
            'Target="worksheets/sheet2.xml"/></Relationships>',
        ),
        "[Content_Types].xml": PARTS["[Content_Types].xml"].replace(
            "</Types>",
            '<Override PartName="/xl/worksheets/sheet2.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        ),
        "xl/worksheets/sheet2.xml": sheet_xml(FAULTY),
    }
    path, out = packed(sheet_xml(sound), parts)(tmp_path), tmp_path / "批注.xlsx"
    first = read(path, ROSTER, day=TODAY)
    assert first.sheet == "花名册"
    assert len(first.rows) == 3
    assert [face.name for face in first.sheets] == ["花名册", f"{second}（第 2 张）"]
    other = read(path, ROSTER, day=TODAY, sheet=first.sheets[1].name)
    assert (other.sheet, len(other.rows)) == (f"{second}（第 2 张）", 0)
    assert other.problems[0].sheet == other.sheet
    annotate(path, other, out)
    with ZipFile(out) as archive:
        assert b"legacyDrawing" in archive.read("xl/worksheets/sheet2.xml")
        assert b"legacyDrawing" not in archive.read("xl/worksheets/sheet1.xml")
