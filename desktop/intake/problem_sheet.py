"""The first sheet of a copy handed back: every problem with a link to its cell, and how such a sheet is known again."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any
from xml.sax.saxutils import quoteattr

from desktop.intake.listed import HEADINGS, TITLE, WIDTHS, lines, summary
from desktop.intake.parts import Package, as_text
from desktop.intake.reading import Reading, letter

_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]*")
_LETTERS = tuple(map(letter, range(len(HEADINGS))))
_MOST_LINKS = 65_000
"""A sheet takes no more links than this; the lines after it go without."""
MOST_LINES = 1_000_000
"""So many lines are listed, and how many there are beside them: a sheet has no more rows."""
_TOGETHER = 500
"""So many lines of the list are made at a time."""


def is_problem_sheet(head: Sequence[Sequence[Any]]) -> bool:
    """Tell by its first rows whether a sheet is a list that an earlier copy had."""
    rows = [tuple(str(cell) for cell in row) for row in head]
    at = next((place for place, row in enumerate(rows) if row[: len(HEADINGS)] == HEADINGS), -1)
    above = [row[0] for row in rows[:at] if row]
    return at == 0 or (above[:1] == [TITLE] and all(_SUMMARY.fullmatch(each) for each in above[1:]))


_SUMMARY = re.compile(r"文件：.*；共 \d+ 行，.*。", re.DOTALL)


def list_styles(package: Package) -> dict[str, int]:
    """Add the formats of the list: title, heading, framed and wrapped text, link; give their places."""
    fonts = package.style(
        "fonts",
        [
            '<font><b/><sz val="16"/><name val="宋体"/></font>',
            '<font><b/><sz val="11"/><name val="宋体"/></font>',
            '<font><sz val="11"/><name val="宋体"/></font>',
            '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="宋体"/></font>',
        ],
    )
    grey = package.style("fills", [_GREY])
    side = '<{0} style="thin"><color rgb="FFB8C0CC"/></{0}>'
    sides = "".join(side.format(each) for each in ("left", "right", "top", "bottom"))
    border = package.style("borders", [f"<border>{sides}<diagonal/></border>"])
    wrapped = '<alignment vertical="top" wrapText="1"/>'

    def form(font: int, fill: int, frame: int, inside: str) -> str:
        ids = f'numFmtId="0" fontId="{fonts + font}" fillId="{fill}" borderId="{frame}" xfId="0"'
        return f'<xf {ids} applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{inside}</xf>'

    first = package.style(
        "cellXfs",
        [
            form(0, 0, 0, ""),
            form(1, grey, border, wrapped),
            form(2, 0, border, wrapped),
            form(3, 0, border, wrapped),
        ],
    )
    return {"title": first, "head": first + 1, "text": first + 2, "link": first + 3}


def list_sheet(
    readings: Sequence[Reading], styles: Mapping[str, int], names: Mapping[str, str], main: str
) -> Iterator[bytes]:
    """Give the XML of the list: title, counts, headings, one line a problem with a link to its cell.

    `names` are those that the sheets have in the copy; no link leads to a sheet that has none of its own there.
    """
    rows = [_row(1, [TITLE], styles["title"])]
    rows += [_row(number, [summary(each)], 0) for number, each in enumerate(readings, 2)]
    top = len(rows) + 1
    rows.append(_row(top, HEADINGS, styles["head"]))
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(WIDTHS, 1)
    )
    yield (
        f'<worksheet xmlns="{main}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="{top}" topLeftCell="A{top + 1}" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols><sheetData>'
        f"{''.join(rows)}"
    ).encode()
    links: list[str] = []
    listed = islice(chain.from_iterable(map(lines, readings)), MOST_LINES)
    numbered = enumerate(listed, 1)
    while some := list(islice(numbered, _TOGETHER)):
        rows = []
        for number, line in some:
            linked = _ADDRESS.fullmatch(str(line[2])) is not None and str(line[1]) in names
            linked = linked and len(links) < _MOST_LINKS
            link = styles["link"] if linked else None
            rows.append(_row(top + number, [number, *line[1:]], styles["text"], link=link))
            if linked:
                target = "'" + names[str(line[1])].replace("'", "''") + f"'!{line[2]}"
                links.append(
                    f'<hyperlink ref="C{top + number}" location={quoteattr(target)} '
                    f"display={quoteattr(str(line[2]))}/>"
                )
        yield "".join(rows).encode()
    yield _left_over(readings, top).encode()
    shown = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    yield (
        f'</sheetData>{shown}<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _row(number: int, values: Sequence[int | str], style: int, *, link: int | None = None) -> str:
    cells = []
    for column, value in enumerate(values):
        where = f'r="{_LETTERS[column]}{number}" s="{link if link is not None and column == 2 else style}"'
        if isinstance(value, int):
            cells.append(f"<c {where}><v>{value}</v></c>")
        else:
            cells.append(
                f'<c {where} t="inlineStr"><is><t xml:space="preserve">{as_text(value)}</t></is></c>'
            )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _left_over(readings: Sequence[Reading], top: int) -> str:
    """Give a last line that says how many problems no line is left for; none when all are listed."""
    more = sum(len(each.problems) + len(each.warnings) for each in readings) - MOST_LINES
    return (
        _row(top + MOST_LINES + 1, [f"另有 {more} 条没有列出，请先改正以上各条后重新检查。"], 0)
        if more > 0
        else ""
    )


_GREY = '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/><bgColor indexed="64"/></patternFill></fill>'
