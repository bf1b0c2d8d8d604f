"""A folder and a version of xlwings in, ``perfscore.xlam`` out: the same bytes for the same sources, on any system."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from perfscore.install.commands import ADDIN_FILE
from perfscore.install.xlam.package import package_bytes
from perfscore.install.xlam.vba_project import Module, vba_project
from perfscore.install.xlam.wrappers import MODULE, help_rows, wrapper_source
from perfscore.resources import resource
from perfscore.workbook.saving import save_atomically

SHEETS = ("functions", "texts")
STANDARD_MODULES = ("PerfBridge", "PerfHelp", "PerfRibbon", "PerfSettings")
_VERSION = re.compile(r"\d+(?:\.\d+)*(?:[a-z]+\d*)?")
_PLACEHOLDER = "@XLWINGS@"


def installed_xlwings() -> str:
    """Return the version of xlwings beside this package, whose DLL the add-in will call."""
    return version("xlwings")


def build_addin(folder: Path, xlwings: str) -> Path:
    """Write the add-in into a folder.

    Args:
        folder: an existing folder; an add-in that stands there is replaced.
        xlwings: the version of xlwings that will be installed beside it. The name of its DLL carries it.

    Returns:
        The absolute path of the file.

    Raises:
        ValueError: no version.
        WorkbookFault: the file cannot be written, because the folder does not allow it or Excel has it open.
    """
    data = addin_bytes(xlwings)

    def fill(file: BinaryIO) -> None:
        file.write(data)

    path = folder.resolve() / ADDIN_FILE
    save_atomically(path, fill)
    return path


def addin_bytes(xlwings: str) -> bytes:
    """Return the add-in file for a version of xlwings.

    Raises:
        ValueError: no version.
    """
    if not _VERSION.fullmatch(xlwings):
        raise ValueError(f"no version of xlwings: {xlwings!r}")
    sheets = {"functions": help_rows(), "texts": _texts()}
    return package_bytes(sheets, vba_project(vba_modules(xlwings)), _source("customUI14.xml"))


def vba_modules(xlwings: str) -> list[Module]:
    """Return the modules of the add-in, in the order of the project."""
    documents = [
        Module(name, _source(f"{name}.cls"), is_document=True) for name in ("ThisWorkbook", *map(code_name, SHEETS))
    ]
    standard = [Module(name, _source(f"{name}.bas").replace(_PLACEHOLDER, xlwings)) for name in STANDARD_MODULES]
    return [*documents, *standard, Module(MODULE, wrapper_source())]


def code_name(sheet: str) -> str:
    """Return the name of the VBA module behind a sheet."""
    return f"{sheet}Sheet"


def _texts() -> list[list[str]]:
    return [line.split("\t") for line in _source("texts.tsv").splitlines()]


def _source(name: str) -> str:
    return resource("addin", "excel", name).read_text(encoding="utf-8")
