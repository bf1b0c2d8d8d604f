"""A LibreOffice of our own, started or attached to: a program on this machine in, its remote UNO context out."""

from __future__ import annotations

import atexit
import contextlib
import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MINIMUM = (25, 2)
_PROGRAMS = ("/usr/bin/soffice", "/usr/lib/libreoffice/program/soffice", "/usr/local/bin/soffice")
_FOLDERS = ("/usr/lib/python3/dist-packages", "/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program")
_OPTIONS = ("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
_SECONDS = 60.0
_PAUSE = 0.05


class OfficeUnavailable(Exception):  # noqa: N818 - a state of the machine, not a mistake of the caller
    """There is no LibreOffice that can be used; the text says why, in Chinese, for staff."""


def import_uno() -> Any:
    """Return LibreOffice's module ``uno``, looked for where distributions put it.

    Raises:
        OfficeUnavailable: there is none for this Python.
    """
    with contextlib.suppress(ImportError):
        return importlib.import_module("uno")
    for folder in _FOLDERS:
        if folder not in sys.path and Path(folder, "uno.py").is_file():
            # At the end: packages of the environment win over those of the system.
            sys.path.append(folder)
    try:
        return importlib.import_module("uno")
    except ImportError as error:
        raise OfficeUnavailable("没有找到 LibreOffice 的 Python 组件（python3-uno），请先安装。") from error


def find_program() -> str:
    """Return the path of ``soffice``.

    Raises:
        OfficeUnavailable: there is none.
    """
    found = shutil.which("soffice") or next((path for path in _PROGRAMS if Path(path).is_file()), None)
    if found is None:
        raise OfficeUnavailable(f"没有找到 LibreOffice，请先安装 {_shown(MINIMUM)} 或更新的版本。")
    return found


@dataclass(slots=True, repr=False)
class Office:
    """A running LibreOffice: its remote component context, its version, and what we started for it.

    It has no repr of its fields: to show an object of a LibreOffice that has ended may end Python too.
    """

    context: Any
    version: tuple[int, ...]
    process: subprocess.Popen[bytes] | None = None
    folder: Path | None = None
    _closed: bool = field(default=False)

    @property
    def pid(self) -> int:
        """The number of the process we started, 0 for one that somebody else runs."""
        return self.process.pid if self.process is not None else 0

    @property
    def has_ended(self) -> bool:
        """Whether a program that we started runs no more."""
        return self.process is not None and self.process.poll() is not None

    def service(self, name: str) -> Any:
        """Return a service of the office by its name."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def close(self, seconds: float = 10.0) -> None:
        """End an office that we started, kindly first; one that we attached to goes on."""
        if self._closed or self.process is None:
            return
        self._closed = True
        atexit.unregister(self.close)
        with contextlib.suppress(Exception):  # the bridge breaks while the program ends
            self.service("com.sun.star.frame.Desktop").terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._kill()
            self.process.wait()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _kill(self) -> None:
        """End it at once: what was started is only a watcher of the program proper."""
        assert self.process is not None
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()


def start_office(*, seconds: float = _SECONDS, options: tuple[str, ...] = _OPTIONS) -> Office:
    """Start a LibreOffice with a profile and a pipe of its own, ended with this program at the latest.

    Args:
        seconds: how long it may take.
        options: the command line, without profile and pipe.

    Raises:
        OfficeUnavailable: none is installed, it is too old, or it does not answer.
    """
    import_uno()
    program = find_program()
    folder = Path(tempfile.mkdtemp(prefix="perfscore-office-"))
    pipe = f"perfscore{uuid.uuid4().hex}"
    command = [
        program,
        *options,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=os.name == "posix"
    )
    office = Office(context=None, version=(), process=process, folder=folder)
    atexit.register(office.close)
    try:
        office.context = _resolve(pipe, process, seconds)
        office.version = _checked_version(office)
    except BaseException:
        office.close(1.0)
        raise
    return office


def attach_office(context: Any) -> Office:
    """Return the office of a component context: the one that runs us, or one that a caller resolved.

    Raises:
        OfficeUnavailable: it is too old.
    """
    import_uno()
    office = Office(context=context, version=())
    office.version = _checked_version(office)
    return office


def _resolve(pipe: str, process: subprocess.Popen[bytes], seconds: float) -> Any:
    """Return the remote context behind a pipe, waiting until the program listens."""
    uno = import_uno()
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    refused = uno.getClass("com.sun.star.connection.NoConnectException")
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except refused:
            if process.poll() is not None:
                break
            time.sleep(_PAUSE)
    raise OfficeUnavailable("LibreOffice 没有启动成功，请关闭已打开的 LibreOffice 后重试。")


def _checked_version(office: Office) -> tuple[int, ...]:
    uno = import_uno()
    provider = office.service("com.sun.star.configuration.ConfigurationProvider")
    where = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    where.Name, where.Value = "nodepath", "/org.openoffice.Setup/Product"
    product = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (where,))
    version = tuple(int(part) for part in product.ooSetupVersion.split(".") if part.isdigit())
    if version < MINIMUM:
        raise OfficeUnavailable(f"LibreOffice 的版本是 {_shown(version)}，需要 {_shown(MINIMUM)} 或更新的版本。")
    return version


def _shown(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
