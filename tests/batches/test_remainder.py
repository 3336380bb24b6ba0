"""The faulty rest of a workbook: its own layout, its own headings, and back in once it is mended."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from desktop import filings, intake
from desktop.filings import ROSTER
from desktop.problems import Refused
from tests import builders
from tests.builders import PEOPLE

DAY = date(2023, 10, 16)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "参训人员"
    sheet.append(["养老护理员班花名册"])
    sheet.append(["序号", "备注", "姓名*", "身份证号码", "手机号码"])
    for at, one in enumerate(PEOPLE, 1):
        sheet.append(
            [
                at,
                "=1+1" if at == 2 else "",
                one.name,
                one.id_number,
                "1380" if at in (2, 4) else "13800000001",
            ]
        )
    book.save(tmp_path / "花名册.xlsx")
    return tmp_path / "花名册.xlsx"


def test_the_rest_has_the_layout_of_the_whole(sent: Path, tmp_path: Path) -> None:
    reading = intake.read(sent, ROSTER, day=DAY)
    assert intake.remainder(reading, tmp_path / "剩余.xlsx") == reading.faulty == 2
    book = load_workbook(tmp_path / "剩余.xlsx")
    rows = list(book["参训人员"].iter_rows(values_only=True))
    assert rows[:2] == list(load_workbook(sent)["参训人员"].iter_rows(values_only=True))[:2]
    assert [row[2:4] for row in rows[2:]] == [(one.name, one.id_number) for one in (PEOPLE[1], PEOPLE[3])]
    assert [book["参训人员"][place].fill.fgColor.rgb for place in ("E3", "E4", "D3")][:2] == ["FFFFC7CE"] * 2
    assert [row[2] for row in book["问题清单"].iter_rows(values_only=True)] == ["单元格", "E3", "E4"]
    again = intake.read(tmp_path / "剩余.xlsx", ROSTER, day=DAY)
    assert [(each.letter, each.field) for each in again.mapping] == [
        (each.letter, each.field) for each in reading.mapping
    ]
    assert [each.address for each in again.problems] == ["E3", "E4"]


def test_sound_rows_go_in_the_rest_is_mended_and_follows(sent: Path, tmp_path: Path) -> None:
    reading = intake.read(sent, ROSTER, day=DAY)
    intake.remainder(reading, tmp_path / "剩余.xlsx")
    book = load_workbook(tmp_path / "剩余.xlsx")
    for place in ("E3", "E4"):
        book["参训人员"][place].value = "13800000009"
    book.save(tmp_path / "剩余.xlsx")
    with builders.stage("empty") as county, county.desk("jingban") as desk:
        filing_id = filings.draft(desk, builders.entry(county))
        assert filings.file_roster(desk, filing_id, reading, only_sound=True).new == 2
        taken = filings.file_roster(desk, filing_id, intake.read(tmp_path / "剩余.xlsx", ROSTER, day=DAY))
        assert (taken.new, taken.removed) == (2, 0)
        assert filings.sheet(desk, filing_id).people == 4


def test_nothing_is_written_where_nothing_is_faulty_or_the_file_changed(sent: Path, tmp_path: Path) -> None:
    reading = intake.read(sent, ROSTER, day=DAY)
    with pytest.raises(Refused, match="不能写在原文件上"):
        intake.remainder(reading, sent)
    sent.write_bytes(sent.read_bytes() + b" ")
    with pytest.raises(Refused, match="改动过"):
        intake.remainder(reading, tmp_path / "剩余.xlsx")
    with pytest.raises(Refused, match="没有需要改正"):
        intake.remainder(builders.roster(PEOPLE), tmp_path / "剩余.xlsx")
    assert not (tmp_path / "剩余.xlsx").exists()
