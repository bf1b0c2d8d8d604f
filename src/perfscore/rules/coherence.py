"""Whether the clauses of a sentence speak of one thing and do not contradict each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.model.rule import (
    GROWTHS,
    AddPer,
    Always,
    Basis,
    Clause,
    Condition,
    DeductPer,
    DeductPoints,
    Done,
    FixedPoints,
    GradeIs,
    Limit,
    NotDone,
    ProRata,
    Within,
)
from perfscore.rules.additions import adds_nothing
from perfscore.rules.checklists import things_of
from perfscore.rules.clause_facts import ADDED, SEVERAL, STEPS, facts_of, kinds, worth_doing
from perfscore.rules.draft import Context, Draft, is_source
from perfscore.rules.families import family, is_aside, is_beside_numbers
from perfscore.rules.happenings import other_events, takes_unsaid
from perfscore.rules.lexicon import Kind
from perfscore.rules.ordering import worse_gives_no_more
from perfscore.rules.refusals import incoherent
from perfscore.rules.step_coherence import (
    ends_of_a_line,
    no_bonus_for_places,
    no_hidden_steps,
    no_otherwise_beside_steps,
    no_step_like_the_threshold,
    one_step_each_side,
    steps_lie_outside,
    steps_of_one_thing,
)
from perfscore.rules.subjects import one_measure, one_subject, two_measures

_ANOTHER_THING = "这一句与前面说的不是同一件事"


def check_coherence(clauses: tuple[Clause, ...], text: str, cap: Limit | None = None) -> list[Diagnostic]:
    """Return an error for every clause that does not fit the others; the sentence is then not scored."""
    facts = facts_of(clauses)
    problems = [one for check in _worth_making(_CHECKS, facts) for one in check(clauses, text)]
    problems += _cap_leaves_room(clauses, text, cap)
    problems += [one for check in _worth_making(_LATER_CHECKS, facts) for one in check(clauses, text)]
    if all(family(clause) is None for clause in clauses):
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
    if not draft.contexts:
        return []
    lost = [context for context in draft.contexts if takes_unsaid(context, clauses)]
    if lost:
        message = "这里没有写明扣（加）几分"
        return [Diagnostic("E103", Severity.ERROR, message, text, context.span) for context in lost]
    if two := two_measures([(context.text, context.span) for context in draft.contexts], clauses, text):
        return two
    if any(family(clause) in (Basis.OCCURRENCES.value, "state") for clause in clauses if not is_aside(clause)):
        return []
    only_steps = all(isinstance(clause.award, DeductPer | AddPer) for clause in clauses)
    if things_of(draft) and _earns_each(clauses):
        return []
    return [
        Diagnostic("E105", Severity.ERROR, "这个词要由人来判断，或一句中含有多项要求", text, context.span)
        for context in draft.contexts
        if not (
            _is_harmless(context)
            or _is_title_of_share(context, clauses)
            or _names_the_act(context, clauses)
            or (only_steps and context.kinds <= _STEP_CONTEXT)
        )
    ]


def _is_title_of_share(context: Context, clauses: tuple[Clause, ...]) -> bool:
    """管理率达到目标值(管理率/85%×10计算得分): the formula says what reaching it comes to."""
    formula = len(clauses) == 1 and isinstance(clauses[0].award, ProRata) and clauses[0].award.whole is not None
    return formula and context.kinds <= {Kind.TEXT, Kind.RATE, Kind.AT_TARGET}


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


def _one_family(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    families = [family(clause) for clause in clauses]
    if set(families) & set(map(str, GROWTHS)):
        # 环比持平得6分，零发案得8分: nothing at all is the best that a change can come to
        families = [
            None if _is_none_at_all(clause) else family for clause, family in zip(clauses, families, strict=True)
        ]
    if Basis.DELAY.value in families:
        # 按时完成得10分，每延迟1天扣1分，未完成不得分: undone is the worst that a delay can come to
        families = [None if isinstance(clause.condition, NotDone) else family(clause) for clause in clauses]
    first = next((family for family in families if family), None)
    if is_beside_numbers(clauses):
        return _one_family(tuple(clause for clause in clauses if not is_aside(clause)), text)
    return [
        incoherent(clause, text, _ANOTHER_THING)
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
    problems = [incoherent(clause, text, "一句中有两项要求") for clause in (*done[1:], *not_done[1:])]
    if done and not_done and not _is_negation(not_done[0].condition, of=done[0].condition):
        problems.append(incoherent(not_done[0], text, "否定的一句与肯定的一句说的不是同一件事"))
    return problems


def _is_negation(no: Condition, *, of: Condition) -> bool:
    """未完成 denies 完成 and 按时完成; 未按时完成 denies only 按时完成; 未实施 denies no 完成."""
    if not isinstance(no, NotDone) or not isinstance(of, Done) or no.act != of.act:
        return False
    return no.qualifier in ("", of.qualifier) and of.matter.endswith(no.matter)


def _cap_leaves_room(clauses: tuple[Clause, ...], text: str, cap: Limit | None) -> list[Diagnostic]:
    """“90%得20分，最高得10分”: the branch gives more than the sentence allows."""
    if cap is None or cap.points is None:
        return []
    most = cap.points
    return [
        incoherent(clause, text, "这一句给的分超过了所写的最高分")
        for clause in clauses
        if isinstance(clause.award, FixedPoints) and clause.award.points > most
    ]


def _adds_to_nothing(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“90%得10分，100%加2分”: what is added to, and whether once or for each, only a row of additions leaves clear."""
    added = [clause for clause in clauses if getattr(clause.award, "added", False)]
    if all(clause in added or isinstance(clause.award, DeductPoints) for clause in clauses):
        return []
    return [incoherent(clause, text, "加分是加在哪一档上没有读懂") for clause in added]


