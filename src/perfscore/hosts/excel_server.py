"""The Python behind the add-in in Excel: its VBA starts one for each Excel, which serves functions and commands.

``pythonw -I -m perfscore.hosts.excel_server {CLSID}``; cell functions come in by ``CallUDF`` of xlwings' COM server,
into ``excel_udf``; commands of the ribbon by ``press`` of this module.
"""

from __future__ import annotations

import atexit
import os
import sys
from importlib import import_module
from typing import Any

import xlwings as xw

from perfscore.hosts import excel_ribbon
from perfscore.hosts.excel_ribbon import tell_person


def press(name: str, application: Any = None) -> str:
    """Carry out a command of the ribbon.

    Args:
        name: the command's name.
        application: Excel's own application object, of the Excel that was pressed in. Without it (macOS) the active one
            is meant, and nobody waits for an answer: a box is shown from here.

    Returns:
        What is to be read at leisure, for a box that the caller shows when all is done; else "".
    """
    if application is None:
        excel_ribbon.press(name)
        return ""
    said: list[str] = []

    def tell(app: xw.App | None, message: str, *, is_long: bool) -> None:
        if is_long:
            said.append(message)
        tell_person(app, message, is_long=False)

    excel_ribbon.press(name, _app(application), tell)
    return "\n".join(said)


def _app(application: Any) -> xw.App:
    """Return Excel's application object as an app of xlwings, as xlwings does for the one it finds by its window."""
    _xlwindows: Any = import_module("xlwings._xlwindows")  # Windows only
    return xw.App(impl=_xlwindows.App(xl=_xlwindows.COMRetryObjectWrapper(application)))


def serve(clsid: str) -> None:
    """Serve until Excel lets go. The folder that Excel works in, where a received form may lie, is left at once."""
    os.chdir(sys.prefix)
    from perfscore.hosts import excel_udf  # noqa: F401, PLC0415 - loaded before anybody waits for it

    # On leaving, xlwings would end every Excel that has no workbook open ("zombies"): somebody's start screen.
    atexit.unregister(import_module("xlwings._xlwindows").cleanup)
    server: Any = xw
    server.serve(clsid)  # elsewhere than on Windows it says that it cannot


if __name__ == "__main__":
    serve(sys.argv[1])
