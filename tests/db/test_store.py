"""A store is made, opened, carried over or refused; whatever goes wrong, it is as it was."""

import logging
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from db import engine as engines
from db.backup import BackupFailed, back_up, damage
from db.engine import OLDEST_SQLITE, WrongDriver, WrongKey, ailment, open_existing
from db.store import (
    MigrationFailed,
    StoreDamaged,
    StoreTooNew,
    StoreUnlike,
    create,
    known_revisions,
    open_store,
    stored_revision,
)
from db.tables import AuditEntry, Base, Person, PersonGroup, Setting
from db.vault import make_key
from tests.db import later

NOW = datetime.combine(date(2026, 3, 6), time(9, 30))
KEY = bytes(range(32))
NAME, NUMBER = "欧阳修齐", "99990119900506039X"
PAGE = 4096


def flush(_folder: Path) -> None:
    """The tests survive no power cut."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def older(path: Path) -> Path:
    """A store of today's release with a person, a setting and an audit entry: older than any release to come."""
    engine = create(path, KEY)
    with engine.begin() as connection:
        connection.execute(insert(Setting), [{"name": "bureau", "value": "演练局"}])
        connection.execute(insert(Person), [person()])
        connection.execute(insert(AuditEntry), [audit_entry()])
    engine.dispose()
    return path


def person() -> dict[str, object]:
    return {"id_number": NUMBER, "name": NAME, "sex": "男", "born": date(1990, 5, 6), "phone": "13800000000"}


def audit_entry() -> dict[str, object]:
    words = {"account_name": "本机", "deed": "试", "part": "other", "subject_kind": "x", "subject_uid": "u"}
    return {
        **words,
        "at": NOW,
        "day": NOW.date(),
        "subject_number": "",
        "details": {},
        "previous": "0",
        "digest": "1",
    }


def opened(path: Path, *, key: bytes = KEY, migrations: Path | None = None) -> Engine:
    more = {"migrations": migrations} if migrations else {}
    return open_store(path, key, path.parent / "backups", NOW, flush=flush, **more)


def content(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in sorted(path.parent.iterdir()) if each.is_file()}


def names(engine: Engine, kind: str) -> set[str]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name FROM sqlite_master WHERE type = :kind"), {"kind": kind})
        return {row[0] for row in rows}


# --- making and opening


def test_what_is_put_in_is_there_when_the_store_is_opened_again(older: Path):
    engine = opened(older)
    with engine.connect() as connection:
        assert connection.execute(select(Person.name, Person.born)).all() == [(NAME, date(1990, 5, 6))]
    assert stored_revision(engine) == known_revisions()[0]
    engine.dispose()


def test_an_existing_file_is_never_replaced_by_a_new_store(path: Path):
    path.write_bytes(b"something of value")
    with pytest.raises(FileExistsError):
        create(path, KEY)
    assert path.read_bytes() == b"something of value"


def test_nothing_of_a_person_can_be_read_in_the_file(older: Path):
    engine = opened(older)
    with engine.begin() as connection:
        connection.execute(insert(Person), [{**person(), "id_number": "999901199005060402", "name": "李䶮"}])
        written = content(older)
    engine.dispose()
    assert any(name.endswith("-wal") for name in written), "the log of the store is looked at as well"
    everything = b"".join(written.values())
    for word in (NAME, NUMBER, "李䶮", "13800000000", "CREATE TABLE", "SQLite format 3"):
        assert word.encode() not in everything


def test_the_models_and_the_migrated_schema_do_not_drift_apart(path: Path):
    engine = create(path, KEY)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


def test_a_schema_made_from_the_models_guards_the_trail_like_a_migrated_one(path: Path, tmp_path: Path):
    migrated, modelled = create(path, KEY), engines.open_engine(tmp_path / "models.db", KEY)
    Base.metadata.create_all(modelled)
    assert names(modelled, "trigger") == names(migrated, "trigger")
    for engine in (migrated, modelled):
        engine.dispose()


def test_a_fresh_store_is_sound_and_keeps_to_the_settings_that_protect_it(path: Path):
    engine = create(path, KEY)
    with engine.connect() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "temp_store", "trusted_schema")
        answers = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    assert answers == ["wal", 2, 1, 2, 0]
    assert damage(engine) == []
    engine.dispose()


def test_a_row_cannot_refer_to_a_missing_one(path: Path):
    engine = create(path, KEY)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(insert(PersonGroup), [{"person_id": 7, "group": "veteran"}])
    engine.dispose()


