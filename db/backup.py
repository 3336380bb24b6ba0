"""A verified copy of a store: made by SQLite itself, opened and checked before it gets its name."""

import os
from pathlib import Path

from sqlalchemy import Engine

from db.engine import open_existing


class BackupFailed(RuntimeError):
    """The copy could not be made or did not pass its checks; nothing was left under the final name."""


def back_up(engine: Engine, target: Path, key: bytes) -> Path:
    """Write a checked, encrypted copy of the store behind `engine` to `target` and return it."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("VACUUM INTO ?", (str(part),))
    copy = open_existing(part, key)
    try:
        faults = damage(copy)
    finally:
        copy.dispose()
    if faults:
        part.unlink(missing_ok=True)
        raise BackupFailed("; ".join(faults))
    for leftover in (part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
        leftover.unlink(missing_ok=True)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
    sync_folder(target.parent)
    return target


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system offers that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def damage(engine: Engine) -> list[str]:
    """Return what SQLite finds wrong with a store: page digests, structure, foreign keys; empty when sound."""
    found: list[str] = []
    with engine.connect() as connection:
        found += [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
        found += [
            str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"
        ]
        found += [
            f"{row[0]}: row {row[1]} refers to a missing {row[2]}"
            for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
        ]
    return found
