"""Reading as its callers use it: counts, progress, cancelling, a chosen sheet, a mapping by hand, and what is told."""

import hashlib
import json
import os
import threading
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from desktop.filings.columns import ROSTER
from desktop.intake import Cancelled, check, draft, problem_list, read, read_sheets, remainder, told
from desktop.problems import Unreadable
from tests.intake.made import HEAD, IDS, NAMES, TODAY, book, people, text


def _long_list(folder: Path, count: int) -> Path:
    path = folder / "长名单.csv"
    lines = [",".join((NAMES[order % 10], IDS[order % 40])) for order in range(count)]
    path.write_text("姓名,身份证号\n" + "\n".join(lines), encoding="utf-8")
    return path


def test_a_reading_knows_its_file(tmp_path: Path):
    path = book([HEAD, *people(2)])(tmp_path)
    reading = read(path, ROSTER, day=TODAY)
    assert reading.file_name == "名单.xlsx"
    assert reading.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert reading.sheet == "花名册"
    assert reading.clean
    assert [row.number for row in reading.rows] == [2, 3]
    assert {row.sheet for row in reading.rows} == {"花名册"}
    assert [len(row.values) for row in reading.rows] == [len(ROSTER)] * 2
    assert reading.rows[0].values[:2] == (NAMES[0], IDS[0])
    assert reading.rows[0].values[2:] == (None,) * (len(ROSTER) - 2)


def test_a_file_name_of_another_coding_is_read_as_it_was_meant(tmp_path: Path):
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "花名册.csv".encode("gbk")))
    file.write_text(f"姓名,身份证号\n{NAMES[0]},{IDS[0]}\n", encoding="utf-8")
    assert read(file, ROSTER, day=TODAY).file_name == "花名册.csv"
    checked = check(file, ROSTER, kind="roster", day=TODAY)
    assert (checked["exit"], checked["file"]) == (0, "花名册.csv")


def test_reading_changes_nothing_in_the_folder(tmp_path: Path):
    path = book([HEAD, *people(2)])(tmp_path)
    before = (path.read_bytes(), sorted(tmp_path.iterdir()))
    read(path, ROSTER, day=TODAY)
    assert (path.read_bytes(), sorted(tmp_path.iterdir())) == before


def test_rows_and_faults_add_up_over_many_pieces(tmp_path: Path):
    reading = read(_long_list(tmp_path, 9_000), ROSTER, day=TODAY)
    assert reading.total == 9_000
    assert len(reading.rows) == 40
    assert reading.faulty == len(reading.problems) == 8_960
    last = reading.problems[-1]
    assert (last.code, last.address) == ("repeated", "B9001")
    assert "第 41 行" in last.what


def test_progress_rises_to_the_total(tmp_path: Path):
    seen: list[tuple[int, int]] = []
    read(
        _long_list(tmp_path, 9_000),
        ROSTER,
        day=TODAY,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert len(seen) > 3
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1] > 0


def test_a_cancelled_reading_ends_with_nothing_read(tmp_path: Path):
    path = _long_list(tmp_path, 200_000)
    pressed = threading.Event()
    threading.Timer(0.3, pressed.set).start()
    with pytest.raises(Cancelled) as caught:
        read(path, ROSTER, day=TODAY, cancelled=pressed.is_set)
    assert "没有写入" in caught.value.sentence


def test_no_child_is_left_behind(tmp_path: Path):
    path = book([HEAD, *people(2)])(tmp_path)
    read(path, ROSTER, day=TODAY)
    with pytest.raises(Cancelled):
        read(path, ROSTER, day=TODAY, cancelled=lambda: True)
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    if children.exists():
        assert children.read_text() == ""


def test_a_sheet_may_be_asked_for_by_name(tmp_path: Path):
    path = book([HEAD, *people(2)], title="一班", more={"二班": [HEAD, *people(5)]})(tmp_path)
    assert len(read(path, ROSTER, day=TODAY, sheet="二班").rows) == 5
    with pytest.raises(Unreadable) as caught:
        read(path, ROSTER, day=TODAY, sheet="三班")
    assert "一班、二班" in caught.value.remedy


