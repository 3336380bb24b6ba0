"""What a draft policy does, drawn: money before and after under each heading, and how many people gain and lose."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.replay import Replay, Share
from ui.cells import money
from ui.theme import colour, font

MOST = 8
ROW, HEAD, BAR, GAP = 40, 30, 12, 12
TITLE_SHARE, FIGURES = 0.26, 232
PEOPLE = (("增加", "good", "good_line"), ("减少", "bad", "bad_line"), ("不变", "body", "line"))


class ShareChart(QWidget):
    """Two bars for each heading, what was granted and what the draft would grant, with the difference in yuan."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.shares: tuple[Share, ...] = ()
        self.setAccessibleName(f"{name}的金额变化图")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show the headings that move most, the rest together."""
        self.shares = shown(shares)
        said = "；".join(f"{each.title} {_signed(each.difference)} 元" for each in self.shares)
        self.setAccessibleDescription(said)
        self.setFixedHeight(HEAD + ROW * max(1, len(self.shares)) + 6)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(480, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the heading with its legend, then a row for each."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(14, bold=True))
        painter.setPen(colour("ink"))
        painter.drawText(QRect(0, 0, 200, HEAD - 6), Qt.AlignmentFlag.AlignVCenter, self.name)
        left, right = round(self.width() * TITLE_SHARE), self.width() - FIGURES
        self._draw_legend(painter, left)
        most = max((max(each.before, each.after) for each in self.shares), default=Decimal(0)) or Decimal(1)
        for at, each in enumerate(self.shares):
            top = HEAD + at * ROW
            painter.setPen(Qt.PenStyle.NoPen)
            for place, (amount, tint) in enumerate(((each.before, "scroll"), (each.after, "accent"))):
                wide = max(2 if amount else 0, round((right - left) * float(amount / most)))
                painter.setBrush(colour(tint))
                painter.drawRoundedRect(QRect(left, top + 4 + place * (BAR + 2), wide, BAR), 2, 2)
            self._draw_words(painter, each, QRect(0, top, left - GAP, ROW - 6), right)

    def _draw_legend(self, painter: QPainter, x: int) -> None:
        painter.setFont(font(12))
        for words, tint in (("原金额", "scroll"), ("按草案", "accent")):
            painter.fillRect(QRect(x, 8, 12, 10), colour(tint))
            painter.setPen(colour("soft"))
            painter.drawText(QRect(x + 17, 0, 60, HEAD - 4), Qt.AlignmentFlag.AlignVCenter, words)
            x += 78

    def _draw_words(self, painter: QPainter, each: Share, place: QRect, right: int) -> None:
        centre = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setFont(font(13))
        painter.setPen(colour("ink"))
        title = QFontMetrics(painter.font()).elidedText(
            each.title, Qt.TextElideMode.ElideRight, place.width()
        )
        painter.drawText(place, centre, title)
        rising = each.difference > 0
        painter.setPen(colour("accent" if rising else "bad" if each.difference else "soft"))
        painter.setFont(font(13, bold=True))
        figures = QRect(right + GAP, place.top(), FIGURES - GAP, place.height() // 2)
        painter.drawText(figures, centre, _signed(each.difference))
        painter.setFont(font(12))
        painter.setPen(colour("soft"))
        figures.translate(0, place.height() // 2)
        painter.drawText(figures, centre, f"{money(each.before)} → {money(each.after)}")


class PeopleChart(QWidget):
    """One bar of all people: how many would get more, how many less, how many the same."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: tuple[int, int, int] = (0, 0, 0)
        self.setAccessibleName("人数变化图")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(64)

    def show_replay(self, found: Replay) -> None:
        """Show who gains and who loses."""
        self.counts = (found.gain, found.lose, found.people - found.gain - found.lose)
        said = (f"{words}{count}人" for (words, _, _), count in zip(PEOPLE, self.counts, strict=True))
        self.setAccessibleDescription("，".join(said))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar and, under it, what each part is."""
        painter = QPainter(self)
        every = sum(self.counts)
        painter.fillRect(QRect(0, 6, self.width(), 22), colour("sunk"))
        x, place = 0, 0
        for (words, ink, ground), count in zip(PEOPLE, self.counts, strict=True):
            wide = round(self.width() * count / every) if every else 0
            painter.fillRect(QRect(x, 6, wide, 22), colour(ground))
            x += wide
            painter.fillRect(QRect(place, 42, 12, 10), colour(ground))
            painter.setPen(colour(ink))
            painter.setFont(font(13, bold=True))
            told = f"{words} {count:,} 人"
            painter.drawText(QRect(place + 18, 34, 200, 26), Qt.AlignmentFlag.AlignVCenter, told)
            place += 42 + QFontMetrics(painter.font()).horizontalAdvance(told)


def shown(shares: Sequence[Share]) -> tuple[Share, ...]:
    """The headings that fit in a chart: those that move most, and all others as one."""
    if len(shares) <= MOST:
        return tuple(shares)
    rest = shares[MOST - 1 :]
    others = Share(
        title=f"其余 {len(rest)} 项",
        people=sum(each.people for each in rest),
        before=sum((each.before for each in rest), Decimal(0)),
        after=sum((each.after for each in rest), Decimal(0)),
        gain=sum(each.gain for each in rest),
        lose=sum(each.lose for each in rest),
    )
    return (*shares[: MOST - 1], others)


def _signed(amount: Decimal) -> str:
    return f"{amount:+,.2f}" if amount else "不变"
