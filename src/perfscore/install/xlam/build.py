"""A folder and a version of xlwings in, ``perfscore.xlam`` out: the same bytes for the same sources, on any system."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from perfscore.install.commands import ADDIN_FILE
from perfscore.install.xlam.package import package_bytes
from perfscore.workbook.saving import save_atomically

_VERSION = re.compile(r"\d+(?:\.\d+)*(?:[a-z]+\d*)?")


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
    if not _VERSION.fullmatch(xlwings):
        raise ValueError(f"no version of xlwings: {xlwings!r}")
    data = package_bytes()

    def fill(file: BinaryIO) -> None:
        file.write(data)

    path = folder.resolve() / ADDIN_FILE
    save_atomically(path, fill)
    return path
