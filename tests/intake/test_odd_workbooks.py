"""Every odd workbook gives the mapping, the sound rows and the problems that it must."""

from pathlib import Path

import pytest

from desktop.classes.columns import ATTENDANCE, CERTIFICATES
from desktop.classes.learning_columns import LEARNING
from desktop.filings.columns import ROSTER
from desktop.intake import Column, Reading, read
from desktop.payments.columns import BANK_RESULT
from tests.intake.made import TODAY, Made
from tests.intake.odd import ALL

KINDS: dict[str, tuple[Column, ...]] = {
    "roster": ROSTER,
    "attendance": ATTENDANCE,
    "certificates": CERTIFICATES,
    "bank_result": BANK_RESULT,
    **LEARNING,
}


def mapping_of(reading: Reading) -> dict[str, str]:
    """Give the letters of each field, those of 人员类别 joined."""
    found: dict[str, str] = {}
    for mapped in reading.mapping:
        found[mapped.field] = found.get(mapped.field, "") + mapped.letter
    return found


@pytest.mark.parametrize("made", ALL, ids=lambda made: made.name)
def test_an_odd_workbook_is_read_as_it_should_be(made: Made, tmp_path: Path):
    reading = read(made.make(tmp_path), KINDS[made.columns], day=TODAY)
    assert mapping_of(reading) == dict(made.mapping)
    assert [(problem.address, problem.code) for problem in reading.problems] == list(made.problems)
    assert [(problem.address, problem.code) for problem in reading.warnings] == list(made.warnings)
    assert len(reading.rows) == made.sound
    assert reading.header_row == made.header
    assert reading.total == len(reading.rows) + reading.faulty
    for note in made.notes:
        assert any(note in said for said in reading.notes), reading.notes
    places = {column.field: place for place, column in enumerate(reading.columns)}
    for name, values in made.values.items():
        assert [row.values[places[name]] for row in reading.rows] == list(values)
    for problem in (*reading.problems, *reading.warnings):
        assert problem.sheet == reading.sheet
        assert problem.what.endswith("。")
        assert problem.remedy.endswith("。")
        assert "，" in problem.what
        assert "！" not in problem.what + problem.remedy


def test_names_of_odd_workbooks_are_theirs_alone():
    names = [made.name for made in ALL]
    assert len(set(names)) == len(names) >= 60
