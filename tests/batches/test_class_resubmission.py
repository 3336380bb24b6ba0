"""Lists of a class that come again: side by side with what is in, what they no longer name, handed back, undone."""

from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from sqlalchemy import text

from desktop import batches, classes, filings, imports, intake
from desktop.batches import Subject
from desktop.filings import Comparison
from desktop.intake import Reading
from desktop.problems import Refused
from tests import builders
from tests.builders import PEOPLE, County, Trainee, table

ATTENDED = ("姓名", "身份证号", "日期", "出勤情况", "线上课时", "线下课时")
EARNED = ("姓名", "身份证号", "证书类型", "证书编号", "发证日期", "证书等级")
LEARNED = ("姓名", "身份证号", "学习开始时间", "学习结束时间", "课程名称")
FIRST, SECOND, THIRD, FOURTH = PEOPLE
COLUMNS = {"attendance": classes.ATTENDANCE, "certificates": classes.CERTIFICATES, **classes.LEARNING}
HEADINGS = {"attendance": ATTENDED, "certificates": EARNED, "sessions": LEARNED}
Line = tuple[str, ...]


@pytest.fixture
def county() -> Iterator[County]:
    with builders.stage("approved") as made:
        with made.desk("jingban", made.days.opened) as desk:
            classes.open_class(desk, made.ids["filing"])
            made.ids["class"] = filings.sheet(desk, made.ids["filing"]).class_id or 0
        yield made


def day(of: Trainee, at: int = 0, offline: str = "4") -> Line:
    return (of.name, of.id_number, f"2023-10-{23 + at}", "出勤", "4", offline)


def certificate(of: Trainee, running: int) -> Line:
    number = f"S000099999901235{running:06d}"
    return (of.name, of.id_number, "职业技能等级证书", number, "2023-10-28", "初级")


def session(of: Trainee, start: str, end: str, course: str = "基础理论") -> Line:
    return (of.name, of.id_number, f"2023-10-{start}", f"2023-10-{end}", course)


def read(kind: str, rows: Sequence[Line], name: str = "名单.csv") -> Reading:
    return intake.read(table(name, HEADINGS[kind], rows), COLUMNS[kind], day=date(2023, 10, 30))


def take(county: County, kind: str, *rows: Line, name: str = "名单.csv", **how: bool) -> batches.Taken:
    reading = read(kind, rows, name)
    with county.desk("jingban", county.days.applied) as desk:
        if kind == "attendance":
            return classes.take_attendance(desk, county.ids["class"], reading, **how)
        if kind == "certificates":
            return classes.take_certificates(desk, county.ids["class"], reading, **how)
        return classes.take_learning(desk, county.ids["class"], kind, reading, **how)


def compare(county: County, kind: str, *rows: Line, name: str = "改正.csv") -> Comparison:
    with county.reading(day=county.days.applied) as desk:
        found = classes.compare_records(desk, county.ids["class"], kind, read(kind, rows, name))
    assert found is not None
    return found


def shown(found: Comparison) -> list[tuple[str, str, str, list[tuple[str, str, str]]]]:
    return [
        (row.kind, row.name, row.about, [(cell.title, cell.old, cell.new) for cell in row.cells])
        for row in found.rows
    ]


def held(county: County, kind: str) -> list[tuple[object, ...]]:
    with county.reading() as desk:
        return [tuple(row) for row in desk.session.execute(text(f"SELECT * FROM {kind} ORDER BY id"))]  # noqa: S608


def test_attendance_that_comes_again_shows_what_changes_and_takes_out_what_it_drops(county: County) -> None:
    take(county, "attendance", *(day(one) for one in PEOPLE))
    before = held(county, "attendance")
    again = (day(FIRST), day(SECOND, offline="2"), day(THIRD))
    found = compare(county, "attendance", *again)
    assert (found.round, found.added, found.changed, found.unchanged, found.removed) == (2, 0, 1, 2, 1)
    assert shown(found) == [
        ("changed", SECOND.name, "2023-10-23", [("线下课时", "4", "2")]),
        (
            "removed",
            FOURTH.name,
            "2023-10-23",
            [("出勤情况", "出勤", ""), ("线上课时", "4", ""), ("线下课时", "4", "")],
        ),
    ]
    assert SECOND.id_number not in repr(found)
    taken = take(county, "attendance", *again, name="改正.csv")
    assert (taken.new, taken.changed, taken.unchanged, taken.removed, taken.round) == (0, 1, 2, 1, 2)
    assert "移出1人天" in taken.sentence
    assert len(held(county, "attendance")) == 3
    with county.desk("jingban", county.days.applied) as desk:
        imports.undo(desk, taken.batch_id)
    assert held(county, "attendance") == before


