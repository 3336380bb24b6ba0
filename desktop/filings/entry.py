"""Entering a filing: who files, what is planned (J12), and correcting it while that is still allowed."""

import re
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from decimal import Decimal

from db.filings import CourseItem, Filing, Trainer
from db.registers import Employer, Institution, Person, Platform
from desktop import audit, materials
from desktop.codes import codes, title
from desktop.filings.findings import examine
from desktop.policy.figures import months_after
from desktop.problems import Refused
from desktop.workspace import Desk

CHANGEABLE = ("draft", "correcting")
ENTREPRENEURSHIP, APPRENTICESHIP = "entrepreneurship", "apprenticeship"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """One course of the plan; `hours` are class hours (课时)."""

    title: str
    content: str
    part: str
    mode: str
    hours: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainerEntry:
    """A trainer of the plan."""

    name: str
    title: str = ""
    courses: str = ""
    full_time: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingEntry:
    """A filing as it is entered: codes are those of resources/codes, `budget` is in yuan.

    `programme` is the kind of an entrepreneurship training (GYB, SYB …) and empty for any other; `years` is how long
    an apprenticeship lasts by its agreements, None for any other.
    """

    case_kind: str
    training_type: str
    title: str
    channel: str
    occupation: str
    level: str
    planned_people: int
    starts_on: date
    ends_on: date
    programme: str = ""
    years: int | None = None
    employer_id: int | None = None
    institution_id: int | None = None
    platform_id: int | None = None
    person_id: int | None = None
    county: str = ""
    contact: str = ""
    phone: str = ""
    targets: str = ""
    site: str = ""
    practice_county: str = ""
    facilities: str = ""
    budget: Decimal = Decimal(0)
    budget_note: str = ""
    assessment: str = ""
    filed_on: date | None = None
    items: tuple[ItemEntry, ...] = ()
    trainers: tuple[TrainerEntry, ...] = ()


SIX_MONTHS = (-6, 6)
"""Between which bounds, in months, the days of an apprenticeship may differ from its years: it is paid by them."""

CODED = {
    "case_kind": ("case_kinds", "备案类别"),
    "training_type": ("training_types", "培训类型"),
    "channel": ("channels", "申报渠道"),
    "occupation": ("occupations", "职业（工种）"),
    "level": ("levels", "等级"),
}
ITEM_CODED = {"content": "content_categories", "part": "parts", "mode": "modes"}
NEEDED = {
    "enterprise": ("employer_id",),
    "delegated": ("employer_id", "institution_id"),
    "institution": ("institution_id",),
    "individual": ("person_id",),
}
REFERRED: dict[str, tuple[type[Employer | Institution | Platform | Person], str]] = {
    "employer_id": (Employer, "企业"),
    "institution_id": (Institution, "培训机构"),
    "platform_id": (Platform, "线上平台"),
    "person_id": (Person, "申请人"),
}
PARTIES = {"employer_id": "企业", "institution_id": "培训机构", "person_id": "申请人"}


def draft(desk: Desk, entry: FilingEntry) -> int:
    """Enter a filing as a draft with its materials checklist; returns its id.

    Refused, naming every fault at once, when a code is unknown, a party is missing or the plan contradicts
    itself. What the policy thinks of it is found later and never hinders the entry.
    """
    desk.needs("handler", title("roles", "handler"))
    filing = Filing(**_values(desk, entry))
    _add_plan(filing, entry)
    desk.session.add(filing)
    desk.session.flush()
    materials.lay_out(desk, "filing", filing.id, entry.case_kind, entry.training_type, ("filing",))
    audit.record(desk, "登记备案申请", audit.HANDLING, "filing", filing.uid, filing.title)
    return filing.id


def change(desk: Desk, filing_id: int, entry: FilingEntry) -> None:
    """Correct a filing that is a draft or was sent back for correction; its day stays unless another is given.

    Once a filing has been accepted its kind of case stays as it was.
    """
    desk.needs("handler", title("roles", "handler"))
    filing = find(desk, filing_id)
    if filing.state not in CHANGEABLE:
        raise Refused(f"本件{title('filing_states', filing.state)}，计划不能再改。", "确需更正的，请走补正。")
    if entry.case_kind != filing.case_kind and filing.state != "draft":
        raise Refused("本件已按原类别受理，备案类别不能更改。", "请按新的类别另行登记申请。")
    values = _values(desk, replace(entry, filed_on=entry.filed_on or filing.filed_on))
    changed = [name for name, value in values.items() if getattr(filing, name) != value]
    for name, value in values.items():
        setattr(filing, name, value)
    filing.items.clear()
    filing.trainers.clear()
    desk.session.flush()
    _add_plan(filing, entry)
    desk.session.flush()
    desk.session.expire(filing)
    materials.lay_out(desk, "filing", filing.id, entry.case_kind, entry.training_type, ("filing",))
    examine(desk, filing)
    audit.record(
        desk, "修改备案申请", audit.HANDLING, "filing", filing.uid, filing.number, 修改项="、".join(changed)
    )


