"""以此类推: a list of points goes on as it began: 90%得9分，80%得8分 downwards, 1亿元得1分，2亿元得2分 upwards."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from perfscore.model.quantity import Interval, Quantity, Unit
from perfscore.model.rule import AddPer, Always, Basis, Clause, FixedPoints, NoMarks, Side, TargetMet, Within
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.lexicon import Kind

_ZERO = Decimal(0)
_MOST = 60
"""No list goes on longer."""
_Pair = tuple[Decimal, Decimal]


def take_and_so_on(cursor: Cursor, draft: Draft) -> bool:
    """and so on = AND_SO_ON, behind at least two numbers with their points."""
    if cursor.take(Kind.AND_SO_ON) is None or len(_listed(draft.clauses)) < 2:  # noqa: PLR2004 - one begins no list
        return False
    draft.goes_on = True
    return True


def continued(draft: Draft) -> list[Clause]:
    """Return the clauses with the rest of the list, unchanged where it does not go by equal steps."""
    if not draft.goes_on:
        return draft.clauses
    listed = _listed(draft.clauses)
    pairs = [(_number(clause), clause.award.points) for clause in listed if isinstance(clause.award, FixedPoints)]
    step = _equal_step([(number, points) for number, points in pairs if number is not None])
    if step is None or len(pairs) != len(listed):
        return draft.clauses
    places = isinstance(listed[0].condition, Within) and listed[0].condition.basis is Basis.RANK
    if places and step[0] != 1:
        return draft.clauses  # 第1名得5分，第3名得4分: what the second gets, nothing says
    if step[1] > 0 and not places:
        return _upwards(draft.clauses, listed, step)
    return _downwards(draft.clauses, listed, step) if step[1] < 0 else draft.clauses


def _listed(clauses: list[Clause]) -> list[Clause]:
    return [clause for clause in clauses if isinstance(clause.award, FixedPoints) and _number(clause) is not None]


def _number(clause: Clause) -> Decimal | None:
    """The one number of a named point: 90%, 第3名, 2亿元及以上."""
    match clause.condition:
        case TargetMet(reference=Quantity() as reference):
            return reference.base
        case Within(basis=Basis.RANK, interval=interval) if interval.low == interval.high:
            return interval.high
        case Within(basis=Basis.VALUE | Basis.COMPLETION_RATE, interval=interval, unit=unit) if interval.high is None:
            return None if interval.low is None else interval.low * (unit.factor if unit else 1)
    return None


def _equal_step(pairs: list[_Pair]) -> _Pair | None:
    steps = {(two[0] - one[0], two[1] - one[1]) for one, two in pairwise(pairs)}
    step = steps.pop() if len(steps) == 1 else None
    return step if step is not None and step[0] and step[1] else None


def _upwards(clauses: list[Clause], listed: list[Clause], step: _Pair) -> list[Clause]:
    """1亿元得1分，2亿元得2分: so much for each, counted from nothing."""
    first, award = _number(listed[0]), listed[0].award
    if (
        not isinstance(award, FixedPoints)
        or first is None
        or first * step[1] != award.points * step[0]
        or award.of_full
    ):
        return clauses
    condition = listed[0].condition
    unit = (
        condition.unit if isinstance(condition, Within) else getattr(condition, "reference", Quantity(value=_ZERO)).unit
    )
    per = Quantity(value=step[0] / (unit.factor if unit else 1), unit=unit)
    zero = Quantity(value=_ZERO, unit=unit)
    each = AddPer(points=step[1], per=per, side=Side.ABOVE, reference=zero)
    clause = Clause(condition=Always(), award=each, span=listed[0].span)
    return [clause, *(one for one in clauses if one not in listed)]


def _unit(clause: Clause) -> Unit | None:
    condition = clause.condition
    if isinstance(condition, TargetMet) and condition.reference is not None:
        return condition.reference.unit
    return condition.unit if isinstance(condition, Within) else None


def _downwards(clauses: list[Clause], listed: list[Clause], step: _Pair) -> list[Clause]:
    """The further numbers with fewer points each, as far as points are left and no other clause speaks of them."""
    last, taken = listed[-1], [clause.condition for clause in clauses if clause not in listed]
    found, number, points = [], _number(last), getattr(last.award, "points", _ZERO)
    for _ in range(_MOST):
        number, points = (number or _ZERO) + step[0], points + step[1]
        if points <= 0 or number <= 0:
            break
        condition = _at(last, number)
        if not any(_speaks_of(other, condition) for other in taken):
            award = last.award.model_copy(update={"points": points})
            found.append(Clause(condition=condition, award=award, span=last.span))
    rest = [] if any(isinstance(clause.condition, Always) for clause in clauses) or taken else [_nothing(last)]
    place = clauses.index(last) + 1
    return [*clauses[:place], *found, *clauses[place:], *rest]


def _nothing(last: Clause) -> Clause:
    return Clause(condition=Always(), award=NoMarks(), span=last.span)


def _at(last: Clause, number: Decimal) -> Within | TargetMet:
    condition = last.condition
    if isinstance(condition, Within):
        value = number / (condition.unit.factor if condition.unit else 1)
        high = value if condition.basis is Basis.RANK else None
        return condition.model_copy(update={"interval": Interval(low=value, high=high)})
    assert isinstance(condition, TargetMet)
    assert condition.reference is not None
    unit = condition.reference.unit
    value = number / (unit.factor if unit else 1)
    return condition.model_copy(update={"reference": Quantity(value=value, unit=unit)})


def _speaks_of(other: object, condition: Within | TargetMet) -> bool:
    """Tell whether a clause of its own has the number: 以此类推，第6名以后不得分."""
    if not isinstance(other, Within):
        return False
    value = condition.reference.base if isinstance(condition, TargetMet) and condition.reference else None
    if isinstance(condition, Within):
        value = condition.in_base_units.low
    return value is not None and other.in_base_units.contains(value)
