"""Long lists on paper: the payment list of a batch against a bare canvas and platypus; VARIANTS hold the rest.

- `papers`: the payment sheet with its list; floor: a bare reportlab canvas that sets the same strings, no rules, no
  fitting, no sums; peer: platypus' LongTable.
- `papers:notice`: the publicity notice with its list, against the same floor and peer.
- `papers:fpdf2`, `papers:typst`: the payment list again, with another peer.
- `papers:approvals`: so many approval sheets, one for each row, as one job; floor: a bare canvas that sets the same
  words at the same places, read from the finished sheets beforehand.

All sides set the same strings in the same font at the same size, fonts opened beforehand where the library lets one;
data is made before the clock starts. LongTable and fpdf2 take minutes above 10 000 rows, a job of sheets above 1 000
would only repeat itself: they are not run there, and say so on stderr. Memory grows with the rows, some 2 KiB each:
facts, texts and finished pages are held until the end, because every page says how many there are.
"""

import csv
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from desktop.forms import faces, payment_batch, subsidy_approval
from desktop.forms.listing import PADDING
from desktop.forms.page import HEIGHT, MM
from desktop.money import yuan_text
from tests.benchmarks import notice
from tests.benchmarks.measure import Benchmark, stopwatch
from tests.benchmarks.notice import GIVEN, SURNAMES

MOST_OF_PEERS, MOST_SHEETS = 10_000, 1_000
PER_PAGE = 26
BANKS = ("演练县农村商业银行", "演练县农村商业银行城关支行", "演练县农村商业银行开发区支行")
WIDTHS = [column.millimetres for column in payment_batch.COLUMNS]
TITLES = [column.title for column in payment_batch.COLUMNS]


def _payees(rows: int) -> tuple[payment_batch.Payee, ...]:
    return tuple(
        payment_batch.Payee(
            name=SURNAMES[row % 20] + GIVEN[row * 7 % 24] + GIVEN[row * 11 % 23],
            kind="个人",
            bank=BANKS[row % 3],
            account=f"62000000{row * 7919 % 100_000_000:011d}",
            people=1,
            amount=Decimal(30 * (5 + row % 20)),
        )
        for row in range(rows)
    )


def _strings(rows: int) -> list[tuple[str, ...]]:
    return [
        (str(n), each.name, each.kind, each.bank, each.account, str(each.people), yuan_text(each.amount))
        for n, each in enumerate(_payees(rows), start=1)
    ]


def _open_faces() -> None:
    for face in faces.FACES:
        faces.width("拨付", face, 9)


def _prepare(rows: int, folder: Path) -> None:
    """Write the strings for the peer that reads its data from a file."""
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_strings(rows))


def _ours(rows: int, folder: Path) -> float:
    payees = _payees(rows)
    facts = payment_batch.Facts(
        bureau="演练县人力资源和社会保障局",
        number="拨〔2026〕0002号",
        scheme="生活费补贴",
        fund="",
        notice_number="示〔2026〕0003号",
        first_day=date(2026, 5, 11),
        ends_on=date(2026, 5, 15),
        working_days=5,
        objections="公示期满无异议",
        prepared_on=date(2026, 5, 18),
        total=sum((each.amount for each in payees), Decimal(0)),
        payees=payees,
    )
    _open_faces()
    with stopwatch() as watch:
        (folder / "ours.pdf").write_bytes(payment_batch.draw(facts))
    return watch.seconds


