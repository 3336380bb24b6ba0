"""The publicity notice with its list of persons: our form, a bare canvas, platypus.

All three set the same list in the same font at the same size, the same number of rows to a page, into a file.
The floor draws the list's strings and nothing else: no rules, no fitting, no text pages. Fonts are opened
beforehand on all sides.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

from desktop.forms import faces, notice
from desktop.forms.listing import PADDING
from desktop.forms.page import HEIGHT, MM
from desktop.money import yuan_text
from tests.benchmarks.measure import Benchmark, stopwatch

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = "建国秀英志强桂芳晓明丽娟文华海燕俊杰玉兰永康雪梅"
UNITS = ("演练县恒泰机械制造有限公司", "演练县博学职业培训学校", "演练县永安化工有限公司", "演练县技工学校")
TRADES = ("电工·中级（四级）", "养老护理员·初级（五级）", "焊工·高级（三级）", "特种作业安全培训")
PER_PAGE = 23


def _persons(rows: int) -> tuple[notice.PersonLine, ...]:
    return tuple(
        notice.PersonLine(
            scheme="职业培训补贴",
            name=SURNAMES[row % 20] + GIVEN[row * 7 % 24] + GIVEN[row * 11 % 23],
            masked_id=f"999901********{row * 13 % 1000:03d}{row % 10}",
            unit=UNITS[row // 40 % 4],
            occupation=TRADES[row // 40 % 4],
            class_number=f"班〔2026〕{row // 40 + 1:04d}号",
            amount=Decimal(500 + row % 9 * 250),
        )
        for row in range(rows)
    )


def _strings(rows: int) -> list[tuple[str, ...]]:
    return [
        (
            str(n),
            each.name,
            each.masked_id,
            each.unit,
            each.occupation,
            each.class_number,
            yuan_text(each.amount),
        )
        for n, each in enumerate(_persons(rows), start=1)
    ]


def _prepare(rows: int, folder: Path) -> None:
    """Nothing is prepared: the rows are made in memory before the clock starts."""


def _ours(rows: int, folder: Path) -> float:
    facts = notice.Facts(
        bureau="演练县人力资源和社会保障局",
        number="示〔2026〕0003号",
        subject="2026年第三批职业培训补贴",
        documents=("《就业补助资金管理办法》（财社〔2023〕181号）",),
        first_day=date(2026, 3, 9),
        last_day=date(2026, 3, 13),
        working_days=5,
        department="职业能力建设股",
        address="演练县府前路1号",
        postcode="999901",
        phones=("0000-00000000",),
        issued_on=date(2026, 3, 6),
        persons=_persons(rows),
    )
    for face in faces.FACES:
        faces.width("公示", face, 9)
    with stopwatch() as watch:
        (folder / "ours.pdf").write_bytes(notice.draw(facts))
    return watch.seconds


def _register() -> None:
    pdfmetrics.registerFont(TTFont("Song", faces.FOLDER / faces.SONG.file))


def _floor(rows: int, folder: Path) -> float:
    _register()
    strings = _strings(rows)
    edges = notice.Listing(28 * MM, notice.PERSON_COLUMNS).edges
    with stopwatch() as watch:
        canvas = Canvas(str(folder / "floor.pdf"), pagesize=A4, pageCompression=1, initialFontName="Song")
        for start in range(0, rows, PER_PAGE):
            canvas.setFont("Song", 9)
            y = HEIGHT - 40 * MM
            for cells in strings[start : start + PER_PAGE]:
                for x, text in zip(edges, cells, strict=False):
                    canvas.drawString(x + PADDING, y, text)
                y -= 9.2 * MM
            canvas.showPage()
        canvas.save()
    return watch.seconds


def _peer(rows: int, folder: Path) -> float:
    _register()
    titles = [column.title for column in notice.PERSON_COLUMNS]
    data: list[Any] = [titles, *_strings(rows)]
    widths = [column.millimetres * MM for column in notice.PERSON_COLUMNS]
    style = TableStyle([("FONT", (0, 0), (-1, -1), "Song", 9), ("GRID", (0, 0), (-1, -1), 0.4, "black")])
    with stopwatch() as watch:
        table = LongTable(data, colWidths=widths, repeatRows=1, style=style)
        document = SimpleDocTemplate(str(folder / "peer.pdf"), pagesize=A4, initialFontName="Song")
        document.build([table])
    return watch.seconds


BENCHMARK = Benchmark(title="公示名单 PDF", prepare=_prepare, ours=_ours, floor=_floor, peer=_peer)