def test_the_clerks_own_mapping_overrules_the_headings(tmp_path: Path):
    path = book([["姓名", "曾用名", "身份证号"], ["旧名", "张建国", IDS[0]]])(tmp_path)
    reading = read(path, ROSTER, day=TODAY, mapping={1: "name", 2: "id_number", 0: ""})
    assert reading.rows[0].values[0] == "张建国"
    assert {(mapped.letter, mapped.field, mapped.confidence) for mapped in reading.mapping} == {
        ("B", "name", 1.0),
        ("C", "id_number", 1.0),
    }


def test_a_sheet_without_headings_may_be_mapped_by_hand(tmp_path: Path):
    reading = read(book(people(3))(tmp_path), ROSTER, day=TODAY, mapping={0: "name", 1: "id_number"})
    assert len(reading.rows) == 3
    assert reading.header_row == 0


def test_hidden_rows_are_left_out_when_the_clerk_says_so(tmp_path: Path):
    def hide(workbook: Workbook) -> None:
        workbook.active.row_dimensions[3].hidden = True

    path = book([HEAD, *people(3)], change=hide)(tmp_path)
    reading = read(path, ROSTER, day=TODAY, skip_hidden=True)
    assert [row.number for row in reading.rows] == [2, 4]
    assert any("没有读取" in note for note in reading.notes)


def test_the_sheets_to_choose_from_are_told_with_what_they_look_like(tmp_path: Path):
    def hide(workbook: Workbook) -> None:
        for name in ("二班", "可选项"):
            workbook[name].sheet_state = "hidden"

    more = {
        "说明": [["请如实填写"]],
        "联系人": [["联系人", "姓名", "联系电话"], ["一", "李四", "13800000000"]],
        "二班": [HEAD, *people(3)],
        "可选项": [["初级"]],
        "空": [],
    }
    path = book([HEAD, *people(2)], title="一班", more=more, change=hide)(tmp_path)
    proposed = read(path, ROSTER, day=TODAY)
    assert proposed.sheet == "一班"
    assert [(face.name, face.hidden, face.likeness) for face in proposed.sheets] == [
        ("一班", False, "list"),
        ("说明", False, "none"),
        ("联系人", False, "partly"),
        ("二班", True, "list"),
    ]
    assert [face.rows for face in proposed.sheets if face.likeness == "list"] == [2, 3]
    other = read(path, ROSTER, day=TODAY, sheet="二班")
    assert (other.sheet, len(other.rows)) == ("二班", 3)
    assert other.sheets == proposed.sheets


def test_hidden_rows_are_counted_and_stay_left_out_while_others_are_mended(tmp_path: Path):
    def hide(workbook: Workbook) -> None:
        for row in (2, 5, 9):
            workbook.active.row_dimensions[row].hidden = True

    path = book([HEAD, *people(2), [NAMES[2], "1"], people(4)[3]], change=hide)(tmp_path)
    whole = read(path, ROSTER, day=TODAY)
    assert (whole.hidden, whole.skip_hidden, whole.total) == (2, False, 4)
    assert any("有 2 个隐藏的行（第 2、5 行）" in note for note in whole.notes)
    seen = read(path, ROSTER, day=TODAY, skip_hidden=True)
    assert (seen.hidden, seen.skip_hidden, seen.total) == (2, True, 2)
    assert draft(whole, day=TODAY).numbers == (2, 3, 4, 5)
    opened = draft(seen, day=TODAY)
    assert opened.numbers == (3, 4)
    assert opened.changed({(4, 1): IDS[2]}).total == 2
    remainder(seen, tmp_path / "剩余.xlsx")
    kept = load_workbook(tmp_path / "剩余.xlsx").worksheets[0]
    assert [row[0].value for row in kept.iter_rows()] == ["姓名", NAMES[2]]


def test_every_sheet_that_is_a_list_is_checked(tmp_path: Path):
    path = book(
        [HEAD, *people(2)], title="一班", more={"说明": [["请如实填写"]], "二班": [HEAD, [NAMES[0], "1"]]}
    )(tmp_path)
    readings = read_sheets(path, ROSTER, day=TODAY)
    assert [(reading.sheet, reading.total, reading.faulty) for reading in readings] == [
        ("一班", 2, 0),
        ("二班", 1, 1),
    ]


