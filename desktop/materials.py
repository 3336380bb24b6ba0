"""The materials checklist of a case (J9, J12, J13): what the policy asks for, what has come in, what is missing."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from db.filings import EvidenceFile, Filing, Material
from db.subsidies import Claim
from desktop import audit, evidence
from desktop.codes import codes, title
from desktop.codes import materials as asked_for
from desktop.files import called
from desktop.problems import Refused
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One item of a checklist."""

    id: int
    code: str
    title: str
    when: str
    required: bool
    received_on: date | None
    file_name: str
    note: str


OPEN = {"filing": ("draft", "accepted", "correcting"), "claim": ("draft", "submitted", "returned")}
"""The states of a case in which materials may still come in."""


def case_of(desk: Desk, case_kind: str, case_id: int) -> Filing | Claim | None:
    """Return the filing or claim that a checklist, findings and opinions belong to."""
    return desk.session.get(Filing, case_id) if case_kind == "filing" else desk.session.get(Claim, case_id)


def lay_out(
    desk: Desk, case_kind: str, case_id: int, kind: str, training_type: str, stages: tuple[str, ...]
) -> None:
    """Lay out the checklist for a case: what the region asks of this kind of applicant at these stages.

    Laid out again after the case has changed: what came in stays ticked, what is no longer asked for and
    never came in goes.
    """
    wanted = {
        item.code: item.required and not item.when
        for stage in stages
        for item in asked_for(desk.workspace.region, kind, stage, training_type)
    }
    chosen = select(Material).where(Material.case_kind == case_kind, Material.case_id == case_id)
    there = {row.code: row for row in desk.session.scalars(chosen)}
    for code, row in there.items():
        row.required = wanted.get(code, False)
        if code not in wanted and row.received_on is None:
            desk.session.delete(row)
    desk.session.add_all(
        Material(case_kind=case_kind, case_id=case_id, code=code, required=required)
        for code, required in wanted.items()
        if code not in there
    )
    desk.session.flush()


def checklist(desk: Desk, case_kind: str, case_id: int) -> tuple[MaterialLine, ...]:
    """Return the checklist of a case in the order in which the code table names the materials."""
    table = {item.code: (at, item) for at, item in enumerate(codes("materials"))}
    rows = desk.session.execute(
        select(Material, EvidenceFile.name)
        .outerjoin(EvidenceFile, EvidenceFile.digest == Material.digest)
        .where(Material.case_kind == case_kind, Material.case_id == case_id)
    ).all()
    lines = [
        (
            table[row.code][0],
            MaterialLine(
                row.id,
                row.code,
                table[row.code][1].title,
                str(table[row.code][1].fields.get("when", "")),
                row.required,
                row.received_on,
                name or "",
                row.note,
            ),
        )
        for row, name in rows
    ]
    return tuple(line for _, line in sorted(lines, key=lambda pair: pair[0]))


def missing(desk: Desk, case_kind: str, case_id: int) -> tuple[MaterialLine, ...]:
    """Return the required materials that have not come in."""
    return tuple(
        line for line in checklist(desk, case_kind, case_id) if line.required and line.received_on is None
    )


def receive(
    desk: Desk,
    case_kind: str,
    case_id: int,
    uid: str,
    codes_in: tuple[str, ...],
    file: Path | None = None,
    note: str = "",
) -> None:
    """Tick materials off as received, with the scanned file where there is one (kept once, by digest).

    `uid` is the case's own, so that a stale window never ticks off another's. Refused once the case is decided,
    unless the province has sent it back.
    """
    desk.needs("handler", title("roles", "handler"))
    case = case_of(desk, case_kind, case_id)
    if case is None or case.uid != uid:
        raise Refused("没有找到这件申请，材料没有登记。", "请刷新列表后再试。")
    if case.state not in OPEN[case_kind] and case.reopened_on is None:
        state = title(f"{case_kind}_states", case.state)
        raise Refused(f"本件{state}，不能再登记材料。", "确需补充的，请先退回或补正。")
    chosen = select(Material).where(
        Material.case_kind == case_kind, Material.case_id == case_id, Material.code.in_(codes_in)
    )
    rows = desk.session.scalars(chosen).all()
    if not rows or set(codes_in) - {row.code for row in rows}:
        raise Refused("材料不在本件的清单上。", "请刷新后从清单中选择。")
    kept = evidence.keep(desk, file) if file else None
    for row in rows:
        row.received_on = desk.today
        row.digest = kept or row.digest
        row.note = note or row.note
        if file is not None and kept is not None:
            evidence.use(desk, kept, evidence.Use(case_kind, case_id, material=row.code), called(file), note)
    names = "、".join(title("materials", row.code) for row in rows)
    audit.record(desk, "收到材料", audit.HANDLING, case_kind, uid, case.number, 材料=names)
