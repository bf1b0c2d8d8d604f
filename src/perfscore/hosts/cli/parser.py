"""argparse in Chinese: headings, help and the messages for wrong words."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

_MESSAGES = (
    (re.compile(r"the following arguments are required: (.+)"), "缺少：{0}"),
    (re.compile(r"unrecognized arguments: (.+)"), "不认识的参数：{0}"),
    (re.compile(r"argument (.+?): expected one argument"), "{0} 后面要写一个值"),
    (re.compile(r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)"), "{0} 不能是 {1}，可以是：{2}"),
    (re.compile(r"argument (.+?): invalid \w+ value: (.+)"), "{0} 的值 {1} 读不出来"),
    (re.compile(r"argument (.+?): (.+)"), "{0}：{1}"),
)
EXIT_UNREADABLE = 2


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
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_usage(self) -> str:
        """Return the line of usage."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """Return the whole help."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is, and end with exit code 2."""
        for pattern, words in _MESSAGES:
            match = pattern.fullmatch(message)
            if match:
                message = words.format(*match.groups())
                break
        print(f"{self.prog}：{message}\n要看用法，请运行：{self.prog} --help", file=sys.stderr)
        sys.exit(EXIT_UNREADABLE)
