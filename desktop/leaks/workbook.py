"""Every part of a workbook file as texts to be searched: cells with their places, and whatever else lies in the file."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from desktop.problems import Unreadable

LARGEST = 500 * 1024 * 1024
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
FIRST_DAY = date(1899, 12, 30)
DAY_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
TEXTUAL = (".xml", ".rels", ".vml")


@dataclass(frozen=True, slots=True)
class Part:
    """One text and where it stands; `day` when it is a date; `opaque` when `text` only names what cannot be read."""

    place: str
    text: str
    day: date | None = None
    opaque: bool = False


def parts(content: bytes) -> Iterator[Part]:
    """Give every text in an xlsx file; raises Unreadable when it is damaged or not one."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            if sum(each.file_size for each in file.infolist()) > LARGEST:
                raise Unreadable("工作簿展开后过大，没有检查。", "请拆分后再试。")
            yield from _all(file)
    except (
        zipfile.BadZipFile,
        ParseError,
        DefusedXmlException,
        KeyError,
        ValueError,
        NotImplementedError,
    ) as fault:
        raise Unreadable("这个文件不是完整的 .xlsx 工作簿，无法检查。", "请重新生成后再试。") from fault


def _all(file: zipfile.ZipFile) -> Iterator[Part]:
    names = [each.filename for each in file.infolist() if not each.is_dir()]
    if len(set(names)) < len(names):
        raise ValueError("a part that stands twice in a file can be read in two ways")
    book = _read(file, "xl/workbook.xml")
    targets = {each.get("Id"): each.get("Target", "") for each in _read(file, "xl/_rels/workbook.xml.rels")}
    strings = _strings(file) if "xl/sharedStrings.xml" in names else []
    dated = _dated(file) if "xl/styles.xml" in names else frozenset()
    sheets, used = {}, set[int]()
    for sheet in book.iter(f"{MAIN}sheet"):
        path = _path(targets[sheet.get(LINK)])
        sheets[path] = title = f"工作表“{sheet.get('name')}”"
        yield Part("工作表名称", str(sheet.get("name")))
        if sheet.get("state", "visible") != "visible":
            yield Part(title, "隐藏的工作表", opaque=True)
    for name in names:
        if name in sheets:
            root = _read(file, name)
            used |= _referred(root)
            yield from _cells(root, sheets[name], strings, dated)
        elif name.endswith(TEXTUAL):
            if name != "xl/sharedStrings.xml":
                yield from _texts(_read(file, name), name)
        else:
            yield Part(f"文件部件 {name}", "图片或对象", opaque=True)
    yield from (Part("字符串表中没有用到的文字", text) for at, text in enumerate(strings) if at not in used)


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _read(file: zipfile.ZipFile, name: str) -> Element:
    root: Element = fromstring(file.read(name), forbid_dtd=True)
    return root


def _strings(file: zipfile.ZipFile) -> list[str]:
    items = _read(file, "xl/sharedStrings.xml").iter(f"{MAIN}si")
    return ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in items]


def _dated(file: zipfile.ZipFile) -> frozenset[int]:
    """The styles under which a number is shown as a day."""
    root = _read(file, "xl/styles.xml")
    own = {
        int(each.get("numFmtId", "0")): re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", each.get("formatCode", ""))
        for each in root.iter(f"{MAIN}numFmt")
    }
    formats = DAY_FORMATS | {
        number for number, code in own.items() if re.search(r"[yd]", code, re.IGNORECASE)
    }
    cells = root.find(f"{MAIN}cellXfs")
    styles: list[Any] = list(cells) if cells is not None else []
    return frozenset(at for at, style in enumerate(styles) if int(style.get("numFmtId", "0")) in formats)


def _referred(root: Element) -> set[int]:
    """Which strings of the table the cells show."""
    cells = (cell for cell in root.iter(f"{MAIN}c") if cell.get("t") == "s")
    return {int(value.text) for cell in cells for value in cell.iter(f"{MAIN}v") if value.text}


def _cells(root: Element, title: str, strings: list[str], dated: frozenset[int]) -> Iterator[Part]:
    for kind, said in (("col", "隐藏的列"), ("row", "隐藏的行")):
        if any(each.get("hidden") in {"1", "true"} for each in root.iter(f"{MAIN}{kind}")):
            yield Part(title, said, opaque=True)
    for cell in root.iter(f"{MAIN}c"):
        place = f"{title}{cell.get('r', '')}单元格"
        value = "".join(each.text or "" for each in cell.iter(f"{MAIN}v"))
        inline = "".join(each.text or "" for each in cell.iter(f"{MAIN}t"))
        formula = "".join(each.text or "" for each in cell.iter(f"{MAIN}f"))
        if cell.get("t") == "s" and value:
            yield Part(place, strings[int(value)])
        elif value:
            yield _number(place, value, dated=int(cell.get("s", "0")) in dated)
        if inline or formula:
            yield Part(place, f"{inline} {formula}".strip())
    for each in root.iter():
        if each.tag in {f"{MAIN}oddHeader", f"{MAIN}oddFooter", f"{MAIN}evenHeader", f"{MAIN}evenFooter"}:
            yield Part(f"{title}页眉页脚", each.text or "")
        if each.tag == f"{MAIN}dataValidation":
            yield Part(f"{title}数据有效性", " ".join([*each.attrib.values(), *each.itertext()]))


def _number(place: str, value: str, *, dated: bool) -> Part:
    """A number as the figures it stands for: 9.99901E+17 written out, a serial number as its day."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return Part(place, value)
    day = FIRST_DAY + timedelta(days=int(number)) if dated and 1 <= number < 2_900_000 else None
    return Part(place, f"{number:f}", day)


def _texts(root: Element, name: str) -> Iterator[Part]:
    for each in root.iter():
        for text in (each.text, each.tail, *each.attrib.values()):
            if text and text.strip():
                yield Part(f"文件部件 {name}", text)
