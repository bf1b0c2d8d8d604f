"""The productions of places: 前五, 第1名, 第6至第10名, 11名及以后; and of numbers beside as many points."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.quantity import Interval
from perfscore.model.rule import Award, Basis, Clause, Condition, DeductPoints, FixedPoints, NoMarks, TargetMet, Within
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Context, Draft, take_points
from perfscore.rules.lexicon import Kind
from perfscore.rules.lookahead import any_of
from perfscore.values.units import PLACE, RANK_UNITS

_ONE = Decimal(1)
_FROM_BELOW = ("后", "末", "倒", "倒数", "最后")
"""后三名 are counted from the other end, and how many there are is not known."""
_MOST_PLACES = 100
"""No list of points is longer."""


def take_rank(cursor: Cursor, *, known: bool = False) -> Condition | None:
    """rank = [words] [RANKING [words]] ( TOP place | place RANGE place | place ONWARDS ).

    Without 第, 前 and 名 the number is a place only behind 排名, or (``known``) where the sentence speaks of places.
    """
    start = cursor.index
    subject = _field(cursor) or cursor.run_of(Kind.TEXT, Kind.RANKING)
    ranking = Kind.RANKING in cursor.kinds and any(
        token.kind is Kind.RANKING for token in cursor.tokens[start : cursor.index]
    )
    if subject.endswith(_FROM_BELOW):
        return None
    cursor.comma() if ranking else None
    top = cursor.take(Kind.TOP)
    first, named = _place(cursor)
    if first is None:
        return None
    if top is not None and top.text == "前":
        return _places(_ONE, first, subject)
    last: Decimal | None = first
    if cursor.take(Kind.RANGE):
        cursor.take(Kind.TOP)
        last, also = _place(cursor)
        named = named or also
        if last is None or last <= first:
            return None
    elif cursor.take(Kind.ONWARDS):
        last = None
    if top is None and not named and not ranking and not known:
        return None
    if top is None and named and not ranking and not known and last == first:
        return None  # 3名得5分: three persons as well
    return _places(first, last, subject)


def _field(cursor: Cursor) -> str:
    """在全市12个县区中排名前四名: of how many the places are."""
    if not cursor.comes(_RANKING):
        return ""
    start = cursor.index
    words = cursor.run_of(Kind.TEXT)
    if cursor.take(Kind.NUMBER) and cursor.take(Kind.UNIT):
        cursor.run_of(Kind.TEXT)
        if cursor.take(Kind.RANKING) and not cursor.sees(Kind.SEPARATOR):
            cursor.run_of(Kind.TEXT)
            return words or "排名"
    cursor.index = start
    return ""


_RANKING = any_of(Kind.RANKING)


def _places(low: Decimal, high: Decimal | None, subject: str) -> Within:
    return Within(basis=Basis.RANK, interval=Interval(low=low, high=high), unit=PLACE, subject=subject)


def _place(cursor: Cursor) -> tuple[Decimal | None, bool]:
    """A whole number from 1 on, and whether 名 or 位 stands behind it."""
    number = cursor.take(Kind.NUMBER)
    if number is None or number.value is None or number.value < 1 or number.value != int(number.value):
        return None, False
    token = cursor.peek()
    if token is None or token.kind is not Kind.UNIT:
        return number.value, False
    named = token.text in RANK_UNITS and cursor.take(Kind.UNIT) is not None
    return (number.value, True) if named else (None, False)


def speaks_of_places(draft: Draft) -> bool:
    """Tell whether the words before are about places."""
    ranked = any(vars(clause.condition).get("basis") is Basis.RANK for clause in draft.clauses)
    return ranked or any(Kind.RANKING in context.kinds for context in draft.contexts)


def take_field(cursor: Cursor, draft: Draft) -> bool:
    """field = words NUMBER UNIT words RANKING: 全市13个县区排名, of how many the places are."""
    start = cursor.index
    cursor.run_of(Kind.TEXT)
    if cursor.take(Kind.NUMBER) is None or cursor.take(Kind.UNIT) is None:
        return False
    cursor.run_of(Kind.TEXT, Kind.IN_YEAR)
    if cursor.take(Kind.RANKING) is None or not cursor.sees(Kind.SEPARATOR):
        return False
    draft.contexts.append(Context("", frozenset((Kind.RANKING,)), cursor.span_from(start)))
    return True


def take_numbers_in_parallel(cursor: Cursor, draft: Draft) -> bool:
    """numbers in parallel = condition { “、” condition } [PARTICLE] [“,”] RESPECTIVELY [verb] points { “、” points }.

    95%以上、90%以上的，分别得10分、8分. 1-5名 are five places where there are five points. The sign of the first number
    holds for bare ones behind it: 超过80%、70%和60%.
    """
    from perfscore.rules.conditions import parse_condition  # noqa: PLC0415 - conditions has the places from here

    if Kind.RESPECTIVELY not in cursor.kinds:
        return False
    start = cursor.index
    listed: list[Condition] = []
    while (condition := parse_condition(cursor)) is not None:
        listed += _spread(condition, listed)
        if not (cursor.take(Kind.LINK) or _enumeration(cursor)):
            break
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    if not listed or cursor.take(Kind.RESPECTIVELY) is None or _in_other_units(listed):
        return False
    verb = cursor.take(Kind.GET, Kind.DEDUCT)
    points = _points(cursor)
    if len(points) != len(listed) or len(points) < 2:  # noqa: PLR2004 - one is no list
        return False
    span = cursor.span_from(start)
    for condition, one in zip(listed, points, strict=True):
        draft.clauses.append(
            Clause(condition=condition, award=_award(one, verb=verb.kind if verb else None), span=span)
        )
    return True


def _in_other_units(listed: list[Condition]) -> bool:
    """90%、80%和70万元: no list of one thing."""
    units = {one.unit.dimension for one in listed if isinstance(one, Within) and one.unit is not None}
    return len(units) > 1


def _enumeration(cursor: Cursor) -> bool:
    token = cursor.peek()
    return token is not None and token.text == "、" and cursor.take(Kind.SEPARATOR) is not None


def _spread(condition: Condition, before: list[Condition]) -> list[Condition]:
    """Every single place of a range of places; a bare number with the sign of the one before it."""
    if isinstance(condition, Within) and condition.basis is Basis.RANK:
        low, high = condition.interval.low, condition.interval.high
        if low is not None and high is not None and high - low < _MOST_PLACES:
            return [_places(low + number, low + number, condition.subject) for number in range(int(high - low) + 1)]
    first = before[0] if before else None
    if isinstance(condition, TargetMet) and condition.reference is not None and isinstance(first, Within):
        number, interval = condition.reference.value, first.interval
        unit = condition.reference.unit or first.unit
        bounds = {"low": number} if interval.low is not None else {"high": number}
        return [first.model_copy(update={"interval": interval.model_copy(update=bounds), "unit": unit})]
    return [condition]


def _award(points: Decimal, *, verb: Kind | None) -> Award:
    if verb is Kind.DEDUCT:
        return DeductPoints(points=points)
    return NoMarks() if points == 0 else FixedPoints(points=points)


def _points(cursor: Cursor) -> list[Decimal]:
    found: list[Decimal] = []
    while (points := take_points(cursor)) is not None:
        found.append(points)
        here = cursor.index
        if not (cursor.take(Kind.LINK) or cursor.take(Kind.SEPARATOR)) or not cursor.sees(Kind.NUMBER, Kind.POINTS):
            cursor.index = here
            break
    return found


_SLASH = re.compile("/")


def take_numbers_beside_numbers(cursor: Cursor, draft: Draft) -> bool:
    """numbers beside numbers = [words] NUMBER “/” NUMBER … UNIT [“的”] [“,”] [GET] NUMBER “/” NUMBER … [POINTS].

    达成率100/90/80%，得分5/4/3: as many points as numbers, both falling.
    """
    if not (cursor.everything or cursor.holds(_SLASH)):
        return False
    start = cursor.index
    words = cursor.run_of(Kind.ACT, Kind.TEXT, Kind.RATE)
    numbers = _slashed(cursor)
    unit = cursor.take(Kind.UNIT) if len(numbers) > 1 else None
    if unit is None or unit.unit is None or numbers != sorted(set(numbers), reverse=True):
        return False
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    if cursor.take(Kind.GET) is None and cursor.run_of(Kind.TEXT, Kind.RESPECTIVELY, Kind.FULL) not in _SCORED:
        return False
    cursor.take(Kind.GET)
    points = _slashed(cursor)
    cursor.take(Kind.POINTS)
    if len(points) != len(numbers) or points != sorted(set(points), reverse=True):
        return False
    span = cursor.span_from(start)
    for number, one in zip(numbers, points, strict=True):
        reached = Within(basis=Basis.VALUE, interval=Interval(low=number), unit=unit.unit, subject=words)
        draft.clauses.append(Clause(condition=reached, award=_award(one, verb=None), span=span))
    return True


_SCORED = ("得分", "分别得分", "分别", "分值", "得分为", "对应得分")


def _slashed(cursor: Cursor) -> list[Decimal]:
    """NUMBER { “/” NUMBER }."""
    found: list[Decimal] = []
    while (number := cursor.take(Kind.NUMBER)) is not None and number.value is not None and number.unit is None:
        found.append(number.value)
        percent, slash = cursor.peek(), cursor.peek(1)
        if percent is not None and percent.kind is Kind.UNIT and slash is not None and slash.text == "/":
            cursor.take(Kind.UNIT)
        token = cursor.peek()
        if token is None or token.text != "/":
            break
        cursor.take(token.kind)
    return found
