"""An apprenticeship tried under a draft: its advance is counted once, and whoever passes then shares in it."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop import replay
from desktop.codes import resource
from tests import apprentices
from tests.apprentices import DONE, applied, finished, opened, paid
from tests.builders import County

Change = Callable[[str], str]
BOTH = (date(2020, 1, 1), date(2022, 12, 31))
SETTLEMENT_ALONE = (date(2022, 1, 1), date(2022, 12, 31))


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[County]:
    """A class of 45 of whom 33 finished, advanced and settled at 5000 yuan a year."""
    county = apprentices.county(tmp_path / "county", monkeypatch)
    filing_id = opened(county)
    paid(county, applied(county, filing_id, advance=True))
    finished(county, monkeypatch)
    applied(county, filing_id, advance=False)
    yield county
    county.workspace.close()


def tried(county: County, folder: Path, name: str, change: Change, span: tuple[date, date]) -> replay.Replay:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(resource("policy", "jiangsu"), folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert change(text) != text
    (folder / name).write_text(change(text), encoding="utf-8")
    with county.reading(day=DONE.applied) as desk:
        return replay.replay(desk, folder, *span)


def dearer(text: str) -> str:
    return text.replace("amount = 5000\n", "amount = 6000\n")


def without_certificate(text: str) -> str:
    blocks = re.split(r"(?=^\[\[)", text, flags=re.MULTILINE)
    return "".join(block for block in blocks if '"certificate_present"' not in block)


def test_a_rise_is_counted_once_for_advance_and_settlement(county: County, tmp_path: Path):
    told = tried(county, tmp_path / "draft", "cities.toml", dearer, BOTH)
    assert (told.before, told.after) == (Decimal(330_000), Decimal(33 * 2 * 6000))
    alone = tried(county, tmp_path / "draft", "cities.toml", dearer, SETTLEMENT_ALONE)
    assert alone.after - alone.before == Decimal(33 * 2 * 1000), "what was advanced stays as it was paid"


def test_whoever_passes_under_the_draft_shares_in_the_class(county: County, tmp_path: Path):
    told = tried(county, tmp_path / "draft", "rules.toml", without_certificate, SETTLEMENT_ALONE)
    assert told.after == Decimal(45 * 2 * 5000 - 112_500)
    assert told.admitted == 12
