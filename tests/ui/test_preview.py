"""What is previewed is the very paper: its pages, its words found, its pages small at the side, its keys."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.forms import acceptance, payment_batch, roster
from desktop.printers import Printer
from tests.ui.staging import SCREENS_OUT, Stage
from ui.preview import PaperView
from ui.printing import Order
from ui.work import Job


@pytest.fixture
def papers(done_county: Path) -> list[Path]:
    found = sorted((done_county / "papers").glob("*.pdf"))
    assert len(found) >= 6
    return found


@pytest.fixture
def notice(papers: list[Path]) -> Path:
    return max(papers, key=lambda path: len(PdfReader(path).pages))


@pytest.fixture
def view(looked_at: Stage, notice: Path) -> PaperView:
    made = PaperView(looked_at.seat, looked_at.window)
    made.setGeometry(200, 60, 660, 620)
    made.show_paper("公示", notice.read_bytes())
    made.show()
    looked_at.settle()
    yield made
    made.hide()
    made.deleteLater()


def test_a_paper_is_shown_with_all_its_pages_and_saved_byte_for_byte(
    view: PaperView, looked_at: Stage, notice: Path, tmp_path: Path
):
    assert view.document.pageCount() == len(PdfReader(notice).pages)
    target = tmp_path / "另存.pdf"
    looked_at.dialogs.files = [target]
    view.save_button.click()
    looked_at.settle()
    assert target.read_bytes() == notice.read_bytes()


def test_a_paper_chosen_while_another_is_being_drawn_is_shown_and_not_the_other(
    view: PaperView, looked_at: Stage, notice: Path
):
    def shown() -> bytes:
        QTest.qWait(200)
        looked_at.settle()
        return bytes(view.view.grab().toImage().constBits())

    wanted = shown()
    other = acceptance.draw(acceptance.SAMPLE)
    for wait in (5, 10, 20):
        view.show_paper("受理", other)
        QTest.qWait(wait)
        view.show_paper("公示", notice.read_bytes())
        assert shown() == wanted, wait
    view.show_paper("受理", other)
    assert shown() != wanted


def test_a_page_is_reached_by_its_number_and_by_turning(view: PaperView, looked_at: Stage):
    assert view.count_label.text() == f"/ {view.document.pageCount()}"
    view.turn(1)
    assert view.page_line.text() == "2"
    view.page_line.setText("3")
    QTest.keyClick(view.page_line, Qt.Key.Key_Return)
    assert view.view.pageNavigator().currentPage() == 2
    view.page_line.setText("999")
    QTest.keyClick(view.page_line, Qt.Key.Key_Return)
    assert view.view.pageNavigator().currentPage() == view.document.pageCount() - 1
    assert view.page_line.text() == str(view.document.pageCount())


def test_zoom_goes_by_steps_by_choice_and_to_the_room(view: PaperView, looked_at: Stage):
    view.zoom(1.25)
    first = view.view.zoomFactor()
    view.zoom(1.25)
    assert view.view.zoomFactor() == pytest.approx(first * 1.25)
    view.set_zoom(1.5)
    assert view.zoom_button.text() == "150%"
    view.fit_page()
    assert view.zoom_button.text() == "整页"
    whole = view._factor()
    view.fit_width()
    assert view._factor() > whole


def test_a_word_is_found_wherever_it_stands_and_one_goes_round(view: PaperView, looked_at: Stage):
    bar = view.find_bar
    bar.begin()
    QTest.keyClicks(bar.line, "")
    bar.line.setText("公示")
    QTest.qWait(50)
    for _turn in range(100):
        if bar.hits > 3 and "/" in bar.told.text():
            break
        QTest.qWait(20)
    count = bar.hits
    assert count > 3
    seen = set()
    for _hit in range(count):
        seen.add(view.view.currentSearchResultIndex())
        bar.go(1)
    assert seen == set(range(count))
    bar.go(-1)
    assert bar.told.text() == f"{count} / {count} 处" or bar.told.text().endswith("处")
    SCREENS_OUT.mkdir(parents=True, exist_ok=True)
    view.grab().save(str(SCREENS_OUT / "preview-search.png"))
    bar.line.setText("没有这几个字的词")
    QTest.qWait(200)
    assert bar.told.text() == "没有找到"
    QTest.keyClick(bar.line, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_a_name_of_two_characters_is_found_as_lists_set_it(view: PaperView, looked_at: Stage):
    sample = roster.SAMPLE
    named = tuple(replace(each, name="王敏") for each in sample.trainees[:3])
    view.show_paper("名册", roster.draw(replace(sample, trainees=named)))
    view.find_bar.line.setText("王敏")
    for _turn in range(50):
        QTest.qWait(20)
        if view.find_bar.hits == 3:
            return
    raise AssertionError(f"{view.find_bar.hits} hits")


def test_thumbnails_are_drawn_when_they_are_seen_and_lead_to_their_page(looked_at: Stage, view: PaperView):
    long = payment_batch.draw(_long_batch())
    view.show_paper("拨付", long)
    looked_at.settle()
    assert view.thumbnails.pages.drawn == {}
    view.thumbs_button.click()
    looked_at.settle()
    for _turn in range(100):
        if view.thumbnails.pages.drawn:
            break
        QTest.qWait(20)
    QTest.qWait(200)
    seen = set(view.thumbnails.pages.drawn)
    assert 0 in seen
    assert max(seen) < view.document.pageCount() - 5, "only what is seen is drawn"
    view.thumbnails.setCurrentIndex(view.thumbnails.pages.index(4))
    assert view.view.pageNavigator().currentPage() == 4
    view.grab().save(str(SCREENS_OUT / "preview-thumbnails.png"))


def _long_batch() -> payment_batch.Facts:
    payee = replace(payment_batch.SAMPLE.payees[1], amount=Decimal(30))
    return replace(payment_batch.SAMPLE, payees=(payee,) * 600, total=Decimal(30 * 600))


def test_the_keys_of_a_paper_work_while_the_keyboard_stands_in_it(view: PaperView, looked_at: Stage):
    looked_at.window.activateWindow()
    view.view.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(view.view, Qt.Key.Key_F, control)
    assert not view.find_bar.isHidden()
    view.find_bar.put_away()
    view.view.setFocus()
    QTest.keyClick(view.view, Qt.Key.Key_1, control)
    assert view.view.zoomMode() == QPdfView.ZoomMode.FitInView
    QTest.keyClick(view.view, Qt.Key.Key_0, control)
    assert view.view.zoomMode() == QPdfView.ZoomMode.FitToWidth
    before = view._factor()
    QTest.keyClick(view.view, Qt.Key.Key_Plus, control)
    assert view.view.zoomFactor() == pytest.approx(before * 1.25)


def test_a_job_broken_off_in_its_second_copy_tells_copy_and_page(
    view: PaperView, looked_at: Stage, tmp_path: Path
):
    view.show_paper("受理", acceptance.draw(acceptance.SAMPLE))
    pages = tuple(range(1, view.document.pageCount() + 1))
    work = looked_at.seat.work

    def stop(job: Job, done: int, _total: int) -> None:
        if done == len(pages):
            job.cancel()

    work.progressed.connect(stop, Qt.ConnectionType.DirectConnection)
    view.print_pages(Order(Printer("甲"), tmp_path / "两份.pdf", copies=3), pages)
    looked_at.settle(60)
    work.progressed.disconnect(stop)
    said = "".join(each.text() for each in view.banner.findChildren(QLabel))
    assert "第 2 份送到第 1 页时中断" in said
    assert "还差 1 份" in said
    assert view.next_page == 1


def test_what_a_button_does_is_told_again_once_the_paper_may_leave(view: PaperView, looked_at: Stage):
    before = (view.save_button.toolTip(), view.print_button.toolTip())
    assert "另存" in before[0]
    assert "打印" in before[1]
    view.allow(False, "只供查看")
    assert {view.save_button.toolTip(), view.print_button.toolTip()} == {"只供查看"}
    view.allow(True)
    assert (view.save_button.toolTip(), view.print_button.toolTip()) == before
    view.show_large()
    window = looked_at.dialog()
    large = window.findChild(PaperView)
    assert (large.save_button.toolTip(), large.print_button.toolTip()) == before
    window.close()


def test_the_large_window_shows_the_same_paper(view: PaperView, looked_at: Stage):
    view.show_large()
    window = looked_at.dialog()
    other = window.findChild(PaperView)
    assert other.content == view.content
    assert not other.thumbnails.isHidden()
    looked_at.settle()
    window.grab().save(str(SCREENS_OUT / "preview-large.png"))
    window.close()
