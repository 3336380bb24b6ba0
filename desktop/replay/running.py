"""The sandbox (政策试算): the county's own claims of a period decided anew under a draft policy; nothing is written."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.classes import TrainingClass
from db.filings import Filing, Trainee
from db.subsidies import Claim, ClaimLine
from desktop.codes import title
from desktop.identity import mask_id
from desktop.pages import listed
from desktop.policy import Policy, Value, explain
from desktop.problems import Refused
from desktop.replay.drafts import load_draft
from desktop.replay.judging import NOTHING, Judged, Trial, Unjudged
from desktop.workspace import Desk

APPROVED = "approved"
AT_ONCE = 40
"""How many claims are read together; between them the work can be stopped."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Moved:
    """One line that the draft would decide otherwise: whose, in which class, how much before and after, and why.

    `line_id` is None where the draft opens a scheme that was not asked for; `owed` is what would have to be paid
    in addition (or, below zero, asked back) for a line that was already approved.
    """

    line_id: int | None
    person_id: int
    name: str
    id_number: str
    claim: str
    class_number: str
    training_type: str
    institution: str
    scheme: str
    before: Decimal
    after: Decimal
    owed: Decimal
    why: str

    @property
    def difference(self) -> Decimal:
        """What the person would get more, in yuan; below zero for less."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Untried:
    """One line that could not be decided under the draft: whose, of which claim, what it has (yuan), what is lacking.

    `line_id` is None for a living allowance that was not asked for.
    """

    line_id: int | None
    person_id: int
    name: str
    id_number: str
    claim: str
    institution: str
    scheme: str
    amount: Decimal
    why: str


@dataclass(frozen=True, slots=True)
class Share:
    """What the draft does under one heading, a training type with its scheme, or an institution."""

    title: str
    people: int
    before: Decimal
    after: Decimal
    gain: int
    lose: int

    @property
    def difference(self) -> Decimal:
        """What it would cost more, in yuan; below zero for less."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Replay:
    """The county's claims of a period under a draft: sums, who gains and who loses, what is owed.

    `people` are those with a line in the period; `admitted` got nothing and would get something, `dropped` the other
    way round. `untried` are the lines of which nothing could be said, in no sum; `left_out` are local values that the
    draft has no room for.
    """

    draft: str
    version: str
    since: date
    until: date
    claims: int
    lines: int
    people: int
    before: Decimal
    after: Decimal
    gain: int
    lose: int
    admitted: int
    dropped: int
    by_type: tuple[Share, ...]
    by_institution: tuple[Share, ...]
    moved: tuple[Moved, ...]
    untried: tuple[Untried, ...]
    left_out: tuple[str, ...]

    @property
    def undecided(self) -> tuple[tuple[str, int], ...]:
        """What was lacking with how many lines it was lacking for, the most first."""
        return tuple(Counter(each.why for each in self.untried).most_common())

    @property
    def back_payments(self) -> tuple[Moved, ...]:
        """The lines already approved for which the draft gives more."""
        return tuple(each for each in self.moved if each.owed > 0)

    @property
    def overpaid(self) -> tuple[Moved, ...]:
        """The lines already approved for which the draft gives less."""
        return tuple(each for each in self.moved if each.owed < 0)


def replay(desk: Desk, draft: Path, since: date, until: date, progress: Progress | None = None) -> Replay:
    """Decide every claim applied for from `since` to `until`, refused ones left out, under the policy in `draft`.

    `draft` is a folder or one .toml file, as `drafts.load_draft` takes it. Each line is judged on the facts on which
    it was worked out (`judging.Trial` says what becomes of one kept without them). The bureau's own values hold on top of the draft as far as they fit; what a clerk cut by hand
    stays cut. `progress(done, total)` counts claims and may raise to stop. Raises PolicyFault, with file and line,
    for a faulty draft.
    """
    if until < since:
        raise Refused("截止日期早于起始日期，没有试算。", "请改正日期。")
    policy, left_out = _with_own(desk, load_draft(draft, desk.workspace.region, desk.workspace.county))
    trial = Trial(desk, policy)
    claims = _try(trial, _chosen(desk, since, until), progress)
    rows = trial.judged
    by_person: dict[int, list[Judged]] = defaultdict(list)
    for row in rows:
        by_person[row.trainee.person_id].append(row)
    sums = [(_before(held), _after(held)) for held in by_person.values()]
    numbers = _class_numbers(desk, claims)
    return Replay(
        draft=policy.title,
        version=policy.version,
        since=since,
        until=until,
        claims=len(claims),
        lines=len(rows),
        people=len(by_person),
        before=_before(rows),
        after=_after(rows),
        gain=sum(after > before for before, after in sums),
        lose=sum(after < before for before, after in sums),
        admitted=sum(not before and after > 0 for before, after in sums),
        dropped=sum(before > 0 and not after for before, after in sums),
        by_type=_shares(rows, _type_of),
        by_institution=_shares(rows, lambda row: institution_of(row.claim.filing)),
        moved=tuple(_moved(row, numbers) for row in rows if row.before != row.after),
        untried=tuple(map(_untried, trial.unjudged)),
        left_out=left_out,
    )


