"""The check under a region's law, and the command's face: text, JSON, exit status."""

import json
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop.classes.columns import ATTENDANCE
from desktop.filings.columns import ROSTER
from desktop.intake import check, read
from desktop.intake.face import check_face
from tests.intake.made import HEAD, IDS, NAMES, TODAY, book, people, raw

HIRED = [*HEAD, "人员类别", "入职日期", "合同开始日期", "合同终止日期"]
CONTRACT = ["2020-03-01", "2020-03-01", "2023-02-28"]


def _arguments(file: Path, **given: Any) -> Namespace:
    words = {"kind": "roster", "region": None, "type": None, "day": TODAY, "json": False}
    words |= {"annotated": None, "remainder": None}
    words["year"] = words["held"] = words["map"] = None
    return Namespace(file=file, **{**words, **given})


def test_newly_hired_people_within_the_window_pass(tmp_path: Path):
    path = book([HIRED, [*people(1)[0], "企业职工", *CONTRACT]])(tmp_path)
    checked = check(path, ROSTER, kind="roster", day=TODAY, region="anhui", training_type="pre_job")
    assert checked["exit"] == 0, checked


def test_who_was_hired_too_long_ago_is_a_problem_with_its_clause(tmp_path: Path):
    old = ["2018-03-01", "2018-03-01", "2023-02-28"]
    path = book([HIRED, [*people(1)[0], "企业职工", *CONTRACT], [*people(2)[1], "企业职工", *old]])(tmp_path)
    checked = check(path, ROSTER, kind="roster", day=TODAY, region="anhui", training_type="pre_job")
    assert checked["exit"] == 1
    problems = {problem["code"]: problem for problem in checked["sheets"][0]["problems"]}
    assert problems["hire_window"]["address"] == "D3"
    assert "依据《" in problems["hire_window"]["message"]
    assert problems["hire_window"]["name"] == NAMES[1]
    assert checked["sheets"][0]["counts"]["faulty"] == 1
    assert checked["sheets"][0]["counts"]["sound"] == 1


def test_the_same_people_are_no_problem_when_no_law_is_asked(tmp_path: Path):
    old = ["2018-03-01", "2018-03-01", "2023-02-28"]
    path = book([HIRED, [*people(1)[0], "企业职工", *old]])(tmp_path)
    assert check(path, ROSTER, kind="roster", day=TODAY)["exit"] == 0


def test_an_unknown_training_type_is_refused_with_a_sentence(tmp_path: Path):
    path = book([HEAD, *people(1)])(tmp_path)
    checked = check(path, ROSTER, kind="roster", day=TODAY, region="anhui", training_type="magic")
    assert checked["exit"] == 2
    assert "magic" in checked["sentence"]


@pytest.mark.parametrize(
    "rows, status", [([HEAD, *people(2)], 0), ([HEAD, [NAMES[0], IDS[0][:17]]], 1), ([["甲"], ["乙"]], 2)]
)
def test_the_exit_status_says_how_it_went(rows: list[list[Any]], status: int, tmp_path: Path):
    path = book(rows)(tmp_path)
    text, given = check_face(_arguments(path), ROSTER)
    assert given == status
    assert text.startswith("名单.xlsx：")
    told, again = check_face(_arguments(path, json=True), ROSTER)
    assert again == status
    assert json.loads(told)["exit"] == status


def test_a_fault_of_our_own_is_told_apart_from_the_files(tmp_path: Path):
    broken = (*ROSTER, type(ROSTER[0])("strange", "怪列", "no_such_kind"))
    checked = check(book([[*HEAD, "怪列"], *people(1)])(tmp_path), broken, kind="roster", day=TODAY)
    assert checked["status"] == "fault"
    assert checked["exit"] == 2
    assert "本程序" in checked["sentence"]
    assert "不是文件的问题" in checked["remedy"]


