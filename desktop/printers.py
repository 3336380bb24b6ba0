"""The printers of this workstation: what paper each holds, how it turns it over, and how far it is off its place."""

import hashlib
import json
from dataclasses import asdict, dataclass

from sqlalchemy import select

from db.audit import Setting
from desktop import audit
from desktop.audit import OTHER
from desktop.forms import printer_page
from desktop.forms.page import A4, CONTINUOUS, Stock
from desktop.problems import Refused
from desktop.workspace import Desk

FURTHEST = 200
"""How far a page may be moved, in tenths of a millimetre."""
PAPERS = (("laser", "A4 单页纸（激光、喷墨）"), ("continuous", "241 毫米连续纸（针式）"))
SIDES = (("one", "单面"), ("long", "双面，沿长边翻"), ("short", "双面，沿短边翻"))
STOCKS: dict[str, Stock] = {"laser": A4, "continuous": CONTINUOUS}
_PREFIX = "printer/"
_LONGEST = 220


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer as this workstation uses it: its name, paper (PAPERS), sides (SIDES), and by how much pages are moved.

    `right` and `down` are in tenths of a millimetre; negative ones move to the left and up.
    """

    name: str
    paper: str = "laser"
    sides: str = "one"
    right: int = 0
    down: int = 0

    @property
    def stock(self) -> Stock:
        """The sheet that lies in it."""
        return STOCKS[self.paper]

    def takes(self, width: float, height: float) -> bool:
        """Whether a page of that size, in points, has room on its paper."""
        return width <= self.stock.width + 1 and height <= self.stock.height + 1


def known(desk: Desk) -> tuple[Printer, ...]:
    """Return the printers that were set up, by name."""
    rows = desk.session.scalars(select(Setting).where(Setting.name.startswith(_PREFIX, autoescape=True)))
    return tuple(sorted((Printer(**json.loads(row.value)) for row in rows), key=lambda each: each.name))


def named(desk: Desk, name: str) -> Printer:
    """Return how a printer is used; one that was never set up holds A4, prints one side, and moves nothing."""
    row = desk.session.get(Setting, _key(name))
    return Printer(**json.loads(row.value)) if row else Printer(name)


def set_up(desk: Desk, printer: Printer) -> None:
    """Note how a printer is used on this workstation; refused when it would move pages off the paper."""
    if not printer.name.strip() or len(printer.name) > _LONGEST:
        raise Refused("没有指明打印机，没有保存。", "请先选择打印机。")
    if max(abs(printer.right), abs(printer.down)) > FURTHEST:
        raise Refused(
            f"偏移超过 {FURTHEST / 10:.0f} 毫米，没有保存。",
            "请核对量得的数；偏差这么大的，请先调整打印机的进纸。",
        )
    if printer.paper == "continuous" and printer.sides != "one":
        raise Refused("连续纸不能双面打印，没有保存。", "请选“单面”。")
    desk.workspace.set(desk, _key(printer.name), json.dumps(asdict(printer), ensure_ascii=False))
    audit.record(
        desk,
        "设置打印机",
        OTHER,
        "printer",
        _key(printer.name)[len(_PREFIX) :],
        printer.name[:60],
        纸张=dict(PAPERS)[printer.paper],
        单双面=dict(SIDES)[printer.sides],
        向右毫米=f"{printer.right / 10:.1f}",
        向下毫米=f"{printer.down / 10:.1f}",
    )


def corrected(printer: Printer, left: float, top: float) -> tuple[int, int]:
    """Give the new (right, down) after the cross of the test page was measured, in mm from the left and upper edge."""
    wanted = printer_page.FROM_EDGE
    return printer.right + round((wanted - left) * 10), printer.down + round((wanted - top) * 10)


def test_page(printer: Printer) -> bytes:
    """Give the printer's test page as a PDF."""
    return printer_page.draw(printer.stock, printer.name, (printer.right, printer.down))


def _key(name: str) -> str:
    return _PREFIX + hashlib.sha256(name.encode()).hexdigest()[:32]
