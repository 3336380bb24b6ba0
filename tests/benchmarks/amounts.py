"""Lines of a training claim decided: ours with every rule, value and clause kept; a plain loop; OpenFisca.

Ours gives each line a decision that can be put into words years later: the value used, every rule that was asked,
every finding, the policy's digest. The floor computes the same amounts with the same conditions written out in
one function, and explains nothing. The peer is openfisca-core 46 with the same formula over whole columns, whose
making is not timed; where it is not installed, `peer_s` is null.
"""

import gc
import importlib.util
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import Benchmark, stopwatch

FIRST = date(2019, 12, 1)
UPLIFT = date(2020, 3, 6)
WELDER, FITTER = "6-18-02-04", "6-20-01-01"
KINDS = (("pre_job", "none"), ("transfer", "none"), ("on_job", "4"), ("on_job", "3"), ("on_job", "2"))
STANDARDS = {KINDS[0]: 1000, KINDS[1]: 1200, KINDS[2]: 1500, KINDS[3]: 2000, KINDS[4]: 3500}
BEFORE = STANDARDS | {KINDS[0]: 800}
TOTAL = "total.txt"


def _lines(rows: int) -> list[Any]:
    """Give invented lines on both sides of a change of law: one in ten with other classes, one in twenty at fault."""
    from desktop.policy import CertificateFacts, LineFacts, PastBenefit, TraineeFacts

    employed = frozenset({"employee"})
    made = []
    for row in range(rows):
        opened = FIRST + timedelta(days=row % 200)
        ended = opened + timedelta(days=9)
        kind, level = KINDS[row % 5]
        hired = opened - timedelta(days=400 if row % 97 == 0 else 60)
        born = date(1955 if row % 61 == 0 else 1971 + row % 31, row % 12 + 1, row % 28 + 1)
        until = None if row % 3 else hired + timedelta(days=800)
        issued = ended - timedelta(days=1) if row % 89 == 0 else ended + timedelta(days=3)
        type_ = "completion" if level == "none" else "skill_level"
        past = [
            PastBenefit(
                f"{row}-{n}",
                "training",
                WELDER if row % 40 == 0 else FITTER,
                level,
                opened - timedelta(days=90),
                opened - timedelta(days=80),
                opened - timedelta(days=70),
            )
            for n in range(row % 4 if row % 10 == 0 else 0)
        ]
        made.append(
            LineFacts(
                trainee=TraineeFacts(
                    str(row), "演练", "男" if row % 2 else "女", born, employed, hired, hired, until
                ),
                case_kind="enterprise",
                training_type=kind,
                occupation=WELDER,
                category="A",
                level=level,
                opened_on=opened,
                ended_on=ended,
                applied_on=ended + timedelta(days=30),
                planned_hours=Decimal(40),
                attended_hours=Decimal(30 if row % 83 == 0 else 40),
                certificate=None if row % 101 == 0 else CertificateFacts(type_, f"P{row}", issued, level),
                history=tuple(past),
                key_enterprise=row % 2 == 0,
            )
        )
    gc.collect()  # what making the lines left behind is swept here, not in the middle of what is timed
    gc.freeze()
    return made


def prepare(rows: int, folder: Path) -> None:
    """Keep the total that all three must come to."""
    (folder / TOTAL).write_text(str(sum(_plain(line) for line in _lines(rows))))


def ours(rows: int, folder: Path) -> float:
    """Decide every line under the shipped policy of Anhui."""
    from desktop.policy import decide_training, explain, load

    lines, policy = _lines(rows), load("anhui")
    with stopwatch() as watch:
        decisions = [decide_training(policy, line) for line in lines]
    assert str(sum(decision.amount for decision in decisions)) == (folder / TOTAL).read_text()
    assert explain(decisions[1])
    return watch.seconds


def floor(rows: int, folder: Path) -> float:
    """Decide every line by one plain function."""
    lines = _lines(rows)
    with stopwatch() as watch:
        amounts = [_plain(line) for line in lines]
    assert str(sum(amounts)) == (folder / TOTAL).read_text()
    return watch.seconds


