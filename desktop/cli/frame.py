"""The parser of the commands: its help is in Chinese, and what it cannot read ends in a sentence."""

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn, TypeAlias
from unicodedata import east_asian_width

from desktop.problems import Refused

CLEAN, PROBLEMS, FAILED = 0, 1, 2
"""Exit statuses: nothing to mend, something found, not done."""

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - it has no public name
Run: TypeAlias = Callable[[argparse.Namespace], int]

_VERB = "动作"
_HEADINGS = {"positional arguments": "参数", "options": "选项"}

# What argparse says, and how a clerk is told; the first that fits counts.
_SENTENCES = (
    (r"the following arguments are required: (?P<listed>.+)", "缺少 {listed}"),
    (r"one of the arguments (?P<listed>.+) is required", "缺少其中一项：{listed}"),
    (r"ambiguous option: (?P<name>.+?) could match (?P<listed>.+)", "{name} 可以指 {listed}，请写全"),
    (
        r"argument (?P<name>.+?): invalid choice: '?(?P<given>.*?)'? \(choose from (?P<listed>.+)\)",
        "没有“{given}”这个{name}，可以写：{listed}",
    ),
    (r"argument (?P<name>.+?): expected .+", "{name} 后面没有写内容"),
    (
        r"argument (?P<name>.+?): ignored explicit argument (?P<given>.+)",
        "{name} 后面不写内容，却写了 {given}",
    ),
    (r"argument (?P<name>.+?): not allowed with argument (?P<given>.+)", "{name} 和 {given} 不能同时写"),
    (r"argument (?P<name>.+?): (?P<given>.+)", "{name} {given}"),
)


def wide(text: str) -> int:
    """Give how many columns of a terminal a text takes: a Chinese character or mark takes two."""
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def cut(text: str, width: int) -> list[str]:
    """Cut a text into lines at most so many columns wide; no line begins with a closing mark."""
    lines = [""]
    for word in re.findall(r"[!-~]+|\s+|.[，。、；：）》”]*", text):
        if lines[-1] and wide(lines[-1] + word.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return lines


class Headings(argparse.HelpFormatter):
    """Help with Chinese headings, its columns aligned by what a terminal shows and not by the count of characters."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32)

    def add_argument(self, action: argparse.Action) -> None:
        """Note one argument, and how much room the arguments need at the left."""
        super().add_argument(action)
        if action.help is argparse.SUPPRESS:
            return
        self._make_room(action)
        for each in self._iter_indented_subactions(action):
            self._make_room(each)

    def _make_room(self, action: argparse.Action) -> None:
        needed = wide(self._format_action_invocation(action)) + self._current_indent
        self._action_max_length = max(self._action_max_length, needed)

    def _format_action(self, action: argparse.Action) -> str:
        """One argument and, beside it, what it does; below it when it is too long."""
        start = min(self._action_max_length + 2, self._max_help_position)
        head = " " * self._current_indent + self._format_action_invocation(action)
        lines = cut(self._expand_help(action), max(self._width - start, 20)) if action.help else []
        beside = wide(head) + 2 <= start
        parts = [head + " " * (start - wide(head)) + lines.pop(0) if lines and beside else head]
        parts += [" " * start + each for each in lines]
        parts += [self._format_action(each).rstrip("\n") for each in self._iter_indented_subactions(action)]
        return "\n".join(parts) + "\n"

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + each for each in cut(text, width - len(indent)))

    def format_help(self) -> str:
        """Give the whole help, its headings closed by a Chinese colon."""
        return re.sub(r"(?m)^(\S+):$", r"\1：", super().format_help())

    def start_section(self, heading: str | None) -> None:
        """Open a section under its Chinese heading."""
        super().start_section(_HEADINGS.get(heading or "", heading))

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Open the help with how the command is written."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A command's words; whatever is wrong with them raises Refused, which says what, and where help is found."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=Headings, add_help=False, **settings)
        self.add_argument("-h", "--help", action="help", help="显示这段说明")
        self._verbs: Commands | None = None

    def error(self, message: str) -> NoReturn:
        """Refuse the words; `message` is argparse's own, or a Chinese one."""
        names = tuple(self._verbs.choices) if self._verbs else ()
        verbs = f"，可以写：{'、'.join(names)}" if message.endswith(f": {_VERB}") else ""
        raise Refused(f"{_told(message)}{verbs}。", f"写法见 {self.prog} --help。")

    def parse_known_args(
        self, args: Iterable[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """Read the words as argparse does; one that this command does not know is refused here, under its name."""
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"不认识“{' '.join(unknown)}”")
        return known, unknown

    def verbs(self) -> Commands:
        """Give the place for the verbs of a group, e.g. `list` and `add` of `calendar`."""
        self._verbs = self.add_subparsers(dest="verb", metavar=_VERB, required=True)
        return self._verbs


def command(commands: Commands, name: str, what: str, run: Run) -> Parser:
    """Give the parser of one more command, whose words `run` is given; `what` it does stands in the help."""
    parser = commands.add_parser(name, help=what, description=what)
    parser.set_defaults(run=run)
    return parser


def group(commands: Commands, name: str, what: str) -> Commands:
    """Give the place for the verbs of one more group of commands."""
    return commands.add_parser(name, help=what, description=what).verbs()


def _told(message: str) -> str:
    for pattern, sentence in _SENTENCES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            parts = found.groupdict("")
            listed = parts.pop("listed", "").replace("'", "").replace(", ", "、")
            return sentence.format(listed=listed, **parts)
    return message
