"""How certificates are numbered (J8), and what a number therefore says of year, level, province and person.

职业技能等级证书: 22 places - one letter (Y an employer's, S a public body's own assessment), 4 digits for a body filed with
the ministry (else 0000), 2 for the province, 6 for the body, 2 for the year, 1 for the level, 6 running. Those of 特级技师
and 首席技师 have the same seven parts in two letters and 20 digits: the level is a letter (which is whose no source that
we have says). 职业资格证书: 16 digits - 2 for the year, 2 for the province or a branch of the State Council, 2 for the city,
one (0 to 4) for the kind of body, 3 for the body, the 11th for the level, 5 running; Shanghai's older ones have 13, looked
up with 000 before them, and tell neither year nor level. 特种作业操作证: T and the holder's citizen number. Numbers of a
school's own make are for 培训合格证书 alone.
"""

import re
from dataclasses import dataclass
from datetime import date

from desktop.codes import title

PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
    ]
)
"""The first two places of GB/T 2260."""

LEVELS = {"5": "初级", "4": "中级", "3": "高级", "2": "技师", "1": "高级技师"}
TOP = {"expert": "特级技师", "chief": "首席技师"}
"""The levels above 高级技师, whose numbers have a letter for the level."""
FIRST_MONTHS = 3
"""A certificate given in the first months of a year may carry the number of the year before."""

_SKILL_LEVEL = re.compile(r"[YS][0-9]{21}")
_TOP_LEVEL = re.compile(r"[YS][0-9]{14}[A-Z][0-9]{6}")
_OLD_OF_SHANGHAI = re.compile(r"000[0-9]{13}")
_QUALIFICATION = re.compile(r"[0-9]{16}")
_OPERATION = re.compile(r"T[0-9]{17}[0-9X]")
_ISSUED = re.compile(r"(?=(?:.*[0-9]){6})[A-Z0-9()/-]{8,}")


@dataclass(frozen=True, slots=True)
class Certified:
    """One certificate as a list brings it; `level` is a code, `province` the bureau's own two places or ""."""

    type: str
    number: str
    level: str
    issued_on: date
    id_number: str
    province: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a number; a `grave` one cannot be a right number, another is to be looked at."""

    code: str
    what: str
    remedy: str
    grave: bool = True


CHECK = "请对照证书原件核对编号。"


def faults_of(certified: Certified) -> tuple[Fault, ...]:
    """Return what the coding rules of a certificate's type say against its number; empty when nothing does."""
    check = {
        "skill_level": _skill_level,
        "qualification": _qualification,
        "operation": _operation,
        "completion": _of_its_own,
    }
    return check.get(certified.type, _issued)(certified)


def type_told_by(number: str) -> str:
    """Return the type that a certificate's number shows by its shape; "" where several types number like that."""
    if _SKILL_LEVEL.fullmatch(number) or _TOP_LEVEL.fullmatch(number):
        return "skill_level"
    return "operation" if _OPERATION.fullmatch(number) else ""


def _skill_level(it: Certified) -> tuple[Fault, ...]:
    found: list[Fault | None]
    if _TOP_LEVEL.fullmatch(it.number):
        found = [_year(it, it.number[13:15]), _top_level(it), _province(it, it.number[5:7])]
    elif not _SKILL_LEVEL.fullmatch(it.number):
        found = [_shape(it, _RULE)]
    else:
        found = [_year(it, it.number[13:15]), _level(it, it.number[15]), _province(it, it.number[5:7])]
    return tuple(each for each in found if each is not None)


_RULE = "职业技能等级证书编号应为1位字母（Y或S）加21位数字，特级技师、首席技师的第16位是字母"


def _qualification(it: Certified) -> tuple[Fault, ...]:
    if _OLD_OF_SHANGHAI.fullmatch(it.number):
        what = "这是上海早年13位的职业资格证书编号，看不出年份和等级"
        return (Fault("number_old", what, "请对照证书原件核对编号、发证日期和等级。", grave=False),)
    if not _QUALIFICATION.fullmatch(it.number):
        return (_shape(it, "职业资格证书编号应为16位数字（上海早年的13位编号前加000）"),)
    found = [_year(it, it.number[:2]), _level(it, it.number[10]), _branch(it, it.number[2:4]), _body(it)]
    return tuple(each for each in found if each is not None)


