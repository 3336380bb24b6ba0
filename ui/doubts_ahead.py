"""What doubts will hold back a case's next step: shown on the step's button before it is pressed, with the way to them."""

from typing import Any

from desktop import doubts
from desktop.doubts import Ahead
from ui.screen import ListScreen
from ui.sheet import Extra

STEPS: dict[str, tuple[str, ...]] = {
    "filing": ("approve",),
    "claim": ("review", "approve"),
    "payment_batch": ("release",),
}
"""The moves before which every doubt has to be disposed of."""


def foresee(screen: ListScreen, kind: str, sheet: Any) -> None:
    """Look how the case's doubts stand as of now and hold back the step that would be refused on account of them.

    `sheet` is the case that the screen has just shown; nothing is asked when no such step is near.
    """
    steps = [offer.code for offer in sheet.moves if offer.code in STEPS[kind]]
    if not steps:
        return

    def show(told: Ahead) -> None:
        if screen.shown is sheet and told.why_not:
            screen.sheet.hold_back(steps, told.why_not, _way(screen, told))

    screen.seat.ask(
        lambda desk: doubts.ahead(desk, kind, sheet.id), show, owner=screen, key=(id(screen), "ahead")
    )


def _way(screen: ListScreen, told: Ahead) -> Extra:
    title = f"处理疑点（{told.open}）" if told.open else "签核疑点" if told.unsigned else "看疑点"
    return Extra(title, "fa6s.triangle-exclamation", lambda: screen.sheet.look_at("疑点"))
