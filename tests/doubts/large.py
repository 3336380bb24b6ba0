"""Large made-up counties for the benchmarks of doubts: kept between runs, with a new class, and as a DuckDB file."""

import csv
import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy.schema import CreateIndex, CreateTable

from db.base import Base
from db.vault import read_key
from desktop.doubts import Hit
from desktop.practice.lines import PLANTED, build_lines
from desktop.practice.planting import Planted
from tests.doubts.bare import WORKDAYS
from tests.doubts.newclass import FILING, enter_class

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "out" / "counties"
CLASS = 1000
LEAST, LEAST_PLANTED = 300, 5000
SEED = 11
MADE_BY = ("desktop/practice", "tests/doubts/large.py", "tests/doubts/newclass.py")

COLUMNS = {
    "person": "id, id_number, name, sex, born, phone, address, account",
    "trainee": "id, filing_id, person_id, position, source, groups, hired_on, contract_from, contract_until",
    "filing": "id, uid, number, state, case_kind, training_type, title, employer_id, institution_id, phone, occupation,"
    " level, planned_people, starts_on, ends_on, site",
    "training_class": "id, uid, filing_id, opened_on, ended_on",
    "course_item": "filing_id, mode, hours",
    "trainer": "filing_id, name, title",
    "attendance": "trainee_id, day, state, online_hours, offline_hours",
    "certificate": "id, trainee_id, type, number, level, issued_on, issuer",
    "claim": "id, uid, filing_id, state, applied_on, decided_on",
    "claim_line": "id, claim_id, trainee_id, person_id, scheme, state, occupation, level, asked, amount",
    "notice": "id, uid, number, title, place, working_days, posted_on, ends_on, closed_on",
    "notice_line": "id, notice_id, line_id, amount, state",
    "objection": "id, notice_line_id, outcome",
    "payment_batch": "id, notice_id, fund, released_on",
    "payment_order": "id, batch_id, state, settled_on",
    "payment_line": "order_id, line_id, amount",
    "employer": "id, name, credit_code, phone, account",
    "institution": "id, name, phone, account",
    "qualification": "institution_id, occupations, since, until",
    "person_group": 'id, person_id, "group", since',
    "outside_entry": "id, list_id, number, unit, since, until",
    "outside_benefit": "id, number, scheme, programme, occupation, level, paid_on, since, until, fund, office",
    "allowance_day": "line_id, day",
    "material": "case_kind, case_id, code, digest",
    "evidence_use": "id, case_kind, case_id, person_id, material, digest",
    "import_batch": "id, kind, state, filing_id, digest",
    "sign_in": "trainee_id, at, action, device, ip",
    "learning_session": "trainee_id, device, ip, started_at, ended_at, seconds",
    "audit_entry": "id, subject_uid, account_id, part, deed, day",
}
"""What the questions look at."""

TOUCHED = """
WITH spoilt AS MATERIALIZED (
  SELECT value AS id FROM json_each(:lines)
  UNION
  SELECT t.id FROM json_each(:filings) AS x CROSS JOIN trainee AS t ON t.filing_id = x.value)
SELECT o.id FROM spoilt CROSS JOIN trainee AS t ON t.id = spoilt.id CROSS JOIN trainee AS o ON o.person_id = t.person_id
"""

DATES = {"born", "day", "since", "until"}
NOTHING = "\\N"

HELD = """
CREATE VIEW held AS
SELECT f.*, coalesce(c.opened_on, f.starts_on) AS opened, coalesce(c.ended_on, f.ends_on) AS ended
FROM filing AS f LEFT JOIN training_class AS c ON c.filing_id = f.id
"""


