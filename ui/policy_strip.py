"""The days on which the policy changes, drawn as a strip: how much changes, what is past, where today is, what is coming."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.policy import Turn
from ui.theme import colour, font

STEP, SIDE, HEIGHT = 104, 66, 168
BASE, TALLEST, BAR, CLEAR = 112, 66, 26, 52
PARTS = (("value", "accent"), ("local", "amber"), ("rule", "sky"))
"""What a bar is made of, from below, with the colour of each."""


class TurnsStrip(QWidget):
    """One mark a day of change; arrows and the mouse choose a day, `chosen` carries its place."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.turns: tuple[Turn, ...] = ()
        self.today = date.min
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("政策变化的时间线")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_turns(self, turns: Sequence[Turn], today: date) -> None:
        """Show the days; the one that was chosen stays, otherwise the last that has come is."""
        before = self.turns[self.current].day if 0 <= self.current < len(self.turns) else None
        self.turns, self.today = tuple(turns), today
        self.setMinimumWidth(2 * SIDE + STEP * max(0, len(turns) - 1))
        days = [turn.day for turn in turns]
        come = sum(day <= today for day in days) - 1
        self.choose(days.index(before) if before in days else max(0, come))

    def choose(self, at: int) -> None:
        """Stand on a day, counted from 0."""
        if not 0 <= at < len(self.turns):
            self.current = -1
            self.update()
            return
        self.current = at
        turn = self.turns[at]
        self.setAccessibleDescription(f"{turn.day}，变化 {len(turn.items)} 项")
        self.update()
        self.chosen.emit(at)

    def sizeHint(self) -> QSize:
        """As wide as the days need."""
        return QSize(self.minimumWidth(), HEIGHT)

    def middle(self, at: int) -> int:
        """Where a day stands, in pixels from the left."""
        room = self.width() - 2 * SIDE
        return (
            SIDE + round(room * at / max(1, len(self.turns) - 1))
            if len(self.turns) > 1
            else self.width() // 2
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from day to day."""
        last = len(self.turns) - 1
        targets = {
            int(Qt.Key.Key_Left): max(0, self.current - 1),
            int(Qt.Key.Key_Right): min(last, self.current + 1),
            int(Qt.Key.Key_Home): 0,
            int(Qt.Key.Key_End): last,
        }
        if event.key() in targets:
            self.choose(targets[event.key()])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the nearest day."""
        x = event.position().x()
        if self.turns:
            self.choose(min(range(len(self.turns)), key=lambda at: abs(self.middle(at) - x)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of what is coming, the line, the days and where today is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour("paper"))
        if not self.turns:
            return
        here = self._place_of_today()
        painter.fillRect(QRect(here, 0, self.width() - here, HEIGHT), colour("info_ground"))
        painter.setPen(QPen(colour("edge"), 2))
        painter.drawLine(0, BASE, self.width(), BASE)
        most = max(len(turn.items) for turn in self.turns)
        for at, turn in enumerate(self.turns):
            self._draw_turn(painter, at, turn, most)
        self._draw_today(painter, here)

    def _place_of_today(self) -> int:
        """Where today is between the days, in proportion to the days around it."""
        days = [turn.day for turn in self.turns]
        come = sum(day <= self.today for day in days)
        if come == 0:
            return self.middle(0) // 2
        if come == len(days):
            return (self.middle(come - 1) + self.width()) // 2
        before, after = days[come - 1], days[come]
        share = (self.today - before).days / max(1, (after - before).days)
        room = max(0, self.middle(come) - self.middle(come - 1) - 2 * CLEAR)
        return self.middle(come - 1) + CLEAR + round(room * share)

    def _draw_turn(self, painter: QPainter, at: int, turn: Turn, most: int) -> None:
        x, coming = self.middle(at), turn.day > self.today
        if at == self.current:
            painter.setPen(
                QPen(colour("focus" if self.hasFocus() else "info_line"), 2 if self.hasFocus() else 1)
            )
            painter.setBrush(colour("chosen"))
            painter.drawRoundedRect(QRect(x - 48, 6, 96, HEIGHT - 12), 6, 6)
            painter.setPen(QPen(colour("edge"), 2))
            painter.drawLine(x - 47, BASE, x + 47, BASE)
        top = BASE - 8
        painter.setPen(Qt.PenStyle.NoPen)
        for kind, tint in PARTS:
            count = turn.count(kind)
            if count:
                high = max(3, round(TALLEST * count / most))
                painter.fillRect(QRect(x - BAR // 2, top - high, BAR, high), colour(tint))
                top -= high
        painter.setPen(colour("ink"))
        painter.setFont(font(12, bold=True))
        painter.drawText(
            QRect(x - 48, top - 19, 96, 17), Qt.AlignmentFlag.AlignCenter, f"{len(turn.items)} 项"
        )
        painter.setPen(QPen(colour("accent"), 2))
        painter.setBrush(colour("paper" if coming else "accent"))
        painter.drawEllipse(QPointF(QPoint(x, BASE)), 5, 5)
        painter.setPen(colour("ink"))
        painter.setFont(font(12, bold=at == self.current))
        painter.drawText(QRect(x - 48, BASE + 9, 96, 18), Qt.AlignmentFlag.AlignCenter, f"{turn.day}")
        if coming:
            painter.setPen(colour("accent"))
            left = f"{(turn.day - self.today).days} 天后"
            painter.drawText(QRect(x - 48, BASE + 27, 96, 18), Qt.AlignmentFlag.AlignCenter, left)

    def _draw_today(self, painter: QPainter, here: int) -> None:
        painter.setPen(QPen(colour("bad"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(here, 8, here, HEIGHT - 8)
        painter.setPen(colour("bad"))
        painter.setFont(font(12, bold=True))
        beside = here + 5 if here + 40 < self.width() else here - 35
        painter.drawText(QRect(beside, 8, 30, 18), Qt.AlignmentFlag.AlignVCenter, "今天")