def _one_share(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“得分=完成率×30；得分=合格率×70”: two shares for all that no branch takes."""
    shares = [one for one in clauses if isinstance(one.award, ProRata) and isinstance(one.condition, Always)]
    return [incoherent(clause, text, "按比例得分写了两次") for clause in shares[1:]]


def _only_adds_nothing(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“材料不全的不加分”: what anything else adds, nothing says."""
    alone = all(adds_nothing(clause) for clause in clauses)
    return [incoherent(clauses[0], text, "只写了不加分，没有写明什么情况下加几分")] if alone else []


def _no_grade_twice(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    seen: set[str] = set()
    problems = []
    for clause in clauses:
        if not isinstance(clause.condition, GradeIs):
            continue
        if seen & set(clause.condition.grades):
            problems.append(incoherent(clause, text, "同一等次写了两次"))
        seen |= set(clause.condition.grades)
    return problems


def _one_otherwise(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“有一项不符合的不得分，否则得2分”: only one of them can be what is left."""
    left = [clause for clause in clauses if isinstance(clause.condition, Always) and family(clause) is None]
    return [
        incoherent(clause, text, "“否则”写了两次，得分不同") for clause in left[1:] if clause.award != left[0].award
    ]


def _one_kind_of_event(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    return [incoherent(clause, text, _ANOTHER_THING) for clause in other_events(clauses)]


_Check = Callable[[tuple[Clause, ...], str], list[Diagnostic]]
_Table = tuple[tuple[_Check, tuple[int, ...]], ...]
_DEDUCTS, _WITHIN = kinds("deduct_per"), kinds("within")
_CHECKS: _Table = (
    (_one_family, (SEVERAL,)),
    (one_subject, (SEVERAL,)),
    (_one_act_each_way, (SEVERAL, kinds("done", "not_done"))),
    (one_step_each_side, (SEVERAL, STEPS)),
    (steps_of_one_thing, (SEVERAL, STEPS)),
    (_one_kind_of_event, (SEVERAL, STEPS | _WITHIN)),
    (steps_lie_outside, (_DEDUCTS, _WITHIN)),
    (no_otherwise_beside_steps, (SEVERAL, _DEDUCTS)),
    (_no_grade_twice, (SEVERAL, kinds("grade_is"))),
    (_adds_to_nothing, (SEVERAL, ADDED)),
    (_only_adds_nothing, (ADDED,)),
    (_one_share, (SEVERAL, kinds("pro_rata"))),
    (_one_otherwise, (SEVERAL, kinds("always"))),
    (worse_gives_no_more, (SEVERAL, kinds("says", "grade_is"))),
)
"""Each with what there has to be among the clauses for it to find anything."""
_LATER_CHECKS: _Table = (
    (no_bonus_for_places, (kinds("add_per"),)),
    (no_hidden_steps, (kinds("deduct_points", "no_marks"),)),
    (no_step_like_the_threshold, (STEPS,)),
    (one_measure, (STEPS, kinds("within", "target_met", "target_missed"))),
    (ends_of_a_line, (kinds("interpolated"),)),
)


@lru_cache(maxsize=1024)
def _worth_making(table: _Table, facts: int) -> tuple[_Check, ...]:
    return worth_doing(table, facts)
