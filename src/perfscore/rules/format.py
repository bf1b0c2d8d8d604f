"""ScoringRule to its canonical sentence, which parses back to the same rule."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from perfscore.model.deadline import InTime
from perfscore.model.quantity import Comparator, Dimension, Interval, Quantity
from perfscore.model.rule import (
    GROWTHS,
    AddPer,
    Always,
    Award,
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
    NoMarks,
    NotDone,
    PartialStep,
    PerStep,
    ProRata,
    Says,
    ScoringRule,
    Side,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.numbers.text import format_number
from perfscore.rules.deadlines import format_in_time
from perfscore.rules.growth import format_change

MISSING = "缺少"
"""The matter of a step that counts what is missing from a list."""


def format_rule(rule: ScoringRule) -> str:
    """Write a rule as the canonical sentence.

    Returns:
        A sentence such as ``50%及以上，得20分；每低于1%，扣0.4分。`` that ``parse_rule`` reads as the same rule.
    """
    if rule.parts and (weighted := _weighted(rule)):
        return weighted
    if rule.parts:
        return _full(rule) + "".join(_listed(part) + format_rule(_without_items(part)) for part in rule.parts)
    parts = [f"{number}、{item}" for number, item in enumerate(rule.items, 1)]
    said = any(getattr(clause.condition, "basis", None) in GROWTHS for clause in rule.clauses)
    budget = any(isinstance(clause.condition, Within) for clause in rule.clauses)
    for clause in rule.clauses:
        words = _over_budget(clause, budget=budget) + format_clause(clause)
        parts.append(_without_period(words) if said else words)
    parts += [_partial(rule)] if _partial(rule) else []
    if rule.floor:
        parts.append(f"最多扣{format_number(rule.floor.points)}分" if rule.floor.points is not None else "扣完为止")
    if rule.cap:
        parts.append("满分为止" if rule.cap.points is None else f"最高得{format_number(rule.cap.points)}分")
    if rule.least and rule.least.points is not None:
        parts.append(f"最低得{format_number(rule.least.points)}分")
    if rule.full and rule.full.points is not None:
        parts.append(f"满分{format_number(rule.full.points)}分")
    if rule.negative:
        parts.append("可计负分")
    return "；".join(parts) + "。"


def _listed(part: ScoringRule) -> str:
    """The things that a part counts: numbered they would be cut into sentences of their own."""
    return "、".join(f'"{item}"' for item in part.items) + "，" if part.items else ""


def _without_items(part: ScoringRule) -> ScoringRule:
    return part.model_copy(update={"items": ()}) if part.items else part


def _weighted(rule: ScoringRule) -> str:
    """A sum of named shares is one formula; empty where the parts are something else."""
    awards = [part.clauses[0].award for part in rule.parts if len(part.clauses) == 1]
    shares = [award for award in awards if isinstance(award, ProRata) and award.matter]
    if len(shares) != len(rule.parts):
        return ""
    marks = any(award.matter.endswith(("得分", "评分", "分数", "成绩")) for award in shares)
    terms = (f"{award.matter}×{format_number(award.points or Decimal(0))}{'%' if marks else ''}" for award in shares)
    return f"得分={'+'.join(terms)}。"


def _without_period(step: str) -> str:
    """每同比下降: which time is meant, the branches have said."""
    return step.replace("每同比", "每", 1).replace("每环比", "每", 1)


def _over_budget(clause: Clause, *, budget: bool) -> str:
    """Where no branch says that the budget is what was exceeded, the step does."""
    award = clause.award
    alone = isinstance(award, DeductPer | AddPer) and award.basis is Basis.BUDGET_RATE and not budget
    return "超预算的，" if alone else ""


def _full(rule: ScoringRule) -> str:
    return f"未发生，得{format_number(rule.full.points)}分。" if rule.full and rule.full.points is not None else ""


def format_clause(clause: Clause) -> str:
    """Write one clause: 当年完成，得15分."""
    if isinstance(clause.award, DeductPer | AddPer):
        return _step(clause.award)
    if isinstance(clause.award, ProRata) and isinstance(clause.condition, Always):
        return _share(clause.award)
    if isinstance(clause.award, Interpolated) and isinstance(clause.condition, Always):
        return "中间按插值法计算"
    return f"{format_condition(clause.condition)}，{_award(clause.award)}"


def format_quantity(quantity: Quantity) -> str:
    """Write a number with its unit: 30家, 90%, 1个百分点."""
    return format_number(quantity.value) + (quantity.unit.symbol if quantity.unit else "")


def format_condition(condition: Condition) -> str:
    """Write one condition: 30家及以上."""
    match condition:
        case Always():
            return "否则"
        case TargetMet(reference=reference, subject=subject):
            share = "目标的" if condition.basis is Basis.COMPLETION_RATE else ""
            return f"{subject}{share}{format_quantity(reference)}" if reference else subject + _met(condition)
        case TargetMissed(reference=reference, subject=subject):
            share = "目标的" if condition.basis is Basis.COMPLETION_RATE else ""
            return f"{subject}未达到{share}{format_quantity(reference)}" if reference else subject + _missed(condition)
        case Within(basis=Basis.OCCURRENCES, interval=Interval(low=low)) if low:
            return _occurrences(condition, low)
        case Within():
            return condition.subject + _range(condition)
        case GradeIs(grades=grades, subject=subject):
            return subject + "、".join(grades)
        case GradeAtLeast(grade=grade, subject=subject):
            return f"{subject}达到{grade}等次及以上"
        case Done():
            return f"{condition.subject}{_year(condition)}{condition.qualifier}{condition.act}{condition.matter}"
        case NotDone():
            return f"{condition.subject}{_year(condition)}未{condition.qualifier}{condition.act}{condition.matter}"
        case InTime():
            return format_in_time(condition)
        case Says(text=text):
            return text
        case _:
            assert_never(condition)


_SIGN_WORDS = {
    Comparator.AT_LEAST: "不低于",
    Comparator.AT_MOST: "不超过",
    Comparator.MORE: "高于",
    Comparator.LESS: "低于",
    Comparator.EQUAL: "等于",
}


def _met(condition: TargetMet) -> str:
    if condition.comparator is None:
        return "达到目标值"
    return f"{_SIGN_WORDS[condition.comparator]}目标值"


def _missed(condition: TargetMissed) -> str:
    if condition.comparator is None:
        return "未达到目标值"
    return "低于目标值" if condition.comparator is Comparator.AT_LEAST else "超过目标值"


def _year(condition: Done | NotDone) -> str:
    return "当年度" if condition.in_year else ""


def _range(condition: Within) -> str:
    interval = condition.interval
    match condition.basis:
        case Basis.BUDGET_RATE if interval.low is None and interval.high is not None:
            return "不超预算" if interval.high_closed else ""
        case Basis.BUDGET_RATE:
            return "超预算"
        case Basis.GROWTH | Basis.CHAINED:
            return format_change(condition)
        case Basis.RANK:
            return _places(interval)
        case Basis.OCCURRENCES:
            return "未发生"
        case Basis.DELAY:
            within = interval.low == 0 and not interval.low_closed
            return "延迟" + _bound(interval.model_copy(update={"low": None}) if within else interval, condition)
        case Basis.COMPLETION_RATE:
            bound = _bound(interval, condition)
            word = next((word for word in ("超过", "低于") if bound.startswith(word)), "")
            whose = "完成目标的" if condition.subject and not word else "目标的"
            return f"{word}{whose}{bound.removeprefix(word)}"
        case Basis.VALUE:
            return _bound(interval, condition)
        case _:
            assert_never(condition.basis)


def _places(interval: Interval) -> str:
    low = format_number(interval.low or Decimal(1))
    if interval.high is None:
        return f"第{low}名及以后"
    high = format_number(interval.high)
    if low == high:
        return f"第{low}名"
    return f"前{high}名" if low == "1" else f"第{low}-{high}名"


def _occurrences(condition: Within, low: Decimal) -> str:
    number = format_quantity(Quantity(value=low, unit=condition.unit))
    if condition.subject == MISSING:
        return f"{MISSING}{number}及以上"
    if condition.interval.high is not None:
        most = format_quantity(Quantity(value=condition.interval.high, unit=condition.unit))
        return f"{condition.subject}发生{format_number(low)}-{most}"
    return f"发生{number}及以上{condition.subject}" if condition.unit else f"发生{condition.subject}"


def _bound(interval: Interval, condition: Within) -> str:
    if interval.low is not None and interval.low == interval.high:
        return f"={format_quantity(Quantity(value=interval.low, unit=condition.unit))}"
    if interval.low is not None and interval.high is not None and interval.low == -interval.high < 0:
        sign = "不超过" if interval.high_closed else "低于"
        return f"{sign}±{format_quantity(Quantity(value=-interval.low, unit=condition.unit))}"
    if interval.low is not None and interval.high is not None:
        start = _end(interval.low, condition, interval.low_closed)
        return f"{start}-{_end(interval.high, condition, interval.high_closed)}"
    if condition.unit is None:
        low, high = interval.low, interval.high
        sign = (">=" if interval.low_closed else ">") if low is not None else ("<=" if interval.high_closed else "<")
        return sign.replace(">=", "≥").replace("<=", "≤") + format_number(
            low if low is not None else high or Decimal(0)
        )
    if interval.low is not None:
        number = format_quantity(Quantity(value=interval.low, unit=condition.unit))
        return f"{number}及以上" if interval.low_closed else f"超过{number}"
    number = format_quantity(Quantity(value=interval.high or Decimal(0), unit=condition.unit))
    return f"{number}及以下" if interval.high_closed else f"低于{number}"


def _end(value: Decimal, condition: Within, closed: bool) -> str:
    number = format_quantity(Quantity(value=value, unit=condition.unit))
    return f"{number}（含）" if closed else f"{number}（不含）"


def _amount(award: FixedPoints | DeductPoints | PerStep) -> str:
    number = format_number(award.points)
    return f"分值的{number}%" if award.of_full else f"{number}分"


def _share(award: ProRata) -> str:
    if award == ProRata():
        return "按完成比例得分"
    factor = "分值" if award.points is None else format_number(award.points)
    share = "实际完成值" if award.basis is Basis.VALUE else "目标值/实际值" if award.inverse else "完成数/目标值"
    share += f"/{format_number(award.whole)}%" if award.whole is not None else ""
    if award.taken is not None:
        times = "" if award.taken == 1 else f"×{format_number(award.taken)}"
        return f"得分=（1-{share}{times}）×{factor}"
    sign = "-" if award.offset < 0 else "+"
    return f"得分={share}×{factor}" + (f"{sign}{format_number(abs(award.offset))}" if award.offset else "")


def _discretion(award: Discretion) -> str:
    verb = "扣" if award.deducts else "加" if award.adds else "得"
    if award.low is None or award.high is None:
        return "酌情扣分" if award.deducts else "酌情加分" if award.adds else "酌情给分"
    return f"酌情{verb}{format_number(award.low)}-{format_number(award.high)}分"


def _award(award: Award) -> str:
    match award:
        case FullMarks():
            return "得满分"
        case NoMarks():
            return "不得分"
        case FixedPoints(added=added):
            return f"{'加' if added else '得'}{_amount(award)}"
        case DeductPoints():
            return f"扣{_amount(award)}"
        case DeductPer() | AddPer():
            return _step(award)
        case ProRata():
            return _share(award)
        case Discretion():
            return _discretion(award)
        case Interpolated():
            return "按插值法计算"
        case _:
            assert_never(award)


def _step(step: PerStep) -> str:
    each = "每" if step.each else ""
    if isinstance(step, DeductPer) and step.basis is Basis.OCCURRENCES:
        if step.matter == MISSING:
            return f"{each}{MISSING}{format_quantity(step.per)}，扣{format_number(step.points)}分"
        if step.reference is not None and step.reference.unit is not None:
            beyond = f"第{format_number(step.reference.value + 1)}{step.reference.unit.symbol}起每发生"
            return f"{step.matter}{beyond}{format_quantity(step.per)}，扣{_amount(step)}"
        verb = "延迟" if step.per.unit is not None and step.per.unit.dimension is Dimension.TIME else "发生"
        return f"{step.matter}{each}{verb}{format_quantity(step.per)}，扣{_amount(step)}"
    if isinstance(step, AddPer) and step.reference is not None and step.reference.value == 0:
        head, verb = f"{step.matter}每完成{format_quantity(step.per)}", "得"
    else:
        reference = format_quantity(step.reference) if step.reference else ""
        head, verb = f"{step.matter}{each}{_gap_verb(step)}{reference}{format_quantity(step.per)}", "加"
    if isinstance(step, DeductPer):
        return f"{head}，扣{_amount(step)}"
    most = f"，最多加{format_number(step.most)}分" if step.most is not None else ""
    return f"{head}，{verb}{_amount(step)}{most}"


def _gap_verb(step: PerStep) -> str:
    below = step.side is Side.BELOW
    match step.basis:
        case Basis.GROWTH | Basis.CHAINED:
            period = "同比" if step.basis is Basis.GROWTH else "环比"
            return f"{period}{'下降' if below else '上升'}"
        case Basis.RANK:
            return "提升" if below else "落后"
        case Basis.DELAY:
            return "提前" if below else "延迟"
        case Basis.BUDGET_RATE | Basis.VALUE | Basis.COMPLETION_RATE | Basis.OCCURRENCES:
            counted = step.per.unit is not None and step.per.unit.dimension is Dimension.COUNT
            if counted and step.reference is None:
                return "少" if below else "多"
            return "低于" if below else "超出"
        case _:
            assert_never(step.basis)


def _partial(rule: ScoringRule) -> str:
    step = next((clause.award for clause in rule.clauses if isinstance(clause.award, DeductPer | AddPer)), None)
    if step is None or step.partial is None:
        return ""
    unit = format_quantity(step.per)
    match step.partial:
        case PartialStep.PRO_RATA:
            return f"不足{unit}按比例计算"
        case PartialStep.WHOLE:
            return f"不足{unit}不计"
        case PartialStep.STARTED:
            return f"不足{unit}按{unit}计算"
        case _:
            assert_never(step.partial)
