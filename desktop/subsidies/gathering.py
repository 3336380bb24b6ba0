"""What is known of a claim's trainees: attendance, certificates, other classes, days already paid for."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Exists, and_, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from db.classes import Attendance, Certificate, TrainingClass
from db.filings import Filing, Trainee
from db.payments import PaymentBatch, PaymentLine, PaymentOrder
from db.registers import Person
from db.subsidies import AllowanceDay, Claim, ClaimLine
from desktop.classes.questions import PRESENT, planned_hours
from desktop.doubts.elsewhere import Elsewhere, elsewhere
from desktop.doubts.finding import reading
from desktop.doubts.lists import BENEFIT
from desktop.filings.findings import trainee_facts
from desktop.pages import listed
from desktop.policy import CertificateFacts, PastBenefit, TraineeFacts
from desktop.workspace import Desk

TRAINING, ALLOWANCE = "training", "allowance"
WHOLE, ADVANCE, SETTLEMENT = "whole", "advance", "settlement"
"""The stages of a claim: an apprenticeship's advance and settlement, and any other training's one claim."""
LIVE = ("proposed", "granted", "cut")


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that is known of a claim's class and trainees, by trainee or person.

    `hours` are class hours, `poorest` is the share in per cent of the roster that was there on the poorest day.
    `told_days` are the lists that tell of days paid elsewhere, `elsewhere_as_of` the day of the newest of those lists.
    """

    opened: TrainingClass
    ended_on: date
    planned: Decimal
    poorest: Decimal | None
    trainees: tuple[Trainee, ...]
    facts: Mapping[int, TraineeFacts]
    hours: Mapping[int, Decimal]
    days: Mapping[int, tuple[date, ...]]
    certificates: Mapping[int, CertificateFacts]
    history: Mapping[int, tuple[PastBenefit, ...]]
    paid_days: Mapping[int, frozenset[date]]
    told_days: Mapping[int, tuple[str, ...]]
    elsewhere_as_of: date | None


def gather(desk: Desk, claim: Claim) -> Known:
    """Fetch what is known of a claim's trainees, in a handful of questions however many they are."""
    session, filing = desk.session, claim.filing
    opened = session.scalars(select(TrainingClass).where(TrainingClass.filing_id == filing.id)).one()
    trainees = tuple(
        session.scalars(
            select(Trainee)
            .where(Trainee.filing_id == filing.id)
            .order_by(Trainee.position)
            .options(selectinload(Trainee.person).selectinload(Person.groups))
        )
    )
    ids, persons = [row.id for row in trainees], [row.person_id for row in trainees]
    hours, days, poorest = _attendance(session, ids)
    read = reading(desk)
    others = elsewhere(read, persons)
    listed_on = read.lists.get(BENEFIT)
    earned = session.scalars(select(Certificate).where(Certificate.trainee_id.in_(listed(ids))))
    employed_in = filing.employer.county if filing.employer else ""
    return Known(
        opened=opened,
        ended_on=opened.ended_on or filing.ends_on,
        planned=planned_hours(session, filing.id),
        poorest=poorest,
        trainees=trainees,
        facts={row.id: trainee_facts(row, opened.opened_on, employed_in) for row in trainees},
        hours=hours,
        days=days,
        certificates={
            row.trainee_id: CertificateFacts(
                type=row.type, number=row.number, issued_on=row.issued_on, level=row.level
            )
            for row in earned
        },
        history=_with_others(_history(session, claim, persons), others),
        paid_days=_with_days(_paid_days(session, claim, persons), others),
        told_days={
            person: told
            for person, paid in others.items()
            if (told := tuple(each.told for each in paid if each.scheme == ALLOWANCE and each.days()))
        },
        elsewhere_as_of=listed_on.as_of if listed_on else None,
    )


def _attendance(
    session: Session, trainees: list[int]
) -> tuple[dict[int, Decimal], dict[int, tuple[date, ...]], Decimal | None]:
    """The class hours and the days present of each trainee, and the poorest day's share in per cent."""
    hours: dict[int, Decimal] = defaultdict(Decimal)
    days: dict[int, list[date]] = defaultdict(list)
    there: Counter[date] = Counter()
    for row in session.execute(
        select(
            Attendance.trainee_id,
            Attendance.day,
            Attendance.state,
            Attendance.online_hours,
            Attendance.offline_hours,
        )
        .where(Attendance.trainee_id.in_(listed(trainees)))
        .order_by(Attendance.day)
    ):
        hours[row.trainee_id] += row.online_hours + row.offline_hours
        there[row.day] += row.state in PRESENT
        if row.state in PRESENT:
            days[row.trainee_id].append(row.day)
    poorest = Decimal(100 * min(there.values())) / len(trainees) if there else None
    return hours, {key: tuple(value) for key, value in days.items()}, poorest


