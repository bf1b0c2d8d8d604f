"""The productions of where deducting or earning ends: 扣完为止, 最多扣5分, 以3分为限, 满分为止."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from perfscore.model.rule import AddPer, DeductPer, FixedPoints, Limit, NoMarks
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft, take_points
from perfscore.rules.lexicon import Kind
from perfscore.rules.tokens import Token

_OWN = ("本项", "该项", "此项", "单项", "本指标", "该指标", "累计", "直至", "直到", "至", "上述", "每项", "各项")


def take_limit(cursor: Cursor, draft: Draft) -> bool:
    """limit = [“本项”] ( no end | deduction's end | score's end | addition's end | full marks )."""
    token = cursor.peek()
    if token is not None and token.kind is Kind.TEXT:
        if token.text in _OWN:
            cursor.take(Kind.TEXT)
        elif token.text != "以" and not cursor.everything:
            return False
    start, token = cursor.index, cursor.peek()
    first = None if token is None else token.kind
    for production in _PRODUCTIONS if cursor.everything else _BY_FIRST.get(first, ()):
        if production(cursor, draft):
            return True
        cursor.index = start
    return False


def _without_points(cursor: Cursor, draft: Draft) -> bool:
    """NEGATIVE | NO_LIMIT | TO_THE_END | TO_THE_TOP."""
    start = cursor.index
    if cursor.take(Kind.NO_LIMIT):
        return any(isinstance(clause.award, AddPer) for clause in draft.clauses)
    if cursor.take(Kind.NEGATIVE):
        draft.negative = True
        return True
    if cursor.take(Kind.TO_THE_END):
        if draft.floor is None:
            draft.floor = Limit(span=cursor.span_from(start))
        return True
    if cursor.take(Kind.TO_THE_TOP):
        if draft.cap is None:
            draft.cap = Limit(span=cursor.span_from(start))
        return True
    return False


def _at_worst(cursor: Cursor, draft: Draft) -> bool:
    """AT_WORST points [THE_END]."""
    start = cursor.index
    points = take_points(cursor) if cursor.take(Kind.AT_WORST) else None
    if points is None or draft.floor is not None:
        return False
    _word(cursor, "为限", "封顶", "为上限")
    cursor.take(Kind.THE_END)
    draft.floor = Limit(points=points, span=cursor.span_from(start))
    return True


def _at_best(cursor: Cursor, draft: Draft) -> bool:
    """( AT_BEST | “最高” | “以” ) points [“为限”] | points “封顶”: the whole score, or what the step before gives."""
    start = cursor.index
    head = cursor.take(Kind.AT_BEST) or _most(cursor) or _word(cursor, "以")
    if head is not None and head.kind is Kind.AT_BEST and cursor.take(Kind.FULL):
        draft.cap = draft.cap or Limit(span=cursor.span_from(start))
        return True
    points = take_points(cursor)
    ended = _word(cursor, "为限", "封顶", "为上限", "为最高限") or cursor.take(Kind.THE_END)
    if points is None or (ended is None and (head is None or head.text == "以")):
        return False
    limited = _limited(draft, "" if head is None else head.text, points)
    if limited is DeductPer and any(isinstance(clause.award, AddPer) for clause in draft.clauses):
        return False  # 每低1%扣1分，每高1%加1分，最高不超过2分: of which of the two
    if limited is AddPer:
        return _limit_addition(draft, points)
    limit = Limit(points=points, span=cursor.span_from(start))
    if limited is DeductPer:
        taken, draft.floor = draft.floor, draft.floor or limit
        return taken is None
    if draft.cap is not None and draft.cap.points is not None:
        return False
    draft.cap = limit
    return True


def _most(cursor: Cursor) -> Token | None:
    """最高5分, 不超过5分: bounds of numbers elsewhere."""
    token = cursor.peek()
    return cursor.take(Kind.AT_MOST) if token is not None and token.text in ("最高", "最多", "至多", "不超过") else None


def _limited(draft: Draft, words: str, points: Decimal) -> type[AddPer | DeductPer] | None:
    """What a limit without 加 and 扣 is one of: the step before it, or (None) the score.

    “每高1%加1分，最高不超过3分” limits the addition, “得8分，每高1%加1分，最高不超过10分” the score: an addition is not
    larger than what it is added to, nor a deduction than what it is taken from.
    """
    last = draft.clauses[-1].award if draft.clauses else None
    if _OF_THE_SCORE.search(words) or not isinstance(last, AddPer | DeductPer):
        return None
    base = max((c.award.points for c in draft.clauses if isinstance(c.award, FixedPoints)), default=None)
    return None if base is not None and points > base else type(last)


_OF_THE_SCORE = re.compile("得(?!超过)|(?<![累合总共])计|给|记|总分")
"""最高得, 最高计, 总分不超过: the score itself; 累计不超过 and 不得超过 are not such."""


def _lowest(cursor: Cursor, draft: Draft) -> bool:
    """LOWEST points: 最低得2分."""
    start = cursor.index
    points = take_points(cursor) if cursor.take(Kind.LOWEST) else None
    if points is None or draft.least is not None:
        return False
    draft.least = Limit(points=points, span=cursor.span_from(start))
    return True


def _most_added(cursor: Cursor, draft: Draft) -> bool:
    """MOST_ADDED points: it belongs to the addition before it."""
    start = cursor.index
    points = take_points(cursor) if cursor.take(Kind.MOST_ADDED) else None
    _word(cursor, "为限", "封顶", "为上限")
    cursor.take(Kind.THE_END)
    if points is None:
        return False
    extras = bool(draft.clauses) and all(
        isinstance(clause.award, FixedPoints) and clause.award.added for clause in draft.clauses
    )
    if extras and draft.cap is None:  # 省级加2分，国家级加5分，最高加5分
        draft.cap = Limit(points=points, span=cursor.span_from(start))
        return True
    return _limit_addition(draft, points)


def _most_each_way(cursor: Cursor, draft: Draft) -> bool:
    """MOST_EACH_WAY points: 本项加分或扣分不超过3分."""
    start = cursor.index
    points = take_points(cursor) if cursor.take(Kind.MOST_EACH_WAY) else None
    _word(cursor, "为限", "封顶", "为上限")
    if points is None or draft.floor is not None:
        return False
    if not any(isinstance(clause.award, DeductPer) for clause in draft.clauses):
        return False
    draft.floor = Limit(points=points, span=cursor.span_from(start))
    return _limit_addition(draft, points)


def _full(cursor: Cursor, draft: Draft) -> bool:
    """( IN_ALL | FULL ) points: 满分16分, 共10分."""
    start = cursor.index
    token = cursor.take(Kind.IN_ALL, Kind.FULL)
    points = take_points(cursor) if token else None
    if points is None or points <= 0 or (draft.full is not None and draft.full.points != points):
        return False
    draft.full = Limit(points=points, span=cursor.span_from(start))
    return True


def _of_which(cursor: Cursor, draft: Draft) -> bool:
    """“其中” [“:”]: the points before it are the sum of what follows."""
    token = cursor.peek()
    if token is None or token.text != "其中" or len(draft.clauses) != 1 or draft.full is not None:
        return False
    clause = draft.clauses[0]
    if not isinstance(clause.award, FixedPoints):
        return False
    cursor.take(Kind.AND)
    draft.clauses.clear()
    draft.full = Limit(points=clause.award.points, span=clause.span)
    return True


def _title(cursor: Cursor, draft: Draft) -> bool:
    """“(” points “)” behind the title of the row, or behind what costs some of them: 重复信访治理(10分)."""
    start = cursor.index
    if any(not isinstance(clause.award, DeductPer | NoMarks) for clause in draft.clauses):
        return False
    if cursor.take(Kind.OPEN) is None:
        return False
    points = take_points(cursor)
    if points is None or points <= 0 or cursor.take(Kind.CLOSE) is None or draft.full is not None:
        return False
    draft.full = Limit(points=points, span=cursor.span_from(start))
    return True


def _limit_addition(draft: Draft, points: Decimal) -> bool:
    """Give the limit to the additions that have none yet."""
    found = False
    for index, clause in enumerate(draft.clauses):
        award = clause.award
        if isinstance(award, AddPer) and award.most is None:
            draft.clauses[index] = clause.model_copy(update={"award": award.model_copy(update={"most": points})})
            found = True
    return found


def _word(cursor: Cursor, *words: str) -> Token | None:
    token = cursor.peek()
    return cursor.take(Kind.TEXT) if token is not None and token.kind is Kind.TEXT and token.text in words else None


_Production = Callable[[Cursor, Draft], bool]
_BY_FIRST: dict[Kind | None, tuple[_Production, ...]] = {
    **dict.fromkeys((Kind.NO_LIMIT, Kind.NEGATIVE, Kind.TO_THE_END, Kind.TO_THE_TOP), (_without_points,)),
    Kind.AT_WORST: (_at_worst,),
    **dict.fromkeys((Kind.AT_BEST, Kind.AT_MOST, Kind.TEXT, Kind.NUMBER), (_at_best,)),
    Kind.MOST_ADDED: (_most_added,),
    Kind.MOST_EACH_WAY: (_most_each_way,),
    Kind.LOWEST: (_lowest,),
    **dict.fromkeys((Kind.IN_ALL, Kind.FULL), (_full,)),
    Kind.AND: (_of_which,),
    Kind.OPEN: (_title,),
}
"""The productions that a first token of the kind can be the beginning of."""
_PRODUCTIONS = tuple(dict.fromkeys(production for group in _BY_FIRST.values() for production in group))


def take_points_of_all(cursor: Cursor, draft: Draft) -> bool:
    """points of all = “(” points “)” at the end, behind clauses that give no points of their own: 否则不得分(10分)."""
    start = cursor.index
    gives = any(isinstance(clause.award, FixedPoints) for clause in draft.clauses)
    if not draft.clauses or gives or draft.full is not None or cursor.take(Kind.OPEN) is None:
        return False
    points = take_points(cursor)
    if points is None or points <= 0 or cursor.take(Kind.CLOSE) is None:
        return False
    draft.full = Limit(points=points, span=cursor.span_from(start))
    return cursor.at_end or (cursor.sees(Kind.SEPARATOR) and cursor.index == len(cursor.tokens) - 1)
