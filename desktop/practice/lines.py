"""`zhipei practice`: a county of any number of trainee-lines, with violations planted among them and told in a list."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime, time
from pathlib import Path

from sqlalchemy import Connection
from stdnum.cn import uscc

from db.registers import Employer, Institution, Platform, Qualification
from desktop import accounts, audit
from desktop.practice.bulk import Rows, indexed_afterwards, write_all
from desktop.practice.county import ACCOUNTS, BUREAU, COUNTY
from desktop.practice.held import OCCUPATIONS, Writer, employer_name, lanes_for, plan, uid
from desktop.practice.outside import write_lists
from desktop.practice.planting import Planted, plant
from desktop.practice.publishing import publish_and_pay
from desktop.practice.spoiling import SPOILERS
from desktop.practice.spoiling_benefits import BENEFIT_SPOILERS
from desktop.practice.spoiling_records import RECORD_SPOILERS
from desktop.problems import Refused
from desktop.workspace import SYSTEM, Clerk, Desk, Workspace

LAST_DAY = date(2024, 6, 28)
"""The day on which the made-up county stands still."""

MOST = 5_000_000
FEWEST = 100
FEWEST_TO_PLANT = 5_000
"""Of so few lines every kind of doubt still finds a class of its own to be planted in."""

PLANTED = "planted.json"

ROOM = 512 * 1024
"""KiB of the store kept in memory meanwhile: rows go into many indexes at once, all over them."""


def build_lines(
    folder: Path,
    lines: int,
    seed: int,
    *,
    planting: bool = True,
    told: Callable[[str], None] = lambda _: None,
) -> tuple[Workspace, tuple[Planted, ...]]:
    """Make a county of so many trainee-lines in an empty folder; returns its workspace and what was planted.

    The list of what was planted lies beside the workspace as planted.json. The same seed gives the same county.
    """
    least = FEWEST_TO_PLANT if planting else FEWEST
    if not least <= lines <= MOST:
        raise Refused(f"行数应在{least}至{MOST}之间。", "请重新填写行数。")
    workspace = Workspace.create(
        folder / "workspace",
        region="jiangsu",
        bureau=BUREAU,
        county=COUNTY,
        practice=True,
        contact={"department": "职业能力建设股", "phone": "0000-8810000"},
        clock=lambda: datetime.combine(LAST_DAY, time(9)),
    )
    with workspace.desk(SYSTEM) as desk:
        clerks = [accounts.add_account(desk, login, name, roles) for login, name, roles in ACCOUNTS]
        writer = _fill(desk, lines, seed, clerks, told)
        every = (*SPOILERS, *BENEFIT_SPOILERS, *RECORD_SPOILERS)
        planted = plant(desk, writer, clerks, every) if planting else ()
        workspace.set(desk, "practice_day", LAST_DAY.isoformat())
        _finish(desk, lines, seed, len(planted))
    with workspace.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA optimize")
    (folder / PLANTED).write_text(
        json.dumps([asdict(each) for each in planted], ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return workspace, planted


def _fill(desk: Desk, lines: int, seed: int, clerks: Sequence[Clerk], told: Callable[[str], None]) -> Writer:
    """Write the parties, the outside lists, and every class with all that became of it, up to its payment."""
    handler, signer, _, cashier = (clerk.id for clerk in clerks)
    connection = desk.session.connection()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{ROOM}")
    classes = list(plan(lines))
    employers, lanes = max(4, len(classes) // 8), lanes_for(len(classes))
    with indexed_afterwards(connection):
        _register(connection, employers, lanes)
        write_lists(connection, handler, max(50, lines // 100), LAST_DAY)
        writer = Writer(connection, random.Random(seed), employers, lanes)
        for number, size, lane, week in classes:
            writer.hold(size, lane, week)
            if number % 1000 == 999:
                told(f"{writer.lines} 行")
        publish_and_pay(writer, handler, cashier)
        connection.exec_driver_sql(SIGNED, (signer,))
    return writer


SIGNED = """
INSERT INTO doubt_check (uid, case_kind, case_id, stage, checked_at, lines, found, coverage, digest, signed_by,
                         signed_on, signed_digest, signed_number)
SELECT replace(uid, '-000a-', '-000d-'), 'payment_batch', id, 'payment', prepared_on || ' 09:00:00.000000', count, 0,
       '[]', printf('%064x', id), ?, released_on, printf('%064x', id), replace(number, '付', '核')
FROM payment_batch
"""
"""The sheet of doubts of each batch of the history."""


def _finish(desk: Desk, lines: int, seed: int, planted: int) -> None:
    audit.record(
        desk, "生成演练数据", audit.OTHER, "workspace", uid(0, 0), 行数=lines, 种子=seed, 埋设疑点=planted
    )


def _register(connection: Connection, employers: int, lanes: int) -> None:
    employer = Rows(
        connection, Employer, "id", "uid", "name", "credit_code", "county", "phone", "bank", "account"
    )
    institution = Rows(
        connection, Institution, "id", "uid", "name", "credit_code", "county", "phone", "bank", "account"
    )
    held = Rows(connection, Qualification, "institution_id", "document", "occupations", "since")
    platform = Rows(
        connection, Platform, "id", "uid", "name", "credit_code", "county", "capabilities", "since"
    )
    for number in range(1, employers + 1):
        code = _credit_code("91", number)
        employer.add(
            *(number, uid(20, number), employer_name(number), code, COUNTY, f"0000-66{number:05d}"),
            *("演练县农村商业银行", f"6277{number:015d}"),
        )
    for number in range(1, lanes + 1):
        code = _credit_code("52", number)
        institution.add(
            *(
                number,
                uid(21, number),
                f"演练县第{number}职业培训学校",
                code,
                COUNTY,
                f"0000-77{number - 1:05d}",
            ),
            *("演练县农村商业银行", f"6288{number:015d}"),
        )
        held.add(number, f"办学许可证（演练）第{number}号", json.dumps(OCCUPATIONS), "2019-01-01")
    platform.add(
        1, uid(22, 1), "演练在线学习平台", _credit_code("91", 900_001), COUNTY, '["sign_in"]', "2019-01-01"
    )
    write_all((employer, institution, held, platform))


def _credit_code(kind: str, number: int) -> str:
    body = f"{kind}999901{number:09d}"
    return body + uscc.calc_check_digit(body)
