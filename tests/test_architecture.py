"""The layers hold, the checker sees every file, and it notices each kind of forbidden import when one is planted."""

import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("desktop", "ui", "db")
VAGUE = ("manager", "service", "helper", "utils", "common")

# A faulty line, the file it is planted in, and the contract that must break.
FAULTS = [
    ("import ui.theme", "desktop/money.py", "ui shows, desktop decides, db remembers"),
    ("import desktop.problems", "db/base.py", "ui shows, desktop decides, db remembers"),
    ("import desktop.workspace", "desktop/problems.py", "a later step may look back"),
    ("import PySide6.QtCore", "desktop/money.py", "work without a window"),
    ("import PySide6.QtCore", "db/base.py", "work without a window"),
    ("import sqlalchemy", "ui/theme.py", "ui never reaches"),
    ("import openpyxl", "ui/theme.py", "ui never reaches"),
    ("import db.base", "ui/theme.py", "ui never reaches"),
    ("import db.base", "desktop/policy/facts.py", "without the store"),
    ("import desktop.workspace", "desktop/forms/__init__.py", "without the store"),
    ("import desktop.workspace", "desktop/intake/__init__.py", "without the store"),
    ("import reportlab", "desktop/workspace.py", "reportlab is known"),
    ("import openpyxl", "desktop/workspace.py", "A workbook is read"),
    ("import python_calamine", "desktop/forms/__init__.py", "A workbook is read"),
    ("import pypdf", "desktop/issuing/text.py", "A finished PDF is read"),
    ("import cryptography", "desktop/issuing/making.py", "A finished PDF is read"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as go; go()"]
    return subprocess.run(
        [*command, "--no-cache", "--no-logo"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def sources() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def test_the_layers_hold() -> None:
    outcome = lint(ROOT)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_the_import_graph_sees_every_file() -> None:
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    unseen = [path for path in sources() if module(path) not in graph.modules]
    assert unseen == [], "a folder without __init__.py is invisible to the layers"


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.parametrize("line, place, contract", FAULTS)
def test_a_planted_import_is_caught(copy: Path, line: str, place: str, contract: str) -> None:
    path = copy / place
    clean = path.read_text(encoding="utf-8")
    path.write_text(f"{clean}\n{line}\n", encoding="utf-8")
    try:
        outcome = lint(copy)
    finally:
        path.write_text(clean, encoding="utf-8")
    broken = [said for said in outcome.stdout.splitlines() if " BROKEN" in said]
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert any(contract in said for said in broken), broken


def test_a_module_without_a_place_in_the_journey_is_caught(copy: Path) -> None:
    stray = copy / "desktop" / "sundries.py"
    stray.write_text('"""Nothing in particular."""\n', encoding="utf-8")
    try:
        outcome = lint(copy)
    finally:
        stray.unlink()
    assert outcome.returncode == 1
    assert "sundries" in outcome.stdout


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [
        path
        for path in sources()
        if path.stem.startswith("base_") or any(word in path.stem for word in VAGUE)
    ]
    assert vague == []


def test_no_module_has_outgrown_its_page() -> None:
    grown = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if "versions" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 440
    }
    assert grown == {}, "a capability becomes a folder when it passes 400 lines"
