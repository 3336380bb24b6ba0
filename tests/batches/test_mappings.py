"""A mapping mended by hand comes back for the same sender and the same headings, and for nobody else."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop import batches, filings, imports, intake
from desktop.filings import ROSTER
from desktop.intake import Reading
from desktop.problems import Refused
from tests import builders
from tests.builders import PEOPLE, County, table

TODAY = date(2023, 10, 16)
HEADINGS = ("姓名", "身份证号", "甲", "乙")
MENDED = {0: "name", 1: "id_number", 2: "phone", 3: "employer"}


@pytest.fixture
def county() -> Iterator[County]:
    with builders.stage("empty") as made:
        with made.desk("jingban") as desk:
            made.ids["filing"] = filings.draft(desk, builders.entry(made))
        yield made


def listed(*headings: str) -> Path:
    rows = [(one.name, one.id_number, "13800000001", "甲厂") for one in PEOPLE[:2]]
    return table("名单.csv", headings, rows)


def expected(county: County) -> imports.Expected:
    with county.desk("jingban") as desk:
        return imports.expected(desk, "roster", county.ids["filing"], ROSTER)


def read(county: County, *headings: str, by_hand: dict[int, str] | None = None) -> Reading:
    known = expected(county)
    return intake.read(listed(*headings), known.columns, day=TODAY, mapping=by_hand or known.mappings)


def take(county: County, reading: Reading) -> None:
    with county.desk("jingban") as desk:
        filings.file_roster(desk, county.ids["filing"], reading)


def fields(reading: Reading) -> dict[int, str]:
    return {each.column: each.field for each in reading.mapping}


def test_what_was_mended_by_hand_is_proposed_for_the_same_headings_and_said(county: County):
    first = read(county, *HEADINGS)
    assert (fields(first), first.remembered) == ({0: "name", 1: "id_number"}, False)
    take(county, read(county, *HEADINGS, by_hand=MENDED))
    again = read(county, "姓  名", "身份证号*", "甲：", "乙")
    assert (fields(again), again.remembered) == (MENDED, True)
    assert any(expected(county).sender in note and "以前" in note for note in again.notes)
    other = read(county, "姓名", "身份证号", "甲", "丙")
    assert (fields(other), other.remembered) == ({0: "name", 1: "id_number"}, False)


def test_what_is_mended_again_counts_from_then_on(county: County):
    take(county, read(county, *HEADINGS, by_hand=MENDED))
    less = {0: "name", 1: "id_number", 3: "employer"}
    take(county, read(county, *HEADINGS, by_hand=less))
    assert fields(read(county, *HEADINGS)) == less


def test_a_reading_that_nobody_mended_is_not_remembered(county: County):
    take(county, read(county, *HEADINGS))
    assert expected(county).mappings.layouts == {}


def test_a_file_handed_back_teaches_as_well(county: County):
    faulty = {column: name for column, name in MENDED.items() if column != 1} | {2: "id_number", 1: ""}
    reading = read(county, *HEADINGS, by_hand=faulty)
    with county.desk("jingban") as desk:
        filings.hand_back(desk, county.ids["filing"], reading)
    assert read(county, *HEADINGS).remembered


def test_another_sender_and_another_kind_know_nothing_of_it(county: County):
    take(county, read(county, *HEADINGS, by_hand=MENDED))
    sender = expected(county).sender
    with county.desk("jingban") as desk:
        assert batches.remembered(desk, "roster", sender).layouts
        assert not batches.remembered(desk, "roster", "别的公司").layouts
        assert not batches.remembered(desk, "attendance", sender).layouts


def test_what_is_forgotten_is_not_proposed_again(county: County):
    take(county, read(county, *HEADINGS, by_hand=MENDED))
    sender, layout = expected(county).sender, read(county, *HEADINGS).layout
    with county.desk("jingban") as desk:
        batches.forget(desk, "roster", sender, layout)
    assert not read(county, *HEADINGS).remembered
    with county.desk("jingban") as desk, pytest.raises(Refused):
        batches.forget(desk, "roster", sender, layout)


def test_the_bureaus_own_headings_are_among_the_columns(county: County):
    (county.workspace.folder / "intake.toml").write_text('[headings]\nphone = ["甲"]', encoding="utf-8")
    assert fields(read(county, *HEADINGS)) == {0: "name", 1: "id_number", 2: "phone"}


def test_a_hand_made_mapping_keeps_what_the_heading_says_of_units_and_spans(county: County):
    head = ("姓名", "身份证号", "劳动合同期限")
    rows = [(one.name, one.id_number, "2023.1.1-2025.12.31") for one in PEOPLE[:1]]
    path = table("名单.csv", head, rows)
    by_hand = {0: "name", 1: "id_number", 2: "contract_from"}
    reading = intake.read(path, ROSTER, day=TODAY, mapping=by_hand)
    assert not reading.problems
    days = {column.field: value for column, value in zip(ROSTER, reading.rows[0].values, strict=True)}
    assert (str(days["contract_from"]), str(days["contract_until"])) == ("2023-01-01", "2025-12-31")
