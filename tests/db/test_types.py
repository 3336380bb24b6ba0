"""Money is exact to the fen, class hours to the tenth, and a record's identifier is a UUID of version 7."""

import time
import uuid
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select
from sqlalchemy.exc import StatementError

from db.base import new_uid
from db.store import create
from db.tables import CourseItem, Filing

FILING = {
    "case_kind": "enterprise",
    "training_type": "pre_job",
    "title": "班",
    "county": "999901",
    "channel": "online",
    "occupation": "6-20-01-01",
    "level": "none",
    "planned_people": 1,
    "starts_on": date(2020, 4, 1),
    "ends_on": date(2020, 4, 2),
    "filed_on": date(2020, 3, 1),
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = create(tmp_path / "store.db", bytes(32))
    yield engine
    engine.dispose()


@pytest.mark.parametrize("yuan", ["0", "0.01", "0.1", "1000", "1200.00", "29999999999.99", "-5.30", "1E+3"])
def test_money_comes_back_to_the_fen(engine: Engine, yuan: str):
    with engine.begin() as connection:
        connection.execute(insert(Filing), [{**FILING, "budget": Decimal(yuan)}])
        kept = connection.execute(select(Filing.budget)).scalar_one()
        raw = connection.exec_driver_sql("SELECT budget, typeof(budget) FROM filing").one()
    assert kept == Decimal(yuan)
    assert kept.as_tuple().exponent == -2
    assert raw == (int(Decimal(yuan) * 100), "integer")


def test_ten_thousand_times_a_third_of_a_yuan_adds_up_exactly(engine: Engine):
    with engine.begin() as connection:
        connection.execute(insert(Filing), [{**FILING, "budget": Decimal("0.33")} for _ in range(10_000)])
        assert connection.execute(select(func.sum(Filing.budget))).scalar_one() == Decimal("3300.00")


@pytest.mark.parametrize("yuan", ["0.001", "1234.567"])
def test_less_than_a_fen_is_refused_and_not_rounded(engine: Engine, yuan: str):
    with pytest.raises(StatementError, match="decimal places"), engine.begin() as connection:
        connection.execute(insert(Filing), [{**FILING, "budget": Decimal(yuan)}])


def test_class_hours_are_kept_to_the_tenth(engine: Engine):
    course = {
        "filing_id": 1,
        "position": 1,
        "title": "课",
        "content": "skill",
        "part": "theory",
        "mode": "offline",
    }
    with engine.begin() as connection:
        connection.execute(insert(Filing), [{**FILING, "id": 1, "budget": Decimal(0)}])
        connection.execute(insert(CourseItem), [{**course, "hours": Decimal("1.5")}])
        assert connection.execute(select(CourseItem.hours)).scalar_one() == Decimal("1.5")
        with pytest.raises(StatementError, match="decimal places"):
            connection.execute(insert(CourseItem), [{**course, "hours": Decimal("1.25")}])


def test_an_identifier_is_of_version_7_and_variant_1():
    for _ in range(500):
        made = uuid.UUID(new_uid())
        assert made.version == 7
        assert made.variant == uuid.RFC_4122


def test_identifiers_are_all_different_and_carry_the_moment_they_were_made():
    before = time.time_ns() // 1_000_000
    made = [new_uid() for _ in range(2000)]
    after = time.time_ns() // 1_000_000
    assert len(set(made)) == len(made)
    assert all(before <= uuid.UUID(each).int >> 80 <= after for each in made)


def test_an_identifier_made_later_sorts_behind():
    made = []
    for _ in range(20):
        made.append(new_uid())
        time.sleep(0.002)
    assert made == sorted(made)
