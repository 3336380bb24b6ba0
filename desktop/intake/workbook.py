"""Reading a workbook: the right sheet, its headings, its rows, all its problems."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop import collecting
from desktop.intake import one_day
from desktop.intake.book import Book, Sheet
from desktop.intake.cells import checker
from desktop.intake.checking import Setting
from desktop.intake.crosstab import CELLS, PERSON, has_days_across, lay_out_days, recognise
from desktop.intake.day_headings import Span
from desktop.intake.faults import unreadable
from desktop.intake.headings import Header, find, lexicon
from desktop.intake.headless import ask, guess
from desktop.intake.mapping import Layout, lay_out, layout_of
from desktop.intake.other_lists import belongs_elsewhere
from desktop.intake.reading import Column, Reading, Remembered, SheetFace, address, in_order, letter
from desktop.intake.rows import Taker
from desktop.intake.unfolding import DayTaker
from desktop.problems import Problem

Progress = Callable[[int, int], None]

SAMPLED = 5
"""So many records are shown beside the headings."""


def read(  # noqa: PLR0913 - each is a choice of its own, and all but three have a usual answer
    path: Path,
    columns: tuple[Column, ...],
    *,
    day: date,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    sheet: str | None = None,
    mapping: Mapping[int, str] | Remembered | None = None,
    skip_hidden: bool = False,
    around: Span | None = None,
) -> Reading:
    """Give what a workbook brings for one kind of list (J12); nothing is written anywhere.

    The sheet that looks most like the list is taken unless `sheet` names one; `mapping` (column from 0 to field, ""
    for none) overrules the headings, or is what was Remembered for headings like these; `skip_hidden` leaves hidden
    rows out. `around` are the first and last day of what the list is about, for days without a year; a span
    of one day is that of a sign-in sheet which names none. `progress(done, total)` counts rows. Raises Unreadable for a file or sheet that cannot be read, Cancelled
    when `cancelled()` turned true.
    """
    by_hand = None if isinstance(mapping, Remembered) else mapping
    with Book(path, cancelled) as book:
        prepare(columns, day)  # while the child opens the file
        headed = _headed(book, columns, around)
        chosen = (
            _named(book, sheet)
            if sheet is not None
            else _fitting(headed, columns, by_hand=by_hand is not None)
        )
        found = guess(chosen, columns) if headed[chosen] is None else None
        if headed[chosen] is None and found is None and by_hand is None:
            raise unreadable("no_heading", {"required": _required(columns)})
        header = headed[chosen] or (found.header if found else Header(0, 0, (), (), 0.0))
        known = mapping.layouts.get(layout_of(header)) if isinstance(mapping, Remembered) else None
        if found is not None and by_hand is None:
            layout = ask(chosen, found, columns)
        else:
            layout = laid_out(chosen, header, columns, by_hand if known is None else known)
        taker = _taker(layout, columns, day, chosen, skip_hidden=skip_hidden)
        reading = _taken(book, chosen, layout, taker, progress)
    reading.file_name, reading.path = path.name, path
    reading.digest = digest(path)
    reading.layout, reading.by_hand = layout_of(header), by_hand is not None
    if known is not None and isinstance(mapping, Remembered):
        reading.remembered = True
        reading.notes.insert(0, f"表头与“{mapping.sender}”以前的相同，各列按当时核对过的对应读取，请核对。")
    alike = [] if sheet is not None else _alike(headed, chosen, columns)
    reading.notes[:0] = [*_remarks(book, chosen, alike), *_hidden(chosen, taker.hidden, skipped=skip_hidden)]
    reading.sheets = _faces(headed, chosen, columns)
    reading.hidden, reading.skip_hidden = len(taker.hidden), skip_hidden
    return reading


def read_sheets(
    path: Path,
    columns: tuple[Column, ...],
    *,
    day: date,
    cancelled: Callable[[], bool] | None = None,
    around: Span | None = None,
) -> list[Reading]:
    """Give a Reading of each sheet that looks like the list, in the order of the workbook; raises as `read`."""
    readings = []
    with Book(path, cancelled) as book:
        prepare(columns, day)
        for sheet, header in _headed(book, columns, around).items():
            if header is not None and _complete(header, columns):
                layout = laid_out(sheet, header, columns, None)
                taker = _taker(layout, columns, day, sheet)
                reading = _taken(book, sheet, layout, taker, None)
                reading.file_name, reading.path = path.name, path
                reading.notes[:0] = [*_remarks(book, sheet, []), *_hidden(sheet, taker.hidden, skipped=False)]
                readings.append(reading)
    if not readings:
        return [read(path, columns, day=day, cancelled=cancelled, around=around)]
    sum_ = digest(path)
    for reading in readings:
        reading.digest = sum_
    return readings


def prepare(columns: tuple[Column, ...], day: date) -> None:
    """Bring in the words and headings that reading this kind of list needs; the first time it takes a moment."""
    lexicon(columns)
    for column in columns:
        checker(Setting(column, day))


def _headed(
    book: Book, columns: tuple[Column, ...], around: Span | None = None
) -> dict[Sheet, Header | None]:
    """Give the sheets of a workbook with the headings found in each; raises Unreadable when there is nothing."""
    book.open()
    if not book.sheets:
        raise unreadable("no_sheet")
    if not any(any(row) for sheet in book.sheets for row in sheet.head):
        raise unreadable("blank")
    headed = {sheet: find(sheet, columns) for sheet in book.sheets}
    if has_days_across(columns):
        for sheet, header in headed.items():
            if header is None or not _complete(header, columns):
                headed[sheet] = (
                    recognise(sheet, columns, around) or one_day.recognise(sheet, columns, around) or header
                )
    return headed


def laid_out(
    sheet: Sheet, header: Header, columns: tuple[Column, ...], by_hand: Mapping[int, str] | None
) -> Layout:
    """Give the layout of a sheet; one whose days stand across is read as a long list when the clerk names its days."""
    if header.days and (by_hand is None or "day" not in by_hand.values()):
        layout = lay_out_days(sheet, header, columns, by_hand)
        if header.trouble is not None and by_hand is None:
            other = belongs_elsewhere(sheet.name, header, columns)
            layout.problems[:0] = [other] if other is not None else []
        return layout
    layout = lay_out(sheet, replace(header, days=()), columns, by_hand)
    empty = has_days_across(columns) and not layout.sources.keys() & set(CELLS)
    if by_hand is None and (empty or any(each.code == "column_missing" for each in layout.problems)):
        other = belongs_elsewhere(sheet.name, header, columns)
        if other is not None:
            layout.problems.insert(0, other)
    return layout


def _taker(
    layout: Layout, columns: tuple[Column, ...], day: date, sheet: Sheet, *, skip_hidden: bool = False
) -> Taker | DayTaker:
    if layout.header.days and not layout.problems:
        return DayTaker(layout, columns, day, sheet, skip_hidden=skip_hidden)
    people = {name: found for name, found in layout.sources.items() if name in PERSON}
    read = replace(layout, sources=people) if layout.header.days else layout
    return Taker(read, columns, day, sheet, skip_hidden=skip_hidden)


def _taken(
    book: Book, sheet: Sheet, layout: Layout, taker: Taker | DayTaker, progress: Progress | None
) -> Reading:
    """Read and check all rows of a sheet; when a required column is missing or in doubt, all rows count as faulty."""
    total = max(sheet.total, 1)
    with collecting.paused():
        for first, rows in book.rows(sheet):
            skip = max(0, layout.header.first_data_row - first)
            taker.take(first + skip, rows[skip:])
            if progress is not None:
                progress(min(first + len(rows) - 1, total), total)
    taker.end()
    if progress is not None:
        progress(total, total)
    if not taker.total and not layout.problems:
        layout.problems.append(
            Problem(
                "no_rows",
                "表头下面没有任何记录，没有内容可以登记。",
                "请确认选对了文件和工作表，或请对方补填后重新提交。",
                sheet.name,
                address(0, layout.header.first_data_row),
            )
        )
    if layout.problems:
        taker.rows.clear()
        taker.faulty = taker.total
    return Reading(
        file_name="",
        digest="",
        sheet=sheet.name,
        header_row=layout.header.row,
        mapping=layout.mapping,
        columns=taker.columns,
        rows=taker.rows,
        problems=[*layout.problems, *in_order(taker.problems)],
        total=taker.total,
        faulty=taker.faulty,
        notes=[*layout.notes, *taker.notes],
        warnings=in_order(taker.warnings),
        headings=layout.header.texts,
        sample=tuple(map(tuple, sheet.head[layout.header.row : layout.header.row + SAMPLED])),
        days=layout.header.days,
        held=layout.header.days[0].day if layout.header.days and layout.header.told == "" else None,
    )


def _fitting(headed: Mapping[Sheet, Header | None], columns: tuple[Column, ...], *, by_hand: bool) -> Sheet:
    """Give the sheet that looks most like the list; mapped by hand, the first that holds anything may be it."""
    best = max(headed, key=lambda sheet: (_score(sheet, headed[sheet], columns), -sheet.index))
    if headed[best] is not None:
        return best
    told = {sheet: found for sheet in headed if (found := guess(sheet, columns)) is not None}
    if told:
        return max(told, key=lambda sheet: (not sheet.hidden, len(told[sheet].fields), -sheet.index))
    if by_hand:
        return next(sheet for sheet in headed if any(any(row) for row in sheet.head))
    raise unreadable("no_heading", {"required": _required(columns)})


def _named(book: Book, name: str) -> Sheet:
    for each in book.sheets:
        if each.name == name:
            return each
    raise unreadable("other_sheet", {"name": name, "sheets": "、".join(each.name for each in book.sheets)})


def _score(sheet: Sheet, header: Header | None, columns: tuple[Column, ...]) -> float:
    """Give how much a sheet looks like the list in question, by its headings; 0 when not at all."""
    if header is None:
        return 0.0
    return header.score + 10.0 * _complete(header, columns) + (0.1 if sheet.hidden else 5.0)


def _complete(header: Header, columns: tuple[Column, ...]) -> bool:
    if header.days:
        return True
    present = {sense.field for sense in header.senses if sense is not None}
    return lexicon(columns).required <= present


def _required(columns: tuple[Column, ...]) -> str:
    return "、".join(column.title for column in columns if column.required)


def _alike(headed: Mapping[Sheet, Header | None], chosen: Sheet, columns: tuple[Column, ...]) -> list[str]:
    """Give the names of the other sheets that look like the same kind of list."""
    return [
        f"“{sheet.name}”" + ("（隐藏）" if sheet.hidden else "")
        for sheet, header in headed.items()
        if sheet is not chosen and header is not None and _complete(header, columns)
    ]


def _faces(
    headed: Mapping[Sheet, Header | None], chosen: Sheet, columns: tuple[Column, ...]
) -> tuple[SheetFace, ...]:
    """Give the sheets to choose from: all that hold anything, but of hidden ones only those with headings."""
    faces: dict[str, SheetFace] = {}
    for sheet, header in headed.items():
        if sheet is chosen or (any(any(row) for row in sheet.head) and not (sheet.hidden and header is None)):
            likeness = "partly" if header is not None else "guessed" if guess(sheet, columns) else "none"
            likeness = "list" if header is not None and _complete(header, columns) else likeness
            rows = max(0, sheet.total - (header.row if header else 0))
            faces.setdefault(sheet.name, SheetFace(sheet.name, sheet.hidden, rows, likeness))
    return tuple(faces.values())


_MISNAMED = {
    **{(ending, "xls"): " .xls 工作簿" for ending in (".xlsx", ".xlsm", ".csv", ".txt", ".tsv")},
    **{(ending, "xlsx"): " .xlsx 工作簿" for ending in (".xls", ".csv", ".txt", ".tsv")},
    **{(ending, "text"): "文本" for ending in (".xls", ".xlsx", ".xlsm", ".et")},
}
"""What a file is whose name says that it is something else, by the name's ending and the kind of its content."""


