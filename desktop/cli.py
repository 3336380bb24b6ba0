"""The commands: a thin face over deeds and questions, in Chinese sentences, with exit statuses that scripts can use."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.problems import Refused

if TYPE_CHECKING:
    from desktop.intake import Column

CLEAN, PROBLEMS, FAILED = 0, 1, 2
LISTS = {"roster": "花名册", "attendance": "考勤表", "certificates": "证书表", "bank-result": "银行结果表"}


def main(words: Sequence[str], open_window: Callable[[str | None], int]) -> int:
    """Run one command and return its exit status; every refusal ends in a sentence, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = _parser().parse_args(words)
    if arguments.command == "window":
        return open_window(arguments.workspace)
    try:
        status = int(arguments.run(arguments))
        sys.stdout.flush()
    except Refused as refusal:
        return _say(refusal)
    except BrokenPipeError:  # who read along, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        print("已中断，没有写入未完成的内容。", file=sys.stderr)
        return FAILED
    return status


def _say(refusal: Refused) -> int:
    print(f"{refusal.sentence}{refusal.remedy}", file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="zhipei", description="职培工作站：县区职业培训补贴经办工作站")
    commands = parser.add_subparsers(dest="command", metavar="命令")
    parser.set_defaults(command="window", workspace=None)
    window = commands.add_parser("window", help="打开窗口")
    window.add_argument("workspace", nargs="?", help="工作区文件夹")
    _demo(commands.add_parser("demo", help="在演练县上把全部业务走一遍"))
    for name, what in LISTS.items():
        _check_list(
            commands.add_parser(name, help=f"检查{what}").add_subparsers(dest="verb", required=True),
            name,
            what,
        )
    _package(commands.add_parser("package", help="数据包").add_subparsers(dest="verb", required=True))
    _province(commands.add_parser("province", help="省级接收端").add_subparsers(dest="verb", required=True))
    _forms(commands.add_parser("forms", help="文书").add_subparsers(dest="verb", required=True))
    _paper(commands.add_parser("paper", help="文书台账与核验").add_subparsers(dest="verb", required=True))
    _notice(commands.add_parser("notice", help="取出公示文书和名单"))
    _calendar(commands.add_parser("calendar", help="工作日历").add_subparsers(dest="verb", required=True))
    _policy(commands.add_parser("policy", help="政策").add_subparsers(dest="verb", required=True))
    _doubts(commands.add_parser("doubts", help="核查疑点，不写入任何数据"))
    _practice(commands.add_parser("practice", help="生成有大量学员、埋有疑点的演练县"))
    check = commands.add_parser("check", help="核对工作区：数据、审计链、金额")
    check.add_argument("workspace", type=Path)
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_run_check)
    return parser


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--region", choices=("anhui", "jiangsu"), default="anhui", help="政策地区")
    parser.add_argument("--out", type=Path, default=Path("out/demo"), help="结果文件夹")
    parser.set_defaults(run=_run_demo)


def _run_demo(arguments: argparse.Namespace) -> int:
    from desktop import practice

    started = time.perf_counter()
    out: Path = arguments.out
    for number, step in enumerate(practice.run(out, arguments.region), 1):
        print(f"{number:>2}. {step.title}　{step.figures}", flush=True)
        for file in step.files:
            print(f"      {file}")
    print(f"全部完成，用时 {time.perf_counter() - started:.1f} 秒。工作区：{out / 'workspace'}")
    return CLEAN


def _doubts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--case", default=None, help="备案、补贴申请或拨付批次的编号；不写则核查全部")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_run_doubts)


def _run_doubts(arguments: argparse.Namespace) -> int:
    from desktop.doubts import faces

    text, status = faces.doubts_face(arguments.workspace, arguments.case, as_json=arguments.json)
    print(text)
    return status


def _practice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lines", type=int, required=True, help="学员行数")
    parser.add_argument("--seed", type=int, default=1, help="种子：同一种子生成同样的数据")
    parser.add_argument("--out", type=Path, default=Path("out/practice"), help="结果文件夹")
    parser.set_defaults(run=_run_practice)


def _run_practice(arguments: argparse.Namespace) -> int:
    from desktop.practice import faces

    for told in faces.practice_face(arguments.out, arguments.lines, arguments.seed):
        print(told, flush=True)
    return CLEAN


