"""What stands on the papers of a subsidy application (J10, J11, J13)."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import select

from db.classes import Certificate
from db.filings import Trainee
from db.registers import Person
from db.subsidies import ClaimLine
from desktop import editions, explaining, filings, subsidies
from desktop.codes import materials, title
from desktop.filings import OpinionLine
from desktop.forms import allowance_claim as allowance_form
from desktop.forms import allowance_roster as roster_form
from desktop.forms import claim as claim_form
from desktop.forms import subsidy_approval as subsidy_form
from desktop.forms.facts import MaterialLine, Opinion
from desktop.money import yuan_text
from desktop.pages import PageQuery
from desktop.papers.checklists import handed_in, stages_of
from desktop.papers.decided import as_signed, rows_then, total_then
from desktop.papers.signing import entry, signed
from desktop.policy import LineFacts, decide_apprenticeship
from desktop.problems import Refused
from desktop.subsidies import ClaimSheet, LineRow
from desktop.subsidies.deciding import find
from desktop.subsidies.gathering import ADVANCE, ALLOWANCE, TRAINING
from desktop.subsidies.recalling import recall
from desktop.workspace import Desk

EVERY_LINE = PageQuery(limit=1_000_000)


def subsidy_approval(desk: Desk, claim_id: int) -> subsidy_form.Facts:
    """Return what stands on the approval sheet (职业培训补贴审批表) of a claim with all its lines and their reasons."""
    sheet = subsidies.sheet(desk, claim_id)
    filing = filings.sheet(desk, sheet.filing_id)
    then = as_signed(desk, claim_id)
    rows = rows_then(subsidies.claim_lines(desk, claim_id, EVERY_LINE).rows, then)
    return subsidy_form.Facts(
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
        schemes=_totals(desk, sheet, rows),
        cuts=tuple(_cut(row) for row in rows if row.state in ("cut", "refused")),
        lines=tuple(_approved(row) for row in rows),
        reasons=_reasons(desk, claim_id, rows, then),
        handler=signed(desk, sheet.uid, "提交复核", subsidy_form.WORDING.say("handled")),
        reviewer=_opinion(sheet, "复核"),
        director=_opinion(sheet, "审批"),
    )


def _totals(desk: Desk, sheet: ClaimSheet, rows: Sequence[LineRow]) -> tuple[subsidy_form.SchemeTotal, ...]:
    return tuple(
        subsidy_form.SchemeTotal(
            scheme=each.title,
            standard=subsidies.standard(desk, sheet.id, each.scheme),
            asked_people=each.people,
            asked=each.asked,
            granted_people=each.people - each.refused,
            granted=each.amount,
        )
        for each in (total_then(total, rows) for total in sheet.totals)
    )


def _cut(row: LineRow) -> subsidy_form.Cut:
    reason = row.reason or row.sentence
    return subsidy_form.Cut(row.name, row.scheme_title, row.state_title, row.asked - row.amount, reason)


def _approved(row: LineRow) -> subsidy_form.Line:
    return subsidy_form.Line(
        row.name, row.id_number, row.certificate, row.scheme_title, row.asked, row.amount, row.state_title
    )


def _reasons(
    desk: Desk, claim_id: int, rows: Sequence[LineRow], then: Mapping[int, ClaimLine]
) -> tuple[subsidy_form.Reason, ...]:
    """The words that the window shows for each line, each once with the places in the list it is for."""
    places = {row.id: at for at, row in enumerate(rows, 1)}
    return tuple(
        subsidy_form.Reason(
            each.places, each.name, each.scheme, each.state, each.amount, explaining.reason(each)
        )
        for each in explaining.annex(desk, claim_id, places, then)
    )


def claim(desk: Desk, claim_id: int) -> claim_form.Facts:
    """Return the application (职业培训补贴申请表) with the list of the people it is for (补贴人员花名册)."""
    return _application(desk, claim_id, an_advance)


def advance_claim(desk: Desk, claim_id: int) -> claim_form.Facts:
    """Return the application for an apprenticeship's advance (职业培训补贴预支申请表), before anybody has finished (J15)."""
    return _application(desk, claim_id, no_advance)


def an_advance(desk: Desk, claim_id: int) -> str:
    """Return that an application asks for an apprenticeship's advance, or an empty string."""
    return "本申请是企业新型学徒制预支，用预支申请表。" if find(desk, claim_id).stage == ADVANCE else ""


def no_advance(desk: Desk, claim_id: int) -> str:
    """Return that an application asks for no advance, or an empty string."""
    return "" if find(desk, claim_id).stage == ADVANCE else "本申请不是企业新型学徒制预支。"


def _application(desk: Desk, claim_id: int, other: Callable[[Desk, int], str]) -> claim_form.Facts:
    why_not = other(desk, claim_id)
    if why_not:
        raise Refused(why_not, "请在“文书”页选择另一种申请表。")
    sheet = subsidies.sheet(desk, claim_id)
    filing = filings.sheet(desk, sheet.filing_id)
    rows = _lines(desk, claim_id)
    return claim_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        filing_number=sheet.filing_number,
        applicant=sheet.applicant,
        applicant_code=sheet.credit_code,
        contact=sheet.contact,
        phone=sheet.phone,
        payee=sheet.payee,
        bank=sheet.bank,
        account=sheet.account,
        class_number=sheet.class_number,
        class_title=sheet.title,
        training_type=sheet.training_type_title,
        occupation=sheet.occupation_title,
        level=sheet.level_title,
        opened_on=sheet.opened_on,
        ended_on=sheet.ended_on,
        total_hours=filing.hours,
        trained=filing.people,
        certified=len({person.id for _, _, person, number in rows if number}),
        lines=tuple(
            claim_form.Asked(
                name=person.name,
                id_number=person.id_number,
                scheme=title("schemes", line.scheme),
                certificate=number,
                amount=line.asked,
                days=line.days,
            )
            for line, _, person, number in rows
        ),
        materials=_materials(desk, sheet, stages_of(desk, claim_id)),
        apprenticeship=_apprenticeship(desk, claim_id),
        applied_on=sheet.applied_on,
        acceptance=_accepted(desk, sheet),
    )


