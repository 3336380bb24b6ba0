"""A filing is entered whole, with every fault told at once, and changed only while that is still allowed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop import evidence, filings, materials, registers
from desktop.files import digest
from desktop.filings import ItemEntry, TrainerEntry
from desktop.problems import Refused
from tests import builders
from tests.builders import County


@pytest.fixture
def county():
    with builders.stage("empty") as county:
        yield county


def refused(raised: pytest.ExceptionInfo[Refused]) -> str:
    assert raised.value.remedy
    return raised.value.sentence


def test_a_filing_comes_back_as_it_was_entered(county: County):
    entry = builders.entry(
        county,
        title="护理班",
        trainers=(TrainerEntry(name="方洁", title="讲师"), TrainerEntry(name="罗素琴", full_time=False)),
        contact="方洁",
        phone="0000-8800003",
        site="实训室",
        facilities="护理床20张",
        budget=Decimal("8000.50"),
        assessment="等级认定",
        targets="农村转移就业劳动者",
    )
    with county.desk("jingban") as desk:
        key = filings.draft(desk, entry)
    with county.reading() as desk:
        assert filings.entry_of(desk, key) == replace(entry, county="999901", filed_on=county.days.filed)
        sheet = filings.sheet(desk, key)
    assert (sheet.hours, sheet.online_hours, sheet.online_share) == (
        Decimal("40.0"),
        Decimal("10.0"),
        Decimal("0.25"),
    )
    assert (sheet.state_title, sheet.applicant, sheet.number) == ("草稿", builders.INSTITUTION.name, "")


def test_all_that_is_wrong_is_told_at_once(county: County):
    course = ItemEntry(title=" ", content="cooking", part="theory", mode="offline", hours=Decimal("1.25"))
    entry = builders.entry(
        county,
        title="",
        case_kind="institution",
        training_type="yoga",
        institution_id=None,
        planned_people=0,
        ends_on=date(2023, 10, 1),
        budget=Decimal(-1),
        filed_on=date(2023, 10, 17),
        platform_id=4711,
        items=(course,),
        trainers=(TrainerEntry(name=" "),),
    )
    with pytest.raises(Refused) as raised, county.desk("jingban") as desk:
        filings.draft(desk, entry)
    sentence = refused(raised)
    for said in (
        "培训类型“yoga”不在目录中",
        "没有选择培训机构",
        "没有填写培训项目名称",
        "计划人数至少1人",
        "结束日期2023-10-01早于开始日期2023-10-23",
        "预算金额不能为负数",
        "第1门课程的“cooking”不在目录中",
        "第1门课程没有名称",
        "第1门课程的课时应大于0，最多一位小数",
        "第1位教师没有姓名",
        "所选的线上平台没有登记",
        "申请日期2023-10-17晚于今天",
    ):
        assert said in sentence
    with county.reading() as desk:
        assert filings.lines(desk, builders.ALL).total == 0


@pytest.mark.parametrize("budget", ["0.001", "12.345"])
def test_a_budget_is_exact_to_the_fen(county: County, budget: str):
    with pytest.raises(Refused, match="最多两位小数"), county.desk("jingban") as desk:
        filings.draft(desk, builders.entry(county, budget=Decimal(budget)))


@pytest.mark.parametrize("login", ["fuhe", "fuze", "caiwu"])
def test_only_a_handler_enters_and_changes_a_filing(county: County, login: str):
    with pytest.raises(Refused, match="没有“经办”岗位"), county.desk(login) as desk:
        filings.draft(desk, builders.entry(county))
    with county.desk("jingban") as desk:
        key = filings.draft(desk, builders.entry(county))
    with pytest.raises(Refused, match="没有“经办”岗位"), county.desk(login) as desk:
        filings.change(desk, key, builders.entry(county))


@pytest.mark.parametrize("kind", ["enterprise", "delegated", "institution", "individual"])
def test_each_kind_of_applicant_has_its_own_checklist(county: County, kind: str):
    with county.desk("jingban") as desk:
        person = registers.save_person(desk, registers.PersonEntry(builders.PEOPLE[0].id_number, "欧阳修齐"))
        entry = builders.entry(
            county,
            case_kind=kind,
            training_type="self_study" if kind == "individual" else "on_job",
            employer_id=county.ids["employer"],
            person_id=person,
        )
        key = filings.draft(desk, entry)
        codes = [line.code for line in materials.checklist(desk, "filing", key)]
    assert codes
    assert len(set(codes)) == len(codes)
    asked = {"enterprise", "delegated", "institution", "individual"}
    assert kind in asked


def test_a_changed_kind_lays_the_checklist_out_again_and_keeps_what_came_in(county: County):
    with county.desk("jingban") as desk:
        key = filings.draft(desk, builders.staff_entry(county))
        uid = filings.sheet(desk, key).uid
        before = {line.code for line in materials.checklist(desk, "filing", key)}
        kept = materials.missing(desk, "filing", key)[0].code
        materials.receive(desk, "filing", key, uid, (kept,))
        entry = builders.staff_entry(county, case_kind="delegated", institution_id=county.ids["institution"])
        filings.change(desk, key, entry)
        after = {line.code: line for line in materials.checklist(desk, "filing", key)}
        fresh = filings.draft(desk, entry)
        wanted = {line.code for line in materials.checklist(desk, "filing", fresh)}
    assert after.keys() - {kept} == wanted - {kept}
    assert after.keys() != before
    assert after[kept].received_on == county.days.filed


def test_a_change_that_gives_no_day_leaves_the_day_of_filing(county: County):
    with county.desk("jingban") as desk:
        key = filings.draft(desk, builders.entry(county))
    with county.desk("jingban", date(2023, 10, 20)) as desk:
        filings.change(desk, key, builders.entry(county, title="新名称"))
    with county.reading() as desk:
        sheet = filings.sheet(desk, key)
    assert (sheet.title, sheet.filed_on) == ("新名称", county.days.filed)


def test_another_institution_is_judged_as_itself(county: County):
    with county.desk("jingban") as desk:
        other = registers.save_institution(
            desk, replace(builders.INSTITUTION, name="无资质学校", credit_code="12999901MB0P1B002L")
        )
        key = filings.draft(desk, builders.entry(county))
        filings.file_roster(desk, key, builders.roster(builders.PEOPLE))
        assert filings.sheet(desk, key).findings == ()
        filings.change(desk, key, builders.entry(county, institution_id=other))
        found = {finding.title: finding.strength for finding in filings.sheet(desk, key).findings}
    assert "must" in found.values()


def test_a_plan_whose_online_courses_hold_nothing_general_is_told(county: County):
    skill_only = tuple(replace(each, content="skill") for each in builders.plan())
    with county.desk("jingban") as desk:
        key = filings.draft(desk, builders.entry(county, items=skill_only))
        filings.file_roster(desk, key, builders.roster(builders.PEOPLE))
        (told,) = filings.sheet(desk, key).findings
        assert (told.title, told.strength) == ("综合性内容", "notice")
        filings.change(desk, key, builders.entry(county))
        assert filings.sheet(desk, key).findings == ()


def test_an_accepted_filing_is_not_changed_any_more(county: County):
    key = builders.file_case(county)
    for deed in (
        lambda desk: filings.change(desk, key, builders.entry(county)),
        lambda desk: filings.file_roster(desk, key, builders.roster(builders.PEOPLE[:2])),
    ):
        with pytest.raises(Refused) as raised, county.desk("jingban") as desk:
            deed(desk)
        assert "已受理" in refused(raised)


def test_the_kind_of_an_accepted_case_stays(county: County):
    key = builders.file_case(county, plan_of=builders.entry(county, planned_people=9))
    with county.desk("jingban") as desk:
        filings.ask_correction(desk, key)
    with pytest.raises(Refused, match="备案类别不能更改"), county.desk("jingban") as desk:
        filings.change(desk, key, builders.staff_entry(county))


def test_what_is_not_there_is_told_in_a_sentence(county: County):
    for question in (
        lambda desk: filings.sheet(desk, 4711),
        lambda desk: filings.accept(desk, 4711),
        lambda desk: filings.drop_trainee(desk, 4711, "写错"),
        lambda desk: filings.accept_finding(desk, 4711, "理由足够长了"),
    ):
        with pytest.raises(Refused) as raised, county.desk("quan") as desk:
            question(desk)
        refused(raised)


# --- materials


def test_materials_come_in_with_their_file_which_is_kept_once(county: County, tmp_path: Path):
    scan = tmp_path / "营业执照.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    key = builders.file_case(county)
    folder = county.workspace.folder / "evidence"
    before = {path for path in folder.rglob("*") if path.is_file()}
    with county.desk("jingban") as desk:
        sheet = filings.sheet(desk, key)
        one, two = [line.code for line in sheet.materials][:2]
        materials.receive(desk, "filing", key, sheet.uid, (one,), scan, "复印件")
        materials.receive(desk, "filing", key, sheet.uid, (two,), scan)
        lines = {line.code: line for line in materials.checklist(desk, "filing", key)}
    assert (lines[one].file_name, lines[one].note) == ("营业执照.pdf", "复印件")
    (kept,) = {path for path in folder.rglob("*") if path.is_file()} - before
    assert b"%PDF" not in kept.read_bytes()
    assert evidence.content(county.workspace, digest(scan), "营业执照.pdf") == b"%PDF-1.4 scan"


@pytest.mark.parametrize("fault", ["uid", "code", "none", "role", "file"])
def test_materials_are_not_ticked_off_by_mistake(county: County, tmp_path: Path, fault: str):
    key = builders.file_case(county)
    with county.reading() as desk:
        sheet = filings.sheet(desk, key)
    codes = {"code": ("letter_from_home",), "none": ()}.get(fault, (sheet.materials[0].code,))
    uid = "another" if fault == "uid" else sheet.uid
    file = tmp_path / "nothing.pdf" if fault == "file" else None
    with pytest.raises(Refused) as raised, county.desk("fuhe" if fault == "role" else "jingban") as desk:
        materials.receive(desk, "filing", key, uid, codes, file)
    refused(raised)


def test_materials_of_a_decided_filing_stay_as_they_are():
    with builders.stage("approved") as county:
        with county.reading() as desk:
            sheet = filings.sheet(desk, county.ids["filing"])
        with pytest.raises(Refused) as raised, county.desk("jingban") as desk:
            materials.receive(desk, "filing", sheet.id, sheet.uid, (sheet.materials[0].code,))
    assert "已同意" in refused(raised)
