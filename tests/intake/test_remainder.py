"""The rows left out of a list, saved apart: handed in as they are they have the same faults as before."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.classes.columns import ATTENDANCE
from desktop.filings.columns import ROSTER
from desktop.intake import check, read, remainder, told
from tests.intake.made import HEAD, IDS, NAMES, TODAY, Made, book, people
from tests.intake.odd import ALL

PHONE = [*HEAD, "联系电话"]
P = [[*each, f"1380000000{at}"] for at, each in enumerate(people(9))]
TEACHERS = [["花名册"], PHONE, *P[:3], [], ["授课教师名单"], PHONE, *P[7:9]]
KINDS = {"roster": ROSTER, "attendance": ATTENDANCE}
SAME_AGAIN = (
    "second_headings_that_lack_the_numbers",
    "teachers_below_the_trainees",
    "sums_by_trade_with_a_person_far_below",
    "days_across_one_of_them_still_to_come",
    "days_across_with_a_number_wrong_and_a_person_twice",
    "no_headings_at_all",
)


def _shown(path: Path) -> list[tuple[object, ...]]:
    return list(load_workbook(path).worksheets[0].iter_rows(values_only=True))


def test_teachers_below_keep_their_title_and_are_no_trainees_in_the_rest(tmp_path: Path) -> None:
    rest = tmp_path / "剩余.xlsx"
    checked = check(book(TEACHERS)(tmp_path), ROSTER, kind="roster", day=TODAY, remainder=rest)
    assert (
        [each["rows"] for each in checked["remainder"]] == [checked["sheets"][0]["counts"]["faulty"]] == [2]
    )
    assert [row[0] for row in _shown(rest)] == ["花名册", "姓名", "授课教师名单", "姓名", NAMES[7], NAMES[8]]
    again = read(rest, ROSTER, day=TODAY)
    assert (len(again.rows), again.faulty) == (0, 2)
    assert {each.code for each in again.problems} == {"other_heading"}


def test_a_row_that_repeats_another_has_that_one_beside_it(tmp_path: Path) -> None:
    rows = [PHONE, *P[:4], [NAMES[4], IDS[4], "1380"], [NAMES[5], IDS[1], "13800000009"]]
    rest = tmp_path / "剩余.xlsx"
    checked = check(book(rows)(tmp_path), ROSTER, kind="roster", day=TODAY, remainder=rest)
    assert [(each["rows"], each["beside"]) for each in checked["remainder"]] == [(2, 1)]
    assert "另附 1 行无误的供对照" in "\n".join(told(checked))
    assert [row[0] for row in _shown(rest)] == ["姓名", NAMES[1], NAMES[4], NAMES[5]]
    again = read(rest, ROSTER, day=TODAY)
    assert [(each.address, each.code) for each in again.problems] == [("C3", "phone"), ("B4", "repeated")]
    assert [row.values[0] for row in again.rows] == [NAMES[1]]
    listed = list(load_workbook(rest)["问题清单"].iter_rows(min_row=2, values_only=True))
    assert [(row[2], row[7]) for row in listed] == [("C3", "错误"), ("B4", "错误"), ("A2", "提醒")]
    assert "第 2 行相同" in listed[1][5]
    assert "第 4 行对照" in listed[2][5]


def test_a_cell_that_lost_its_content_is_known_again(tmp_path: Path) -> None:
    rows = [PHONE, *P[:2], [NAMES[3], IDS[3], "=A1&A2"]]
    reading = read(book(rows)(tmp_path), ROSTER, day=TODAY)
    assert [(each.address, each.code) for each in reading.problems] == [("C4", "formula_empty")]
    assert remainder(reading, tmp_path / "剩余.xlsx") == 1
    again = read(tmp_path / "剩余.xlsx", ROSTER, day=TODAY)
    assert ([(each.address, each.code) for each in again.problems], again.faulty) == (
        [("C2", "formula_empty")],
        1,
    )


def test_a_sheet_that_was_not_read_is_saved_whole_and_called_so(tmp_path: Path) -> None:
    rows = [[*HEAD, "身份证号"], *([*each, IDS[20 + at]] for at, each in enumerate(people(3)))]
    rest = tmp_path / "剩余.xlsx"
    checked = check(book(rows)(tmp_path), ROSTER, kind="roster", day=TODAY, remainder=rest)
    assert [(each["rows"], each["whole"]) for each in checked["remainder"]] == [(3, True)]
    assert "整张没有读取，全部 3 行照原样另存在" in "\n".join(told(checked))
    assert [each.code for each in read(rest, ROSTER, day=TODAY).problems] == ["two_candidates"]


@pytest.mark.parametrize(
    "made", [each for each in ALL if each.name in SAME_AGAIN], ids=lambda made: made.name
)
def test_handed_in_as_it_is_the_rest_of_an_odd_workbook_is_as_faulty(made: Made, tmp_path: Path) -> None:
    reading = read(made.make(tmp_path), KINDS[made.columns], day=TODAY)
    assert remainder(reading, tmp_path / "剩余.xlsx") == reading.faulty
    assert read(tmp_path / "剩余.xlsx", KINDS[made.columns], day=TODAY).faulty == reading.faulty
