"""Which column of a sheet is taken for which field: by its heading, by what it holds, or as the clerk says."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop import identity
from desktop.intake.book import Sheet
from desktop.intake.day_headings import in_parts
from desktop.intake.headings import BY_CONTENT, NEAR, Header, Sense, spell
from desktop.intake.reading import Column, Mapped, address, in_order, letter
from desktop.intake.spans import until
from desktop.problems import Problem


@dataclass(frozen=True, slots=True)
class Source:
    """A column of the sheet that feeds a field; `span` says which of two days in a cell is meant, `word` what a tick does."""

    column: int
    heading: str
    confidence: float
    ten_thousands: bool = False
    span: int | None = None
    word: str = ""


@dataclass
class Layout:
    """The sources of each field (several only for 人员类别), and what must be said about them.

    `span` are the first and the last column of a list with another beside it (from 0; None where it is the last).
    """

    sheet: str
    header: Header
    sources: dict[str, tuple[Source, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    span: tuple[int, int | None] = (0, None)

    @property
    def mapping(self) -> tuple[Mapped, ...]:
        """Give the mapping as it is shown, in the order of the sheet's columns."""
        lines = [
            Mapped(
                source.column,
                letter(source.column),
                _shown(source.heading),
                name,
                round(source.confidence, 2),
            )
            for name, sources in self.sources.items()
            for source in sources
        ]
        return tuple(sorted(lines, key=lambda line: (line.column, line.field)))


def lay_out(
    sheet: Sheet, header: Header, columns: tuple[Column, ...], by_hand: Mapping[int, str] | None
) -> Layout:
    """Give the layout of a sheet; `by_hand` is the clerk's own mapping, column (from 0) to field or ""."""
    layout = Layout(sheet.name, header)
    sample = sheet.head[header.row :]
    if by_hand is not None:
        fields = {column.field for column in columns}
        _by_hand(layout, {place: name for place, name in by_hand.items() if name in fields})
    else:
        _by_heading(layout, sample, columns)
        _by_content(layout, sample, columns)
    _say_what_is_missing(layout, columns)
    layout.problems = in_order(layout.problems)
    money = [column for column in columns if column.kind == "money" and column.field in layout.sources]
    if any(source.ten_thousands for column in money for source in layout.sources[column.field]):
        layout.notes.append("金额的单位是万元，已换算成元；单元格自己写明“元”的按元读取。")
    return layout


def map_people(
    sheet: Sheet, header: Header, people: tuple[Column, ...], by_hand: Mapping[int, str] | None
) -> Layout:
    """Give which columns of a sheet with days across are names and numbers; there the name alone must be."""
    layout = Layout(sheet.name, header)
    sample = sheet.head[header.row :]
    if by_hand is not None:
        fields = {column.field for column in people}
        _by_hand(layout, {place: name for place, name in by_hand.items() if name in fields})
    else:
        _by_heading(layout, sample, people)
        _by_content(layout, sample, tuple(column for column in people if column.field == "id_number"))
    _say_what_is_missing(layout, tuple(column for column in people if column.field == "name"))
    return layout


def _by_hand(layout: Layout, mapping: Mapping[int, str]) -> None:
    """Take the columns for what a clerk says; a heading still tells 万元, and that a cell holds two days."""
    header = layout.header
    for column, name in sorted(mapping.items()):
        text = header.texts[column] if column < len(header.texts) else ""
        sense = header.senses[column] if column < len(header.senses) else None
        word = sense.word if sense is not None and sense.field == name else ""
        source = Source(column, text, 1.0, _in_ten_thousands(header, column), word=word)
        if sense is not None and sense.span and name in {sense.field, until(sense.field)}:
            layout.sources[sense.field] = (replace(source, span=0),)
            if until(sense.field) not in mapping.values() or name == until(sense.field):
                layout.sources[until(sense.field)] = (replace(source, span=1),)
            continue
        layout.sources[name] = (*layout.sources.get(name, ()), source)


