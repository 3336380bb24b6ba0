"""Whatever the file: a sentence and a remedy, soon, and the program lives on."""

import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.filings.columns import ROSTER
from desktop.intake import check, read
from desktop.problems import Unreadable
from tests.intake.made import HEAD, IDS, NAMES, PARTS, TODAY, book, cell, packed, people, raw, sheet_xml, text
from tests.intake.old import old_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
HEAD_ROW = f'<row r="1">{cell("A1", "姓名")}{cell("B1", "身份证号")}</row>'


def _truncated(folder: Path) -> Path:
    path = book([HEAD, *people(30)])(folder)
    path.write_bytes(path.read_bytes()[:-900])
    return path


def _flipped(folder: Path) -> Path:
    path = book([HEAD, *people(30)])(folder)
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    content = bytearray(path.read_bytes())
    place = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    content[place] ^= 0xFF
    path.write_bytes(content)
    return path


def _doubled(folder: Path) -> Path:
    path = folder / "名单.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in {**PARTS, "xl/worksheets/sheet1.xml": sheet_xml(HEAD_ROW)}.items():
            archive.writestr(part, content)
        archive.writestr("XL/worksheets/Sheet1.xml", sheet_xml(HEAD_ROW))
    return path


def _crowded(folder: Path) -> Path:
    path = folder / "名单.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2100):
            archive.writestr(f"xl/{number}.xml", "")
    return path


def _lying_size(folder: Path) -> Path:
    """A part that declares one byte and unpacks to many: the figure in both headers is changed."""
    path = packed(sheet_xml(HEAD_ROW))(folder)
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", size), struct.pack("<I", 1)))
    return path


def _missing(folder: Path) -> Path:
    return folder / "没有.xlsx"


def _folder(folder: Path) -> Path:
    return folder


def _device(folder: Path) -> Path:
    return Path("/dev/null")