def test_the_last_line_says_where_the_marked_copy_lies(tmp_path: Path):
    out = tmp_path / "标注.xlsx"
    text, status = check_face(_arguments(book([HEAD, [NAMES[0], "1"]])(tmp_path), annotated=out), ROSTER)
    assert status == 1
    assert out.is_file()
    assert text.splitlines()[-1] == f"标注了问题的副本在：{out}"


def test_the_faulty_rows_are_written_apart_and_can_be_checked_again(tmp_path: Path):
    path = book([HEAD, *people(2), [NAMES[0], "1"]], more={"二班": [HEAD, [NAMES[1], "2"]]})(tmp_path)
    rest = tmp_path / "剩余.xlsx"
    text, status = check_face(_arguments(path, remainder=rest, json=True), ROSTER)
    assert status == 1
    written = json.loads(text)["remainder"]
    assert [each["rows"] for each in written] == [1] * len(written)
    assert written[0]["file"] == str(rest)
    again = check(rest, ROSTER, kind="roster", day=TODAY)
    assert (again["sheets"][0]["counts"]["rows"], again["sheets"][0]["counts"]["faulty"]) == (1, 1)
    text, status = check_face(_arguments(path, remainder=tmp_path / "没有" / "剩余.xlsx"), ROSTER)
    assert (status, "文件夹" in text.splitlines()[0]) == (2, True)
    text, status = check_face(_arguments(path, remainder=path), ROSTER)
    assert (status, "原文件" in text) == (2, True)


@pytest.mark.parametrize(
    "place, told",
    [("没有/标注.xlsx", "文件夹"), ("标注.pdf", ".xlsx"), ("标注.xlsm", ".xlsx"), ("", ".xlsx")],
)
def test_a_place_where_no_copy_can_lie_is_refused(place: str, told: str, tmp_path: Path):
    path = book([HEAD, *people(1)])(tmp_path)
    text, status = check_face(_arguments(path, annotated=tmp_path / place), ROSTER)
    assert status == 2
    assert told in text.splitlines()[0]
    assert "本程序" not in text
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_today_is_taken_when_no_day_is_given(tmp_path: Path):
    text, status = check_face(_arguments(raw(b"")(tmp_path), day=None, json=True), ROSTER)
    assert status == 2
    day = date.fromisoformat(json.loads(text)["day"])
    assert abs((date.today() - day).days) <= 1  # noqa: DTZ011 - the bureau's own calendar


def test_problems_are_told_in_the_order_of_their_cells(tmp_path: Path):
    late = ["2018-03-01", "2018-03-01", "2023-02-28"]
    headings = ["性别", "联系电话", *HIRED]
    rows = [
        ["女", "1380", *people(1)[0], "企业职工", *late],
        ["未填写", "138", NAMES[1], IDS[1][:17], "企业职工", *CONTRACT],
        ["男", "13800000000", *people(3)[2], "企业职工", *late],
        ["女", "1380", *people(3)[2], "企业职工", *CONTRACT],
    ]
    path = book([headings, *rows], more={"二班": [headings, *rows]})(tmp_path)
    copy = tmp_path / "标注.xlsx"
    checked = check(
        path, ROSTER, kind="roster", day=TODAY, region="anhui", training_type="pre_job", annotated=copy
    )
    places = ["A2", "B2", "A3", "B3", "D3", "F4", "A5", "B5", "D5"]
    told_of = [[problem["address"] for problem in sheet["problems"]] for sheet in checked["sheets"]]
    assert [list(dict.fromkeys(each)) for each in told_of] == [places] * 2
    text, _ = check_face(_arguments(path, region="anhui", type="pre_job"), ROSTER)
    lines = [line.split("：")[1].split()[0] for line in text.splitlines() if line.startswith("  问题 ")]
    assert lines == [*told_of[0], *told_of[1]]
    listed = load_workbook(copy)["问题清单"].iter_rows(min_row=5, values_only=True)
    found = [(row[1], row[2]) for row in listed]
    assert found == [
        (name, where) for name, each in zip(("花名册", "二班"), told_of, strict=True) for where in each
    ]


