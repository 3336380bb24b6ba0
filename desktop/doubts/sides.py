"""The rows a doubt rests on, next to each other: whose, from which file, sheet and row, and what each of them says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from json import dumps
from typing import Any

from db.doubts import Doubt
from desktop.codes import title
from desktop.doubts.asking import Reading, yuan
from desktop.doubts.elsewhere import scheme_title
from desktop.doubts.finding import Scope, called, reading, scope
from desktop.identity import mask_account, mask_id, mask_phone
from desktop.problems import Refused
from desktop.workspace import Desk

MOST_SIDES = 12
"""So many rows stand next to each other; how many more there are is told."""


@dataclass(frozen=True, slots=True)
class Side:
    """One row of the evidence: what it is (本件, 另一班期, 外部名单…) and its values by name."""

    head: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """One name with the value of each side, and whether all sides that have it say the same."""

    name: str
    values: tuple[str, ...]
    same: bool


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The evidence of one doubt as a table: a column for each side, a row for each name; `more` sides are left off."""

    heads: tuple[str, ...]
    rows: tuple[Compared, ...]
    more: int


@dataclass(slots=True)
class _Made:
    """A side in the making; `shown` is written, `told` is compared: a masked number must not hide a difference."""

    head: str
    shown: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: object, shown: str | None = None) -> None:
        text = "" if value is None else str(value)
        if text:
            self.told[name] = text
            self.shown[name] = text if shown is None else shown


ROWS = """
SELECT t.id, t.filing_id, coalesce(f.number, f.title), f.title, coalesce(c.opened_on, f.starts_on),
       coalesce(c.ended_on, f.ends_on), coalesce(i.name, ''), coalesce(b.file_name, ''), t.source,
       p.id, p.name, p.id_number, p.phone, p.account, p.address, t.groups, t.employer_name, t.hired_on,
       coalesce(e.type, ''), coalesce(e.number, ''), e.issued_on
FROM json_each(:ids) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN filing AS f ON f.id = t.filing_id
LEFT JOIN training_class AS c ON c.filing_id = f.id
LEFT JOIN institution AS i ON i.id = f.institution_id
LEFT JOIN import_batch AS b ON b.id = t.batch_id
LEFT JOIN certificate AS e ON e.trainee_id = t.id
ORDER BY s.key
"""
PERSONS = """
SELECT p.id, p.name, p.id_number, p.phone, p.account, p.address
FROM json_each(:ids) AS s CROSS JOIN person AS p ON p.id = s.value ORDER BY s.key
"""
FILINGS = """
SELECT f.id, coalesce(f.number, ''), f.title, coalesce(c.opened_on, f.starts_on), coalesce(c.ended_on, f.ends_on),
       coalesce(e.name, ''), coalesce(i.name, ''), f.site, f.phone, f.planned_people,
       (SELECT count(*) FROM trainee AS t WHERE t.filing_id = f.id)
FROM json_each(:ids) AS s
CROSS JOIN filing AS f ON f.id = s.value
LEFT JOIN training_class AS c ON c.filing_id = f.id
LEFT JOIN employer AS e ON e.id = f.employer_id
LEFT JOIN institution AS i ON i.id = f.institution_id
ORDER BY s.key
"""
OTHERS = {
    "outside_entry": """
SELECT l.kind, l.file_name, x.source, x.name, x.number, x.unit, x.since, x.until, l.as_of
FROM json_each(:ids) AS s CROSS JOIN outside_entry AS x ON x.id = s.value
CROSS JOIN outside_list AS l ON l.id = x.list_id""",
    "outside_benefit": """
SELECT l.file_name, b.source, b.name, b.number, b.scheme, b.occupation, b.level, b.amount, b.paid_on, b.since,
       b.until, b.fund, b.certificate, b.office, l.as_of
FROM json_each(:ids) AS s CROSS JOIN outside_benefit AS b ON b.id = s.value
CROSS JOIN outside_list AS l ON l.id = b.list_id""",
    "person_group": """
SELECT p.name, p.id_number, g."group", g.evidence, g.since, g.until
FROM json_each(:ids) AS s CROSS JOIN person_group AS g ON g.id = s.value
CROSS JOIN person AS p ON p.id = g.person_id""",
    "import_batch": """
SELECT b.file_name, b.sheet, b.sender, b.taken_on, b.rows
FROM json_each(:ids) AS s CROSS JOIN import_batch AS b ON b.id = s.value""",
    "evidence_use": """
SELECT u.name, p.name, u.added_on, u.note
FROM json_each(:ids) AS s CROSS JOIN evidence_use AS u ON u.id = s.value
LEFT JOIN person AS p ON p.id = u.person_id""",
    "claim": """
SELECT m.stage, m.number, m.applied_on, m.decided_on
FROM json_each(:ids) AS s CROSS JOIN claim AS m ON m.id = s.value""",
    "claim_line": """
SELECT p.name, l.scheme, l.asked, l.amount, NULL, NULL
FROM json_each(:ids) AS s CROSS JOIN claim_line AS l ON l.id = s.value
CROSS JOIN person AS p ON p.id = l.person_id""",
    "notice_line": """
SELECT p.name, l.scheme, NULL, l.amount, n.amount, NULL
FROM json_each(:ids) AS s CROSS JOIN notice_line AS n ON n.id = s.value
CROSS JOIN claim_line AS l ON l.id = n.line_id CROSS JOIN person AS p ON p.id = l.person_id""",
    "payment_line": """
SELECT p.name, l.scheme, NULL, l.amount, NULL, n.amount
FROM json_each(:ids) AS s CROSS JOIN payment_line AS n ON n.id = s.value
CROSS JOIN claim_line AS l ON l.id = n.line_id CROSS JOIN person AS p ON p.id = l.person_id""",
    "notice": """
SELECT n.number, n.title, n.posted_on, n.ends_on
FROM json_each(:ids) AS s CROSS JOIN notice AS n ON n.id = s.value""",
    "objection": """
SELECT o.received_on, o.raised_by, o.text, o.outcome
FROM json_each(:ids) AS s CROSS JOIN objection AS o ON o.id = s.value""",
}
"""Evidence of other kinds; those that need more than names for their columns are told in `_TELLING`."""