def _in_ten_thousands(header: Header, column: int) -> bool:
    """Tell whether the numbers below a heading are 万元: by its own unit, else by the one named above the table."""
    heading = spell(header.texts[column]) if column < len(header.texts) else ""
    return "万元" in heading or (column in header.ten_thousands and "元" not in heading)


def layout_of(header: Header) -> str:
    """Give what tells these headings from others, however they are spaced and marked; "" when there are none."""
    texts = [spell(text) for text in header.texts]
    while texts and not texts[-1]:
        texts.pop()
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "replace")).hexdigest() if texts else ""


def _by_heading(layout: Layout, sample: Sequence[list[object]], columns: tuple[Column, ...]) -> None:
    candidates: dict[str, list[tuple[Source, Sense]]] = {}
    fields = {column.field for column in columns}
    header = layout.header
    for place, sense in enumerate(header.senses):
        if sense is not None and sense.field:
            span = 0 if sense.span else None
            text = header.texts[place]
            tens = _in_ten_thousands(header, place)
            source = Source(place, text, sense.confidence, tens, span, sense.word)
            candidates.setdefault(sense.field, []).append((source, sense))
    for column in columns:
        found = candidates.get(column.field)
        if not found:
            continue
        chosen = _choose(layout, column, found, sample)
        if chosen:
            layout.sources[column.field] = chosen
            end = until(column.field)
            if chosen[0].span == 0 and end in fields and end not in candidates:
                first = chosen[0]
                layout.sources[end] = (Source(first.column, first.heading, first.confidence, span=1),)
    _hours_of_no_kind(layout, sample, columns)
    _say_what_was_left(layout)


def _hours_of_no_kind(layout: Layout, sample: Sequence[list[object]], columns: Sequence[Column]) -> None:
    """Take class hours that name no kind for those taught face to face, and say so; of two kinds take none.

    Hours of theory beside hours of practice are added to them: both are parts of one day.
    """
    if not {column.field for column in columns} >= _HOURS:
        return
    header = layout.header
    found = {
        place: sense.title
        for place, sense in enumerate(header.senses)
        if sense is not None and not sense.field and sense.title in _HOURS_OF_NO_KIND
    }
    whole = [place for place, title in found.items() if title == "课时"] or list(found)
    for place, title in found.items():
        text = f"{letter(place)} 列“{_shown(header.texts[place])}”"
        daily = _of_a_day(cells_of(sample, place))
        said = "没有读取"
        if [place] == whole and daily and not _HOURS & layout.sources.keys():
            layout.sources["offline_hours"] = (Source(place, header.texts[place], BY_CONTENT),)
            said = "按线下课时读取，请核对"
        elif title == "理论课时" and daily and set(layout.sources) & _HOURS == {"offline_hours"}:
            practice = layout.sources["offline_hours"]
            if any("线下" not in source.heading and source.confidence > BY_CONTENT for source in practice):
                theory = Source(place, header.texts[place], BY_CONTENT)
                layout.sources["offline_hours"] = (theory, *practice)
                others = "、".join(f"{letter(each.column)} 列“{_shown(each.heading)}”" for each in practice)
                said = f"与 {others}相加后按线下课时读取，请核对"
        layout.notes.append(
            f"{text}没有写明线上还是线下，{said}；是线上课时的，请把这一列指定为“线上课时”后重新核对。"
        )


def _of_a_day(cells: Sequence[object]) -> bool:
    """Tell whether class hours may be those of one day, not of a whole course."""
    return not any(isinstance(cell, int | float) and cell > _MOST_A_DAY for cell in cells)


_MOST_A_DAY = 24
_HOURS = frozenset({"online_hours", "offline_hours"})
_HOURS_OF_NO_KIND = frozenset({"课时", "理论课时"})
"""Headings of class hours that do not say whether they were online."""


