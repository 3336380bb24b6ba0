"""The bureau's own hand: phrases it words itself within their blanks, and its own font files, each looked at before use.

A faulty file is never passed over in silence: while there is one, nothing is drawn, and every fault is told at once.
"""

import struct
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from desktop.forms.faces import FANG, HEI, KAI, TITLE, dressed, uncovered
from desktop.forms.truetype import FontFile
from desktop.forms.wording import FOLDER, Phrases, Wording, worded, wording
from desktop.problems import Problem, Refused

LONGER, SHORT = 3, 60
"""How many times as long as the shipped phrase the bureau's may be; a short one may have so many characters anyway."""

FACES = {
    TITLE.code: (
        "方正小标宋简体",
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05",
        "FZXBSJW",
        "FZXBSK",
    ),
    FANG.code: ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "SIMFANG"),
    KAI.code: ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "SIMKAI"),
    HEI.code: ("黑体", "SimHei"),
}
"""Which fonts of an office's machine stand for which face, the best first."""


@dataclass(frozen=True, slots=True)
class House:
    """What a bureau brings: its phrases by paper, its font files by face, and what is wrong with the files."""

    phrases: Phrases
    fonts: Mapping[str, Path]
    problems: tuple[Problem, ...]


def read(wordings: Path | None, fonts: Path | None) -> House:
    """Give what is in the two folders; a folder that is not there, or None, brings nothing."""
    phrases, faults = _phrases(wordings) if wordings is not None and wordings.is_dir() else ({}, [])
    files, more = _fonts(fonts) if fonts is not None and fonts.is_dir() else ({}, [])
    return House(phrases, files, (*faults, *more))


@contextmanager
def styled(house: House) -> Iterator[None]:
    """Let papers be drawn in the bureau's own words and fonts; refused while one of its files is faulty."""
    if house.problems:
        first, count = house.problems[0], len(house.problems)
        more = f"（共 {count} 处）" if count > 1 else ""
        raise Refused(f"{first.where}：{first.what}，文书没有生成{more}。", first.remedy)
    with worded(house.phrases), dressed(house.fonts):
        yield


def _phrases(folder: Path) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    found: dict[str, dict[str, str]] = {}
    faults: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            content = tomllib.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            faults.append(
                _problem(path, "", "不是完整的文书用语文件", "请重新保存为UTF-8编码，或删除后重新填写。")
            )
            continue
        if not (FOLDER / path.name).exists():
            faults.append(
                _problem(path, "", "没有这个代码的文书", "文件名应当是文书代码，例如 notice.toml。")
            )
            continue
        shipped = wording(path.stem)
        faults += [
            _problem(
                path,
                key,
                "不能由本局改动",
                "编号、标题、依据、份数、签署人和版式以随程序提供的为准，请删去。",
            )
            for key in content.keys() - {"phrases"}
        ]
        own = content.get("phrases", {})
        if not isinstance(own, dict):
            faults.append(
                _problem(path, "phrases", "应当是一节，下面逐条列出用语", "请写成 [phrases] 一节。")
            )
            continue
        for name, text in own.items():
            fault = fault_of(shipped, name, text)
            if fault:
                faults.append(_problem(path, name, *fault))
            else:
                found.setdefault(path.stem, {})[name] = text
    return found, faults


def fault_of(shipped: Wording, name: str, text: Any) -> tuple[str, str] | None:
    """Give what is wrong with the bureau's text of a phrase, and what helps; None when it may stand."""
    if name not in shipped.phrases:
        return f"“{shipped.title}”没有名为“{name}”的用语", "请核对名称，只能改写已有的用语。"
    if not isinstance(text, str) or not text.strip():
        return "用语是空的", "请填写文字；要用原来的，删去这一条。"
    before = shipped.phrases[name]
    wanted = shipped.blanks(name)
    if _blanks(text) != wanted:
        shown = "、".join(f"{{{each}}}" for each in sorted(wanted)) or "没有空"
        return "花括号里的空与原来的不一样", f"应当有且只有：{shown}，花括号内不能写别的。"
    if len(text) > max(len(before) * LONGER, SHORT):
        return f"比原来长出太多（{len(text)}字）", f"请精简到{max(len(before) * LONGER, SHORT)}字以内。"
    if text.count("\n") > before.count("\n") or any(ord(each) < 32 and each != "\n" for each in text):
        return "里面有换行或不可见字符", "请写成一段连续的文字。"
    bad = uncovered(text)
    if bad:
        return f"“{min(bad)}”在字库中没有字形", "请换一种写法。"
    return None


def _blanks(text: str) -> set[str] | None:
    """Give the names of a text's blanks; None when the braces hold anything but names."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    if any(name is not None and (form or conversion) for _, name, form, conversion in parts):
        return None
    return {name for _, name, _, _ in parts if name is not None}


def _fonts(folder: Path) -> tuple[dict[str, Path], list[Problem]]:
    found: dict[str, tuple[int, Path]] = {}
    faults: list[Problem] = []
    for path in sorted(each for each in folder.iterdir() if each.suffix.lower() in {".ttf", ".otf", ".ttc"}):
        try:
            font = FontFile(path)
            names = {*font.families, path.stem}
            usable = font.outlined and font.draws("国")
        except (OSError, struct.error, KeyError, ValueError, IndexError):
            faults.append(
                _problem(
                    path, "", "字体文件读不出来", "请换用完整的TrueType（.ttf）字体文件，或从文件夹中移走。"
                )
            )
            continue
        place = _place(names)
        if place is None:
            faults.append(
                _problem(
                    path,
                    "",
                    "不是公文用的字体",
                    "可用的有方正小标宋、仿宋_GB2312、楷体_GB2312和黑体，请移走其他文件。",
                )
            )
        elif not usable:
            faults.append(_problem(path, "", "不是TrueType轮廓的中文字体", "请换用.ttf格式的文件。"))
        elif not font.embeddable:
            faults.append(_problem(path, "", "字体厂商不允许嵌入文书", "请换用获得嵌入授权的字体文件。"))
        else:
            code, rank = place
            if code not in found or rank < found[code][0]:
                found[code] = (rank, path)
    return {code: path for code, (_, path) in found.items()}, faults


def _place(names: set[str]) -> tuple[str, int] | None:
    """Give the face that a font of these names stands for, and how well (0 is best)."""
    known = {each.casefold() for each in names}
    for code, wanted in FACES.items():
        for rank, name in enumerate(wanted):
            if name.casefold() in known:
                return code, rank
    return None


def _problem(path: Path, field: str, what: str, remedy: str) -> Problem:
    where = f"{path.name}的“{field}”" if field else path.name
    return Problem("house", what, remedy, address=where, field=field)
