"""What the policy finds in a filing, kept with the case; and accepting a finding "in principle" with a reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import delete, select

from db.accounts import Account
from db.bulk import PIECE
from db.classes import TrainingClass
from db.filings import Filing, FindingRecord, Trainee
from db.registers import Institution, Person, PersonGroup, Platform
from db.subsidies import Claim
from desktop import audit
from desktop.codes import title
from desktop.materials import case_of
from desktop.pages import listed
from desktop.policy import (
    CourseItem,
    FilingFacts,
    Finding,
    ProviderFacts,
    Strength,
    TraineeFacts,
    county_of,
    examine_filing,
)
from desktop.problems import Refused
from desktop.workspace import Desk

OFFLINE = "offline"
KEPT_AT_ONCE = 1_000
JUDGED = {"filing": ("accepted", "correcting"), "claim": ("submitted", "reviewed")}


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as a case shows it."""

    id: int
    trainee_id: int | None
    title: str
    strength: str
    subject: str
    sentence: str
    remedy: str
    clause: str
    accepted_by: str
    accepted_on: date | None
    accepted_reason: str


def examine(desk: Desk, filing: Filing) -> tuple[Finding, ...]:
    """Ask the policy of the filing day about the filing, and keep what it finds in place of what was kept before.

    A finding that was accepted with a reason stays accepted as long as it rests on the same facts.
    """
    found = examine_filing(desk.policy, facts(desk, filing), filing.filed_on)
    keep(desk, "filing", filing.id, [(each, int(each.subject) if each.subject else None) for each in found])
    return found


def keep(desk: Desk, case_kind: str, case_id: int, found: Iterable[tuple[Finding, int | None]]) -> None:
    """Keep what was found, each with the trainee it is about, in place of all that was kept with a case before.

    An accepted finding stays as it is when the same rule finds it again, as strong, on the same facts.
    """
    own = (FindingRecord.case_kind == case_kind, FindingRecord.case_id == case_id)
    accepted = select(FindingRecord).where(*own, FindingRecord.accepted_by.is_not(None))
    before = {_identity(row): row for row in desk.session.scalars(accepted)}
    told = list(found)
    records = (
        record_of(each, case_kind, case_id, trainee_id)
        for each, trainee_id in desk.pace.through(told, len(told))
    )
    stay: list[int] = []
    if before:
        fresh = list(records)
        again = {_identity(row) for row in fresh}
        stay = [row.id for identity, row in before.items() if identity in again]
        records = (row for row in fresh if _identity(row) not in before)
    desk.session.execute(delete(FindingRecord).where(*own, FindingRecord.id.not_in(listed(stay))))
    while piece := list(islice(records, KEPT_AT_ONCE)):
        desk.session.bulk_save_objects(piece)


def _identity(row: FindingRecord) -> tuple[object, ...]:
    return row.rule, row.strength, row.trainee_id, tuple(sorted(row.facts.items()))


def record_of(finding: Finding, case_kind: str, case_id: int, trainee_id: int | None) -> FindingRecord:
    """Return a finding as it is kept with a case."""
    return FindingRecord(
        case_kind=case_kind,
        case_id=case_id,
        trainee_id=trainee_id,
        rule=finding.rule,
        title=finding.title,
        strength=str(finding.strength),
        sentence=finding.sentence,
        remedy=finding.remedy,
        facts=dict(finding.facts),
        cites={
            "document": finding.cites.document,
            "number": finding.cites.number,
            "clause": finding.cites.clause,
        },
    )


