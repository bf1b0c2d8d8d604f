r"""The settings of the Excel add-in as data in, the user's own ``.perfscore\excel.conf`` out, and back.

The add-in runs the program that stands here and reads nothing else: no workbook and no folder of one has a say. Its
VBA reads the same file (``addin/excel/PerfSettings.bas``), so the format is one that VBA of every Windows reads alike:
ASCII lines ``key=value``, where ``%`` and four hexadecimal digits stand for one UTF-16 unit and ``%0025`` for the
percent sign itself. Names and folders in Chinese come through whatever the code page is.
"""

from __future__ import annotations

import re
import struct
import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import BinaryIO

from perfscore.workbook.saving import save_atomically

FILE_NAME = "excel.conf"
FORMAT = "1"
LONGEST_PATH = 1000
"""Characters; the DLL of xlwings has room for 2047 bytes of command line, two for a Chinese character."""
_LARGEST_FILE = 1 << 16
_PLAIN = frozenset(map(chr, range(0x20, 0x7F))) - {"%"}
_ESCAPED = re.compile(r"%([0-9A-F]{4})")
_VERSION = re.compile(r"[0-9A-Za-z.+-]{1,40}")
_FORBIDDEN = re.compile(r'["<>|*?\x00-\x1f\x7f]|\$\(')
"""What no path holds, and ``$(``, which the DLL would take for a macro of its own."""
_ABSOLUTE = re.compile(r"[A-Za-z]:\\|\\\\|/")
"""C:\\… or \\\\server\\…, and /… on macOS."""
_AGAIN = "请运行 perfscore addin install 重新安装插件"


@dataclass(frozen=True, slots=True)
class AddinConfig:
    """What the add-in in Excel needs to know of this computer; empty where a path does not exist here."""

    perfscore: str
    """The version of this product that the interpreter has."""
    xlwings: str
    """The version of xlwings that the add-in was built for and the interpreter has."""
    interpreter: str
    """Full path of pythonw.exe; ``interpreter -I -m perfscore.hosts.excel_server`` has to work there."""
    dll64: str
    """Full path of xlwings64-VERSION.dll."""
    dll32: str
    """Full path of xlwings32-VERSION.dll."""
    addin: str = ""
    """Full path of the perfscore.xlam that was installed."""


_PATHS = ("interpreter", "dll64", "dll32", "addin")


def config_path(home: Path | None = None, platform: str = sys.platform) -> Path:
    """Return where the settings of the add-in stand.

    Args:
        home: the user's folder; the one of this process without it.
        platform: as ``sys.platform``. On macOS Excel sees a home of its own.
    """
    home = home or Path.home()
    if platform == "darwin":
        home = home / "Library" / "Containers" / "com.microsoft.Excel" / "Data"
    return home / ".perfscore" / FILE_NAME


def format_config(config: AddinConfig) -> bytes:
    """Write the settings as the file holds them.

    Raises:
        ValueError: a value that must not stand there; the words say which.
    """
    problem = _problem(config)
    if problem:
        raise ValueError(problem)
    lines = [f"format={FORMAT}"]
    lines += [f"{one.name}={_escaped(getattr(config, one.name))}" for one in fields(config)]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def parse_config(data: bytes) -> AddinConfig | str:
    """Read the settings, or say what is wrong with them and what to do."""
    if len(data) > _LARGEST_FILE or not data.isascii():
        return f"插件的配置文件{FILE_NAME}不是本程序写的；{_AGAIN}"
    values: dict[str, str] = {}
    for line in re.split(r"[\r\n]+", data.decode("ascii")):
        key, mark, value = line.partition("=")
        if not line.strip() or line.startswith("#"):
            continue
        text = _unescaped(value)
        if not mark or text is None or key in values:
            return f"插件的配置文件{FILE_NAME}里【{line[:40]}】读不出来；{_AGAIN}"
        values[key] = text
    if values.get("format") != FORMAT:
        return f"插件的配置文件{FILE_NAME}是另一个版本写的；{_AGAIN}"
    known = {one.name: values.get(one.name, "") for one in fields(AddinConfig)}
    config = AddinConfig(**known)
    problem = _problem(config)
    return f"{problem}；{_AGAIN}" if problem else config


def read_config(path: Path | None = None) -> AddinConfig | str:
    """Read the user's settings, or say why there are none."""
    path = path or config_path()
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        return f"没有找到插件的配置文件“{path}”；{_AGAIN}"
    except OSError:
        return f"打不开插件的配置文件“{path}”；请关闭占用它的程序后再试，或{_AGAIN.removeprefix('请')}"
    return parse_config(data)


def write_config(config: AddinConfig, path: Path | None = None) -> Path:
    """Write the user's settings and return where.

    Raises:
        ValueError: a value that must not stand there.
        OSError: the folder cannot be made.
        WorkbookFault: the file cannot be written.
    """
    data = format_config(config)
    path = path or config_path()
    path.parent.mkdir(parents=True, exist_ok=True)

    def fill(file: BinaryIO) -> None:
        file.write(data)

    save_atomically(path, fill)
    return path


def _problem(config: AddinConfig) -> str:
    """Say what must not stand in the settings, "" where nothing is wrong."""
    for name in ("perfscore", "xlwings"):
        if not _VERSION.fullmatch(getattr(config, name)):
            return f"插件的配置里没有写明{name}的版本"
    for name in _PATHS:
        path: str = getattr(config, name)
        if _FORBIDDEN.search(path) or len(path) > LONGEST_PATH:
            return f"插件的配置里{name}的路径太长，或含有不能使用的字符：{path[:60]}"
        if path and not _ABSOLUTE.match(path):
            return f"插件的配置里{name}要写完整的路径：{path[:60]}"
    return "" if config.interpreter else "插件的配置里没有写明Python在哪里"


def _escaped(text: str) -> str:
    units = [unit for (unit,) in struct.iter_unpack("<H", text.encode("utf-16-le", "surrogatepass"))]
    return "".join(chr(unit) if chr(unit) in _PLAIN else f"%{unit:04X}" for unit in units)


def _unescaped(text: str) -> str | None:
    """Return what escaped text says, None where it is not well-formed."""
    if not set(_ESCAPED.sub("", text)) <= _PLAIN:
        return None
    units = _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), text)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
