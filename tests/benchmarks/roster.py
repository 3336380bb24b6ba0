"""A roster from the file to the store: our whole way, the bare way, and what reading alone costs others.

Ours reads in the child, checks every cell, files the roster by the deed (persons entered, duplicates and rules looked
at, audit entry) into a fresh encrypted workspace. The floor reads the same file with bare calamine and puts the same
rows into the same two tables of the same kind of store by bare executemany. The peer only reads, with openpyxl.
"""

import shutil
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.benchmarks.measure import Benchmark, stopwatch

TODAY = date(2020, 6, 1)
FILE = "roster.xlsx"
HEADINGS = (
    "序号",
    "姓名",
    "身份证号",
    "性别",
    "联系电话",
    "人员类别",
    "单位名称",
    "工种",
    "等级",
    "入职日期",
    "合同开始日期",
    "合同终止日期",
    "文化程度",
    "户口性质",
    "家庭住址",
    "开户银行",
    "银行账号",
)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = "建国秀英志强桂芳晓明丽娟文华海燕俊杰玉兰永康雪梅"


def _people(rows: int) -> Iterator[tuple[Any, ...]]:
    """Give invented people, every number right; dates as the serial numbers that a workbook holds."""
    from desktop.identity import check_digit, luhn, make_practice_id

    for row in range(rows):
        born = date(1972 + row // 1000 % 28, row // 40 % 12 + 1, row % 28 + 1)
        sex = "男" if row % 2 else "女"
        card = f"62284800{row:010d}"
        hired = 43_700 + row % 200
        yield (
            row + 1,
            SURNAMES[row % 20] + GIVEN[row * 7 % 24] + GIVEN[row * 11 % 23],
            make_practice_id(row, born, sex) if rows <= 28_000 else _one_of_many(row, sex, check_digit),
            sex,
            f"13{row % 10}{row:08d}",
            "企业职工" if row % 3 else "农村转移就业劳动者",
            f"演练县第{row // 50 % 400 + 1}机械制造有限公司",
            "电工",
            "中级工",
            hired,
            hired,
            hired + 1095,
            "高中",
            "农业户口",
            f"演练县城关镇第{row // 7 + 1}村民组{row % 97 + 1}号",
            "演练农村商业银行城关支行",
            next(card + digit for digit in "0123456789" if luhn(card + digit)),
        )


def _one_of_many(row: int, sex: str, check_digit: Any) -> str:
    """Give a number apart from all others of a list too long for the practice numbers' one area."""
    born = date.fromordinal(date(1972, 1, 1).toordinal() + row // 500)
    first_17 = f"999901{born:%Y%m%d}{row % 500 * 2 + (sex == '男'):03d}"
    return first_17 + check_digit(first_17)


_SHEET = '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_PARTS = {
    "[Content_Types].xml": (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/styles.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="花名册" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
        'Target="styles.xml"/>'
        '<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        '<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/>'
        "</cellXfs></styleSheet>"
    ),
}


def _prepare(rows: int, folder: Path) -> None:
    """Write the roster as a spreadsheet program does: shared strings, numbers, dates as styled serial numbers."""
    shared: dict[str, int] = {}

    def cell(letter: str, row: int, value: str | int, place: int) -> str:
        if isinstance(value, int):
            style = ' s="1"' if place in {9, 10, 11} else ""
            return f'<c r="{letter}{row}"{style}><v>{value}</v></c>'
        return f'<c r="{letter}{row}" t="s"><v>{shared.setdefault(value, len(shared))}</v></c>'

    letters = "ABCDEFGHIJKLMNOPQ"
    with zipfile.ZipFile(folder / FILE, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'{_SHEET}<dimension ref="A1:Q{rows + 1}"/><sheetData>'.encode())
            for number, record in enumerate((HEADINGS, *_people(rows)), 1):
                cells = "".join(
                    cell(letters[place], number, value, place) for place, value in enumerate(record)
                )
                sheet.write(f'<row r="{number}" spans="1:17">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as strings:
            opening = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="{len(shared)}">'
            strings.write(f'<?xml version="1.0" encoding="UTF-8"?>{opening}'.encode())
            for text in shared:
                strings.write(f"<si><t>{escape(text)}</t></si>".encode())
            strings.write(b"</sst>")


def _workspace(folder: Path) -> Any:
    """Give a fresh practice workspace; never timed."""
    from desktop.workspace import Workspace

    shutil.rmtree(folder, ignore_errors=True)
    return Workspace.create(
        folder,
        region="anhui",
        bureau="演练县人力资源和社会保障局",
        county="999901",
        practice=True,
        clock=lambda: datetime(2020, 6, 1, 9, 0),  # noqa: DTZ001 - the bureau's own clock
    )


def _filing(workspace: Any) -> tuple[Any, int]:
    """Give a clerk and a draft filing to take the roster."""
    from desktop import accounts, filings
    from desktop.registers import organisations
    from desktop.workspace import SYSTEM

    with workspace.desk(SYSTEM) as desk:
        clerk = accounts.add_account(desk, "jingban", "经办甲", ["handler"])
    with workspace.desk(clerk) as desk:
        employer = organisations.save_employer(
            desk,
            organisations.EmployerEntry(
                name="演练县恒泰机械制造有限公司", credit_code="91999901MA0000001P", county="999901"
            ),
        )
        entry = filings.FilingEntry(
            case_kind="enterprise",
            training_type="on_job",
            title="电工线上培训",
            channel="online",
            occupation="6-31-01-03",
            level="4",
            planned_people=50,
            starts_on=date(2020, 6, 8),
            ends_on=date(2020, 6, 30),
            employer_id=employer,
        )
        return clerk, filings.draft(desk, entry)


def _ours(rows: int, folder: Path) -> float:
    from desktop import filings, intake

    workspace = _workspace(folder / "ours")
    clerk, filing = _filing(workspace)
    read = intake.read  # its modules come in with the name; in a running window they are there
    with stopwatch() as watch:
        reading = read(folder / FILE, filings.ROSTER, day=TODAY)
        with workspace.desk(clerk) as desk:
            taken = filings.file_roster(desk, filing, reading)
    assert not reading.problems, reading.problems[:3]
    assert taken.new == rows
    workspace.close()
    return watch.seconds


def _floor(rows: int, folder: Path) -> float:
    from python_calamine import CalamineWorkbook

    workspace = _workspace(folder / "floor")
    connection = workspace.engine.raw_connection()
    filing = _filing(workspace)[1]
    person = "INSERT INTO person (uid,id_number,name,sex,born,phone,education,household,address,bank,account) VALUES (?,?,?,?,?,?,?,?,?,?,?)"
    trainee = (
        "INSERT INTO trainee (uid,filing_id,person_id,source,position,groups,employer_name,hired_on,contract_from,contract_until,"
        "household_place,home_place,work_place) VALUES (?,?,?,?,?,?,?,?,?,?,'','','')"
    )
    with stopwatch() as watch:
        sheet = CalamineWorkbook.from_path(str(folder / FILE)).get_sheet_by_index(0).to_python()[1:]
        cursor = connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        cursor.executemany(
            person,
            [
                (f"{n:036d}", r[2], r[1], r[3], r[2][6:14], r[4], r[12], r[13], r[14], r[15], r[16])
                for n, r in enumerate(sheet)
            ],
        )
        cursor.executemany(
            trainee,
            [
                (
                    f"{n:036d}",
                    filing,
                    n,
                    "",
                    n,
                    r[5],
                    r[6],
                    r[9].isoformat(),
                    r[10].isoformat(),
                    r[11].isoformat(),
                )
                for n, r in enumerate(sheet, 1)
            ],
        )
        cursor.execute("COMMIT")
    assert (
        cursor.execute("SELECT count(*) FROM trainee JOIN person ON person.id = person_id").fetchone()[0]
        == rows
    )
    connection.close()
    workspace.close()
    return watch.seconds


def _peer(rows: int, folder: Path) -> float:
    from openpyxl import load_workbook

    with stopwatch() as watch:
        book = load_workbook(folder / FILE, read_only=True, data_only=True)
        count = sum(1 for _ in book.active.iter_rows(values_only=True))
        book.close()
    assert count == rows + 1
    return watch.seconds


BENCHMARK = Benchmark(
    title="花名册：从文件到入库（ours）、裸读裸写（floor）、openpyxl 只读取（peer）",
    prepare=_prepare,
    ours=_ours,
    floor=_floor,
    peer=_peer,
)
"""`python -m tests.benchmarks roster --rows 10000`"""
