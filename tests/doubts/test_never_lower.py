"""Adding a doubtful line never lowers what was found on another line or another class."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from desktop.doubts.finding import hits, reading
from desktop.identity import make_practice_id
from desktop.workspace import SYSTEM, Desk
from tests.doubts.conftest import Planting

RANK = {"soft": 1, "hard": 2}
LIKE = ("nobody", "phone", "account", "address", "name", "young", "outsider", "known")


class Undo(Exception):
    """Ends an example; nothing of it is kept."""


def weight(desk: Desk, filing_id: int) -> dict[tuple[str, str, int], int]:
    """Return how severely each flag stands on each line and class, near one class."""
    read = reading(desk)
    lines = read.ids("SELECT id FROM trainee WHERE filing_id = :one", one=filing_id)
    found: dict[tuple[str, str, int], int] = {}
    for hit in hits(read, lines, [filing_id]):
        places = [("line", line) for line in hit.lines] + [("filing", one) for one in hit.filings]
        for kind, place in places:
            key = (hit.flag, kind, place)
            found[key] = max(found.get(key, 0), RANK[hit.severity])
    return found


def add(desk: Desk, filing_id: int, like: str, at: int, number: int) -> None:
    """Add one line to a class: a stranger, or one who has something in common with somebody there."""

    def do(sql: str, **values: object) -> None:
        desk.session.execute(text(sql), values)

    row = desk.session.execute(
        text(
            "SELECT p.id, p.name, p.born, p.phone, p.account, p.address FROM trainee AS t JOIN person AS p"
            " ON p.id = t.person_id WHERE t.filing_id = :one ORDER BY t.id LIMIT 1 OFFSET :at"
        ),
        {"one": filing_id, "at": at},
    ).one()
    born = date(2012, 1, 1) if like == "young" else date(1980, 1, 1) + timedelta(days=number % 8000)
    born = date.fromisoformat(row.born) if like == "name" else born
    new = 90_000_000 + number
    id_number = make_practice_id(number, born, "男")
    id_number = "9977" + id_number[4:] if like == "outsider" else id_number
    line = new
    if like == "known":
        person = desk.session.execute(
            text(
                "SELECT min(p.id) FROM person AS p WHERE p.id > :number AND NOT EXISTS (SELECT 1 FROM trainee AS t"
                " WHERE t.person_id = p.id AND t.filing_id = :one)"
            ),
            {"number": number % 3000, "one": filing_id},
        ).scalar_one()
    else:
        person = new
        do(
            "INSERT OR IGNORE INTO person (id, uid, id_number, name, sex, born, phone, education, household, address,"
            " bank, account) VALUES (:id, :uid, :number, :name, '男', :born, :phone, '', '', :address, '', :account)",
            id=new,
            uid=f"never-lower-{new}",
            number=id_number,
            name=row.name if like == "name" else f"新增{number}",
            born=born.isoformat(),
            phone=row.phone if like == "phone" else f"1660000{number % 10_000:04d}",
            address=row.address if like == "address" else "",
            account=row.account if like == "account" else f"66{number:012d}",
        )
    do(
        "INSERT OR IGNORE INTO trainee (id, uid, filing_id, person_id, source, position, groups, employer_name,"
        " household_place, home_place, work_place)"
        " VALUES (:id, :uid, :filing, :person, '', 99, 'unemployed,employee', '', '', '', '')",
        id=line,
        uid=f"never-lower-line-{line}",
        filing=filing_id,
        person=person,
    )
    do(
        "INSERT OR IGNORE INTO attendance (trainee_id, day, state, online_hours, offline_hours, source)"
        " SELECT :line, c.opened_on, 'present', 50, 60, '' FROM training_class AS c WHERE c.filing_id = :filing"
        " AND EXISTS (SELECT 1 FROM trainee WHERE id = :line)",
        line=line,
        filing=filing_id,
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_doubtful_line_more_never_lowers_another_finding(planting: Planting, data: st.DataObject):
    spoilt = sorted({one for each in planting.planted for one in each.filings})
    filing_id = data.draw(st.sampled_from(spoilt), label="class")
    more = data.draw(
        st.lists(
            st.tuples(st.sampled_from(LIKE), st.integers(0, 20), st.integers(1, 9_000)),
            min_size=1,
            max_size=6,
        ),
        label="lines added",
    )
    try:
        with planting.workspace.desk(SYSTEM) as desk:
            before = weight(desk, filing_id)
            assert before, "a class in which something was planted"
            for like, at, number in more:
                add(desk, filing_id, like, at, number)
            after = weight(desk, filing_id)
            lowered = {
                key: (rank, after.get(key, 0)) for key, rank in before.items() if after.get(key, 0) < rank
            }
            assert lowered == {}
            assert len(after) > len(before), "the lines added are doubtful themselves"
            raise Undo
    except Undo:
        pass
