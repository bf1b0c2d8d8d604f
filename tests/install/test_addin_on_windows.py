"""The DLL of xlwings, pywin32 and our server together, as the add-in uses them: on Windows, or with its Python on Wine.

Set ``PERFSCORE_WINDOWS_PYTHON`` to a ``python.exe`` that has this product and its dependencies: the folder ``python``
of an offline kit made with ``--python`` has one. Without it these tests are skipped. Wine 8 lacks bcryptprimitives.dll,
which pydantic-core asks for ProcessPrng; a DLL with that one function has to lie beside it there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

PROGRAM = r"""
import ctypes, json, os, sys, time
import pythoncom, win32com.client.dynamic
from pathlib import Path
from perfscore.install.server_trial import Variant
pythoncom.CoInitialize()
home = Path(sys.executable).parent
library = next(home.glob("xlwings64-*.dll"))
activate = ctypes.WinDLL(str(library), winmode=0x900).XLPyDLLActivateAuto

def command(number):
    return f'"{home / "pythonw.exe"}" -I -m perfscore.hosts.excel_server $(CLSID) {number}'.encode("mbcs")

def started(number):
    found = Variant()
    if activate(ctypes.byref(found), command(number), 1) or found.kind != 9:
        raise SystemExit(ctypes.wstring_at(found.value))
    return win32com.client.dynamic.Dispatch(pythoncom.ObjectFromAddress(found.value, pythoncom.IID_IDispatch))

def asked(server, *words):
    return server.Str(server.Call(server.Module(words[0]), words[1], server.Tuple(*words[2:])))

def function(server, name, *given):
    return server.CallUDF("perfscore.hosts.excel_udf", name, given)

server = started(1)
rule = ("达到30家得10分，每少1家扣0.5分", "30", "10", "家", "≥")
seen = {
    "number": function(server, "PERF_SCORE_TEXT", rule[0], "27家", *rule[1:]),
    "text": function(server, "PERF_EXPLAIN_TEXT", rule[0], "27家", *rule[1:]),
    "one character": function(server, "PERF_GRADE", 95.0),
    "column": function(server, "PERF_SCORE_TEXT", rule[0], (("27家",), ("30家",)), *rule[1:]),
    "folder": asked(server, "os", "getcwd"),
    "path": server.Str(server.GetAttr(server.Module("sys"), "path")),
    "prefix": sys.prefix,
    "same": asked(started(1), "os", "getpid") == asked(server, "os", "getpid"),
}
process = int(asked(server, "os", "getpid"))
os.kill(process, 9)
time.sleep(1)
try:
    server.Module("os")
    seen["dead"] = False
except pythoncom.com_error:
    seen["dead"] = True
activate(ctypes.byref(Variant()), command(1), -1)
other = started(2)
seen["again"] = function(other, "PERF_GRADE", 85.0)
seen["replaced"] = int(asked(other, "os", "getpid")) != process
del other, server
activate(ctypes.byref(Variant()), command(2), -1)
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a program on Windows saw that does what the add-in does."""
    interpreter = os.environ.get("PERFSCORE_WINDOWS_PYTHON", "")
    if not interpreter:
        pytest.skip("PERFSCORE_WINDOWS_PYTHON names no Windows Python")
    wine = [] if os.name == "nt" else [shutil.which("wine") or "wine"]
    program = tmp_path_factory.mktemp("windows") / "trial.py"
    program.write_text(PROGRAM, encoding="utf-8")
    done = subprocess.run(
        [*wine, interpreter, "-X", "utf8", str(program)],
        cwd=Path(interpreter).parent,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_answers_of_every_shape_arrive(seen: dict[str, Any]) -> None:
    assert seen["number"] == 8.5
    assert "得8.5分" in seen["text"]
    assert seen["one character"] == "优"
    assert seen["column"] == [[8.5], [10.0]]


def test_one_server_that_looks_nowhere_but_at_home(seen: dict[str, Any]) -> None:
    assert seen["same"]
    assert seen["folder"] == seen["prefix"]
    assert all(seen["prefix"] in one for one in seen["path"].strip("[]").replace("\\\\", "\\").split(", "))


def test_a_server_that_was_killed_is_replaced(seen: dict[str, Any]) -> None:
    assert (seen["dead"], seen["again"], seen["replaced"]) == (True, "良", True)
