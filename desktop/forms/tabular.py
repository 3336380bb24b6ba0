"""Papers that are one list: a title, what it is of, rows with sums, and who signs for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.forms.faces import SONG
from desktop.forms.layout import FORM, Band, Frame, Section, render
from desktop.forms.letter import FORM_TITLE, NOTE, Gap, beside, form_foot, paragraph, title
from desktop.forms.listing import ROW, Column, Foot, Listing
from desktop.forms.typeset import Type
from desktop.forms.wording import Wording
from desktop.money import yuan_text

ROWS = Type(SONG, 9.5, 12)
Cells = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Table:
    """One list: its columns and rows, the sum at the end, the sum of a page, how high a row is."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: Cells | None = None
    page_sum: Callable[[Sequence[Sequence[str]]], Cells] | None = None
    row_height: float = ROW
    type: Type = ROWS


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the list: left and right above it, notes and left and right below it.

    `second` is a further line at the left, above the list; the text at the right then stands beside it.
    """

    left: str = ""
    right: str = ""
    second: str = ""
    note: str = ""
    signed_left: str = ""
    signed_right: str = ""


def amount_of(rows: Sequence[Sequence[str]], column: int) -> Decimal:
    """Give the sum of a column of amounts as they stand on paper."""
    return sum((Decimal(row[column].replace(",", "") or 0) for row in rows), Decimal(0))


def money_foot(spans: int, column: int, after: int = 0) -> Callable[[Sequence[Sequence[str]]], Cells]:
    """Give what makes 本页小计 of one column of amounts: `spans` cells before it, `after` cells behind."""

    def foot(rows: Sequence[Sequence[str]]) -> Cells:
        return [("本页小计", spans), (yuan_text(amount_of(rows, column)), 1), *[("", 1)] * after]

    return foot


def bands(wording: Wording, table: Table, around: Around, frame: Frame, *, named: str = "") -> list[Band]:
    """Give the whole list with its title (or another, `named`); the line that is signed stays with the list's end."""
    listing = Listing(
        frame.left,
        table.columns,
        table.type,
        table.row_height,
        foot=Foot(table.page_sum) if table.page_sum else None,
    )
    signs = bool(around.signed_left or around.signed_right)
    made: list[Band] = [
        *title(named or wording.title, frame, FORM_TITLE),
        Gap(6),
        *(beside(around.left, "", frame) if around.second else []),
        *beside(around.second or around.left, around.right, frame),
        *listing.all(table.rows, table.total, keep=signs),
    ]
    if signs:
        made += beside(around.signed_left, around.signed_right, frame, height=30, keep=False)
    if around.note:
        made += [Gap(4, keep=False), *paragraph(around.note, frame=frame, kind=NOTE)]
    return made


def draw(
    wording: Wording,
    number: str,
    bureau: str,
    table: Table,
    around: Around,
    *,
    mark: str = "",
    frame: Frame = FORM,
) -> bytes:
    """Give the paper as a PDF."""
    name = f"{wording.title}　{number}" if number else wording.title
    section = Section(bands(wording, table, around, frame), frame, form_foot(name))
    return render([section], title=wording.title, author=bureau, mark=mark)
