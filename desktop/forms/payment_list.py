"""拨付明细表 for 241 mm continuous paper: every page alike, so that empty forms can be printed before and filled later (J14)."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from desktop.forms.faces import SONG
from desktop.forms.facts import settled
from desktop.forms.letter import FORM_TITLE, NOTE
from desktop.forms.listing import CENTRE, FIGURES, HEAD, LEFT, PADDING, RIGHT, Column, Listing, draw_lines
from desktop.forms.page import CONTINUOUS, MM, WIDTH, Sheet
from desktop.forms.payment_batch import SAMPLE as BATCH
from desktop.forms.payment_batch import Facts, Payee, check
from desktop.forms.typeset import MIDDLE, Fitted, Type, fit, line
from desktop.forms.wording import wording
from desktop.money import yuan_text
from desktop.problems import Refused

WORDING = wording("payment_list")
SIDE = 18 * MM
TITLE_AT, LINE_AT, TABLE_AT = 25 * MM, 34 * MM, 39 * MM
ROW, ROWS_A_PAGE = 9.6 * MM, 18
SIGNED_AT = TABLE_AT + ROW * (ROWS_A_PAGE + 3) + 9 * MM
TEXT = Type(SONG, 9.5, 11.5)
COLUMNS = (
    Column("序号", 12),
    Column("收款单位（个人）", 43, LEFT),
    Column("类别", 12),
    Column("开户银行", 36, LEFT),
    Column("银行账号", 37),
    Column("人数", 10, RIGHT),
    Column("金额", 24, RIGHT),
)
LISTING = Listing(SIDE, COLUMNS, TEXT, ROW, several=0.9)
SIGNERS = (("maker", 0.0, 30.0), ("checker", 58.0, 26.0), ("made_on", 114.0, 38.0))
"""Who signs where: the phrase, how far from the table's left edge, how long its blank is, in millimetres."""
PAGE_NUMBERS = 15.0
"""How wide the blank of a page number is, in points."""
SAMPLE = BATCH

Rows = Sequence[tuple[Payee, int]]
__all__ = ["SAMPLE", "Facts", "Payee", "draw"]


def draw(facts: Facts) -> bytes:
    """Give the list as a PDF of pages 241 mm wide; what a pre-printed form has is marked as such on each page.

    Raises Refused when the total does not tie, or a text needs more lines than a row of the form has.
    """
    facts = settled(facts)
    check(facts)
    numbered = [(payee, number) for number, payee in enumerate(facts.payees, start=1)]
    pages = [numbered[at : at + ROWS_A_PAGE] for at in range(0, len(numbered), ROWS_A_PAGE)] or [[]]
    sheet = Sheet(WORDING.title, facts.bureau, CONTINUOUS, on=facts.prepared_on)
    for number, rows in enumerate(pages, start=1):
        if facts.mark:
            sheet.mark(facts.mark, SONG, 110)
        with sheet.form():
            _form(sheet)
        _head(sheet, facts, number, len(pages))
        _rows(sheet, rows)
        _sum(sheet, ROWS_A_PAGE + 1, [payee for payee, _ in rows])
        if number == len(pages):
            _sum(sheet, ROWS_A_PAGE + 2, facts.payees)
        sheet.end_page()
    return sheet.finish()


def _form(sheet: Sheet) -> None:
    """Draw what every page has before anything is filled in."""
    heading = line(WORDING.say("heading"), FORM_TITLE.face, FORM_TITLE.size)
    heading.draw(sheet, (WIDTH - heading.width) / 2, TITLE_AT, FORM_TITLE.face, FORM_TITLE.size)
    edges, bottom = LISTING.edges, TABLE_AT + ROW * (ROWS_A_PAGE + 3)
    _note(sheet, edges[0], LINE_AT, WORDING.say("number"))
    unit = line(WORDING.say("unit"), NOTE.face, NOTE.size)
    _note(sheet, edges[-1] - unit.width, LINE_AT, WORDING.say("unit"))
    for phrase, x in zip(("page_before", "page_between", "page_after"), _page_places()[::2], strict=True):
        _note(sheet, x, LINE_AT, WORDING.say(phrase))
    for phrase, x, room in SIGNERS:
        label = WORDING.say(phrase)
        width = _note(sheet, edges[0] + x * MM, SIGNED_AT, label)
        start = edges[0] + x * MM + width
        sheet.rule(start, SIGNED_AT + 6, start + room * MM, SIGNED_AT + 6, 0.4)
    for at in range(1, ROWS_A_PAGE + 3):
        sheet.rule(edges[0], TABLE_AT + ROW * at, edges[-1], TABLE_AT + ROW * at, 0.4)
    for number, x in enumerate(edges[1:-1], start=1):
        low = bottom if number >= 5 else bottom - 2 * ROW
        sheet.rule(x, TABLE_AT, x, low, 0.4)
    sheet.box(edges[0], TABLE_AT, edges[-1] - edges[0], bottom - TABLE_AT, 1.0)
    for number, column in enumerate(COLUMNS):
        _cell(sheet, number, 0, column.title, CENTRE, HEAD)
    for at, phrase in ((ROWS_A_PAGE + 1, "page_sum"), (ROWS_A_PAGE + 2, "total")):
        words = fit(WORDING.say(phrase), HEAD.face, HEAD.size, edges[5] - edges[0])
        place = (edges[0], TABLE_AT + ROW * at, edges[5] - edges[0], ROW)
        draw_lines(sheet, words, HEAD, place, CENTRE)


