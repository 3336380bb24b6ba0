"""Checking a case at a stage, disposing of what is found, and the guard that waits for that."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from json import dumps
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.base import new_uid
from db.doubts import Disposal, Doubt, DoubtCheck
from desktop import audit
from desktop.codes import title
from desktop.doubts.finding import STAGES, Coverage, Hit, Scope, coverage, hits, reading, scope
from desktop.doubts.judged import same_matter
from desktop.evidence import UNKNOWN, keep, media_of
from desktop.moves import Case
from desktop.pages import listed
from desktop.problems import Refused
from desktop.workspace import Desk

OPEN, EXPLAINED, REMOVED, SENT_BACK, REFERRED, GONE = (
    *("open", "explained", "removed"),
    *("sent_back", "referred", "gone"),
)
WAITING = (OPEN, SENT_BACK)
"""The states that keep a case from its next step."""
VERDICTS = (EXPLAINED, REMOVED, SENT_BACK, REFERRED)
UNDONE = (REMOVED, SENT_BACK, GONE)
"""What a disposal is undone by when the matter is found again."""
DISPOSERS = frozenset({"handler", "reviewer", "director"})
SHORTEST_REASON, SHORTEST_EXPLANATION, SHORTEST_EVIDENCE = 5, 8, 4


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a case came to: doubts found, those still open, those settled as once before, and its digest."""

    found: int
    open: int
    remembered: int
    digest: str

    @property
    def sentence(self) -> str:
        """What the clerk is told."""
        if not self.found:
            return "疑点核查没有发现疑点。"
        again = f"，{self.remembered}条沿用以前的认定" if self.remembered else ""
        return f"发现疑点{self.found}条{again}，还有{self.open}条没有处理。"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one doubt in a disposal of many: done, or why not."""

    doubt_id: int
    done: bool
    why_not: str = ""


def check(desk: Desk, kind: str, case_id: int) -> Checked:
    """Look for doubts about a case as it stands now and keep them; part of another deed, which leaves the entry.

    `kind` is filing, claim or payment_batch. What was found before and is still there with the same figures keeps
    its disposal, unless it said that the line was removed or the case sent back; what is no longer found is gone;
    what was explained in an earlier case or stage, with the same figures, is settled by that.
    """
    of = scope(desk, kind, case_id)
    read = reading(desk)
    found = {hit.fingerprint: hit for hit in hits(read, of.lines, of.filings)}
    before = {row.fingerprint: row for row in doubts_of(desk, of)}
    remembered = remembered_of(desk, {mark: hit for mark, hit in found.items() if mark not in before})
    for mark, row in before.items():
        hit = found.get(mark)
        if hit is None:
            row.state = row.state if row.state == REMOVED else GONE
        else:
            _renew(desk, of, row, hit)
    for mark, hit in found.items():
        if mark not in before:
            desk.session.add(_row(desk, of, hit, remembered.get(mark)))
    desk.session.flush()
    told = coverage_record(coverage(read, of.lines))
    kept = kept_check(desk, of)
    kept.checked_at, kept.account_id = desk.now, desk.clerk.id or None
    kept.lines, kept.found, kept.coverage = len(of.lines), len(found), told
    kept.digest = digest(desk, of, told)
    desk.session.flush()
    rows = doubts_of(desk, of)
    return Checked(len(found), sum(row.state in WAITING for row in rows), len(remembered), kept.digest)


def let_go(desk: Desk, kind: str, case_id: int) -> None:
    """Close the open doubts of a case that goes no further; part of the deed that ends it."""
    for row in doubts_of(desk, scope(desk, kind, case_id)):
        if row.state in WAITING:
            row.state = GONE
    desk.session.flush()


def run(desk: Desk, kind: str, case_id: int) -> Checked:
    """Check a case anew at a clerk's wish."""
    needs_one_of(desk, DISPOSERS | {"cashier"})
    checked = check(desk, kind, case_id)
    of = scope(desk, kind, case_id)
    audit.record(
        desk,
        "核查疑点",
        audit.OTHER,
        of.kind,
        of.uid,
        of.number,
        环节=title("doubt_stages", of.stage),
        疑点=checked.found,
        未处理=checked.open,
    )
    return checked


