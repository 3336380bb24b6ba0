"""Unexpected errors: numbered, written to a file without personal data, and shown with what to do next."""

import hashlib
import platform
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme import button


@dataclass(frozen=True, slots=True)
class Report:
    """One unexpected error: its number, what was being done, the text for whoever mends it, where it lies."""

    number: str
    title: str
    text: str
    path: Path | None


def write_report(folder: Path, title: str, error: BaseException) -> Report:
    """Write the error's place and kind, never its message (it may name a person), and number it."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    digest = hashlib.sha256("|".join([type(error).__name__, *places]).encode()).hexdigest()[:4].upper()
    now = datetime.now().astimezone()
    number = f"{now:%m%d%H%M}-{digest}"
    text = "\n".join(
        [
            f"错误编号  {number}",
            f"发生时间  {now:%Y-%m-%d %H:%M:%S}",
            f"正在进行  {title}",
            f"错误类别  {type(error).__name__}",
            f"运行环境  Python {platform.python_version()} {platform.system()}",
            "发生位置",
            *(f"  {place}" for place in places),
        ]
    )
    path: Path | None = folder / f"{number}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.joinpath(f"{number}.txt").write_text(text + "\n", encoding="utf-8")
    except OSError:
        path = None
    return Report(number, title, text, path)


class ReportDialog(QDialog):
    """Says that something unexpected happened, that nothing was changed, and whom to give the number to."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("出现意外错误")
        self.setModal(True)
        self.setMinimumWidth(520)
        head = QLabel(f"“{report.title}”没有完成，错误编号 {report.number}")
        head.setProperty("role", "heading")
        head.setWordWrap(True)
        body = QLabel(
            "本次操作已经撤回，之前保存的内容不受影响。\n"
            "可以再试一次；如果再次出现，请把下面的内容复制给技术支持人员。内容不含个人信息。"
        )
        body.setWordWrap(True)
        text = QPlainTextEdit(report.text)
        text.setReadOnly(True)
        text.setAccessibleName("错误报告内容")
        text.setTabChangesFocus(True)
        text.setMinimumHeight(160)
        where = QLabel(f"已保存到 {report.path}" if report.path else "报告没有写入磁盘，请直接复制。")
        where.setProperty("role", "caption")
        where.setWordWrap(True)
        buttons = QDialogButtonBox()
        copy = button("复制报告", icon_name="fa6s.copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report.text))
        close = button("关闭", role="primary")
        close.clicked.connect(self.accept)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for part in (head, body, text, where, buttons):
            layout.addWidget(part)
        close.setDefault(True)
        close.setFocus()
