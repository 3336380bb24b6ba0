"""Long lists: a page at a time, what was typed taken literally, any number of keys in one question."""

import pytest
from sqlalchemy import select

from db.registers import Person
from desktop import registers
from desktop.pages import PageQuery, like, listed
from desktop.registers import PersonEntry
from desktop.registers.persons import enter
from tests import builders
from tests.builders import County

MANY = tuple(builders.trainee(at, f"学员{chr(0x4E00 + at)}") for at in range(250))


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory):
    with builders.stage("empty", tmp_path_factory.mktemp("pages")) as county:
        with county.desk("jingban") as desk:
            enter(desk, [PersonEntry(person.id_number, person.name) for person in MANY])
        yield county


@pytest.mark.parametrize("sort", ["", "name", "sex", "born", "id_number", "no such column"])
@pytest.mark.parametrize("descending", [True, False])
def test_pages_hold_every_row_once_whatever_they_are_sorted_by(county: County, sort: str, descending: bool):
    with county.reading() as desk:
        pages = [
            registers.persons(desk, PageQuery(sort=sort, descending=descending, offset=at, limit=70)).rows
            for at in range(0, 280, 70)
        ]
    assert [len(page) for page in pages] == [70, 70, 70, 40]
    assert len({row.id for page in pages for row in page}) == 250


def test_a_page_behind_the_end_is_empty_and_still_knows_the_total(county: County):
    with county.reading() as desk:
        page = registers.persons(desk, PageQuery(offset=1000))
    assert (page.rows, page.total) == ((), 250)


def test_the_first_page_is_a_hundred_rows_newest_first(county: County):
    with county.reading() as desk:
        rows = registers.persons(desk, PageQuery()).rows
    assert len(rows) == 100
    assert [row.id for row in rows] == sorted((row.id for row in rows), reverse=True)


def test_any_number_of_keys_goes_into_one_question(county: County):
    numbers = [person.id_number for person in MANY] + [f"{at:018d}" for at in range(50_000)]
    with builders.statements(county) as sent, county.reading() as desk:
        found = desk.session.scalars(select(Person.name).where(Person.id_number.in_(listed(numbers)))).all()
    assert sorted(found) == sorted(person.name for person in MANY)
    assert len([each for each in sent if each.startswith("SELECT")]) == 1


def test_such_a_question_uses_the_index(county: County):
    asked = select(Person.id).where(Person.id_number.in_(listed(["x"])))
    with county.reading() as desk:
        statement = str(
            asked.compile(desk.session.connection().engine, compile_kwargs={"literal_binds": True})
        )
        plan = " ".join(
            str(row) for row in desk.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
        )
    assert "USING" in plan
    assert "SCAN person" not in plan


@pytest.mark.parametrize(
    "text, pattern", [("王", "%王%"), (" 50% ", r"%50\%%"), ("a_b", r"%a\_b%"), ("\\", "%\\\\%")]
)
def test_what_is_typed_is_taken_literally(text: str, pattern: str):
    assert like(text) == pattern
