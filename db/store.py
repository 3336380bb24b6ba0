"""A store's life: made, opened, refused when newer than the program, carried over when older."""

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from db.audit import AUDIT_TRIGGERS
from db.backup import BackupFailed, back_up, damage
from db.engine import open_engine, open_existing

MIGRATIONS = Path(__file__).parent / "migrations"


class StoreTooNew(RuntimeError):
    """The store was written by a later release; this program leaves it untouched."""


class StoreDamaged(RuntimeError):
    """The store does not pass its own checks; it is not migrated, and nothing in it was changed."""


def create(path: Path, key: bytes) -> Engine:
    """Make a new store with today's schema; an existing file is never replaced."""
    if path.exists():
        raise FileExistsError(path)
    engine = open_engine(path, key)
    _migrate(engine)
    return engine


def open_store(path: Path, key: bytes, backups: Path, now: datetime) -> Engine:
    """Return an engine on an existing store, brought to today's schema if it was written by an earlier release.

    Before a migration the store is checked and copied to `backups`. Raises StoreTooNew, StoreDamaged,
    WrongKey or FileNotFoundError; in each case the store is as it was.
    """
    engine = open_existing(path, key)
    try:
        stored, known = stored_revision(engine), known_revisions()
        if stored is not None and stored not in known:
            raise StoreTooNew(stored)
        if stored != known[0]:
            faults = damage(engine)
            if faults:
                raise StoreDamaged("; ".join(faults[:5]))
            name = f"{path.stem}-{stored or 'empty'}-{now:%Y%m%d%H%M%S}{path.suffix}"
            try:
                back_up(engine, backups / name, key)
            except BackupFailed as fault:
                raise StoreDamaged(str(fault)) from fault
            _migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def stored_revision(engine: Engine) -> str | None:
    """Return the schema revision a store was left in, or None for a store without any schema."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> tuple[str, ...]:
    """Return every revision this program knows, newest first."""
    return tuple(step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _migrate(engine: Engine) -> None:
    """Run all missing steps in one transaction, foreign keys off while tables are rebuilt, triggers made again."""
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            command.upgrade(_config(connection), "head")
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
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
