"""The test page of a printer: crosses 20 mm from the edges and rulers to measure how far a printer is off."""

from collections.abc import Sequence

from desktop.forms.faces import HEI, SONG
from desktop.forms.page import MM, WIDTH, Sheet, Stock
from desktop.forms.typeset import line

FROM_EDGE = 20.0
"""How far, in millimetres, the crosses stand from the left and the upper edge of the paper."""
ARM = 6 * MM
WORDS = (
    "1. 量左上角十字的竖线到纸张左边的距离，再量横线到纸张上边的距离，精确到 0.1 毫米；标准都是 20.0 毫米。",
    "2. 把量得的两个数填入“设置 > 打印机”里这台打印机的偏移，程序自动算出要移动多少。",
    "3. 再打一张，两处都是 20.0 毫米即可；左下、右上的十字用来查看纸张是否走斜。",
    "4. 下面的标尺长 150.0 毫米；不足的，说明打印机缩放了页面，请在打印机驱动中选“实际大小”。",
)


def draw(stock: Stock, name: str, moved: tuple[int, int]) -> bytes:
    """Give the test page for a stock; `moved` (right, down, in tenths of a millimetre) is what is already corrected."""
    sheet = Sheet("打印机测试页", "", stock)
    left, top = FROM_EDGE * MM - stock.right, FROM_EDGE * MM
    right, bottom = stock.width - FROM_EDGE * MM - stock.right, stock.height - FROM_EDGE * MM
    for x, y in ((left, top), (right, top), (left, bottom), (right, bottom)):
        sheet.rule(x - ARM, y, x + ARM, y, 0.3)
        sheet.rule(x, y - ARM, x, y + ARM, 0.3)
    middle = WIDTH / 2
    _centred(sheet, middle, 45 * MM, "打印机测试页", 18)
    _centred(sheet, middle, 55 * MM, name, 12)
    right_words, down_words = (f"{each / 10:+.1f} 毫米" for each in moved)
    _centred(sheet, middle, 62 * MM, f"已修正：向右 {right_words}，向下 {down_words}", 10.5)
    _paragraphs(sheet, 78 * MM, WORDS)
    _ruler(sheet, (WIDTH - 150 * MM) / 2, 118 * MM)
    sheet.end_page()
    return sheet.finish()


def _centred(sheet: Sheet, middle: float, y: float, text: str, size: float) -> None:
    each = line(text, HEI, size)
    each.draw(sheet, middle - each.width / 2, y, HEI, size)


def _paragraphs(sheet: Sheet, y: float, words: Sequence[str]) -> None:
    for number, text in enumerate(words):
        line(text, SONG, 10).draw(sheet, 21 * MM, y + number * 8 * MM, SONG, 10)


def _ruler(sheet: Sheet, left: float, y: float) -> None:
    """Draw 150 mm with a tick each millimetre and a number each centimetre."""
    sheet.rule(left, y, left + 150 * MM, y, 0.3)
    for tick in range(151):
        length = 5.0 if tick % 10 == 0 else 3.5 if tick % 5 == 0 else 2.0
        sheet.rule(left + tick * MM, y, left + tick * MM, y + length * MM, 0.2)
        if tick % 10 == 0:
            each = line(str(tick), SONG, 7)
            each.draw(sheet, left + tick * MM - each.width / 2, y + 8.5 * MM, SONG, 7)
