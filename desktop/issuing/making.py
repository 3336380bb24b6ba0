"""Issuing papers: numbered, sealed, kept; copies confirmed, made again for a reason, or spoiled; papers made void."""

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from db.base import new_uid
from db.issuing import IssuedCopy, IssuedPaper
from db.vault import KeyMissing, read_key
from desktop import audit, files, leaks, papers, pdf, sealed
from desktop.audit import OTHER
from desktop.codes import title
from desktop.forms import seal
from desktop.forms.seal import Seal
from desktop.issuing import code, text
from desktop.issuing.code import Mark
from desktop.papers import Paper
from desktop.problems import Refused
from desktop.workspace import KEY, Desk

NUMBERED = "印"
SHORTEST_REASON = 5
MOST_COPIES = 50
SHOWN = 16


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper just issued: its number, and of each copy its id and the bytes to print or save."""

    paper_id: int
    number: str
    copies: tuple[tuple[int, bytes], ...]

    @property
    def content(self) -> bytes:
        """The first copy."""
        return self.copies[0][1]


def issue(desk: Desk, form: str, case_id: int, copies: int = 1) -> Issued:
    """Issue the paper of a case under the next number; returns the bytes to print, already kept and in the ledger.

    Each copy waits to be confirmed. Refused while the case is not as far as the paper says, while an issued paper
    of that form is valid for the case, or when a public paper would tell too much.
    """
    paper = papers.named(form)
    case = papers.case_of(desk, paper, case_id)
    if not desk.clerk.id:
        raise Refused("文书要由具体人员出具，本机不能代办。", "请登录后再出具。")
    if not 1 <= copies <= MOST_COPIES:
        raise Refused(f"份数{copies}不在1至{MOST_COPIES}之间。", "请核对份数。")
    if case.state not in paper.states:
        raise Refused(
            f"{case.number}还没有办到这一步，不能出具“{paper.title}”。",
            "需要看样子的，请用带“草稿”字样的预览。",
        )
    why_not = paper.not_yet(desk, case_id) if paper.not_yet else ""
    if why_not:
        raise Refused(f"{case.number}的“{paper.title}”还不能出具：{why_not}", "请办好后再出具。")
    valid = _valid(desk, paper, case_id)
    if valid is not None:
        raise Refused(
            f"{case.number}的“{paper.title}”已经出具（{valid.number}），不能再出具一份编号不同的。",
            "需要再要一份的，请用“补打”；内容有变的，请先作废原件再出具。",
        )
    drawn = papers.draw(desk, form, case_id, draft=False)
    with desk.session.begin_nested():  # what is refused halfway leaves neither a number nor a line
        return _issue(desk, paper, case_id, drawn, copies)


def _issue(desk: Desk, paper: Paper, case_id: int, drawn: bytes, copies: int) -> Issued:
    case, reading = papers.case_of(desk, paper, case_id), pdf.read(drawn)
    row = IssuedPaper(
        uid=new_uid(),
        number=desk.number(NUMBERED),
        form=paper.form,
        title=paper.title,
        case_kind=paper.case_kind,
        case_id=case_id,
        case_uid=case.uid,
        case_number=case.number,
        pages=len(reading.pages),
        text_digest=text.digest(drawn),
        head=audit.head(desk.session),
        issued_at=desk.now,
        issued_by=desk.clerk.id,
        state="valid",
    )
    desk.session.add(row)
    desk.session.flush()
    made = [_copy(desk, row, paper, drawn, copy) for copy in range(1, copies + 1)]
    _record(
        desk,
        "出具文书",
        row,
        份数=copies,
        页数=row.pages,
        内容摘要=row.text_digest,
        文件摘要="、".join(each.digest for each, _ in made),
    )
    return Issued(row.id, row.number, tuple((each.id, content) for each, content in made))


def reprint(desk: Desk, paper_id: int, reason: str) -> Issued:
    """Make one more copy of an issued paper, word for word what the first said; the reason stays in the ledger.

    Refused for a void paper, and while nobody has said whether the copy before came out.
    """
    row = find(desk, paper_id)
    _needs_reason(reason, "补打")
    if row.state == "void":
        raise Refused(f"{row.number}已经作废，不能补打。", "需要的，请重新出具。")
    waiting = [each.copy for each in row.copies if each.outcome == "waiting"]
    if waiting:
        raise Refused(
            f"{row.number}第{waiting[0]}份还没有确认是否打出，不能补打。",
            "请先确认“已打出”，没有打成的写明原因。",
        )
    first = row.copies[0]
    content = fetch(desk, first)
    copy = max(each.copy for each in row.copies) + 1
    with desk.session.begin_nested():
        made, stamped = _copy(desk, row, papers.named(row.form), content, copy, reason.strip())
        _record(desk, "补打文书", row, 份=copy, 原因=reason.strip(), 文件摘要=made.digest)
    return Issued(row.id, row.number, ((made.id, stamped),))


def confirm_printed(desk: Desk, copy_id: int, place: str) -> None:
    """Note that a copy came out of the printer whole; `place` names the printer."""
    _settle(desk, copy_id, "printed", place, "")


def report_spoiled(desk: Desk, copy_id: int, why: str) -> None:
    """Note that a copy did not come out, or not whole, and why; its number and code are not used again."""
    _needs_reason(why, "登记未打成")
    _settle(desk, copy_id, "spoiled", "", why.strip())


def save_as(desk: Desk, copy_id: int, path: Path) -> Path:
    """Write a copy that waits to a file instead of printing it; the ledger notes where."""
    row = find_copy(desk, copy_id)
    content = fetch(desk, row)
    _settle(desk, copy_id, "saved", str(path), "")
    return files.write(path, content, lambda part: _same(part, row.digest))


def void(desk: Desk, paper_id: int, reason: str) -> None:
    """Declare an issued paper void; it stays in the ledger with all its copies, and its bytes stay kept."""
    row = find(desk, paper_id)
    _needs_reason(reason, "作废")
    if row.state == "void":
        raise Refused(f"{row.number}已经作废。", "无需再次办理。")
    row.state, row.void_reason = "void", reason.strip()
    row.voided_at, row.voided_by = desk.now, desk.clerk.id
    desk.session.flush()
    _record(desk, "作废文书", row, 原因=reason.strip())


def find(desk: Desk, paper_id: int) -> IssuedPaper:
    """Return the paper, or refuse when there is none."""
    row = desk.session.get(IssuedPaper, paper_id)
    if row is None:
        raise Refused("没有找到这份文书。", "请刷新文书台账后再试。")
    return row


def find_copy(desk: Desk, copy_id: int) -> IssuedCopy:
    """Return the copy, or refuse when there is none."""
    row = desk.session.get(IssuedCopy, copy_id)
    if row is None:
        raise Refused("没有找到这一份文书。", "请刷新文书台账后再试。")
    return row


def fetch(desk: Desk, row: IssuedCopy) -> bytes:
    """Return the bytes of a copy as they were issued; refused when they are gone or were changed."""
    return sealed.fetch(*_place(desk), row.digest)


def _place(desk: Desk) -> tuple[Path, bytes]:
    folder = desk.workspace.folder
    try:
        return folder / "papers", read_key(folder / KEY)
    except KeyMissing as fault:
        raise Refused(
            f"密钥文件 {KEY} 缺失或损坏，留存的文书读不出来。", "请从备份介质取回密钥文件放到工作区文件夹。"
        ) from fault


def _valid(desk: Desk, paper: Paper, case_id: int) -> IssuedPaper | None:
    chosen = select(IssuedPaper).where(
        IssuedPaper.case_kind == paper.case_kind,
        IssuedPaper.case_id == case_id,
        IssuedPaper.form == paper.form,
        IssuedPaper.state == "valid",
    )
    return desk.session.scalar(chosen.limit(1))


def _copy(
    desk: Desk, row: IssuedPaper, paper: Paper, content: bytes, copy: int, reason: str = ""
) -> tuple[IssuedCopy, bytes]:
    """Set the strip of this copy on the pages, look at a public one once more, keep the bytes, note the copy."""
    mark = Mark(desk.workspace.county, row.number, copy, row.text_digest, row.head)
    strip = Seal(
        number=row.number,
        copy=f"第{copy}份{'补打' if reason else ''}",
        code=code.grouped(mark.code),
        digest=_short(row.text_digest),
        head=_short(row.head),
        payload=mark.payload,
    )
    stamped = pdf.stamp(content, seal.draw(strip, official=paper.official))
    if paper.withheld is not None:
        known = paper.withheld(desk, row.case_id)
        own = frozenset({strip.code, strip.digest, strip.head})
        leaks.check(f"{paper.title}.pdf", stamped, replace(known, allowed=known.allowed | own))
    made = IssuedCopy(
        uid=new_uid(),
        paper_id=row.id,
        copy=copy,
        code=mark.code,
        digest=sealed.keep(*_place(desk), stamped),
        size=len(stamped),
        reason=reason,
        made_at=desk.now,
        made_by=desk.clerk.id,
        outcome="waiting",
    )
    desk.session.add(made)
    desk.session.flush()
    desk.session.expire(row, ["copies"])
    return made, stamped


def _short(digest: str) -> str:
    shown = digest[:SHOWN].upper()
    return " ".join(shown[at : at + 4] for at in range(0, SHOWN, 4))


def _settle(desk: Desk, copy_id: int, outcome: str, place: str, note: str) -> None:
    row = find_copy(desk, copy_id)
    if row.outcome != "waiting":
        said = title("copy_outcomes", row.outcome)
        raise Refused(
            f"{row.paper.number}第{row.copy}份已登记为“{said}”。", "需要再要一份的，请用“补打”并写明原因。"
        )
    row.outcome, row.place, row.note = outcome, place.strip(), note
    row.settled_at, row.settled_by = desk.now, desk.clerk.id
    desk.session.flush()
    said = title("copy_outcomes", outcome)
    _record(desk, "确认文书", row.paper, 份=row.copy, 结果=said, **({"说明": note} if note else {}))


def _needs_reason(reason: str, deed: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(f"没有写明{deed}的原因。", f"请写明原因，至少{SHORTEST_REASON}个字。")


def _record(desk: Desk, deed: str, row: IssuedPaper, **details: object) -> None:
    said = {"名称": row.title, "文书": row.number, **details}
    audit.record(desk, deed, OTHER, row.case_kind, row.case_uid, row.case_number, **said)


def _same(part: Path, digest: str) -> None:
    if files.digest(part) != digest:
        raise Refused("存出的文件与原件不一致，没有存出。", "请检查磁盘空间和介质后重试。")
