"""What the province holds against each record of a package: its fields, what it refers to, and who was paid before.

A record is accepted or rejected with a reason. A rejected line takes its application and its payment with it, so
that these come again, corrected, together; the other lines stand.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.exchange import ReceivedPackage, ReceivedRecord
from desktop.exchange import schemas
from desktop.exchange.inspection import Package, Record
from desktop.exchange.receipts import ACCEPTED, REJECTED, Answer
from desktop.pages import listed

WHOLE, ADVANCE = "whole", "advance"
REFERENCES: Mapping[str, Mapping[str, str]] = {
    "filing": {
        "employer": "employer",
        "institution": "institution",
        "platform": "platform",
        "person": "person",
    },
    "class": {"filing": "filing"},
    "trainee": {"class": "class", "person": "person"},
    "certificate": {"trainee": "trainee"},
    "claim": {"filing": "filing"},
    "line": {"claim": "claim", "trainee": "trainee", "person": "person"},
    "payment": {"notice": "notice"},
}
"""Which fields of a record name another record, and of what kind it must be."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A record with its answer and the key by which the same benefit would be found again."""

    record: Record
    answer: Answer
    natural_key: str


@dataclass(frozen=True, slots=True)
class Past:
    """A record accepted earlier: its digest and fields, and which package of whom brought it."""

    kind: str
    uid: str
    number: str
    digest: str
    fields: Mapping[str, Any]
    natural_key: str
    sender: str
    sequence: int

    @property
    def origin(self) -> str:
        """Where it came from, as a reason names it."""
        number = f"（{self.number}）" if self.number else ""
        return f"{self.sender} 第 {self.sequence} 包{number}"


class Bench:
    """One package before the province: what is accepted so far, and what was accepted earlier."""

    def __init__(self, session: Session, package: Package) -> None:
        self.package = package
        self.records = list(package.records())
        self.here = {record.uid: record for record in self.records}
        self.accepted: dict[str, Record] = {}
        self.past = _past(session, ReceivedRecord.uid, self._named())
        self.faults = {record.uid: schemas.fault(record.kind, dict(record.fields)) for record in self.records}
        self.keys = {record.uid: self._key(record) for record in self.records}
        self.claimed: dict[str, list[Record]] = defaultdict(list)
        self.lines: dict[str, list[Record]] = defaultdict(list)
        for record in self.records:
            if record.kind == "line":
                self.lines[str(record.fields.get("claim"))].append(record)
        self.rivals: dict[str, list[Past]] = defaultdict(list)
        for past in _past(session, ReceivedRecord.natural_key, filter(None, self.keys.values())).values():
            self.rivals[past.natural_key].append(past)

    def taken(self, uid: object, kind: str) -> Mapping[str, Any] | None:
        """The fields of a record of this kind that is accepted, now or earlier; None if there is none."""
        for found in (self.accepted.get(str(uid)), self.past.get(str(uid))):
            if found is not None and found.kind == kind:
                return found.fields
        return None

    def others(self, record: Record) -> Iterable[tuple[Mapping[str, Any], str]]:
        """The fields and the origin of every other accepted record with the same natural key."""
        key = self.keys[record.uid]
        for past in self.rivals[key] if key else ():
            if past.uid != record.uid:
                yield past.fields, past.origin
        for one in self.claimed[key] if key else ():
            yield one.fields, f"同一包（{one.number}）"

    def accept(self, record: Record) -> None:
        """Take a record in, so that later ones may refer to it or clash with it."""
        self.accepted[record.uid] = record
        self.claimed[self.keys[record.uid]].append(record)

    def _named(self) -> set[str]:
        """Every identifier that the package uses: its own records' and those they refer to."""
        named = set(self.here)
        for record in self.records:
            fields = [record.fields.get(field) for field in (*REFERENCES.get(record.kind, ()), "payee_uid")]
            paid = record.fields.get("lines") if record.kind == "payment" else None
            if isinstance(paid, list):
                fields += [one.get("line") for one in paid if isinstance(one, dict)]
            named |= {uid for uid in fields if isinstance(uid, str)}
        return named

    def _key(self, record: Record) -> str:
        if self.faults[record.uid]:
            return ""
        person = str(record.fields.get("person"))
        found: Record | Past | None = self.here.get(person) or self.past.get(person)
        id_number = str(found.fields.get("id_number", "")) if found else ""
        claim = self.here.get(str(record.fields.get("claim")))
        stage = str(claim.fields.get("stage", WHOLE)) if claim else WHOLE
        return natural_key(
            record.kind, record.fields, str(self.package.manifest["sender"]["code"]), id_number, stage
        )


