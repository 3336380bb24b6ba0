"""A file that comes again is known whatever came since: what it would change, on which day it came, and as which round."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop import batches, classes, filings, imports, intake, payments
from desktop.batches import Subject, Taken
from desktop.filings import ROSTER
from desktop.intake import Reading
from desktop.payments import BANK_RESULT
from tests import builders
from tests.builders import PEOPLE, County, Trainee, table

FIRST, SECOND, THIRD, FOURTH = PEOPLE
STUDIED = ("姓名", "身份证号", "学习开始时间", "学习结束时间", "课程名称")
EARNED = ("姓名", "身份证号", "证书类型", "证书编号", "发证日期", "证书等级")
PAID = ("收款人名称", "收款账号", "交易金额", "交易结果", "失败原因", "交易日期")
NOTHING = "这份文件已于{}导入过，本次没有改变任何数据。"
ROSTER_HEAD = ("姓名", "身份证号", "人员类别", "联系电话")


@pytest.fixture
def county() -> Iterator[County]:
    with builders.stage("empty") as made:
        with made.desk("jingban") as desk:
            made.ids["filing"] = filings.draft(desk, builders.entry(made))
        yield made


@pytest.fixture
def held() -> Iterator[County]:
    with builders.stage("approved") as made:
        with made.desk("jingban", made.days.opened) as desk:
            classes.open_class(desk, made.ids["filing"])
            made.ids["class"] = filings.sheet(desk, made.ids["filing"]).class_id or 0
        yield made


def people(name: str, *rows: tuple[Trainee, str]) -> Reading:
    lines = [(one.name, one.id_number, one.group, phone) for one, phone in rows]
    return intake.read(table(name, ROSTER_HEAD, lines), ROSTER, day=date(2023, 10, 16))


def file_(county: County, reading: Reading, day: int) -> Taken:
    with county.desk("jingban", date(2023, 10, day)) as desk:
        return filings.file_roster(desk, county.ids["filing"], reading)


def rounds(county: County) -> list[tuple[int, str, str]]:
    with county.reading() as desk:
        found = batches.rounds(desk, "roster", Subject("filing", county.ids["filing"]))
        return [(each.round, each.file_name, each.state) for each in found]


def test_a_roster_that_changes_things_back_says_when_it_came(county: County) -> None:
    one = people("一.csv", (FIRST, "13800000001"), (SECOND, "13800000001"))
    two = people("二.csv", (FIRST, "13800000002"), (SECOND, "13800000001"))
    file_(county, one, 16)
    file_(county, two, 17)
    again = file_(county, one, 18)
    assert again.changed == 1
    assert again.sentence.endswith("这份文件曾于2023-10-16导入过，不同之处已改回那时的内容。")
    assert again.round == 1, "the same bytes are the same round"
    once_more = file_(county, one, 19)
    assert once_more.sentence == NOTHING.format("2023-10-18")
    assert [number for number, _, _ in rounds(county)] == [1, 2, 1]


def test_a_list_of_a_class_that_has_nothing_new_leaves_no_batch(held: County) -> None:
    def study(name: str, of: Trainee, start: str) -> Reading:
        row = (of.name, of.id_number, f"2023-10-23 {start}", "2023-10-23 12:00", "甲")
        return intake.read(table(name, STUDIED, [row]), classes.LEARNING["sessions"], day=held.days.ended)

    def earn(name: str, of: Trainee, number: int) -> Reading:
        row = (
            of.name,
            of.id_number,
            "职业技能等级证书",
            f"S000099999901235{number:06d}",
            "2023-10-28",
            "初级",
        )
        return intake.read(table(name, EARNED, [row]), classes.CERTIFICATES, day=held.days.applied)

    with held.desk("jingban", held.days.ended) as desk:
        class_id, subject = held.ids["class"], Subject("training_class", held.ids["class"])
        one, two = study("一.csv", FIRST, "08:00"), study("二.csv", SECOND, "08:00")
        for reading in (one, two):
            classes.take_learning(desk, class_id, "sessions", reading)
        again = classes.take_learning(desk, class_id, "sessions", one)
        assert again.sentence == NOTHING.format(held.days.ended)
        assert imports.came(desk, "sessions", class_id, one).taken_on == held.days.ended
        assert len(batches.rounds(desk, "sessions", subject)) == 2
    with held.desk("jingban", held.days.applied) as desk:
        mine, other = earn("一.csv", FIRST, 1), earn("二.csv", FIRST, 2)
        for reading in (mine, other):
            classes.take_certificates(desk, class_id, reading)
        back = classes.take_certificates(desk, class_id, mine)
        assert (back.changed, back.came_on) == (1, held.days.applied)
        assert classes.take_certificates(desk, class_id, mine).before == held.days.applied


def test_a_bank_file_before_the_last_one_is_no_refusal(tmp_path: Path) -> None:
    def paid(name: str, of: Trainee) -> Reading:
        row = (of.name, of.account, "150.00", "交易成功", "", "2023-11-13")
        return intake.read(table(name, PAID, [row]), BANK_RESULT, day=date(2023, 11, 13))

    with builders.stage("closed", tmp_path) as county:
        batch_id = builders.release(county, county.ids["notice"], "allowance")
        one, two = paid("一.csv", SECOND), paid("二.csv", THIRD)
        with county.desk("caiwu", date(2023, 11, 13)) as desk:
            payments.take_bank_result(desk, batch_id, one)
            payments.take_bank_result(desk, batch_id, two)
        with county.desk("caiwu", date(2023, 11, 14)) as desk:
            again = payments.take_bank_result(desk, batch_id, one)
            assert again.sentence == NOTHING.format("2023-11-13")
            assert len(batches.rounds(desk, "bank_result", Subject("payment_batch", batch_id))) == 2


def test_the_same_file_handed_back_again_is_the_same_round(county: County) -> None:
    bad = people("坏.csv", (FIRST, "13800000001"), (SECOND, "1380"))
    for day in (16, 17, 18):
        with county.desk("jingban", date(2023, 10, day)) as desk:
            assert filings.hand_back(desk, county.ids["filing"], bad) == 1
    assert rounds(county) == [(1, "坏.csv", batches.RETURNED)]
    with county.reading() as desk:
        came = imports.came(desk, "roster", county.ids["filing"], bad)
        assert (came.taken_on, came.returned_on, came.round) == (None, date(2023, 10, 16), 1)
    file_(county, people("好.csv", (FIRST, "13800000001"), (SECOND, "13800000001")), 19)
    assert [number for number, _, _ in rounds(county)] == [1, 2]


def test_another_sheet_of_a_file_is_not_taken_for_the_one_that_came(county: County, tmp_path: Path) -> None:
    book = Workbook()
    for name, one in (("一班", FIRST), ("二班", SECOND)):
        sheet = book.create_sheet(name)
        sheet.append(list(ROSTER_HEAD))
        sheet.append([one.name, one.id_number, one.group, "13800000001"])
    del book["Sheet"]
    book.save(tmp_path / "两班.xlsx")
    first, second = (
        intake.read(tmp_path / "两班.xlsx", ROSTER, day=date(2023, 10, 16), sheet=name)
        for name in ("一班", "二班")
    )
    file_(county, first, 16)
    with county.reading() as desk:
        found = imports.came(desk, "roster", county.ids["filing"], second)
        assert (found.taken_on, found.others) == (None, (("一班", date(2023, 10, 16)),))
        assert filings.compare(desk, county.ids["filing"], second).came_on is None
        assert filings.compare(desk, county.ids["filing"], first).came_on == date(2023, 10, 16)
    assert file_(county, second, 17).came_on is None
