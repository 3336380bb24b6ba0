"""What the tests of the window share: the practice county done once, and windows on copies of it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop import practice
from desktop.workspace import Workspace
from tests.ui.staging import Stage
from ui.application import make_application


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    return make_application()


@pytest.fixture(scope="session")
def done_county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice county after the whole job, with cases at every stage; never opened, only copied."""
    folder = tmp_path_factory.mktemp("county")
    for _step in practice.run(folder, "anhui"):
        pass
    return folder


@pytest.fixture
def county(done_county: Path, tmp_path: Path) -> Path:
    shutil.copytree(done_county / "workspace", tmp_path / "workspace")
    return tmp_path / "workspace"


@pytest.fixture
def stage(qapp: QApplication, county: Path, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(Workspace.open(county), "jingban", tmp_path / "reports")
    yield made
    made.close()
    assert made.failures == []
    assert made.flashes.seen == []


@pytest.fixture
def open_stage(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[Workspace, str], Stage]]:
    """Open a window on any workspace; closed at the end of the test."""
    made: list[Stage] = []

    def open_(workspace: Workspace, login: str = "jingban") -> Stage:
        made.append(Stage(workspace, login, tmp_path / "reports"))
        return made[-1]

    yield open_
    for each in made:
        each.close()
        assert each.failures == []
        assert each.flashes.seen == []


@pytest.fixture
def fresh_county(tmp_path: Path) -> Callable[[Callable[[], datetime]], Workspace]:
    """A practice county with accounts and registers and no cases, on a clock of the test's own."""

    def build(clock: Callable[[], datetime]) -> Workspace:
        return practice.build(tmp_path / "fresh", "anhui", clock)

    return build


@pytest.fixture(scope="module")
def shared(
    qapp: QApplication, done_county: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """One window for all tests of a file that only look: they leave the record as it was."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copytree(done_county / "workspace", folder / "workspace")
    made = Stage(Workspace.open(folder / "workspace"), "jingban", folder / "reports")
    yield made
    made.close()
    assert made.failures == []
    assert made.flashes.seen == []


@pytest.fixture
def looked_at(shared: Stage) -> Stage:
    """The shared window as a test wants to find it: the handler sits there, at the usual size."""
    shared.window.resize(1366, 728)
    if "handler" not in shared.seat.clerk.roles:
        shared.sit("jingban")
    return shared
