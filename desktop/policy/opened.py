"""A decision laid open: every rule that was put to a line, the facts it looked at, the values it consulted, its word."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from desktop.policy.facts import AllowanceFacts, Decision, Finding, LineFacts, Value
from desktop.policy.law import Asked as Asking
from desktop.policy.law import Kind, Law
from desktop.policy.region import Policy
from desktop.policy.rule import Acting
from desktop.policy.values import applies

SIGHTS: Mapping[type[LineFacts | AllowanceFacts], tuple[str, ...]] = {
    LineFacts: ("case", "person", "line", "history"),
    AllowanceFacts: ("days",),
}

OF_LIMIT = (
    *("history", "occupation", "level", "programme", "opened_on", "applied_on", "number"),
    "elsewhere_as_of",
)
"""What a limit on how often looks at."""

LOOKS: Mapping[str, tuple[str, ...]] = {
    "transfer_enterprise": ("key_enterprise",),
    "catalogue": ("occupation",),
    "minimum_age": ("born", "opened_on"),
    "retirement": ("born", "sex", "opened_on"),
    "worker_retirement": ("born", "sex", "opened_on"),
    "eligible_group": ("groups", "hired_on", "contract_from"),
    "hire_window": ("hired_on", "opened_on"),
    "employment": ("contract_from", "contract_until", "hired_on", "opened_on"),
    "de_facto": ("contract_from", "hired_on"),
    "contract_length": ("contract_from", "contract_until"),
    "contract_window": ("contract_from", "opened_on"),
    "certificate_present": ("certificate",),
    "certificate_type": ("certificate", "level"),
    "certificate_level": ("certificate", "level"),
    "certificate_date": ("certificate", "ended_on"),
    "certificate_window": ("certificate", "applied_on"),
    "insured": ("insured_from", "applied_on"),
    "attendance": ("attended_hours", "planned_hours"),
    "class_attendance": ("class_attendance",),
    "practice_place": ("practice_county", "places"),
    "same_level_once": OF_LIMIT,
    "higher_level": ("history", "occupation", "level", "opened_on", "number", "elsewhere_as_of"),
    "times_limit": OF_LIMIT,
    "programme_once": OF_LIMIT,
    "overlap": ("history", "opened_on", "ended_on", "elsewhere_as_of"),
    "exclusive_scheme": ("history", "occupation", "level", "elsewhere_as_of"),
    "exclusive_fund": ("history", "occupation", "level", "elsewhere_as_of"),
    "allowance_group": ("groups",),
    "allowance_evidence": ("groups", "evidenced"),
    "days_outside": ("attended_days", "opened_on", "ended_on"),
    "one_day_once": (
        *("paid_days", "attended_days", "opened_on", "ended_on", "attended_hours"),
        *("told", "elsewhere_as_of"),
    ),
}
"""The facts that each rule on a line looks at; a test watches the checks and refuses a list that leaves one out."""

USED: Mapping[str, tuple[str, ...]] = {
    "hour": ("attended_hours",),
    "cost": ("cost",),
    "standard": ("category", "level"),
    "person_year": ("apprenticeship", "sharers", "place"),
    "": ("attended_days",),
}
"""The facts that an amount is reckoned from, by the way it is reckoned; that of the allowance is empty."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule that was put to a line: how it acts, the facts and values it looked at; `finding` is None when it held.

    `lacks` are the facts that nobody recorded and without which the rule could not be checked.
    """

    acting: Acting
    looked_at: tuple[str, ...]
    values: tuple[Value, ...]
    finding: Finding | None
    lacks: tuple[str, ...] = ()


def opened(policy: Policy, line: LineFacts | AllowanceFacts, decision: Decision) -> tuple[Asked, ...]:
    """Give every rule that was put to the line of a decision, in the order of RULES, under the law it was made by."""
    law = policy.on(decision.day or line.opened_on)
    early = isinstance(line, LineFacts) and line.early
    kind, sights = kind_of(line)._asdict(), SIGHTS[type(line)]
    said = {(each.rule, each.strength): each for each in decision.findings}
    return tuple(
        Asked(
            acting,
            LOOKS[acting.rule.code],
            _values(law, acting, line, kind),
            said.get((acting.rule.code, acting.strength)),
            acting.rule.lacks(line) if acting.rule.lacks else (),
        )
        for acting in law.rules
        if acting.rule.looks_at in sights
        and not (early and acting.rule.looks_at == "line")
        and applies(acting.of_case, kind)
        and ("group" not in acting.scope or not line.trainee.groups.isdisjoint(acting.scope["group"]))
    )


def kind_of(line: LineFacts | AllowanceFacts) -> Kind:
    """Give the kind of case under which rules and values are looked up for a line."""
    if isinstance(line, AllowanceFacts):
        return Kind()
    return Kind(
        line.training_type, line.case_kind, line.level, line.occupation, line.programme, line.category
    )


def reckoned_from(line: LineFacts | AllowanceFacts, basis: Value) -> tuple[str, ...]:
    """Give the names of the facts that the amount of a line is reckoned from, besides its value."""
    if isinstance(line, AllowanceFacts):
        return USED[""]
    return USED.get(basis.terms.get("per", "person"), ())


def fact_names(line: LineFacts | AllowanceFacts) -> tuple[str, ...]:
    """Give the name of every fact of a line, the trainee's first."""
    own = tuple(field.name for field in fields(line.trainee) if field.name not in {"key", "name"})
    return own + tuple(field.name for field in fields(line) if field.name != "trainee")


def fact(line: LineFacts | AllowanceFacts, name: str) -> object:
    """Give a fact of a line, or of its trainee, by its name."""
    return getattr(line.trainee if hasattr(line.trainee, name) else line, name)


def _values(
    law: Law, acting: Acting, line: LineFacts | AllowanceFacts, kind: Mapping[str, str]
) -> tuple[Value, ...]:
    asked: dict[str, Asking] = {**kind, "group": line.trainee.groups, "sex": line.trainee.sex}
    names = (*acting.rule.values, *acting.rule.optional)
    found = (law.find(name, **asked) for name in names)
    return tuple(value for value in found if value is not None)
