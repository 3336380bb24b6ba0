"""One made-up county of 5,000 lines with its list of planted violations, made once and only read."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from desktop import doubts
from desktop.doubts import Hit
from desktop.practice.lines import build_lines
from desktop.practice.planting import Planted
from desktop.workspace import SYSTEM, Workspace


@dataclass(frozen=True)
class Planting:
    """The county, what was planted in it, and every doubt found in the whole of it."""

    workspace: Workspace
    planted: tuple[Planted, ...]
    hits: tuple[Hit, ...]


@pytest.fixture(scope="session")
def planting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planting]:
    workspace, planted = build_lines(tmp_path_factory.mktemp("planted"), 5000, 7)
    with workspace.reading(SYSTEM) as desk:
        hits = doubts.county(desk)
    yield Planting(workspace, planted, hits)
    workspace.close()
