"""The papers of a case: its facts gathered and handed to the form that prints them; each returns a PDF."""


from sqlalchemy import select

from db.audit import AuditEntry
from desktop import filings, notices, payments, registers, subsidies
from desktop.codes import Material, materials, title
from desktop.filings import FilingSheet, OpinionLine
from desktop.filings.entry import find as find_filing
from desktop.forms import application as application_form
from desktop.forms import correction as correction_form
from desktop.forms import filing_approval as filing_form
from desktop.forms import notice as notice_form
from desktop.forms import payment_batch as payment_form
from desktop.forms import subsidy_approval as subsidy_form
from desktop.forms.facts import CourseLine, FindingLine, MaterialLine, Opinion, TrainerLine
from desktop.identity import mask_id
from desktop.materials import MaterialLine as Checked
from desktop.notices.publishing import find as find_notice
from desktop.pages import PageQuery
from desktop.payments.paying import find as find_batch
from desktop.problems import Refused
from desktop.registers import EmployerEntry, InstitutionEntry
from desktop.subsidies import ClaimSheet
from desktop.workspace import Desk

EVERY_LINE = PageQuery(limit=1_000_000)
CERTIFICATES = {"none": "completion", "special": "special"}
"""Which certificate a level leads to; every level of a skill scale leads to a skill-level certificate (J8)."""


def application(desk: Desk, filing_id: int) -> bytes:
    """Return the application form (线上职业技能培训申请表) of a filing."""
    sheet, filing = filings.sheet(desk, filing_id), find_filing(desk, filing_id)
    facts = application_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        kind=sheet.case_kind,
        applicant=_applicant(desk, filing_id),
        channel=sheet.channel,
        class_title=sheet.title,
        training_type=sheet.training_type_title,
        occupation=sheet.occupation_title,
        level=sheet.level_title,
        certificate=title("certificate_types", CERTIFICATES.get(sheet.level, "skill_level")),
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
        trainers=tuple(TrainerLine(row.name, row.title, row.courses, row.full_time) for row in filing.trainers),
        budget=sheet.budget,
        budget_note=sheet.budget_note,
        assessment=sheet.assessment,
        materials=_materials(desk, sheet.materials, sheet.case_kind, ("filing",), sheet.training_type),
        roster_count=sheet.people,
        filed_on=sheet.filed_on,
        acceptance=_signed(desk, sheet.uid, "受理", "材料收讫，准予受理。"),
        mark=mark(desk),
    )
    return application_form.draw(facts)


def correction(desk: Desk, filing_id: int) -> bytes:
    """Return the correction notice (补正告知书) of a filing, with every defect it told."""
    sheet = filings.sheet(desk, filing_id)
    if not sheet.corrections:
        raise Refused("本件没有补正告知书。", "请先办理“一次性告知补正”。")
    told = sheet.corrections[-1]
    facts = correction_form.Facts(
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
        handler=_who(desk, sheet.uid, "一次性告知补正"),
        phone=desk.workspace.contact("phone"),
        address=desk.workspace.contact("address"),
        person=sheet.case_kind == "individual",
        mark=mark(desk),
    )
    return correction_form.draw(facts)


def filing_approval(desk: Desk, filing_id: int) -> bytes:
    """Return the approval sheet (备案审核表) of a filing, with its findings and the opinions given so far."""
    sheet = filings.sheet(desk, filing_id)
    verdict = sheet.opinions[-1] if sheet.opinions else None
    decided = {"refused": "refused"}.get(sheet.state, "approved" if sheet.decided_on else "")
    facts = filing_form.Facts(
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
        materials=_materials(desk, sheet.materials, sheet.case_kind, ("filing",), sheet.training_type),
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
        handler=_signed(desk, sheet.uid, "受理", "材料已核对，建议同意备案。"),
        reviewer=Opinion(verdict.text, verdict.who, verdict.day) if verdict else Opinion(),
        decision=decided,
        ground=sheet.refusal_ground,
        mark=mark(desk),
    )
    return filing_form.draw(facts)


def subsidy_approval(desk: Desk, claim_id: int) -> bytes:
    """Return the approval sheet (职业培训补贴审批表) of a claim with all its lines."""
    sheet = subsidies.sheet(desk, claim_id)
    filing = filings.sheet(desk, sheet.filing_id)
    rows = subsidies.claim_lines(desk, claim_id, EVERY_LINE).rows
    facts = subsidy_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        filing_number=sheet.filing_number,
        applicant=sheet.applicant,
        applicant_code=sheet.credit_code,
        applied_on=sheet.applied_on,
        payee=sheet.payee,
        bank=sheet.bank,
        account=sheet.account,
        class_number=sheet.class_number,
        class_title=sheet.title,
        training_type=sheet.training_type_title,
        occupation=sheet.occupation_title,
        level=sheet.level_title,
        institution=filing.institution,
        opened_on=sheet.opened_on,
        ended_on=sheet.ended_on,
        total_hours=filing.hours,
        trained=sheet.people,
        certified=len({row.id_number + row.name for row in rows if row.certificate}),
        schemes=tuple(
            subsidy_form.SchemeTotal(
                scheme=each.title,
                standard=subsidies.standard(desk, claim_id, each.scheme),
                asked_people=each.people,
                asked=each.asked,
                granted_people=each.people - each.refused,
                granted=each.amount,
            )
            for each in sheet.totals
        ),
        cuts=tuple(
            subsidy_form.Cut(
                row.name, row.scheme_title, row.state_title, row.asked - row.amount, row.reason or row.sentence
            )
            for row in rows
            if row.state in ("cut", "refused")
        ),
        lines=tuple(
            subsidy_form.Line(
                row.name, row.id_number, row.certificate, row.scheme_title, row.asked, row.amount, row.state_title
            )
            for row in rows
        ),
        handler=_signed(desk, sheet.uid, "提交复核", "经核算，建议按核定金额补贴。"),
        reviewer=_opinion(sheet, "复核"),
        director=_opinion(sheet, "审批"),
        mark=mark(desk),
    )
    return subsidy_form.draw(facts)


