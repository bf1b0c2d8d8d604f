"""Negations that negate nothing: 每延迟1天未，扣1分 is a slip, and what was meant cannot be known."""

from __future__ import annotations

from perfscore.rules.lexicon import Kind
from perfscore.rules.tokens import Token

_NEEDS_MORE = (Kind.EACH, Kind.LATE, Kind.DEDUCT, Kind.GET, Kind.ADD)
"""What no negation stands before: 不每延迟1天, 没有延迟1天，扣0.5分."""
_BEFORE_A_NUMBER = (Kind.GET, Kind.FOUND, Kind.DEDUCT, Kind.ADD, Kind.LATE)
_ENDS = (Kind.SEPARATOR, Kind.DEDUCT, Kind.NO_MARKS)


def idle_negation(tokens: list[Token]) -> Token | None:
    """Return the first negation that nothing stands behind which it could negate, None where each has something."""
    for place, token in enumerate(tokens):
        if token.kind is not Kind.NOT:
            continue
        before = tokens[place - 1].kind if place else None
        behind = tokens[place + 1].kind if place + 1 < len(tokens) else None
        if behind in _NEEDS_MORE and not _is_fault(tokens, place):
            return token
        if behind is Kind.NUMBER and (before in _BEFORE_A_NUMBER or token.text in ("不", "未")):
            return token
        if behind is Kind.NUMBER and place and tokens[place - 1].text.endswith(("得", "计", "扣", "加")):
            return token
        if before in (Kind.UNIT, Kind.FOUND) and (behind is None or behind in _ENDS):
            return token
    return None


def _is_fault(tokens: list[Token], place: int) -> bool:
    """无延迟得5分, 没有逾期的: that nothing is late is a state; a number behind it would be a step."""
    return tokens[place + 1].kind is Kind.LATE and not (
        place + 2 < len(tokens) and tokens[place + 2].kind in (Kind.NUMBER, Kind.EACH)
    )
