"""The objections raised against a notice, the open ones first, each with what became of it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.notices import ObjectionLine
from ui.parts import Empty, Pill, label
from ui.sections import ScrollPage
from ui.theme import button

Deed = Callable[[ObjectionLine], None]


class ObjectionsPage(ScrollPage):
    """One card for each objection."""

    def __init__(self, objections: Sequence[ObjectionLine], answer: Deed, papers: Deed) -> None:
        super().__init__()
        if not objections:
            empty = Empty()
            empty.say("没有异议", "公示期内收到反映时，在“名单”中选中一行登记", "fa6s.comments")
            self.fill_with(empty)
        for each in sorted(objections, key=lambda one: one.handled_on is not None):
            self.put(_card(each, answer, papers))


def _card(each: ObjectionLine, answer: Deed, papers: Deed) -> QFrame:
    waiting = each.handled_on is None
    card = QFrame()
    card.setProperty("tone", "warn" if waiting else "still")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(12, 8, 12, 10)
    layout.setSpacing(4)
    head = QHBoxLayout()
    head.addWidget(label(f"第 {each.position} 号　{each.name}", "strong"), 1)
    head.addWidget(Pill(each.outcome, "warn" if waiting else "still"))
    layout.addLayout(head)
    layout.addWidget(label(f"{each.raised_by}反映：{each.text}", wrap=True))
    layout.addWidget(label(f"{each.received_on} 由 {each.received_by} 登记", "caption"))
    if not waiting:
        layout.addWidget(label(f"调查结果：{each.answer}", wrap=True))
        layout.addWidget(label(f"{each.handled_on} 由 {each.handled_by} 处理", "caption"))
    deeds = QHBoxLayout()
    if waiting:
        give = button("处理异议", role="primary")
        give.setAccessibleName(f"处理对{each.name}的异议")
        give.clicked.connect(lambda: answer(each))
        deeds.addWidget(give)
    show = button("异议处理单")
    show.setAccessibleName(f"对{each.name}的异议处理单")
    show.clicked.connect(lambda: papers(each))
    deeds.addWidget(show)
    deeds.addStretch(1)
    layout.addLayout(deeds)
    return card
