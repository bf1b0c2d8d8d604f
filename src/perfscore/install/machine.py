"""What is read of the PC: system, folders, registry, other programs; everything comes in through ``Machine``.

Installer and self-check take a ``Machine`` and ask nothing else, so that what they make of a Windows PC can be proved
on any system: a test hands over a folder of files and a plain table of registry values.
"""

from __future__ import annotations

import os
import platform
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol

_ROOTS = ("HKCU", "HKLM", "HKCR")


class Registry(Protocol):
    r"""The registry as far as it is read; keys as ``HKCU\Software\...``, 64-bit and 32-bit view alike."""

    def values(self, key: str) -> Mapping[str, object]:
        """Return the values under a key by name ("" is the default one); {} where there is no such key."""

    def keys(self, key: str) -> Sequence[str]:
        """Return the names of the keys below a key."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of another program: its exit code (None: it did not start or not end) and what it printed."""

    code: int | None
    said: str


def package_version(name: str) -> str | None:
    """Return the version of a package that this interpreter has."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


Runner = Callable[[Sequence[str], float], Ran]


@dataclass(frozen=True, slots=True)
class Machine:
    """这台电脑. ``registry`` is None where the system has none, ``antivirus`` gives None where nobody knows."""

    system: str
    release: str
    environment: Mapping[str, str]
    home: Path
    executable: Path
    prefix: Path
    python: tuple[int, int, int]
    bits: int
    registry: Registry | None
    run: Runner
    antivirus: Callable[[], Sequence[str] | None] = field(default=lambda: None)
    package: Callable[[str], str | None] = field(default=package_version)
    """Tells the version of an installed package, None where it is missing."""

    @property
    def is_windows(self) -> bool:
        """Whether Excel and its add-ins are to be looked for."""
        return self.system == "Windows"


def this_machine() -> Machine:
    """Return the PC that we run on."""
    is_windows = platform.system() == "Windows"
    return Machine(
        system=platform.system(),
        release=f"{platform.system()} {platform.release()}",
        environment=os.environ,
        home=Path.home(),
        executable=Path(sys.executable),
        prefix=Path(sys.prefix),
        python=sys.version_info[:3],
        bits=struct.calcsize("P") * 8,
        registry=WindowsRegistry() if is_windows else None,
        run=run_program,
        antivirus=_antivirus_products if is_windows else (lambda: None),
    )


def run_program(words: Sequence[str], seconds: float) -> Ran:
    """Run a program without a window, and wait for it at most that long."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            list(words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
            creationflags=hidden,
        )
    except subprocess.TimeoutExpired:
        return Ran(None, f"等了{seconds:g}秒没有结束")
    except OSError as refusal:
        return Ran(None, str(refusal))
    return Ran(done.returncode, _text(done.stdout).strip())


def _text(said: bytes) -> str:
    """Read what a program printed: UTF-8, else the code page of Chinese Windows."""
    try:
        return said.decode("utf-8")
    except UnicodeDecodeError:
        return said.decode("gb18030", errors="replace")


class WindowsRegistry:
    """The registry of this PC; reads only. What may not be read counts as not there."""

    def values(self, key: str) -> Mapping[str, object]:
        """Return the values under a key, those of the 64-bit view first."""
        found: dict[str, object] = {}
        for handle in self._opened(key):
            found = {**_values_of(handle), **found}
        return found

    def keys(self, key: str) -> Sequence[str]:
        """Return the names of the keys below, of both views."""
        names: dict[str, None] = {}
        for handle in self._opened(key):
            names |= dict.fromkeys(_keys_of(handle))
        return tuple(names)

    def _opened(self, key: str) -> list[object]:
        winreg = _winreg()
        root, _, below = key.partition("\\")
        roots = dict(
            zip(_ROOTS, (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CLASSES_ROOT), strict=True)
        )
        found = []
        for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):
            try:
                found.append(winreg.OpenKey(roots[root], below, 0, winreg.KEY_READ | view))
            except OSError:
                continue
        return found


def _winreg() -> Any:
    return import_module("winreg")  # Windows only


def _values_of(handle: object) -> dict[str, object]:
    winreg = _winreg()
    found: dict[str, object] = {}
    for number in range(winreg.QueryInfoKey(handle)[1]):
        try:
            name, value, _ = winreg.EnumValue(handle, number)
        except OSError:
            break
        found[name] = value
    return found


def _keys_of(handle: object) -> list[str]:
    winreg = _winreg()
    found = []
    for number in range(winreg.QueryInfoKey(handle)[0]):
        try:
            found.append(winreg.EnumKey(handle, number))
        except OSError:
            break
    return found


def _antivirus_products() -> Sequence[str] | None:
    """Ask the security centre of Windows for the names of the products."""
    try:
        centre = import_module("win32com.client").GetObject(r"winmgmts:\\.\root\SecurityCenter2")
        return [str(product.displayName) for product in centre.ExecQuery("SELECT displayName FROM AntiVirusProduct")]
    except Exception:  # a server edition has no such centre; without pywin32 nobody can ask
        return None
