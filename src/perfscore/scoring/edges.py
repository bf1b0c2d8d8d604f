"""The number at which full marks begin: the sentence's, 指标值, or a question to a person where they differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from perfscore.model.indicator import Actual, Indicator
from perfscore.model.profile import Choice, Question
from perfscore.model.quantity import Quantity
from perfscore.model.rule import (
    GROWTHS,
    AddPer,
    Basis,
    Clause,
    Condition,
    DeductPer,
    FixedPoints,
    FullMarks,
    ScoringRule,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.model.score import Status
from perfscore.scoring.conditions import number_of
from perfscore.scoring.last_bound import check_distant_bounds
from perfscore.scoring.outcome import Court, Unscorable
from perfscore.scoring.stated import earning_clause, stated_edge, stated_reference
from perfscore.values.cells import bound_in, numbers_in, top_of
from perfscore.values.units import comparable, is_ratio

_GOOD_RATE = re.compile("(?:达标|合格|满意|知晓|及时|办结|准确|完好|完成|优良|到位|支付|执行|通过)(?:率|度)$")
_LEAST_GOOD, _MANY_TIMES = Decimal(20), Decimal(5)
"""Percent, and how many times as much; a 合格率 of 9% to reach has most likely lost a digit."""
_SHARE_OF_ALL = re.compile(
    "(?:达标|合格|满意|知晓|及时|办结|准确|完好|优良|优秀|通过|普及|入学|毛?入园|毕业|整改|治愈|好评|巩固|回访|随访|建档|公开"
    "|(?<!拨备)覆盖|参保|上线|在线|抽检|破案|结案|验收|发放|签约|就业|安置|漏报|差错|投诉|不良)(?:率|度)$"
)
"""How many of all there are: more than all of them there cannot be."""
_DEVIATION = re.compile("偏差|误差|偏离")
_WHOLE = Decimal(100)
"""Percent: 100% asks for all of it, and tiers of a sentence say from where on less will do."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Finds the edge of one row and holds it against what the official cells write."""

    rule: ScoringRule
    indicator: Indicator
    actual: Actual
    court: Court

    def find(self) -> tuple[Quantity | None, bool]:
        """The number at which full marks begin: the sentence's, or 指标值 where a person rules that it binds."""
        self._check_more_than_all()
        edge, target = self._in_own_unit(stated_edge(self.rule)), self.indicator.target.quantity
        stated, clause = edge or stated_reference(self.rule), earning_clause(self.rule)
        basis = _basis(clause) if clause else _step_basis(self.rule)
        self._check_deviation(target, stated)
        check_distant_bounds(self.rule.clauses, stated or target)
        if basis in GROWTHS:
            self._check_growth_target(target, edge)
        if basis is Basis.RANK:
            self._check_rank_target(stated)
        if basis is Basis.VALUE and stated is not None:
            self._check_lost_digit(stated, clause)
        if basis is Basis.VALUE and stated is not None and not (target and self.indicator.target.text):
            self._check_written_numbers(stated)
        agreed = stated is None or (target is not None and _same_kind(stated, target) and stated.base == target.base)
        if basis is Basis.VALUE and target is not None and agreed:
            self._check_bounds_beside(target)
        if stated is None or target is None or basis not in (Basis.VALUE, Basis.BUDGET_RATE):
            return edge, False
        no_overrun = basis is Basis.BUDGET_RATE and target.base == 0  # which is the budget itself
        same = not _same_kind(stated, target) or stated.base == target.base or no_overrun
        if same or _holds_inside(clause, target):
            return edge, False
        if len([one for one in self.rule.clauses if isinstance(one.award, FixedPoints | FullMarks)]) > 1:
            if target.base in _tier_ends(self.rule) or self._lies_apart(stated, target, clause):
                return edge, False
            if not is_ratio(target.unit) or target.base != _WHOLE:
                raise Unscorable(Status.NEEDS_REVIEW, "S317", "指标值或指标值内容写的数与评分标准的不同")
        span = clause.span if clause else self.rule.clauses[0].span
        if self.court.choose(Question.TARGET_CONFLICT, span) is Choice.TARGET:
            return Quantity(value=target.value, unit=target.unit or stated.unit), True
        return edge, False

    def _check_more_than_all(self) -> None:
        """“合格率达到270%得满分”: a slip of the printer, and what was meant cannot be known."""
        target = self.indicator.target.quantity
        if target is not None and _is_more_than_all(target, self.indicator.name):
            raise Unscorable(Status.NEEDS_REVIEW, "S317", "这个比率不会超过100%，指标值可能写错了数字")
        for clause in self.rule.clauses:
            if any(_is_more_than_all(number, name or self.indicator.name) for number, name in _asked(clause)):
                message = "这个比率不会超过100%，评分标准可能写错了数字"
                raise Unscorable(Status.NEEDS_REVIEW, "S317", message, clause.span)

    def _check_deviation(self, target: Quantity | None, stated: Quantity | None) -> None:
        """“偏差5%以内得10分” on a row of 100% that is not called a deviation: 105% deviates by 5, and not by 105."""
        number = number_of(self.actual, Basis.VALUE)
        spoken = _DEVIATION.search(self.rule.source) and not _DEVIATION.search(self.indicator.name)
        if number is None or target is None or stated is None or not spoken or stated.base >= target.base:
            return
        if abs(number - target.base) < number:
            message = "评分标准按偏差计分，不能确定填的是实际值还是偏差"
            raise Unscorable(Status.NEEDS_REVIEW, "S317", message)

    def _check_lost_digit(self, stated: Quantity, clause: Clause | None) -> None:
        """“达标率达到9%以上得满分” beside 92%: no share of what is right is asked for so low."""
        number, subject = number_of(self.actual, Basis.VALUE), getattr(clause and clause.condition, "subject", "")
        rate = is_ratio(stated.unit) and _GOOD_RATE.search(subject or self.indicator.name) is not None
        if rate and 0 < stated.base < _LEAST_GOOD and number is not None and number >= stated.base * _MANY_TIMES:
            message = "评分标准要求的比率远低于实际完成值，可能漏了数字"
            raise Unscorable(Status.NEEDS_REVIEW, "S317", message, clause.span if clause else None)

    def _in_own_unit(self, edge: Quantity | None) -> Quantity | None:
        """≥90 on a row in 万平方米 is 90万平方米."""
        target = self.indicator.target.quantity
        own = self.indicator.unit or (target.unit if target else None)
        if edge is None or edge.unit is not None or own is None or not getattr(self.actual, "quantity", None):
            return edge
        return edge.model_copy(update={"unit": own})

    def _lies_apart(self, stated: Quantity, target: Quantity, clause: Clause | None) -> bool:
        """“90%以上得10分，80%以上得8分” beside 100%: only from 90 to 100 % do the two differ."""
        number = number_of(self.actual, Basis.VALUE)
        interval = clause.condition.interval if clause and isinstance(clause.condition, Within) else None
        if number is None or interval is None or (interval.low is None) is (interval.high is None):
            return False
        low, high = sorted((stated.base, target.base))
        return number < low or number >= high if interval.high is None else number <= low or number > high

    def _check_growth_target(self, target: Quantity | None, edge: Quantity | None) -> None:
        """“同比提高得满分” beside 指标值 5%: a growth of 3% is full by the one and short by the other."""
        amount, clause = number_of(self.actual, Basis.GROWTH), earning_clause(self.rule)
        if target is None or target.base == 0 or (edge is not None and abs(edge.base) == target.base):
            return
        condition = clause.condition if clause else None
        rises = isinstance(condition, Within) and condition.interval.low is not None
        if not rises or amount is None or amount < target.base:
            message = "评分标准以同比升降为界，而指标值另有数值，两者的结果可能不同"
            raise Unscorable(Status.NEEDS_REVIEW, "S313", message)

    def _check_written_numbers(self, stated: Quantity) -> None:
        """指标值 or 指标值内容 is a sentence with another number than the rule's: a person has to say which binds."""
        bound = bound_in(self.indicator.name)
        named = bound is not None and _same_kind(bound[0], stated) and bound[0].base != stated.base
        texts = (self.indicator.target.text, self.indicator.content)
        written = [number for text in texts for number in numbers_in(text, stated.unit)]
        if stated.base in written and set(written) <= _tier_ends(self.rule):
            written = []  # 85%-100% beside a rule of these two ends
        if named or any(number != stated.base for number in written):
            raise Unscorable(Status.NEEDS_REVIEW, "S317", "指标值或指标值内容写的数与评分标准的不同")

    def _check_bounds_beside(self, target: Quantity) -> None:
        """指标值 10次 beside the name 全年召开例会不少于12次: a person has to say which binds."""
        for text in (self.indicator.name, self.indicator.content):
            bound = bound_in(text)
            if bound is not None and _same_kind(bound[0], target) and bound[0].base != target.base:
                raise Unscorable(Status.NEEDS_REVIEW, "S317", "指标名称或指标值内容写的数与指标值的不同")

    def _check_rank_target(self, stated: Quantity | None) -> None:
        """“前五得满分” beside 指标值 前三: the fourth place is full by the one and short by the other."""
        top, place = top_of(self.indicator.target.text), number_of(self.actual, Basis.RANK)
        if top is None or stated is None or stated.value == top:
            return
        if place is None or place > min(stated.value, Decimal(top)):
            message = "评分标准与指标值写的名次不同，两者的结果不同"
            raise Unscorable(Status.NEEDS_REVIEW, "S313", message)