def _apprenticeship(desk: Desk, claim_id: int) -> claim_form.Apprenticeship | None:
    """What the sum of an apprenticeship rests on, from what was kept when it was worked out; None for other trainings."""
    row = find(desk, claim_id)
    kept = next((facts for line in row.lines if isinstance(facts := recall(line), LineFacts)), None)
    whole = kept.apprenticeship if kept else None
    if whole is None:
        return None
    decision = decide_apprenticeship(editions.of(desk, row.policy_version) or desk.policy, whole)
    return claim_form.Apprenticeship(
        years=whole.years,
        planned=row.filing.planned_people,
        standard=subsidies.standard(desk, claim_id, TRAINING),
        reckoned=tuple(f"{each.figures}＝{yuan_text(each.amount)}元" for each in decision.steps),
        finished=whole.finished_people,
        advanced=whole.advanced,
    )


def allowance_claim(desk: Desk, claim_id: int) -> allowance_form.Facts:
    """Return the application for the living allowance (生活费补贴申请表) with everybody it is asked for."""
    sheet = subsidies.sheet(desk, claim_id)
    return allowance_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        applicant=sheet.applicant,
        contact=sheet.contact,
        phone=sheet.phone,
        class_number=sheet.class_number,
        class_title=sheet.title,
        opened_on=sheet.opened_on,
        ended_on=sheet.ended_on,
        standard=subsidies.standard(desk, claim_id, ALLOWANCE),
        people=tuple(
            allowance_form.Entitled(
                name=person.name,
                id_number=person.id_number,
                group="、".join(title("groups", code) for code in trainee.groups.split(",") if code),
                days=line.days,
                amount=line.asked,
            )
            for line, trainee, person, _ in _allowances(desk, claim_id)
        ),
        materials=_materials(desk, sheet, ("allowance",)),
        applied_on=sheet.applied_on,
        acceptance=_accepted(desk, sheet),
    )


def allowance_roster(desk: Desk, claim_id: int) -> roster_form.Facts:
    """Return the list by which the living allowance is paid out (生活费补贴发放花名册): only lines with an amount."""
    sheet = subsidies.sheet(desk, claim_id)
    granted = [row for row in _allowances(desk, claim_id) if row[0].amount]
    if not granted:
        raise Refused("本申请的生活费补贴全部未予核定，没有发放花名册。", "核减和不予补贴的原因见审批表。")
    opinion = _opinion(sheet, "审批")
    return roster_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        class_number=sheet.class_number,
        class_title=sheet.title,
        people=tuple(
            roster_form.Allowed(
                name=person.name,
                id_number=person.id_number,
                days=line.days,
                rate=_rate(line),
                bank=person.bank,
                account=person.account,
                amount=line.amount,
            )
            for line, _, person, _ in granted
        ),
        checker=opinion.name,
        checked_on=opinion.on,
    )


Row = tuple[ClaimLine, Trainee, Person, str]


def _lines(desk: Desk, claim_id: int) -> list[Row]:
    """The lines of a claim with whose they are and the certificate's number, in the order of the roster."""
    chosen = (
        select(ClaimLine, Trainee, Person, Certificate.number)
        .join(Trainee, Trainee.id == ClaimLine.trainee_id)
        .join(Person, Person.id == ClaimLine.person_id)
        .outerjoin(Certificate, Certificate.trainee_id == Trainee.id)
        .where(ClaimLine.claim_id == claim_id)
        .order_by(Trainee.position, ClaimLine.scheme.desc(), ClaimLine.id)
    )
    rows: list[Row] = [
        (line, trainee, person, number or "")
        for line, trainee, person, number in desk.session.execute(chosen)
    ]
    return rows


def _allowances(desk: Desk, claim_id: int) -> list[Row]:
    rows = [row for row in _lines(desk, claim_id) if row[0].scheme == ALLOWANCE]
    if not rows:
        raise Refused("本申请里没有生活费补贴，没有这份文书。", "生活费补贴按人员类别核算，请核对花名册。")
    return rows


def _rate(line: ClaimLine) -> Decimal:
    """What a day brings: the policy value that the line rests on."""
    known = (line.basis or {}).get("amount")
    return Decimal(known) if known else line.amount / line.days if line.days else line.amount


def _materials(desk: Desk, sheet: ClaimSheet, stages: tuple[str, ...]) -> tuple[MaterialLine, ...]:
    filing = filings.sheet(desk, sheet.filing_id)
    kind, training_type = filing.case_kind, filing.training_type
    asked = {
        item.code for stage in stages for item in materials(desk.workspace.region, kind, stage, training_type)
    }
    lines = tuple(line for line in sheet.materials if line.code in asked)
    return handed_in(desk, lines, kind, stages, training_type)


def _accepted(desk: Desk, sheet: ClaimSheet) -> Opinion:
    found = entry(desk, sheet.uid, "登记补贴申请")
    return Opinion(claim_form.WORDING.say("accepted"), found.account_name, found.day) if found else Opinion()


def _opinion(sheet: ClaimSheet, step: str) -> Opinion:
    given: list[OpinionLine] = [each for each in sheet.opinions if each.step == step]
    return Opinion(given[-1].text, given[-1].who, given[-1].day) if given else Opinion()
