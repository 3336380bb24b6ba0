"""The further particulars that a value may carry, and what is wrong with those written."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from desktop.codes import codes
from desktop.policy.amounts import SHAPES, WHOLE_CLASS

_WINDOWS = {"calendar_year", "lifetime", "years"}
_TOGETHER = {"person", "occupation", "occupation_level", "programme"}


def faulty_terms(given: Any, allowed: list[str]) -> str:
    """Say what is wrong with the terms of a value, or nothing."""
    if not isinstance(given, dict):
        return '“terms”应写成 { window = "calendar_year" } 的形式。'
    unknown = given.keys() - set(allowed)
    if unknown:
        return f"“terms”不认识“{'、'.join(sorted(unknown))}”。"
    if "window" in allowed:
        return _faulty_window(given)
    if "per" in allowed:
        return _faulty_shape(given)
    if "target" in allowed and given and not _ladder(given):
        return "退休年龄的阶梯应写明 born_from（日期）、every（月数）、target（周岁）。"
    return ""


def _faulty_window(given: Mapping[str, Any]) -> str:
    schemes = {code.code for table in ("schemes", "outside_schemes") for code in codes(table)}
    if given.get("window") not in _WINDOWS or (given["window"] == "years") != isinstance(
        given.get("years"), int
    ):
        return "次数上限应写明 window：calendar_year、lifetime，或者 years 并写明年数。"
    if given.get("of", "person") not in _TOGETHER:
        return "次数上限的 of 应为 person、occupation、occupation_level 或 programme。"
    if not schemes.issuperset(given.get("schemes", ())):
        return "次数上限的 schemes 有不认识的补贴。"
    return ""


def _faulty_shape(given: Mapping[str, Any]) -> str:
    per = given.get("per", "person")
    if per not in {*SHAPES, *WHOLE_CLASS}:
        return f"金额的 per 应为{'、'.join(sorted({*SHAPES, *WHOLE_CLASS}))}之一。"
    if "advance" in given and per != "person_year":
        return "金额的 advance 只用于按每人每年计算的补贴。"
    if (per in {"cost", "standard"}) != ("percent" in given) or (per == "standard") != ("of" in given):
        return "金额按成本计应写明 percent，按其他标准计应写明 percent 和 of。"
    if any(not isinstance(given.get(key, 0), int | Decimal) for key in ("cap", "percent", "advance")):
        return "金额的 cap、percent、advance 应为数字。"
    if "of" in given and given["of"] not in {code.code for code in codes("training_types")}:
        return "金额的 of 应为培训类型。"
    return ""


def _ladder(given: Mapping[str, Any]) -> bool:
    return (
        given.keys() == {"born_from", "every", "target"}
        and isinstance(given["born_from"], date)
        and isinstance(given["every"], int)
        and isinstance(given["target"], int)
    )
