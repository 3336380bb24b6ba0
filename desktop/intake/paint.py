"""The formats of marked cells: the sender's own with another fill, and the way back from those of an earlier round.

A mark's colour is not that of any palette, so that a mark is known again when the copy comes back; what the cell was
filled with before stands as the colour of its pattern, which a solid fill does not show.
"""

import re
from collections.abc import Mapping

from desktop.intake.parts import Package

RED, YELLOW = "FFFFC7CD", "FFFFEB9D"
_SOLID = re.compile(r'<patternFill\b[^>]*\bpatternType="solid"')
_FRONT = re.compile(r"<fgColor\b([^>]*?)\s*/?>")
_BACK = re.compile(r"<bgColor\b([^>]*?)\s*/?>")
_NONE = ' indexed="64"'
_RGB = re.compile(r'rgb="..(..)(..)(..)"')
_NEAR = 60
_FILL_ID = re.compile(r'\bfillId="(\d+)"')


class Paint:
    """Gives marked formats for formats; those that are new stand in the styles after `settle()`."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._fills = package.styles("fills")
        self._formats = package.styles("cellXfs") or ["<xf/>"]
        self._known = (len(self._fills), len(package.styles("cellXfs")))
        self._places: dict[tuple[str, int], int] = {}
        for at, form in enumerate(self._formats):
            self._places.setdefault((_filled(form, 0), _fill_id(form)), at)
        self._marked: dict[tuple[int, bool], int] = {}
        self.worn: Mapping[int, int] = self._worn()
        """The formats that are marks of an earlier round, each with the format that the cell had before."""

    def marked(self, old: int, warning: bool) -> int:  # noqa: FBT001 - the two values of one dimension
        """Give the place of a format with the fill of an error or of a warning, all else as it was."""
        if (old, warning) not in self._marked:
            form = self._formats[old] if old < len(self._formats) else "<xf/>"
            fill = _solid(f' rgb="{YELLOW if warning else RED}"', _shown(self._fill_of(form)))
            self._marked[old, warning] = self._place(form, fill)
        return self._marked[old, warning]

    def settle(self) -> None:
        """Add what is new to the styles of the package."""
        fills, formats = self._known
        if self._fills[fills:]:
            self._package.style("fills", self._fills[fills:], anew=True)
        if self._formats[formats:]:
            self._package.style("cellXfs", self._formats[formats:], anew=True)

    def _worn(self) -> dict[int, int]:
        found = {}
        for at, form in enumerate(list(self._formats)):
            fill = self._fill_of(form)
            front = _FRONT.search(fill)
            if front is not None and any(f'"{colour}"' in front[1] for colour in (RED, YELLOW)):
                back = _BACK.search(fill)
                before = f" {back[1].strip()}" if back is not None else _NONE
                none = before == _NONE or _alike(front[1], before)
                found[at] = self._place(form, "" if none else _solid(before, _NONE))
        return found

    def _fill_of(self, form: str) -> str:
        at = _fill_id(form)
        return self._fills[at] if at < len(self._fills) else ""

    def _place(self, form: str, fill: str) -> int:
        """Give the place of a format with another fill ("" for none), added if it is new."""
        if fill and fill not in self._fills:
            self._fills.append(fill)
        number = self._fills.index(fill) if fill else 0
        at = self._places.setdefault((_filled(form, 0), number), len(self._formats))
        if at == len(self._formats):
            self._formats.append(_filled(form, number))
        return at


def _fill_id(form: str) -> int:
    named = _FILL_ID.search(form)
    return int(named[1]) if named else 0


def _alike(one: str, other: str) -> bool:
    """Tell whether two colours are near: some programs write the nearest of their palette behind a solid fill."""
    both = _RGB.findall(one + other)
    return len(both) == 2 and sum(abs(int(a, 16) - int(b, 16)) for a, b in zip(*both, strict=True)) <= _NEAR


def _solid(colour: str, before: str) -> str:
    return f'<fill><patternFill patternType="solid"><fgColor{colour}/><bgColor{before}/></patternFill></fill>'


def _shown(fill: str) -> str:
    """Give the colour that a fill shows, as attributes; that of none when it is no plain colour."""
    front = _FRONT.search(fill) if _SOLID.search(fill) else None
    return f" {front[1].strip()}" if front is not None else _NONE


def _filled(old: str, fill: int) -> str:
    """Give a cell format with another fill, all else as it was."""
    opening = re.match(r"<xf\b([^>]*?)(/?)>", old)
    given = opening[1] if opening else ""
    given = re.sub(r'\s*\b(?:fillId|applyFill)="[^"]*"', "", given)
    rest = old[opening.end() :] if opening and not opening[2] else "</xf>"
    return f'<xf{given} fillId="{fill}" applyFill="1">{rest}'
