"""What a sign-in sheet itself says of its signs: 注：出勤√ 请假○ 旷课×, above, below or beside the table."""

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence

from desktop.intake.checking import Fault
from desktop.intake.words import INVISIBLE, plain, titles, values

_ALIKE = str.maketrans("〇◯⭕✓✔☑✅✕✖✗✘╳☓Δ▵▽", "○○○√√√√××××××△△▽")
_SIGN = re.compile(r"[√×○●◎⊙△▲▼▽☆★◇◆□■※#@+*—♀♂〒¤§]|(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
_LABEL = re.compile(r"说明|符号|标记|图例|记号|备注|注|方法|要求")
_LABELLED = re.compile(r"^.*(?:说明|符号|标记|图例|记号|备注|注|方法|要求)[^::]{0,6}[::]?", re.DOTALL)
_AROUND = re.compile(r"[\s,,、;;。.::()()\[\]【】“”\"'‘’=\-/|]+")
_SAYING = re.compile("表示|代表|即为|即|为|是|打|画|划|填|写|记|用|的")
_SHORTEST, _LONGEST = 2, 300
_FEWEST = 2
_DOUBTFUL = frozenset("○△")
"""Signs that mean one thing on one sheet and another on the next."""


def sign_of(cell: object) -> str:
    """Give the sign that a cell holds, in one writing; "" when it holds anything else."""
    text = plain(cell).translate(_ALIKE) if isinstance(cell, str) and len(cell) <= _SHORTEST else ""
    return text.upper() if len(text) == 1 and _SIGN.fullmatch(text) else ""


def pairs_in(text: str) -> list[tuple[str, str]]:
    """Give the signs that a text explains, each with the code of its word; the word stands before the sign or behind it."""
    if not _SHORTEST <= len(text) <= _LONGEST:
        return []
    written = unicodedata.normalize("NFKC", INVISIBLE.sub("", text).translate(_ALIKE))
    signs = list(_SIGN.finditer(written))
    if not signs:
        return []
    edges = [0, *(at for each in signs for at in each.span()), len(written)]
    runs = [written[first:last] for first, last in zip(edges[::2], edges[1::2], strict=True)]
    runs[0] = _LABELLED.sub("", runs[0])
    before = len(_codes(runs[0])) > 0
    said = [(_codes(run), _codes(run, whole=True)) for run in (runs[:-1] if before else runs[1:])]
    found = [
        (each[0].upper(), codes[0]) for each, (codes, _) in zip(signs, said, strict=True) if len(codes) == 1
    ]
    alone = len(signs) == 1 and (_LABEL.search(written) is not None or bool(said[0][1]))
    return found if len(found) >= _FEWEST or alone else []


def _codes(run: str, *, whole: bool = False) -> list[str]:
    """Give the codes of the words of attendance in a run of text; with `whole` none where it says anything more."""
    rest = _AROUND.sub("", run).casefold()
    found = []
    for word, code in sorted(values("state").items(), key=lambda pair: -len(pair[0])):
        if len(word) > 1 and word in rest:
            found.append(code)
            rest = rest.replace(word, "\x1f")
    rest = _SAYING.sub("", rest.replace("\x1f", ""))
    if not found and len(rest) == 1 and rest.isalpha() and not rest.isascii() and rest in values("state"):
        return [values("state")[rest]]
    return [] if whole and rest else list(dict.fromkeys(found))


class Legend:
    """What the legends of one sheet say of its signs; a sign that two of them explain differently is not explained."""

    def __init__(self) -> None:
        self._said: dict[str, set[str]] = {}

    def read(self, row: Sequence[object], name_at: int, aside: Container[int] = ()) -> bool:
        """Read a row of the sheet, and tell whether it is nobody's; cells in the columns `aside` must say it in full."""
        texts = [(at, cell) for at, cell in enumerate(row) if isinstance(cell, str) and cell.strip()]
        if not any(_SIGN.search(cell) and len(cell) > 1 for _, cell in texts) and len(texts) < _FEWEST:
            return False
        few = len(texts) <= _FEWEST
        found = [
            pair
            for at, cell in texts
            if len(cell) > 1 and len(pairs := pairs_in(cell)) >= (_FEWEST if at in aside or not few else 1)
            for pair in pairs
        ]
        labelled = len(texts) > 1 and _LABEL.match(plain(texts[0][1])) is not None
        if not found and labelled:
            found = pairs_in(" ".join(cell for _, cell in texts))
        self.take(found)
        name = str(row[name_at]) if name_at < len(row) else ""
        return bool(found) and (labelled or (few and not name.strip()) or bool(pairs_in(name)))

    def take(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take signs with what they stand for."""
        for sign, code in pairs:
            self._said.setdefault(sign, set()).add(code)

    def pairs(self) -> list[tuple[str, str]]:
        """Give the signs that are explained, each with each of its codes."""
        return [(sign, code) for sign, codes in self._said.items() for code in sorted(codes)]

    def code_of(self, sign: str) -> str | None:
        """Give what a sign stands for; None for one that the sheet does not explain."""
        codes = self._said.get(sign, ())
        return next(iter(codes)) if len(codes) == 1 else None

    def unexplained(self, signs: Container[str]) -> frozenset[str]:
        """Give the signs without a common meaning that stand beside √ and that nothing explains."""
        if "√" not in signs:
            return frozenset()
        return frozenset(sign for sign in _DOUBTFUL if sign in signs and self.code_of(sign) is None)

    @property
    def note(self) -> str:
        """What is said of the signs that were read as the sheet explains them; "" where it explains none."""
        words = dict(zip(_CODES, titles("state"), strict=True))
        known = [(sign, code) for sign in self._said if (code := self.code_of(sign)) is not None]
        said = "、".join(f"“{sign}”是{words[code]}" for sign, code in known)
        return f"表中注明了符号的意思：{said}，按此读取。" if said else ""


_CODES = ("present", "late", "leave", "absent")


def doubtful(sign: str) -> Fault:
    """Give the fault of a sign that nothing explains."""
    return Fault(
        "sign",
        f"“{sign}”和“√”同在一张表里，表上没有注明“{sign}”是什么意思，不能登记。",
        f"请在表下注明，例如“注：√出勤 {sign}请假”，或把“{sign}”改写为出勤、迟到、请假或缺勤。",
    )


def signs_of(cells: Sequence[object]) -> set[str]:
    """Give the signs that stand in some cells."""
    return {sign for cell in set(cells) if (sign := sign_of(cell))}
