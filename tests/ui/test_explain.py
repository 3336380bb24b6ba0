"""A line's amount explained in the window: the words of the approval sheet, the tree, and the decision as a file."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QVBoxLayout

from desktop import explaining
from desktop.capsules.faces import recompute_face
from desktop.explaining import Knot
from tests.ui.hands import look_at, press, table_of
from tests.ui.looking import clipped, nameless
from tests.ui.staging import SCREENS_OUT, Stage
from ui.explain import Reasons


def explain(stage: Stage, state: str) -> tuple[Any, Any]:
    """Open the explanation of the first line that came out so; returns the line and the dialog."""
    screen = stage.go("subsidies")
    look_at(screen.sheet, "明细")
    stage.settle()
    table = table_of(screen.sheet)
    table.choose_row(next(at for at, row in enumerate(table.rows) if row.state == state))
    press(screen.sheet, "金额说明")
    return table.current, stage.dialog()


def test_a_refused_line_opens_to_its_words_and_to_what_stands_behind_them(looked_at: Stage):
    row, dialog = explain(looked_at, "refused")
    with looked_at.workspace.reading(looked_at.seat.clerk) as desk:
        told = explaining.line(desk, row.id)
    assert dialog.words.text() == explaining.reason(told)
    assert "不予补贴" in dialog.words.text()
    tree = explaining.tree(told)
    shown = [dialog.tree.topLevelItem(at).text(0) for at in range(dialog.tree.topLevelItemCount())]
    assert shown == [knot.words for knot in tree.children]
    assert nameless(dialog) == []
    assert clipped(dialog) == []
    press(dialog, "关闭")


def test_the_decision_is_handed_out_as_a_file_that_agrees_with_itself(stage: Stage, tmp_path: Path):
    _row, dialog = explain(stage, "granted")
    path = tmp_path / "核定依据.json"
    stage.dialogs.files = [path]
    press(dialog, "导出核定依据")
    stage.settle()
    assert str(path) in dialog.banner.text.text()
    said, status = recompute_face(path, stage.seat.today, then_only=True)
    assert status == 0
    assert "当时的政策" in said
    assert "相同" in said
    press(dialog, "关闭")


def test_a_long_sentence_of_the_tree_is_shown_whole_at_any_width(stage: Stage) -> None:
    tree = Reasons(Knot("", (Knot("短句"), Knot("很长的一句依据" * 40, (Knot("更深的一句" * 60),)))))
    tree.expandAll()
    dialog = QDialog(stage.window)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(tree)
    dialog.show()
    heights = []
    for width in (1000, 500):
        dialog.resize(width, 400)
        stage.settle()
        short, long = tree.topLevelItem(0), tree.topLevelItem(1)
        assert short is not None
        assert long is not None
        one = tree.visualItemRect(short).height()
        inner = tree.visualItemRect(long.child(0))
        heights.append((tree.visualItemRect(long).height() / one, inner.height() / one))
        assert inner.width() <= tree.viewport().width()
    assert heights[1][0] > 1.6 * heights[0][0] > 3
    assert heights[1][1] > 1.6 * heights[0][1] > 3
    tree.grab().save(str(SCREENS_OUT / "explain-long.png"))
    dialog.close()
