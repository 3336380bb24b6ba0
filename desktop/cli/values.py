"""What may stand behind an option: each gives the value, or a sentence that argparse puts behind the option's name."""

from argparse import ArgumentTypeError
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.codes import Code


def day(text: str) -> date:
    """Give a day written as 2020-03-16."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise ArgumentTypeError(f"{text} 不是日期，请写成 2020-03-16") from wrong


def year(text: str) -> int:
    """Give a year written as 2020."""
    if not (text.isdigit() and 2000 <= int(text) < 2100):
        raise ArgumentTypeError(f"{text} 不是年份，请写成 2020")
    return int(text)


def path(text: str) -> Path:
    """Give a path; no text at all is not taken for the folder one stands in."""
    if not text.strip():
        raise ArgumentTypeError("没有写出路径，请写明是哪个文件或文件夹")
    return Path(text)


def whole(text: str) -> int:
    """Give a whole number."""
    try:
        return int(text)
    except ValueError as wrong:
        raise ArgumentTypeError(f"{text} 不是整数，请写成 5000 这样的数字") from wrong


def region(text: str) -> str:
    """Give the code of a region whose policy is shipped, from its code or its name."""
    from desktop.policy import regions

    return _chosen(text, regions(), "政策地区")


def training_type(text: str) -> str:
    """Give the code of a training type, from its code or its title."""
    from desktop.codes import codes

    return _chosen(text, codes("training_types"), "培训类型")


def scheme(text: str) -> str:
    """Give the code of a subsidy scheme, from its code or its title."""
    from desktop.codes import codes

    return _chosen(text, codes("schemes"), "补贴项目")


def _chosen(text: str, entries: Iterable["Code"], what: str) -> str:
    """Give the code that is meant: by itself, by its title, or by words that stand in one title only."""
    entries, asked = tuple(entries), text.strip()
    for entry in entries:
        if asked in {entry.code, entry.title}:
            return entry.code
    near = [entry for entry in entries if len(asked) > 1 and _in_order(asked, entry.title)]
    if len(near) == 1:
        return near[0].code
    choices = "、".join(f"{entry.code}（{entry.title}）" for entry in near or entries)
    raise ArgumentTypeError(
        f"“{text}”可以指几种{what}，请写明一种：{choices}"
        if near
        else f"“{text}”不是{what}，可以写：{choices}"
    )


def _in_order(asked: str, title: str) -> bool:
    """Say whether all characters asked for stand in the title in their order, so that 岗前培训 is 新录用岗前培训."""
    rest = iter(title)
    return all(character in rest for character in asked)
