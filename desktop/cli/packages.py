"""The commands on packages: verify one, and the province's end that takes them in and answers."""

import argparse

from desktop.cli import values
from desktop.cli.frame import Commands, command, group


def add(commands: Commands) -> None:
    """Add `package verify` and `province receive`."""
    verify = command(group(commands, "package", "数据包"), "verify", "核验数据包", _verify)
    verify.add_argument("file", type=values.path, metavar="文件", help="数据包（.zip）")
    verify.add_argument("--json", action="store_true", help="输出 JSON")
    province = group(commands, "province", "省级接收端")
    receive = command(province, "receive", "接收上报包并出具回执", _receive)
    receive.add_argument("packages", type=values.path, nargs="+", metavar="文件", help="上报包（.zip）")
    receive.add_argument("--inbox", type=values.path, required=True, metavar="文件夹", help="收入哪个库")
    receive.add_argument("--out", type=values.path, required=True, metavar="文件夹", help="回执写到哪里")
    receive.add_argument("--json", action="store_true", help="输出 JSON")


def _verify(arguments: argparse.Namespace) -> int:
    from desktop.exchange import faces

    text, status = faces.verify_face(arguments.file, as_json=arguments.json)
    print(text)
    return status


def _receive(arguments: argparse.Namespace) -> int:
    from desktop.exchange import faces

    text, status = faces.receive_face(
        arguments.packages, arguments.inbox, arguments.out, as_json=arguments.json
    )
    print(text)
    return status
