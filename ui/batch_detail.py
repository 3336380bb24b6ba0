"""One list that came in, whole: who sent it, how it was read, what was found in it, and what was mended by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import imports
from desktop.batches import BatchLine, BatchSheet, SenderRecord
from ui.cells import Column
from ui.parts import label
from ui.sections import Fold, SmallTable, facts_section

SHORT = 12
"""So many places of a digest tell one file from another for the eye; the whole one is its tip."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One problem or remark, as the table shows it."""

    kind: str
    address: str
    name: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One column of the sender's list and what it was taken for."""

    letter: str
    heading: str
    title: str


@dataclass(frozen=True, slots=True)
class MendedRow:
    """One cell that was put right by hand, as the table shows it."""

    address: str
    field: str
    was: str
    now: str


FOUND_COLUMNS = (
    Column("kind", "类别", 72, tone=lambda row: "bad" if row.kind == "有误" else "warn"),
    Column("address", "单元格", 70),
    Column("name", "姓名", 76, rank=1),
    Column("what", "问题", 190, grows=True),
    Column("remedy", "办法", 170, grows=True, rank=2),
)
READ_COLUMNS = (
    Column("letter", "列", 46),
    Column("heading", "单位的标题", 170, grows=True, show=lambda text: text or "（没有标题）"),
    Column("title", "读作", 170, grows=True),
)
MENDED_COLUMNS = (
    Column("address", "单元格", 70),
    Column("field", "项目", 110),
    Column("was", "单位原来填的", 160, grows=True, show=lambda text: text or "（空）"),
    Column("now", "改正为", 160, grows=True, show=lambda text: text or "（清空）"),
)


class FoundTable(QWidget):
    """Problems and remarks, with the one that is stood on in full below: a cell may be too narrow for it."""

    def __init__(self, rows: Sequence[FoundRow], name: str) -> None:
        super().__init__()
        self.table = SmallTable(FOUND_COLUMNS, rows, name, most=8)
        self.whole = label(wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        layout.addWidget(self.whole)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._tell())
        self.table.choose_first()

    def _tell(self) -> None:
        row: FoundRow | None = self.table.current
        if row is not None:
            who = f"（{row.name}）" if row.name else ""
            self.whole.setText(f"{row.address}{who}　{row.what}　办法：{row.remedy}")


def detail(line: BatchLine, sheet: BatchSheet, senders: Sequence[SenderRecord] = ()) -> list[QWidget]:
    """Return the parts that tell of one list, from the top downwards; `senders` has the record of who sent it."""
    facts = _facts(line, sheet) + [("报送情况", _record(each)) for each in senders]
    parts: list[QWidget] = [facts_section("来源与结果", facts)]
    parts[0].setToolTip(f"文件摘要 {sheet.digest}")
    if sheet.notes:
        parts.append(label("　".join(sheet.notes), "muted", wrap=True))
    parts += _found(line, sheet)
    parts += _mended(line, sheet)
    parts += _read(line, sheet)
    return parts


def _facts(line: BatchLine, sheet: BatchSheet) -> list[tuple[str, str]]:
    counts = (
        ("新增", line.new),
        ("更新", line.changed),
        ("不变", line.unchanged),
        ("无误而随文件退回", line.waiting),
        ("有误", line.faulty),
    )
    sums = " + ".join(f"{name} {number:,}" for name, number in counts if number)
    said = f"{line.rows:,} 行 = {sums}" if sums else f"{line.rows:,} 行"
    said += f"；另移出原有的 {line.removed:,} 行" if line.removed else ""
    headed = f"，表头在第 {sheet.header_row} 行" if sheet.header_row else ""
    return [
        ("报送单位", line.sender),
        ("轮次", f"第 {line.round} 轮"),
        ("经办", f"{line.who}，{line.taken_on}"),
        ("状态", f"{line.state_title}{f'，{line.undone_on}' if line.undone_on else ''}"),
        ("结果", said),
        ("工作表", f"{sheet.sheet}{headed}"),
        ("文件摘要", f"{sheet.digest[:SHORT]}…" if sheet.kept else "手工录入，没有原文件"),
    ]


def _record(of: SenderRecord) -> str:
    """How well the files of one sender were made."""
    return f"该单位共报送 {of.files:,} 份 {of.rows:,} 行，其中有误 {of.faulty:,} 行（{of.share:.1%}）"


def _found(line: BatchLine, sheet: BatchSheet) -> list[QWidget]:
    """The problems for which rows were left out, and the remarks."""
    rows = [_row("有误", each) for each in sheet.problems] + [_row("提醒", each) for each in sheet.remarks]
    if not rows:
        return []
    counts = [("问题", len(sheet.problems)), ("提醒", len(sheet.remarks))]
    title = "、".join(f"{name} {number:,} 处" for name, number in counts if number)
    return [Fold(title, FoundTable(rows, f"{line.file_name}的问题和提醒"))]


def _row(kind: str, each: Mapping[str, str]) -> FoundRow:
    return FoundRow(kind, each["address"], each["name"], each["what"], each["remedy"])


def _read(line: BatchLine, sheet: BatchSheet) -> list[QWidget]:
    """How the columns were read."""
    titles = _titles(line)
    rows = [ReadRow(letter, heading, titles.get(field, field)) for letter, heading, field in sheet.mapping]
    if not rows or not sheet.kept:
        return []
    return [Fold(f"识别的列 {len(rows)}", SmallTable(READ_COLUMNS, rows, "识别的列", most=8), open_=False)]


def _mended(line: BatchLine, sheet: BatchSheet) -> Sequence[QWidget]:
    """The cells that were put right by hand."""
    if not sheet.mended:
        return []
    words = (
        f"导入时由 {line.who} 于 {line.taken_on} 手工改正 {len(sheet.mended):,} 格，单位的原文件没有改动："
    )
    titles = _titles(line) | {field: heading for _letter, heading, field in sheet.mapping}
    rows = [
        MendedRow(each["address"], titles.get(each["field"], ""), each["was"], each["now"])
        for each in sheet.mended
    ]
    return [label(words, "strong", wrap=True), SmallTable(MENDED_COLUMNS, rows, "手工改正的单元格", most=8)]


def _titles(line: BatchLine) -> dict[str, str]:
    return {column.field: column.title for column in imports.COLUMNS[line.kind]}