def _check_list(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, what: str
) -> None:
    parser = commands.add_parser("check", help=f"检查{what}，不写入任何数据")
    parser.add_argument("file", type=Path)
    parser.add_argument("--region", choices=("anhui", "jiangsu"), default=None)
    parser.add_argument("--type", default=None, help="培训类型代码，如 pre_job")
    parser.add_argument("--day", type=date.fromisoformat, default=None, help="以哪一天为准，如 2020-03-16")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--annotated", type=Path, default=None, help="写出标注了问题的副本（.xlsx）")
    parser.set_defaults(run=_run_check_list, kind=name)


def _run_check_list(arguments: argparse.Namespace) -> int:
    from desktop.intake import face

    text, status = face.check_face(arguments, _columns(arguments.kind))
    print(text)
    return int(status)


def _columns(kind: str) -> "tuple[Column, ...]":
    from desktop.classes.columns import ATTENDANCE, CERTIFICATES
    from desktop.filings.columns import ROSTER
    from desktop.payments.columns import BANK_RESULT

    return {
        "roster": ROSTER,
        "attendance": ATTENDANCE,
        "certificates": CERTIFICATES,
        "bank-result": BANK_RESULT,
    }[kind]


def _package(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verify = commands.add_parser("verify", help="核验数据包")
    verify.add_argument("file", type=Path)
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(run=_run_verify)


def _run_verify(arguments: argparse.Namespace) -> int:
    from desktop.exchange import faces

    text, status = faces.verify_face(arguments.file, as_json=arguments.json)
    print(text)
    return status


def _province(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    receive = commands.add_parser("receive", help="接收上报包并出具回执")
    receive.add_argument("packages", type=Path, nargs="+")
    receive.add_argument("--inbox", type=Path, required=True)
    receive.add_argument("--out", type=Path, required=True)
    receive.add_argument("--json", action="store_true")
    receive.set_defaults(run=_run_receive)


def _run_receive(arguments: argparse.Namespace) -> int:
    from desktop.exchange import faces

    text, status = faces.receive_face(
        arguments.packages, arguments.inbox, arguments.out, as_json=arguments.json
    )
    print(text)
    return status


def _forms(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    listing = commands.add_parser("list", help="列出全部文书")
    listing.set_defaults(run=_run_forms_list)
    sample = commands.add_parser("sample", help="输出一种文书的样张")
    sample.add_argument("form", help="表号或者代码，如 ZP-07、notice")
    sample.add_argument("--out", type=Path, required=True, help="样张文件（.pdf）")
    sample.set_defaults(run=_run_forms_sample)


def _run_forms_list(_: argparse.Namespace) -> int:
    from desktop.forms import shown

    print(shown.listed())
    return CLEAN


def _run_forms_sample(arguments: argparse.Namespace) -> int:
    from desktop.forms import shown

    print(shown.sampled(arguments.form, arguments.out))
    return CLEAN


def _paper(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verify = commands.add_parser("verify", help="核验文书是不是本工作站出具的、原来写的是什么")
    verify.add_argument("asked", metavar="文件或核验码", help="PDF、扫描件、照片，或右下角的核验码")
    verify.add_argument("--workspace", type=Path, default=None, help="工作区文件夹")
    verify.add_argument("--out", type=Path, default=None, help="把留存的原件写到这个文件（.pdf）")
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(run=_run_paper_verify)
    listing = commands.add_parser("list", help="列出文书台账")
    listing.add_argument("text", nargs="?", default="", help="按编号、案件、名称、出具人查找")
    listing.add_argument("--workspace", type=Path, default=None, help="工作区文件夹")
    listing.set_defaults(run=_run_paper_list)


def _run_paper_verify(arguments: argparse.Namespace) -> int:
    from desktop.issuing import faces

    text, status = faces.verify_face(
        arguments.asked, arguments.workspace, arguments.out, as_json=arguments.json
    )
    print(text)
    return status


def _run_paper_list(arguments: argparse.Namespace) -> int:
    from desktop.issuing import faces

    text, status = faces.list_face(arguments.workspace, arguments.text)
    print(text)
    return status


def _notice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--case", required=True, metavar="编号", help="公示编号，如 示〔2020〕0001号 或 2020-0001"
    )
    parser.add_argument("--out", type=Path, required=True, help="公示文书写到这个文件（.pdf）")
    parser.add_argument(
        "--list", type=Path, default=None, dest="listed", help="公示名单写到这个文件（.xlsx）"
    )
    parser.add_argument("--workspace", type=Path, default=None, help="工作区文件夹")
    parser.set_defaults(run=_run_notice)


def _run_notice(arguments: argparse.Namespace) -> int:
    from desktop.issuing import faces

    text, status = faces.notice_face(arguments.workspace, arguments.case, arguments.out, arguments.listed)
    print(text)
    return status


def _calendar(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    listing = commands.add_parser("list", help="列出已有放假安排的年份")
    listing.add_argument("workspace", type=Path)
    listing.set_defaults(run=_run_calendar, file=None)
    adding = commands.add_parser("add", help="导入放假安排（一年的 .toml，或装着几年的 .zip）")
    adding.add_argument("workspace", type=Path)
    adding.add_argument("file", type=Path)
    adding.set_defaults(run=_run_calendar)


def _run_calendar(arguments: argparse.Namespace) -> int:
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


def _policy(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    show = commands.add_parser("show", help="查看某地某日的政策值及其依据")
    show.add_argument("name", nargs="?", default="", help="政策值名称，如 training_standard")
    show.add_argument("--region", choices=("anhui", "jiangsu"), required=True, help="政策地区")
    show.add_argument("--county", default="", help="6位县区代码")
    show.add_argument("--day", type=date.fromisoformat, default=None, help="哪一天的政策，不写为今天")
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=_run_policy_show)
    lint = commands.add_parser("lint", help="检查一个文件夹的政策文件")
    lint.add_argument("folder", type=Path)
    lint.set_defaults(run=_run_policy_lint)
    capsule = commands.add_parser("capsule", help="把一行补贴的核定依据写成文件，可脱离工作区重算")
    capsule.add_argument("workspace", type=Path)
    capsule.add_argument("--case", required=True, metavar="编号", help="补贴申请编号")
    capsule.add_argument("--line", type=int, required=True, metavar="序号", help="人员在名册上的序号")
    capsule.add_argument("--scheme", choices=("training", "allowance"), default="training", help="补贴项目")
    capsule.add_argument("--out", type=Path, required=True, help="写到这个文件（.json）")
    capsule.set_defaults(run=_run_policy_capsule)
    recompute = commands.add_parser("recompute", help="重算一份核定依据：当时的政策和现行政策")
    recompute.add_argument("file", type=Path)
    recompute.add_argument("--day", type=date.fromisoformat, default=None, help="以哪一天为现行，不写为今天")
    recompute.add_argument("--then", action="store_true", help="退出状态只看当时的政策")
    recompute.add_argument("--json", action="store_true")
    recompute.set_defaults(run=_run_policy_recompute)
    replay = commands.add_parser("replay", help="用政策草案试算本县区的申请，不写入任何数据")
    replay.add_argument("draft", type=Path, help="政策草案：文件夹，或一个 .toml 文件（替换现行的同名文件）")
    replay.add_argument("--workspace", type=Path, required=True, help="工作区文件夹")
    replay.add_argument("--from", type=date.fromisoformat, required=True, dest="since", help="申请日期起")
    replay.add_argument("--to", type=date.fromisoformat, required=True, dest="until", help="申请日期止")
    replay.add_argument("--out", type=Path, default=None, help="把明细写到这个文件（.xlsx）")
    replay.add_argument("--json", action="store_true")
    replay.set_defaults(run=_run_policy_replay)


def _run_policy_show(arguments: argparse.Namespace) -> int:
    from desktop.policy import faces

    day = arguments.day or datetime.now().astimezone().date()
    text, status = faces.show_face(
        arguments.region, day, arguments.name, arguments.county, as_json=arguments.json
    )
    print(text)
    return status


def _run_policy_lint(arguments: argparse.Namespace) -> int:
    from desktop.policy import faces

    text, status = faces.lint_face(arguments.folder)
    print(text)
    return status


def _run_policy_capsule(arguments: argparse.Namespace) -> int:
    from desktop.capsules import faces

    print(
        faces.capsule_face(
            arguments.workspace, arguments.case, arguments.line, arguments.scheme, arguments.out
        )
    )
    return CLEAN


def _run_policy_recompute(arguments: argparse.Namespace) -> int:
    from desktop.capsules import faces

    day = arguments.day or datetime.now().astimezone().date()
    text, status = faces.recompute_face(arguments.file, day, as_json=arguments.json, then_only=arguments.then)
    print(text)
    return status


def _run_policy_replay(arguments: argparse.Namespace) -> int:
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


def _run_check(arguments: argparse.Namespace) -> int:
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
