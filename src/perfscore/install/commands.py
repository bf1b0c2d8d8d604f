"""The commands of this room for the command line: names, help, options; their code is loaded when they are called."""

from __future__ import annotations

from collections.abc import Callable

from perfscore.hosts.cli.app import Entry
from perfscore.hosts.cli.parser import ChineseParser

ADDIN_FILE = "perfscore.xlam"
_PLACE = "perfscore.install.addin_command"


def _build_parser(help_text: str) -> ChineseParser:
    parser = ChineseParser(prog="perfscore addin build", description=f"{help_text}。")
    parser.add_argument("-o", "--out", metavar="文件夹", default=".", help="写在哪个文件夹，默认当前文件夹")
    parser.add_argument("--xlwings", metavar="版本", help="为哪个版本的xlwings生成，默认本机所装的版本")
    return parser


def _place_parser(action: str) -> Callable[[str], ChineseParser]:
    def parser_of(help_text: str) -> ChineseParser:
        parser = ChineseParser(prog=f"perfscore addin {action}", description=f"{help_text}。")
        parser.add_argument("--dir", metavar="文件夹", help="插件所在的文件夹；不写则是Excel的启动文件夹")
        parser.set_defaults(action=action)
        return parser

    return parser_of


def _doctor_parser(help_text: str) -> ChineseParser:
    parser = ChineseParser(
        prog="perfscore doctor",
        description=f"{help_text}。只查看，不改动任何设置。\n\n退出码：0 没有发现问题；1 发现了问题",
    )
    parser.add_argument("--dir", metavar="文件夹", help="插件装在别的文件夹时写上；不写则查看Excel的启动文件夹")
    parser.add_argument("--json", action="store_true", help="标准输出只写一个 JSON 对象")
    return parser


COMMANDS = (
    Entry(
        "addin build",
        f"生成Excel插件文件{ADDIN_FILE}，并写出它的位置",
        _build_parser,
        "perfscore.install.build_command",
    ),
    Entry("addin install", "把插件装进Excel（只为当前用户，不需要管理员）", _place_parser("install"), _PLACE),
    Entry("addin status", "查看插件是否装好", _place_parser("status"), _PLACE),
    Entry("addin remove", "卸载插件，恢复原有的文件", _place_parser("remove"), _PLACE),
    Entry(
        "doctor",
        "环境检测：逐项检查Python、Excel、插件和安全设置，写明原因和办法",
        _doctor_parser,
        "perfscore.install.doctor_command",
    ),
)
