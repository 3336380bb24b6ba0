"""The look of the window: one palette of tokens, the bundled typeface, the style sheet, the icons."""

from functools import cache
from string import Template

import qtawesome
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from desktop.codes import resource
from ui.style import SHEET

FAMILY = "Noto Sans SC"
BASE_SIZE = 14

TOKENS: dict[str, str] = {
    # text, darkest first
    "ink": "#1d2a35",
    "body": "#43515d",
    "soft": "#5b6975",
    "faint": "#75828d",
    # surfaces
    "paper": "#ffffff",
    "zebra": "#f8fafb",
    "ground": "#f3f5f6",
    "sunk": "#eaeef1",
    "line": "#d8dfe4",
    "edge": "#8794a0",
    "scroll": "#b4bfc8",
    "chosen": "#d8e8f3",
    "press": "#cfd6db",
    # the one accent, and where the keyboard stands
    "accent": "#16598c",
    "accent_deep": "#124a76",
    "focus": "#1f74b5",
    "sky": "#6db6ea",
    # the four tones of a message
    "good": "#15613c",
    "good_ground": "#e4f2ea",
    "good_line": "#a9d3bb",
    "warn": "#7d4a00",
    "warn_ground": "#fcf0d9",
    "warn_line": "#e6c588",
    "bad": "#9c211a",
    "bad_ground": "#fae8e6",
    "bad_line": "#e3b0ab",
    "info_ground": "#e4eff7",
    "info_line": "#a9cbe3",
    # the dark navigation and the practice band
    "night": "#16293b",
    "night_ink": "#d3dee7",
    "night_soft": "#9fb2c3",
    "night_hover": "#1d3650",
    "night_chosen": "#22507a",
    "amber": "#f4c65a",
    "amber_ink": "#3d2b00",
}

# tone of a state or a message -> (ground, text, icon): colour never speaks alone
TONES: dict[str, tuple[str, str, str]] = {
    "good": ("good_ground", "good", "fa6s.circle-check"),
    "warn": ("warn_ground", "warn", "fa6s.triangle-exclamation"),
    "bad": ("bad_ground", "bad", "fa6s.circle-xmark"),
    "info": ("info_ground", "accent", "fa6s.circle-info"),
    "still": ("sunk", "body", "fa6s.circle"),
}


def colour(token: str) -> QColor:
    """The colour of a token, ready for a painter."""
    return QColor(TOKENS[token])


def contrast(first: str, second: str) -> float:
    """The WCAG contrast ratio (1 to 21) of two `#rrggbb` colours."""

    def luminance(value: str) -> float:
        parts = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@cache
def load_fonts() -> None:
    """Make the bundled typeface known to Qt, so that the window looks the same on every machine."""
    for weight in ("Regular", "Bold"):
        path = resource("fonts", f"NotoSansSC-{weight}.ttf")
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(f"字体文件 {path} 无法读取，窗口不能显示汉字。请重新安装本程序。")


def font(size: int = BASE_SIZE, *, bold: bool = False) -> QFont:
    """The typeface of the window in a size in logical pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(size)
    made.setBold(bold)
    return made


def dress(app: QApplication) -> None:
    """Give the whole application its style, palette, typeface and style sheet."""
    load_fonts()
    app.setStyle("Fusion")
    app.setFont(font())
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, token in (
        (roles.Window, "ground"),
        (roles.Base, "paper"),
        (roles.AlternateBase, "zebra"),
        (roles.Text, "ink"),
        (roles.WindowText, "ink"),
        (roles.ButtonText, "ink"),
        (roles.Button, "paper"),
        (roles.Highlight, "accent"),
        (roles.HighlightedText, "paper"),
        (roles.PlaceholderText, "soft"),
        (roles.Link, "accent"),
    ):
        palette.setColor(role, colour(token))
    app.setPalette(palette)
    icons = resource("icons").as_posix()
    app.setStyleSheet(Template(SHEET).substitute(TOKENS, icons=icons))
    app.setWindowIcon(QIcon(str(resource("icons", "zhipei.svg"))))


@cache
def icon(name: str, tint: str = "body", disabled: str = "faint") -> QIcon:
    """A line icon by its Font Awesome name (`fa6s.…`) in a token's colour (`tint`)."""
    made: QIcon = qtawesome.icon(name, color=TOKENS[tint], color_disabled=TOKENS[disabled])
    return made


def picture(name: str, tint: str, size: int) -> QPixmap:
    """An icon as a picture of `size` logical pixels, sharp on scaled screens."""
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    return _drawn(name, tint, size, ratio)


@cache
def _drawn(name: str, tint: str, size: int, ratio: float) -> QPixmap:
    return icon(name, tint).pixmap(QSize(size, size), ratio)


def button(
    text: str, *, icon_name: str = "", role: str = "", tip: str = "", parent: QWidget | None = None
) -> QPushButton:
    """A push button of the house: `role` is primary, danger, link, chip, fold or plain (empty)."""
    made = QPushButton(text, parent)
    if role:
        made.setProperty("role", role)
    if icon_name:
        tint = {"primary": "paper", "danger": "bad", "link": "accent"}.get(role, "body")
        made.setIcon(icon(icon_name, tint))
    made.setToolTip(tip)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    return made


def tool(icon_name: str, name: str, *, parent: QWidget | None = None, tint: str = "body") -> QToolButton:
    """A button that is only an icon; `name` is its tool tip and what a screen reader says."""
    made = QToolButton(parent)
    made.setIcon(icon(icon_name, tint))
    made.setToolTip(name)
    made.setAccessibleName(name.split("（", maxsplit=1)[0])
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
