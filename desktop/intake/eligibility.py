"""What the law of a region says of each person on a roster, before any case exists (J2, A2, A3)."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from desktop import identity
from desktop.codes import title
from desktop.intake.reading import Reading, Row, in_order
from desktop.policy import FilingFacts, Finding, Strength, TraineeFacts, examine_filing, load
from desktop.problems import Problem

_SHOWN_AT = {
    "hire_window": "hired_on",
    "employment": "contract_from",
    "de_facto": "contract_from",
    "contract_length": "contract_until",
    "contract_window": "contract_from",
    "eligible_group": "groups",
}
"""The column in which a finding of a rule is shown; other findings stand at the citizen number."""


_CASE_KINDS = {
    "employment_skills": "institution",
    "entrepreneurship": "institution",
    "self_study": "individual",
}
"""Who files a training that an enterprise does not file for its own staff."""


def judge(reading: Reading, *, region: str, training_type: str, day: date) -> None:
    """Add to a reading what the region's rules find wrong with its people for a class that opens on `day`.

    A binding rule makes a problem and takes the row out; one "in principle" or a notice makes a warning. Rules on the
    plan as a whole are left to the filing, and a list that is no roster is left alone. Raises Refused for an unknown region or training type.
    """
    title("training_types", training_type)
    if not any(column.field == "groups" for column in reading.columns):
        return
    rows = {f"{row.sheet}!{row.number}:{row.block}": row for row in reading.rows}
    places = {column.field: place for place, column in enumerate(reading.columns)}
    facts = FilingFacts(
        case_kind=_CASE_KINDS.get(training_type, "enterprise"),
        training_type=training_type,
        county="",
        applicant_county="",
        occupation="",
        level="",
        filed_on=day,
        starts_on=day,
        ends_on=day,
        planned_people=len(rows),
        items=(),
        trainees=tuple(_facts(key, row, places) for key, row in rows.items()),
    )
    out: set[str] = set()
    for finding in examine_filing(load(region), facts, day):
        row = rows.get(finding.subject)
        if row is None:
            continue
        problem = _problem(finding, row, reading)
        if finding.strength is Strength.MUST:
            reading.problems.append(problem)
            out.add(finding.subject)
        else:
            reading.warnings.append(problem)
    reading.problems, reading.warnings = in_order(reading.problems), in_order(reading.warnings)
    reading.rows = [row for key, row in rows.items() if key not in out]
    reading.faulty += len(out)


def _facts(key: str, row: Row, places: Mapping[str, int]) -> TraineeFacts:
    values = row.values
    number = str(values[places["id_number"]])
    groups = values[places["groups"]]

    def day(name: str) -> date | None:
        return cast("date | None", values[places[name]])

    return TraineeFacts(
        key=key,
        name=str(values[places["name"]]),
        sex=identity.sex_of(number),
        born=identity.birth_date(number),
        groups=frozenset(groups) if isinstance(groups, tuple) else frozenset(),
        hired_on=day("hired_on"),
        contract_from=day("contract_from"),
        contract_until=day("contract_until"),
    )


def _problem(finding: Finding, row: Row, reading: Reading) -> Problem:
    field = _SHOWN_AT.get(finding.rule, "id_number")
    field = field if any(each.field == field for each in reading.mapping_of(row)) else "id_number"
    return Problem(
        finding.rule,
        f"{finding.sentence}（依据{finding.cites}）",
        finding.remedy,
        row.sheet,
        reading.place(row, field),
        field,
        str(row.values[0]),
    )
