"""How far the work on a workbook is, for a host that wants to show it."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Stage(StrEnum):
    """What is being done: 读取, 计分, 写入."""

    READING = "reading"
    SCORING = "scoring"
    WRITING = "writing"


class Progress(Protocol):
    """进度: what the engine calls as it goes on; it comes with every row, so it should return at once."""

    def __call__(self, stage: Stage, done: int = 0, total: int = 0) -> None:
        """Take note that ``done`` of ``total`` rows are done; 0 of 0 where nobody counts."""


def untold(stage: Stage, done: int = 0, total: int = 0) -> None:
    """Tell nobody."""
