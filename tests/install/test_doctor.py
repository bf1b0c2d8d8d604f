"""环境检测 on Windows PCs in every state, as files and registry values, and on the system that runs the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import perfscore
from perfscore.__main__ import main
from perfscore.install.addin_files import install_addin
from perfscore.install.doctor import as_json, as_text, examine
from perfscore.install.findings import Finding, State
from perfscore.install.machine import Machine, Ran, run_program, this_machine
from perfscore.install.places import settings_file, start_folder, web_mark
from windows_pc import APP_PATH, CLICK, POLICY, SECURITY, Values, packages, program, windows_pc

LOCATIONS = r"{}\Trusted Locations"
DISABLED = r"HKCU\Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
EXCEL_CLASS = "{00024500-0000-0000-C000-000000000046}"


def installed(root: Path, *, registry: Values | None = None, excel: bool = True) -> Machine:
    machine = windows_pc(root, registry=registry, excel=excel)
    folder = start_folder(machine)
    assert folder is not None
    install_addin(machine, folder)
    return machine


def found(machine: Machine, name: str) -> Finding:
    (finding,) = [one for one in examine(machine) if one.name == name]
    return finding


def test_a_pc_on_which_all_is_well_has_only_good_findings(tmp_path: Path) -> None:
    findings = examine(installed(tmp_path))
    assert {finding.state for finding in findings} == {State.GOOD}
    assert "没有发现问题" in as_text(findings).splitlines()[-1]


REGISTRY: tuple[tuple[str, Values, str, str], ...] = (
    ("macros", {POLICY: {"DisableAllAddins": 1}}, "所有加载项都被禁用", "单位的策略"),
    ("macros", {SECURITY: {"RequireAddinSig": 1}}, "只允许有签名的加载项", "信任中心"),
    ("macros", {r"HKLM\Software\Policies\Microsoft\Office\16.0\Common": {"VbaOff": 1}}, "VBA被关闭", "单位的策略"),
    (
        "macros",
        {SECURITY: {"VBAWarnings": 4}, LOCATIONS.format(SECURITY): {"AllLocationsDisabled": 1}},
        "禁用所有宏",
        "信任中心",
    ),
    ("trusted", {LOCATIONS.format(POLICY): {"AllLocationsDisabled": 1}}, "全部被关闭", "禁用了所有受信任位置"),
    (
        "disabled",
        {DISABLED: {"1": r"C:\Users\甲\XLSTART\perfscore.xlam".encode("utf-16-le")}},
        "禁用了perfscore.xlam",
        "没有正常结束",
    ),
    (
        "wps",
        {
            r"HKCR\Excel.Application\CLSID": {"": EXCEL_CLASS},
            rf"HKCR\CLSID\{EXCEL_CLASS}\LocalServer32": {"": r"C:\Kingsoft\WPS Office\ksolaunch.exe /et"},
        },
        "WPS占用了Excel",
        "登记成了Excel",
    ),
)


@pytest.mark.parametrize(("name", "registry", "says", "cause"), REGISTRY)
def test_each_setting_that_stops_the_addin_is_named(
    name: str, registry: Values, says: str, cause: str, tmp_path: Path
) -> None:
    finding = found(installed(tmp_path, registry=registry), name)
    assert finding.state is State.PROBLEM
    assert says in finding.says
    assert cause in finding.cause
    assert finding.remedy


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, State.PROBLEM),
        ({"Path": "{folder}\\"}, State.GOOD),
        ({"Path": "{parent}"}, State.PROBLEM),
        ({"Path": "{parent}", "AllowSubFolders": 1}, State.GOOD),
        ({"Path": "{folder}2", "AllowSubFolders": 1}, State.PROBLEM),
    ],
)
def test_another_folder_has_to_be_on_the_list_of_trusted_ones(
    values: dict[str, object], state: State, tmp_path: Path
) -> None:
    folder = tmp_path / "共享 & 插件" / "绩效"
    names = {"folder": str(folder), "parent": str(folder.parent)}
    location = {key: one.format(**names) if isinstance(one, str) else one for key, one in values.items()}
    registry: Values = {LOCATIONS.format(SECURITY) + r"\Location7": location}
    machine = windows_pc(tmp_path / "pc", registry=registry)
    install_addin(machine, folder)
    assert found(machine, "trusted").state is state


def test_two_copies_of_the_addin_are_noticed(tmp_path: Path) -> None:
    machine = installed(tmp_path)
    (tmp_path / "Program Files" / "Office16" / "XLSTART").mkdir()
    (tmp_path / "Program Files" / "Office16" / "XLSTART" / "perfscore.xlam").write_bytes(b"PK")
    finding = found(machine, "addin")
    assert (finding.state, "两份" in finding.says) == (State.PROBLEM, True)


def test_a_policy_beats_what_the_person_chose(tmp_path: Path) -> None:
    finding = found(installed(tmp_path, registry={POLICY: {"VBAWarnings": 1}, SECURITY: {"VBAWarnings": 4}}), "macros")
    assert finding.state is State.GOOD
    finding = found(
        installed(tmp_path / "2", registry={POLICY: {"VBAWarnings": 4}, SECURITY: {"VBAWarnings": 1}}), "macros"
    )
    assert (finding.state, finding.cause[:5]) == (State.NOTE, "单位的策略")


@pytest.mark.parametrize(("code", "bits"), [(0x8664, 64), (0x14C, 32)])
def test_the_bitness_is_that_of_the_program_itself(code: int, bits: int, tmp_path: Path) -> None:
    path = program(tmp_path / "EXCEL.EXE", code)
    machine = installed(tmp_path / "pc", registry={APP_PATH: {"": str(path)}, CLICK: {"Platform": "x64"}})
    assert f"{bits}位" in found(machine, "excel").says


def test_the_dll_of_the_bitness_of_excel_is_needed(tmp_path: Path) -> None:
    path = program(tmp_path / "EXCEL.EXE", 0x14C)
    machine = installed(tmp_path / "pc", registry={APP_PATH: {"": str(path)}})
    (machine.prefix / "xlwings64-0.37.8.dll").unlink()
    assert found(machine, "dll").state is State.GOOD
    (machine.prefix / "xlwings32-0.37.8.dll").unlink()
    assert found(machine, "dll").state is State.PROBLEM


def test_a_pc_with_wps_alone_is_shown_the_way_by_file(tmp_path: Path) -> None:
    wps: Values = {r"HKCU\Software\Kingsoft\Office\6.0\Common": {"InstallRoot": r"C:\WPS"}}
    machine = windows_pc(tmp_path, registry=wps, excel=False)
    excel, note = found(machine, "excel"), found(machine, "wps")
    assert excel.state is State.PROBLEM
    assert "只找到WPS" in excel.says
    assert "计分.bat" in excel.remedy
    assert (note.state, "计分.bat" in note.remedy) == (State.NOTE, True)


def test_store_programs_are_named(tmp_path: Path) -> None:
    store = r"C:\Program Files\WindowsApps\Microsoft.Office.Desktop\EXCEL.EXE"
    machine = installed(tmp_path, registry={APP_PATH: {"": store}})
    assert "商店" in found(machine, "excel").cause
    sandboxed = replace(machine, executable=Path(r"C:\Users\a\AppData\Local\Microsoft\WindowsApps\python.exe"))
    assert found(sandboxed, "python").state is State.PROBLEM


def forget(machine: Machine, name: str) -> None:
    (machine.prefix / name).unlink()


def empty(machine: Machine) -> None:
    folder = start_folder(machine)
    assert folder is not None
    (folder / "perfscore.xlam").write_bytes(b"")


def mark(machine: Machine) -> None:
    folder = start_folder(machine)
    assert folder is not None
    web_mark(folder / "perfscore.xlam").write_text("[ZoneTransfer]\nZoneId=3\n")


def unlink_addin(machine: Machine) -> None:
    folder = start_folder(machine)
    assert folder is not None
    (folder / "perfscore.xlam").unlink()


FILES: tuple[tuple[Callable[[Machine], object], str, str], ...] = (
    (lambda machine: forget(machine, "xlwings64-0.37.8.dll"), "dll", "杀毒软件"),
    (lambda machine: forget(machine, "xlwings64-0.37.8.dll"), "antivirus", "某某安全卫士"),
    (lambda machine: forget(machine, "pythonw.exe"), "interpreter", "移动、改名或删除"),
    (empty, "antivirus", "被清空"),
    (empty, "addin", "被清空"),
    (mark, "addin", "来自互联网"),
    (unlink_addin, "addin", "没有找到"),
    (lambda machine: settings_file(machine).write_text("format=9\r\n"), "settings", "另一个版本"),
    (lambda machine: settings_file(machine).unlink(), "settings", "没有找到"),
)


@pytest.mark.parametrize(("spoil", "name", "word"), FILES)
def test_each_file_that_is_missing_or_changed_is_named(
    spoil: Callable[[Machine], object], name: str, word: str, tmp_path: Path
) -> None:
    machine = installed(tmp_path)
    spoil(machine)
    finding = found(machine, name)
    assert finding.state is State.PROBLEM
    assert word in finding.says + finding.cause


def test_an_update_of_xlwings_alone_is_noticed(tmp_path: Path) -> None:
    machine = replace(installed(tmp_path), package=packages(xlwings="0.38.0"))
    finding = found(machine, "versions")
    assert finding.state is State.PROBLEM
    assert "0.38.0" in finding.says


def test_missing_packages_are_named(tmp_path: Path) -> None:
    machine = replace(installed(tmp_path), package=packages(pywin32=None))
    assert found(machine, "packages").says == "缺少：pywin32"


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("ModuleNotFoundError: No module named 'win32com'", "缺少组件"),
        ("ImportError: DLL load failed while importing pythoncom", "VC运行库"),
        ("[WinError 5] Access is denied", "不允许启动"),
        ("等了60秒没有结束", "启动得太慢"),
        ("", "原因不明"),
    ],
)
def test_a_server_that_does_not_start_has_a_cause(said: str, word: str, tmp_path: Path) -> None:
    machine = replace(installed(tmp_path), run=lambda words, seconds: Ran(1, said))
    finding = found(machine, "server")
    assert finding.state is State.PROBLEM
    assert word in finding.cause


def test_a_look_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    def broken() -> tuple[str, ...]:
        raise RuntimeError("中断")

    machine = replace(installed(tmp_path), antivirus=broken)
    states = {finding.name: finding.state for finding in examine(machine)}
    assert states["antivirus"] is State.NOT_SEEN
    assert states["trial"] is State.GOOD


BROKEN_ENGINE = """
import sys
class Broken:
    def find_spec(self, name, path=None, target=None):
        if name == "pydantic_core":
            raise ImportError("DLL load failed while importing _pydantic_core")
