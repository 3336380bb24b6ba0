"""docs/package-format.md says what the program does: every field, every problem code, and an example that runs."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.exchange import schemas, verify
from desktop.exchange.container import LARGEST_FILE, LONGEST_NAME, MOST_ENTRIES
from desktop.exchange.jsonl import LONGEST_LINE
from desktop.exchange.manifest import FORMAT, MAJOR, MINOR

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "package-format.md").read_text("utf-8")


@pytest.mark.parametrize("name", [*schemas.KINDS, "manifest"])
def test_every_field_stands_in_its_table_under_its_official_term_and_no_other_does(name: str):
    heading = (
        "## 6. "
        if name == "manifest"
        else f"### `{name}` {schemas.title(name)} — data/{schemas.KINDS[name]}.jsonl\n"
    )
    section = re.split(r"\n#{2,3} ", PAGE[PAGE.index(heading) + 3 :])[0]
    told = dict(re.findall(r"^\| `([^`]+)` \| ([^|]+?) \|", section, re.MULTILINE))
    assert told == dict(_fields(schemas.schema(name)))


def _fields(node: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, one in node["properties"].items():
        yield prefix + name, one["title"]
        inner, mark = one, "."
        while "items" in inner:
            inner, mark = inner["items"], "[]."
        if "properties" in inner:
            yield from _fields(inner, prefix + name + mark)


def test_every_code_of_a_choice_is_named():
    for name in [*schemas.KINDS, "manifest"]:
        for node in _nodes(schemas.schema(name)):
            for code in node.get("enum", ()):
                assert f"`{code}`" in PAGE, f"{name}: {code}"


def _nodes(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _nodes(below)


def test_the_problem_codes_are_those_of_the_program():
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "desktop" / "exchange").rglob("*.py"))
    given = (
        set(re.findall(r'(?:Fault|Problem)\(\s*"([a-z-]+)"', sources))
        | set(re.findall(r'code: str = "([a-z-]+)"', sources))
        | set(re.findall(r'"(manifest-json)"', sources))
    )
    section = PAGE[PAGE.index("## 10. ") : PAGE.index("## 11. ")]
    told = set(
        re.findall(
            r"`([a-z-]+)`", "".join(line.split("|")[1] for line in section.splitlines() if "|" in line)
        )
    )
    assert told == given


def test_the_limits_and_the_version_are_those_of_the_program():
    assert (
        f"{LARGEST_FILE >> 20} MiB for the file, {MOST_ENTRIES} entries, {LONGEST_LINE >> 20} MiB for a line"
        in PAGE
    )
    assert f"longer than {LONGEST_NAME} characters" in PAGE
    assert f"version {MAJOR}.{MINOR}" in PAGE.splitlines()[0]
    assert f"`{FORMAT}`" in PAGE


def test_the_writer_in_the_page_writes_a_package_that_verifies(tmp_path: Path):
    program = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert program is not None
    (tmp_path / "writer.py").write_text(program[1], "utf-8")
    subprocess.run([sys.executable, "-I", "writer.py", "."], cwd=tmp_path, check=True)
    (made,) = tmp_path.glob("*.zip")
    verdict = verify(made)
    assert verdict.ok, verdict.reason
    assert verdict.package is not None
    assert verdict.package.name == made.stem
