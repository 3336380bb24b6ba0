"""The further particulars that a value may carry, and what is wrong with those written."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from desktop.codes import codes
from desktop.policy.amounts import SHAPES, WHOLE_CLASS

MOST_HOURS, MOST_PERCENT = 24, 100
_WINDOWS = {"calendar_year", "lifetime", "years"}
_TOGETHER = {"person", "occupation", "occupation_level", "programme"}


def faulty_terms(given: Any, allowed: list[str], value: Any = None) -> str:
    """Say what is wrong with the terms of a value, which says `value`, or nothing."""
    if not isinstance(given, dict):
        return '“terms”应写成 { window = "calendar_year" } 的形式。'
    unknown = given.keys() - set(allowed)
    if unknown:
        return f"“terms”不认识“{'、'.join(sorted(unknown))}”。"
    if "window" in allowed:
        return _faulty_window(given)
    if "per" in allowed:
        return _faulty_shape(given)
    if "hours" in allowed:
        return _faulty_hours(given, value)
    if "target" in allowed and given and not _ladder(given):
        return "退休年龄的阶梯应写明 born_from（日期）、every（月数）、target（周岁）。"
    if "target" in allowed and given and _whole(value) and given["target"] <= value:
        return "退休年龄的阶梯的 target 应大于起始年龄，否则阶梯不起作用。"
    return ""


def _faulty_window(given: Mapping[str, Any]) -> str:
    schemes = {code.code for table in ("schemes", "outside_schemes") for code in codes(table)}
    window, years = given.get("window"), given.get("years", 0)
    if not _one_of(window, _WINDOWS) or (window == "years") != ("years" in given):
        return "次数上限应写明 window：calendar_year、lifetime，或者 years 并写明年数。"
    if "years" in given and not (_whole(years) and years >= 1):
        return "次数上限的 years 应为不小于1的整数。"
    if not _one_of(given.get("of", "person"), _TOGETHER):
        return "次数上限的 of 应为 person、occupation、occupation_level 或 programme。"
    chosen = given.get("schemes", [])
    if not isinstance(chosen, list) or not all(_one_of(each, schemes) for each in chosen):
        return "次数上限的 schemes 有不认识的补贴。"
    return ""


def _faulty_hours(given: Mapping[str, Any], value: Any) -> str:
    """Class hours that make a day are needed where days are reckoned by hours, and say nothing elsewhere."""
    hours = given.get("hours", 0)
    if (value == "hours") != ("hours" in given):
        return "按课时折算天数的应写明 hours（每天课时数），其他情形不写。"
    if "hours" in given and not (_number(hours) and 0 < hours <= MOST_HOURS):
        return f"折算天数的 hours 应为大于0、不超过{MOST_HOURS}的课时数。"
    return ""


def _faulty_shape(given: Mapping[str, Any]) -> str:
    per = given.get("per", "person")
    if not _one_of(per, {*SHAPES, *WHOLE_CLASS}):
        return f"金额的 per 应为{'、'.join(sorted({*SHAPES, *WHOLE_CLASS}))}之一。"
    if "advance" in given and per != "person_year":
        return "金额的 advance 只用于按每人每年计算的补贴。"
    partly = per in {"cost", "standard"} or (per == "person_year" and "percent" in given)
    if partly != ("percent" in given) or (per == "standard") != ("of" in given):
        return "金额按成本计应写明 percent，按其他标准计应写明 percent 和 of。"
    if any(not _number(given.get(key, 0)) for key in ("cap", "percent", "advance")):
        return "金额的 cap、percent、advance 应为数字。"
    if given.get("cap", 0) < 0:
        return "金额的 cap（最高金额）不能小于0。"
    if any(not 0 <= given.get(key, 0) <= MOST_PERCENT for key in ("percent", "advance")):
        return "金额的 percent、advance 应为0至100的百分比。"
    if "of" in given and not _one_of(given["of"], {code.code for code in codes("training_types")}):
        return "金额的 of 应为培训类型。"
    return ""


def _ladder(given: Mapping[str, Any]) -> bool:
    return (
        given.keys() == {"born_from", "every", "target"}
        and isinstance(given["born_from"], date)
        and _whole(given["every"])
        and given["every"] >= 1
        and _whole(given["target"])
    )


def _one_of(given: Any, known: Collection[str]) -> bool:
    return isinstance(given, str) and given in known


def _whole(given: Any) -> bool:
    return isinstance(given, int) and not isinstance(given, bool)


def _number(given: Any) -> bool:
    return _whole(given) or (isinstance(given, Decimal) and given.is_finite())