def _choose(
    layout: Layout, column: Column, found: list[tuple[Source, Sense]], sample: Sequence[list[object]]
) -> tuple[Source, ...]:
    """Give the source of a field among several, or nothing and a problem that asks when none is plainly right."""
    sure = [pair for pair in found if pair[0].confidence > NEAR]
    found = sure or found
    if len(found) == 1 or column.kind == "groups" or in_parts([source.heading for source, _ in found]):
        return tuple(source for source, _ in found)
    best_first = sorted(found, key=lambda pair: ("18" not in pair[0].heading, pair[1].rank, pair[0].column))
    ordered = [source for source, _ in best_first]
    filled = [source for source in ordered if _holds(column, cells_of(sample, source.column))]
    if not filled:
        filled = ordered
    if len(filled) > 1 and column.kind == "hours" and not any(_general(source) for source in filled):
        letters = "、".join(f"{letter(source.column)} 列“{_shown(source.heading)}”" for source in filled)
        layout.notes.append(f"{letters}相加后按“{column.title}”读取，请核对。")
        return tuple(filled)
    differ = len(filled) > 1 and not _agree(column, filled, sample)
    exact = [source for source, sense in found if sense.rank == 0]
    if differ and (column.kind in _ASKED or (column.required and exact != filled[:1])):
        letters = "、".join(f"{letter(source.column)} 列“{_shown(source.heading)}”" for source in ordered)
        layout.problems.append(
            Problem(
                "two_candidates",
                f"有 {len(filled)} 列都像“{column.title}”（{letters}），内容又不一致，无法确定用哪一列，整张表未读取。",
                "请只保留正确的一列，或把另一列的标题改成实际含义后再导入"
                + ("；左右并排的几份名单请上下接成一份。" if column.kind in _OF_PEOPLE else "。"),
                layout.sheet,
                address(ordered[0].column, layout.header.row),
                column.field,
            )
        )
        return ()
    used = filled[0]
    others = "、".join(letter(source.column) for source in ordered if source is not used)
    layout.notes.append(
        f"“{column.title}”取自 {letter(used.column)} 列“{_shown(used.heading)}”，未取 {others} 列"
        + ("，内容不一致，请核对。" if differ else "。")
    )
    return (used,)


_OF_PEOPLE = frozenset({"name", "payee", "id_number"})
_ASKED = _OF_PEOPLE | {"account", "serial", "money"}
"""Who somebody is and what is paid where: of two such columns that contradict each other none is taken unasked."""


def _general(source: Source) -> bool:
    """Tell whether a column of class hours names all that was taught online or face to face, not a part such as 实操."""
    return any(word in source.heading for word in ("线上", "线下", "网络", "在线"))


def _holds(column: Column, cells: Sequence[object]) -> bool:
    """Tell whether some cells hold what the column is for; only citizen and mobile numbers can be told at sight."""
    filled = [cell for cell in cells if cell != ""]
    if column.kind == "id_number":
        return any(isinstance(cell, str) and identity.ID_SHAPE(identity.tidy(cell)) for cell in filled)
    if column.kind == "phone":
        return any(_mobile(cell) for cell in filled)
    return bool(filled)


def _agree(column: Column, sources: Sequence[Source], sample: Sequence[list[object]]) -> bool:
    """Tell whether columns never contradict each other in the sample; of money, what was asked and nothing paid do not."""
    nothing = {0, "0", "0.00", ""} if column.kind == "money" else {""}
    for row in sample:
        said = {
            identity.tidy(str(row[source.column]))
            for source in sources
            if source.column < len(row) and row[source.column] not in nothing
        }
        if len(said) > 1:
            return False
    return True


def cells_of(rows: Sequence[list[object]], column: int) -> list[object]:
    """Give the cells of one column in some rows; a short row has nothing there."""
    return [row[column] if column < len(row) else "" for row in rows]


