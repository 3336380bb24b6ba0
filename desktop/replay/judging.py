"""Claim after claim decided anew under a draft, each line on the facts on which it was worked out."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from db.filings import Trainee
from db.subsidies import Claim, ClaimLine
from desktop import explaining
from desktop.policy import Decision, Policy
from desktop.problems import Refused
from desktop.replay.classes import Known, shared_anew
from desktop.subsidies.assessing import facts_of, wants_allowance
from desktop.subsidies.gathering import ADVANCE, ALLOWANCE
from desktop.subsidies.recalling import Facts, recall
from desktop.workspace import Desk

NOTHING = Decimal(0)
UNKEPT = "核算时的情况没有留存，而按现在登记的情况，现行政策得不出原来的金额。"
"""Why a line is not tried: what the draft would change cannot be told from what has changed since."""

Now = Mapping[tuple[int, str], Facts]
"""What is known today, by trainee and scheme."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One line before and after, in yuan, with the draft's decision; `line` is None for one that it would bring."""

    line: ClaimLine | None
    claim: Claim
    trainee: Trainee
    scheme: str
    before: Decimal
    after: Decimal
    decision: Decision


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A line that could not be tried, with what was lacking; `line` is None for an allowance nobody was asked for."""

    line: ClaimLine | None
    claim: Claim
    trainee: Trainee
    scheme: str
    why: str


class Trial:
    """A draft tried on claims in the order of their application: what it decides, and what could not be tried.

    A line that was kept without its facts (from before facts were kept, or made up) is tried on those of today, if
    the policy in force makes of them what the line says: so a draft that changes nothing moves nothing.
    """

    def __init__(self, desk: Desk, draft: Policy) -> None:
        self.desk = desk
        self.draft = draft
        self.judged: list[Judged] = []
        self.unjudged: list[Unjudged] = []
        self.risen: dict[int, Decimal] = defaultdict(Decimal)
        """How much more, in yuan, an apprenticeship would have had in advance, by filing: its settlement subtracts it."""

    def judge(self, claim: Claim) -> None:
        """Decide the lines of a claim, and those that the draft would bring for the first time."""
        first = len(self.judged)
        known = shared_anew(self.draft, claim, self._known(claim), self.risen)
        for line, facts in known:
            if facts is not None:
                self._try(line, line.scheme, facts)
        self._bring(claim, known)
        if claim.stage == ADVANCE:
            self.risen[claim.filing_id] += sum(
                (row.after - row.before for row in self.judged[first:]), NOTHING
            )

    def _known(self, claim: Claim) -> Known:
        """The lines in the order of their making with the facts to try them on: none, and put down, if there are none."""
        lines = sorted(claim.lines, key=lambda each: each.id)
        now = self._now(claim, self.desk.policy) if any(line.known is None for line in lines) else {}
        known: Known = []
        for line in lines:
            facts = recall(line) or now.get((line.trainee_id, line.scheme))
            if line.known is None and (facts is None or self._in_force(line, facts) != line.amount):
                self._leave(line, line.scheme, UNKEPT)
                facts = None
            known.append((line, facts))
        return known

    def _now(self, claim: Claim, policy: Policy) -> Now:
        """What is known today; nothing where the policy lacks what tells who shares in an apprenticeship."""
        try:
            known = facts_of(self.desk, claim, policy)
            return {(trainee.id, scheme): facts for trainee, scheme, facts in known}
        except Refused:
            return {}

    def _in_force(self, line: ClaimLine, facts: Facts) -> Decimal | None:
        """What the policy in force makes of a line's facts, in yuan; None where it lacks a value."""
        try:
            return _left(line, explaining.decide(self.desk.policy, facts).amount)
        except Refused:
            return None

    def _try(self, line: ClaimLine, scheme: str, facts: Facts) -> None:
        """Decide a line anew, or one of another scheme for the same trainee that nobody was asked for."""
        try:
            decision = explaining.decide(self.draft, facts)
        except Refused as refusal:
            self._leave(line, scheme, refusal.sentence)
            return
        own, before, after = None, NOTHING, decision.amount
        if line.scheme == scheme:
            own, before, after = line, line.amount, _left(line, after)
        self.judged.append(Judged(own, line.claim, line.trainee, scheme, before, after, decision))

    def _leave(self, line: ClaimLine, scheme: str, why: str) -> None:
        own = line if line.scheme == scheme else None
        self.unjudged.append(Unjudged(own, line.claim, line.trainee, scheme, why))

    def _bring(self, claim: Claim, known: Known) -> None:
        """Add the living allowances that the draft has for people who were not asked for one."""
        asked = {line.trainee_id for line in claim.lines if line.scheme == ALLOWANCE}
        new = [
            line
            for line, facts in known
            if facts is not None and line.trainee_id not in asked and self._opens(line, facts)
        ]
        now = self._now(claim, self.draft) if new else {}
        for line in new:
            facts = now.get((line.trainee_id, ALLOWANCE))
            if facts is not None:
                self._try(line, ALLOWANCE, facts)

    def _opens(self, line: ClaimLine, facts: Facts) -> bool:
        """Whether the draft has a living allowance for a person; one in force already is not the draft's doing.

        With kept facts it is: what was in force then asked everybody for whom it had one.
        """
        try:
            if line.known is None and wants_allowance(self.desk.policy, facts.opened_on, facts.trainee):
                return False
            return wants_allowance(self.draft, facts.opened_on, facts.trainee)
        except Refused as refusal:
            self._leave(line, ALLOWANCE, refusal.sentence)
            return False


def _left(line: ClaimLine, amount: Decimal) -> Decimal:
    """What is left of an amount when people had decided against the line."""
    return min(line.amount, amount) if explaining.people_said(line) else amount
