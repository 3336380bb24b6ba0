"""Files that lie encrypted beside the store, each under the digest of what it holds.

This module alone knows cryptography. The key is derived from the store's own, so one key opens both.
"""

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop import files
from desktop.problems import Refused

MAGIC = b"ZPS1"
NONCE = 12


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
