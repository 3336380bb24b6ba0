"""Putting approved lines up for the public: the list, the working-day clock, objections, and closing (J14)."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import Exists, delete, func, select

from db.accounts import Account
from db.base import new_uid
from db.filings import Filing
from db.notices import Notice, NoticeLine, Objection
from db.subsidies import AllowanceDay, Claim, ClaimLine
from desktop import audit
from desktop.audit import HANDLING
from desktop.codes import title
from desktop.filings.findings import uids_of
from desktop.filings.review import days
from desktop.moves import Move, demand, named, take
from desktop.problems import Refused
from desktop.subsidies.resharing import reshare
from desktop.subsidies.sharing import OBJECTION
from desktop.workspace import Desk

PUBLIC = ("granted", "cut")
ON_THE_LIST = ("listed", "cleared")
ANSWERING = "处理异议"
OUTCOMES = {"upheld": "异议成立", "dismissed": "异议不成立"}


def days_are_over(desk: Desk, notice: Notice) -> str:
    """A notice stays up for all of its working days; the last of them must have passed."""
    if notice.ends_on is None or desk.today <= notice.ends_on:
        return f"公示期到{notice.ends_on}为止，还没有届满。"
    return ""


def no_objection_is_open(desk: Desk, notice: Notice) -> str:
    """Every objection has been answered."""
    open_ = desk.session.scalar(
        select(func.count(Objection.id))
        .join(NoticeLine)
        .where(NoticeLine.notice_id == notice.id, Objection.outcome.is_(None))
    )
    return f"还有 {open_} 件异议没有处理。" if open_ else ""


MOVES: tuple[Move[Notice], ...] = (
    Move("post", "张贴公示", ("draft",), "posted", "handler", HANDLING),
    Move(
        "close", "结束公示", ("posted",), "closed", "handler", HANDLING, (days_are_over, no_objection_is_open)
    ),
)


def publishable(desk: Desk) -> tuple[tuple[int, str, str, int, Decimal], ...]:
    """Return (claim id, number, title, lines, yuan) of every approved claim with lines that were never put up."""
    rows = desk.session.execute(
        select(Claim.id, Claim.number, Filing.title, func.count(ClaimLine.id), func.sum(ClaimLine.amount))
        .join(ClaimLine)
        .join(Filing, Filing.id == Claim.filing_id)
        .where(Claim.state == "approved", ClaimLine.state.in_(PUBLIC), ~_is_listed())
        .group_by(Claim.id)
        .order_by(Claim.id)
    )
    return tuple((row[0], row[1], row[2], row[3], row[4]) for row in rows)


def prepare(desk: Desk, claim_ids: Sequence[int], place: str = "") -> int:
    """Make the list of all approved lines of the claims; returns the notice's id.

    Refused when a claim is not approved or nothing of it is left to publish.
    """
    desk.needs("handler", title("roles", "handler"))
    lines = desk.session.scalars(
        select(ClaimLine)
        .join(Claim)
        .where(Claim.id.in_(claim_ids), Claim.state == "approved", ClaimLine.state.in_(PUBLIC), ~_is_listed())
        .order_by(Claim.id, ClaimLine.scheme.desc(), ClaimLine.trainee_id)
    ).all()
    without = set(claim_ids) - {line.claim_id for line in lines}
    if not lines or without:
        raise Refused("所选申请中有的未经审批，或已全部公示。", "请刷新后重新选择已审批、待公示的申请。")
    working_days = days(desk, "publicity_days")
    number = desk.number("示")
    notice = Notice(
        uid=new_uid(),
        number=number,
        title=f"关于职业培训补贴审核情况的公示（{number}）",
        place=place,
        working_days=working_days,
    )
    desk.session.add(notice)
    desk.session.flush()
    desk.session.bulk_save_objects(
        [
            NoticeLine(uid=new_uid(), notice_id=notice.id, line_id=line.id, position=at, amount=line.amount)
            for at, line in enumerate(lines, 1)
        ]
    )
    audit.record(
        desk,
        "编制公示名单",
        HANDLING,
        "notice",
        notice.uid,
        notice.number,
        行数=len(lines),
        金额=str(sum((line.amount for line in lines), Decimal(0))),
    )
    return notice.id


def post(desk: Desk, notice_id: int, place: str = "") -> None:
    """Put the list up today; the clock counts working days from tomorrow."""
    notice = find(desk, notice_id)
    demand(desk, notice, named(MOVES, "post"))
    if not place.strip() and not notice.place:
        raise Refused("没有填写公示地点。", "请填写张贴地点或网站栏目，公示文书上要写明。")
    notice.place = place.strip() or notice.place
    notice.posted_on = desk.today
    notice.ends_on = desk.calendar.add_working_days(desk.today, notice.working_days)
    take(desk, notice, named(MOVES, "post"), 地点=notice.place, 截止=str(notice.ends_on))


def object_to(desk: Desk, notice_line_id: int, raised_by: str, text: str) -> int:
    """Register an objection to one line, by name or anonymous (empty name); the line stops until it is answered.

    Anybody who works here takes an objection; who took it does not answer it.
    """
    row = desk.session.get(NoticeLine, notice_line_id)
    if row is None or row.notice.state != "posted":
        raise Refused("这份公示不在公示期内，不能登记异议。", "公示结束后的反映请按信访或举报程序办理。")
    if row.state == "withdrawn":
        raise Refused("这一行已撤出公示。", "请核对名单序号。")
    if not text.strip():
        raise Refused("没有填写异议内容。", "请写明反映的情况。")
    objection = Objection(
        uid=new_uid(),
        notice_line_id=row.id,
        received_on=desk.today,
        received_by=desk.clerk.id,
        raised_by=raised_by.strip(),
        text=text.strip(),
        outcome=None,
    )
    desk.session.add(objection)
    row.state = "objected"
    desk.session.flush()
    who = "实名" if raised_by.strip() else "匿名"
    notice = row.notice
    audit.record(desk, "登记异议", HANDLING, "notice", notice.uid, notice.number, 序号=row.position, 方式=who)
    return objection.id


def answer(desk: Desk, objection_id: int, outcome: str, text: str) -> None:
    """Answer an objection: `upheld` takes the line off and refuses it, `dismissed` clears it.

    An apprenticeship is then shared anew among those who are left, which can only lower what the list grants.
    Done by a reviewer or the director who neither took the objection nor handled the case.
    """
    objection, row = _to_answer(desk, objection_id)
    if outcome not in OUTCOMES:
        raise Refused("异议的结论没有选择。", "请选择“异议成立”或“异议不成立”。")
    if len(text.strip()) < 5:
        raise Refused("没有写明调查结果。", "请写明调查情况和处理意见，至少5个字。")
    objection.outcome, objection.answer = outcome, text.strip()
    objection.handled_by, objection.handled_on = desk.clerk.id, desk.today
    desk.session.flush()
    if outcome == "upheld":
        if row.state != "withdrawn":
            _withdraw(desk, row.line, text.strip())
            _share_anew(desk, row)
        row.state = "withdrawn"
    elif row.state == "objected" and not _is_open(desk, row):
        row.state = "cleared"
    notice = row.notice
    audit.record(
        desk,
        ANSWERING,
        audit.DECIDING,
        "notice",
        notice.uid,
        notice.number,
        序号=row.position,
        结论=OUTCOMES[outcome],
    )


def _to_answer(desk: Desk, objection_id: int) -> tuple[Objection, NoticeLine]:
    """The objection and its line; refused unless it is open and this clerk may answer it."""
    if not desk.clerk.roles & {"reviewer", "director"}:
        desk.needs("reviewer", title("roles", "reviewer"))
    objection = desk.session.get(Objection, objection_id)
    if objection is None or objection.outcome is not None:
        raise Refused("没有找到待处理的异议。", "请刷新后再试。")
    if objection.received_by == desk.clerk.id:
        raise Refused("登记异议的人不能处理同一件异议。", "请由其他人员调查处理。")
    row = desk.session.get_one(NoticeLine, objection.notice_line_id)
    if desk.clerk.id in audit.who_had(desk.session, HANDLING, uids_of(desk, row.line.claim)):
        raise Refused(f"{desk.clerk.name}经办过被反映的申请，不能处理对它的异议。", "请由其他人员调查处理。")
    return objection, row


def _is_open(desk: Desk, row: NoticeLine) -> bool:
    """Whether any objection to a line still waits for its answer."""
    waiting = select(Objection.id).where(Objection.notice_line_id == row.id, Objection.outcome.is_(None))
    return desk.session.scalar(waiting.limit(1)) is not None


def close(desk: Desk, notice_id: int) -> None:
    """Close a notice once its days are over and no objection is open."""
    notice = find(desk, notice_id)
    take(desk, notice, named(MOVES, "close"))
    notice.closed_on = desk.today


def find(desk: Desk, notice_id: int) -> Notice:
    """Return the notice, or refuse when there is none."""
    notice = desk.session.get(Notice, notice_id)
    if notice is None:
        raise Refused("没有找到这份公示。", "请刷新列表后再试。")
    return notice


def name_of(desk: Desk, account_id: int | None) -> str:
    """Return an account's name, or nothing."""
    return (
        (desk.session.scalar(select(Account.name).where(Account.id == account_id)) or "")
        if account_id
        else ""
    )


