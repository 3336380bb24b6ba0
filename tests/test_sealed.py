"""Files sealed in pieces: whatever is changed, moved, left out or cut off is seen, and nothing of it is given."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import sealed

KEY, OTHER = bytes(range(32)), bytes(32)
PIECE = sealed.PIECE + sealed.TAG
HEAD = len(sealed.PIECES) + sealed.SALT


def _sealed(content: bytes) -> bytes:
    target = io.BytesIO()
    sealed.pour(io.BytesIO(content), target, KEY, hashlib.sha256(content).hexdigest())
    return target.getvalue()


def _open(place: Path, content: bytes, key: bytes = KEY) -> bytes:
    return b"".join(sealed.pieces(place, key, hashlib.sha256(content).hexdigest()))


@pytest.mark.parametrize(
    "length", [0, 1, sealed.PIECE - 1, sealed.PIECE, sealed.PIECE + 1, 2 * sealed.PIECE, 3 * sealed.PIECE + 7]
)
def test_any_length_comes_back_as_it_was(length: int, tmp_path: Path):
    content = bytes(range(256)) * (length // 256) + bytes(length % 256)
    (tmp_path / "kept").write_bytes(_sealed(content))
    assert _open(tmp_path / "kept", content) == content


def test_the_same_content_never_lies_there_twice_alike():
    assert _sealed(b"x" * 100) != _sealed(b"x" * 100)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "a bit changed": lambda kept: kept[:HEAD] + bytes([kept[HEAD] ^ 1]) + kept[HEAD + 1 :],
    "another salt": lambda kept: kept[:4] + bytes(32) + kept[36:],
    "no mark": lambda kept: b"ZPS1" + kept[4:],
    "the last piece left out": lambda kept: kept[: HEAD + 2 * PIECE],
    "a piece left out": lambda kept: kept[:HEAD] + kept[HEAD + PIECE :],
    "two pieces changed about": lambda kept: (
        kept[:HEAD]
        + kept[HEAD + PIECE : HEAD + 2 * PIECE]
        + kept[HEAD : HEAD + PIECE]
        + kept[HEAD + 2 * PIECE :]
    ),
    "the end cut off": lambda kept: kept[:-1],
    "something behind it": lambda kept: kept + b"x",
    "only its head": lambda kept: kept[:HEAD],
    "nothing": lambda kept: b"",
}


@pytest.mark.parametrize("how", DAMAGE)
def test_damage_is_seen(how: str, tmp_path: Path):
    content = b"a" * sealed.PIECE + b"b" * sealed.PIECE + b"c" * 10
    (tmp_path / "kept").write_bytes(DAMAGE[how](_sealed(content)))
    with pytest.raises(sealed.Damaged):
        _open(tmp_path / "kept", content)


def test_another_key_and_another_digest_open_nothing(tmp_path: Path):
    (tmp_path / "kept").write_bytes(_sealed(b"content"))
    with pytest.raises(sealed.Damaged):
        _open(tmp_path / "kept", b"content", OTHER)
    with pytest.raises(sealed.Damaged):
        _open(tmp_path / "kept", b"other content")
