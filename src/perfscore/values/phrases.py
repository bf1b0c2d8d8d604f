"""Accounting for the words around an actual: what the row itself says, and filler words, nothing else."""

from __future__ import annotations

import re

from perfscore.values.words import HEDGES, NEGATIONS, OTHER_YEARS, THIS_YEAR

FILLERS = tuple(
    sorted(
        (
            *THIS_YEAR,
            *(
                "实际 完成 达到 达 为 是 共 共计 合计 累计 全年 "
                "已 已经 实现 约定 该项 本项 单位 我局 我市 我县 本市 本县 新增 "
                "的 了 , ; : 。 、 率 数 量 值 结果"
            ).split(),
        ),
        key=len,
        reverse=True,
    )
)
_STRONG_HEDGE = re.compile("|".join(sorted((word for word in HEDGES if len(word) > 1), key=len, reverse=True)))
_WEAK_HEDGES = frozenset(word for word in HEDGES if len(word) == 1)
_NEGATION = re.compile("|".join(NEGATIONS))
_DETAIL = re.compile(r"^(?P<main>[^()]+)\((?P<detail>[^()]*)\)$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_HARMLESS_IN_DETAIL = "数到"
"""问卷数, 收到: doubt only where they stand before a number of their own."""
_SHORTEST_WORD = 2


def accounted_for(text: str, words: str, fillers: tuple[str, ...] = FILLERS) -> bool:
    """Tell whether ``text`` consists of fillers and of pieces (two characters or more) of ``words`` only."""
    position = 0
    while position < len(text):
        step = max(_piece(text, position, words), _filler(text, position, fillers))
        if step == 0:
            return False
        position += step
    return True


def _piece(text: str, start: int, words: str) -> int:
    end = start + _SHORTEST_WORD
    if end > len(text) or text[start:end] not in words:
        return 0
    while end < len(text) and text[start : end + 1] in words:
        end += 1
    return end - start


def _filler(text: str, start: int, fillers: tuple[str, ...]) -> int:
    return next((len(word) for word in fillers if text.startswith(word, start)), 0)


def hedge_in(text: str, words: str = "") -> str | None:
    """Return the word of doubt in the text; one-character words count unless the row itself has them."""
    strong = _STRONG_HEDGE.search(text)
    if strong:
        return strong[0]
    return next((character for character in text if character in _WEAK_HEDGES and character not in words), None)


def other_year_in(text: str) -> str | None:
    """Return the word for another year than this one (去年, 次年)."""
    return next((word for word in OTHER_YEARS if word in text), None)


def negation_in(text: str) -> str | None:
    """Return the first negation in the text."""
    match = _NEGATION.search(text)
    return match[0] if match else None


def doubt_in_detail(detail: str, year: int | None) -> str | None:
    """Return the word in brackets that takes back what stands before them: 满意(预计), 97%(2023年), 30家(不含在建)."""
    dated = (match[0] for match in _YEAR.finditer(detail) if year is not None and int(match[1]) != year)
    return hedge_in(detail, _HARMLESS_IN_DETAIL) or negation_in(detail) or other_year_in(detail) or next(dated, None)


def split_detail(text: str) -> tuple[str, str]:
    """Split 满意(97.3%) into the statement and the detail in brackets behind it."""
    match = _DETAIL.match(text)
    return (match["main"], match["detail"]) if match else (text, "")
