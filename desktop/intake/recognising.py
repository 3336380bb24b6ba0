"""Which headings a sheet has, and which of its columns are what: as one long list, by days across, or of one day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.intake import crosstab, one_day
from desktop.intake.beside import beside
from desktop.intake.book import Sheet
from desktop.intake.crosstab import CELLS, has_days_across, lay_out_days
from desktop.intake.day_headings import Span
from desktop.intake.headings import Header, find, lexicon
from desktop.intake.listed import HEADINGS
from desktop.intake.mapping import Layout, lay_out
from desktop.intake.other_lists import belongs_elsewhere
from desktop.intake.parts_of_day import nothing_told, with_parts
from desktop.intake.reading import Column


def header_of(sheet: Sheet, columns: tuple[Column, ...], around: Span | None = None) -> Header | None:
    """Give the headings of a sheet, or None when no row of its start looks like headings, or it is our own list of problems."""
    if any(row[: len(HEADINGS)] == [*HEADINGS] for row in sheet.head):
        return None
    header = find(sheet, columns)
    if has_days_across(columns) and (header is None or not complete(header, columns)):
        across = crosstab.recognise(sheet, columns, around)
        return across or one_day.recognise(sheet, columns, around) or header
    return header


def complete(header: Header, columns: tuple[Column, ...]) -> bool:
    """Tell whether every field that must be has its heading."""
    if header.days:
        return True
    present = {sense.field for sense in header.senses if sense is not None}
    return lexicon(columns).required <= present


def layouts(
    sheet: Sheet, header: Header, columns: tuple[Column, ...], by_hand: Mapping[int, str] | None = None
) -> list[Layout]:
    """Give the layout of a sheet, or those of the lists that stand beside each other under its headings."""
    found = []
    for part in beside(sheet, header, columns):
        said = None if by_hand is None else {at: each for at, each in by_hand.items() if part.holds(at)}
        if said is None or any(said.values()):
            found.append(laid_out(part.sheet, part.header, columns, said))
            found[-1].span = part.span
    if found and (not any(each.problems for each in found) or (by_hand is not None and _repeated(found))):
        return found
    return [laid_out(sheet, header, columns, by_hand)]


def _repeated(found: Sequence[Layout]) -> bool:
    """Tell whether several lists have a column for the same field, so that they cannot be one list."""
    fields = [name for each in found for name in each.sources]
    return len(set(fields)) < len(fields)


def laid_out(
    sheet: Sheet, header: Header, columns: tuple[Column, ...], by_hand: Mapping[int, str] | None
) -> Layout:
    """Give the layout of a sheet; one whose days stand across is read as a long list when the clerk names its days."""
    if header.days and (by_hand is None or "day" not in by_hand.values()):
        layout = lay_out_days(sheet, header, columns, by_hand)
        if header.trouble is not None and by_hand is None:
            other = belongs_elsewhere(sheet.name, header, columns)
            layout.problems[:0] = [other] if other is not None else []
        return layout
    header = replace(header, days=())
    if by_hand is None:
        header = with_parts(header, columns, sheet.head[header.row :])
    layout = lay_out(sheet, header, columns, by_hand)
    empty = has_days_across(columns) and not layout.sources.keys() & set(CELLS)
    if by_hand is None and (empty or any(each.code == "column_missing" for each in layout.problems)):
        other = belongs_elsewhere(sheet.name, header, columns)
        if other is not None:
            kept = [each for each in layout.problems if each.code != "column_missing"]
            layout.problems[:] = [other, *kept]
            return layout
    if empty and not layout.problems:
        layout.problems.append(nothing_told(sheet.name, header))
    return layout
