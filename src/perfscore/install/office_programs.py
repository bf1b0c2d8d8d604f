"""Which spreadsheet programs Windows knows of: Excel with version and bitness, WPS; read from registry and files."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from perfscore.install.machine import Registry

OFFICE_VERSIONS = ("16.0", "15.0", "14.0")
"""Excel 2016 and later, 2013, 2010: the keys under which its settings stand."""
_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_APP_PATH = r"\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_WPS_KEYS = (
    r"HKCU\Software\Kingsoft\Office\6.0\Common",
    r"HKLM\SOFTWARE\Kingsoft\Office\6.0\Common",
    r"HKCU\Software\Microsoft\Windows\CurrentVersion\App Paths\et.exe",
    r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\et.exe",
)
_WPS_WORDS = ("kingsoft", "wps office", r"\et.exe", "wps.exe", "ksolaunch")
_WITH_EXCEL = ("excel", "o365", "proplus", "professional", "standard", "home")
_MACHINES = {0x14C: 32, 0x8664: 64, 0xAA64: 64}
_EXE_HEADER = 0x3C
_LONGEST_HEADER = 4096


@dataclass(frozen=True, slots=True)
class Excel:
    """Excel as installed. ``bits`` is 0 where it cannot be told; ``settings`` the key of its version, as 16.0."""

    program: str
    version: str
    bits: int
    settings: str

    @property
    def is_from_store(self) -> bool:
        """Whether it lies in the sandbox of the Microsoft Store."""
        return "windowsapps" in self.program.lower()

    @property
    def name(self) -> str:
        """Say which Excel it is."""
        bits = f"，{self.bits}位" if self.bits else ""
        return f"Excel {self.version or '（版本不明）'}{bits}"


def find_excel(registry: Registry) -> Excel | None:
    """Return the Excel that is installed, None where there is none."""
    click = registry.values(_CLICK_TO_RUN)
    program = _program(registry, click)
    if not program:
        return None
    settings = next((one for one in OFFICE_VERSIONS if _root(registry, one)), OFFICE_VERSIONS[0])
    version = _words(click.get("VersionToReport")) or settings
    bits = program_bits(Path(program)) or {"x64": 64, "x86": 32}.get(_words(click.get("Platform")).lower(), 0)
    return Excel(program, version, bits, settings)


def has_wps(registry: Registry) -> bool:
    """Tell whether WPS is installed."""
    return any(registry.values(key) for key in _WPS_KEYS)


def is_answered_by_wps(registry: Registry) -> bool:
    """Tell whether programs that ask Windows for Excel get WPS, which puts itself in that place."""
    number = _words(registry.values(r"HKCR\Excel.Application\CLSID").get(""))
    if not number:
        return False
    server = _words(registry.values(rf"HKCR\CLSID\{number}\LocalServer32").get("")).lower()
    return any(word in server for word in _WPS_WORDS)


def program_bits(program: Path) -> int:
    """Return 32 or 64 as the program file says, 0 where it cannot be read."""
    try:
        with program.open("rb") as file:
            head = file.read(_LONGEST_HEADER)
        (place,) = struct.unpack_from("<I", head, _EXE_HEADER)
        if head[:2] != b"MZ" or head[place : place + 4] != b"PE\0\0":
            return 0
        return _MACHINES.get(struct.unpack_from("<H", head, place + 4)[0], 0)
    except (OSError, struct.error):
        return 0


def _program(registry: Registry, click: Mapping[str, object]) -> str:
    for hive in ("HKCU", "HKLM"):
        found = _words(registry.values(hive + _APP_PATH).get("")).strip('"')
        if found and not any(word in found.lower() for word in _WPS_WORDS):
            return found
    for version in OFFICE_VERSIONS:
        if _root(registry, version):
            return str(PureWindowsPath(_root(registry, version)) / "EXCEL.EXE")
    installed = _words(click.get("InstallationPath"))
    products = _words(click.get("ProductReleaseIds")).lower()
    has_excel = any(word in products for word in _WITH_EXCEL)
    return str(PureWindowsPath(installed) / "root" / "Office16" / "EXCEL.EXE") if installed and has_excel else ""


def _root(registry: Registry, version: str) -> str:
    return _words(registry.values(rf"HKLM\SOFTWARE\Microsoft\Office\{version}\Excel\InstallRoot").get("Path"))


def _words(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
