"""Lists made at random: right ones, and ones with hostile headings and cells of every odd kind."""

from collections.abc import Sequence
from html import escape
from random import Random

from desktop.classes.columns import ATTENDANCE, CERTIFICATES
from desktop.classes.learning import COLUMNS as LEARNING
from desktop.filings.columns import ROSTER
from desktop.intake import Column
from desktop.payments.columns import BANK_RESULT
from tests.faults.damage import packed_parts
from tests.intake.made import IDS, PARTS, sheet_xml

KINDS: dict[str, tuple[Column, ...]] = {
    "roster": ROSTER,
    "attendance": ATTENDANCE,
    "certificates": CERTIFICATES,
    "bank-result": BANK_RESULT,
    **LEARNING,
}
_HOSTILE = (
    "=cmd|'/c calc'!A0", "+1", "@SUM(A1)", "{name}", "{0.__class__}", "%s", "\\u0000", "[(*", "(?P<x>", "姓名" * 300,
    "姓名\u202e号证份身", "\x07姓名", "姓_x0000_名", "身份证号\n\n\n（18位）*", "姓名/身份证号/电话", "　", "万元", "(万元)", "（", "）",
    "＊＊＊", "的", "教师的", "学员", "必填", "姓名1", "姓名２", "🙂", "\ufffe", "null", "-", "合计", "注：", "课时万元",
)  # fmt: skip
_CELLS: tuple[str | float | bool, ...] = (
    "", " ", "无", "/", "合计", "注：以上", "张三", "张·三", "𬀩", "?", "\ue000", "Ａ", "ABCDEF", "9" * 300, "3.2E+17",
    "2020-02-30", "20200306", "2020.3.6-2021.3.5", "二〇二〇年三月六日", "99-1-1", "12:61", "25:00:00", "下午3点",
    "1e5000", "1小时99999999999分", "９９元", "1,2,3", "-0", "∞", "初级", "五级/初级工", "企业职工、残疾人", "、、、", "张三\n李四",
    "=1+1", '="0012"', "'123", "x" * 40_000, "{0}", 0.0, -1.0, 1e308, 1e-320, 43_700.5, 2_958_466.0, 99_999_999.0, 0.999999999,
    1e15, 123456789012345678.0, True, False,
)  # fmt: skip


def made_list(rng: Random) -> tuple[str, bytes]:
    """Give a kind and an .xlsx that holds such a list, some of its headings and cells odd."""
    kind = rng.choice(("roster", "roster", *KINDS))
    columns = [each for each in KINDS[kind] if each.required or rng.random() < 0.6]
    odd = rng.choice((0.0, 0.03, 0.3))
    heads = [_heading(each, rng, odd) for each in columns]
    for _ in range(rng.choice((0, 0, 1, 6))):
        heads.insert(
            rng.randrange(len(heads) + 1), rng.choice((*_HOSTILE, *(each.title for each in columns)))
        )
    height = rng.choice((0, 1, 3, 30, 400))
    rows: list[Sequence[object]] = [("某某名单",)] * rng.choice((0, 0, 1, 3))
    rows.append(heads)
    rows += [[_cell(head, columns, row, rng, odd) for head in heads] for row in range(height)]
    parts = {name: text.encode() for name, text in PARTS.items()}
    parts["xl/worksheets/sheet1.xml"] = sheet_xml(
        "".join(_row(at, row) for at, row in enumerate(rows, 1))
    ).encode("utf-8", "replace")
    return kind, packed_parts(parts, rng)


def _heading(column: Column, rng: Random, odd: float) -> str:
    text = rng.choice((column.title, *column.synonyms))
    if rng.random() < odd:
        at = rng.randrange(len(text) + 1)
        text = (
            text[:at]
            + rng.choice(("", " ", "*", "(必填)", "的", "\n", "万元"))
            + text[at + rng.randrange(2) :]
        )
    return text


def _cell(head: str, columns: Sequence[Column], row: int, rng: Random, odd: float) -> object:
    if rng.random() < odd:
        return rng.choice(_CELLS)
    column = next((each for each in columns if head in (each.title, *each.synonyms)), None)
    if column is None:
        return f"{head[:3]}{row}"
    return IDS[row % len(IDS)] if column.kind == "id_number" else column.sample


def _row(number: int, cells: Sequence[object]) -> str:
    written = []
    for place, cell in enumerate(cells[:26]):
        where = f'r="{chr(65 + place)}{number}"'
        if isinstance(cell, bool):
            written.append(f'<c {where} t="b"><v>{int(cell)}</v></c>')
        elif isinstance(cell, float):
            written.append(f"<c {where}><v>{cell!r}</v></c>")
        elif cell != "":
            text = escape("".join(each for each in str(cell) if each >= " " or each == "\n"))
            written.append(f'<c {where} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
    return f'<row r="{number}">{"".join(written)}</row>'
