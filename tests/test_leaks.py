"""A finished public file is searched in every corner, and nothing personal gets past."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from pypdf.annotations import FreeText

from desktop import files, leaks
from desktop.forms.faces import SONG
from desktop.forms.page import Sheet
from desktop.identity import make_practice_id
from desktop.leaks import Leak, Withheld
from desktop.problems import Refused, Unreadable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BORN = date(1988, 7, 9)
NUMBER = make_practice_id(7, BORN, "男")
PHONE, ACCOUNT, ADDRESS = "13987654321", "6217001234567890123", "演练县城关镇槐花巷12号3单元"
WITHHELD = Withheld(
    numbers=frozenset({NUMBER, PHONE, ACCOUNT}),
    births=frozenset({BORN}),
    addresses=frozenset({ADDRESS}),
    groups=frozenset({"残疾", "低保"}),
    allowed=frozenset({"0000-8810000", "13900001111", "演练县残疾人托养中心", "演练县城关镇政务大厅"}),
)
MASKED = f"{NUMBER[:6]}********{NUMBER[-4:]}"
HARMLESS = (
    f"1 王建国 {MASKED} 演练县恒泰机械制造有限公司 电工·中级（四级） 班〔2026〕0003号 1,500.00",
    "公示时间：2026年3月9日至3月13日，共5个工作日。联系电话：0000-8810000、13900001111",
    "2 李梅 999901********0019 演练县残疾人托养中心 护理员 12 34 56,000.00",
    "合　计 88 101,000.00　第 2 页　共 7 页　统一社会信用代码 91999901MA0000A11Q",
    "核 验 码 7KQF-3M2P-XN4T 内容摘要 F594 342E 7377 1901",
)
TELLING = {
    "citizen number": (NUMBER, leaks.searching.KNOWN),
    "with blanks": (" ".join(NUMBER), leaks.searching.KNOWN),
    "full width": ("".join(chr(ord(each) + 0xFEE0) for each in NUMBER), leaks.searching.KNOWN),
    "somebody else's": ("340823199001011234", leaks.searching.CITIZEN),
    "in groups": ("340823-19900101-1234", leaks.searching.CITIZEN),
    "masked at the wrong place": (f"******{NUMBER[6:]}", leaks.searching.BIRTH),
    "birth date": ("出生 1988年7月9日", leaks.searching.BIRTH),
    "birth date short": ("1988.7.9生", leaks.searching.BIRTH),
    "birth figures": ("编号A19880709", leaks.searching.BIRTH),
    "telephone": (PHONE, leaks.searching.KNOWN),
    "telephone in groups": ("139 8765 4321", leaks.searching.KNOWN),
    "any telephone": ("联系人 137-0000-2222", leaks.searching.PHONE),
    "account": (ACCOUNT, leaks.searching.KNOWN),
    "account in groups": ("6222 0000 1111 2222 333", leaks.searching.ACCOUNT),
    "longer than what is allowed": ("139000011112222", leaks.searching.ACCOUNT),
    "address": (f"住{ADDRESS}", leaks.searching.ADDRESS),
    "address with a blank": ("演练县城关镇 槐花巷12号3单元", leaks.searching.ADDRESS),
    "group": ("残疾人员", leaks.searching.GROUP),
}


def paper(*lines: str, title: str = "公示", author: str = "演练县") -> bytes:
    sheet = Sheet(title, author)
    for at, line in enumerate(lines):
        sheet.text(40, 80 + 20 * at, line, SONG, 9)
    sheet.end_page()
    return sheet.finish()


def book(change: Callable[[Workbook, Worksheet], object] | None = None) -> bytes:
    made = Workbook()
    sheet = made.active
    sheet.title = "名单"
    for line in HARMLESS:
        sheet.append(line.split())
    if change:
        change(made, sheet)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def what(found: tuple[Leak, ...]) -> set[str]:
    return {leak.what for leak in found}


def test_what_may_be_public_passes() -> None:
    assert leaks.scan(paper(*HARMLESS), WITHHELD) == ()
    assert leaks.scan(book(), WITHHELD) == ()


@pytest.mark.parametrize("name", TELLING)
def test_text_on_a_page_is_found_with_its_place(name: str) -> None:
    text, expected = TELLING[name]
    found = leaks.scan(paper(*HARMLESS, text), WITHHELD)
    assert expected in what(found)
    assert {leak.place for leak in found} == {f"第1页第{len(HARMLESS) + 1}行"}


@pytest.mark.parametrize("name", TELLING)
def test_text_in_a_cell_is_found_with_its_place(name: str) -> None:
    text, expected = TELLING[name]
    found = leaks.scan(book(lambda _, sheet: sheet.cell(3, 9, text)), WITHHELD)
    assert expected in what(found)
    assert {leak.place for leak in found} == {"工作表“名单”I3单元格"}


def test_a_number_broken_over_two_lines_is_found() -> None:
    found = leaks.scan(paper(f"甲{NUMBER[:10]}", f"{NUMBER[10:]}乙"), WITHHELD)
    assert leaks.searching.KNOWN in what(found)


BROKEN = {
    "birth date": ("（1988-07-09）", leaks.searching.BIRTH),
    "birth date short": ("1988.7.9", leaks.searching.BIRTH),
    "birth date in words": ("1988年7月9日生", leaks.searching.BIRTH),
    "birth figures": ("19880709", leaks.searching.BIRTH),
    "somebody else's number": ("340823199001011234", leaks.searching.CITIZEN),
    "somebody else's number in groups": ("340823-19900101-123X", leaks.searching.CITIZEN),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_wraps_in_a_cell_is_found_wherever_it_breaks(name: str) -> None:
    text, kind = BROKEN[name]
    for at in range(1, len(text)):
        broken = paper("王秀英" + text[:at], text[at:], MASKED)
        longer = {leaks.searching.ACCOUNT} if kind == leaks.searching.CITIZEN else set()
        assert what(leaks.scan(broken, WITHHELD)) & {kind, *longer}, text[:at]


@pytest.mark.parametrize("name", ["演练县残疾人托养中心", "《关于低保家庭 培训的通知》"])
def test_an_allowed_name_may_wrap_anywhere_and_hides_nothing_else(name: str) -> None:
    allowing = replace(WITHHELD, allowed=frozenset({name}))
    for at in range(1, len(name)):
        lines = (f"3 李梅 {MASKED}", name[:at], name[at:], "12 34 56,000.00")
        assert leaks.scan(paper(*lines), allowing) == ()
        assert what(leaks.scan(paper(*lines, "残疾"), allowing)) == {leaks.searching.GROUP}
        assert what(leaks.scan(paper(*lines, PHONE), allowing)) == {leaks.searching.KNOWN}


def pages(*texts: tuple[str, ...]) -> bytes:
    """A paper of several pages as they are made: page number first, then the text, then the strip at the foot."""
    sheet = Sheet("公示", "演练县")
    foot = ("文书编号 印〔2026〕0001号 第1份", "核验码 7KQF-3M2P-XN4T")
    for number, lines in enumerate(texts, 1):
        around = ("演练草稿", f"第{number}页　共{len(texts)}页　— {number} —")
        for at, line in enumerate((*around, *lines, *foot)):
            sheet.text(40, 80 + 20 * at, line, SONG, 9)
        sheet.end_page()
    return sheet.finish()


@pytest.mark.parametrize("name", ["演练县残疾人托养中心", "《关于低保家庭 培训的通知》", "0000-8810000"])
def test_an_allowed_name_may_be_cut_by_a_page_break_and_hides_nothing_else(name: str) -> None:
    allowing = replace(WITHHELD, allowed=frozenset({name}))
    for at in range(1, len(name)):
        before, after = (f"3 李梅 {MASKED}", f"根据{name[:at]}"), (f"{name[at:]}的规定", "12 34 56,000.00")
        assert leaks.scan(pages(before, after), allowing) == (), name[:at]
        for more, kind in (("残疾", leaks.searching.GROUP), (PHONE, leaks.searching.KNOWN)):
            told = pages(before, (*after, more))
            assert what(leaks.scan(told, allowing)) == {kind}
            told = pages((more, *before), after)
            assert what(leaks.scan(told, allowing)) == {kind}


def test_half_an_allowed_name_is_none_where_the_other_half_does_not_follow() -> None:
    allowing = replace(WITHHELD, allowed=frozenset({"演练县残疾人托养中心"}))
    for before, after in (
        ("演练县残疾人", "就业"),
        ("工作", "残疾人托养中心"),
        ("演练县残疾人\n又", "托养中心"),
    ):
        found = leaks.scan(pages(tuple(before.split("\n")), (after,)), allowing)
        assert what(found) == {leaks.searching.GROUP}, before


CUT = {
    "citizen number": (NUMBER, leaks.searching.KNOWN),
    "somebody else's number": ("340823199001011234", leaks.searching.CITIZEN),
    "telephone": (PHONE, leaks.searching.KNOWN),
    "any telephone": ("13700002222", leaks.searching.PHONE),
    "account": (ACCOUNT, leaks.searching.KNOWN),
    "birth date": ("1988年7月9日生", leaks.searching.BIRTH),
    "address": (ADDRESS, leaks.searching.ADDRESS),
    "group": ("残疾", leaks.searching.GROUP),
}


@pytest.mark.parametrize("name", CUT)
def test_what_a_page_break_cuts_is_found_wherever_it_cuts(name: str) -> None:
    text, kind = CUT[name]
    for at in range(1, len(text)):
        found = leaks.scan(pages((*HARMLESS, f"甲 {text[:at]}"), (f"{text[at:]} 乙", *HARMLESS)), WITHHELD)
        assert kind in what(found) or leaks.searching.ACCOUNT in what(found), text[:at]


def test_what_the_refusal_says_does_not_tell_it_again() -> None:
    with pytest.raises(Refused) as refused:
        leaks.check("公示.pdf", paper(NUMBER, PHONE, ACCOUNT, ADDRESS, "1988年7月9日"), WITHHELD)
    for secret in (NUMBER, PHONE, ACCOUNT, ADDRESS, "1988"):
        assert secret not in refused.value.sentence
    assert "公示.pdf" in refused.value.sentence
    assert "第1页第1行" in refused.value.sentence


def annotated(content: bytes, change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    change(writer)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


PDF_CORNERS: dict[str, Callable[[], bytes]] = {
    "title": lambda: paper("名单", title=PHONE),
    "author": lambda: paper("名单", author=f"{NUMBER}"),
    "bookmark": lambda: annotated(
        paper("名单"), lambda pdf: pdf.add_outline_item(title=NUMBER, page_number=0)
    ),
    "own property": lambda: annotated(paper("名单"), lambda pdf: pdf.add_metadata({"/Note": PHONE})),
    "comment": lambda: annotated(
        paper("名单"), lambda pdf: pdf.add_annotation(0, FreeText(text=ACCOUNT, rect=(0, 0, 9, 9)))
    ),
    "white text off the page": lambda: off_the_page(NUMBER),
    "attached file": lambda: annotated(paper("名单"), lambda pdf: pdf.add_attachment("a.txt", b"x")),
    "script": lambda: annotated(paper("名单"), lambda pdf: pdf.add_open_action(JavaScript("app.alert(1)"))),
    "an earlier version": lambda: paper("名单") + b"\n%%EOF\nstartxref\n0\n%%EOF\n",
    "picture": lambda: Path(pictured()).read_bytes(),
}


def off_the_page(text: str) -> bytes:
    sheet = Sheet("公示", "演练县")
    sheet.write("1 g")
    sheet.text(-500, 2000, text, SONG, 1)
    sheet.end_page()
    return sheet.finish()


def pictured() -> str:
    import tempfile

    from PIL import Image

    place = f"{tempfile.mkdtemp()}/picture.pdf"
    Image.new("L", (20, 20)).save(place)
    return place


@pytest.mark.parametrize("corner", PDF_CORNERS)
def test_no_corner_of_a_pdf_hides_anything(corner: str) -> None:
    assert leaks.scan(PDF_CORNERS[corner](), WITHHELD) != ()


def hidden_sheet(made: Workbook, _: Worksheet) -> None:
    made.create_sheet("底稿").append([NUMBER])
    made["底稿"].sheet_state = "veryHidden"


def empty_hidden_sheet(made: Workbook, _: Worksheet) -> None:
    made.create_sheet("空").sheet_state = "hidden"


def hidden_column(_: Workbook, sheet: Worksheet) -> None:
    sheet["Z1"] = PHONE
    sheet.column_dimensions["Z"].hidden = True


def hidden_row(_: Workbook, sheet: Worksheet) -> None:
    sheet.row_dimensions[2].hidden = True


def comment(_: Workbook, sheet: Worksheet) -> None:
    sheet["A1"].comment = Comment(f"电话{PHONE}", "某人")


def author(made: Workbook, _: Worksheet) -> None:
    made.properties.creator = NUMBER


def own_property(made: Workbook, _: Worksheet) -> None:
    made.custom_doc_props.append(StringProperty(name="备注", value=ADDRESS))


def defined_name(made: Workbook, _: Worksheet) -> None:
    made.defined_names["底数"] = DefinedName("底数", attr_text=f'"{ACCOUNT}"')


def header(_: Workbook, sheet: Worksheet) -> None:
    sheet.oddHeader.center.text = PHONE


def choices(_: Workbook, sheet: Worksheet) -> None:
    sheet.add_data_validation(DataValidation(type="list", formula1=f'"甲,{NUMBER}"', sqref="H1"))


def formula(_: Workbook, sheet: Worksheet) -> None:
    sheet["H9"] = f'=LEFT("{NUMBER}",3)'


def number_as_number(_: Workbook, sheet: Worksheet) -> None:
    sheet["H9"] = int(ACCOUNT)


def birth_as_a_day(_: Workbook, sheet: Worksheet) -> None:
    sheet["H9"] = BORN


def sheet_name(made: Workbook, sheet: Worksheet) -> None:
    sheet.title = f"名单{PHONE}"


XLSX_CORNERS = (
    hidden_sheet,
    empty_hidden_sheet,
    hidden_column,
    hidden_row,
    comment,
    author,
    own_property,
    defined_name,
    header,
    choices,
    formula,
    number_as_number,
    birth_as_a_day,
    sheet_name,
)


@pytest.mark.parametrize("corner", XLSX_CORNERS, ids=lambda corner: corner.__name__)
def test_no_corner_of_a_workbook_hides_anything(corner: Callable[[Workbook, Worksheet], None]) -> None:
    assert leaks.scan(book(corner), WITHHELD) != ()


def with_part(name: str, content: bytes) -> bytes:
    stream = BytesIO(book())
    with zipfile.ZipFile(stream, "a") as file:
        file.writestr(name, content)
    return stream.getvalue()


def twice(name: str) -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return with_part(name, b"<a/>")


def test_parts_that_no_sheet_shows_are_searched_too() -> None:
    leftover = with_part("xl/pivotCache/records.xml", f"<r><s v='{NUMBER}'/></r>".encode())
    assert "pivotCache" in leaks.scan(leftover, WITHHELD)[0].place
    assert "图片或对象" in leaks.scan(with_part("xl/media/image1.png", b"x"), WITHHELD)[0].what
    strings = f"<sst xmlns='{MAIN}'><si><t>{NUMBER}</t></si></sst>".encode()
    found = leaks.scan(with_part("xl/sharedStrings.xml", strings), WITHHELD)
    assert {leak.place for leak in found} == {"字符串表中没有用到的文字"}


def test_a_file_that_cannot_be_searched_is_not_let_through() -> None:
    for odd in (b"", b"plain text", b"%PDF-1.5 cut", b"PK cut", twice("xl/workbook.xml")):
        with pytest.raises(Unreadable):
            leaks.scan(odd, WITHHELD)


def test_a_leaking_file_never_gets_to_its_place(tmp_path: Path) -> None:
    target = tmp_path / "公示名单.xlsx"
    target.write_bytes(b"the one before")
    with pytest.raises(Refused, match="公示名单"):
        files.write(target, book(hidden_column), leaks.checking(WITHHELD))
    assert target.read_bytes() == b"the one before"
    assert list(tmp_path.iterdir()) == [target]
