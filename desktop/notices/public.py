"""What may leave with a notice and what must not: the public list as a workbook, searched before it takes its place."""

import re
from pathlib import Path

from sqlalchemy import select

from db.notices import NoticeLine
from db.registers import Employer, Institution, Person
from db.subsidies import ClaimLine
from desktop import leaks
from desktop.codes import codes
from desktop.leaks import Withheld
from desktop.notices.publishing import find
from desktop.notices.questions import PublicLine, documents, first_day, public_lines
from desktop.pages import PageQuery
from desktop.problems import Refused
from desktop.sheets import SheetColumn, write_workbook
from desktop.workspace import CONTACT, Desk

EVERY_LINE = PageQuery(limit=1_000_000)
HARDSHIP = ("残疾", "低保", "建档立卡", "贫困", "零就业", "就业困难", "特困")
"""Words by which a group of hardship or disability is known; none may stand in a public file."""


COLUMNS = (
    SheetColumn("序号", 8, "合计"),
    SheetColumn("姓名", 12),
    SheetColumn("身份证号码", 24),
    SheetColumn("单位（培训机构）", 34),
    SheetColumn("补贴项目", 16),
    SheetColumn("工种", 20),
    SheetColumn("等级", 16),
    SheetColumn("班期编号", 20),
)
"""Before the amounts."""
CHANGED = "公示期间经核实异议，名单已有更正；“金额”为张贴时的公示金额，发放以“更正后金额”为准"


def withheld(desk: Desk, notice_id: int) -> Withheld:
    """Return what the files of a notice must not tell of the people on it."""
    people = desk.session.execute(
        select(Person.id_number, Person.phone, Person.account, Person.born, Person.address)
        .join(ClaimLine, ClaimLine.person_id == Person.id)
        .join(NoticeLine, NoticeLine.line_id == ClaimLine.id)
        .where(NoticeLine.notice_id == notice_id)
        .distinct()
    ).all()
    return Withheld(
        numbers=frozenset(
            number.upper() for row in people for number in (row.id_number, row.phone, row.account) if number
        ),
        births=frozenset(row.born for row in people),
        addresses=frozenset(row.address for row in people if row.address),
        groups=frozenset(HARDSHIP),
        allowed=_allowed(desk, notice_id),
    )


def _allowed(desk: Desk, notice_id: int) -> frozenset[str]:
    """Names and the bureau's own contact, which may look like what is withheld."""
    notice = find(desk, notice_id)
    names = [*desk.session.scalars(select(Employer.name)), *desk.session.scalars(select(Institution.name))]
    named = [name for name in names if not re.search(r"[0-9]{8,}", name)]
    contact = [part for name in CONTACT for part in desk.workspace.contact(name).split("、")]
    occupations = [item.title for item in codes("occupations")]
    texts = (*named, *contact, *occupations, *documents(desk, notice_id), notice.place, desk.workspace.bureau)
    return frozenset(text for text in texts if text)


def list_workbook(desk: Desk, notice_id: int, path: Path) -> Path:
    """Write the public list as a workbook to `path`; it gets there only if nothing in it tells too much.

    Columns are those that may be public: no account, telephone, address, birth date or group (J14). Where objections
    changed lines since the list went up, what stands of each is in a column of its own.
    """
    notice = find(desk, notice_id)
    if notice.posted_on is None or notice.ends_on is None:
        raise Refused("还没有张贴公示，起止日期未定，不能导出名单。", "请先办理“张贴公示”。")
    found = public_lines(desk, notice_id, EVERY_LINE)
    changed = any(line.standing != line.amount for line in found.rows)
    columns: tuple[SheetColumn, ...] = (*COLUMNS, SheetColumn("金额（元）", 14, found.sums["amount"]))
    if changed:
        columns = (*columns, SheetColumn("更正后金额（元）", 16, found.sums["standing"]))
    notes: tuple[str, ...] = (
        f"公示编号：{notice.number}　公示单位：{desk.workspace.bureau}",
        f"公示期：{first_day(desk, notice.posted_on)}至{notice.ends_on}，{notice.working_days}个工作日",
    )
    if changed:
        notes = (*notes, CHANGED)
    rows = (_row(line, changed=changed) for line in found.rows)
    verify = leaks.checking(withheld(desk, notice_id))
    return write_workbook(path, "职业培训补贴公示名单", notes, columns, rows, verify=verify)


def _row(line: PublicLine, *, changed: bool) -> tuple[object, ...]:
    told = (
        line.position,
        line.name,
        line.id_number,
        line.holder,
        line.scheme_title,
        line.occupation_title,
        line.level_title,
        line.class_number,
        line.amount,
    )
    return (*told, line.standing) if changed else told
