"""Every deed leaves one entry, linked to the one before; nothing personal is in it, and any change to it shows."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from db.audit import AUDIT_TRIGGERS, AuditEntry
from desktop import audit, filings, registers
from desktop.workspace import SYSTEM
from tests import builders
from tests.builders import County


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory):
    with builders.stage("released", tmp_path_factory.mktemp("audit")) as county:
        yield county


def entries(county: County) -> list[AuditEntry]:
    with county.reading() as desk:
        return list(desk.session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def test_the_chain_holds_from_the_first_deed_to_the_last(county: County):
    trail = entries(county)
    assert trail[0].previous == audit.START
    assert [later.previous for later in trail[1:]] == [before.digest for before in trail[:-1]]
    with county.reading() as desk:
        assert audit.faults(desk.session) == []
        assert audit.head(desk.session) == trail[-1].digest


def test_every_deed_of_the_journey_left_exactly_one_entry(county: County):
    deeds = [entry.deed for entry in entries(county)]
    once = [
        "登记备案申请",
        "导入花名册",
        "受理",
        "同意备案",
        "开班",
        "导入考勤",
        "结业",
        "导入证书",
        "登记补贴申请",
    ]
    once += [
        "提交复核",
        "复核同意",
        "审批同意",
        "编制公示名单",
        "张贴公示",
        "结束公示",
        "编制拨付批次",
        "复核拨付",
    ]
    assert {deed: deeds.count(deed) for deed in once} == dict.fromkeys(once, 1)


def test_an_entry_says_who_and_in_which_part(county: County):
    by_deed = {entry.deed: entry for entry in entries(county)}
    told = {
        deed: (by_deed[deed].account_name, by_deed[deed].part)
        for deed in ("受理", "同意备案", "审批同意", "复核拨付")
    }
    assert told == {
        "受理": ("林小禾", audit.HANDLING),
        "同意备案": ("周正明", audit.DECIDING),
        "审批同意": ("许思远", audit.DECIDING),
        "复核拨付": ("沈清账", audit.PAYING),
    }


def test_no_entry_holds_anything_of_a_trainee(county: County):
    with county.reading() as desk:
        people = desk.session.execute(text("SELECT name, id_number, account FROM person")).all()
    told = json.dumps([[e.subject_number, e.details] for e in entries(county)], ensure_ascii=False)
    assert len(people) == len(builders.PEOPLE)
    for person in people:
        for word in person:
            assert word not in told


@pytest.mark.parametrize(
    "written, kept",
    [
        ("99990119900506039X 重复", "****039X 重复"),
        ("电话13800000000联系不上", "电话****0000联系不上"),
        ("卡号 6228480402564890018。", "卡号 ****0018。"),
        ("依据备〔2023〕0001号、91999901MA0P1A0013", "依据备〔2023〕0001号、91999901MA0P1A0013"),
    ],
)
def test_numbers_that_a_clerk_writes_into_a_reason_are_hidden(written: str, kept: str):
    with builders.stage("empty") as county:
        with county.desk("jingban") as desk:
            audit.record(desk, "试", audit.OTHER, "x", "uid-1", 原因=written)
        with county.reading() as desk:
            (line,) = audit.trail(desk.session, "uid-1")
    assert line.details == f"原因：{kept}"


@pytest.mark.parametrize(
    "change",
    ["UPDATE audit_entry SET account_name = '别人' WHERE id = 5", "DELETE FROM audit_entry WHERE id = 5"],
)
def test_a_change_behind_the_triggers_breaks_the_chain(change: str):
    with builders.stage("approved") as county:
        with (
            county.workspace.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            for trigger in AUDIT_TRIGGERS:
                connection.exec_driver_sql(f"DROP TRIGGER {trigger.split()[2]}")
            connection.exec_driver_sql(change)
        with county.reading() as desk:
            (fault,) = audit.faults(desk.session)
    assert "第 5 条" in fault


def test_a_deed_that_is_rolled_back_leaves_no_entry():
    with builders.stage("empty") as county:
        before = len(entries(county))
        with pytest.raises(ZeroDivisionError), county.desk("jingban") as desk:
            filings.draft(desk, builders.entry(county))
            raise ZeroDivisionError
        assert len(entries(county)) == before
        with county.desk("jingban") as desk:
            filings.draft(desk, builders.entry(county))
        assert len(entries(county)) == before + 1
        with county.reading() as desk:
            assert audit.faults(desk.session) == []


def test_who_had_a_part_is_found_over_many_records():
    with builders.stage("empty") as county:
        for number, login in enumerate(("jingban", "jingban2", "fuhe")):
            with county.desk(login) as desk:
                audit.record(desk, "试", audit.HANDLING, "x", f"uid-{number}")
        many = [f"uid-{number}" for number in range(40_000)]
        with county.reading() as desk:
            assert audit.who_had(desk.session, audit.HANDLING, many[1:]) == {
                county.clerks["jingban2"].id,
                county.clerks["fuhe"].id,
            }
            assert audit.who_had(desk.session, audit.DECIDING, many) == frozenset()


def test_what_the_workstation_does_itself_is_nobodys():
    with builders.stage("empty") as county:
        with county.workspace.desk(SYSTEM) as desk:
            audit.record(desk, "试", audit.HANDLING, "x", "uid-1")
        with county.reading() as desk:
            assert audit.who_had(desk.session, audit.HANDLING, ["uid-1"]) == frozenset()
            assert audit.trail(desk.session, "uid-1")[0].who == "本机"


def test_a_changed_register_entry_names_the_fields_and_not_the_values():
    with builders.stage("empty") as county:
        with county.desk("jingban") as desk:
            changed = replace(builders.EMPLOYER, account="62000000000000099999")
            registers.save_employer(desk, changed, county.ids["employer"])
        last = entries(county)[-1]
    assert (last.deed, last.details) == ("修改企业", {"修改项": "account"})
