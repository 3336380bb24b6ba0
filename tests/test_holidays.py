"""A year of holidays is written in by hand: whole, with its notice, and counting from then on in that workspace only."""

from datetime import date
from pathlib import Path

import pytest

from desktop import audit, calendar, cli, holidays
from desktop.problems import Refused, Unreadable
from tests.builders import stage

NEXT = """year = 2027
[[cites]]
document = "关于2027年部分节假日安排的演练通知"
number = "演练〔2026〕1号"
[[holiday]]
name = "元旦"
days = [2027-01-01, 2027-01-02, 2027-01-03]
work = []
[[holiday]]
name = "春节"
days = [2027-02-05, 2027-02-08, 2027-02-09, 2027-02-10, 2027-02-11]
work = [2027-02-14]
[[holiday]]
name = "清明节、劳动节、端午节"
days = [2027-04-05, 2027-05-03, 2027-06-09]
work = []
[[holiday]]
name = "国庆节、中秋节"
days = [2027-10-01, 2027-10-04, 2027-10-05]
work = []
"""


def table(folder: Path, text: str = NEXT, name: str = "放假安排.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_year_written_in_counts_from_then_on(tmp_path: Path) -> None:
    with stage("posted", tmp_path) as county:
        with county.reading() as desk, pytest.raises(Refused, match="没有2027年的放假安排") as refused:
            desk.calendar.add_working_days(date(2027, 2, 3), 3)
        assert str(county.workspace.folder / "calendar" / "2027.toml") in refused.value.remedy
        with county.desk("jingban") as desk:
            holidays.add(desk, table(tmp_path))
            assert audit.faults(desk.session) == []
        with county.reading() as desk:
            # 4 February, then over the festival to 12 and Sunday 14, which is worked.
            assert desk.calendar.add_working_days(date(2027, 2, 3), 3) == date(2027, 2, 14)
            assert [(line.year, line.own) for line in holidays.years(desk)][-2:] == [
                (2026, False),
                (2027, True),
            ]
        with pytest.raises(Refused, match="已经导入过"), county.desk("jingban") as desk:
            holidays.add(desk, table(tmp_path))
        with pytest.raises(Refused, match="2027"):
            calendar.working_day(date(2027, 2, 3))


def test_a_correction_of_a_known_year_goes_before_what_came_with_the_program(tmp_path: Path) -> None:
    known = (calendar.FOLDER / "2026.toml").read_text(encoding="utf-8")
    with stage("posted", tmp_path) as county:
        with county.desk("jingban") as desk:
            holidays.add(desk, table(tmp_path, known.replace("2026-01-03]", "2026-01-03, 2026-01-05]")))
        with county.reading() as desk:
            assert not desk.calendar.working_day(date(2026, 1, 5))
    assert calendar.working_day(date(2026, 1, 5))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NEXT.replace("端午节", "别的节"), "缺少端午"),
        (NEXT.replace("2027-02-14", "2027-02-15"), "不是周六或周日"),
        (NEXT.replace("2027-06-09", "2028-06-09"), "不在2027年"),
        (NEXT.replace("[[cites]]", "[[noted]]"), "缺少 cites"),
        ("year = ", "有误"),
    ],
)
def test_a_table_that_is_wrong_or_not_whole_is_not_taken(tmp_path: Path, text: str, said: str) -> None:
    with stage("posted") as county:
        with pytest.raises(Unreadable, match=said), county.desk("jingban") as desk:
            holidays.add(desk, table(tmp_path, text))
        assert not (county.workspace.folder / "calendar").exists()


def test_every_bundled_year_is_whole(tmp_path: Path) -> None:
    with stage("posted") as county:
        for path in sorted(calendar.FOLDER.glob("*.toml")):
            with county.desk("jingban") as desk:
                holidays.add(desk, path)
        with pytest.raises(Refused, match="岗位"), county.desk("caiwu") as desk:
            holidays.add(desk, table(tmp_path))


def test_a_table_put_into_the_folder_by_hand_counts_and_a_broken_one_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with stage("posted", tmp_path) as county:
        folder = county.workspace.folder
        assert cli.main(["calendar", "add", str(folder), str(table(tmp_path))], open_window=lambda _: 9) == 0
        assert "2027　放假 14 天" in capsys.readouterr().out
        table(folder / "calendar", "year = 2028", "2028.toml")
        assert cli.main(["calendar", "list", str(folder)], open_window=lambda _: 9) == 2
        assert "2028.toml 有误" in capsys.readouterr().err
