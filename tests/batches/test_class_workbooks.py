"""Attendance and certificates as batches: held against the class, told at their cells, taken back whole."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from desktop import batches, classes, filings, imports, intake, subsidies
from desktop.classes.numbers import Certified, faults_of
from desktop.intake import Reading
from desktop.problems import Refused
from desktop.workspace import Desk
from tests import builders
from tests.builders import PEOPLE, County, table

ATTENDED = ("姓名", "身份证号", "日期", "出勤情况", "线上课时", "线下课时")
EARNED = ("姓名", "身份证号", "证书类型", "证书编号", "发证日期", "证书等级")
FIRST, SECOND, THIRD, FOURTH = PEOPLE


@pytest.fixture
def county() -> Iterator[County]:
    with builders.stage("approved") as made:
        with made.desk("jingban", made.days.opened) as desk:
            classes.open_class(desk, made.ids["filing"])
            made.ids["class"] = filings.sheet(desk, made.ids["filing"]).class_id or 0
        yield made


def attended(*rows: tuple[str, ...], name: str = "考勤.csv") -> Reading:
    return intake.read(table(name, ATTENDED, rows), classes.ATTENDANCE, day=date(2023, 10, 27))


def earned(*rows: tuple[str, ...], name: str = "证书.csv") -> Reading:
    return intake.read(table(name, EARNED, rows), classes.CERTIFICATES, day=date(2023, 10, 30))


def day(
    of: builders.Trainee, at: int = 0, state: str = "出勤", online: str = "4", offline: str = "4"
) -> tuple[str, ...]:
    return (of.name, of.id_number, f"2023-10-{23 + at}", state, online, offline)


def certificate(of: builders.Trainee, number: str, kind: str = "职业技能等级证书") -> tuple[str, ...]:
    return (of.name, of.id_number, kind, number, "2023-10-28", "初级")


def number(running: int, year: str = "23", level: str = "5", province: str = "99") -> str:
    return f"S0000{province}999901{year}{level}{running:06d}"


def held(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    desk.session.flush()
    return {
        name: [tuple(row) for row in desk.session.execute(text(f"SELECT * FROM {name} ORDER BY id"))]  # noqa: S608
        for name in ("attendance", "certificate")
    }


def test_what_does_not_fit_the_class_is_told_at_its_cell(county: County) -> None:
    stranger = builders.trainee(90, "外来人")
    reading = attended(
        day(FIRST),
        day(stranger),
        ("冒名者", *day(SECOND)[1:]),
        day(THIRD, at=-7),
        day(FOURTH, online="15.5"),
        day(FIRST, at=1, state="请假"),
    )
    assert reading.clean
    with county.reading(day=county.days.ended) as desk:
        verdict = classes.check_attendance(desk, county.ids["class"], reading)
    assert reading.clean, "the reading handed in stays as it was"
    assert [(each.address, each.code) for each in verdict.problems] == [
        ("B3", "not_listed"),
        ("A4", "other_name"),
        ("C5", "attendance"),
        ("E6", "attendance"),
        ("E7", "attendance"),
    ]
    assert all(each.remedy and each.name and each.sheet == "考勤" for each in verdict.problems)
    assert (verdict.total, verdict.faulty, len(verdict.rows)) == (6, 5, 1)


def test_the_sound_rows_go_in_alone_when_the_clerk_says_so(county: County) -> None:
    reading = attended(day(FIRST), day(builders.trainee(90, "外来人")))
    with county.desk("jingban", county.days.ended) as desk:
        with pytest.raises(Refused, match=r"与本班对不上.*B3（外来人）不在本班花名册上"):
            classes.take_attendance(desk, county.ids["class"], reading)
        taken = classes.take_attendance(desk, county.ids["class"], reading, only_sound=True)
        assert (taken.new, taken.faulty) == (1, 1)
        kept = batches.sheet(desk, taken.batch_id)
        assert (kept.line.rows, kept.line.new, kept.line.faulty) == (2, 1, 1)
        assert kept.problems[0]["address"] == "B3"
        assert classes.take_attendance(desk, county.ids["class"], reading, only_sound=True).before is not None


def test_attendance_with_partly_hidden_numbers_finds_its_people(county: County) -> None:
    def hidden(of: builders.Trainee, shown: builders.Trainee) -> tuple[str, ...]:
        return (of.name, f"{shown.id_number[:6]}********{shown.id_number[14:]}", *day(of)[2:])

    reading = attended(hidden(FIRST, FIRST), hidden(SECOND, SECOND), hidden(THIRD, FOURTH))
    with county.desk("jingban", county.days.ended) as desk:
        verdict = classes.check_attendance(desk, county.ids["class"], reading)
        assert [(each.address, each.code) for each in verdict.problems] == [("B4", "other_number")]
        taken = classes.take_attendance(desk, county.ids["class"], reading, only_sound=True)
        assert (taken.new, taken.faulty) == (2, 1)
        assert any("有 2 行的身份证号隐藏了部分数字" in note for note in taken.notes)


def test_undoing_attendance_gives_back_the_days_before(county: County) -> None:
    with county.desk("jingban", county.days.ended) as desk:
        first = classes.take_attendance(desk, county.ids["class"], attended(day(FIRST), day(SECOND)))
        before = held(desk)
        second = classes.take_attendance(
            desk, county.ids["class"], attended(day(FIRST, offline="2"), day(THIRD), day(SECOND))
        )
        assert (second.new, second.changed, second.unchanged) == (1, 1, 1)
        assert "须先撤销那一份" in imports.rests(desk, first.batch_id)[0]
        imports.undo(desk, second.batch_id)
        assert held(desk) == before
        imports.undo(desk, first.batch_id)
        assert held(desk)["attendance"] == []


def test_a_day_marked_by_hand_since_stays(county: County) -> None:
    with county.desk("jingban", county.days.ended) as desk:
        taken = classes.take_attendance(desk, county.ids["class"], attended(day(FIRST), day(SECOND)))
        trainee_id = filings.trainees(desk, county.ids["filing"], builders.ALL).rows[0].id
        classes.mark(desk, trainee_id, date(2023, 10, 23), "absent")
        imports.undo(desk, taken.batch_id)
        [left] = classes.days_of(desk, trainee_id)
        assert (left.state, left.source) == ("缺勤", "手工登记")
        assert len(held(desk)["attendance"]) == 1


def test_undo_of_attendance_says_what_rests_on_it(county: County) -> None:
    reading = builders.attendance(PEOPLE, county.days.opened)
    with county.desk("jingban", county.days.ended) as desk:
        taken = classes.take_attendance(desk, county.ids["class"], reading)
        classes.finish(desk, county.ids["class"])
        assert imports.rests(desk, taken.batch_id) == ("本班已结业，撤销后有4人没有任何考勤记录",)
        with pytest.raises(Refused, match="4人没有任何考勤"):
            imports.undo(desk, taken.batch_id)
    with county.desk("jingban", county.days.applied) as desk:
        earned_ = builders.certificates(PEOPLE, county.days.ended)
        again = classes.take_certificates(desk, county.ids["class"], earned_)
    claim_id = builders.claim(county, county.ids["filing"])
    with county.desk("jingban", county.days.applied) as desk:
        claimed = subsidies.sheet(desk, claim_id).number
        assert imports.rests(desk, again.batch_id) == (f"补贴申请{claimed}待复核，本班的考勤和证书不能再改",)


def test_certificates_that_break_the_coding_rules_are_told_at_their_cells(county: County) -> None:
    reading = earned(
        certificate(FIRST, number(1)),
        certificate(SECOND, number(2, year="21")),
        certificate(THIRD, number(3, level="4")),
        certificate(FOURTH, "演训20230004"),
        (FIRST.name, FIRST.id_number, "培训合格证书", "演训20230001", "1980-10-28", ""),
    )
    with county.desk("jingban", county.days.applied) as desk:
        verdict = classes.check_certificates(desk, county.ids["class"], reading)
        assert [(each.address, each.code) for each in verdict.problems] == [
            ("D3", "number_year"),
            ("D4", "number_level"),
            ("D5", "number_shape"),
            ("E6", "before_birth"),
        ]
        taken = classes.take_certificates(desk, county.ids["class"], reading, only_sound=True)
        assert (taken.new, taken.faulty) == (1, 4)


def test_a_number_tells_the_type_where_the_list_does_not(county: County) -> None:
    reading = earned(
        certificate(FIRST, number(1), kind=""),
        certificate(SECOND, f"T{SECOND.id_number}", kind=""),
        certificate(THIRD, "演训20230004", kind=""),
    )
    with county.desk("jingban", county.days.applied) as desk:
        taken = classes.take_certificates(desk, county.ids["class"], reading, only_sound=True)
        assert (taken.new, taken.faulty) == (2, 1)
        types = desk.session.execute(text("SELECT type FROM certificate ORDER BY id")).scalars().all()
        assert types == ["skill_level", "operation"]
        verdict = classes.check_certificates(desk, county.ids["class"], reading)
        assert [(each.address, each.code) for each in verdict.problems] == [("C4", "type_missing")]


def test_two_mixed_up_certificates_are_put_right_together_and_undone_together(county: County) -> None:
    with county.desk("jingban", county.days.applied) as desk:
        classes.take_certificates(
            desk, county.ids["class"], earned(certificate(FIRST, number(2)), certificate(SECOND, number(1)))
        )
        before = held(desk)
        taken = classes.take_certificates(
            desk, county.ids["class"], earned(certificate(FIRST, number(1)), certificate(SECOND, number(2)))
        )
        assert taken.changed == 2
        assert [row[1] for row in held(desk)["certificate"]] == [row[1] for row in before["certificate"]], (
            "uids"
        )
        imports.undo(desk, taken.batch_id)
        assert held(desk) == before


def test_a_number_stays_with_its_holder_when_his_own_row_is_faulty(county: County) -> None:
    with county.desk("jingban", county.days.applied) as desk:
        classes.take_certificates(desk, county.ids["class"], earned(certificate(FIRST, number(1))))
        mixed = earned(certificate(FIRST, number(2, year="19")), certificate(SECOND, number(1)))
        verdict = classes.check_certificates(desk, county.ids["class"], mixed)
        assert [each.code for each in verdict.problems] == ["number_year", "number_taken"]


OWN = "99990119900506039X"
NUMBERS = {
    ("skill_level", "S000099999901235000001", "5"): [],
    ("skill_level", "Y000134000001235000001", "5"): [("number_province", False)],
    ("skill_level", "Y000188000001235000001", "5"): [("number_province", True)],
    ("skill_level", "S00009999990123500001", "5"): [("number_shape", True)],
    ("skill_level", "X000099999901235000001", "5"): [("number_shape", True)],
    ("skill_level", "S000099999901225000001", "5"): [("number_year", True)],
    ("skill_level", "S000099999901239000001", "5"): [("number_level", True)],
    ("skill_level", "S000099999901234000001", "5"): [("number_level", True)],
    ("skill_level", "S000099999901234000001", "none"): [],
    ("skill_level", "AB99999999999999999999", "expert"): [("number_shape", True)],
    ("skill_level", "TJ" + "0" * 20, "5"): [("number_shape", True)],
    ("skill_level", "S00008899990123T000001", "expert"): [("number_province", True)],
    ("skill_level", "S00009999990123T000001", "5"): [("number_level", True)],
    ("skill_level", "S00009999990123T000001", "expert"): [],
    ("skill_level", "S00009999990123T000001", "chief"): [],
    ("skill_level", "S00009999990122T000001", "chief"): [("number_year", True)],
    ("skill_level", "S00009999990123T000001", "1"): [("number_level", True)],
    ("skill_level", "S000099999901231000001", "expert"): [("number_level", True)],
    ("qualification", "2399010001523456", "5"): [],
    ("qualification", "2399010001423456", "5"): [("number_level", True)],
    ("qualification", "2299010001523456", "5"): [("number_year", True)],
    ("qualification", "2399010001923000", "5"): [("number_level", True)],
    ("qualification", "2399010001101000", "3"): [("number_level", True)],
    ("qualification", "2399010001301000", "3"): [],
    ("qualification", "2334010001523456", "5"): [("number_province", False)],
    ("qualification", "2388010001523456", "5"): [("number_province", False)],
    ("qualification", "2399019001523456", "5"): [("number_body", False)],
    ("qualification", "0001234567890123", "3"): [("number_old", False)],
    ("qualification", "1234567890123", "3"): [("number_shape", True)],
    ("qualification", "239901000152345", "5"): [("number_shape", True)],
    ("operation", "T" + OWN, "none"): [],
    ("operation", OWN, "none"): [("number_shape", True)],
    ("operation", "T999901199005060407", "none"): [("number_person", True)],
    ("completion", "演训2023-第1号", "none"): [],
    ("completion", "S000099999901193000001", "5"): [("number_type", True)],
    ("completion", "T" + OWN, "none"): [("number_type", True)],
    ("completion", "2399010001523456", "none"): [],
    ("equipment", "S000099999901235000001", "none"): [("number_type", True)],
    ("special", "演训2023-第1号", "special"): [("number_shape", True)],
    ("special", "2399010001600001", "special"): [],
    ("equipment", "结业1", "none"): [("number_shape", True)],
    ("equipment", "TS6JZLA00001", "none"): [],
}


@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: f"{case[0]}-{case[1]}-{case[2]}")
def test_numbers_follow_the_coding_rules(case: tuple[str, str, str]) -> None:
    kind, written, level = case
    found = faults_of(Certified(kind, written, level, date(2023, 10, 28), OWN, "99"))
    assert [(each.code, each.grave) for each in found] == NUMBERS[case]


def test_the_first_months_may_carry_the_year_before() -> None:
    def of(issued: date) -> list[tuple[str, bool]]:
        found = faults_of(Certified("skill_level", number(1, year="22"), "5", issued, OWN, "99"))
        return [(each.code, each.grave) for each in found]

    assert of(date(2022, 12, 31)) == []
    assert of(date(2023, 3, 31)) == [("number_year", False)]
    assert of(date(2023, 3, 31) + timedelta(days=1)) == [("number_year", True)]
