"""Which lists of other offices are in use, as of which day, what could not be checked for want of one, and taking one in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop import doubts
from desktop.batches import Taken
from desktop.codes import title as code_title
from desktop.doubts import Coverage, ListLine, flag
from desktop.intake import Reading
from desktop.workspace import Desk
from ui.cells import CENTRE, RIGHT, Column
from ui.days import DateField
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import ChoiceField, LongField, TextField
from ui.filing_form import choices
from ui.import_kinds import ImportKind
from ui.import_wizard import ImportWizard
from ui.parts import label, role
from ui.screen import Screen
from ui.seat import Seat
from ui.sections import ScrollPage, SmallTable
from ui.theme import button


@dataclass(frozen=True, slots=True)
class ListShown:
    """One kind of list as it is shown: the newest, an older one that still counts, one taken back, or never taken in."""

    title: str
    state: str
    as_of: date | None
    source: str
    rows: int | None
    taken_on: date | None


@dataclass(frozen=True, slots=True)
class CoverageShown:
    """What one flag could look at besides the county's own rows, or why it could not."""

    flag: str
    state: str
    says: str


LIST_TONES = {"在用": "good", "没有导入": "warn", "继续在用": "still", "已撤下": "still"}
LIST_COLUMNS = (
    Column("title", "名单", 170, grows=True),
    Column("state", "状态", 104, tone=lambda row: LIST_TONES[row.state]),
    Column("as_of", "截至日期", 98, align=CENTRE),
    Column("source", "提供单位", 150, grows=True),
    Column("rows", "行数", 70, align=RIGHT),
    Column("taken_on", "导入日期", 98, align=CENTRE),
)
COVERAGE_COLUMNS = (
    Column("flag", "事项", 190, grows=True),
    Column("state", "能否核查", 104, tone=lambda row: "good" if row.state == "已核查" else "warn"),
    Column("says", "范围", 320, grows=True),
)


def shown_lists(lists: Sequence[ListLine]) -> list[ListShown]:
    """Every kind of list: each that was taken in, and the kinds of which there is none."""
    told = []
    for kind, title in choices("outside_lists"):
        mine = [each for each in lists if each.kind == kind]
        told += [
            ListShown(
                title,
                "已撤下" if each.withdrawn_on else "在用" if each.newest else "继续在用",
                each.as_of,
                each.source,
                each.rows,
                each.taken_on,
            )
            for each in mine
        ]
        if not any(each.withdrawn_on is None for each in mine):
            told.append(ListShown(title, "没有导入", None, "", None, None))
    return told


def shown_coverage(covered: Sequence[Coverage]) -> list[CoverageShown]:
    """What each flag could and could not check, those that could not first."""
    told = [
        CoverageShown(
            f"{each.flag} {flag(each.flag).title}", "未能核查" if each.missing else "已核查", each.says
        )
        for each in covered
    ]
    return sorted(told, key=lambda each: each.state != "未能核查")


def in_short(covered: Sequence[Coverage]) -> str:
    """Return in one line which lists are in use, as of which day, and what could not be checked for want of one."""
    wanted = set(dict(choices("outside_lists")).values())
    missing = list(dict.fromkeys(each.what for each in covered if each.missing))
    lists = [_short(what) for what in missing if what in wanted]
    used = dict.fromkeys(f"{_short(each.what)}（截至{each.as_of}）" for each in covered if each.as_of)
    told = [f"未能核查：没有{'、'.join(lists)}名单"] if lists else []
    others = len(missing) - len(lists)
    told += [f"{'另有' if lists else '未能核查：'}{others}项资料没有入库"] if others else []
    told += [f"在用名单：{'、'.join(used)}"] if used else []
    return f"{'；'.join(told)}。"


def _short(name: str) -> str:
    return name.removesuffix("名单").removesuffix("人员")


