"""The further particulars that a value may carry, and what is wrong with those written."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from desktop.codes import codes
from desktop.policy.amounts import SHAPES, WHOLE_CLASS

MOST_HOURS, MOST_PERCENT = 24, 100
_WINDOWS = {"calendar_year", "lifetime", "years"}
_TOGETHER = {"person", "occupation", "occupation_level", "programme"}
_PARTLY = {"cost", "standard"}  # shapes that are a share of another amount


def faults_of_terms(given: Any, allowed: list[str], value: Any = None) -> Iterator[str]:
    """Say each thing that is wrong with the terms of a value which says `value` (None: that is faulty itself)."""
    if not isinstance(given, dict):
        yield '“terms”应写成 { window = "calendar_year" } 的形式。'
        return
    if unknown := sorted(given.keys() - set(allowed)):
        instead = f"只能写{'、'.join(allowed)}" if allowed else "这个值不能写 terms"
        yield f"“terms”不认识“{'、'.join(unknown)}”，{instead}。"
    known = {key: given[key] for key in given if key in allowed}
    if "window" in allowed:
        yield from _faults_of_window(known)
    if "per" in allowed:
        yield from _faults_of_shape(known)
    if "hours" in allowed:
        yield from _faults_of_hours(known, value)
    if "target" in allowed and known:
        yield from _faults_of_ladder(known, value)


def _faults_of_window(given: Mapping[str, Any]) -> Iterator[str]:
    window = given.get("window")
    if not _one_of(window, _WINDOWS) or (window == "years") != ("years" in given):
        yield "次数上限应写明 window：calendar_year、lifetime，或者 years 并写明年数。"
    if not _at_least_one(given.get("years", 1)):
        yield "次数上限的 years 应为不小于1的整数。"
    if not _one_of(given.get("of", "person"), _TOGETHER):
        yield "次数上限的 of 应为 person、occupation、occupation_level 或 programme。"
    schemes = {code.code for table in ("schemes", "outside_schemes") for code in codes(table)}
    chosen = given.get("schemes", [])
    if not isinstance(chosen, list):
        yield '次数上限的 schemes 应写成 ["training"] 的形式。'
    elif unknown := [str(each) for each in chosen if not _one_of(each, schemes)]:
        yield f"次数上限的 schemes 有不认识的补贴：{'、'.join(unknown)}。"


def _faults_of_hours(given: Mapping[str, Any], value: Any) -> Iterator[str]:
    """Class hours that make a day are needed where days are reckoned by hours, and say nothing elsewhere."""
    hours = given.get("hours", MOST_HOURS)
    if value is not None and (value == "hours") != ("hours" in given):
        yield "按课时折算天数的应写明 hours（每天课时数），其他情形不写。"
    if not (_number(hours) and 0 < hours <= MOST_HOURS):
        yield f"折算天数的 hours 应为大于0、不超过{MOST_HOURS}的课时数。"


def _faults_of_shape(given: Mapping[str, Any]) -> Iterator[str]:
    per, shapes = given.get("per", "person"), {*SHAPES, *WHOLE_CLASS}
    if not _one_of(per, shapes):
        yield f"金额的 per 应为{'、'.join(sorted(shapes))}之一。"
    else:
        yield from _faults_beside_shape(per, given)
    if "of" in given and not _one_of(given["of"], {code.code for code in codes("training_types")}):
        yield "金额的 of 应为培训类型。"
    for key, most in (("cap", None), ("percent", MOST_PERCENT), ("advance", MOST_PERCENT)):
        number = given.get(key, 0)
        if not _number(number):
            yield f"金额的 {key} 应为数字。"
        elif most is None and number < 0:
            yield f"金额的 {key}（最高金额）不能小于0。"
        elif most is not None and not 0 <= number <= most:
            yield f"金额的 {key} 应为0至{most}的百分比。"


def _faults_beside_shape(per: str, given: Mapping[str, Any]) -> Iterator[str]:
    """Each shape of an amount asks for some particulars and has no use for others."""
    if "advance" in given and per != "person_year":
        yield "金额的 advance 只用于按每人每年计算的补贴。"
    if per in _PARTLY and "percent" not in given:
        yield "金额按成本或者按其他标准计应写明 percent。"
    if "percent" in given and per not in {*_PARTLY, "person_year"}:
        yield "金额的 percent 只用于按成本、按其他标准或者按每人每年计算的补贴。"
    if (per == "standard") != ("of" in given):
        yield "金额按其他标准计应写明 of（哪个培训类型的标准），其他情形不写。"


def _faults_of_ladder(given: Mapping[str, Any], value: Any) -> Iterator[str]:
    """A retirement ladder: from which birth date on, one month more in every so many, up to which age in years."""
    if missing := [key for key in ("born_from", "every", "target") if key not in given]:
        yield f"退休年龄的阶梯还应写明{'、'.join(missing)}。"
    born, target = given.get("born_from", date.max), given.get("target")
    if isinstance(born, datetime) or not isinstance(born, date):
        yield "退休年龄的阶梯的 born_from 应为日期，例如 1965-01-01。"
    if not _at_least_one(given.get("every", 1)):
        yield "退休年龄的阶梯的 every 应为不小于1的月数。"
    if target is not None and not _whole(target):
        yield "退休年龄的阶梯的 target 应为周岁。"
    elif target is not None and _whole(value) and target <= value:
        yield "退休年龄的阶梯的 target 应大于起始年龄，否则阶梯不起作用。"


def _one_of(given: Any, known: Collection[str]) -> bool:
    return isinstance(given, str) and given in known


def _whole(given: Any) -> bool:
    return isinstance(given, int) and not isinstance(given, bool)


def _at_least_one(given: Any) -> bool:
    return _whole(given) and given >= 1


def _number(given: Any) -> bool:
    return _whole(given) or (isinstance(given, Decimal) and given.is_finite())
