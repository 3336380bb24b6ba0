"""Working days: the announced years, the count that a term runs by, and the years nobody has announced."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import calendar
from desktop.problems import Refused, Unreadable

FIRST, LAST = date(2019, 1, 1), date(2026, 12, 31)

# Dates from the notices of the State Council's office, read there and not from a table.
ANNOUNCED = {
    date(2020, 1, 19): True,  # a Sunday worked before the Spring Festival
    date(2020, 1, 31): False,  # the festival of 2020, extended to 2 February
    date(2020, 2, 3): True,
    date(2020, 3, 6): True,
    date(2020, 5, 5): False,
    date(2020, 5, 9): True,
    date(2020, 10, 8): False,
    date(2026, 1, 2): False,
    date(2026, 1, 4): True,
    date(2026, 2, 14): True,
    date(2026, 2, 23): False,
    date(2026, 2, 28): True,
    date(2026, 9, 20): True,
    date(2026, 9, 25): False,
    date(2026, 10, 10): True,
    date(2026, 11, 21): False,
}


@pytest.mark.parametrize(("day", "worked"), ANNOUNCED.items())
def test_announced_days(day: date, worked: bool) -> None:
    assert calendar.working_day(day) is worked


def test_every_day_of_eight_years_agrees_with_an_independent_table() -> None:
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    assert [day for day in days if calendar.working_day(day) != chinese_calendar.is_workday(day)] == []


def test_publicity_of_five_working_days_over_the_spring_festival() -> None:
    # Posted on Wednesday 11 February 2026: 12, 13, Saturday 14 (worked), then 24 and 25 after the holiday.
    assert calendar.add_working_days(date(2026, 2, 11), 5) == date(2026, 2, 25)


def test_the_day_itself_does_not_count() -> None:
    assert calendar.add_working_days(date(2020, 3, 6), 1) == date(2020, 3, 9)
    assert calendar.add_working_days(date(2020, 3, 6), 0) == date(2020, 3, 6)


@given(st.dates(date(2019, 1, 1), date(2026, 6, 1)), st.integers(1, 60))
def test_counting_back_gives_what_was_added(day: date, n: int) -> None:
    until = calendar.add_working_days(day, n)
    assert calendar.working_day(until)
    assert calendar.working_days(day, until) == n
    assert calendar.working_days(until, day) == -n


def test_counting_backward_is_not_a_term() -> None:
    with pytest.raises(ValueError, match="forward"):
        calendar.add_working_days(date(2020, 3, 6), -1)


@pytest.mark.parametrize("day", [date(2018, 12, 31), date(2027, 1, 1)])
def test_a_year_nobody_announced_is_refused_with_the_file_to_write(day: date) -> None:
    with pytest.raises(Refused) as refusal:
        calendar.working_day(day)
    assert f"没有{day.year}年的放假安排" in refusal.value.sentence
    assert str(calendar.FOLDER / f"{day.year}.toml") in refusal.value.remedy


def test_a_term_that_runs_into_such_a_year_is_refused_too() -> None:
    assert calendar.add_working_days(date(2026, 12, 30), 1) == date(2026, 12, 31)
    with pytest.raises(Refused, match="2027年"):
        calendar.add_working_days(date(2026, 12, 30), 2)


GOOD = """year = 2027
[[cites]]
document = "甲"
number = "乙"
[[holiday]]
name = "元旦"
days = [2027-01-01]
work = [2027-01-02]
"""


def test_a_year_written_into_the_folder_counts(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_text(GOOD, encoding="utf-8")
    known = calendar.read(tmp_path)
    assert known.years[2027].cites == ("《甲》（乙）",)
    assert not known.working_day(date(2027, 1, 1))
    assert known.working_day(date(2027, 1, 2))
    assert not known.working_day(date(2027, 1, 3))


@pytest.mark.parametrize(
    ("fault", "mended", "said"),
    [
        ("year = 2027", "year = 2028", "不在2028年"),
        ("work = [2027-01-02]", "work = [2027-01-04]", "不是周六或周日"),
        ("work = [2027-01-02]", "work = [2027-01-02]\nwork = []", "2027.toml"),
        ("days = [2027-01-01]", "days = [2027-01-01, 2027-01-02]", "既写为放假又写为上班"),
        ("days = [2027-01-01]", 'days = ["2027-01-01"]', "不是日期"),
        ("days = [2027-01-01]", "days = [2027-01-01T00:00:00]", "不是日期"),
        ("days = [2027-01-01]", "days = [2026-12-31]", "不在2027年"),
        ("days = [2027-01-01]", "", "缺少 days"),
        ("[[holiday]]", "[holiday]", "2027.toml"),
        ("[[cites]]", "[[quotes]]", "缺少 cites"),
    ],
)
def test_a_faulty_table_is_named_and_not_half_used(
    tmp_path: Path, fault: str, mended: str, said: str
) -> None:
    (tmp_path / "2027.toml").write_text(GOOD.replace(fault, mended), encoding="utf-8")
    with pytest.raises(Unreadable) as refusal:
        calendar.read(tmp_path)
    assert said in refusal.value.sentence
    assert str(tmp_path / "2027.toml") in refusal.value.remedy


def test_a_table_under_the_wrong_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2028.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(Unreadable, match="文件名"):
        calendar.read(tmp_path)


def test_every_table_says_which_notice_it_follows() -> None:
    assert sorted(calendar.bundled().years) == list(range(2019, 2027))
    for year in calendar.bundled().years.values():
        assert all("国办发明电" in cite for cite in year.cites)
