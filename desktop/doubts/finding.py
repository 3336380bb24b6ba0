"""Looking for doubts near one case or in the whole county, and putting what is found into words with its evidence."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from json import dumps
from typing import Any

from sqlalchemy import select

from db.doubts import OutsideList
from desktop.codes import entry, title
from desktop.doubts.asking import Asked, Found, Listed, Reading, Sieve
from desktop.doubts.elsewhere import named as named_elsewhere
from desktop.doubts.flags import FLAGS, Flag, variant
from desktop.doubts.platforms import RECORDED
from desktop.doubts.sieving import asked_about, sieved
from desktop.doubts.thresholds import threshold
from desktop.identity import mask_id
from desktop.problems import Refused
from desktop.workspace import Desk

MOST_NAMED = 6
"""So many others are named in a sentence; the evidence holds all of them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row that a doubt rests on: its kind (table), its id, and what it says."""

    kind: str
    id: int
    says: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A doubt as it is found, before anything is kept of it.

    `fingerprint` is the same whenever the same matter is met again. `lines` are trainees, `filings` filings.
    """

    flag: str
    variant: str
    severity: str
    certainty: str
    subject: str
    sentence: str
    remedy: str
    fingerprint: str
    lines: tuple[int, ...]
    filings: tuple[int, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a flag could look at: an outside list with its day, or why something could not be checked (`missing`)."""

    flag: str
    what: str
    as_of: date | None
    missing: str

    @property
    def says(self) -> str:
        """The sentence for the sheet."""
        return self.missing or f"{self.what}（截至{self.as_of}）"


@dataclass(frozen=True, slots=True)
class Scope:
    """What belongs to a case: its record, lines (trainees) and filings, and its stage."""

    kind: str
    id: int
    uid: str
    number: str
    title: str
    stage: str
    lines: tuple[int, ...]
    filings: tuple[int, ...]


STAGES = {"filing": "filing", "claim": "claim", "payment_batch": "payment"}

SCOPES = {
    "filing": """
SELECT c.uid, coalesce(c.number, c.title), c.title FROM filing AS c WHERE c.id = :id
""",
    "claim": """
SELECT c.uid, c.number, f.title FROM claim AS c CROSS JOIN filing AS f ON f.id = c.filing_id WHERE c.id = :id
""",
    "payment_batch": """
SELECT c.uid, c.number, n.title FROM payment_batch AS c CROSS JOIN notice AS n ON n.id = c.notice_id
WHERE c.id = :id
""",
}
LINES = {
    "filing": "SELECT t.id, t.filing_id FROM trainee AS t WHERE t.filing_id = :id ORDER BY t.position",
    "claim": """
SELECT DISTINCT t.id, t.filing_id
FROM claim_line AS l CROSS JOIN trainee AS t ON t.id = l.trainee_id
WHERE l.claim_id = :id AND l.amount > 0 AND l.state IN ('proposed', 'granted', 'cut')
ORDER BY t.position
""",
    "payment_batch": """
SELECT DISTINCT t.id, t.filing_id
FROM payment_order AS o
CROSS JOIN payment_line AS p ON p.order_id = o.id
CROSS JOIN claim_line AS l ON l.id = p.line_id
CROSS JOIN trainee AS t ON t.id = l.trainee_id
WHERE o.batch_id = :id
ORDER BY t.filing_id, t.position
""",
}
FILING_OF = {
    "filing": "SELECT id FROM filing WHERE id = :id",
    "claim": "SELECT filing_id FROM claim WHERE id = :id",
}


def reading(desk: Desk) -> Reading:
    """Return the way to the store at a desk, with every outside list that was not taken back."""
    counting = select(OutsideList).where(OutsideList.withdrawn_on.is_(None))
    rows = desk.session.scalars(counting.order_by(OutsideList.id))
    return Reading(desk, [Listed(row.id, row.kind, row.as_of, row.rows) for row in rows])


def scope(desk: Desk, kind: str, case_id: int) -> Scope:
    """Return what belongs to a case; `kind` is filing, claim or payment_batch. Refused when there is none."""
    read = Reading(desk, ())
    head = read.rows(SCOPES[kind], id=case_id)
    if not head:
        raise Refused("没有找到要核查的件。", "请刷新列表后再试。")
    rows = read.rows(LINES[kind], id=case_id)
    filings = dict.fromkeys(row[1] for row in rows)
    if kind in FILING_OF:
        filings |= dict.fromkeys(read.ids(FILING_OF[kind], id=case_id))
    uid, number, name = head[0]
    return Scope(
        kind, case_id, uid, number, name, STAGES[kind], tuple(row[0] for row in rows), tuple(filings)
    )


def hits(read: Reading, lines: Iterable[int], filings: Iterable[int]) -> tuple[Hit, ...]:
    """Return every doubt about some lines and their filings, held against all that the store knows."""
    asked = Asked(read, lines, filings)
    return told(asked, (found for each in FLAGS for check in each.checks for found in check.near(asked)))


def county(desk: Desk, flags: Iterable[Flag] = FLAGS) -> tuple[Hit, ...]:
    """Return every doubt in the whole county, about whichever case, whatever became of it."""
    read = reading(desk)
    checks = [check for each in flags for check in each.checks]
    passed = sieved(read, dict.fromkeys(check.sieve for check in checks))
    narrowed: dict[tuple[Sieve, str], Asked] = {}

    def near() -> Iterator[Found]:
        for check in checks:
            key = (check.sieve, check.by)
            if key not in narrowed:
                narrowed[key] = asked_about(read, passed[check.sieve], check.by)
            asked = narrowed[key]
            if asked.line_ids or asked.filing_ids:
                yield from check.near(asked)

    return told(read, near())


def coverage(read: Reading, lines: Sequence[int] | None = None) -> tuple[Coverage, ...]:
    """Return what each flag could look at besides the county's own rows, and what it could not.

    With `lines` it is also told whether a platform's records are there for any of them.
    """
    said: list[Coverage] = []
    for each in FLAGS:
        for kind in each.lists:
            name, known = title("outside_lists", kind), read.lists.get(kind)
            without = entry("outside_lists", kind).fields.get("without", "未能核查")
            missing = "" if known else f"没有导入{name}，{without}"
            said.append(Coverage(each.code, name, known.as_of if known else None, missing))
        said += [Coverage(each.code, what, None, f"没有入库：{what}，未能核查") for what in each.unseen]
    if not read.every("times_limit"):
        said.append(Coverage("R1", "享受次数", None, "当地没有规定享受次数上限，未核查次数"))
    if lines is not None and not read.ids(RECORDED, lines=dumps(list(lines)))[0]:
        what = "平台签到和学习记录"
        said.append(Coverage("R7", what, None, f"没有导入{what}，签到时刻、设备、网络地址和学习时长未能核查"))
    return tuple(sorted(said, key=lambda one: int(one.flag[1:])))


def fingerprint(found: Found) -> str:
    """Return the digest by which the same matter is known again."""
    return hashlib.sha256(dumps([found.variant, *map(str, found.key)]).encode()).hexdigest()


WORDS_OF_LINES = """
SELECT t.id, p.id, p.name, p.id_number, t.position, t.source, f.id, coalesce(f.number, f.title),
       coalesce(c.opened_on, f.starts_on), coalesce(c.ended_on, f.ends_on)
FROM json_each(:ids) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN filing AS f ON f.id = t.filing_id
LEFT JOIN training_class AS c ON c.filing_id = f.id
"""
WORDS_OF_PERSONS = """
SELECT p.id, p.name, p.id_number FROM json_each(:ids) AS s CROSS JOIN person AS p ON p.id = s.value
"""
WORDS_OF_FILINGS = """
SELECT f.id, coalesce(f.number, ''), f.title FROM json_each(:ids) AS s CROSS JOIN filing AS f ON f.id = s.value
"""
WORDS_OF_CLAIMS = """
SELECT m.id, m.stage, m.number FROM json_each(:ids) AS s CROSS JOIN claim AS m ON m.id = s.value
"""
KINDS = {
    "certificate": "证书",
    "outside_entry": "外部名单条目",
    "person_group": "人员类别登记",
    "claim_line": "补贴明细",
    "notice": "公示",
    "notice_line": "公示明细",
    "payment_line": "付款明细",
    "objection": "异议",
    "import_batch": "导入批次",
    "evidence_use": "佐证文件",
}


@dataclass(frozen=True, slots=True)
class _Line:
    person: int
    who: str
    place: str
    row: str


class _Words:
    """The names of everything that was found, read together."""

    def __init__(self, read: Reading, found: list[Found]) -> None:
        lines = sorted({line for each in found for line in each.lines})
        self.lines = {
            row[0]: _Line(
                row[1],
                f"{row[2]}（{mask_id(row[3])}）",
                f"{row[7]}第{row[4]}行",
                f"{row[7]}　{row[8]}至{row[9]}　{row[2]}（{mask_id(row[3])}）　{row[5] or '手工登记'}",
            )
            for row in _named(read, WORDS_OF_LINES, lines)
        }
        persons = sorted({id_ for each in found for kind, id_ in each.rests if kind == "person"})
        self.persons = {
            row[0]: f"{row[1]}（{mask_id(row[2])}）" for row in _named(read, WORDS_OF_PERSONS, persons)
        }
        paid = sorted({id_ for each in found for kind, id_ in each.rests if kind == "outside_benefit"})
        self.paid = named_elsewhere(read, paid)
        claims = sorted({id_ for each in found for kind, id_ in each.rests if kind == "claim"})
        self.claims = {row[0]: called(row[1], row[2]) for row in _named(read, WORDS_OF_CLAIMS, claims)}
        filings = sorted({filing for each in found for filing in each.filings})
        self.filings = {row[0]: f"{row[1]}《{row[2]}》" for row in _named(read, WORDS_OF_FILINGS, filings)}

    def subject(self, found: Found) -> str:
        """Return whom or what the doubt is about."""
        if found.lines and found.lines[0] in self.lines:
            return self.lines[found.lines[0]].who
        return self.filings.get(found.filings[0], "") if found.filings else ""

    def others(self, found: Found) -> str:
        """Return what it is held against, the first few by name."""
        mine = self.lines.get(found.lines[0]) if found.lines else None
        persons = [
            self.persons[id_]
            for kind, id_ in found.rests
            if kind == "person" and id_ in self.persons and (mine is None or id_ != mine.person)
        ]
        lines = [
            f"{other.place}{other.who if mine and other.person != mine.person else ''}"
            for other in (self.lines[line] for line in found.lines[1:] if line in self.lines)
        ]
        filings = [self.filings[each] for each in found.filings[1:] if each in self.filings]
        paid = [self.paid[id_] for kind, id_ in found.rests if kind == "outside_benefit"]
        named = [*(persons or lines or filings), *paid]
        return "、".join(named[:MOST_NAMED]) + (f"等{len(named)}个" if len(named) > MOST_NAMED else "")

    def hit(self, mark: str, found: Found, lines: tuple[int, ...]) -> Hit:
        """Return the doubt in words."""
        kind = variant(found.variant)
        subject, others = self.subject(found), self.others(found)
        blanks: dict[str, object] = {
            "who": f"{self.lines[found.lines[0]].place}{subject}" if found.lines else subject,
            "here": self.filings.get(found.filings[0], "") if found.filings else subject,
            "other": others,
            "others": others,
            **{code: threshold(code) for code in kind.thresholds},
            **found.words,
        }
        evidence = [Evidence("trainee", line, self.lines[line].row) for line in lines if line in self.lines]
        evidence += [
            Evidence("filing", each, self.filings[each]) for each in found.filings if each in self.filings
        ]
        named = {"person": self.persons, "outside_benefit": self.paid, "claim": self.claims}
        evidence += [
            Evidence(name, id_, named[name][id_])
            if name in named
            else Evidence(name, id_, KINDS.get(name, name))
            for name, id_ in found.rests
        ]
        return Hit(
            flag=found.variant.partition(".")[0],
            variant=found.variant,
            severity=kind.severity,
            certainty=kind.certainty,
            subject=subject,
            sentence=kind.sentence.format_map(blanks),
            remedy=kind.remedy,
            fingerprint=mark,
            lines=lines,
            filings=found.filings,
            evidence=tuple(evidence),
        )


def called(stage: str, number: str) -> str:
    """Return how an application is named among what a doubt rests on."""
    return f"{'补贴' if stage == 'whole' else title('claim_stages', stage)}申请{number}"


def _named(read: Reading, sql: str, ids: list[int]) -> Sequence[Any]:
    return Reading.rows(read, sql, ids=dumps(ids)) if ids else []


def told(read: Reading, found: Iterable[Found]) -> tuple[Hit, ...]:
    """Return what was found in words, each matter once with all lines that it was met on."""
    once: dict[str, Found] = {}
    lines: dict[str, dict[int, None]] = {}
    for each in found:
        mark = fingerprint(each)
        once.setdefault(mark, each)
        lines.setdefault(mark, {}).update(dict.fromkeys(each.lines))
    words = _Words(read, [*once.values(), *_more(once, lines)])
    return tuple(words.hit(mark, each, tuple(lines[mark])) for mark, each in once.items())


def _more(once: Mapping[str, Found], lines: Mapping[str, Mapping[int, None]]) -> Iterator[Found]:
    """Return the lines that a matter was met on beyond those first told, so that they are named too."""
    for mark, each in once.items():
        more = tuple(line for line in lines[mark] if line not in each.lines)
        if more:
            yield Found(each.variant, (), more)