def side_by_side(desk: Desk, doubt_id: int) -> SideBySide:
    """Return the rows of all sides of a doubt next to each other. Refused when there is no such doubt."""
    found = desk.session.get(Doubt, doubt_id)
    if found is None:
        raise Refused("没有找到这条疑点。", "请刷新列表后再试。")
    ids: dict[str, list[int]] = {}
    for each in found.evidence:
        ids.setdefault(each["kind"], []).append(each["id"])
    of = scope(desk, found.case_kind, found.case_id)
    made = list(_sides(reading(desk), of, ids))
    shown = made[:MOST_SIDES]
    return SideBySide(tuple(each.head for each in shown), tuple(_compared(shown)), len(made) - len(shown))


def _compared(sides: list[_Made]) -> Iterator[Compared]:
    for name in dict.fromkeys(name for each in sides for name in each.shown):
        told = [each.told[name] for each in sides if name in each.told]
        same = len(told) > 1 and len(set(told)) == 1
        yield Compared(name, tuple(each.shown.get(name, "") for each in sides), same)


def _sides(read: Reading, of: Scope, ids: Mapping[str, list[int]]) -> Iterator[_Made]:
    rows = _asked(read, ROWS, ids.get("trainee", ()))
    whole = ids.get("filing", ()) if not rows or len(ids.get("filing", ())) > 1 else ()
    yield from (_of_filing(row, of) for row in _asked(read, FILINGS, whole))
    yield from (_of_row(row, of) for row in rows)
    known = {row[9] for row in rows}
    others = [each for each in ids.get("person", ()) if each not in known]
    yield from (_of_person(row) for row in _asked(read, PERSONS, others))
    for kind, sql in OTHERS.items():
        yield from (_TELLING[kind](row) for row in _asked(read, sql, ids.get(kind, ())))


def _asked(read: Reading, sql: str, ids: Iterable[int]) -> list[Any]:
    wanted = list(ids)
    return list(read.rows(sql, ids=dumps(wanted))) if wanted else []


def _place(made: _Made, file: str, source: str) -> None:
    """Say which file, sheet and row something was read from."""
    sheet, mark, row = source.rpartition("!")
    made.put("文件", file or ("导入的表格" if mark else "手工登记"))
    made.put("工作表", sheet if mark else "")
    made.put("行", f"第{row}行" if mark else source)


def _who(made: _Made, name: str, number: str) -> None:
    made.put("姓名", name)
    made.put("身份证号", number, mask_id(number))


def _contacts(made: _Made, phone: str, account: str, address: str) -> None:
    made.put("联系电话", phone, mask_phone(phone))
    made.put("银行账号", account, mask_account(account))
    made.put("住址", address)