def dispose(
    desk: Desk,
    doubt_ids: Sequence[int],
    verdict: str,
    reason: str,
    evidence: str = "",
    file: Path | None = None,
) -> tuple[Outcome, ...]:
    """Dispose of doubts with one reason: explained (with evidence), removed, sent_back or referred; each is told.

    Explained needs a reason that says what was looked into, and what proves it: the material by its name, or a
    file, which is kept and goes with every doubt of the disposal. Removed needs the line to be off the roster, or
    at nothing, already. Raises Refused when reason or proof is wanting; a single doubt that cannot be disposed of
    so is told in its outcome and left as it was.
    """
    needs_one_of(desk, DISPOSERS)
    if verdict not in VERDICTS:
        raise Refused("处理方式没有选择。", "请选择说明情况、移出、退回或移送。")
    _must_be_reasoned(verdict, reason, evidence, file)
    digest_of_file = _kept_file(desk, file) if file is not None else None
    outcomes: list[Outcome] = []
    on_lists: dict[tuple[str, int], frozenset[int]] = {}
    made: dict[tuple[str, int], list[Disposal]] = {}
    for doubt_id in doubt_ids:
        row = desk.session.get(Doubt, doubt_id)
        why_not = "没有找到这条疑点。" if row is None else _why_not(desk, row, verdict, on_lists)
        outcomes.append(Outcome(doubt_id, not why_not, why_not))
        if row is not None and not why_not:
            settled = _settle(desk, row, verdict, reason.strip(), evidence.strip(), digest_of_file)
            made.setdefault((row.case_kind, row.case_id), []).append(settled)
    for case, disposals in made.items():
        _record(desk, scope(desk, *case), disposals)
    return tuple(outcomes)


def _record(desk: Desk, of: Scope, made: Sequence[Disposal]) -> None:
    """Renew the digest of a case's check, and leave one entry for the disposals made in it together."""
    kept = kept_check(desk, of)
    kept.digest = digest(desk, of, kept.coverage)
    one = made[0]
    audit.record(
        desk,
        "处理疑点",
        audit.OTHER,
        of.kind,
        of.uid,
        of.number,
        疑点="、".join(sorted({each.flag for each in made})),
        条数=len(made),
        处理=title("doubt_states", one.verdict),
        理由=one.reason,
        依据=one.evidence,
        附件=one.digest[:16] if one.digest else "",
    )


def _must_be_reasoned(verdict: str, reason: str, evidence: str, file: Path | None) -> None:
    """Refuse a reason or a proof that says nothing: too short, or the same few characters over and over."""
    if not _says(reason, SHORTEST_REASON):
        raise Refused("没有写明处理的理由，审计时说明不了问题。", "请写明核实的情况，至少5个字。")
    if verdict != EXPLAINED:
        return
    if not _says(reason, SHORTEST_EXPLANATION):
        raise Refused(
            f"说明情况的理由太简单，没有写明怎样核实、核实到什么，不足{SHORTEST_EXPLANATION}个字。",
            "请写明向谁、用什么办法核实，核实的结果是什么。",
        )
    if file is None and not _says(evidence, SHORTEST_EVIDENCE):
        raise Refused(
            f"说明情况要有依据：没有附佐证文件，也没有写明材料名称（至少{SHORTEST_EVIDENCE}个字）。",
            "请写明核实所依据的材料，例如“2023年10月16日电话回访记录”，或者附上佐证文件。",
        )


def _says(text: str, least: int) -> bool:
    words = [each for each in text if each.isalnum()]
    return len(words) >= least and 2 * len(set(words)) >= least


