"""What stands on the lists that go with a filing (J12): who is to be trained, the plan, the receipt for the materials."""

from collections import defaultdict

from sqlalchemy import select

from db.filings import Trainee, Trainer
from db.registers import Person
from desktop import filings, subsidies
from desktop.codes import title
from desktop.filings.entry import find as find_filing
from desktop.forms import plan as plan_form
from desktop.forms import rare_characters as rare_form
from desktop.forms import receipt as receipt_form
from desktop.forms import roster as roster_form
from desktop.papers.checklists import handed_in, last_day, stages_of
from desktop.papers.signing import who
from desktop.problems import Refused
from desktop.workspace import Desk


def enrolled(desk: Desk, filing_id: int) -> list[tuple[Trainee, Person]]:
    """Return the roster of a filing in its order; refused when nobody is on it."""
    chosen = (
        select(Trainee, Person)
        .join(Person, Person.id == Trainee.person_id)
        .where(Trainee.filing_id == filing_id)
        .order_by(Trainee.position, Trainee.id)
    )
    rows = [(trainee, person) for trainee, person in desk.session.execute(chosen)]
    if not rows:
        raise Refused("本件花名册上还没有人，没有名单可打印。", "请先导入花名册。")
    return rows


def roster(desk: Desk, filing_id: int) -> roster_form.Facts:
    """Return what stands on the roster (参训人员花名册) of a filing."""
    sheet = filings.sheet(desk, filing_id)
    return roster_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        applicant=sheet.applicant,
        class_title=sheet.title,
        trainees=tuple(
            roster_form.Trainee(
                name=person.name,
                sex=person.sex,
                id_number=person.id_number,
                group="、".join(title("groups", code) for code in trainee.groups.split(",") if code),
                employer=trainee.employer_name,
                phone=person.phone,
            )
            for trainee, person in enrolled(desk, filing_id)
        ),
        filed_on=sheet.filed_on,
    )


def plan(desk: Desk, filing_id: int) -> plan_form.Facts:
    """Return what stands on the plan (培训计划及课程表) of a filing; days and times are written in when they are fixed."""
    sheet, filing = filings.sheet(desk, filing_id), find_filing(desk, filing_id)
    return plan_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        class_title=sheet.title,
        organiser=sheet.institution or sheet.applicant,
        lessons=tuple(
            plan_form.Lesson(
                on=None,
                time="",
                content=row.title,
                part=row.part,
                mode=row.mode,
                hours=row.hours,
                trainer=_teacher(filing.trainers, row.title),
                place=sheet.platform if row.online else sheet.site,
            )
            for row in sheet.items
        ),
        made_on=sheet.filed_on,
    )


def _teacher(trainers: list[Trainer], course: str) -> str:
    """Return who teaches a course: whoever is entered for it, or the only trainer there is."""
    named = [each.name for each in trainers if course in each.courses]
    return "、".join(named or ([trainers[0].name] if len(trainers) == 1 else []))


def receipt(desk: Desk, filing_id: int) -> receipt_form.Facts:
    """Return what stands on the receipt for the materials of a filing (材料清单与收件回执)."""
    sheet = filings.sheet(desk, filing_id)
    return receipt_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        applicant=sheet.applicant,
        matter=f"“{sheet.title}”备案申请",
        channel=sheet.channel,
        contact=sheet.contact,
        phone=sheet.phone,
        handed_in_on=last_day(sheet.filed_on, sheet.materials),
        materials=handed_in(desk, sheet.materials, sheet.case_kind, ("filing",), sheet.training_type),
        due_on=sheet.due_on,
        receiver=who(desk, sheet.uid, "收到材料") or who(desk, sheet.uid, "受理"),
        enquiries=desk.workspace.contact("phone"),
    )


def claim_receipt(desk: Desk, claim_id: int) -> receipt_form.Facts:
    """Return what stands on the receipt for the materials of a subsidy application."""
    sheet = subsidies.sheet(desk, claim_id)
    filing = filings.sheet(desk, sheet.filing_id)
    stages = stages_of(desk, claim_id)
    return receipt_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        applicant=sheet.applicant,
        matter=f"“{sheet.title}”补贴申请",
        channel=filing.channel,
        contact=sheet.contact,
        phone=sheet.phone,
        handed_in_on=last_day(sheet.applied_on, sheet.materials),
        materials=handed_in(desk, sheet.materials, filing.case_kind, stages, filing.training_type),
        due_on=sheet.due_on,
        receiver=who(desk, sheet.uid, "收到材料"),
        enquiries=desk.workspace.contact("phone"),
    )


def rare_characters(desk: Desk, filing_id: int) -> rare_form.Facts:
    """Return what stands on the proof sheet (生僻字校样) of a filing's roster: every rare character, set large."""
    sheet = filings.sheet(desk, filing_id)
    places: dict[str, list[str]] = defaultdict(list)
    for trainee, person in enrolled(desk, filing_id):
        for character in dict.fromkeys(person.name):
            if rare_form.is_rare(character):
                places[character].append(f"第{trainee.position}行 {person.name}")
    if not places:
        raise Refused("本批名单里没有生僻字，不需要校样。", "可以直接打印名单。")
    return rare_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        scope=sheet.title,
        characters=tuple(rare_form.Rare(each, tuple(found)) for each, found in sorted(places.items())),
    )
