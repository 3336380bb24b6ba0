"""The workbooks that the practice enterprises and institutions hand in, sound ones and one full of faults."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.practice.county import PracticeClass
from desktop.sheets import SheetColumn, write_workbook

FEW_DAYS, NO_CERTIFICATE, TOO_LONG_HIRED = 4, 9, 13
"""Places on a roster of those who attend too little, earn no certificate, or were hired too long ago."""


def _columns(*columns: tuple[str, int]) -> tuple[SheetColumn, ...]:
    """Headings with the width of each, in characters."""
    return tuple(SheetColumn(*each) for each in columns)


def roster(path: Path, planned: PracticeClass, extra: tuple[Any, ...] = ()) -> Path:
    """Write a class's roster; `extra` rows are added as they are."""
    hired = planned.entry.starts_on - timedelta(days=45)
    employed = planned.entry.employer_id is not None
    firm = planned.entry.title[:4] if employed else ""
    rows = [
        (
            at,
            person.name,
            person.id_number,
            person.sex,
            person.phone,
            planned.groups[at % len(planned.groups)],
            firm,
            _hired(planned, at, hired) if employed else None,
            hired if employed else None,
            hired + timedelta(days=3 * 365) if employed else None,
            "演练县农村商业银行",
            person.account,
        )
        for at, person in enumerate(planned.people, 1)
    ]
    columns = _columns(
        ("序号", 6),
        ("姓名*", 14),
        ("身份证号码*", 22),
        ("性别", 6),
        ("手机号码", 14),
        ("人员类别", 20),
        ("工作单位", 20),
        ("入职时间", 12),
        ("合同开始日期", 12),
        ("合同终止日期", 12),
        ("开户银行", 24),
        ("银行卡号", 24),
    )
    return write_workbook(path, "参训人员花名册", (planned.entry.title,), columns, [*rows, *extra])


def _hired(planned: PracticeClass, at: int, hired: date) -> date:
    if planned.entry.training_type == "pre_job" and at == TOO_LONG_HIRED:
        return hired - timedelta(days=500)
    return hired


def faulty_roster(path: Path, planned: PracticeClass) -> Path:
    """Write the roster that a hurried sender hands in first: wrong digits, numbers as numbers, twice the same person."""
    ones = planned.people
    wrong_digit = ones[1].id_number[:-1] + ("0" if ones[1].id_number[-1] != "0" else "1")
    rows: list[tuple[Any, ...]] = [
        (1, ones[0].name, ones[0].id_number, ones[0].sex, ones[0].phone, "2020.2.10"),
        (2, ones[1].name, wrong_digit, ones[1].sex, ones[1].phone, "20200210"),
        (3, ones[2].name, Decimal(ones[2].id_number[:17] + "0"), ones[2].sex, ones[2].phone, "2020年2月10日"),
        (
            4,
            ones[3].name,
            ones[3].id_number,
            "男" if ones[3].sex == "女" else "女",
            ones[3].phone,
            "2020-02-10",
        ),
        (5, ones[4].name, ones[4].id_number, ones[4].sex, "1380000", "2020/2/10"),
        (6, "", ones[5].id_number, ones[5].sex, ones[5].phone, "2020-02-10"),
        (7, ones[6].name, ones[0].id_number, ones[0].sex, ones[6].phone, "2020-02-10"),
        (
            8,
            ones[7].name,
            ones[7].id_number[:6] + ones[7].id_number[8:17],
            ones[7].sex,
            ones[7].phone,
            "2020-02-10",
        ),
        (9, ones[8].name, ones[8].id_number, ones[8].sex, ones[8].phone, "去年春天"),
        (10, ones[9].name, ones[9].id_number, ones[9].sex, ones[9].phone, "2020-02-10"),
    ]
    columns = _columns(
        ("序号", 6),
        ("姓 名", 14),
        ("身份证号（18位）", 22),
        ("性别", 6),
        ("联系电话", 14),
        ("入职日期", 14),
    )
    return write_workbook(path, "花名册", ("青禾机电新录用员工岗前培训班（第一次报送）",), columns, rows)


def attendance(path: Path, planned: PracticeClass, *, without: frozenset[str] = frozenset()) -> Path:
    """Write a class's attendance, one row a trainee and day: online first, then the practice on site."""
    days = weekdays(planned.entry.starts_on, planned.entry.ends_on)
    total = sum((item.hours for item in planned.entry.items), Decimal(0))
    online = sum((item.hours for item in planned.entry.items if item.mode != "offline"), Decimal(0))
    each = total / len(days)
    rows: list[tuple[Any, ...]] = []
    for at, person in enumerate(planned.people, 1):
        left = online
        for number, day in enumerate(days):
            on_line = min(each, max(left, Decimal(0)))
            left -= each
            away = at == FEW_DAYS and number in (2, 5, 8)
            state = "缺勤" if away else ("迟到" if (at + number) % 37 == 0 else "出勤")
            hours = (Decimal(0), Decimal(0)) if away else (on_line, each - on_line)
            if person.id_number not in without:
                rows.append((person.name, person.id_number, day, state, *(f"{hour:f}" for hour in hours)))
    columns = _columns(
        ("姓名", 14),
        ("身份证号", 22),
        ("日期", 12),
        ("出勤情况", 10),
        ("线上课时", 10),
        ("线下课时", 10),
    )
    return write_workbook(path, "签到考勤表", (planned.entry.title,), columns, rows)


def certificates(
    path: Path, planned: PracticeClass, day: date, *, without: frozenset[str] = frozenset()
) -> Path:
    """Write a class's certificates with numbers built by their coding rules; one trainee earned none."""
    rows = [
        (
            person.name,
            person.id_number,
            planned.certificate,
            _number(planned, at, day),
            day,
            "演练县职业技能评价中心" if planned.level else "演练县青禾机电制造有限公司",
            planned.level,
        )
        for at, person in enumerate(planned.people, 1)
        if at != NO_CERTIFICATE and person.id_number not in without
    ]
    columns = _columns(
        ("姓名", 14),
        ("身份证号", 22),
        ("证书类型", 20),
        ("证书编号", 28),
        ("发证日期", 12),
        ("发证单位", 26),
        ("证书等级", 10),
    )
    return write_workbook(path, "证书信息表", (planned.entry.title,), columns, rows)


def _number(planned: PracticeClass, at: int, day: date) -> str:
    """A skill-level number is S, 4 + 2 + 6 + 2 + 1 + 6 places; a completion number is the school's own."""
    if planned.level:
        series = 1 if planned.entry.case_kind == "delegated" else 2
        return f"S000099{999900 + series}{day:%y}{planned.entry.level}{at:06d}"
    return f"演训{day:%Y}{at:04d}"


def weekdays(first: date, last: date) -> list[date]:
    """Return the days from Monday to Friday between two days, both included."""
    span = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return [day for day in span if day.weekday() < 5]


def website(path: Path, title: str, place: str) -> Path:
    """Write the page of the county's website as somebody saved it: that the notice stood there, nothing personal."""
    page = f"<!doctype html><html lang='zh'><meta charset='utf-8'><title>{title}</title><h1>{title}</h1><p>{place}</p>"
    path.write_text(page, encoding="utf-8")
    return path
