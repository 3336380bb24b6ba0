"""What a clerk is asked about the columns of a sheet: which column is what, where the headings alone do not tell."""

from dataclasses import dataclass

from desktop.intake.checking import clean
from desktop.intake.headings import lexicon
from desktop.intake.reading import Reading, letter

SHOWN = 3


@dataclass(frozen=True, slots=True)
class ColumnFace:
    """One column of a sheet as a clerk sees it: where it stands, its heading, its first contents, what it is taken for."""

    column: int
    letter: str
    heading: str
    sample: str
    field: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column that may be meant by a field, with its first contents."""

    column: int
    letter: str
    heading: str
    sample: str


@dataclass(frozen=True, slots=True)
class Question:
    """A field for which several columns are equally likely; no row is read before it is answered."""

    field: str
    title: str
    candidates: tuple[Candidate, ...]


def faces(reading: Reading) -> tuple[ColumnFace, ...]:
    """Give every column of the sheet that holds anything, in order, with what it was taken for ("" for nothing)."""
    taken = {each.column: each for each in reversed(reading.mapping)}
    days = {each.column: each.day for each in reading.days}
    width = max(len(reading.headings), *(len(row) for row in reading.sample), *(at + 1 for at in taken), 0, 0)
    found = []
    for at in range(width):
        heading = " ".join(reading.headings[at].split()) if at < len(reading.headings) else ""
        if at in days and str(days[at]) not in heading:
            heading = f"{heading}（{days[at] or '日期不明'}）"
        sample = _sample(reading, at)
        if heading or sample or at in taken:
            mapped = taken.get(at)
            field, sure = (mapped.field, mapped.confidence) if mapped else ("", 0.0)
            found.append(ColumnFace(at, letter(at), heading, sample, field, sure))
    return tuple(found)


def questions(reading: Reading) -> tuple[Question, ...]:
    """Give what must be asked before any row can be read: the fields with more than one likely column."""
    titles = {column.field: column.title for column in reading.columns}
    asked = [each.field for each in reading.problems if each.code == "two_candidates"]
    return tuple(Question(field, titles[field], _candidates(reading, field)) for field in asked)


def _candidates(reading: Reading, field: str) -> tuple[Candidate, ...]:
    known = lexicon(reading.columns)
    senses = [known.sense(heading, near=True) for heading in reading.headings]
    return tuple(
        Candidate(at, letter(at), " ".join(reading.headings[at].split()), _sample(reading, at))
        for at, sense in enumerate(senses)
        if sense is not None and sense.field == field
    )


def _sample(reading: Reading, at: int) -> str:
    cells = [clean(row[at]) for row in reading.sample if at < len(row) and row[at] != ""]
    return "、".join(cell for cell in cells[:SHOWN] if cell)
