"""What is under way in the practice county when the window opens: a draft, a case to decide, one overdue, one sent back."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop import filings, intake, materials
from desktop.filings import ROSTER, FilingEntry
from desktop.practice import workbooks
from desktop.practice.county import TRAINERS, PracticeClass, plan
from desktop.practice.people import people
from desktop.workspace import Desk

LEAD = 14
"""Days from filing to the planned opening."""


def entries(maker: int, school: int, college: int, platform: int, filed: date) -> dict[str, FilingEntry]:
    """Return the filings under way by what waits with them, as entered on `filed`."""
    starts = filed + timedelta(days=LEAD)
    common: dict[str, Any] = {
        "channel": "online",
        "planned_people": 24,
        "starts_on": starts,
        "ends_on": starts + timedelta(days=11),
        "platform_id": platform,
        "site": "演练县公共实训基地",
        "facilities": "实训工位40个、投影设备2套",
        "budget": Decimal(24000),
        "budget_note": "师资10000元、耗材10000元、平台使用4000元",
        "assessment": "线上理论测试与现场实操考核",
        "trainers": TRAINERS[:3],
    }
    transfer, catering = _transfer(maker, common), _catering(school, common)
    return {
        "decide": transfer,
        "overdue": replace(
            transfer,
            title="青禾机电焊工岗位技能提升班",
            training_type="on_job",
            occupation="6-18-02-04",
            level="4",
        ),
        "correcting": catering,
        "draft": replace(
            catering, title="保育师初级就业技能培训班", occupation="4-10-01-03", institution_id=college
        ),
    }


def _transfer(maker: int, common: dict[str, Any]) -> FilingEntry:
    return FilingEntry(
        case_kind="enterprise",
        training_type="transfer",
        title="青禾机电转岗数控操作培训班",
        occupation="6-18-01-07",
        level="none",
        employer_id=maker,
        contact="何敏",
        phone="0000-8800001",
        targets="因产线调整转岗的职工",
        items=plan("数控机床操作", Decimal(18), Decimal(6), Decimal(24)),
        **common,
    )


def _catering(school: int, common: dict[str, Any]) -> FilingEntry:
    return FilingEntry(
        case_kind="institution",
        training_type="employment_skills",
        title="中式烹调师初级就业技能培训班",
        occupation="4-03-02-01",
        level="5",
        institution_id=school,
        contact="方洁",
        phone="0000-8800003",
        targets="农村转移就业劳动者",
        items=plan("中式烹调", Decimal(12), Decimal(8), Decimal(40)),
        **common,
    )


def hand_in(desk: Desk, folder: Path, what: str, entry: FilingEntry) -> int:
    """Enter one of them and carry it as far as it has come; returns its id."""
    year = entry.starts_on.year
    trainees = people(24, 50 + len(what), youngest=date(year - 21, 1, 1), oldest=date(year - 45, 1, 1))
    planned = PracticeClass(
        entry, trainees, ("企业职工",) if entry.employer_id else ("农村转移就业劳动者",), "", ""
    )
    filing_id = filings.draft(desk, entry)
    if what == "draft":
        return filing_id
    path = workbooks.roster(folder / f"花名册-{entry.title}.xlsx", planned)
    filings.file_roster(desk, filing_id, intake.read(path, ROSTER, day=desk.today))
    wanted = materials.missing(desk, "filing", filing_id)
    codes = tuple(line.code for line in (wanted[:-1] if what == "correcting" else wanted))
    materials.receive(desk, "filing", filing_id, filings.sheet(desk, filing_id).uid, codes)
    filings.accept(desk, filing_id)
    if what == "correcting":
        filings.ask_correction(desk, filing_id)
    return filing_id
