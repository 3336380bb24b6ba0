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
SELECT DISTINCT l.person_id, l.scheme, l.occupation, l.level, o.settled_on, l.trainee_id
FROM json_each(:persons) AS s
CROSS JOIN claim_line AS l ON l.person_id = s.value
CROSS JOIN payment_line AS p ON p.line_id = l.id
CROSS JOIN payment_order AS o ON o.id = p.order_id
WHERE o.state = 'paid'
"""


SHORTER = (
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("人力资源与社会保障", "人社"),
    *((place, "") for place in "省市县区旗 "),
)
"""How the name of a bureau is shortened on lists, so that 演练人社局 may be 演练县人力资源和社会保障局."""


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


@dataclass(frozen=True, slots=True)
class Retold:
    """A row without a payer, or with one that nobody can tell from this bureau, and our own paid line that it may tell."""

    told: Elsewhere
    line: int


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
    is not elsewhere: under its name, or under none that is another's, for the same, within a month.
    """
    return told_elsewhere(read, persons)[0]


def told_elsewhere(
    read: Reading, persons: Iterable[int]
) -> tuple[dict[int, tuple[Elsewhere, ...]], dict[int, tuple[Retold, ...]]]:
    """Return what others paid to some persons, and what may be this bureau's own payment told once more."""
    if BENEFIT not in read.lists:
        return {}, {}
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


def _without_ours(
    read: Reading, found: dict[int, list[Elsewhere]]
) -> tuple[dict[int, tuple[Elsewhere, ...]], dict[int, tuple[Retold, ...]]]:
    bureau = read.desk.workspace.bureau
    doubtful = [
        person for person, told in found.items() if any(_perhaps(each.office, bureau) for each in told)
    ]
    ours: dict[tuple[int, str], list[tuple[str, str, date, int]]] = defaultdict(list)
    for person, scheme, *row in Reading.rows(read, OURS, persons=dumps(doubtful)) if doubtful else ():
        occupation, level, on, line = row
        ours[person, scheme].append((occupation, level, day(on), line))

    def line_of(person: int, each: Elsewhere) -> int:
        """Our own line that a row tells once more; 0 for none."""
        for occupation, level, on, line in ours[person, each.scheme] if _perhaps(each.office, bureau) else ():
            same = each.occupation in ("", occupation) and each.level in ("", level)
            if same and abs(each.paid_on - on) <= SAME_PAYMENT:
                return line
        return 0

    others: dict[int, tuple[Elsewhere, ...]] = {}
    retold: dict[int, tuple[Retold, ...]] = {}
    for person, told in found.items():
        lines = [(each, line_of(person, each)) for each in told]
        if kept := tuple(each for each, line in lines if not line):
            others[person] = kept
        if again := tuple(Retold(each, line) for each, line in lines if line and each.office != bureau):
            retold[person] = again
    return others, retold


def _perhaps(office: str, bureau: str) -> bool:
    """Say whether a payer may be this bureau: its name, a shorter or longer one of it, or none at all."""
    theirs, ours = _folded(office), _folded(bureau)
    return theirs in ours or ours in theirs


def _folded(office: str) -> str:
    """A name as short as it is written anywhere."""
    for said, short in SHORTER:
        office = office.replace(said, short)
    return office