def test_what_a_list_drops_stays_when_the_clerk_says_so_or_a_row_is_faulty(county: County) -> None:
    take(county, "attendance", *(day(one) for one in PEOPLE))
    kept = take(
        county, "attendance", day(FIRST, offline="2"), day(SECOND), day(THIRD), name="二.csv", keep=True
    )
    assert (kept.changed, kept.removed) == (1, 0)
    assert any("1 条，按经办的选择仍然保留" in note for note in kept.notes)
    faulty = (day(FIRST, offline="3"), day(SECOND), day(THIRD), day(FOURTH, at=-9))
    assert compare(county, "attendance", *faulty).removed == 0
    again = take(county, "attendance", *faulty, name="三.csv", only_sound=True)
    assert (again.changed, again.removed, again.faulty) == (1, 0, 1)
    assert len(held(county, "attendance")) == 4


def test_the_sheet_of_another_day_or_group_takes_nothing_out(county: County) -> None:
    take(county, "attendance", day(FIRST), day(SECOND))
    assert take(county, "attendance", day(THIRD), day(FOURTH), name="另一组.csv").removed == 0
    assert take(county, "attendance", day(FIRST, 1), day(SECOND, 1), name="周二.csv").removed == 0
    assert len(held(county, "attendance")) == 6


def test_nobody_of_a_finished_class_is_left_without_attendance(county: County) -> None:
    take(county, "attendance", *(day(one) for one in PEOPLE))
    with county.desk("jingban", county.days.ended) as desk:
        classes.finish(desk, county.ids["class"])
    again = [day(one) for one in PEOPLE[:3]]
    with pytest.raises(Refused, match="有1人没有任何考勤记录"):
        take(county, "attendance", *again, name="二.csv")
    assert take(county, "attendance", *again, name="二.csv", keep=True).removed == 0


def test_a_day_marked_by_hand_is_not_taken_out_and_stands_when_undone(county: County) -> None:
    take(county, "attendance", *(day(one) for one in PEOPLE))
    taken = take(county, "attendance", *(day(one) for one in PEOPLE[:3]), name="二.csv")
    with county.desk("jingban", county.days.applied) as desk:
        last = filings.trainees(desk, county.ids["filing"], builders.ALL).rows[3]
        classes.mark(desk, last.id, date(2023, 10, 23), "absent")
    again = take(county, "attendance", *(day(one, offline="1") for one in PEOPLE[:3]), name="三.csv")
    assert again.removed == 0
    with county.desk("jingban", county.days.applied) as desk:
        imports.undo(desk, again.batch_id)
        imports.undo(desk, taken.batch_id)
        [left] = classes.days_of(desk, last.id)
        assert (left.state, left.source) == ("缺勤", "手工登记")


def test_a_dropped_certificate_is_shown_taken_out_and_put_back(county: County) -> None:
    take(county, "certificates", *(certificate(one, at) for at, one in enumerate(PEOPLE)))
    before = held(county, "certificate")
    again = [certificate(FIRST, 9), certificate(SECOND, 1), certificate(THIRD, 2)]
    found = compare(county, "certificates", *again)
    assert [(row.kind, row.name) for row in found.rows] == [("changed", FIRST.name), ("removed", FOURTH.name)]
    assert [cell.title for cell in found.rows[0].cells] == ["证书编号"]
    taken = take(county, "certificates", *again, name="二.csv")
    assert (taken.changed, taken.unchanged, taken.removed) == (1, 2, 1)
    with county.desk("jingban", county.days.applied) as desk:
        imports.undo(desk, taken.batch_id)
    assert held(county, "certificate") == before


def test_a_session_sent_again_under_another_time_replaces_the_one_before(county: County) -> None:
    take(
        county,
        "sessions",
        session(FIRST, "23 08:00", "23 10:00"),
        session(FIRST, "23 14:00", "23 15:00", "职业道德"),
        session(FIRST, "24 08:00", "24 09:00"),
    )
    before = held(county, "learning_session")
    again = session(FIRST, "23 20:00", "23 21:00")
    found = compare(county, "sessions", again)
    assert [(row.kind, row.about) for row in found.rows] == [
        ("added", "2023-10-23 20:00 基础理论"),
        ("removed", "2023-10-23 08:00 基础理论"),
    ]
    assert found.rows[1].hint == "本次的文件对同一人的这一段另有记录"
    taken = take(county, "sessions", again, name="二.csv")
    assert (taken.new, taken.removed) == (1, 1), "another course and another day stay"
    with county.reading(day=county.days.ended) as desk:
        minutes = {
            line.day.day: int(line.minutes)
            for line in classes.hours(desk, county.ids["class"], builders.ALL).rows
        }
    assert minutes == {23: 120, 24: 60}
    with county.desk("jingban", county.days.applied) as desk:
        imports.undo(desk, taken.batch_id)
    assert held(county, "learning_session") == before


