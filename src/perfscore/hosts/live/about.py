"""What the program says of itself: 环境检测, 使用手册, 关于."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore import __version__
from perfscore.engine.row import score
from perfscore.hosts.live.outcome import Outcome, refused
from perfscore.resources import resource

if TYPE_CHECKING:
    import xlwings as xw

Opener = Callable[[Path], object]
_TRIAL = "达到30家得10分，每少1家扣0.5分"
_MANUAL = ("用户手册.html", "用户手册.md")
"""A wheel carries the page that browsers show; beside sources stands the text that it is made from."""


def check_environment(app: xw.App | None) -> Outcome:
    """Say which versions work together, and whether a trial score comes out right."""
    import xlwings  # noqa: PLC0415 - only hosts need it

    lines = [f"绩效计分 {__version__}", f"Python {platform.python_version()}（{sys.executable}）"]
    lines.append(f"xlwings {xlwings.__version__}，{platform.system()} {platform.release()}")
    if app is not None:
        lines.append(f"表格程序：{_host_of(app)}")
    trial = score(_TRIAL, "27家", target=30, unit="家", kind="≥", weight=10)
    works = trial.points == Decimal("8.5")
    lines.append(f"试算：{'正常' if works else f'不正常（应为8.5，得到{trial.points}）'}")
    lines.append("检测完毕，可以使用" if works else "请重新安装本程序；仍不正常时把以上内容发给技术人员")
    return Outcome("\n".join(lines), is_done=works)


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
