"""Whether this workstation issued a paper, and what it really said: by typed code, by the PDF, by a scan or photograph."""

import difflib
import hashlib
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import select

from db.audit import AuditEntry
from db.issuing import IssuedCopy, IssuedPaper
from desktop import pdf, scans
from desktop.audit import START
from desktop.issuing import code, text
from desktop.issuing.code import Mark
from desktop.issuing.making import fetch
from desktop.issuing.questions import PaperRow, overtaken, row_of
from desktop.problems import Refused, Unreadable
from desktop.workspace import Desk

SAME, SAVED, ISSUED, ALTERED, VOID, UNKNOWN = "same", "saved", "issued", "altered", "void", "unknown"
"""Byte for byte as issued; saved anew, but says and looks the same; issued, with nothing to compare; differs;
issued but void; not issued here."""
DOTS = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a paper says something else than the one that was issued; page and line are of the latter."""

    page: int
    line: int
    issued: str
    given: str

    def __str__(self) -> str:
        said = {(True, True): "改动", (True, False): "缺少", (False, True): "多出"}
        kind = said[bool(self.issued), bool(self.given)]
        both = "".join(
            f"　{who}：{line}" for who, line in (("原件", self.issued), ("所验", self.given)) if line
        )
        return f"第{self.page}页第{self.line}行{kind}{both}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a check: status, the sentences to show, the paper, what it really said, and each difference.

    `said` are (page, line, text); empty for a file that says just what was issued, since it speaks for itself.
    """

    status: str
    sentences: tuple[str, ...]
    paper: PaperRow | None = None
    copy_id: int = 0
    said: tuple[tuple[int, int, str], ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the paper is a valid one of this workstation as far as could be seen; one saved anew is not it."""
        return self.status in {SAME, ISSUED}


def verify(desk: Desk, asked: str) -> Verdict:
    """Check a file (PDF, scan, photograph) when `asked` names one, otherwise a typed code or the text of a QR."""
    path = Path(asked)
    try:
        is_file = path.is_file()
    except OSError:
        is_file = False
    if is_file:
        return verify_file(desk, path)
    if path.suffix.lower() in {".pdf", *scans.KINDS}:
        raise Unreadable(f"没有找到文件“{path.name}”。", "请核对文件名和路径。")
    return verify_code(desk, asked)


def verify_code(desk: Desk, asked: str) -> Verdict:
    """Check a code as typed from a paper, or the text of its QR; refused when it was mistyped."""
    mark = code.read(asked)
    return _of_mark(desk, mark) if mark is not None else _of_code(desk, code.typed(asked))


def verify_file(desk: Desk, path: Path) -> Verdict:
    """Check a PDF against what was issued, line by line; of a scan or photograph only the code can be checked."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise Unreadable(f"文件“{path.name}”读不出来。", "请确认文件没有被其他程序占用后重试。") from fault
    if content.startswith(b"%PDF-"):
        return _of_pdf(desk, content)
    return _of_scan(desk, scans.codes(content))


def _of_scan(desk: Desk, found: tuple[str, ...]) -> Verdict:
    marks = [mark for mark in map(code.read, found) if mark is not None]
    if not marks:
        return Verdict(UNKNOWN, ("图片上没有读到本程序文书的二维码。", "请把右下角拍清楚，或输入核验码。"))
    if len({mark.code for mark in marks}) > 1:
        return Verdict(ALTERED, ("各页的二维码不属于同一份文书，可能换过页。",))
    return _of_mark(desk, marks[0])


def _of_code(desk: Desk, typed: str) -> Verdict:
    row = desk.session.scalar(select(IssuedCopy).where(IssuedCopy.code == typed))
    if row is None:
        said = f"核验码 {code.grouped(typed)} 不是本工作站出具的文书。"
        return Verdict(UNKNOWN, (said, "可能由其他工作站出具，也可能是伪造；请向落款单位核实。"))
    return _told(desk, row, ISSUED, ("纸面文字请与下列原件内容逐行核对。",))


def _of_mark(desk: Desk, mark: Mark) -> Verdict:
    row = desk.session.scalar(select(IssuedCopy).where(IssuedCopy.code == mark.code))
    if row is not None:
        return _told(desk, row, ISSUED, ("二维码与台账相符。纸面文字请与下列原件内容逐行核对。",))
    if mark.county != desk.workspace.county:
        said = f"二维码写明由代码为{mark.county}的县区出具，不是本工作站。"
        return Verdict(UNKNOWN, (said, "请向该县区核实。"))
    chosen = select(IssuedPaper).where(IssuedPaper.number == mark.number)
    paper = desk.session.scalar(chosen)
    if paper is not None:
        said = f"编号{mark.number}属于本工作站的另一份文书，但二维码中的摘要与台账不符。"
        return Verdict(ALTERED, (said, "这份纸不是本工作站出具的那一份。"), row_of(desk, paper))
    known = "审计链中有它所写的链头" if _in_chain(desk, mark.head) else "审计链中也没有它所写的链头"
    said = f"二维码写明由本工作站出具，但台账中没有{mark.number}，{known}。"
    return Verdict(UNKNOWN, (said, "可能是伪造；如果近期用备份恢复过数据，也可能是恢复的备份早于这份文书。"))


def _of_pdf(desk: Desk, content: bytes) -> Verdict:
    digest = hashlib.sha256(content).hexdigest()
    row = desk.session.scalar(select(IssuedCopy).where(IssuedCopy.digest == digest))
    if row is not None:
        return _told(desk, row, SAME, ("文件与留存的原件逐字节相同。",))
    reading = pdf.read(content)
    strips = [found for found in text.strips(reading) if found is not None]
    codes = tuple(dict.fromkeys(found["code"] for found in strips))
    if not codes:
        found = tuple(each for picture in pdf.pictures(content) for each in _codes(picture))
        if any(code.read(each) is not None for each in found):
            return _of_scan(desk, found)
        said = "文件里没有核验码和二维码，不是本程序出具的正式文书。"
        return Verdict(UNKNOWN, (said, "草稿和其他软件做的文件没有核验码。"))
    if len(codes) > 1:
        said = f"各页的核验码不一致（{'、'.join(codes)}），各页不属于同一份文书，可能换过页。"
        return Verdict(ALTERED, (said,))
    row = desk.session.scalar(select(IssuedCopy).where(IssuedCopy.code == codes[0].replace("-", "")))
    if row is None:
        return _elsewhere(content, strips[0]["digest"], strips[0]["number"])
    return _compared(desk, row, content, reading, len(strips))


def _codes(picture: bytes) -> tuple[str, ...]:
    try:
        return scans.codes(picture)
    except Unreadable:  # a picture of a kind that cannot be read holds no code for us
        return ()


def _elsewhere(content: bytes, digest: str, number: str) -> Verdict:
    agrees = text.digest(content).upper().startswith(digest)
    said = (
        "文件的文字与它自己所写的内容摘要一致，"
        if agrees
        else "文件的文字与它自己所写的内容摘要不一致，文字被改动过，"
    )
    return Verdict(
        UNKNOWN if agrees else ALTERED,
        (f"这份文书（{number}）不是本工作站出具的。", f"{said}是否真实请向落款单位核实。"),
    )


def _compared(desk: Desk, row: IssuedCopy, content: bytes, reading: pdf.Reading, marked: int) -> Verdict:
    """Compare a PDF that carries a code of ours with what was issued under it."""
    kept = fetch(desk, row)
    differences = _differences(text.lines(kept), text.lines(content))
    if differences:
        return _told(desk, row, ALTERED, (f"文字与原件有{len(differences)}处不同。",), differences)
    if marked < len(reading.pages):
        return _told(desk, row, ALTERED, (f"有{len(reading.pages) - marked}页没有核验码，原件每页都有。",))
    looks = zip_longest(pdf.pictures(kept, DOTS), pdf.pictures(content, DOTS))
    if any(one != other for one, other in looks):
        said = "文字与留存的原件一致，但页面图样不同：可能改动了图形、加了批注，也可能由其他软件转存。"
        return _told(desk, row, ALTERED, (said, "请对照留存的原件。"))
    said = "文字与留存的原件一致，文件经过另存。"
    return _told(
        desk, row, SAVED, (said, "页面图样也相同，但不是逐字节相同的原件；存档和移送请用留存的原件。")
    )


def _differences(
    ours: tuple[tuple[int, int, str], ...], given: tuple[tuple[int, int, str], ...]
) -> tuple[Difference, ...]:
    left, right = [line for _, _, line in ours], [line for _, _, line in given]
    matcher = difflib.SequenceMatcher(a=left, b=right, autojunk=False)
    found: list[Difference] = []
    for kind, a, a_end, b, b_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for step in range(max(a_end - a, b_end - b)):
            at = min(a + step, len(ours) - 1)
            page, line = ours[at][:2] if ours else (1, 1)
            issued = left[a + step] if a + step < a_end else ""
            said = right[b + step] if b + step < b_end else ""
            found.append(Difference(page, line, issued, said))
    return tuple(found)


def _told(
    desk: Desk,
    row: IssuedCopy,
    status: str,
    sentences: tuple[str, ...],
    differences: tuple[Difference, ...] = (),
) -> Verdict:
    """The verdict on a copy of ours: which paper, whether it is void, whether the trail still holds its anchor."""
    paper = row_of(desk, row.paper)
    when = _day(row.paper.issued_at)
    again = f"（补打，原因：{row.reason}）" if row.reason else ""
    which = f"{paper.title} {paper.number}，第{row.copy}份{again}，共{paper.pages}页"
    by = f"案件{paper.case_number}，出具人{paper.issued_by}"
    said = [f"本工作站{when}出具：{which}，{by}。", *sentences]
    if not _in_chain(desk, row.paper.head):
        said.append("审计链中找不到出具时的链头：留痕被截断或改动过，请停止办理并核查。")
        status = ALTERED
    speaks = status in {SAME, SAVED}
    if row.paper.state == "void" and status in {SAME, SAVED, ISSUED}:
        status = VOID
    if row.paper.state == "void" and row.paper.voided_at is not None:
        said.append(f"这份文书已于{_day(row.paper.voided_at)}作废，原因：{row.paper.void_reason}。")
    since = overtaken(desk, row.paper)
    said += [f"这份文书{since}"] if since else []
    if row.outcome == "spoiled":
        said.append(f"台账登记这一份没有打成（{row.note}），不应在外流转。")
    lines: tuple[tuple[int, int, str], ...] = ()
    try:
        kept = fetch(desk, row)
        lines = () if speaks else text.lines(kept)
    except Refused as refusal:
        said.append(f"{refusal.sentence}{refusal.remedy}")
    return Verdict(status, tuple(said), paper, row.id, lines, differences)


def _in_chain(desk: Desk, head: str) -> bool:
    chosen = select(AuditEntry.id).where(AuditEntry.digest == head)
    return head == START or desk.session.scalar(chosen) is not None


def _day(at: datetime) -> str:
    return f"{at.year}年{at.month}月{at.day}日"
