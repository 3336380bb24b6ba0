"""The code tables: what is stored is a code, what a clerk sees is its title (resources/codes/*.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from desktop.problems import Refused

_RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """Give the path of a file or folder under resources/, in the source tree and in the frozen program alike."""
    return _RESOURCES.joinpath(*parts)


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code table; `fields` holds what else the table says of it, e.g. an occupation's category."""

    code: str
    title: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Material:
    """One line of a materials checklist (J9, J12, J13), with the clause that asks for it.

    `form` is 原件 or 复印件; `when` says in which situation a material that is not required is due.
    """

    code: str
    title: str
    required: bool
    form: str
    when: str
    document: str
    number: str
    clause: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A lawful ground on which a filing or a claim may be refused (A1), with its clause and what helps."""

    code: str
    title: str
    document: str
    clause: str
    remedy: str


@cache
def codes(table: str) -> tuple[Code, ...]:
    """Give a table's entries in the order of the file; Refused when there is no such table."""
    return tuple(
        Code(entry.pop("code"), entry.pop("title"), MappingProxyType(entry))
        for entry in map(dict, _read(table)["code"])
    )


def title(table: str, code: str) -> str:
    """Give the title that a clerk sees for a code; Refused when the table does not hold it."""
    return entry(table, code).title


def entry(table: str, code: str) -> Code:
    """Give one entry of a table by its code; Refused when the table does not hold it."""
    found = _by_code(table).get(code)
    if found is None:
        raise Refused(
            f"“{_read(table)['title']}”没有代码“{code}”，无法识别这一项。", "请从列表中选择，或者更新代码表。"
        )
    return found


def code_of(table: str, title: str) -> str:
    """Give the code behind a title; Refused when the table does not hold it."""
    found = _by_title(table).get(title.strip())
    if found is None:
        raise Refused(f"“{_read(table)['title']}”没有“{title}”这一项，无法识别。", "请从列表中选择。")
    return found


@cache
def materials(region: str, case_kind: str, stage: str, training_type: str = "") -> tuple[Material, ...]:
    """Give the materials checklist of a case kind for `filing`, `claim`, `advance` or `allowance` (J9, J12, J13, J15).

    Materials asked for one training type only are listed when that `training_type` is given.
    """
    source = _read("materials")["sources"][region]
    return tuple(
        Material(
            code=item.code,
            title=item.title,
            required=item.fields["required"],
            form=item.fields["form"],
            when=item.fields.get("when", ""),
            document=item.fields.get("document", source["document"]),
            number=item.fields.get("number", source["number"]),
            clause=source.get("clause", item.fields["clause"]),
        )
        for item in codes("materials")
        if item.fields["stage"] == stage
        and case_kind in item.fields["kinds"]
        and region in item.fields.get("regions", (region,))
        and training_type in item.fields.get("training_types", (training_type,))
    )


@cache
def grounds(region: str, stage: str) -> tuple[Ground, ...]:
    """Give the only grounds on which the `acceptance` of a filing, a `filing` or a `claim` may be refused in a region (A1)."""
    document = _read("refusal_grounds")["documents"][region]
    return tuple(
        Ground(item.code, item.title, document, item.fields["clauses"][region], item.fields["remedy"])
        for item in codes("refusal_grounds")
        if stage in item.fields["stages"]
    )


@cache
def _read(table: str) -> dict[str, Any]:
    path = resource("codes", f"{table}.toml")
    if not path.is_file():
        raise Refused(f"缺少代码表“{table}”，程序文件不完整。", "请重新安装本程序。")
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    if "categories" in content:
        content["code"] = _listed(path.with_suffix(".txt"), content["categories"])
    return content


def _listed(path: Path, categories: Mapping[str, str]) -> list[dict[str, str]]:
    """Give the entries of a table too long for TOML: a line each, and the category that its code begins with."""
    lengths = sorted({len(begin) for begin in categories}, reverse=True)
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        code, _, title = line.partition(" ")
        category = next((categories[code[:at]] for at in lengths if code[:at] in categories), "")
        found.append({"code": code, "title": title, "category": category})
    return found


@cache
def _by_code(table: str) -> dict[str, Code]:
    return {item.code: item for item in codes(table)}


@cache
def _by_title(table: str) -> dict[str, str]:
    return {item.title: item.code for item in codes(table)}
