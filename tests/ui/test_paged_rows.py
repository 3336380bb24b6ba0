"""A list that is all there is shown page by page, and its sums are those of the whole."""

from dataclasses import replace
from decimal import Decimal

from pytestqt.qtbot import QtBot

from desktop.replay.running import Moved
from tests.ui.hands import button, press
from ui.paged_rows import PagedRows
from ui.replay_result import MOVED_COLUMNS

PERSON = Moved(
    line_id=1,
    person_id=1,
    name="学员",
    id_number="999901********0011",
    claim="补〔2020〕0001号",
    class_number="班〔2020〕0001号",
    training_type="岗位技能提升",
    institution="演练县博学职业培训学校",
    scheme="职业培训补贴",
    before=Decimal(1000),
    after=Decimal(1300),
    owed=Decimal(300),
    why="每人1300元。",
)


def test_a_list_of_many_thousands_is_paged_to_its_end(qtbot: QtBot):
    rows = [replace(PERSON, person_id=at, name=f"学员{at}") for at in range(2345)]
    view = PagedRows(MOVED_COLUMNS, "逐人变动", {"difference": "差额合计"})
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show()
    view.show_rows(rows, ("没有变动", ""))
    seen = [row.person_id for row in view.rows]
    while (onward := button(view, "下一页")).isEnabled():
        press(view, "下一页")
        seen += [row.person_id for row in view.rows]
        assert onward.accessibleName() == "下一页"
    assert seen == list(range(2345))
    assert "共 2,345 条" in view.pager.count.text()
    assert "703,500.00" in view.pager.count.text()
