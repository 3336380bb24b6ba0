"""Which column was taken for what: asked where two are alike, mended by hand, and kept for the sender's next file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop import intake
from desktop.intake import Block, ColumnFace, Question, Reading
from ui.parts import label, role
from ui.sections import ScrollPage
from ui.theme import button

LEFT_OUT = "不导入"
SURE = 0.9
NAMED = 30
SHOWN = 44


class MappingPage(ScrollPage):
    """The columns of a sheet with what each is taken for; `chosen` carries the clerk's own mapping, column to field.

    `forgotten` says that the mapping remembered for this sender is to be used no more.
    """

    chosen = Signal(object)
    forgotten = Signal()

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading
        self._boxes: dict[int, QComboBox] = {}
        self._answers: dict[str, QButtonGroup] = {}
        self.again = button("按这个对应重新核对", role="primary", icon_name="fa6s.rotate")
        self.again.clicked.connect(lambda: self.chosen.emit(self.mapping()))
        self.forget = button("不再沿用，重新识别", icon_name="fa6s.eraser")
        self.forget.clicked.connect(self.forgotten)
        if reading.remembered:
            self.put(
                label("沿用上次的对应关系：表头与以前一样，各列按当时核对过的对应读取。", "good", wrap=True)
            )
        for question in intake.questions(reading):
            self.put(self._ask(question))
        self._say_what_is_missing()
        self.put(self._table(intake.faces(reading)))
        for each in reading.blocks:
            if each.header_row != reading.header_row:
                self.put(label(self._about(each), "muted", wrap=True))
        self.put(self._foot())

    def mapping(self) -> dict[int, str]:
        """What stands in the boxes: the field of each column, "" for none; an answered question counts first."""
        found = {column: str(box.currentData()) for column, box in self._boxes.items()}
        for field, group in self._answers.items():
            at = group.checkedId()
            if at >= 0:
                found |= dict.fromkeys((c for c, name in found.items() if name == field), "")
                found[at] = field
        return found

    def _ask(self, question: Question) -> QWidget:
        card = QFrame()
        card.setProperty("tone", "warn")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addWidget(
            label(f"哪一列是“{question.title}”？有几列相像，请指定后重新核对。", "strong", wrap=True)
        )
        group = QButtonGroup(card)
        for each in question.candidates:
            choice = QRadioButton(f"{each.letter} 列　{each.heading}　例：{_short(each.sample, SHOWN)}")
            choice.setAccessibleName(f"{question.title}取 {each.letter} 列")
            group.addButton(choice, each.column)
            layout.addWidget(choice)
        self._answers[question.field] = group
        return card

    def _say_what_is_missing(self) -> None:
        reading = self._reading
        asked = set(self._answers)
        found = {each.field for each in reading.mapping} | asked
        if reading.days:  # the days stand above the columns, and a name alone may do
            found |= {"day", "id_number"}
        missing = [
            column.title for column in reading.columns if column.required and column.field not in found
        ]
        if missing:
            self.put(label(f"没有找到：{'、'.join(missing)}。请在下面指定是哪一列。", "bad", wrap=True))

    def _about(self, block: Block) -> str:
        """Say how the columns of a list further down were taken, which has headings of its own."""
        titles = {column.field: column.title for column in self._reading.columns}
        columns = "、".join(
            f"{each.letter} 列“{_short(each.heading, NAMED)}”作为{titles[each.field]}"
            for each in block.mapping
        )
        return f"第 {block.header_row} 行以下的 {block.total:,} 行另有表头，按它自己的标题读取：{columns}。"

    def _table(self, faces: tuple[ColumnFace, ...]) -> QWidget:
        holder = role(QWidget(), "plain")
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        for at, heading in enumerate(("列", "表头", "内容举例", "作为")):
            grid.addWidget(label(heading, "caption"), 0, at)
        for row, face in enumerate(faces, 1):
            doubtful = bool(face.field) and face.confidence < SURE
            grid.addWidget(label(face.letter, "muted"), row, 0)
            grid.addWidget(label(_short(face.heading, NAMED) or "（无表头）"), row, 1)
            grid.addWidget(label(_short(face.sample, SHOWN), "muted"), row, 2)
            grid.addWidget(self._box(face), row, 3)
            if doubtful:
                grid.addWidget(label("请核对", "warn"), row, 4)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(3, 190)
        return holder

    def _box(self, face: ColumnFace) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"{face.letter} 列作为")
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.addItem(LEFT_OUT, "")
        for column in self._reading.columns:
            box.addItem(f"{column.title}{' *' if column.required else ''}", column.field)
        box.setCurrentIndex(max(0, box.findData(face.field)))
        self._boxes[face.column] = box
        return box

    def _foot(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.again)
        if self._reading.remembered:
            row.addWidget(self.forget)
        row.addWidget(
            label("改正过的对应会记住，同一单位再报同样表头的表格时自动沿用。", "muted", wrap=True), 1
        )
        return holder


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
