"""Words that mean the number of the row: 负增长 beside 增速, 完成 beside 每少1公里; clauses to clauses."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.quantity import Dimension, Interval, Quantity
from perfscore.model.rule import (
    AddPer,
    Always,
    Basis,
    Clause,
    DeductPer,
    Done,
    FixedPoints,
    FullMarks,
    Limit,
    Side,
    TargetMet,
    Within,
)
from perfscore.values.units import PERCENT, is_ratio

OF_ALL = ("", "全部", "全面", "均", "都", "完全")
_GROWTH_ITSELF = re.compile("增速|增长率|增幅|增长$|变动率|变化率")


def own_growth(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """“增速达10%得15分，负增长不得分”: a growth below nothing is one of the rate that the row measures."""
    conditions = [clause.condition for clause in clauses]
    on_value = [one for one in conditions if isinstance(one, Within | TargetMet) and one.basis is Basis.VALUE]
    if not any(_GROWTH_ITSELF.search(one.subject) for one in on_value):
        return clauses
    return tuple(_below_nothing(clause) for clause in clauses)


def _below_nothing(clause: Clause) -> Clause:
    condition = clause.condition
    if not isinstance(condition, Within) or condition.basis is not Basis.GROWTH or condition.subject:
        return clause
    if condition.interval != Interval(high=Decimal(0), high_closed=False):
        return clause
    own = condition.model_copy(update={"basis": Basis.VALUE, "unit": PERCENT})
    return clause.model_copy(update={"condition": own})


def each_up_to(clauses: tuple[Clause, ...], cap: Limit | None) -> tuple[Clause, ...]:
    """“获得表彰1次得1分，最高得3分”: more than one earns more, else there were nothing to limit."""
    if len(clauses) != 1 or cap is None or cap.points is None:
        return clauses
    condition, award = clauses[0].condition, clauses[0].award
    if not isinstance(award, FixedPoints) or award.of_full or cap.points <= award.points:
        return clauses
    one = isinstance(condition, Within | TargetMet) and _is_one(condition)
    if not one:
        return clauses
    unit = condition.unit if isinstance(condition, Within) else getattr(condition, "reference", None)
    unit = unit.unit if isinstance(unit, Quantity) else unit
    zero, per = Quantity(value=Decimal(0), unit=unit), Quantity(value=Decimal(1), unit=unit)
    each = AddPer(points=award.points, per=per, side=Side.ABOVE, reference=zero)
    return (Clause(condition=Always(), award=each, span=clauses[0].span),)


def _is_one(condition: Within | TargetMet) -> bool:
    if isinstance(condition, TargetMet):
        quantity = condition.reference
        counted = quantity is not None and quantity.unit is not None and quantity.unit.dimension is Dimension.COUNT
        return counted and quantity is not None and quantity.value == 1
    counted = condition.unit is not None and condition.unit.dimension is Dimension.COUNT
    return counted and condition.interval.low == 1


def done_is_met(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """“完成得满分，每少1公里扣0.2分”: done is what 指标值 asks for, where the steps go by its number."""
    steps = [clause.award for clause in clauses if isinstance(clause.award, DeductPer)]
    if _go_both_ways(clauses):
        return tuple(_met_if_done(clause, named=True) for clause in clauses)
    if not steps or not all(map(_counts_what_is_missing, steps)):
        return clauses
    return tuple(_met_if_done(clause) for clause in clauses)


def _go_both_ways(clauses: tuple[Clause, ...]) -> bool:
    """“厂房建设完成得15分，每增减1个百分点增减0.2分”: more than done there can only be of the number of the row."""
    steps = [clause.award for clause in clauses if isinstance(clause.award, DeductPer | AddPer)]
    plain = all(step.basis is Basis.VALUE and step.reference is None for step in steps)
    return plain and {(step.kind, step.side) for step in steps} == {("deduct_per", Side.BELOW), ("add_per", Side.ABOVE)}


def _counts_what_is_missing(step: DeductPer) -> bool:
    """每少1公里; percentages may be those of another rate than 完成 says."""
    counted = step.per.unit is not None and not is_ratio(step.per.unit)
    return counted and step.basis is Basis.VALUE and step.side is Side.BELOW


def _met_if_done(clause: Clause, *, named: bool = False) -> Clause:
    condition = clause.condition
    plain = isinstance(condition, Done) and condition.act == "完成" and condition.qualifier in OF_ALL
    if not plain or not isinstance(clause.award, FullMarks | FixedPoints):
        return clause
    assert isinstance(condition, Done)
    if condition.matter or condition.in_year or (condition.subject and not named):
        return clause
    return clause.model_copy(update={"condition": TargetMet(subject=condition.subject)})
