"""What stands on the papers of a filing (J12, A1): application, notices, approval sheet."""

from datetime import date

from desktop import filings, registers
from desktop.codes import title
from desktop.filings import FilingSheet
from desktop.filings.entry import find as find_filing
from desktop.forms import acceptance as acceptance_form
from desktop.forms import application as application_form
from desktop.forms import consent as consent_form
from desktop.forms import correction as correction_form
from desktop.forms import filing_approval as filing_form
from desktop.forms.facts import BY_HAND, CourseLine, FindingLine, Opinion, TrainerLine
from desktop.identity import mask_id
from desktop.papers.checklists import handed_in, there
from desktop.papers.keeping import years_kept
from desktop.papers.signing import answered_by, entry, signed
from desktop.problems import Refused
from desktop.registers import EmployerEntry, InstitutionEntry
from desktop.workspace import Desk

CERTIFICATES = {"none": "completion", "special": "special"}
"""Which certificate a level leads to; every level of a skill scale leads to a skill-level certificate (J8)."""


MOST_NAMED = 3
"""How many lacking materials are named before they are only counted."""


def certificate(level: str) -> str:
    """Return the title of the certificate to which the training of a level leads."""
    return title("certificate_types", CERTIFICATES.get(level, "skill_level"))


def application(desk: Desk, filing_id: int) -> application_form.Facts:
    """Return what stands on the application form (线上职业技能培训申请表) of a filing."""
    sheet, filing = filings.sheet(desk, filing_id), find_filing(desk, filing_id)
    return application_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        kind=sheet.case_kind,
        applicant=_applicant(desk, filing_id),
        channel=sheet.channel,
        class_title=sheet.title,
        training_type=sheet.training_type_title,
        occupation=sheet.occupation_title,
        level=sheet.level_title,
        certificate=certificate(sheet.level),
        planned_people=sheet.planned_people,
        starts_on=sheet.starts_on,
        ends_on=sheet.ends_on,
        targets=sheet.targets,
        institution=sheet.institution,
        mode=_mode(sheet),
        platform=sheet.platform,
        items=tuple(CourseLine(row.title, row.part, row.mode, row.content, row.hours) for row in sheet.items),
        site=sheet.site,
        facilities=sheet.facilities,
        trainers=tuple(
            TrainerLine(row.name, row.title, row.courses, row.full_time) for row in filing.trainers
        ),
        budget=sheet.budget,
        budget_note=sheet.budget_note,
        assessment=sheet.assessment,
        materials=handed_in(
            desk,
            sheet.materials,
            sheet.case_kind,
            ("filing",),
            sheet.training_type,
            _accepted_on(desk, sheet),
        ),
        roster_count=sheet.people,
        filed_on=sheet.filed_on,
        acceptance=_accepted(desk, sheet),
        years=years_kept(desk, sheet.filed_on, [(sheet.training_type, sheet.case_kind)]),
    )


def _accepted_on(desk: Desk, sheet: FilingSheet) -> date | None:
    found = entry(desk, sheet.uid, "受理")
    return found.day if found else None


def _accepted(desk: Desk, sheet: FilingSheet) -> Opinion:
    """What was so on the day of acceptance, whatever has come in since: all the materials, or which were lacking."""
    found = entry(desk, sheet.uid, "受理")
    if found is None:
        return BY_HAND
    late = [f"“{line.title}”" for line in sheet.materials if line.required and not there(line, found.day)]
    say = application_form.WORDING.say
    listed = "、".join(late[:MOST_NAMED]) + (f"等{len(late)}项材料" if len(late) > MOST_NAMED else "")
    text = say("lacking", materials=listed) if late else say("accepted")
    return Opinion(text, found.account_name, found.day)


def correction(desk: Desk, filing_id: int) -> correction_form.Facts:
    """Return what stands on the correction notice (补正告知书) of a filing, with every defect it told."""
    sheet = filings.sheet(desk, filing_id)
    if not sheet.corrections:
        raise Refused("本件没有补正告知书。", "请先办理“一次性告知补正”。")
    told = sheet.corrections[-1]
    return correction_form.Facts(
        bureau=desk.workspace.bureau,
        number=told.number,
        applicant=sheet.applicant,
        matter=f"“{sheet.title}”备案申请",
        case_number=sheet.number,
        filed_on=sheet.filed_on,
        defects=tuple(
            correction_form.Defect(each.get("subject", "申请内容"), each["what"], each["remedy"])
            for each in told.defects
        ),
        due_on=told.due_on,
        issued_on=told.issued_on,
        **answered_by(desk, sheet.uid, "一次性告知补正"),
        person=sheet.case_kind == "individual",
    )


