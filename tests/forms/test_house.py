"""A bureau's own words and fonts: used where they may be, and every fault in them told before anything is drawn."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from desktop.forms import consent, house, notice
from desktop.forms.faces import FOLDER, TITLE
from desktop.forms.house import styled
from desktop.problems import Refused
from tests.forms.conftest import Paper

Reader = Callable[[bytes], Paper]


def words(folder: Path, code: str, content: str) -> Path:
    (folder / f"{code}.toml").write_text(content, "utf-8")
    return folder


def font(folder: Path, family: str, characters: str, *, kind: int = 0) -> Path:
    """Make a font that calls itself `family`, of a few characters of the shipped one."""
    made = TTFont(FOLDER / TITLE.file)
    cutter = subset.Subsetter(subset.Options(name_IDs=["*"], notdef_outline=True))
    cutter.populate(text=characters)
    cutter.subset(made)
    made["name"].names = []
    made["name"].setName(family, 1, 3, 1, 0x804)
    made["OS/2"].fsType = kind
    path = folder / f"{family}.ttf"
    made.save(path)
    return path


def test_an_own_phrase_stands_in_place_of_the_shipped_one_and_only_then(tmp_path: Path, read: Reader):
    own = words(tmp_path, "consent", '[phrases]\nplan = "请严格按备案计划办班。"\n')
    with styled(house.read(own, None)):
        inside = read(consent.draw(consent.SAMPLE)).text
    outside = read(consent.draw(consent.SAMPLE)).text
    assert "请严格按备案计划办班。" in inside
    assert "请严格按备案计划办班。" not in outside
    assert "严格按照备案的培训计划组织教学" in outside


@pytest.mark.parametrize(
    "code, content, told",
    [
        ("notice", '[phrases]\nperiod = "公示时间：{span}。"\n', "花括号里的空与原来的不一样"),
        ("notice", '[phrases]\nperiod = "{span}{days}{number}"\n', "花括号里的空与原来的不一样"),
        ("notice", '[phrases]\nperiod = "{span.year}{days}"\n', "花括号里的空与原来的不一样"),
        ("notice", '[phrases]\nperiod = "{span!r}{days}"\n', "花括号里的空与原来的不一样"),
        ("notice", '[phrases]\nperiod = "{span:>9}{days}"\n', "花括号里的空与原来的不一样"),
        ("notice", '[phrases]\nperiod = "{span}{days"\n', "花括号里的空与原来的不一样"),
        ("notice", '[phrases]\nunit = " "\n', "用语是空的"),
        ("notice", "[phrases]\nunit = 7\n", "用语是空的"),
        ("notice", '[phrases]\nheading = "公示"\n', "没有名为“heading”的用语"),
        ("notice", 'title = "通知"\n', "不能由本局改动"),
        ("notice", "copies = 9\n", "不能由本局改动"),
        ("notice", 'phrases = "公示"\n', "应当是一节"),
        ("notice", f'[phrases]\nunit = "{"元" * 61}"\n', "长出太多"),
        ("notice", '[phrases]\nunit = "单位\\n元"\n', "换行"),
        ("notice", '[phrases]\nunit = "单位：\\U00030123"\n', "没有字形"),
        ("notice", "[phrases\n", "不是完整的文书用语文件"),
        ("leaflet", "[phrases]\n", "没有这个代码的文书"),
    ],
)
def test_what_reaches_beyond_the_blanks_stops_every_paper(tmp_path: Path, code: str, content: str, told: str):
    found = house.read(words(tmp_path, code, content), None)
    assert [told in each.what for each in found.problems] == [True]
    assert all(each.remedy and each.where.startswith(f"{code}.toml") for each in found.problems)
    with pytest.raises(Refused) as refused, styled(found):
        pass
    assert told in refused.value.sentence


def test_every_fault_is_told_at_once(tmp_path: Path):
    words(tmp_path, "notice", '[phrases]\nunit = ""\nperiod = "{span}"\n')
    words(tmp_path, "consent", "copies = 1\n")
    assert len(house.read(tmp_path, None).problems) == 3


def test_folders_that_are_not_there_bring_nothing(tmp_path: Path):
    brought = house.read(tmp_path / "forms", tmp_path / "fonts")
    assert (dict(brought.phrases), dict(brought.fonts), brought.problems) == ({}, {}, ())


def test_the_offices_fonts_set_what_they_have_and_the_shipped_ones_help_out(tmp_path: Path, read: Reader):
    font(tmp_path, "方正小标宋简体", "关于年第三批职业培训补贴的国")
    plain = read(notice.draw(notice.SAMPLE))
    with styled(house.read(None, tmp_path)):
        made = read(notice.draw(notice.SAMPLE))
    again = read(notice.draw(notice.SAMPLE))
    assert made.text == plain.text, "the characters that the office's font lacks are there all the same"
    assert len(made.fonts) == len(plain.fonts) + 1
    assert all(each == ["yes", "yes", "yes"] for each in made.fonts)
    assert "No syntax or stream encoding errors" in made.check()
    assert again.path.read_bytes() == plain.path.read_bytes()


def test_a_font_that_may_not_be_embedded_or_is_of_another_kind_is_told(tmp_path: Path):
    font(tmp_path, "仿宋_GB2312", "国", kind=2)
    font(tmp_path, "花体", "国")
    (tmp_path / "broken.ttf").write_bytes(b"not a font")
    told = {each.where: each.what for each in house.read(None, tmp_path).problems}
    assert told == {
        "仿宋_GB2312.ttf": "字体厂商不允许嵌入文书",
        "花体.ttf": "不是公文用的字体",
        "broken.ttf": "字体文件读不出来",
    }


def test_the_better_of_two_fonts_for_a_face_is_taken(tmp_path: Path):
    font(tmp_path, "仿宋", "国")
    better = font(tmp_path, "仿宋_GB2312", "国")
    assert dict(house.read(None, tmp_path).fonts) == {"fang": better}
