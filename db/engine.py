"""The one place that opens a store: driver, key, pragmas, and who begins a transaction."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

OLDEST_SQLITE = (3, 51, 3)
"""SQLite 3.7.0 to 3.51.2 can corrupt a WAL store when two connections checkpoint at once."""

PRAGMAS = (
    "cipher_log_level = NONE",
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cache_size = -40960",
)


class WrongDriver(RuntimeError):
    """The SQLite library in this installation is one that may damage the store."""


class WrongKey(RuntimeError):
    """The key does not open the store, or the file is not a store, or it is damaged."""


def open_engine(path: Path, key: bytes) -> Engine:
    """Return an engine on the encrypted store at `path`.

    `key` is the raw 256-bit key. A transaction on a connection with the execution option `writes` begins
    immediately, so that two writers never meet halfway; any other begins deferred. Raises WrongDriver for an
    unsafe SQLite, and on connecting WrongKey when the store cannot be read.
    """
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        message = f"SQLite {sqlcipher.sqlite_version} is older than 3.51.3 and may damage a store"
        raise WrongDriver(message)
    if len(key) != 32:
        message = "the key must have 256 bits"
        raise WrongKey(message)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher,
        hide_parameters=True,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        try:
            for pragma in PRAGMAS:
                cursor.execute(f"PRAGMA {pragma}")
        except sqlcipher.OperationalError:  # busy, not writable: says nothing about the key
            connection.close()
            raise
        except sqlcipher.DatabaseError as fault:
            connection.close()
            message = f"{path.name}: the key does not open this store, or the file is damaged"
            raise WrongKey(message) from fault
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def open_existing(path: Path, key: bytes) -> Engine:
    """Return an engine on a store that must already be there.

    A missing file (FileNotFoundError) or an empty one (WrongKey) is never turned into a new store.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    if not path.stat().st_size:
        raise WrongKey(f"{path.name} is empty")
    return open_engine(path, key)


def ailment(fault: DatabaseError) -> str:
    """Return what keeps a store from being used: busy, full, sealed (not writable), damaged; empty for anything else."""
    name = str(getattr(fault.orig, "sqlite_errorname", ""))
    kinds = {
        "busy": ("SQLITE_BUSY", "SQLITE_LOCKED"),
        "full": ("SQLITE_FULL",),
        "sealed": ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"),
        "damaged": ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR"),
    }
    return next((kind for kind, starts in kinds.items() if name.startswith(starts)), "")
