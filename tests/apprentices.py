"""An apprenticeship in a county of Nantong: the worked example of Qidong, step by step through the public doors."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop import classes, filings, payments, subsidies
from desktop.intake import Reading
from tests import builders
from tests.builders import ALL, County, Days

BEGUN = Days(
    filed=date(2020, 8, 31),
    approved=date(2020, 9, 2),
    opened=date(2020, 9, 7),
    ended=date(2022, 9, 2),
    applied=date(2020, 9, 14),
    posted=date(2020, 9, 15),
    ends=date(2020, 9, 22),
    closed=date(2020, 9, 23),
    paid=date(2020, 9, 24),
)
DONE = replace(
    BEGUN,
    applied=date(2022, 9, 5),
    posted=date(2022, 9, 6),
    ends=date(2022, 9, 14),  # 10 to 12 September are the Mid-Autumn holiday
    closed=date(2022, 9, 16),
    paid=date(2022, 9, 19),
)
QIDONG = "320681"
APPRENTICES = tuple(
    builders.trainee(at, f"学徒{chr(0x4E00 + at)}", "企业职工", hired="2020-02-10") for at in range(45)
)
"""The worked example of Qidong: 45 planned, 33 finished, the standard of the third level for two years."""


def county(folder: Path, monkeypatch: pytest.MonkeyPatch) -> County:
    """A county whose city sets a standard by person and year, on the days of the class's beginning."""
    monkeypatch.setattr(builders, "COUNTY", QIDONG)
    for name in ("EMPLOYER", "INSTITUTION", "PLATFORM"):
        monkeypatch.setattr(builders, name, replace(getattr(builders, name), county=QIDONG))
    monkeypatch.setitem(builders.DAYS, "jiangsu", BEGUN)
    return builders.make(folder)


def course(county: County, **changes: object) -> filings.FilingEntry:
    given = {"training_type": "apprenticeship", "level": "3", "years": 2, "title": "焊工学徒班"}
    given |= {"occupation": "6-18-02-04", "budget": Decimal(0)}
    return builders.staff_entry(county, APPRENTICES, **{**given, **changes})


def opened(county: County) -> int:
    filing_id = builders.file_case(county, APPRENTICES, course(county))
    builders.approve(county, filing_id)
    with county.desk("jingban", county.days.opened) as desk:
        classes.open_class(desk, filing_id)
        county.ids["class"] = filings.sheet(desk, filing_id).class_id or 0
    return filing_id


def applied(county: County, filing_id: int, *, advance: bool) -> int:
    with county.desk("jingban", county.days.applied) as desk:
        claim_id = subsidies.apply(desk, filing_id, advance=advance)
        builders.receive_all(desk, "claim", claim_id)
        subsidies.submit(desk, claim_id)
    return claim_id


def paid(county: County, claim_id: int) -> None:
    builders.grant(county, claim_id)
    notice = builders.post(county, claim_id)
    builders.close(county, notice)
    batch = builders.release(county, notice, "training")
    with county.desk("caiwu", county.days.paid) as desk:
        orders = payments.orders(desk, batch, ALL).rows
        assert len(orders) == 1
        payments.settle(desk, batch, [payments.Settlement(orders[0].id, True, county.days.paid)])


def finished(county: County, monkeypatch: pytest.MonkeyPatch, people: int = 33) -> None:
    """The class ends two years later and `people` of it have earned their certificate."""
    monkeypatch.setitem(builders.DAYS, "jiangsu", DONE)
    with county.desk("jingban", DONE.ended) as desk:
        classes.take_attendance(desk, county.ids["class"], builders.attendance(APPRENTICES, DONE.opened))
        classes.finish(desk, county.ids["class"])
    with county.desk("jingban", DONE.applied) as desk:
        classes.take_certificates(desk, county.ids["class"], certificates(people))


def certificates(people: int) -> Reading:
    """What a list of certificates of the third level brings for the first so many."""
    headings = ("姓名", "身份证号", "证书类型", "证书编号", "发证日期", "发证单位", "证书等级")
    rows = tuple(
        (
            *(each.name, each.id_number, "职业技能等级证书", f"S000032320681223{at:06d}"),
            *(f"{DONE.ended:%Y-%m-%d}", "演练评价机构", "高级"),
        )
        for at, each in enumerate(APPRENTICES[:people], 1)
    )
    return builders.taken("证书.csv", classes.CERTIFICATES, headings, rows, DONE.ended)


def total(county: County, claim_id: int) -> Decimal:
    with county.reading(day=county.days.applied) as desk:
        return subsidies.sheet(desk, claim_id).amount