BOMB_PART = b"<si><t>a</t></si>" * 4_000_000
LONG_ROW = f'<row r="2">{cell("A2", "长" * 4_000_000)}{cell("B2", IDS[0])}</row>'
FILES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "text_longer_than_any_cell": (packed(sheet_xml(HEAD_ROW + LONG_ROW)), "32767"),
    "empty": (raw(b""), "空的"),
    "missing": (_missing, "找不到"),
    "folder": (_folder, "文件夹"),
    "device": (_device, "不是普通文件"),
    "web_page_renamed": (raw(b"<html><table><tr><td>a</td></tr></table></html>", "名单.xls"), "网页"),
    "xml_renamed": (raw(b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "名单.xls"), "网页或 XML"),
    "pdf_renamed": (raw(b"%PDF-1.4 ..."), "PDF"),
    "picture_renamed": (raw(b"\x89PNG\r\n\x1a\n" + bytes(100)), "图片"),
    "rar_renamed": (raw(b"Rar!\x1a\x07\x00"), "RAR"),
    "letter_renamed": (packed("", {"word/document.xml": "<w/>", "xl/workbook.xml": ""}), "已损坏"),
    "encrypted": (raw(OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)), "打开密码"),
    "old_letter": (
        raw(OLE + bytes(500) + "WordDocument".encode("utf-16-le") + bytes(500), "名单.xls"),
        "Word",
    ),
    "broken_old_workbook": (raw(OLE + bytes(5000), "名单.xls"), "已损坏"),
    "old_workbook_with_a_password": (old_book([HEAD], password=True), "打开密码"),
    "old_workbook_with_a_far_corner": (old_book([HEAD, *people(2)], far=(65535, 255)), "未读入任何内容"),
    "truncated": (_truncated, "已损坏"),
    "one_bit_flipped": (_flipped, "已损坏"),
    "start_of_an_archive_only": (raw(b"PK\x03\x04" + bytes(60)), "已损坏"),
    "parts_twice": (_doubled, "已损坏"),
    "too_many_parts": (_crowded, "异常"),
    "size_is_a_lie": (_lying_size, "已损坏"),
    "entities": (packed(LAUGHS + sheet_xml(HEAD_ROW)), "外部定义"),
    "entities_in_strings": (
        packed(sheet_xml(HEAD_ROW), {"xl/sharedStrings.xml": LAUGHS + "<sst><si><t>&c;</t></si></sst>"}),
        "外部定义",
    ),
    "xml_broken": (packed(sheet_xml(HEAD_ROW)[:-20]), "已损坏"),
    "no_sheets": (
        packed(
            sheet_xml(""), {"xl/workbook.xml": PARTS["xl/workbook.xml"].split("<sheets>")[0] + "</workbook>"}
        ),
        "没有可读取的工作表",
    ),
    "one_sheet_named_five_hundred_times": (
        packed(
            sheet_xml(HEAD_ROW),
            {"xl/workbook.xml": re.sub(r"(<sheet .*?/>)", r"\1" * 500, PARTS["xl/workbook.xml"])},
        ),
        "500 张工作表",
    ),
    "far_corner": (
        packed(sheet_xml(HEAD_ROW + f'<row r="1048576">{cell("XFD1048576", "x")}</row>')),
        "XFD1048576",
    ),
    "far_cell_in_a_near_row": (
        packed(sheet_xml(f'<row r="1">{cell("A1", "姓名")}{cell("XFD1048576", "x")}</row>')),
        "XFD1048576",
    ),
    "far_column": (packed(sheet_xml(HEAD_ROW + f'<row r="2">{cell("XFD2", "x")}</row>')), "XFD2"),
    "bomb_of_strings": (
        packed(sheet_xml(HEAD_ROW), {"xl/sharedStrings.xml": b"<sst>" + BOMB_PART + b"</sst>"}),
        "异常",
    ),
    "bomb_of_rows": (packed(b"<worksheet><sheetData>" + b"<row/>" * 9_000_000), "异常"),
    "blank_workbook": (book([]), "没有任何内容"),
    "no_headings": (book([["一", "二"], [1, 2], ["甲", "乙"]]), "没有找到表头"),
    "prose": (raw("第一段文字。\n第二段文字，有逗号。\n".encode(), "说明.txt"), "没有找到表头"),
    "one_endless_line": (raw(b"a" * (3 << 20), "名单.csv"), "成行成列"),
    "zeros": (raw(bytes(4096), "名单.csv"), "不是文字"),
    "no_encoding": (raw("姓名,身份证号\n".encode() + b"\xff\xff\xff\n", "名单.csv"), "编码"),
    "open_quote": (raw('姓名,身份证号\n"张三,'.encode() + b"x\n" * 200_000, "名单.csv"), "引号"),
    "too_many_columns": (raw(b"," * 20_000 + b"\n", "名单.csv"), "成行成列"),
    "half_of_utf_16": (raw(b"\xff\xfea", "名单.txt"), "编码"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_or_broken_file_ends_in_a_sentence(name: str, tmp_path: Path):
    make, said = FILES[name]
    path = make(tmp_path)
    with pytest.raises(Unreadable) as caught:
        read(path, ROSTER, day=TODAY)
    unreadable = caught.value
    assert said in unreadable.sentence
    assert unreadable.sentence.endswith("。")
    assert unreadable.remedy.endswith("。")
    assert "{" not in unreadable.sentence + unreadable.remedy


def test_marks_without_meaning_at_the_end_of_a_text_are_no_reason_to_refuse_it(tmp_path: Path):
    path = text([HEAD, *people(2)])(tmp_path)
    path.write_bytes(path.read_bytes() + bytes(10))
    reading = read(path, ROSTER, day=TODAY)
    assert len(reading.rows) == 2


@pytest.mark.parametrize("name", ["far_corner", "truncated", "missing", "open_quote"])
def test_the_check_never_raises(name: str, tmp_path: Path):
    checked = check(FILES[name][0](tmp_path), ROSTER, kind="roster", day=TODAY)
    assert checked["exit"] == 2
    assert checked["status"] == "unreadable"
    assert checked["remedy"]


def test_strings_used_a_million_times_end_in_a_sentence(tmp_path: Path):
    """One long string, named by every cell: small in the file, hundreds of MiB once each cell has its own."""
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{letter}{row}" t="s"><v>0</v></c>' for letter in "ABCDEFGH")
        + "</row>"
        for row in range(1, 12_001)
    )
    strings = f"<sst><si><t>{'长' * 30_000}</t></si></sst>"
    parts = {
        "xl/sharedStrings.xml": strings,
        "[Content_Types].xml": PARTS["[Content_Types].xml"].replace(
            "</Types>",
            '<Override PartName="/xl/sharedStrings.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        ),
        "xl/_rels/workbook.xml.rels": PARTS["xl/_rels/workbook.xml.rels"].replace(
            "</Relationships>",
            '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
            'Target="sharedStrings.xml"/></Relationships>',
        ),
    }
    with pytest.raises(Unreadable) as caught:
        read(packed(sheet_xml(rows), parts)(tmp_path), ROSTER, day=TODAY)
    assert caught.value.remedy


def test_the_program_reads_on_after_a_crash_of_the_child(tmp_path: Path):
    with pytest.raises(Unreadable):
        read(FILES["xml_broken"][0](tmp_path), ROSTER, day=TODAY)
    assert len(read(text([HEAD, [NAMES[0], IDS[0]]])(tmp_path), ROSTER, day=TODAY).rows) == 1


def test_a_text_too_long_for_a_cell_is_cut_and_told(tmp_path: Path):
    row = f'<row r="2">{cell("A2", NAMES[0] + "长" * 50_000)}{cell("B2", IDS[0])}</row>'
    reading = read(packed(sheet_xml(HEAD_ROW + row))(tmp_path), ROSTER, day=TODAY)
    assert [(each.address, each.code) for each in reading.problems] == [("A2", "too_long")]
    assert "32768 个字" in reading.problems[0].what
    assert max(len(str(value)) for value in reading.sample[0]) == 32_768


def test_a_workbook_with_more_faults_than_anybody_reads_is_refused_with_one_of_them(tmp_path: Path):
    titles = [column.title for column in ROSTER]
    path = tmp_path / "乱.csv"
    rows = "\n".join([",".join(titles), *(",".join(["¥?？"] * len(titles)) for _ in range(25_000))])
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(Unreadable, match=r"前 \d+ 行里已有 200000 多处问题（如 乱!A2：") as refused:
        read(path, ROSTER, day=TODAY)
    assert "整列" in refused.value.remedy
