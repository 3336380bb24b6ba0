"""The form of a filing: every part of the training plan (J12) as a field, the parties by kind of case."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from desktop import filings, registers
from desktop.codes import codes
from desktop.filings import FilingEntry, ItemEntry, TrainerEntry
from desktop.pages import PageQuery
from desktop.workspace import Desk
from ui.days import DateField
from ui.editor import EditorPage
from ui.fields import ChoiceField, DecimalField, LongField, NumberField, PickField, TextField
from ui.grid import GridColumn, GridField
from ui.seat import Seat

PARTIES = {
    "enterprise": ("employer_id",),
    "delegated": ("employer_id", "institution_id"),
    "institution": ("institution_id",),
    "individual": ("person_id",),
}
OF_TYPE = {"programme": "entrepreneurship", "years": "apprenticeship"}
"""What is asked for one type of training only."""

MOST_PERSONS = 2000


def choices(table: str) -> list[tuple[str, str]]:
    """The codes of a table with their titles, for a combo box."""
    return [(code.code, code.title) for code in codes(table)]


@dataclass(frozen=True, slots=True)
class Known:
    """What the form needs to know before it can be shown: the registers, and the filing that is changed."""

    employers: tuple[tuple[int, str], ...]
    institutions: tuple[tuple[int, str], ...]
    platforms: tuple[tuple[int, str], ...]
    persons: tuple[tuple[int, str], ...]
    today: date
    entry: FilingEntry | None


def known(desk: Desk, filing_id: int | None) -> Known:
    """Gather what the form needs."""
    persons = registers.persons(desk, PageQuery(limit=MOST_PERSONS, sort="name")).rows
    return Known(
        registers.choices(desk, "employer"),
        registers.choices(desk, "institution"),
        registers.choices(desk, "platform"),
        tuple((row.id, f"{row.name}（{row.id_number}）") for row in persons),
        desk.today,
        filings.entry_of(desk, filing_id) if filing_id else None,
    )


class FilingEditor(EditorPage):
    """Enters a new filing, or corrects one that may still be changed."""

    def __init__(self, seat: Seat, facts: Known, filing_id: int | None) -> None:
        title = "修改备案申请" if filing_id else "登记备案申请"
        super().__init__(seat, title, "带 * 的为必填；其余可在受理前补齐")
        self._filing_id = filing_id
        self._facts = facts
        self._add_basics()
        self._add_plan()
        self._add_courses()
        self._add_means()
        self.submit = self._submit
        self.form.field("case_kind").changed.connect(self._show_parties)
        self.form.field("training_type").changed.connect(self._show_of_type)
        if facts.entry is not None:
            self._fill(facts.entry)
            self.form.field("case_kind").setEnabled(False)
        else:
            self.form.fill({"filed_on": facts.today, "case_kind": "enterprise", "channel": "online"})
        self._show_parties()
        self._show_of_type()
        self.form.settle()

    def _add_basics(self) -> None:
        add = self.form.add
        self.section("申请人")
        add(
            "case_kind",
            "备案类别",
            ChoiceField(choices("case_kinds"), required=True, first=True),
            "材料清单随类别而定",
        )
        add("channel", "申报渠道", ChoiceField(choices("channels"), required=True, first=True))
        add(
            "employer_id",
            "申请企业",
            PickField(self._facts.employers, required=True),
            "输入名称的一部分查找",
            wide=True,
        )
        add("institution_id", "培训机构", PickField(self._facts.institutions, required=True), wide=True)
        add("person_id", "申请人", PickField(self._facts.persons, required=True), wide=True)
        add("contact", "联系人", TextField(longest=60))
        add("phone", "联系电话", TextField(longest=40))
        add("filed_on", "申报日期", DateField(required=True, today=self._facts.today))

    def _add_plan(self) -> None:
        add = self.form.add
        today = self._facts.today
        self.section("培训安排")
        add("title", "培训项目名称", TextField(required=True), "如：电工中级技能提升培训", wide=True)
        add("training_type", "培训类型", ChoiceField(choices("training_types"), required=True))
        add("occupation", "职业（工种）", PickField(choices("occupations"), required=True))
        add(
            "programme",
            "创业培训类别",
            ChoiceField(choices("programmes"), required=True),
            "补贴标准和享受次数都按类别确定",
            wide=True,
        )
        add(
            "years",
            "培养年限",
            NumberField(required=True, least=1),
            "填年数，按学徒培养协议；补贴按每人每年计算",
            wide=True,
        )
        add("level", "培训等级", ChoiceField(choices("levels"), required=True))
        add("planned_people", "计划人数", NumberField(required=True, least=1))
        add("starts_on", "开始日期", DateField(required=True, today=today))
        add("ends_on", "结束日期", DateField(required=True, today=today, check=self._not_before_start))
        add("platform_id", "线上培训平台", PickField(self._facts.platforms), wide=True)
        add("targets", "培训对象", LongField(lines=2), wide=True)

    def _add_courses(self) -> None:
        self.section("课程设置", "理论线上课时占比按政策计算，超过“原则上”的上限时由复核人员说明理由")
        columns = (
            GridColumn("title", "课程名称", lambda: TextField(required=True), 5),
            GridColumn(
                "content", "内容类别", lambda: ChoiceField(choices("content_categories"), first=True), 3
            ),
            GridColumn("part", "理论/实操", lambda: ChoiceField(choices("parts"), first=True), 2),
            GridColumn("mode", "方式", lambda: ChoiceField(choices("modes"), first=True), 3),
            GridColumn("hours", "课时", lambda: DecimalField(required=True, places=1, money=False), 1),
        )
        self.form.add("items", "课程", GridField(columns, "添加课程", summary=hours_words), wide=True)
        self.section("师资安排")
        teachers = (
            GridColumn("name", "姓名", lambda: TextField(required=True), 2),
            GridColumn("title", "职称或职业资格", TextField, 3),
            GridColumn("courses", "担任课程", TextField, 4),
            GridColumn(
                "full_time", "专兼职", lambda: ChoiceField([(True, "专职"), (False, "兼职")], first=True), 2
            ),
        )
        self.form.add("trainers", "教师", GridField(teachers, "添加教师"), wide=True)

    def _add_means(self) -> None:
        add = self.form.add
        self.section("场地、预算与考评")
        add("site", "线下培训场地", TextField(), wide=True)
        add(
            "practice_county",
            "实操所在县区",
            TextField(longest=6),
            "六位区划代码；与学员的户籍地、常住地、工作单位所在地核对，不填的不核",
        )
        add("facilities", "设施设备", LongField(lines=2), wide=True)
        add("budget", "成本预算（元）", DecimalField())
        add("budget_note", "预算说明", TextField(longest=500))
        add("assessment", "考评机制", LongField(lines=2), wide=True)

    def _show_parties(self) -> None:
        shown = PARTIES.get(self.form.field("case_kind").value or "", ())
        for name in ("employer_id", "institution_id", "person_id"):
            self.form.row(name).setVisible(name in shown)

    def _show_of_type(self) -> None:
        chosen = self.form.field("training_type").value
        for name, type_ in OF_TYPE.items():
            self.form.row(name).setVisible(chosen == type_)

    def _not_before_start(self, day: date) -> str:
        start = self.form.field("starts_on").value
        return f"早于开始日期 {start}。" if start and day < start else ""

    def _fill(self, entry: FilingEntry) -> None:
        values = {name: getattr(entry, name) for name, _field in self.form.fields()}
        values["items"] = tuple(asdict(item) for item in entry.items)
        values["trainers"] = tuple(asdict(trainer) for trainer in entry.trainers)
        self.form.fill(values)

    def _submit(self, values: dict[str, Any]) -> None:
        entry = entry_from(values)
        filing_id = self._filing_id

        def deed(desk: Desk) -> int:
            if filing_id is None:
                return filings.draft(desk, entry)
            filings.change(desk, filing_id, entry)
            return filing_id

        def saved(_id: int) -> None:
            self.finish()
            self.seat.tell(
                "备案申请已保存。接下来导入花名册、收齐材料，然后受理。"
                if filing_id is None
                else "修改已保存。"
            )

        self.seat.act(
            deed, saved, title="正在保存备案申请", owner=self, refused=self.refuse, stopped=self.wake
        )


def entry_from(values: Mapping[str, Any]) -> FilingEntry:
    """Return what the form holds as the desktop wants it."""
    plain = {name: value for name, value in values.items() if value is not None}
    plain["budget"] = plain.get("budget") or Decimal(0)
    plain["items"] = tuple(ItemEntry(**item) for item in plain.get("items", ()))
    plain["trainers"] = tuple(TrainerEntry(**trainer) for trainer in plain.get("trainers", ()))
    return FilingEntry(**plain)


def hours_words(items: tuple[dict[str, Any], ...]) -> str:
    """Return the sum of the class hours and how many of them are online."""
    total = sum((item["hours"] for item in items if item["hours"]), Decimal(0))
    online = sum((item["hours"] for item in items if item["hours"] and item["mode"] != "offline"), Decimal(0))
    share = f"（{online / total * 100:.1f}%）" if total else ""
    return f"共 {total.normalize():f} 课时，其中线上 {online.normalize():f} 课时{share}"
