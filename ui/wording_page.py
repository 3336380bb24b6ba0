"""文书用语与字体: the bureau's own words within the blanks of its papers, and its own font files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop import papers
from desktop.forms import FORMS
from desktop.papers import OfficeFonts, Phrase
from ui.cells import Column
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import LongField
from ui.parts import Pill, clear, label
from ui.seat import Seat
from ui.sections import Fold, ScrollPage, SmallTable
from ui.theme import button
from ui.verify_dialog import show_paper

DIRECTOR = "需要“负责人”岗位"
FONT_PATTERN = "字体文件 (*.ttf *.otf *.ttc)"
COLUMNS = (
    Column("shipped", "随程序的用语", 320, grows=True),
    Column("own", "本单位的用语", 320, grows=True, show=lambda own: own or "—"),
)


class WordingPage(ScrollPage):
    """Chooses a paper, shows its phrases, lets the director word them differently; and the office's fonts."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self.table: SmallTable | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName("文书")
        for each in FORMS:
            if each.wording.phrases:
                self.choice.addItem(f"{each.wording.number}　{each.wording.title}", each.code)
        self.choice.currentIndexChanged.connect(lambda _at: self.refresh())
        self._faults = QVBoxLayout()
        self._phrases = QVBoxLayout()
        self._fonts = QVBoxLayout()
        self.change_button = button("改写", icon_name="fa6s.pen", role="primary", tip="改写选中的一条")
        self.change_button.clicked.connect(self.change)
        self.sample_button = button(
            "看样张", icon_name="fa6s.file-lines", tip="用虚构的数据看这份文书印出来的样子"
        )
        self.sample_button.clicked.connect(self.show_sample)
        self._assemble()

    def _assemble(self) -> None:
        for layout in (self._faults, self._phrases, self._fonts):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(6)
        faults = QWidget()
        faults.setLayout(self._faults)
        self.put(faults)
        words = QWidget()
        inside = QVBoxLayout(words)
        inside.setContentsMargins(4, 0, 0, 4)
        inside.setSpacing(8)
        inside.addWidget(
            label(
                "只改文字，不改格式：花括号里的空由程序填写，须原样保留；标题、编号、签署人和版式不能改",
                "muted",
                wrap=True,
            )
        )
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.choice, 1)
        top.addWidget(self.sample_button)
        top.addWidget(self.change_button)
        inside.addLayout(top)
        inside.addLayout(self._phrases)
        self.put(Fold("文书用语", words))
        fonts = QWidget()
        fonts.setLayout(self._fonts)
        self.put(Fold("公文字体", fonts))

    def refresh(self) -> None:
        """Ask for the phrases of the chosen paper, the fonts, and what is wrong with either."""
        code = self.choice.currentData()
        self._seat.ask(
            lambda desk: (papers.phrases(desk, code), papers.office_fonts(desk), papers.house_problems(desk)),
            lambda found: self._show(*found),
            owner=self,
            key=(id(self), "phrases"),
        )

    def _show(self, phrases: Sequence[Phrase], fonts: OfficeFonts, problems: Sequence[Any]) -> None:
        clear(self._faults)
        for each in problems:
            self._faults.addWidget(_card(f"{each.where}：{each.what}", each.remedy, "bad"))
        clear(self._phrases)
        self.table = SmallTable(COLUMNS, phrases, "文书用语", most=14)
        self.table.opened.connect(lambda _row: self.change())
        self._phrases.addWidget(self.table)
        self.table.choose_first()
        may = self._seat.may("director")
        self.change_button.setEnabled(may)
        self.change_button.setToolTip("改写选中的一条" if may else DIRECTOR)
        self._show_fonts(fonts)

    def _show_fonts(self, fonts: OfficeFonts) -> None:
        clear(self._fonts)
        words = (
            "有版权的公文字体由本单位自行购买；放入后启用，此后出具的文书就用它们，缺字时由随程序字体补上。"
        )
        self._fonts.addWidget(label(words, "muted", wrap=True))
        for face, name in fonts.files:
            self._fonts.addWidget(
                _card(face, name or "随程序字体", "good" if name and fonts.used else "still")
            )
        add = button("放入字体文件", icon_name="fa6s.plus")
        add.clicked.connect(self.add_font)
        use = button(
            "改用随程序字体" if fonts.used else "启用本单位字体", role="" if fonts.used else "primary"
        )
        use.clicked.connect(lambda: self.use_fonts(not fonts.used))
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (add, use):
            each.setEnabled(self._seat.may("director"))
            each.setToolTip("" if self._seat.may("director") else DIRECTOR)
            row.addWidget(each)
        row.addWidget(
            Pill("正在使用本单位字体", "good") if fonts.used else Pill("正在使用随程序字体", "still")
        )
        row.addStretch(1)
        self._fonts.addLayout(row)

    def change(self) -> None:
        """Ask for the bureau's own text of the chosen phrase; an empty one goes back to the shipped text."""
        phrase: Phrase | None = self.table.current if self.table is not None else None
        if phrase is None or not self.change_button.isEnabled():
            return
        code = self.choice.currentData()
        text = LongField(lines=5)
        text.fill(phrase.own or phrase.shipped)
        blanks = "、".join(f"{{{each}}}" for each in phrase.blanks)
        helps = f"须保留：{blanks}；清空则恢复原文" if blanks else "没有要保留的空；清空则恢复原文"

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            own = "" if values["text"] == phrase.shipped else values["text"]
            self._seat.act(
                lambda desk: papers.reword(desk, code, phrase.name, own),
                lambda _done: self._seat.tell("用语已改，此后出具的文书照此印。"),
                dialog=dialog,
            )

        wording = Wording("改写文书用语", "保存", f"原文：{phrase.shipped}", width=640)
        self._seat.dialogs.form(self, wording, [Ask("text", "本单位的用语", text, helps)], submit)

    def show_sample(self) -> None:
        """Show the chosen paper with invented facts, in the bureau's words and fonts."""
        code, title = self.choice.currentData(), self.choice.currentText()
        self._seat.ask(
            lambda desk: papers.sample(desk, code),
            lambda content: show_paper(self._seat, self.window(), f"样张：{title}", content),
            owner=self,
        )

    def add_font(self) -> None:
        """Choose a font file and take it into the workspace."""

        def take(path: Path) -> None:
            self._seat.act(
                lambda desk: papers.add_font(desk, path),
                lambda face: self._seat.tell(f"已放入，用作“{face}”。"),
                title="正在检查字体",
            )

        self._seat.dialogs.open_file(self, "放入字体文件", FONT_PATTERN, take)

    def use_fonts(self, use: bool) -> None:
        """Use the office's fonts, or the shipped ones again."""
        self._seat.act(
            lambda desk: papers.use_office_fonts(desk, use=use),
            lambda _done: self._seat.tell("字体设置已保存。"),
        )


def _card(head: str, words: str, tone: str) -> QFrame:
    card = QFrame()
    card.setProperty("tone", tone)
    row = QHBoxLayout(card)
    row.setContentsMargins(12, 6, 12, 6)
    row.setSpacing(12)
    row.addWidget(label(head, "strong", wrap=tone == "bad"), 1 if tone == "bad" else 0)
    row.addWidget(label(words, "", wrap=True), 1, Qt.AlignmentFlag.AlignVCenter)
    return card
