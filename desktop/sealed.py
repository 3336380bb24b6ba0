"""Files that lie encrypted beside the store, each under the digest of what it holds.

This module alone knows cryptography. The key is derived from the store's own, so one key opens both. A paper is sealed
in one piece; a file of any length (a scan, a video, a workbook) piece by piece: each piece is authenticated with its
place and with whether it is the last, so that none can be changed, moved, left out or cut off unseen.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop import files
from desktop.problems import Refused

MAGIC = b"ZPS1"
NONCE = 12
PIECES, SALT, PIECE, TAG = b"ZPS2", 32, 1 << 20, 16


class Damaged(Exception):
    """What lies sealed is not what was sealed, or was sealed with another key."""


def keep(folder: Path, key: bytes, content: bytes) -> str:
    """Write `content` encrypted into `folder` and return its SHA-256; the same content is kept only once.

    It is on the disk, and has been read back, when this returns.
    """
    digest = hashlib.sha256(content).hexdigest()
    target = path(folder, digest)
    if not target.exists():
        nonce = os.urandom(NONCE)
        sealed = MAGIC + nonce + _cipher(key).encrypt(nonce, content, bytes.fromhex(digest))
        files.write(target, sealed, lambda part: _check(part, key, digest))
    return digest


def fetch(folder: Path, key: bytes, digest: str) -> bytes:
    """Return what was kept under a digest, byte for byte; refused when it is gone or was changed."""
    return _open(path(folder, digest), key, digest)


def path(folder: Path, digest: str) -> Path:
    """Return where the content with this digest lies."""
    return folder / digest[:2] / f"{digest}.sealed"


def pour(source: BinaryIO, target: BinaryIO, key: bytes, digest: str) -> None:
    """Write what `source` holds, from where it stands, sealed in pieces to `target`; `digest` is its SHA-256."""
    salt = os.urandom(SALT)
    cipher = _cipher_of_pieces(key, salt)
    target.write(PIECES + salt)
    piece, at = source.read(PIECE), 0
    while True:
        following = source.read(PIECE) if len(piece) == PIECE else b""
        target.write(cipher.encrypt(_nonce(at, last=not following), piece, bytes.fromhex(digest)))
        if not following:
            return
        piece, at = following, at + 1


def pieces(place: Path, key: bytes, digest: str) -> Iterator[bytes]:
    """Give what lies sealed in pieces at `place`, one after the other; only the end of all proves the whole.

    Raises Damaged, at the latest after the last piece, OSError when it cannot be read.
    """
    sum_ = hashlib.sha256()
    with place.open("rb") as file:
        if file.read(len(PIECES)) != PIECES:
            raise Damaged(digest)
        cipher = _cipher_of_pieces(key, file.read(SALT))
        sealed, at = file.read(PIECE + TAG), 0
        while True:
            following = file.read(PIECE + TAG) if len(sealed) == PIECE + TAG else b""
            try:
                piece = cipher.decrypt(_nonce(at, last=not following), sealed, bytes.fromhex(digest))
            except (InvalidTag, ValueError) as fault:
                raise Damaged(digest) from fault
            sum_.update(piece)
            yield piece
            if not following:
                break
            sealed, at = following, at + 1
    if sum_.hexdigest() != digest:
        raise Damaged(digest)


def _nonce(at: int, *, last: bool) -> bytes:
    return at.to_bytes(NONCE - 1, "big") + bytes([last])


def _cipher_of_pieces(key: bytes, salt: bytes) -> AESGCM:
    """Give the cipher of one file: its salt makes a key of its own, so that pieces may simply be counted."""
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"zhipei kept files").derive(key))


def _check(part: Path, key: bytes, digest: str) -> None:
    _open(part, key, digest)


def _open(place: Path, key: bytes, digest: str) -> bytes:
    try:
        sealed = place.read_bytes()
    except OSError as fault:
        raise Refused(
            f"留存的原件（摘要 {digest[:16]}）不在或读不出来。", "请从备份取回工作区的 papers 文件夹。"
        ) from fault
    nonce = sealed[len(MAGIC) : len(MAGIC) + NONCE]
    try:
        content = _cipher(key).decrypt(nonce, sealed[len(MAGIC) + NONCE :], bytes.fromhex(digest))
    except (InvalidTag, ValueError) as fault:
        raise _damaged(digest) from fault
    if not sealed.startswith(MAGIC) or hashlib.sha256(content).hexdigest() != digest:
        raise _damaged(digest)
    return content


def _damaged(digest: str) -> Refused:
    return Refused(
        f"留存的原件（摘要 {digest[:16]}）已损坏或被改动，不能作为原件出示。",
        "请从备份取回工作区的 papers 文件夹。",
    )


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=b"zhipei kept papers").derive(key))
