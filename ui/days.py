"""The editor of a day: typed in any of the ways clerks write it, or picked from a calendar."""

import re
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout

from ui.fields import Check, Field
from ui.theme import tool


class DateField(Field):
    """A day: typed as 20260318, 2026-3-18 or 3-18, or picked from the calendar (F7); up and down step a day."""

    def __init__(
        self, *, required: bool = False, check: Check | None = None, today: date | None = None
    ) -> None:
        super().__init__(required=required, check=check)
        self._today = today or date.today()  # noqa: DTZ011 - the clerk's own calendar
        self.line = QLineEdit()
        self.line.setPlaceholderText("年-月-日")
        self.line.setMaxLength(12)
        self.line.textChanged.connect(self.changed)
        self.adopt(self.line)
        self._button = tool("fa6s.calendar-days", "打开日历（F7）")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.open_calendar)
        self.row.addWidget(self._button)
        self._popup: QFrame | None = None
        self.left.connect(self._tidy)

    @property
    def editor(self) -> QLineEdit:
        """The line."""
        return self.line

    @property
    def value(self) -> date | None:
        """The day, None when there is none."""
        return read_day(self.line.text(), self._today)

    def fill(self, value: Any) -> None:
        """Put a day into the line."""
        self.line.setText(value.isoformat() if value else "")

    def misread(self) -> str:
        """Whether it is a day that exists."""
        if not self.line.text().strip() or self.value is not None:
            return ""
        return "日期读不出，请按 2026-03-18 的样子填写。"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step a day with up and down, open the calendar with F7."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {int(Qt.Key.Key_Up): 1, int(Qt.Key.Key_Down): -1}.get(event.key())
            if step:
                self.fill(date.fromordinal((self.value or self._today).toordinal() + step))
                return True
            if event.key() == Qt.Key.Key_F7:
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def open_calendar(self) -> None:
        """Show the calendar under the line."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setProperty("role", "card")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setAccessibleName("日历")
        here = self.value or self._today
        calendar.setSelectedDate(QDate(here.year, here.month, here.day))

        def choose(day: QDate) -> None:
            self.fill(date(day.year(), day.month(), day.day()))
            popup.close()
            self.line.setFocus()

        calendar.clicked.connect(choose)
        calendar.activated.connect(choose)
        inside = QVBoxLayout(popup)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(calendar)
        popup.move(self.mapToGlobal(self.rect().bottomLeft()))
        self._popup = popup
        popup.show()
        calendar.setFocus()

    def _tidy(self) -> None:
        if self.value is not None:
            self.fill(self.value)


def read_day(text: str, today: date) -> date | None:
    """Return the day that a clerk wrote, None when it cannot be read; without a year, this year is meant."""
    text = text.strip()
    found = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text) or re.fullmatch(
        r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?", text
    )
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        return date(int(year or today.year), int(month), int(day))
    except ValueError:
        return None
