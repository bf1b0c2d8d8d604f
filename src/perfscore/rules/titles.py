"""The productions of titles that name the points of what follows: 及时受理率(5分); 主题党日每月开展一次(4分)."""

from __future__ import annotations

import re

from perfscore.model.rule import DeductPer, Limit, Side
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft, take_points
from perfscore.rules.gap_steps import take_gap_step
from perfscore.rules.lexicon import FREE_WORDS, Kind

_NEUTRAL = frozenset((*FREE_WORDS, Kind.OTHER_TIME, Kind.RANKING, Kind.GRADE_WORD, Kind.EVERY))


def take_title(cursor: Cursor, draft: Draft) -> bool:
    """title = words “(” points “)”: 及时受理率(5分); any words where what follows only takes points."""
    start = cursor.index
    words = take_title_words(cursor)
    if draft.clauses or draft.full is not None or not words or cursor.take(Kind.OPEN) is None:
        return False
    points = take_points(cursor)
    if points is None or points <= 0 or cursor.take(Kind.CLOSE) is None:
        return False
    heads = words.endswith(_HEADS) and cursor.at_end  # 落实任务情况（0.5分）。未完成的每项扣0.1分
    if not words.endswith(_MEASURED) and not heads and not _only_takes(cursor):
        return False
    draft.full = Limit(points=points, span=cursor.span_from(start))
    return True


def take_recurring(cursor: Cursor, draft: Draft) -> bool:
    """recurring = words with EVERY, NUMBER UNIT among them, before a shortfall: 每月巡护不少于20天，少1天扣0.1分.

    What is asked for so often is no number for the year; the step says itself what one less costs.
    """
    start = cursor.index
    words = take_title_words(cursor)
    counted = any(token.kind is Kind.NUMBER for token in cursor.tokens[start : cursor.index])
    cursor.take(Kind.PARTICLE)
    if (
        draft.clauses
        or not counted
        or (not cursor.sees(Kind.SEPARATOR, Kind.BELOW) and not cursor.sees(Kind.SEPARATOR, Kind.EACH))
    ):
        return False
    cursor.comma()
    if not take_gap_step(cursor, draft):
        return False
    clause, name = draft.clauses[-1], _COUNTED.sub("", words)
    if (
        not isinstance(clause.award, DeductPer)
        or clause.award.side is not Side.BELOW
        or clause.award.reference is not None
    ):
        return False
    step = clause.award.model_copy(update={"matter": name, "each": True})
    draft.clauses[-1] = clause.model_copy(update={"award": step, "span": cursor.span_from(start)})
    return True


_COUNTED = re.compile(
    r"(?:不少于|不低于|至少|应|需|须)*[0-9一二两三四五六七八九十]+[^0-9]{0,2}$|(?:不少于|不低于|至少|应|需|须)+(?=[0-9])|[0-9]+"
)


def take_title_words(cursor: Cursor) -> str:
    """Take the words of a title: no numbers, no points."""
    words = ""
    while (token := cursor.peek()) is not None and (
        token.kind in _NEUTRAL or (words and token.text == "、") or _recurs(cursor, words)
    ):
        words += token.text
        cursor.take(token.kind)
    return words


_OF_A_QUANTITY = (Kind.AT_LEAST, Kind.NUMBER, Kind.UNIT)


def _recurs(cursor: Cursor, words: str) -> bool:
    """每月开展一次: how often something is asked for, in a title."""
    token = cursor.peek()
    return token is not None and token.kind in _OF_A_QUANTITY and _EVERY.search(words) is not None


_EVERY = re.compile("每个?(?:季度?|年|月|周|日|半年|学期)")


def _only_takes(cursor: Cursor) -> bool:
    """Tell whether what follows in this sentence takes points and gives none."""
    takes = False
    for token in cursor.tokens[cursor.index :]:
        if token.kind is Kind.MARK:
            break
        if token.kind in (Kind.GET, Kind.ADD, Kind.FULL):
            return False
        takes = takes or token.kind in (Kind.DEDUCT, Kind.NO_MARKS)
    return takes


_HEADS = ("情况", "工作", "管理", "建设")
_MEASURED = ("率", "比例", "占比", "数量", "人数", "面积", "金额", "完成情况")
