"""The tag files of a BagIt 1.0 bag (RFC 8493), each a pure function of the manifest and the payload."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD = "data/"


@dataclass(frozen=True, slots=True)
class Sums:
    """The payload weighed: path in the bag -> SHA-256 in hex, and the size of all files in bytes."""

    digests: Mapping[str, str]
    size: int


def weigh(payload: Mapping[str, bytes]) -> Sums:
    """Digest every file of the payload."""
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in payload.items()}
    return Sums(digests, sum(map(len, payload.values())))


def tags(manifest: Mapping[str, Any], sums: Sums) -> dict[str, bytes]:
    """The tag files that belong to a payload described by `manifest`, by path in the bag."""
    written = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": _info(manifest, sums),
        "manifest-sha256.txt": _listing(sums.digests),
    }
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in written.items()}
    return written | {"tagmanifest-sha256.txt": _listing(digests)}


def name(manifest: Mapping[str, Any]) -> str:
    """The bag's folder, and the package's file name without its ending: sender-receiver-kind-sequence."""
    sender, receiver = manifest["sender"]["code"], manifest["receiver"]["code"]
    return f"{sender}-{receiver}-{manifest['kind']}-{manifest['sequence']:06d}"


def _info(manifest: Mapping[str, Any], sums: Sums) -> bytes:
    made = datetime.fromisoformat(manifest["created_at"])
    fields = {
        "Source-Organization": manifest["sender"]["name"],
        "Bagging-Date": made.date().isoformat(),
        "External-Identifier": manifest["uid"],
        "Payload-Oxum": f"{sums.size}.{len(sums.digests)}",
        "Bag-Group-Identifier": name(manifest).rsplit("-", 1)[0],
        "Internal-Sender-Identifier": str(manifest["sequence"]),
        "Bag-Software-Agent": manifest["software"],
    }
    return "".join(f"{field}: {value}\n" for field, value in fields.items()).encode()


def _listing(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()