def notice(desk: Desk, notice_id: int) -> bytes:
    """Return the publicity notice (公示) with its list; only what may be public ever reaches the form (J14)."""
    row = find_notice(desk, notice_id)
    if row.posted_on is None or row.ends_on is None:
        raise Refused("还没有张贴公示，起止日期未定，不能打印。", "请先办理“张贴公示”。")
    lines = notices.public_lines(desk, notice_id, EVERY_LINE).rows
    facts = notice_form.Facts(
        bureau=desk.workspace.bureau,
        number=row.number,
        subject=f"{row.posted_on.year}年职业培训补贴",
        documents=notices.documents(desk, notice_id),
        first_day=row.posted_on,
        last_day=row.ends_on,
        working_days=row.working_days,
        department=desk.workspace.contact("department"),
        address=desk.workspace.contact("address"),
        postcode=desk.workspace.contact("postcode"),
        phones=tuple(filter(None, desk.workspace.contact("phone").split("、"))),
        issued_on=row.posted_on,
        persons=tuple(
            notice_form.PersonLine(
                scheme=line.scheme_title,
                name=line.name,
                masked_id=line.id_number,
                unit=line.holder,
                occupation=line.occupation_title,
                class_number=line.class_number,
                amount=line.amount,
            )
            for line in lines
        ),
        mark=mark(desk),
    )
    return notice_form.draw(facts)


def payment_batch(desk: Desk, batch_id: int) -> bytes:
    """Return the payment sheet (资金拨付审批表) of a batch with every payee."""
    sheet, batch = payments.sheet(desk, batch_id), find_batch(desk, batch_id)
    published = notices.sheet(desk, sheet.notice_id)
    upheld = sum(each.outcome == "异议成立" for each in published.objections)
    raised = len(published.objections)
    facts = payment_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        scheme=sheet.scheme_title,
        fund="",
        notice_number=sheet.notice_number,
        posted_on=published.posted_on,
        ends_on=published.ends_on,
        working_days=published.working_days,
        objections=f"收到异议{raised}件，{upheld}件成立已撤出，其余不成立" if raised else "公示期满无异议",
        prepared_on=sheet.prepared_on,
        total=sheet.total,
        payees=tuple(
            payment_form.Payee(
                name=order.payee,
                kind="个人" if order.payee_kind == "person" else "单位",
                bank=order.bank,
                account=order.account,
                people=order.people,
                amount=order.amount,
            )
            for order in batch.orders
        ),
        handler=Opinion("", sheet.prepared_by, sheet.prepared_on),
        cashier=Opinion("", sheet.released_by, sheet.released_on) if sheet.released_on else Opinion(),
        maker=sheet.prepared_by,
        checker=sheet.released_by,
        mark=mark(desk),
    )
    return payment_form.draw(facts)


def mark(desk: Desk) -> str:
    """What is printed across a paper that is not a real one."""
    return "演练" if desk.workspace.practice else ""


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


def _materials(
    desk: Desk, lines: tuple[Checked, ...], kind: str, stages: tuple[str, ...], training_type: str
) -> tuple[MaterialLine, ...]:
    known: dict[str, Material] = {
        item.code: item
        for stage in stages
        for item in materials(desk.workspace.region, kind, stage, training_type)
    }
    return tuple(
        MaterialLine(
            title=line.title,
            kind=known[line.code].form if line.code in known else "",
            received=line.received_on is not None,
            note=line.note,
        )
        for line in lines
        if line.required or line.received_on is not None
    )


def _entry(desk: Desk, uid: str, deed: str) -> AuditEntry | None:
    chosen = select(AuditEntry).where(AuditEntry.subject_uid == uid, AuditEntry.deed == deed)
    return desk.session.scalar(chosen.order_by(AuditEntry.id.desc()).limit(1))


def _who(desk: Desk, uid: str, deed: str) -> str:
    found = _entry(desk, uid, deed)
    return found.account_name if found else ""


def _signed(desk: Desk, uid: str, deed: str, text: str) -> Opinion:
    """The handler's box: who took the step and when; empty, to be written in by hand, before it was taken."""
    found = _entry(desk, uid, deed)
    return Opinion(text, found.account_name, found.day) if found else Opinion()


def _opinion(sheet: ClaimSheet, step: str) -> Opinion:
    given: list[OpinionLine] = [each for each in sheet.opinions if each.step == step]
    return Opinion(given[-1].text, given[-1].who, given[-1].day) if given else Opinion()


__all__ = [
    "application",
    "correction",
    "filing_approval",
    "notice",
    "payment_batch",
    "subsidy_approval",
]
