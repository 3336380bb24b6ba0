"""That a notice was really up, and that it came down again: the evidence, and the day it was taken down (J14)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from db.accounts import Account
from db.base import new_uid
from db.filings import EvidenceFile
from db.notices import NoticeEvidence
from desktop import audit, evidence
from desktop.audit import HANDLING
from desktop.codes import title
from desktop.notices.publishing import find
from desktop.problems import Refused
from desktop.workspace import Desk

SHOWS = {"posted": "张贴", "taken_down": "撤下"}
DAYS_TO_TAKE_DOWN = 1
"""Working days after the end of the period in which a list should be gone from wall and website."""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence: what it shows, the file and its digest, the day, and who kept it."""

    id: int
    shows: str
    shows_title: str
    file_name: str
    digest: str
    day: date
    note: str
    kept_by: str


def keep_evidence(
    desk: Desk, notice_id: int, shows: str, file: Path, day: date | None = None, note: str = ""
) -> None:
    """Keep a picture or page that shows that the notice was up (`posted`) or has been taken down (`taken_down`)."""
    desk.needs("handler", title("roles", "handler"))
    notice = find(desk, notice_id)
    if shows not in SHOWS:
        raise Refused("没有选择凭证说明什么。", "请选择“张贴”或“撤下”。")
    if notice.posted_on is None:
        raise Refused("公示还没有张贴，没有可以收存的凭证。", "请先办理“张贴公示”。")
    on = day or desk.today
    if not notice.posted_on <= on <= desk.today:
        raise Refused(f"凭证日期{on}不在张贴日{notice.posted_on}至今天之间。", "请核对拍摄日期。")
    digest = evidence.keep(desk, file)
    desk.session.add(
        NoticeEvidence(
            uid=new_uid(),
            notice_id=notice.id,
            shows=shows,
            digest=digest,
            day=on,
            note=note.strip(),
            kept_by=desk.clerk.id,
        )
    )
    desk.session.flush()
    said = {"说明": SHOWS[shows], "日期": str(on), "摘要": digest[:16]}
    audit.record(desk, "收存公示凭证", HANDLING, "notice", notice.uid, notice.number, **said)


def take_down(desk: Desk, notice_id: int, day: date | None = None) -> None:
    """Record that the list is gone from wall and website; personal data is not left up after the period."""
    desk.needs("handler", title("roles", "handler"))
    notice = find(desk, notice_id)
    on = day or desk.today
    if notice.state != "closed":
        raise Refused("公示还没有结束，名单不能撤下。", "请在公示期满并办理“结束公示”后撤下。")
    if notice.taken_down_on is not None:
        raise Refused(f"这份名单已于{notice.taken_down_on}撤下。", "无需再次登记。")
    if notice.ends_on is None or not notice.ends_on < on <= desk.today:
        raise Refused(f"撤下日期{on}不在公示期满之后至今天之间。", "请核对撤下日期。")
    notice.taken_down_on = on
    desk.session.flush()
    audit.record(desk, "撤下公示名单", HANDLING, "notice", notice.uid, notice.number, 日期=str(on))


def due_down(desk: Desk, ends_on: date) -> date:
    """Return the day by which a list whose period ended on `ends_on` should be taken down."""
    return desk.calendar.add_working_days(ends_on, DAYS_TO_TAKE_DOWN)


def evidence_lines(desk: Desk, notice_id: int) -> tuple[EvidenceLine, ...]:
    """Return what was kept as evidence for a notice, in the order in which it came in."""
    rows = desk.session.execute(
        select(NoticeEvidence, EvidenceFile.name, Account.name)
        .join(EvidenceFile, EvidenceFile.digest == NoticeEvidence.digest)
        .join(Account, Account.id == NoticeEvidence.kept_by)
        .where(NoticeEvidence.notice_id == notice_id)
        .order_by(NoticeEvidence.id)
    )
    return tuple(
        EvidenceLine(row.id, row.shows, SHOWS[row.shows], file, row.digest, row.day, row.note, who)
        for row, file, who in rows
    )
