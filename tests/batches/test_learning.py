"""Learning records: exports of platforms taken in, hours worked out from sessions, every figure led back to its row."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from desktop import batches, classes, filings, imports, intake
from desktop.classes import LEARNING
from desktop.classes.worked import Stretch, worked
from desktop.intake import Reading
from desktop.problems import Refused
from tests import builders
from tests.builders import PEOPLE, County, table

FIRST, SECOND, THIRD, FOURTH = PEOPLE
SESSION = (
    "姓名",
    "身份证号",
    "学习开始时间",
    "学习结束时间",
    "学习时长(分钟)",
    "课程名称",
    "登录设备",
    "登录IP",
)


@pytest.fixture
def county() -> Iterator[County]:
    with builders.stage("approved") as made:
        with made.desk("jingban", made.days.opened) as desk:
            classes.open_class(desk, made.ids["filing"])
            made.ids["class"] = filings.sheet(desk, made.ids["filing"]).class_id or 0
        yield made


def read(kind: str, headings: Sequence[str], *rows: Sequence[str], name: str = "平台导出.csv") -> Reading:
    return intake.read(table(name, headings, rows), LEARNING[kind], day=date(2023, 10, 27))


def session(
    of: builders.Trainee, start: str, end: str, length: str = "", course: str = "基础理论"
) -> tuple[str, ...]:
    return (
        of.name,
        of.id_number,
        f"2023-10-{start}",
        f"2023-10-{end}" if end else "",
        length,
        course,
        "安卓",
        "192.0.2.7",
    )


def take(county: County, kind: str, reading: Reading, **how: bool) -> batches.Taken:
    with county.desk("jingban", county.days.ended) as desk:
        return classes.take_learning(desk, county.ids["class"], kind, reading, **how)


def test_hours_are_worked_out_from_sessions_that_overlap(county: County) -> None:
    taken = take(
        county,
        "sessions",
        read(
            "sessions",
            SESSION,
            session(FIRST, "23 08:00:00", "23 09:00:00"),
            session(FIRST, "23 08:30:00", "23 09:30:00", course="职业道德"),
            session(FIRST, "24 08:00:00", "24 09:00:00", "45"),
            session(FIRST, "24 23:30:00", "25 00:30:00"),
            session(SECOND, "23 08:00:00", "", "1小时30分"),
        ),
    )
    assert (taken.new, taken.faulty, taken.unit) == (5, 0, "段")
    with county.reading(day=county.days.ended) as desk:
        lines = classes.hours(desk, county.ids["class"], builders.ALL).rows
        shown = {
            (line.name, line.day.day): (line.sessions, line.minutes, line.overlapping, line.idle)
            for line in lines
        }
        assert shown == {
            (FIRST.name, 23): (2, Decimal("90.0"), 30, 0),
            (FIRST.name, 24): (2, Decimal("75.0"), 0, 15),
            (FIRST.name, 25): (1, Decimal("30.0"), 0, 0),
            (SECOND.name, 23): (1, Decimal("90.0"), 0, 0),
        }
        assert {line.hours for line in lines if line.day.day == 23} == {Decimal("2.00")}, "45 minutes each"


def test_each_figure_leads_back_to_its_file_and_row(county: County) -> None:
    take(county, "sessions", read("sessions", SESSION, session(SECOND, "23 08:00:00", "23 09:00:00")))
    more = read(
        "sessions",
        SESSION,
        session(FIRST, "23 08:00:00", "23 09:00:00"),
        session(FIRST, "22 23:00:00".replace("22", "23"), "24 00:30:00", course="职业道德"),
        name="第二次导出.csv",
    )
    taken = take(county, "sessions", more)
    with county.reading(day=county.days.ended) as desk:
        line = next(
            each
            for each in classes.hours(desk, county.ids["class"], builders.ALL).rows
            if each.name == FIRST.name
        )
        found = classes.traces(desk, line.trainee_id, date(2023, 10, 23))
        assert [(each.file_name, each.sheet, each.row, each.batch_id) for each in found] == [
            ("第二次导出.csv", "第二次导出", 2, taken.batch_id),
            ("第二次导出.csv", "第二次导出", 3, taken.batch_id),
        ]
        assert (found[0].device, found[0].ip, found[0].minutes) == ("安卓", "192.0.2.7", Decimal("60.0"))
        next_day = classes.traces(desk, line.trainee_id, date(2023, 10, 24))
        assert [each.row for each in next_day] == [3]


def test_worked_out_hours_stand_beside_the_claimed_ones(county: County) -> None:
    attendance = builders.attendance(PEOPLE, county.days.opened)
    with county.desk("jingban", county.days.ended) as desk:
        classes.take_attendance(desk, county.ids["class"], attendance)
    take(
        county,
        "sessions",
        read(
            "sessions",
            SESSION,
            session(FIRST, "23 08:00:00", "23 09:30:00"),
            session(SECOND, "23 08:00:00", "23 08:30:00"),
        ),
    )
    query = builders.PageQuery(state="short", limit=100)
    with county.reading(day=county.days.ended) as desk:
        short = classes.hours(desk, county.ids["class"], query)
        first_day = {
            line.name: (line.hours, line.claimed, line.difference)
            for line in short.rows
            if line.day.day == 23
        }
        assert first_day == {
            SECOND.name: (Decimal("0.66"), Decimal(2), Decimal("1.34")),
            THIRD.name: (Decimal("0.00"), Decimal(2), Decimal("2.00")),
            FOURTH.name: (Decimal("0.00"), Decimal(2), Decimal("2.00")),
        }
        [of_second] = [line for line in short.rows if line.name == SECOND.name and line.day.day == 23]
        [day] = [each for each in classes.days_of(desk, of_second.trainee_id) if each.day.day == 23]
        sheet, row = attendance.sheet, attendance.rows[5].number
        assert of_second.source == day.source == f"文件“{attendance.file_name}”的“{sheet}”表第{row}行"
        whole = classes.process(desk, county.ids["class"])
        assert (whole.records["sessions"], whole.trainees["sessions"], whole.people) == (2, 2, 4)
        assert whole.lacking["sessions"] == (THIRD.name, FOURTH.name)
        assert whole.lacking["sign_in"] == tuple(each.name for each in PEOPLE)
        assert (whole.claimed, whole.hours) == (Decimal(40), Decimal("2.66"))
        assert whole.hours_missing == ""


def test_where_nobody_says_how_long_a_class_hour_is_minutes_stand_alone() -> None:
    with builders.stage("approved", region="anhui") as county:
        with county.desk("jingban", county.days.opened) as desk:
            classes.open_class(desk, county.ids["filing"])
            county.ids["class"] = filings.sheet(desk, county.ids["filing"]).class_id or 0
        rows = (FIRST.name, FIRST.id_number, "2020-03-23 08:00", "2020-03-23 09:00", "", "理论", "", "")
        reading = intake.read(table("学习.csv", SESSION, [rows]), LEARNING["sessions"], day=date(2020, 3, 27))
        take(county, "sessions", reading)
        with county.reading(day=county.days.ended) as desk:
            [line] = classes.hours(desk, county.ids["class"], builders.ALL).rows
            assert (line.minutes, line.hours, line.difference) == (Decimal("60.0"), None, None)
            assert "每课时" in classes.process(desk, county.ids["class"]).hours_missing
            lessons = [(SECOND.name, SECOND.id_number, "2020-03-23 08:00", "2")]
            told = intake.read(
                table("课时.csv", IN_LESSONS, lessons), LEARNING["sessions"], day=date(2020, 3, 27)
            )
            verdict = classes.check_learning(desk, county.ids["class"], "sessions", told)
            assert [(each.address, each.code) for each in verdict.problems] == [("D2", "class_hour")]
            assert "没有规定每课时多少分钟" in verdict.problems[0].what


def test_what_does_not_fit_the_class_is_told_at_its_cell(county: County) -> None:
    reading = read(
        "sessions",
        SESSION,
        session(FIRST, "23 08:00:00", "23 09:00:00"),
        session(builders.trainee(90, "外来人"), "23 08:00:00", "23 09:00:00"),
        session(SECOND, "22 08:00:00", "22 09:00:00"),
        session(THIRD, "23 09:00:00", "23 08:00:00"),
        session(FOURTH, "23 09:00:00", ""),
        session(FOURTH, "24 09:00:00", "24 09:30:00", "45"),
    )
    with county.reading(day=county.days.ended) as desk:
        verdict = classes.check_learning(desk, county.ids["class"], "sessions", reading)
    assert [(each.address, each.code) for each in verdict.problems] == [
        ("B3", "not_listed"),
        ("C4", "outside_class"),
        ("D5", "order"),
        ("D6", "moment"),
    ]
    assert [(each.address, each.code) for each in verdict.warnings] == [("E7", "longer_than_span")]
    with pytest.raises(Refused, match="与本班对不上"):
        take(county, "sessions", reading)
    with county.reading(day=county.days.ended) as desk:
        assert classes.process(desk, county.ids["class"]).records["sessions"] == 0
        assert batches.history(desk, builders.PageQuery(state="sessions")).total == 0
    taken = take(county, "sessions", reading, only_sound=True)
    assert (taken.new, taken.faulty) == (2, 4)


def test_a_refusal_that_is_caught_leaves_nothing_half_done(county: County) -> None:
    reading = read(
        "sessions",
        SESSION,
        session(FIRST, "23 08:00:00", "23 09:00:00"),
        session(SECOND, "01 08:00:00", "01 09:00:00"),
    )
    with county.desk("jingban", county.days.ended) as desk:
        with pytest.raises(Refused):
            classes.take_learning(desk, county.ids["class"], "sessions", reading)
        assert desk.session.scalar(text("SELECT count(*) FROM learning_session")) == 0
        assert desk.session.scalar(text("SELECT count(*) FROM import_batch WHERE kind = 'sessions'")) == 0


def test_an_export_that_repeats_itself_brings_only_what_is_new(county: County) -> None:
    early = session(FIRST, "23 08:00:00", "23 09:00:00")
    first = take(
        county, "sessions", read("sessions", SESSION, early, session(SECOND, "23 08:00:00", "23 08:10:00"))
    )
    assert take(
        county, "sessions", read("sessions", SESSION, early, session(SECOND, "23 08:00:00", "23 08:10:00"))
    ).before
    again = take(
        county,
        "sessions",
        read(
            "sessions",
            SESSION,
            early,
            session(SECOND, "23 08:00:00", "23 09:00:00"),
            session(THIRD, "23 08:00:00", "23 09:00:00"),
            session(THIRD, "23 08:00:00", "23 09:00:00"),
            name="全部.csv",
        ),
    )
    assert (again.new, again.changed, again.unchanged, again.faulty) == (1, 1, 2, 0)
    with county.desk("jingban", county.days.ended) as desk:
        imports.undo(desk, again.batch_id)
        ends = desk.session.execute(text("SELECT ended_at, batch_id FROM learning_session ORDER BY id")).all()
        assert [(end[:19], batch) for end, batch in ends] == [
            ("2023-10-23 09:00:00", first.batch_id),
            ("2023-10-23 08:10:00", first.batch_id),
        ]
        imports.undo(desk, first.batch_id)
        assert desk.session.scalar(text("SELECT count(*) FROM learning_session")) == 0


def test_a_row_that_says_something_else_of_a_record_is_told_never_passed_over(county: County) -> None:
    reading = read(
        "sessions",
        SESSION,
        session(FIRST, "23 08:00:00", "23 10:00:00"),
        session(FIRST, "23 08:00:00", "23 11:00:00"),
        session(FIRST, "23 08:00:00", "23 10:00:00"),
        session(SECOND, "23 08:00:00", "23 10:00:00", "90"),
        session(SECOND, "23 08:00:00", "23 10:00:00", "95", course="职业道德"),
        session(SECOND, "23 08:00:00", "23 10:00:00", "80"),
    )
    with county.reading(day=county.days.ended) as desk:
        verdict = classes.check_learning(desk, county.ids["class"], "sessions", reading)
    assert [(each.address, each.code) for each in verdict.problems] == [("D3", "differs"), ("E7", "differs")]
    assert "与第2行是同一人、开始时间、课程名称也相同，结束时间却不同" in verdict.problems[0].what
    with pytest.raises(Refused, match="D3"):
        take(county, "sessions", reading)
    taken = take(county, "sessions", reading, only_sound=True)
    assert (taken.new, taken.unchanged, taken.faulty) == (3, 1, 2)
    later = take(
        county,
        "sessions",
        read("sessions", SESSION, session(FIRST, "23 08:00:00", "23 11:00:00"), name="更正.csv"),
    )
    assert (later.new, later.changed, later.unchanged) == (0, 1, 0)
    with county.reading(day=county.days.ended) as desk:
        assert batches.sheet(desk, taken.batch_id).line.faulty == 2
        lines = classes.hours(desk, county.ids["class"], builders.ALL).rows
        assert {line.name: line.minutes for line in lines} == {
            FIRST.name: Decimal("180.0"),
            SECOND.name: Decimal("120.0"),
        }


@pytest.mark.parametrize("kind", ["registration", "sign_in", "tests", "interaction"])
def test_of_every_kind_of_export_what_differs_is_told_and_what_repeats_is_not(
    county: County, kind: str
) -> None:
    headings, rest = EXPORTS[kind]
    other = {"registration": "未实名", "sign_in": "12:05", "tests": "56", "interaction": "技能"}[kind]
    place = {"registration": 3, "sign_in": 2, "tests": 2, "interaction": 2}[kind]
    changed = (*rest[:place], other, *rest[place + 1 :])
    rows = [(FIRST.name, FIRST.id_number, *values) for values in (rest, rest, changed)]
    with county.reading(day=county.days.ended) as desk:
        verdict = classes.check_learning(desk, county.ids["class"], kind, read(kind, headings, *rows))
    assert [(each.address, each.code) for each in verdict.problems] == [(f"{'CDEFG'[place]}4", "differs")]


IN_LESSONS = ("姓名", "身份证号", "学习开始时间", "学习时长(课时)")


def test_lengths_in_class_hours_are_as_long_as_the_policy_says(county: County) -> None:
    rows = [
        (FIRST.name, FIRST.id_number, "2023-10-23 08:00", "2"),
        (SECOND.name, SECOND.id_number, "2023-10-23 08:00", "1.5课时"),
        (THIRD.name, THIRD.id_number, "2023-10-23 08:00", "30分钟"),
        (FOURTH.name, FOURTH.id_number, "2023-10-23 08:00", "90"),
    ]
    reading = read("sessions", IN_LESSONS, *rows)
    assert [(each.address, each.code) for each in reading.problems] == [("D5", "length")]
    assert "90课时" in reading.problems[0].what
    taken = take(county, "sessions", reading, only_sound=True)
    assert (taken.new, taken.faulty) == (3, 1)
    with county.reading(day=county.days.ended) as desk:
        lines = classes.hours(desk, county.ids["class"], builders.ALL).rows
        assert {line.name: (line.minutes, line.hours) for line in lines} == {
            FIRST.name: (Decimal("90.0"), Decimal("2.00")),
            SECOND.name: (Decimal("67.5"), Decimal("1.48")),
            THIRD.name: (Decimal("30.0"), Decimal("0.66")),
        }


@pytest.mark.parametrize(
    ("heading", "written", "minutes"),
    [
        ("学习时长(小时)", "1.5", "90.0"),
        ("学习时长（分钟）", "95", "95.0"),
        ("有效学习时长(秒)", "5400", "90.0"),
        ("获得学时", "2", "90.0"),
        ("在线时长", "2学时", "90.0"),
    ],
)
def test_the_unit_of_a_length_stands_in_its_heading(
    county: County, heading: str, written: str, minutes: str
) -> None:
    row = (FIRST.name, FIRST.id_number, "2023-10-23 08:00", written)
    take(county, "sessions", read("sessions", (*IN_LESSONS[:3], heading), row))
    with county.reading(day=county.days.ended) as desk:
        [line] = classes.hours(desk, county.ids["class"], builders.ALL).rows
        assert line.minutes == Decimal(minutes)


EXPORTS = {
    "registration": (
        ("姓名", "身份证号码", "用户名", "实名认证时间", "手机号", "认证状态", "终端", "登录IP"),
        ("13800000001", "2023/10/20 9:05", "13800000001", "已实名", "iPhone", "192.0.2.1"),
    ),
    "sign_in": (
        ("姓名", "身份证号", "日期", "签到", "签退", "设备号", "IP"),
        ("2023-10-23", "8:25", "11:35", "A-01", "192.0.2.1"),
    ),
    "sessions": (SESSION, ("2023年10月23日 8时30分", "2023年10月23日 10时", "", "理论", "", "")),
    "tests": (
        ("学员姓名", "证件号码", "试卷名称", "交卷时间", "得分", "是否通过"),
        ("结业测试", "2023-10-26 15:00:00", "86.5", "通过"),
    ),
    "interaction": (
        ("姓名", "身份证号", "提问时间", "互动形式", "课程", "提问内容"),
        ("2023-10-24T09:12:00", "提问", "理论", "多久翻身一次？"),
    ),
}


@pytest.mark.parametrize("kind", EXPORTS)
def test_every_kind_of_export_comes_in_and_goes_out(county: County, kind: str) -> None:
    headings, rest = EXPORTS[kind]
    reading = read(
        kind, headings, (FIRST.name, FIRST.id_number, *rest), (SECOND.name, SECOND.id_number, *rest)
    )
    assert reading.clean, reading.problems
    taken = take(county, kind, reading)
    assert (taken.new, taken.faulty) == (2, 0)
    with county.desk("jingban", county.days.ended) as desk:
        whole = classes.process(desk, county.ids["class"])
        assert (whole.records[kind], whole.trainees[kind]) == (2, 2)
        assert batches.sheet(desk, taken.batch_id).line.sender == builders.PLATFORM.name
        imports.undo(desk, taken.batch_id)
        assert classes.process(desk, county.ids["class"]).records[kind] == 0


def test_signing_in_and_out_by_the_clock_takes_its_day_from_the_row(county: County) -> None:
    take(
        county,
        "sign_in",
        read("sign_in", EXPORTS["sign_in"][0], (FIRST.name, FIRST.id_number, *EXPORTS["sign_in"][1])),
    )
    with county.reading(day=county.days.ended) as desk:
        [row] = desk.session.execute(text("SELECT at, out_at, action, device FROM sign_in")).all()
    assert tuple(row) == ("2023-10-23 08:25:00.000000", "2023-10-23 11:35:00.000000", "in", "A-01")


def test_a_clock_without_any_day_is_told(county: County) -> None:
    reading = read("sign_in", ("姓名", "身份证号", "签到时间"), (FIRST.name, FIRST.id_number, "8:25"))
    with county.reading(day=county.days.ended) as desk:
        verdict = classes.check_learning(desk, county.ids["class"], "sign_in", reading)
    assert [(each.address, each.what) for each in verdict.problems] == [
        ("C2", "只有时刻，没有日期，不能登记。")
    ]


def test_stopping_halfway_leaves_nothing(county: County) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert (done, total) == (1, 1)
        raise Stopped

    reading = read("sessions", SESSION, session(FIRST, "23 08:00:00", "23 09:00:00"))
    with county.desk("jingban", county.days.ended) as desk:
        with pytest.raises(Stopped):
            classes.take_learning(desk, county.ids["class"], "sessions", reading, progress=stop)
        assert desk.session.scalar(text("SELECT count(*) FROM learning_session")) == 0


MINUTES = st.integers(0, 3 * 24 * 60)
START = datetime(2023, 10, 23)  # noqa: DTZ001 - the bureau's own clock
STRETCHES = st.lists(
    st.builds(
        lambda start, length, counted: Stretch(
            START + timedelta(minutes=start),
            START + timedelta(minutes=start + length),
            counted and counted * 60,
        ),
        MINUTES,
        st.integers(0, 600),
        st.none() | st.integers(0, 700),
    ),
    max_size=6,
)


@given(STRETCHES)
def test_no_minute_counts_twice_and_none_that_the_platform_did_not_count(stretches: list[Stretch]) -> None:
    """Whichever sessions are picked: no more than the minutes they cover and what was counted of all the others."""
    parts: dict[date, list[tuple[set[datetime], float]]] = {}
    for each in stretches:
        own = [
            each.start + timedelta(minutes=at)
            for at in range(int((each.end - each.start).total_seconds() // 60))
        ]
        counted = len(own) if each.counted is None else min(each.counted / 60, len(own))
        for day in {minute.date() for minute in own}:
            there = {minute for minute in own if minute.date() == day}
            parts.setdefault(day, []).append((there, counted * len(there) / len(own)))
    found = worked(stretches)
    for day, what in found.items():
        bounds = [0.0]
        of_day = parts.get(day, [])
        if of_day:
            bounds = [
                len(
                    set[datetime]().union(
                        *(there for (there, _), in_ in zip(of_day, picked, strict=True) if in_)
                    )
                )
                + sum(counts for (_, counts), in_ in zip(of_day, picked, strict=True) if not in_)
                for picked in product((True, False), repeat=len(of_day))
            ]
        assert what.seconds == pytest.approx(60 * min(bounds), abs=1)
        assert what.seconds <= 24 * 3600
        assert what.overlapping >= 0
        assert what.idle >= 0
    assert parts.keys() <= found.keys()


def test_an_overlap_at_one_hour_does_not_pay_for_idling_at_another(county: County) -> None:
    idled = session(FIRST, "23 08:00:00", "23 10:00:00", "10")
    twice = [session(FIRST, "23 14:00:00", "23 16:00:00", "120", course) for course in ("甲", "乙")]
    within = [session(SECOND, "23 08:00:00", "23 08:30:00", "30", course) for course in ("甲", "乙", "丙")]
    take(
        county,
        "sessions",
        read("sessions", SESSION, idled, *twice, (SECOND.name, SECOND.id_number, *idled[2:]), *within),
    )
    with county.reading(day=county.days.ended) as desk:
        lines = classes.hours(desk, county.ids["class"], builders.ALL).rows
        assert {line.name: (line.minutes, line.overlapping, line.idle) for line in lines} == {
            FIRST.name: (Decimal("130.0"), 120, 110),
            SECOND.name: (Decimal("40.0"), 90, 80),
        }


def test_a_session_of_no_length_is_a_day_without_minutes() -> None:
    at = datetime.combine(date(2023, 10, 23), time(8))
    assert worked([Stretch(at, at)])[at.date()].seconds == 0


def by_account(county: County, kind: str, headings: Sequence[str], *rows: Sequence[str]) -> Reading:
    with county.reading(day=county.days.ended) as desk:
        return classes.check_learning(desk, county.ids["class"], kind, read(kind, headings, *rows))


WITHOUT_NUMBER = ("姓名", "手机号", "开始时间", "结束时间")
HOUR = ("2023-10-23 08:00", "2023-10-23 09:00")


def test_people_without_a_number_are_known_by_name_and_phone(county: County) -> None:
    registered = (SECOND.name, SECOND.id_number, "13900000002")
    take(county, "registration", read("registration", ("姓名", "身份证号", "手机号"), registered))
    verdict = by_account(
        county,
        "sessions",
        WITHOUT_NUMBER,
        (FIRST.name, "13800000001", *HOUR),
        (SECOND.name, "139 0000 0002", *HOUR),
        (THIRD.name, "13900000002", *HOUR),
        ("外来人", "13800000009", *HOUR),
        (FOURTH.name, "", *HOUR),
    )
    assert [(each.address, each.code) for each in verdict.problems] == [
        ("B4", "other_phone"),
        ("A5", "not_listed"),
        ("6", "missing"),
    ]
    assert "有 2 行没有身份证号，按姓名和手机号在本班认人，请核对。" in verdict.notes


def test_a_list_without_number_and_phone_is_told_so(county: County) -> None:
    reading = read("sessions", ("姓名", "开始时间", "结束时间"), (FIRST.name, *HOUR))
    assert [(each.code, each.field) for each in reading.problems] == [("column_missing", "id_number")]


def test_a_partly_hidden_number_is_the_one_of_that_name_with_those_places(county: County) -> None:
    def masked(of: builders.Trainee, stars: str = "********") -> str:
        return of.id_number[:6] + stars + of.id_number[-4:]

    verdict = by_account(
        county,
        "sessions",
        ("姓名", "身份证号", "开始时间", "结束时间"),
        (FIRST.name, masked(FIRST), *HOUR),
        (SECOND.name, masked(SECOND, "xxxx"), *HOUR),
        (THIRD.name, masked(FIRST), *HOUR),
        ("外来人", masked(THIRD), *HOUR),
        (FOURTH.name, f"****{FOURTH.id_number[-4:]}", *HOUR),
        (FOURTH.name, "**", *HOUR),
    )
    assert [(each.address, each.code) for each in verdict.problems] == [
        ("B4", "other_number"),
        ("A5", "not_listed"),
        ("B7", "id_characters"),
    ]
    assert len(verdict.rows) == 3
    assert any("有 3 行的身份证号隐藏了部分数字" in note for note in verdict.notes)


IN_ONE_CELL = {
    "2023-10-23 08:00-10:00": ("2023-10-23 08:00", "2023-10-23 10:00"),
    "2023-10-23 22:00至01:30": ("2023-10-23 22:00", "2023-10-24 01:30"),
    "2023年10月23日 8时～2023年10月23日 9时30分": ("2023-10-23 08:00", "2023-10-23 09:30"),
    "2023/10/23 下午2:00—4:00": ("2023-10-23 14:00", "2023-10-23 16:00"),
    "2023-10-23 08:00:00 ~ 2023-10-23 09:00:00": HOUR,
}


@pytest.mark.parametrize("heading", ["学习时段", "学习起止时间", "学习时间"])
def test_a_period_in_one_cell_is_its_beginning_and_its_end(county: County, heading: str) -> None:
    rows = [(FIRST.name, FIRST.id_number, cell) for cell in IN_ONE_CELL]
    reading = read("sessions", ("姓名", "身份证号", heading), *rows)
    assert reading.clean, reading.problems
    found = [(f"{row.values[3]:%Y-%m-%d %H:%M}", f"{row.values[4]:%Y-%m-%d %H:%M}") for row in reading.rows]
    assert found == list(IN_ONE_CELL.values())
    day = read(
        "sessions",
        ("姓名", "身份证号", "学习日期", heading, "学习时长(分钟)"),
        (FIRST.name, FIRST.id_number, "2023-10-23", "8:00-9:00", ""),
        (SECOND.name, SECOND.id_number, "2023-10-23", "8:00", "45"),
    )
    take(county, "sessions", day)
    with county.reading(day=county.days.ended) as desk:
        lines = classes.hours(desk, county.ids["class"], builders.ALL).rows
        assert {line.name: line.minutes for line in lines} == {
            FIRST.name: Decimal("60.0"),
            SECOND.name: Decimal("45.0"),
        }


def test_signing_in_and_out_in_one_cell(county: County) -> None:
    reading = read(
        "sign_in",
        ("姓名", "身份证号", "日期", "签到签退时间"),
        (FIRST.name, FIRST.id_number, "2023-10-23", "8:25-11:32"),
    )
    take(county, "sign_in", reading)
    with county.reading(day=county.days.ended) as desk:
        [row] = desk.session.execute(text("SELECT at, out_at FROM sign_in")).all()
    assert tuple(row) == ("2023-10-23 08:25:00.000000", "2023-10-23 11:32:00.000000")


def test_exports_that_cannot_be_read_surely_say_what_to_bring_instead() -> None:
    whole_days = read(
        "sessions",
        ("姓名", "身份证号", "学习日期", "学习时长(分钟)"),
        (FIRST.name, FIRST.id_number, "2023-10-23", "60"),
    )
    [problem] = whole_days.problems
    assert (problem.code, problem.field) == ("column_missing", "started_at")
    assert "请在平台上导出写明每次起止时间的学习明细" in problem.remedy
    across = read(
        "sign_in",
        ("姓名", "身份证号", "10月23日", "10月24日"),
        (FIRST.name, FIRST.id_number, "08:25", "08:30"),
    )
    assert [problem.code for problem in across.problems] == ["other_list"]
    assert across.problems[0].remedy == "请到班级页的“导入考勤”导入这份文件。"