def test_an_sqlite_that_may_damage_a_store_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch):
    assert engines.sqlcipher.sqlite_version_info >= OLDEST_SQLITE
    monkeypatch.setattr(engines, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(WrongDriver, match="may damage a store"):
        create(path, KEY)
    assert not path.exists()


def test_two_writers_do_not_meet_halfway(older: Path):
    first, second = opened(older), opened(older)
    with second.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 10")
    with first.connect().execution_options(writes=True) as one, one.begin():
        with pytest.raises(DatabaseError) as raised, second.connect().execution_options(writes=True) as two:
            two.begin()
        assert ailment(raised.value) == "busy"
    for engine in (first, second):
        engine.dispose()


# --- the trail


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET deed = 'nothing'", "DELETE FROM audit_entry"])
def test_an_audit_entry_is_neither_changed_nor_taken_away(older: Path, statement: str):
    engine = opened(older)
    with (
        pytest.raises(IntegrityError, match="audit entries are only ever added"),
        engine.begin() as connection,
    ):
        connection.exec_driver_sql(statement)
    with engine.connect() as connection:
        assert connection.execute(select(AuditEntry.deed)).all() == [("试",)]
    engine.dispose()


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET deed = 'nothing'", "DELETE FROM audit_entry"])
def test_the_trail_is_guarded_after_a_migration_that_rebuilt_its_table(
    older: Path, tmp_path: Path, statement: str
):
    engine = opened(older, migrations=later.migrations(tmp_path, later.GOOD))
    with (
        pytest.raises(IntegrityError, match="audit entries are only ever added"),
        engine.begin() as connection,
    ):
        connection.exec_driver_sql(statement)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT deed, place FROM audit_entry").all() == [("试", "柜台")]
    engine.dispose()


# --- carried over, or refused


def test_an_older_store_is_copied_and_then_carried_over(older: Path, tmp_path: Path):
    engine = opened(older, migrations=later.migrations(tmp_path, later.GOOD))
    assert stored_revision(engine) == "9999"
    assert "visit" in names(engine, "table")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.execute(select(Person.name)).all() == [(NAME,)]
    engine.dispose()
    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.name == f"store-{known_revisions()[0]}-20260306093000.db"
    before = open_existing(copy, KEY)
    assert stored_revision(before) == known_revisions()[0]
    assert damage(before) == []
    with before.connect() as connection:
        assert connection.execute(select(Person.name)).all() == [(NAME,)]
    before.dispose()


def test_a_store_of_today_is_opened_without_a_copy(older: Path, tmp_path: Path):
    opened(older).dispose()
    assert not (tmp_path / "backups").exists()


def test_a_newer_store_is_refused_and_not_a_byte_of_it_is_changed(older: Path, tmp_path: Path):
    opened(older, migrations=later.migrations(tmp_path, later.GOOD)).dispose()
    before = content(older)
    with pytest.raises(StoreTooNew, match="9999"):
        opened(older)
    assert content(older) == before


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE claim_line DROP COLUMN known",
        "ALTER TABLE person ADD COLUMN nickname TEXT",
        "DROP TABLE outside_benefit",
    ],
)
def test_a_store_of_todays_revision_with_other_columns_is_refused_untouched(older: Path, statement: str):
    engine = open_existing(older, KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
    before = content(older)
    with pytest.raises(StoreUnlike, match=r"claim_line\.known|person\.nickname|outside_benefit\."):
        opened(older)
    assert content(older) == before


@pytest.mark.parametrize("step, said", [(later.HALFWAY, "no_such_table"), (later.ORPHANS, "missing rows")])
def test_a_migration_that_fails_leaves_the_store_as_it_was(older: Path, tmp_path: Path, step: str, said: str):
    before = content(older)
    with pytest.raises((MigrationFailed, StoreDamaged), match=said):
        opened(older, migrations=later.migrations(tmp_path, step))
    engine = opened(older)
    assert stored_revision(engine) == known_revisions()[0]
    assert "visit" not in names(engine, "table")
    with engine.connect() as connection:
        assert connection.execute(select(Setting.value)).all() == [("演练局",)]
        assert connection.execute(select(PersonGroup.id)).all() == []
    engine.dispose()
    assert content(older).keys() == before.keys()


def test_a_program_killed_in_the_middle_of_a_migration_leaves_the_store_as_it_was(
    older: Path, tmp_path: Path
):
    step = 'op.create_table("visit", sa.Column("id", sa.Integer()))\nimport os\nos._exit(9)'
    program = f"""
from datetime import datetime
from pathlib import Path
from db.store import open_store
path = Path({str(older)!r})
open_store(path, {KEY!r}, path.parent / "backups", datetime(2026, 3, 6), flush=print,
           migrations=Path({str(later.migrations(tmp_path, step))!r}))
"""
    killed = subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=False)
    assert killed.returncode == 9
    engine = opened(older)
    assert "visit" not in names(engine, "table")
    assert damage(engine) == []
    engine.dispose()