TWO = [
    ["姓名", "身份证号", "公民身份号码", "电话"],
    [NAMES[0], IDS[0], IDS[1], ""],
    [NAMES[1], IDS[2], IDS[3], ""],
]
"""A list with two columns for one field that say different things."""


def _mapped(told: str) -> dict[str, tuple[str, float]]:
    return {
        each["field"]: (each["column"], each["confidence"])
        for each in json.loads(told)["sheets"][0]["mapping"]
    }


@pytest.mark.parametrize("said", ["身份证号=C", "id_number=c列", "身份证号码=公民身份号码", "身份证号＝Ｃ"])
def test_of_two_columns_alike_the_one_that_is_named_is_read(said: str, tmp_path: Path):
    path = book(TWO)(tmp_path)
    told, status = check_face(_arguments(path), ROSTER)
    assert status == 1
    assert "--map 字段=列" in told
    told, status = check_face(_arguments(path, json=True, map=[said]), ROSTER)
    assert status == 0, told
    assert _mapped(told) == {"name": ("A", 1.0), "id_number": ("C", 1.0), "phone": ("D", 0.95)}
    assert "按指定的列读取：“身份证号”取自 C 列。" in json.loads(told)["sheets"][0]["notes"]


def test_a_column_is_named_for_a_list_whose_headings_are_unknown_or_missing(tmp_path: Path):
    for rows in ([["甲", "乙"], *people(2)], people(2)):
        told, status = check_face(_arguments(book(rows)(tmp_path), map=["姓名=A", "身份证号=B"]), ROSTER)
        assert status == 0, told
        assert "共 2 行" in told


def test_a_column_named_for_one_sheet_leaves_the_others_as_they_were(tmp_path: Path):
    path = book(TWO, title="一班", more={"二班": [HEAD, *people(3)[2:]]})(tmp_path)
    told, _ = check_face(_arguments(path, json=True, map=["身份证号=公民身份号码"]), ROSTER)
    assert [sheet["counts"]["sound"] for sheet in json.loads(told)["sheets"]] == [2, 1]


@pytest.mark.parametrize(
    "said, words",
    [
        (["身份证号"], ("没有写成“字段=列”", "身份证号=C")),
        (["=C"], ("没有写成“字段=列”",)),
        (["籍贯=C"], ("没有“籍贯”这个字段", "姓名、身份证号")),
        (["身份证号=F"], ("没有“F”这一列", "C 列“公民身份号码”")),
        (["身份证号=备用号"], ("没有“备用号”这一列",)),
        (["身份证号=B", "身份证号=C"], ("指定了两次",)),
        (["身份证号=C", "联系电话=C"], ("C 列指定给了两个字段",)),
    ],
)
def test_a_column_named_wrongly_is_told_and_nothing_is_checked(
    said: list[str], words: tuple[str, ...], tmp_path: Path
):
    told, status = check_face(_arguments(book(TWO)(tmp_path), map=said), ROSTER)
    assert status == 2
    for word in words:
        assert word in told
    assert "没有检查" in told


def test_the_columns_of_days_are_named_at_once(tmp_path: Path):
    days = [["2020年3月课时"], [*HEAD, "3月6日", "3月7日"], [*people(1)[0], 4, 6]]
    arguments = _arguments(book(days)(tmp_path), kind="attendance", json=True, map=["线上课时=C:D"])
    told, status = check_face(arguments, ATTENDANCE)
    assert status == 0, told
    (sheet,) = json.loads(told)["sheets"]
    assert [(each["column"], each["field"], each["confidence"]) for each in sheet["mapping"][2:]] == [
        ("C", "online_hours", 1.0),
        ("D", "online_hours", 1.0),
    ]
    assert sheet["counts"]["sound"] == 2
    assert "按指定的列读取：“线上课时”取自 C、D 列。" in sheet["notes"]


