"""What is odd about the workbook: several sheets, hidden parts, formulas, macros, old formats."""

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from tests.intake.made import AB, HEAD, IDS, NAMES, Made, book, cell, packed, people, sheet_xml
from tests.intake.old import old_book


def _hide_sheet(workbook: Workbook) -> None:
    workbook["旧表"].sheet_state = "hidden"


def _hide_rows(workbook: Workbook) -> None:
    for row in (3, 4):
        workbook.active.row_dimensions[row].hidden = True
    workbook.active.column_dimensions["C"].hidden = True


def _colour_far_rows(workbook: Workbook) -> None:
    for row in range(10, 400):
        for column in range(1, 40):
            workbook.active.cell(row, column).fill = PatternFill("solid", fgColor="FFFF00")


def _formula(workbook: Workbook) -> None:
    workbook.active["C2"] = "=1/0"


WORKBOOKS = (
    Made(
        "list_on_the_second_sheet",
        book([["填表说明"], ["一、请如实填写。"]], title="说明", more={"学员名单": [HEAD, *people(2)]}),
        mapping=AB,
        sound=2,
    ),
    Made(
        "two_sheets_alike",
        book([HEAD, *people(2)], title="一班", more={"二班": [HEAD, *people(3)[2:]]}),
        mapping=AB,
        sound=2,
        notes=["另有工作表也像同类名单：“二班”"],
    ),
    Made(
        "hidden_sheet_beside",
        book(
            [HEAD, *people(1)],
            more={"旧表": [[*HEAD, "联系电话"], [*people(2)[1], "13812345678"]]},
            change=_hide_sheet,
        ),
        mapping=AB,
        sound=1,
        notes=["“旧表”（隐藏）"],
    ),
    Made(
        "hidden_rows_and_columns",
        book([[*HEAD, "备注"], *people(4)], change=_hide_rows),
        mapping=AB,
        sound=4,
        notes=["有 2 个隐藏的行（第 3、4 行），已照常读取", "隐藏的列（C）"],
    ),
    Made(
        "coloured_rows_beyond_the_list",
        book([HEAD, *people(2)], change=_colour_far_rows),
        mapping=AB,
        sound=2,
    ),
    Made(
        "wrong_dimension_as_wps_writes_it",
        packed(
            sheet_xml(
                "".join(
                    f'<row r="{number}">{cell(f"A{number}", row[0])}{cell(f"B{number}", row[1])}</row>'
                    for number, row in enumerate([HEAD, *people(2)], 1)
                ),
                before='<dimension ref="A1:A1"/>',
            )
        ),
        mapping=AB,
        sound=2,
    ),
    Made(
        "cells_without_addresses",
        packed(
            sheet_xml(
                "".join(
                    "<row>"
                    + "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in row)
                    + "</row>"
                    for row in [HEAD, *people(2)]
                )
            )
        ),
        mapping=AB,
        sound=2,
    ),
    Made(
        "error_values_and_formulas_without_result",
        packed(
            sheet_xml(
                f'<row r="1">{cell("A1", "姓名")}{cell("B1", "身份证号")}{cell("C1", "联系电话")}{cell("D1", "学历")}</row>'
                f'<row r="2">{cell("A2", NAMES[0])}{cell("B2", IDS[0])}<c r="C2" t="e"><f>NA()</f><v>#N/A</v></c></row>'
                f'<row r="3">{cell("A3", NAMES[1])}<c r="B3" s="0"><f>A1&amp;B1</f><v></v></c></row>'
                f'<row r="4">{cell("A4", NAMES[2])}{cell("B4", IDS[2])}<c r="D4" t="str"><f>""</f><v></v></c></row>'
                f'<row r="5">{cell("A5", NAMES[3])}{cell("B5", IDS[3])}<c r="F5" t="e"><v>#REF!</v></c></row>'
            )
        ),
        mapping={**AB, "phone": "C", "education": "D"},
        problems=[("C2", "formula_error"), ("B3", "formula_empty")],
        sound=2,
    ),
    Made(
        "error_cell_beside",
        book([[*HEAD, "学历"], [*people(1)[0], "=1/0"]], change=_formula),
        mapping={**AB, "education": "C"},
        problems=[("C2", "formula_empty")],
        sound=0,
    ),
    Made(
        "macro_workbook",
        packed(
            sheet_xml(
                "".join(
                    f'<row r="{number}">{cell(f"A{number}", row[0])}{cell(f"B{number}", row[1])}</row>'
                    for number, row in enumerate([HEAD, *people(1)], 1)
                )
            ),
            {"xl/vbaProject.bin": b"\x00macro"},
            name="名单.xlsm",
        ),
        mapping=AB,
        sound=1,
        notes=["宏没有运行"],
    ),
    Made("old_workbook", old_book([["某某公司花名册"], HEAD, *people(2)]), mapping=AB, header=2, sound=2),
    Made(
        "old_workbook_of_wps",
        old_book([["", *HEAD], ["", *people(1)[0]]], name="名单.et"),
        mapping={"name": "B", "id_number": "C"},
        sound=1,
    ),
    Made(
        "old_workbook_with_numbers_as_figures",
        old_book([HEAD, [NAMES[0], float(IDS[0][:17])], people(2)[1]]),
        mapping=AB,
        problems=[("B2", "number_cell")],
        sound=1,
    ),
    Made(
        "an_xls_named_xlsx",
        old_book([HEAD, *people(2)], name="名单.xlsx"),
        mapping=AB,
        sound=2,
        notes=["文件名以 .xlsx 结尾，内容却是 .xls 工作簿"],
    ),
    Made(
        "an_xlsx_named_xls",
        packed(
            sheet_xml(
                "".join(
                    f'<row r="{number}">{cell(f"A{number}", row[0])}{cell(f"B{number}", row[1])}</row>'
                    for number, row in enumerate([HEAD, *people(2)], 1)
                )
            ),
            name="名单.xls",
        ),
        mapping=AB,
        sound=2,
        notes=["文件名以 .xls 结尾，内容却是 .xlsx 工作簿"],
    ),
)
