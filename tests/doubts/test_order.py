"""A change after the list went up is found on the very same day, and also where an import was taken back."""

from decimal import Decimal

import pytest
from sqlalchemy import select, update

from db.batches import ImportBatch
from db.filings import Trainee
from db.subsidies import Claim
from desktop import classes, doubts
from desktop.classes.undoing import undo_records
from tests import builders
from tests.builders import County


@pytest.fixture
def posted():
    with builders.stage("posted") as made:
        yield made


def reopen(county: County) -> None:
    """As when the province has sent the claim back: what it rests on may be corrected."""
    with county.desk("jingban", county.days.posted) as desk:
        desk.session.execute(update(Claim).values(reopened_on=county.days.posted))


def found(county: County) -> list[str]:
    with county.desk("jingban", county.days.posted) as desk:
        doubts.run(desk, "claim", county.ids["claim"])
        rows = doubts.lines(
            desk, builders.ALL, kind="claim", case_id=county.ids["claim"], flag_code="R20"
        ).rows
        return [each.sentence for each in rows if each.state != "gone"]


def test_what_was_done_before_the_list_went_up_is_no_doubt(posted: County):
    assert found(posted) == []


def test_a_change_on_the_day_of_posting_is_found(posted: County):
    reopen(posted)
    with posted.desk("jingban", posted.days.posted) as desk:
        line = desk.session.scalars(select(Trainee.id)).first()
        classes.mark(desk, line, posted.days.ended, "late", Decimal(0), Decimal(4))
    (sentence,) = found(posted)
    assert "之后仍有改动" in sentence
    assert f"{posted.days.posted}登记考勤" in sentence


def test_an_import_taken_back_after_the_posting_is_found(posted: County):
    reopen(posted)
    with posted.desk("jingban", posted.days.closed) as desk:
        batch = desk.session.scalars(select(ImportBatch).where(ImportBatch.kind == "certificates")).one()
        undo_records(desk, batch)
    (sentence,) = found(posted)
    assert f"{posted.days.closed}撤销导入" in sentence
