"""A draft policy is tried on the county's own claims: who gains, who loses, what is owed; and nothing is written."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from desktop import replay, subsidies
from desktop.codes import resource
from desktop.files import digest
from desktop.policy import PolicyFault
from desktop.practice.lines import build_lines
from desktop.problems import Refused
from desktop.replay.telling import replay_face
from desktop.workspace import SYSTEM
from tests import builders
from tests.builders import ALL, County

APPLIED = date(2023, 10, 30)
YEAR = (date(2023, 1, 1), date(2023, 12, 31))
STANDARD = "amount = 500\nscope"
Change = Callable[[str, str], str]


@pytest.fixture
def granted():
    with builders.stage("granted") as county:
        yield county


def draft(folder: Path, change: Change) -> Path:
    """A draft that differs from what is in force by `change`, asked for each file by name."""
    target = folder / "draft"
    shutil.copytree(resource("policy", "jiangsu"), target)
    for path in target.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(change(path.name, text), encoding="utf-8")
    return target


def same(_name: str, text: str) -> str:
    return text


def dearer(name: str, text: str) -> str:
    """Level five of category C brings 650 yuan, the living allowance 20 yuan a day."""
    if name != "standards.toml":
        return text
    blocks = text.split("[[value]]")
    raised = [
        block.replace("amount = 500\n", "amount = 650\n")
        if 'category = ["C"], level = ["5"]' in block
        else block
        for block in blocks
    ]
    assert raised != blocks
    done = "[[value]]".join(raised)
    assert done.count("amount = 30\n") == 1
    return done.replace("amount = 30\n", "amount = 20\n")


def tried(county: County, folder: Path, change: Change, span: tuple[date, date] = YEAR) -> replay.Replay:
    with county.reading(day=APPLIED) as desk:
        return replay.replay(desk, draft(folder, change), *span)


def test_what_is_in_force_moves_nothing(granted: County, tmp_path: Path):
    found = tried(granted, tmp_path, same)
    assert (found.claims, found.lines, found.people) == (1, 6, 4)
    assert found.before == found.after == Decimal(2300)
    assert (found.moved, found.gain, found.lose) == ((), 0, 0)


def test_a_draft_says_who_gains_who_loses_and_what_is_owed(granted: County, tmp_path: Path):
    found = tried(granted, tmp_path, dearer)
    assert (found.before, found.after) == (2300, Decimal(4 * 650 + 2 * 100))
    assert (found.gain, found.lose, found.admitted, found.dropped) == (4, 0, 0, 0)
    assert {(each.name, each.owed) for each in found.back_payments} == {
        (person.name, Decimal(150)) for person in builders.PEOPLE
    }
    assert {(each.name, each.owed) for each in found.overpaid} == {("王秀英", -50), ("李建国", -50)}
    types = {each.title: (each.people, each.difference) for each in found.by_type}
    assert set(types.values()) == {(4, Decimal(600)), (2, Decimal(-100))}
    assert [(each.title, each.difference) for each in found.by_institution] == [
        ("演练县春风职业培训学校", 500)
    ]
    assert all("999901" not in each.id_number or "*" in each.id_number for each in found.moved)
    assert found.moved[0].why.startswith("核定650元")


def test_only_what_was_approved_is_owed(tmp_path: Path):
    with builders.stage("claimed") as county:
        found = tried(county, tmp_path, dearer)
    assert found.moved
    assert (found.back_payments, found.overpaid) == ((), ())


def test_only_the_claims_of_the_period_are_tried(granted: County, tmp_path: Path):
    assert tried(granted, tmp_path, dearer, (date(2023, 11, 1), date(2023, 12, 31))).claims == 0
    with pytest.raises(Refused, match="早于"):
        tried(granted, tmp_path / "other", dearer, (date(2023, 12, 1), date(2023, 1, 1)))


def test_what_people_decided_stays_decided(tmp_path: Path):
    with builders.stage("held") as county:
        with county.desk("jingban", APPLIED) as desk:
            claim_id = subsidies.apply(desk, county.ids["filing"])
            rows = {(r.name, r.scheme): r.id for r in subsidies.claim_lines(desk, claim_id, ALL).rows}
            subsidies.cut(desk, rows["赵敏", "training"], Decimal(300), "部分课时由其他资金承担")
            subsidies.cut(desk, rows["王秀英", "allowance"], Decimal(0), "本人书面放弃")
        found = tried(county, tmp_path, dearer)
    assert {each.name for each in found.moved} == {"欧阳修齐", "王秀英", "李建国"}
    assert {(each.name, each.scheme) for each in found.moved if each.difference < 0} == {
        ("李建国", "生活费补贴")
    }


def test_a_draft_may_bring_lines_that_nobody_was_asked_for(granted: County, tmp_path: Path):
    """The living allowance for rural workers too, of whom there are two in the class."""

    def wider(_name: str, text: str) -> str:
        five = '"low_income", "hard_to_employ", "zero_employment", "rural_leaver", "urban_minimum"'
        blocks = text.split("[[value]]")
        return "[[value]]".join(
            block.replace(five, f'{five}, "rural_transfer"')
            if 'name = "allowance_groups"' in block
            else block
            for block in blocks
        )

    found = tried(granted, tmp_path, wider)
    assert {(each.name, each.line_id, each.before, each.after) for each in found.moved} == {
        ("欧阳修齐", None, 0, 150),
        ("赵敏", None, 0, 150),
    }
    assert (found.lines, found.gain, found.admitted) == (8, 2, 0)


def test_what_the_draft_does_not_say_is_counted_not_guessed(granted: County, tmp_path: Path):
    def silent(name: str, text: str) -> str:
        if name != "standards.toml":
            return text
        blocks = text.split("[[value]]")
        return "[[value]]".join(b for b in blocks if 'category = ["C"], level = ["5"]' not in b)

    found = tried(granted, tmp_path, silent)
    assert [count for _, count in found.undecided] == [4]
    assert "缺少“职业培训补贴标准" in found.undecided[0][0]
    assert (found.lines, found.before) == (2, 300)


def forget(county: County, *more: str) -> None:
    """Let lines be as those of a store in which the facts were not kept."""
    with county.desk("jingban", APPLIED) as desk:
        for sql in ("UPDATE claim_line SET known = NULL", *more):
            desk.session.execute(text(sql))


def test_lines_without_kept_facts_are_tried_on_those_of_today(granted: County, tmp_path: Path):
    whole = tried(granted, tmp_path / "kept", dearer)
    forget(granted)
    unchanged = tried(granted, tmp_path / "same", same)
    assert (unchanged.lines, unchanged.moved, unchanged.untried) == (6, (), ())
    found = tried(granted, tmp_path / "dearer", dearer)
    assert [replace(each, why="") for each in found.moved] == [replace(each, why="") for each in whole.moved]


def test_lines_that_todays_facts_do_not_explain_are_told_one_by_one(granted: County, tmp_path: Path):
    forget(granted, "DELETE FROM certificate WHERE trainee_id = (SELECT min(trainee_id) FROM certificate)")
    for change in (same, dearer):
        found = tried(granted, tmp_path / change.__name__, change)
        ((one, count),) = found.undecided
        assert (found.lines, count) == (5, 1)
        assert "没有留存" in one
        assert [(each.name, each.scheme, each.amount) for each in found.untried] == [
            (builders.PEOPLE[0].name, "职业培训补贴", 500)
        ]
        assert builders.PEOPLE[0].name not in {each.name for each in found.moved if each.difference > 0}
    book = load_workbook(replay.write(found, granted.workspace.bureau, tmp_path / "试算.xlsx"))
    *_, row, _ = book["没有试算"].iter_rows(values_only=True)
    assert (row[1], row[6], row[7]) == (builders.PEOPLE[0].name, 500, one)


def test_a_made_up_county_moves_nothing_under_its_own_policy(tmp_path: Path):
    """It keeps no facts and has no standards of its own, so most of its lines are told instead."""
    workspace, _ = build_lines(tmp_path, 300, 7, planting=False)
    with workspace.reading(SYSTEM) as desk:
        found = replay.replay(desk, draft(tmp_path, same), date(2020, 1, 1), date(2024, 12, 31))
    workspace.close()
    assert (found.moved, found.gain, found.lose) == ((), 0, 0)
    assert found.lines + len(found.untried) == 300
    assert found.untried


def test_a_faulty_draft_is_refused_with_file_and_line(granted: County, tmp_path: Path):
    with pytest.raises(PolicyFault) as raised:
        tried(
            granted, tmp_path, lambda name, text: text + "\nstrange = 1\n" if name == "rules.toml" else text
        )
    assert raised.value.faults[0].file == "draft/rules.toml"
    with pytest.raises(Refused, match="不是文件夹"), granted.reading() as desk:
        replay.replay(desk, tmp_path / "nowhere", *YEAR)


def test_nothing_is_written(granted: County, tmp_path: Path):
    folder = granted.workspace.folder
    granted.workspace.engine.dispose()
    before = {path.name: digest(path) for path in folder.glob("store.db")}
    found = tried(granted, tmp_path, dearer)
    replay.write(found, granted.workspace.bureau, tmp_path / "试算.xlsx")
    granted.workspace.engine.dispose()
    assert {path.name: digest(path) for path in folder.glob("store.db")} == before


def test_the_workbook_has_a_sheet_for_each_question(granted: County, tmp_path: Path):
    found = tried(granted, tmp_path, dearer)
    book = load_workbook(replay.write(found, granted.workspace.bureau, tmp_path / "试算.xlsx"))
    assert book.sheetnames == ["总览", "按类型", "按机构", "增加", "减少", "补发名单", "多发名单"]

    def table(name: str, first: str) -> tuple[dict[str, int], list[tuple[Any, ...]]]:
        rows = list(book[name].iter_rows(values_only=True))
        head = next(at for at, row in enumerate(rows) if row[0] == first)
        return {heading: at for at, heading in enumerate(rows[head])}, rows[head + 1 :]

    _, whole = table("总览", "项目")
    figures = {row[0]: row[1] for row in whole}
    assert (figures["差额"], figures["应补发"]) == (500, 600)
    for name, first, shares in (
        ("按类型", "培训类型·补贴", found.by_type),
        ("按机构", "机构或者企业", found.by_institution),
    ):
        at, (*rows, total) = table(name, first)
        assert [row[0] for row in rows] == [each.title for each in shares]
        assert total[at["差额"]] == 500
    listed = {}
    for name, owed in (("增加", ""), ("减少", ""), ("补发名单", "应补发"), ("多发名单", "应退")):
        at, (*rows, total) = table(name, "序号")
        listed[name] = len(rows)
        column = at[owed or "差额"]
        assert total[column] == sum(Decimal(str(row[column])) for row in rows)
        assert all("*" in row[at["身份证号"]] and row[at["按草案的依据"]] for row in rows)
    assert listed["增加"] + listed["减少"] == len(found.moved)
    assert (listed["补发名单"], listed["多发名单"]) == (4, 2)


def test_the_command_tells_the_same(granted: County, tmp_path: Path):
    folder = granted.workspace.folder
    text, status = replay_face(draft(tmp_path, dearer), folder, *YEAR, tmp_path / "a.xlsx")
    assert status == 0
    assert "差额+500.00元；4人增加，0人减少" in text
    assert (tmp_path / "a.xlsx").stat().st_size
    told = json.loads(replay_face(tmp_path / "draft", folder, *YEAR, None, as_json=True)[0])
    assert (told["before"], told["after"], told["difference"]) == ("2300.00", "2800.00", "500.00")
    assert (len(told["moved"]), len(told["back_payments"]), len(told["overpaid"])) == (6, 4, 2)
    assert told["since"] == "2023-01-01"


def test_one_file_takes_the_place_of_the_one_in_force(granted: County, tmp_path: Path):
    whole = tried(granted, tmp_path, dearer)
    with granted.reading(day=APPLIED) as desk:
        alone = replay.replay(desk, tmp_path / "draft" / "standards.toml", *YEAR)
        broken = tmp_path / "broken" / "standards.toml"
        broken.parent.mkdir()
        broken.write_text('[[value]]\nname = "nothing"\n', encoding="utf-8")
        with pytest.raises(PolicyFault) as raised:
            replay.replay(desk, broken, *YEAR)
    assert (alone.after, alone.moved, alone.by_type) == (whole.after, whole.moved, whole.by_type)
    assert any((each.file, each.line) == ("broken/standards.toml", 1) for each in raised.value.faults)


def test_it_tells_how_far_it_is_and_stops_when_asked(granted: County, tmp_path: Path):
    told: list[tuple[int, int]] = []

    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        raise Stopped

    with granted.reading(day=APPLIED) as desk, pytest.raises(Stopped):
        replay.replay(desk, draft(tmp_path, same), *YEAR, progress=stop)
    assert told == [(0, 1)]


def test_a_draft_begins_as_a_copy_of_what_is_in_force_and_replaces_nothing(granted: County, tmp_path: Path):
    folder = replay.begin_draft(tmp_path, "jiangsu")
    with granted.reading(day=APPLIED) as desk:
        assert replay.replay(desk, folder, *YEAR).moved == ()
    with pytest.raises(Refused, match="没有复制"):
        replay.begin_draft(tmp_path, "jiangsu")
