"""节假日: the years whose working days are known, and bringing a year from a file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import holidays
from desktop.calendar import Year
from desktop.holidays import YearLine
from ui.cells import CENTRE, RIGHT, Column
from ui.parts import clear, label
from ui.seat import Seat
from ui.sections import ScrollPage, SmallTable
from ui.theme import button

PATTERN = "放假安排 (*.toml *.zip);;所有文件 (*)"
COLUMNS = (
    Column("year", "年份", 70, align=CENTRE, show=str),
    Column("off", "放假（天）", 90, align=RIGHT),
    Column("worked", "调休上班（天）", 112, align=RIGHT),
    Column("cites", "依据", 360, grows=True, show="、".join),
    Column("own", "来源", 100, show=lambda own: "本单位导入" if own else "随程序"),
)


class CalendarPage(ScrollPage):
    """Which years are covered; publicity periods and terms that reach beyond them are refused, never guessed."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self.told = label(name="strong", wrap=True)
        self.put(self.told)
        words = "公示期和各环节时限按工作日计算。每年秋天国务院办公厅公布次年安排后，把那一年的文件导入即可；没有安排的年份不推算。"
        self.put(label(words, "muted", wrap=True))
        self._holder = QVBoxLayout()
        self._holder.setContentsMargins(0, 0, 0, 0)
        part = QWidget()
        part.setLayout(self._holder)
        self.put(part)
        self.bring_button = button("导入放假安排", icon_name="fa6s.file-import", role="primary")
        self.bring_button.clicked.connect(self.bring)
        self.sample_button = button(
            "存出样例", icon_name="fa6s.download", tip="存出最近一年的文件，照样子改成新的一年再导入"
        )
        self.sample_button.clicked.connect(self.save_sample)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.bring_button)
        line.addWidget(self.sample_button)
        line.addStretch(1)
        self.put(row)

    def refresh(self) -> None:
        """Ask which years are known."""
        self._seat.ask(holidays.years, self._show, owner=self)

    def _show(self, found: Sequence[YearLine]) -> None:
        clear(self._holder)
        last = max((each.year for each in found), default=0)
        this = self._seat.today.year
        next_year = "" if last > this else f"；{this + 1} 年还没有，涉及 {this + 1} 年的期限暂时不能计算"
        self.told.setText(f"已有 {min(each.year for each in found)} 至 {last} 年的放假安排{next_year}。")
        self._holder.addWidget(SmallTable(COLUMNS, found[::-1], "放假安排", most=12))
        may = self._seat.may("handler")
        self.bring_button.setEnabled(may)
        self.bring_button.setToolTip("一年的 .toml 文件，或装有几年文件的 .zip" if may else "需要“经办”岗位")

    def bring(self) -> None:
        """Choose a file with one year, or a package with several, and take it in."""

        def done(years: tuple[Year, ...]) -> None:
            self._seat.tell(f"已导入 {'、'.join(str(each.year) for each in years)} 年的放假安排。")

        def take(path: Path) -> None:
            self._seat.act(lambda desk: holidays.bring(desk, path), done, title="正在导入放假安排")

        self._seat.dialogs.open_file(self, "导入放假安排", PATTERN, take)

    def save_sample(self) -> None:
        """Write the newest known year to a file, as an example."""

        def write(path: Path) -> None:
            self._seat.ask(
                lambda desk: holidays.save_sample(desk, path),
                lambda done: self._seat.tell(f"已存到 {done}"),
                owner=self,
            )

        self._seat.dialogs.save_file(
            self, "存出放假安排样例", "放假安排样例.toml", "放假安排 (*.toml)", write
        )