def test_a_whole_export_that_comes_again_takes_out_the_session_it_drops(county: County) -> None:
    both = (session(FIRST, "23 08:00", "23 09:00"), session(SECOND, "23 08:00", "23 09:00"))
    take(county, "sessions", *both, session(SECOND, "24 08:00", "24 09:00"))
    taken = take(county, "sessions", *both, session(THIRD, "24 08:00", "24 09:00"), name="二.csv")
    assert (taken.new, taken.unchanged, taken.removed) == (1, 2, 1)


def test_another_platforms_records_are_never_replaced(county: County) -> None:
    with county.desk("jingban", county.days.applied) as desk:
        other = read("sessions", [session(FIRST, "23 08:00", "23 09:00")])
        classes.take_learning(desk, county.ids["class"], "sessions", other, sender="另一平台")
    assert take(county, "sessions", session(FIRST, "23 20:00", "23 21:00"), name="二.csv").removed == 0


@pytest.mark.parametrize("kind", ["attendance", "certificates", "sessions"])
def test_a_list_of_a_class_is_handed_back_and_what_was_mended_is_shown(county: County, kind: str) -> None:
    sound = {
        "attendance": [day(FIRST), day(SECOND), day(THIRD)],
        "certificates": [certificate(one, at) for at, one in enumerate(PEOPLE[:3])],
        "sessions": [session(one, "23 08:00", "23 09:00") for one in PEOPLE[:3]],
    }[kind]
    stranger = ("外来人", builders.trainee(90, "外来人").id_number, *sound[0][2:])
    faulty = read(kind, [*sound, stranger])
    check = {
        "attendance": classes.check_attendance,
        "certificates": classes.check_certificates,
        "sessions": lambda desk, key, reading: classes.check_learning(desk, key, "sessions", reading),
    }[kind]
    with county.desk("jingban", county.days.applied) as desk:
        verdict = check(desk, county.ids["class"], faulty)
        assert classes.hand_back_records(desk, county.ids["class"], kind, verdict) == 1
        with pytest.raises(Refused, match="没有需要改正"):
            classes.hand_back_records(desk, county.ids["class"], kind, read(kind, sound))
    mended = {
        "attendance": day(THIRD, offline="2"),
        "certificates": certificate(THIRD, 9),
        "sessions": session(THIRD, "23 08:00", "23 09:30"),
    }[kind]
    found = compare(county, kind, sound[1], mended)
    assert (found.round, found.added, found.removed) == (2, 2, 0)
    assert [(row.kind, row.name) for row in found.rows] == [("mended", THIRD.name), ("dropped", FIRST.name)]
    assert found.rows[0].cells[0].old != found.rows[0].cells[0].new
    with county.reading() as desk:
        place = Subject("training_class", county.ids["class"], county.ids["filing"])
        [line] = batches.rounds(desk, kind, place)
        assert (line.round, line.state_title, line.faulty, line.rows) == (1, "已退回改正", 1, 4)


def test_the_first_list_of_a_kind_has_nothing_to_stand_beside(county: County) -> None:
    with county.reading(day=county.days.applied) as desk:
        first = read("attendance", [day(FIRST)])
        assert classes.compare_records(desk, county.ids["class"], "attendance", first) is None


@pytest.mark.parametrize("kind", ["attendance", "certificates", "sessions"])
def test_what_was_kept_goes_with_the_same_file_when_the_clerk_decides_so_later(
    county: County, kind: str
) -> None:
    rows = {
        "attendance": [day(one) for one in PEOPLE],
        "certificates": [certificate(one, at) for at, one in enumerate(PEOPLE)],
        "sessions": [session(one, "23 08:00", "23 09:00") for one in PEOPLE],
    }[kind]
    take(county, kind, *rows)
    assert take(county, kind, *rows[:3], name="二.csv", keep=True).removed == 0
    assert compare(county, kind, *rows[:3], name="二.csv").removed == 1
    assert take(county, kind, *rows[:3], name="二.csv").removed == 1
    assert take(county, kind, *rows[:3], name="二.csv").before is not None


def test_beyond_what_can_be_held_one_by_one_nothing_goes_and_that_is_said(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(county, "sessions", *(session(one, "23 08:00", "23 09:00") for one in PEOPLE))
    monkeypatch.setattr("desktop.classes.again.MOST_KNOWN", 3)
    again = [session(FIRST, "23 20:00", "23 21:00")]
    with county.reading(day=county.days.applied) as desk:
        assert classes.compare_records(desk, county.ids["class"], "sessions", read("sessions", again)) is None
    taken = take(county, "sessions", *again, name="二.csv")
    assert (taken.new, taken.removed) == (1, 0)
    assert any("没有与本次逐条对照" in note for note in taken.notes)
