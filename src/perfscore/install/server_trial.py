r"""Starts the server of the add-in as Excel does, by the same DLL and the same command, and calls a cell function.

    python -I -m perfscore.install.server_trial C:\...\xlwings64-0.37.8.dll C:\...\pythonw.exe

Windows only. Prints one line; exit code 0 where the server answered. It ends that server again.
"""

from __future__ import annotations

import ctypes
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

MODULE = "perfscore.hosts.excel_server"
_FUNCTIONS, _FUNCTION = "perfscore.hosts.excel_udf", "PERF_SCORE_TEXT"
_ARGUMENTS, _POINTS = ("达到30家得10分，每少1家扣0.5分", "27家", 30, 10, "家", "≥"), 8.5
_ACTIVATE, _RELEASE = 1, -1
_SEARCH_ITS_FOLDER_AND_SYSTEM = 0x900
"""LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR and LOAD_LIBRARY_SEARCH_SYSTEM32, as the add-in loads it."""
_LONGEST_SHORT_PATH = 1024
_TEXT, _OBJECT = 8, 9
"""VT_BSTR and VT_DISPATCH."""


class Variant(ctypes.Structure):
    """What the DLL answers with: VARIANT of OLE Automation, as far as it is needed."""

    _fields_ = (
        ("kind", ctypes.c_ushort),
        ("reserved", ctypes.c_ushort * 3),
        ("value", ctypes.c_void_p),
        ("rest", ctypes.c_void_p),
    )


def main(words: list[str]) -> int:
    """Start the server, say how it went and return the exit code."""
    library, interpreter = Path(words[0]), words[1]
    windows: Any = ctypes
    com: Any = import_module("pythoncom")
    com.CoInitialize()
    activate = windows.WinDLL(str(library), winmode=_SEARCH_ITS_FOLDER_AND_SYSTEM).XLPyDLLActivateAuto
    command = f'"{_narrow(interpreter)}" -I -m {MODULE} $(CLSID) 1'.encode("mbcs")
    begun, answer = time.monotonic(), Variant()
    code = activate(ctypes.byref(answer), command, _ACTIVATE)
    try:
        if code != 0 or answer.kind != _OBJECT:
            print(windows.wstring_at(answer.value) if answer.kind == _TEXT and answer.value else f"代码{code}")
            return 1
        found = com.ObjectFromAddress(answer.value, com.IID_IDispatch)
        server = import_module("win32com.client").Dispatch(found)
        points = server.CallUDF(_FUNCTIONS, _FUNCTION, _ARGUMENTS, None, None)
    finally:
        activate(ctypes.byref(Variant()), command, _RELEASE)
    print(f"启动用时{time.monotonic() - begun:.1f}秒，函数{_FUNCTION}得{points}")
    return 0 if points == _POINTS else 1


def _narrow(path: str) -> str:
    """Return the path, or its short form where the code page lacks one of its characters, as the add-in does."""
    try:
        path.encode("mbcs", "strict")
    except UnicodeEncodeError:
        short = ctypes.create_unicode_buffer(_LONGEST_SHORT_PATH)
        windows: Any = ctypes
        windows.windll.kernel32.GetShortPathNameW(path, short, _LONGEST_SHORT_PATH)
        return short.value or path
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
