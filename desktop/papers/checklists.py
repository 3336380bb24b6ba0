"""The materials of a case as its papers list them: what the region asks for, and what of it has come in."""

from desktop.codes import Material, materials
from desktop.forms.facts import MaterialLine
from desktop.materials import MaterialLine as Checked
from desktop.workspace import Desk


def handed_in(
    desk: Desk, lines: tuple[Checked, ...], kind: str, stages: tuple[str, ...], training_type: str
) -> tuple[MaterialLine, ...]:
    """Return what is asked for and whatever else came in, each in the form in which it is asked for."""
    known: dict[str, Material] = {
        item.code: item
        for stage in stages
        for item in materials(desk.workspace.region, kind, stage, training_type)
    }
    return tuple(
        MaterialLine(
            title=line.title,
            kind=known[line.code].form if line.code in known else "",
            received=line.received_on is not None,
            note=line.note,
        )
        for line in lines
        if line.required or line.received_on is not None
    )
