"""The productions of a number to reach that stands apart from its points: 以95%为目标，每低1%扣1分; 达到的得满分."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.diagnostics import Span
from perfscore.model.quantity import Dimension, Interval, Quantity
from perfscore.model.rule import (
    GROWTHS,
    AddPer,
    Basis,
    Clause,
    Condition,
    DeductPer,
    Done,
    FullMarks,
    NotDone,
    Says,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.rules.awards import take_award
from perfscore.rules.bounds import named_number
from perfscore.rules.conditions import parse_condition, take_quantity
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.lexicon import Kind, names_a_target
from perfscore.values.units import POINT_OF_A_SURVEY

_BASES = (Basis.VALUE, Basis.COMPLETION_RATE, Basis.BUDGET_RATE, *GROWTHS)
_SETTLED_SO = ("核定", "考核", "计算", "为准", "执行", "测算")
_ALIKE = ("一致", "相符", "持平", "相同", "同步")
_AS_ONE = ("应为", "应当为", "应", "须", "需", "为", "是", "不得", "应当", "要求")


def take_goal(cursor: Cursor, draft: Draft) -> bool:
    """goal = ( standard | settled number | same number | condition ) [[“,”] award]: the award may come later."""
    start = cursor.index
    for production in (_standard, _settled, _same_as, _bare_condition):
        condition = production(cursor)
        if condition is None:
            cursor.index = start
            continue
        span = cursor.span_from(start)
        named = production is not _bare_condition or cursor.sees(Kind.COLON, Kind.NUMBER, Kind.POINTS)
        if named and _take_its_award(cursor, draft, condition, start):
            return True
        if production is _standard and _is_restated(draft, condition):
            return True
        if draft.goal is not None or draft.clauses:
            return False
        draft.goal = Clause(condition=condition, award=FullMarks(), span=span)
        return True
    return False


def _is_restated(draft: Draft, condition: Condition) -> bool:
    """达到95%以上得5分，以95%为基数，每下降…: the number has been named."""
    number = named_number(condition)
    return any(named_number(clause.condition) == number for clause in draft.clauses)


def _take_its_award(cursor: Cursor, draft: Draft, condition: Condition, start: int) -> bool:
    """以6.5%为基准得6分: the points follow at once."""
    here = cursor.index
    bare = cursor.sees(Kind.COLON)
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    award = take_award(cursor, bare=bare) if bare or cursor.sees(Kind.GET) else None
    if award is None:
        cursor.index = here
        return False
    draft.clauses.append(Clause(condition=condition, award=award, span=cursor.span_from(start)))
    return True


def _standard(cursor: Cursor) -> Condition | None:
    """standard = [words] “以” quantity STANDARD."""
    token = cursor.peek()
    if token is None or token.kind is not Kind.TEXT or not token.text.endswith("以"):
        return None
    cursor.take(Kind.TEXT)
    reference = take_quantity(cursor) or _survey_points(cursor)
    if reference is None or cursor.take(Kind.STANDARD) is None:
        return None
    return TargetMet(reference=reference, subject=token.text.removesuffix("以"))


def _survey_points(cursor: Cursor) -> Quantity | None:
    """以85分为基准: the points of a survey."""
    if not cursor.sees(Kind.NUMBER, Kind.POINTS, Kind.STANDARD):
        return None
    number = cursor.take(Kind.NUMBER)
    cursor.take(Kind.POINTS)
    return None if number is None or number.value is None else Quantity(value=number.value, unit=POINT_OF_A_SURVEY)


def _settled(cursor: Cursor) -> Condition | None:
    """settled number = “按” target quantity [“核定” | “考核”]: 按计划数20户核定."""
    words = cursor.run_of(Kind.TEXT, Kind.QUALIFIER)
    if not words.startswith("按") or not names_a_target(words):
        return None
    reference = take_quantity(cursor)
    tail = cursor.peek()
    if tail is not None and tail.text in _SETTLED_SO:
        cursor.take(tail.kind)
    return None if reference is None else TargetMet(reference=reference)


def _same_as(cursor: Cursor) -> Condition | None:
    """same number = [words] ( “与” | “和” ) words “(” quantity “)” “一致”: exactly this number."""
    cursor.run_of(Kind.TEXT, Kind.RATE)
    if cursor.take(Kind.LINK) is None or not cursor.run_of(Kind.TEXT) or cursor.take(Kind.OPEN) is None:
        return None
    reference = take_quantity(cursor)
    if reference is None or cursor.take(Kind.CLOSE) is None:
        return None
    tail = cursor.take(Kind.TEXT, Kind.FLAT)
    if tail is None or tail.text not in _ALIKE:
        return None
    point = Interval(low=reference.value, high=reference.value)
    return Within(basis=Basis.VALUE, interval=point, unit=reference.unit)


def _bare_condition(cursor: Cursor) -> Condition | None:
    """A number with its bound and no points of its own: 全年发案不超过20起, 目标值95%, 合同工期180天."""
    marked = cursor.index > 0 and cursor.tokens[cursor.index - 1].kind is Kind.MARK
    condition = _all_of_them(cursor) or _quota(cursor) or parse_condition(cursor)
    _pass_over_thing(cursor, condition)
    cursor.take(Kind.PARTICLE)
    if marked and isinstance(condition, Done):
        return None  # one of several numbered requirements: (2)履约验收及时
    ends = cursor.at_end or cursor.sees(Kind.SEPARATOR) or cursor.sees(Kind.CLOSE)
    if not ends and not cursor.sees(Kind.COLON, Kind.NUMBER, Kind.POINTS):
        return None
    match condition:
        case TargetMet(reference=Quantity()):
            return condition.model_copy(update={"subject": _plain(condition.subject)})
        case Within(basis=basis) if basis in _BASES:
            return condition.model_copy(update={"subject": _plain(condition.subject)})
    return None


def _all_of_them(cursor: Cursor) -> Condition | None:
    """all of them = NUMBER UNIT [words] “均” “应” words: 20个村均应达标."""
    start = cursor.index
    number = take_quantity(cursor)
    words = cursor.run_of(Kind.TEXT, Kind.QUALIFIER, Kind.ACT, Kind.REACH, Kind.AT_TARGET, Kind.EVERY)
    counted = number is not None and number.unit is not None and number.unit.dimension is Dimension.COUNT
    if number is None or not counted or not _ALL_MUST.match(words) or not cursor.sees(Kind.SEPARATOR):
        cursor.index = start
        return None
    return Within(basis=Basis.VALUE, interval=Interval(low=number.value), unit=number.unit)


_ALL_MUST = re.compile("[^均都全应须需]{0,6}(?:均|都|全部|全)?(?:应|须|需|要)[^不未无]{2,}")


def _pass_over_thing(cursor: Cursor, condition: Condition | None) -> None:
    """盘查10名以上可疑人员，每少1人: what is counted stands behind the number."""
    unit = condition.unit if isinstance(condition, Within) else None
    token = cursor.peek()
    if unit is None or unit.dimension is not Dimension.COUNT or token is None or token.text[0] in "得计记给赋扣加减分":
        return
    if cursor.sees(Kind.TEXT, Kind.SEPARATOR, Kind.EACH):
        cursor.take(Kind.TEXT)


def _quota(cursor: Cursor) -> Condition | None:
    """quota = [words] ( AT_LEAST words | words [AT_LEAST] ) NUMBER UNIT words: 至少上报信息20条, 组织不少于4次演练."""
    start = cursor.index
    head = cursor.run_of(Kind.TEXT, Kind.IN_YEAR, Kind.EVERY)
    if _SHORTER.search(head):
        cursor.index = start
        return None
    sign = cursor.take(Kind.AT_LEAST)
    acts = cursor.run_of(Kind.TEXT, Kind.ACT, Kind.QUALIFIER, Kind.IN_YEAR)
    between = cursor.take(Kind.AT_LEAST) if acts and sign is None else None
    asked = between is not None or (
        cursor.index > start and cursor.tokens[cursor.index - 1].kind in (Kind.ACT, Kind.TEXT, Kind.IN_YEAR)
    )
    reference = take_quantity(cursor) if (sign and acts) or asked else None
    counted = reference is not None and reference.unit is not None and reference.unit.dimension is Dimension.COUNT
    thing = cursor.run_of(Kind.TEXT)
    if reference is None or not counted or not (thing or sign or _MUST.search(head + acts)):
        cursor.index = start
        return None
    if (
        sign is None
        and between is None
        and not _ASKED.search("".join(token.text for token in cursor.tokens[start : cursor.index]))
    ):
        cursor.index = start
        return None
    return Within(basis=Basis.VALUE, interval=Interval(low=reference.value), unit=reference.unit)


_SHORTER = re.compile("每个?(?:季|月|周|日|天|半年|学期)")
"""每季度至少召开2次: 2 is no number for the year, and whether the cell counts by quarter or by year is open."""
_MUST = re.compile("^(?:应|需|须)(?!急)")
"""应储备物资12类: what must be there, with nothing behind the number."""
_ASKED = re.compile("应|需|须|要求|计划|目标|任务|每年|全年")
"""Words that make an act with its number what is asked for."""


def _plain(subject: str) -> str:
    """目标值, 年度计划为: the row's own name for its number says nothing new."""
    plain = subject
    for word in _AS_ONE:
        plain = plain.removesuffix(word)
    return "" if names_a_target(plain) else plain


