"""How many times a person may be subsidised is judged by the law of the class's opening day, in its own terms."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from desktop import doubts, intake
from desktop.doubts.asking import Reading
from desktop.doubts.finding import hits, reading, scope
from desktop.policy import load_folder
from tests import builders
from tests.builders import PEOPLE, County, entry, file_case, table

HEADINGS = ("姓名", "身份证号", "补贴项目", "工种", "技能等级", "补贴金额", "发放日期", "发放单位")
WHO = PEOPLE[0]
POLICY = Path(__file__).resolve().parents[2] / "resources" / "policy"


@pytest.fixture
def county():
    with builders.stage("empty") as made:
        yield made


def take(county: County, *paid: tuple[str, str]) -> None:
    """Take in a list of what others paid to one person: occupation and day of each."""
    rows = [
        (WHO.name, WHO.id_number, "职业培训补贴", trade, "中级", "800.00", on, "邻县人社局")
        for trade, on in paid
    ]
    read = intake.read(table("已享受.csv", HEADINGS, rows), doubts.COLUMNS["benefit"], day=county.days.filed)
    assert read.clean, read.problems
    with county.desk("jingban") as desk:
        doubts.take_list(desk, "benefit", read, source="省里", as_of=county.days.filed)


def found(county: County, filing_id: int) -> str:
    with county.desk("jingban") as desk:
        doubts.run(desk, "filing", filing_id)
        rows = doubts.lines(desk, builders.ALL, kind="filing", case_id=filing_id).rows
    return "".join(each.sentence for each in rows if each.flag == "R1")


@pytest.mark.parametrize(
    ("opened", "doubted"), [(date(2023, 12, 29), False), (date(2024, 1, 2), True)], ids=["before", "after"]
)
def test_the_law_is_that_of_the_opening_day(county: County, opened: date, doubted: bool):
    take(county, ("电工", "2022-03-10"), ("焊工", "2022-05-10"), ("钳工", "2022-07-10"))
    plan = entry(county, PEOPLE, starts_on=opened, ends_on=date(2024, 1, 12))
    said = found(county, file_case(county, PEOPLE, plan))
    assert ("累计享受职业培训补贴4次，超过3次的上限" in said) is doubted, (
        "counted over a life since 2024 only"
    )


def test_a_limit_on_one_occupation_counts_that_occupation_alone(county: County, tmp_path: Path):
    take(county, ("电工", "2023-03-10"), ("焊工", "2023-05-10"), ("钳工", "2023-07-10"))
    filing_id = file_case(county)
    assert "2023年享受职业培训补贴4次" in found(county, filing_id)
    place = tmp_path / "jiangsu"
    shutil.copytree(POLICY / "jiangsu", place)
    conditions = place / "conditions.toml"
    law = conditions.read_text("utf-8")
    mine = 'of = "person", schemes = ["training", "upgrade"]'
    assert law.count(mine) == 1
    conditions.write_text(law.replace(mine, mine.replace("person", "occupation")), "utf-8")
    with county.reading() as desk:
        of = scope(desk, "filing", filing_id)

        def told(read: Reading) -> set[str]:
            return {each.variant for each in hits(read, of.lines, of.filings)}

        read = reading(desk)
        assert "R1.times" in told(read)
        read.policy = load_folder(place, desk.workspace.county)
        other = told(read)
    assert "R1.times" not in other