def accept_finding(desk: Desk, finding_id: int, reason: str) -> None:
    """Accept a finding "in principle" of a filing or a claim with a written reason (J7).

    Done by a reviewer who did not handle the case, while it is being judged.
    """
    desk.needs("reviewer", title("roles", "reviewer"))
    row = desk.session.get(FindingRecord, finding_id)
    case = case_of(desk, row.case_kind, row.case_id) if row is not None else None
    if row is None or case is None:
        raise Refused("这条问题已不存在，可能在重新核查后消失。", "请刷新后再看。")
    if case.state not in JUDGED[row.case_kind]:
        state = title(f"{row.case_kind}_states", case.state)
        raise Refused(f"本件{state}，现在不能说明理由通过。", "请在复核时办理。")
    if row.strength != Strength.PRINCIPLE:
        raise Refused("这条不是“原则上”的要求，不能以说明理由的方式通过。", row.remedy)
    if len(reason.strip()) < 5:
        raise Refused("理由太短，审计时说明不了问题。", "请写明依据和情况，至少5个字。")
    if desk.clerk.id in audit.who_had(desk.session, audit.HANDLING, uids_of(desk, case)):
        raise Refused(f"{desk.clerk.name}经办过本件，不能由本人说明理由通过。", "请由其他复核人员办理。")
    row.accepted_by, row.accepted_on, row.accepted_reason = desk.clerk.id, desk.today, reason.strip()
    audit.record(
        desk,
        "说明理由通过",
        audit.DECIDING,
        row.case_kind,
        case.uid,
        case.number,
        事项=row.title,
        理由=reason.strip(),
    )


def uids_of(desk: Desk, case: Filing | Claim) -> list[str]:
    """Return the records in which a case was handled: its own, and for a claim those of its filing and class."""
    if isinstance(case, Filing):
        return [case.uid]
    classes = desk.session.scalars(select(TrainingClass.uid).where(TrainingClass.filing_id == case.filing_id))
    return [case.uid, case.filing.uid, *classes]


def finding_lines(desk: Desk, case_kind: str, case_id: int) -> tuple[FindingLine, ...]:
    """Return what was found in a case, the hardest first."""
    order = {str(strength): at for at, strength in enumerate(Strength)}
    rows = desk.session.execute(
        select(FindingRecord, Account.name, Person.name)
        .outerjoin(Account, Account.id == FindingRecord.accepted_by)
        .outerjoin(Trainee, Trainee.id == FindingRecord.trainee_id)
        .outerjoin(Person, Person.id == Trainee.person_id)
        .where(FindingRecord.case_kind == case_kind, FindingRecord.case_id == case_id)
    ).all()
    lines = [
        (
            order[row.strength],
            row.id,
            FindingLine(
                row.id,
                row.trainee_id,
                row.title,
                row.strength,
                subject or "",
                row.sentence,
                row.remedy,
                clause(row.cites),
                name or "",
                row.accepted_on,
                row.accepted_reason,
            ),
        )
        for row, name, subject in rows
    ]
    return tuple(line for _, _, line in sorted(lines, key=lambda each: each[:2]))


def clause(cites: dict[str, str]) -> str:
    """Return a kept citation as it is printed."""
    number = f"（{cites['number']}）" if cites.get("number") else ""
    return f"《{cites['document']}》{number}{cites['clause']}"


def facts(desk: Desk, filing: Filing) -> FilingFacts:
    """Gather what the rules may know of a filing."""
    return FilingFacts(
        case_kind=filing.case_kind,
        training_type=filing.training_type,
        county=desk.workspace.county,
        applicant_county=filing.county,
        occupation=filing.occupation,
        level=filing.level,
        filed_on=filing.filed_on,
        starts_on=filing.starts_on,
        ends_on=filing.ends_on,
        planned_people=filing.planned_people,
        items=tuple(
            CourseItem(item.part, item.mode != OFFLINE, item.hours, item.content) for item in filing.items
        ),
        trainees=desk.pace.heard(_trainees(desk, filing)),
        institution=_institution(filing.institution, filing) if filing.institution else None,
        platform=_platform(filing.platform) if filing.platform else None,
        key_enterprise=is_key_enterprise(filing),
        programme=filing.programme,
    )


