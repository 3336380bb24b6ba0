"""Printing as a printer would: pages, ranges, copies, backs, the offset to a tenth of a millimetre, one job of many papers."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop import printers
from desktop.forms import form, payment_list
from desktop.printers import Printer
from desktop.problems import Refused
from ui.printing import DATA, FORM, Item, Order, Tally, parse_pages, print_items
from ui.work import Work

DPI = 300
A4_TEST = printers.test_page(Printer("甲"))


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    made = Work(tmp_path)
    yield made
    made.close()


def printed(work: Work, items: list[Item], order: Order, tally: Tally | None = None) -> list[tuple[int, int]]:
    """Print into a file; give the size of each page in points."""
    print_items(items, order, work, tally if tally is not None else Tally())
    assert order.file is not None
    return [
        (round(float(each.mediabox.width)), round(float(each.mediabox.height)))
        for each in PdfReader(order.file).pages
    ]


def picture(path: Path, page: int = 0) -> Image.Image:
    return PdfDocument(path)[page].render(scale=DPI / 72, grayscale=True).to_pil()


def cross(path: Path) -> tuple[float, float]:
    """Where the upper left cross of a test page stands, in millimetres from the paper's edges."""
    corner = picture(path).crop((0, 0, DPI * 35 // 25, DPI * 35 // 25)).point(lambda v: 255 if v < 150 else 0)
    columns = [sum(corner.crop((x, 0, x + 1, corner.height)).tobytes()) for x in range(corner.width)]
    rows = [sum(corner.crop((0, y, corner.width, y + 1)).tobytes()) for y in range(corner.height)]
    return tuple((each.index(max(each)) + 0.5) * 25.4 / DPI for each in (columns, rows))


def notice_pages(count: int = 3) -> bytes:
    sample = payment_list.SAMPLE
    payees = (replace(sample.payees[0]),) * (18 * count)
    return form("payment_list").draw(
        replace(sample, payees=payees, total=sample.payees[0].amount * 18 * count)
    )


def test_every_page_comes_at_the_size_of_the_paper(work: Work, tmp_path: Path):
    whole = form("application").sample()
    order = Order(Printer("甲"), tmp_path / "a.pdf")
    sizes = printed(work, [Item(1, "申请表", whole)], order)
    assert sizes == [(595, 842)] * len(PdfReader(Path(_written(tmp_path, whole))).pages)


def _written(folder: Path, content: bytes) -> str:
    path = folder / "source.pdf"
    path.write_bytes(content)
    return str(path)


def test_what_is_printed_stands_where_the_paper_has_it(work: Work, tmp_path: Path):
    content = form("acceptance").sample()
    target = tmp_path / "a.pdf"
    printed(work, [Item(1, "受理", content)], Order(Printer("甲"), target))
    before = picture(Path(_written(tmp_path, content)))
    after = picture(target)
    ink = [each.point(lambda v: 255 if v < 128 else 0).getbbox() for each in (before, after)]
    assert all(abs(one - other) <= 2 for one, other in zip(*ink, strict=True)), ink


@pytest.mark.parametrize("right, down", [(0, 0), (13, -27), (-100, 45)])
def test_the_offset_moves_the_page_to_a_tenth_of_a_millimetre(
    work: Work, tmp_path: Path, right: int, down: int
):
    target = tmp_path / "moved.pdf"
    printed(work, [Item(1, "测试页", A4_TEST)], Order(Printer("甲", right=right, down=down), target))
    x, y = cross(target)
    assert x == pytest.approx(20 + right / 10, abs=0.1)
    assert y == pytest.approx(20 + down / 10, abs=0.1)


def test_a_range_copies_and_the_tally_of_what_was_sent(work: Work, tmp_path: Path):
    content = notice_pages(4)
    order = Order(Printer("甲", paper="continuous"), tmp_path / "some.pdf", copies=2)
    tally = Tally()
    pages = parse_pages("2-3", 4)
    assert len(printed(work, [Item(7, "明细", content, pages)], order, tally)) == 4
    assert tally.sent == {7: [2, 3, 2, 3]}
    assert tally.last(7) == 3
    assert tally.reached(7, 2) == (2, 3)
    assert tally.reached(8, 2) == (0, 0)
    assert Tally({7: [2, 3, 2]}).reached(7, 2) == (2, 2)


def test_printed_on_both_sides_each_copy_begins_on_a_new_sheet(work: Work, tmp_path: Path):
    order = Order(Printer("甲", sides="long"), tmp_path / "both.pdf", copies=2)
    items = [Item(at, "测试", A4_TEST) for at in (1, 2)]
    tally = Tally()
    assert len(printed(work, items, order, tally)) == 7
    assert tally.pages == 4
    empty = [picture(tmp_path / "both.pdf", page).getextrema() == (255, 255) for page in range(7)]
    assert empty == [False, True, False, True, False, True, False]


def test_many_papers_are_one_job_in_order(work: Work, tmp_path: Path):
    items = [Item(at, code, form(code).sample()) for at, code in enumerate(("acceptance", "consent", "plan"))]
    tally = Tally()
    sizes = printed(work, items, Order(Printer("甲"), tmp_path / "job.pdf"), tally)
    assert list(tally.sent) == [0, 1, 2]
    assert len(sizes) == tally.pages
    assert all(tally.sent[at] == list(range(1, tally.last(at) + 1)) for at in tally.sent)


def test_data_and_form_together_are_the_whole_paper(work: Work, tmp_path: Path):
    content, needle = notice_pages(1), Printer("针打", paper="continuous")
    made = {}
    for ink in ("whole", DATA, FORM):
        target = tmp_path / f"{ink}.pdf"
        sizes = printed(work, [Item(1, "明细", content)], Order(needle, target, ink=ink))
        assert sizes == [(683, 792)]
        made[ink] = picture(target).point(lambda v: 255 if v < 128 else 0)
    dark = {ink: sum(each.tobytes()) // 255 for ink, each in made.items()}
    assert dark[DATA] > 1000
    assert dark[FORM] > 1000
    assert dark[DATA] + dark[FORM] == pytest.approx(dark["whole"], rel=0.02)


def test_a_page_that_has_no_room_on_the_printers_paper_is_refused(work: Work, tmp_path: Path):
    with pytest.raises(Refused) as refused:
        print_items(
            [Item(1, "明细", notice_pages(1))], Order(Printer("甲"), tmp_path / "no.pdf"), work, Tally()
        )
    assert "241 × 279" in refused.value.sentence
    assert not (tmp_path / "no.pdf").exists()


def test_what_is_no_paper_and_what_is_no_printer_is_refused_with_a_sentence(work: Work, tmp_path: Path):
    with pytest.raises(Refused) as refused:
        print_items([Item(1, "坏", b"not a pdf")], Order(Printer("甲"), tmp_path / "x.pdf"), work, Tally())
    assert refused.value.remedy
    with pytest.raises(Refused) as refused:
        print_items([Item(1, "好", A4_TEST)], Order(Printer("没有这台打印机")), work, Tally())
    assert "没有这台打印机" in refused.value.sentence


def test_cancelled_halfway_the_pages_handed_over_are_there_and_counted(work: Work, tmp_path: Path):
    tally, target = Tally(), tmp_path / "half.pdf"
    items = [Item(at, "测试", A4_TEST) for at in range(1, 7)]

    def stop_after_three(_job: object, done: int, _total: int) -> None:
        if done >= 3:
            jobs[0].cancel()

    work.progressed.connect(stop_after_three, Qt.ConnectionType.DirectConnection)
    ended: list[str] = []
    order = Order(Printer("甲"), target)
    jobs = [
        work.ask(
            lambda: print_items(items, order, work, tally),
            lambda _done: ended.append("whole"),
            stopped=lambda: ended.append("stopped"),
        )
    ]
    for _turn in range(200):
        QTest.qWait(20)
        if ended:
            break
    assert ended == ["stopped"]
    assert 0 < tally.pages < 6
    assert len(PdfReader(target).pages) == tally.pages


@pytest.mark.parametrize(
    "text, pages",
    [
        ("", (1, 2, 3, 4, 5)),
        ("2", (2,)),
        ("1-2、5", (1, 2, 5)),
        ("３－", (3, 4, 5)),
        ("-2", (1, 2)),
        ("4至5，4", (4, 5)),
    ],
)
def test_pages_are_read_as_clerks_write_them(text: str, pages: tuple[int, ...]):
    assert parse_pages(text, 5) == pages


@pytest.mark.parametrize("text", ["0", "6", "3-2", "a", "1-9", "1--3"])
def test_pages_that_are_not_there_are_said(text: str):
    with pytest.raises(ValueError, match="页码应"):
        parse_pages(text, 5)
