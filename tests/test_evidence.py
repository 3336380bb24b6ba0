"""Evidence is kept once under its digest, is put right when it was spoiled, and is never half there."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.filings import EvidenceFile
from db.vault import make_key
from desktop import evidence
from desktop.problems import Refused, Unreadable
from desktop.workspace import KEY
from tests import builders
from tests.builders import County

SCAN = b"%PDF-1.4 a scanned contract" * 1000


@pytest.fixture
def county():
    with builders.stage("empty") as county:
        yield county


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    (tmp_path / "劳动合同.pdf").write_bytes(SCAN)
    return tmp_path / "劳动合同.pdf"


def keep(county: County, file: Path) -> str:
    with county.desk("jingban") as desk:
        return evidence.keep(desk, file)


def test_a_file_lies_under_its_digest(county: County, scan: Path):
    digest = keep(county, scan)
    assert digest == hashlib.sha256(SCAN).hexdigest()
    kept = evidence.path(county.workspace, digest)
    assert kept.parent.name == digest[:2]
    assert list(kept.parent.iterdir()) == [kept]


def test_the_same_content_is_kept_once_under_its_first_name(county: County, scan: Path, tmp_path: Path):
    (tmp_path / "copy.pdf").write_bytes(SCAN)
    assert keep(county, scan) == keep(county, tmp_path / "copy.pdf")
    with county.reading() as desk:
        assert desk.session.scalars(select(EvidenceFile.name)).all() == ["劳动合同.pdf"]


def test_a_kept_file_that_was_spoiled_is_put_right_when_it_comes_again(county: County, scan: Path):
    kept = evidence.path(county.workspace, keep(county, scan))
    kept.write_bytes(b"spoiled")
    assert not evidence.whole(county.workspace, hashlib.sha256(SCAN).hexdigest())
    digest = keep(county, scan)
    assert evidence.content(county.workspace, digest, "合同.pdf") == SCAN


def test_what_is_kept_cannot_be_read_on_the_disk_and_comes_back_byte_for_byte(
    county: County, scan: Path, tmp_path: Path
):
    digest = keep(county, scan)
    kept = evidence.path(county.workspace, digest).read_bytes()
    assert b"scanned" not in kept
    assert b"%PDF" not in kept
    with evidence.lent(county.workspace, digest, "合同.pdf") as copy:
        assert (copy.name, copy.read_bytes()) == ("合同.pdf", SCAN)
    assert not copy.exists()
    evidence.copy_out(county.workspace, digest, "合同.pdf", tmp_path / "取出.pdf")
    assert (tmp_path / "取出.pdf").read_bytes() == SCAN


def test_a_spoiled_file_is_not_copied_out_and_nothing_is_left_in_its_place(
    county: County, scan: Path, tmp_path: Path
):
    digest = keep(county, scan)
    kept = evidence.path(county.workspace, digest)
    kept.write_bytes(kept.read_bytes()[:-1])
    with pytest.raises(Unreadable, match="已损坏"):
        evidence.copy_out(county.workspace, digest, "合同.pdf", tmp_path / "取出.pdf")
    assert [each.name for each in tmp_path.iterdir()] == [scan.name]


def test_without_the_key_nothing_is_kept_and_a_sentence_says_why(county: County, scan: Path):
    digest = keep(county, scan)
    key = county.workspace.folder / KEY
    key.rename(key.with_suffix(".away"))
    with pytest.raises(Refused, match="密钥"):
        evidence.content(county.workspace, digest, "合同.pdf")
    with pytest.raises(Refused, match="密钥"):
        keep(county, scan)
    make_key(key)
    with pytest.raises(Unreadable, match="已损坏"):
        evidence.content(county.workspace, digest, "合同.pdf")


def test_a_file_that_cannot_be_read_gives_a_sentence_and_keeps_nothing(county: County, tmp_path: Path):
    for file in (tmp_path / "nothing.pdf", tmp_path):
        with pytest.raises(Unreadable) as raised:
            keep(county, file)
        assert raised.value.remedy
    with county.reading() as desk:
        assert desk.session.scalar(select(func.count()).select_from(EvidenceFile)) == 0


def test_a_folder_that_takes_no_files_gives_a_sentence(county: County, scan: Path):
    folder = county.workspace.folder / "evidence"
    for each in folder.iterdir():
        each.rmdir()
    folder.rmdir()
    folder.write_text("a file in its place")
    with pytest.raises(Unreadable, match="没有收存"):
        keep(county, scan)


def lying(county: County) -> set[str]:
    folder = county.workspace.folder / "evidence"
    return {each.name.split(".")[0] for each in folder.rglob("*") if each.is_file()}


def test_a_deed_that_is_not_committed_leaves_no_copy(county: County, scan: Path, tmp_path: Path):
    before = keep(county, scan)
    (tmp_path / "又一份.pdf").write_bytes(SCAN + b"more")
    with pytest.raises(Refused, match="停下"), county.desk("jingban") as desk:
        evidence.keep(desk, scan)
        evidence.keep(desk, tmp_path / "又一份.pdf")
        raise Refused("停下。", "")
    assert lying(county) == {before}, "what was kept before stays, what came with the deed goes"
    assert evidence.whole(county.workspace, before)


def test_a_part_of_a_deed_that_was_given_up_leaves_no_copy(county: County, scan: Path):
    with county.desk("jingban") as desk:
        part = desk.session.begin_nested()
        evidence.keep(desk, scan)
        part.rollback()
    assert lying(county) == set()


def test_a_copy_that_somebody_else_named_meanwhile_stays(county: County, scan: Path):
    with pytest.raises(Refused, match="停下"), county.desk("jingban") as desk:
        digest = evidence.keep(desk, scan)
        desk.afterwards.insert(0, lambda: keep(county, scan) and None)
        raise Refused("停下。", "")
    assert lying(county) == {digest}
    with county.reading() as desk:
        assert desk.session.get(EvidenceFile, digest) is not None
        assert evidence.unnamed(desk) == ()
