"""How far a sheet reaches, what is hidden in it and which cells lost their content: seen in its XML, unparsed.

The parser shows none of this: a cell that holds an error or a formula without result looks blank to it.
"""

import re

MOST_ROWS = 1 << 20
MOST_NOTED = 200_000
MOST_TAIL = 1 << 20

# Each pattern starts with a literal, so that searching it costs little; prefixed names (x:row) match as well.
_ROW = re.compile(rb"row\b[^>]*?\br=[\"']([0-9]{1,9})[\"']")
_VALUED = re.compile(rb"r=[\"']([A-Z]+)([0-9]+)[\"'][^>]*[^/]>")
_FAR = re.compile(rb"r=[\"'](?=[A-Z]{2}|[A-Z][0-9]{6})([A-Z]+)([0-9]+)[\"'][^>]*[^/]>")
_VERY_FAR = re.compile(rb"r=[\"'](?=[A-Z]{2}|[A-Z][0-9]{7})([A-Z]+)([0-9]+)[\"'][^>]*[^/]>")
_HIDDEN_ROW = re.compile(rb"row\b(?=[^>]*\bhidden=[\"'](?:1|true)[\"'])[^>]*?\br=[\"']([0-9]{1,9})[\"']")
_HIDDEN_COLUMN = re.compile(
    rb"col\b(?=[^>]*\bhidden=[\"'](?:1|true)[\"'])(?=[^>]*\bmin=[\"']([0-9]{1,5})[\"'])[^>]*?\bmax=[\"']([0-9]{1,5})[\"']"
)
_ERROR = re.compile(rb'r="([A-Z]{1,3}[0-9]{1,7})"[^>]*?\bt="e"')
_NO_RESULT = re.compile(
    rb"r=[\"']([A-Z]{1,3}[0-9]{1,7})[\"'](?![^>]*\bt=[\"']str)[^>]*><(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)


class Extent:
    """What was seen of one sheet: the farthest row and column, and what a reader must be told.

    `lost` gives, by address, `error` or `empty` for cells whose error value or missing formula result reads as blank.
    With `exact` only cells that hold something count. `tail` is what follows the cells, for what is merged.
    """

    def __init__(self, *, exact: bool = False) -> None:
        self.rows = 0
        self.columns = 0
        self.farthest = ""
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.lost: dict[str, str] = {}
        self.exact = exact
        self.formulas = False
        self.tail = b""

    @property
    def area(self) -> int:
        """Give the cells of the rectangle that a reader lays out."""
        return self.rows * (self.columns if self.exact else max(self.columns, 26))

    def look_at(self, piece: bytes) -> None:
        """Note what one piece of a sheet tells; pieces overlap, so that nothing is cut in two."""
        if self.exact:
            for letters, digits in _VALUED.findall(piece):
                self._reach(letters, digits)
            return
        top = max(map(int, _ROW.findall(piece)), default=0)
        self.rows = max(self.rows, min(top, MOST_ROWS))
        for letters, digits in (_VERY_FAR if top >= 100_000 else _FAR).findall(piece):
            self._reach(letters, digits)
        self._note(piece)
        if self.tail or b"</sheetData>" in piece or b":sheetData>" in piece:
            self.tail += piece[piece.rfind(b"sheetData>") + 1 :][: MOST_TAIL - len(self.tail)]

    def _note(self, piece: bytes) -> None:
        """Note what is hidden and what lost its content."""
        if b"hidden=" in piece:
            if len(self.hidden_rows) < MOST_NOTED:
                self.hidden_rows.update(map(int, _HIDDEN_ROW.findall(piece)))
            for first, last in _HIDDEN_COLUMN.findall(piece):
                self.hidden_columns.update(range(int(first), min(int(last), 1000) + 1))
        if len(self.lost) > MOST_NOTED:
            return
        if b't="e"' in piece:
            self.lost.update((address.decode("ascii"), "error") for address in _ERROR.findall(piece))
        self.formulas = self.formulas or b"</f>" in piece
        if self.formulas:
            self.lost.update((address.decode("ascii"), "empty") for address in _NO_RESULT.findall(piece))

    def _reach(self, letters: bytes, digits: bytes) -> None:
        column = 0
        for place in letters[:4]:
            column = column * 26 + place - 64
        row = min(int(digits[:9]), MOST_ROWS)
        if column > self.columns or row > self.rows:
            self.farthest = (letters[:4] + digits[:9]).decode("ascii")
        self.columns = max(self.columns, column)
        self.rows = max(self.rows, row)