def _kept_file(desk: Desk, file: Path) -> str:
    if not file.is_file() or not file.stat().st_size:
        raise Refused(f"佐证文件“{file.name}”不存在或者是空的，没有处理。", "请重新选择文件。")
    if media_of(file) == UNKNOWN:
        raise Refused(
            f"“{file.name}”不是图片、PDF、视频、录音或文档，没有处理。", "请转换为常用格式后再附上。"
        )
    return keep(desk, file)


def open_doubts(desk: Desk, kind: str, case_id: int) -> str:
    """Return what keeps a case from the next step: doubts not disposed of, or referred ones still in it."""
    rows = desk.session.scalars(
        select(Doubt).where(Doubt.case_kind == kind, Doubt.case_id == case_id).order_by(Doubt.id)
    ).all()
    waiting = [row for row in rows if row.state in WAITING]
    if waiting:
        return f"有 {len(waiting)} 条疑点没有处理，例如：{waiting[0].sentence}"
    held = [row for row in rows if row.state == REFERRED and kind != "filing"]
    if held:
        return f"有 {len(held)} 条疑点已移送核查、没有结论，相关人员须先核减，例如：{held[0].sentence}"
    return ""


def no_open_doubt(desk: Desk, case: Case) -> str:
    """The guard: every doubt found about the case has been disposed of."""
    return open_doubts(desk, case.__tablename__, case.id)


def digest(desk: Desk, of: Scope, told: Sequence[dict[str, str]]) -> str:
    """Return the digest over a case's doubts as they stand: what each says, its state and disposal; and what was not checked."""
    rows = (
        (row.fingerprint, row.state, row.disposal.uid if row.disposal else "", row.sentence)
        for row in doubts_of(desk, of)
    )
    return digest_over(of, rows, told)


