"""扣分说明: the reason beside a score, as an officer would sign it."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from perfscore.explain.facts import basis_of, fact, miss
from perfscore.explain.wording import CHOICE_NAMES, clause_text, format_amount, format_points
from perfscore.model.indicator import Indicator, Target, Told
from perfscore.model.profile import Choice, Question
from perfscore.model.quantity import Quantity
from perfscore.model.rule import (
    GROWTHS,
    AddPer,
    Always,
    Basis,
    Clause,
    DeductPer,
    FixedPoints,
    ProRata,
    Says,
    ScoringRule,
)
from perfscore.model.score import (
    BranchStep,
    DeductionStep,
    LimitStep,
    MissedStep,
    NoBranchStep,
    RulingStep,
    Score,
    ShareStep,
)
from perfscore.numbers.rounding import round_points
from perfscore.numbers.text import format_number
from perfscore.values.units import PERCENT

_T = TypeVar("_T")
_PARTIAL = (Question.PARTIAL_STEP, Question.PARTIAL_LARGE_STEP)


def explain_score(score: Score, rule: ScoringRule, indicator: Indicator) -> str:
    """Write the reason of a row.

    Args:
        score: the score with its steps.
        rule: the rule it was scored by, for the words of its clauses.
        indicator: the row, for its names.

    Returns:
        One sentence: actual, gap, quoted clause, deduction, points; empty for a row without points.
    """
    if score.points is None:
        return ""
    if score.parts:
        return _parts(score, rule, indicator)
    body = f"{fact(score, rule, indicator)}{_target_note(score)}{_award(score, rule)}，{_result(score)}"
    return f"{body}{_maximum_note(score, rule)}。"


def _parts(score: Score, rule: ScoringRule, indicator: Indicator) -> str:
    """The reasons of the parts one after the other, and their sum; faults that did not happen are not listed."""
    row = indicator.model_copy(update={"target": Target()})
    reasons = []
    for one, part in zip(score.parts, rule.parts, strict=True):
        taking = part.only_deducts and part.stated_maximum() is None
        nothing = part.only_adds and one.points == 0
        if (taking and not _loss(one)) or nothing:
            continue
        result = "" if taking else f"，{_result(one)}"
        reasons.append(f"{fact(one, part, row)}{_award(one, part)}{result}{_maximum_note(one, part)}")
    if not reasons:
        return f"没有评分标准所列的情形，{_lost(score)}，{_result(score)}。"
    numbered = (f"{number}.{reason}" for number, reason in enumerate(reasons, 1))
    return f"{'；'.join(numbered)}；合计得{_points(score.points)}分。"


def _target_note(score: Score) -> str:
    """Which number binds, where a person has ruled that 指标值 does."""
    ruling = _ruling(score, Question.TARGET_CONFLICT)
    if ruling is None or ruling.choice is not Choice.TARGET:
        return ""
    return "（按已确认口径，以指标值为准）" if ruling.confirmed else "（评分标准所写的目标不同，以指标值为准）"


def _award(score: Score, rule: ScoringRule) -> str:
    """The second half up to the points: the clause that was applied and what it took."""
    if isinstance(score.actual, Told) and _adds_states(rule):
        return _states(score, rule)
    share = _first(score, ShareStep)
    if share is not None:
        return _share(score, rule, share)
    deduction = _first(score, DeductionStep)
    if deduction is not None:
        return _deduction(score, rule, deduction)
    no_branch = _first(score, NoBranchStep)
    if no_branch is not None:
        verdict = "不得分，" if score.points == 0 else f"计{_points(score.points)}分，"
        return f"，{miss(clause_text(no_branch.span, rule.source))}；按已确认口径{verdict}{_lost(score)}"
    branch = next((s for s in score.steps if isinstance(s, BranchStep) and not _is_bonus(rule, s)), None)
    if branch is None and rule.only_adds:
        return _earned(score, rule)
    if branch is None:
        clause = next((clause for clause in rule.clauses if isinstance(clause.award, DeductPer)), rule.clauses[0])
        return f"，没有“{clause_text(clause.span, rule.source)}”所列的情形{_bonus(score, rule)}，{_lost(score)}"
    quote = f"“{clause_text(branch.span, rule.source)}”"
    bonus = _bonus(score, rule)
    if bonus:
        return f"，符合{quote}计{_points(branch.points)}分{bonus}"
    if score.points == score.maximum and not _is_otherwise(branch, rule):
        return f"，符合{quote}，{_lost(score)}"
    limit = _first(score, LimitStep)
    if limit is not None and limit.limit == "max_deduction":
        quote = f"{quote}，最多扣{_points(limit.points)}分，"
    missed = _first(score, MissedStep)
    before = f"，{miss(clause_text(missed.span, rule.source))}" if missed else ""
    return f"{before}；按{quote}{_lost(score)}"


def _share(score: Score, rule: ScoringRule, share: ShareStep) -> str:
    """按比例: the share and what it comes to."""
    rate = format_amount(Quantity(value=share.share, unit=PERCENT))
    clause = _clause_at(rule, share)
    inverse = clause is not None and isinstance(clause.award, ProRata) and clause.award.inverse
    name = f"，{'指标值为实际值的' if inverse else '完成率'}{rate}" if share.basis is Basis.COMPLETION_RATE else ""
    held = "，以满分为限" if any(isinstance(step, LimitStep) for step in score.steps) else ""
    quote, amount = clause_text(share.span, rule.source), _points(round_points(share.points))
    return f"{name}；按“{quote}”计{amount}分{held}，{_lost(score)}"


def _adds_states(rule: ScoringRule) -> bool:
    """Tell whether the states of the rule stand for themselves, so that more than one of them may have counted."""
    said = [clause for clause in rule.clauses if isinstance(clause.condition, Says)]
    return len(said) > 1 and (rule.only_deducts or all(isinstance(clause.award, FixedPoints) for clause in said))


def _states(score: Score, rule: ScoringRule) -> str:
    """What each state that counted gave or took."""
    steps = [step for step in score.steps if isinstance(step, BranchStep)]
    words = [f"“{_state_at(rule, step)}”{_given(step.points)}" for step in steps]
    if not words:
        return (
            f"，评分标准所列的情形均不符合，{_lost(score)}"
            if score.points == 0
            else f"，没有所列的情形，{_lost(score)}"
        )
    return f"；按{'、'.join(words)}，{_lost(score)}"


def _state_at(rule: ScoringRule, step: BranchStep) -> str:
    """The state whose branch gave these points; things listed together share their place in the sentence."""
    same = [clause for clause in rule.clauses if clause.span == step.span]
    if len(same) == 1:
        return clause_text(step.span, rule.source)
    fitting = [clause.condition for clause in same if getattr(clause.award, "points", None) == abs(step.points)]
    return (
        fitting[0].text if len(fitting) == 1 and isinstance(fitting[0], Says) else clause_text(step.span, rule.source)
    )


def _given(points: Decimal) -> str:
    return f"计{_points(points)}分" if points > 0 else f"扣{_points(-points)}分" if points < 0 else "不得分"


def _earned(score: Score, rule: ScoringRule) -> str:
    """每完成1个得2分: counted from nothing."""
    added = _first(score, BranchStep)
    if added is None:
        return f"，没有可以计分的数量，{_lost(score)}"
    limit = f"，以{_points(score.points)}分为限" if _first(score, LimitStep) is not None else ""
    return (
        f"；按“{clause_text(added.span, rule.source)}”计{_points(round_points(added.points))}分{limit}，{_lost(score)}"
    )


def _is_otherwise(branch: BranchStep, rule: ScoringRule) -> bool:
    clause = _clause_at(rule, branch)
    return clause is not None and isinstance(clause.condition, Always)


def _clause_at(rule: ScoringRule, step: BranchStep | DeductionStep | ShareStep) -> Clause | None:
    return next((clause for clause in rule.clauses if clause.span == step.span), None)


def _bonus(score: Score, rule: ScoringRule) -> str:
    added = [step for step in score.steps if isinstance(step, BranchStep) and _is_bonus(rule, step)]
    held = any(isinstance(step, LimitStep) for step in score.steps)
    verb, limit = ("应加", f"，以{_points(score.points)}分为限") if held and added else ("加", "")
    words = (f"，按“{clause_text(step.span, rule.source)}”{verb}{_points(step.points)}分" for step in added)
    return "".join(words) + limit


def _is_bonus(rule: ScoringRule, step: BranchStep) -> bool:
    clause = _clause_at(rule, step)
    return clause is not None and isinstance(clause.award, AddPer)


def _deduction(score: Score, rule: ScoringRule, deduction: DeductionStep) -> str:
    head = f"；按“{clause_text(deduction.span, rule.source)}”{_step_notes(score, rule, deduction)}"
    limit = _first(score, LimitStep)
    amount = _points(round_points(deduction.amount))
    if limit is not None and limit.limit == "max_deduction":
        return f"{head}应扣{amount}分，最多扣{_points(limit.points)}分，{_lost(score)}"
    if limit is not None and limit.limit == "floor":
        return f"{head}应扣{amount}分，{'扣完为止' if limit.stated else '以扣至0分为限'}"
    if limit is not None:
        return f"{head}扣{amount}分，以{_points(limit.points)}分为限"
    if _loss(score) == 0 and deduction.amount > 0:
        return f"{head}应扣{format_number(deduction.amount)}分，四舍五入后不扣分"
    if _choice(score, Question.MAXIMUM_CONFLICT) is Choice.SCALE:
        return f"{head}折算后{_lost(score)}"
    return f"{head}{_lost(score)}"


def _step_notes(score: Score, rule: ScoringRule, deduction: DeductionStep) -> str:
    """What a default or a ruling settled about the step, in brackets behind the quoted clause.

    On a row that goes by 同比 the typed percentage is itself the measure, so that pro rata goes without saying there.
    """
    clause = _clause_at(rule, deduction)
    step = clause.award if clause and isinstance(clause.award, DeductPer) else None
    notes, confirmed = [], False
    growth = basis_of(rule) in GROWTHS
    for ruling in score.steps:
        if not isinstance(ruling, RulingStep) or step is None:
            continue
        if ruling.question is Question.PERCENT_STEP:
            per = format_number(step.per.value)
            words = f"{per}个百分点计" if ruling.choice is Choice.POINTS else f"指标值的{per}%计"
            notes.append(f"{per}%按{words}")
        elif ruling.question in _PARTIAL and not (growth and ruling.choice is Choice.PRO_RATA):
            notes.append(CHOICE_NAMES[ruling.choice])
        else:
            continue
        confirmed = confirmed or ruling.confirmed
    head = "按已确认口径，" if confirmed else ""
    return f"（{head}{'，'.join(notes)}）" if notes else ""


def _maximum_note(score: Score, rule: ScoringRule) -> str:
    ruling = _ruling(score, Question.MAXIMUM_CONFLICT)
    stated = rule.stated_maximum()
    if ruling is None or score.maximum is None or score.weight is None or stated is None:
        return ""
    confirmed = "按已确认口径，" if ruling.confirmed else f"评分标准写{_points(stated)}分，"
    match ruling.choice:
        case Choice.SCALE:
            return f"（{confirmed}按分值{_points(score.weight)}分与{_points(stated)}分的比例折算）"
        case Choice.CAP:
            return f"（{confirmed}以分值{_points(score.weight)}分封顶）"
        case _:
            full = min(stated, score.weight)
            return f"（{confirmed}以{'分值' if full == score.weight else '评分标准的'}{_points(full)}分为满分）"


def _result(score: Score) -> str:
    return f"得{_points(score.points)}分"


def _loss(score: Score) -> Decimal:
    """What was lost of the maximum as understood; 扣分 itself is counted from 分值."""
    if score.points is None or score.maximum is None:
        return Decimal(0)
    if score.weight is None:  # 每项得5分 of no certain whole: nothing is lost by not having more
        return score.deduction or Decimal(0)
    return max(Decimal(0), round_points(score.maximum - score.points))


def _lost(score: Score) -> str:
    loss = _loss(score)
    return f"扣{_points(loss)}分" if loss else "不扣分"


def _points(points: Decimal | None) -> str:
    return format_points(points) if points is not None else ""


def _ruling(score: Score, question: Question) -> RulingStep | None:
    return next((s for s in score.steps if isinstance(s, RulingStep) and s.question is question), None)


def _choice(score: Score, question: Question) -> Choice | None:
    ruling = _ruling(score, question)
    return ruling.choice if ruling else None


def _first(score: Score, kind: type[_T]) -> _T | None:
    return next((step for step in score.steps if isinstance(step, kind)), None)
