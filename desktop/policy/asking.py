"""By what each value is looked up: a value limited by anything else answers no question."""

from collections.abc import Mapping

from desktop.policy.rules import RULES

_FILING = frozenset({"training_type", "case_kind", "level", "occupation", "programme"})
_LINE = _FILING | {"category"}
_BY_SIGHT: Mapping[str, frozenset[str]] = {
    "plan": _FILING,
    **dict.fromkeys(("case", "person", "line", "history"), _LINE),
    **dict.fromkeys(("days", "teaching"), frozenset()),
}
_OTHERWISE: Mapping[str, frozenset[str]] = {
    "training_standard": _LINE | {"group"},
    "allowance_rate": frozenset({"group"}),
    "city_factor": frozenset({"training_type"}),
    "shortage_uplift": frozenset({"training_type", "level"}),
    "advance_share": frozenset({"training_type", "level"}),
    "standard_floor": frozenset({"training_type", "level"}),
    "standard_ceiling": frozenset({"training_type", "level"}),
    "retirement_age": frozenset({"sex"}),
    "worker_retirement_age": frozenset({"sex"}),
    "retention_years": frozenset({"training_type", "case_kind"}),
}
_OF_RULES: Mapping[str, frozenset[str]] = {
    name: _BY_SIGHT[rule.looks_at] for rule in RULES for name in (*rule.values, *rule.optional)
}


def asked_by(name: str) -> frozenset[str]:
    """Give what a value of this name may be limited by; anything else is never asked and matches nobody."""
    return _OTHERWISE.get(name, _OF_RULES.get(name, frozenset()))
