"""The productions of awards: what a branch gives or takes."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.rule import Award, DeductPoints, Discretion, FixedPoints, FullMarks, NoMarks, ProRata
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import MOST_POINTS, take_amount, take_points
from perfscore.rules.lexicon import Kind
from perfscore.rules.lookahead import any_of

_HUNDRED = Decimal(100)
_LOSES_NOTHING = ("不扣分", "不予扣分")
_POINTS_TO_COME = ("扣分", "给分", "得分", "计分", "加分", "减分", "赋分", "扣减", "打分", "记分", "评分")


def take_award(cursor: Cursor, *, bare: bool = False, lonely: bool = False) -> Award | None:
    """award = NO_MARKS | SHARE | discretion | DEDUCT ( FULL | amount ) | [GET] FULL | GET amount | “(” points “)”.

    ``bare``: behind a condition the verb may be missing (90%以上5分), ``lonely``: so may 分 in a list
    that has none (90%以上:5).
    """
    if not (cursor.everything or _may_begin(cursor)):
        return None
    if cursor.take(Kind.NO_MARKS):
        return _or_discretion(cursor, NoMarks())
    if _nothing_lost(cursor):
        return FullMarks()
    if cursor.take(Kind.SHARE):
        return ProRata()
    discretion = _discretion(cursor)
    if discretion is not None:
        return discretion
    if cursor.take(Kind.NOT_ADDED):
        return FixedPoints(points=Decimal(0), added=True)
    if cursor.sees(Kind.ADD, Kind.NUMBER, Kind.POINTS):
        cursor.take(Kind.ADD)
        added = take_points(cursor)
        return None if added is None else FixedPoints(points=added, added=True)
    return _points_or_full(cursor, bare=bare, lonely=lonely)


def _points_or_full(cursor: Cursor, *, bare: bool, lonely: bool) -> Award | None:
    """DEDUCT ( FULL | amount ) | [GET] FULL | GET amount | “(” points “)”."""
    verb = cursor.take(Kind.DEDUCT, Kind.GET)
    if verb is None and cursor.sees(Kind.OPEN, Kind.NUMBER, Kind.POINTS, Kind.CLOSE):
        cursor.take(Kind.OPEN)
        points = take_points(cursor)
        cursor.take(Kind.CLOSE)
        return _given(points)
    if verb is not None and verb.kind is Kind.DEDUCT:
        return NoMarks() if cursor.take(Kind.FULL) else _deducted(take_amount(cursor))
    if verb is None and bare and (full := cursor.peek()) is not None and full.text == "为满分":
        cursor.take(Kind.STANDARD)
        return FullMarks()
    base = cursor.take(Kind.BASE)
    if (verb or bare) and cursor.take(Kind.FULL):
        return _given(take_points(cursor)) if cursor.sees(Kind.NUMBER, Kind.POINTS) else FullMarks()
    if verb and base is not None and base.text == "标准分" and not cursor.sees(Kind.NUMBER):
        return FullMarks()
    if not (verb or bare):
        return None
    amount = take_amount(cursor) or (_take_share_of_full(cursor) if verb else None)
    return _given(*amount) if amount else _given(_take_lonely(cursor)) if lonely else None


_BEGINS = frozenset(
    (
        *(
            Kind.NO_MARKS,
            Kind.NOT_COUNTED,
            Kind.NOT_ADDED,
            Kind.SHARE,
            Kind.DISCRETION,
            Kind.ADD,
            Kind.DEDUCT,
            Kind.GET,
            Kind.OPEN,
        ),
        *(Kind.NUMBER, Kind.FULL, Kind.STANDARD, Kind.BASE, Kind.OF_FULL, Kind.BY, Kind.NOT_ADDED),
    )
)
"""What an award can begin with, unless a verb stands before it."""


def _may_begin(cursor: Cursor) -> bool:
    """Behind a verb, words may say whose points they are: 扣|该项得分1分."""
    first = cursor.peek()
    own = cursor.index > 0 and cursor.tokens[cursor.index - 1].kind in (Kind.DEDUCT, Kind.ADD)
    return first is not None and (first.kind in _BEGINS or own)


def _take_share_of_full(cursor: Cursor) -> tuple[Decimal, bool] | None:
    """得80%: of the full marks, at the end of the item."""
    number, unit, behind = cursor.peek(), cursor.peek(1), cursor.peek(2)
    if number is None or unit is None or not cursor.sees(Kind.NUMBER, Kind.UNIT) or unit.text != "%":
        return None
    if number.value is None or number.value > _HUNDRED or (behind is not None and behind.kind is not Kind.SEPARATOR):
        return None
    cursor.index += 2
    return number.value, True


def _nothing_lost(cursor: Cursor) -> bool:
    """不扣分, as what a state earns: all points of the row."""
    token = cursor.peek()
    return token is not None and token.text in _LOSES_NOTHING and cursor.take(Kind.NOT_COUNTED) is not None


def _take_lonely(cursor: Cursor) -> Decimal | None:
    """A number alone up to the next separator."""
    number, behind = cursor.peek(), cursor.peek(1)
    if number is None or number.kind is not Kind.NUMBER or (behind is not None and behind.kind is not Kind.SEPARATOR):
        return None
    cursor.take(Kind.NUMBER)
    return number.value if number.value is not None and number.value <= MOST_POINTS else None


def _given(points: Decimal | None, of_full: bool = False) -> Award | None:
    if points is None:
        return None
    if points == 0:
        return NoMarks()
    return FullMarks() if of_full and points == _HUNDRED else FixedPoints(points=points, of_full=of_full)


def _deducted(amount: tuple[Decimal, bool] | None) -> Award | None:
    if amount is None:
        return None
    points, of_full = amount
    return NoMarks() if of_full and points == _HUNDRED else DeductPoints(points=points, of_full=of_full)


def _or_discretion(cursor: Cursor, award: Award) -> Award | None:
    """不得分或酌情扣分: the person chooses from nothing on."""
    if cursor.sees(Kind.LINK, Kind.DISCRETION):
        cursor.take(Kind.LINK)
        return Discretion() if _discretion(cursor) is not None else None
    return award


def _discretion(cursor: Cursor) -> Discretion | None:
    """discretion = DISCRETION [“扣分” | range] | [ GET | DEDUCT | ADD ] range | “(” range “)”."""
    if not cursor.comes(_CHOSEN):
        return None
    start = cursor.index
    word = cursor.take(Kind.DISCRETION)
    if word is not None:
        cursor.comma()
    verb = cursor.take(Kind.GET, Kind.DEDUCT, Kind.ADD)
    bracket = cursor.take(Kind.OPEN) if verb is None else None
    chosen = take_range_of_points(cursor)
    if chosen is not None and (bracket is None or cursor.take(Kind.CLOSE)):
        return _chosen_in(chosen, verb.kind if verb else None)
    if bracket is not None:
        cursor.index = start
        return None
    if word is not None and verb is None:
        token = cursor.peek()
        if token is not None and token.kind is Kind.TEXT and token.text.startswith(_POINTS_TO_COME):
            cursor.take(Kind.TEXT)
            if cursor.take(Kind.LINK) and cursor.take(Kind.NO_MARKS) is None:
                cursor.index = start
                return None
            return Discretion(deducts="扣" in token.text or "减" in token.text, adds=token.text.startswith("加"))
    cursor.index = start
    return None


_CHOSEN = any_of(Kind.DISCRETION, Kind.RANGE)


def _chosen_in(points: tuple[Decimal, Decimal], verb: Kind | None) -> Discretion:
    return Discretion(low=points[0], high=points[1], deducts=verb is Kind.DEDUCT, adds=verb is Kind.ADD)


def take_range_of_points(cursor: Cursor) -> tuple[Decimal, Decimal] | None:
    """range = NUMBER [POINTS] RANGE NUMBER POINTS."""
    first = cursor.take(Kind.NUMBER)
    cursor.take(Kind.POINTS)
    middle = cursor.take(Kind.RANGE) if first else None
    second = cursor.take(Kind.NUMBER) if middle else None
    points = cursor.take(Kind.POINTS) if second else None
    if first is None or second is None or points is None or first.value is None or second.value is None:
        return None
    low, high = sorted((first.value, second.value))
    return (low, high) if low < high <= MOST_POINTS else None
