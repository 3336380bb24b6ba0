"""The ledger of papers in the window: looking, checking, printing many, going on after a jam, the sheet of a day."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop import issuing, pdf
from desktop.forms import form
from desktop.pages import PageQuery
from desktop.printers import Printer
from desktop.workbench import workbench
from tests.ui.hands import choose, editor, press, write
from tests.ui.looking import clipped, nameless, outside
from tests.ui.staging import SCREENS_OUT, Stage
from ui.batch_print import Batch, BatchDialog, Row, waiting_rows
from ui.dialogs import FormDialog
from ui.main_window import SMALLEST
from ui.papers import PapersPage
from ui.preview import PaperView
from ui.printing import Order
from ui.verify_dialog import VerifyDialog


def keep(widget: Any, name: str) -> None:
    SCREENS_OUT.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(SCREENS_OUT / f"{name}.png"))
    assert clipped(widget) == []
    assert nameless(widget) == []
    assert outside(widget) == []


def first_copy(stage: Stage) -> tuple[str, bytes]:
    """The code and the bytes of a paper in the ledger."""
    with stage.workspace.reading(stage.seat.clerk) as desk:
        row = next(
            each for each in issuing.lines(desk, PageQuery(limit=100)).rows if each.form == "application"
        )
        copy = issuing.sheet(desk, row.id).copies[0]
        return copy.code, issuing.content(desk, copy.id)


def verdict_words(dialog: VerifyDialog) -> str:
    return "".join(each.text() for each in dialog.page.findChildren(QLabel) if each.isVisible())


def test_the_ledger_lists_every_paper_and_shows_it_again(looked_at: Stage):
    screen = looked_at.go("papers")
    assert len(screen.table.rows) >= 10
    looked_at.settle()
    page = screen.sheet.findChild(PapersPage)
    assert page.current.form == screen.shown.row.form
    assert page.view.content.startswith(b"%PDF")
    looked_at.picture("papers")
    screen.sheet.look_at("份次")
    looked_at.settle()
    looked_at.picture("papers-copies")
    screen.sheet.look_at("文书")
    looked_at.window.resize(*SMALLEST)
    looked_at.settle()
    keep(looked_at.window, "papers-small")


def test_a_typed_code_a_file_a_changed_file_and_a_picture_are_judged(looked_at: Stage, tmp_path: Path):
    screen = looked_at.go("papers")
    code, content = first_copy(looked_at)
    press(looked_at.window, "核验文书")
    dialog = looked_at.dialog()
    keep(dialog, "verify-empty")
    assert issuing.EXAMPLE in editor(dialog, "核验码").placeholderText()
    write(dialog, "核验码", code.lower())
    press(dialog, "核验")
    looked_at.settle()
    assert "本机出具" in verdict_words(dialog)
    assert "职业技能培训申请表" in verdict_words(dialog)
    keep(dialog, "verify-code")
    same = tmp_path / "same.pdf"
    same.write_bytes(content)
    looked_at.dialogs.files = [same]
    press(dialog, "选择文件")
    looked_at.settle()
    assert "相符" in verdict_words(dialog)
    photo = tmp_path / "photo.png"
    (first, *_) = pdf.pictures(content)
    (tmp_path / "photo.bmp").write_bytes(first)
    Image.open(tmp_path / "photo.bmp").save(photo)
    dialog.check_file(photo)
    looked_at.settle()
    assert "二维码与台账相符" in verdict_words(dialog)
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(_changed(content))
    dialog.check_file(changed)
    looked_at.settle()
    assert "不符" in verdict_words(dialog)
    assert "不同之处" in verdict_words(dialog)
    keep(dialog, "verify-differs")
    write(dialog, "核验码", "7KQF-3M2P-XN4X")
    press(dialog, "核验")
    looked_at.settle()
    assert dialog.banner.isVisible()
    dialog.close()
    assert screen.isVisible()


def _changed(content: bytes) -> bytes:
    """The same paper with a page of another set over its first."""
    writer = PdfWriter(clone_from=BytesIO(content))
    other = PdfReader(BytesIO(form("consent").sample()))
    page = writer.pages[0]
    page.merge_page(other.pages[0])
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def test_many_cases_are_issued_and_printed_as_one_job_with_a_result_each(stage: Stage, tmp_path: Path):
    stage.go("papers")
    press(stage.window, "批量打印")
    dialog: BatchDialog = stage.dialog()
    choose(dialog, "打印什么", "出具并打印：线上职业技能培训参训人员花名册")
    stage.settle()
    count = len(dialog.ticked)
    assert count >= 3
    keep(dialog, "batch-choose")
    target = tmp_path / "一批.pdf"
    stage.dialogs.files = [target]
    press(dialog, "打印")
    stage.settle()
    (asking,) = (each for each in stage.dialogs_in_sight() if isinstance(each, FormDialog))
    keep(asking, "print-dialog-batch")
    press(asking, "打印")
    stage.settle(60)
    keep(dialog, "batch-results")
    with stage.workspace.reading(stage.seat.clerk) as desk:
        waiting = issuing.waiting(desk)
        assert len(waiting) == 2 * count, "the form is made in two copies"
        pages = sum(each.pages for each in waiting)
        assert all(issuing.last_sent(desk, each.copy_id).last == each.pages for each in waiting)
    assert len(PdfReader(target).pages) == pages
    dialog._marks[0].setCheckState(dialog._marks[0].checkState().Unchecked)
    press(dialog, "登记打出")
    stage.settle()
    with stage.workspace.reading(stage.seat.clerk) as desk:
        (left,) = issuing.waiting(desk)
    press(stage.window, "批量打印")
    again: BatchDialog = stage.dialog()
    stage.settle()
    (row,) = again.ticked
    assert row.copy_id == left.copy_id
    assert "还没有登记去向" in row.said
    again.close()


def test_a_printer_that_takes_nothing_leaves_every_copy_waiting(stage: Stage, tmp_path: Path):
    with stage.workspace.desk(stage.seat.clerk) as desk:
        cases = issuing.ready(desk, "acceptance")[:2]
    rows = [Row(each.number, "受理通知书", "尚未出具", case_id=each.case_id) for each in cases]
    rows.append(Row("备〔2020〕9999号", "受理通知书", "尚未出具", case_id=99_999))
    order = Order(Printer("甲"), tmp_path / "没有这个文件夹" / "a.pdf")
    done = Batch(stage.workspace, stage.seat.clerk, "acceptance", order).run(rows, stage.work)
    assert ["没有送到打印机" in row.said for row in done] == [True, True, True, True, False]
    assert done[4].said.startswith("没有打印：")
    with stage.workspace.reading(stage.seat.clerk) as desk:
        assert [row.first for row in waiting_rows(desk)] == [1, 1, 1, 1]
        assert all(issuing.last_sent(desk, row.copy_id) is None for row in done[:4])


def test_after_a_jam_printing_goes_on_at_the_page_that_was_last_sent(stage: Stage, tmp_path: Path):
    with stage.workspace.desk(stage.seat.clerk) as desk:
        case = max(issuing.ready(desk, "roster"), key=lambda each: each.case_id)
        issued = issuing.issue(desk, "roster", case.case_id)
        copy_id = issued.copies[0][0]
        pages = issuing.sheet(desk, issued.paper_id).row.pages
    assert pages >= 2
    screen = stage.go("papers")
    stage.settle()
    page = screen.sheet.findChild(PapersPage)
    assert page.current.issued.row.number == issued.number
    stage.dialogs.files = [tmp_path / "first.pdf"]
    press(page, "打印")
    asking = stage.dialog()
    keep(asking, "print-dialog")
    write(asking, "页码", "1")
    press(asking, "打印")
    outcome = stage.dialog()
    assert "第 1 至 1 页" in "".join(each for each in _texts(outcome))
    choose(outcome, "结果", "没有打完，从某一页续打")
    outcome.form.field("page").fill(2)
    keep(outcome, "print-outcome")
    stage.dialogs.files = [tmp_path / "rest.pdf"]
    press(outcome, "登记")
    again = stage.dialog()
    assert editor(again, "页码").text() == f"2-{pages}"
    press(again, "打印")
    last = stage.dialog()
    assert len(PdfReader(tmp_path / "rest.pdf").pages) == pages - 1
    choose(last, "结果", "已打出，纸面完整")
    press(last, "登记")
    stage.settle()
    with stage.workspace.reading(stage.seat.clerk) as desk:
        copy = issuing.sheet(desk, issued.paper_id).copies[0]
        assert (copy.id, copy.outcome, copy.place) == (copy_id, "printed", "rest.pdf")


def _texts(widget: Any) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel)]


def test_the_sheet_of_a_day_is_reached_from_the_ledger(looked_at: Stage):
    looked_at.go("papers")
    press(looked_at.window, "日结单")
    asking = looked_at.dialog()
    press(asking, "查看")
    looked_at.settle()
    window = looked_at.dialog()
    page = window.findChild(PapersPage)
    assert page.current.form == "day_sheet"
    assert page.view.document.pageCount() >= 1
    QTest.qWait(100)
    keep(window, "day-sheet")
    window.close()


def test_only_what_is_filled_in_is_printed_on_forms_that_are_printed_already(
    looked_at: Stage, tmp_path: Path
):
    view = PaperView(looked_at.seat, looked_at.window)
    view.show_paper("拨付明细", form("payment_list").sample())
    inks = {}
    for at, ink in enumerate(("整张", "只打填写的内容（空表已印好，套打）")):
        view.ask_printer()
        asking = looked_at.dialog()
        choose(asking, "打印内容", ink)
        keep(asking, "print-dialog-overlay")
        looked_at.dialogs.files = [tmp_path / f"{at}.pdf"]
        press(asking, "打印")
        looked_at.settle()
        (picture, *_) = pdf.pictures((tmp_path / f"{at}.pdf").read_bytes())
        inks[at] = sum(Image.open(BytesIO(picture)).convert("L").point(lambda v: int(v < 128)).tobytes())
    assert 500 < inks[1] < inks[0] / 2
    view.deleteLater()


def test_a_day_sheet_that_waits_is_found_from_the_first_screen(stage: Stage):
    with stage.workspace.desk(stage.seat.clerk) as desk:
        issued = issuing.issue(desk, "day_sheet", stage.seat.today.toordinal())
        bench = workbench(desk)
    tasks = (*bench.overdue, *bench.today, *bench.mine, *bench.others)
    (task,) = (each for each in tasks if issued.number in each.title)
    assert (task.screen, task.case_id, task.number) == ("papers", issued.paper_id, issued.number)
    stage.window.go(task.screen, task.case_id, task.number)
    stage.settle()
    assert stage.window.front.shown.row.id == issued.paper_id


@pytest.mark.parametrize("code", ["2-", "9"])
def test_pages_that_are_not_there_are_said_before_printing(looked_at: Stage, code: str):
    screen = looked_at.go("papers")
    looked_at.settle()
    page = screen.sheet.findChild(PapersPage)
    page.view.ask_printer()
    asking = looked_at.dialog()
    write(asking, "页码", code if code == "9" else "0-1")
    press(asking, "打印")
    looked_at.settle()
    assert asking.isVisible()
    asking.reject()


def test_the_letter_of_acceptance_of_a_claim_is_issued_beside_the_claim(stage: Stage):
    stage.sit("jingban")
    screen = stage.go("subsidies")
    screen.table.choose_row(0)
    stage.settle()
    screen.sheet.look_at("文书")
    stage.settle()
    page = screen.sheet.findChild(PapersPage)
    named = [page.choice.itemText(at) for at in range(page.choice.count())]
    page.choice.setCurrentIndex(next(at for at, each in enumerate(named) if each.startswith("受理通知书")))
    stage.settle()
    assert page.choice.currentText() == "受理通知书（补贴申请）　可以出具"
    press(page, "出具")
    asking = stage.dialog()
    assert editor(asking, "份数").text() == "2"
    press(asking, "出具")
    stage.settle()
    assert page.current.form == "claim_acceptance"
    assert [each.outcome for each in page.current.issued.copies] == ["waiting", "waiting"]
    assert page.current.copy.copy == 1
    press(page, "送达回证")
    stage.settle()
    receipt = stage.dialog()
    assert "补贴受〔" in pdf.read(receipt.findChild(PapersPage).view.content).text
    keep(receipt, "delivery-receipt")
    receipt.close()
    assert "补贴受〔" in pdf.read(page.view.content).text
    stage.picture("subsidy-letter")
