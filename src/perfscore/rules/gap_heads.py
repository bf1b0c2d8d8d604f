"""The productions of what stands before 每: on which side of which number the gap lies (95%以下每低…, 超支的每超…)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from perfscore.model.quantity import Interval, Quantity
from perfscore.model.rule import Basis, Side, Within
from perfscore.rules.bounds import take_threshold
from perfscore.rules.conditions import take_quantity
from perfscore.rules.cursor import Cursor
from perfscore.rules.growth import take_period
from perfscore.rules.lexicon import DOWNWARD, Kind, names_a_target
from perfscore.values.units import is_ratio

_SIDES = {
    Kind.BELOW: Side.BELOW,
    Kind.INCOMPLETE: Side.BELOW,
    Kind.FALL: Side.BELOW,
    Kind.ABOVE: Side.ABOVE,
    Kind.RISE: Side.ABOVE,
    Kind.BEHIND: Side.ABOVE,
}
COUNTED_GOOD = (Kind.TEXT, Kind.ACT, Kind.QUALIFIER, Kind.IN_YEAR, Kind.LINK, Kind.RATE, Kind.PARTICLE)
"""What may describe a counted thing; no numbers, no points, no negation, no doubt."""
MATTER = (*COUNTED_GOOD, Kind.EVERY)
_SHORT_OF = ("要求", "标准", "规定要求", "以上要求", "上述要求")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before 每: on which sides of which number the gap lies, as far as that is said.

    ``basis`` is 同比 or 环比 where it is a change against an earlier time.
    """

    sides: tuple[Side, ...] = ()
    reference: Quantity | None = None
    must_repeat: bool = False
    matter: str = ""
    basis: Basis | None = None


def take_head(cursor: Cursor) -> Head:
    """head = [OTHERWISE] [FROM_THERE [PARTICLE]] [( gaps | missed | range ) [PARTICLE] [“,”]] before EACH.

    It is one only where 每 follows; “未达到的，每低1%扣1分”, “超过15天的，每1天扣1分”, “95%以下每低1%扣1分”.
    """
    start = cursor.index
    lead = cursor.take(Kind.OTHERWISE, Kind.FROM_THERE)
    if lead is not None:
        cursor.take(Kind.PARTICLE)
        cursor.comma()
    begun = cursor.index
    words = cursor.run_of(*MATTER)
    here = cursor.index
    head = _change_in_head(cursor) or _gap_in_head(cursor)
    if head is None:
        cursor.index = here
        head = _range_in_head(cursor)
    if head is None:
        cursor.index = begun
        return Head(must_repeat=lead is not None)
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    cursor.take(Kind.PARTICLE)
    _take_again(cursor, head)
    here = cursor.index
    cursor.run_of(*MATTER)
    follows = cursor.sees(Kind.EACH) or _sees_points_per_unit(cursor)
    cursor.index = here
    if not follows:
        cursor.index = start
        return Head()
    return replace(head, matter=words)


def _take_again(cursor: Cursor, head: Head) -> None:
    """超过30天的，超出部分每1天…: the same side said twice."""
    start = cursor.index
    gaps = take_gaps(cursor)
    if gaps is None or gaps[0] != head.sides or not _take_part(cursor):
        cursor.index = start


def _sees_points_per_unit(cursor: Cursor) -> bool:
    """扣0.5分/百分点: the unit behind the points stands for 每."""
    points = cursor.peek(2)
    return cursor.sees(Kind.DEDUCT, Kind.NUMBER, Kind.POINTS) and points is not None and points.unit is not None


def _change_in_head(cursor: Cursor) -> Head | None:
    """同比上升的，每…: on which side of last year the step lies."""
    start = cursor.index
    basis = take_period(cursor)
    gaps = take_gaps(cursor) if basis is not None else None
    if basis is None or gaps is None or len(gaps[0]) > 1:
        cursor.index = start
        return None
    side = Side.BELOW if gaps[1] is Basis.RANK else gaps[0][0]
    return Head((side,), basis=basis)


def _gap_in_head(cursor: Cursor) -> Head | None:
    if cursor.take(Kind.OVER_BUDGET):
        return Head((Side.ABOVE,), basis=Basis.BUDGET_RATE)
    unreached = cursor.take(Kind.UNREACHED)
    if unreached or cursor.take(Kind.NOT):
        if cursor.take(Kind.AT_TARGET):
            return Head(must_repeat=True)
        act = cursor.peek()
        if not unreached and cursor.take(Kind.REACH) is None:
            if act is None or act.kind is not Kind.ACT or act.text != "完成":
                return None
            cursor.take(Kind.ACT)
        reference = take_quantity(cursor)
        if reference is None:
            _take_asked(cursor)
            return Head(must_repeat=True)
        return Head((Side.BELOW,), reference)
    gaps = take_gaps(cursor)
    if gaps is None or gaps[1] is not Basis.VALUE:
        return None
    reference = take_quantity(cursor)
    of_target = reference is not None or _takes_zero(cursor) or _take_target(cursor)
    if of_target:
        _take_behind(cursor)
    elif not _take_part(cursor) and not cursor.sees(Kind.PARTICLE) and not _takes_after(cursor):
        return None
    return Head(gaps[0], reference)


