"""Opening a finished public file again and searching all of it for what must not leave (J14).

Searched are the text as it is shown, document information, hidden sheets, columns and rows, comments and every other
part of the file. What cannot be searched, e.g. a picture, stops the file as well.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from desktop import pdf
from desktop.identity import check_digit
from desktop.leaks.workbook import Part, parts
from desktop.problems import Refused, Unreadable

MOST_TOLD = 4
SHORTEST_ADDRESS = 6

_ALONE, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
CITIZEN, PHONE, ACCOUNT = "公民身份号码", "手机号码", "账号一类的长号码"
KNOWN, BIRTH, ADDRESS, GROUP = (
    "名单上人员的证件、电话或账号",
    "名单上人员的出生日期",
    "名单上人员的住址",
    "困难或残疾类别",
)

SHAPES = tuple(
    (what, re.compile(f"{_ALONE}(?:{shape}){_END}"))
    for what, shape in (
        (CITIZEN, r"[0-9]{6}[ \-]?(?:18|19|20)[0-9]{2}[ \-]?[0-9]{4}[ \-]?[0-9]{3}[0-9Xx]"),
        (PHONE, r"(?:\+?86[ \-]?)?1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4}"),
        (ACCOUNT, r"[0-9]{12,}|[0-9]{4}(?:[ \-][0-9]{4}){2,}(?:[ \-]?[0-9]{1,4})?"),
    )
)
"""What numbers look like, written solid or in groups."""
_CITIZEN_AMID = re.compile(
    r"(?=([0-9]{6}-?(?:18|19|20)[0-9]{2}-?(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])-?[0-9]{3}[0-9Xx]))"
)
"""A citizen number among what else stands there, e.g. the figures of the next cell; its day is a day of a month."""

_PLACES = re.compile(r"[0-9A-Za-z]{5,}")
_FIGURES = re.compile(r"[0-9]{8,}[Xx]?")
_PARTED = re.compile(r"(?<=[0-9])[\s\-‐-―·.]+(?=[0-9])")
_WRITTEN_DAY = re.compile(r"((?:19|20)[0-9]{2})\s*[年./\-]\s*([0-9]{1,2})\s*[月./\-]\s*([0-9]{1,2})")
_AROUND = re.compile(
    r"(?:演练)?(?:草稿)?|(?:\s|第[0-9]+页|共[0-9]+页|—\s*[0-9]+\s*—)+|.*（续）|(?:文书编号|核\s*验\s*码|内容摘要|审\s*计\s*链)\s.*"
)
"""What stands around the text of a page: what is set across it, its number, the name of a list that goes on, the strip."""
CUT_LINES = 3
"""How many lines before and after a page break a text may take that it cuts."""
_STAMP = re.compile(r"D:[0-9]{8,14}[^\s]*")


@dataclass(frozen=True)
class Withheld:
    """What a public file must not tell.

    `numbers` are citizen numbers and other documents, telephones and accounts of the people on the list, `births`
    their birth dates, `addresses` where they live, `groups` the titles of groups that say something of hardship or
    disability. `allowed` are texts that may stand there although they look alike: the bureau's own telephone and
    address, names of organisations and documents.
    """

    numbers: frozenset[str] = frozenset()
    births: frozenset[date] = frozenset()
    addresses: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How long the known numbers are."""
        return tuple(sorted({len(each) for each in self.numbers}))

    @cached_property
    def days(self) -> frozenset[str]:
        """The birth dates as eight figures."""
        return frozenset(f"{each:%Y%m%d}" for each in self.births)

    @cached_property
    def starts(self) -> dict[str, list[str]]:
        """The addresses by how they start, so that a long text is gone through once for all of them."""
        found: dict[str, list[str]] = {}
        for each in (plain(address).replace(" ", "") for address in self.addresses):
            if len(each) >= SHORTEST_ADDRESS:
                found.setdefault(each[:SHORTEST_ADDRESS], []).append(each)
        return found

    @cached_property
    def allowing(self) -> re.Pattern[str] | None:
        """What takes the allowed texts out of a text, with blanks or without, and never out of a longer number.

        The longest come first. Only those that could be taken for what is withheld: a pattern of all names would be
        slow.
        """
        alike = {plain(each) for each in self.allowed if len(each) > 3 and self._alike(plain(each))}
        texts = sorted(alike | {"".join(each.split()) for each in alike}, key=lambda each: (-len(each), each))
        return re.compile("|".join(map(_whole, texts))) if texts else None

    def _alike(self, text: str) -> bool:
        return (
            bool(re.search(r"[0-9]{4}", text))
            or any(each in text for each in self.groups)
            or _has_address("".join(text.split()), self)
        )


