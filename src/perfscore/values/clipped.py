"""Statements that are a piece of one state, its thing left out: 已协调解决 of 未协调解决经费保障; verdicts, or None."""

from __future__ import annotations

from perfscore.numbers.lazy import regex
from perfscore.values.propositions_words import DEGREES, EXISTENCE, MANNERS, NOMINAL, QUALITIES, VERBS
from perfscore.values.words import ACTS

_SAID = regex(r"(?P<no>尚未|未能|未|没有)?(?:均已|都已|已经|已|均|都)?(?P<piece>[\u4e00-\u9fff]{4,20})")
_NO = ("未", "没有", "不", "无", "没", "未能")
_OF_HOW = "|".join(sorted((*DEGREES, *MANNERS), key=len, reverse=True))
_ANOTHER = regex(f"[,、;并且和及或与后前再才虽若如能可会被]|全|均|都|各|所有|完全|{_OF_HOW}")
"""What left-out words may not hold: a further demand, a manner, a time."""
_ACTS = tuple(word for word in (*VERBS, *EXISTENCE, *NOMINAL, *ACTS, "解决", "处理", "整改") if len(word) > 1)
_DEMANDS = (*_ACTS, *QUALITIES)
_LONGEST = 12


def by_a_piece(text: str, states: tuple[str, ...]) -> tuple[bool | None, ...] | None:
    """Return which one state a statement of its own words asserts, or that it denies all; None if it may be more."""
    said = _SAID.fullmatch(text)
    if said is None or any(no in said["piece"] for no in _NO):
        return None
    verdicts = [_verdict(said["piece"], state, denied=said["no"] is not None) for state in states]
    if verdicts.count(True) == 1:
        return tuple(verdict is True for verdict in verdicts)
    return None if None in verdicts or True in verdicts else (False,) * len(states)


def _verdict(piece: str, state: str, *, denied: bool) -> bool | None:
    """Whether the state holds; None where the piece is none of its words, or not all that it asks for."""
    before, found, behind = state.partition(piece)
    if not found or piece in behind or not piece.endswith(_ACTS):
        return None  # 制定村规 of 制定村规民约 may be another thing
    negated = before.endswith(_NO)
    for no in sorted(_NO, key=len, reverse=True):
        before = before.removesuffix(no)
    plain = negated and not before  # 未解决经费保障: all that follows is the thing
    last = max((verb for verb in _ACTS if piece.endswith(verb)), key=len)
    if behind and not plain and any(verb in piece.removesuffix(last) for verb in _ACTS):
        return None  # 完成设备安装 of 完成设备安装调试: the thing itself is cut
    if any(_asks_more(words, demands=not plain) for words in (before, behind)):
        return None
    return negated is denied


def _asks_more(words: str, *, demands: bool) -> bool:
    if len(words) > _LONGEST or any(one in words for one in _NO) or _ANOTHER.search(words) is not None:
        return True
    return demands and any(one in words for one in _DEMANDS)
