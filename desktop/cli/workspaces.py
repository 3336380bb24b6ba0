"""The commands on a workspace as a whole: check it, look for doubts, its working calendar."""

import argparse
import json

from desktop.cli import values
from desktop.cli.frame import CLEAN, PROBLEMS, Commands, Parser, command, group


def add(commands: Commands) -> None:
    """Add `calendar list|add`, `doubts` and `check`."""
    _add_calendar(group(commands, "calendar", "工作日历"))
    doubts = command(commands, "doubts", "核查疑点，不写入任何数据", _doubts)
    _add_workspace(doubts)
    doubts.add_argument("--case", metavar="编号", help="备案、补贴申请或拨付批次的编号；不写则核查全部")
    doubts.add_argument("--json", action="store_true", help="输出 JSON")
    check = command(commands, "check", "核对工作区：数据、审计链、金额", _check)
    _add_workspace(check)
    check.add_argument("--json", action="store_true", help="输出 JSON")


def _add_calendar(verbs: Commands) -> None:
    listing = command(verbs, "list", "列出已有放假安排的年份", _calendar)
    _add_workspace(listing)
    listing.set_defaults(file=None)
    adding = command(verbs, "add", "导入放假安排（一年的 .toml，或装着几年的 .zip）", _calendar)
    _add_workspace(adding)
    adding.add_argument("file", type=values.path, metavar="文件", help="放假安排（.toml 或 .zip）")


def _add_workspace(parser: Parser) -> None:
    parser.add_argument("workspace", type=values.path, metavar="工作区", help="工作区文件夹")


def _doubts(arguments: argparse.Namespace) -> int:
    from desktop.doubts import faces

    text, status = faces.doubts_face(arguments.workspace, arguments.case, as_json=arguments.json)
    print(text)
    return status


def _calendar(arguments: argparse.Namespace) -> int:
    from desktop import holidays
    from desktop.workspace import SYSTEM, Workspace

    workspace = Workspace.open(arguments.workspace)
    try:
        if arguments.file is not None:
            with workspace.desk(SYSTEM) as desk:
                brought = holidays.bring(desk, arguments.file)
            for added in brought:
                print(
                    f"{added.year}年的放假安排已导入："
                    f"放假 {len(added.off)} 天，调休上班 {len(added.worked)} 天。"
                )
        with workspace.reading(SYSTEM) as desk:
            for year in holidays.years(desk):
                source = "本单位导入" if year.own else "程序自带"
                print(
                    f"{year.year}　放假 {year.off} 天，调休上班 {year.worked} 天　{source}　{'、'.join(year.cites)}"
                )
    finally:
        workspace.close()
    return CLEAN


def _check(arguments: argparse.Namespace) -> int:
    from desktop import checks
    from desktop.workspace import SYSTEM, Workspace

    workspace = Workspace.open(arguments.workspace)
    try:
        with workspace.reading(SYSTEM) as desk:
            found = checks.check(desk)
    finally:
        workspace.close()
    if arguments.json:
        told = [{"title": each.title, "figure": each.figure, "faults": list(each.faults)} for each in found]
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for each in found:
            print(f"{'不符' if each.faults else '相符'}　{each.title}　{each.figure}")
            for fault in each.faults:
                print(f"        {fault}")
    return PROBLEMS if any(each.faults for each in found) else CLEAN
