"""The productions of labels and their points in other orders: 得5分：及时；一档—10；是否公示：是，2分；否，0分."""

from __future__ import annotations

from itertools import pairwise

from perfscore.model.rule import (
    Always,
    Award,
    Clause,
    Condition,
    Discretion,
    FixedPoints,
    NoMarks,
    Says,
)
from perfscore.rules.awards import take_award
from perfscore.rules.branches import take_branch
from perfscore.rules.conditions import parse_condition
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import MOST_POINTS, Draft, take_points
from perfscore.rules.lexicon import Kind
from perfscore.rules.said_states import take_words
from perfscore.rules.tokens import tokenize

_ASKED = "是否"
_ROW_ENDS = (";", "。", "\n")
_DASHES = ("-", "—", "--", "——", "－", ":")


def take_points_first(cursor: Cursor, draft: Draft) -> bool:
    """points first = [GET] points “:” ( condition | words ), up to the end of the item: 得5分：拨付及时."""
    start = cursor.index
    cursor.take(Kind.GET)
    points = take_points(cursor)
    if points is None or cursor.take(Kind.COLON) is None:
        return False
    award: Award = NoMarks() if points == 0 else FixedPoints(points=points)
    condition = _condition_to_the_end(cursor)
    if condition is None:
        return False
    draft.clauses.append(Clause(condition=condition, award=award, span=cursor.span_from(start)))
    return True


def _condition_to_the_end(cursor: Cursor) -> Condition | None:
    start = cursor.index
    condition = parse_condition(cursor)
    cursor.take(Kind.PARTICLE)
    if condition is not None and _at_row_end(cursor):
        return condition
    cursor.index = start
    words = take_words(cursor)
    return Says(text=words) if words and _at_row_end(cursor) else None


def _at_row_end(cursor: Cursor) -> bool:
    token = cursor.peek()
    return token is None or (token.kind is Kind.SEPARATOR and token.text in _ROW_ENDS)


def take_row(cursor: Cursor, draft: Draft) -> bool:
    """row = ( condition | words ) ( dash | “:” | line end ) NUMBER [RANGE NUMBER], where 分 stands nowhere: 一档—10."""
    kinds = cursor.kinds
    if Kind.POINTS in kinds or Kind.EQUALS in kinds or Kind.SEPARATOR not in kinds:
        return False  # one row alone is no table: 得分=10-20
    start = cursor.index
    condition = parse_condition(cursor) or _words_of_row(cursor, start)
    if condition is None or not (_take_dash(cursor) or (isinstance(condition, Says) and _all_rows_end_so(cursor))):
        return False
    award = _bare_points(cursor)
    if award is None or not _at_row_end(cursor):
        return False
    draft.clauses.append(Clause(condition=condition, award=award, span=cursor.span_from(start)))
    return True


def _all_rows_end_so(cursor: Cursor) -> bool:
    """相符4；大部分相符3；不相符0: every row ends with a number, each smaller than the one before, the last 0."""
    ends = [place for place, token in enumerate(cursor.tokens) if token.text in _ROW_ENDS]
    last = [cursor.tokens[place - 1] for place in (*ends, len(cursor.tokens)) if place]
    numbers = [token.value for token in last if token.kind is Kind.NUMBER and token.unit is None]
    if len(numbers) < _FEWEST_ROWS or len(numbers) != len([token for token in last if token.text not in _ROW_ENDS]):
        return False
    falling = all(one is not None and other is not None and one > other for one, other in pairwise(numbers))
    return falling and numbers[-1] == 0


_FEWEST_ROWS = 3


def _words_of_row(cursor: Cursor, start: int) -> Condition | None:
    cursor.index = start
    words = take_words(cursor)
    words = words.rstrip("-—:")
    return Says(text=words) if words else None


def _take_dash(cursor: Cursor) -> bool:
    before, token = cursor.tokens[cursor.index - 1], cursor.peek()
    if before.kind is Kind.TEXT and before.text.endswith(("-", "—")):
        return True
    if token is not None and (token.text in _DASHES or token.text == "\n"):
        cursor.take(token.kind)
        return True
    return False


def _bare_points(cursor: Cursor) -> Award | None:
    """NUMBER or NUMBER RANGE NUMBER, alone: the points of a table without 分."""
    first = cursor.take(Kind.NUMBER)
    if first is None or first.value is None or first.value > MOST_POINTS or first.unit is not None:
        return None
    second = cursor.take(Kind.NUMBER) if cursor.take(Kind.RANGE) else None
    if second is None or second.value is None:
        return NoMarks() if first.value == 0 else FixedPoints(points=first.value)
    low, high = sorted((first.value, second.value))
    return Discretion(low=low, high=high) if low < high <= MOST_POINTS else None


def take_question(cursor: Cursor, draft: Draft) -> bool:
    """question = “是否” words [“:” | “,” | “?”] “是” [“,”] award [sign] “否” [“,”] award: 是否公示：是2分，否0分."""
    start = cursor.index
    token = cursor.peek()
    if token is None or not token.text.startswith(_ASKED):
        return False
    asked = take_words(cursor, commas=False).removeprefix(_ASKED).rstrip("?")
    cursor.comma()
    if cursor.sees(Kind.SEPARATOR, Kind.TEXT):
        cursor.take(Kind.SEPARATOR)
    clauses = []
    for number, answer in enumerate(("是", "否")):
        word, place = cursor.take(Kind.TEXT), cursor.index
        if word is None or word.text.strip("的") != answer:
            return False
        cursor.take(Kind.PARTICLE)
        cursor.comma()
        award = take_award(cursor, bare=True)
        condition = (_asked_for(asked) if number == 0 else Always()) if asked else None
        if award is None or condition is None:
            return False
        first = start if number == 0 else place - 1
        clauses.append(Clause(condition=condition, award=award, span=cursor.span_from(first)))
        if number == 0 and cursor.take(Kind.SEPARATOR) is None:
            return False
    draft.clauses += clauses
    return True


def _asked_for(words: str) -> Condition | None:
    """The condition that a branch of these words would have."""
    draft = Draft()
    cursor = Cursor(tokenize(words + ",得1分"))
    return draft.clauses[0].condition if take_branch(cursor, draft) and cursor.at_end else None
