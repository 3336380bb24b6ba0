"""Holding a class: opening it, ending it, and when its attendance and certificates may still be entered (J8, J13)."""

from datetime import date

from sqlalchemy import func, select

from db.base import new_uid
from db.classes import Attendance, TrainingClass
from db.filings import Trainee
from db.subsidies import Claim
from desktop import audit
from desktop.batches import Subject, Taken
from desktop.codes import title
from desktop.filings.entry import find as find_filing
from desktop.filings.moves import MOVES
from desktop.filings.roster import applicant
from desktop.intake import Reading
from desktop.moves import demand, named, take
from desktop.problems import Refused
from desktop.workspace import Desk


def open_class(desk: Desk, filing_id: int, opened_on: date | None = None) -> str:
    """Open the class of an approved filing and return its number."""
    filing = find_filing(desk, filing_id)
    day = opened_on or desk.today
    demand(desk, filing, named(MOVES, "open"))
    if filing.decided_on is not None and day < filing.decided_on:
        raise Refused(
            f"开班日期{day}早于同意备案的日期{filing.decided_on}，不能开班。",
            "备案经同意后方可组织实施，请核对开班日期。",
        )
    if day > desk.today:
        raise Refused(f"开班日期{day}还没有到，不能登记开班。", "请在开班当天或之后登记。")
    take(desk, filing, named(MOVES, "open"), 开班日期=str(day))
    opened = TrainingClass(
        uid=new_uid(), number=desk.number("班"), filing_id=filing.id, opened_on=day, ended_on=None
    )
    desk.session.add(opened)
    desk.session.flush()
    return opened.number


def finish(desk: Desk, class_id: int, ended_on: date | None = None) -> None:
    """End a class; it needs attendance for every trainee, and no attendance may lie after the end."""
    opened = find(desk, class_id)
    demand(desk, opened.filing, named(MOVES, "finish"))
    day = ended_on or desk.today
    attended = select(Attendance.trainee_id).where(Attendance.trainee_id == Trainee.id).exists()
    without = desk.session.scalar(
        select(func.count()).select_from(Trainee).where(Trainee.filing_id == opened.filing_id, ~attended)
    )
    if without:
        raise Refused(f"有 {without} 人没有任何考勤记录，不能结业。", "请导入考勤，未参训的登记为缺勤。")
    last = desk.session.scalar(
        select(func.max(Attendance.day)).join(Trainee).where(Trainee.filing_id == opened.filing_id)
    )
    if last is not None and day < last:
        raise Refused(f"结业日期{day}早于最后一次考勤{last}，不能结业。", "请核对结业日期。")
    if day > desk.today:
        raise Refused(f"结业日期{day}还没有到，不能登记结业。", "请在结业当天或之后登记。")
    take(desk, opened.filing, named(MOVES, "finish"), 结业日期=str(day))
    opened.ended_on = day


def find(desk: Desk, class_id: int) -> TrainingClass:
    """Return the class, or refuse when there is none."""
    opened = desk.session.get(TrainingClass, class_id)
    if opened is None:
        raise Refused("没有找到这个班级。", "请刷新列表后再试。")
    return opened


def held(desk: Desk, class_id: int) -> TrainingClass:
    """Return a class whose attendance, learning records and certificates may be entered now, or refuse.

    That is one being held, and a finished one as long as no claim on it, an advance apart, is being decided or was
    granted; after that only where the province has sent the case back.
    """
    desk.needs("handler", title("roles", "handler"))
    opened = find(desk, class_id)
    reason = fixed(desk, opened)
    if reason is not None:
        raise Refused(*reason)
    return opened


def fixed(desk: Desk, opened: TrainingClass) -> tuple[str, str] | None:
    """Return why what is entered of a class cannot change now, and what helps; None when it can."""
    filing = opened.filing
    if filing.state not in ("open", "finished"):
        return (
            f"本班{title('filing_states', filing.state)}，不能再登记。",
            "考勤和证书只在开班到归档之间登记。",
        )
    decided = select(Claim).where(
        Claim.filing_id == filing.id,
        Claim.stage != "advance",
        Claim.state.in_(("submitted", "reviewed", "approved")),
        Claim.reopened_on.is_(None),
    )
    claim = desk.session.scalar(decided.limit(1)) if filing.reopened_on is None else None
    if claim is None:
        return None
    state = title("claim_states", claim.state)
    return (
        f"补贴申请{claim.number}{state}，本班的考勤和证书不能再改。",
        "确需更正的，请先把补贴申请退回经办。",
    )


def subject(opened: TrainingClass) -> Subject:
    """Return what a workbook of a class is about."""
    return Subject("training_class", opened.id, opened.filing_id)


def sender_of(opened: TrainingClass) -> str:
    """Return who usually sends a class's lists: who teaches it, else who applied."""
    filing = opened.filing
    return filing.institution.name if filing.institution else applicant(filing)


def finished(desk: Desk, opened: TrainingClass, reading: Reading, taken: Taken, deed: str) -> Taken:
    """Leave the entry for a workbook that changed something of a class, and return what became of it."""
    desk.reread()
    if taken.before is not None:
        return taken
    audit.record(
        desk,
        deed,
        audit.HANDLING,
        "training_class",
        opened.uid,
        opened.number,
        文件=reading.file_name,
        new=taken.new,
        changed=taken.changed,
        unchanged=taken.unchanged,
        faulty=taken.faulty,
    )
    return taken
