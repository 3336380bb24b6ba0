"""All rules and values of a region through time, with those that a bureau has added."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from desktop.policy.asking import asked_by
from desktop.policy.comparing import nobody
from desktop.policy.facts import Value
from desktop.policy.figures import HUNDRED, in_words, plain
from desktop.policy.law import Asked, Law
from desktop.policy.rule import Acting
from desktop.policy.values import Missing, ValueMissing, in_force, settled, value_words
from desktop.problems import Refused

_DAYS_KEPT = 4000


class Policy:
    """All rules and values of a region through time, with the values that a bureau has added."""

    __slots__ = (
        "_acting",
        "_laws",
        "_local",
        "_periods",
        "_turns",
        "_values",
        "missing",
        "region",
        "title",
        "version",
    )

    def __init__(
        self,
        region: str,
        title: str,
        version: str,
        values: Sequence[Value],
        missing: Sequence[Missing],
        acting: Sequence[Acting],
        *,
        local: tuple[Value, ...] = (),
    ) -> None:
        self.region = region
        self.title = title
        self.version = version
        self.missing = tuple(missing)
        self._values = tuple(values)
        self._acting = tuple(acting)
        self._local = local
        self._turns = sorted(_turns((*self.values, *self.missing, *self._acting)))
        self._periods: dict[int, Law] = {}
        self._laws: dict[date, Law] = {}

    def on(self, day: date) -> Law:
        """Give the law of a day; days between two changes share one."""
        law = self._laws.get(day)
        if law is None:
            if len(self._laws) >= _DAYS_KEPT:
                self._laws.clear()
            period = bisect_right(self._turns, day)
            law = self._periods.get(period)
            if law is None:
                since = self._turns[period - 1] if period else date.min
                missing = [gap for gap in self.missing if in_force(gap.since, gap.until, day)]
                law = self._periods[period] = Law(since, self.values_on(day), missing, self.rules_on(day))
            self._laws[day] = law
        return law

    def value(self, name: str, day: date, **scope: Asked) -> Value:
        """Give the value of a name on a day for a case; raises ValueMissing (a Refused) when none is set."""
        try:
            return self.on(day).value(name, **scope)
        except ValueMissing as missing:
            raise missing.on(day) from None

    def find(self, name: str, day: date, **scope: Asked) -> Value | None:
        """Give the value of a name on a day for a case, or None."""
        return self.on(day).find(name, **scope)

    def rules_on(self, day: date) -> tuple[Acting, ...]:
        """Give the rules in force on a day, in the order of RULES."""
        return tuple(acting for acting in self._acting if in_force(acting.since, acting.until, day))

    def values_on(self, day: date) -> tuple[Value, ...]:
        """Give the values in force on a day, the bureau's own first."""
        return tuple(value for value in self.values if in_force(value.since, value.until, day))

    def missing_on(self, day: date) -> tuple[Missing, ...]:
        """Give the values that are left to the locality on a day and that the bureau has not entered."""
        entered = [
            (value.name, dict(value.scope)) for value in self.values_on(day) if value.local or value.county
        ]
        return tuple(
            gap
            for gap in self.missing
            if in_force(gap.since, gap.until, day) and (gap.name, dict(gap.scope)) not in entered
        )

    @property
    def values(self) -> tuple[Value, ...]:
        """Every value through time, the bureau's own first."""
        return self._local + self._values

    @property
    def local(self) -> tuple[Value, ...]:
        """The bureau's own values through time."""
        return self._local

    @property
    def rules(self) -> tuple[Acting, ...]:
        """Every rule through time, in the order of RULES."""
        return self._acting

    def with_local(self, values: Iterable[Value]) -> "Policy":
        """Give the policy with a bureau's own values in place of the region's; they replace earlier local ones.

        Raises Refused for a value without citation or of the wrong kind, one that clashes with another, one
        below the region's floor, or one outside the range the region allows.
        """
        local = settled(values)
        known = {value.name for value in self._values} | {gap.name for gap in self.missing}
        for value in local:
            if value.name not in known:
                raise Refused(
                    f"“{value.title}”在{self.title}的政策中没有用处，登记后不会影响任何核定。",
                    "请核对政策值名称和适用地区。",
                )
            never = [key for key in value.scope if key not in asked_by(value.name)]
            reason = nobody(value.scope)
            if never or reason:
                raise Refused(
                    f"“{value.title}”这样限定适用范围，对谁都不适用，登记后不会影响任何核定。",
                    "请改选适用范围，或者不限定。",
                )
            self._within_bounds(value)
        if not local:
            return self
        digest = hashlib.sha256(self.version.encode())
        for value in local:
            digest.update(repr((value.name, sorted(value.scope.items()), value.since, value.until)).encode())
            digest.update(repr((value.amount, value.value, str(value.cites))).encode())
        return Policy(
            self.region, self.title, digest.hexdigest(), self._values, self.missing, self._acting, local=local
        )

    def _within_bounds(self, local: Value) -> None:
        """Refuse a local value below a floor of the region, or beyond the range by which localities may differ."""
        for ours in self._values:
            if ours.name != local.name or not _meets(ours, local):
                continue
            floor, amount = _figure(ours), _figure(local)
            if ours.at_least and floor is not None and amount is not None and amount < floor:
                raise Refused(
                    f"本地“{local.title}”为{value_words(local)}，低于{ours.cites}规定的{value_words(ours)}，不能执行。",
                    f"请按不低于{plain(floor)}{ours.unit}重新登记，或者将截止日期写在"
                    f"{in_words(ours.since)}之前。",
                )
            span = self.on(max(ours.since, local.since)).find("city_factor_range")
            if span is not None and local.name == "training_standard" and floor and amount is not None:
                _refuse_beyond(local, (amount / floor - 1) * HUNDRED, span)
        if local.name == "training_standard":
            self._between(local)
        if local.name == "city_factor":
            span = self.on(local.since).find("city_factor_range")
            factor = _figure(local)
            if span is not None and factor is not None:
                _refuse_beyond(local, factor, span)

    def _between(self, local: Value) -> None:
        """Refuse a local standard below the lowest or above the highest that the region leaves to the locality."""
        amount = local.amount or Decimal(0)
        for ours in self._values:
            if not _meets(ours, local) or not ours.scope.keys() <= local.scope.keys():
                continue
            most = _figure(ours) or Decimal(0)
            low = ours.name == "standard_floor" and amount < most
            if low or (ours.name == "standard_ceiling" and amount > most):
                raise Refused(
                    f"本地“{local.title}”为{value_words(local)}，{'低于' if low else '高于'}{ours.cites}"
                    f"规定的{value_words(ours)}，不能执行。",
                    f"请按{'不低于' if low else '不高于'}{value_words(ours)}重新登记。",
                )


def _turns(entries: Iterable[Value | Missing | Acting]) -> set[date]:
    """Give the days on which something begins, or no longer holds."""
    days: set[date] = set()
    for each in entries:
        days.add(each.since)
        if each.until is not None and each.until < date.max:
            days.add(each.until + timedelta(days=1))
    return days


def _refuse_beyond(local: Value, factor: Decimal, span: Value) -> None:
    most = _figure(span) or Decimal(0)
    if abs(factor) > most:
        raise Refused(
            f"本地“{local.title}”为{value_words(local)}，超出{span.cites}允许的上下浮动{plain(most)}%，不能执行。",
            "请在允许的幅度内重新登记。",
        )


def _figure(value: Value) -> Decimal | None:
    if value.amount is not None:
        return value.amount
    return Decimal(value.value) if isinstance(value.value, int | Decimal) else None


def _meets(ours: Value, local: Value) -> bool:
    later = max(ours.since, local.since)
    if any(end is not None and end < later for end in (ours.until, local.until)):
        return False
    return all(set(ours.scope[key]) & set(local.scope[key]) for key in ours.scope.keys() & local.scope.keys())
