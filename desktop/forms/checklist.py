"""The materials of a case as papers list them: what was handed in, in which form, how often, whether it is there."""

from collections.abc import Sequence

from desktop.forms.faces import BOX, TICKED
from desktop.forms.facts import MaterialLine
from desktop.forms.grid import Grid
from desktop.forms.layout import Band
from desktop.forms.listing import CENTRE, LEFT

COLUMNS = (
    ("序号", 2, CENTRE),
    ("材料名称", 12, LEFT),
    ("形式", 4, CENTRE),
    ("份数", 2, CENTRE),
    ("齐备", 2, CENTRE),
)
NOTED = (
    ("序号", 2, CENTRE),
    ("材料名称", 10, LEFT),
    ("形式", 3, CENTRE),
    ("收到", 2, CENTRE),
    ("备注", 5, LEFT),
)


def handed_in(grid: Grid, materials: Sequence[MaterialLine], side: str) -> list[Band]:
    """Give the checklist as an applicant hands it in: copies, and whether each is there."""
    rows = [
        (str(n), each.title, each.kind, str(each.copies), TICKED if each.received else BOX)
        for n, each in enumerate(materials, start=1)
    ]
    return [*grid.lists(COLUMNS, rows, side=side)]


def checked(grid: Grid, materials: Sequence[MaterialLine], side: str) -> list[Band]:
    """Give the checklist as the bureau checked it: received or not, with remarks."""
    rows = [
        (str(n), each.title, each.kind, TICKED if each.received else BOX, each.note)
        for n, each in enumerate(materials, start=1)
    ]
    return [*grid.lists(NOTED, rows, side=side)]
