"""Whatever the order of applications and approvals: nothing is paid twice, and the sum of the lines is the batch."""

import contextlib
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.subsidies import AllowanceDay, Claim, ClaimLine
from desktop import filings, payments, subsidies
from desktop.problems import Refused
from desktop.workspace import Workspace
from tests import apprentices, builders
from tests.builders import PEOPLE, County

FEW = settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
BOTH = PEOPLE[1:3]
STEPS = {"draft": "submit", "submitted": "review", "reviewed": "approve", "returned": "resume"}
LOGINS = {"submit": "jingban", "review": "fuhe", "approve": "fuze", "resume": "jingban", "send_back": "fuze"}
APPLIED = date(2023, 10, 30)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, County]]:
    """Two classes of one occupation and level, on the same days, with two people in both; and where it is copied to."""
    folder = tmp_path_factory.mktemp("classes")
    with builders.stage("held", folder) as county:
        first = county.ids["filing"]
        entry = builders.entry(county, BOTH, title="另一班")
        other = builders.file_case(county, BOTH, entry)
        builders.explain_doubts(county, "filing", other, county.days.approved)
        builders.approve(county, other)
        builders.hold(county, other, BOTH, body="999902")
        county.ids |= {"first": first, "other": other}
        county.workspace.engine.dispose()
        kept = folder / "kept"
        shutil.copytree(folder / "workspace", kept)
        yield kept, county


def again(made: tuple[Path, County]) -> County:
    """The county as it was made; what was done to it before is gone. The engine, and what it has learnt, stays."""
    kept, county = made
    folder, engine = county.workspace.folder, county.workspace.engine
    engine.dispose()
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)
    workspace = Workspace(folder, engine, county.workspace.clock)
    return County(workspace, county.region, dict(county.clerks), dict(county.ids))


def state(county: County, claim_id: int) -> str:
    with county.reading() as desk:
        return subsidies.sheet(desk, claim_id).state


def step(county: County, claim_id: int) -> None:
    """Take the next step of a claim; one whose lines are no longer true goes back and is worked out anew."""
    deed = STEPS.get(state(county, claim_id))
    if deed is None:
        return
    try:
        take(county, claim_id, deed)
    except Refused:
        if deed not in {"review", "approve"}:
            raise
        with county.desk("fuhe" if deed == "review" else "fuze", APPLIED) as desk:
            subsidies.send_back(desk, claim_id, "核算后情况有变")


def take(county: County, claim_id: int, deed: str) -> None:
    if deed == "review":
        builders.explain_doubts(county, "claim", claim_id, APPLIED, "jingban")
        with county.desk("fuhe2", APPLIED) as desk:
            for finding in subsidies.sheet(desk, claim_id).findings:
                if finding.strength == "principle" and not finding.accepted_by:
                    filings.accept_finding(desk, finding.id, "两班错时上课，签到记录相符")
    with county.desk(LOGINS[deed], APPLIED) as desk:
        if deed == "submit":
            builders.receive_all(desk, "claim", claim_id)
            subsidies.submit(desk, claim_id)
        elif deed == "resume":
            subsidies.resume(desk, claim_id)
        else:
            {"review": subsidies.review, "approve": subsidies.approve}[deed](desk, claim_id, "同意")


def paid_once(county: County) -> None:
    """What must hold whenever anybody looks."""
    with county.reading() as desk:
        live = desk.session.execute(
            select(
                ClaimLine.person_id, ClaimLine.occupation, ClaimLine.level, ClaimLine.scheme, ClaimLine.days
            )
            .join(Claim, Claim.id == ClaimLine.claim_id)
            .where(Claim.state == "approved", ClaimLine.amount > 0)
        ).all()
        days = desk.session.execute(select(AllowanceDay.person_id, AllowanceDay.day)).all()
        kept = desk.session.scalars(
            select(ClaimLine).where(ClaimLine.scheme == "allowance", ClaimLine.amount > 0)
        ).all()
    trained = Counter((row.person_id, row.occupation, row.level) for row in live if row.scheme == "training")
    assert set(trained.values()) <= {1}
    assert len(days) == len(set(days)) == sum(row.days for row in kept)


