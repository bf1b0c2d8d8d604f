"""The production of a list in brackets behind its number: 达到“四有”（有村医、有场地、有设备、有药品）标准."""

from __future__ import annotations

import re

from perfscore.numbers.numerals import parse_numeral
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Context, Draft
from perfscore.rules.lexicon import Kind

_COUNTED = re.compile(
    r'"?(?P<n>[一二两三四五六七八九十]|\d{1,2})(?:有|个|项|种|类|样|份|条|制|本|张|进|到位|落实|上墙|公开|统一|保障|机|化)'
    r'[^"、,;。()]{0,6}"?$'
)
_JOINTS = re.compile("[、,;]|以及|和(?![谐平])")
_AROUND = re.compile(r"^(?:即|包括|包含|分别为|指|具体为|是指|:)+|(?:等[^等]{0,6})$")
_ENDS = (Kind.SEPARATOR, Kind.COLON, Kind.MARK, Kind.EACH)
_FEWEST = 2


def take_bracketed(cursor: Cursor, draft: Draft) -> bool:
    """bracketed = words count “(” thing { ( “、” | “,” | LINK ) thing } “)” [words]: as many as the count says."""
    start = cursor.index
    head = _words(cursor, Kind.OPEN)
    counted = _COUNTED.search(head)
    if counted is None or cursor.take(Kind.OPEN) is None:
        return False
    inside = _words(cursor, Kind.CLOSE)
    if cursor.take(Kind.CLOSE) is None:
        return False
    names = tuple(filter(None, (_AROUND.sub("", name.strip('"')) for name in _JOINTS.split(inside))))
    number = parse_numeral("二" if counted["n"] == "两" else counted["n"])
    if len(names) < _FEWEST or len(names) != int(number if number is not None else counted["n"]):
        return False
    cursor.run_of(Kind.TEXT, Kind.STANDARD, Kind.ACT, Kind.QUALIFIER)
    token = cursor.peek()
    if token is not None and token.kind not in _ENDS:
        return False
    draft.lists.append(names)
    draft.contexts.append(Context(head, frozenset((Kind.TEXT,)), cursor.span_from(start), listed=True))
    return True


def _words(cursor: Cursor, end: Kind) -> str:
    """The words up to the bracket; none with points, and no sentence ends among them."""
    text = ""
    while (token := cursor.peek()) is not None and token.kind is not end:
        if token.kind in _NO_WORDS or (token.kind is Kind.SEPARATOR and token.text in "。\n"):
            return ""
        text += token.text
        cursor.index += 1
    return text


_NO_WORDS = (Kind.POINTS, Kind.GET, Kind.DEDUCT, Kind.ADD, Kind.NO_MARKS, Kind.FULL, Kind.OPEN, Kind.CLOSE, Kind.MARK)
