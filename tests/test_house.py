"""What is installed is pinned and comes from nowhere in particular; the scripts are sound and can be run."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[ <>=!~;\[]", name)[0]).lower()


def test_every_library_asked_for_is_pinned() -> None:
    asked = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    pinned = {plain(line) for line in re.findall(r"^[A-Za-z0-9][^=\s]*==", LOCK, re.MULTILINE)}
    assert {plain(name) for name in asked} - pinned == set()


def test_every_pin_has_a_digest_and_no_server() -> None:
    entries = [entry for entry in re.split(r"\n(?=\S)", LOCK.strip()) if not entry.startswith("#")]
    assert len(entries) > 40
    for entry in entries:
        assert re.match(r"[\w.-]+==[\w.+-]+( ;.*?)? \\\n    --hash=sha256:[0-9a-f]{64}", entry), entry[:80]
    assert "//" not in LOCK


@pytest.mark.parametrize("script", ["run", "test", ".ci/run"])
def test_a_script_is_sound_and_may_be_run(script: str) -> None:
    path = ROOT / script
    assert os.access(path, os.X_OK)
    assert subprocess.run(["/bin/bash", "-n", path], check=False).returncode == 0


def test_the_command_is_the_program_itself() -> None:
    assert PROJECT["project"]["scripts"] == {"zhipei": "desktop.__main__:main"}
    assert (ROOT / "desktop" / "__main__.py").is_file()


def test_the_build_folder_is_no_package() -> None:
    assert not (ROOT / "build" / "__init__.py").exists()
    tracked = subprocess.run(
        ["git", "check-ignore", "build/freeze.py"], cwd=ROOT, check=False, capture_output=True
    )
    assert tracked.returncode != 0, "build/ must not be ignored"


def test_no_test_is_a_race_against_a_clock() -> None:
    """What a slow machine takes longer for is not broken; times are measured by tests/benchmarks and tests/faults."""
    clocks = ("perf_counter", "process_time(", "time.time(")
    timed = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("*.py")
        if not {"benchmarks", "faults"} & set(path.parts) and path != Path(__file__)
        if any(clock in path.read_text(encoding="utf-8") for clock in clocks)
    ]
    assert timed == []
