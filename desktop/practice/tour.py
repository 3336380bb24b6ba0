"""What the steps of one run through the practice county share, and how a step is told."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from desktop import issuing
from desktop.practice.county import Days, PracticeClass
from desktop.workspace import Clerk, Desk, Workspace


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the journey as it is told: what was done, its figures, and the papers it left."""

    title: str
    figures: str
    files: tuple[Path, ...] = ()


@dataclass
class Tour:
    """What the steps of one run share."""

    workspace: Workspace
    out: Path
    days: Days
    clerk: dict[str, Clerk]
    planned: tuple[PracticeClass, ...]
    filing_ids: list[int] = field(default_factory=list)
    class_ids: list[int] = field(default_factory=list)
    claim_ids: list[int] = field(default_factory=list)
    notice_id: int = 0

    def at(self, login: str, day: date) -> AbstractContextManager[Desk]:
        """Give the desk of a clerk on a day of the journey."""
        return self.workspace.desk(self.clerk[login], datetime.combine(day, time(10)))

    def issue(self, desk: Desk, form: str, case_id: int, name: str) -> Path:
        """Issue a paper of a case and save its copy into the folder of papers."""
        issued = issuing.issue(desk, form, case_id)
        return issuing.save_as(desk, issued.copies[0][0], self.out / "papers" / name)
