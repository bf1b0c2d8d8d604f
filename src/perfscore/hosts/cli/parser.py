"""argparse in Chinese: headings, help and the messages for wrong words."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

from perfscore.hosts.cli.console import display_width, fields

_MESSAGES = (
    (re.compile(r"the following arguments are required: (.+)"), "缺少：{0}"),
    (re.compile(r"unrecognized arguments: (.+)"), "不认识的参数：{0}"),
    (re.compile(r"argument (.+?): expected one argument"), "{0} 后面要写一个值"),
    (re.compile(r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)"), "{0} 不能是 {1}，可以是：{2}"),
    (re.compile(r"argument (.+?): invalid \w+ value: (.+)"), "{0} 的值 {1} 读不出来"),
    (re.compile(r"argument (.+?): (.+)"), "{0}：{1}"),
)
EXIT_UNREADABLE = 2
_HELP_GAP = 3
_NEGATIVE_VALUE = re.compile(r"^[-－−][\d.０-９].*$")
"""-3% behind --actual is a value and no option."""


def _listed(group: argparse._ArgumentGroup) -> list[argparse.Action]:
    return [action for action in group._group_actions if action.help is not argparse.SUPPRESS]  # noqa: SLF001


def _invocation(action: argparse.Action) -> str:
    """Write how an option is called: -o, --out 输出文件."""
    metavar = str(action.metavar or "")
    if not action.option_strings:
        return f"  {metavar}"
    value = f" {metavar}" if metavar and action.nargs != 0 else ""
    return f"  {', '.join(action.option_strings)}{value}"


class ChineseParser(argparse.ArgumentParser):
    """A parser whose own words are Chinese; ``examples`` stand at the end of its help."""

    def __init__(self, *, prog: str, description: str, examples: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=examples,
            add_help=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self.add_argument("-h", "--help", action="help", help="显示这份说明")
        self._negative_number_matcher = _NEGATIVE_VALUE

    def format_usage(self) -> str:
        """Return the line of usage."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """Return the whole help, aligned by what the characters take on the screen and not by their number."""
        parts = [self.format_usage().rstrip(), self.description or ""]
        for title, actions in (("参数", self._positionals), ("选项", self._optionals)):
            pairs = [(_invocation(action), (action.help or "").replace("%%", "%")) for action in _listed(actions)]
            if pairs:
                width = max(display_width(name) for name, _ in pairs) + _HELP_GAP
                parts.append(f"{title}：\n" + fields(pairs, label_width=width))
        return "\n\n".join(filter(None, (*parts, self.epilog))) + "\n"

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is, and end with exit code 2."""
        for pattern, words in _MESSAGES:
            match = pattern.fullmatch(message)
            if match:
                message = words.format(*match.groups())
                break
        print(f"{self.prog}：{message}\n要看用法，请运行：{self.prog} --help", file=sys.stderr)
        sys.exit(EXIT_UNREADABLE)
