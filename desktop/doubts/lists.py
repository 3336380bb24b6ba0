"""Lists of other offices (外部名单): taken in whole from a workbook with the day they are as of; all count, newer ones first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select

from db.base import new_uid
from db.doubts import OutsideBenefit, OutsideEntry, OutsideList
from desktop import audit
from desktop.codes import title
from desktop.doubts.columns import COLUMNS
from desktop.intake.reading import Reading
from desktop.problems import Refused
from desktop.workspace import Desk

BENEFIT = "benefit"
"""The kind of list that tells what was paid elsewhere; its lines are told apart in a table of their own."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """One list as it is shown: what, from whom, as of which day, how many entries, and whether it is the newest of its kind.

    `withdrawn_on` is the day on which it was taken back; None for one that counts.
    Older lists count too, for whom no newer one of the kind names; of what others paid every line of every list counts.
    """

    id: int
    kind: str
    title: str
    source: str
    as_of: date
    taken_on: date
    file_name: str
    rows: int
    faulty: int
    newest: bool
    withdrawn_on: date | None


def take_list(
    desk: Desk, kind: str, reading: Reading, *, source: str, as_of: date, only_sound: bool = False
) -> int:
    """Take in a list of one kind (death, pension, payroll, student, insured, dishonest, benefit); returns its id.

    `source` is the office that gave it, `as_of` the day it describes. Refused when rows are faulty (unless only the
    sound ones are wanted), when the day lies ahead, or when the very file was taken in for that day before.
    """
    name = title("outside_lists", kind)
    _admit(desk, kind, reading, source=source, as_of=as_of, only_sound=only_sound)
    row = OutsideList(
        uid=new_uid(),
        kind=kind,
        source=source.strip(),
        as_of=as_of,
        taken_on=desk.today,
        file_name=reading.file_name,
        digest=reading.digest,
        rows=len(reading.rows),
        faulty=reading.faulty,
        account_id=desk.clerk.id,
    )
    desk.session.add(row)
    desk.session.flush()
    fields = [column.field for column in COLUMNS[kind]]
    table, made = (OutsideBenefit, _benefit) if kind == BENEFIT else (OutsideEntry, _entry)
    entries = [
        made(row.id, dict(zip(fields, each.values, strict=True)), f"{each.sheet}!{each.number}")
        for each in reading.rows
    ]
    desk.session.execute(insert(table), entries)
    told = {"截至": str(as_of), "提供单位": row.source, "行数": row.rows, "文件": reading.file_name}
    audit.record(desk, "导入外部名单", audit.OTHER, "outside_list", row.uid, name, **told)
    return row.id


def _admit(desk: Desk, kind: str, reading: Reading, *, source: str, as_of: date, only_sound: bool) -> None:
    """Refuse a list that may not be taken in, with the reason."""
    _needs_a_part(desk)
    name = title("outside_lists", kind)
    if not source.strip():
        raise Refused(f"没有填写{name}的提供单位。", "请填写提供名单的部门。")
    if as_of > desk.today:
        raise Refused(f"{name}的截止日期{as_of}在今天之后。", "请填写名单数据的截止日期。")
    if reading.faulty and not only_sound:
        raise Refused(
            f"{name}有 {reading.faulty} 行有误，没有导入。",
            "请按问题清单改正后重新导入，或选择“先导入正确的行”。",
        )
    if not reading.rows:
        raise Refused(f"{name}中没有可以导入的行。", "请检查是否选对了文件和工作表。")
    before = select(OutsideList.id).where(
        OutsideList.kind == kind,
        OutsideList.digest == reading.digest,
        OutsideList.as_of == as_of,
        OutsideList.withdrawn_on.is_(None),
    )
    if desk.session.scalar(before) is not None:
        raise Refused(f"这份{name}已经导入过。", "无需再次导入；如名单有更新，请导入新的文件。")


def withdraw_list(desk: Desk, list_id: int, reason: str) -> None:
    """Take a list back that was wrong, or taken in under the wrong day: its lines count no more, and may come again.

    What was decided on its ground keeps its sentence; cases under way are to be checked anew.
    """
    _needs_a_part(desk)
    row = desk.session.get(OutsideList, list_id)
    if row is None or row.withdrawn_on is not None:
        raise Refused("没有找到这份在用的外部名单。", "请刷新后再试。")
    if not reason.strip():
        raise Refused("没有写明撤下的原因，没有撤下。", "请写明原因。")
    desk.session.execute(delete(OutsideEntry).where(OutsideEntry.list_id == row.id))
    desk.session.execute(delete(OutsideBenefit).where(OutsideBenefit.list_id == row.id))
    row.withdrawn_on = desk.today
    told = {"截至": str(row.as_of), "提供单位": row.source, "行数": row.rows, "原因": reason.strip()}
    audit.record(
        desk, "撤下外部名单", audit.OTHER, "outside_list", row.uid, title("outside_lists", row.kind), **told
    )


def _needs_a_part(desk: Desk) -> None:
    if not desk.clerk.roles & {"handler", "reviewer"}:
        desk.needs("handler", title("roles", "handler"))


def lists(desk: Desk) -> tuple[ListLine, ...]:
    """Return every list taken in, the newest of each kind first."""
    rows = desk.session.scalars(
        select(OutsideList).order_by(OutsideList.kind, OutsideList.as_of.desc(), OutsideList.id.desc())
    ).all()
    seen: set[str] = set()
    lines: list[ListLine] = []
    for row in rows:
        lines.append(
            ListLine(
                row.id,
                row.kind,
                title("outside_lists", row.kind),
                row.source,
                row.as_of,
                row.taken_on,
                row.file_name,
                row.rows,
                row.faulty,
                row.withdrawn_on is None and row.kind not in seen,
                row.withdrawn_on,
            )
        )
        if row.withdrawn_on is None:
            seen.add(row.kind)
    return tuple(lines)


def _entry(list_id: int, values: dict[str, Any], source: str) -> dict[str, Any]:
    return {
        "list_id": list_id,
        "number": values.get("id_number") or values.get("credit_code") or "",
        "name": values.get("name") or "",
        "unit": values.get("unit") or "",
        "since": values.get("since"),
        "until": values.get("until"),
        "source": source,
    }


def _benefit(list_id: int, values: dict[str, Any], source: str) -> dict[str, Any]:
    words = ("name", "scheme", "programme", "occupation", "level", "fund", "certificate", "office")
    others = ("amount", "paid_on", "since", "until")
    return {
        "list_id": list_id,
        "number": values["id_number"],
        **{name: values.get(name) or "" for name in words},
        **{name: values.get(name) for name in others},
        "source": source,
    }
