"""The commands that make practice counties: one that walks through all the work, one with many people."""

import argparse
import time
from pathlib import Path

from desktop.cli import values
from desktop.cli.frame import CLEAN, Commands, command


def add(commands: Commands) -> None:
    """Add `demo` and `practice`."""
    demo = command(commands, "demo", "在演练县上把全部业务走一遍", _demo)
    demo.add_argument(
        "--region", type=values.region, default="anhui", metavar="地区", help="政策地区，不写为 anhui"
    )
    demo.add_argument(
        "--out", type=values.path, default=Path("out/demo"), metavar="文件夹", help="结果文件夹"
    )
    practice = command(commands, "practice", "生成有大量学员、埋有疑点的演练县", _practice)
    practice.add_argument("--lines", type=values.whole, required=True, metavar="行数", help="学员行数")
    practice.add_argument(
        "--seed", type=values.whole, default=1, metavar="种子", help="同一种子生成同样的数据"
    )
    practice.add_argument(
        "--out", type=values.path, default=Path("out/practice"), metavar="文件夹", help="结果文件夹"
    )


def _demo(arguments: argparse.Namespace) -> int:
    from desktop import practice

    started = time.perf_counter()
    out: Path = arguments.out
    for number, step in enumerate(practice.run(out, arguments.region), 1):
        print(f"{number:>2}. {step.title}　{step.figures}", flush=True)
        for file in step.files:
            print(f"      {file}")
    print(f"全部完成，用时 {time.perf_counter() - started:.1f} 秒。工作区：{out / 'workspace'}")
    return CLEAN


def _practice(arguments: argparse.Namespace) -> int:
    from desktop.practice import faces

    for told in faces.practice_face(arguments.out, arguments.lines, arguments.seed):
        print(told, flush=True)
    return CLEAN
