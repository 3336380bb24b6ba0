"""Where the key of a store is kept: a file beside it which only its owner may read."""

import os
import secrets
from pathlib import Path

BYTES = 32


class KeyMissing(RuntimeError):
    """There is no readable key; without it the contents of the store cannot be read by anyone."""


def make_key(path: Path) -> bytes:
    """Write a new 256-bit key to `path` with owner-only rights and return it; an existing key is never replaced.

    Its content is on the disk when this returns; the caller flushes the folder. Raises FileExistsError.
    """
    key = secrets.token_bytes(BYTES)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex())
        file.flush()
        os.fsync(file.fileno())
    return key


def read_key(path: Path) -> bytes:
    """Return the key kept at `path`; raises KeyMissing when the file is absent, unreadable or holds no key."""
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as fault:
        raise KeyMissing(path.name) from fault
    if len(key) != BYTES:
        raise KeyMissing(path.name)
    return key
