"""The commands on policy: what holds, what a line was decided by, what a draft would change."""

import argparse
from datetime import date, datetime

from desktop.cli import values
from desktop.cli.frame import CLEAN, Commands, command, group


def add(commands: Commands) -> None:
    """Add `policy show|lint|capsule|recompute|replay`."""
    verbs = group(commands, "policy", "政策")
    _add_show(verbs)
    lint = command(verbs, "lint", "检查一个文件夹的政策文件", _lint)
    lint.add_argument("folder", type=values.path, metavar="文件夹", help="装着 .toml 的文件夹")
    _add_capsule(verbs)
    _add_recompute(verbs)
    _add_replay(verbs)


def _add_show(verbs: Commands) -> None:
    show = command(verbs, "show", "查看某地某日的政策值及其依据", _show)
    show.add_argument("name", nargs="?", default="", metavar="名称", help="政策值名称，如 training_standard")
    show.add_argument(
        "--region", type=values.region, required=True, metavar="地区", help="政策地区，如 anhui"
    )
    show.add_argument("--county", default="", metavar="代码", help="6位县区代码")
    show.add_argument("--day", type=values.day, metavar="日期", help="哪一天的政策，不写为今天")
    show.add_argument("--json", action="store_true", help="输出 JSON")


def _add_capsule(verbs: Commands) -> None:
    capsule = command(verbs, "capsule", "把一行补贴的核定依据写成文件，可脱离工作区重算", _capsule)
    capsule.add_argument("workspace", type=values.path, metavar="工作区", help="工作区文件夹")
    capsule.add_argument("--case", required=True, metavar="编号", help="补贴申请编号")
    capsule.add_argument(
        "--line", type=values.whole, required=True, metavar="序号", help="人员在名册上的序号"
    )
    capsule.add_argument(
        "--scheme",
        type=values.scheme,
        default="training",
        metavar="项目",
        help="补贴项目，不写为职业培训补贴",
    )
    capsule.add_argument(
        "--out", type=values.path, required=True, metavar="文件", help="写到这个文件（.json）"
    )


def _add_recompute(verbs: Commands) -> None:
    recompute = command(verbs, "recompute", "重算一份核定依据：当时的政策和现行政策", _recompute)
    recompute.add_argument("file", type=values.path, metavar="文件", help="核定依据（.json）")
    recompute.add_argument("--day", type=values.day, metavar="日期", help="以哪一天为现行，不写为今天")
    recompute.add_argument("--then", action="store_true", help="退出状态只看当时的政策")
    recompute.add_argument("--json", action="store_true", help="输出 JSON")


def _add_replay(verbs: Commands) -> None:
    replay = command(verbs, "replay", "用政策草案试算本县区的申请，不写入任何数据", _replay)
    replay.add_argument(
        "draft", type=values.path, metavar="草案", help="文件夹，或一个 .toml 文件（替换现行的同名文件）"
    )
    replay.add_argument("--workspace", type=values.path, required=True, metavar="文件夹", help="工作区文件夹")
    replay.add_argument(
        "--from", type=values.day, required=True, dest="since", metavar="日期", help="申请日期起"
    )
    replay.add_argument(
        "--to", type=values.day, required=True, dest="until", metavar="日期", help="申请日期止"
    )
    replay.add_argument("--out", type=values.path, metavar="文件", help="把明细写到这个文件（.xlsx）")
    replay.add_argument("--json", action="store_true", help="输出 JSON")


def _today() -> date:
    return datetime.now().astimezone().date()


def _show(arguments: argparse.Namespace) -> int:
    from desktop.policy import faces

    text, status = faces.show_face(
        arguments.region,
        arguments.day or _today(),
        arguments.name,
        arguments.county,
        as_json=arguments.json,
    )
    print(text)
    return status


def _lint(arguments: argparse.Namespace) -> int:
    from desktop.policy import faces

    text, status = faces.lint_face(arguments.folder)
    print(text)
    return status


def _capsule(arguments: argparse.Namespace) -> int:
    from desktop.capsules import faces

    print(
        faces.capsule_face(
            arguments.workspace, arguments.case, arguments.line, arguments.scheme, arguments.out
        )
    )
    return CLEAN


def _recompute(arguments: argparse.Namespace) -> int:
    from desktop.capsules import faces

    text, status = faces.recompute_face(
        arguments.file, arguments.day or _today(), as_json=arguments.json, then_only=arguments.then
    )
    print(text)
    return status


def _replay(arguments: argparse.Namespace) -> int:
    from desktop.replay import telling

    text, status = telling.replay_face(
        arguments.draft,
        arguments.workspace,
        arguments.since,
        arguments.until,
        arguments.out,
        as_json=arguments.json,
    )
    print(text)
    return status
