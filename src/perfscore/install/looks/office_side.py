"""Excel, WPS and the rules that the office has set for macros and add-ins: a PC in, findings out.

The registry is read where Excel and its group policies keep these settings (Microsoft's ADMX templates for Office 2016
and later, key 16.0; older versions alike under their own key). A policy beats what the person chose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from perfscore.install.commands import ADDIN_FILE
from perfscore.install.findings import Finding, good, not_seen, note, problem
from perfscore.install.looks.python_side import ON_WINDOWS, WINDOWS_ONLY
from perfscore.install.machine import Machine, Registry
from perfscore.install.office_programs import OFFICE_VERSIONS, Excel, find_excel, has_wps, is_answered_by_wps
from perfscore.install.places import start_folder

FILE_WAY = "请用不需要插件的办法：把绩效表拖到安装包里“计分.bat”的图标上，或运行 perfscore score 文件名.xlsx"
_ASK_IT = "这是单位统一设置的，请把本结果交给单位的信息技术人员，请其允许"
_SETTINGS, _POLICIES = r"Software\Microsoft\Office", r"Software\Policies\Microsoft\Office"
_HIVES, _BRANCHES = ("HKLM", "HKCU"), (_SETTINGS, _POLICIES)
_ADDIN_SWITCHES = (
    ("DisableAllAddins", "所有加载项都被禁用", "禁用了所有加载项"),
    ("RequireAddinSig", "只允许有签名的加载项", "要求加载项有受信任的签名，本插件没有签名"),
)
_MACRO_LEVELS = {3: "只允许有签名的宏", 4: "禁用所有宏，不作通知"}
"""VBAWarnings; 1 allows all, 2 asks."""


def programs(machine: Machine) -> Iterator[Finding]:
    """Look for Excel and WPS."""
    if machine.registry is None:
        yield not_seen("excel", "Excel或WPS", cause=WINDOWS_ONLY, remedy=ON_WINDOWS)
        return
    excel, wps = find_excel(machine.registry), has_wps(machine.registry)
    yield _excel(excel, wps=wps)
    if is_answered_by_wps(machine.registry):
        yield problem(
            "wps",
            "WPS",
            "WPS占用了Excel在系统里的登记，程序找Excel时找到的是WPS",
            cause="WPS安装时把自己登记成了Excel，插件不支持WPS",
            remedy="请在“WPS配置工具－高级－兼容设置”里取消WPS与Excel的兼容，再在“设置－应用”里修复Office；"
            "只有WPS的，" + FILE_WAY,
        )
    elif wps:
        yield note(
            "wps",
            "WPS",
            "装有WPS",
            cause="插件只能在Excel里用，WPS里没有“绩效计分”选项卡",
            remedy="绩效表请用Excel打开；用WPS的，" + FILE_WAY,
        )
    else:
        yield good("wps", "WPS", "没有装WPS")


def _excel(excel: Excel | None, *, wps: bool) -> Finding:
    if excel is None:
        found = "没有找到Excel，只找到WPS" if wps else "没有找到Excel"
        return problem("excel", "Excel", found, cause="插件要在Excel 2010或更高版本里用", remedy=FILE_WAY)
    said = f"{excel.name}，位置：{excel.program}"
    if excel.is_from_store:
        return note(
            "excel",
            "Excel",
            said,
            cause="这是微软商店版的Excel，它关在系统的隔离区里，有时启动不了Python",
            remedy="插件用不了时，请从office.com安装桌面版Excel；在此以前，" + FILE_WAY,
        )
    return good("excel", "Excel", said)


def macros(machine: Machine) -> Iterator[Finding]:
    """Look at whether Excel may run macros and add-ins."""
    if machine.registry is None:
        yield not_seen("macros", "宏的设置", cause=WINDOWS_ONLY, remedy=ON_WINDOWS)
        return
    forbidden = _forbidden(machine.registry, _settings(machine.registry))
    if forbidden is None:
        yield good("macros", "宏的设置", "没有禁止插件的设置（启动文件夹里的插件不受“禁用宏并通知”的影响）")
    else:
        yield forbidden


def _forbidden(registry: Registry, version: str) -> Finding | None:
    """Return what keeps Excel from running the add-in, None where nothing does."""
    if any(registry.values(rf"{hive}\{_POLICIES}\{version}\Common").get("VbaOff") == 1 for hive in _HIVES):
        return _refused("Office里的VBA被关闭", "单位的策略关闭了VBA", by_policy=True)
    policy, own = _security(registry, version, policy=True), _security(registry, version, policy=False)
    for values, by_policy in ((policy, True), (own, False)):
        for name, says, cause in _ADDIN_SWITCHES:
            if values.get(name) == 1:
                return _refused(says, f"{_who(by_policy=by_policy)}{cause}", by_policy=by_policy)
    by_policy = "VBAWarnings" in policy
    level = (policy if by_policy else own).get("VBAWarnings")
    words = _MACRO_LEVELS.get(level) if isinstance(level, int) else None
    if words and _locations_off(registry, version):
        return _refused(f"{words}，受信任位置也被关闭", f"{_who(by_policy=by_policy)}{words}", by_policy=by_policy)
    if words:
        return note(
            "macros",
            "宏的设置",
            words,
            cause=f"{_who(by_policy=by_policy)}{words}；受信任位置里的插件不受影响",
            remedy="插件装在启动文件夹里就能用；看不到“绩效计分”选项卡时，请看下面各项",
        )
    return None


def _who(*, by_policy: bool) -> str:
    return "单位的策略" if by_policy else "Excel“信任中心”里的设置"


def _refused(says: str, cause: str, *, by_policy: bool) -> Finding:
    remedy = f"{_ASK_IT}使用本插件" if by_policy else "请在Excel“文件－选项－信任中心－信任中心设置”里改过来"
    return problem("macros", "宏的设置", says, cause=cause, remedy=f"{remedy}；在此以前，{FILE_WAY}")


def trusted(machine: Machine, place: Path | None = None) -> Iterator[Finding]:
    """Look at whether the folder of the add-in is one that Excel trusts.

    Args:
        machine: the PC.
        place: the add-in's file, where it is known; its start folder counts without.
    """
    start = start_folder(machine)
    folder = place.parent if place else start
    if machine.registry is None or folder is None:
        yield not_seen("trusted", "受信任位置", cause=WINDOWS_ONLY, remedy=ON_WINDOWS)
        return
    version = _settings(machine.registry)
    if _locations_off(machine.registry, version):
        yield problem(
            "trusted",
            "受信任位置",
            "受信任位置全部被关闭",
            cause="设置里禁用了所有受信任位置，启动文件夹里的插件因此会被当作普通的宏文件拦下",
            remedy=f"请在Excel“信任中心－受信任位置”里取消“禁用所有受信任位置”；改不了的，{_ASK_IT}",
        )
    elif str(folder).startswith("\\\\"):
        yield problem(
            "trusted",
            "受信任位置",
            f"插件所在的文件夹在网络上：{folder}",
            cause="这台电脑的个人文件夹放在服务器上，Excel默认不信任网络位置",
            remedy="请用 perfscore addin install --dir 本机文件夹 安装，并在“信任中心－受信任位置”里添加这个文件夹",
        )
    elif folder == start:
        yield good("trusted", "受信任位置", f"启动文件夹默认受信任：{folder}")
    elif _is_listed(folder, machine.registry, version):
        yield good("trusted", "受信任位置", f"{folder}已列为受信任位置")
    else:
        yield problem(
            "trusted",
            "受信任位置",
            f"插件所在的{folder}不是受信任位置",
            cause="插件没有装在启动文件夹里，Excel会把它当作普通的宏文件拦下",
            remedy="请在Excel“信任中心－受信任位置”里添加这个文件夹；或者不加 --dir 重新安装插件",
        )


def disabled(machine: Machine) -> Iterator[Finding]:
    """Look at whether Excel put the add-in on its list of disabled items after a crash."""
    if machine.registry is None:
        yield not_seen("disabled", "被Excel禁用的项目", cause=WINDOWS_ONLY, remedy=ON_WINDOWS)
        return
    version = _settings(machine.registry)
    items = machine.registry.values(rf"HKCU\{_SETTINGS}\{version}\Excel\Resiliency\DisabledItems")
    texts = [value.decode("utf-16-le", "ignore") for value in items.values() if isinstance(value, bytes)]
    if any(ADDIN_FILE in text.lower() for text in texts):
        yield problem(
            "disabled",
            "被Excel禁用的项目",
            f"Excel禁用了{ADDIN_FILE}",
            cause="Excel上次打开插件时没有正常结束，就把它列入了禁用的项目",
            remedy="请在Excel“文件－选项－加载项”里，“管理”选“禁用项目”，点“转到”，选中插件，点“启用”，再重新打开Excel",
        )
    else:
        yield good("disabled", "被Excel禁用的项目", "插件不在其中")


def _settings(registry: Registry) -> str:
    excel = find_excel(registry)
    return excel.settings if excel else OFFICE_VERSIONS[0]


def _security(registry: Registry, version: str, *, policy: bool) -> Mapping[str, object]:
    below = rf"{_POLICIES if policy else _SETTINGS}\{version}\Excel\Security"
    machine = registry.values(rf"HKLM\{below}") if policy else {}
    return {**registry.values(rf"HKCU\{below}"), **machine}


def _locations_off(registry: Registry, version: str) -> bool:
    keys = [rf"{hive}\{below}\{version}\Excel\Security\Trusted Locations" for hive in _HIVES for below in _BRANCHES]
    return any(registry.values(key).get("AllLocationsDisabled") == 1 for key in keys)


def _is_listed(folder: Path, registry: Registry, version: str) -> bool:
    """Tell whether a folder, or one above it whose subfolders count, is on Excel's list of trusted locations."""
    for branch in _BRANCHES:
        locations = rf"HKCU\{branch}\{version}\Excel\Security\Trusted Locations"
        for name in registry.keys(locations):
            values = registry.values(rf"{locations}\{name}")
            path = values.get("Path")
            if not isinstance(path, str) or not path.strip():
                continue
            listed, wanted = path.rstrip("\\/").lower(), str(folder).rstrip("\\/").lower()
            below = values.get("AllowSubFolders") == 1 and wanted.startswith((f"{listed}\\", f"{listed}/"))
            if wanted == listed or below:
                return True
    return False
