"""A store's life: made, opened, refused when newer than the program, carried over when older."""

from datetime import datetime
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from db.audit import AUDIT_TRIGGERS
from db.backup import BackupFailed, Flush, back_up, damage
from db.engine import open_engine, open_existing
from db.tables import Base

MIGRATIONS = Path(__file__).parent / "migrations"
COLUMNS = (
    "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c WHERE t.type = 'table'"
)


class StoreTooNew(RuntimeError):
    """The store was written by a later release; this program leaves it untouched."""


class StoreDamaged(RuntimeError):
    """The store does not pass its own checks; it is not migrated, and nothing in it was changed."""


class StoreUnlike(RuntimeError):
    """The store has the newest revision but not its columns: an unreleased program made it; it is left untouched."""


class MigrationFailed(RuntimeError):
    """Carrying an older store over did not work; it is as it was, and a backup of it lies beside it."""


def create(path: Path, key: bytes, migrations: Path = MIGRATIONS) -> Engine:
    """Make a new store with today's schema; raises FileExistsError, an existing file is never replaced."""
    if path.exists():
        raise FileExistsError(path)
    engine = open_engine(path, key)
    try:
        _migrate(engine, migrations)
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_store(
    path: Path, key: bytes, backups: Path, now: datetime, *, flush: Flush, migrations: Path = MIGRATIONS
) -> Engine:
    """Return an engine on an existing store, brought to today's schema if it was written by an earlier release.

    Before a migration the store is checked and copied to `backups`. Raises StoreTooNew, StoreDamaged, StoreUnlike,
    MigrationFailed, WrongKey or FileNotFoundError; in each case the store is as it was.
    """
    engine = open_existing(path, key)
    try:
        stored, known = stored_revision(engine), known_revisions(migrations)
        if stored is None:
            raise StoreDamaged("no schema")
        if stored not in known:
            raise StoreTooNew(stored)
        if stored != known[0]:
            faults = damage(engine)
            if faults:
                raise StoreDamaged("; ".join(faults[:5]))
            back_up(engine, backups / f"{path.stem}-{stored}-{now:%Y%m%d%H%M%S}{path.suffix}", key, flush)
            _carry_over(engine, migrations)
        elif migrations == MIGRATIONS:
            _compare(engine)
    except DatabaseError as fault:
        engine.dispose()
        raise StoreDamaged(str(fault.orig)) from fault
    except BackupFailed as fault:
        engine.dispose()
        raise MigrationFailed(f"backup: {fault}") from fault
    except BaseException:
        engine.dispose()
        raise
    return engine


def _carry_over(engine: Engine, migrations: Path) -> None:
    try:
        _migrate(engine, migrations)
    except StoreDamaged:
        raise
    except Exception as fault:
        raise MigrationFailed(str(getattr(fault, "orig", None) or fault)) from fault


def _compare(engine: Engine) -> None:
    """Raise StoreUnlike for the first table whose columns are not those that the program works with."""
    with engine.connect() as connection:
        found: dict[str, set[str]] = {}
        for table, column in connection.exec_driver_sql(COLUMNS):
            found.setdefault(table, set()).add(column)
    for name, table in sorted(Base.metadata.tables.items()):
        unlike = {column.name for column in table.columns} ^ found.get(name, set())
        if unlike:
            raise StoreUnlike(f"{name}.{min(unlike)}")


def stored_revision(engine: Engine) -> str | None:
    """Return the schema revision a store was left in, or None for a store without any schema."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@cache
def known_revisions(migrations: Path = MIGRATIONS) -> tuple[str, ...]:
    """Return every revision this program knows, newest first."""
    return tuple(step.revision for step in ScriptDirectory(str(migrations)).walk_revisions())


def _config(connection: Connection, migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _migrate(engine: Engine, migrations: Path) -> None:
    """Run all missing steps in one transaction, foreign keys off while tables are rebuilt, triggers made again."""
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            command.upgrade(_config(connection, migrations), "head")
            for trigger in AUDIT_TRIGGERS:
                name = trigger.split()[2]
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
                connection.exec_driver_sql(trigger)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise StoreDamaged(f"{len(broken)} rows refer to missing rows after the migration")
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        else:
            connection.exec_driver_sql("COMMIT")
        finally:
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
