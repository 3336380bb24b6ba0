"""A clean filing, line and allowance line for any day, and what a case changes in them."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from desktop.policy import (
    AllowanceFacts,
    CertificateFacts,
    Citation,
    CourseItem,
    FilingFacts,
    LineFacts,
    PastBenefit,
    Policy,
    ProviderFacts,
    TeachingFacts,
    TraineeFacts,
    Value,
    load,
    load_folder,
)

HERE = Path(__file__).parent
CAPABILITIES = frozenset({"sign_in", "records", "tests", "live"})
WELDER = "6-18-02-04"
BUREAU = Citation("演练县关于本地补贴标准的通知", "演人社〔2019〕1号", "第一条")
FIRST_STANDARD = {"anhui": date(2019, 8, 19), "jiangsu": date(2023, 6, 1)}


TESTED_ALONE = frozenset({"elsewhere", "by_hours", "by_calendar"})
"""Regions for tests only; their rules need no case for each turn."""


@cache
def policy_of(region: str, county: str = "", **local: Any) -> Policy:
    """Give a shipped region, with a local standard for the time before its own; or one of the test regions.

    `local` are further values that the bureau has always had.
    """
    if region in TESTED_ALONE:
        return load_folder(HERE / "regions" / region)
    before = FIRST_STANDARD[region] - timedelta(days=1)
    first = date(1949, 10, 1)
    own = [Value("training_standard", "", first, before, BUREAU, amount=Decimal(100))]
    for name, told in local.items():
        amount = Decimal(told) if name == "allowance_rate" else None
        said = None if amount is not None else told if isinstance(told, str) else str(told)
        own.append(Value(name, "", first, None, BUREAU, amount=amount, value=said))
    return load(region, county).with_local(own)


def trainee(day: date, **given: Any) -> TraineeFacts:
    facts: dict[str, Any] = {
        "key": "3",
        "name": "张明",
        "sex": "男",
        "born": date(day.year - 30, 5, 1),
        "groups": frozenset({"employee", "low_income"}),
        "hired_on": day - timedelta(days=60),
        "contract_from": day - timedelta(days=60),
        "contract_until": day + timedelta(days=670),
    }
    return TraineeFacts(**facts | _sets(given, "groups", "places", "evidenced"))


def provider(day: date, **given: Any) -> ProviderFacts:
    facts: dict[str, Any] = {
        "name": "演练职业培训学校",
        "registered": True,
        "valid_from": day - timedelta(days=365),
        "valid_until": day + timedelta(days=365),
        "occupations": frozenset({WELDER}),
        "capabilities": CAPABILITIES,
    }
    return ProviderFacts(**facts | _sets(given, "occupations", "capabilities"))


def filing(day: date, **given: Any) -> FilingFacts:
    facts: dict[str, Any] = {
        "case_kind": "enterprise",
        "training_type": "pre_job",
        "county": "999901",
        "applicant_county": "999901",
        "occupation": WELDER,
        "level": "none",
        "filed_on": day - timedelta(days=7),
        "starts_on": day,
        "ends_on": day + timedelta(days=9),
        "planned_people": 1,
        "items": [
            {"part": "theory", "online": True, "hours": 16},
            {"part": "practice", "online": False, "hours": 24},
        ],
        "trainees": [{}],
        "institution": {},
        "platform": {},
    }
    facts |= given
    facts["items"] = tuple(
        CourseItem(i["part"], i["online"], Decimal(str(i["hours"])), i.get("content", ""))
        for i in facts["items"]
    )
    facts["trainees"] = tuple(trainee(day, **each) for each in facts["trainees"])
    if "trainee" in facts:
        facts["trainees"] = (trainee(day, **facts.pop("trainee")),)
    for who in ("institution", "platform"):
        facts[who] = None if facts[who] == "none" else provider(day, **facts[who])
    return FilingFacts(**facts)


def line(day: date, **given: Any) -> LineFacts:
    facts: dict[str, Any] = {
        "trainee": {},
        "case_kind": "enterprise",
        "training_type": "pre_job",
        "occupation": WELDER,
        "category": "A",
        "level": "none",
        "opened_on": day,
        "ended_on": day + timedelta(days=9),
        "applied_on": day + timedelta(days=40),
        "planned_hours": 40,
        "attended_hours": 40,
        "certificate": {},
        "history": [],
    }
    facts |= given
    facts["trainee"] = trainee(day, **facts["trainee"])
    for hours in ("planned_hours", "attended_hours", "class_attendance", "cost"):
        if hours in facts:
            facts[hours] = Decimal(str(facts[hours]))
    if facts["certificate"] == "none":
        facts["certificate"] = None
    else:
        types = {"none": "completion", "special": "special"}
        facts["certificate"] = CertificateFacts(
            **{
                "type": types.get(facts["level"], "skill_level"),
                "number": "演练20200001",
                "issued_on": facts["ended_on"] + timedelta(days=2),
                "level": facts["level"],
            }
            | facts["certificate"]
        )
    facts["history"] = tuple(past(facts, **each) for each in facts["history"])
    return LineFacts(**facts)


def past(now: Mapping[str, Any], **given: Any) -> PastBenefit:
    facts: dict[str, Any] = {
        "number": "班〔2019〕0001号",
        "scheme": "training",
        "occupation": now["occupation"],
        "level": now["level"],
        "starts_on": now["opened_on"] - timedelta(days=60),
        "ends_on": now["opened_on"] - timedelta(days=50),
        "decided_on": now["opened_on"] - timedelta(days=20),
    }
    return PastBenefit(**facts | given)


def days(day: date, **given: Any) -> AllowanceFacts:
    facts: dict[str, Any] = {
        "trainee": {"groups": ["low_income", "hard_to_employ"]},
        "opened_on": day,
        "ended_on": day + timedelta(days=9),
        "applied_on": day + timedelta(days=40),
        "attended_days": [day + timedelta(days=n) for n in range(5)],
        "paid_days": [],
    }
    facts |= given
    facts["trainee"] = trainee(day, **facts["trainee"])
    facts["attended_days"] = tuple(facts["attended_days"])
    facts["paid_days"] = frozenset(facts["paid_days"])
    if "attended_hours" in facts:
        facts["attended_hours"] = Decimal(str(facts["attended_hours"]))
    return AllowanceFacts(**facts)


def teaching(**given: Any) -> TeachingFacts:
    facts: dict[str, Any] = {
        "schools": 3,
        "schools_online": 3,
        "classes": 40,
        "classes_online": 40,
        "classes_with_plan": 40,
        "students": 1000,
        "students_online": 950,
        "weekday_hours": {"数控1班": 4},
    }
    facts |= given
    facts["weekday_hours"] = {name: Decimal(str(hours)) for name, hours in facts["weekday_hours"].items()}
    return TeachingFacts(**facts)


def _sets(given: Mapping[str, Any], *names: str) -> dict[str, Any]:
    made = {key: frozenset(value) if key in names else value for key, value in given.items()}
    return {key: None if value == "none" else value for key, value in made.items()}
