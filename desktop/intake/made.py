"""New workbooks that say who made them: the program, and neither the user nor the library that wrote them."""

from openpyxl import Workbook

from desktop.files import MAKER


def new_book(*, write_only: bool = True) -> Workbook:
    """Give an empty workbook whose properties name the program as its maker, and no hour and no user."""
    book = Workbook(write_only=write_only)
    book.properties.creator = MAKER
    book.properties.__elements__ = ("creator",)
    return book
