"""How large an event is that costs points: 单起受害面积10亩以下的每起, 单次中断超过4小时的每次, 1000元以上的."""

from __future__ import annotations

from perfscore.rules.cursor import Cursor
from perfscore.rules.lexicon import FREE_WORDS, Kind

_BEFORE = (Kind.ABOVE, Kind.BELOW, Kind.AT_LEAST, Kind.AT_MOST, Kind.INCOMPLETE)
_BEHIND = (Kind.OR_MORE, Kind.OR_LESS, Kind.INCLUDED, Kind.EXCLUDED, Kind.RANGE)
_MOST_TOKENS = 12
_ONE_FOUND = [Kind.FOUND, Kind.NUMBER, Kind.UNIT]


def take_size(cursor: Cursor, *, counted: bool = False) -> str:
    """size = bounds, before 每 and its count, or behind a count.

    Empty where no 每 follows within the clause: 5处以上扣3分 is a range of the count itself.
    """
    start = cursor.index
    words = take_bounds(cursor)
    if not words or not (counted or _each_follows(cursor)):
        cursor.index = start
        return ""
    return words


def take_bounds(cursor: Cursor) -> str:
    """bounds = [sign] NUMBER UNIT [bound] { [sign] NUMBER UNIT [bound] }, with words; empty where none bounds."""
    start = cursor.index
    words = cursor.run_of(*_BEFORE)
    bounded = bool(words)
    while cursor.sees(Kind.NUMBER, Kind.UNIT) or (words and cursor.sees(Kind.NUMBER, Kind.RANGE)):
        number = cursor.take(Kind.NUMBER)
        unit = cursor.take(Kind.UNIT)
        behind = cursor.run_of(*_BEHIND, *_BEFORE)
        bounded = bounded or bool(behind)
        words += (number.text if number else "") + (unit.text if unit else "") + behind
    if not bounded:
        cursor.index = start
        return ""
    return words


def _each_follows(cursor: Cursor) -> bool:
    """Tell whether 每 or 发生1起 stands before the next award, with at most one comma on the way."""
    commas, ahead = 0, cursor.tokens[cursor.index : cursor.index + _MOST_TOKENS]
    for place, token in enumerate(ahead):
        if token.kind is Kind.EACH or [one.kind for one in ahead[place : place + 3]] == _ONE_FOUND:
            return True
        if token.text == "," and commas == 0:
            commas = 1
        elif token.kind not in FREE_WORDS:
            return False
    return False