def test_a_clean_file_checks_clean(tmp_path: Path):
    checked = check(book([HEAD, *people(2)])(tmp_path), ROSTER, kind="roster", day=TODAY)
    assert (checked["exit"], checked["status"]) == (0, "clean")
    assert json.loads(json.dumps(checked)) == checked
    (sheet,) = checked["sheets"]
    assert sheet["counts"] == {"rows": 2, "sound": 2, "faulty": 0, "problems": 0, "warnings": 0}
    assert sheet["mapping"][0] == {
        "column": "A",
        "heading": "姓名",
        "field": "name",
        "title": "姓名",
        "confidence": 1.0,
    }


def test_a_faulty_file_lists_its_problems(tmp_path: Path):
    path = book([HEAD, people(1)[0], [NAMES[1], IDS[1][:17]]])(tmp_path)
    checked = check(path, ROSTER, kind="roster", day=TODAY)
    assert (checked["exit"], checked["status"]) == (1, "problems")
    (problem,) = checked["sheets"][0]["problems"]
    assert problem["address"] == "B3"
    assert problem["code"] == "id_length"
    assert problem["field"] == "id_number"
    assert problem["name"] == NAMES[1]
    assert problem["sheet"] == "花名册"
    assert problem["message"]
    assert problem["remedy"]
    lines = "\n".join(told(checked))
    assert "B3 李秀英" in lines
    assert "共 2 行，1 行无误，1 行有误，1 个问题。" in lines


def test_a_problem_never_shows_a_whole_citizen_number_but_the_proposed_one(tmp_path: Path):
    wrong = IDS[1][:17] + ("0" if IDS[1][17] != "0" else "1")
    path = book(
        [[*HEAD, "性别"], [NAMES[0], wrong, "女"], [NAMES[1], IDS[0], "男"], [NAMES[1], IDS[0], "女"]]
    )(tmp_path)
    for problem in read(path, ROSTER, day=TODAY).problems:
        assert wrong not in problem.what + problem.remedy
        assert IDS[0] not in problem.what + problem.remedy


def test_the_problem_list_is_a_workbook(tmp_path: Path):
    path = book([[*HEAD, "家庭住址"], [NAMES[0], IDS[0][:17]], ["=1+1", IDS[1]]])(tmp_path)
    reading = read(path, ROSTER, day=TODAY)
    out = tmp_path / "问题清单.xlsx"
    problem_list(reading, out)
    rows = list(load_workbook(out).active.iter_rows(values_only=True))
    assert rows[0][0] == "问题清单"
    assert "名单.xlsx" in rows[1][0]
    assert rows[2][:7] == ("序号", "工作表", "单元格", "项目", "姓名", "问题", "处理办法")
    assert [row[2] for row in rows[3:]] == [problem.address for problem in reading.problems]
    assert all(cell.data_type != "f" for row in load_workbook(out).active.iter_rows() for cell in row)


def test_a_list_without_problems_says_so(tmp_path: Path):
    reading = read(text([HEAD, *people(1)])(tmp_path), ROSTER, day=TODAY)
    problem_list(reading, tmp_path / "问题清单.xlsx")
    rows = list(load_workbook(tmp_path / "问题清单.xlsx").active.iter_rows(values_only=True))
    assert "没有发现问题" in rows[1][0]
    assert len(rows) == 3


def test_one_number_under_two_names_says_that_the_names_differ(tmp_path: Path):
    reading = read(book([HEAD, *people(2), [NAMES[5], IDS[0]], people(1)[0]])(tmp_path), ROSTER, day=TODAY)
    differing, same = reading.problems
    assert f"姓名却不同（“{NAMES[0]}”和“{NAMES[5]}”）" in differing.what
    assert "姓名" not in same.what


def test_a_day_of_birth_that_the_number_contradicts_is_told_with_both_days(tmp_path: Path):
    rows = [[*HEAD, "出生日期"], [*people(1)[0], "1990-06-05"], ["李四", "99990119901356001X", "1990-06-05"]]
    reading = read(book(rows)(tmp_path), ROSTER, day=TODAY)
    (warning,) = reading.warnings
    assert "1990-06-05" in warning.what
    assert "1990-05-06" in warning.what
    assert [row.number for row in reading.rows] == [2]
