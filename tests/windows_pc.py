"""A Windows PC for the tests of installer and self-check: a real tree of files, a plain table of registry values."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from perfscore.install.machine import Machine, Ran

XLWINGS = "0.37.8"
CLICK = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
APP_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
SECURITY = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"

Values = Mapping[str, Mapping[str, object]]


class PlainRegistry:
    """A registry that is a table: key -> name -> value."""

    def __init__(self, table: Values) -> None:
        self._table = {key.lower(): values for key, values in table.items()}

    def values(self, key: str) -> Mapping[str, object]:
        return self._table.get(key.lower(), {})

    def keys(self, key: str) -> Sequence[str]:
        head = f"{key.lower()}\\"
        return [one[len(head) :].partition("\\")[0] for one in self._table if one.startswith(head)]


def program(path: Path, machine: int = 0x8664) -> Path:
    """Write the head of a Windows program: 0x8664 for 64 bits, 0x14C for 32."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", machine) + bytes(100))
    return path


def runs(words: Sequence[str], seconds: float) -> Ran:
    """Stand for a program that starts and ends well."""
    del words, seconds
    return Ran(0, "启动正常")


def windows_pc(root: Path, *, registry: Values | None = None, excel: bool = True) -> Machine:
    """Build a PC under a folder: a user named in Chinese, Python with the DLLs of xlwings, Excel of 64 bits."""
    home, python = root / "Users" / "张 三（财务）", root / "Python 3.11 & 工具"
    for name in ("python.exe", "pythonw.exe", f"xlwings64-{XLWINGS}.dll", f"xlwings32-{XLWINGS}.dll"):
        program(python / name)
    home.mkdir(parents=True)
    table = dict(registry or {})
    if excel:
        path = program(root / "Program Files" / "Office16" / "EXCEL.EXE")
        table = {APP_PATH: {"": str(path)}, CLICK: {"VersionToReport": "16.0.17928", "Platform": "x64"}} | table
    return Machine(
        system="Windows",
        release="Windows 10",
        environment={"APPDATA": str(home / "AppData" / "Roaming")},
        home=home,
        executable=python / "python.exe",
        prefix=python,
        python=(3, 11, 9),
        bits=64,
        registry=PlainRegistry(table),
        run=runs,
        antivirus=lambda: ("某某安全卫士",),
        package=packages(),
    )


def packages(**other: str | None) -> Callable[[str], str | None]:
    """Return what tells versions: all is installed, but for what is said otherwise."""
    versions: dict[str, str | None] = {"xlwings": XLWINGS, **other}
    return lambda name: versions.get(name, "1.0")
