"""Our rows as the agreed records: everything that belongs to some applications, from the register to the payment."""

from collections.abc import Collection
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from db.classes import TrainingClass
from db.filings import Trainee
from db.registers import Person
from db.subsidies import Claim
from desktop.exchange.records import benefits, parties, training
from desktop.pages import listed

Rows: TypeAlias = dict[str, list[dict[str, Any]]]


def family(session: Session, claim_ids: Collection[int]) -> Rows:
    """Every record of these applications by kind: parties, filing, class, lines, closed notices, settled payments."""
    claims = session.scalars(
        select(Claim)
        .where(Claim.id.in_(listed(claim_ids)))
        .options(selectinload(Claim.lines), joinedload(Claim.filing))
    ).all()
    filings = {claim.filing_id: claim.filing for claim in claims}
    roster = session.scalars(
        select(Trainee)
        .where(Trainee.filing_id.in_(listed(filings)))
        .options(joinedload(Trainee.person).selectinload(Person.groups))
        .order_by(Trainee.filing_id, Trainee.position)
    ).all()
    classes = session.scalars(select(TrainingClass).where(TrainingClass.filing_id.in_(listed(filings)))).all()
    orders = benefits.orders(session, claim_ids)
    sheets = benefits.doubt_sheets(session, orders)
    persons = {row.person.uid: row.person for row in roster}
    persons |= {filing.person.uid: filing.person for filing in filings.values() if filing.person}
    return {
        **parties.organisations(session, filings.values(), orders),
        "person": [parties.person(person) for person in persons.values()],
        "filing": training.filings(session, list(filings.values())),
        **training.classes(session, classes, roster),
        **benefits.claims(session, claims, roster),
        "notice": benefits.notices(session, claim_ids),
        "payment": [benefits.payment(order, sheets) for order in orders],
    }