def county(rows: int) -> Path:
    """Give the folder of a county of so many lines with a new class, made once for each state of what makes it."""
    folder = KEPT / f"{rows}-{_digest()}"
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "making.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two benchmarks at once make it once
        if not folder.is_dir():
            for old in KEPT.glob(f"{rows}-*"):
                shutil.rmtree(old)
            part = folder.with_suffix(".part")
            part.mkdir()
            workspace, _ = build_lines(part, max(rows, LEAST), SEED, planting=rows >= LEAST_PLANTED)
            enter_class(workspace, min(CLASS, max(40, rows // 4)))
            workspace.close()
            to_duck(part)
            part.rename(folder)
    return folder


def _digest() -> str:
    digest = hashlib.sha256()
    for name in sorted(COLUMNS):
        table = Base.metadata.tables[name]
        digest.update(str(CreateTable(table)).encode())
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            digest.update(str(CreateIndex(index)).encode())
    for place in MADE_BY:
        files = sorted((ROOT / place).rglob("*.py")) if (ROOT / place).is_dir() else [ROOT / place]
        for file in files:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def class_of(connection: Any) -> tuple[list[int], int]:
    """Give the lines and the filing of the new class."""
    rows = connection.execute("SELECT id FROM trainee WHERE filing_id = ? ORDER BY id", (FILING,)).fetchall()
    return [row[0] for row in rows], FILING


def planted_in(folder: Path) -> tuple[Planted, ...]:
    """Give what was planted in a county, as the list beside it tells."""
    told = json.loads((folder / PLANTED).read_text(encoding="utf-8"))
    return tuple(Planted(each["variant"], tuple(each["lines"]), tuple(each["filings"])) for each in told)


def untouched_hits(folder: Path, planted: Iterable[Planted], hits: Iterable[Hit]) -> list[Hit]:
    """Give the hard findings on lines and classes that nothing planted has to do with, the new class left out."""
    connection = bare(folder)
    given = {
        "lines": json.dumps([line for each in planted for line in each.lines]),
        "filings": json.dumps([FILING, *(one for each in planted for one in each.filings)]),
    }
    touched = {row[0] for row in connection.execute(TOUCHED, given)}
    connection.close()
    filings = set(json.loads(given["filings"]))
    return [
        hit
        for hit in hits
        if hit.severity == "hard"
        and not (set(hit.lines) & touched if hit.lines else set(hit.filings) & filings)
    ]


def bare(folder: Path) -> Any:
    """Give a bare connection to the store, opened as the product opens it, without anything of the product."""
    import sqlcipher3.dbapi2 as sqlcipher

    connection = sqlcipher.connect(str(folder / "workspace" / "store.db"))
    connection.execute(f"PRAGMA key = \"x'{read_key(folder / 'workspace' / 'store.key').hex()}'\"")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def to_duck(folder: Path) -> None:
    """Write the rows that the questions look at into a DuckDB file beside the workspace."""
    import duckdb

    source = bare(folder)
    target = duckdb.connect(str(folder / "duck.db"))
    for table, columns in COLUMNS.items():
        cursor = source.execute(f"SELECT {columns} FROM {table}")  # noqa: S608 - the tables above
        names = [each[0] for each in cursor.description]
        kinds = {row[1]: row[2] for row in source.execute(f'PRAGMA table_info("{table}")')}
        types = {name: _type(name, kinds[name]) for name in names}
        made = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
        target.execute(f"CREATE TABLE {table} ({made})")
        file = folder / f"{table}.csv"
        _to_csv(file, iter(lambda: cursor.fetchmany(50_000), []))  # noqa: B023 - read to its end at once
        target.execute(
            f"COPY {table} FROM '{file}' (AUTO_DETECT false, HEADER false, DELIMITER ',', QUOTE '\"', NULLSTR '{NOTHING}')"
        )
        file.unlink()
    target.execute(HELD)
    target.execute("CREATE TABLE workday (day DATE, nth BIGINT)")
    target.executemany("INSERT INTO workday VALUES (?, ?)", [(day, nth) for nth, day in enumerate(WORKDAYS)])
    target.execute("CHECKPOINT")
    target.close()
    source.close()


def _to_csv(file: Path, batches: Iterable[list[tuple[Any, ...]]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        for rows in batches:
            writer.writerows([NOTHING if cell is None else cell for cell in row] for row in rows)


def _type(name: str, kind: str) -> str:
    if name in DATES or name.endswith(("_on", "_from", "_until")):
        return "DATE"
    return "BIGINT" if kind in {"INTEGER", "BOOLEAN"} else "VARCHAR"
