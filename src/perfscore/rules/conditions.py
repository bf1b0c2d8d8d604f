"""The productions of conditions: tokens to Condition. Each docstring is its production."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from perfscore.model.quantity import Dimension, Interval, Quantity, Unit
from perfscore.model.rule import (
    Basis,
    Condition,
    Done,
    GradeAtLeast,
    GradeIs,
    NotDone,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.rules.cursor import Cursor
from perfscore.rules.lexicon import Kind
from perfscore.values.units import PERCENT, PLACE, RANK_UNITS

_HUNDRED = Decimal(100)
_FULL_COVERAGE = Quantity(value=_HUNDRED, unit=PERCENT)
_MEASURED_WORDS = (Kind.TEXT, Kind.RATE, Kind.ACT, Kind.QUALIFIER, Kind.IN_YEAR)
"""What the name of a measured thing may consist of; negations and scoring words are not among it."""


_NO_NAME_ENDS_SO = tuple("最较更后末倒未仅每再又还已将须应可能要至按以由被把对从向比超低高少多第")
"""A function word right before a number changes what the number means: 最30家, 后三名."""


_NO_NAME_HAS = ("剩余", "任一", "任意", "任何", "有一", "全部", "均", "都", "高出", "低出", "各")
"""Words that say of how many things the number must hold."""


def parse_condition(cursor: Cursor) -> Condition | None:
    """condition = grade | budget | growth | rank | threshold | coverage | own target | act."""
    start = cursor.index
    for production in _PRODUCTIONS:
        condition = production(cursor)
        if condition is not None:
            return condition
        cursor.index = start
    return None


def _grade(cursor: Cursor) -> Condition | None:
    """grade = [TEXT] [REACH] GRADE { “、” GRADE } [GRADE_WORD] [OR_MORE]."""
    subject = cursor.run_of(Kind.TEXT)
    cursor.take(Kind.REACH)
    first = cursor.take(Kind.GRADE)
    if first is None:
        return None
    grades = [first.text]
    while (comma := cursor.peek()) is not None and comma.text == "、" and (_next_is_grade(cursor)):
        cursor.index += 1
        token = cursor.take(Kind.GRADE)
        grades.append(token.text if token else "")
    cursor.take(Kind.GRADE_WORD)
    if cursor.take(Kind.OR_MORE):
        return GradeAtLeast(grade=grades[0], subject=subject) if len(grades) == 1 else None
    return GradeIs(grades=tuple(grades), subject=subject)


def _next_is_grade(cursor: Cursor) -> bool:
    token = cursor.peek(1)
    return token is not None and token.kind is Kind.GRADE


def _budget(cursor: Cursor) -> Condition | None:
    """budget = [TEXT] ( IN_BUDGET | OVER_BUDGET )."""
    subject = cursor.run_of(Kind.TEXT)
    token = cursor.take(Kind.IN_BUDGET, Kind.OVER_BUDGET)
    if token is None:
        return None
    within = token.kind is Kind.IN_BUDGET
    interval = Interval(high=_HUNDRED) if within else Interval(low=_HUNDRED, low_closed=False)
    return Within(basis=Basis.BUDGET_RATE, interval=interval, unit=PERCENT, subject=subject)


def _growth(cursor: Cursor) -> Condition | None:
    """growth = [TEXT] LAST_YEAR ( RISE | FALL | FLAT )."""
    subject = cursor.run_of(Kind.TEXT)
    if cursor.take(Kind.LAST_YEAR) is None:
        return None
    zero = Decimal(0)
    token = cursor.take(Kind.RISE, Kind.FALL, Kind.FLAT)
    if token is None:
        return None
    interval = {
        Kind.RISE: Interval(low=zero, low_closed=False),
        Kind.FALL: Interval(high=zero, high_closed=False),
        Kind.FLAT: Interval(low=zero, high=zero),
    }[token.kind]
    return Within(basis=Basis.GROWTH, interval=interval, unit=PERCENT, subject=subject)


def _rank(cursor: Cursor) -> Condition | None:
    """rank = [TEXT] [RANKING [TEXT]] TOP NUMBER [“名” | “位”]."""
    subject = cursor.run_of(Kind.TEXT, Kind.RANKING)
    top = cursor.take(Kind.TOP)
    place = cursor.take(Kind.NUMBER) if top else None
    if top is None or place is None or place.value is None or place.value != int(place.value) or place.value < 1:
        return None
    token = cursor.peek()
    if token is not None and token.kind is Kind.UNIT and token.text in RANK_UNITS:
        cursor.take(Kind.UNIT)
    low = Decimal(1) if top.text == "前" else place.value
    return Within(basis=Basis.RANK, interval=Interval(low=low, high=place.value), unit=PLACE, subject=subject)


def _threshold(cursor: Cursor) -> Condition | None:
    """threshold = [words] [NOT] [REACH | AT_LEAST | AT_MOST | ABOVE | BELOW] NUMBER UNIT [RATE] [OR_MORE | OR_LESS]."""
    subject = cursor.run_of(*_MEASURED_WORDS)
    if subject.endswith(_NO_NAME_ENDS_SO) or any(word in subject for word in _NO_NAME_HAS):
        return None
    negated = cursor.take(Kind.NOT) is not None
    sign = cursor.take(Kind.REACH, Kind.AT_LEAST, Kind.AT_MOST, Kind.ABOVE, Kind.BELOW, Kind.INCOMPLETE)
    quantity = take_quantity(cursor)
    if quantity is None:
        return None
    suffix = cursor.take(Kind.OR_MORE, Kind.OR_LESS)
    sign_kind = sign.kind if sign else None
    if negated:
        return _missed(quantity, subject) if sign_kind is Kind.REACH and suffix is None else None
    if suffix is not None:
        if sign_kind not in (None, Kind.REACH):
            return None
        sign_kind = Kind.AT_LEAST if suffix.kind is Kind.OR_MORE else Kind.AT_MOST
    return _threshold_of(sign_kind, quantity, subject)


def _missed(quantity: Quantity, subject: str) -> Condition:
    return TargetMissed(reference=quantity, subject=subject)


def _threshold_of(sign: Kind | None, quantity: Quantity, subject: str) -> Condition:
    """A bare number leaves the direction to the row; every sign states it."""
    number, unit = quantity.value, quantity.unit
    match sign:
        case Kind.AT_LEAST | Kind.REACH:
            interval = Interval(low=number)
        case Kind.AT_MOST:
            interval = Interval(high=number)
        case Kind.ABOVE:
            interval = Interval(low=number, low_closed=False)
        case Kind.BELOW | Kind.INCOMPLETE:
            interval = Interval(high=number, high_closed=False)
        case _:
            return TargetMet(reference=quantity, subject=subject)
    return Within(basis=Basis.VALUE, interval=interval, unit=unit, subject=subject)


def _coverage(cursor: Cursor) -> Condition | None:
    """coverage = [TEXT] COVERED: 100 %."""
    subject = cursor.run_of(Kind.TEXT)
    return TargetMet(reference=_FULL_COVERAGE, subject=subject) if cursor.take(Kind.COVERED) else None


def _own_target(cursor: Cursor) -> Condition | None:
    """own target = [TEXT] [NOT] AT_TARGET."""
    subject = cursor.run_of(Kind.TEXT)
    negated = cursor.take(Kind.NOT) is not None
    if cursor.take(Kind.AT_TARGET) is None:
        return None
    return TargetMissed(subject=subject) if negated else TargetMet(subject=subject)


def _act(cursor: Cursor) -> Condition | None:
    """act = [TEXT] [IN_YEAR] [NOT] [QUALIFIER] ACT { TEXT | ACT }."""
    subject = cursor.run_of(Kind.TEXT)
    in_year = cursor.take(Kind.IN_YEAR) is not None
    negated = cursor.take(Kind.NOT) is not None
    qualifier = cursor.run_of(Kind.QUALIFIER)
    act = cursor.take(Kind.ACT)
    if act is None:
        return None
    matter = cursor.run_of(Kind.TEXT, Kind.ACT)
    kind = NotDone if negated else Done
    return kind(act=act.text, subject=subject, matter=matter, qualifier=qualifier, in_year=in_year)


def take_quantity(cursor: Cursor) -> Quantity | None:
    """quantity = NUMBER UNIT [RATE]."""
    start = cursor.index
    number = cursor.take(Kind.NUMBER)
    if number is None or number.value is None:
        cursor.index = start
        return None
    unit: Unit | None = number.unit
    if unit is None:
        token = cursor.take(Kind.UNIT)
        unit = token.unit if token else None
    if unit is None:
        cursor.index = start
        return None
    cursor.take(Kind.RATE)
    return Quantity(value=number.value, unit=_same_place(unit))


def _same_place(unit: Unit) -> Unit:
    """Write 个百分点 and % as the sentence does, all other units as the table has them."""
    return PERCENT if unit.dimension is Dimension.RATIO and unit.symbol == "百分比" else unit


_PRODUCTIONS: tuple[Callable[[Cursor], Condition | None], ...] = (
    _grade,
    _budget,
    _growth,
    _rank,
    _threshold,
    _coverage,
    _own_target,
    _act,
)
