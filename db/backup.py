"""A verified copy of a store: made by SQLite itself, opened and checked before it gets its name."""

import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from db.engine import WrongKey, open_existing

Flush = Callable[[Path], None]
"""What makes the names in a folder survive a power cut."""


class BackupFailed(RuntimeError):
    """The copy could not be made or did not pass its checks; nothing was left under the final name."""


def back_up(engine: Engine, target: Path, key: bytes, flush: Flush) -> Path:
    """Write a checked, encrypted copy of the store behind `engine` to `target` and return it.

    The copy and its name are on the disk when this returns. Raises BackupFailed, and then nothing is left
    beside `target`.
    """
    part = target.with_name(target.name + ".part")
    beside = [part.with_name(part.name + ending) for ending in ("-wal", "-shm")]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise BackupFailed(str(fault)) from fault
    try:
        part.unlink(missing_ok=True)
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("VACUUM INTO ?", (str(part),))
        faults = _faults_of(part, key)
        if faults:
            raise BackupFailed("; ".join(faults[:5]))
        for leftover in beside:
            leftover.unlink(missing_ok=True)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
        flush(target.parent)
    except (DatabaseError, OSError) as fault:
        raise BackupFailed(str(fault)) from fault
    finally:
        for leftover in (part, *beside):
            leftover.unlink(missing_ok=True)
    return target


def _faults_of(part: Path, key: bytes) -> list[str]:
    copy = open_existing(part, key)
    try:
        return damage(copy)
    finally:
        copy.dispose()


def damage(engine: Engine) -> list[str]:
    """Return what SQLite finds wrong with a store: page digests, structure, foreign keys; empty when sound.

    A store so damaged that it cannot be read at all gives that as its one fault.
    """
    try:
        with engine.connect() as connection:
            pages = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
            if pages:
                return pages
            shape = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
            strays = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    except (DatabaseError, WrongKey) as fault:
        return [str(getattr(fault, "orig", None) or fault)]
    return [each for each in shape if each != "ok"] + [
        f"{row[0]}: row {row[1]} refers to a missing {row[2]}" for row in strays
    ]
