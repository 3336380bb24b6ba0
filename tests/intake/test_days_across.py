"""Sign-in sheets with their days across: as a class hands them in, marked, taken in, taken back, and asked about."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from desktop import batches, classes, filings, imports
from desktop.classes.columns import ATTENDANCE
from desktop.classes.learning_columns import SIGN_IN
from desktop.cli import main
from desktop.intake import annotate, draft, read
from desktop.workspace import Desk
from tests import builders
from tests.builders import PEOPLE, County
from tests.intake.made import HEAD, TODAY, book, people

P = people(3)
SHEET = [
    ["2020年3月焊工班签到表"],
    ["序号", *HEAD, "3月6日", None, "3月7日", None],
    [None, None, None, "上午", "下午", "上午", "下午"],
    [1, *P[0], "√", "√", "√", "√"],
    [2, *P[1], "√", "事假", "√", "？"],
    [3, P[2][0], "99990119900506", "√", "√", "√", "√"],
]
MERGED = ["D2:E2", "F2:G2"]


def test_the_senders_own_sheet_comes_back_with_its_cells_marked(tmp_path: Path):
    path, out = book(SHEET, merged=MERGED)(tmp_path), tmp_path / "批注.xlsx"
    reading = read(path, ATTENDANCE, day=TODAY)
    assert (reading.total, reading.faulty, len(reading.rows)) == (6, 3, 3)
    annotate(path, reading, out)
    marked = load_workbook(out)
    sheet = marked["花名册"]
    said = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert said.keys() == {"C6", "E5", "G5"}
    assert "“?”无法识别" in said["G5"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        row + [None] * (7 - len(row)) for row in SHEET
    ]
    assert {row[2].value for row in marked.worksheets[0].iter_rows(min_row=4)} == {"C6", "E5", "G5"}


def test_the_command_tells_the_days_and_takes_a_year_that_nothing_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = book([["签到表"], [*HEAD, "3月6日", "3月7日"], [*P[0], "√", "√"]])(tmp_path)
    asked = ["attendance", "check", str(path), "--json", "--day", "2020-06-01"]
    assert main(asked, open_window=int) == 1
    (sheet,) = json.loads(capsys.readouterr().out)["sheets"]
    assert [each["code"] for each in sheet["problems"]] == ["year_missing"]
    out = tmp_path / "批注.xlsx"
    assert main([*asked, "--year", "2020", "--annotated", str(out)], open_window=int) == 0
    (sheet,) = json.loads(capsys.readouterr().out)["sheets"]
    assert sheet["days"] == [{"column": "C", "day": "2020-03-06"}, {"column": "D", "day": "2020-03-07"}]
    assert sheet["counts"]["rows"] == 2
    assert out.exists()


def test_a_sheet_of_one_day_comes_back_marked_and_takes_the_day_that_it_leaves_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = book([["焊工班签到表"], [*HEAD, "上午", "签名"], [*P[0], "√", P[0][0]], [*P[1], "？", None]])(
        tmp_path
    )
    out = tmp_path / "批注.xlsx"
    asked = ["attendance", "check", str(path), "--json", "--day", "2020-06-01"]
    assert main(asked, open_window=int) == 1
    (sheet,) = json.loads(capsys.readouterr().out)["sheets"]
    assert [each["code"] for each in sheet["problems"]] == ["day_missing"]
    assert main([*asked, "--held", "2020-03-06", "--annotated", str(out)], open_window=int) == 1
    (sheet,) = json.loads(capsys.readouterr().out)["sheets"]
    assert {each["day"] for each in sheet["days"]} == {"2020-03-06"}
    assert (sheet["counts"]["rows"], sheet["counts"]["sound"]) == (2, 1)
    marked = load_workbook(out)["花名册"]
    assert [cell.coordinate for row in marked for cell in row if cell.comment] == ["C4"]


def test_a_year_that_the_title_leaves_out_comes_from_the_class(tmp_path: Path):
    path = book([["12月30日签到表"], [*HEAD, "签名"], [*P[0], "√"]])(tmp_path)
    reading = read(path, ATTENDANCE, day=TODAY, around=(date(2019, 12, 20), date(2020, 1, 20)))
    assert reading.clean
    assert [each.values[2] for each in reading.rows] == [date(2019, 12, 30)]
    assert reading.place(reading.rows[0], "day") == "C3"


@pytest.mark.parametrize(
    ("headings", "around", "days"),
    [
        (["12月30日", "1月2日"], ("2019-12-20", "2020-01-20"), ["2019-12-30", "2020-01-02"]),
        (["28日", "29日", "2日"], ("2020-02-25", "2020-03-25"), ["2020-02-28", "2020-02-29", "2020-03-02"]),
        (
            [30, 31, 1, 2],
            ("2020-03-20", "2020-04-20"),
            ["2020-03-30", "2020-03-31", "2020-04-01", "2020-04-02"],
        ),
        (["3/6", "3-7", "03.08"], ("2019-12-01", "2020-05-01"), ["2020-03-06", "2020-03-07", "2020-03-08"]),
        (["第1天(3月6日)", "第2天(3月7日)"], ("2020-03-01", "2020-03-31"), ["2020-03-06", "2020-03-07"]),
        (["20200306", "2020.3.7"], None, ["2020-03-06", "2020-03-07"]),
        ([43896.0, 43897.0], None, ["2020-03-06", "2020-03-07"]),
    ],
)
def test_the_days_of_a_class_give_the_years_and_months_left_out(
    headings: list[object], around: tuple[str, str] | None, days: list[str], tmp_path: Path
):
    path = book([[*HEAD, *headings], [*P[0], *["√"] * len(headings)]])(tmp_path)
    span = (date.fromisoformat(around[0]), date.fromisoformat(around[1])) if around else None
    reading = read(path, ATTENDANCE, day=TODAY, around=span)
    assert reading.problems == []
    assert [str(row.values[2]) for row in reading.rows] == days


def test_the_clerk_says_which_hours_and_leaves_columns_out(tmp_path: Path):
    path = book([["2020年3月"], [*HEAD, "3月6日", "3月7日", "3月8日"], [*P[0], 4, 8, 2]])(tmp_path)
    mapping = {0: "name", 1: "id_number", 2: "online_hours", 3: "offline_hours", 4: ""}
    reading = read(path, ATTENDANCE, day=TODAY, mapping=mapping)
    assert [(str(each.values[2]), each.values[4], each.values[5]) for each in reading.rows] == [
        ("2020-03-06", 4, None),
        ("2020-03-07", None, 8),
    ]
    assert [each.confidence for each in reading.mapping] == [1.0] * 4
    marks = book([["2020年3月"], [*HEAD, "3月6日", "3月7日"], [*P[0], "√", "缺"]])(tmp_path)
    said = read(marks, ATTENDANCE, day=TODAY, mapping={0: "name", 1: "id_number", 2: "state", 3: "state"})
    assert [each.values[3] for each in said.rows] == ["present", "absent"]


def test_its_cells_are_mended_where_the_sender_put_them(tmp_path: Path):
    rows = [*SHEET, ["合计", None, None, 3, 3, 3, 3]]
    reading = read(book(rows, merged=MERGED)(tmp_path), ATTENDANCE, day=TODAY)
    opened = draft(reading, day=TODAY)
    assert (opened.reading.problems, opened.reading.notes) == (reading.problems, reading.notes)
    assert [(each.letter, each.title) for each in opened.columns][1:4] == [
        ("C", "身份证号"),
        ("D", "3月6日 上午"),
        ("E", "3月6日 下午"),
    ]
    assert opened.texts(5) == [*P[1], "√", "事假", "√", "？"]
    assert opened.passed_over() == {7}
    one = opened.changed({(5, 6): "√"})
    assert [each.address for each in one.problems] == ["C6"]
    both = opened.changed({(5, 6): "√", (6, 2): P[2][1], (4, 3): ""})
    assert (both.problems, both.total, both.faulty, len(both.rows)) == ([], 6, 0, 6)
    assert [(each.address, each.was, each.now) for each in both.mended] == [
        ("D4", "√", ""),
        ("G5", "？", "√"),
        ("C6", "99990119900506", P[2][1]),
    ]
    back = opened.changed({})
    assert (back.problems, back.rows[:], back.mended) == (reading.problems, reading.rows[:], ())


def test_a_sheet_of_one_day_is_mended_with_the_day_that_was_said(tmp_path: Path):
    path = book([["签到表"], [*HEAD, "上午", "签名"], [*P[0], "？", None], [*P[1], "√", None]])(tmp_path)
    held = date(2020, 3, 6)
    reading = read(path, ATTENDANCE, day=TODAY, around=(held, held))
    assert [each.address for each in reading.problems] == ["C3"]
    mended = draft(reading, day=TODAY).changed({(3, 2): "缺"})
    assert [(each.number, each.values[2], each.values[3]) for each in mended.rows] == [
        (3, held, "absent"),
        (4, held, "present"),
    ]
    assert mended.held == held


def test_typed_class_hours_turn_marks_into_hours_and_back(tmp_path: Path):
    path = book([["2020年3月"], [*HEAD, "3月6日", "3月7日"], [*P[0], "√", "√"]])(tmp_path)
    opened = draft(read(path, ATTENDANCE, day=TODAY), day=TODAY)
    hours = opened.changed({(3, 2): "4", (3, 3): "3.5课时"})
    assert [float(each.values[5]) for each in hours.rows] == [4, 3.5]
    assert {each.field for each in hours.mapping} == {"name", "id_number", "offline_hours"}
    assert {each.field for each in opened.changed({}).mapping} == {"name", "id_number", "state"}


def test_a_sheet_given_to_the_wrong_import_is_sent_to_the_right_one(tmp_path: Path):
    across = read(book([*SHEET[:2], *SHEET[3:]])(tmp_path), SIGN_IN, day=TODAY)
    days = read(book([[*HEAD, "日期", "出勤情况"], [*P[0], "2020-03-06", "√"]])(tmp_path), SIGN_IN, day=TODAY)
    for reading in (across, days):
        assert reading.problems[0].code == "other_list"
        assert "像是考勤表" in reading.problems[0].what
        assert "“导入考勤”" in reading.problems[0].remedy
    times = [*HEAD, "日期", "签到时间", "签退时间"]
    reading = read(book([times, [*P[0], "2020-03-06", "8:25", "11:30"]])(tmp_path), ATTENDANCE, day=TODAY)
    assert (reading.total, reading.faulty, len(reading.rows)) == (1, 1, 0)
    assert "像是签到记录" in reading.problems[0].what
    assert "选“签到记录”" in reading.problems[0].remedy
    assert read(book([times, [*P[0], "2020-03-06", "8:25", "11:30"]])(tmp_path), SIGN_IN, day=TODAY).clean


@pytest.fixture
def county() -> Iterator[County]:
    with builders.stage("approved") as made:
        with made.desk("jingban", made.days.opened) as desk:
            classes.open_class(desk, made.ids["filing"])
            made.ids["class"] = filings.sheet(desk, made.ids["filing"]).class_id or 0
        yield made


def _sheet(
    county: County, folder: Path, rows: list[list[object]], *, numbers: bool = True
) -> imports.Expected:
    head = ["姓名", "身份证号"] if numbers else ["姓名"]
    book([[*head, "10月23日", "10月24日"], *rows])(folder)
    with county.reading(day=county.days.ended) as desk:
        return imports.expected(desk, "attendance", county.ids["class"], ATTENDANCE)


def _held(desk: Desk) -> list[tuple[object, ...]]:
    desk.session.flush()
    return [tuple(row) for row in desk.session.execute(text("SELECT * FROM attendance ORDER BY id"))]


def test_it_is_taken_into_its_class_changed_by_the_next_and_taken_back(county: County, tmp_path: Path):
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir(), second.mkdir()
    rows = [[each.name, each.id_number, "√", "√"] for each in PEOPLE]
    expected = _sheet(county, first, rows)
    assert expected.around is not None
    stranger = builders.trainee(90, "外来人")
    changed = [[*rows[0][:3], "缺"], *rows[1:], [stranger.name, stranger.id_number, "√", "√"]]
    _sheet(county, second, changed)
    readings = [
        read(folder / "名单.xlsx", ATTENDANCE, day=county.days.ended, around=expected.around)
        for folder in (first, second)
    ]
    with county.desk("jingban", county.days.ended) as desk:
        taken = classes.take_attendance(desk, county.ids["class"], readings[0])
        assert (taken.new, taken.changed, taken.faulty) == (2 * len(PEOPLE), 0, 0)
        before = _held(desk)
        verdict = classes.check_attendance(desk, county.ids["class"], readings[1])
        assert {(each.address, each.code) for each in verdict.problems} == {("B6", "not_listed")}
        again = classes.take_attendance(desk, county.ids["class"], readings[1], only_sound=True)
        assert (again.new, again.changed, again.unchanged, again.faulty) == (0, 1, 2 * len(PEOPLE) - 1, 2)
        assert batches.sheet(desk, again.batch_id).line.rows == 2 * len(PEOPLE) + 2
        imports.undo(desk, again.batch_id)
        assert _held(desk) == before


def test_a_day_outside_the_class_is_told_at_its_own_cell_and_the_others_stay(county: County, tmp_path: Path):
    rows = [[each.name, "√", "√"] for each in PEOPLE]
    expected = _sheet(county, tmp_path, rows, numbers=False)
    made = load_workbook(tmp_path / "名单.xlsx")
    made.worksheets[0]["B1"] = "10月2日"
    made.save(tmp_path / "名单.xlsx")
    reading = read(tmp_path / "名单.xlsx", ATTENDANCE, day=county.days.ended, around=expected.around)
    with county.reading(day=county.days.ended) as desk:
        verdict = classes.check_attendance(desk, county.ids["class"], reading)
    assert [(each.address, each.code) for each in verdict.problems] == [
        (f"B{at}", "attendance") for at in range(2, 2 + len(PEOPLE))
    ]
    assert len(verdict.rows) == verdict.faulty == len(PEOPLE)


def test_the_class_tells_the_year_before_a_day_that_may_be_the_forms_own(tmp_path: Path):
    rows = [["签到表", None, date(2019, 12, 30)], [*HEAD, "3月6日", "3月7日"], [*people(1)[0], "√", "√"]]
    span = (date(2020, 3, 1), date(2020, 5, 1))
    reading = read(book(rows)(tmp_path), ATTENDANCE, day=TODAY, around=span)
    at = [column.field for column in ATTENDANCE].index("day")
    assert [row.values[at] for row in reading.rows] == [date(2020, 3, 6), date(2020, 3, 7)]
