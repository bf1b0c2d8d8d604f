"""The productions of points for each step: 每低1个百分点扣1分, 发现一次扣3分, 每完成1个得2分."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.quantity import Dimension, Quantity, Unit
from perfscore.model.rule import AddPer, Always, Award, Basis, Clause, DeductPer, PartialStep, Side
from perfscore.rules.conditions import take_quantity
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft, take_points
from perfscore.rules.lexicon import Kind, names_a_target
from perfscore.rules.tokens import Token

_GAP_SIDES = {
    Kind.BELOW: Side.BELOW,
    Kind.INCOMPLETE: Side.BELOW,
    Kind.FALL: Side.BELOW,
    Kind.ABOVE: Side.ABOVE,
    Kind.RISE: Side.ABOVE,
    Kind.BEHIND: Side.ABOVE,
}
_ONE = Decimal(1)
_FREE_WORDS = (
    Kind.TEXT,
    Kind.ACT,
    Kind.NOT,
    Kind.QUALIFIER,
    Kind.LINK,
    Kind.AND,
    Kind.FAULT,
    Kind.FOUND,
    Kind.IN_YEAR,
    Kind.REACH,
    Kind.LATE,
    Kind.RATE,
    Kind.PARTICLE,
    Kind.GRADE,
    Kind.AT_TARGET,
)
"""What may describe an event; no numbers, no points, no doubt."""
_COUNTED_GOOD = (Kind.TEXT, Kind.ACT, Kind.QUALIFIER, Kind.IN_YEAR, Kind.LINK, Kind.RATE, Kind.PARTICLE)


def take_gap_step(cursor: Cursor, draft: Draft) -> bool:
    """step = [EACH] gap [target] quantity [things] [PARTICLE] [“,”] ( DEDUCT | ADD ) points.

    Without 每 the step must be one: 下降1个百分点扣1分.
    """
    start = cursor.index
    matter = cursor.run_of(*_COUNTED_GOOD)
    each = cursor.take(Kind.EACH)
    gap = cursor.take(*_GAP_SIDES)
    if gap is None:
        return False
    _pass_over_target(cursor)
    reference, per = None, take_quantity(cursor)
    if cursor.sees(Kind.NUMBER):
        reference, per = per, take_quantity(cursor)
    if per is None or per.value <= 0 or (each is None and per.value != _ONE):
        return False
    if per.unit is not None and per.unit.dimension is Dimension.COUNT:
        cursor.run_of(*_COUNTED_GOOD)
    verb, points = _take_points(cursor)
    if verb is None or points is None:
        return False
    award = _step_award(gap, verb, points, per, reference).model_copy(
        update={"each": each is not None, "matter": matter}
    )
    draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


def _pass_over_target(cursor: Cursor) -> None:
    """每低于目标值1天, 每超平均年龄1岁, 每少于100公斤."""
    start = cursor.index
    words = cursor.run_of(Kind.TEXT, Kind.IN_YEAR, Kind.ACT)
    if words and not names_a_target(words.removesuffix("的")) and words not in _STEP_VERBS:
        cursor.index = start
    elif words:
        cursor.take(Kind.RATE)


_STEP_VERBS = ("完成", "落实", "实施", "举办", "开展", "召开", "于", "组织", "达", "建成", "培训", "报送", "上报")
"""每少完成1项: the verb says of what kind the missing ones are."""


def _take_points(cursor: Cursor) -> tuple[Token | None, Decimal | None]:
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    _pass_over_adverb(cursor)
    verb = cursor.take(Kind.DEDUCT, Kind.ADD)
    return verb, take_points(cursor) if verb else None


def _pass_over_adverb(cursor: Cursor) -> None:
    token = cursor.peek()
    if token is not None and token.kind is Kind.TEXT and token.text in ("相应", "再", "另", "则", "予以"):
        cursor.take(Kind.TEXT)


def _step_award(
    gap: Token, verb: Token, points: Decimal, per: Quantity, reference: Quantity | None
) -> DeductPer | AddPer:
    """落后 is about places; whether 下降 is a fall against last year is for ``settle`` to say."""
    basis = Basis.RANK if gap.kind is Kind.BEHIND else Basis.VALUE
    kind = DeductPer if verb.kind is Kind.DEDUCT else AddPer
    return kind(points=points, per=per, side=_GAP_SIDES[gap.kind], basis=basis, reference=reference)


def take_event_step(cursor: Cursor, draft: Draft) -> bool:
    """event step = [words [“,”]] event [words] [PARTICLE] [“,”] DEDUCT points.

    event = EACH [FOUND | LATE] [NUMBER] UNIT | FOUND [EACH] NUMBER UNIT | NUMBER UNIT.
    """
    start = cursor.index
    words = _matter(cursor.run_of(*_FREE_WORDS))
    event = _take_event(cursor)
    if event is None:
        return False
    per, each = event
    if _is_time(per.unit) and not any(token.kind is Kind.LATE for token in cursor.tokens[: cursor.index]):
        return False  # 每半年扣1分: of what, is not said
    cursor.run_of(*_FREE_WORDS)
    verb, points = _take_points(cursor)
    if verb is None or points is None or verb.kind is not Kind.DEDUCT:
        return False
    award = DeductPer(points=points, per=per, side=Side.ABOVE, basis=Basis.OCCURRENCES, each=each, matter=words)
    draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


_FOUND_LAST = re.compile(r"(?:经查实|查实|检查发现|抽查发现|发现|发生|出现|存在|产生|查出|被查出)+$")


def _matter(words: str) -> str:
    """The words for what must not happen, without the verb of finding it."""
    return _FOUND_LAST.sub("", words)


def _take_event(cursor: Cursor) -> tuple[Quantity, bool] | None:
    """The size of the step, and whether 每 is written."""
    each = cursor.take(Kind.EACH) is not None
    found = cursor.take(Kind.FOUND, Kind.LATE) is not None
    each = cursor.take(Kind.EACH) is not None or each
    cursor.run_of(Kind.TEXT) if found else None
    per = take_quantity(cursor)
    if per is None and each:
        unit = cursor.take(Kind.UNIT)
        per = Quantity(value=_ONE, unit=unit.unit) if unit and unit.unit else None
    if per is None or per.value <= 0 or not _counts_events(per.unit):
        return None
    return None if not each and per.value != _ONE else (per, each)


def _is_time(unit: Unit | None) -> bool:
    return unit is not None and unit.dimension is Dimension.TIME


def _counts_events(unit: Unit | None) -> bool:
    return unit is not None and unit.dimension in (Dimension.COUNT, Dimension.TIME)


def take_earning_step(cursor: Cursor, draft: Draft) -> bool:
    """earning step = [words] EACH [words] [NUMBER] UNIT [words] [“,”] ( GET | ADD ) points | “有” NUMBER UNIT words GET points."""
    start = cursor.index
    has = _has_one(cursor)
    each = None if has else cursor.take(Kind.EACH)
    if not has and each is None:
        return False
    cursor.run_of(*_COUNTED_GOOD)
    per = take_quantity(cursor)
    if per is None and each is not None:
        unit = cursor.take(Kind.UNIT)
        per = Quantity(value=_ONE, unit=unit.unit) if unit and unit.unit else None
    if per is None or per.value <= 0 or (has and per.value != _ONE):
        return False
    cursor.run_of(*_COUNTED_GOOD)
    cursor.comma()
    _pass_over_adverb(cursor)
    verb = cursor.take(Kind.GET, Kind.ADD)
    points = take_points(cursor) if verb else None
    if points is None:
        return False
    zero = Quantity(value=Decimal(0), unit=per.unit)
    award = AddPer(points=points, per=per, side=Side.ABOVE, reference=zero)
    draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


def _has_one(cursor: Cursor) -> bool:
    token = cursor.peek()
    if token is None or token.kind is not Kind.TEXT or not token.text.endswith("有") or cursor.peek(1) is None:
        return False
    follows = cursor.peek(1)
    if follows is None or follows.kind is not Kind.NUMBER:
        return False
    return cursor.take(Kind.TEXT) is not None


def take_partial(cursor: Cursor, draft: Draft) -> bool:
    """partial step = INCOMPLETE quantity [PARTICLE] [“,”] ( SHARE | NOT_COUNTED | BY quantity [计算] )."""
    if draft.partial is not None or cursor.take(Kind.INCOMPLETE) is None:
        return False
    quantity = take_quantity(cursor)
    steps = [clause.award.per for clause in draft.clauses if isinstance(clause.award, DeductPer | AddPer)]
    if quantity is None or not steps or any(step.base != quantity.base for step in steps):
        return False
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    draft.partial = _take_partial_award(cursor, quantity)
    if draft.partial is None:
        return False
    draft.clauses[:] = [_with_partial(clause, draft.partial) for clause in draft.clauses]
    return True


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
