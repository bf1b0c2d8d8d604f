"""The productions of what an incomplete step costs: 不足1个百分点按比例计算, （不足1天按1天计）."""

from __future__ import annotations

from perfscore.model.quantity import Quantity
from perfscore.model.rule import AddPer, Award, Clause, DeductPer, PartialStep
from perfscore.rules.conditions import take_quantity
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.lexicon import Kind
from perfscore.values.units import comparable


def take_partial(cursor: Cursor, draft: Draft) -> bool:
    """partial step = INCOMPLETE quantity [PARTICLE] [“,”] ( SHARE | NOT_COUNTED | BY quantity [计算] )."""
    steps = [clause.award.per for clause in draft.clauses if isinstance(clause.award, DeductPer | AddPer)]
    if draft.partial is not None or not steps:
        return False
    draft.partial = _take_rest(cursor, steps)
    if draft.partial is None:
        return False
    draft.clauses[:] = [_with_partial(clause, draft.partial) for clause in draft.clauses]
    return True


def take_partial_aside(cursor: Cursor, per: Quantity) -> PartialStep | None:
    """“(” partial step “)” between the step and its points: 每低1个百分点（不足1个百分点按1个百分点计）扣0.5分."""
    start = cursor.index
    partial = _take_rest(cursor, [per]) if cursor.take(Kind.OPEN) else None
    if partial is None or cursor.take(Kind.CLOSE) is None:
        cursor.index = start
        return None
    return partial


def _take_rest(cursor: Cursor, steps: list[Quantity]) -> PartialStep | None:
    if cursor.take(Kind.INCOMPLETE) is None:
        return None
    quantity = take_quantity(cursor)
    if quantity is None or not all(_same_step(step, quantity) for step in steps):
        return None
    if cursor.sees(Kind.TEXT, Kind.HEDGE) and (of := cursor.peek()) is not None and of.text == "的":
        cursor.take(Kind.TEXT)
    if (rest := cursor.peek()) is not None and rest.text == "部分":
        cursor.take(rest.kind)
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    return _take_partial_award(cursor, quantity)


def _same_step(step: Quantity, named: Quantity) -> bool:
    """不足一个按一个计算: the general 个 stands for whatever the step is one of."""
    general = named.unit is not None and named.unit.symbol == "个" and named.value == step.value == 1
    alike = step.unit is None or named.unit is None or comparable(step.unit, named.unit)
    return general or (alike and step.base == named.base)


def _take_partial_award(cursor: Cursor, quantity: Quantity) -> PartialStep | None:
    if cursor.take(Kind.SHARE):
        return PartialStep.PRO_RATA
    token = cursor.peek()
    if token is not None and token.kind is Kind.TEXT and token.text == "按比例":
        cursor.take(Kind.TEXT)
        return PartialStep.PRO_RATA
    if cursor.take(Kind.NOT_COUNTED):
        return PartialStep.WHOLE
    whole = take_quantity(cursor) if cursor.take(Kind.BY) else None
    if whole is None or whole.base != quantity.base:
        return None
    tail = cursor.peek()
    if tail is not None and tail.kind is Kind.TEXT and tail.text in ("计", "计算", "算"):
        cursor.take(Kind.TEXT)
    return PartialStep.STARTED


def _with_partial(clause: Clause, partial: PartialStep) -> Clause:
    """Say what an incomplete step costs, for the steps that stand before these words."""
    if not isinstance(clause.award, DeductPer | AddPer):
        return clause
    award: Award = clause.award.model_copy(update={"partial": partial})
    return clause.model_copy(update={"award": award})
