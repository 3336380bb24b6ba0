"""The paged list asks the store for one page at a time, keeps its place, and fits its columns to its width."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.pages import Page, PageQuery
from ui.cells import RIGHT, Column
from ui.table import PagedTable
from ui.work import Work


@dataclass(frozen=True)
class Line:
    """A row of the list under test."""

    id: int
    name: str
    amount: Decimal
    note: str


LINES = tuple(Line(at, f"学员{at:04d}", Decimal(at), "备注") for at in range(1, 1235))
COLUMNS = (
    Column("name", "姓名", 120, grows=True),
    Column("amount", "金额", 100, align=RIGHT),
    Column("note", "备注", 260, rank=1, sort="-"),
)


class Store:
    """A store that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[PageQuery] = []

    def fetch(self, query: PageQuery) -> Page[Any]:
        self.asked.append(query)
        found = [line for line in LINES if query.text in line.name]
        if query.sort:
            found.sort(key=lambda line: getattr(line, query.sort), reverse=query.descending)
        total = sum((line.amount for line in found), Decimal(0))
        return Page(tuple(found[query.offset : query.offset + query.limit]), len(found), {"amount": total})


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[PagedTable, Store, Work]]:
    work, store = Work(tmp_path), Store()
    table = PagedTable(
        work, store.fetch, COLUMNS, "学员", states=(("open", "已开班"),), sums={"amount": "合计"}
    )
    qtbot.addWidget(table)
    table.resize(600, 500)
    with qtbot.waitExposed(table):
        table.show()
    table.refresh()
    qtbot.waitUntil(lambda: len(table.rows) > 0, timeout=60_000)
    yield table, store, work
    work.close()


def rest(qtbot: QtBot, work: Work) -> None:
    qtbot.waitUntil(lambda: not work.busy, timeout=60_000)


def test_only_a_page_is_fetched_and_everything_is_counted(shown: Any):
    table, store, _work = shown
    assert store.asked[-1].limit == 100
    assert len(table.rows) == 100
    assert table.pager.count.text() == "共 1,234 条　合计 761,995.00"
    assert table.pager.place.text() == "1 / 13 页"


def test_pages_are_turned_by_keys(shown: Any, qtbot: QtBot):
    table, _store, work = shown
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, work)
    assert table.rows[0].id == 101
    QTest.keyClick(table.view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, work)
    assert table.rows[0].id == 1
    QTest.keyClick(table.view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, work)
    assert table.rows[0].id == 1, "there is no page before the first"


def test_typing_asks_once_after_a_pause_and_begins_at_the_first_page(shown: Any, qtbot: QtBot):
    table, store, work = shown
    table.pager.turn(1)
    rest(qtbot, work)
    before = len(store.asked)
    for letter in "0012":
        table.search.insert(letter)
    qtbot.waitUntil(lambda: len(store.asked) > before, timeout=60_000)
    rest(qtbot, work)
    assert len(store.asked) == before + 1
    assert (store.asked[-1].text, store.asked[-1].offset) == ("0012", 0)
    assert [row.id for row in table.rows] == [12]


def test_a_header_sorts_in_the_store_and_a_column_that_cannot_be_sorted_does_not(shown: Any, qtbot: QtBot):
    table, store, work = shown
    header = table.view.horizontalHeader()
    header.sectionClicked.emit(1)
    header.sectionClicked.emit(1)
    rest(qtbot, work)
    assert (store.asked[-1].sort, store.asked[-1].descending) == ("amount", True)
    assert table.rows[0].id == 1234
    before = len(store.asked)
    header.sectionClicked.emit(2)
    rest(qtbot, work)
    assert len(store.asked) == before


def test_a_refresh_keeps_the_row_the_clerk_stands_on(shown: Any, qtbot: QtBot):
    table, _store, work = shown
    table.choose_row(42)
    table.refresh()
    rest(qtbot, work)
    assert table.current.id == 43


def test_a_page_that_no_longer_exists_gives_way_to_the_last(shown: Any, qtbot: QtBot):
    table, store, work = shown
    table._offset = 5000
    table.refresh()
    rest(qtbot, work)
    rest(qtbot, work)
    assert store.asked[-1].offset == 1200
    assert table.rows[-1].id == 1234


def test_a_narrow_list_drops_columns_of_higher_rank_and_never_scrolls_sideways(shown: Any, qtbot: QtBot):
    table, _store, _work = shown
    assert not table.view.isColumnHidden(2)
    table.resize(400, 500)
    qtbot.wait(20)
    assert table.view.isColumnHidden(2)
    width = sum(table.view.columnWidth(at) for at in range(3) if not table.view.isColumnHidden(at))
    assert width <= table.view.viewport().width()


def test_the_page_can_be_as_long_as_the_window_is_high(shown: Any, qtbot: QtBot):
    table, _store, work = shown
    table.pager._choose_size(0)
    rest(qtbot, work)
    row = table.view.verticalHeader().defaultSectionSize()
    assert len(table.rows) == table.view.viewport().height() // row


def test_an_empty_result_says_so_and_offers_a_way_out(shown: Any, qtbot: QtBot):
    table, _store, work = shown
    table.search.setText("没有这个人")
    QTest.keyClick(table.search, Qt.Key.Key_Return)
    rest(qtbot, work)
    assert table.rows == ()
    assert table.empty.isVisible()


def test_the_states_that_do_not_fit_are_behind_one_button(qtbot: QtBot):
    from ui.chips import StateChips

    around = QWidget()
    qtbot.addWidget(around)
    chips = StateChips([(str(at), f"状态名称{at}") for at in range(8)], around)
    around.resize(320, 60)
    chips.setGeometry(0, 0, 300, 30)
    around.show()
    qtbot.wait(20)
    assert chips._more.isVisible()
    told: list[str] = []
    chips.chosen.connect(told.append)
    chips._menu.actions()[-1].trigger()
    assert told == ["7"]
    assert chips._more.text() == "状态名称7"
