"""The agreed fields: one JSON Schema per kind of record, read from resources/schemas, and what breaks them in a sentence."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

import fastjsonschema

from desktop.codes import resource

FOLDER = resource("schemas")
KINDS = {
    "employer": "employers",
    "institution": "institutions",
    "platform": "platforms",
    "person": "persons",
    "filing": "filings",
    "class": "classes",
    "trainee": "trainees",
    "certificate": "certificates",
    "claim": "claims",
    "line": "lines",
    "notice": "notices",
    "payment": "payments",
    "receipt": "receipts",
    "answer": "answers",
}
"""Every kind of record with the name of its file, so that a record stands after those it refers to."""

_RULES = {
    "required": "缺少必填的内容",
    "additionalProperties": "有格式说明以外的字段",
    "type": "类型不对",
    "enum": "不是允许的代码",
    "const": "不是规定的值",
    "pattern": "写法不合规定",
    "format": "不是真实存在的日期或时间",
    "maxLength": "过长",
    "minLength": "不能为空",
    "minimum": "数值过小",
    "maximum": "数值过大",
    "uniqueItems": "有重复的项",
    "minItems": "项数过少",
    "maxItems": "项数过多",
}


@cache
def schema(name: str) -> dict[str, Any]:
    """The schema of a kind of record, or of the `manifest`."""
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return loaded


def title(name: str) -> str:
    """The official term for a kind of record."""
    return str(schema(name)["title"])


def fault(name: str, content: object) -> str:
    """What is wrong with `content` by the schema `name`, as a sentence; "" if nothing is."""
    try:
        _validator(name)(content)
    except fastjsonschema.JsonSchemaValueException as wrong:
        place = _place(schema(name), list(wrong.path)[1:])
        what = _RULES.get(str(wrong.rule), "不合格式说明")
        extra = f"（{'、'.join(_missing(wrong))}）" if wrong.rule == "required" else ""
        return f"“{place}”{what}{extra}" if place else f"{title(name)}{what}{extra}"
    return ""


@cache
def _validator(name: str) -> Callable[[object], object]:
    compiled: Callable[[object], object] = fastjsonschema.compile(
        schema(name), formats={"date": _is_day, "date-time": _is_moment}, use_default=False
    )
    return compiled


def _missing(wrong: fastjsonschema.JsonSchemaValueException) -> list[str]:
    """The official terms of the required fields that are not there."""
    there = wrong.value if isinstance(wrong.value, dict) else {}
    properties = (wrong.definition or {}).get("properties", {})
    return [properties[field]["title"] for field in wrong.rule_definition or () if field not in there]


def _place(node: dict[str, Any], path: list[str]) -> str:
    """A path through a schema as the official terms of the fields along it."""
    terms: list[str] = []
    for step in path:
        if step in node.get("properties", {}):
            node = node["properties"][step]
            terms.append(str(node["title"]))
        elif "items" in node:
            node = node["items"]
            terms.append(f"第{int(step) + 1}项")
    return "·".join(terms)


def _is_day(text: str) -> bool:
    """Whether the text is a day of the calendar, written 2020-04-01."""
    return bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)) and _exists(date.fromisoformat, text)


def _is_moment(text: str) -> bool:
    """Whether the text is a moment that exists, with its offset."""
    return _exists(datetime.fromisoformat, text)


def _exists(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True