def _history(session: Session, claim: Claim, persons: list[int]) -> dict[int, tuple[PastBenefit, ...]]:
    """The other classes for which a person was, or is to be, subsidised; each class once, however often it is paid."""
    rows = session.execute(
        select(ClaimLine, Claim, TrainingClass, Filing.ends_on, Filing.programme)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .join(Filing, Filing.id == Claim.filing_id)
        .join(TrainingClass, TrainingClass.filing_id == Filing.id)
        .where(
            ClaimLine.person_id.in_(listed(persons)),
            Claim.filing_id != claim.filing_id,
            ClaimLine.scheme == TRAINING,
            or_(ClaimLine.state.in_(LIVE), _shared()),
            Claim.state != "refused",
            or_(Claim.stage != ADVANCE, ~_settled()),
        )
        .order_by(Claim.id)
    )
    found: dict[int, dict[str, PastBenefit]] = defaultdict(dict)
    funds = _funds(session, persons)
    for line, other, held, ends_on, programme in rows:
        found[line.person_id].setdefault(
            held.number,
            PastBenefit(
                number=held.number,
                scheme=line.scheme,
                occupation=line.occupation,
                level=line.level,
                starts_on=held.opened_on,
                ends_on=held.ended_on or ends_on,
                decided_on=other.decided_on or other.applied_on,
                programme=programme,
                settled=other.state == "approved",
                fund=funds.get(line.id, ""),
            ),
        )
    return {key: tuple(value.values()) for key, value in found.items()}


def _settled() -> Exists:
    """Whether an apprenticeship's settlement was approved: from then on it alone says who was subsidised."""
    other = aliased(Claim)
    chosen = select(other.id).where(
        other.filing_id == Claim.filing_id, other.stage == SETTLEMENT, other.state == "approved"
    )
    return chosen.exists()


def _shared() -> ColumnElement[bool]:
    """Whether a line has its part in an apprenticeship's settlement, also where the advance left nothing to pay."""
    return and_(Claim.stage == SETTLEMENT, ClaimLine.known["place"].as_integer() > 0)


def _funds(session: Session, persons: list[int]) -> dict[int, str]:
    """From which fund each line of these people is paid, or was; not those that came back."""
    rows = session.execute(
        select(PaymentLine.line_id, PaymentBatch.fund)
        .join(ClaimLine, ClaimLine.id == PaymentLine.line_id)
        .join(PaymentOrder, PaymentOrder.id == PaymentLine.order_id)
        .join(PaymentBatch, PaymentBatch.id == PaymentOrder.batch_id)
        .where(ClaimLine.person_id.in_(listed(persons)), PaymentOrder.state.in_(("pending", "paid")))
    )
    return {row.line_id: row.fund for row in rows}


def _paid_days(session: Session, claim: Claim, persons: list[int]) -> dict[int, frozenset[date]]:
    """The days for which another claim already holds the living allowance of a person (J11)."""
    rows = session.execute(
        select(AllowanceDay.person_id, AllowanceDay.day)
        .join(ClaimLine, ClaimLine.id == AllowanceDay.line_id)
        .where(AllowanceDay.person_id.in_(listed(persons)), ClaimLine.claim_id != claim.id)
    )
    found: dict[int, set[date]] = defaultdict(set)
    for row in rows:
        found[row.person_id].add(row.day)
    return {key: frozenset(value) for key, value in found.items()}


def _with_others(
    known: dict[int, tuple[PastBenefit, ...]], others: Mapping[int, tuple[Elsewhere, ...]]
) -> dict[int, tuple[PastBenefit, ...]]:
    """The history with what others paid, so that every rule on it sees both."""
    told = {
        person: tuple(_past(each) for each in paid if each.scheme != ALLOWANCE)
        for person, paid in others.items()
    }
    return {person: (*known.get(person, ()), *told.get(person, ())) for person in {*known, *told}}


def _past(paid: Elsewhere) -> PastBenefit:
    first = paid.since or paid.paid_on
    return PastBenefit(
        number=paid.called,
        scheme=paid.scheme,
        occupation=paid.occupation,
        level=paid.level,
        starts_on=first,
        ends_on=paid.until or first,
        decided_on=paid.paid_on,
        programme=paid.programme,
        fund=paid.fund,
        told=paid.told,
        undated=paid.since is None,
    )


def _with_days(
    known: dict[int, frozenset[date]], others: Mapping[int, tuple[Elsewhere, ...]]
) -> dict[int, frozenset[date]]:
    """The days that are paid already, here or elsewhere."""
    told = {
        person: frozenset().union(*(each.days() for each in paid if each.scheme == ALLOWANCE))
        for person, paid in others.items()
    }
    return {
        person: known.get(person, frozenset()) | told.get(person, frozenset()) for person in {*known, *told}
    }