def take_reached(cursor: Cursor, draft: Draft) -> bool:
    """reached = REACH [“要求”] [PARTICLE] [“,”] award: 达到的得满分, of the goal named before."""
    start = cursor.index
    if draft.goal is None or cursor.take(Kind.REACH) is None:
        return False
    token = cursor.peek()
    if token is not None and token.kind is Kind.TEXT and names_a_target(token.text.removesuffix("的")):
        cursor.take(Kind.TEXT)
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    award = take_award(cursor)
    if award is None:
        return False
    draft.clauses.append(Clause(condition=draft.goal.condition, award=award, span=cursor.span_from(start)))
    return True


def adopt_goal(draft: Draft) -> Span | None:
    """Give a goal without points its place: full marks where only steps follow, or the 达标 of a later clause.

    Returns:
        The words of a goal that no points belong to, None where all is well.
    """
    goal = draft.goal
    if goal is None:
        return None
    steps = [clause for clause in draft.clauses if isinstance(clause.award, DeductPer | AddPer)]
    earning = [clause for clause in draft.clauses if isinstance(clause.condition, TargetMet | Within)]
    own = [clause for clause in draft.clauses if _means_the_goal(clause.condition, goal)]
    if any(named_number(clause.condition) == named_number(goal.condition) for clause in earning):
        return None
    if own:
        swapped = {id(clause): clause.model_copy(update={"condition": goal.condition}) for clause in own}
        swapped |= _missing_the_goal(draft, goal)
        draft.clauses[:] = [swapped.get(id(clause), clause) for clause in draft.clauses]
        return None
    if not draft.clauses:
        return goal.span
    if steps and len(steps) == len(draft.clauses) and all(_earns_from_nothing(clause) for clause in steps):
        return None  # 全年不少于6次，每次得1分: as many as are held earn
    if steps and len(steps) == len(draft.clauses) and all(_counts_what_is_undone(clause, goal) for clause in steps):
        return None  # 应完成8件实事，每有一件未完成扣1分: how many are left undone, the cell says
    deducting = any(isinstance(clause.award, DeductPer) for clause in steps)
    if len(steps) != len(draft.clauses) or not deducting or any(_counts_events(clause) for clause in steps):
        return goal.span
    draft.clauses.insert(0, goal)
    return None