@dataclass(frozen=True, slots=True)
class Leak:
    """One thing that must not leave: where it stands, what it is, and a hint that does not tell it again."""

    place: str
    what: str
    hint: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.place}有{self.what}" + (f"（{self.hint}）" if self.hint else "")


def check(name: str, content: bytes, withheld: Withheld) -> None:
    """Let a finished public file pass, or refuse it and say where it tells what."""
    found = scan(content, withheld)
    if not found:
        return
    told = "；".join(map(str, found[:MOST_TOLD]))
    more = f"等 {len(found)} 处" if len(found) > MOST_TOLD else ""
    raise Refused(
        f"“{name}”会泄露个人信息，没有放行：{told}{more}。",
        "请更正名单资料后重新生成，不要手工改动已生成的文件。",
    )


def checking(withheld: Withheld) -> Callable[[Path], None]:
    """Give what looks at a file before it takes its place (`files.writing`)."""
    return lambda part: check(part.name.removesuffix(".part"), part.read_bytes(), withheld)


def scan(content: bytes, withheld: Withheld) -> tuple[Leak, ...]:
    """Return everything in a finished PDF or xlsx that must not leave; raises Unreadable for any other file."""
    if content.startswith(b"%PDF-"):
        found = _in_pdf(content, withheld)
    elif content.startswith(b"PK"):
        found = _in_parts(parts(content), withheld)
    else:
        raise Unreadable("只能检查 PDF 文件和 .xlsx 工作簿。", "请另存为其中一种格式后再检查。")
    return tuple(dict.fromkeys(found))


def _in_pdf(content: bytes, withheld: Withheld) -> Iterator[Leak]:
    reading = pdf.read(content)
    pages = _without_cut(reading.pages, withheld)
    for number, lines in enumerate(pages, 1):
        place = f"第{number}页"
        # The page at once first: line by line is only for saying where, and what is broken over two has no line.
        found = _on(place, lines, withheld)
        whole = {each.what for each in found}
        exact = [
            leak
            for at, line in enumerate(lines if found else (), 1)
            for leak in search(f"{place}第{at}行", line, withheld)
            if leak.what in whole or leak.what not in (ADDRESS, GROUP)  # half an allowed name says nothing
        ]
        yield from exact
        yield from (leak for leak in found if leak.what not in {each.what for each in exact})
    for number, (page, following) in enumerate(pairwise(pages), 1):
        yield from _across(f"第{number}页末至第{number + 1}页首", page, following, withheld)
    for place, text in reading.unseen:
        yield from search(place, _STAMP.sub("", text), withheld)
    for what in reading.opaque:
        yield Leak("文件中", f"无法检查的内容：{what}")


def _without_cut(pages: Sequence[Sequence[str]], withheld: Withheld) -> list[list[str]]:
    """The lines of the pages without the allowed texts that a page break cuts in two, of which each page holds a part.

    Taken out are only texts that are whole when the end of a page and the start of the next are put together.
    """
    left = [list(page) for page in pages]
    if withheld.allowing is None:
        return left
    for page, following in pairwise(left):
        ends, starts = _body(page)[-CUT_LINES:], _body(following)[:CUT_LINES]
        before = _close(page[at] for at in ends)
        both = before + _close(following[at] for at in starts)
        for found in withheld.allowing.finditer(both):
            if found.start() < len(before) < found.end():
                _drop(page, reversed(ends), len(before) - found.start(), end=True)
                _drop(following, starts, found.end() - len(before), end=False)
    return left


def _body(lines: Sequence[str]) -> list[int]:
    """Where the text of a page stands among its lines, apart from its number, the strip and what is set across it."""
    return [at for at, line in enumerate(lines) if not _AROUND.fullmatch(line)]


def _close(lines: Iterable[str]) -> str:
    return "".join("".join(plain(line).split()) for line in lines)


def _drop(lines: list[str], places: Iterable[int], count: int, *, end: bool) -> None:
    """Take so many characters, blanks not counted, from the end (or else the start) of lines, one line after another."""
    for at in places:
        text = "".join(plain(lines[at]).split())
        taken = min(count, len(text))
        lines[at] = text[: len(text) - taken] if end else text[taken:]
        count -= taken


def _across(place: str, page: Sequence[str], following: Sequence[str], withheld: Withheld) -> Iterator[Leak]:
    """What neither page tells alone, but the last lines of one and the first of the next together."""
    ends = [page[at] for at in _body(page)[-CUT_LINES:]]
    starts = [following[at] for at in _body(following)[:CUT_LINES]]
    alone = {leak.what for lines in (ends, starts) for leak in _on(place, lines, withheld)}
    both = [*ends[:-1], "".join((*ends[-1:], *starts[:1])), *starts[1:]]
    yield from (leak for leak in _on(place, both, withheld) if leak.what not in alone)