def _head(sheet: Sheet, facts: Facts, number: int, count: int) -> None:
    """Draw what is filled in outside the table."""
    left = LISTING.edges[0]
    start = line(WORDING.say("number"), NOTE.face, NOTE.size).width
    _note(sheet, left + start, LINE_AT, facts.number)
    places = _page_places()
    for place, x in ((number, places[1]), (count, places[3])):
        figure = fit(str(place), NOTE.face, NOTE.size, PAGE_NUMBERS, 0.5)
        each = figure.lines[0]
        each.draw(
            sheet,
            x + (PAGE_NUMBERS - each.width) / 2,
            LINE_AT + NOTE.size * MIDDLE,
            NOTE.face,
            figure.size,
        )
    made_on = f"{facts.prepared_on:%Y-%m-%d}" if facts.prepared_on else ""
    for (phrase, x, _), said in zip(SIGNERS, (facts.maker, facts.checker, made_on), strict=True):
        width = line(WORDING.say(phrase), NOTE.face, NOTE.size).width
        _note(sheet, left + x * MM + width + 3, SIGNED_AT, said)


def _page_places() -> list[float]:
    """Where 第 □ 页 共 □ 页 stand in the middle of the line, one after the other."""
    said = [WORDING.say(each) for each in ("page_before", "page_between", "page_after")]
    widths = [line(each, NOTE.face, NOTE.size).width for each in said]
    steps = [widths[0], PAGE_NUMBERS, widths[1], PAGE_NUMBERS]
    start = (WIDTH - sum(steps) - widths[2]) / 2
    return list(accumulate(steps, initial=start))


def _rows(sheet: Sheet, rows: Rows) -> None:
    for at, (payee, number) in enumerate(rows, start=1):
        cells = (
            str(number),
            payee.name,
            payee.kind,
            payee.bank,
            payee.account,
            str(payee.people),
            yuan_text(payee.amount),
        )
        for column, text in enumerate(cells):
            fitted = _cell(sheet, column, at, text, COLUMNS[column].align, TEXT)
            if len(fitted.lines) * TEXT.leading * fitted.size / TEXT.size > ROW:
                raise Refused(
                    f"第{number}行的“{text}”在连续纸表格的一格里放不下，没有打印。",
                    f"请在登记簿中改用较短的{COLUMNS[column].title}，或改打 A4 的拨付审批表。",
                )


def _sum(sheet: Sheet, at: int, payees: Sequence[Payee]) -> None:
    people = sum(each.people for each in payees)
    amount = sum((each.amount for each in payees), Decimal(0))
    _cell(sheet, 5, at, str(people), RIGHT, HEAD)
    _cell(sheet, 6, at, yuan_text(amount), RIGHT, HEAD)


def _cell(sheet: Sheet, column: int, row: int, text: str, align: float, kind: Type) -> Fitted:
    """Draw a text in its cell and give what it became."""
    room = LISTING.rooms[column]
    own = kind is TEXT
    fitted = LISTING.fitted(column, text) if own else fit(text, kind.face, kind.size, room, FIGURES)
    draw_lines(sheet, fitted, kind, (LISTING.edges[column] + PADDING, TABLE_AT + ROW * row, room, ROW), align)
    return fitted


def _note(sheet: Sheet, x: float, y: float, text: str) -> float:
    """Draw a text on its line and give its width."""
    each = line(text, NOTE.face, NOTE.size)
    if text:
        each.draw(sheet, x, y + NOTE.size * MIDDLE, NOTE.face, NOTE.size)
    return each.width
