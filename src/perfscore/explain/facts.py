"""The first half of a reason: what was achieved and how far it is from what was asked."""

from __future__ import annotations

import re
from typing import assert_never

from perfscore.explain.names import shorten, subject_of
from perfscore.explain.wording import format_amount, is_count
from perfscore.model.deadline import InTime
from perfscore.model.indicator import Blank, Changed, Dated, Graded, Indicator, Measured, Ranked, Several, Stated, Told
from perfscore.model.quantity import Dimension, Quantity
from perfscore.model.rule import (
    GROWTHS,
    Basis,
    DeductPer,
    Done,
    GradeAtLeast,
    ScoringRule,
    Side,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.model.score import GapStep, Score
from perfscore.numbers.text import format_number
from perfscore.values.units import PERCENT, POINT, RANK_UNITS, is_ratio
from perfscore.values.words import ACTS

_LONGEST_TARGET = 12
_DIGIT = re.compile(r"[\d一二两三四五六七八九十]")
_FALLS = re.compile("下降|降低|减少|下滑")
_RISES = re.compile("提高|增长|上升|提升|增加")


def basis_of(rule: ScoringRule) -> Basis | None:
    """Return what number the rule looks at, None for grades and acts."""
    for clause in rule.clauses:
        if isinstance(clause.condition, Within | TargetMet | TargetMissed):
            return clause.condition.basis
        if isinstance(clause.condition, InTime):
            return Basis.DELAY
        if isinstance(clause.award, DeductPer):
            return clause.award.basis
    return None


def fact(score: Score, rule: ScoringRule, indicator: Indicator) -> str:
    """Return the fact with its gap: 帮扶覆盖率97%，低于指标值100%共3个百分点."""
    gap = next((step for step in score.steps if isinstance(step, GapStep)), None)
    basis = basis_of(rule)
    subject = subject_of(rule, indicator, basis)
    match score.actual:
        case Measured():
            return _measured(score.actual, gap, subject, basis, rule)
        case Changed():
            return _changed(score.actual, subject, indicator, basis)
        case Ranked():
            return _ranked(score.actual, gap, subject)
        case Graded():
            return _graded(score.actual, rule)
        case Stated():
            return _stated(score.actual, basis)
        case Dated():
            return _dated(score.actual, gap, rule)
        case Told():
            return f"实际完成情况为“{score.actual.text}”"
        case Several() | Blank() | None:
            return ""
        case _:
            assert_never(score.actual)


def _dated(actual: Dated, gap: GapStep | None, rule: ScoringRule) -> str:
    acts = (clause.condition.act for clause in rule.clauses if isinstance(clause.condition, Done | InTime))
    says_it = any(verb in actual.text for verb in ACTS)
    head = actual.text if says_it else f"{actual.text}{next(acts, '完成')}"
    return head if gap is None else f"{head}，晚于规定时限{format_amount(gap.gap)}"


def _measured(actual: Measured, gap: GapStep | None, subject: str, basis: Basis | None, rule: ScoringRule) -> str:
    quantity = actual.quantity
    if basis is Basis.BUDGET_RATE:
        head = f"{subject}为预算的{format_amount(quantity)}"
        return head if gap is None else f"{head}，超出{format_amount(_percentage_points(gap.gap, gap.reference))}"
    shown = _in_words_of_the_form(quantity, rule)
    if basis is Basis.OCCURRENCES:
        return f"{_event(rule) or subject or '发生'}{format_amount(shown)}"
    if (gap is not None and gap.basis is Basis.OCCURRENCES) or not _DIGIT.search(actual.text):
        return f"{subject}{actual.text}" if gap is not None else f"实际完成情况为“{actual.text}”"
    if rule.only_adds and (counted := _event(rule)):
        return f"{counted}{format_amount(shown)}"
    doubled = shown.unit is not None and subject.endswith(shown.unit.symbol)
    head = f"{subject or '实际完成值'}{'为' if doubled else ''}{format_amount(shown)}"
    return head if gap is None else f"{head}{_rate(gap, shown)}，{_distance(gap, rule)}"


def _rate(gap: GapStep, shown: Quantity) -> str:
    """170个, 完成率85%, where the steps go by the share of 指标值 and the cell holds a count."""
    if gap.basis is not Basis.COMPLETION_RATE or is_ratio(shown.unit):
        return ""
    distance = gap.gap.base if gap.side is Side.ABOVE else -gap.gap.base
    return f"，完成率{format_amount(Quantity(value=gap.reference.base + distance, unit=PERCENT))}"


_LONGEST_EVENT = 20


def _event(rule: ScoringRule) -> str:
    """What happened, as the sentence names it before the points: 科级干部, 越级上访."""
    matters = [step.matter.removesuffix("的").strip("，,") for _, step in rule.steps]
    named = [matter for matter in matters if 0 < len(matter) <= _LONGEST_EVENT]
    return named[0] if len(named) == 1 else ""


def _in_words_of_the_form(quantity: Quantity, rule: ScoringRule) -> Quantity:
    """27个 is 27家 where the sentence counts in 家."""
    steps = [clause.award.per.unit for clause in rule.clauses if isinstance(clause.award, DeductPer)]
    unit = next((unit for unit in steps if unit is not None and unit.dimension is Dimension.COUNT), None)
    if unit is None or (quantity.unit is not None and quantity.unit.dimension is not Dimension.COUNT):
        return quantity
    return Quantity(value=quantity.value, unit=unit)


def _distance(gap: GapStep, rule: ScoringRule) -> str:
    """The gap in the unit of the form; where its share of the reference is what counts, that share behind it."""
    target = "指标值" if gap.from_target else "评分标准所定的"
    reference, distance = gap.reference, gap.gap
    if gap.absolute is not None:
        distance = gap.absolute
    if is_count(distance):
        reference, distance = _in_words_of_the_form(reference, rule), _in_words_of_the_form(distance, rule)
        verb = "少" if gap.side is Side.BELOW else "多"
        words = f"较{target}{format_amount(reference)}{verb}{format_amount(distance)}"
    else:
        verb = "低于" if gap.side is Side.BELOW else "高于"
        words = f"{verb}{target}{format_amount(reference)}共{format_amount(_percentage_points(distance, reference))}"
    whole = "指标值" if gap.from_target else format_amount(reference)
    return words if gap.absolute is None else f"{words}，占{whole}的{format_amount(gap.gap)}"


def _percentage_points(gap: Quantity, reference: Quantity) -> Quantity:
    """A gap between two percentages is shown in percentage points, whatever the step calls them."""
    if gap.unit is None or reference.unit is None or reference.unit.dimension is not Dimension.RATIO:
        return gap
    return Quantity(value=gap.base, unit=POINT)


def _changed(actual: Changed, subject: str, indicator: Indicator, basis: Basis | None) -> str:
    if basis is Basis.DELAY:
        return f"实际完成情况为“{actual.text}”"
    if basis not in GROWTHS or (actual.unit is not None and actual.unit.symbol in RANK_UNITS):
        return f"{subject or '实际完成值'}{actual.text}"
    counted = actual.unit is not None and actual.unit.dimension is not Dimension.RATIO
    if actual.sign == 0:
        words = "持平"
    else:
        unit = actual.unit.symbol if actual.unit is not None and counted else "%"
        number = "" if actual.amount is None else f"{format_number(abs(actual.amount))}{unit}"
        rises, falls = ("增加", "减少") if counted else ("提高", "下降")
        words = (rises if actual.sign > 0 else falls) + number
    head = f"{subject}{'环比' if basis is Basis.CHAINED else '同比'}{words}"
    target = "".join(indicator.target.text.split())
    worded = indicator.target.quantity is None and 0 < len(target) <= _LONGEST_TARGET
    missed = actual.sign >= 0 if _FALLS.search(target) else _RISES.search(target) is not None and actual.sign <= 0
    return f"{head}，未实现{target}" if worded and missed else head


def _ranked(actual: Ranked, gap: GapStep | None, subject: str) -> str:
    name, mark, scope = subject.rpartition("排名")
    name = shorten(name + mark) if mark else (subject or "排名")
    place = f"第{actual.place}名" if actual.exact else f"前{actual.place}名"
    head = f"{name}{scope if mark else ''}{place}"
    if gap is None:
        return head
    return f"{head}，较第{format_number(gap.reference.value)}名落后{format_amount(gap.gap)}"


def _graded(actual: Graded, rule: ScoringRule) -> str:
    noun = "满意度等次" if "满意" in actual.grade else "评定等次"
    missed = next((c.condition.grade for c in rule.clauses if isinstance(c.condition, GradeAtLeast)), None)
    head = f"{noun}为“{actual.grade}”"
    return f"{head}，未达到{missed}等次" if missed and _is_missed(actual, rule) else head


def _is_missed(actual: Graded, rule: ScoringRule) -> bool:
    """A grade that the sentence names in a branch of its own lies below the threshold grade."""
    return any(actual.grade in getattr(clause.condition, "grades", ()) for clause in rule.clauses)


def _stated(actual: Stated, basis: Basis | None) -> str:
    if basis is Basis.BUDGET_RATE:
        return "实际成本未超预算" if actual.done else "实际成本超预算"
    if actual.done and any(act in actual.text for act in ACTS):
        return actual.text
    return f"实际完成情况为“{actual.text}”"


def miss(span_text: str) -> str:
    """Return the words for a branch that did not apply."""
    return f"未达到“{span_text}”的给分条件"