def natural_key(kind: str, fields: Mapping[str, Any], sender: str, id_number: str, stage: str = WHOLE) -> str:
    """What makes two records speak of the same thing though their identifiers differ; "" if nothing does."""
    if kind in ("employer", "institution", "platform"):
        return f"{kind}|{fields['credit_code']}"
    if kind == "person":
        return f"person|{fields['id_number']}"
    if kind == "certificate":
        return f"certificate|{fields['type']}|{fields['certificate_number']}"
    if kind == "line" and fields["granted_fen"]:
        return f"{fields['scheme']}|{id_number}|{_benefit(fields, stage)}"
    if kind == "payment":
        return f"payment|{fields['notice']}"
    return f"{kind}|{sender}|{fields['number']}" if kind in ("filing", "class", "claim", "notice") else ""


def _benefit(fields: Mapping[str, Any], stage: str) -> str:
    """What a person gets once only: days, one kind of entrepreneurship training, one level of one occupation.

    An apprenticeship is paid in two parts; an advance is had once, and the rest beside it.
    """
    if fields["scheme"] != "training":
        return "days"
    what = fields["programme"] or f"{fields['occupation']}|{fields['level']}"
    return f"{what}|{ADVANCE}" if stage == ADVANCE else what


def judge(session: Session, package: Package) -> list[Judged]:
    """Every record of a readable package with its answer, in the order in which they refer to each other."""
    bench = Bench(session, package)
    reasons: dict[str, str] = {}
    for kind in schemas.KINDS:
        for record in (each for each in bench.records if each.kind == kind):
            reasons[record.uid] = next(filter(None, (check(bench, record) for check in CHECKS)), "")
            if not reasons[record.uid]:
                bench.accept(record)
        if kind == "line":
            _hold_back(bench, reasons)
    return [_judged(bench, record, reasons[record.uid]) for record in bench.records]


def _judged(bench: Bench, record: Record, reason: str) -> Judged:
    state = REJECTED if reason else ACCEPTED
    answer = Answer(record.kind, record.uid, record.number, record.digest, state, reason)
    return Judged(record, answer, "" if reason else bench.keys[record.uid])


def _hold_back(bench: Bench, reasons: dict[str, str]) -> None:
    """Reject an application of which a line was rejected: it comes again with the corrected line."""
    for uid, lines in bench.lines.items():
        wrong = sum(bool(reasons[line.uid]) for line in lines)
        if wrong and uid in bench.accepted:
            del bench.accepted[uid]
            reasons[uid] = f"有 {wrong} 条补贴明细未被接收，本申请随更正后的明细一并重报"


def agreed(bench: Bench, record: Record) -> str:
    """The record has the agreed fields."""
    return bench.faults[record.uid]


def unchanged(bench: Bench, record: Record) -> str:
    """What was accepted once stays as it is; only a rejected record may come again in another form."""
    past = bench.past.get(record.uid)
    if past is None or (past.digest == record.digest and past.kind == record.kind):
        return ""
    return f"{past.origin} 已接收过这条记录而内容不同，已接收的记录不能再改"


def referring(bench: Bench, record: Record) -> str:
    """Whatever the record refers to is accepted, now or earlier."""
    for field, kind in REFERENCES.get(record.kind, {}).items():
        uid = record.fields[field]
        if uid is not None and bench.taken(uid, kind) is None:
            return f"所引用的{schemas.title(kind)}没有被接收"
    return ""


def tied(bench: Bench, record: Record) -> str:
    """The sums tie: application to lines, line to its own amounts, payment to what it pays."""
    check = {"claim": _claim_ties, "line": _line_ties, "payment": _payment_ties}.get(record.kind)
    return check(bench, record) if check else ""


