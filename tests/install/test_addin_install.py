"""Installing the add-in into the folders of a PC: what is written, what is kept, what is left behind."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from perfscore.__main__ import main
from perfscore.install import addin_command
from perfscore.install.addin_files import install_addin, remove_addin
from perfscore.install.config import AddinConfig, read_config
from perfscore.install.machine import Machine
from perfscore.install.places import own_folder, settings_file, start_folder, web_mark
from perfscore.install.record import read_record
from windows_pc import packages, windows_pc


def start(machine: Machine) -> Path:
    folder = start_folder(machine)
    assert folder is not None
    return folder


def tree(root: Path) -> dict[str, bytes | None]:
    """Return every file with its bytes, every folder with None."""
    return {str(path.relative_to(root)): path.read_bytes() if path.is_file() else None for path in root.rglob("*")}


def test_the_addin_and_its_settings_are_written_for_this_python(tmp_path: Path) -> None:
    machine = windows_pc(tmp_path)
    done = install_addin(machine, start(machine))
    assert done.addin == machine.home / "AppData/Roaming/Microsoft/Excel/XLSTART/perfscore.xlam"
    assert done.addin.read_bytes()[:2] == b"PK"
    config = read_config(settings_file(machine))
    assert isinstance(config, AddinConfig)
    assert Path(config.interpreter) == machine.prefix / "pythonw.exe"
    assert Path(config.dll64) == machine.prefix / "xlwings64-0.37.8.dll"
    assert Path(config.addin) == done.addin


def test_installing_twice_is_installing_once(tmp_path: Path) -> None:
    machine = windows_pc(tmp_path)
    first = install_addin(machine, start(machine))
    before = tree(tmp_path)
    second = install_addin(machine, start(machine))
    assert (first.has_changed, second.has_changed) == (True, False)
    assert tree(tmp_path) == before


def test_removing_leaves_nothing(tmp_path: Path) -> None:
    machine = windows_pc(tmp_path)
    before = tree(tmp_path)
    install_addin(machine, start(machine))
    removed = remove_addin(machine)
    assert removed is not None
    assert tree(tmp_path) == before
    assert remove_addin(machine) is None


def test_removing_restores_what_was_there(tmp_path: Path) -> None:
    machine = windows_pc(tmp_path)
    start(machine).mkdir(parents=True)
    own_folder(machine).mkdir()
    (start(machine) / "perfscore.xlam").write_bytes(b"of somebody else")
    (start(machine) / "PERSONAL.XLSB").write_bytes(b"macros of the person")
    settings_file(machine).write_bytes(b"format=0\r\n")
    before = tree(tmp_path)
    done = install_addin(machine, start(machine))
    assert len(done.backups) == 2
    assert not [path for path in start(machine).iterdir() if path.name not in ("perfscore.xlam", "PERSONAL.XLSB")]
    install_addin(machine, start(machine))
    removed = remove_addin(machine)
    assert removed is not None
    assert len(removed.restored) == 2
    assert tree(tmp_path) == before


def test_a_file_of_ours_that_was_spoilt_is_no_backup(tmp_path: Path) -> None:
    machine = windows_pc(tmp_path)
    install_addin(machine, start(machine))
    (start(machine) / "perfscore.xlam").write_bytes(b"")
    done = install_addin(machine, start(machine))
    assert done.has_changed
    assert done.addin.read_bytes()[:2] == b"PK"
    assert done.backups == ()


def test_the_mark_of_the_web_is_cleared_on_our_files_alone(tmp_path: Path) -> None:
    machine = windows_pc(tmp_path)
    start(machine).mkdir(parents=True)
    other = start(machine) / "other.xlam"
    for path in (start(machine) / "perfscore.xlam", machine.prefix / "xlwings64-0.37.8.dll", other):
        web_mark(path).write_text("[ZoneTransfer]\nZoneId=3\n")
    done = install_addin(machine, start(machine))
    assert not web_mark(done.addin).exists()
    assert not web_mark(machine.prefix / "xlwings64-0.37.8.dll").exists()
    assert web_mark(other).exists()


def test_in_another_folder_the_first_one_goes(tmp_path: Path) -> None:
    machine = windows_pc(tmp_path)
    first = install_addin(machine, start(machine)).addin
    second = install_addin(machine, tmp_path / "插件 & (新)").addin
    assert (first.exists(), second.exists()) == (False, True)
    assert remove_addin(machine) is not None
    assert not second.exists()
    assert not own_folder(machine).exists()


def test_a_record_that_nobody_can_read_counts_as_none(tmp_path: Path) -> None:
    machine = windows_pc(tmp_path)
    install_addin(machine, start(machine))
    record = own_folder(machine) / "installed.json"
    for text in ("", "[]", "{", json.dumps({"format": 1, "version": "1", "files": [{"role": 3}], "folders": []})):
        record.write_text(text)
        assert read_record(own_folder(machine)) is None
    assert remove_addin(machine) is not None
    assert not (start(machine) / "perfscore.xlam").exists()


def run(machine: Machine, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(addin_command, "this_machine", lambda: machine)
    return main(["addin", *words])


def test_the_commands_say_what_they_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = windows_pc(tmp_path)
    assert run(machine, monkeypatch, "status") == 1
    assert "没有找到" in capsys.readouterr().out
    assert run(machine, monkeypatch, "install") == 0
    assert "插件已安装" in capsys.readouterr().out
    assert run(machine, monkeypatch, "install") == 0
    assert "没有改动" in capsys.readouterr().out
    assert run(machine, monkeypatch, "status") == 0
    assert run(machine, monkeypatch, "remove") == 0
    assert run(machine, monkeypatch, "remove") == 0
    assert "没有什么要卸载的" in capsys.readouterr().out


@pytest.mark.parametrize("system", ["Windows", "Linux"])
def test_without_excel_the_other_way_is_named(
    system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = windows_pc(tmp_path, excel=False)
    machine = machine if system == "Windows" else replace(machine, system="Linux", registry=None)
    before = tree(tmp_path)
    assert run(machine, monkeypatch, "install") == 1
    said = capsys.readouterr().err
    assert "计分.bat" in said
    assert "perfscore score" in said
    assert tree(tmp_path) == before
    assert run(machine, monkeypatch, "install", "--dir", str(tmp_path / "共享 (1)")) == 0
    assert (tmp_path / "共享 (1)" / "perfscore.xlam").is_file()


def test_what_keeps_the_addin_from_working_is_said_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = windows_pc(tmp_path)
    (machine.prefix / "xlwings64-0.37.8.dll").unlink()
    assert run(machine, monkeypatch, "install") == 4
    assert "连接组件（DLL）" in capsys.readouterr().out
    assert run(replace(machine, package=packages(xlwings=None)), monkeypatch, "install") == 3
    assert "缺少组件xlwings" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = windows_pc(tmp_path)
    (tmp_path / "file").write_text("")
    assert run(machine, monkeypatch, "install", "--dir", str(tmp_path / "file" / "below")) == 3
    assert "关闭所有Excel窗口" in capsys.readouterr().err
