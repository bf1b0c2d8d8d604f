"""What the self-check has to say: findings as values, each with its cause and its remedy in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How one thing stands: 正常, 提示, 有问题, 没有查看."""

    GOOD = "good"
    NOTE = "note"
    PROBLEM = "problem"
    NOT_SEEN = "not_seen"


STATE_NAMES = {State.GOOD: "正常", State.NOTE: "提示", State.PROBLEM: "问题", State.NOT_SEEN: "没有查看"}


@dataclass(frozen=True, slots=True)
class Finding:
    """检测结果的一项. ``says`` is what was found; what is not good names why (``cause``) and what to do (``remedy``).

    Args:
        name: a word for programs, as ``python``.
        title: what was looked at, as staff call it.
    """

    name: str
    title: str
    state: State
    says: str
    cause: str = ""
    remedy: str = ""

    def __post_init__(self) -> None:
        if self.state is not State.GOOD and not (self.cause and self.remedy):
            raise ValueError(f"{self.name}: a finding that is not good needs a cause and a remedy")


def good(name: str, title: str, says: str) -> Finding:
    """Return a finding that all is well."""
    return Finding(name, title, State.GOOD, says)


def note(name: str, title: str, says: str, *, cause: str, remedy: str) -> Finding:
    """Return something to know, which may matter later."""
    return Finding(name, title, State.NOTE, says, cause, remedy)


def problem(name: str, title: str, says: str, *, cause: str, remedy: str) -> Finding:
    """Return something that keeps the program from working."""
    return Finding(name, title, State.PROBLEM, says, cause, remedy)


def not_seen(name: str, title: str, *, cause: str, remedy: str) -> Finding:
    """Return that a thing could not be looked at here, why, and how it can be."""
    return Finding(name, title, State.NOT_SEEN, "没有查看", cause, remedy)
