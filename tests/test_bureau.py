"""What papers say of the office can be changed, by the director, and says so in the trail."""

from dataclasses import replace

import pytest

from desktop import bureau
from desktop.audit import trail
from desktop.problems import Refused
from tests import builders

NEW = bureau.Contact("职业能力建设股", "演练县政务服务中心3楼", "990001", "0000-8810099")


def test_the_director_changes_how_the_public_reaches_the_office():
    with builders.stage("empty") as county:
        with county.desk("fuze") as desk:
            bureau.change_contact(desk, NEW)
        assert county.workspace.contact("phone") == NEW.phone
        with county.reading() as desk:
            assert bureau.contact(desk) == NEW
            (entry,) = trail(desk.session, county.workspace.county)
        assert entry.deed == "修改本单位信息"
        assert "联系电话" in entry.details
        assert NEW.phone not in entry.details


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (replace(NEW, postcode="99000"), "六位数字"),
        (replace(NEW, department="股" * 61), "最多 60 个字"),
        (None, "没有改动"),
    ],
)
def test_what_cannot_be_printed_or_changes_nothing_is_refused(entry: bureau.Contact | None, told: str):
    with builders.stage("empty") as county, county.desk("fuze") as desk:
        before = bureau.contact(desk)
        with pytest.raises(Refused, match=told):
            bureau.change_contact(desk, entry or before)
        assert bureau.contact(desk) == before


def test_nobody_but_the_director_changes_it():
    with builders.stage("empty") as county, county.desk("jingban") as desk, pytest.raises(Refused):
        bureau.change_contact(desk, NEW)