def _try(trial: Trial, chosen: list[int], progress: Progress | None) -> list[Claim]:
    """Judge the chosen claims in their order, some at a time; returns them."""
    claims: list[Claim] = []
    for first in range(0, len(chosen), AT_ONCE):
        for claim in _claims(trial.desk, chosen[first : first + AT_ONCE]):
            if progress is not None:
                progress(len(claims), len(chosen))
            trial.judge(claim)
            claims.append(claim)
    return claims


def _with_own(desk: Desk, draft: Policy) -> tuple[Policy, tuple[str, ...]]:
    """The draft with the bureau's own values, and the titles of those for which it has no room."""
    policy = draft
    fitting: list[Value] = []
    left_out: list[str] = []
    for value in desk.policy.local:
        try:
            policy = draft.with_local([*fitting, value])
        except Refused:
            left_out.append(value.title)
        else:
            fitting.append(value)
    return policy, tuple(left_out)


def _chosen(desk: Desk, since: date, until: date) -> list[int]:
    """The claims applied for in a period, by id, in the order in which they are tried."""
    chosen = (
        select(Claim.id)
        .where(Claim.applied_on.between(since, until), Claim.state != "refused")
        .order_by(Claim.applied_on, Claim.id)
    )
    return list(desk.session.scalars(chosen))


def _claims(desk: Desk, ids: list[int]) -> list[Claim]:
    """A few claims with all that is asked of their lines, in a handful of questions."""
    chosen = (
        select(Claim)
        .where(Claim.id.in_(ids))
        .order_by(Claim.applied_on, Claim.id)
        .options(
            selectinload(Claim.filing).selectinload(Filing.institution),
            selectinload(Claim.filing).selectinload(Filing.employer),
            selectinload(Claim.lines).selectinload(ClaimLine.trainee).selectinload(Trainee.person),
        )
    )
    return list(desk.session.scalars(chosen))


def _class_numbers(desk: Desk, claims: list[Claim]) -> dict[int, str]:
    filings = listed(claim.filing_id for claim in claims)
    rows = select(TrainingClass.filing_id, TrainingClass.number).where(TrainingClass.filing_id.in_(filings))
    return {row.filing_id: row.number for row in desk.session.execute(rows)}


def _moved(row: Judged, numbers: dict[int, str]) -> Moved:
    person, filing = row.trainee.person, row.claim.filing
    return Moved(
        line_id=row.line.id if row.line else None,
        person_id=person.id,
        name=person.name,
        id_number=mask_id(person.id_number),
        claim=row.claim.number,
        class_number=numbers.get(filing.id, ""),
        training_type=title("training_types", filing.training_type),
        institution=institution_of(filing),
        scheme=title("schemes", row.scheme),
        before=row.before,
        after=row.after,
        owed=row.after - row.before if row.claim.state == APPROVED else NOTHING,
        why=explain(row.decision),
    )


def _untried(row: Unjudged) -> Untried:
    person = row.trainee.person
    return Untried(
        line_id=row.line.id if row.line else None,
        person_id=person.id,
        name=person.name,
        id_number=mask_id(person.id_number),
        claim=row.claim.number,
        institution=institution_of(row.claim.filing),
        scheme=title("schemes", row.scheme),
        amount=row.line.amount if row.line else NOTHING,
        why=row.why,
    )


def institution_of(filing: Filing) -> str:
    """Return who held the training, or whose staff it was for, as the report names them."""
    party = filing.institution or filing.employer
    return party.name if party else "个人申请"


def _type_of(row: Judged) -> str:
    return f"{title('training_types', row.claim.filing.training_type)}·{title('schemes', row.scheme)}"


def _shares(rows: list[Judged], of: Callable[[Judged], str]) -> tuple[Share, ...]:
    """What moves under each heading, the greatest difference first."""
    by_heading: dict[str, dict[int, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_heading[of(row)][row.trainee.person_id].append(row)
    shares = []
    for called, people in by_heading.items():
        sums = [(_before(held), _after(held)) for held in people.values()]
        shares.append(
            Share(
                title=called,
                people=len(people),
                before=sum((before for before, _ in sums), NOTHING),
                after=sum((after for _, after in sums), NOTHING),
                gain=sum(after > before for before, after in sums),
                lose=sum(after < before for before, after in sums),
            )
        )
    return tuple(sorted(shares, key=lambda share: (-abs(share.difference), share.title)))


def _before(rows: Iterable[Judged]) -> Decimal:
    return sum((row.before for row in rows), NOTHING)


def _after(rows: Iterable[Judged]) -> Decimal:
    return sum((row.after for row in rows), NOTHING)
