"""The commands on papers: the forms there are, papers that were issued, a notice and its list."""

import argparse

from desktop.cli import values
from desktop.cli.frame import CLEAN, Commands, command, group


def add(commands: Commands) -> None:
    """Add `forms list|sample`, `paper verify|list` and `notice`."""
    _add_forms(group(commands, "forms", "文书"))
    _add_paper(group(commands, "paper", "文书台账与核验"))
    notice = command(commands, "notice", "取出公示文书和名单", _notice)
    notice.add_argument(
        "--case", required=True, metavar="编号", help="公示编号，如 示〔2020〕0001号 或 2020-0001"
    )
    notice.add_argument(
        "--out", type=values.path, required=True, metavar="文件", help="公示文书写到这个文件（.pdf）"
    )
    notice.add_argument(
        "--list", type=values.path, dest="listed", metavar="文件", help="公示名单写到这个文件（.xlsx）"
    )
    _add_workspace(notice)


def _add_forms(verbs: Commands) -> None:
    command(verbs, "list", "列出全部文书", _list_forms)
    sample = command(verbs, "sample", "输出一种文书的样张", _sample)
    sample.add_argument("form", metavar="文书", help="表号或者代码，如 ZP-21、notice")
    sample.add_argument(
        "--variant", default="", metavar="样式", help="哪一种样张，见 forms list；不写是常用的一种"
    )
    sample.add_argument("--out", type=values.path, required=True, metavar="文件", help="样张文件（.pdf）")


def _add_paper(verbs: Commands) -> None:
    verify = command(verbs, "verify", "核验文书是不是本工作站出具的、原来写的是什么", _verify)
    verify.add_argument("asked", metavar="文件或核验码", help="PDF、扫描件、照片，或右下角的核验码")
    _add_workspace(verify)
    verify.add_argument("--out", type=values.path, metavar="文件", help="把留存的原件写到这个文件（.pdf）")
    verify.add_argument("--json", action="store_true", help="输出 JSON")
    listing = command(verbs, "list", "列出文书台账", _list)
    listing.add_argument("text", nargs="?", default="", metavar="文字", help="按编号、案件、名称、出具人查找")
    _add_workspace(listing)


def _add_workspace(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workspace", type=values.path, metavar="文件夹", help="工作区文件夹")


def _list_forms(_: argparse.Namespace) -> int:
    from desktop.forms import shown

    print(shown.listed())
    return CLEAN


def _sample(arguments: argparse.Namespace) -> int:
    from desktop.forms import shown

    print(shown.sampled(arguments.form, arguments.out, arguments.variant))
    return CLEAN


def _verify(arguments: argparse.Namespace) -> int:
    from desktop.issuing import faces

    text, status = faces.verify_face(
        arguments.asked, arguments.workspace, arguments.out, as_json=arguments.json
    )
    print(text)
    return status


def _list(arguments: argparse.Namespace) -> int:
    from desktop.issuing import faces

    text, status = faces.list_face(arguments.workspace, arguments.text)
    print(text)
    return status


def _notice(arguments: argparse.Namespace) -> int:
    from desktop.issuing import faces

    text, status = faces.notice_face(arguments.workspace, arguments.case, arguments.out, arguments.listed)
    print(text)
    return status
