"""Which face draws a character, and that what is drawn can be read back."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.forms.faces import (
    FACES,
    FANG,
    FOLDER,
    HEI,
    KAI,
    SONG,
    TITLE,
    font,
    runs,
    setter,
    uncovered,
    width,
)
from desktop.forms.facts import settled
from desktop.forms.page import Sheet
from desktop.forms.truetype import FontFile
from desktop.problems import Refused
from tests.forms.conftest import Paper

GB2312 = "".join(
    bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)
)
RARE = "𬀩䶮龘㛃喆堃昇镕·𬭎"


def test_the_fonts_stay_within_what_was_agreed():
    files = list(FOLDER.glob("*.ttf"))
    assert {each.file for each in FACES} == {each.name for each in files}
    assert sum(each.stat().st_size for each in files) <= 65_000_000


def test_each_font_has_its_licence_beside_it():
    licences = {each.name.removesuffix("-LICENSE.txt") for each in FOLDER.glob("*-LICENSE.txt")}
    assert {each.file.split("-")[0] for each in FACES} == licences


@pytest.mark.parametrize("face", FACES, ids=lambda each: each.code)
def test_every_face_sets_common_and_rare_characters_with_the_others_help(face):
    assert not [each for each in GB2312 + RARE if setter(face, each) is None]


def test_fangsong_leaves_figures_and_the_yuan_sign_to_song():
    assert runs(FANG, "补贴￥1,500元") == [(FANG, "补贴"), (SONG, "￥1,500"), (FANG, "元")]


def test_a_name_beyond_fangsong_is_set_character_by_character():
    assert runs(FANG, "李龘") == [(FANG, "李"), (SONG, "龘")]


def test_a_map_entry_without_an_outline_does_not_count():
    kai = FontFile(FOLDER / KAI.file)
    assert not kai.draws("\u200b")
    assert kai.draws(" ")


@pytest.mark.parametrize("face", [SONG, TITLE, HEI, KAI], ids=lambda each: each.code)
def test_figures_have_one_width(face):
    assert len({width(each, face, 10) for each in "0123456789"}) == 1


@pytest.mark.parametrize("bad", ["\U00030123", "\ue000", "\u200b", "\x07"])
def test_what_cannot_be_drawn_is_found(bad: str):
    assert uncovered(f"王{bad}") == {bad}
    with pytest.raises(Refused) as refused:
        width(f"王{bad}", SONG, 10)
    assert f"U+{ord(bad):04X}" in refused.value.sentence


def test_all_bad_characters_are_named_at_once():
    with pytest.raises(Refused) as refused:
        settled(("张\U00030123三", "李\ue001四"))
    assert "U+30123" in refused.value.sentence
    assert "U+E001" in refused.value.sentence


def test_texts_are_composed_before_they_are_drawn():
    assert settled((unicodedata.normalize("NFD", "Ǖé"), ("x",))) == ("Ǖé", ("x",))


def test_everything_drawn_can_be_copied_again(read: Callable[[bytes], Paper]):
    sheet = Sheet("字", "局")
    lines = [GB2312[start : start + 40] for start in range(0, 4000, 40)] + [
        RARE,
        "￥1,234.50 ABC“”‘’——……〔2026〕",
    ]
    for start in range(0, len(lines), 40):
        for row, text in enumerate(lines[start : start + 40]):
            for column, face in enumerate((SONG, FANG)):
                sheet.text(20 + column * 290, 40 + row * 19, text, face, 6)
        sheet.end_page()
    text = read(sheet.finish()).text
    for each in lines:
        assert text.count("".join(each.split())) == 2, each


def test_a_subset_keeps_only_what_it_is_asked_for(tmp_path: Path):
    from fontTools.ttLib import TTFont

    path = tmp_path / "subset.ttf"
    path.write_bytes(font(SONG).subset("国é1𬀩"))
    cut = TTFont(path, checkChecksums=2)
    whole = TTFont(FOLDER / SONG.file)
    assert cut["maxp"].numGlyphs >= 5
    names, full = cut.getGlyphOrder(), whole.getBestCmap()
    for number, character in enumerate("国é𬀩"):
        position = number + 1 if number < 2 else 4
        glyph = cut["glyf"][names[position]]
        original = whole["glyf"][full[ord(character)]]
        assert (glyph.xMin, glyph.yMax) == (original.xMin, original.yMax)
        assert cut["hmtx"][names[position]] == whole["hmtx"][full[ord(character)]]
    assert path.stat().st_size < 6000