def _branch(it: Certified, places: str) -> Fault | None:
    """A province as in other numbers, or a branch of the State Council, whose codes no source that we have lists."""
    if places in PROVINCES or places == it.province:
        return _province(it, places)
    what = f"证书编号第3、4位是{places}，不是省份代码，只可能是国务院行业部门的代码"
    return Fault("number_province", what, "请核实发证机构。", grave=False)


def _body(it: Certified) -> Fault | None:
    if it.number[6] in "01234":
        return None
    what = f"证书编号第7位是{it.number[6]}，没有这类鉴定机构（应为0至4）"
    return Fault("number_body", what, CHECK, grave=False)


def _operation(it: Certified) -> tuple[Fault, ...]:
    if not _OPERATION.fullmatch(it.number):
        return (_shape(it, "特种作业操作证编号应为T加持证人的18位身份证号"),)
    if it.number[1:] != it.id_number:
        what = "特种作业操作证编号中的身份证号不是本人的"
        return (Fault("number_person", what, "请核对证书是否为本人所有。"),)
    return ()


def _of_its_own(it: Certified) -> tuple[Fault, ...]:
    return _of_another_type(it)


def _issued(it: Certified) -> tuple[Fault, ...]:
    if _ISSUED.fullmatch(it.number):
        return _of_another_type(it)
    return (_shape(it, "只有培训合格证书可以用培训单位自编的编号"),)


def _of_another_type(it: Certified) -> tuple[Fault, ...]:
    """Tell of a number by which the certificate is of another type than is written: it would be paid otherwise.

    How 专项职业能力证书 are numbered no source that we have says, so there it is only to be looked at.
    """
    told = type_told_by(it.number)
    if not told:
        return ()
    what = f"编号是{title('certificate_types', told)}的编号，证书类型写的却是{title('certificate_types', it.type)}"
    return (Fault("number_type", what, "请对照证书原件核对证书类型和编号。", grave=it.type != "special"),)


def _shape(it: Certified, rule: str) -> Fault:
    return Fault("number_shape", f"证书编号“{it.number}”（{len(it.number)}位）不合规则：{rule}", CHECK)


def _year(it: Certified, places: str) -> Fault | None:
    issued = it.issued_on
    if int(places) == issued.year % 100:
        return None
    what = f"证书编号中的年份是{places}，发证日期是{issued}，两者不符"
    before = int(places) == (issued.year - 1) % 100 and issued.month <= FIRST_MONTHS
    return Fault("number_year", what, "请对照证书原件核对编号和发证日期。", grave=not before)


def _level(it: Certified, place: str) -> Fault | None:
    if place not in LEVELS:
        return Fault("number_level", f"证书编号中的等级位是{place}，没有这个等级", CHECK)
    told = {**LEVELS, **TOP}.get(it.level)
    if told is not None and place != it.level:
        what = f"证书编号中的等级是{LEVELS[place]}，证书等级是{told}，两者不符"
        return Fault("number_level", what, "请对照证书原件核对编号和等级。")
    return None


def _top_level(it: Certified) -> Fault | None:
    if it.level not in LEVELS:
        return None
    what = f"证书编号中的等级是字母，是特级技师或首席技师的编号，证书等级是{LEVELS[it.level]}，两者不符"
    return Fault("number_level", what, "请对照证书原件核对编号和等级。")


def _province(it: Certified, places: str) -> Fault | None:
    if places == it.province:
        return None
    if places not in PROVINCES:
        return Fault("number_province", f"证书编号中的省份代码{places}不存在", CHECK)
    if not it.province:
        return None
    what = f"证书编号中的省份代码是{places}，不是本省（{it.province}）"
    return Fault("number_province", what, "请核实评价机构和考试地点。", grave=False)