def _remarks(book: Book, chosen: Sheet, alike: list[str]) -> list[str]:
    """Say what the clerk should know of the workbook as a whole."""
    remarks = []
    if book.macros:
        remarks.append("工作簿带有宏；宏没有运行，也没有读取。")
    if misnamed := _MISNAMED.get((book.ending, book.kind)):
        remarks.append(f"文件名以 {book.ending} 结尾，内容却是{misnamed}，已按内容读取。")
    if chosen.hidden:
        remarks.append(f"工作表“{chosen.name}”是隐藏的，请确认确实要用它。")
    if alike:
        remarks.append(f"另有工作表也像同类名单：{'、'.join(alike)}；本次只读取“{chosen.name}”。")
    return remarks


def _hidden(sheet: Sheet, rows: list[int], *, skipped: bool) -> list[str]:
    """Say which rows and columns the sender cannot see, for the clerk to decide."""
    said = []
    if rows:
        done = "没有读取" if skipped else "已照常读取，请确认是否应当读取"
        said.append(f"有 {len(rows)} 个隐藏的行（{_some(rows)}），{done}。")
    if sheet.hidden_columns:
        letters = "、".join(letter(column - 1) for column in sorted(sheet.hidden_columns)[:10])
        said.append(f"有 {len(sheet.hidden_columns)} 个隐藏的列（{letters}），已照常读取。")
    return said


def _some(rows: list[int]) -> str:
    first = "、".join(str(row) for row in rows[:10])
    return f"第 {first} 行" if len(rows) <= 10 else f"第 {first} 等行"


def digest(path: Path) -> str:
    """Give the SHA-256 of a file as 64 hexadecimal places; raises Unreadable when it has gone meanwhile."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable("missing", {"name": path.name}) from error