def test_a_damaged_older_store_is_not_migrated(older: Path, tmp_path: Path):
    spoil(older, older.stat().st_size - PAGE + 100)
    before = content(older)
    with pytest.raises(
        (StoreDamaged, WrongKey)
    ):  # where the last page holds the schema, nothing opens at all
        opened(older, migrations=later.migrations(tmp_path, later.GOOD))
    assert content(older) == before
    assert not (tmp_path / "backups").exists()


def test_a_store_that_was_never_finished_is_not_taken_for_an_older_one(path: Path):
    unfinished = engines.open_engine(path, KEY)
    with unfinished.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE note (id INTEGER)")
        connection.exec_driver_sql("COMMIT")
    unfinished.dispose()
    with pytest.raises(StoreDamaged, match="no schema"):
        opened(path)


# --- damage


def spoil(path: Path, at: int) -> None:
    """Change a single bit."""
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)


def test_another_key_opens_nothing_and_changes_nothing(older: Path):
    before = content(older)
    with pytest.raises(WrongKey):
        opened(older, key=bytes(32))
    assert content(older) == before


def test_a_missing_store_is_not_made(path: Path):
    with pytest.raises(FileNotFoundError):
        opened(path)
    assert not path.exists()


@pytest.mark.parametrize("content_", [b"", b"PK\x03\x04 no store at all" * 500])
def test_a_file_that_is_no_store_is_refused_as_it_is(path: Path, content_: bytes):
    path.write_bytes(content_)
    with pytest.raises(WrongKey):
        opened(path)
    assert path.read_bytes() == content_


@pytest.mark.parametrize("at", [5, PAGE - 30, PAGE + 7])
def test_a_changed_bit_where_a_store_begins_is_noticed_on_opening(older: Path, at: int):
    spoil(older, at)
    with pytest.raises((WrongKey, StoreDamaged)):
        opened(older)


def test_a_changed_bit_anywhere_is_found_by_the_check(older: Path):
    pages = older.stat().st_size // PAGE
    unnoticed = []
    whole = older.read_bytes()
    for page in range(0, pages, 7):
        spoil(older, page * PAGE + 1000)
        engine = open_existing(older, KEY)
        if not damage(engine):
            unnoticed.append(page)
        engine.dispose()
        older.write_bytes(whole)
    assert unnoticed == []


# --- copies


def test_a_copy_is_whole_and_encrypted_and_nothing_else_is_left(older: Path, tmp_path: Path):
    flushed: list[Path] = []
    engine = opened(older)
    target = back_up(engine, tmp_path / "copies" / "one.db", KEY, flushed.append)
    engine.dispose()
    assert [each.name for each in target.parent.iterdir()] == ["one.db"]
    assert flushed == [target.parent]
    assert NAME.encode() not in target.read_bytes()
    copy = open_existing(target, KEY)
    with copy.connect() as connection:
        assert connection.execute(select(Person.name)).all() == [(NAME,)]
    copy.dispose()


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(older: Path, tmp_path: Path):
    (tmp_path / "copies").write_text("a file stands where the folder should be")
    engine = opened(older)
    with pytest.raises(BackupFailed):
        back_up(engine, tmp_path / "copies" / "one.db", KEY, flush)
    engine.dispose()
    assert (tmp_path / "copies").is_file()


def test_a_copy_of_a_damaged_store_never_gets_its_name(older: Path, tmp_path: Path):
    engine = open_existing(older, KEY)
    with engine.connect() as connection:
        root = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'person'"
        ).scalar_one()
    engine.dispose()
    spoil(older, (root - 1) * PAGE + 1000)
    engine = open_existing(older, KEY)
    with pytest.raises(BackupFailed):
        back_up(engine, tmp_path / "copies" / "one.db", KEY, flush)
    engine.dispose()
    assert list((tmp_path / "copies").iterdir()) == []


# --- what is told outside


def test_no_error_and_no_log_line_tells_anything_of_a_person(older: Path, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    engine = opened(older)
    with pytest.raises(IntegrityError) as raised, engine.begin() as connection:
        connection.execute(insert(Person), [person()])
    engine.dispose()
    told = f"{raised.value!r} {raised.value} {raised.value.orig} {caplog.text}"
    assert "person.id_number" in told, "the error says which rule was broken"
    for word in (NAME, NUMBER, "13800000000"):
        assert word not in told


def test_only_its_owner_may_read_the_key(tmp_path: Path):
    make_key(tmp_path / "store.key")
    assert (tmp_path / "store.key").stat().st_mode & 0o777 == 0o600
