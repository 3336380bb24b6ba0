"""What the commands on packages say, and the exit status they end with, for any file whatever."""

import json
import os
from pathlib import Path

import pytest

from desktop.exchange import write
from desktop.exchange.faces import receive_face, verify_face
from tests.exchange import faults
from tests.exchange.samples import head, records


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write(tmp_path / "outbox", head(), records()).path


def test_a_sound_package_is_described_and_the_status_is_nought(package: Path):
    text, status = verify_face(package)
    assert status == 0
    assert text.startswith("数据包完好：上报包 报〔2020〕0001号，第 1 包（演练数据）")
    assert "补贴：2 条，1,060.00 元" in text
    assert "演练县人力资源和社会保障局（999901）" in text


def test_a_receipt_is_described_without_amounts(package: Path, tmp_path: Path):
    receive_face([package], tmp_path / "inbox", tmp_path / "out")
    text, status = verify_face(next((tmp_path / "out").glob("*.zip")))
    assert status == 0
    assert text.startswith("数据包完好：回执 ")
    assert "内容：" in text
    assert "元" not in text


def test_a_sound_package_as_json(package: Path):
    text, status = verify_face(package, as_json=True)
    told = json.loads(text)
    assert (status, told["ok"], told["reason"], told["problems"]) == (0, True, "", [])
    assert told["manifest"]["sequence"] == 1
    assert len(told["sha256"]) == 64


@pytest.mark.parametrize("name", faults.RECORDS)
def test_faulty_records_are_listed_and_the_status_is_one(tmp_path: Path, name: str):
    path = tmp_path / "x.zip"
    path.write_bytes(faults.RECORDS[name]())
    text, status = verify_face(path, as_json=True)
    told = json.loads(text)
    assert (status, told["ok"], told["readable"]) == (1, False, True)
    assert told["problems"][0]["code"] == "record-schema"
    assert "Traceback" not in verify_face(path)[0]


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"PK\x03\x04", b"\x00" * 1000, os.urandom(4096), "花名册".encode()]
)
def test_any_file_gets_one_sentence_and_status_one(tmp_path: Path, content: bytes):
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    text, status = verify_face(path)
    assert status == 1
    assert text.endswith("。")
    assert json.loads(verify_face(path, as_json=True)[0])["reason"] == text


def test_a_file_name_that_is_no_text_can_still_be_printed(tmp_path: Path):
    path = tmp_path / os.fsdecode(b"\xff\xfe.zip")
    for as_json in (False, True):
        text, status = verify_face(path, as_json=as_json)
        assert status == 1
        text.encode()


def test_receiving_tells_each_file_and_fails_if_one_was_not_taken(package: Path, tmp_path: Path):
    text, status = receive_face([package], tmp_path / "inbox", tmp_path / "out")
    assert status == 0
    assert text.startswith(f"{package.name}：")
    junk = tmp_path / "junk.zip"
    junk.write_bytes(b"junk")
    text, status = receive_face([junk, package], tmp_path / "inbox", tmp_path / "out", as_json=True)
    assert status == 1
    told = {Path(one["file"]).name: one for one in json.loads(text)}
    assert (told["junk.zip"]["ok"], told["junk.zip"]["receipt"]) == (False, None)
    assert (told[package.name]["again"], told[package.name]["accepted"]) == (True, 12)
    assert Path(told[package.name]["receipt"]).is_file()


def test_rejected_records_are_told_with_their_reasons(tmp_path: Path):
    rows = records()
    rows["claim"][0]["granted_fen"] = 1
    path = write(tmp_path / "outbox", head(), rows).path
    text, status = receive_face([path], tmp_path / "inbox", tmp_path / "out")
    assert status == 0, "the package was taken in and answered"
    assert "退回 补贴申请 补〔2020〕0001号：申请的金额与明细合计不一致" in text


def test_a_folder_that_holds_no_readable_store_ends_in_a_sentence(package: Path, tmp_path: Path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "store.db").write_bytes(b"not a store")
    text, status = receive_face([package], inbox, tmp_path / "out")
    assert status == 1
    assert "密钥" in text
