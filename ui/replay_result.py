"""What came of trying a draft: figures, charts, by type and institution, who moves, who is owed, what stays open."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QTabWidget, QVBoxLayout, QWidget

from desktop.replay import Replay
from ui.cells import RIGHT, Column, money
from ui.paged_rows import PagedRows
from ui.parts import clear, label, role
from ui.replay_chart import PeopleChart, ShareChart
from ui.rows import RowsView
from ui.sections import ScrollPage


def _signed(amount: Decimal) -> str:
    return f"{amount:+,.2f}" if amount else "0.00"


SHARE_COLUMNS = (
    Column("title", "项目", 200, grows=True),
    Column("people", "人数", 76, align=RIGHT),
    Column("before", "原金额", 120, align=RIGHT),
    Column("after", "按草案", 120, align=RIGHT),
    Column("difference", "差额", 120, align=RIGHT, show=_signed),
    Column("gain", "增加人数", 84, align=RIGHT),
    Column("lose", "减少人数", 84, align=RIGHT),
)
MOVED_COLUMNS = (
    Column("name", "姓名", 80),
    Column("id_number", "身份证号", 164, rank=3),
    Column("scheme", "补贴项目", 104),
    Column("institution", "机构或者企业", 150, grows=True, rank=1),
    Column("claim", "申请", 136, rank=2),
    Column("before", "原金额", 92, align=RIGHT),
    Column("after", "按草案", 92, align=RIGHT),
    Column("difference", "差额", 92, align=RIGHT, show=_signed),
    Column("why", "按草案的依据", 180, grows=True, rank=1),
)
OWED_COLUMNS = (
    *MOVED_COLUMNS[:7],
    Column("owed", "应补（退）", 100, align=RIGHT, show=_signed),
    MOVED_COLUMNS[-1],
)


UNTRIED_COLUMNS = (
    *MOVED_COLUMNS[:5],
    Column("amount", "原金额", 92, align=RIGHT),
    Column("why", "没有试算的原因", 260, grows=True, rank=1),
)


class ReplayResult(QTabWidget):
    """The pages of a replay."""

    def __init__(self) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.tabBar().setAccessibleName("试算结果的各页")
        self.figures = QGridLayout()
        self.figures.setContentsMargins(0, 0, 0, 0)
        self.figures.setSpacing(10)
        self.people = PeopleChart()
        self.types = ShareChart("按培训类型")
        self.institutions = ShareChart("按机构或者企业")
        self.notes = label(name="muted", wrap=True)
        page = ScrollPage()
        holder = QWidget()
        holder.setLayout(self.figures)
        for part in (holder, self.people, self.types, self.institutions, self.notes):
            page.put(part)
        self.by_type = RowsView(SHARE_COLUMNS, "按类型")
        self.by_institution = RowsView(SHARE_COLUMNS, "按机构")
        self.moved = PagedRows(MOVED_COLUMNS, "逐人变动", {"difference": "差额合计"})
        self.owed = PagedRows(OWED_COLUMNS, "应补发清单", {"owed": "应补合计"})
        self.overpaid = PagedRows(OWED_COLUMNS, "多发清单", {"owed": "应退合计"})
        self.untried = PagedRows(UNTRIED_COLUMNS, "没有试算的清单", {"amount": "原金额合计"})
        for part, name in (
            (page, "概览"),
            (self.by_type, "按类型"),
            (self.by_institution, "按机构"),
            (_with_reason(self.moved), "逐人变动"),
            (_with_reason(self.owed), "应补发"),
            (_with_reason(self.overpaid), "多发"),
            (_with_reason(self.untried), "没有试算"),
        ):
            self.addTab(part, name)

    def show_replay(self, found: Replay) -> None:
        """Show what was found, the overview in front."""
        self._fill_figures(found)
        self.people.show_replay(found)
        self.types.show_shares(found.by_type)
        self.institutions.show_shares(found.by_institution)
        self.notes.setText("\n".join(_notes(found)))
        self.by_type.show_rows(found.by_type, ("没有申请", "这段时间没有可以试算的申请"))
        self.by_institution.show_rows(found.by_institution, ("没有申请", "这段时间没有可以试算的申请"))
        none = ("没有变动", "按草案核定的结果与原来相同")
        for view, rows, name, at in (
            (self.moved, found.moved, "逐人变动", 3),
            (self.owed, found.back_payments, "应补发", 4),
            (self.overpaid, found.overpaid, "多发", 5),
        ):
            view.show_rows(rows, none)
            self.setTabText(at, f"{name} {len(rows):,}" if rows else name)
        self.untried.show_rows(found.untried, ("都已试算", "每一行都按草案重新核定"))
        self.setTabText(6, f"没有试算 {len(found.untried):,}" if found.untried else "没有试算")
        self.setCurrentIndex(0)

    def _fill_figures(self, found: Replay) -> None:
        clear(self.figures)
        owed = sum((each.owed for each in found.back_payments), Decimal(0))
        over = -sum((each.owed for each in found.overpaid), Decimal(0))
        cards = (
            (
                "原金额（元）",
                money(found.before),
                f"{found.claims:,} 件、{found.lines:,} 行、{found.people:,} 人",
            ),
            ("按草案（元）", money(found.after), f"差额 {_signed(found.after - found.before)}"),
            (
                "增加 / 减少",
                f"{found.gain:,} / {found.lose:,} 人",
                f"由无到有 {found.admitted:,}，由有到无 {found.dropped:,}",
            ),
            ("应补发（元）", money(owed), f"已审批的 {len(found.back_payments):,} 行"),
            ("多发（元）", money(over), f"已审批的 {len(found.overpaid):,} 行"),
        )
        for at, (name, figure, words) in enumerate(cards):
            self.figures.addWidget(_card(name, figure, words), 0, at)
            self.figures.setColumnStretch(at, 1)


def _with_reason(view: PagedRows) -> QFrame:
    """A list of persons with the whole reason of the chosen one under it."""
    page, foot = role(QFrame(), "plain"), role(QFrame(), "foot")
    why = label(name="muted", wrap=True)
    why.setMinimumHeight(44)
    why.setAlignment(Qt.AlignmentFlag.AlignTop)
    view.picked.connect(lambda row: why.setText(f"{row.name}：{row.why}" if row else ""))
    inside = QVBoxLayout(foot)
    inside.setContentsMargins(12, 6, 12, 6)
    inside.addWidget(why)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(view, 1)
    column.addWidget(foot)
    return page


def _card(name: str, figure: str, words: str) -> QFrame:
    card = role(QFrame(), "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(2)
    column.addWidget(label(name, "caption"))
    column.addWidget(label(figure, "amount"))
    column.addWidget(label(words, "caption", wrap=True))
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return card


def _notes(found: Replay) -> list[str]:
    """What the draft leaves open, in sentences."""
    said = [f"草案：{found.draft}（版本 {found.version[:12]}）"]
    said += [f"没有试算的 {count:,} 行，没有计入：{sentence}" for sentence, count in found.undecided]
    said += [f"草案中没有用处的本地政策值：{each}" for each in found.left_out]
    return said
