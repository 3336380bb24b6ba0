"""Blank lists for senders: typed columns, choices to pick from, a check as they type, and a sheet that explains."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from desktop.files import writing
from desktop.intake.made import new_book
from desktop.intake.reading import Column
from desktop.intake.words import titles

ROWS = 5000
"""Rows below the headings that are checked as they are typed."""
HELP, CHOICES = "填写说明", "可选项"
HEADING_ROW = 2

_TEXT_KINDS = frozenset({"name", "payee", "id_number", "phone", "account", "serial", "credit_code", "text"})
_WIDTHS = {
    "id_number": 22,
    "account": 24,
    "serial": 26,
    "text": 20,
    "groups": 22,
    "date": 13,
    "moment": 20,
    "name": 12,
}
_HOW = {
    "name": "身份证上的姓名，一格一人，中间不加空格；少数民族姓名用“·”。",
    "payee": "收款人姓名或单位全称，与账户户名一致。",
    "id_number": "18 位公民身份号码，本列是文本格式，请勿改动；末位 X 用大写。",
    "phone": "本人 11 位手机号码，只填一个。",
    "account": "银行卡号或账号，12 至 19 位数字，本列是文本格式，请勿改动。",
    "serial": "完整的编号或账号，本列是文本格式，请勿改动。",
    "credit_code": "营业执照上的 18 位统一社会信用代码。",
    "date": "年月日，例如 2020-03-06。",
    "sex": "从下拉列表选择。",
    "level": "从下拉列表选择。",
    "occupation": "职业分类大典里的职业名称或代码。",
    "code": "从下拉列表选择。",
    "groups": "从下拉列表选择；多个类别用顿号隔开。",
    "hours": "当天课时数，最多一位小数，不超过 24。",
    "days": "天数，整数。",
    "moment": "日期和时刻，例如 2020-03-16 08:30:00。",
    "length": "分钟数，例如 45；也可写成 1:30:00、1小时30分或 2课时。",
    "score": "分数，最多两位小数。",
    "money": "金额，单位元，最多两位小数。",
    "text": "照实填写。",
}
_HEAD = PatternFill("solid", fgColor="FFE8EEF7")
_NEEDED = PatternFill("solid", fgColor="FFFCE4D6")
_SIDE = Side(style="thin", color="FFB8C0CC")
_FRAME = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def template(columns: Sequence[Column], path_out: Path, *, title: str) -> None:
    """Write a blank .xlsx for a kind of list: `title` over the headings, required ones starred.

    What is read back from it needs no guess: every heading is the official one. Raises OSError when it cannot be
    written.
    """
    book = new_book(write_only=False)
    sheet = book.active
    sheet.title = title[:31]
    choices = book.create_sheet(CHOICES)
    offered = _offer(choices, columns)
    _list_sheet(sheet, columns, title, offered)
    _help_sheet(book.create_sheet(HELP, 1), columns)
    choices.sheet_state = "hidden"
    with writing(path_out) as file:
        book.save(file)


def _offer(sheet: Any, columns: Sequence[Column]) -> dict[str, str]:
    """Put the choices of each coded column into the sheet of choices; give their ranges by field."""
    offered: dict[str, str] = {}
    for column in columns:
        table = column.field if column.kind == "code" else column.kind
        if table not in {"sex", "level", "groups", "state", "result", "certificate_type"}:
            continue
        place = len(offered) + 1
        words = titles(table)
        for row, word in enumerate((column.title, *words), 1):
            sheet.cell(row, place, word)
        letter = get_column_letter(place)
        offered[column.field] = f"{CHOICES}!${letter}$2:${letter}${len(words) + 1}"
    return offered


def _list_sheet(sheet: Any, columns: Sequence[Column], title: str, offered: dict[str, str]) -> None:
    sheet.cell(1, 1, title).font = Font(name="宋体", size=16, bold=True)
    for place, column in enumerate(columns, 1):
        heading = sheet.cell(HEADING_ROW, place, column.title + ("*" if column.required else ""))
        heading.font, heading.border = Font(name="宋体", bold=True), _FRAME
        heading.fill = _NEEDED if column.required else _HEAD
        heading.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        letter = get_column_letter(place)
        dimension = sheet.column_dimensions[letter]
        dimension.width = _WIDTHS.get(column.kind, 12)
        if column.kind in _TEXT_KINDS:
            dimension.number_format = "@"
        elif column.kind == "date":
            dimension.number_format = "yyyy-mm-dd"
        elif column.kind == "money":
            dimension.number_format = "0.00"
        rule = _rule(column, letter, offered)
        if rule is not None:
            sheet.add_data_validation(rule)
            rule.add(f"{letter}{HEADING_ROW + 1}:{letter}{HEADING_ROW + ROWS}")
    sheet.row_dimensions[HEADING_ROW].height = 30
    sheet.freeze_panes = f"B{HEADING_ROW + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"


def _rule(column: Column, letter: str, offered: dict[str, str]) -> DataValidation | None:
    """Give the check that the spreadsheet program makes as a cell is typed, with its prompt; None for free text."""
    first = f"{letter}{HEADING_ROW + 1}"
    conditions: dict[str, dict[str, Any]] = {
        "id_number": {"type": "custom", "formula1": _id_formula(first)},
        "phone": {"type": "textLength", "operator": "equal", "formula1": "11"},
        "account": {"type": "textLength", "operator": "between", "formula1": "12", "formula2": "19"},
        "credit_code": {"type": "textLength", "operator": "equal", "formula1": "18"},
        "date": {
            "type": "date",
            "operator": "between",
            "formula1": "DATE(1950,1,1)",
            "formula2": "DATE(2100,1,1)",
        },
        "hours": {"type": "decimal", "operator": "between", "formula1": "0", "formula2": "24"},
        "days": {"type": "whole", "operator": "between", "formula1": "0", "formula2": "366"},
        "money": {"type": "decimal", "operator": "greaterThanOrEqual", "formula1": "0"},
    }
    if column.field in offered:
        condition: dict[str, Any] = {"type": "list", "formula1": offered[column.field]}
    elif column.kind in conditions:
        condition = conditions[column.kind]
    else:
        return None
    several = column.kind == "groups"
    return DataValidation(
        **condition,
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
        errorStyle="information" if several else "stop",
        errorTitle=column.title[:30],
        error=f"{column.title}不符合要求。{_HOW[column.kind]}",
        promptTitle=column.title[:30],
        prompt=_HOW[column.kind],
    )


def _id_formula(cell: str) -> str:
    """Give the formula that checks a citizen number: 18 places and the check digit of GB 11643."""
    place = 'ROW(INDIRECT("1:17"))'
    total = f"SUMPRODUCT(MID({cell},{place},1)*2^(18-{place}))"
    return f'AND(LEN({cell})=18,MID("10X98765432",MOD({total},11)+1,1)=UPPER(RIGHT({cell})))'


def _help_sheet(sheet: Any, columns: Sequence[Column]) -> None:
    sheet.cell(1, 1, HELP).font = Font(name="宋体", size=16, bold=True)
    sheet.cell(2, 1, "标题带 * 的列必须填写；请勿改动标题行；不需要的列可以留空。")
    for place, (heading, width) in enumerate(
        (("列", 18), ("必填", 7), ("怎么填", 52), ("示例", 28), ("可选内容", 60)), 1
    ):
        cell = sheet.cell(3, place, heading)
        cell.font, cell.fill, cell.border = Font(name="宋体", bold=True), _HEAD, _FRAME
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row, column in enumerate(columns, 4):
        table = column.field if column.kind == "code" else column.kind
        words = "、".join(titles(table)) if column.kind in {"sex", "level", "groups", "code"} else ""
        line = (column.title, "是" if column.required else "", _HOW[column.kind], column.sample, words)
        for place, text in enumerate(line, 1):
            cell = sheet.cell(row, place, text)
            cell.data_type, cell.number_format = "s", "@"
            cell.alignment, cell.border = _WRAPPED, _FRAME
    sheet.freeze_panes = "A4"