def _is_listed() -> Exists:
    return select(NoticeLine.id).where(NoticeLine.line_id == ClaimLine.id).exists()


def _withdraw(desk: Desk, line: ClaimLine, why: str) -> None:
    note = {
        "rule": OBJECTION,
        "title": "公示异议成立",
        "strength": "must",
        "sentence": f"公示异议成立：{why}",
    }
    line.findings = [
        *line.findings,
        {**note, "remedy": "", "facts": {}, "document": "", "number": "", "clause": ""},
    ]
    line.state, line.amount = "refused", Decimal(0)
    desk.session.execute(delete(AllowanceDay).where(AllowanceDay.line_id == line.id))
    desk.session.flush()


def _share_anew(desk: Desk, row: NoticeLine) -> None:
    """Put the other lines of an apprenticeship at what is left for each, on the list too; nothing was paid of it yet."""
    changed = {line.id: line for line in reshare(desk, row.line.claim)}
    if not changed:
        return
    for other in row.notice.lines:
        if other.line_id in changed and other.state != "withdrawn":
            if other.posted_amount is None:
                other.posted_amount = other.amount
            other.amount = changed[other.line_id].amount
            other.state = other.state if other.amount else "withdrawn"
    claim = row.line.claim
    audit.record(
        desk,
        "重新分摊",
        audit.DECIDING,
        "claim",
        claim.uid,
        claim.number,
        行数=len(changed),
        金额=str(sum((line.amount for line in claim.lines), Decimal(0))),
    )
    desk.session.flush()
