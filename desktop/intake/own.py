"""The bureau's own words: headings and writings of its senders, kept in a file of the workspace.

Under `[headings]` a column's title or field stands before further headings: `"联系电话" = ["联络电话"]`. Under
`[words.FIELD]` a code or its title stands before further writings of it: in `[words.groups]` `"企业职工" = ["厂内职工"]`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.codes import codes
from desktop.intake.reading import Column
from desktop.intake.words import plain, values
from desktop.problems import Unreadable

OWN_WORDS = "intake.toml"
"""The file of a workspace that holds them."""
_TABLES = {"level": "level", "groups": "groups", "sex": "sex", "occupation": "occupation"}
"""The table of words behind a kind of cell; a `code` column has the one of its own field."""


def with_own(columns: tuple[Column, ...], file: Path) -> tuple[Column, ...]:
    """Give the columns of a list with the headings and words that the bureau wrote into `file`; none, as they are.

    Raises Unreadable, with the place, when the file is no such table or names a column or word that is not there.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return columns
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as fault:
        raise _bad(f"读不出来（{fault}）") from fault
    if not set(content) <= {"headings", "words"}:
        raise _bad(f"有不认识的段落：{'、'.join(sorted(set(content) - {'headings', 'words'}))}")
    headings, words = _section(content, "headings"), _section(content, "words")
    return tuple(_extended(column, headings, words) for column in columns)


def _extended(column: Column, headings: Mapping[str, Any], words: Mapping[str, Any]) -> Column:
    more = [*_list(headings.get(column.title, [])), *_list(headings.get(column.field, []))]
    table = column.field if column.kind == "code" else _TABLES.get(column.kind, "")
    own: list[tuple[str, str]] = []
    section = words.get(column.field, {}) if table else {}
    if not isinstance(section, Mapping):
        raise _bad(f"[words.{column.field}] 应是“词 = [写法]”")
    known = values(table) if section else {}
    stored = set(known.values())
    if table == "occupation":
        stored = {each.code for each in codes("occupations")}
    for name, written in section.items():
        code = name if name in stored else known.get(plain(name).casefold())
        if code is None:
            raise _bad(f"[words.{column.field}] 里的“{name}”不是已有的代码或名称")
        own += [(word, code) for word in _list(written)]
    return replace(column, synonyms=(*column.synonyms, *more), words=tuple(own)) if more or own else column


def _section(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = content.get(name, {})
    if not isinstance(found, Mapping):
        raise _bad(f"[{name}] 应是一个段落")
    return found


def _list(written: object) -> list[str]:
    if not isinstance(written, list) or not all(isinstance(word, str) and word.strip() for word in written):
        raise _bad('写法应放在方括号里，例如 ["联络电话"]')
    return written


def _bad(why: str) -> Unreadable:
    return Unreadable(
        f"工作区里的用语文件 {OWN_WORDS} {why}，没有采用，也没有读取表格。", "请改正或移走这个文件后重试。"
    )
