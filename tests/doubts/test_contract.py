"""A short contract is a doubt only about whom the region's rule asks for a long one."""

from datetime import date

import pytest
from sqlalchemy import update

from db.filings import Filing, Trainee
from desktop import doubts
from tests import builders


@pytest.mark.parametrize(
    ("region", "group", "doubted"),
    [
        ("anhui", "employee", False),
        ("anhui", "rural_transfer", True),
        ("jiangsu", "employee", True),
        ("jiangsu", "rural_transfer", True),
    ],
)
def test_a_short_contract_counts_for_the_groups_of_the_rule(region: str, group: str, doubted: bool):
    with builders.stage("empty", region=region) as county:
        filing_id = builders.file_case(county, builders.STAFF, builders.staff_entry(county))
        with county.desk("jingban") as desk:
            opened, hired = date(2024, 3, 11), date(2024, 3, 1)
            desk.session.execute(
                update(Filing)
                .where(Filing.id == filing_id)
                .values(starts_on=opened, ends_on=date(2024, 3, 15))
            )
            changed = {"hired_on": hired, "contract_from": hired, "contract_until": date(2024, 12, 31)}
            desk.session.execute(
                update(Trainee).where(Trainee.filing_id == filing_id).values(groups=group, **changed)
            )
            doubts.run(desk, "filing", filing_id)
            rows = doubts.lines(desk, builders.ALL, kind="filing", case_id=filing_id, flag_code="R14").rows
    said = [each.sentence for each in rows if each.state != "gone"]
    assert any("不足12个月" in each for each in said) is doubted
