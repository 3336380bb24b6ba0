"""单位与平台: employers, training institutions, online platforms and persons, each entered once."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop import doubts, registers
from desktop.codes import title as code_title
from desktop.doubts import Quality
from desktop.identity import mask_account, mask_phone
from desktop.registers import EmployerEntry, InstitutionEntry, PersonSheet, PlatformEntry, QualificationEntry
from desktop.workspace import Desk
from ui.cells import CENTRE, Column, text_of
from ui.days import DateField
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import Field, LongField, ManyField, TextField
from ui.filing_form import choices
from ui.lists import ListField
from ui.quality import QualityPage
from ui.register_forms import employer_asks, institution_asks, person_asks, platform_asks
from ui.screen import ListScreen, Screen
from ui.seat import Seat
from ui.sections import ScrollPage, SmallTable, facts_section
from ui.sheet import Extra, Head, SheetView, Tab
from ui.table import PagedTable
from ui.theme import button

NAMES = {"employer": "企业", "institution": "培训机构", "platform": "线上平台"}


def _occupations(codes: tuple[str, ...]) -> str:
    return "、".join(code_title("occupations", code) for code in codes) or "全部"


def columns(scope: str) -> tuple[Column, ...]:
    """The columns of a register of organisations."""
    return (
        Column("name", "名称", 160, grows=True),
        Column("credit_code", "统一社会信用代码", 170, rank=1),
        Column("contact", "联系人", 76, rank=3),
        Column("phone", "联系电话", 120, rank=4),
        Column("scope", scope, 130, grows=True, rank=2, sort="-"),
        Column("valid_until", "有效期至", 98, align=CENTRE, rank=3, sort="-"),
        Column(
            "standing", "状态", 112, tone=lambda row: "good" if row.standing == "正常" else "warn", sort="-"
        ),
    )


PERSON_COLUMNS = (
    Column("name", "姓名", 84),
    Column("id_number", "身份证号", 164),
    Column("sex", "性别", 48, align=CENTRE, rank=2),
    Column("born", "出生日期", 98, align=CENTRE, rank=3),
    Column("phone", "联系电话", 112, rank=1, sort="-"),
    Column("groups", "人员类别", 130, grows=True, rank=2, sort="-"),
)
QUALIFICATION_COLUMNS = (
    Column("document", "文件或证书", 150, grows=True),
    Column("occupations", "职业（工种）", 130, grows=True, show=_occupations),
    Column("since", "起始", 96, align=CENTRE),
    Column("until", "截止", 96, align=CENTRE, show=lambda day: text_of(day) or "长期"),
)


class OrganisationsPage(ListScreen):
    """One register of organisations with the card of one."""

    def __init__(self, seat: Seat, register: str) -> None:
        self.register = register
        name = NAMES[register]
        questions = {
            "employer": registers.employers,
            "institution": registers.institutions,
            "platform": registers.platforms,
        }
        cards: dict[str, Callable[[Desk, int], Any]] = {
            "employer": lambda desk, key: (key, registers.employer(desk, key), (), None),
            "institution": lambda desk, key: (
                key,
                *registers.institution(desk, key),
                doubts.quality(desk, key),
            ),
            "platform": lambda desk, key: (key, registers.platform(desk, key), (), None),
        }
        table = PagedTable(
            seat.work,
            seat.fetching(questions[register]),
            columns({"employer": "类别", "institution": "培训范围", "platform": "功能"}[register]),
            f"{name}列表",
            empty=(f"还没有登记{name}", f"点“登记{name}”录入，一次登记，各件共用"),
        )
        super().__init__(seat, table, SheetView(name), cards[register], self._render)
        table.shown.connect(lambda page: self.summarise(f"共 {page.total:,} 家"))

    def buttons(self) -> list[QPushButton]:
        """Entering a new one."""
        new = button(f"登记{NAMES[self.register]}", role="primary", icon_name="fa6s.plus")
        new.clicked.connect(lambda: self.edit_card(None, None))
        return [new]

    def _render(self, card: tuple[int, Any, tuple[QualificationEntry, ...], Quality | None]) -> None:
        key, entry, held, quality = card
        score = [("质量得分", f"{quality.score}分")] if quality and quality.years else []
        head = Head(
            number=entry.credit_code,
            title=entry.name,
            figures=(("联系人", entry.contact), ("电话", entry.phone), *score),
        )
        tabs = [Tab("概况", lambda: card_page(entry, held))]
        if quality:
            tabs.append(Tab("质量", lambda: QualityPage(quality)))
        extras = [Extra("修改", "fa6s.pen", lambda: self.edit_card(key, entry))]
        if self.register == "institution":
            extras.append(Extra("登记资质", "fa6s.certificate", lambda: self._add_qualification(key)))
        self.sheet.show_case(head, tabs, (), extras)

    def edit_card(self, key: int | None, entry: Any) -> None:
        """Enter an organisation or correct one."""
        name = NAMES[self.register]
        county = self.seat.workspace.county
        asks, make, save = {
            "employer": (employer_asks(), EmployerEntry, registers.save_employer),
            "institution": (institution_asks(), InstitutionEntry, registers.save_institution),
            "platform": (platform_asks(), PlatformEntry, registers.save_platform),
        }[self.register]
        values = asdict(entry) if entry is not None else {"county": county}
        fill(asks, values)

        def submit(dialog: FormDialog, given: dict[str, Any]) -> None:
            made = make(**{name: value for name, value in given.items() if value is not None})
            self.seat.act(
                lambda desk: save(desk, made, key),  # type: ignore[operator]
                lambda _id: self.seat.tell(f"{name}“{made.name}”已保存。"),
                dialog=dialog,
            )

        self.seat.dialogs.form(
            self, Wording(f"{'修改' if key else '登记'}{name}", "保存", width=860, columns=2), asks, submit
        )

    def _add_qualification(self, key: int) -> None:
        def submit(dialog: FormDialog, given: dict[str, Any]) -> None:
            entry = QualificationEntry(**given)
            self.seat.act(
                lambda desk: registers.add_qualification(desk, key, entry),
                lambda _done: self.seat.tell("培训资质已登记。"),
                dialog=dialog,
            )

        asks = [
            Ask("document", "文件或证书", TextField(required=True), "办学许可证、遴选公布文件等的名称和编号"),
            Ask(
                "occupations",
                "职业工种",
                ListField(choices("occupations")),
                "不选表示全部职业（工种）",
            ),
            Ask("since", "起始日期", DateField(required=True)),
            Ask("until", "截止日期", DateField(), "长期有效的不填"),
        ]
        self.seat.dialogs.form(self, Wording("登记培训资质", "登记", width=680), asks, submit)


class PersonsPage(ListScreen):
    """The register of persons; they come in with rosters."""

    def __init__(self, seat: Seat) -> None:
        table = PagedTable(
            seat.work,
            seat.fetching(registers.persons),
            PERSON_COLUMNS,
            "人员列表",
            empty=("还没有人员", "导入花名册时自动登记"),
        )
        super().__init__(seat, table, SheetView("人员"), registers.person, self._render)
        table.shown.connect(lambda page: self.summarise(f"共 {page.total:,} 人"))

    def _render(self, sheet: PersonSheet) -> None:
        head = Head(
            number=sheet.id_number,
            title=sheet.name,
            figures=(("性别", sheet.sex), ("出生日期", text_of(sheet.born)), ("电话", sheet.phone)),
        )
        extras = [
            Extra("登记人员类别", "fa6s.tags", lambda: self._set_groups(sheet)),
            Extra("更正姓名", "fa6s.pen", lambda: self._correct_name(sheet)),
        ]
        self.sheet.show_case(head, [Tab("概况", lambda: person_page(sheet))], (), extras)

    def buttons(self) -> list[QPushButton]:
        """Entering one person, e.g. a self-directed learner."""
        new = button("登记人员", role="primary", icon_name="fa6s.plus")
        new.clicked.connect(self._enter)
        return [new]

    def _enter(self) -> None:
        def submit(dialog: FormDialog, given: dict[str, Any]) -> None:
            entry = registers.PersonEntry(**given)
            self.seat.act(
                lambda desk: registers.save_person(desk, entry),
                lambda _id: self.seat.tell(f"{entry.name} 已登记。"),
                dialog=dialog,
            )

        self.seat.dialogs.form(self, Wording("登记人员", "保存", width=860, columns=2), person_asks(), submit)

    def _correct_name(self, sheet: PersonSheet) -> None:
        def submit(dialog: FormDialog, given: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: registers.correct_name(desk, sheet.id, given["name"], given["reason"]),
                lambda _done: self.seat.tell("姓名已更正。"),
                dialog=dialog,
            )

        asks = [
            Ask("name", "正确的姓名", TextField(required=True, longest=100)),
            Ask("reason", "依据", LongField(required=True, lines=2), "核对了什么证件"),
        ]
        self.seat.dialogs.form(self, Wording(f"更正姓名：{sheet.name}", "更正"), asks, submit)

    def _set_groups(self, sheet: PersonSheet) -> None:
        def submit(dialog: FormDialog, given: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: registers.set_groups(
                    desk, sheet.id, given["groups"], given["evidence"], given["since"]
                ),
                lambda _done: self.seat.tell(f"已登记 {sheet.name} 的人员类别。"),
                dialog=dialog,
            )

        asks = [
            Ask("groups", "人员类别", ManyField(choices("groups"), required=True, columns=2)),
            Ask("evidence", "依据", LongField(required=True, lines=2), "证件或核查结果的名称和编号"),
            Ask("since", "起始日期", DateField()),
        ]
        self.seat.dialogs.form(self, Wording(f"登记人员类别：{sheet.name}", "登记", width=640), asks, submit)


class RegistersScreen(Screen):
    """The four registers as pages of one screen."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("登记簿")
        self.lists: list[ListScreen] = []
        for register, name in NAMES.items():
            self._add(OrganisationsPage(seat, register), name)
        self._add(PersonsPage(seat), "人员")
        self.tabs.currentChanged.connect(self._turn)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    @property
    def current(self) -> ListScreen:
        """The register in front."""
        return self.lists[self.tabs.currentIndex()]

    def buttons(self) -> list[QPushButton]:
        """The buttons of the register in front."""
        return self.current.buttons()

    def refresh(self) -> None:
        """Ask again in the register in front; the others when they are looked at."""
        self.stale = False
        for each in self.lists:
            each.stale = True
        self.current.refresh()

    def start(self) -> None:
        """Stand in the list."""
        self.current.start()

    def parts(self) -> list[QWidget]:
        """The register's list and card."""
        return [self.tabs.tabBar(), *self.current.parts()]

    def find_in_list(self) -> None:
        """Stand in the filter."""
        self.current.find_in_list()

    def open_record(self, record_id: int, text: str = "") -> None:
        """Show one record of the register in front."""
        self.current.open_record(record_id, text)

    def _add(self, page: ListScreen, name: str) -> None:
        page.summary.connect(lambda text: self.summarise(text) if page is self.current else None)
        self.lists.append(page)
        self.tabs.addTab(page, name)

    def _turn(self, _at: int) -> None:
        self.summarise(self.current.summary_text)
        self.buttons_changed.emit()
        if self.current.stale:
            self.current.refresh()


