"""Whether the clauses of a sentence speak of one thing and do not contradict each other."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.model.deadline import InTime
from perfscore.model.quantity import Dimension
from perfscore.model.rule import (
    GROWTHS,
    AddPer,
    Always,
    Basis,
    Clause,
    Condition,
    DeductPer,
    DeductPoints,
    Discretion,
    Done,
    FixedPoints,
    FullMarks,
    GradeAtLeast,
    GradeIs,
    Interpolated,
    Limit,
    NoMarks,
    NotDone,
    PerStep,
    ProRata,
    Says,
    Side,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.rules.checklists import things_of
from perfscore.rules.draft import Context, Draft, is_source
from perfscore.rules.happenings import other_events, takes_unsaid
from perfscore.rules.lexicon import Kind
from perfscore.rules.ordering import worse_gives_no_more
from perfscore.rules.subjects import one_measure, one_subject, two_measures
from perfscore.values.units import comparable, is_ratio

_LARGEST_STEP = Decimal(10)
"""少于20次扣3分 is a threshold, 少于2次扣1分 may be a step."""
_SMALLEST_SHARE, _LARGEST_SHARE = Decimal(20), Decimal(50)
"""Percent: 低于60%扣5分 is a threshold, 低于1%扣1分 is hardly one; a step of 50 % or more is none."""


def check_coherence(clauses: tuple[Clause, ...], text: str, cap: Limit | None = None) -> list[Diagnostic]:
    """Return an error for every clause that does not fit the others; the sentence is then not scored."""
    problems = [
        *_one_family(clauses, text),
        *one_subject(clauses, text),
        *_one_act_each_way(clauses, text),
        *_one_step_each_side(clauses, text),
        *_steps_of_one_thing(clauses, text),
        *(_compound(clause, text, "这一句与前面说的不是同一件事") for clause in other_events(clauses)),
        *_steps_lie_outside(clauses, text),
        *_no_otherwise_beside_steps(clauses, text),
        *_no_grade_twice(clauses, text),
        *_adds_to_nothing(clauses, text),
        *_one_otherwise(clauses, text),
        *worse_gives_no_more(clauses, text),
        *_cap_leaves_room(clauses, text, cap),
        *_no_bonus_for_places(clauses, text),
        *_no_hidden_steps(clauses, text),
        *_no_step_like_the_threshold(clauses, text),
        *one_measure(clauses, text),
        *_ends_of_a_line(clauses, text),
    ]
    if all(_family(clause) is None for clause in clauses):
        problems.append(Diagnostic("E107", Severity.ERROR, "没有写明什么情况下得分", text, clauses[0].span))
    return problems


_CLEAN = frozenset((Kind.TEXT, Kind.LINK, Kind.RATE, Kind.RANKING, Kind.IN_YEAR, Kind.PARTICLE))
"""What the words around a measured thing may consist of without adding a second requirement."""
_STEP_CONTEXT = _CLEAN | {Kind.NOT, Kind.ACT, Kind.AT_TARGET, Kind.REACH, Kind.EVERY}
"""Beside steps alone, words that name what is counted or say that it was missed."""
_NAMES = re.compile("(?:率|度|程度|情况|数|数量|额|性|比例|进度|水平|工作|治理|指标|标准|办法)的?$")
_STATES = re.compile(
    "齐全|健全|完善|合格|规范|到位|符合|真实|准确|完整|及时|有效|明确|清晰|合理|达标|良好|一致|相符|落实|成立|设立|配备|建立|制定|违|漏|错|缺"
)
"""States that would be a requirement of their own beside a number."""


def check_context(draft: Draft, clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """Return an error for words outside the clauses that may be a further requirement.

    Beside events any description is one of the event; beside numbers, grades and acts only a source or a name may
    stand.
    """
    lost = [context for context in draft.contexts if takes_unsaid(context, clauses)]
    if lost:
        message = "这里没有写明扣（加）几分"
        return [Diagnostic("E103", Severity.ERROR, message, text, context.span) for context in lost]
    if two := two_measures([(context.text, context.span) for context in draft.contexts], clauses, text):
        return two
    if any(_family(clause) in (Basis.OCCURRENCES.value, "state") for clause in clauses if not is_aside(clause)):
        return []
    only_steps = all(isinstance(clause.award, DeductPer | AddPer) for clause in clauses)
    if things_of(draft) and _earns_each(clauses):
        return []
    return [
        Diagnostic("E105", Severity.ERROR, "这个词要由人来判断，或一句中含有多项要求", text, context.span)
        for context in draft.contexts
        if not (
            _is_harmless(context) or _names_the_act(context, clauses) or (only_steps and context.kinds <= _STEP_CONTEXT)
        )
    ]


def _names_the_act(context: Context, clauses: tuple[Clause, ...]) -> bool:
    """按期召开年度会议。已召开得2分，未召开不得分: what is asked, before the branches name its verb again."""
    acts = [clause.condition for clause in clauses if isinstance(clause.condition, Done | NotDone)]
    bare = all(not (act.subject or act.matter or act.qualifier) for act in acts)
    plain = Kind.ACT in context.kinds and not context.kinds & {
        Kind.NOT,
        Kind.AT_TARGET,
        Kind.RATE,
        Kind.REACH,
        Kind.AND,
    }
    return bool(acts) and bare and plain and context.text.count(acts[0].act) == 1


def _earns_each(clauses: tuple[Clause, ...]) -> bool:
    """每项得1分, 两项及以上得4分: the things listed are what is counted."""
    return all(
        (isinstance(clause.award, AddPer) and clause.award.reference is not None)
        or isinstance(clause.condition, Within | Always)
        for clause in clauses
    )


_HEADING = re.compile("[^,、不未无]{0,8}(?:档次|等级|等次|级别|星级|类别)")
_SCORED_BY = re.compile(
    "(?:按|根据|依据|评分标准|计分标准|评分办法|评价标准|扣分标准|计分办法|赋分标准).*(?:计分|评分|赋分|打分|给分|得分|分|标准|办法)"
)
"""按验收评定档次计分, 评分标准: what the branches behind it say."""


def _is_harmless(context: Context) -> bool:
    if is_source(context.text) or _SCORED_BY.fullmatch(context.text) or _HEADING.fullmatch(context.text):
        return True
    if not context.kinds <= _CLEAN:
        return False
    return not _STATES.search(context.text) or _NAMES.search(context.text) is not None


def is_aside(clause: Clause) -> bool:
    """Tell whether a clause leaves a case in words to a person: 情节严重的从重扣分."""
    return isinstance(clause.condition, Says) and isinstance(clause.award, Discretion)


def is_beside_numbers(clauses: tuple[Clause, ...]) -> bool:
    """Tell whether such a clause stands beside branches or steps that go by a number."""
    asides = [clause for clause in clauses if is_aside(clause)]
    numbers = set(map(str, Basis))
    return (
        bool(asides)
        and any(_family(clause) in numbers for clause in clauses)
        and not any(_family(clause) not in numbers | {None} for clause in clauses if not is_aside(clause))
    )


def _family(clause: Clause) -> str | None:
    """The kind of thing a clause looks at, None for 否则."""
    if isinstance(clause.award, DeductPer | AddPer):
        return clause.award.basis.value
    if isinstance(clause.award, ProRata | Interpolated):
        return Basis.VALUE.value
    match clause.condition:
        case Within(basis=basis) | TargetMet(basis=basis) | TargetMissed(basis=basis):
            return Basis.VALUE.value if basis is Basis.COMPLETION_RATE else basis.value
        case GradeIs() | GradeAtLeast():
            return "grade"
        case Done() | NotDone():
            return "act"
        case InTime():
            return Basis.DELAY.value
        case Says():
            return "state"
        case Always():
            return None


def _one_family(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    families = [_family(clause) for clause in clauses]
    if set(families) & set(map(str, GROWTHS)):
        # 环比持平得6分，零发案得8分: nothing at all is the best that a change can come to
        families = [
            None if _is_none_at_all(clause) else family for clause, family in zip(clauses, families, strict=True)
        ]
    if Basis.DELAY.value in families:
        # 按时完成得10分，每延迟1天扣1分，未完成不得分: undone is the worst that a delay can come to
        families = [None if isinstance(clause.condition, NotDone) else _family(clause) for clause in clauses]
    first = next((family for family in families if family), None)
    if is_beside_numbers(clauses):
        return _one_family(tuple(clause for clause in clauses if not is_aside(clause)), text)
    return [
        _compound(clause, text, "这一句与前面说的不是同一件事")
        for clause, family in zip(clauses, families, strict=True)
        if family not in (None, first)
    ]


def _is_none_at_all(clause: Clause) -> bool:
    condition = clause.condition
    return isinstance(condition, Within) and condition.basis is Basis.OCCURRENCES and condition.interval.high == 0


def _one_act_each_way(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """完成得…，未完成得…: one act and its negation; a second act makes two requirements of it."""
    done = [clause for clause in clauses if isinstance(clause.condition, Done)]
    not_done = [clause for clause in clauses if isinstance(clause.condition, NotDone)]
    problems = [_compound(clause, text, "一句中有两项要求") for clause in (*done[1:], *not_done[1:])]
    if done and not_done and not _is_negation(not_done[0].condition, of=done[0].condition):
        problems.append(_compound(not_done[0], text, "否定的一句与肯定的一句说的不是同一件事"))
    return problems


def _is_negation(no: Condition, *, of: Condition) -> bool:
    """未完成 denies 完成 and 按时完成; 未按时完成 denies only 按时完成; 未实施 denies no 完成."""
    if not isinstance(no, NotDone) or not isinstance(of, Done) or no.act != of.act:
        return False
    return no.qualifier in ("", of.qualifier) and no.matter in ("", of.matter)


def _steps(clauses: tuple[Clause, ...]) -> list[tuple[Clause, PerStep]]:
    return [(clause, clause.award) for clause in clauses if isinstance(clause.award, DeductPer | AddPer)]


def _one_step_each_side(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    steps = _steps(clauses)
    counted = Counter((award.kind, award.side) for _, award in steps)
    return [
        _compound(clause, text, "同一方向有两种扣（加）分办法")
        for clause, award in steps
        if counted[award.kind, award.side] > 1
    ]


def _steps_of_one_thing(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“每少1座扣0.25分，每超出1个百分点扣1分”: places and percentages are two things.

    “完成率每少1个百分点” says itself that the percentage is that of the same number.
    """
    steps = [
        (clause, award.per.unit)
        for clause, award in _steps(clauses)
        if award.per.unit is not None and not award.matter.endswith("完成率")
    ]
    return [
        _compound(clause, text, "这一句与前面说的不是同一件事")
        for clause, unit in steps[1:]
        if not comparable(steps[0][1], unit)
    ]


