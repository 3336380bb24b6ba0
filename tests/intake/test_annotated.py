"""The workbook handed back: marks where they belong, and nothing else changed."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from desktop.filings.columns import ROSTER
from desktop.intake import annotate, check, read, read_sheets
from desktop.intake.filling import mark
from desktop.intake.marks import Marks
from desktop.intake.paint import RED, YELLOW
from desktop.intake.parts import Package
from desktop.problems import Problem, Refused
from tests.intake.made import HEAD, IDS, NAMES, TODAY, book, cell, packed, people, sheet_xml, text
from tests.intake.old import old_book


def _furnished(folder: Path) -> Path:
    """A workbook with everything that a copy may lose: formats, formulas, rules, pictures, comments, names."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "职工'花名册"
    sheet.append(["某某公司花名册"])
    sheet.merge_cells("A1:E1")
    sheet.append([*HEAD, "银行账号", "合计", "备注"])
    for order in range(4):
        number = IDS[order] if order != 2 else IDS[2][:17]
        account = "6228480402564890019" if order == 3 else "6228480402564890018"
        sheet.append([NAMES[order], number, account, f"=LEN(B{order + 3})", "照旧"])
    for row in sheet["A2:E6"]:
        for each in row:
            each.border = Border(left=Side(style="thin"), bottom=Side(style="double"))
    sheet["B5"].font = Font(name="仿宋", bold=True, color="FF0000FF")
    sheet["B5"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["B5"].number_format = "@"
    sheet["A3"].comment = Comment("原有批注", "某人")
    sheet["B5"].comment = Comment("此人补报", "某人")
    sheet.column_dimensions["B"].width = 33
    sheet.row_dimensions[4].height = 44
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = "A2:E6"
    sheet.conditional_formatting.add(
        "D3:D6", CellIsRule(operator="lessThan", formula=["18"], font=Font(bold=True))
    )
    rule = DataValidation(type="list", formula1='"照旧,新增"')
    rule.add("E3:E6")
    sheet.add_data_validation(rule)
    picture = io.BytesIO()
    Picture.new("RGB", (8, 8), "red").save(picture, "PNG")
    sheet.add_image(Image(picture), "G2")
    sheet.print_title_rows = "1:2"
    other = workbook.create_sheet("汇总")
    other["A1"] = "=COUNTA('职工''花名册'!A3:A6)"
    other.sheet_state = "hidden"
    workbook.defined_names["名单"] = DefinedName("名单", attr_text="'职工''花名册'!$A$3:$A$6")
    path = folder / "名单.xlsx"
    workbook.save(path)
    return path


def _marked(path: Path, out: Path) -> Any:
    annotate(path, read(path, ROSTER, day=TODAY), out)
    return load_workbook(out)


def _everything(sheet: Any) -> dict[str, tuple[Any, ...]]:
    return {
        each.coordinate: (
            each.value,
            each.number_format,
            *map(repr, (each.font, each.border, each.alignment, each.protection)),
        )
        for row in sheet.iter_rows()
        for each in row
    }


def test_nothing_but_the_marks_differs(tmp_path: Path):
    path = _furnished(tmp_path)
    after = _marked(path, tmp_path / "标注.xlsx")
    before = load_workbook(path)
    assert after.sheetnames == ["问题清单", *before.sheetnames]
    for name in before.sheetnames:
        old, new = before[name], after[name]
        assert _everything(new) == _everything(old)
        assert new.merged_cells.ranges == old.merged_cells.ranges
        assert {key: each.width for key, each in new.column_dimensions.items()} == {
            key: each.width for key, each in old.column_dimensions.items()
        }
        assert new.row_dimensions[4].height == old.row_dimensions[4].height
        assert new.freeze_panes == old.freeze_panes
        assert new.auto_filter.ref == old.auto_filter.ref
        assert new.sheet_state == old.sheet_state
        assert new.print_title_rows == old.print_title_rows
        assert len(new.conditional_formatting) == len(old.conditional_formatting)
        assert len(new.data_validations.dataValidation) == len(old.data_validations.dataValidation)
        fills = {
            each.coordinate
            for row in new.iter_rows()
            for each in row
            if repr(each.fill) != repr(old[each.coordinate].fill)
        }
        assert fills == ({"B5", "C6"} if name != "汇总" else set())
    assert after.defined_names["名单"].attr_text == before.defined_names["名单"].attr_text


def test_parts_without_marks_are_the_same_bytes(tmp_path: Path):
    path = _furnished(tmp_path)
    _marked(path, tmp_path / "标注.xlsx")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(tmp_path / "标注.xlsx") as after:
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed <= {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
    }
    assert "xl/media/image1.png" not in changed


def test_errors_are_red_and_warnings_yellow_with_the_reason(tmp_path: Path):
    sheet = _marked(_furnished(tmp_path), tmp_path / "标注.xlsx")["职工'花名册"]
    assert sheet["B5"].fill.fgColor.rgb == RED
    assert sheet["C6"].fill.fgColor.rgb == YELLOW
    assert "现为 17 位" in sheet["B5"].comment.text
    assert "此人补报" in sheet["B5"].comment.text
    assert sheet["A3"].comment.text == "原有批注"
    assert "校验位" in sheet["C6"].comment.text
    assert sheet["B5"].font.name == "仿宋"


def test_the_list_comes_first_and_leads_to_each_cell(tmp_path: Path):
    book_ = _marked(_furnished(tmp_path), tmp_path / "标注.xlsx")
    listing = book_["问题清单"]
    assert book_.active.title == "问题清单"
    assert [each.value for each in listing[3]][:7] == [
        "序号",
        "工作表",
        "单元格",
        "项目",
        "姓名",
        "问题",
        "处理办法",
    ]
    assert [each.value for each in listing[4]][:5] == [1, "职工'花名册", "B5", "身份证号", NAMES[2]]
    assert [each.value for each in listing[5]][2:8:5] == ["C6", "提醒"]
    assert listing["C4"].hyperlink.location == "'职工''花名册'!B5"
    assert [sheet.title for sheet in book_ if sheet.sheet_view.tabSelected] == ["问题清单"]


def test_a_missing_cell_is_marked_where_it_should_be(tmp_path: Path):
    rows = (
        f'<row r="1">{cell("A1", "姓名")}{cell("B1", "身份证号")}{cell("D1", "学历")}</row>'
        f'<row r="2">{cell("A2", NAMES[0])}{cell("D2", "高中")}</row>'
        f'<row r="3">{cell("B3", IDS[1])}</row>'
    )
    sheet = _marked(packed(sheet_xml(rows))(tmp_path), tmp_path / "标注.xlsx")["花名册"]
    assert {each.coordinate for row in sheet.iter_rows() for each in row if each.comment} == {"B2", "A3"}
    assert sheet["B2"].fill.fgColor.rgb == RED
    assert sheet["A3"].fill.fgColor.rgb == RED
    assert sheet["D2"].value == "高中"


def test_a_sheet_in_a_prefixed_namespace_is_marked_too(tmp_path: Path):
    rows = "".join(
        f'<x:row r="{n}"><x:c r="A{n}" t="inlineStr"><x:is><x:t>{name}</x:t></x:is></x:c>'
        f'<x:c r="B{n}" t="inlineStr"><x:is><x:t>{number}</x:t></x:is></x:c></x:row>'
        for n, (name, number) in enumerate([HEAD, (NAMES[0], "1")], 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<x:worksheet xmlns:x="{main}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    sheet = _marked(packed(xml)(tmp_path), tmp_path / "标注.xlsx")["花名册"]
    assert sheet["B2"].fill.fgColor.rgb == RED
    assert sheet["B2"].comment is not None


def test_cells_without_addresses_are_counted(tmp_path: Path):
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in row) + "</row>"
        for row in [HEAD, people(1)[0], (NAMES[1], "1")]
    )
    path = packed(sheet_xml(rows))(tmp_path)
    annotate(path, read(path, ROSTER, day=TODAY), tmp_path / "标注.xlsx")
    with zipfile.ZipFile(tmp_path / "标注.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert xml.count(' s="') == 1
    assert xml.index("李秀英") < xml.index(' s="')


@pytest.mark.parametrize("kind", ["csv", "gb18030", "xls"])
def test_an_old_or_a_text_file_comes_back_as_a_workbook(kind: str, tmp_path: Path):
    rows = [[*HEAD, "备注"], [NAMES[0], IDS[0][:17], "=1+1"], [NAMES[1], IDS[1], "001"]]
    make = {
        "csv": text(rows),
        "gb18030": text(rows, encoding="gb18030"),
        "xls": old_book(rows),
    }[kind]
    path = make(tmp_path)
    workbook = _marked(path, tmp_path / "标注.xlsx")
    sheet = workbook.worksheets[1]
    assert [[each.value for each in row] for row in sheet.iter_rows()] == rows
    assert sheet["C2"].data_type == "s"
    assert sheet["B2"].fill.fgColor.rgb == RED
    assert sheet.column_dimensions["B"].width > 15


def test_figures_and_days_of_an_old_workbook_stay_what_they_are(tmp_path: Path):
    path = old_book([[*HEAD, "工资"], [NAMES[0], "1", 1200.5]])(tmp_path)
    sheet = _marked(path, tmp_path / "标注.xlsx").worksheets[1]
    assert sheet["C2"].value == 1200.5


def test_macros_are_left_out_of_an_xlsx_and_kept_in_an_xlsm(tmp_path: Path):
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    )
    rows = f'<row r="1">{cell("A1", "姓名")}{cell("B1", "身份证号")}</row><row r="2">{cell("A2", NAMES[0])}</row>'
    path = packed(
        sheet_xml(rows), {"xl/vbaProject.bin": b"macro", "[Content_Types].xml": types}, name="名单.xlsm"
    )(tmp_path)
    reading = read(path, ROSTER, day=TODAY)
    for ending, kept in ((".xlsx", False), (".xlsm", True)):
        out = tmp_path / f"标注{ending}"
        annotate(path, reading, out)
        with zipfile.ZipFile(out) as archive:
            assert ("xl/vbaProject.bin" in archive.namelist()) is kept
            assert (b"macroEnabled" in archive.read("[Content_Types].xml")) is kept


def test_several_sheets_are_marked_in_one_copy(tmp_path: Path):
    path = book(
        [HEAD, [NAMES[0], "1"]], title="一班", more={"说明": [["无"]], "二班": [HEAD, [NAMES[1], "2"]]}
    )(tmp_path)
    annotate(path, read_sheets(path, ROSTER, day=TODAY), tmp_path / "标注.xlsx")
    workbook = load_workbook(tmp_path / "标注.xlsx")
    assert workbook["一班"]["B2"].fill.fgColor.rgb == RED
    assert workbook["二班"]["B2"].fill.fgColor.rgb == RED
    assert [workbook["问题清单"].cell(row, 2).value for row in (5, 6)] == ["一班", "二班"]


def test_a_copy_that_comes_again_gets_a_fresh_list(tmp_path: Path):
    path = book([HEAD, [NAMES[0], "1"]])(tmp_path)
    annotate(path, read(path, ROSTER, day=TODAY), tmp_path / "一.xlsx")
    again = read(tmp_path / "一.xlsx", ROSTER, day=TODAY)
    assert again.sheet == "花名册"
    assert [problem.address for problem in again.problems] == ["B2"]
    annotate(tmp_path / "一.xlsx", again, tmp_path / "二.xlsx")
    assert load_workbook(tmp_path / "二.xlsx").sheetnames == ["问题清单", "花名册"]


def test_names_kept_for_a_sheet_stay_with_it(tmp_path: Path):
    def name(workbook: Workbook) -> None:
        workbook["花名册"].print_area = "A1:B2"

    path = book([HEAD, [NAMES[0], "1"]], change=name)(tmp_path)
    assert _marked(path, tmp_path / "标注.xlsx")["花名册"].print_area == "'花名册'!$A$1:$B$2"


def test_a_file_that_changed_meanwhile_is_not_marked(tmp_path: Path):
    path = book([HEAD, [NAMES[0], "1"]])(tmp_path)
    reading = read(path, ROSTER, day=TODAY)
    book([HEAD, *people(2)])(tmp_path)
    with pytest.raises(Refused) as caught:
        annotate(path, reading, tmp_path / "标注.xlsx")
    assert "改动过" in caught.value.sentence
    assert not (tmp_path / "标注.xlsx").exists()


def test_the_original_is_never_written_over(tmp_path: Path):
    path = book([HEAD, [NAMES[0], "1"]])(tmp_path)
    before = path.read_bytes()
    with pytest.raises(Refused):
        annotate(path, read(path, ROSTER, day=TODAY), path)
    assert path.read_bytes() == before


def test_the_check_writes_the_copy_when_asked(tmp_path: Path):
    path = book([HEAD, [NAMES[0], "1"]])(tmp_path)
    out = tmp_path / "给对方" / "标注.xlsx"
    out.parent.mkdir()
    checked = check(path, ROSTER, kind="roster", day=TODAY, annotated=out)
    assert checked["exit"] == 1
    assert checked["annotated"] == str(out)
    assert out.exists()


def test_a_clean_workbook_gets_a_list_that_says_so(tmp_path: Path):
    listing = _marked(book([HEAD, *people(2)])(tmp_path), tmp_path / "标注.xlsx")["问题清单"]
    assert "没有发现问题" in listing["A2"].value


def _long_rows() -> str:
    """Rows of more than two mebibytes, so that they come by in several pieces; every hundredth person lacks the ID."""
    filling = "照旧" * 100
    lines = [f'<row r="1">{cell("A1", "姓名")}{cell("B1", "身份证号")}{cell("C1", "备注")}</row>']
    for number in range(2, 4002):
        person = "" if number % 100 == 0 else cell(f"B{number}", IDS[number % len(IDS)])
        lines.append(
            f'<row r="{number}">{cell(f"A{number}", "张三")}{person}{cell(f"C{number}", filling)}</row>'
        )
    return "".join(lines)


def test_a_sheet_of_many_pieces_is_marked_in_each_and_the_same_elsewhere(tmp_path: Path):
    before = sheet_xml(_long_rows())
    assert len(before.encode()) > 2 << 20
    path = packed(before)(tmp_path)
    reading = read(path, ROSTER, day=TODAY)
    reading.problems = [
        each for each in reading.problems if each.address.startswith("B") and each.address[-2:] == "00"
    ]
    reading.warnings = []
    annotate(path, reading, tmp_path / "标注.xlsx")
    with zipfile.ZipFile(tmp_path / "标注.xlsx") as archive:
        after = archive.read("xl/worksheets/sheet1.xml").decode()
    marked = re.findall(r'<c r="(B[0-9]+)" s="[0-9]+"/>', after)
    assert marked == [f"B{number}" for number in range(100, 4001, 100)]
    assert re.sub(r'<c r="B[0-9]+" s="[0-9]+"/>|<legacyDrawing [^>]*>', "", after) == before


def test_no_sheet_is_held_whole_while_it_is_marked():
    piece = b'<row r="2"><c r="A2"/></row>' * 1000
    taken = []

    def sheet() -> Iterator[bytes]:
        yield b"<worksheet><sheetData>"
        for number in range(50):
            taken.append(number)
            yield piece
        yield b"</sheetData></worksheet>"

    part = "xl/worksheets/sheet1.xml"
    package = Package([("[Content_Types].xml", b"<Types></Types>"), (part, sheet)])
    marks = Marks()
    marks.add([Problem("x", "错。", "改。", address="A2")], warning=False, shown=lambda *cell: cell)
    mark(package, part, marks, lambda _old, _warning: 7, {})
    pieces = package.pieces(part)
    assert b'<c r="A2" s="7"/>' in next(pieces)
    assert len(taken) < 5
    assert b"".join(pieces).count(b"legacyDrawing") == 1
    assert len(taken) == 50
