"""Rows whose 指标值 names a number for each of several things: 小学100%；初中98%以上, by one step for all of them."""

from __future__ import annotations

import re

from perfscore.model.indicator import Indicator
from perfscore.model.quantity import Comparator, Quantity
from perfscore.model.rule import Basis, Clause, DeductPer, FixedPoints, FullMarks, ScoringRule, Side, TargetMet
from perfscore.numbers.folding import squeeze
from perfscore.values.cells import parse_target
from perfscore.values.units import comparable

_SIGNS = re.compile("[;,，；、\n]")
_PIECE = re.compile(r"(?P<name>[^\d<>≤≥=]{2,16}?)(?P<number>(?:[<>≤≥=]|不低于|不少于|不高于|不超过|达到|达)?\d.*)")
_LAST = re.compile("[:：为应]+$")
_RISING = (None, Comparator.AT_LEAST, Comparator.EQUAL)
_FALLING = (Comparator.AT_MOST, Comparator.EQUAL)


def for_each_target(rule: ScoringRule, row: Indicator) -> ScoringRule:
    """Return the rule as one about each of the things that 指标值 names, the rule itself where it names one number.

    Args:
        rule: the sentence as read; one step and the branch of its target, and no number of its own.
        row: the official cells.
    """
    step = _only_step(rule, row)
    targets = targets_of(row) if step is not None and "每" in rule.source else ()
    if step is None or not targets:
        return rule
    clause, award = step
    wanted = _RISING if award.side is Side.BELOW else _FALLING
    unit = award.per.unit
    for _, reference, comparator in targets:
        own = row.comparator if comparator is None else comparator
        if own not in wanted or unit is None or not comparable(reference.unit or unit, unit):
            return rule
    parts = tuple(_part(rule, clause, award, name, reference) for name, reference, _ in targets)
    return ScoringRule(
        clauses=(), parts=parts, floor=rule.floor, least=rule.least, negative=rule.negative, source=rule.source
    )


def targets_of(row: Indicator) -> tuple[tuple[str, Quantity, Comparator | None], ...]:
    """Return the names, numbers and directions that 指标值 lists, () where it is no such list."""
    found = []
    for piece in filter(None, _SIGNS.split(squeeze(row.target.text))):
        match = _PIECE.fullmatch(piece)
        goal = parse_target(match["number"], row.unit) if match else None
        if match is None or goal is None or goal.quantity is None or goal.quantity.unit is None:
            return ()
        found.append((_LAST.sub("", match["name"]), goal.quantity, goal.comparator))
    names = {name for name, _, _ in found}
    return tuple(found) if len(found) > 1 and len(names) == len(found) and all(names) else ()


def _only_step(rule: ScoringRule, row: Indicator) -> tuple[Clause, DeductPer] | None:
    if rule.parts or rule.cap or rule.full or row.target.quantity is not None:
        return None
    steps = [(clause, award) for clause in rule.clauses if isinstance(award := clause.award, DeductPer)]
    rest = [clause for clause in rule.clauses if not isinstance(clause.award, DeductPer)]
    if len(steps) != 1 or not all(_is_target_met(clause, row) for clause in rest):
        return None
    _, award = steps[0]
    plain = award.basis is Basis.VALUE and award.reference is None and not award.matter and not award.of_full
    return steps[0] if plain else None


def _is_target_met(clause: Clause, row: Indicator) -> bool:
    condition, award = clause.condition, clause.award
    met = isinstance(condition, TargetMet) and condition.reference is None
    return met and (isinstance(award, FullMarks) or (isinstance(award, FixedPoints) and award.points == row.weight))


def _part(rule: ScoringRule, clause: Clause, award: DeductPer, name: str, reference: Quantity) -> ScoringRule:
    own = award.model_copy(update={"matter": name, "reference": reference})
    return ScoringRule(clauses=(clause.model_copy(update={"award": own}),), source=rule.source)
