"""What is previewed is what is saved and what prints."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desktop.problems import Refused
from tests.ui.staging import Stage
from ui.preview import PaperView, new_printer, print_pdf
from ui.work import Work


@pytest.fixture
def papers(done_county: Path) -> list[Path]:
    found = sorted((done_county / "papers").glob("*.pdf"))
    assert len(found) >= 6
    return found


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    made = Work(tmp_path)
    yield made
    made.close()


def test_a_paper_is_shown_with_all_its_pages_and_saved_byte_for_byte(
    stage: Stage, papers: list[Path], tmp_path: Path
):
    view = PaperView(stage.work, stage.dialogs, stage.window)
    notice = max(papers, key=lambda path: len(PdfReader(path).pages))
    view.show_paper("公示", notice.read_bytes())
    assert view.document.pageCount() == len(PdfReader(notice).pages)
    target = tmp_path / "另存.pdf"
    stage.dialogs.files = [target]
    view.save_button.click()
    stage.settle()
    assert target.read_bytes() == notice.read_bytes()


def test_pages_turn_and_the_zoom_changes(stage: Stage, papers: list[Path]):
    view = PaperView(stage.work, stage.dialogs, stage.window)
    view.resize(700, 600)
    view.show()
    notice = max(papers, key=lambda path: len(PdfReader(path).pages))
    view.show_paper("公示", notice.read_bytes())
    stage.settle()
    view._turn(1)
    stage.settle()
    assert view.view.pageNavigator().currentPage() == 1
    view._zoom(1.25)
    first = view.view.zoomFactor()
    view._zoom(1.25)
    assert view.view.zoomFactor() == pytest.approx(first * 1.25)


def test_printing_draws_every_page_where_the_paper_has_it(
    qtbot: QtBot, work: Work, papers: list[Path], tmp_path: Path
):
    paper = next(path for path in papers if "公示" in path.name)
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_pdf(paper.read_bytes(), printer, work) == len(PdfReader(paper).pages)
    printed = PdfReader(tmp_path / "printed.pdf")
    assert len(printed.pages) == len(PdfReader(paper).pages)
    box = printed.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)


def test_a_range_of_pages_can_be_printed(work: Work, papers: list[Path], tmp_path: Path):
    paper = max(papers, key=lambda path: len(PdfReader(path).pages))
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "some.pdf"))
    assert print_pdf(paper.read_bytes(), printer, work, (2, 3)) == 2
    assert len(PdfReader(tmp_path / "some.pdf").pages) == 2


def test_what_is_no_paper_is_refused_with_a_sentence(work: Work, tmp_path: Path):
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "none.pdf"))
    with pytest.raises(Refused) as refused:
        print_pdf(b"not a pdf", printer, work)
    assert refused.value.remedy
