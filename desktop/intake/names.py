"""Names as senders write them: kept exactly but for what was put in for looks; what is no name is told."""

import re
import unicodedata

from desktop.intake.checking import (
    Checker,
    Fault,
    Parsed,
    Setting,
    clean,
    is_blank,
    missing,
    passing,
    too_long,
)

_CJK = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe00-\ufe0f\U00020000-\U0003ffff\U000e0100-\U000e01ef"
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_USUAL_NAME = re.compile("[\u4e00-\u67cf\u67d1-\u9fff]{2,4}").fullmatch
"""Any but 某, which hides a name."""
_NAME = re.compile(f"[{_CJK}]+(?:·[{_CJK}]+)*|[{_LATIN}][{_LATIN} .'·-]*[{_LATIN}.]").fullmatch
_DOTS = str.maketrans(dict.fromkeys("•‧・･∙⋅●．.", "·"))
_GARBLED = re.compile("[\ufffd?？\ue000-\uf8ff\U000f0000-\U0010ffff]")
_RADICAL = re.compile("[\u2e80-\u2fdf]")
_REPAIRED: dict[int, int | str] = {
    # Places that older coding tables (GB 18030-2000) gave to characters which have their own now.
    **dict(
        zip(map(ord, "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864"), range(0x9FB4, 0x9FBC), strict=True)
    ),
    # Radicals that copying out of a PDF leaves in the place of characters.
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FE0)},
    **dict(
        zip(
            map(
                ord,
                "\u2ea0\u2ed3\u2ed4\u2ecb\u2ec5\u2ec9\u2ed8\u2ee2\u2ee5\u2ef0\u2eec\u2ee9\u2ee8\u2ec1\u2eda\u2edb\u2edc\u2ee6\u2eee",
            ),
            "民长门车见贝青马鱼龙齐黄麦虎页风飞鸟齿",
            strict=True,
        )
    ),
}


def names(setting: Setting) -> Checker:
    """Check a column of the names of people, one a cell."""

    def parse(cell: object) -> Parsed:
        if not isinstance(cell, str):
            return None, Fault("name", "姓名单元格里不是文字，无法登记。", "请填写身份证上的姓名。")
        text = clean(cell).translate(_REPAIRED)
        if is_blank(text):
            return missing(setting)
        if _GARBLED.search(text):
            return text, Fault(
                "name_garbled",
                "姓名里有无法识别的字（乱码、问号或自造字），打印和核对都会出错。",
                "请按身份证用标准汉字重新录入姓名。",
            )
        written, text = text, _joined_name(text.strip(_EDGES))
        if not _NAME(text):
            return text, _name_fault(written, text)
        if len(text) < 2:
            return text, Fault("name", "姓名只有一个字，可能没有填全。", "请按身份证填写完整姓名。")
        return text, (
            too_long(text, setting)
            or _told_of_radicals(clean(cell), text)
            or _told_of_blanks(written, text)
            or _told_of_hiding(text)
        )

    return passing(_USUAL_NAME, parse)


def _told_of_radicals(written: str, read: str) -> Fault | None:
    """Tell of a radical that stood in the place of its character; the row stays."""
    if _RADICAL.search(written) is None:
        return None
    return Fault(
        "name_radical",
        f"姓名里有偏旁部首符号，不是汉字，已按“{read[:20]}”读取。",
        "请对照身份证核对；无误可以不改。",
        warning=True,
    )


def _joined_name(text: str) -> str:
    """Give a name without the blanks put in for looks, and with · in its usual form."""
    if text.isascii():
        return text
    text = text.translate(_DOTS)
    return re.sub(r"\s*·\s*", "·", re.sub(f"(?<=[{_CJK}]) +(?=[{_CJK}])", "", text))


def _told_of_blanks(written: str, read: str) -> Fault | None:
    """Tell of blanks that may part two people, or stand where · should; those put in for looks (张 三) are none."""
    for part in re.split("[·•‧・･∙⋅●．.]", written):
        words = part.split()
        long = [word for word in words if len(word) > 1]
        compound = len(words) == 2 and len(words[0]) == 2 and words[0] in _COMPOUND and len(words[1]) <= 2
        if " " not in read and not compound and (len(long) > 1 or (long and words[-1] in ("男", "女"))):
            return Fault(
                "name_blank",
                f"姓名“{written[:20]}”中间有空格，已按“{read[:20]}”读取，可能不是一个人的姓名。",
                "请核对：是两个人的请分两行，空格处应是间隔号的请写“·”。",
                warning=True,
            )
    return None


_COMPOUND = (
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 端木 夏侯 司徒 司空 宇文 长孙 南宫 独孤 轩辕 闻人 赫连 澹台 公冶"
    " 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 亓官 百里 东郭 西门 呼延 拓跋 第五"
)
"""Surnames of two characters, after which a blank parts nothing but surname and name."""


def _told_of_hiding(text: str) -> Fault | None:
    if "某" not in text:
        return None
    return Fault(
        "name_hidden",
        f"姓名“{text[:20]}”里有“某”，像是隐去了真名。",
        "请按身份证填写姓名；确是本名的可以不改。",
        warning=True,
    )


def _name_fault(written: str, text: str) -> Fault:
    shown = written[:20]
    nought = _NOUGHT.sub("〇", text)
    if nought != text and _NAME(nought):
        return Fault(
            "name",
            f"姓名“{shown}”里有圆圈、字母 O 或数字 0，不是汉字，无法登记。",
            f"如是“〇”字，请写“{nought}”。",
        )
    if any(character.isdigit() for character in text):
        return Fault(
            "name", f"姓名“{shown}”里有数字，无法登记。", "请只填身份证上的姓名，序号和备注写到别的列。"
        )
    dotted = _FOR_DOT.sub("·", text)
    if dotted != text and _NAME(dotted):
        return Fault(
            "name",
            f"姓名“{shown}”里的间隔号不对，无法登记。",
            f"间隔号请写“·”，可能是“{dotted}”；是两个人的请分两行。",
        )
    bare = _NOTE.sub("", text)
    if bare != text and _NAME(bare) and len(bare) > 1:
        return Fault(
            "name", f"姓名“{shown}”带有括号里的说明，无法登记。", f"请只填姓名“{bare}”，说明写到备注列。"
        )
    strange = "".join(dict.fromkeys(re.sub(f"[{_CJK}· ]", "", text)))[:10]
    return Fault(
        "name",
        f"姓名“{shown}”里有不应出现的“{strange}”，无法登记。"
        if strange
        else f"姓名“{shown}”不完整，无法登记。",
        "请只填身份证上的姓名，一格一人。",
    )


_EDGES = ' ，,、。；;：:“”"'
_NOUGHT = re.compile(f"(?<=[{_CJK}])[○◯Oo0](?=[{_CJK}]?$)")
_FOR_DOT = re.compile(f"(?<=[{_CJK}]{{2}})[。｡_*—–-](?=[{_CJK}]{{2}})")
_NOTE = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")


def payees(setting: Setting) -> Checker:
    """Check a column of payees: people and enterprises."""

    def parse(cell: object) -> Parsed:
        text = clean(cell).translate(_REPAIRED)
        if is_blank(text):
            return missing(setting)
        return _joined_name(text), too_long(text, setting)

    return passing(_USUAL_NAME, parse)