def _claim_ties(bench: Bench, record: Record) -> str:
    claim = record.fields
    lines = [line.fields for line in bench.lines[record.uid]]
    if len(lines) != claim["lines"]:
        return f"申请记有 {claim['lines']} 条明细，包内有 {len(lines)} 条；申请应与全部明细同包报送"
    for field in ("asked_fen", "granted_fen"):
        if sum(line[field] for line in lines if isinstance(line.get(field), int)) != claim[field]:
            return "申请的金额与明细合计不一致"
    return ""


def _line_ties(bench: Bench, record: Record) -> str:
    line = record.fields
    trainee = bench.taken(line["trainee"], "trainee")
    if trainee is None or trainee["person"] != line["person"]:
        return "明细所记的人员与学员记录不是同一人"
    if line["granted_fen"] > line["asked_fen"] or (line["outcome"] == "refused") != (
        line["granted_fen"] == 0
    ):
        return "核定结果与申请金额、核准金额互相矛盾"
    if line["days"] != sorted(line["days"]) or (line["scheme"] == "training" and line["days"]):
        return "生活费补贴日期没有按先后排列，或记在了培训补贴上"
    return ""


def _payment_ties(bench: Bench, record: Record) -> str:
    payment = record.fields
    if sum(one["amount_fen"] for one in payment["lines"]) != payment["amount_fen"]:
        return "拨付金额与所付明细合计不一致"
    if bench.taken(payment["payee_uid"], payment["payee_kind"]) is None:
        return f"收款的{schemas.title(payment['payee_kind'])}没有被接收"
    notice = bench.taken(payment["notice"], "notice") or {"lines": []}
    cleared = {one["line"]: one["amount_fen"] for one in notice["lines"] if one["state"] == "cleared"}
    for one in payment["lines"]:
        line = bench.taken(one["line"], "line")
        if line is None:
            return "所付的补贴明细中有未被接收的"
        if line["granted_fen"] != one["amount_fen"] or line["scheme"] != payment["scheme"]:
            return f"所付明细（{line['number']}）的金额或补贴项目与核准的不一致"
        if cleared.get(one["line"]) != one["amount_fen"]:
            return f"所付明细（{line['number']}）没有按这个金额公示无异议"
    return ""


def single(bench: Bench, record: Record) -> str:
    """Nobody else's accepted record speaks of the same thing: no benefit twice, across all counties (J11)."""
    fields = record.fields
    for other, origin in bench.others(record):
        if record.kind in ("employer", "institution", "platform", "person"):
            if other["name"] != fields["name"]:
                return f"{origin} 已用同一号码登记了另一名称，请核对"
        elif record.kind == "line" and fields["scheme"] == "allowance":
            if same := sorted(set(fields["days"]) & set(other["days"])):
                return f"该人员 {same[0]} 的生活费补贴已由 {origin} 领取，同一天不能重复享受"
        elif record.kind == "payment":
            if _paid(fields) & _paid(other):
                return f"所付的明细已由 {origin} 拨付，不能重复拨付"
        elif record.kind == "line":
            what = "同类创业培训" if fields["programme"] else "同一职业同一等级"
            return f"该人员{what}的培训补贴已由 {origin} 领取，不能重复享受"
        else:
            return f"{origin} 已有相同编号的{schemas.title(record.kind)}"
    return ""


CHECKS: tuple[Callable[[Bench, Record], str], ...] = (agreed, unchanged, referring, tied, single)
"""What each record must pass, in this order; each gives the reason against it, or nothing."""


def _paid(payment: Mapping[str, Any]) -> set[str]:
    return {one["line"] for one in payment["lines"]} if payment["result"] == "paid" else set()


def _past(session: Session, column: Any, values: Iterable[str]) -> dict[str, Past]:
    """Every record accepted earlier whose `column` has one of the values, by identifier."""
    found = session.execute(
        select(ReceivedRecord, ReceivedPackage.sender, ReceivedPackage.sequence)
        .join(ReceivedPackage, ReceivedPackage.id == ReceivedRecord.package_id)
        .where(ReceivedRecord.state == ACCEPTED, column.in_(listed(values)))
        .order_by(ReceivedRecord.id.desc())
    )
    past = {}
    for row, sender, sequence in found:
        fields = json.loads(row.payload)
        past[row.uid] = Past(
            row.kind, row.uid, fields["number"], row.digest, fields, row.natural_key, sender, sequence
        )
    return past
