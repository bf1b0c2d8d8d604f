"""The commands and their options; each command's code is loaded when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from perfscore import __version__
from perfscore.hosts.cli.console import prepare_output
from perfscore.hosts.cli.parser import EXIT_UNREADABLE, ChineseParser

_EXAMPLES = """示例：
  perfscore demo
  perfscore score 目标表.xlsx
  perfscore score 自评表.xlsx --rules 目标表.xlsx -o 自评表_计分.xlsx
  perfscore rule "每低于1个百分点扣0.07分" --target 100 --unit % --weight 7 --actual 97%
  perfscore rule "达50%计20分。每低1%，扣0.4分" --json

每个命令的说明：perfscore 命令 --help
"""
_RULE_EXAMPLES = """示例：
  perfscore rule "控制在预算内计20分，每超出一个百分点扣1分"
  perfscore rule "完成得20分，未完成得0分" --actual 未完成 --weight 20分
  perfscore rule "排名全省前五得20分，每落后一名扣1分" --weight 10 --actual 第7名 --ruling maximum_conflict=scale
"""
_SCORE_EXAMPLES = """示例：
  perfscore score 目标表.xlsx                          写出 目标表_计分.xlsx
  perfscore score 目标表_计分.xlsx --in-place          填好实际完成值后再计分
  perfscore score 自评表.xlsx --rules 目标表.xlsx -o 结果.xlsx

