"""The commands: a thin face over deeds and questions, in Chinese sentences, with exit statuses that scripts can use.

Each group stands in a module of its own, which adds its parsers and runs them; what a command needs is brought in
when it runs, so that the help is there at once.
"""

import errno
import os
import sys
from collections.abc import Callable, Sequence

from desktop.cli import lists, packages, papers, policy, practice, workspaces
from desktop.cli.frame import FAILED, Parser
from desktop.problems import Refused

GROUPS = (practice, lists, packages, papers, policy, workspaces)
DISK_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def main(words: Sequence[str], open_window: Callable[[str | None], int]) -> int:
    """Run one command and return its exit status; every refusal ends in a sentence, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = _parser().parse_args(words)
    except Refused as refusal:
        return _say(refusal)
    if arguments.command == "window":
        return open_window(arguments.workspace)
    try:
        status = int(arguments.run(arguments))
        sys.stdout.flush()
    except Refused as refusal:
        return _say(refusal)
    except BrokenPipeError:  # who read along, such as `head`, has seen enough
        return _end_output()
    except OSError as fault:
        if fault.errno not in DISK_FULL:
            raise
        print("磁盘已满，结果没有写完。请清理磁盘或换一个位置后重试。", file=sys.stderr)
        return _end_output()
    except KeyboardInterrupt:
        print("已中断，没有写入未完成的内容。", file=sys.stderr)
        return FAILED
    return status


def _end_output() -> int:
    """Let what is still to be printed go nowhere, so that the end of the program does not stumble over it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED


def _say(refusal: Refused) -> int:
    print(f"{refusal.sentence}{refusal.remedy}", file=sys.stderr)
    return FAILED


def _parser() -> Parser:
    parser = Parser(prog="zhipei", description="职培工作站：县区职业培训补贴经办工作站")
    commands = parser.add_subparsers(dest="command", metavar="命令")
    parser.set_defaults(command="window", workspace=None)
    window = commands.add_parser("window", help="打开窗口", description="打开窗口")
    window.add_argument("workspace", nargs="?", metavar="工作区", help="工作区文件夹")
    for group in GROUPS:
        group.add(commands)
    return parser
