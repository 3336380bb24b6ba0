"""Deciding on a filing: acceptance, the one correction notice, approval, refusal on a listed ground (J12, A1)."""

from collections.abc import Sequence

from sqlalchemy import select

from db.base import new_uid
from db.filings import Correction, Filing, FindingRecord, Opinion
from desktop import audit, doubts, materials
from desktop.codes import grounds, title
from desktop.filings.entry import find
from desktop.filings.findings import clause, examine
from desktop.filings.moves import MOVES
from desktop.moves import demand, named, take
from desktop.policy import Strength
from desktop.problems import Refused
from desktop.workspace import Desk

SHORTEST_REASON = 5


def accept(desk: Desk, filing_id: int) -> str:
    """Accept a filing: give it its number and the day by which it is to be decided; returns the number."""
    filing = find(desk, filing_id)
    demand(desk, filing, named(MOVES, "accept"))
    filing.due_on = desk.calendar.add_working_days(desk.today, days(desk, "filing_review_days"))
    filing.number, filing.accepted_on = desk.number("备"), desk.today
    take(desk, filing, named(MOVES, "accept"))
    examine(desk, filing)
    doubts.check(desk, "filing", filing.id)
    return filing.number


def decline(desk: Desk, filing_id: int, ground: str, reason: str) -> str:
    """Refuse to accept a filing on one of the listed grounds, with what was found in writing; returns its number.

    Done by a reviewer who did not enter it; free text alone declines nothing (A1).
    """
    filing = find(desk, filing_id)
    known = {each.code: each for each in grounds(desk.workspace.region, "acceptance")}
    if ground not in known:
        raise Refused("不予受理必须选择文件列明的理由，不能只写文字。", "请从理由目录中选择一项。")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(
            "没有写明不予受理的具体情况。", f"请写明核对了什么、情况如何，至少{SHORTEST_REASON}个字。"
        )
    demand(desk, filing, named(MOVES, "decline"))
    filing.number = desk.number("不受")
    take(desk, filing, named(MOVES, "decline"), 理由=known[ground].title, 情况=reason.strip())
    filing.refusal_ground, filing.decided_on = ground, desk.today
    give_opinion(desk, "filing", filing.id, "受理", "不予受理", reason)
    return filing.number


def defects(desk: Desk, filing: Filing) -> list[dict[str, str]]:
    """Return everything that is wrong with a filing as far as it can be seen: materials missing, rules broken."""
    found = [
        {"subject": "申报材料", "what": f"缺少材料：{line.title}", "remedy": "请补交。", "clause": ""}
        for line in materials.missing(desk, "filing", filing.id)
    ]
    rows = desk.session.scalars(
        select(FindingRecord)
        .where(
            FindingRecord.case_kind == "filing",
            FindingRecord.case_id == filing.id,
            FindingRecord.strength != Strength.NOTICE,
            FindingRecord.accepted_by.is_(None),
        )
        .order_by(FindingRecord.id)
    )
    found += [
        {"subject": row.title, "what": row.sentence, "remedy": row.remedy, "clause": clause(row.cites)}
        for row in rows
    ]
    return found


def ask_correction(desk: Desk, filing_id: int, more: Sequence[str] = ()) -> str:
    """Send a filing back once with all its defects, found ones and those the clerk adds; returns the notice number."""
    filing = find(desk, filing_id)
    examine(desk, filing)
    told = defects(desk, filing) + [
        {"subject": "其他", "what": text.strip(), "remedy": "请补正。", "clause": ""}
        for text in more
        if text.strip()
    ]
    if not told:
        raise Refused("没有发现需要补正的问题。", "如另有问题，请先写明再发补正告知书。")
    take(desk, filing, named(MOVES, "ask_correction"), 问题数=len(told))
    notice = Correction(
        uid=new_uid(),
        number=desk.number("补正"),
        filing_id=filing.id,
        issued_on=desk.today,
        due_on=desk.calendar.add_working_days(desk.today, days(desk, "correction_days")),
        defects=told,
    )
    filing.due_on = notice.due_on
    desk.session.add(notice)
    desk.session.flush()
    return notice.number


def take_correction(desk: Desk, filing_id: int) -> None:
    """Take in the corrected filing: the clock starts again."""
    filing = find(desk, filing_id)
    demand(desk, filing, named(MOVES, "take_correction"))
    filing.due_on = desk.calendar.add_working_days(desk.today, days(desk, "filing_review_days"))
    take(desk, filing, named(MOVES, "take_correction"))
    notice = desk.session.scalar(select(Correction).where(Correction.filing_id == filing.id))
    if notice is not None:
        notice.answered_on = desk.today
    examine(desk, filing)
    doubts.check(desk, "filing", filing.id)


def approve(desk: Desk, filing_id: int, opinion: str) -> None:
    """Approve a filing; done by a reviewer who did not handle it."""
    filing = find(desk, filing_id)
    examine(desk, filing)
    doubts.check(desk, "filing", filing.id)
    take(desk, filing, named(MOVES, "approve"), 意见=opinion.strip(), 疑点=doubts.fact(desk, filing))
    filing.decided_on = desk.today
    give_opinion(desk, "filing", filing.id, "复核", "同意", opinion)


def refuse(desk: Desk, filing_id: int, ground: str, opinion: str) -> None:
    """Refuse a filing on one of the listed grounds; free text alone cannot refuse (A1)."""
    filing = find(desk, filing_id)
    known = {each.code: each for each in grounds(desk.workspace.region, "filing")}
    if ground not in known:
        raise Refused("不予同意必须选择法定或文件列明的理由，不能只写文字。", "请从理由目录中选择一项。")
    take(desk, filing, named(MOVES, "refuse"), 理由=known[ground].title)
    filing.refusal_ground, filing.decided_on = ground, desk.today
    give_opinion(desk, "filing", filing.id, "复核", "不予同意", f"{known[ground].title}。{opinion.strip()}")


def recheck(desk: Desk, filing_id: int) -> int:
    """Look at a filing again after registers or local values have changed; returns how many findings it has now."""
    filing = find(desk, filing_id)
    if not desk.clerk.roles & {"handler", "reviewer"}:
        desk.needs("handler", title("roles", "handler"))
    if filing.state not in ("draft", "accepted", "correcting"):
        raise Refused(f"本件{title('filing_states', filing.state)}，不需要再核查。", "请刷新后再看。")
    found = examine(desk, filing)
    audit.record(desk, "重新核查", audit.OTHER, "filing", filing.uid, filing.number, 问题数=len(found))
    return len(found)


def archive(desk: Desk, filing_id: int) -> None:
    """Put a case away once nothing of it is under way; from here its years of keeping count (J8)."""
    take(desk, find(desk, filing_id), named(MOVES, "archive"))


def give_opinion(desk: Desk, case_kind: str, case_id: int, step: str, verdict: str, text: str) -> None:
    """Keep what a decider said at a step of a case."""
    desk.session.add(
        Opinion(
            case_kind=case_kind,
            case_id=case_id,
            step=step,
            verdict=verdict,
            text=text.strip() or verdict,
            account_id=desk.clerk.id,
            account_name=desk.clerk.name,
            at=desk.now,
        )
    )
    desk.session.flush()


def days(desk: Desk, name: str) -> int:
    """Return a working-day limit that the policy sets."""
    value = desk.policy.value(name, desk.today).value
    if not isinstance(value, int):
        raise Refused(f"政策值“{name}”不是天数。", "请在“政策 → 本地政策值”中检查。")
    return value
