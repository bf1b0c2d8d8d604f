"""``perfscore addin install``, ``status`` and ``remove``: what was done or found, printed; errors with what to do."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from perfscore.install.addin_files import addin_place, install_addin, remove_addin
from perfscore.install.doctor import as_text
from perfscore.install.findings import State
from perfscore.install.looks import addin_side
from perfscore.install.looks.office_side import FILE_WAY
from perfscore.install.machine import Machine, this_machine
from perfscore.install.office_programs import find_excel
from perfscore.install.places import start_folder
from perfscore.workbook.faults import WorkbookFault

EXIT_NOT_DONE, EXIT_NOT_WRITTEN, EXIT_NOT_WORKING = 1, 3, 4
NO_EXCEL = (
    "没有安装：这台电脑上没有找到Excel，插件没有地方可装。\n"
    f"仍可以用文件方式计分：{FILE_WAY}。\n"
    "要交给另一台装有Excel的电脑：用 perfscore bundle -o 文件夹 制作安装包；"
    "要放在指定的文件夹：加 --dir 文件夹。"
)
_CLOSE_EXCEL = "请先关闭所有Excel窗口再运行；仍不行的，请检查这个文件夹是否允许写入"


def run(options: Namespace) -> int:
    """Do what was asked for and return the exit code."""
    machine = this_machine()
    folder = Path(options.dir) if options.dir else None
    try:
        return {"install": _install, "status": _status, "remove": _remove}[options.action](machine, folder)
    except WorkbookFault as fault:
        print(f"没有完成：{fault.diagnostic.message}\n{_CLOSE_EXCEL}", file=sys.stderr)
    except OSError as refusal:
        print(f"没有完成：写不了“{refusal.filename or folder or ''}”\n{_CLOSE_EXCEL}", file=sys.stderr)
    except ValueError as problem:
        print(f"没有完成：{problem}", file=sys.stderr)
    return EXIT_NOT_WRITTEN


def _install(machine: Machine, folder: Path | None) -> int:
    target = folder or _start(machine)
    if target is None:
        print(NO_EXCEL, file=sys.stderr)
        return EXIT_NOT_DONE
    done = install_addin(machine, target)
    print(f"插件已安装：{done.addin}" if done.has_changed else f"插件已是现在的版本，没有改动：{done.addin}")
    for copy in done.backups:
        print(f"原有的同名文件已留存：{copy}（卸载时放回原处）")
    wrong = [one for one in addin_side.settings(machine) if one.state is State.PROBLEM]
    if wrong:
        print(as_text(wrong))
        return EXIT_NOT_WORKING
    if folder is None:
        print("重新打开Excel，就有“绩效计分”选项卡和 =PERF_SCORE(A6:O6) 等函数。看不到时请运行 perfscore doctor")
    else:
        print(
            "请在Excel“文件－选项－加载项－转到－浏览”里选这个文件，打上勾；并在“信任中心－受信任位置”里添加它所在的文件夹"
        )
    return 0


def _start(machine: Machine) -> Path | None:
    """Return the start folder of an Excel that is there."""
    if machine.registry is not None and find_excel(machine.registry) is None:
        return None
    folder = start_folder(machine)
    is_there = machine.is_windows or (folder is not None and folder.parent.exists())
    return folder if is_there else None


def _status(machine: Machine, folder: Path | None) -> int:
    findings = [*addin_side.addin(machine, folder), *addin_side.settings(machine), *addin_side.quarantine(machine)]
    print(as_text(findings))
    return EXIT_NOT_DONE if any(finding.state is State.PROBLEM for finding in findings) else 0


def _remove(machine: Machine, folder: Path | None) -> int:
    removed = remove_addin(machine, folder)
    if removed is None:
        print(f"没有安装插件，没有什么要卸载的（查看了{addin_place(machine, folder) or 'Excel的启动文件夹'}）")
        return 0
    for path in removed.gone:
        print(f"已删除：{path}")
    for path in removed.restored:
        print(f"已恢复安装前的文件：{path}")
    print("插件已卸载；绩效表和计分结果不受影响。表里的插件公式请在卸载以前用“转为数值”转换")
    return 0
