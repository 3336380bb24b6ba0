"""Workbooks made for the tests: small, each with one thing that is odd about it."""

import csv
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from desktop.identity import make_practice_id

TODAY = date(2020, 6, 1)
BORN = date(1990, 5, 6)
IDS = tuple(make_practice_id(order, BORN, "男" if order % 2 == 0 else "女") for order in range(40))
"""Right numbers; those at even places are men's."""
NAMES = ("张建国", "李秀英", "王志强", "刘桂芳", "陈晓明", "杨丽娟", "赵文华", "黄海燕", "周俊杰", "吴玉兰")
HEAD = ("姓名", "身份证号")
AB = {"name": "A", "id_number": "B"}
"""The mapping of a list that begins with HEAD."""
OLD = "999901900506039"
"""A number of fifteen places, as they were before 2000."""
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Made:
    """A workbook to make, and what reading it must give: fields by letter, problems by address, sound rows."""

    name: str
    make: Callable[[Path], Path]
    columns: str = "roster"
    mapping: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[tuple[str, str]] = ()
    sound: int = 0
    header: int = 1
    notes: Sequence[str] = ()
    warnings: Sequence[tuple[str, str]] = ()
    values: Mapping[str, Sequence[Any]] = field(default_factory=dict)


def people(count: int) -> list[list[Any]]:
    """Give the names and numbers of some invented people."""
    return [[NAMES[order % 10], IDS[order]] for order in range(count)]


def book(
    rows: Rows,
    *,
    title: str = "花名册",
    merged: Sequence[str] = (),
    more: Mapping[str, Rows] | None = None,
    change: Callable[[Workbook], None] | None = None,
    ending: str = "xlsx",
) -> Callable[[Path], Path]:
    """Give what writes an .xlsx with these rows into a folder."""

    def make(folder: Path) -> Path:
        workbook = Workbook()
        sheet = workbook.active
        sheet.title = title
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
        for name, others in (more or {}).items():
            added = workbook.create_sheet(name)
            for row in others:
                added.append(list(row))
        if change is not None:
            change(workbook)
        path = folder / f"名单.{ending}"
        workbook.save(path)
        return path

    return make


def text(
    rows: Rows, *, encoding: str = "utf-8", delimiter: str = ",", ending: str = "csv", before: str = ""
) -> Callable[[Path], Path]:
    """Give what writes a delimited text file with these rows into a folder."""

    def make(folder: Path) -> Path:
        path = folder / f"名单.{ending}"
        with path.open("w", encoding=encoding, newline="") as file:
            file.write(before)
            csv.writer(file, delimiter=delimiter).writerows(rows)
        return path

    return make


def raw(content: bytes, name: str = "名单.xlsx") -> Callable[[Path], Path]:
    """Give what writes these bytes into a folder."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS: Mapping[str, str] = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="花名册" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def sheet_xml(data: str, *, before: str = "", opening: str = "") -> str:
    """Give the XML of a sheet around its rows."""
    return f'{opening}<worksheet xmlns="{_MAIN}">{before}<sheetData>{data}</sheetData></worksheet>'


def cell(address: str, value: str) -> str:
    """Give a text cell in XML."""
    return f'<c r="{address}" t="inlineStr"><is><t>{value}</t></is></c>'


def packed(
    sheet: str | bytes, parts: Mapping[str, str | bytes] | None = None, *, name: str = "名单.xlsx"
) -> Callable[[Path], Path]:
    """Give what packs a sheet's XML, and other parts, into an .xlsx as it stands."""

    def make(folder: Path) -> Path:
        path = folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in {**PARTS, "xl/worksheets/sheet1.xml": sheet, **(parts or {})}.items():
                archive.writestr(part, content)
        return path

    return make
