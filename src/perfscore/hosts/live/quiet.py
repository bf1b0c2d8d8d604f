"""An app whose screen stands still while a command works; everything is as before afterwards, whatever happens."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from perfscore.engine.progress import Stage

if TYPE_CHECKING:
    import xlwings as xw

_STEP = 500
_WORDS = {Stage.READING: "正在读取表格…", Stage.WRITING: "正在写入…"}


@contextmanager
def quiet(app: xw.App) -> Iterator[None]:
    """Stop drawing and calculating; afterwards both, the status bar and the clipboard are the program's own again."""
    drawing, calculation = app.screen_updating, app.calculation
    try:
        if drawing:
            app.screen_updating = False
        if calculation != "manual":
            app.calculation = "manual"
        yield
    finally:
        steps: list[Callable[[], None]] = [lambda: _say_nothing(app), lambda: _set(app, "cut_copy_mode", False)]
        if calculation != "manual":
            steps.insert(0, lambda: _set(app, "calculation", calculation))
        if drawing:
            steps.append(lambda: _set(app, "screen_updating", drawing))
        for step in steps:
            # One that fails (a workbook closed meanwhile) must not keep the others from being set back.
            with contextlib.suppress(Exception):
                step()


def _set(app: xw.App, name: str, value: object) -> None:
    setattr(app, name, value)


def _say_nothing(app: xw.App) -> None:
    app.status_bar = False


class StatusBar:
    """Shows how far the work is in the program's status bar: each stage, and every 500 rows."""

    def __init__(self, app: xw.App) -> None:
        self._app = app

    def __call__(self, stage: Stage, done: int = 0, total: int = 0) -> None:
        """Take note; called for every row, so nearly always nothing happens."""
        if stage is not Stage.SCORING:
            self._app.status_bar = f"绩效计分：{_WORDS[stage]}"
        elif total > _STEP and done % _STEP == 0:
            self._app.status_bar = f"绩效计分：正在计分，第{done}行，共{total}行…"
