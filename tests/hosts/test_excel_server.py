"""What the add-in's VBA meets in Python: the COM server of xlwings, pywin32 alone stood in for, and our commands."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from perfscore.hosts import excel_server
from perfscore.hosts.excel_ribbon import COMMANDS, Tell
from perfscore.hosts.functions import FUNCTIONS

MISSING = -2147352572
"""DISP_E_PARAMNOTFOUND: what a VBA argument that was left out comes as."""
CallUDF = Callable[..., Any]


@pytest.fixture
def call_udf(monkeypatch: pytest.MonkeyPatch) -> Iterator[CallUDF]:
    """The method that VBA calls, of xlwings' own server; only what pywin32 brings is stood in for."""
    names = ["pythoncom", "pywintypes", "win32api", "win32event", "win32com", "xlwings._xlwindows"]
    names += [f"win32com.{name}" for name in ("client", "server", "server.dispatcher", "server.policy", "server.util")]
    for name in names:
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
        parent, _, own = name.rpartition(".")
        if parent:
            monkeypatch.setattr(sys.modules[parent], own, sys.modules[name], raising=False)
    stand_in: Any = sys.modules
    stand_in["win32com.client"].Dispatch = None
    stand_in["pythoncom"].CoInitialize = None
    stand_in["pythoncom"].TypeIIDs, stand_in["pythoncom"].IID_IDispatch = {0: types.ModuleType}, 0
    stand_in["xlwings._xlwindows"].Range = lambda xl: types.SimpleNamespace(xl=xl)
    stand_in["xlwings._xlwindows"].is_range_instance = lambda given: False
    for name in ("xlwings.udfs", "xlwings.com_server", "perfscore.hosts.excel_udf"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    udfs: Any = importlib.import_module("xlwings.udfs")
    for name in ("func", "arg", "ret"):
        monkeypatch.setattr(xw, name, getattr(udfs, f"xl{name}"))
    framework: Any = importlib.import_module("xlwings.conversion")
    monkeypatch.setattr(framework, "ConversionContext", _Context)
    server: Any = importlib.import_module("xlwings.com_server")
    yield server.XLPython().CallUDF
    server.loop.close()


class _Engine:
    """Cleans values as xlwings does for Excel: not at all, for texts and numbers."""

    class impl:  # noqa: N801 - the name that xlwings uses
        @staticmethod
        def clean_value_data(data: Any, *_how: object) -> Any:
            return data


class _Context:
    def __init__(self, rng: Any = None, value: Any = None, engine_name: str | None = None) -> None:
        del engine_name
        self.range, self.value, self.source_value, self.engine = rng, value, value, _Engine
        self.meta: dict[str, Any] = {}


MODULE = "perfscore.hosts.excel_udf"


def test_a_number_a_text_and_a_column_reach_excel(call_udf: CallUDF) -> None:
    given = ("完成得10分，未完成得0分", "已完成", *[MISSING] * 4)
    assert call_udf(MODULE, "PERF_SCORE_TEXT", given) == 10.0
    assert call_udf(MODULE, "PERF_GRADE", (95.0,)) == "优"
    text = call_udf(MODULE, "PERF_EXPLAIN_TEXT", given)
    assert isinstance(text, str)
    assert "得10分" in text
    column = [["已完成"], ["未完成"]]
    assert call_udf(MODULE, "PERF_SCORE_TEXT", (given[0], column, *[MISSING] * 4)) == [[10.0], [0.0]]


def test_a_long_text_alone_is_no_array(call_udf: CallUDF) -> None:
    rule = "；".join(f"第{number}项工作完成得1分" for number in range(1, 60))
    answer = call_udf(MODULE, "PERF_SCORE_TEXT", (rule, "不知道", *[MISSING] * 4))
    assert isinstance(answer, str)


def test_whatever_comes_in_words_come_out(call_udf: CallUDF) -> None:
    for function in FUNCTIONS:
        for given in (MISSING, None, "", 5.0, True):
            arguments = (given, *[MISSING] * (len(function.arguments) - 1))
            assert isinstance(call_udf(MODULE, function.name, arguments), str), (function.name, given)


def test_a_long_message_comes_back_for_the_box_of_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[object, ...]] = []

    def press(name: str, app: object = None, tell: Tell | None = None) -> None:
        seen.append((name, app))
        if tell is not None:
            tell(None, "短", is_long=False)
            tell(None, "长", is_long=True)

    monkeypatch.setattr("perfscore.hosts.excel_ribbon.press", press)
    monkeypatch.setattr("perfscore.hosts.excel_server._app", lambda application: ("app", application))
    assert excel_server.press("score_sheet", "Excel") == "长"
    assert excel_server.press("score_sheet") == ""
    assert seen == [("score_sheet", ("app", "Excel")), ("score_sheet", None)]


def test_every_command_answers_without_a_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfscore.hosts.excel_server._app", lambda _application: None)
    monkeypatch.setattr("perfscore.hosts.excel_ribbon._active_app", lambda: None)
    for command in COMMANDS:
        assert isinstance(excel_server.press(command.name, "Excel"), str)
    assert "没有完成" in excel_server.press("no such command", "Excel")


def test_the_server_leaves_the_folder_and_kills_no_excel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    served: list[tuple[str, str]] = []
    kept: list[object] = []
    windows = types.ModuleType("xlwings._xlwindows")
    monkeypatch.setattr(windows, "cleanup", lambda: None, raising=False)
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", windows)
    monkeypatch.setattr("atexit.unregister", kept.append)
    monkeypatch.setattr(xw, "serve", lambda clsid: served.append((clsid, str(Path.cwd()))))
    monkeypatch.chdir(tmp_path)
    excel_server.serve("{1}")
    assert served == [("{1}", str(Path(sys.prefix).resolve()))]
    assert kept == [vars(windows)["cleanup"]]


def test_nothing_beside_a_received_form_is_loaded(tmp_path: Path) -> None:
    for name in ("xlwings", "perfscore", "sitecustomize", "openpyxl", "win32api", "os"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'loaded')!r}, 'a').write({name!r})\n", "utf-8")
    variables = {"PYTHONPATH": str(tmp_path), "PYTHONSTARTUP": str(tmp_path / "os.py"), "PYTHONHOME": str(tmp_path)}
    command = [sys.executable, "-I", "-m", "perfscore.hosts.excel_server", "{1}", "1"]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, **variables}, capture_output=True, check=False)
    assert b"pywintypes" in done.stderr  # it came as far as it can without Windows
    assert not (tmp_path / "loaded").exists()
