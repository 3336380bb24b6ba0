"""The key of a store: new each time, never replaced, and missing rather than wrong."""

from pathlib import Path

import pytest

from db.vault import KeyMissing, make_key, read_key


def test_the_key_that_was_made_is_the_key_that_is_read(tmp_path: Path):
    key = make_key(tmp_path / "store.key")
    assert len(key) == 32
    assert read_key(tmp_path / "store.key") == key


def test_every_key_is_another(tmp_path: Path):
    keys = {make_key(tmp_path / f"{number}.key") for number in range(50)}
    assert len(keys) == 50


def test_an_existing_key_is_never_replaced(tmp_path: Path):
    key = make_key(tmp_path / "store.key")
    with pytest.raises(FileExistsError):
        make_key(tmp_path / "store.key")
    assert read_key(tmp_path / "store.key") == key


@pytest.mark.parametrize("content", [b"", b"abc", b"zz" * 32, b"00" * 31, b"00" * 33, "密钥".encode()])
def test_what_is_no_key_is_missing(tmp_path: Path, content: bytes):
    (tmp_path / "store.key").write_bytes(content)
    with pytest.raises(KeyMissing):
        read_key(tmp_path / "store.key")


def test_no_file_or_a_folder_in_its_place_is_a_missing_key(tmp_path: Path):
    (tmp_path / "folder").mkdir()
    for name in ("nothing", "folder"):
        with pytest.raises(KeyMissing):
            read_key(tmp_path / name)


def test_a_key_that_an_editor_ended_with_a_line_is_still_the_key(tmp_path: Path):
    key = make_key(tmp_path / "store.key")
    (tmp_path / "store.key").write_text(f"{key.hex()}\r\n")
    assert read_key(tmp_path / "store.key") == key