sys.meta_path.insert(0, Broken())
from perfscore.__main__ import main
sys.exit(main(["doctor", "--json"]))
"""


def test_where_the_engine_cannot_be_loaded_the_check_still_runs(tmp_path: Path) -> None:
    source = str(Path(perfscore.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", BROKEN_ENGINE],
        env={**os.environ, "HOME": str(tmp_path), "PYTHONPATH": source},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    (trial,) = [entry for entry in json.loads(done.stdout)["findings"] if entry["name"] == "trial"]
    assert (trial["state"], "VC运行库" in trial["cause"]) == ("problem", True)


def test_whatever_is_not_good_has_a_cause_and_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs a cause"):
        Finding("x", "x", State.PROBLEM, "x")
    bare = windows_pc(tmp_path, excel=False)
    for finding in examine(bare):
        assert finding.state is State.GOOD or (finding.cause and finding.remedy)


def test_another_system_says_what_it_could_not_look_at(tmp_path: Path) -> None:
    machine = replace(this_machine(), system="Linux", home=tmp_path, registry=None)
    findings = examine(machine)
    unseen = {finding.name for finding in findings if finding.state is State.NOT_SEEN}
    assert unseen == {
        "pywin32", "excel", "macros", "trusted", "disabled", "addin", "settings", "antivirus", "server",
    }  # fmt: skip
    assert not [finding for finding in findings if finding.state is State.PROBLEM]
    text = as_text(findings)
    assert "Excel或WPS、宏的设置" in text
    assert "没有查看，原因见该项" in text


def test_the_command_prints_text_or_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    main(["doctor", "--json"])
    shown = json.loads(capsys.readouterr().out)
    names = [entry["name"] for entry in shown["findings"]]
    assert names == [entry["name"] for entry in as_json(examine(this_machine()))["findings"]]  # type: ignore[attr-defined]
    assert set(shown["findings"][0]) == {"name", "title", "state", "says", "cause", "remedy"}
    main(["doctor"])
    assert capsys.readouterr().out.startswith("绩效计分")


def test_a_program_that_hangs_or_is_missing_is_told(tmp_path: Path) -> None:
    python = str(this_machine().executable)
    assert run_program([python, "-c", "print('好')"], 20) == Ran(0, "好")
    assert "没有结束" in run_program([python, "-c", "import time; time.sleep(9)"], 0.2).said
    assert run_program([str(tmp_path / "none.exe")], 1).code is None