def entry_of(desk: Desk, filing_id: int) -> FilingEntry:
    """Return a filing as it was entered, to be shown in the form and changed."""
    filing = find(desk, filing_id)
    plain = {each.name: getattr(filing, each.name) for each in fields(FilingEntry) if each.name not in LISTS}
    return FilingEntry(
        **plain,
        items=tuple(
            ItemEntry(title=row.title, content=row.content, part=row.part, mode=row.mode, hours=row.hours)
            for row in filing.items
        ),
        trainers=tuple(
            TrainerEntry(name=row.name, title=row.title, courses=row.courses, full_time=row.full_time)
            for row in filing.trainers
        ),
    )


LISTS = ("items", "trainers")


def find(desk: Desk, filing_id: int) -> Filing:
    """Return the filing, or refuse when there is none."""
    filing = desk.session.get(Filing, filing_id)
    if filing is None:
        raise Refused("没有找到这件备案。", "请刷新列表后再试。")
    return filing


def _values(desk: Desk, entry: FilingEntry) -> dict[str, object]:
    faults = [*_faults(entry), *_site_faults(entry), *_party_faults(desk, entry)]
    if faults:
        raise Refused("备案申请有以下问题，没有保存：" + "；".join(faults) + "。", "请逐项改正后再保存。")
    county = entry.county or _county(desk, entry)
    filed = entry.filed_on or desk.today
    values = asdict(replace(entry, county=county, filed_on=filed))
    return {name: value for name, value in values.items() if name not in LISTS}


def _site_faults(entry: FilingEntry) -> list[str]:
    if not entry.practice_county or re.fullmatch(r"[0-9]{6}", entry.practice_county):
        return []
    return ["实操所在县区应为六位区划代码"]


def _faults(entry: FilingEntry) -> list[str]:
    faults = [
        f"{label}“{getattr(entry, name)}”不在目录中"
        for name, (table, label) in CODED.items()
        if getattr(entry, name) not in {code.code for code in codes(table)}
    ]
    faults += [
        f"没有选择{PARTIES[name]}" for name in NEEDED.get(entry.case_kind, ()) if getattr(entry, name) is None
    ]
    faults += _type_faults(entry)
    if not entry.title.strip():
        faults.append("没有填写培训项目名称")
    if entry.planned_people < 1:
        faults.append("计划人数至少1人")
    if entry.ends_on < entry.starts_on:
        faults.append(f"结束日期{entry.ends_on}早于开始日期{entry.starts_on}")
    if entry.budget < 0 or entry.budget != round(entry.budget, 2):
        faults.append("预算金额不能为负数，最多两位小数")
    for at, item in enumerate(entry.items, 1):
        faults += [
            f"第{at}门课程的“{getattr(item, name)}”不在目录中"
            for name, table in ITEM_CODED.items()
            if getattr(item, name) not in {code.code for code in codes(table)}
        ]
        if not item.title.strip():
            faults.append(f"第{at}门课程没有名称")
        if item.hours <= 0 or item.hours != round(item.hours, 1):
            faults.append(f"第{at}门课程的课时应大于0，最多一位小数")
    faults += [
        f"第{at}位教师没有姓名" for at, trainer in enumerate(entry.trainers, 1) if not trainer.name.strip()
    ]
    return faults


def _type_faults(entry: FilingEntry) -> list[str]:
    """What is wrong with what one type of training asks for: the kind of entrepreneurship, the years of apprenticeship."""
    faults = []
    if entry.programme and entry.training_type != ENTREPRENEURSHIP:
        faults.append("只有创业培训才选择创业培训类别")
    elif entry.programme and entry.programme not in {code.code for code in codes("programmes")}:
        faults.append(f"创业培训类别“{entry.programme}”不在目录中")
    if entry.years is not None and entry.training_type != APPRENTICESHIP:
        faults.append("只有企业新型学徒制填写培养年限")
    elif entry.years is not None and entry.years < 1:
        faults.append("培养年限至少1年")
    elif entry.years is not None:
        least, most = (months_after(entry.starts_on, 12 * entry.years + by) for by in SIX_MONTHS)
        if not least <= entry.ends_on < most:
            span = f"{entry.starts_on}至{entry.ends_on}"
            faults.append(f"培养年限{entry.years}年与起止日期{span}相差半年以上")
    return faults


def _party_faults(desk: Desk, entry: FilingEntry) -> list[str]:
    """What is wrong with the parties named, and with a day that has not come yet."""
    faults = []
    for name, (table, label) in REFERRED.items():
        key = getattr(entry, name)
        row = desk.session.get(table, key) if key is not None else None
        if key is not None and row is None:
            faults.append(f"所选的{label}没有登记")
        elif row is not None and not getattr(row, "active", True):
            faults.append(f"所选的{label}已停用")
    if entry.filed_on is not None and entry.filed_on > desk.today:
        faults.append(f"申请日期{entry.filed_on}晚于今天")
    return faults


def _county(desk: Desk, entry: FilingEntry) -> str:
    """Return the county the applicant belongs to: where its filing has to be made (J12)."""
    if entry.employer_id and (employer := desk.session.get(Employer, entry.employer_id)):
        return employer.county
    if entry.institution_id and (institution := desk.session.get(Institution, entry.institution_id)):
        return institution.county
    return desk.workspace.county


def _add_plan(filing: Filing, entry: FilingEntry) -> None:
    filing.items += [CourseItem(position=at, **asdict(item)) for at, item in enumerate(entry.items, 1)]
    filing.trainers += [
        Trainer(position=at, **asdict(trainer)) for at, trainer in enumerate(entry.trainers, 1)
    ]
