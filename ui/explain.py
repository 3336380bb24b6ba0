"""Why a line's amount is what it is: the value used, its day and clause, and everything the rules found."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.subsidies import LineSheet
from ui.parts import label, role
from ui.sections import STRENGTHS, ScrollPage, facts_section
from ui.theme import button


class ExplainDialog(QDialog):
    """Shows the rule, the value and the clause behind one amount."""

    def __init__(self, line: LineSheet, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"金额说明：{line.name}")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 460)
        page = ScrollPage()
        page.put(label(f"{line.name}　{line.scheme_title}", "heading"))
        page.put(label(line.sentence, wrap=True))
        if line.basis:
            page.put(facts_section("采用的标准", basis_facts(line.basis)))
        for finding in line.findings:
            page.put(_finding(finding))
        foot = role(QFrame(), "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 8, 16, 8)
        row.addStretch(1)
        close = button("关闭", role="primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(page, 1)
        layout.addWidget(foot)
        close.setFocus()


def basis_facts(basis: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The policy value as names and values."""
    number = f"（{basis['number']}）" if basis.get("number") else ""
    until = f" 至 {basis['until']}" if basis.get("until") else " 起"
    return (
        ("标准", str(basis.get("title") or basis.get("name") or "")),
        ("金额", f"{basis.get('amount', '')} {basis.get('unit', '')}".strip()),
        ("执行时间", f"{basis.get('since', '')}{until}"),
        ("来源", "本地规定" if basis.get("local") else "政策文件"),
        ("文件", f"《{basis.get('document', '')}》{number}{basis.get('clause', '')}"),
    )


def _finding(finding: Mapping[str, Any]) -> QFrame:
    tone, word = STRENGTHS.get(str(finding.get("strength")), ("info", "提示"))
    card = QFrame()
    card.setProperty("tone", tone)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(12, 8, 12, 8)
    layout.setSpacing(2)
    layout.addWidget(label(f"{word}　{finding.get('title', '')}", "strong", wrap=True))
    layout.addWidget(label(str(finding.get("sentence", "")), wrap=True))
    if finding.get("document"):
        number = f"（{finding['number']}）" if finding.get("number") else ""
        layout.addWidget(
            label(f"依据　《{finding['document']}》{number}{finding.get('clause', '')}", "caption", wrap=True)
        )
    return card