def _by_content(layout: Layout, sample: Sequence[list[object]], columns: tuple[Column, ...]) -> None:
    """Find what has no heading or an unknown one, yet can be told at sight: citizen numbers, mobile numbers."""
    asked = {problem.field for problem in layout.problems}
    taken = {source.column for sources in layout.sources.values() for source in sources}
    width = max((len(row) for row in sample), default=0)
    for column in columns:
        look = _AT_SIGHT.get(column.kind)
        if look is None or column.field in layout.sources or column.field in asked:
            continue
        senses = layout.header.senses
        free = [
            place
            for place in range(width)
            if place not in taken and (place >= len(senses) or senses[place] is None)
        ]
        found = [place for place in free if look(cells_of(sample, place))]
        if len(found) == 1:
            texts = layout.header.texts
            heading = texts[found[0]] if found[0] < len(texts) else ""
            layout.sources[column.field] = (Source(found[0], heading, BY_CONTENT),)
            layout.notes.append(
                f"{letter(found[0])} 列没有可识别的标题，按内容判断为“{column.title}”，请核对。"
            )


def _mostly(cells: Sequence[object], right: int) -> bool:
    filled = sum(1 for cell in cells if cell != "")
    return right >= 3 and right >= 0.8 * filled


def _citizen_numbers(cells: Sequence[object]) -> bool:
    texts = [identity.tidy(cell) for cell in cells if isinstance(cell, str)]
    return _mostly(cells, sum(1 for text in texts if identity.ID_SHAPE(text)))


def _mobile_numbers(cells: Sequence[object]) -> bool:
    return _mostly(cells, sum(1 for cell in cells if cell != "" and _mobile(cell)))


def _mobile(cell: object) -> bool:
    text = str(int(cell)) if isinstance(cell, float) else str(cell)
    return identity.check_phone(text)[1] is None


_AT_SIGHT = {"id_number": _citizen_numbers, "phone": _mobile_numbers}


def _say_what_was_left(layout: Layout) -> None:
    """Tell of headings read by near spelling, of those understood but not taken, and of those not understood."""
    header = layout.header
    taken = {source.column for sources in layout.sources.values() for source in sources}
    aside = [
        sense.title
        for place, sense in enumerate(header.senses)
        if sense is not None and not sense.field and sense.title != "序号" and place not in taken
    ]
    if aside:
        layout.notes.append(f"已认出但本表不取的列：{'、'.join(dict.fromkeys(aside))}。")
    strange = [
        f"{letter(place)} 列“{_shown(text)}”"
        for place, (text, sense) in enumerate(zip(header.texts, header.senses, strict=True))
        if sense is None and text.strip()
    ]
    if strange:
        layout.notes.append(f"未识别的列，没有读取：{'、'.join(strange)}。")
    for sources in layout.sources.values():
        for source in sources:
            sense = header.senses[source.column]
            if sense is not None and sense.confidence < _DOUBTFUL:
                layout.notes.append(
                    f"{letter(source.column)} 列标题“{_shown(source.heading)}”按“{sense.title}”读取，请核对。"
                )


_DOUBTFUL = 0.7


def _say_what_is_missing(layout: Layout, columns: tuple[Column, ...]) -> None:
    asked = {problem.field for problem in layout.problems}
    for column in columns:
        there = layout.sources.keys() & {column.field, *column.instead}
        if column.required and not there and column.field not in asked:
            layout.problems.append(
                Problem(
                    "column_missing",
                    f"表头中没有“{column.title}”列，所有行都缺少这一项，不能登记。",
                    f"请补上“{column.title}”列；若已有这一列，请把标题改为“{column.title}”。{column.lacking}",
                    layout.sheet,
                    address(0, layout.header.row),
                    column.field,
                )
            )


def _shown(heading: str) -> str:
    """Give a heading as the sender wrote it, on one line."""
    return " ".join(heading.split())