def _plain(line: Any) -> Decimal:  # noqa: C901, PLR0911  # every condition of the policy, written out once
    person, opened, certificate = line.trainee, line.opened_on, line.certificate
    born = person.born
    age = opened.year - born.year - ((opened.month, opened.day) < (born.month, born.day))
    if age < 16 or age >= (60 if person.sex == "男" else 55):
        return Decimal(0)
    if "employee" not in person.groups and "dispatched" not in person.groups and not person.hired_on:
        return Decimal(0)
    late = opened >= UPLIFT
    if line.training_type == "transfer" and not late and not line.key_enterprise:
        return Decimal(0)
    if line.training_type == "pre_job" and late:
        hired = person.hired_on
        if (
            hired is None
            or hired > opened
            or (hired.year + 1, hired.month, hired.day)
            < (
                opened.year,
                opened.month,
                opened.day,
            )
        ):
            return Decimal(0)
        start, until = person.contract_from, person.contract_until
        if (start is None or start > opened or (until is not None and until < opened)) and hired is None:
            return Decimal(0)
    if certificate is None or (late and certificate.issued_on < line.ended_on):
        return Decimal(0)
    ladder = line.level != "none"
    if ladder and (
        certificate.level != line.level or certificate.type not in {"qualification", "skill_level"}
    ):
        return Decimal(0)
    if late and line.attended_hours * 100 < line.planned_hours * 80:
        return Decimal(0)
    this_year = 0
    for past in line.history:
        if ladder and past.occupation == line.occupation and past.level == line.level:
            return Decimal(0)
        this_year += past.decided_on.year == line.applied_on.year
    if this_year >= 3:
        return Decimal(0)
    return Decimal((STANDARDS if late else BEFORE)[line.training_type, line.level])


def peer(rows: int, folder: Path) -> float:
    """Compute every line by OpenFisca's vectors, from columns that are ready."""
    import numpy as np
    from openfisca_core import periods
    from openfisca_core.simulations import SimulationBuilder

    lines = _lines(rows)
    columns = _columns(lines)
    system = _system(columns)
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(rows).astype(str))
    simulation = builder.build(system)
    with stopwatch() as watch:
        for name, column in columns.items():
            simulation.set_input(name, periods.ETERNITY, np.array(column))
        amounts = simulation.calculate("subsidy", "2020")
    assert str(int(amounts.sum(dtype="float64"))) == (folder / TOTAL).read_text()
    return watch.seconds


def _columns(lines: list[Any]) -> dict[str, list[float]]:
    """Give the lines as columns of numbers."""
    rows = [
        {
            "standard": (STANDARDS if line.opened_on >= UPLIFT else BEFORE)[line.training_type, line.level],
            "pre_job": line.training_type == "pre_job" and line.opened_on >= UPLIFT,
            "barred": line.training_type == "transfer"
            and line.opened_on < UPLIFT
            and not line.key_enterprise,
            "ladder": line.level != "none",
            "man": line.trainee.sex == "男",
            "opened": _month_day(line.opened_on),
            "born": _month_day(line.trainee.born),
            "hired": _month_day(line.trainee.hired_on),
            "certified": line.certificate is not None,
            "issued": line.certificate.issued_on.toordinal() if line.certificate else 0,
            "ended": line.ended_on.toordinal(),
            "same_level": line.certificate is not None and line.certificate.level == line.level,
            "attended": float(line.attended_hours),
            "planned": float(line.planned_hours),
            "repeats": sum((p.occupation, p.level) == (line.occupation, line.level) for p in line.history),
            "this_year": sum(p.decided_on.year == line.applied_on.year for p in line.history),
        }
        for line in lines
    ]
    return {name: [float(row[name]) for row in rows] for name in rows[0]}


def _month_day(day: date) -> int:
    """Give a day as 20200401, so that a year later is 10000 more."""
    return day.year * 10000 + day.month * 100 + day.day


def _system(columns: dict[str, list[float]]) -> Any:
    """Give the tax and benefit system that holds the inputs and the one formula."""
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity(key="person", plural="persons", label="A trainee", is_person=True)
    system = TaxBenefitSystem([person])
    shared = {"value_type": float, "entity": person, "definition_period": DateUnit.ETERNITY}

    def formula(trainee: Any, period: Any) -> Any:
        def get(name: str) -> Any:
            return trainee(name, period)

        opened = get("opened")
        age = (opened - get("born")) // 10000
        hired = get("hired")
        good = (age >= 16) * (age < 55 + 5 * get("man")) * (get("barred") == 0)
        good *= (get("pre_job") == 0) + (hired <= opened) * (opened <= hired + 10000) > 0
        early = opened < _month_day(UPLIFT)
        good *= (get("certified") > 0) * (early + (get("issued") >= get("ended")) > 0)
        good *= (get("ladder") == 0) + (get("same_level") > 0) * (get("repeats") == 0) > 0
        good *= (early + (get("attended") * 100 >= get("planned") * 80) > 0) * (get("this_year") < 3)
        return good * get("standard")

    for name in columns:
        system.add_variable(type(name, (Variable,), dict(shared)))
    system.add_variable(type("subsidy", (Variable,), shared | {"formula": formula}))
    return system


BENCHMARK = Benchmark(
    title="补贴核定：每行保留规则、数值和条款（秒）",
    prepare=prepare,
    ours=ours,
    floor=floor,
    peer=peer if importlib.util.find_spec("openfisca_core") else None,
)
