"""The county's folder: made once, opened with a sentence for whatever is wrong, and a desk that keeps all or nothing."""

import shutil
from datetime import date, datetime, time
from pathlib import Path

import pytest

from desktop import filings, registers
from desktop.problems import Refused
from desktop.workspace import KEY, STORE, SYSTEM, Workspace
from tests import builders

MADE = {"region": "anhui", "bureau": "演练局", "county": "999901"}


def told(raised: pytest.ExceptionInfo[Refused]) -> str:
    assert raised.value.remedy, "a sentence without a remedy helps nobody"
    return raised.value.sentence


def test_a_new_workspace_is_opened_again_as_it_was_made(tmp_path: Path):
    made = Workspace.create(tmp_path / "county", practice=True, contact={"phone": "0000-1"}, **MADE)
    made.close()
    again = Workspace.open(tmp_path / "county")
    assert (again.region, again.bureau, again.county, again.practice) == ("anhui", "演练局", "999901", True)
    assert again.contact("phone") == "0000-1"
    assert again.contact("postcode") == ""
    again.close()


def test_nobody_but_the_owner_enters_the_folder(tmp_path: Path):
    Workspace.create(tmp_path / "county", **MADE).close()
    assert (tmp_path / "county").stat().st_mode & 0o077 == 0
    assert (tmp_path / "county" / KEY).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", [STORE, KEY])
def test_a_folder_that_holds_a_store_or_a_key_is_never_made_anew(tmp_path: Path, name: str):
    (tmp_path / name).write_bytes(b"of value")
    with pytest.raises(Refused) as raised:
        Workspace.create(tmp_path, **MADE)
    assert "不会覆盖" in told(raised)
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == b"of value"


@pytest.mark.parametrize(
    "fault", [{"bureau": " "}, {"county": "99990"}, {"county": "９９９９０１"}, {"region": "mars"}]
)
def test_a_workspace_is_not_made_for_nowhere(tmp_path: Path, fault: dict[str, str]):
    with pytest.raises(Refused) as raised:
        Workspace.create(tmp_path / "county", **{**MADE, **fault})
    told(raised)
    assert not (tmp_path / "county").exists()


def test_a_folder_that_cannot_be_written_gives_a_sentence(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused) as raised:
        Workspace.create(tmp_path / "file" / "county", **MADE)
    assert "不能写入" in told(raised)


def test_a_folder_without_anything_is_no_workspace(tmp_path: Path):
    with pytest.raises(Refused) as raised:
        Workspace.open(tmp_path)
    assert "没有工作区" in told(raised)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    Workspace.create(tmp_path / "county", **MADE).close()
    return tmp_path / "county"


def test_a_missing_store_beside_its_key_is_not_replaced_by_an_empty_one(closed: Path):
    (closed / STORE).unlink()
    with pytest.raises(Refused) as raised:
        Workspace.open(closed)
    assert "不见了" in told(raised)
    assert not (closed / STORE).exists()


@pytest.mark.parametrize("content", [None, b"", b"not a key"])
def test_a_missing_key_gives_a_sentence_and_no_new_key(closed: Path, content: bytes | None):
    (closed / KEY).unlink()
    if content is not None:
        (closed / KEY).write_bytes(content)
    with pytest.raises(Refused) as raised:
        Workspace.open(closed)
    assert "密钥文件" in told(raised)
    assert (closed / KEY).exists() == (content is not None)


def test_the_key_of_another_workspace_gives_a_sentence(closed: Path, tmp_path: Path):
    Workspace.create(tmp_path / "other", **MADE).close()
    before = (closed / STORE).read_bytes()
    shutil.copy(tmp_path / "other" / KEY, closed / KEY)
    with pytest.raises(Refused) as raised:
        Workspace.open(closed)
    assert "密钥不符" in told(raised)
    assert (closed / STORE).read_bytes() == before


@pytest.mark.parametrize("page", [0, 1])
def test_a_single_changed_bit_at_the_beginning_gives_a_sentence(closed: Path, page: int):
    raw = bytearray((closed / STORE).read_bytes())
    raw[page * 4096 + 100] ^= 1
    (closed / STORE).write_bytes(raw)
    with pytest.raises(Refused) as raised:
        Workspace.open(closed)
    told(raised)
    assert (closed / STORE).read_bytes() == raw


