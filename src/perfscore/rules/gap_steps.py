"""The productions of points for each step of a gap: 每低1个百分点扣1分, 每相差1%扣0.5分, 每超(少)1户加(减)0.5分."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.quantity import Dimension, Quantity
from perfscore.model.rule import GROWTHS, AddPer, Always, Basis, Clause, DeductPer, PerStep, Side, Within
from perfscore.rules.bounds import named_number
from perfscore.rules.conditions import take_quantity
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import MOST_POINTS, Draft, take_amount
from perfscore.rules.gap_heads import COUNTED_GOOD, MATTER, Head, take_gaps, take_head
from perfscore.rules.growth import take_period
from perfscore.rules.lexicon import Kind, names_a_target
from perfscore.rules.partials import take_partial_aside
from perfscore.rules.tokens import Token
from perfscore.values.units import POINT_OF_A_SURVEY, UNITS

_ONE = Decimal(1)
_STEP_VERBS = (
    "完成 落实 实施 举办 开展 召开 于 组织 达 建成 培训 报送 上报 出 采购 购置 种植 新增 引进 建设 改造 修复 发放 "
    "发展 认定 入库 签约 开工 安排 办理 检查 巡查 走访 发布 发表 宣传 选派 新建 维修 配备"
).split()
"""每少完成1项: the verb says of what kind the missing ones are."""


def take_gap_step(cursor: Cursor, draft: Draft) -> bool:
    """step = [head] [words] [period] [EACH] [period] [gaps] [target] quantity [things] [PARTICLE] [“,”] verbs points.

    Without 每 the step must be one: 下降1个百分点扣1分. Without gaps the head has named them: 低于目标值的，每1%扣1分.
    """
    start = cursor.index
    head = take_head(cursor)
    matter = cursor.run_of(*MATTER) or head.matter
    period = _take_time(cursor) or head.basis
    if period is not None and cursor.sees(Kind.SEPARATOR, Kind.EACH):
        cursor.comma()
    each = cursor.take(Kind.EACH) is not None
    if head.sides and not each:
        return _take_points_per_unit(cursor, draft, start, head)
    period = take_period(cursor) or period
    _pass_over_comparison(cursor)
    gaps, sides = _take_sides(cursor, draft, head)
    apart = gaps is not None and len(gaps[0]) > 1  # 超出后每偏离1个百分点
    if (
        not sides
        or (head.sides and sides != head.sides and not apart)
        or (head.must_repeat and not each)
        or (not gaps and not each)
    ):
        return False
    if gaps:
        _pass_over_target(cursor)
    reference, per = head.reference, take_quantity(cursor)
    per = per or _take_survey_step(cursor) or _take_bare_unit(cursor, head, each=each) or _take_bare_step(cursor, draft)
    if cursor.sees(Kind.NUMBER) and reference is None:
        reference, per = per, take_quantity(cursor)
    if per is None or per.value <= 0 or (not each and per.value != _ONE):
        return False
    placed = cursor.take(Kind.RANKING) is not None
    if placed and (per.unit is None or per.unit.symbol != "个"):
        return False
    if per.unit is not None and per.unit.dimension is Dimension.COUNT and not _measures(cursor, start):
        cursor.run_of(*COUNTED_GOOD)
    else:
        _pass_over_again(cursor, start)
    partial = take_partial_aside(cursor, per)
    awards = _take_awards(cursor, len(sides))
    if awards is None:
        return False
    if placed:
        per = per.model_copy(update={"unit": UNITS["名"]})
    basis, sides = _basis_and_sides(sides, gaps[1] if gaps else Basis.VALUE, period, placed=placed)
    shared = {"per": per, "basis": basis, "reference": reference, "each": each, "matter": matter, "partial": partial}
    for side, (kind, (points, of_full)) in zip(sides, awards, strict=True):
        award = kind.model_validate({**shared, "side": side, "points": points, "of_full": of_full})
        draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


def _take_time(cursor: Cursor) -> Basis | None:
    """同比增幅每增长1个百分点: the earlier time and the change that is measured."""
    period, word = take_period(cursor), cursor.peek()
    if period is not None and word is not None and word.text in ("增幅", "增速", "涨幅", "增长率"):
        cursor.take(word.kind)
    return period


def _take_sides(
    cursor: Cursor, draft: Draft, head: Head
) -> tuple[tuple[tuple[Side, ...], Basis] | None, tuple[Side, ...]]:
    """The gaps as they are written, and the sides on which points are then lost or added."""
    apart = cursor.sees(Kind.APART)
    gaps = take_gaps(cursor) or _over_budget(cursor, draft)
    if gaps is None:
        return None, head.sides
    if apart:
        return gaps, _losing_sides(draft) or gaps[0]
    if cursor.sees(Kind.FALL) and not any(named_number(clause.condition) for clause in draft.clauses):
        return gaps, ()  # 每多下降1个百分点: of a fall that no number asks for
    by_amount = cursor.tokens[cursor.index - 1].kind in (Kind.BELOW, Kind.ABOVE, Kind.INCOMPLETE)
    if by_amount and _falls_asked(draft):  # 每少下降1个百分点: less of a fall is more of the thing itself
        return gaps, tuple(_OPPOSITE[side] for side in gaps[0])
    return gaps, gaps[0]


def _basis_and_sides(
    sides: tuple[Side, ...], basis: Basis, period: Basis | None, *, placed: bool
) -> tuple[Basis, tuple[Side, ...]]:
    """每下降一个名次: a place that falls is a worse one, and its number is larger; against last year it is a fall."""
    if period is not None:
        return period, ((Side.BELOW,) if basis is Basis.RANK else sides)
    if placed:
        return Basis.RANK, tuple(_OPPOSITE[side] for side in sides)
    return basis, sides


def _take_survey_step(cursor: Cursor) -> Quantity | None:
    """每低1分扣0.2分: a point of a survey, told from those of the row by the verb behind it."""
    verb = cursor.peek(2) if cursor.sees(Kind.NUMBER, Kind.POINTS) else None
    if verb is not None and verb.kind is Kind.SEPARATOR and verb.text == ",":
        verb = cursor.peek(3)
    number, points = cursor.peek(), cursor.peek(1)
    if verb is None or verb.kind not in (Kind.DEDUCT, Kind.ADD) or number is None or number.value is None:
        return None
    if points is None or points.unit is not None:
        return None
    cursor.index += 2
    return Quantity(value=number.value, unit=POINT_OF_A_SURVEY)


def _over_budget(cursor: Cursor, draft: Draft) -> tuple[tuple[Side, ...], Basis] | None:
    """每超出预算1%: a budget that a branch before has named; alone it would be the only word of it."""
    named = any(isinstance(c.condition, Within) and c.condition.basis is Basis.BUDGET_RATE for c in draft.clauses)
    each = cursor.index > 0 and cursor.tokens[cursor.index - 1].kind is Kind.EACH
    if not each or not cursor.sees(Kind.OVER_BUDGET, Kind.NUMBER) or not (named or not draft.clauses):
        return None
    cursor.take(Kind.OVER_BUDGET)
    return (Side.ABOVE,), Basis.VALUE if named else Basis.BUDGET_RATE


def _take_bare_unit(cursor: Cursor, head: Head, *, each: bool) -> Quantity | None:
    """超额完成的每篇加0.1分: one, of what lies beyond; 超过3次的，每次扣1分 may be every one of them."""
    token = cursor.peek()
    if not each or not head.sides or head.reference is not None or token is None or token.unit is None:
        return None
    return Quantity(value=_ONE, unit=token.unit) if cursor.take(Kind.UNIT) else None


def _take_bare_step(cursor: Cursor, draft: Draft) -> Quantity | None:
    """不高于2得3分，每高0.1扣0.3分: a number without a unit, beside another one."""
    conditions = [clause.condition for clause in draft.clauses]
    bare = any(isinstance(one, Within) and one.basis is Basis.VALUE and one.unit is None for one in conditions)
    behind = cursor.peek(2 if cursor.sees(Kind.NUMBER, Kind.SEPARATOR) else 1)
    if not bare or behind is None or behind.kind not in (Kind.DEDUCT, Kind.ADD):
        return None
    number = cursor.take(Kind.NUMBER)
    return None if number is None or number.value is None or number.unit else Quantity(value=number.value)


def _take_points_per_unit(cursor: Cursor, draft: Draft, start: int, head: Head) -> bool:
    """DEDUCT NUMBER POINTS “/” UNIT behind a head: 低于目标值的，扣0.5分/百分点."""
    cursor.take(Kind.DEDUCT)
    number, points = cursor.take(Kind.NUMBER), cursor.take(Kind.POINTS)
    if len(head.sides) != 1 or number is None or number.value is None or points is None or points.unit is None:
        return False
    if number.value > MOST_POINTS or (points.unit.dimension is Dimension.COUNT and head.reference is None):
        return False
    award = DeductPer(
        points=number.value,
        per=Quantity(value=_ONE, unit=points.unit),
        side=head.sides[0],
        reference=head.reference,
        matter=head.matter,
    )
    draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


def _pass_over_comparison(cursor: Cursor) -> None:
    """每比目标值低1个百分点, 每较计划少1户."""
    token = cursor.peek()
    if token is not None and token.kind is Kind.TEXT and token.text[0] in "比较" and names_a_target(token.text):
        cursor.take(Kind.TEXT)


def _pass_over_again(cursor: Cursor, start: int) -> None:
    """每下降1%活跃度扣1分: what the sentence speaks of anyway, said again behind the step."""
    token, follows = cursor.peek(), cursor.peek(1)
    if token is None or token.kind is not Kind.TEXT or follows is None or follows.kind not in (Kind.DEDUCT, Kind.ADD):
        return
    if any(token.text in before.text for before in cursor.tokens[:start] if before.kind is Kind.TEXT):
        cursor.take(Kind.TEXT)


_OPPOSITE = {Side.BELOW: Side.ABOVE, Side.ABOVE: Side.BELOW}


def _falls_asked(draft: Draft) -> bool:
    """Tell whether the sentence asks for a fall by a number: 同比下降3%得10分."""
    conditions = [clause.condition for clause in (*draft.clauses, *((draft.goal,) if draft.goal else ()))]
    ends = [one.interval.high for one in conditions if isinstance(one, Within) and one.basis in GROWTHS]
    return any(end is not None and end < 0 for end in ends)


_LEVELS = frozenset("低 低于 高 高于 下降 上升 降低".split())


def _measures(cursor: Cursor, start: int) -> bool:
    """每低1个…: a level is lower by a unit, things are fewer; the word behind 个 would be a unit that is not known."""
    return any(token.text in _LEVELS for token in cursor.tokens[start : cursor.index])


def _losing_sides(draft: Draft) -> tuple[Side, ...]:
    """达到95%，每相差1%: what is asked is open above, so that only a shortfall can be meant."""
    for clause in (*draft.clauses, *((draft.goal,) if draft.goal else ())):
        if isinstance(clause.condition, Within):
            low, high = clause.condition.interval.low, clause.condition.interval.high
            if low is None or high is None:
                return (Side.BELOW,) if high is None else (Side.ABOVE,)
    return ()


def _pass_over_target(cursor: Cursor) -> None:
    """每低于目标值1天, 每超平均年龄1岁, 每少于100公斤."""
    if cursor.tokens[cursor.index - 1].kind in (Kind.BELOW, Kind.ABOVE):
        cursor.take(Kind.FALL, Kind.RISE)  # 每少下降0.1个百分点: of a fall that is to be reached
    if cursor.take(Kind.AT_TARGET):
        token = cursor.peek()
        if token is not None and token.text == "的":
            cursor.take(token.kind)
        return
    start = cursor.index
    words = cursor.run_of(Kind.TEXT, Kind.IN_YEAR, Kind.ACT)
    verb = words in _STEP_VERBS or (len(words) <= _LONGEST_VERB and _counts_next(cursor))
    if words and not names_a_target(words.removesuffix("的")) and not verb:
        cursor.index = start
    elif words:
        cursor.take(Kind.RATE)


_LONGEST_VERB = 2


def _counts_next(cursor: Cursor) -> bool:
    """每少化解1件: a verb before a count."""
    unit = cursor.peek(1)
    counted = unit is not None and unit.unit is not None and unit.unit.dimension is Dimension.COUNT
    return cursor.sees(Kind.NUMBER, Kind.UNIT) and counted


def _take_awards(cursor: Cursor, sides: int) -> list[tuple[type[PerStep], tuple[Decimal, bool]]] | None:
    """verbs points = ( DEDUCT | ADD | EITHER_VERB ) points: 加(减)0.5分 belongs to both sides in their order."""
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    pass_over_adverb(cursor)
    verb = cursor.take(Kind.DEDUCT, Kind.ADD, Kind.EITHER_VERB)
    points = take_amount(cursor) if verb else None
    if verb is None or points is None:
        return None
    kinds = _kinds(verb)
    if len(kinds) == 1 and (sides == 1 or kinds[0] is DeductPer):
        kinds *= sides
    return [(kind, points) for kind in kinds] if len(kinds) == sides else None


def _kinds(verb: Token) -> list[type[PerStep]]:
    if verb.kind is Kind.DEDUCT:
        return [DeductPer]
    if verb.kind is Kind.ADD:
        return [AddPer]
    return [DeductPer, AddPer] if verb.text[0] in "扣减" else [AddPer, DeductPer]


def pass_over_adverb(cursor: Cursor) -> None:
    """相应扣1分, 再扣1分: the adverb says nothing of its own."""
    token = cursor.peek()
    if token is not None and token.kind is Kind.TEXT and token.text in ("相应", "再", "另", "则", "予以"):
        cursor.take(Kind.TEXT)