def _bare(pages: Sequence[Sequence[tuple[float, float, float, str]]], path: Path) -> float:
    """Set texts (x, y, size) page by page on a bare canvas."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Song", faces.FOLDER / faces.SONG.file))
    with stopwatch() as watch:
        canvas = Canvas(str(path), pagesize=A4, pageCompression=1, initialFontName="Song")
        for page in pages:
            current = 0.0
            for x, y, size, text in page:
                if size != current:
                    canvas.setFont("Song", size)
                    current = size
                canvas.drawString(x, y, text)
            canvas.showPage()
        canvas.save()
    return watch.seconds


def _floor(rows: int, folder: Path) -> float:
    strings = _strings(rows)
    edges = payment_batch.Listing(18 * MM, payment_batch.COLUMNS).edges
    pages = [
        [
            (x + PADDING, HEIGHT - 40 * MM - 8.6 * MM * line, 9.5, text)
            for line, cells in enumerate(strings[start : start + PER_PAGE])
            for x, text in zip(edges, cells, strict=False)
        ]
        for start in range(0, rows, PER_PAGE)
    ]
    return _bare(pages, folder / "floor.pdf")


def _too_many(what: str, rows: int, most: int) -> bool:
    """Whether a part is not run at that size; if so, say it."""
    if rows > most:
        print(f"{what} is not run at {rows} rows: it takes minutes above {most}", file=sys.stderr)
    return rows > most


def _long_table(rows: int, folder: Path) -> float | None:
    if _too_many("platypus LongTable", rows, MOST_OF_PEERS):
        return None
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

    pdfmetrics.registerFont(TTFont("Song", faces.FOLDER / faces.SONG.file))
    data = [TITLES, *map(list, _strings(rows))]
    style = TableStyle([("FONT", (0, 0), (-1, -1), "Song", 9.5), ("GRID", (0, 0), (-1, -1), 0.4, "black")])
    with stopwatch() as watch:
        table = LongTable(data, colWidths=[each * MM for each in WIDTHS], repeatRows=1, style=style)
        SimpleDocTemplate(str(folder / "peer.pdf"), pagesize=A4, initialFontName="Song").build([table])
    return watch.seconds


def _fpdf2(rows: int, folder: Path) -> float | None:
    if _too_many("fpdf2", rows, MOST_OF_PEERS):
        return None
    from fpdf import FPDF
    from fpdf.fonts import FontFace

    strings = _strings(rows)
    paper = FPDF(format="A4")
    paper.add_font("Song", "", faces.FOLDER / faces.SONG.file)
    with stopwatch() as watch:
        paper.set_font("Song", size=9.5)
        paper.set_margin(18)
        paper.add_page()
        with paper.table(
            [TITLES, *strings], col_widths=tuple(WIDTHS), headings_style=FontFace(), line_height=8.6
        ):
            pass
        paper.output(str(folder / "fpdf2.pdf"))
    return watch.seconds


TYPST = """#set page(paper: "a4", margin: 18mm)
#set text(font: "Noto Serif SC", size: 9.5pt)
#let rows = csv("rows.csv")
#table(columns: (%s), stroke: 0.4pt, table.header(%s), ..rows.flatten())
"""


def _typst(rows: int, folder: Path) -> float:
    import typst

    columns = ", ".join(f"{each}mm" for each in WIDTHS)
    source = folder / "list.typ"
    source.write_text(TYPST % (columns, ", ".join(f"[{each}]" for each in TITLES)), "utf-8")
    with stopwatch() as watch:
        typst.compile(str(source), output=str(folder / "typst.pdf"), font_paths=[str(faces.FOLDER)])
    return watch.seconds


def _sheets(count: int) -> list[subsidy_approval.Facts]:
    return [replace(subsidy_approval.SAMPLE, number=f"补贴〔2026〕{n:04d}号") for n in range(1, count + 1)]


def _approvals(rows: int, folder: Path) -> float | None:
    if _too_many("a job of approval sheets", rows, MOST_SHEETS):
        return None
    sheets = _sheets(rows)
    _open_faces()
    with stopwatch() as watch:
        for number, facts in enumerate(sheets):
            (folder / f"sheet-{number % 10}.pdf").write_bytes(subsidy_approval.draw(facts))
    return watch.seconds


def _approvals_floor(rows: int, folder: Path) -> float | None:
    """Set the words of one sheet, read from the finished file, so many times, each into a file of its own."""
    import re
    import subprocess

    if rows > MOST_SHEETS:
        return None
    path = folder / "one.pdf"
    path.write_bytes(subsidy_approval.draw(subsidy_approval.SAMPLE))
    found = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True
    ).stdout
    word = re.compile(r'<word xMin="(.*?)" yMin=".*?" xMax=".*?" yMax="(.*?)">(.*?)</word>')
    pages = [
        [(float(x), HEIGHT - float(y), 10.5, text) for x, y, text in word.findall(page)]
        for page in found.split("<page ")[1:]
    ]
    return sum(_bare(pages, folder / f"floor-{number % 10}.pdf") for number in range(rows))


BENCHMARK = Benchmark("拨付明细 PDF（对照：platypus LongTable）", _prepare, _ours, _floor, _long_table)


def _notice_peer(rows: int, folder: Path) -> float | None:
    peer = notice.BENCHMARK.peer
    if peer is None or _too_many("platypus LongTable", rows, MOST_OF_PEERS):
        return None
    return peer(rows, folder)


VARIANTS = {
    "notice": Benchmark(
        title="公示名单 PDF（对照：platypus LongTable）",
        prepare=notice.BENCHMARK.prepare,
        ours=notice.BENCHMARK.ours,
        floor=notice.BENCHMARK.floor,
        peer=_notice_peer,
    ),
    "fpdf2": Benchmark("拨付明细 PDF（对照：fpdf2）", _prepare, _ours, _floor, _fpdf2),
    "typst": Benchmark("拨付明细 PDF（对照：typst）", _prepare, _ours, _floor, _typst),
    "approvals": Benchmark(
        title="补贴审批表，每行一份", prepare=_prepare, ours=_approvals, floor=_approvals_floor
    ),
}
