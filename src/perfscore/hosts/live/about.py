"""What the program says of itself: 环境检测, 使用手册, 关于."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore import __version__
from perfscore.hosts.live.outcome import Outcome, refused
from perfscore.resources import resource

if TYPE_CHECKING:
    import xlwings as xw

Opener = Callable[[Path], object]
_MANUAL = ("用户手册.html", "用户手册.md")
"""A wheel carries the page that browsers show; beside sources stands the text that it is made from."""


def check_environment(app: xw.App | None) -> Outcome:
    """Say what the self-check finds on this PC, with the program that we were called from."""
    # By name: what installs and looks at PCs stands above the hosts, which run without it.
    says, works = import_module("perfscore.install.doctor").told_to_a_host(_host_of(app) if app is not None else "")
    return Outcome(says, is_done=works)


def _host_of(app: xw.App) -> str:
    engine = app.engine.name
    name = {"excel": "Excel", "calc": "LibreOffice Calc"}.get(engine, engine)
    return f"{name} {app.version}"


def open_manual(opener: Opener | None = None) -> Outcome:
    """Open the manual, or say where it should be."""
    place = _manual()
    if place is None:
        return refused("没有找到使用手册“用户手册”；它在安装包的docs文件夹里，请重新安装或向技术人员索取")
    (opener or _open)(place)
    return Outcome(f"已打开使用手册：{place}", path=place)


def _manual() -> Path | None:
    for name in _MANUAL:
        with suppress(FileNotFoundError):
            return resource("docs", name)
    return None


def _open(path: Path) -> None:
    import webbrowser  # noqa: PLC0415 - only here

    webbrowser.open(path.as_uri())


def about() -> Outcome:
    """Say what the program is."""
    return Outcome(
        f"绩效计分 PerfScore {__version__}\n"
        "读懂评（扣）分标准，按实际完成值给出得分和扣分理由；拿不准的不猜，交由人工评定。\n"
        "不联网，不收集任何数据。许可：BSD-3-Clause"
    )