def _takes_after(cursor: Cursor) -> bool:
    """超出后每偏离1个百分点…: beyond what has just been named."""
    token, behind = cursor.peek(), cursor.peek(1)
    if token is None or token.text not in ("后", "以后", "之后") or behind is None or behind.kind is not Kind.EACH:
        return False
    return cursor.take(token.kind) is not None


def _takes_zero(cursor: Cursor) -> bool:
    """变动率大于0，每超过…: where the steps begin anyway, beside a branch that ends at 0."""
    number = cursor.peek()
    if number is None or number.value != 0 or number.unit is not None:
        return False
    if not (cursor.sees(Kind.NUMBER, Kind.SEPARATOR) or cursor.sees(Kind.NUMBER, Kind.PARTICLE)):
        return False
    return cursor.take(Kind.NUMBER) is not None


def _take_part(cursor: Cursor) -> bool:
    """The rest beyond a number: 超出部分, 超过15%的部分."""
    token, behind = cursor.peek(), cursor.peek(1)
    if token is not None and token.text == "的" and behind is not None and behind.text == "部分":
        cursor.index += 1
        token = behind
    if token is None or token.text not in ("部分", "的部分"):
        return False
    return cursor.take(token.kind) is not None


def _take_behind(cursor: Cursor) -> None:
    """超过5%后, 超过15天以上, 超过5%的部分."""
    cursor.take(Kind.OR_MORE, Kind.OR_LESS)
    token = cursor.peek()
    if not _take_part(cursor) and token is not None and token.text in ("后", "以后", "之后", "时", "起"):
        cursor.take(token.kind)


_OPEN_ENDS = (Kind.OR_LESS, Kind.OR_MORE)
_GOAL_SIGNS = (Kind.AT_LEAST, Kind.AT_MOST, Kind.REACH, Kind.AT_TARGET)


def _range_in_head(cursor: Cursor) -> Head | None:
    """range = NUMBER UNIT ( OR_LESS | OR_MORE ) [“部分”]: 95%以下每低1%扣1分, 30%以上的，每高1%扣1分."""
    start = cursor.index
    condition = take_threshold(cursor, "")
    taken = cursor.tokens[start : cursor.index]
    if not isinstance(condition, Within) or condition.basis is not Basis.VALUE or taken[-1].kind not in _OPEN_ENDS:
        return None
    if any(token.kind in _GOAL_SIGNS for token in taken) or taken[-1].text.endswith("内"):
        return None  # 不高于95%，每低…: what is asked, and not where points begin to be lost
    _take_part(cursor)
    return _outside(condition.interval, condition)


def _outside(interval: Interval, condition: Within) -> Head | None:
    if (interval.low is None) is (interval.high is None):
        return None
    side, edge = (Side.BELOW, interval.high) if interval.low is None else (Side.ABOVE, interval.low)
    assert edge is not None
    return Head((side,), Quantity(value=edge, unit=condition.unit))


def _take_asked(cursor: Cursor) -> None:
    token = cursor.peek()
    if token is not None and token.kind is Kind.TEXT:
        plain = token.text.removesuffix("的")
        if plain in _SHORT_OF or names_a_target(plain):
            cursor.take(Kind.TEXT)


def _take_target(cursor: Cursor) -> bool:
    """Words that name the row's target: 目标值, 市级平均数."""
    start = cursor.index
    words = cursor.run_of(Kind.TEXT, Kind.IN_YEAR, Kind.ACT)
    if names_a_target(words.removesuffix("的")):
        return True
    cursor.index = start
    return False


_GAP_KINDS = frozenset((Kind.APART, Kind.EITHER, Kind.LATE, *_SIDES))


def take_gaps(cursor: Cursor) -> tuple[tuple[Side, ...], Basis] | None:
    """gaps = APART | EITHER | gap: on which sides points are lost or added, and whether places are meant."""
    first = cursor.peek()
    if first is None or first.kind not in _GAP_KINDS:
        return None
    if cursor.take(Kind.APART):
        return (Side.BELOW, Side.ABOVE), Basis.VALUE
    either = cursor.take(Kind.EITHER)
    if either is not None:
        below_first = either.text.startswith(DOWNWARD)
        return ((Side.BELOW, Side.ABOVE) if below_first else (Side.ABOVE, Side.BELOW)), Basis.VALUE
    behind = cursor.peek(2)
    if cursor.sees(Kind.LATE, Kind.NUMBER, Kind.UNIT) and behind is not None and is_ratio(behind.unit):
        cursor.take(Kind.LATE)
        return (Side.BELOW,), Basis.VALUE  # 每滞后1个百分点
    gap = cursor.take(*_SIDES)
    if gap is None:
        return None
    return (_SIDES[gap.kind],), Basis.RANK if gap.kind is Kind.BEHIND else Basis.VALUE
