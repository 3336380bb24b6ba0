"""What a clerk once said of a sender's columns, proposed again when the same headings come back."""

from sqlalchemy import select

from db.batches import ImportMapping
from desktop import audit
from desktop.codes import title
from desktop.intake import Reading, Remembered
from desktop.problems import Refused
from desktop.workspace import Desk


def remembered(desk: Desk, kind: str, sender: str) -> Remembered:
    """Return which columns were which fields in a sender's lists of a kind, by layout; for `intake.read`."""
    rows = desk.session.scalars(
        select(ImportMapping).where(ImportMapping.kind == kind, ImportMapping.sender == sender.strip())
    )
    layouts = {row.layout: {int(column): name for column, name in row.fields.items()} for row in rows}
    return Remembered(sender.strip(), layouts)


def keep_mapping(desk: Desk, kind: str, sender: str, reading: Reading) -> None:
    """Remember which columns a clerk took for which fields by hand; any other reading leaves what is remembered."""
    if not (reading.by_hand and reading.layout and sender.strip()):
        return
    row = _find(desk, kind, sender, reading.layout)
    if row is None:
        row = ImportMapping(kind=kind, sender=sender.strip(), layout=reading.layout)
        desk.session.add(row)
    row.fields = {str(each.column): each.field for each in reading.mapping}
    desk.session.flush()


def forget(desk: Desk, kind: str, sender: str, layout: str) -> None:
    """Remember no longer what was said of a sender's columns under such headings; refused when nothing was."""
    desk.needs("handler", title("roles", "handler"))
    row = _find(desk, kind, sender, layout)
    if row is None:
        raise Refused("没有记住这种表头的列对应，没有可清除的内容。", "请刷新后再看。")
    desk.session.delete(row)
    audit.record(desk, "清除记住的列对应", audit.OTHER, "import_mapping", str(row.id), 报送单位=row.sender)


def _find(desk: Desk, kind: str, sender: str, layout: str) -> ImportMapping | None:
    return desk.session.scalar(
        select(ImportMapping).where(
            ImportMapping.kind == kind,
            ImportMapping.sender == sender.strip(),
            ImportMapping.layout == layout,
        )
    )
