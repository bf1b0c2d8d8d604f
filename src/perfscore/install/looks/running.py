"""Whether it really runs: the server that Excel starts, and a trial score. A PC in, findings out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from perfscore.install.config import read_config
from perfscore.install.findings import Finding, good, not_seen, problem
from perfscore.install.looks.addin_side import INSTALL
from perfscore.install.looks.python_side import ON_WINDOWS, WINDOWS_ONLY
from perfscore.install.machine import Machine
from perfscore.install.places import settings_file

_SECONDS = 60
_TRIAL = "达到30家得10分，每少1家扣0.5分"
_EXPECTED = Decimal("8.5")
_SIGNS = (
    ("ModuleNotFoundError", "Python里缺少组件", INSTALL),
    (
        "DLL load failed",
        "组件的文件不全，或缺少微软的VC运行库",
        f"{INSTALL}；仍不行的，请安装微软“VC++ 2015-2022 可再发行组件包（x64）”",
    ),
    (
        "没有结束",
        "启动得太慢，常见的是杀毒软件正在检查，或者电脑很忙",
        "请等一会儿再试；每次都这样的，请在杀毒软件里信任Python所在的文件夹",
    ),
    (
        "denied",
        "系统或杀毒软件不允许启动Python",
        "请在杀毒软件里信任Python所在的文件夹；仍不行的，请把本结果交给单位的信息技术人员",
    ),
    (
        "拒绝访问",
        "系统或杀毒软件不允许启动Python",
        "请在杀毒软件里信任Python所在的文件夹；仍不行的，请把本结果交给单位的信息技术人员",
    ),
)


def server(machine: Machine) -> Iterator[Finding]:
    """Start the program that Excel starts, once, and talk to it as Excel does."""
    config = read_config(settings_file(machine))
    if isinstance(config, str) or not machine.is_windows:
        cause = WINDOWS_ONLY if not machine.is_windows else "插件的配置读不出来，不知道要启动哪一个Python"
        yield not_seen("server", "启动计算程序", cause=cause, remedy=INSTALL if machine.is_windows else ON_WINDOWS)
        return
    library = config.dll64 or config.dll32
    words = [_with_output(config.interpreter), "-I", "-X", "utf8", "-m", "perfscore.install.server_trial"]
    ran = machine.run([*words, library, config.interpreter], _SECONDS)
    if ran.code == 0:
        yield good("server", "启动计算程序", ran.said.splitlines()[-1] if ran.said else "启动正常")
        return
    last = ran.said.splitlines()[-1][:200] if ran.said else f"退出码{ran.code}"
    cause, remedy = _reason(ran.said) or ("原因不明", f"{INSTALL}；仍不行的，请把本结果交给技术人员")
    yield problem("server", "启动计算程序", f"启动不了：{last}", cause=cause, remedy=remedy)


def _reason(said: str) -> tuple[str, str] | None:
    return next(((cause, remedy) for sign, cause, remedy in _SIGNS if sign.lower() in said.lower()), None)


def _with_output(interpreter: str) -> str:
    """Return python.exe for pythonw.exe, which prints nothing."""
    console = Path(interpreter).with_name("python.exe")
    return str(console) if console.exists() else interpreter


def trial(machine: Machine) -> Iterator[Finding]:
    """Score one row whose points are known."""
    del machine
    try:
        # Here: that the engine cannot even be loaded is a finding as well.
        from perfscore.engine.row import score  # noqa: PLC0415

        points = score(_TRIAL, "27家", target=30, unit="家", kind="≥", weight=10).points
    except Exception as failure:
        yield _failed(f"出错：{type(failure).__name__}：{str(failure)[:200]}")
        return
    if points == _EXPECTED:
        yield good("trial", "试算", f"“{_TRIAL}”，27家，得{points.normalize()}分，正确")
    else:
        yield _failed(f"应得{_EXPECTED}分，算出{points}")


def _failed(said: str) -> Finding:
    known = _reason(said)
    if known is not None:
        return problem("trial", "试算", said, cause=known[0], remedy=known[1])
    remedy = f"请不要使用现在的得分；{INSTALL}；仍不行的，请把本结果交给技术人员"
    return problem("trial", "试算", said, cause="程序的文件不全或被改动", remedy=remedy)
