"""Cells as senders fill them: what is taken, and the sentence for what is not - what is wrong and how to mend it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.classes.columns import CERTIFICATES
from desktop.filings.columns import ROSTER
from desktop.intake import Column, read
from desktop.payments.columns import BANK_RESULT
from tests.intake.made import IDS, NAMES, OLD, TODAY, book

Told = tuple[Any, str]
"""What a cell was taken for (None where the row is kept out or the cell is left aside), and all that is said of it."""


def _usual(kind: str, order: int) -> dict[str, Any]:
    """Give what the required cells of a row hold."""
    person = {"name": NAMES[order % 10], "id_number": IDS[order]}
    return {
        "roster": person,
        "certificates": {
            **person,
            "certificate_number": f"HG2020{order:04d}",
            "issued_on": "2020-05-20",
        },
        "bank_result": {
            "name": NAMES[order % 10],
            "account": "6228480402564890018",
            "amount": 600,
            "result": "成功",
        },
    }[kind]


LISTS: dict[str, tuple[Column, ...]] = {
    "roster": ROSTER,
    "certificates": CERTIFICATES,
    "bank_result": BANK_RESULT,
}


def _read(folder: Path, kind: str, field: str, cells: Sequence[object]) -> list[Told]:
    """Give what became of each cell of one column, in rows that are right but for it."""
    columns = LISTS[kind]
    titles = {column.field: column.title for column in columns}
    rows = [{**_usual(kind, order), field: cell} for order, cell in enumerate(cells)]
    table = [[titles[name] for name in rows[0]], *(list(row.values()) for row in rows)]
    reading = read(book(table)(folder), columns, day=TODAY)
    place = [column.field for column in columns].index(field)
    values = {row.number: row.values[place] for row in reading.rows}
    said = dict.fromkeys(range(2, len(rows) + 2), "")
    for each in (*reading.problems, *reading.warnings):
        said[int(each.address.lstrip("ABCDEFGH"))] += each.what + each.remedy
    return [(values.get(number), told) for number, told in said.items()]


def _taken(folder: Path, kind: str, field: str, expected: dict[object, Any]) -> None:
    """See that cells are taken for what they mean, without a word."""
    found = _read(folder, kind, field, list(expected))
    assert dict(zip(expected, found, strict=True)) == {cell: (value, "") for cell, value in expected.items()}


def _refused(folder: Path, kind: str, field: str, expected: dict[object, tuple[str, ...]]) -> None:
    """See that cells keep their rows out, and that what is said of each names what it should."""
    for (cell, words), (value, told) in zip(
        expected.items(), _read(folder, kind, field, list(expected)), strict=True
    ):
        assert value is None, cell
        assert told, cell
        for word in words:
            assert word in told, (cell, told)


def test_an_old_number_is_answered_with_its_new_form_whatever_the_cell_is(tmp_path: Path):
    proposed = ("15 位旧身份证号", "99990119900506039X", "核对无误")
    _refused(tmp_path, "roster", "id_number", {OLD: proposed, int(OLD): (*proposed, "请把该列设为文本格式")})
