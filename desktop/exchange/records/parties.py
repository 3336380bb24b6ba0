"""The parties of a case as records: persons, employers, institutions, platforms.

What the province does not need stays here: telephones, addresses, and the accounts of those who are not paid.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.filings import Filing
from db.payments import PaymentOrder
from db.registers import Employer, Institution, Person, Platform
from desktop.exchange.records.fields import head, iso
from desktop.pages import listed


def organisations(
    session: Session, filings: Iterable[Filing], orders: Iterable[PaymentOrder]
) -> dict[str, list[dict[str, Any]]]:
    """The employers, institutions and platforms that filings name or payments go to."""
    named: dict[str, dict[str, Any]] = {"employer": {}, "institution": {}, "platform": {}}
    for filing in filings:
        for kind, rows in named.items():
            if (party := getattr(filing, kind)) is not None:
                rows[party.uid] = party
    employers, institutions = _paid(orders, "employer"), _paid(orders, "institution")
    for employer in session.scalars(select(Employer).where(Employer.uid.in_(listed(employers)))):
        named["employer"][employer.uid] = employer
    for institution in session.scalars(select(Institution).where(Institution.uid.in_(listed(institutions)))):
        named["institution"][institution.uid] = institution
    return {
        "employer": [_employer(row) for row in named["employer"].values()],
        "institution": [_institution(row) for row in named["institution"].values()],
        "platform": [_platform(row) for row in named["platform"].values()],
    }


def _paid(orders: Iterable[PaymentOrder], kind: str) -> set[str]:
    return {order.payee_uid for order in orders if order.payee_kind == kind}


def _organisation(kind: str, row: Employer | Institution | Platform) -> dict[str, Any]:
    return {**head(kind, row.uid, ""), "name": row.name, "credit_code": row.credit_code, "county": row.county}


def _employer(row: Employer) -> dict[str, Any]:
    return {**_organisation("employer", row), "key_enterprise": row.key_enterprise}


def _institution(row: Institution) -> dict[str, Any]:
    held = [
        {
            "document": each.document,
            "occupations": list(each.occupations),
            "since": iso(each.since),
            "until": iso(each.until),
        }
        for each in sorted(row.qualifications, key=lambda one: one.id)
    ]
    return {**_organisation("institution", row), "institution_kind": row.kind, "qualifications": held}


def _platform(row: Platform) -> dict[str, Any]:
    return {
        **_organisation("platform", row),
        "source": row.source,
        "capabilities": list(row.capabilities),
        "evidence": row.evidence,
        "since": iso(row.since),
        "until": iso(row.until),
    }


def person(row: Person) -> dict[str, Any]:
    """A person with the groups of J2 and J11."""
    groups = [
        {"group": one.group, "evidence": one.evidence, "since": iso(one.since), "until": iso(one.until)}
        for one in sorted(row.groups, key=lambda one: one.id)
    ]
    return {
        **head("person", row.uid, ""),
        "name": row.name,
        "id_number": row.id_number,
        "education": row.education,
        "household": row.household,
        "groups": groups,
    }
