"""The productions of points for each step of a gap: 每低1个百分点扣1分, 每相差1%扣0.5分, 每超(少)1户加(减)0.5分."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from perfscore.model.quantity import Dimension, Quantity
from perfscore.model.rule import AddPer, Always, Basis, Clause, DeductPer, PerStep, Side, Within
from perfscore.rules.conditions import take_quantity
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft, take_amount
from perfscore.rules.lexicon import DOWNWARD, Kind, names_a_target
from perfscore.rules.tokens import Token

_SIDES = {
    Kind.BELOW: Side.BELOW,
    Kind.INCOMPLETE: Side.BELOW,
    Kind.FALL: Side.BELOW,
    Kind.ABOVE: Side.ABOVE,
    Kind.RISE: Side.ABOVE,
    Kind.BEHIND: Side.ABOVE,
}
_ONE = Decimal(1)
COUNTED_GOOD = (Kind.TEXT, Kind.ACT, Kind.QUALIFIER, Kind.IN_YEAR, Kind.LINK, Kind.RATE, Kind.PARTICLE)
"""What may describe a counted thing; no numbers, no points, no negation, no doubt."""
_MATTER = (*COUNTED_GOOD, Kind.EVERY)
_STEP_VERBS = ("完成", "落实", "实施", "举办", "开展", "召开", "于", "组织", "达", "建成", "培训", "报送", "上报", "出")
"""每少完成1项: the verb says of what kind the missing ones are."""
_SHORT_OF = ("要求", "标准", "规定要求", "以上要求", "上述要求")


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before 每: on which sides of which number the gap lies, as far as that is said."""

    sides: tuple[Side, ...] = ()
    reference: Quantity | None = None
    must_repeat: bool = False
    matter: str = ""


def take_gap_step(cursor: Cursor, draft: Draft) -> bool:
    """step = [head] [words] [EACH] [gaps] [target] quantity [things] [PARTICLE] [“,”] verbs points.

    Without 每 the step must be one: 下降1个百分点扣1分. Without gaps the head has named them: 低于目标值的，每1%扣1分.
    """
    start = cursor.index
    head = _take_head(cursor)
    matter = cursor.run_of(*_MATTER) or head.matter
    each = cursor.take(Kind.EACH) is not None
    apart = cursor.sees(Kind.APART)
    gaps = _take_gaps(cursor)
    sides = gaps[0] if gaps else head.sides
    if apart:
        sides = _losing_sides(draft) or sides
    if not sides or (head.sides and sides != head.sides) or (head.must_repeat and not each) or (not gaps and not each):
        return False
    if gaps:
        _pass_over_target(cursor)
    reference, per = head.reference, take_quantity(cursor)
    if cursor.sees(Kind.NUMBER) and reference is None:
        reference, per = per, take_quantity(cursor)
    if per is None or per.value <= 0 or (not each and per.value != _ONE):
        return False
    if per.unit is not None and per.unit.dimension is Dimension.COUNT and not _measures(cursor, start):
        cursor.run_of(*COUNTED_GOOD)
    awards = _take_awards(cursor, len(sides))
    if awards is None:
        return False
    basis = gaps[1] if gaps else Basis.VALUE
    shared = {"per": per, "basis": basis, "reference": reference, "each": each, "matter": matter}
    for side, (kind, (points, of_full)) in zip(sides, awards, strict=True):
        award = kind.model_validate({**shared, "side": side, "points": points, "of_full": of_full})
        draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


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


def _take_head(cursor: Cursor) -> _Head:
    """head = [OTHERWISE] [FROM_THERE [PARTICLE]] [( gaps | missed ) [target | quantity] [PARTICLE] [“,”]] before EACH.

    It is one only where 每 follows; “未达到的，每低1%扣1分”, “超过15天的，每1天扣1分”.
    """
    start = cursor.index
    lead = cursor.take(Kind.OTHERWISE, Kind.FROM_THERE)
    if lead is not None:
        cursor.take(Kind.PARTICLE)
        cursor.comma()
    begun = cursor.index
    words = cursor.run_of(*_MATTER)
    head = _gap_in_head(cursor)
    if head is None:
        cursor.index = begun
        return _Head(must_repeat=lead is not None)
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    here = cursor.index
    cursor.run_of(*_MATTER)
    follows = cursor.sees(Kind.EACH)
    cursor.index = here
    if not follows:
        cursor.index = start
        return _Head()
    return replace(head, matter=words)


def _gap_in_head(cursor: Cursor) -> _Head | None:
    unreached = cursor.take(Kind.UNREACHED)
    if unreached or cursor.take(Kind.NOT):
        if cursor.take(Kind.AT_TARGET):
            return _Head(must_repeat=True)
        act = cursor.peek()
        if not unreached and cursor.take(Kind.REACH) is None:
            if act is None or act.kind is not Kind.ACT or act.text != "完成":
                return None
            cursor.take(Kind.ACT)
        reference = take_quantity(cursor)
        if reference is None:
            _take_asked(cursor)
            return _Head(must_repeat=True)
        return _Head((Side.BELOW,), reference)
    gaps = _take_gaps(cursor)
    if gaps is None or gaps[1] is not Basis.VALUE:
        return None
    reference = take_quantity(cursor)
    of_target = reference is not None or _take_target(cursor)
    part = cursor.peek()
    if part is not None and part.text in ("部分", "的部分"):
        cursor.take(part.kind)
    elif not of_target:
        return None
    return _Head(gaps[0], reference)


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


def _take_gaps(cursor: Cursor) -> tuple[tuple[Side, ...], Basis] | None:
    """gaps = APART | EITHER | gap: on which sides points are lost or added, and whether places are meant."""
    if cursor.take(Kind.APART):
        return (Side.BELOW, Side.ABOVE), Basis.VALUE
    either = cursor.take(Kind.EITHER)
    if either is not None:
        below_first = either.text.startswith(DOWNWARD)
        return ((Side.BELOW, Side.ABOVE) if below_first else (Side.ABOVE, Side.BELOW)), Basis.VALUE
    gap = cursor.take(*_SIDES)
    if gap is None:
        return None
    return (_SIDES[gap.kind],), Basis.RANK if gap.kind is Kind.BEHIND else Basis.VALUE


def _pass_over_target(cursor: Cursor) -> None:
    """每低于目标值1天, 每超平均年龄1岁, 每少于100公斤."""
    start = cursor.index
    words = cursor.run_of(Kind.TEXT, Kind.IN_YEAR, Kind.ACT)
    if words and not names_a_target(words.removesuffix("的")) and words not in _STEP_VERBS:
        cursor.index = start
    elif words:
        cursor.take(Kind.RATE)


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
