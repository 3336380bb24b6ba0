"""What was paid elsewhere, by the lists of other offices: each benefit once, with the list, file and row that tell it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from json import dumps

from desktop.codes import codes, title
from desktop.doubts.asking import Reading, day
from desktop.doubts.lists import BENEFIT

TOLD = """
SELECT p.id, b.id, b.scheme, b.programme, b.occupation, b.level, b.paid_on, b.since, b.until, b.fund, b.office,
       l.as_of, l.file_name, b.source
FROM json_each(:persons) AS s
CROSS JOIN person AS p ON p.id = s.value
CROSS JOIN outside_benefit AS b ON b.number = p.id_number
CROSS JOIN outside_list AS l ON l.id = b.list_id
ORDER BY l.as_of DESC, l.id DESC, b.id
"""

SAME_PAYMENT = timedelta(days=31)
"""So far apart may the day of a payment stand here and on a list that tells it once more."""

# What this bureau paid itself: a list of the province or of an earlier system may tell it once more.
OURS = """
SELECT DISTINCT l.person_id, l.scheme, l.occupation, l.level, o.settled_on
FROM json_each(:persons) AS s
CROSS JOIN claim_line AS l ON l.person_id = s.value
CROSS JOIN payment_line AS p ON p.line_id = l.id
CROSS JOIN payment_order AS o ON o.id = p.order_id
WHERE o.state = 'paid'
"""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One benefit that somebody else paid to a person; `since` and `until` are None where the list is silent.

    Occupation, level, programme, fund and office are empty where the list does not tell them.
    """

    id: int
    scheme: str
    programme: str
    occupation: str
    level: str
    paid_on: date
    since: date | None
    until: date | None
    fund: str
    office: str
    as_of: date
    file: str
    source: str

    @property
    def called(self) -> str:
        """What a clerk calls it: who paid, when, which subsidy."""
        fund = f"（{title('fund_sources', self.fund)}）" if self.fund else ""
        return f"{self.office or '其他单位'}{self.paid_on}发放的{scheme_title(self.scheme)}{fund}"

    @property
    def told(self) -> str:
        """Where it is told: the list with its day, the file, the sheet and the row."""
        sheet, _, row = self.source.rpartition("!")
        name = title("outside_lists", BENEFIT)
        return f"{name}（截至{self.as_of}）“{self.file}”{f'“{sheet}”' if sheet else ''}第{row}行"

    @property
    def particulars(self) -> tuple[object, ...]:
        """What tells two benefits of one day apart: programme, first and last day; empty where the list is silent."""
        return (self.programme, self.since, self.until)

    @property
    def mark(self) -> str:
        """What it is known by among the benefits of a person, whichever list tells it."""
        particulars = (str(each) for each in self.particulars if each)
        return " ".join((self.scheme, self.occupation, self.level, str(self.paid_on), *particulars))

    def same(self, other: "Elsewhere") -> bool:
        """Say whether another row tells this very benefit once more; a row may be silent where the other tells."""
        mine = (self.scheme, self.occupation, self.level, self.paid_on)
        both = zip(self.particulars, other.particulars, strict=True)
        return mine == (other.scheme, other.occupation, other.level, other.paid_on) and all(
            one == another or not one or not another for one, another in both
        )

    def fuller(self, other: "Elsewhere") -> bool:
        """Say whether this row tells what another is silent about."""
        return sum(map(bool, self.particulars)) > sum(map(bool, other.particulars))

    def days(self) -> frozenset[date]:
        """Return every day that it was for; none where the list does not tell both ends."""
        if self.since is None or self.until is None:
            return frozenset()
        return frozenset(self.since + timedelta(days=at) for at in range((self.until - self.since).days + 1))


def scheme_title(scheme: str) -> str:
    """Return what a subsidy is called, ours or another office's."""
    ours = scheme in {code.code for code in codes("schemes")}
    return title("schemes" if ours else "outside_schemes", scheme)


NAMED = """
SELECT b.id, b.scheme, b.programme, b.occupation, b.level, b.paid_on, b.since, b.until, b.fund, b.office,
       l.as_of, l.file_name, b.source
FROM json_each(:ids) AS s
CROSS JOIN outside_benefit AS b ON b.id = s.value
CROSS JOIN outside_list AS l ON l.id = b.list_id
"""


def named(read: Reading, ids: Iterable[int]) -> dict[int, str]:
    """Return what each row of such a list is called, and where it stands."""
    wanted = list(ids)
    found = [_made(list(row)) for row in Reading.rows(read, NAMED, ids=dumps(wanted))] if wanted else []
    return {each.id: f"{each.called}（{each.told}）" for each in found}


def elsewhere(read: Reading, persons: Iterable[int]) -> dict[int, tuple[Elsewhere, ...]]:
    """Return what others paid to some persons, by person; nothing is asked where no such list was taken in.

    A benefit that several lists tell counts once, by the newest; one that this bureau paid itself, here in this store,
    is not elsewhere: under its name, for the same, within a month.
    """
    if BENEFIT not in read.lists:
        return {}
    found: dict[int, list[Elsewhere]] = defaultdict(list)
    for person, *row in Reading.rows(read, TOLD, persons=dumps(list(persons))):
        told, kept = _made(row), found[person]
        again = next((at for at, each in enumerate(kept) if each.same(told)), None)
        if again is None:
            kept.append(told)
        elif told.fuller(kept[again]):
            kept[again] = told
    return _without_ours(read, found)


def _made(row: list[object]) -> Elsewhere:
    id_, scheme, programme, occupation, level, paid_on, since, until, fund, office, as_of, file, source = row
    return Elsewhere(
        int(str(id_)),
        str(scheme),
        str(programme),
        str(occupation),
        str(level),
        day(str(paid_on)),
        day(str(since)) if since else None,
        day(str(until)) if until else None,
        str(fund),
        str(office),
        day(str(as_of)),
        str(file),
        str(source),
    )


def _without_ours(read: Reading, found: dict[int, list[Elsewhere]]) -> dict[int, tuple[Elsewhere, ...]]:
    bureau = read.desk.workspace.bureau
    doubtful = [person for person, told in found.items() if any(each.office == bureau for each in told)]
    if not doubtful:
        return {person: tuple(told) for person, told in found.items()}
    ours: dict[tuple[int, str], list[tuple[str, str, date]]] = defaultdict(list)
    for person, scheme, occupation, level, on in Reading.rows(read, OURS, persons=dumps(doubtful)):
        ours[person, scheme].append((occupation, level, day(on)))

    def is_ours(person: int, each: Elsewhere) -> bool:
        return each.office == bureau and any(
            each.occupation in ("", occupation)
            and each.level in ("", level)
            and abs(each.paid_on - on) <= SAME_PAYMENT
            for occupation, level, on in ours[person, each.scheme]
        )

    kept = {
        person: tuple(each for each in told if not is_ours(person, each)) for person, told in found.items()
    }
    return {person: told for person, told in kept.items() if told}
