"""The system, Python and the packages: a PC in, findings out."""

from __future__ import annotations

from collections.abc import Iterator

from perfscore import __version__
from perfscore.install.findings import Finding, good, not_seen, note, problem
from perfscore.install.machine import Machine

OLDEST_PYTHON = (3, 11)
_PACKAGES = ("pydantic", "pydantic_core", "openpyxl", "xlwings")
_EXCEL_PACKAGES = ("pywin32",)
_AGAIN = "请重新运行安装包里的“安装.bat”；没有安装包的，请让技术人员用 perfscore bundle 制作一份"
WINDOWS_ONLY = "这台电脑不是Windows系统，Excel插件只在Windows上使用"
ON_WINDOWS = "请在使用Excel的那台Windows电脑上再做一次环境检测"


def system(machine: Machine) -> Iterator[Finding]:
    """Look at the operating system."""
    if machine.is_windows:
        yield good("system", "操作系统", machine.release)
        return
    yield note(
        "system",
        "操作系统",
        machine.release,
        cause=f"{WINDOWS_ONLY}；macOS的Excel只能用功能按钮，不能用单元格函数，而且没有试过",
        remedy="在这台电脑上请用文件方式计分：perfscore score 文件名.xlsx",
    )


def python(machine: Machine) -> Iterator[Finding]:
    """Look at the interpreter that runs us."""
    said = f"Python {'.'.join(map(str, machine.python))}，{machine.bits}位，位置：{machine.executable}"
    if machine.python[:2] < OLDEST_PYTHON:
        yield problem("python", "Python", said, cause="本程序要用Python 3.11或更高版本", remedy=_AGAIN)
    elif machine.is_windows and "windowsapps" in str(machine.executable).lower():
        yield problem(
            "python",
            "Python",
            said,
            cause="这是微软商店里的Python，它关在系统的隔离区里，Excel常常启动不了它",
            remedy="请安装从python.org下载的Python 3.11（64位），或使用自带Python的安装包",
        )
    elif machine.is_windows and machine.bits == 32:  # noqa: PLR2004 - bits
        yield note(
            "python",
            "Python",
            said,
            cause="安装包里的组件是给64位Python的，32位的装不上",
            remedy="Excel是32位的也可以用64位Python；请安装64位的Python 3.11，或使用自带Python的安装包",
        )
    else:
        yield good("python", "Python", said)


def packages(machine: Machine) -> Iterator[Finding]:
    """Look at what is installed beside us."""
    wanted = (*_PACKAGES, *(_EXCEL_PACKAGES if machine.is_windows else ()))
    versions = {name: machine.package(name) for name in wanted}
    missing = [name for name, found in versions.items() if found is None]
    said = "，".join([f"perfscore {__version__}", *(f"{name} {found}" for name, found in versions.items() if found)])
    if missing:
        yield problem(
            "packages",
            "组件",
            f"缺少：{'、'.join(missing)}",
            cause="安装没有做完，或者组件的文件被删除了（常见的是被杀毒软件隔离）",
            remedy=f"{_AGAIN}；装好后又缺的，请看下面“杀毒软件”一项",
        )
    else:
        yield good("packages", "组件", said)
    if not machine.is_windows:
        yield not_seen("pywin32", "组件pywin32", cause=f"{WINDOWS_ONLY}，pywin32只用于Excel", remedy=ON_WINDOWS)