def _missing_the_goal(draft: Draft, goal: Clause) -> dict[int, Clause]:
    """年度任务300户，完成得10分，未完成不得分: the number is missed."""
    missed, plain = _missed(goal.condition), NotDone(act="完成")
    return {
        id(clause): clause.model_copy(update={"condition": missed})
        for clause in draft.clauses
        if clause.condition == plain and missed is not None
    }


def _missed(condition: Condition) -> Condition | None:
    match condition:
        case TargetMet(reference=Quantity() as reference, subject=subject):
            return TargetMissed(reference=reference, subject=subject)
        case Within(interval=Interval(low=Decimal() as low, high=None)):
            return condition.model_copy(update={"interval": Interval(high=low, high_closed=False)})
    return None


def _earns_from_nothing(clause: Clause) -> bool:
    award = clause.award
    return isinstance(award, AddPer) and award.reference is not None and award.reference.value == 0


def _means_the_goal(condition: Condition, goal: Clause) -> bool:
    """达标, and 按期完工 beside 合同工期180天."""
    if condition == TargetMet():
        return True
    counted = isinstance(goal.condition, Within) and goal.condition.unit is not None
    if counted and isinstance(condition, Says) and _ALL_THERE.search(condition.text):
        return True
    unit = getattr(goal.condition, "unit", None) or getattr(getattr(goal.condition, "reference", None), "unit", None)
    if not isinstance(condition, Done) or unit is None:
        return False
    if unit.dimension is Dimension.COUNT:  # 抽检任务400批次，完成得8分
        named = condition.subject or condition.matter or condition.in_year
        return condition.act == "完成" and not named and condition.qualifier in ("", "全部", "足额", "全面")
    return unit.dimension is Dimension.TIME and condition.qualifier in ("按期", "按时", "如期", "准时")


_ALL_THERE = re.compile("^[^不未无没缺]{0,4}(?:齐全|齐备|足额|配齐)$")
"""储备齐全 beside 应储备物资12类."""


def _counts_what_is_undone(clause: Clause, goal: Clause) -> bool:
    """Tell whether the events are those of the goal left undone: 8件 asked, and each 件未完成 costs."""
    award = clause.award
    if not isinstance(award, DeductPer) or award.basis is not Basis.OCCURRENCES or award.per.unit is None:
        return False
    asked = goal.condition.unit if isinstance(goal.condition, Within) else None
    return asked == award.per.unit and re.search("[未没不]", award.matter) is not None


def _counts_events(clause: Clause) -> bool:
    return isinstance(clause.award, DeductPer | AddPer) and clause.award.basis is Basis.OCCURRENCES