def _of_row(row: Any, of: Scope) -> _Made:
    made = _Made("本件" if row[1] in of.filings else "另一班期")
    _place(made, row[7], row[8])
    _who(made, row[10], row[11])
    made.put("班期", row[2])
    made.put("培训项目", row[3])
    made.put("培训时间", f"{row[4]} 至 {row[5]}")
    made.put("培训机构", row[6])
    _contacts(made, row[12], row[13], row[14])
    made.put("人员类别", "、".join(title("groups", code) for code in row[15].split(",") if code))
    made.put("用人单位", row[16])
    made.put("入职日期", row[17])
    made.put("证书编号", row[19])
    made.put("证书种类", title("certificate_types", row[18]) if row[18] else "")
    made.put("发证日期", row[20])
    return made


def _of_person(row: Any) -> _Made:
    made = _Made("另一人员")
    _who(made, row[1], row[2])
    _contacts(made, row[3], row[4], row[5])
    return made


def _of_filing(row: Any, of: Scope) -> _Made:
    made = _Made("本件" if row[0] in of.filings else "另一班期")
    names = (
        "班期",
        "培训项目",
        "培训时间",
        "企业",
        "培训机构",
        "培训地点",
        "联系电话",
        "计划人数",
        "名册人数",
    )
    values = (row[1], row[2], f"{row[3]} 至 {row[4]}", *row[5:])
    for name, value in zip(names, values, strict=True):
        made.put(name, value, mask_phone(value) if name == "联系电话" else None)
    return made


def _of_entry(row: Any) -> _Made:
    kind, file, source, name, number, unit, since, until, as_of = row
    made = _Made(f"{title('outside_lists', kind)}（截至{as_of}）")
    _place(made, file, source)
    made.put("姓名", name)
    if kind == "dishonest":
        made.put("信用代码", number)
    else:
        made.put("身份证号", number, mask_id(number))
    made.put("用人单位", unit)
    made.put("起始日期", since)
    made.put("终止日期", until)
    return made


def _of_paid(row: Any) -> _Made:
    file, source, name, number, scheme, occupation, level, fen, paid_on, since, until, fund, *rest = row
    certificate, office, as_of = rest
    made = _Made(f"{title('outside_lists', 'benefit')}（截至{as_of}）")
    _place(made, file, source)
    _who(made, name, number)
    made.put("补贴项目", scheme_title(scheme))
    made.put("职业（工种）", title("occupations", occupation) if occupation else "")
    made.put("等级", title("levels", level) if level else "")
    made.put("金额", None if fen is None else yuan(fen))
    made.put("发放日期", paid_on)
    made.put("培训时间", f"{since} 至 {until or '不详'}" if since else "")
    made.put("资金渠道", title("fund_sources", fund) if fund else "")
    made.put("证书编号", certificate)
    made.put("发放单位", office)
    return made


def _of_group(row: Any) -> _Made:
    made = _Made("人员类别登记")
    _who(made, row[0], row[1])
    made.put("人员类别", title("groups", row[2]))
    made.put("证明材料", row[3])
    made.put("起始日期", row[4])
    made.put("终止日期", row[5])
    return made


def _of_claim(row: Any) -> _Made:
    stage, number, applied, decided = row
    made = _Made(called(stage, ""))
    made.put("申请编号", number)
    made.put("申请日期", applied)
    made.put("审批日期", decided)
    return made


def _of_amounts(row: Any) -> _Made:
    made = _Made("补贴明细")
    made.put("姓名", row[0])
    made.put("补贴项目", title("schemes", row[1]))
    for name, fen in zip(("标准金额", "核定金额", "公示金额", "付款金额"), row[2:], strict=True):
        made.put(name, None if fen is None else yuan(fen))
    return made


def _named(head: str, *names: str) -> Any:
    def tell(row: Any) -> _Made:
        made = _Made(head)
        for name, value in zip(names, row, strict=True):
            made.put(name, value)
        return made

    return tell


_TELLING: Mapping[str, Any] = {
    "outside_entry": _of_entry,
    "outside_benefit": _of_paid,
    "person_group": _of_group,
    "import_batch": _named("导入批次", "文件", "工作表", "报送单位", "导入日期", "行数"),
    "evidence_use": _named("佐证文件", "文件", "姓名", "收存日期", "说明"),
    "claim": _of_claim,
    "claim_line": _of_amounts,
    "notice_line": _of_amounts,
    "payment_line": _of_amounts,
    "notice": _named("公示", "公示编号", "标题", "公示起", "公示止"),
    "objection": _named("异议", "收到日期", "提出人", "内容", "处理结果"),
}
