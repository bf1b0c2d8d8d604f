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


def _repair_parser(help_text: str) -> ChineseParser:
    parser = ChineseParser(
        prog="perfscore addin repair",
        description=f"{help_text}。其他公式和链接一个字节也不动；没有要修复的，就不写文件。",
    )
    parser.add_argument("form", metavar="文件", help="别的电脑上用插件公式存过的文件（.xlsx、.xlsm）")
    parser.add_argument("-o", "--out", metavar="输出文件", help="默认写在原文件旁，名为“原名_修复.xlsx”")
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


def _bundle_parser(help_text: str) -> ChineseParser:
    parser = ChineseParser(
        prog="perfscore bundle",
        description=f"{help_text}。在能上网的电脑上运行；或用 --wheels 写明已有的组件文件。\n\n"
        "退出码：0 完成；2 做不成，原因已写明；3 写不了文件",
    )
    parser.add_argument("-o", "--out", metavar="文件夹", required=True, help="安装包写在哪里，要是新的或空的文件夹")
    parser.add_argument(
        "--python", metavar="压缩包", help="官方的python-3.x.x-embed-amd64.zip；放入后目标电脑不必装Python"
    )
    parser.add_argument("--wheels", metavar="文件夹", help="组件的wheel文件所在的文件夹；写了就不下载")
    parser.add_argument(
        "--for",
        dest="versions",
        action="append",
        metavar="版本",
        help="目标电脑上Python的版本，如 3.11，可写多次；默认与本机相同，有 --python 时不用写",
    )
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
        "addin repair",
        "修复公式：插件公式指向别的电脑的，改回本机的写法",
        _repair_parser,
        "perfscore.install.repair_command",
    ),
    Entry(
        "doctor",
        "环境检测：逐项检查Python、Excel、插件和安全设置，写明原因和办法",
        _doctor_parser,
        "perfscore.install.doctor_command",
    ),
    Entry(
        "bundle",
        "制作离线安装包，交给不能上网的Windows电脑",
        _bundle_parser,
        "perfscore.install.bundle_command",
    ),
)
