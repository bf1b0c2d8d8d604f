"""The add-in, its settings, the DLL, signs of quarantine: a PC in, findings out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from perfscore import __version__
from perfscore.install.addin_files import addin_place, settings_for
from perfscore.install.commands import ADDIN_FILE
from perfscore.install.config import AddinConfig, read_config
from perfscore.install.findings import Finding, good, not_seen, note, problem
from perfscore.install.looks.python_side import ON_WINDOWS, WINDOWS_ONLY
from perfscore.install.machine import Machine
from perfscore.install.office_programs import find_excel
from perfscore.install.places import has_web_mark, own_folder, settings_file, start_folder
from perfscore.install.record import KeptFile, digest_of, read_record

INSTALL = "请关闭Excel，运行 perfscore addin install（或安装包里的“安装.bat”），再打开Excel"
_ALLOW = (
    "请在杀毒软件的“隔离区”或“恢复区”里找到它，选“恢复并添加信任”，再重新安装；"
    "不会操作的，请把本结果交给单位的信息技术人员"
)


def addin(machine: Machine, folder: Path | None = None) -> Iterator[Finding]:
    """Look for the add-in in the start folder of Excel, or where it was put."""
    place = addin_place(machine, folder)
    if place is None:
        yield not_seen("addin", "插件文件", cause=WINDOWS_ONLY, remedy=ON_WINDOWS)
        return
    if not place.exists():
        yield problem("addin", "插件文件", f"没有找到{place}", cause="插件没有安装，或者被删除", remedy=INSTALL)
        return
    if has_web_mark(place):
        yield problem(
            "addin",
            "插件文件",
            f"{place}带有“来自互联网”的标记",
            cause="文件是从网上下载或由邮件、聊天软件收到的，Excel不运行带这种标记的宏",
            remedy=f"{INSTALL}；也可以右击这个文件，选“属性”，勾选“解除锁定”",
        )
        return
    record = read_record(own_folder(machine))
    kept = record.file("addin") if record else None
    if kept is not None and Path(kept.path) == place and digest_of(place) != kept.digest:
        yield problem(
            "addin", "插件文件", f"{place}与安装时不同", cause="文件被改动、被清空或被别的版本替换", remedy=INSTALL
        )
        return
    others = [str(one) for one in _also_opened(machine) if one != place and one.exists()]
    if others:
        yield problem(
            "addin",
            "插件文件",
            f"Excel会打开两份插件：{place}、{'、'.join(others)}",
            cause="以前或别人在这台电脑上另装过一份",
            remedy=f"请关闭Excel，删除{'、'.join(others)}，再打开Excel",
        )
        return
    yield good("addin", "插件文件", str(place))


def _also_opened(machine: Machine) -> list[Path]:
    """Return where else Excel would find an add-in of this name: its start folders, the person's and everybody's."""
    start = start_folder(machine)
    places = [start / ADDIN_FILE] if start else []
    excel = find_excel(machine.registry) if machine.registry else None
    return places + ([Path(excel.program).parent / "XLSTART" / ADDIN_FILE] if excel else [])


def settings(machine: Machine) -> Iterator[Finding]:
    """Look at the settings of the add-in and hold its versions against ours."""
    found = read_config(settings_file(machine))
    if isinstance(found, str):
        if not machine.is_windows and not settings_file(machine).exists():
            yield not_seen("settings", "插件的配置", cause=WINDOWS_ONLY, remedy=ON_WINDOWS)
        else:
            said, _, _ = found.partition("；")
            yield problem("settings", "插件的配置", said, cause="插件没有安装，或者配置文件被改动", remedy=INSTALL)
        return
    yield _interpreter(machine, found)
    yield _versions(machine, found)
    yield from _libraries(machine, found)


def _interpreter(machine: Machine, config: AddinConfig) -> Finding:
    if not Path(config.interpreter).exists():
        return problem(
            "interpreter",
            "插件使用的Python",
            f"没有找到{config.interpreter}",
            cause="Python或安装包的文件夹被移动、改名或删除",
            remedy=INSTALL,
        )
    if Path(config.interpreter) != Path(settings_for(machine, "").interpreter):
        return note(
            "interpreter",
            "插件使用的Python",
            config.interpreter,
            cause=f"正在做检测的是另一个Python：{machine.executable}",
            remedy="两处都能用时不必处理；插件不正常时，请用插件所用的Python再做一次检测，或重新安装插件",
        )
    return good("interpreter", "插件使用的Python", config.interpreter)


def _versions(machine: Machine, config: AddinConfig) -> Finding:
    installed = machine.package("xlwings")
    if config.perfscore == __version__ and config.xlwings == installed:
        return good("versions", "插件与程序的版本", f"一致：perfscore {__version__}，xlwings {installed}")
    return problem(
        "versions",
        "插件与程序的版本",
        f"插件是为perfscore {config.perfscore}、xlwings {config.xlwings}装的，"
        f"现在是perfscore {__version__}、xlwings {installed or '（没有）'}",
        cause="程序更新以后插件没有重新安装",
        remedy=INSTALL,
    )


def _libraries(machine: Machine, config: AddinConfig) -> Iterator[Finding]:
    """Look at the DLL that Excel loads: the one of Excel's own bitness must be there."""
    if not machine.is_windows:
        yield not_seen("dll", "连接组件（DLL）", cause=WINDOWS_ONLY, remedy=ON_WINDOWS)
        return
    excel = find_excel(machine.registry) if machine.registry else None
    bits = excel.bits if excel else 0
    wanted = {64: (config.dll64,), 32: (config.dll32,)}.get(bits, (config.dll64, config.dll32))
    missing = [path or "（没有登记）" for path in wanted if not path or not Path(path).is_file()]
    if missing:
        yield problem(
            "dll",
            "连接组件（DLL）",
            f"没有找到{'、'.join(missing)}",
            cause="xlwings没有装全，或者这个文件被杀毒软件隔离",
            remedy=f"{INSTALL}；装好后又不见了的，{_ALLOW}",
        )
    else:
        yield good("dll", "连接组件（DLL）", "、".join(wanted))


def quarantine(machine: Machine) -> Iterator[Finding]:
    """Look for signs that an antivirus program took or emptied files of ours."""
    record = read_record(own_folder(machine))
    products = machine.antivirus()
    known = f"装有{'、'.join(products)}" if products else "没有查到杀毒软件的名称"
    if record is None and not machine.is_windows:
        yield not_seen("antivirus", "杀毒软件", cause=WINDOWS_ONLY, remedy=ON_WINDOWS)
        return
    if record is None:
        yield not_seen(
            "antivirus",
            "杀毒软件",
            cause=f"没有安装记录，不知道少了哪些文件（{known}）",
            remedy=f"{INSTALL}，再做一次检测",
        )
        return
    gone = [one.path for one in record.files if _is_taken(one)]
    if gone:
        yield problem(
            "antivirus",
            "杀毒软件",
            f"安装时有、现在没有或被清空的文件：{'、'.join(gone)}（{known}）",
            cause="很可能被杀毒软件隔离或删除",
            remedy=_ALLOW,
        )
    else:
        yield good("antivirus", "杀毒软件", f"安装的文件都在（{known}）")


def _is_taken(kept: KeptFile) -> bool:
    path = Path(kept.path)
    try:
        return not path.exists() or path.stat().st_size == 0
    except OSError:  # it is there, but nobody may look at it: what a guard does with a file under suspicion
        return True