@pytest.mark.parametrize("said", ["身份证号=B:C", "线上课时=D:C"])
def test_columns_named_at_once_wrongly_are_told(said: str, tmp_path: Path):
    told, status = check_face(_arguments(book(TWO)(tmp_path), kind="attendance", map=[said]), ATTENDANCE)
    assert status == 2
    assert "没有检查" in told


def test_the_rest_never_covers_the_marked_copy_or_the_original(tmp_path: Path):
    path = book([HEAD, *people(2), [NAMES[0], "1"]], more={"二班": [HEAD, [NAMES[1], "2"]]})(tmp_path)
    before, link = path.read_bytes(), tmp_path / "同一份.xlsx"
    (tmp_path / "夹").mkdir()
    link.hardlink_to(path)
    out, other_spelling = tmp_path / "出.xlsx", tmp_path / "夹" / ".." / "出.xlsx"
    second = tmp_path / "出-二班.xlsx"
    for copy, rest in ((out, out), (out, other_spelling), (None, link), (second, out)):
        text, status = check_face(_arguments(path, annotated=copy, remainder=rest), ROSTER)
        assert (status, "不能写在" in text or "盖掉" in text) == (2, True)
        assert not out.exists()
        assert not second.exists()
    assert path.read_bytes() == before
    out.symlink_to(tmp_path / "真.xlsx")
    text, status = check_face(_arguments(path, annotated=tmp_path / "真.xlsx", remainder=out), ROSTER)
    assert (status, "盖掉" in text, out.exists()) == (2, True, False)


BESIDE = [
    [*HEAD, "联系电话", None, *HEAD, "联系电话"],
    *(
        [*person, "13800000000", None, *other, "13900000000"]
        for person, other in zip(people(2), people(4)[2:], strict=True)
    ),
]


@pytest.mark.parametrize("said", ["身份证号=B", "身份证号=F", "联系电话=C"])
def test_a_column_named_in_one_of_two_lists_beside_each_other_leaves_both(said: str, tmp_path: Path):
    path = book(BESIDE)(tmp_path)
    told, status = check_face(_arguments(path, json=True, map=[said]), ROSTER)
    assert status == 0, told
    (sheet,) = json.loads(told)["sheets"]
    assert sheet["counts"]["sound"] == 4
    assert [each["column"] for each in sheet["mapping"]] == ["A", "B", "C", "E", "F", "G"]


def test_lists_beside_each_other_stay_apart_where_a_column_of_one_is_taken_for_nothing(tmp_path: Path):
    path = book(BESIDE)(tmp_path)
    said = {0: "name", 1: "id_number", 2: "phone", 4: "name", 6: "phone"}
    reading = read(path, ROSTER, day=TODAY, mapping=said)
    assert [problem.code for problem in reading.problems] == ["column_missing"]
    across = read(path, ROSTER, day=TODAY, mapping={0: "name", 5: "id_number"})
    assert [row.values[:2] for row in across.rows] == [(NAMES[0], IDS[2]), (NAMES[1], IDS[3])]


GROUPED = [
    ["序号", "基本信息", None, "劳动合同", None, "银行信息", "培训信息"],
    [None, *HEAD, "起始日期", "终止日期", "编号", "编号"],
    *(
        [number, *person, "2020-03-06", "2023-03-05", "6228", "0001"]
        for number, person in enumerate(people(2))
    ),
]
"""A list whose headings stand in two rows."""


def test_a_column_is_named_by_the_last_row_of_its_heading(tmp_path: Path):
    path = book(GROUPED, merged=["A1:A2", "B1:C1", "D1:E1"])(tmp_path)
    for said in ("合同开始日期=起始日期", "合同开始日期=劳动合同起始日期", "合同开始日期=D"):
        told, status = check_face(_arguments(path, json=True, map=[said]), ROSTER)
        assert status == 0, told
        assert _mapped(told)["contract_from"] == ("D", 1.0)
        assert _mapped(told)["contract_until"][0] == "E"
    told, status = check_face(_arguments(path, map=["银行账号=编号"]), ROSTER)
    assert (status, "有 2 列的标题都是“编号”" in told) == (2, True)
