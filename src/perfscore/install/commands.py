"""The commands of this room for the command line: names, help, options; their code is loaded when they are called."""

from __future__ import annotations

from perfscore.hosts.cli.app import Entry
from perfscore.hosts.cli.parser import ChineseParser

ADDIN_FILE = "perfscore.xlam"


def _build_parser(help_text: str) -> ChineseParser:
    parser = ChineseParser(prog="perfscore addin build", description=f"{help_text}。")
    parser.add_argument("-o", "--out", metavar="文件夹", default=".", help="写在哪个文件夹，默认当前文件夹")
    parser.add_argument("--xlwings", metavar="版本", help="为哪个版本的xlwings生成，默认本机所装的版本")
    return parser


COMMANDS = (
    Entry(
        "addin build",
        f"生成Excel插件文件{ADDIN_FILE}，并写出它的位置",
        _build_parser,
        "perfscore.install.build_command",
    ),
)