def _steps_lie_outside(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“同比提高得15分，每上升1%扣1分”: points are taken where the sentence has just given them."""
    earned = [
        clause.condition.interval
        for clause in clauses
        if isinstance(clause.condition, Within) and not isinstance(clause.award, NoMarks | DeductPoints)
    ]
    open_above = any(interval.high is None for interval in earned)
    open_below = any(interval.low is None for interval in earned)
    return [
        _compound(clause, text, "扣分的方向与得分的条件相反")
        for clause, award in _steps(clauses)
        if isinstance(award, DeductPer) and (open_above if award.side is Side.ABOVE else open_below)
    ]


def _no_otherwise_beside_steps(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“每低1%扣1分，否则不得分”: what 否则 is left for is not to be seen."""
    if not any(isinstance(award, DeductPer) for _, award in _steps(clauses)):
        return []
    return [_compound(clause, text, "既按比例扣分，又写“否则”") for clause in clauses if _family(clause) is None]


def _cap_leaves_room(clauses: tuple[Clause, ...], text: str, cap: Limit | None) -> list[Diagnostic]:
    """“90%得20分，最高得10分”: the branch gives more than the sentence allows."""
    if cap is None or cap.points is None:
        return []
    most = cap.points
    return [
        _compound(clause, text, "这一句给的分超过了所写的最高分")
        for clause in clauses
        if isinstance(clause.award, FixedPoints) and clause.award.points > most
    ]


def _no_bonus_for_places(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“前五得满分，每提高一名加1分”: up and down of a place are too easily confused."""
    return [
        _compound(clause, text, "名次的加分办法没有读懂")
        for clause, award in _steps(clauses)
        if isinstance(award, AddPer) and award.basis is Basis.RANK
    ]


def _no_hidden_steps(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“发现一次扣1分”, “超过1天扣1分”: without 每 it is open whether each one costs or only the first.

    A bare number without a sign before it (“1台不得分”) is no threshold either.
    """
    problems = []
    for clause in clauses:
        condition, award = clause.condition, clause.award
        bare = isinstance(condition, TargetMet) and condition.reference is not None
        if bare and isinstance(award, DeductPoints | NoMarks):
            problems.append(_compound(clause, text, "没有写明是超过、低于还是每一个"))
        elif isinstance(award, DeductPoints) and isinstance(condition, Within) and condition.basis is Basis.VALUE:
            edge = condition.interval.low if condition.interval.low is not None else condition.interval.high
            is_share = is_ratio(condition.unit)
            counted = condition.unit is not None and condition.unit.dimension is Dimension.COUNT
            if edge is None or not (is_share or counted) or edge < (_SMALLEST_SHARE if is_share else _LARGEST_STEP):
                problems.append(_compound(clause, text, "没有写“每”，不能确定是每一个都扣还是只扣一次"))
    return problems


def _no_step_like_the_threshold(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“90%得20分，每低于90%扣1分”: a step as large as half of what is asked is hardly meant."""
    edges = [
        edge * (clause.condition.unit.factor if clause.condition.unit else 1)
        for clause in clauses
        if isinstance(clause.condition, Within)
        and clause.condition.basis is Basis.VALUE
        and (edge := clause.condition.interval.low or clause.condition.interval.high)
    ]
    return [
        _compound(clause, text, "每一步的幅度与目标相当，读不出是多少")
        for clause, award in _steps(clauses)
        if _is_too_large(award, edges)
    ]


def _is_too_large(award: PerStep, edges: list[Decimal]) -> bool:
    ratio = award.per.unit is not None and award.per.unit.dimension is Dimension.RATIO
    if ratio and award.per.base >= _LARGEST_SHARE:
        return True
    return ratio and any(award.per.base * 2 >= edge > 0 for edge in edges if edge >= _SMALLEST_SHARE)


def _ends_of_a_line(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“70%至90%之间按插值法计算”: without points for its ends there is no line."""
    named = [clause for clause in clauses if isinstance(clause.award, FixedPoints | FullMarks | NoMarks)]
    return [
        _compound(clause, text, "没有写明两端各得多少分")
        for clause in clauses
        if isinstance(clause.award, Interpolated) and len(named) < 2  # noqa: PLR2004 - a line has two ends
    ]


def _adds_to_nothing(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“90%得10分，100%加2分”: what is added to, and whether once or for each, only a row of additions leaves clear."""
    added = [clause for clause in clauses if getattr(clause.award, "added", False)]
    if all(clause in added or isinstance(clause.award, DeductPoints) for clause in clauses):
        return []
    return [_compound(clause, text, "加分是加在哪一档上没有读懂") for clause in added]


def _no_grade_twice(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    seen: set[str] = set()
    problems = []
    for clause in clauses:
        if not isinstance(clause.condition, GradeIs):
            continue
        if seen & set(clause.condition.grades):
            problems.append(_compound(clause, text, "同一等次写了两次"))
        seen |= set(clause.condition.grades)
    return problems


def _one_otherwise(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“有一项不符合的不得分，否则得2分”: only one of them can be what is left."""
    left = [clause for clause in clauses if isinstance(clause.condition, Always) and _family(clause) is None]
    return [_compound(clause, text, "“否则”写了两次，得分不同") for clause in left[1:] if clause.award != left[0].award]


def _compound(clause: Clause, text: str, message: str) -> Diagnostic:
    return Diagnostic("E107", Severity.ERROR, message, text, clause.span)
