"""Every state of the policy that something was decided under, kept whole: the law of then, years later."""

import json
import zlib
from functools import lru_cache
from typing import Any

from db.policy import PolicyEdition
from desktop.policy import Policy, pack, unpack
from desktop.workspace import Desk


def keep(desk: Desk) -> None:
    """Keep the policy in force with its files and local values, once for each version of it."""
    policy = desk.policy
    if desk.session.get(PolicyEdition, policy.version) is not None:
        return
    packed = pack(policy, desk.workspace.county)
    if packed is None:
        return  # the program was updated under an open workspace; the next start keeps the new state
    content = zlib.compress(json.dumps(packed, ensure_ascii=False).encode(), 9)
    edition = PolicyEdition(version=policy.version, region=policy.region, content=content, kept_on=desk.today)
    desk.session.add(edition)
    desk.session.flush()


def of(desk: Desk, version: str) -> Policy | None:
    """Return the policy of a version: the one in force, or as it was kept; None when it was not."""
    if version == desk.policy.version:
        return desk.policy
    edition = desk.session.get(PolicyEdition, version)
    return None if edition is None else _unpacked(version, edition.content)


def record(desk: Desk, version: str) -> dict[str, Any] | None:
    """Return what a version is made of, as `policy.pack` laid it away; None when it was not kept."""
    edition = desk.session.get(PolicyEdition, version)
    if edition is not None:
        return dict(json.loads(zlib.decompress(edition.content)))
    return pack(desk.policy, desk.workspace.county) if version == desk.policy.version else None


@lru_cache(maxsize=16)
def _unpacked(version: str, content: bytes) -> Policy | None:
    policy = unpack(json.loads(zlib.decompress(content)))
    return policy if policy is not None and policy.version == version else None
