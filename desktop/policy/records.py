"""Facts, values and whole policies as JSON can hold them, and back again: what a decision rested on, kept for years."""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from desktop.codes import resource
from desktop.policy.facts import Citation, Value
from desktop.policy.loading import load_folder
from desktop.policy.region import Policy

Fact = TypeVar("Fact")


def to_record(fact: Any) -> Any:
    """Give a fact as JSON can hold it: days as ISO text, numbers of yuan and hours as text, sets in order.

    What stands at its default is left out.
    """
    if is_dataclass(fact) and not isinstance(fact, type):
        told = {field: getattr(fact, field.name) for field in fields(fact)}
        return {field.name: to_record(each) for field, each in told.items() if each != _default(field)}
    if isinstance(fact, date):
        return fact.isoformat()
    if isinstance(fact, Decimal):
        return str(fact)
    if isinstance(fact, frozenset):
        return sorted(map(to_record, fact))
    if isinstance(fact, tuple):
        return [to_record(each) for each in fact]
    if isinstance(fact, Mapping):
        return {key: to_record(each) for key, each in fact.items()}
    return fact


def _default(field: Any) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def from_record(kind: type[Fact], record: Mapping[str, Any]) -> Fact:
    """Give the facts of a kind back from a record; what the kind does not know is passed over.

    Raises ValueError for a record that does not hold such facts.
    """
    hints = _HINTS.get(kind) or _HINTS.setdefault(kind, get_type_hints(kind))
    try:
        return kind(**{name: _back(hints[name], each) for name, each in record.items() if name in hints})
    except (TypeError, AttributeError, ArithmeticError) as fault:
        raise ValueError(f"{kind.__name__}: {fault}") from fault


_HINTS: dict[type[Any], Mapping[str, Any]] = {}


def _back(hint: Any, record: Any) -> Any:
    """Give one part of a record as its annotation asks for it."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return (
            None if record is None else _back(next(each for each in inside if each is not NoneType), record)
        )
    if origin in (frozenset, tuple):
        if not isinstance(record, list):
            raise TypeError(f"{record!r} is no list")
        return origin(_back(inside[0], each) for each in record)
    if hint is date:
        return date.fromisoformat(record)
    if hint is Decimal:
        return _number(record)
    if is_dataclass(hint):
        return from_record(hint, record)  # type: ignore[arg-type]
    if not isinstance(record, hint):
        raise TypeError(f"{record!r} is no {hint.__name__}")
    return record


def _number(record: Any) -> Decimal:
    number = Decimal(record) if isinstance(record, str) else None
    if number is None or not number.is_finite():
        raise ValueError(f"{record!r} is no number")
    return number


def value_record(value: Value) -> dict[str, Any]:
    """Give a bureau's own value as JSON can hold it."""
    return {
        "name": value.name,
        "since": value.since.isoformat(),
        "until": value.until.isoformat() if value.until else None,
        "amount": None if value.amount is None else str(value.amount),
        "value": to_record(value.value),
        "scope": to_record(value.scope),
        "cites": {
            "document": value.cites.document,
            "number": value.cites.number,
            "clause": value.cites.clause,
        },
    }


def value_of(record: Mapping[str, Any]) -> Value:
    """Give a bureau's own value back from its record; the policy reads the rest from its name."""
    return Value(
        name=record["name"],
        title="",
        since=date.fromisoformat(record["since"]),
        until=date.fromisoformat(record["until"]) if record["until"] else None,
        cites=Citation(**record["cites"]),
        amount=None if record["amount"] is None else _number(record["amount"]),
        value=tuple(record["value"]) if isinstance(record["value"], list) else record["value"],
        scope={key: tuple(chosen) for key, chosen in record["scope"].items()},
        local=True,
    )


def pack(policy: Policy, county: str) -> dict[str, Any] | None:
    """Give everything that a shipped region's policy is made of: its files whole, and the bureau's own values.

    None when this machine's files are no longer those that the policy was read from.
    """
    folder = resource("policy", policy.region)
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}
    record = {
        "region": policy.region,
        "county": county,
        "version": policy.version,
        "files": texts,
        "local": [value_record(value) for value in policy.local],
    }
    return record if unpack(record) is not None else None


def unpack(record: Mapping[str, Any]) -> Policy | None:
    """Give the policy that `pack` laid away; None when what was laid away does not come to its version.

    Raises Refused, ValueError, TypeError or KeyError for a record that holds no policy.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / _plain(record["region"])
        folder.mkdir()
        for name, text in record["files"].items():
            (folder / _plain(name)).write_bytes(text.encode())
        policy = with_values(load_folder(folder, record["county"]), record["local"])
    return policy if policy.version == record["version"] else None


def with_values(policy: Policy, local: Iterable[Mapping[str, Any]]) -> Policy:
    """Give a policy with a bureau's own values from their records."""
    return policy.with_local([value_of(each) for each in local])


def _plain(name: str) -> str:
    """A name that stays in its folder, whatever a record from elsewhere says."""
    if not name or Path(name).name != name or name in {".", ".."} or "\\" in name or ":" in name:
        raise ValueError(f"{name!r} is no name of a file")
    return name
