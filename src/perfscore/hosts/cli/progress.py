"""One line on the terminal that shows how far long work is: “计分 [#####.....] 1200/2000行”."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self, TextIO

from perfscore.engine.progress import Stage
from perfscore.hosts.cli.console import display_width

_DELAY, _PAUSE = 1.0, 0.2
"""Seconds until the line appears, and between two drawings."""
_NAMES = {Stage.READING: "读取", Stage.SCORING: "计分", Stage.WRITING: "写入"}
_LONGEST, _SHORTEST = 40, 5
_USUAL_WIDTH = 80


class ProgressBar:
    """Draws what it is told from a thread of its own, so that work which does not count shows a line too.

    Nothing is drawn where the stream is no terminal, or before the work has lasted a second; nothing is left behind.
    """

    def __init__(self, stream: TextIO | None = None, *, wanted: bool = True) -> None:
        self._stream = stream or sys.stderr
        self._now = (Stage.READING, 0, 0)
        self._over = threading.Event()
        self._drawn = 0
        is_terminal = wanted and self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._thread = threading.Thread(target=self._run, daemon=True) if is_terminal else None

    def __call__(self, stage: Stage, done: int = 0, total: int = 0) -> None:
        """Take note of how far the work is."""
        self._now = (stage, done, total)

    def __enter__(self) -> Self:
        if self._thread is not None:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        wait = _DELAY
        with suppress(OSError, ValueError):  # the terminal is gone: the work goes on
            while not self._over.wait(wait):
                self._draw(progress_line(*self._now, self._width(), _can_show(self._stream)))
                wait = _PAUSE
            self._draw("")

    def _draw(self, line: str) -> None:
        if not line and not self._drawn:
            return
        width = display_width(line)
        blanks = " " * max(0, self._drawn - width)
        self._stream.write(f"\r{line}{blanks}" + ("" if line else "\r"))
        self._stream.flush()
        self._drawn = width

    def _width(self) -> int:
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or _USUAL_WIDTH
        except OSError:
            return _USUAL_WIDTH


def progress_line(stage: Stage, done: int, total: int, width: int, is_chinese: bool) -> str:
    """Return the line, narrower than the terminal: one that reaches the last column would begin a second line."""
    name, unit = (_NAMES[stage], "行") if is_chinese else ("", "")
    count = f"{done}/{total}{unit}" if total else "..."
    room = width - 1 - display_width(f"{name} [] {count}")
    if room >= _SHORTEST and total:
        size = min(room, _LONGEST)
        full = size * done // total
        count = f"[{'#' * full}{'.' * (size - full)}] {count}"
    line = f"{name} {count}".strip()
    return line if display_width(line) < width else ""


def _can_show(stream: TextIO) -> bool:
    try:
        "".join((*_NAMES.values(), "行")).encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