def filing_approval(desk: Desk, filing_id: int) -> filing_form.Facts:
    """Return what stands on the approval sheet (备案审核表) of a filing, with its findings and the opinions given so far."""
    sheet = filings.sheet(desk, filing_id)
    return filing_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        applicant=sheet.applicant,
        applicant_code=sheet.credit_code,
        kind=sheet.case_kind_title,
        channel=sheet.channel,
        filed_on=sheet.filed_on,
        class_title=sheet.title,
        training_type=sheet.training_type_title,
        occupation=sheet.occupation_title,
        level=sheet.level_title,
        planned_people=sheet.planned_people,
        starts_on=sheet.starts_on,
        ends_on=sheet.ends_on,
        institution=sheet.institution,
        platform=sheet.platform,
        total_hours=sheet.hours,
        online_hours=sheet.online_hours,
        online_share=sheet.online_share * 100,
        site=sheet.site,
        materials=handed_in(desk, sheet.materials, sheet.case_kind, ("filing",), sheet.training_type),
        findings=tuple(
            FindingLine(
                title=each.title,
                strength=title("strengths", each.strength),
                sentence=each.sentence,
                clause=each.clause,
                accepted_reason=each.accepted_reason,
                accepted_by=each.accepted_by,
                accepted_on=each.accepted_on,
            )
            for each in sheet.findings
        ),
        roster_count=sheet.people,
        handler=_handled(desk, sheet),
        reviewer=_decided(sheet),
    )


def _handled(desk: Desk, sheet: FilingSheet) -> Opinion:
    """The handler's box: who last took the materials in, and when."""
    say = filing_form.WORDING.say
    again = signed(desk, sheet.uid, "收到补正", say("handled_again"))
    return again if again.name else signed(desk, sheet.uid, "受理", say("handled"))


def _decided(sheet: FilingSheet) -> Opinion:
    """The reviewer's box: what was decided, in words that say so."""
    if not sheet.opinions:
        return BY_HAND
    given = sheet.opinions[-1]
    text = given.text if given.verdict in given.text else f"{given.verdict}。{given.text}"
    return Opinion(text, given.who, given.day)


def acceptance(desk: Desk, filing_id: int) -> acceptance_form.Facts:
    """Return what stands on the notice of acceptance (受理通知书) of a filing."""
    sheet = filings.sheet(desk, filing_id)
    return acceptance_form.Facts(
        bureau=desk.workspace.bureau,
        number=numbered(sheet, "受"),
        applicant=sheet.applicant,
        matter=f"“{sheet.title}”备案申请",
        case_number=sheet.number,
        channel=sheet.channel,
        filed_on=sheet.filed_on,
        accepted_on=sheet.accepted_on,
        materials=handed_in(
            desk, sheet.materials, sheet.case_kind, ("filing",), sheet.training_type, sheet.accepted_on
        ),
        due_on=sheet.due_on,
        issued_on=sheet.accepted_on,
        **answered_by(desk, sheet.uid, "受理"),
        person=sheet.case_kind == "individual",
    )


def consent(desk: Desk, filing_id: int) -> consent_form.Facts:
    """Return what stands on the notice that a filing is approved (同意备案通知书)."""
    sheet = filings.sheet(desk, filing_id)
    return consent_form.Facts(
        bureau=desk.workspace.bureau,
        number=numbered(sheet, "同"),
        applicant=sheet.applicant,
        case_number=sheet.number,
        class_title=sheet.title,
        training_type=sheet.training_type_title,
        occupation=sheet.occupation_title,
        level=sheet.level_title,
        planned_people=sheet.planned_people,
        starts_on=sheet.starts_on,
        ends_on=sheet.ends_on,
        total_hours=sheet.hours,
        online_hours=sheet.online_hours,
        institution=sheet.institution,
        platform=sheet.platform,
        issued_on=sheet.decided_on,
        **answered_by(desk, sheet.uid, "受理"),
        person=sheet.case_kind == "individual",
        years=years_kept(desk, sheet.decided_on or desk.today, [(sheet.training_type, sheet.case_kind)]),
    )


def numbered(sheet: FilingSheet, kind: str) -> str:
    """The number of a notice of which a filing has one: the filing's own under another word."""
    return kind + sheet.number.removeprefix("备")


def _applicant(desk: Desk, filing_id: int) -> application_form.Organisation | application_form.Worker:
    filing = find_filing(desk, filing_id)
    if filing.person is not None and filing.case_kind == "individual":
        one = filing.person
        return application_form.Worker(
            name=one.name,
            id_number=mask_id(one.id_number),
            sex=one.sex,
            born=one.born,
            education=one.education,
            household=one.household,
            address=one.address,
            phone=one.phone,
            groups=tuple(title("groups", each.group) for each in one.groups),
            bank=one.bank,
            account=one.account,
        )
    entry: EmployerEntry | InstitutionEntry
    if filing.employer_id is not None:
        entry = registers.employer(desk, filing.employer_id)
    elif filing.institution_id is not None:
        entry = registers.institution(desk, filing.institution_id)[0]
    else:
        raise Refused("本件没有登记申请主体。", "请先补全备案申请。")
    return application_form.Organisation(
        name=entry.name,
        credit_code=entry.credit_code,
        address=entry.address,
        contact=filing.contact or entry.contact,
        phone=filing.phone or entry.phone,
        bank=entry.bank,
        account_name=entry.account_name,
        account=entry.account,
    )


def _mode(sheet: FilingSheet) -> str:
    """The form of the training as a whole: online, offline, or both (J7)."""
    if not sheet.online_hours:
        return "线下培训"
    return "线上培训" if sheet.online_hours == sheet.hours else "线上线下相结合"
