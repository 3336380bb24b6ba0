"""The glossary names every table of the store by its official term, and no table that is not there."""

import re
from pathlib import Path

import db.tables

GLOSSARY = Path(__file__).resolve().parents[1] / "docs" / "glossary.md"
ROW = re.compile(
    r"\| (?P<term>[^|]+) \| `(?P<identifier>[^`|]+)` \| (?P<clause>[^|]+) \| (?P<meaning>[^|]+) \|"
)
CLAUSE = re.compile(r"—|[JA]\d{1,2}(, [JA]\d{1,2})*")
LAST_CLAUSE = {"J": 17, "A": 11}


def rows(heading: str) -> list[dict[str, str]]:
    section = GLOSSARY.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    matches = [ROW.fullmatch(line) for line in lines]
    assert lines
    assert None not in matches, [line for line, match in zip(lines, matches, strict=True) if match is None]
    return [match.groupdict() for match in matches if match is not None]


def test_every_table_has_its_official_term() -> None:
    tables = set(db.tables.Base.metadata.tables)
    named = {row["identifier"] for row in rows("Tables of the store")}
    assert tables - named == set(), "a table that docs/glossary.md does not name"
    assert named - tables == set(), "a name in docs/glossary.md without a table"


def test_one_term_one_identifier() -> None:
    every = rows("Tables of the store") + rows("Ideas of the program")
    for column in ("term", "identifier"):
        said = [row[column] for row in every]
        assert sorted(said) == sorted(set(said))


def test_terms_are_chinese_and_clauses_exist() -> None:
    for row in rows("Tables of the store") + rows("Ideas of the program"):
        assert re.fullmatch(r"[一-鿿]+", row["term"]), row
        assert CLAUSE.fullmatch(row["clause"]), row
        for clause in re.findall(r"[JA]\d+", row["clause"]):
            assert 1 <= int(clause[1:]) <= LAST_CLAUSE[clause[0]], row