@FEW
@given(order=st.lists(st.sampled_from(["first", "other"]), min_size=4, max_size=8))
def test_no_order_of_applying_and_approving_pays_anything_twice(made: tuple[Path, County], order: list[str]):
    claims: dict[str, int] = {}
    county = again(made)
    for which in order:
        if which in claims:
            step(county, claims[which])
        else:
            with county.desk("jingban", APPLIED) as desk:
                claims[which] = subsidies.apply(desk, county.ids[which])
        paid_once(county)
    for claim_id in claims.values():
        for _ in range(6):
            with contextlib.suppress(Refused):
                step(county, claim_id)
        paid_once(county)
    assert "approved" in {state(county, claim_id) for claim_id in claims.values()}
    if len(claims) == 2:
        with county.reading() as desk:
            sums = [subsidies.sheet(desk, claim_id).amount for claim_id in claims.values()]
        assert sum(sums) <= 4 * 500 + 2 * 150, "four people, of whom two sat in both classes"


amounts = st.lists(st.decimals("0", "499.99", places=2) | st.none(), min_size=4, max_size=4)


@FEW
@given(cuts=amounts)
def test_the_sum_of_the_lines_is_the_claim_the_notice_and_the_batch(
    made: tuple[Path, County], cuts: list[Decimal | None]
):
    county = again(made)
    with county.desk("jingban", APPLIED) as desk:
        claim_id = subsidies.apply(desk, county.ids["first"])
        lines = [
            row
            for row in subsidies.claim_lines(desk, claim_id, builders.ALL).rows
            if row.scheme == "training"
        ]
        for row, cut in zip(lines, cuts, strict=True):
            if cut is not None:
                subsidies.cut(desk, row.id, cut, "部分课时由其他资金承担")
    expected = sum((Decimal(500) if cut is None else cut for cut in cuts), Decimal(0))
    for _ in range(3):
        step(county, claim_id)
    with county.reading() as desk:
        sheet = subsidies.sheet(desk, claim_id)
        assert sheet.state == "approved"
        assert {total.scheme: total.amount for total in sheet.totals}["training"] == expected
        lines = subsidies.claim_lines(desk, claim_id, builders.ALL).rows
        assert sum(row.amount for row in lines) == sheet.amount
    if not expected:
        return
    notice_id = builders.post(county, claim_id)
    builders.close(county, notice_id)
    with county.desk("jingban", county.days.paid) as desk:
        batch = payments.sheet(desk, payments.prepare(desk, notice_id, "training", "upgrading"))
    assert batch.total == expected


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, County]]:
    """An apprenticeship of which 112,500 yuan were advanced and 33 of 45 finished, ready to be settled."""
    folder = tmp_path_factory.mktemp("apprentices")
    with pytest.MonkeyPatch.context() as patch:
        county = apprentices.county(folder / "county", patch)
        filing_id = apprentices.opened(county)
        apprentices.paid(county, apprentices.applied(county, filing_id, advance=True))
        apprentices.finished(county, patch)
        county.ids["first"] = filing_id
        county.workspace.engine.dispose()
        kept = folder / "kept"
        shutil.copytree(county.workspace.folder, kept)
        yield kept, county
        county.workspace.close()


@FEW
@given(off=st.lists(st.integers(0, 32), max_size=4, unique=True), again_worked_out=st.booleans())
def test_whoever_is_taken_off_an_apprenticeship_is_paid_nothing_in_advance_or_at_the_end(
    settled: tuple[Path, County], off: list[int], again_worked_out: bool
):
    county = again(settled)
    day = apprentices.DONE.applied
    with county.desk("jingban", day) as desk:
        claim_id = subsidies.apply(desk, county.ids["first"])
        rows = subsidies.claim_lines(desk, claim_id, builders.ALL).rows
        for at in off:
            subsidies.cut(desk, rows[at].id, Decimal(0), "查实替考，证书无效")
        if again_worked_out:
            subsidies.recompute(desk, claim_id)
    with county.reading(day=day) as desk:
        sheet = subsidies.sheet(desk, claim_id)
        lines = subsidies.claim_lines(desk, claim_id, builders.ALL).rows
    assert sheet.amount + 112_500 == (33 - len(off)) * 5000 * 2
    assert sum(row.amount for row in lines) == sheet.amount
