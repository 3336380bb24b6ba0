"""The first screen: what to do now, by whom, how long it still has; never stopped by a single case."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import update

from db.filings import Filing
from desktop import classes, filings, local_values, notices
from desktop.workbench import Task, Workbench, workbench
from tests import builders
from tests.builders import County


def bench(county: County, login: str = "jingban", day: date | None = None) -> Workbench:
    with county.reading(login, day) as desk:
        return workbench(desk)


def tasks(found: Workbench) -> tuple[Task, ...]:
    return (*found.overdue, *found.today, *found.mine, *found.others)


def steps(county: County, login: str, day: date) -> set[tuple[str, bool]]:
    return {(task.step, task.mine) for task in tasks(bench(county, login, day))}


@pytest.mark.parametrize(
    "stage, who, step",
    [
        ("filed", "fuhe", "同意备案"),
        ("approved", "jingban", "开班"),
        ("held", "jingban", "申请补贴"),
        ("claimed", "fuhe", "复核同意"),
        ("granted", "jingban", "编制公示名单"),
        ("closed", "jingban", "编制拨付批次"),
        ("released", "caiwu", "登记银行结果"),
    ],
)
def test_the_next_step_of_a_case_waits_for_whose_work_it_is(stage: str, who: str, step: str):
    with builders.stage(stage) as county:
        assert (step, True) in steps(county, who, county.days.paid)
        others = {"jingban", "fuhe", "fuze"} - {who}
        if step != "编制拨付批次":
            assert all((step, True) not in steps(county, other, county.days.paid) for other in others)


def test_who_handled_a_case_is_told_why_it_does_not_wait_for_him():
    with builders.stage("empty") as county:
        builders.file_case(county, login="quan")
        (task,) = tasks(bench(county, "quan"))
    assert (task.mine, task.why_not) == (False, "全能经办过本件，须由他人办理。")


def test_a_deadline_is_counted_in_working_days():
    with builders.stage("filed") as county:
        for day, left in (
            (date(2023, 10, 16), 5),
            (date(2023, 10, 20), 1),
            (date(2023, 10, 22), 1),
            (date(2023, 10, 23), 0),
            (date(2023, 10, 24), -1),
        ):
            (task,) = tasks(bench(county, day=day))
            assert task.days_left == left, day
        assert bench(county, day=date(2023, 10, 23)).today == tasks(bench(county, day=date(2023, 10, 23)))
        assert len(bench(county, day=date(2023, 10, 28)).overdue) == 1, "overdue on a Saturday as well"


def test_a_correction_is_due_when_its_notice_says():
    with builders.stage("filed") as county:
        with county.desk("jingban", date(2023, 10, 20)) as desk:
            filings.ask_correction(desk, county.ids["filing"], ["请补盖公章"])
        (task,) = tasks(bench(county, day=date(2023, 10, 20)))
    assert (task.step, task.due_on) == ("收到补正", date(2023, 10, 27))


def test_a_year_whose_holidays_are_not_announced_stops_nothing():
    with builders.stage("approved") as county:
        with county.desk("jingban") as desk:
            desk.session.execute(update(Filing).values(starts_on=date(2199, 1, 5), ends_on=date(2199, 2, 5)))
        (task,) = tasks(bench(county, day=date(2199, 1, 2)))
    assert (task.step, task.days_left) == ("开班", 3)


def test_an_objection_waits_for_another_decider():
    with builders.stage("posted") as county:
        with county.desk("fuhe", county.days.posted) as desk:
            line = notices.public_lines(desk, county.ids["notice"], builders.ALL).rows[0]
            notices.object_to(desk, line.id, "", "反映未到场参训")
        day = county.days.posted
        assert ("处理异议", True) in steps(county, "fuhe2", day)
        assert ("处理异议", False) in steps(county, "fuhe", day)
        assert ("处理异议", False) in steps(county, "jingban", day)


def test_a_proposed_value_waits_for_another_to_confirm_it():
    entry = local_values.LocalEntry(
        name="publicity_days",
        since=date(2023, 1, 1),
        value="7",
        document="办法",
        document_number="",
        clause="第三条",
    )
    with builders.stage("empty") as county:
        with county.desk("quan") as desk:
            local_values.propose(desk, entry)
        assert steps(county, "fuhe", county.days.filed) == {("确认本地政策值", True)}
        assert steps(county, "quan", county.days.filed) == {("确认本地政策值", False)}
        assert steps(county, "caiwu", county.days.filed) == {("确认本地政策值", False)}


def test_the_figures_are_those_of_the_lists():
    with builders.stage("approved") as county:
        with county.desk("jingban", county.days.opened) as desk:
            classes.open_class(desk, county.ids["filing"])
        assert bench(county).people_in_class == 4, "people, not classes"
    with builders.stage("posted") as county:
        found = bench(county)
        assert (found.people_in_class, found.granted, found.on_notice, found.paid) == (
            0,
            2300,
            2300,
            Decimal(0),
        )


def test_many_cases_under_way_are_answered_at_once():
    with builders.stage("empty") as county:
        for case in range(12):
            people = tuple(
                builders.trainee(20 + 6 * case + at, f"学员{chr(0x4E00 + 6 * case + at)}") for at in range(6)
            )
            builders.file_case(county, people, builders.entry(county, people))
        with builders.statements(county) as sent:
            found = bench(county, "fuhe")
        assert len(found.mine) == 12
        assert len(sent) <= 12 * 6 + 20, "a handful of questions a case, for who may do what"
