"""Files are wholly there or not there: the writer is stopped, refused and killed here."""

import hashlib
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop import files


def test_the_content_stands_at_its_place_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "out" / "包.zip"
    assert files.write(path, b"whole") == path
    assert path.read_bytes() == b"whole"
    assert list(path.parent.iterdir()) == [path]


def test_an_error_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(OSError, match="disk"), files.writing(path) as file:
        file.write(b"half of the ne")
        raise OSError("disk full")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_fails_its_check_never_gets_its_name(tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    seen = []

    def verify(part: Path) -> None:
        seen.append((part.name, part.read_bytes()))
        raise ValueError("does not tie")

    with pytest.raises(ValueError, match="tie"):
        files.write(path, b"content", verify)
    assert seen == [("package.zip.part", b"content")]
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_writer_left_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(b"old")
    script = (
        "import sys; from pathlib import Path; from desktop import files\n"
        "with files.writing(Path(sys.argv[1])) as file:\n"
        "    file.write(b'x' * 100_000); file.flush(); print('halfway', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "halfway\n"
        writer.send_signal(signal.SIGKILL)
    assert path.read_bytes() == b"old"
    files.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_sees_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "state"
    old, new = b"a" * 300_000, b"b" * 300_000
    files.write(path, old)
    stop = threading.Event()
    torn: list[int] = []

    def read() -> None:
        while not stop.is_set():
            content = path.read_bytes()
            if content not in (old, new):
                torn.append(len(content))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for content in (new, old) * 10:
            files.write(path, content)
    finally:
        stop.set()
        reader.join()
    assert torn == []


@pytest.mark.parametrize("size", [0, 1, files.CHUNK - 1, files.CHUNK, files.CHUNK * 2 + 7])
def test_the_digest_is_that_of_the_whole_file(tmp_path: Path, size: int) -> None:
    content = bytes(range(256)) * (size // 256) + b"z" * (size % 256)
    (tmp_path / "f").write_bytes(content)
    assert files.digest(tmp_path / "f") == hashlib.sha256(content).hexdigest()
