"""The first start: practise in an invented county, or set up the bureau's own workspace with its accounts."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import accounts
from desktop.problems import Refused
from desktop.workspace import CONTACT, SYSTEM, Workspace
from ui.dialogs import Dialogs
from ui.fields import ChoiceField, ManyField, TextField
from ui.filing_form import choices
from ui.form import Form
from ui.grid import GridColumn, GridField
from ui.parts import Banner, label, role
from ui.theme import button, picture
from ui.work import Work

MakePractice = Callable[[Path, str, Work], Workspace]


def documents() -> Path:
    """The folder in which a clerk looks for files."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


@dataclass(frozen=True, slots=True)
class Way:
    """One of the ways to begin: icon, title, and what it means."""

    icon: str
    title: str
    words: str


class WayCard(QPushButton):
    """A large button that says where it leads."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self.setAccessibleName(way.title)
        self.setAccessibleDescription(way.words)
        role(self, "queue")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(14)
        mark = QLabel()
        mark.setPixmap(picture(way.icon, "accent", 26))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(way.title, "section"))
        words.addWidget(label(way.words, "muted", wrap=True))
        row.addWidget(mark)
        row.addLayout(words, 1)
        for part in list[QLabel](self.findChildren(QLabel)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class FirstStart(QDialog):
    """Leads to an opened workspace; `ready` carries it."""

    ready = Signal(object)

    def __init__(self, work: Work, make_practice: MakePractice, dialogs: Dialogs | None = None) -> None:
        super().__init__()
        self.setWindowTitle("职培工作站")
        self.resize(760, 540)
        self.workspace: Workspace | None = None
        self._work = work
        self._make_practice = make_practice
        self._dialogs = dialogs or Dialogs()
        self.banner = Banner()
        self.pages = QStackedWidget()
        self.ways: list[WayCard] = []
        self.form = Form(columns=2)
        self.region = ChoiceField(choices("regions"), required=True, first=True)
        self.pages.addWidget(self._ways_page())
        self.pages.addWidget(self._bureau_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        strip = QVBoxLayout()
        strip.setContentsMargins(24, 10, 24, 0)
        strip.addWidget(self.banner)
        layout.addLayout(strip)
        layout.addWidget(self.pages, 1)

    def _head(self) -> QFrame:
        head = role(QFrame(), "bar")
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(12)
        mark = QLabel()
        mark.setPixmap(self.windowIcon().pixmap(34, 34))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label("职培工作站", "title"))
        words.addWidget(label("县级职业技能培训补贴：备案、班级、补贴、公示、拨付、报送", "muted"))
        row.addWidget(mark)
        row.addLayout(words, 1)
        return head

    def _ways_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 16, 24, 20)
        layout.setSpacing(10)
        for way, do in (
            (
                Way(
                    "fa6s.flask",
                    "先练一练",
                    "打开一个虚构的县：企业、机构、班级和人员都是编造的，可以放心操作",
                ),
                self.practise,
            ),
            (
                Way(
                    "fa6s.building-columns", "新建本单位的工作区", "填写单位名称和区划，登记至少两名工作人员"
                ),
                self._show_bureau,
            ),
            (Way("fa6s.folder-open", "打开已有的工作区", "选择工作区所在的文件夹"), self.open_existing),
        ):
            card = WayCard(way)
            card.clicked.connect(do)
            self.ways.append(card)
            layout.addWidget(card)
        row = QHBoxLayout()
        row.addWidget(label("演练使用的政策地区", "muted"))
        self.region.box.setAccessibleName("演练使用的政策地区")
        self.region.setMaximumWidth(200)
        row.addWidget(self.region)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)
        return page

    def _bureau_page(self) -> QWidget:
        add = self.form.add
        self.form.section("单位")
        add(
            "bureau",
            "单位全称",
            TextField(required=True),
            "打印在各类文书上，例如：××县人力资源和社会保障局",
            wide=True,
        )
        add("county", "区划代码", TextField(required=True, longest=6, check=_six_digits), "六位行政区划代码")
        add("region", "政策地区", ChoiceField(choices("regions"), required=True))
        add(
            "folder",
            "存放位置",
            TextField(required=True),
            "工作区文件夹，请放在本机硬盘并定期备份",
            wide=True,
        )
        self.form.section("联系方式", "印在受理、补正和公示文书上")
        add("department", "承办科室", TextField(longest=60))
        add("phone", "联系电话", TextField(longest=40))
        add("address", "单位地址", TextField())
        add("postcode", "邮政编码", TextField(longest=6))
        self.form.fill({"folder": str(documents() / "职培工作区")})
        self.form.section("工作人员", "经办与审批须由不同的人办理，至少登记两人；密码不少于 10 位")
        people = (
            GridColumn("login", "登录名", lambda: TextField(required=True, longest=40), 2),
            GridColumn("name", "姓名", lambda: TextField(required=True, longest=60), 2),
            GridColumn("password", "密码", PasswordField, 2),
            GridColumn("roles", "岗位", lambda: ManyField(choices("roles"), required=True, columns=4), 5),
        )
        self.form.add("people", "人员", GridField(people, "添加人员", required=True), wide=True)
        foot = role(QFrame(), "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 10, 24, 10)
        back = button("上一步")
        back.clicked.connect(lambda: self.pages.setCurrentIndex(0))
        self.create_button = button("建立工作区", role="primary")
        self.create_button.clicked.connect(self.create_workspace)
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(self.create_button)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form, 1)
        layout.addWidget(foot)
        return page

    def _show_bureau(self) -> None:
        self.pages.setCurrentIndex(1)
        self.form.start()

    def practise(self) -> None:
        """Make the practice county, or open the one that is there, and go on with it."""
        region = str(self.region.value)
        folder = documents() / f"职培演练-{region}"
        self._wait("正在准备演练数据，大约需要半分钟……")
        self._work.ask(
            lambda: self._make_practice(folder, region, self._work),
            self._go_on,
            title="正在准备演练数据",
            owner=self,
            refused=self._refuse,
            stopped=self._wake,
        )

    def open_existing(self) -> None:
        """Let the clerk choose a folder and open the workspace in it."""

        def go(folder: Path) -> None:
            self._wait("正在打开工作区……")
            self._work.ask(
                lambda: Workspace.open(folder),
                self._go_on,
                title="正在打开工作区",
                owner=self,
                refused=self._refuse,
                stopped=self._wake,
            )

        self._dialogs.open_folder(self, "选择工作区文件夹", go)

    def create_workspace(self) -> None:
        """Make the bureau's workspace with its accounts: all of it or nothing."""
        if self.form.faults():
            self.banner.say("还有内容需要补正，暂不能建立。", "warn", "请按标出的提示修改。")
            return
        values = self.form.values
        people = values["people"]
        if len(people) < 2:
            self.banner.say("至少登记两名工作人员。", "warn", "经办与审批须由不同的人办理。")
            return
        self._wait("正在建立工作区……")
        self._work.ask(
            lambda: make_workspace(values, people),
            self._go_on,
            title="正在建立工作区",
            owner=self,
            refused=self._refuse,
            stopped=self._wake,
        )

    def _wait(self, words: str) -> None:
        self.pages.setEnabled(False)
        self.banner.say(words, "info")

    def _wake(self) -> None:
        self.pages.setEnabled(True)
        self.banner.dismiss()

    def _refuse(self, refused: Refused) -> None:
        self.pages.setEnabled(True)
        self.banner.refuse(refused)

    def _go_on(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.ready.emit(workspace)
        self.accept()


class PasswordField(TextField):
    """A password of at least ten characters, not shown."""

    def __init__(self) -> None:
        super().__init__(required=True, longest=64, check=_long_enough)
        self.line.setEchoMode(self.line.EchoMode.Password)


def make_workspace(values: dict[str, Any], people: tuple[dict[str, Any], ...]) -> Workspace:
    """Make a workspace and enter its first accounts; runs on the worker thread."""
    workspace = Workspace.create(
        Path(values["folder"]).expanduser(),
        region=values["region"],
        bureau=values["bureau"],
        county=values["county"],
        contact={name: values[name] for name in CONTACT if values.get(name)},
    )
    with workspace.desk(SYSTEM) as desk:
        for person in people:
            accounts.add_account(desk, person["login"], person["name"], person["roles"], person["password"])
    return workspace


def _six_digits(text: str) -> str:
    return "" if len(text) == 6 and text.isascii() and text.isdigit() else "应为六位数字。"


def _long_enough(text: str) -> str:
    least = accounts.SHORTEST_PASSWORD
    return "" if len(text) >= least else f"至少 {least} 位。"