def _on(place: str, lines: Sequence[str], withheld: Withheld) -> list[Leak]:
    """What lines tell one below the other; a number broken over two is whole when the line ends are taken away."""
    found = list(search(place, "\n".join(lines), withheld))
    numbered = any(leak.what in (KNOWN, CITIZEN, PHONE, ACCOUNT) for leak in found)
    return [*found, *_joined(place, lines, withheld, told=numbered)]


def _joined(place: str, lines: Iterable[str], withheld: Withheld, *, told: bool) -> Iterator[Leak]:
    """What is whole only when the line ends are taken away; the next cell's figures may then follow at once."""
    text = _without_allowed("".join(plain("".join(lines)).split()), withheld)
    known = list(_known(place, text, withheld))
    yield from known
    numbers = () if known or told else (_citizen(text, found) for found in _CITIZEN_AMID.finditer(text))
    citizen = next(filter(None, numbers), "")
    if citizen:
        yield Leak(place, CITIZEN, _hint(citizen))
    elif not known:
        yield from _days(place, text, withheld)


def _citizen(text: str, found: re.Match[str]) -> str:
    """A citizen number in a joined text, if no figure stands before it or its check digit is right."""
    number = found[1].replace("-", "").upper()
    before = text[found.start() - 1] if found.start() else ""
    amid = before.isascii() and before.isalnum()
    return number if not amid or check_digit(number[:17]) == number[17] else ""


def _in_parts(found: Iterable[Part], withheld: Withheld) -> Iterator[Leak]:
    for part in found:
        if part.opaque:
            yield Leak(part.place, f"无法检查的内容：{part.text}")
        elif part.day is not None and part.day in withheld.births:
            yield Leak(part.place, BIRTH)
        else:
            yield from search(part.place, part.text, withheld)


def plain(text: str) -> str:
    """Give a text as it is compared: half-width, composed."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def search(place: str, text: str, withheld: Withheld) -> Iterator[Leak]:
    """Give what one text tells that it must not."""
    text = plain(text)
    close = _without_allowed("".join(text.split()), withheld)
    text = _without_allowed(text, withheld)
    known = list(_known(place, text, withheld))
    yield from known
    yield from _shapes(place, text, told=bool(known))
    yield from _days(place, text, withheld)
    if _has_address(close, withheld):
        yield Leak(place, ADDRESS)
    yield from (Leak(place, GROUP, each) for each in sorted(withheld.groups) if each in close)


def _whole(text: str) -> str:
    """The pattern of a text whose figures and letters are not the end or the start of more of them."""
    first, last = (_ALONE if text[0].isascii() else ""), (_END if text[-1].isascii() else "")
    return f"{first}{re.escape(text)}{last}"


def _without_allowed(text: str, withheld: Withheld) -> str:
    return text if withheld.allowing is None else withheld.allowing.sub("\n", text)


def _known(place: str, text: str, withheld: Withheld) -> Iterator[Leak]:
    for run in {found[0].upper() for found in _PLACES.finditer(_PARTED.sub("", text))}:
        for length in withheld.lengths:
            for at in range(len(run) - length + 1):
                if run[at : at + length] in withheld.numbers:
                    yield Leak(place, KNOWN, _hint(run[at : at + length]))


def _shapes(place: str, text: str, *, told: bool) -> Iterator[Leak]:
    """What has the shape of a citizen number, a telephone or an account, whoever's it is."""
    if told:
        return
    for what, shape in SHAPES:
        found = shape.search(text)
        if found:
            yield Leak(place, what, _hint(found[0]))
            return


def _days(place: str, text: str, withheld: Withheld) -> Iterator[Leak]:
    written = (
        "".join((year, month.zfill(2), part.zfill(2)))
        for year, month, day in _WRITTEN_DAY.findall(text)
        for part in {day, day[0]}  # where lines were joined the second figure may be the next cell's
    )
    runs = (run for found in _FIGURES.finditer(text) for run in _windows(found[0]))
    if any(day in withheld.days for day in (*written, *runs)):
        yield Leak(place, BIRTH)


def _windows(run: str) -> Iterator[str]:
    return (run[at : at + 8] for at in range(len(run) - 7))


def _has_address(text: str, withheld: Withheld) -> bool:
    starts, size = withheld.starts, SHORTEST_ADDRESS
    return any(
        any(text.startswith(each, at) for each in starts[text[at : at + size]])
        for at in range(len(text) - size + 1)
        if text[at : at + size] in starts
    )


def _hint(number: str) -> str:
    return f"末两位{number[-2:]}"
