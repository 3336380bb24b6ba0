"""What a list that comes again would change: in one line, and row by row with the old value beside the new."""

from dataclasses import dataclass

from desktop.filings import ComparedRow, Comparison
from ui.cells import Column
from ui.paged_rows import PagedRows

CHANGE_TONES = {"added": "good", "mended": "good", "changed": "info", "removed": "warn", "dropped": "warn"}
CHANGES = {
    "added": "新增",
    "mended": "新增（已改）",
    "changed": "更新",
    "removed": "移出",
    "dropped": "未再报",
    "noted": "不变",
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One person whom the workbook would add, change or take off."""

    kind: str
    word: str
    name: str
    id_number: str
    cells: str
    hint: str


CHANGE_COLUMNS = (
    Column("word", "变化", 104, tone=lambda row: CHANGE_TONES.get(row.kind, "still")),
    Column("name", "姓名", 84),
    Column("id_number", "身份证号", 164, rank=1),
    Column("cells", "内容（原来 → 现在）", 220, grows=True),
    Column("hint", "提示", 180, grows=True, rank=2),
)


def change_words(compared: Comparison, unit: str) -> str:
    """What a workbook would change, in one line."""
    parts = [f"新增 {compared.added:,}", f"更新 {compared.changed:,}", f"不变 {compared.unchanged:,}"]
    if compared.removed:
        parts.append(f"移出 {compared.removed:,}")
    said = f"导入后：{'、'.join(parts)} {unit}。"
    if compared.dropped:
        said += f"上一轮所报的 {compared.dropped:,} {unit}本次没有，请核对是否漏报。"
    said += "".join(compared.notes)
    return f"第 {compared.round} 轮报送。{said}" if compared.round > 1 else said


def changes_page(compared: Comparison) -> PagedRows:
    """Row by row: who is added, changed or taken off, the old value beside the new."""
    view = PagedRows(CHANGE_COLUMNS, "将有的变化", made=_change)
    view.show_rows(compared.rows, ("没有变化", ""))
    return view


def _change(row: ComparedRow) -> ChangeRow:
    if row.kind == "added":
        cells = "；".join(f"{cell.title} {cell.new}" for cell in row.cells if cell.new)
    else:
        cells = "；".join(f"{cell.title} {cell.old or '空'} → {cell.new or '空'}" for cell in row.cells)
    cells = "　".join(part for part in (row.about, cells) if part)
    hints = "；".join(part for part in (*row.told, *row.decided, row.hint) if part)
    return ChangeRow(row.kind, CHANGES.get(row.kind, row.kind), row.name, row.id_number, cells, hints)


def change_whole(row: ChangeRow) -> str:
    """One change in full: a table cell may be too narrow for it."""
    return "　".join(part for part in (f"{row.word}　{row.name}", row.cells, row.hint) if part)