class CoverageDialog(QDialog):
    """The lists of other offices and what each red flag could look at."""

    def __init__(self, lists: Sequence[ListLine], covered: Sequence[Coverage], parent: Screen) -> None:
        super().__init__(parent)
        self.seat = parent.seat
        self.in_use = [each for each in lists if each.withdrawn_on is None]
        self.setWindowTitle("核查范围")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 540)
        page = ScrollPage()
        page.put(label("其他部门提供的名单", "section"))
        page.put(SmallTable(LIST_COLUMNS, shown_lists(lists), "其他部门提供的名单"))
        page.put(label("各事项能否核查", "section"))
        page.put(label("没有名单的事项只说明未能核查，不表示没有问题。", "muted", wrap=True))
        self.table = SmallTable(COVERAGE_COLUMNS, shown_coverage(covered), "各事项能否核查", most=30)
        page.put(self.table)
        foot = role(QFrame(), "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 8, 16, 8)
        if self.in_use and (self.seat.may("handler") or self.seat.may("reviewer")):
            back = button("撤下名单", icon_name="fa6s.rotate-left", tip="导入错了的名单，写明原因后撤下")
            back.clicked.connect(self.withdraw)
            row.addWidget(back)
        row.addStretch(1)
        close = button("关闭", role="primary")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(page, 1)
        layout.addWidget(foot)
        close.setFocus()

    def withdraw(self) -> None:
        """Ask which list was wrong and why, and take it back."""

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: doubts.withdraw_list(desk, values["list"], values["reason"]),
                lambda _none: self._withdrawn(),
                dialog=dialog,
            )

        offered = [
            (each.id, f"{each.title}　{each.source}　截至{each.as_of}　{each.rows}行") for each in self.in_use
        ]
        asks = [
            Ask("list", "名单", ChoiceField(offered, required=True)),
            Ask("reason", "撤下原因", LongField(required=True, lines=2)),
        ]
        words = "撤下后，这份名单不再用于核查和核算，可以导入改正后的名单；在办件请重新核查。"
        self.seat.dialogs.form(
            self, Wording("撤下外部名单", "撤下", words, danger=True, width=620), asks, submit
        )

    def _withdrawn(self) -> None:
        self.seat.tell("名单已撤下，请点“核查在办件”重新核查。")
        self.accept()


def import_list(seat: Seat, parent: QWidget) -> None:
    """Ask which list it is, from whom and as of which day, then take a workbook in like any other."""

    def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
        dialog.finish()
        kind = list_kind(values["kind"], values["source"], values["as_of"])
        subject = f"{values['source']}　截至 {values['as_of']}"
        ImportWizard(seat, kind, 0, subject, parent).open()

    asks = [
        Ask("kind", "名单", ChoiceField(choices("outside_lists"), required=True)),
        Ask("source", "提供单位", TextField(required=True)),
        Ask("as_of", "截至日期", DateField(required=True, today=seat.today), "名单反映的是哪一天的情况"),
    ]
    words = "同一种名单以截至日期最近的为准，已享受补贴名单逐份累计。导入后请重新核查在办件。"
    seat.dialogs.form(parent, Wording("导入外部名单", "选择文件", words), asks, submit)


def list_kind(code: str, source: str, as_of: date) -> ImportKind:
    """A list of another office as the import wizard takes it in."""

    def take(desk: Desk, _case_id: int, reading: Reading, only_sound: bool) -> Taken:
        doubts.take_list(desk, code, reading, source=source, as_of=as_of, only_sound=only_sound)
        return Taken(
            "",
            new=len(reading.rows),
            faulty=reading.faulty,
            notes=("在办的备案、补贴申请和拨付批次，请点“核查在办件”按新名单再查一遍。",),
            unit="行",
        )

    return ImportKind(
        code,
        code_title("outside_lists", code),
        doubts.COLUMNS[code],
        take,
        "行",
        lambda _desk, _case_id, reading: reading,
        typed=False,
        from_whom="部门",
    )
