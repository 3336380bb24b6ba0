"""Each value of both regions as its document says it: the day before, the first day, the last day, the day after."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.codes import resource
from desktop.policy import Policy, Value, load

DAY = timedelta(days=1)
HERE = Path(__file__).parent / "figures"


def rows() -> Iterator[Any]:
    for path in sorted(HERE.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["figures"]:
            asked = dict(part.split("=") for part in row.get("asked", "").split())
            name = f"{path.stem}-{row['name']}-{row.get('asked', '')}-{row['since']}"
            yield pytest.param(path.stem, asked.pop("county", ""), asked, row, id=name)


ROWS = list(rows())


def said(policy: Policy, name: str, day: date, asked: dict[str, str]) -> object:
    value = policy.find(name, day, **asked)
    return "none" if value is None else content(value)


def content(value: Value) -> object:
    told = value.amount if value.amount is not None else value.value
    return list(told) if isinstance(told, tuple) else told


@pytest.mark.parametrize(("region", "county", "asked", "row"), ROWS)
def test_value_holds_from_its_first_day_to_its_last(region, county, asked, row):
    policy, name = load(region, county), row["name"]

    assert said(policy, name, row["since"], asked) == row["says"]
    assert said(policy, name, row["since"] - DAY, asked) == row["before"]
    if "until" in row:
        assert said(policy, name, row["until"], asked) == row["says"]
        assert said(policy, name, row["until"] + DAY, asked) == row["after"]


@pytest.mark.parametrize("region", ["anhui", "jiangsu"])
def test_every_declared_value_has_its_row(region):
    told = {
        (value.name, value.since, value.until, value.county, tuple(sorted(value.scope.items())))
        for where, county, asked, row in (param.values for param in ROWS)
        if where == region and (value := load(region, county).find(row["name"], row["since"], **asked))
        if (value.since, value.until) == (row["since"], row.get("until"))
    }
    text = "".join(path.read_text("utf-8") for path in resource("policy", region).glob("*.toml"))
    counties = {each.ljust(6, "9") for each in re.findall(r'^county = "(\d+)"', text, re.MULTILINE)}
    every = {
        (value.name, value.since, value.until, value.county, tuple(sorted(value.scope.items()))): value.title
        for county in ("", *counties)
        for value in load(region, county).values
    }

    assert not [f"{title}（{key[1]}）" for key, title in every.items() if key not in told]