def digest_over(of: Scope, rows: Iterable[tuple[str, str, str, str]], told: Sequence[dict[str, str]]) -> str:
    """Return the digest over (fingerprint, state, uid of the disposal, sentence) of doubts and what was not checked."""
    words = dumps([of.uid, of.stage, sorted(rows), list(told)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()


def coverage_record(told: Iterable[Coverage]) -> list[dict[str, str]]:
    """Return what a check could and could not look at as it is kept with the check."""
    return [
        {"flag": each.flag, "what": each.what, "as_of": str(each.as_of or ""), "missing": each.missing}
        for each in told
    ]


def coverage_of(record: Mapping[str, str]) -> Coverage:
    """Return one thing that a check could or could not look at from what was kept of it."""
    as_of = date.fromisoformat(record["as_of"]) if record["as_of"] else None
    return Coverage(record["flag"], record["what"], as_of, record["missing"])


def needs_one_of(desk: Desk, roles: frozenset[str]) -> None:
    """Refuse the deed to a clerk who has none of the roles."""
    if not desk.clerk.roles & roles:
        named = "、".join(title("roles", role) for role in sorted(roles))
        raise Refused(f"{desk.clerk.name}没有办理疑点的岗位。", f"请由具有{named}岗位的人员登录后办理。")


def doubts_of(desk: Desk, of: Scope) -> Sequence[Doubt]:
    """Return every doubt kept about a case, in the order in which they were found."""
    return desk.session.scalars(
        select(Doubt).where(Doubt.case_kind == of.kind, Doubt.case_id == of.id).order_by(Doubt.id)
    ).all()


def check_of(desk: Desk, kind: str, case_id: int) -> DoubtCheck | None:
    """Return the last check of a case at its stage, None when there was none."""
    return desk.session.scalar(
        select(DoubtCheck).where(
            DoubtCheck.case_kind == kind, DoubtCheck.case_id == case_id, DoubtCheck.stage == STAGES[kind]
        )
    )


def kept_check(desk: Desk, of: Scope) -> DoubtCheck:
    """Return the last check of a case, a new row when there was none."""
    row = check_of(desk, of.kind, of.id)
    if row is None:
        row = DoubtCheck(
            uid=new_uid(),
            case_kind=of.kind,
            case_id=of.id,
            stage=of.stage,
            checked_at=desk.now,
            lines=0,
            found=0,
            coverage=[],
            digest="",
            signed_by=None,
            signed_on=None,
        )
        desk.session.add(row)
    return row


def remembered_of(desk: Desk, found: Mapping[str, Hit]) -> dict[str, Disposal]:
    """Return what was decided last on matters met before, where that was an explanation of the same figures."""
    rows = desk.session.scalars(
        select(Disposal).where(Disposal.fingerprint.in_(listed(list(found)))).order_by(Disposal.id)
    )
    last = {row.fingerprint: row for row in rows}
    explained = {row.id: row for row in last.values() if row.verdict == EXPLAINED}
    judged = desk.session.execute(
        select(Disposal.id, Doubt.sentence)
        .join(Doubt, Doubt.disposal_id == Disposal.id)
        .where(Disposal.id.in_(listed(list(explained))))
    )
    remembered: dict[str, Disposal] = {}
    for disposal_id, sentence in judged:
        row = explained[disposal_id]
        if same_matter(row.variant, sentence, found[row.fingerprint].sentence):
            remembered[row.fingerprint] = row
    return remembered


def undone(row: Doubt, hit: Hit) -> bool:
    """Tell whether a matter found again is open whatever was decided: undone by that, or with other figures."""
    return row.state in UNDONE or not same_matter(row.variant, row.sentence, hit.sentence)


def _renew(desk: Desk, of: Scope, row: Doubt, hit: Hit) -> None:
    if undone(row, hit):
        row.state, row.disposal = OPEN, None
    row.seen_on, row.stage = desk.today, of.stage
    row.sentence, row.evidence, row.severity = hit.sentence, evidence_of(hit), hit.severity


def _row(desk: Desk, of: Scope, hit: Hit, remembered: Disposal | None) -> Doubt:
    return Doubt(
        uid=new_uid(),
        case_kind=of.kind,
        case_id=of.id,
        stage=of.stage,
        flag=hit.flag,
        variant=hit.variant,
        severity=hit.severity,
        certainty=hit.certainty,
        fingerprint=hit.fingerprint,
        subject=hit.subject[:200],
        sentence=hit.sentence,
        remedy=hit.remedy,
        evidence=evidence_of(hit),
        state=EXPLAINED if remembered is not None else OPEN,
        found_on=desk.today,
        seen_on=desk.today,
        disposal=remembered,
    )


def evidence_of(hit: Hit) -> list[dict[str, Any]]:
    """Return the rows a doubt rests on as they are kept with it."""
    return [{"kind": each.kind, "id": each.id, "says": each.says} for each in hit.evidence]


def _why_not(desk: Desk, row: Doubt, verdict: str, on_lists: dict[tuple[str, int], frozenset[int]]) -> str:
    """Say what forbids the verdict on a doubt; `on_lists` keeps who is on the list of a case, read once for many."""
    if row.state == GONE:
        return "这条疑点已经消除，不需要处理。"
    if verdict != REMOVED:
        return ""
    people = {each["id"] for each in row.evidence if each["kind"] == "trainee"}
    if not people:
        return "整班的疑点不能以移出处理。"
    case = (row.case_kind, row.case_id)
    if case not in on_lists:
        on_lists[case] = frozenset(scope(desk, *case).lines)
    return "人员还在名单上，请先移出或核减为零。" if people & on_lists[case] else ""


def _settle(
    desk: Desk, row: Doubt, verdict: str, reason: str, evidence: str, digest_of_file: str | None
) -> Disposal:
    made = Disposal(
        uid=new_uid(),
        case_kind=row.case_kind,
        case_id=row.case_id,
        flag=row.flag,
        variant=row.variant,
        fingerprint=row.fingerprint,
        verdict=verdict,
        reason=reason,
        evidence=evidence,
        digest=digest_of_file,
        account_id=desk.clerk.id,
        decided_on=desk.today,
    )
    row.disposal, row.state = made, verdict
    desk.session.flush()
    return made