def _asked(clause: Clause) -> list[tuple[Quantity, str]]:
    """The numbers of the row's own measure in a clause, with the name that the clause gives it."""
    condition, award = clause.condition, clause.award
    found: list[tuple[Quantity, str]] = []
    if isinstance(condition, Within) and condition.basis is Basis.VALUE:
        ends = (condition.interval.low, condition.interval.high)
        found += [(Quantity(value=end, unit=condition.unit), condition.subject) for end in ends if end is not None]
    if isinstance(condition, TargetMet | TargetMissed) and condition.basis is Basis.VALUE and condition.reference:
        found.append((condition.reference, condition.subject))
    if isinstance(award, DeductPer | AddPer) and award.basis is Basis.VALUE and award.reference is not None:
        found.append((award.reference, award.matter))
    return found


def _is_more_than_all(number: Quantity, name: str) -> bool:
    return is_ratio(number.unit) and number.base > _WHOLE and _SHARE_OF_ALL.search(name) is not None


def moved(condition: Condition, stated: Quantity | None, edge: Quantity) -> Condition:
    """The same condition with 指标值 in the place of the number that the sentence states."""
    if stated is None:
        return condition
    if isinstance(condition, TargetMissed) and condition.reference is not None:
        return condition.model_copy(update={"reference": edge}) if condition.reference == stated else condition
    if not isinstance(condition, Within) or condition.unit != stated.unit:
        return condition
    interval = condition.interval
    bounds = {"low": interval.low, "high": interval.high}
    moved = {name: edge.value for name, bound in bounds.items() if bound == stated.value}
    if not moved:
        return condition
    return condition.model_copy(update={"interval": interval.model_copy(update=moved), "unit": edge.unit})


def _holds_inside(clause: Clause | None, target: Quantity) -> bool:
    """95%-105%得满分 beside 100%: what is asked lies within what earns full marks."""
    condition = clause.condition if clause else None
    if not isinstance(condition, Within) or None in (condition.interval.low, condition.interval.high):
        return False
    return condition.in_base_units.contains(target.base)


def _same_kind(one: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers can be compared; one without a unit is taken in the unit of the other."""
    return one.unit is None or other.unit is None or comparable(one.unit, other.unit)


def _tier_ends(rule: ScoringRule) -> set[Decimal]:
    """The numbers at which a tier begins or ends, in base units."""
    ends = set()
    for clause in rule.clauses:
        if isinstance(clause.condition, Within):
            interval = clause.condition.in_base_units
            ends |= {end for end in (interval.low, interval.high) if end is not None}
    return ends


def _step_basis(rule: ScoringRule) -> Basis | None:
    return next((c.award.basis for c in rule.clauses if isinstance(c.award, DeductPer | AddPer)), None)


def _basis(clause: Clause) -> Basis | None:
    return getattr(clause.condition, "basis", None)
