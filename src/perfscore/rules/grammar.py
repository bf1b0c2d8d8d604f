"""The grammar of 评（扣）分标准: a sentence to a ScoringRule, or to what was not understood.

Recursive descent over the tokens; every token is taken up by a production or refuses the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from perfscore.diagnostics import Diagnostic, Severity, Span
from perfscore.model.quantity import Quantity
from perfscore.model.rule import (
    AddPer,
    Always,
    Award,
    Basis,
    Clause,
    Condition,
    DeductPer,
    DeductPoints,
    FixedPoints,
    FullMarks,
    Limit,
    NoMarks,
    PartialStep,
    ScoringRule,
    Side,
    TargetMet,
    Within,
)
from perfscore.rules.coherence import check_coherence
from perfscore.rules.conditions import parse_condition, take_quantity
from perfscore.rules.cursor import Cursor
from perfscore.rules.lexicon import TARGET_NOUNS, Kind
from perfscore.rules.settle import settle
from perfscore.rules.tokens import Token, tokenize

MOST_POINTS = Decimal(10_000)
"""No form gives more points to one row."""
MAXIMUM_LENGTH = 2000
"""kpi_evalstd holds 2000 characters at most; anything longer is not a scoring sentence."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of a sentence.

    ``rule`` is None where anything was not understood; ``clauses`` are the parts that were, ``leftovers`` the
    places of the words that were not.
    """

    text: str
    rule: ScoringRule | None
    clauses: tuple[Clause, ...] = ()
    leftovers: tuple[Span, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class _Draft:
    """The rule while it is being read."""

    clauses: list[Clause] = field(default_factory=list)
    floor: Limit | None = None
    cap: Limit | None = None
    partial: PartialStep | None = None
    negative: bool = False


def parse_rule(text: str) -> tuple[ScoringRule | None, tuple[Diagnostic, ...]]:
    """Read a sentence.

    Args:
        text: the words of 评（扣）分标准 as they stand in the cell.

    Returns:
        The rule and remarks, or None and every reason why the sentence was not understood.
    """
    reading = read_sentence(text)
    return reading.rule, reading.diagnostics


@lru_cache(maxsize=4096)
def read_sentence(text: str) -> Reading:
    """Read a sentence and keep the parts that were understood; results are remembered by sentence."""
    if not text.strip():
        return Reading(text, None, diagnostics=(_error("E100", "评（扣）分标准是空的", text),))
    if len(text) > MAXIMUM_LENGTH:
        message = f"评（扣）分标准超过{MAXIMUM_LENGTH}字，不像一条评分标准"
        return Reading(text, None, diagnostics=(_error("E108", message, text[:40]),))
    cursor, draft = Cursor(tokenize(text)), _Draft()
    leftovers: list[Span] = []
    diagnostics: list[Diagnostic] = []
    while not cursor.at_end:
        if cursor.take(Kind.SEPARATOR):
            continue
        start = cursor.index
        if not _item(cursor, draft):
            diagnostic = _refuse(cursor, start, text)
            diagnostics.append(diagnostic)
            leftovers.append(diagnostic.span or Span(0, len(text)))
    return _finish(text, draft, leftovers, diagnostics)


def _finish(text: str, draft: _Draft, leftovers: list[Span], diagnostics: list[Diagnostic]) -> Reading:
    clauses = settle(tuple(draft.clauses))
    if not diagnostics and not clauses:
        whole = Span(0, len(text))
        diagnostics.append(_error("E103", "没有写明得分或扣分", text, whole, "……得10分，每低1个百分点扣1分"))
    if not diagnostics:
        diagnostics.extend(check_coherence(clauses, text, draft.cap))
        if draft.negative and draft.floor is not None and draft.floor.points is None:
            diagnostics.append(_error("E107", "既写“扣完为止”，又写可计负分", text, draft.floor.span))
    if diagnostics:
        return Reading(text, None, clauses, tuple(leftovers), tuple(diagnostics))
    rule = ScoringRule(clauses=clauses, floor=draft.floor, cap=draft.cap, negative=draft.negative, source=text)
    return Reading(text, rule, clauses)


def _item(cursor: Cursor, draft: _Draft) -> bool:
    """item = limit | partial step | step | otherwise | branch."""
    start = cursor.index
    for production in (_limit, _partial, _step, _otherwise, _branch):
        if production(cursor, draft) and _ends(cursor):
            return True
        cursor.index = start
    return False


def _ends(cursor: Cursor) -> bool:
    """An item ends at a separator, at the end, or before a limit or a 每 printed without comma."""
    token = cursor.peek()
    return token is None or token.kind in (Kind.SEPARATOR, Kind.TO_THE_END, Kind.AT_WORST, Kind.AT_BEST, Kind.EACH)


def _limit(cursor: Cursor, draft: _Draft) -> bool:
    """limit = TO_THE_END | AT_WORST points [THE_END] | AT_BEST points | NEGATIVE.

    最多加2分 limits what is added and belongs to the step before it; 最高得8分 limits the whole score.
    """
    start = cursor.index
    if cursor.take(Kind.NEGATIVE):
        draft.negative = True
        return True
    if cursor.take(Kind.TO_THE_END):
        if draft.floor is None:
            draft.floor = Limit(span=cursor.span_from(start))
        return True
    sign = cursor.take(Kind.AT_WORST, Kind.AT_BEST)
    points = _points(cursor) if sign else None
    if sign is None or points is None:
        return False
    cursor.take(Kind.THE_END)
    limit = Limit(points=points, span=cursor.span_from(start))
    if sign.kind is Kind.AT_WORST:
        if draft.floor is not None:
            return False
        draft.floor = limit
    elif "加" in sign.text:
        award = draft.clauses[-1].award if draft.clauses else None
        if not isinstance(award, AddPer) or award.most is not None:
            return False
        draft.clauses[-1] = draft.clauses[-1].model_copy(update={"award": award.model_copy(update={"most": points})})
    elif draft.cap is None:
        draft.cap = limit
    else:
        return False
    return True


def _partial(cursor: Cursor, draft: _Draft) -> bool:
    """partial step = INCOMPLETE quantity [PARTICLE] [“,”] ( PRO_RATA | NOT_COUNTED | BY quantity [计算] )."""
    if draft.partial is not None or cursor.take(Kind.INCOMPLETE) is None:
        return False
    quantity = take_quantity(cursor)
    steps = [clause.award.per for clause in draft.clauses if isinstance(clause.award, DeductPer | AddPer)]
    if quantity is None or not steps or any(step.base != quantity.base for step in steps):
        return False
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    if cursor.take(Kind.PRO_RATA):
        draft.partial = PartialStep.PRO_RATA
    elif cursor.take(Kind.NOT_COUNTED):
        draft.partial = PartialStep.WHOLE
    elif cursor.take(Kind.BY) and (whole := take_quantity(cursor)) is not None and whole.base == quantity.base:
        tail = cursor.peek()
        if tail is not None and tail.kind is Kind.TEXT and tail.text in ("计", "计算", "算"):
            cursor.take(Kind.TEXT)
        draft.partial = PartialStep.STARTED
    if draft.partial is None:
        return False
    draft.clauses[:] = [_with_partial(clause, draft.partial) for clause in draft.clauses]
    return True


def _with_partial(clause: Clause, partial: PartialStep) -> Clause:
    """Say what an incomplete step costs, for the steps that stand before these words."""
    if not isinstance(clause.award, DeductPer | AddPer):
        return clause
    return clause.model_copy(update={"award": clause.award.model_copy(update={"partial": partial})})


_GAP_SIDES = {
    Kind.BELOW: Side.BELOW,
    Kind.INCOMPLETE: Side.BELOW,
    Kind.FALL: Side.BELOW,
    Kind.ABOVE: Side.ABOVE,
    Kind.RISE: Side.ABOVE,
    Kind.BEHIND: Side.ABOVE,
}


def _step(cursor: Cursor, draft: _Draft) -> bool:
    """step = EACH gap [target noun | quantity] quantity [PARTICLE] [“,”] ( DEDUCT | ADD ) points."""
    start = cursor.index
    if cursor.take(Kind.EACH) is None:
        return False
    gap = cursor.take(*_GAP_SIDES)
    if gap is None:
        return False
    noun = cursor.peek()
    if noun is not None and noun.kind is Kind.TEXT and noun.text in TARGET_NOUNS:
        cursor.take(Kind.TEXT)
    reference, per = None, take_quantity(cursor)
    if cursor.sees(Kind.NUMBER):
        reference, per = per, take_quantity(cursor)
    if per is None or per.value <= 0:
        return False
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    verb = cursor.take(Kind.DEDUCT, Kind.ADD)
    points = _points(cursor) if verb else None
    if verb is None or points is None:
        return False
    award = _step_award(gap, verb, points, per, reference)
    draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


def _step_award(gap: Token, verb: Token, points: Decimal, per: Quantity, reference: Quantity | None) -> Award:
    """落后 is about places; whether 下降 is a fall against last year is for ``settle`` to say."""
    basis = Basis.RANK if gap.kind is Kind.BEHIND else Basis.VALUE
    kind = DeductPer if verb.kind is Kind.DEDUCT else AddPer
    return kind(points=points, per=per, side=_GAP_SIDES[gap.kind], basis=basis, reference=reference)


def _otherwise(cursor: Cursor, draft: _Draft) -> bool:
    """otherwise = OTHERWISE [“,”] award."""
    start = cursor.index
    if cursor.take(Kind.OTHERWISE) is None:
        return False
    cursor.comma()
    award = _award(cursor)
    if award is None:
        return False
    draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


def _branch(cursor: Cursor, draft: _Draft) -> bool:
    """branch = condition [PARTICLE] [“,” | “:”] award."""
    start = cursor.index
    condition = parse_condition(cursor) or _failing(cursor, draft)
    if condition is None:
        return False
    cursor.take(Kind.PARTICLE)
    after_colon = cursor.sees(Kind.COLON)
    cursor.comma()
    award = _award(cursor, bare=after_colon)
    if award is None:
        return False
    draft.clauses.append(Clause(condition=condition, award=award, span=cursor.span_from(start)))
    return True


def _failing(cursor: Cursor, draft: _Draft) -> Condition | None:
    """failing = NOT REACH, behind a branch that names the number to reach: all else."""
    condition = draft.clauses[-1].condition if draft.clauses else None
    if not isinstance(condition, Within | TargetMet) or condition.basis is not Basis.VALUE:
        return None
    if not cursor.sees(Kind.NOT, Kind.REACH):
        return None
    cursor.take(Kind.NOT)
    cursor.take(Kind.REACH)
    return Always()


def _award(cursor: Cursor, *, bare: bool = False) -> Award | None:
    """award = NO_MARKS | [GET] FULL | GET points | DEDUCT points | points after a colon."""
    if cursor.take(Kind.NO_MARKS):
        return NoMarks()
    if cursor.take(Kind.DEDUCT):
        deducted = _points(cursor)
        return None if deducted is None else DeductPoints(points=deducted)
    given = cursor.take(Kind.GET)
    if given and cursor.take(Kind.FULL):
        return FullMarks()
    points = _points(cursor) if given or bare else None
    if points is None:
        return None
    return NoMarks() if points == 0 else FixedPoints(points=points)


def _points(cursor: Cursor) -> Decimal | None:
    """points = NUMBER POINTS."""
    if not cursor.sees(Kind.NUMBER, Kind.POINTS):
        return None
    number = cursor.take(Kind.NUMBER)
    cursor.take(Kind.POINTS)
    return number.value if number and number.value is not None and number.value <= MOST_POINTS else None


_REASONS: dict[Kind, tuple[str, str]] = {
    Kind.NUMBER: ("E102", "这个数字在本句中起什么作用没有读懂"),
    Kind.UNIT: ("E104", "这里的计量单位没有读懂"),
    Kind.HEDGE: ("E105", "这个词要由人来判断，或一句中含有多项要求"),
    Kind.NOT: ("E106", "这里的否定没有读懂"),
    Kind.QUALIFIER: ("E105", "这个词要由人来判断，或一句中含有多项要求"),
}


def _refuse(cursor: Cursor, start: int, text: str) -> Diagnostic:
    """Mark the first word that no production could take, and go on behind the next separator."""
    stuck = min(cursor.farthest, len(cursor.tokens) - 1)
    token = cursor.tokens[max(stuck, start)]
    after_number = stuck > start and _lacks_a_unit(cursor.tokens[stuck - 1])
    unknown_unit = after_number and token.kind is Kind.TEXT and token.text[0] not in "得计扣加减"
    if not unknown_unit:
        token = cursor.tokens[_to_blame(cursor, start, max(stuck, start))]
    cursor.index = max(start, min(cursor.farthest, len(cursor.tokens)))
    while not cursor.at_end and not cursor.sees(Kind.SEPARATOR):
        cursor.index += 1
    end = cursor.tokens[cursor.index - 1].span if cursor.index > start else token.span
    unread = next((t for t in cursor.tokens[start : cursor.index] if t.kind is Kind.NUMBER and t.value is None), None)
    if unread is not None:
        return _error("E102", "这个数读不出来", text, unread.span, "用阿拉伯数字写明，如35、0.5")
    if token.kind is Kind.SEPARATOR:
        span = cursor.tokens[start].span.to(end)
        return _error("E103", "这一句没有读到得分或扣分", text, span, "……得10分；……不得分")
    if unknown_unit:
        return _error("E104", "不认识的计量单位", text, token.span, "个百分点、%、次、天、万元")
    code, message = _REASONS.get(token.kind, ("E101", "这些词没有读懂"))
    if cursor.at_end and cursor.farthest >= len(cursor.tokens):
        return _error("E103", "这一句没有读到得分或扣分", text, cursor.tokens[start].span.to(end), "……得10分；……不得分")
    return _error(code, message, text, token.span, "完成得10分，未完成不得分；每低1个百分点扣0.5分")


def _lacks_a_unit(token: Token) -> bool:
    """A number without a unit, or with the general 个 before an unknown word: the word behind is the unit."""
    return (token.kind is Kind.NUMBER and token.unit is None) or (token.kind is Kind.UNIT and token.text == "个")


def _to_blame(cursor: Cursor, start: int, stuck: int) -> int:
    """A negation or a number that was taken up and led nowhere is to blame, not the word behind it."""
    before = cursor.tokens[stuck - 1] if stuck > start else None
    kind = cursor.tokens[stuck].kind
    if before is None or kind in (Kind.NOT, Kind.NUMBER, Kind.UNIT, Kind.HEDGE, Kind.QUALIFIER, Kind.SEPARATOR):
        return stuck
    return stuck - 1 if before.kind is Kind.NOT or (before.kind is Kind.NUMBER and before.unit is None) else stuck


def _error(code: str, message: str, text: str, span: Span | None = None, suggestion: str = "") -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, text, span, suggestion)
