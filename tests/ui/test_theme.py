"""The look keeps its promises: contrast, the bundled typeface, icons that exist, a tone for every state."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

from desktop.codes import codes, resource
from ui.help import PAGES
from ui.screens import SCREENS
from ui.style import SHEET
from ui.theme import TOKENS, TONES, contrast, font, icon
from ui.tones import STATES

UI = Path(__file__).resolve().parents[2] / "ui"
BODY = [
    ("ink", "paper"),
    ("ink", "zebra"),
    ("ink", "ground"),
    ("ink", "chosen"),
    ("body", "paper"),
    ("night_ink", "night"),
]
OTHER = [
    ("soft", "paper"),
    ("soft", "ground"),
    ("soft", "sunk"),
    ("paper", "accent"),
    ("paper", "accent_deep"),
    ("accent", "paper"),
    ("night_soft", "night"),
    ("paper", "night_chosen"),
    ("amber_ink", "amber"),
    ("soft", "good_ground"),
    ("soft", "warn_ground"),
    ("soft", "bad_ground"),
    ("soft", "info_ground"),
    *((ink, ground) for ground, ink, _icon in TONES.values()),
]


@pytest.mark.parametrize(("text", "ground"), BODY)
def test_body_text_stands_out_seven_to_one(text: str, ground: str):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 7


@pytest.mark.parametrize(("text", "ground"), OTHER)
def test_every_other_text_stands_out_four_and_a_half_to_one(text: str, ground: str):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


def test_the_edge_of_an_input_and_the_focus_ring_can_be_seen():
    assert contrast(TOKENS["edge"], TOKENS["paper"]) >= 3
    assert contrast(TOKENS["focus"], TOKENS["paper"]) >= 3
    assert contrast(TOKENS["sky"], TOKENS["night"]) >= 3


def test_the_style_sheet_uses_tokens_only():
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", SHEET) == []
    assert set(re.findall(r"\$(\w+)", SHEET)) <= {*TOKENS, "icons"}


def test_the_window_is_set_in_its_own_typeface_with_figures_of_one_width(dressed: QApplication):
    assert dressed.font().family() == "Noto Sans SC"
    assert dressed.font().pixelSize() == 14
    assert {"Regular", "Bold"} <= set(QFontDatabase.styles("Noto Sans SC"))
    widths = {QFontMetricsF(font()).horizontalAdvance(digit) for digit in "0123456789"}
    assert len(widths) == 1


def test_every_icon_that_is_named_exists(dressed: QApplication):
    named = {
        name
        for path in UI.glob("*.py")
        for name in re.findall(r"\"(fa6\w*\.[a-z0-9-]+)\"", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 40
    for name in named:
        assert not icon(name).isNull(), name


def test_every_picture_of_the_style_sheet_is_there():
    for name in re.findall(r"url\(\$icons/([\w-]+\.svg)\)", SHEET):
        assert resource("icons", name).is_file(), name


@pytest.mark.parametrize(
    "table",
    ["filing_states", "claim_states", "line_states", "notice_states", "notice_line_states", "payment_states"],
)
def test_every_state_has_a_tone(table: str):
    assert {code.code for code in codes(table)} <= set(STATES)
    assert set(STATES.values()) <= set(TONES)


def test_every_screen_has_its_help_and_every_link_leads_somewhere():
    pages = {code for code, _title in PAGES}
    assert {spec.code for spec in SCREENS} <= pages
    for code in pages:
        text = resource("help", f"{code}.md").read_text(encoding="utf-8")
        assert text.startswith("# ")
        assert set(re.findall(r"\]\((\w+)\.md\)", text)) <= pages, code
    assert {path.stem for path in resource("help").glob("*.md")} == pages