def fill(asks: list[Ask], values: dict[str, Any]) -> None:
    """Put known values into the fields of a dialog."""
    for ask in asks:
        field: Field = ask.field
        if ask.name in values:
            field.fill(values[ask.name])


def card_page(entry: Any, held: tuple[QualificationEntry, ...]) -> ScrollPage:
    """The facts of an organisation."""
    page = ScrollPage()
    facts = [
        ("信用代码", entry.credit_code),
        ("所属区划", entry.county),
        ("联系人", entry.contact),
        ("联系电话", mask_phone(entry.phone)),
        ("地址", entry.address),
    ]
    if isinstance(entry, PlatformEntry):
        facts += [
            ("来源", entry.source),
            ("有效期", f"{entry.since} 至 {entry.until or '长期'}"),
            ("功能", "、".join(code_title("capabilities", code) for code in entry.capabilities)),
            ("佐证", entry.evidence),
        ]
    page.put(facts_section("登记内容", facts))
    if isinstance(entry, (EmployerEntry, InstitutionEntry)):
        account = (
            ("开户名", entry.account_name),
            ("开户银行", entry.bank),
            ("银行账号", mask_account(entry.account)),
        )
        page.put(facts_section("收款账户", account))
    if isinstance(entry, InstitutionEntry):
        page.put(facts_section("培训资质", () if held else (("资质", "还没有登记，备案时会提示"),)))
        if held:
            page.put(SmallTable(QUALIFICATION_COLUMNS, held, "培训资质"))
    return page


def person_page(sheet: PersonSheet) -> ScrollPage:
    """The facts of a person."""
    page = ScrollPage()
    page.put(
        facts_section(
            "基本情况",
            (
                ("文化程度", sheet.education),
                ("户口性质", sheet.household),
                ("住址", sheet.address),
                ("开户银行", sheet.bank),
                ("银行账号", sheet.account),
                ("人员类别", "、".join(sheet.groups)),
            ),
        )
    )
    return page
