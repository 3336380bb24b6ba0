"""Opening a list for mending in the window: the sender's sheet, an empty one, or a block from a spreadsheet."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from desktop.intake import one_day
from desktop.intake.book import Book, Sheet
from desktop.intake.crosstab import recognise
from desktop.intake.day_mending import DayDraft
from desktop.intake.downward import filled, may_share
from desktop.intake.headings import Header, find, lexicon
from desktop.intake.mapping import Layout, Source
from desktop.intake.mending import MOST_ROWS, TYPED, Draft
from desktop.intake.reading import Column, Reading
from desktop.intake.recognising import laid_out
from desktop.intake.workbook import digest, prepare
from desktop.problems import Refused


def draft(
    reading: Reading,
    *,
    day: date,
    cancelled: Callable[[], bool] | None = None,
) -> Draft:
    """Open a workbook that was read for mending: its rows as the sender wrote them, checked as before.

    Refused when the file is no longer the one that was read, when its headings must be settled first, or when it is too
    long; raises Unreadable and Cancelled as `read`.
    """
    if reading.path is None or not reading.path.is_file() or digest(reading.path) != reading.digest:
        raise Refused("原文件在核对之后被移走或改动过，不能在此改正。", "请重新选择文件核对。")
    if reading.total > MOST_ROWS:
        raise Refused(
            f"这份表格超过 {MOST_ROWS:,} 行，不能在窗口中逐格改正。", "请保存批注副本，退给单位改正。"
        )
    if reading.blocks:
        raise Refused(
            "这张表里有几份各有表头的名单，不能在窗口中逐格改正。",
            "请保存批注副本，退给单位改正；或先把几份名单分到几张工作表，再重新导入。",
        )
    columns = reading.columns
    prepare(columns, day)
    said = reading.by_hand or reading.remembered
    mapping = {each.column: each.field for each in reading.mapping} if said else None
    with Book(reading.path, cancelled) as book:
        book.open()
        sheet = next(each for each in book.sheets if each.name == reading.sheet)
        header = _headings(sheet, reading)
        layout = laid_out(sheet, header, columns, mapping)
        if layout.problems:
            raise Refused(layout.problems[0].what, "请先在“识别的列”中指定各列的含义，再逐格改正。")
        left_out = sheet.hidden_rows if reading.skip_hidden else frozenset()
        rows = {
            number: cells
            for first, piece in filled(
                book.rows(sheet), sheet, [(header.first_data_row, layout.mapping)], columns
            )
            for number, cells in enumerate(piece, first)
            if number >= header.first_data_row and any(cells) and number not in left_out
        }
    if not header.days:
        shared = {each.column for each in layout.mapping if each.field in may_share(columns)}
        down = [area for area in sheet.down if area[1] not in shared]
        sheet = replace(sheet, down=down)  # the others are filled already, so that the clerk sees what counts
    opened = (DayDraft if header.days else Draft)(layout, columns, day, sheet, rows, reading)
    _must_come_to_the_same(opened.reading, reading)
    return opened


_OTHER_TABLES = frozenset({"other_heading", "other_table"})


def _must_come_to_the_same(opened: Reading, reading: Reading) -> None:
    """Refuse to mend cell by cell what reads otherwise by its cells alone: days in two rows, other tables below."""
    known = {(each.address, each.code) for each in (*reading.problems, *reading.warnings)}
    found = {(each.address, each.code) for each in (*opened.problems, *opened.warnings)}
    apart = {each for each in known - found if each[1] in _OTHER_TABLES}
    if opened.total != reading.total or apart or not found <= known:
        raise Refused(
            "这张表的排法（一人占几行，或名单下面接着别的表）不能在窗口中逐格改正。",
            "请保存批注副本，退给单位改正；或另存为一人一行、只有名单的表后重新导入。",
        )


def _headings(sheet: Sheet, reading: Reading) -> Header:
    """Give the headings as they were read; the days of a sign-in sheet are those that were told or said then."""
    if reading.days:
        found = recognise(sheet, reading.columns) or one_day.recognise(sheet, reading.columns)
        if found is not None:
            return replace(found, days=reading.days, trouble=None)
    return find(sheet, reading.columns) or Header(reading.header_row, 0, (), (), 0.0)


def blank_draft(columns: tuple[Column, ...], *, day: date) -> Draft:
    """Open an empty sheet in which a list is typed or pasted: every column stands under its official heading."""
    prepare(columns, day)
    titles = tuple(column.title for column in columns)
    header = Header(0, 0, titles, tuple(lexicon(columns).sense(title) for title in titles), 0.0)
    sheet = Sheet(0, TYPED, False, 0, [], [])
    layout = Layout(TYPED, header)
    for at, column in enumerate(columns):
        layout.sources[column.field] = (Source(at, column.title, 1.0),)
    base = Reading(TYPED, "", TYPED, 0, layout.mapping, columns, headings=titles)
    return Draft(layout, columns, day, sheet, {}, base)


def block(text: str, columns: tuple[Column, ...] = ()) -> list[list[str]]:
    """Give the cells of a block copied from a spreadsheet (tabs between cells, lines between rows).

    With `columns`, a block that brings its own headings is put in the order of the columns, and its headings left out.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    rows = [[cell.strip() for cell in row] for row in csv.reader(_whole(lines), delimiter="\t")]
    if not columns or not rows:
        return rows
    senses = [lexicon(columns).sense(cell, near=True) for cell in rows[0]]
    fields = [sense.field if sense is not None else "" for sense in senses]
    named = [name for name in fields if name]
    if len(named) < min(2, len(rows[0])) or not any(c.required and c.field in named for c in columns):
        return rows
    at = [fields.index(column.field) if column.field in fields else None for column in columns]
    return [["" if place is None or place >= len(row) else row[place] for place in at] for row in rows[1:]]


def _whole(lines: Iterable[str]) -> Iterable[str]:
    """Give lines back with their ends, so that a quoted cell may span several of them."""
    return (f"{line}\n" for line in lines)