def test_a_bit_that_is_met_while_working_gives_a_sentence(tmp_path: Path):
    with builders.stage("granted") as county:
        folder = county.workspace.folder
        with county.workspace.engine.connect() as connection:
            asked = "SELECT rootpage FROM sqlite_master WHERE name = 'employer'"
            root = connection.exec_driver_sql(asked).scalar_one()
    raw = bytearray((folder / STORE).read_bytes())
    raw[(root - 1) * 4096 + 2000] ^= 1
    (folder / STORE).write_bytes(raw)
    workspace = Workspace.open(folder)
    with pytest.raises(Refused) as raised, workspace.reading(SYSTEM) as desk:
        registers.employers(desk, builders.ALL)
    assert "损坏" in told(raised)
    workspace.close()


def test_a_store_that_another_window_is_writing_gives_a_sentence(closed: Path):
    first, second = Workspace.open(closed), Workspace.open(closed)
    with second.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 10")
    with first.desk(SYSTEM), pytest.raises(Refused) as raised, second.desk(SYSTEM):
        raise AssertionError("two desks for deeds at once")
    assert "另一个窗口" in told(raised)
    first.close()
    second.close()


# --- the desk


@pytest.fixture
def county():
    with builders.stage("empty") as county:
        yield county


def test_a_deed_that_breaks_off_leaves_nothing_and_gives_its_number_back(county: builders.County):
    with pytest.raises(ZeroDivisionError), county.desk("jingban") as desk:
        assert desk.number("备") == "备〔2023〕0001号"
        assert desk.number("备") == "备〔2023〕0002号"
        raise ZeroDivisionError
    with county.desk("jingban") as desk:
        assert desk.number("备") == "备〔2023〕0001号"
    with county.desk("jingban") as desk:
        assert desk.number("备") == "备〔2023〕0002号"


def test_each_kind_and_each_year_is_numbered_on_its_own(county: builders.County):
    with county.desk("jingban") as desk:
        assert [desk.number("备"), desk.number("班"), desk.number("备")] == [
            "备〔2023〕0001号",
            "班〔2023〕0001号",
            "备〔2023〕0002号",
        ]
    with county.desk("jingban", date(2024, 1, 2)) as desk:
        assert desk.number("备") == "备〔2024〕0001号"


def test_a_refused_acceptance_uses_no_number_up(county: builders.County):
    with county.desk("jingban") as desk:
        without_roster = filings.draft(desk, builders.entry(county))
    with pytest.raises(Refused) as raised, county.desk("jingban") as desk:
        filings.accept(desk, without_roster)
    assert "花名册" in told(raised)
    filing_id = builders.file_case(county)
    with county.reading() as desk:
        assert filings.sheet(desk, filing_id).number == "备〔2023〕0001号"


def test_a_refused_acceptance_caught_by_the_caller_changes_nothing_either(county: builders.County):
    with county.desk("jingban") as desk:
        without_roster = filings.draft(desk, builders.entry(county))
        with pytest.raises(Refused):
            filings.accept(desk, without_roster)
    with county.reading() as desk:
        sheet = filings.sheet(desk, without_roster)
    assert (sheet.state, sheet.number, sheet.accepted_on, sheet.due_on) == ("draft", "", None, None)
    builders.file_case(county)
    with county.reading() as desk:
        assert "备〔2023〕0001号" in {line.number for line in filings.lines(desk, builders.ALL).rows}


def test_a_reading_desk_leaves_nothing_behind_and_refuses_deeds(county: builders.County):
    with county.reading("jingban") as desk, pytest.raises(RuntimeError, match=r"Workspace\.desk"):
        registers.save_employer(
            desk, builders.EmployerEntry(name="某厂", credit_code="91999901MA0P1A0026", county="999901")
        )
    with county.reading() as desk:
        assert registers.employers(desk, builders.ALL).total == 1


def test_what_papers_say_of_the_office_changes_only_with_the_commit(county: builders.County):
    workspace = county.workspace
    with pytest.raises(ZeroDivisionError), county.desk("jingban") as desk:
        workspace.set(desk, "phone", "0000-2")
        raise ZeroDivisionError
    assert workspace.contact("phone") == ""
    with county.desk("jingban") as desk:
        workspace.set(desk, "phone", "0000-3")
    assert workspace.contact("phone") == "0000-3"


def test_a_practice_county_stands_still_on_its_day(county: builders.County):
    with county.desk("jingban") as desk:
        county.workspace.set(desk, "practice_day", "2023-10-31")
    with county.workspace.reading(SYSTEM) as desk:
        assert desk.today == date(2023, 10, 31)
    with county.workspace.reading(SYSTEM, datetime.combine(date(2024, 1, 1), time(8))) as desk:
        assert desk.today == date(2024, 1, 1)
