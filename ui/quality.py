"""How well an institution works, year by year: small drawn bars, the figures, and what the score is made of in words."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from desktop.doubts import Quality, QualityYear
from ui.cells import CENTRE, RIGHT, Column
from ui.parts import Empty, label
from ui.sections import ScrollPage, SmallTable
from ui.theme import colour, font

HEIGHT, MOST_YEARS, BAR_WIDTH = 128, 8, 30
TITLE_ROOM, FOOT_ROOM, VALUE_ROOM = 24, 20, 18

COLUMNS = (
    Column("year", "年度", 64, align=CENTRE, show=str, grows=True),
    Column("score", "得分", 60, align=RIGHT, show=str, grows=True),
    Column("filings", "备案", 54, align=RIGHT, grows=True),
    Column("people", "人数", 60, align=RIGHT, grows=True),
    Column("problems_per_100", "每百行问题", 92, align=RIGHT, show=lambda share: f"{share:.1f}", grows=True),
    Column("returns", "退回", 54, align=RIGHT, grows=True),
    Column("doubts", "疑点", 54, align=RIGHT, grows=True),
    Column("upheld", "查实", 54, align=RIGHT, grows=True),
)


def score_words(quality: Quality) -> str:
    """The score in a few words: 92分, and how it went since the year before."""
    if quality.score is None:
        return "还没有记录"
    trend = quality.trend
    change = f"，最近一年比上年{'高' if trend > 0 else '低'}{abs(trend)}分" if trend else ""
    return f"{quality.score}分{change}"


class Bars(QWidget):
    """One figure through the years as bars, each with its value written above and its year below."""

    def __init__(
        self, title: str, points: Sequence[tuple[str, Decimal | int]], token: str, most: int = 0
    ) -> None:
        super().__init__()
        self._title = title
        self._points = tuple(points)[-MOST_YEARS:]
        self._token = token
        self._most = most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = "，".join(f"{year}年{_shown(value)}" for year, value in self._points)
        self.setAccessibleName(f"{title}：{told}")
        self.setToolTip(told)

    def sizeHint(self) -> QSize:
        """Room for a few years."""
        return QSize(200, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Room for two years."""
        return QSize(120, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the title, a base line, and a bar for each year."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(12, bold=True))
        painter.setPen(colour("body"))
        painter.drawText(QRect(0, 0, self.width(), TITLE_ROOM), Qt.AlignmentFlag.AlignLeft, self._title)
        base = self.height() - FOOT_ROOM
        painter.setPen(colour("line"))
        painter.drawLine(0, base, self.width(), base)
        top = max([Decimal(self._most), *(Decimal(value) for _, value in self._points), Decimal(1)])
        room = base - TITLE_ROOM - VALUE_ROOM
        share = self.width() / max(1, len(self._points))
        painter.setFont(font(11))
        tall = QFontMetrics(font(11)).height()
        for at, (year, value) in enumerate(self._points):
            high = round(float(Decimal(value) / top) * room)
            left = round(share * at)
            bar = min(BAR_WIDTH, round(share) - 8)
            painter.fillRect(left + (round(share) - bar) // 2, base - high, bar, high, colour(self._token))
            painter.setPen(colour("ink"))
            above = QRect(left, base - high - tall - 2, round(share), tall)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, _shown(value))
            painter.setPen(colour("soft"))
            below = QRect(left, base + 2, round(share), FOOT_ROOM - 2)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, year)
        painter.end()


class QualityPage(ScrollPage):
    """The record of an institution: bars and figures by year, and what the last year's score is made of."""

    def __init__(self, quality: Quality) -> None:
        super().__init__()
        if not quality.years:
            empty = Empty()
            empty.say(
                "还没有质量记录",
                "受理过这家机构的备案后，按年度统计问题、退回和查实的疑点",
                "fa6s.chart-column",
            )
            self.fill_with(empty)
            return
        last = quality.years[-1]
        self.put(label(f"总得分 {score_words(quality)}", "section"))
        self.put(_charts(quality.years))
        self.table = SmallTable(COLUMNS, tuple(reversed(quality.years)), "各年度质量")
        self.put(self.table)
        self.put(label(f"{last.year}年得分 {last.score} 分的构成", "section"))
        self.put(label("每年从100分起算，只按本机构自己的记录扣分：", "muted", wrap=True))
        for each in last.deductions:
            self.put(label(f"· {each.sentence}", wrap=True))
        self.put(
            label(
                "查实的疑点，是处理结论为已移出、已退回或已移送的疑点；已说明的不扣分。", "muted", wrap=True
            )
        )


def _charts(years: Sequence[QualityYear]) -> QFrame:
    holder = QFrame()
    holder.setProperty("role", "plain")
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 4, 0, 4)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(10)
    charts = (
        Bars("得分", [(str(each.year), each.score) for each in years], "accent", 100),
        Bars("每百行问题", [(str(each.year), each.problems_per_100) for each in years], "warn"),
        Bars("退回次数", [(str(each.year), each.returns) for each in years], "warn"),
        Bars("查实疑点", [(str(each.year), each.upheld) for each in years], "bad"),
    )
    for at, chart in enumerate(charts):
        grid.addWidget(chart, at // 2, at % 2)
    return holder


def _shown(value: Decimal | int) -> str:
    return f"{value:.1f}" if isinstance(value, Decimal) else str(value)