def is_key_enterprise(filing: Filing) -> bool:
    """Return whether the filing is that of a listed (重点、困难) enterprise (A3)."""
    return filing.employer is not None and filing.employer.key_enterprise


def _trainees(desk: Desk, filing: Filing) -> Iterator[TraineeFacts]:
    """What the rules may know of everybody on a roster, asked as plain columns: rosters can be long."""
    of_filing = Trainee.filing_id == filing.id
    held: dict[int, set[str]] = {}
    groups = select(PersonGroup).join(Trainee, Trainee.person_id == PersonGroup.person_id).where(of_filing)
    for each in desk.session.scalars(groups):
        if _holds(each, filing.starts_on):
            held.setdefault(each.person_id, set()).add(each.group)
    columns = (
        Trainee.id,
        Trainee.person_id,
        Person.name,
        Person.sex,
        Person.born,
        Trainee.groups,
        Trainee.hired_on,
        Trainee.contract_from,
        Trainee.contract_until,
    )
    asked = select(*columns).join(Person).where(of_filing).order_by(Trainee.position)
    rows = desk.session.connection().execute(asked, execution_options={"yield_per": PIECE})
    told: dict[str, frozenset[str]] = {}
    same: dict[Any, Any] = {}  # days and sexes come anew with every row; one of each is enough
    for key, person_id, name, sex, born, written, hired_on, contract_from, contract_until in rows:
        if written not in told:
            told[written] = frozenset(written.split(",")) - {""}
        yield TraineeFacts(
            key=str(key),
            name=name,
            sex=same.setdefault(sex, sex),
            born=same.setdefault(born, born),
            groups=told[written] | held[person_id] if person_id in held else told[written],
            hired_on=same.setdefault(hired_on, hired_on),
            contract_from=same.setdefault(contract_from, contract_from),
            contract_until=same.setdefault(contract_until, contract_until),
        )


def _holds(group: PersonGroup, day: date) -> bool:
    """Whether a person belongs to a group on a day."""
    return (group.since is None or group.since <= day) and (group.until is None or day <= group.until)


def trainee_facts(row: Trainee, day: date, employed_in: str = "") -> TraineeFacts:
    """Return what the rules may know of one person on a roster, with the groups that hold on `day`.

    `employed_in` is the county of the employer that trains its own staff, where the roster names no place of work.
    """
    held = {each.group for each in row.person.groups if _holds(each, day)}
    return TraineeFacts(
        key=str(row.id),
        name=row.person.name,
        sex=row.person.sex,
        born=row.person.born,
        groups=frozenset(row.groups.split(",")) - {""} | held,
        hired_on=row.hired_on,
        contract_from=row.contract_from,
        contract_until=row.contract_until,
        insured_from=row.insured_from,
        places=frozenset(
            county_of(place) for place in (row.household_place, row.home_place, row.work_place or employed_in)
        ),
    )


def _institution(row: Institution, filing: Filing) -> ProviderFacts:
    """The standing of an institution for the filing's occupation; a document without occupations covers all."""
    day = filing.starts_on
    fitting = [q for q in row.qualifications if not q.occupations or filing.occupation in q.occupations]
    asked = fitting or list(row.qualifications)
    chosen = [q for q in asked if q.since <= day and (q.until is None or q.until >= day)] or asked
    ends = [q.until for q in chosen if q.until is not None]
    named = frozenset(code for q in chosen for code in q.occupations)
    return ProviderFacts(
        name=row.name,
        registered=row.active and bool(row.qualifications),
        valid_from=min((q.since for q in chosen), default=None),
        valid_until=max(ends) if len(ends) == len(chosen) and ends else None,
        occupations=named | {filing.occupation} if fitting else named,
    )


def _platform(row: Platform) -> ProviderFacts:
    return ProviderFacts(
        name=row.name,
        registered=row.active,
        valid_from=row.since,
        valid_until=row.until,
        capabilities=frozenset(row.capabilities),
    )
