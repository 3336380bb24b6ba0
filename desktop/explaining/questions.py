"""Why an amount is what it is: a line laid open from what was kept with it, and the same text for the annex."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from db.filings import Trainee
from db.registers import Person
from db.subsidies import Claim, ClaimLine
from desktop import editions
from desktop.classes.hours import learned
from desktop.codes import title
from desktop.explaining.parts import AnnexRow, Explained, Fact, Lack, Law, RuleAsked, Source
from desktop.explaining.sources import sources
from desktop.forms.facts import places
from desktop.policy import (
    RULES,
    Asked,
    Citation,
    Decision,
    LineFacts,
    Policy,
    Strength,
    decide_allowance,
    decide_training,
    fact,
    opened,
    reckoned_from,
)
from desktop.problems import Refused
from desktop.subsidies.assessing import facts_of
from desktop.subsidies.recalling import Facts, recall
from desktop.workspace import Desk

CODES = frozenset(rule.code for rule in RULES)
MOST_RUNS = 24
"""So many runs of places stand in one row of the annex; more take another row."""
_Placed = tuple[ClaimLine, int, str]


def line(desk: Desk, line_id: int) -> Explained:
    """Return why a line's amount is what it is, worked out again from the facts and the law that were kept with it."""
    row = _find(desk, line_id)
    facts, recalled = known(desk, row)
    kept = editions.of(desk, row.claim.policy_version)
    policy = kept or desk.policy
    decision = decide(policy, facts) if kept else _tried(policy, facts)
    came_from = sources(desk, row, facts)
    asked = opened(policy, facts, decision) if decision else ()
    by_hand = people_said(row)
    return Explained(
        line_id=row.id,
        person=row.trainee.person.name,
        scheme=row.scheme,
        state=row.state,
        asked=row.asked,
        amount=row.amount,
        sentence=_sentence(row),
        clauses=_clauses(row),
        law=Law(
            policy.title,
            row.claim.policy_version,
            (decision and decision.day) or facts.opened_on,
            kept is not None,
        ),
        decision=decision,
        rules=tuple(RuleAsked(each, _facts(facts, each.looked_at, came_from)) for each in asked),
        reckoned_from=_facts(facts, _reckoned(facts, decision), came_from),
        lacks=_lacks(facts, asked, came_from),
        by_hand=by_hand,
        beside=_beside(desk, row, facts, came_from),
        recalled=recalled,
        ties=decision is not None
        and (row.amount == decision.amount or (bool(by_hand) and row.amount < decision.amount)),
    )


def people_said(row: ClaimLine) -> tuple[str, ...]:
    """Return what people, not rules, held against a line: a cut by hand, an objection, the refusal of the claim."""
    said = tuple(each["sentence"] for each in row.findings if each["rule"] not in CODES)
    return (*said, "整件申请不予补贴") if row.claim.state == "refused" else said


def _sentence(row: ClaimLine) -> str:
    """The kept sentence; with what people decided later and the sentence does not tell yet."""
    later = [each for each in people_said(row) if each.rstrip("。") not in row.sentence]
    if not later:
        return row.sentence
    return f"不予补贴：{'；'.join(each.rstrip('。') for each in later)}。原核算：{row.sentence}"


def decide(policy: Policy, facts: Facts, law_of: date | None = None) -> Decision:
    """Return what a policy makes of a line's facts, whichever scheme they are of; `law_of` as in the policy's doors."""
    if isinstance(facts, LineFacts):
        return decide_training(policy, facts, law_of)
    return decide_allowance(policy, facts, law_of)


def known(desk: Desk, row: ClaimLine) -> tuple[Facts, bool]:
    """Return the facts that a line was worked out on and True; those of today and False when none were kept."""
    facts = recall(row)
    if facts is not None:
        return facts, True
    for trainee, scheme, now in facts_of(desk, row.claim, desk.policy):
        if (trainee.id, scheme) == (row.trainee_id, row.scheme):
            return now, False
    raise Refused("这一行核算时的情况没有留存，现在也没有对应的学员，无法说明。", "请重新核算后再看。")


