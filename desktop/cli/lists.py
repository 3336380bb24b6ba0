"""The commands that check a list handed in: roster, attendance, certificates, results of the bank."""

import argparse
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import values
from desktop.cli.frame import Commands, command, group
from desktop.problems import Refused

if TYPE_CHECKING:
    from desktop.intake import Column, Reading

LISTS = {"roster": "花名册", "attendance": "考勤表", "certificates": "证书表", "bank-result": "银行结果表"}


def add(commands: Commands) -> None:
    """Add `check` for each kind of list."""
    for name, what in LISTS.items():
        verbs = group(commands, name, f"检查{what}")
        check = command(verbs, "check", f"检查{what}，不写入任何数据", _check)
        check.add_argument("file", type=values.path, metavar="文件", help=".xlsx、.xls 或 .csv")
        check.add_argument("--region", type=values.region, metavar="地区", help="按哪里的政策核对，如 anhui")
        check.add_argument(
            "--type",
            type=values.training_type,
            metavar="培训类型",
            help="代码或名称，如 pre_job、岗前培训；与 --region 同写时逐人核对政策",
        )
        check.add_argument("--day", type=values.day, metavar="日期", help="以哪一天为准，如 2020-03-16")
        check.add_argument("--json", action="store_true", help="输出 JSON")
        check.add_argument(
            "--annotated", type=values.path, metavar="文件", help="写出标注了问题的副本（.xlsx）"
        )
        check.add_argument(
            "--remainder",
            type=values.path,
            metavar="文件",
            help="把有误的行按原来的列另存（.xlsx），改正后可单独导入",
        )
        check.add_argument(
            "--map",
            action="append",
            metavar="字段=列",
            help="某一项取哪一列，列写字母或标题，如 身份证号=C；课时可以取几列，如 线上课时=C:F；可以写几次",
        )
        check.add_argument(
            "--workspace",
            type=values.path,
            metavar="文件夹",
            help="工作区文件夹，其中 intake.toml 的用语也算数",
        )
        check.set_defaults(kind=name, year=None, held=None)
        if name == "attendance":
            check.add_argument(
                "--year",
                type=values.year,
                metavar="年份",
                help="签到表的日期没有写年份时，以哪一年为准，如 2020",
            )
            check.add_argument(
                "--held",
                type=values.day,
                metavar="日期",
                help="一天的签到表没有写明日期时，是哪一天的，如 2020-03-06",
            )


def _check(arguments: argparse.Namespace) -> int:
    from desktop.intake import face

    text, status = face.check_face(
        arguments, _own(_columns(arguments.kind), arguments.workspace), _further(arguments)
    )
    print(text)
    return int(status)


def _own(columns: "tuple[Column, ...]", workspace: Path | None) -> "tuple[Column, ...]":
    """Give the columns with the words of a workspace; Refused when the folder is none."""
    if workspace is None:
        return columns
    from desktop.intake import OWN_WORDS, with_own
    from desktop.workspace import STORE

    if not (workspace / STORE).exists():
        raise Refused(f"“{workspace}”不是工作区文件夹，没有检查。", "请核对 --workspace 后面的文件夹。")
    return with_own(columns, workspace / OWN_WORDS)


def _further(arguments: argparse.Namespace) -> "Callable[[Reading], Reading] | None":
    """Give the rules beyond the cells that a kind of list is held against: how certificates are numbered."""
    if arguments.kind != "certificates":
        return None
    from desktop.classes import check_numbers
    from desktop.codes import codes

    divisions = {each.code: str(each.fields["division"]) for each in codes("regions")}
    province = divisions.get(arguments.region, "")[:2]
    day = arguments.day or date.today()  # noqa: DTZ011 - the bureau's own calendar
    return partial(check_numbers, day=day, province=province)


def _columns(kind: str) -> "tuple[Column, ...]":
    """Give what a kind of list may bring; no other kind's modules are brought in."""
    module, name = {
        "roster": ("desktop.filings.columns", "ROSTER"),
        "attendance": ("desktop.classes.columns", "ATTENDANCE"),
        "certificates": ("desktop.classes.columns", "CERTIFICATES"),
        "bank-result": ("desktop.payments.columns", "BANK_RESULT"),
    }[kind]
    columns: tuple[Column, ...] = getattr(import_module(module), name)
    return columns
