"""Mending in place: what a draft comes to, before and after a change, is what reading such a file would come to."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop.filings.columns import ROSTER
from desktop.intake import Mended, Reading, blank_draft, block, draft, faces, questions, read
from desktop.problems import Refused
from tests.intake.made import HEAD, IDS, NAMES, TODAY, Made, book, people
from tests.intake.odd import ALL
from tests.intake.test_odd_workbooks import KINDS


def told(reading: Reading) -> tuple[Any, ...]:
    rows = [(row.number, row.values) for row in reading.rows]
    return rows, reading.problems, reading.warnings, reading.total, reading.faulty


OTHERWISE = {
    "days_across_with_a_day_that_is_none",
    "half_a_day_left_blank_in_a_row_of_its_own",
    "halves_of_a_day_below_each_other",
    "second_headings_that_lack_the_numbers",
    "sums_by_trade_below_the_list",
    "sums_by_trade_with_a_person_far_below",
    "teachers_below_the_trainees",
}
PLAIN = [each for each in ALL if each.name not in OTHERWISE]
MERGED = [each for at, each in enumerate(PLAIN) if at % 7 and "merged" in each.name]


@pytest.mark.parametrize("made", [*PLAIN[::7], *MERGED], ids=lambda made: made.name)
def test_a_draft_comes_to_what_the_file_came_to(made: Made, tmp_path: Path):
    reading = read(made.make(tmp_path), KINDS[made.columns], day=TODAY)
    if reading.blocks or any(
        not problem.address.strip("0123456789") or problem.code in SETTLED for problem in reading.problems
    ):
        with pytest.raises(Refused):
            draft(reading, day=TODAY)
        return
    opened = draft(reading, day=TODAY)
    assert told(opened.reading) == told(reading)
    assert opened.reading.mended == ()


@pytest.mark.parametrize("made", [each for each in ALL if each.name in OTHERWISE], ids=lambda made: made.name)
def test_a_sheet_that_reads_otherwise_by_its_cells_alone_is_not_mended_in_place(made: Made, tmp_path: Path):
    reading = read(made.make(tmp_path), KINDS[made.columns], day=TODAY)
    with pytest.raises(Refused, match=r"不能在窗口中逐格改正|不是真实的日期"):
        draft(reading, day=TODAY)


SETTLED = {"two_candidates", "column_missing", "no_rows", "other_list", "no_heading"} | {
    "year_missing",
    "day_missing",
    "day_unclear",
}


def test_a_changed_cell_is_checked_at_once_and_kept_beside_what_the_sender_wrote(tmp_path: Path):
    rows = people(4)
    rows[1][1] = IDS[1][:-1] + ("0" if IDS[1][-1] != "0" else "1")
    path = book([HEAD, *rows])(tmp_path)
    reading = read(path, ROSTER, day=TODAY)
    assert [each.address for each in reading.problems] == ["B3"]
    before = path.read_bytes()
    opened = draft(reading, day=TODAY)
    mended = opened.changed({(3, 1): IDS[1]})
    assert mended.problems == []
    assert (mended.total, mended.faulty, len(mended.rows)) == (4, 0, 4)
    assert mended.mended == (Mended("B3", "id_number", rows[1][1], IDS[1]),)
    assert mended.digest == reading.digest
    assert path.read_bytes() == before
    assert told(opened.changed({})) == told(reading)


def test_rows_are_held_against_each_other_after_every_change(tmp_path: Path):
    path = book([HEAD, *people(4)])(tmp_path)
    opened = draft(read(path, ROSTER, day=TODAY), day=TODAY)
    twice = opened.changed({(2, 1): IDS[3]})
    assert [(each.address, each.code) for each in twice.problems] == [("B5", "repeated")]
    assert f"姓名却不同（“{NAMES[0]}”和“{NAMES[3]}”）" in twice.problems[0].what
    assert opened.changed({(2, 1): IDS[3], (5, 1): IDS[0]}).problems == []


def test_a_row_made_empty_is_none_and_one_after_the_last_is_new(tmp_path: Path):
    path = book([HEAD, *people(3)])(tmp_path)
    opened = draft(read(path, ROSTER, day=TODAY), day=TODAY)
    fewer = opened.changed({(3, 0): "", (3, 1): ""})
    assert (fewer.total, [row.number for row in fewer.rows]) == (2, [2, 4])
    more = opened.changed({(5, 0): NAMES[7], (5, 1): IDS[7]})
    assert (more.total, more.rows[3].values[:2]) == (4, (NAMES[7], IDS[7]))


def test_a_file_changed_since_is_refused(tmp_path: Path):
    path = book([HEAD, *people(3)])(tmp_path)
    reading = read(path, ROSTER, day=TODAY)
    workbook = load_workbook(path)
    workbook.active["A2"] = "别人"
    workbook.save(path)
    with pytest.raises(Refused):
        draft(reading, day=TODAY)


def test_five_thousand_pasted_rows_are_checked_like_a_file():
    opened = blank_draft(ROSTER, day=TODAY)
    lines = [f"{NAMES[at % 10]}\t{IDS[at % 40]}" for at in range(5_000)]
    cells = block("\n".join(lines))
    changes = {(at, place): text for at, row in enumerate(cells, 1) for place, text in enumerate(row)}
    pasted = opened.changed(changes)
    assert (pasted.total, len(pasted.rows), pasted.faulty) == (5_000, 40, 4_960)
    assert pasted.path is None
    assert pasted.mended == ()
    again = blank_draft(ROSTER, day=TODAY).changed(changes)
    assert again.digest == pasted.digest
    one = opened.changed(changes | {(41, 1): IDS[0][:17]})
    assert one.digest != pasted.digest
    assert one.faulty == 4_960


def test_a_block_with_headings_of_its_own_finds_its_columns():
    copied = f"身份证号码\t手机\t学员姓名\r\n{IDS[0]}\t13800000000\t张建国\r\n"
    places = {column.field: at for at, column in enumerate(ROSTER)}
    [row] = block(copied, ROSTER)
    assert row[places["name"]] == "张建国"
    assert row[places["id_number"]] == IDS[0]
    assert row[places["phone"]] == "13800000000"
    assert block(f"张建国\t{IDS[0]}\n", ROSTER) == [["张建国", IDS[0]]]


def test_a_quoted_cell_of_two_lines_stays_one_cell():
    assert block('张建国\t"某某县\n某某镇"\t\n') == [["张建国", "某某县\n某某镇", ""]]


def test_two_likely_columns_are_asked_about_with_what_they_hold(tmp_path: Path):
    rows = [["张建国", IDS[0], IDS[1]], ["李秀英", IDS[2], IDS[3]]]
    path = book([["姓名", "身份证号", "身份证号码"], *rows])(tmp_path)
    reading = read(path, ROSTER, day=TODAY)
    [question] = questions(reading)
    assert (question.field, question.title) == ("id_number", "身份证号")
    assert [each.letter for each in question.candidates] == ["B", "C"]
    assert question.candidates[1].sample == f"{IDS[1]}、{IDS[3]}"
    assert [(each.letter, each.field) for each in faces(reading)] == [("A", "name"), ("B", ""), ("C", "")]
    answered = read(path, ROSTER, day=TODAY, mapping={0: "name", 2: "id_number"})
    assert questions(answered) == ()
    assert len(answered.rows) == 2
