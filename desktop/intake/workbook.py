"""Reading a workbook: the right sheet, its headings, its rows, all its problems."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from desktop import collecting
from desktop.files import called
from desktop.intake.blocks import Blocks
from desktop.intake.book import Book, Sheet
from desktop.intake.cells import checker
from desktop.intake.checking import Setting
from desktop.intake.day_headings import Span
from desktop.intake.faults import unreadable
from desktop.intake.headings import Header, lexicon
from desktop.intake.headless import ask, guess
from desktop.intake.mapping import layout_of
from desktop.intake.reading import Column, Reading, Remembered, SheetFace, address, letter
from desktop.intake.recognising import complete, header_of, layouts
from desktop.intake.upright import forms
from desktop.problems import Problem

Progress = Callable[[int, int], None]

SAMPLED = 5
"""So many records are shown beside the headings."""
MOST_TOLD = 200_000
"""So many problems and remarks of one workbook are told, which takes some 250 MiB with a marked copy."""


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
        if by_hand is None:
            _must_be_lists(headed, columns)
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
            laid = [ask(chosen, found, columns)]
        else:
            laid = layouts(chosen, header, columns, by_hand if known is None else known)
        blocks = Blocks(chosen, laid, columns, day, skip_hidden=skip_hidden)
        reading = _taken(book, chosen, header, blocks, columns, progress=progress)
    reading.file_name, reading.path = called(path), path
    reading.digest = digest(path)
    reading.layout, reading.by_hand = layout_of(header), by_hand is not None
    if known is not None and isinstance(mapping, Remembered):
        reading.remembered = True
        reading.notes.insert(0, f"表头与“{mapping.sender}”以前的相同，各列按当时核对过的对应读取，请核对。")
    alike = [] if sheet is not None else _alike(headed, chosen, columns)
    reading.notes[:0] = [*_remarks(book, chosen, alike), *_hidden(chosen, blocks.hidden, skipped=skip_hidden)]
    reading.sheets = _faces(headed, chosen, columns)
    reading.hidden, reading.skip_hidden = len(blocks.hidden), skip_hidden
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
    readings: list[Reading] = []
    with Book(path, cancelled) as book:
        prepare(columns, day)
        for sheet, header in _headed(book, columns, around).items():
            if header is not None and complete(header, columns):
                blocks = Blocks(sheet, layouts(sheet, header, columns), columns, day, skip_hidden=False)
                before = sum(len(each.problems) + len(each.warnings) for each in readings)
                reading = _taken(book, sheet, header, blocks, columns, before=before)
                reading.file_name, reading.path = called(path), path
                reading.notes[:0] = [
                    *_remarks(book, sheet, []),
                    *_hidden(sheet, blocks.hidden, skipped=False),
                ]
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
    return {sheet: header_of(sheet, columns, around) for sheet in book.sheets}


def _taken(
    book: Book,
    sheet: Sheet,
    header: Header,
    blocks: Blocks,
    columns: tuple[Column, ...],
    *,
    progress: Progress | None = None,
    before: int = 0,
) -> Reading:
    """Read and check all rows of a sheet; when a required column is missing or in doubt, all rows count as faulty.

    `before` is how much was to be said of the sheets before it: beyond MOST_TOLD in all, nobody would read on.
    """
    total = max(sheet.total, 1)
    with collecting.paused():
        for first, rows in book.rows(sheet):
            skip = max(0, header.first_data_row - first)
            blocks.take(first + skip, rows[skip:])
            if before + blocks.told > MOST_TOLD:
                one = blocks.problems[0] if blocks.problems else blocks.warnings[0]
                facts = {"where": one.where, "what": one.what.rstrip("。"), "most": MOST_TOLD}
                raise unreadable("too_many_faults", facts | {"row": first + len(rows) - 1})
            if progress is not None:
                progress(min(first + len(rows) - 1, total), total)
    blocks.end()
    if progress is not None:
        progress(total, total)
    whole = blocks.whole
    if not blocks.total and not whole:
        whole = [_no_rows(sheet, header)]
    if whole:
        blocks.rows.clear()
    days = tuple(each for layout in blocks.first for each in layout.header.days)
    lines = (line for layout in blocks.first for line in layout.mapping)
    return Reading(
        file_name="",
        digest="",
        sheet=sheet.name,
        header_row=header.row,
        mapping=tuple(sorted(lines, key=lambda line: (line.column, line.field))),
        columns=columns,
        rows=blocks.rows,
        problems=[*whole, *blocks.problems],
        total=blocks.total,
        faulty=blocks.total if whole else blocks.faulty,
        notes=blocks.notes,
        warnings=blocks.warnings,
        headings=header.texts,
        sample=tuple(map(tuple, sheet.head[header.row : min(header.row + SAMPLED, blocks.until)])),
        days=days,
        held=days[0].day if days and header.told == "" else None,
        blocks=blocks.blocks,
        lowest=_lowest(sheet, header),
    )


def _lowest(sheet: Sheet, header: Header) -> tuple[str, ...]:
    """Give the last of several rows of headings."""
    cells = sheet.head[header.row - 1] if header.rows > 1 and header.row <= len(sheet.head) else []
    return tuple(cell if isinstance(cell, str) else "" for cell in cells)


def _no_rows(sheet: Sheet, header: Header) -> Problem:
    return Problem(
        "no_rows",
        "表头下面没有任何记录，没有内容可以登记。",
        "请确认选对了文件和工作表，或请对方补填后重新提交。",
        sheet.name,
        address(0, header.first_data_row),
    )


def _must_be_lists(headed: Mapping[Sheet, Header | None], columns: tuple[Column, ...]) -> None:
    """Refuse a workbook without any list whose sheets are forms of one person, or a list on its side."""
    if not any(header is not None and complete(header, columns) for header in headed.values()):
        told = forms(list(headed), columns)
        if told is not None:
            raise unreadable(*told)


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
    return header.score + 10.0 * complete(header, columns) + (0.1 if sheet.hidden else 5.0)


def _required(columns: tuple[Column, ...]) -> str:
    return "、".join(column.title for column in columns if column.required)


def _alike(headed: Mapping[Sheet, Header | None], chosen: Sheet, columns: tuple[Column, ...]) -> list[str]:
    """Give the names of the other sheets that look like the same kind of list."""
    return [
        f"“{sheet.name}”" + ("（隐藏）" if sheet.hidden else "")
        for sheet, header in headed.items()
        if sheet is not chosen and header is not None and complete(header, columns)
    ]


def _faces(
    headed: Mapping[Sheet, Header | None], chosen: Sheet, columns: tuple[Column, ...]
) -> tuple[SheetFace, ...]:
    """Give the sheets to choose from: all that hold anything, but of hidden ones only those with headings."""
    faces: dict[str, SheetFace] = {}
    for sheet, header in headed.items():
        if sheet is chosen or (any(any(row) for row in sheet.head) and not (sheet.hidden and header is None)):
            likeness = "partly" if header is not None else "guessed" if guess(sheet, columns) else "none"
            likeness = "list" if header is not None and complete(header, columns) else likeness
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
        raise unreadable("missing", {"name": called(path)}) from error
