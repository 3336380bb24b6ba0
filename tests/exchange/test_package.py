"""A package is written whole, is the same each time, and is never accepted when a single byte of it is another."""

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from desktop.exchange import place, read, verify, write
from desktop.exchange.container import unpack
from desktop.exchange.inspection import inspect
from desktop.exchange.package import compose
from desktop.problems import Refused, Unreadable
from tests.exchange import faults
from tests.exchange.samples import blob, head, records, uid, zipped

SPOILED = {**faults.CONTAINER, **faults.NAMES, **faults.CONTENT}


def test_a_package_that_is_written_can_be_read(tmp_path: Path):
    written = write(tmp_path, head(), records())
    package = read(written.path)
    assert package.digest == written.digest
    assert written.path.name == "999901-340000-report-000001.zip"
    assert [record.kind for record in package.records()][:3] == ["employer", "person", "filing"]
    given = [row for kind in records().values() for row in kind]
    assert [dict(record.fields) for record in package.records()] == given
    assert package.manifest["control"]["lines"] == {"count": 2, "fen": 106000}


def test_the_order_in_which_records_are_given_does_not_matter():
    backwards = {kind: list(reversed(rows)) for kind, rows in reversed(records().items())}
    assert compose(head(), backwards) == blob()


def test_writing_the_same_package_again_changes_nothing(tmp_path: Path):
    first = write(tmp_path, head(), records())
    before = first.path.stat().st_mtime_ns
    assert write(tmp_path, head(), records()) == first
    assert first.path.stat().st_mtime_ns == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [first.path.name, f"{first.path.name}.sha256"]


def test_another_package_of_the_same_name_is_never_replaced(tmp_path: Path):
    first = write(tmp_path, head(), records())
    content = first.path.read_bytes()
    with pytest.raises(Refused, match="没有覆盖"):
        write(tmp_path, head(uid=uid(77)), records())
    assert first.path.read_bytes() == content


def test_a_record_that_breaks_its_schema_is_not_written(tmp_path: Path):
    wrong = records()
    wrong["claim"][0]["granted_fen"] = 1.5
    with pytest.raises(Refused, match="核准金额（分）”类型不对"):
        write(tmp_path, head(), wrong)
    assert not list(tmp_path.iterdir())


def test_a_medium_that_takes_nothing_leaves_no_half_file(tmp_path: Path):
    blocked = tmp_path / "stick"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(Refused, match="没有写成"):
        place(blocked, blob())
    assert list(tmp_path.iterdir()) == [blocked]


def test_other_programs_can_open_a_package(tmp_path: Path):
    written = write(tmp_path, head(), records())
    with zipfile.ZipFile(written.path) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    folder = written.path.with_suffix("")
    for listing in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", listing], cwd=folder, check=True)
    subprocess.run(
        ["sha256sum", "--check", "--quiet", f"{written.path.name}.sha256"], cwd=tmp_path, check=True
    )
    listed = {path.relative_to(folder).as_posix() for path in (folder / "data").iterdir()}
    assert listed == {
        line.split("  ", 1)[1] for line in (folder / "manifest-sha256.txt").read_text().splitlines()
    }


def test_spoiling_starts_from_a_sound_package():
    assert zipped(unpack(blob())) == blob() == faults.rebuilt(faults.inner())
    assert inspect(blob()).ok


@pytest.mark.parametrize("name", SPOILED)
def test_spoiled_package_is_refused_for_the_right_reason(name: str):
    code, spoil = SPOILED[name]
    verdict = inspect(spoil())
    assert not verdict.ok
    assert not verdict.readable
    assert verdict.problems[0].code == code, verdict.reason
    assert "不能接收" in verdict.reason
    assert verdict.problems[0].remedy in verdict.reason


@pytest.mark.parametrize("name", faults.RECORDS)
def test_faulty_record_is_named_while_the_package_stays_readable(name: str):
    verdict = inspect(faults.RECORDS[name]())
    assert not verdict.ok
    assert verdict.readable
    assert [problem.code for problem in verdict.problems] == ["record-schema"]
    assert "第 1 行" in verdict.reason


def test_every_flipped_bit_is_noticed():
    sound = blob()
    accepted = []
    spoiled = bytearray(sound)
    for at in range(len(sound)):
        for bit in range(8):
            spoiled[at] ^= 1 << bit
            if inspect(bytes(spoiled)).ok:
                accepted.append((at, bit))
            spoiled[at] = sound[at]
    assert not accepted


def test_every_shorter_file_is_noticed():
    sound = blob()
    assert not [length for length in range(len(sound)) if inspect(sound[:length]).ok]


def test_every_byte_left_out_or_doubled_is_noticed():
    sound = blob()
    assert not [at for at in range(len(sound)) if inspect(sound[:at] + sound[at + 1 :]).ok]
    assert not [at for at in range(len(sound)) if inspect(sound[:at] + sound[at : at + 1] + sound[at:]).ok]


def test_every_pair_of_swapped_entries_is_noticed():
    items = list(unpack(blob()).items())
    for one in range(len(items)):
        for two in range(one):
            order = items.copy()
            order[one], order[two] = order[two], order[one]
            assert not inspect(zipped(order)).ok
            contents = dict(items)
            contents[items[one][0]], contents[items[two][0]] = items[two][1], items[one][1]
            assert not inspect(zipped(contents)).ok


def test_every_doubled_or_missing_entry_is_noticed():
    items = list(unpack(blob()).items())
    for at in range(len(items)):
        assert not inspect(zipped(items[:at] + items[at + 1 :])).ok
        assert not inspect(zipped([*items[: at + 1], *items[at:]])).ok


def test_the_line_beside_a_package_must_name_its_digest(tmp_path: Path):
    written = write(tmp_path, head(), records())
    beside = written.path.with_name(f"{written.path.name}.sha256")
    beside.write_text("0" * 64 + f"  {written.path.name}\n")
    verdict = verify(written.path)
    assert not verdict.ok
    assert verdict.problems[0].code == "sidecar"
    beside.unlink()
    assert verify(written.path).ok


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, "missing"),
        (lambda path: path.mkdir(), "not-a-file"),
        (os.mkfifo, "not-a-file"),
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.write_bytes(os.urandom(5000)), "not-a-zip"),
        (lambda path: path.symlink_to(path), "missing"),
    ],
)
def test_any_path_whatever_gets_a_sentence(tmp_path: Path, make, code: str):
    path = tmp_path / "包.zip"
    make(path)
    verdict = verify(path)
    assert verdict.problems[0].code == code
    with pytest.raises(Unreadable, match="不能接收"):
        read(path)


def test_a_name_no_system_allows_gets_a_sentence():
    assert not verify(Path("a\0b")).ok
    assert not verify(Path("x" * 5000)).ok


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path: Path):
    path = tmp_path / "big.zip"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    assert verify(path).problems[0].code == "too-large"


def test_records_of_a_report_are_one_per_line_in_plain_utf8():
    content = faults.inner()["data/persons.jsonl"]
    assert content.count(b"\n") == 1
    assert "演练一".encode() in content
    assert json.loads(content)["name"] == "演练一"
