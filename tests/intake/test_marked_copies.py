"""Copies of workbooks that are hard to mark: every one opens without repair, and what the sender had is there still."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import DataBarRule
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.table import Table

from desktop.filings.columns import ROSTER
from desktop.intake import annotate, read_sheets
from desktop.intake.paint import RED
from tests.intake.made import HEAD, IDS, NAMES, TODAY, book, packed, sheet_xml, text
from tests.intake.made import cell as text_cell
from tests.intake.sound import faults_of

Parts = dict[str, str]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
FAULTY = IDS[0][:17]


def _roster(folder: Path, change: Callable[[Workbook], None] | None = None) -> Path:
    """A list of four people, the first and the third with a number that is too short."""
    rows = [[NAMES[at], IDS[at] if at % 2 else IDS[at][:17], "照旧"] for at in range(4)]
    return book([[*HEAD, "备注"], *rows], change=change)(folder)


def _remade(path: Path, change: Callable[[Parts], None]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _marked(path: Path, ending: str = ".xlsx") -> Path:
    out = path.with_name(f"{path.stem}-标注{ending}")
    annotate(path, read_sheets(path, ROSTER, day=TODAY), out)
    assert faults_of(out) == []
    return out


def _noted(workbook: Workbook) -> None:
    workbook.active["A2"].comment = Comment("另一格", "某人")
    workbook.active["B2"].comment = Comment("此人补报", "某人")


def _parts(path: Path) -> Parts:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def _marks_of(path: Path) -> dict[str, str]:
    sheet: Any = load_workbook(path)["花名册"]
    return {
        each.coordinate: each.comment.text if each.comment else ""
        for row in sheet.iter_rows()
        for each in row
        if each.fill.fgColor.rgb == RED
    }


def _bars(workbook: Workbook) -> None:
    sheet = workbook.active
    sheet.conditional_formatting.add("C2:C5", DataBarRule("min", None, "max", None, color="FF638EC6"))
    sheet.add_table(Table(displayName="表1", ref="A1:C5"))


def _with_extensions(parts: Parts) -> None:
    own = '<extLst><ext uri="{B025F937-C7B1-47D3-B67F-A62EFF666E3E}"/></extLst>'
    parts[SHEET] = (
        parts[SHEET].replace("</dataBar>", f"</dataBar>{own}").replace("</worksheet>", f"{own}</worksheet>")
    )


def test_the_link_to_the_shapes_stands_outside_of_the_rules_own_extensions(tmp_path: Path):
    out = _marked(_remade(_roster(tmp_path, _bars), _with_extensions))
    assert _parts(out)[SHEET].count("<extLst>") == 2
    assert _parts(out)[SHEET].count("<legacyDrawing ") == 1


def test_notes_join_a_drawing_whatever_its_prefixes_are(tmp_path: Path):
    out = _marked(_roster(tmp_path, _noted))
    drawing = _parts(out)["xl/drawings/commentsDrawing1.vml"]
    assert drawing.count('ObjectType="Note"') == 3
    assert "此人补报" in _marks_of(out)["B2"]
    assert "现为 17 位" in _marks_of(out)["B2"]


def _with_a_drawing_for_print(parts: Parts) -> None:
    empty = re.match(r"<xml[^>]*>", parts["xl/drawings/commentsDrawing1.vml"])
    parts["xl/drawings/print.vml"] = f"{empty[0] if empty else ''}</xml>"
    relations = next(name for name in parts if name.startswith("xl/worksheets/_rels/"))
    line = f'<Relationship Id="rIdZ" Type="{OFFICE}/vmlDrawing" Target="/xl/drawings/print.vml"/></Relationships>'
    parts[relations] = parts[relations].replace("</Relationships>", line)
    last = f'<legacyDrawingHF xmlns:r="{OFFICE}" r:id="rIdZ"/></worksheet>'
    parts[SHEET] = parts[SHEET].replace("</worksheet>", last)


def test_shapes_go_to_the_drawing_of_notes_and_not_to_that_of_the_page_head(tmp_path: Path):
    parts = _parts(_marked(_remade(_roster(tmp_path, _noted), _with_a_drawing_for_print)))
    assert parts["xl/drawings/commentsDrawing1.vml"].count('ObjectType="Note"') == 3
    assert "ObjectType" not in parts["xl/drawings/print.vml"]


def _threaded(parts: Parts) -> None:
    newer = "http://schemas.microsoft.com/office/2017/10/relationships"
    relations = next(name for name in parts if name.startswith("xl/worksheets/_rels/"))
    for name, kind, target in (
        (relations, "threadedComment", "threadedComments/threadedComment1.xml"),
        ("xl/_rels/workbook.xml.rels", "person", "persons/person.xml"),
    ):
        line = f'<Relationship Id="rIdN" Type="{newer}/{kind}" Target="/xl/{target}"/>'
        parts[name] = re.sub(r"(<Relationships[^>]*>)", rf"\1{line}", parts[name])
        parts[f"xl/{target}"] = f'<list xmlns="{newer}"/>'
        override = f'<Override PartName="/xl/{target}" ContentType="application/vnd.ms-excel.{kind.lower()}+xml"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", override)


def test_relations_of_a_newer_kind_do_not_tell_how_ours_are_written(tmp_path: Path):
    path = _remade(_roster(tmp_path, _noted), _threaded)
    before, after = _parts(path), _parts(_marked(path))
    kinds = re.findall(r'Type="([^"]*)"', after["xl/_rels/workbook.xml.rels"])
    assert kinds.count(f"{OFFICE}/worksheet") == 2
    assert (
        after["xl/threadedComments/threadedComment1.xml"]
        == before["xl/threadedComments/threadedComment1.xml"]
    )


def test_a_strict_workbook_stays_strict(tmp_path: Path):
    strict = "http://purl.oclc.org/ooxml"

    def change(parts: Parts) -> None:
        for name, content in parts.items():
            parts[name] = content.replace(MAIN, f"{strict}/spreadsheetml/main").replace(
                OFFICE, f"{strict}/officeDocument/relationships"
            )

    after = _parts(_marked(_remade(_roster(tmp_path), change)))
    assert not [name for name, content in after.items() if MAIN in content or OFFICE in content]
    assert after["xl/comments1.xml"].count("<comment ") == 2


def test_styles_are_found_where_the_workbook_has_them(tmp_path: Path):
    def change(parts: Parts) -> None:
        parts["xl/formats.xml"] = parts.pop("xl/styles.xml")
        for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
            parts[name] = parts[name].replace("styles.xml", "formats.xml")

    after = _parts(_marked(_remade(_roster(tmp_path), change)))
    assert RED in after["xl/formats.xml"]
    assert "xl/styles.xml" not in after


def test_a_note_without_words_does_not_hide_the_next(tmp_path: Path):
    def change(parts: Parts) -> None:
        name = next(each for each in parts if each.startswith("xl/comments"))
        parts[name] = re.sub(
            r'(<comment ref="A2"[^>]*>)<text>.*?</text>', r"\1<text/>", parts[name], flags=re.DOTALL
        )

    assert "此人补报" in _marks_of(_marked(_remade(_roster(tmp_path, _noted), change)))["B2"]


@pytest.mark.parametrize(
    ("given", "ending", "expected"),
    [
        ("spreadsheetml.template.main", ".xlsx", "spreadsheetml.sheet.main"),
        ("spreadsheetml.sheet.main", ".xlsm", "ms-excel.sheet.macroEnabled.main"),
    ],
)
def test_the_kind_of_the_copy_is_that_of_its_name(given: str, ending: str, expected: str, tmp_path: Path):
    def change(parts: Parts) -> None:
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("spreadsheetml.sheet.main", given)

    types = _parts(_marked(_remade(_roster(tmp_path), change), ending))["[Content_Types].xml"]
    assert f"{expected}+xml" in types


def test_a_cell_that_was_not_there_takes_the_format_of_its_column(tmp_path: Path):
    def textual(workbook: Workbook) -> None:
        workbook.active.column_dimensions["B"].number_format = "@"

    def without(parts: Parts) -> None:
        parts[SHEET] = re.sub(r'<c r="B3".*?</c>', "", parts[SHEET])

    out = _marked(_remade(_roster(tmp_path, textual), without))
    cell: Any = load_workbook(out)["花名册"]["B3"]
    assert (cell.number_format, cell.fill.fgColor.rgb) == ("@", RED)


def test_what_is_merged_downward_is_marked_where_it_is_seen(tmp_path: Path):
    heads = ("姓名", "身份证号", "合同开始日期")
    rows = [heads, (NAMES[0], IDS[0], "2020年13月45日"), (NAMES[1], IDS[1], None), (NAMES[2], IDS[2], None)]
    out = _marked(book(rows, merged=["C2:C4"])(tmp_path))
    assert list(_marks_of(out)) == ["C2"]
    listed: Any = load_workbook(out)["问题清单"]
    assert {row[2].value for row in listed.iter_rows(min_row=4)} == {"C2", "C3", "C4"}


def test_words_that_no_workbook_holds_are_left_out_and_codes_stay_as_written(tmp_path: Path):
    path = text([HEAD, ["张\x0b三", "1"], ["_x0041_", IDS[1]]])(tmp_path)
    out = _marked(path.rename(path.with_name("名单[1].csv")))
    workbook = load_workbook(out)
    assert workbook.sheetnames == ["问题清单", "名单_1_"]
    assert ">_x005F_x0041_<" in _parts(out)[SHEET]
    assert workbook["问题清单"]["C4"].hyperlink.location.startswith("'名单_1_'!")


def _mended(path: Path, change: Callable[[Workbook], None]) -> Path:
    workbook = load_workbook(path)
    change(workbook)
    again = path.with_name(f"{path.stem}-改.xlsx")
    workbook.save(again)
    return again


def _theme_and_note(workbook: Workbook) -> None:
    _noted(workbook)
    workbook.active["B2"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.6))


def test_a_mended_copy_comes_back_without_the_marks_that_it_had(tmp_path: Path):
    once = _marked(_roster(tmp_path, _theme_and_note))

    def mend(workbook: Workbook) -> None:
        workbook["花名册"]["B2"].value = IDS[0]

    twice = _marked(_mended(once, mend))
    assert load_workbook(twice).sheetnames == ["问题清单", "花名册"]
    sheet: Any = load_workbook(twice)["花名册"]
    assert sheet["B2"].comment.text == "此人补报"
    assert (sheet["B2"].fill.fgColor.theme, sheet["B2"].fill.fgColor.tint) == (4, 0.6)
    assert list(_marks_of(twice)) == ["B4"]
    assert _marks_of(twice)["B4"].count("现为 17 位") == 1


def test_a_copy_of_a_copy_is_the_copy(tmp_path: Path):
    once = _marked(_roster(tmp_path, _theme_and_note))
    first, second = _parts(once), _parts(_marked(once))
    changed = {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}
    assert changed <= {"xl/worksheets/problems1.xml", "xl/drawings/commentsDrawing1.vml", "xl/styles.xml"}
    assert _marks_of(once) == _marks_of(_marked(once))


def test_nothing_of_ours_is_left_once_all_is_mended(tmp_path: Path):
    def mend(workbook: Workbook) -> None:
        for row in range(4):
            workbook["花名册"].cell(row + 2, 2).value = IDS[row]

    last = _marked(_mended(_marked(_roster(tmp_path)), mend))
    assert _marks_of(last) == {}
    sheet: Any = load_workbook(last)["花名册"]
    assert not [each for row in sheet.iter_rows() for each in row if each.comment or each.fill.fill_type]
    assert "没有发现问题" in load_workbook(last)["问题清单"]["A2"].value


@pytest.mark.parametrize("cell", ["I4", "A1"])
def test_a_list_in_which_the_sender_wrote_stays(cell: str, tmp_path: Path):
    def answer(workbook: Workbook) -> None:
        workbook["问题清单"][cell].value = "已请本人核对"

    again = _marked(_mended(_marked(_roster(tmp_path)), answer))
    workbook = load_workbook(again)
    assert workbook.sheetnames == ["问题清单2", "问题清单", "花名册"]
    assert workbook["问题清单"][cell].value == "已请本人核对"


def test_a_part_larger_than_any_real_one_leaves_a_copy_of_the_content(tmp_path: Path):
    def blow_up(parts: Parts) -> None:
        name = next(each for each in parts if each.endswith(".vml"))
        parts[name] = parts[name].replace("</xml>", " " * (20 << 20) + "</xml>")

    after = _parts(_marked(_remade(_roster(tmp_path, _noted), blow_up)))
    assert sum(len(content) for content in after.values()) < 1 << 20
    assert FAULTY in after[SHEET]


def test_a_row_that_was_not_there_is_put_in_below_the_last(tmp_path: Path):
    rows = f'<row r="1">{text_cell("A1", "姓名")}{text_cell("B1", "身份证号")}</row>'
    out = _marked(packed(sheet_xml(rows))(tmp_path))
    assert list(_marks_of(out)) == ["A2"]
