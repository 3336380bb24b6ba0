"""Where the key of a store is kept: a file beside it which only its owner may read."""

import os
import secrets
from pathlib import Path


class KeyMissing(RuntimeError):
    """There is a store but no key for it; without the key its contents cannot be read by anyone."""


def make_key(path: Path) -> bytes:
    """Write a new 256-bit key to `path` with owner-only rights and return it; an existing key is never replaced."""
    key = secrets.token_bytes(32)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex())
        file.flush()
        os.fsync(file.fileno())
    return key


def read_key(path: Path) -> bytes:
    """Return the key kept at `path`; raises KeyMissing when the file is absent or holds no key."""
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (FileNotFoundError, ValueError) as fault:
        raise KeyMissing(path.name) from fault
    if len(key) != 32:  # noqa: PLR2004 - 256 bits
        raise KeyMissing(path.name)
    return key
