"""What a cell may hold where a number is wanted: a number, a change against last year, a distance from an average."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.deadline import Deadline, InTime
from perfscore.model.indicator import Indicator
from perfscore.model.quantity import Dimension, Quantity, Unit
from perfscore.model.rule import (
    AddPer,
    Always,
    Basis,
    Clause,
    Condition,
    DeductPer,
    Discretion,
    Interpolated,
    NoMarks,
    NotDone,
    ProRata,
    ScoringRule,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.numbers.folding import squeeze
from perfscore.scoring.stated import reference_of, stated_reference
from perfscore.values.deadlines import deadlines_in
from perfscore.values.units import comparable, is_ratio


def bases_of(rule: ScoringRule) -> list[Basis | None]:
    """Return what number each clause looks at, None where at none."""
    return [
        clause.award.basis if isinstance(clause.award, DeductPer | AddPer) else getattr(clause.condition, "basis", None)
        for clause in rule.clauses
    ]


def measured(rule: ScoringRule, indicator: Indicator, *, counts_things: bool) -> dict[str, object]:
    """The number that the actual is held against, and the units that it may carry."""
    reference, units = reference_of(rule, indicator), _units(rule, indicator)
    if reference is not None and reference.value == 0 and rule.only_adds:
        reference = indicator.target.quantity or reference  # counted from nothing, measured by the target
    return {
        "states": rule.items,
        "units": units,
        "reference": _base(reference, indicator),
        "counts_things": counts_things and bool(units) and is_ratio(units[0]),
        "origin": _origin(rule, indicator),
        "compared_with": _compared_with(rule, indicator),
        "extra": rule.only_adds,
        "signed": _is_signed(rule, indicator),
    }


_UP_OR_DOWN = re.compile("增速|增长|增幅|变动|变化|涨幅|增加率|提高幅度|升幅")
_ONE_WAY = re.compile("降|减|节|负增长|压")


def _is_signed(rule: ScoringRule, indicator: Indicator) -> bool:
    """Tell whether a number below 0 says something: a growth, where the sentence or the name speaks of one.

    A fall of -3% may be one of 3 % or a rise: that is asked.
    """
    if any(_goes_below_nothing(clause.condition) for clause in rule.clauses):
        return True
    names = (indicator.name, *(getattr(clause.condition, "subject", "") for clause in rule.clauses))
    return any(_UP_OR_DOWN.search(name) for name in names) and not any(_ONE_WAY.search(name) for name in names)


def _goes_below_nothing(condition: Condition) -> bool:
    """±5%以内, 偏差率≤0: a range that numbers below 0 belong to, and not by lack of an end."""
    if not isinstance(condition, Within) or condition.basis is not Basis.VALUE:
        return False
    low, high = condition.interval.low, condition.interval.high
    return (low is not None and low < 0) or (low is None and high == 0)


def delays(rule: ScoringRule, indicator: Indicator) -> dict[str, object]:
    """The deadlines that days are held against, the units of the steps, and the time allowed where that is a number."""
    stated = [clause.condition for clause in rule.clauses if isinstance(clause.condition, InTime)]
    own = [one.deadline for one in stated if one.deadline is not None]
    steps = [step.per.unit for _, step in rule.steps if step.per.unit is not None]
    target = indicator.target.quantity
    timed = target is not None and target.unit is not None and target.unit.dimension is Dimension.TIME
    undone = [clause.condition.act for clause in rule.clauses if isinstance(clause.condition, NotDone)]
    return {
        "deadlines": tuple(dict.fromkeys(own)) or deadlines_of(indicator),
        "units": tuple(dict.fromkeys(steps)),
        "origin": target if timed else None,
        "acts": tuple(dict.fromkeys((*(one.act for one in stated), *undone))),
        "undone": bool(undone),
    }


def deadlines_of(indicator: Indicator) -> tuple[Deadline, ...]:
    """Return the deadlines that 指标值 names, else 指标值内容, else the name."""
    texts = (indicator.target.text, indicator.content, indicator.name)
    return next((found for text in texts if (found := deadlines_in(squeeze(text)))), ())


def _base(reference: Quantity | None, indicator: Indicator) -> Decimal | None:
    """≥90 on a row in 万平方米 is 90万平方米."""
    if reference is None or reference.unit is not None or indicator.unit is None:
        return reference.base if reference else None
    return reference.value * indicator.unit.factor


def distance(rule: ScoringRule, indicator: Indicator) -> dict[str, object]:
    """The units of a distance are those of the steps."""
    steps = [step.per.unit for _, step in rule.steps if step.per.unit is not None]
    adds = all(isinstance(step, AddPer) for _, step in rule.steps)
    return {
        "units": tuple(dict.fromkeys(steps)),
        "compared_with": _compared_with(rule, indicator),
        "extra": adds and rule.only_steps,
    }


def has_nothing_to_go_by(rule: ScoringRule, indicator: Indicator) -> bool:
    """Tell whether a gap is measured from a number that neither the sentence nor 指标值 gives: 每低于平均水平1%."""
    measured = [step for _, step in rule.steps if step.basis is Basis.VALUE]
    own = [clause.condition for clause in rule.clauses if not isinstance(clause.condition, Always)]
    plain = all(isinstance(one, TargetMet | TargetMissed) and one.reference is None for one in own)
    counted = any(step.reference is not None for step in measured)
    only = len(measured) == len(rule.steps) and all(_gives_or_takes(clause) for clause in rule.clauses)
    return bool(measured) and only and plain and not counted and indicator.target.quantity is None


def _gives_or_takes(clause: Clause) -> bool:
    return not isinstance(clause.award, ProRata | Interpolated | Discretion)


def _origin(rule: ScoringRule, indicator: Indicator) -> Quantity | None:
    """The number that 少3家 is counted from: the only one that the sentence and 指标值 hold the actual against."""
    stated, target = stated_reference(rule), indicator.target.quantity
    if stated is not None and stated.base == 0:
        stated = None
    if stated is None or target is None or stated.base == target.base:
        number = target or stated
        unit = (number.unit if number else None) or indicator.unit
        steps = any(step.basis is Basis.VALUE for _, step in rule.steps)
        whole = any(isinstance(clause.condition, TargetMet | TargetMissed) for clause in rule.clauses)
        earning = [clause for clause in rule.clauses if not isinstance(clause.award, NoMarks)]
        alone = sum(isinstance(clause.condition, Within) for clause in earning) <= 1
        return Quantity(value=number.value, unit=unit) if number and alone and (steps or whole or stated) else None
    return None


def _compared_with(rule: ScoringRule, indicator: Indicator) -> tuple[str, ...]:
    texts = (rule.source, indicator.target.text, indicator.content, indicator.name)
    return tuple(filter(None, map(squeeze, texts)))


def changes(rule: ScoringRule, indicator: Indicator) -> dict[str, object]:
    """What a change may be measured in, and whether it is one against the period before."""
    steps = [step.per.unit for _, step in rule.steps if step.per.unit is not None]
    own = (indicator.unit,) if indicator.unit is not None else ()
    bases = bases_of(rule)
    return {
        "units": tuple(dict.fromkeys((*own, *(unit for unit in steps if not is_ratio(unit))))),
        "chained": Basis.CHAINED in bases,
        "none_happened": Basis.OCCURRENCES in bases,
        "falls": any(_falls(clause) for clause in rule.clauses),
    }


def _falls(clause: Clause) -> bool:
    """下降3%以上: so much of a fall is asked for."""
    condition = clause.condition
    if not isinstance(condition, Within) or condition.basis is not Basis.GROWTH:
        return False
    return condition.interval.high is not None and condition.interval.high < 0


def _units(rule: ScoringRule, indicator: Indicator) -> tuple[Unit, ...]:
    """The units a number may carry: that of the reference first, then the row's and those of the steps."""
    reference = reference_of(rule, indicator)
    first = (reference.unit if reference else None) or indicator.unit
    units = [unit for unit in (first, indicator.unit) if unit is not None]
    of_steps = [step.per.unit for _, step in rule.steps if step.per.unit is not None]
    if first is None:
        ranges = [clause.condition.unit for clause in rule.clauses if isinstance(clause.condition, Within)]
        return tuple(dict.fromkeys((*(unit for unit in ranges if unit is not None), *of_steps)))
    units += [unit for unit in of_steps if comparable(unit, first)]
    return tuple(unit for unit in dict.fromkeys(units) if comparable(unit, first))
