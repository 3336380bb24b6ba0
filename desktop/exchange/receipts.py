"""What a receipt says of one package, on four levels: received, readable, each record, final counts. Never answered itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.exchange.inspection import Package
from desktop.exchange.manifest import RECEIPT
from desktop.problems import Unreadable

ACCEPTED, REJECTED, PARTLY = "accepted", "rejected", "partly"
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one record of the answered package."""

    kind: str
    uid: str
    number: str
    digest: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as the county reads it; money in fen, `digest` is the SHA-256 of the receipt package itself."""

    digest: str
    package_uid: str
    package_digest: str
    sequence: int
    received_at: datetime
    readable: bool
    reason: str
    outcome: str
    lines_fen: int
    payments_fen: int
    answers: tuple[Answer, ...]

    @property
    def rejected(self) -> tuple[Answer, ...]:
        """The answers that reject a record."""
        return tuple(answer for answer in self.answers if answer.state == REJECTED)


def rows(
    package: Package, uid: str, received_at: datetime, answers: Sequence[Answer], reason: str = ""
) -> dict[str, list[Mapping[str, Any]]]:
    """The records of the receipt package that answers `package`.

    `reason` says why the package could not be read as a whole; there are no answers then.
    """
    accepted = [answer for answer in answers if answer.state == ACCEPTED]
    taken = {answer.uid for answer in accepted}
    money = {"line": 0, "payment": 0}
    for record in package.records() if taken else ():
        if record.uid in taken and record.kind == "line":
            money["line"] += record.fields["granted_fen"]
        elif record.uid in taken and record.kind == "payment" and record.fields["result"] == "paid":
            money["payment"] += record.fields["amount_fen"]
    about = package.manifest
    receipt = {
        "uid": uid,
        "kind": RECEIPT,
        "number": about["number"],
        "package": {
            "uid": about["uid"],
            "sha256": package.digest,
            "sender": about["sender"]["code"],
            "sequence": about["sequence"],
        },
        "received_at": received_at.replace(microsecond=0).isoformat(),
        "received": True,
        "readable": not reason,
        "reason": reason,
        "outcome": _outcome(len(accepted), len(answers), reason),
        "records": sum(entry["records"] for entry in about["files"]),
        "accepted": len(accepted),
        "rejected": len(answers) - len(accepted),
        "lines_fen": money["line"],
        "payments_fen": money["payment"],
    }
    return {RECEIPT: [receipt], "answer": [_row(answer) for answer in answers]}


def parse(package: Package) -> Receipt:
    """The receipt in a package; raises Unreadable if it is none, or if its counts do not tie."""
    if package.manifest["kind"] != RECEIPT:
        raise Unreadable(
            "这是上报包，不是回执，本机没有接收。", "请选择省级返回的回执包（文件名中有 receipt）。"
        )
    records = list(package.records())
    heads = [record.fields for record in records if record.kind == RECEIPT]
    answers = tuple(_answer(record.fields) for record in records if record.kind == "answer")
    if len(heads) != 1:
        raise Unreadable("回执包里应当有且只有一份回执，本机没有接收。", "请省级重新生成回执。")
    head = heads[0]
    accepted = sum(answer.state == ACCEPTED for answer in answers)
    counts = {"accepted": accepted, "rejected": len(answers) - accepted}
    whole = len(answers) == (head["records"] if head["readable"] else 0)
    same = head["outcome"] == _outcome(accepted, len(answers), head["reason"])
    if not whole or not same or any(head[name] != count for name, count in counts.items()):
        raise Unreadable("回执的合计与逐条结果对不上，本机没有接收。", "请省级重新生成回执。")
    return Receipt(
        package.digest,
        head["package"]["uid"],
        head["package"]["sha256"],
        head["package"]["sequence"],
        datetime.fromisoformat(head["received_at"]),
        head["readable"],
        head["reason"],
        head["outcome"],
        head["lines_fen"],
        head["payments_fen"],
        answers,
    )


def _outcome(accepted: int, total: int, reason: str) -> str:
    if reason or (total and not accepted):
        return REJECTED
    return ACCEPTED if accepted == total else PARTLY


def _row(answer: Answer) -> dict[str, Any]:
    return {
        "uid": answer.uid,
        "kind": "answer",
        "number": answer.number,
        "record_kind": answer.kind,
        "sha256": answer.digest,
        "state": answer.state,
        "reason": answer.reason[:LONGEST_REASON],
    }


def _answer(fields: Mapping[str, Any]) -> Answer:
    return Answer(
        fields["record_kind"],
        fields["uid"],
        fields["number"],
        fields["sha256"],
        fields["state"],
        fields["reason"],
    )
