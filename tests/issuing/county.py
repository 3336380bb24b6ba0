"""A practice county as the tests of issuing hold it."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from desktop.workspace import Clerk, Desk, Workspace


@dataclass
class County:
    folder: Path
    workspace: Workspace
    who: dict[str, Clerk]

    @property
    def papers(self) -> Path:
        return self.folder / "papers"

    def desk(self, login: str = "jingban") -> AbstractContextManager[Desk]:
        return self.workspace.desk(self.who[login])

    def reading(self) -> AbstractContextManager[Desk]:
        return self.workspace.reading(self.who["jingban"])