退出码：0 完成；1 完成，但有行需要人处理（--strict）；2 读不了输入；3 写不了结果
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One command of the command line; a name of two words (addin build) belongs to a group."""

    name: str
    help: str
    parser: Callable[[str], ChineseParser]
    """Makes the parser of its options; gets the help."""
    module: str
    """The module whose ``run(options)`` does the work and returns the exit code."""


def run(words: list[str], more: Sequence[Entry] = ()) -> int:
    """Run one command and return its exit code.

    Args:
        words: the words of the command line.
        more: commands of rooms that stand above this one.
    """
    prepare_output()
    entries = (*_COMMANDS, *more)
    chosen = next((entry for entry in entries if words[: entry.name.count(" ") + 1] == entry.name.split()), None)
    if chosen is None:
        return _without_command(words, entries)
    arguments = chosen.parser(chosen.help).parse_args(words[chosen.name.count(" ") + 1 :])
    command = import_module(chosen.module)
    try:
        return int(command.run(arguments))
    except BrokenPipeError:  # the reader of a pipe has seen enough; nothing more can be written, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _without_command(words: list[str], entries: Sequence[Entry]) -> int:
    """Answer words that name no command: options of the program, a group, or something unknown."""
    group = next(
        (entry.name.split()[0] for entry in entries if " " in entry.name and entry.name.split()[:1] == words[:1]), ""
    )
    parser = _list_parser(entries, group)
    options = parser.parse_args(words[1:] if group else words)
    if not group and options.version:
        print(f"perfscore {__version__}")
        return 0
    parser.print_help()
    return EXIT_UNREADABLE if words else 0


def _list_parser(entries: Sequence[Entry], group: str = "") -> ChineseParser:
    """Return the parser that lists the commands: all, or those of a group."""
    names = [
        (entry.name.removeprefix(f"{group} "), entry.help)
        for entry in entries
        if entry.name.startswith(f"{group} " if group else "")
    ]
    width = max(len(name) for name, _ in names) + 3
    listed = "\n".join(f"  {name:{width}}{text}" for name, text in names)
    head = "插件的安装和生成" if group else "绩效计分：读懂评（扣）分标准，给出得分和扣分理由"
    parser = ChineseParser(
        prog=f"perfscore {group}".strip(),
        description=f"{head}。\n\n命令：\n{listed}",
        examples="" if group else _EXAMPLES,
    )
    if not group:
        parser.add_argument("--version", action="store_true", help="显示版本")
    parser.add_argument("command", nargs="?", choices=[name for name, _ in names], metavar="命令", help="见上")
    return parser


def _rule_parser(_help: str) -> ChineseParser:
    parser = ChineseParser(
        prog="perfscore rule",
        description="读一条评（扣）分标准：逐句说明怎样理解，标出没有读懂的词；给出实际完成值时计分并说明理由。",
        examples=_RULE_EXAMPLES,
    )
    parser.add_argument("text", metavar="评分标准", help="评（扣）分标准的原文")
    parser.add_argument("--target", metavar="指标值", help="如 100、≥50个、当年度实施")
    parser.add_argument("--unit", metavar="度量单位", help="如 %%、个、万元")
    parser.add_argument("--kind", metavar="指标值类型", help="≥、≤、=、定性、定量")
    parser.add_argument("--weight", metavar="分值", help="如 20 或 20分")
    parser.add_argument("--actual", metavar="实际完成值", help="如 97%%、28家、未完成；不写则只读评分标准")
    parser.add_argument("--indicator", metavar="三级指标", help="指标名称，用于扣分说明")
    parser.add_argument("--content", metavar="指标值内容", help="指标值内容")
    parser.add_argument("--year", type=int, metavar="预算年度", help="如 2024；填日期的行需要它")
    parser.add_argument("--profile", metavar="口径方案", help="口径方案的名称，默认 default")
    parser.add_argument(
        "--ruling",
        action="append",
        default=[],
        metavar="口径=选择",
        help="已确认的口径，可写多次，如 percent_step=points",
    )
    parser.add_argument("--formula", action="store_true", help="另写出不用插件的普通公式")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    return parser


def _score_parser(help_text: str) -> ChineseParser:
    parser = ChineseParser(prog="perfscore score", description=f"{help_text}。", examples=_SCORE_EXAMPLES)
    parser.add_argument("form", metavar="文件", help="绩效目标表或绩效自评表（.xlsx、.xlsm）")
    parser.add_argument("--rules", metavar="目标表文件", help="自评表的评分标准取自这个文件")
    parser.add_argument("-o", "--out", metavar="输出文件", help="默认写在原文件旁，名为“原名_计分.xlsx”")
    parser.add_argument("--in-place", action="store_true", help="写在原文件里，原来的另存为 .bak")
    parser.add_argument("--worksheet", action="store_true", help="另存一份计分底稿，不动原表（工作表受保护时用）")
    parser.add_argument("--sheet", metavar="工作表", help="只读这一张工作表")
    parser.add_argument("--profile", metavar="口径方案", help="口径方案的名称，默认 default")
    parser.add_argument("--json", action="store_true", help="标准输出只写一个 JSON 对象")
    parser.add_argument("--strict", action="store_true", help="还有行需要人处理时，退出码为1")
    return parser


def _export_parser(help_text: str) -> ChineseParser:
    parser = ChineseParser(prog="perfscore export", description=f"{help_text}。")
    parser.add_argument("form", metavar="文件", help="已计分的文件")
    parser.add_argument("-o", "--out", metavar="输出文件", required=True, help="上报版写在哪里")
    return parser


def _template_parser(help_text: str) -> ChineseParser:
    parser = ChineseParser(prog="perfscore template", description=f"{help_text}。")
    parser.add_argument("--from-text", metavar="文字文件", help="公布的表的文字（制表符分隔）；不写则生成空白表样")
    parser.add_argument("--raw", action="store_true", help="保留文字原来的列，不作还原")
    parser.add_argument("-o", "--out", metavar="输出文件", required=True, help="生成的 .xlsx 文件")
    return parser


def _demo_parser(help_text: str) -> ChineseParser:
    return ChineseParser(prog="perfscore demo", description=f"{help_text}。实际完成值是示例数据。")


_COMMANDS = (
    Entry(
        "score",
        "给一个绩效表文件计分，得分、扣分、扣分说明写在官方列的右边",
        _score_parser,
        "perfscore.hosts.cli.score_command",
    ),
    Entry(
        "export", "另存上报版：只留官方表，去掉计分列和计分工作表", _export_parser, "perfscore.hosts.cli.export_command"
    ),
    Entry(
        "template", "生成目标表：空白表样，或由公布的文字还原", _template_parser, "perfscore.hosts.cli.template_command"
    ),
    Entry("rule", "读一条评（扣）分标准，并可按它计分", _rule_parser, "perfscore.hosts.cli.rule_command"),
    Entry("demo", "用一张公开的目标表演示计分，文件写在当前文件夹", _demo_parser, "perfscore.hosts.cli.demo_command"),
)
