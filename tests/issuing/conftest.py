"""The practice county carried to its end once, and a copy of it for whoever changes something."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop import practice
from desktop.practice.county import clerks
from desktop.workspace import Workspace
from tests.issuing.county import County


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("finished")
    for _ in practice.run(folder, "anhui"):
        pass
    return folder


@pytest.fixture
def open_county(finished: Path, tmp_path: Path) -> Iterator[Callable[[str], County]]:
    opened: list[Workspace] = []

    def make(name: str) -> County:
        folder = tmp_path / name
        shutil.copytree(finished, folder)
        workspace = Workspace.open(folder / "workspace")
        opened.append(workspace)
        return County(folder, workspace, clerks(workspace))

    yield make
    for workspace in opened:
        workspace.close()


@pytest.fixture
def county(open_county: Callable[[str], County]) -> County:
    return open_county("county")
