"""Files that are either wholly there or not there at all, and their digests."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20
MAKER = "职培工作站"
"""Who made a file, as the file itself says: never the library that wrote it, nor the user."""


def write(path: Path, content: bytes, verify: Callable[[Path], None] | None = None) -> Path:
    """Put `content` at `path` so that a power cut leaves the old file or the new one; see `writing`."""
    with writing(path, verify) as file:
        file.write(content)
    return path


@contextmanager
def writing(path: Path, verify: Callable[[Path], None] | None = None) -> Iterator[BinaryIO]:
    """Give a binary file to fill; when the block ends well it stands at `path`, whole and on the disk.

    The content is written beside its place under `<name>.part`, flushed to the disk, shown to `verify` (which
    raises to refuse it), renamed over `path`, and the folder flushed. On any error `path` is as before and
    nothing is left beside it. Raises what the block, `verify` or the disk raises.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if verify is not None:
            verify(part)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut; does nothing where a folder cannot be opened (Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def called(path: Path) -> str:
    """Return the name of a file as text that can be kept and shown.

    A name in GBK bytes, as archives of Windows leave it when they are unpacked on Linux, is read as such; bytes that
    mean nothing are shown as �.
    """
    name = path.name or str(path)
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", errors="replace")
    return name


def digest(path: Path) -> str:
    """Give the SHA-256 of a file as 64 lower-case hexadecimal places; raises OSError when it cannot be read."""
    sum_ = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            sum_.update(chunk)
    return sum_.hexdigest()
