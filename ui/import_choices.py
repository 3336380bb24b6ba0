"""What a workbook leaves to the clerk: which sheet is read, whether hidden rows count, the day of a sheet that names none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QHBoxLayout, QRadioButton

from desktop.intake import Reading, SheetFace
from ui.days import DateField
from ui.parts import label
from ui.theme import button

ASK_DAY = {"day_missing", "day_unclear", "year_missing"}


@dataclass(frozen=True, slots=True)
class Way:
    """How a file is to be read: its sheet (the likeliest when None), its columns (by headings when None), hidden rows.

    `held` is the day of a sign-in sheet which names none, or not clearly.
    """

    sheet: str | None = None
    mapping: Mapping[int, str] | None = None
    skip_hidden: bool = False
    held: date | None = None


class ChoiceRow(QFrame):
    """A row to choose from where a workbook has several sheets, hidden rows or no day; nothing is seen of it otherwise.

    `chosen` carries the Way in which the clerk wants the file read again.
    """

    chosen = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._reading: Reading | None = None
        self.setProperty("tone", "still")
        self.sheet = QComboBox()
        self.sheet.setAccessibleName("读取的工作表")
        self.sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sheet.setMinimumWidth(420)
        self._sheet_words = label("工作表")
        self._hidden_words = label()
        self.take, self.skip = QRadioButton("导入"), QRadioButton("跳过")
        self.take.setAccessibleName("导入隐藏的行")
        self.skip.setAccessibleName("跳过隐藏的行")
        self._day_words = label("签到表的日期")
        self.day = DateField()
        self.day.editor.setAccessibleName("签到表的日期")
        self.day.setFixedWidth(170)
        self.use_day = button("按这一天核对")
        self._ways = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(10)
        for part in (
            *(self._sheet_words, self.sheet, self._hidden_words, self.take, self.skip),
            *(self._day_words, self.day, self.use_day),
        ):
            row.addWidget(part)
        row.addStretch(1)
        for way in (self.take, self.skip):
            self._ways.addButton(way)
        self.sheet.currentIndexChanged.connect(self._choose_sheet)
        self.skip.toggled.connect(self._decide_hidden)
        self.use_day.clicked.connect(self._name_day)
        self.day.editor.returnPressed.connect(self._name_day)
        self.hide()

    def show_reading(self, reading: Reading) -> None:
        """Show what can be decided about a workbook, and how it was read."""
        self._reading = reading
        for part in (self.sheet, self.skip):
            part.blockSignals(True)
        self.sheet.clear()
        for face in reading.sheets:
            read = face.name == reading.sheet
            self.sheet.addItem(self._words(face, reading.total if read else None), face.name)
        self.sheet.setCurrentIndex(self.sheet.findData(reading.sheet))
        self._hidden_words.setText(f"有 {reading.hidden:,} 行被隐藏：")
        (self.skip if reading.skip_hidden else self.take).setChecked(True)
        for part in (self.sheet, self.skip):
            part.blockSignals(False)
        several = len(reading.sheets) > 1
        for about_sheets in (self._sheet_words, self.sheet):
            about_sheets.setVisible(several)
        for about_rows in (self._hidden_words, self.take, self.skip):
            about_rows.setVisible(reading.hidden > 0)
        dateless = reading.held is not None or any(each.code in ASK_DAY for each in reading.problems)
        self.day.fill(reading.held)
        for about_the_day in (self._day_words, self.day, self.use_day):
            about_the_day.setVisible(dateless)
        self.setVisible(several or reading.hidden > 0 or dateless)

    def _choose_sheet(self, at: int) -> None:
        """Ask for another sheet; one without headings is shown for its columns to be named."""
        reading = self._reading
        if reading is not None and at >= 0:
            face = reading.sheets[at]
            self.chosen.emit(Way(face.name, {} if face.likeness == "none" else None, reading.skip_hidden))

    def _decide_hidden(self, skip: bool) -> None:
        reading = self._reading
        if reading is not None:
            self.chosen.emit(Way(reading.sheet, _by_hand(reading), skip, reading.held))

    def _name_day(self) -> None:
        """Have the sheet read as that of the day in the line; without one nothing happens."""
        reading, day = self._reading, self.day.value
        if reading is not None and day is not None:
            self.chosen.emit(Way(reading.sheet, _by_hand(reading), reading.skip_hidden, day))

    def _words(self, face: SheetFace, read: int | None) -> str:
        """How a sheet is offered; `read` is how many records it brought when it is the one that was read."""
        rows = f"{read:,} 行" if read is not None else f"约 {face.rows:,} 行"
        looks = {"list": f"像{self._title}", "partly": f"有几列像{self._title}", "none": "没有认出表头"}
        looks["guessed"] = "没有表头，可按内容核对"
        hidden = "隐藏的工作表，" if face.hidden else ""
        return f"{face.name}（{hidden}{looks[face.likeness]}，{rows}）"


def _by_hand(reading: Reading) -> Mapping[int, str] | None:
    """What the clerk said of the columns; None when the headings said it."""
    return {each.column: each.field for each in reading.mapping} if reading.by_hand else None
