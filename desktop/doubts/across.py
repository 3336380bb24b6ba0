"""Every doubt of the county in one list: which case, which institution, how hard, where it stands; paged in SQL."""

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy import case as when
from sqlalchemy.orm import aliased

from db.accounts import Account
from db.doubts import Disposal, Doubt
from db.filings import Filing, Trainee
from db.notices import Notice
from db.payments import PaymentBatch
from db.registers import Institution
from db.subsidies import Claim
from desktop.doubts.questions import DoubtRow, line_of, order_of_urgency
from desktop.pages import Chosen, Page, PageQuery, like, page
from desktop.problems import Refused
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class CaseDoubt(DoubtRow):
    """One doubt with the case it is about: its number and title, and the institution that holds the class."""

    number: str
    title: str
    institution: str


@dataclass(frozen=True, slots=True)
class Only:
    """What a list of doubts is kept to: severity, certainty (exact | suspected), flag, stage, an institution."""

    severity: str = ""
    certainty: str = ""
    flag: str = ""
    stage: str = ""
    institution_id: int = 0

    def __bool__(self) -> bool:
        return bool(self.severity or self.certainty or self.flag or self.stage or self.institution_id)


EVERY = Only()
NUMBER = func.coalesce(PaymentBatch.number, Claim.number, Filing.number, Filing.title, "")
TITLE = func.coalesce(Filing.title, Notice.title, "")
INSTITUTION = func.coalesce(Institution.name, "")


def across(desk: Desk, query: PageQuery, only: Only = EVERY) -> Page[CaseDoubt]:
    """Return a page of all doubts of the county, the open and hard ones first.

    The text finds the case's number and title, the subject and the sentence; `state` keeps one state.
    """
    sortable = {
        "order": order_of_urgency(),
        "severity_title": Doubt.severity,
        "certainty_title": Doubt.certainty,
        "flag": Doubt.flag,
        "subject": Doubt.subject,
        "number": NUMBER,
        "institution": INSTITUTION,
        "stage_title": Doubt.stage,
        "state_title": Doubt.state,
        "found_on": Doubt.found_on,
    }
    asked = (
        query if query.sort else PageQuery(query.text, query.state, "order", False, query.offset, query.limit)
    )
    return page(desk.session, asked, _kept(_chosen(), query, only), sortable, Doubt.id, _row)


def in_case(desk: Desk, doubt_id: int) -> CaseDoubt:
    """Return one doubt with the case it is about. Refused when there is none."""
    found = desk.session.execute(_chosen().where(Doubt.id == doubt_id)).one_or_none()
    if found is None:
        raise Refused("没有找到这条疑点。", "请刷新列表后再试。")
    return _row(found)


def institutions(desk: Desk) -> tuple[tuple[int, str], ...]:
    """Return the institutions that ever filed a class, by name: those a list of doubts can be kept to."""
    chosen = select(Institution.id, Institution.name).where(
        exists().where(Filing.institution_id == Institution.id)
    )
    return tuple((id_, name) for id_, name in desk.session.execute(chosen.order_by(Institution.name)))


def _chosen() -> Chosen:
    of_filing = when((Doubt.case_kind == "filing", Doubt.case_id), else_=Claim.filing_id)
    return (
        select(Doubt, Disposal, Account.name, NUMBER, TITLE, INSTITUTION)
        .outerjoin(Doubt.disposal)
        .outerjoin(Account, Account.id == Disposal.account_id)
        .outerjoin(Claim, and_(Doubt.case_kind == "claim", Claim.id == Doubt.case_id))
        .outerjoin(Filing, Filing.id == of_filing)
        .outerjoin(Institution, Institution.id == Filing.institution_id)
        .outerjoin(PaymentBatch, and_(Doubt.case_kind == "payment_batch", PaymentBatch.id == Doubt.case_id))
        .outerjoin(Notice, Notice.id == PaymentBatch.notice_id)
    )


def _kept(chosen: Chosen, query: PageQuery, only: Only) -> Chosen:
    if query.state:
        chosen = chosen.where(Doubt.state == query.state)
    if only.severity:
        chosen = chosen.where(Doubt.severity == only.severity)
    if only.certainty:
        chosen = chosen.where(Doubt.certainty == only.certainty)
    if only.flag:
        chosen = chosen.where(Doubt.flag == only.flag)
    if only.stage:
        chosen = chosen.where(Doubt.stage == only.stage)
    if only.institution_id:
        chosen = chosen.where(or_(Filing.institution_id == only.institution_id, _in_batch(only)))
    if query.text.strip():
        pattern = like(query.text)
        found_in = (Doubt.sentence, Doubt.subject, NUMBER, TITLE)
        chosen = chosen.where(or_(*(each.like(pattern, escape="\\") for each in found_in)))
    return chosen


def _in_batch(only: Only) -> Any:
    """A batch pays for several institutions: there the rows of the doubt say whom it is about."""
    row = func.json_each(Doubt.evidence).table_valued("value").alias("rests")
    of = aliased(Filing)
    chosen = (
        select(Trainee.id)
        .select_from(row)
        .join(Trainee, Trainee.id == func.json_extract(row.c.value, "$.id"))
        .join(of, of.id == Trainee.filing_id)
        .where(
            func.json_extract(row.c.value, "$.kind") == "trainee", of.institution_id == only.institution_id
        )
    )
    return and_(Doubt.case_kind == "payment_batch", chosen.correlate(Doubt).exists())


def _row(found: Any) -> CaseDoubt:
    doubt, disposal, who, number, title, institution = found
    line = line_of(doubt, disposal, who)
    known = {each.name: getattr(line, each.name) for each in fields(DoubtRow)}
    return CaseDoubt(**known, number=number, title=title, institution=institution)
