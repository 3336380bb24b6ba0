"""Rows of a long reading take little memory and are the same rows."""

from datetime import datetime
from decimal import Decimal

import pytest

from desktop.intake import packed
from desktop.intake.packed import Rows
from desktop.intake.reading import Row


@pytest.mark.parametrize("count", [0, 1, 29, 30, 31, 40, 55])
def test_packed_rows_are_the_same_rows(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(packed, "OPEN", 10)
    monkeypatch.setattr(packed, "PIECE", 10)
    plain = [
        Row("签到", at, ("王𬀩", Decimal("1.5"), datetime(2023, 10, 23, at % 24), None, ("a",)))  # noqa: DTZ001
        for at in range(count)
    ]
    rows = Rows(plain[: count // 2])
    rows.extend(plain[count // 2 :])
    assert len(rows) == count
    assert bool(rows) == bool(plain)
    assert list(rows) == list(rows) == plain
    assert [rows[at] for at in range(-count, count)] == plain * 2
    assert rows[:3] == plain[:3]
    assert rows[-3:] == plain[-3:]
    with pytest.raises(IndexError):
        rows[count]
    rows.clear()
    assert not rows