def annex(
    desk: Desk,
    claim_id: int,
    places_of: Mapping[int, int] | None = None,
    then: Mapping[int, ClaimLine] = MappingProxyType({}),
) -> tuple[AnnexRow, ...]:
    """Return the explanations of all lines of a claim, each sentence once with the places it is for.

    Places are those on the roster, or where `places_of` says that a line (by its id) stands on a paper. What `then`
    has in place of a line is explained instead of it.
    """
    chosen = desk.session.execute(
        select(ClaimLine, Trainee.position, Person.name)
        .join(Trainee, Trainee.id == ClaimLine.trainee_id)
        .join(Person, Person.id == ClaimLine.person_id)
        .where(ClaimLine.claim_id == claim_id)
        .order_by(ClaimLine.scheme.desc(), Trainee.position)
    )
    by_sentence: dict[tuple[str, str], list[_Placed]] = defaultdict(list)
    for now, position, name in chosen:
        row = then.get(now.id, now)
        place = places_of[row.id] if places_of else position
        by_sentence[row.scheme, _sentence(row)].append((row, place, name))
    return tuple(
        _annex_row(part) for rows in by_sentence.values() for part in _parts(sorted(rows, key=lambda r: r[1]))
    )


def _parts(rows: list[_Placed]) -> Iterator[list[_Placed]]:
    """The lines of one sentence in so many rows of the annex that the places of each can be read."""
    part: list[_Placed] = []
    runs = 0
    for row in rows:
        runs += not part or row[1] != part[-1][1] + 1
        if runs > MOST_RUNS:
            yield part
            part, runs = [], 1
        part.append(row)
    yield part


def _clauses(row: ClaimLine) -> tuple[Citation, ...]:
    """The clauses that a line's sentence rests on, as they were kept with it."""
    kept: list[Mapping[str, Any]] = [*([row.basis] if row.basis else []), *row.findings]
    clauses = (
        Citation(each["document"], each["number"], each["clause"]) for each in kept if each["document"]
    )
    return tuple(dict.fromkeys(clauses))


def _annex_row(rows: list[_Placed]) -> AnnexRow:
    row, _, name = rows[0]
    return AnnexRow(
        places=places(position for _, position, _ in rows),
        people=len(rows),
        name=name if len(rows) == 1 else f"{name}等{len(rows)}人",
        scheme=title("schemes", row.scheme),
        state=title("line_states", row.state),
        amount=row.amount,
        sentence=_sentence(row),
        clauses=_clauses(row),
    )


def _find(desk: Desk, line_id: int) -> ClaimLine:
    found = desk.session.scalar(
        select(ClaimLine).join(Claim, Claim.id == ClaimLine.claim_id).where(ClaimLine.id == line_id)
    )
    if found is None:
        raise Refused("没有找到这一行。", "请刷新后再试。")
    return found


def _tried(policy: Policy, facts: Facts) -> Decision | None:
    """What today's policy makes of facts of then, when it has anything to say on them."""
    try:
        return decide(policy, facts)
    except Refused:
        return None


def _facts(
    facts: Facts, names: Iterable[str], came_from: Mapping[str, tuple[Source, ...]]
) -> tuple[Fact, ...]:
    return tuple(Fact(name, fact(facts, name), came_from.get(name, ())) for name in names)


def _beside(
    desk: Desk, row: ClaimLine, facts: Facts, came_from: Mapping[str, tuple[Source, ...]]
) -> tuple[Fact, ...]:
    """What the learning records of today come to, beside the online hours claimed; nothing without such records."""
    told = learned(desk, row.trainee_id, facts.opened_on) if isinstance(facts, LineFacts) else None
    if told is None:
        return ()
    values = {"claimed_hours": told.claimed, "learned_minutes": told.minutes}
    if told.hours is not None:
        values |= {"learned_hours": told.hours, "hours_beyond": told.claimed - told.hours}
    return tuple(Fact(name, value, came_from.get(name, ())) for name, value in values.items())


def _reckoned(facts: Facts, decision: Decision | None) -> tuple[str, ...]:
    return reckoned_from(facts, decision.basis) if decision is not None and decision.basis is not None else ()


def _lacks(
    facts: Facts, asked: tuple[Asked, ...], came_from: Mapping[str, tuple[Source, ...]]
) -> tuple[Lack, ...]:
    return tuple(
        Lack(each.finding, _facts(facts, each.looked_at, came_from))
        for each in asked
        if each.finding is not None and each.finding.strength is Strength.MUST
    )
