"""Several lists in one sheet, below or beside each other: told, handed back, mapped and judged each as its own."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.classes.columns import ATTENDANCE
from desktop.filings.columns import ROSTER
from desktop.intake import annotate, check, draft, faces, read, remainder, told
from desktop.problems import Refused
from tests.intake.made import HEAD, NAMES, TODAY, book, people

P = people(8)
BELOW = [
    [*HEAD, "联系电话"],
    [*P[0], "13800000000"],
    [*P[1], "1380"],
    ["第二批"],
    ["入职日期", "身份证号", "姓名"],
    ["2020.3.6", *P[2][::-1]],
    ["2020.13.6", *P[3][::-1]],
]
BESIDE = [["花名册"], [*HEAD, None, *HEAD], [*P[0], None, P[1][0], "99"], [*P[2], None, *P[3]]]


def test_each_list_is_told_with_its_headings_and_columns(tmp_path: Path):
    path = book(BELOW)(tmp_path)
    (sheet,) = check(path, ROSTER, kind="roster", day=TODAY)["sheets"]
    assert [line["column"] for line in sheet["mapping"]] == ["A", "B", "C"]
    first, second = sheet["lists"]
    assert (first["header_row"], first["rows"], first["mapping"]) == (1, 2, sheet["mapping"])
    assert (second["header_row"], second["rows"], second["columns"]) == (5, 2, "A:")
    assert [(line["column"], line["field"]) for line in second["mapping"]] == [
        ("A", "hired_on"),
        ("B", "id_number"),
        ("C", "name"),
    ]
    assert [each["address"] for each in sheet["problems"]] == ["C3", "A7"]
    assert sheet["counts"]["rows"] == 4
    shown = faces(read(path, ROSTER, day=TODAY))
    assert [each.sample for each in shown] == ["、".join(row[at] for row in BELOW[1:3]) for at in range(3)]
    text = "\n".join(told(check(path, ROSTER, kind="roster", day=TODAY)))
    assert "第 5 行以下 2 行另有表头\n  A 列“入职日期” → 入职日期\n" in text


def test_what_the_law_says_stands_at_the_cell_of_the_own_list(tmp_path: Path):
    groups, late = "企业职工", ["2018-03-01", "2018-03-01", "2023-02-28"]
    rest = ["入职日期", "合同开始日期", "合同终止日期"]
    path = book(
        [
            [*HEAD, "人员类别", *rest],
            [*P[0], groups, *late],
            [*rest, "人员类别", *HEAD],
            [*late, groups, *P[1]],
        ]
    )(tmp_path)
    checked = check(path, ROSTER, kind="roster", day=TODAY, region="anhui", training_type="pre_job")
    places = [each["address"] for each in checked["sheets"][0]["problems"] if each["code"] == "hire_window"]
    assert places == ["D2", "A4"]


def test_marks_stand_at_the_cells_of_the_own_list(tmp_path: Path):
    for rows, marked in ((BELOW, {"C3", "A7"}), (BESIDE, {"E3"})):
        path = book(rows)(tmp_path)
        reading = read(path, ROSTER, day=TODAY)
        annotate(path, reading, tmp_path / "标注.xlsx")
        sheet = load_workbook(tmp_path / "标注.xlsx")["花名册"]
        assert {cell.coordinate for row in sheet for cell in row if cell.comment} == marked


def test_the_rest_has_the_headings_of_the_lists_that_have_faults(tmp_path: Path):
    reading = read(book(BELOW)(tmp_path), ROSTER, day=TODAY)
    assert remainder(reading, tmp_path / "剩余.xlsx") == 2
    rows = [row[:3] for row in load_workbook(tmp_path / "剩余.xlsx")["花名册"].iter_rows(values_only=True)]
    assert rows == [tuple([*BELOW[at], None, None][:3]) for at in (0, 2, 3, 4, 6)]
    again = read(tmp_path / "剩余.xlsx", ROSTER, day=TODAY)
    assert [each.address for each in again.problems] == ["C2", "A5"]


def test_the_rest_leaves_out_a_list_without_faults(tmp_path: Path):
    sound_above = [*BELOW[:2], *BELOW[3:]]
    reading = read(book(sound_above)(tmp_path), ROSTER, day=TODAY)
    remainder(reading, tmp_path / "剩余.xlsx")
    again = read(tmp_path / "剩余.xlsx", ROSTER, day=TODAY)
    assert (again.header_row, again.total, again.blocks) == (2, 1, ())
    assert [each.address for each in again.problems] == ["A3"]


def test_the_rest_of_lists_beside_each_other_leaves_out_the_sound_neighbour(tmp_path: Path):
    reading = read(book(BESIDE)(tmp_path), ROSTER, day=TODAY)
    assert remainder(reading, tmp_path / "剩余.xlsx") == 1
    again = read(tmp_path / "剩余.xlsx", ROSTER, day=TODAY)
    assert (again.total, again.faulty, [each.address for each in again.problems]) == (1, 1, ["E3"])


def test_a_clerk_may_leave_out_the_list_on_the_right(tmp_path: Path):
    path = book(BESIDE)(tmp_path)
    shown = faces(read(path, ROSTER, day=TODAY))
    assert [(each.letter, each.field) for each in shown] == [
        ("A", "name"),
        ("B", "id_number"),
        ("D", "name"),
        ("E", "id_number"),
    ]
    kept = {each.column: each.field for each in shown}
    assert read(path, ROSTER, day=TODAY, mapping=kept).total == 4
    left = read(path, ROSTER, day=TODAY, mapping={**kept, 3: "", 4: ""})
    assert (left.total, left.problems, [each.letter for each in left.mapping]) == (2, [], ["A", "B"])


def test_several_lists_are_not_mended_cell_by_cell(tmp_path: Path):
    for rows in (BELOW, BESIDE):
        with pytest.raises(Refused, match="几份各有表头的名单"):
            draft(read(book(rows)(tmp_path), ROSTER, day=TODAY), day=TODAY)


@pytest.mark.parametrize("before", [1_990, 1_999, 2_000])
def test_a_second_list_is_found_wherever_it_begins(before: int, tmp_path: Path):
    filled = [[f"{NAMES[at % 10]}{'甲乙丙丁'[at % 4]}", P[0][1]] for at in range(before - 1)]
    path = tmp_path / "名单.csv"
    lines = [HEAD, P[0], *filled, ["身份证号", "姓名"], *(each[::-1] for each in P[1:])]
    path.write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    reading = read(path, ROSTER, day=TODAY)
    assert [row.values[0] for row in reading.rows] == [each[0] for each in P]
    assert [(each.header_row, each.total) for each in reading.blocks] == [(1, before), (before + 2, 7)]


def test_headings_that_change_with_every_row_come_to_an_end(tmp_path: Path):
    path = tmp_path / "名单.csv"
    lines = [
        row for at in range(3_000) for row in ([HEAD, P[at % 8]] if at % 2 else [HEAD[::-1], P[at % 8][::-1]])
    ]
    path.write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    reading = read(path, ROSTER, day=TODAY)
    assert len(reading.blocks) == 100
    assert reading.total == len(reading.rows) + reading.faulty


def test_tables_that_are_no_list_after_every_row_come_to_an_end(tmp_path: Path):
    path = tmp_path / "名单.csv"
    sums = ["工种", "人数", "金额", "标准"]
    lines = [row for at in range(300) for row in ([*HEAD, "工种", ""], [*P[at % 8], "电工", ""], sums)]
    path.write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    reading = read(path, ROSTER, day=TODAY)
    assert len(reading.warnings) == 100
    assert reading.total == len(reading.rows) + reading.faulty


def test_days_of_lists_beside_and_below_each_other_are_their_own(tmp_path: Path):
    week = ["姓名", "6日", "7日"]
    rows = [
        ["2020年3月签到表"],
        [*week, *week],
        [NAMES[0], "√", "√", NAMES[1], "√", "×"],
        ["姓名", "8日", "9日"],
        [NAMES[0], "×", "√"],
    ]
    checked = check(book(rows)(tmp_path), ATTENDANCE, kind="attendance", day=TODAY)
    (sheet,) = checked["sheets"]
    assert checked["exit"] == 0
    assert [each["columns"] for each in sheet["lists"]] == ["A:C", "D:", "A:"]
    assert [each["day"][-2:] for each in sheet["days"]] == ["06", "07", "06", "07"]
    assert sheet["counts"]["sound"] == 6
