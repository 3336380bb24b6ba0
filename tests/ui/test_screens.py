"""Every screen opens on the practice county, says nothing to Qt's log, names its controls and clips no text."""

from collections.abc import Callable
from typing import Any

import pytest

from desktop import doubts
from desktop.pages import PageQuery
from tests.ui.looking import clipped, nameless, outside
from tests.ui.staging import Stage, clerk_of, said_by_qt
from ui.screens import SCREENS

SMALL = (1093, 614)
USUAL = (1366, 728)
CODES = [spec.code for spec in SCREENS]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("size", [USUAL, SMALL], ids=["1366", "1093"])
def test_a_screen_opens_in_silence_with_names_and_whole_texts(
    looked_at: Stage, qtlog: Any, code: str, size: tuple[int, int]
):
    looked_at.window.resize(*size)
    looked_at.go(code)
    looked_at.picture(f"{code}-{size[0]}")
    assert said_by_qt(qtlog) == []
    assert nameless(looked_at.window) == []
    assert clipped(looked_at.window) == []
    assert outside(looked_at.window) == []
    assert (looked_at.window.width(), looked_at.window.height()) == size


@pytest.mark.parametrize("code", ["filings", "classes", "subsidies", "notices", "payments", "packages"])
def test_every_page_of_a_detail_fits_a_small_screen(looked_at: Stage, qtlog: Any, code: str):
    looked_at.window.resize(*SMALL)
    screen = looked_at.go(code)
    tabs = screen.sheet.tabs
    assert tabs.count() > 1
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        looked_at.picture(f"{code}-{at + 1}-{SMALL[0]}")
        assert nameless(looked_at.window) == [], tabs.tabText(at)
        assert clipped(looked_at.window) == [], tabs.tabText(at)
        assert outside(looked_at.window) == [], tabs.tabText(at)
    assert said_by_qt(qtlog) == []


def test_lists_show_fourteen_rows_on_a_small_screen(looked_at: Stage):
    looked_at.window.resize(*SMALL)
    view = looked_at.go("filings").table.view
    assert view.viewport().height() // view.verticalHeader().defaultSectionSize() >= 14


def test_the_figures_of_the_first_page_equal_the_lists_behind_them(looked_at: Stage):
    desk = looked_at.go("desk")
    for queue, card in desk.cards.items():
        card.click()
        assert card.number.text() == str(len(desk.model.rows)), queue
    assert sum(int(card.number.text()) for card in desk.cards.values()) > 0


def test_a_task_leads_to_its_case(stage: Stage):
    desk = stage.go("desk")
    desk.show_queue("overdue")
    task = desk.model.rows[0]
    desk.open_button.click()
    stage.settle()
    assert stage.window.front is stage.window.screens[task.screen]
    assert stage.window.front.shown.id == task.case_id


def test_a_forbidden_move_says_why_not_in_plain_sight(stage: Stage):
    screen = stage.go("filings")
    accepted = [at for at, row in enumerate(screen.table.rows) if row.state == "accepted"]
    screen.table.choose_row(accepted[-1])  # the oldest, with doubts that later cases brought
    stage.settle()
    approve = screen.sheet.moves["approve"]
    assert not approve.isEnabled()
    assert "复核" in approve.toolTip()
    shown = [
        each.text() for each in screen.sheet.foot.findChildren(type(screen.sheet.number)) if each.isVisible()
    ]
    assert any("同意备案" in text and "复核" in text for text in shown)
    stage.sit("fuhe")
    assert "上次核查以后新出现的" in screen.sheet.moves["approve"].toolTip()
    with stage.workspace.desk(clerk_of(stage.workspace, "jingban")) as desk:
        doubts.run(desk, "filing", screen.shown.id)
        rows = doubts.lines(desk, PageQuery(), kind="filing", case_id=screen.shown.id).rows
        ids = [row.id for row in rows if row.state == "open"]
        doubts.dispose(desk, ids, "explained", "课次错开，已与机构核对", "三个班的课程表")
    screen.refresh()
    stage.settle()
    assert screen.sheet.moves["approve"].isEnabled()


def test_the_state_filter_and_the_search_ask_the_store(stage: Stage, qtlog: Any):
    screen = stage.go("filings")
    everything = len(screen.table.rows)
    screen.table.chips.choose("finished")
    stage.settle()
    assert {row.state for row in screen.table.rows} == {"finished"}
    assert 0 < len(screen.table.rows) < everything
    screen.table.chips.choose("")
    screen.table.search.setText("没有这样的备案")
    screen.table.search.returnPressed.emit()
    stage.settle()
    assert screen.table.rows == ()
    assert screen.table.empty.isVisible()
    stage.picture("empty-search")
    assert said_by_qt(qtlog) == []


def test_a_header_sorts_and_a_second_click_turns_it_round(looked_at: Stage):
    ledger = looked_at.go("ledger")
    header = ledger.table.view.horizontalHeader()
    header.sectionClicked.emit(0)
    looked_at.settle()
    up = [row.name for row in ledger.table.rows]
    header.sectionClicked.emit(0)
    looked_at.settle()
    down = [row.name for row in ledger.table.rows]
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)


def test_an_unexpected_error_is_told_with_a_number_and_without_personal_data(
    open_stage: Callable[..., Stage], county: Any, tmp_path: Any
):
    from desktop.workspace import Workspace

    stage = open_stage(Workspace.open(county))
    stage.seat.ask(lambda _desk: 1 // len("") if "张三" else 0, lambda _n: None, owner=stage.window)
    dialog = stage.dialog()
    assert len(stage.failures) == 1
    number = stage.failures[0].split()[1]
    assert number in dialog.windowTitle() + "".join(
        each.text() for each in dialog.findChildren(type(stage.window.title))
    )
    written = (tmp_path / "reports" / f"{number}.txt").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in written
    assert "张三" not in written
    stage.failures.clear()
