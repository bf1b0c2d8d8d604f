"""One reading of a rule applied to one actual: points and the steps that led there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from perfscore.diagnostics import Span
from perfscore.model.indicator import Actual, Indicator
from perfscore.model.profile import Choice, Question
from perfscore.model.quantity import Quantity
from perfscore.model.rule import (
    NOWHERE,
    AddPer,
    Always,
    Basis,
    Clause,
    Condition,
    DeductPer,
    DeductPoints,
    Done,
    FixedPoints,
    FullMarks,
    NoMarks,
    ScoringRule,
    TargetMissed,
    Within,
)
from perfscore.model.score import BranchStep, LimitStep, MissedStep, NoBranchStep, Status, Step
from perfscore.scoring.conditions import holds, number_of
from perfscore.scoring.expect import earning_clause, stated_edge, stated_reference
from perfscore.scoring.gaps import Gap, gap_of, steps_of
from perfscore.scoring.outcome import Court, Outcome, Unscorable
from perfscore.values.cells import numbers_in, top_of
from perfscore.values.units import comparable

_ZERO = Decimal(0)


@dataclass(slots=True)
class _Scale:
    """How the sentence's points become the row's: what full marks are, the factor at the end, the ceiling."""

    full: Decimal
    factor: Decimal
    ceiling: Decimal


def evaluate(rule: ScoringRule, indicator: Indicator, actual: Actual, court: Court) -> Outcome:
    """Score one actual by one reading; the court answers what the sentence leaves open.

    Returns:
        The points before rounding with their steps; or the reason why there are none, with proposed points where
        the sentence suggests some.
    """
    maximum: Decimal | None = None
    try:
        scale = _scale(rule, indicator, court)
        maximum = scale.ceiling
        return _Evaluation(rule, indicator, actual, court, scale).run()
    except Unscorable as end:
        return Outcome(None, maximum, status=end.status, problem=end.diagnostic(rule.source))


def _scale(rule: ScoringRule, indicator: Indicator, court: Court) -> _Scale:
    stated, weight = rule.stated_maximum(), indicator.weight
    has_full_marks = _has_full_marks(rule)
    if weight is None:
        if stated is None or has_full_marks:
            raise Unscorable(Status.NEEDS_REVIEW, "S308", "本行没有分值，评分标准也没有写明满分是多少")
        return _Scale(stated, Decimal(1), stated)
    if stated is None or stated == weight or not names_its_maximum(rule, weight):
        return _Scale(weight if has_full_marks or stated is None else stated, Decimal(1), weight)
    match court.choose(Question.MAXIMUM_CONFLICT, _span_of_points(rule, stated)):
        case Choice.SCALE:
            return _Scale(stated, weight / stated, weight)
        case Choice.CAP:
            return _Scale(stated, Decimal(1), min(stated, weight))
        case _:
            return _Scale(min(stated, weight), Decimal(1), min(stated, weight))


def maximum_of(rule: ScoringRule, indicator: Indicator, court: Court) -> Decimal | None:
    """Return what a row can earn at most, None where neither 分值 nor the sentence says."""
    try:
        return _scale(rule, indicator, court).ceiling
    except Unscorable:
        return None


def _has_full_marks(rule: ScoringRule) -> bool:
    return any(isinstance(clause.award, FullMarks) for clause in rule.clauses)


def names_its_maximum(rule: ScoringRule, weight: Decimal) -> bool:
    """Tell whether the largest points named are the sentence's maximum.

    They are not where 满分 is named beside them or points are added to them, as long as they stay below 分值.
    """
    stated = rule.stated_maximum()
    base_is_row = _has_full_marks(rule) or any(isinstance(clause.award, AddPer) for clause in rule.clauses)
    return stated is not None and not (base_is_row and stated < weight)


def _span_of_points(rule: ScoringRule, points: Decimal) -> Span:
    clauses = (clause for clause in rule.clauses if clause.award == FixedPoints(points=points))
    return next((clause.span for clause in clauses), NOWHERE)


class _Evaluation:
    """The evaluation of one reading; ``steps`` grows in the order of the reasoning."""

    def __init__(self, rule: ScoringRule, indicator: Indicator, actual: Actual, court: Court, scale: _Scale) -> None:
        self.rule = rule
        self.indicator = indicator
        self.actual = actual
        self.court = court
        self.scale = scale
        self.edge, self.moved_edge = self._edges()
        self.steps: list[Step] = []
        self.bonus = _ZERO

    def run(self) -> Outcome:
        branches = self._better_of([clause for clause in self.rule.clauses if self._branch_holds(clause)])
        gaps = [(clause, gap) for clause in self.rule.clauses if (gap := self._gap(clause, DeductPer)) is not None]
        if branches and all(self._ends_the_steps(clause) for clause in branches):
            gaps = []
        if len(branches) + len(gaps) > 1 and len({clause.award for clause in branches}) + len(gaps) > 1:
            span = (branches[-1] if branches else gaps[-1][0]).span
            raise Unscorable(Status.NEEDS_REVIEW, "S309", "同时符合两个条件，评分标准没有写明以哪个为准", span)
        if gaps:
            return self._finish(self._deduct(*gaps[0]))
        if branches:
            return self._finish(self._branch_points(branches[0]))
        otherwise = next((clause for clause in self.rule.clauses if _is_otherwise(clause)), None)
        if otherwise is not None:
            self._note_missed()
            return self._finish(self._branch_points(otherwise))
        return self._without_branch()

    def _ends_the_steps(self, clause: Clause) -> bool:
        """“90%得满分，每低1%扣1分，低于60%不得分”: below the second number nothing is left."""
        condition = clause.condition
        if not isinstance(clause.award, NoMarks) or not isinstance(condition, Within) or self.edge is None:
            return False
        bounds = (condition.interval.low, condition.interval.high)
        return condition.unit == self.edge.unit and self.edge.value not in bounds

    def _better_of(self, branches: list[Clause]) -> list[Clause]:
        """“90%以上得10分，80%以上得8分”: a value that reaches several thresholds earns the best of them."""
        tiers = [clause for clause in branches if isinstance(clause.condition, Within)]
        earning = [clause for clause in tiers if isinstance(clause.award, FixedPoints | FullMarks)]
        if len(branches) < 2 or len(earning) < len(branches):  # noqa: PLR2004 - one branch is no choice
            return branches
        return [max(earning, key=self._stated_points)]

    def _stated_points(self, clause: Clause) -> Decimal:
        return clause.award.points if isinstance(clause.award, FixedPoints) else self.scale.full

    def _edges(self) -> tuple[Quantity | None, bool]:
        """The number at which full marks begin: the sentence's, or 指标值 where a person rules that it binds."""
        edge, target = stated_edge(self.rule), self.indicator.target.quantity
        stated, clause = edge or stated_reference(self.rule), earning_clause(self.rule)
        basis = _basis(clause) if clause else _step_basis(self.rule)
        if basis is Basis.GROWTH:
            self._check_growth_target(target)
        if basis is Basis.RANK:
            self._check_rank_target(stated)
        if basis is Basis.VALUE and stated is not None and target is None:
            self._check_written_numbers(stated)
        if stated is None or target is None or basis not in (Basis.VALUE, Basis.BUDGET_RATE):
            return edge, False
        if not _same_kind(stated, target) or stated.base == target.base:
            return edge, False
        if len([one for one in self.rule.clauses if isinstance(one.award, FixedPoints | FullMarks)]) > 1:
            raise Unscorable(Status.NEEDS_REVIEW, "S317", "指标值或指标值内容写的数与评分标准的不同")
        span = clause.span if clause else self.rule.clauses[0].span
        if self.court.choose(Question.TARGET_CONFLICT, span) is Choice.TARGET:
            return Quantity(value=target.value, unit=target.unit or stated.unit), True
        return edge, False

    def _check_growth_target(self, target: Quantity | None) -> None:
        """“同比提高得满分” beside 指标值 5%: a growth of 3% is full by the one and short by the other."""
        amount, clause = number_of(self.actual, Basis.GROWTH), earning_clause(self.rule)
        if target is None or target.base == 0:
            return
        condition = clause.condition if clause else None
        rises = isinstance(condition, Within) and condition.interval.low is not None
        if not rises or amount is None or amount < target.base:
            message = "评分标准以同比升降为界，而指标值另有数值，两者的结果可能不同"
            raise Unscorable(Status.NEEDS_REVIEW, "S313", message)

    def _check_written_numbers(self, stated: Quantity) -> None:
        """指标值 or 指标值内容 is a sentence with another number than the rule's: a person has to say which binds."""
        texts = (self.indicator.target.text, self.indicator.content)
        if any(number != stated.base for text in texts for number in numbers_in(text, stated.unit)):
            raise Unscorable(Status.NEEDS_REVIEW, "S317", "指标值或指标值内容写的数与评分标准的不同")

    def _check_rank_target(self, stated: Quantity | None) -> None:
        """“前五得满分” beside 指标值 前三: the fourth place is full by the one and short by the other."""
        top, place = top_of(self.indicator.target.text), number_of(self.actual, Basis.RANK)
        if top is None or stated is None or stated.value == top:
            return
        if place is None or place > min(stated.value, Decimal(top)):
            message = "评分标准与指标值写的名次不同，两者的结果不同"
            raise Unscorable(Status.NEEDS_REVIEW, "S313", message)

    def _branch_holds(self, clause: Clause) -> bool:
        if isinstance(clause.award, DeductPer | AddPer):
            return False
        condition = clause.condition
        if self.moved_edge and self.edge is not None:
            condition = _moved(condition, stated_edge(self.rule), self.edge)
        return holds(condition, self.actual, self.rule, self.indicator, self.edge)

    def _gap(self, clause: Clause, kind: type[DeductPer | AddPer]) -> Gap | None:
        if not isinstance(clause.award, kind):
            return None
        return gap_of(clause.award, self.actual, self.indicator, self.edge, clause.span, moved=self.moved_edge)

    def _note_missed(self) -> None:
        clause = earning_clause(self.rule) or self.rule.clauses[0]
        self.steps.append(MissedStep(span=clause.span))

    def _deduct(self, clause: Clause, gap: Gap) -> Decimal:
        assert isinstance(clause.award, DeductPer)
        gap_step, deduction = steps_of(gap, clause.award, self.court, clause.span)
        self.steps += [gap_step, deduction]
        return self.scale.full - self._at_most(deduction.amount)

    def _branch_points(self, clause: Clause) -> Decimal:
        award = clause.award
        match award:
            case FullMarks():
                points = self.scale.full
            case FixedPoints(points=stated):
                points = self._kept(stated)
            case NoMarks():
                points = _ZERO
            case DeductPoints(points=lost):
                points = self.scale.full - self._at_most(lost)
            case DeductPer() | AddPer():
                raise AssertionError("a step is no branch")
            case _:
                assert_never(award)
        self.steps.append(BranchStep(points=points, span=clause.span))
        if isinstance(award, FullMarks | FixedPoints):
            self.bonus = self._bonus()
        return points

    def _kept(self, stated: Decimal) -> Decimal:
        """Points of a branch where 分值 is below the sentence's maximum: what it loses of that is lost here too."""
        maximum = self.rule.stated_maximum()
        if maximum is None or maximum <= self.scale.full:
            return stated
        return max(_ZERO, self.scale.full - (maximum - stated))

    def _at_most(self, lost: Decimal) -> Decimal:
        """Hold a deduction at 最多扣N分."""
        floor = self.rule.floor
        if floor is None or floor.points is None or lost <= floor.points:
            return lost
        self.steps.append(LimitStep(limit="max_deduction", points=floor.points, stated=True, span=floor.span))
        return floor.points

    def _bonus(self) -> Decimal:
        total = _ZERO
        for clause in self.rule.clauses:
            gap = self._gap(clause, AddPer)
            if gap is None or not isinstance(clause.award, AddPer):
                continue
            _, added = steps_of(gap, clause.award, self.court, clause.span)
            amount = added.amount if clause.award.most is None else min(added.amount, clause.award.most)
            self.steps.append(BranchStep(points=amount, span=clause.span))
            total += amount
        return total

    def _without_branch(self) -> Outcome:
        """No branch applies: a rule of deductions alone takes nothing; any other rule leaves the points to a person.

        So does a rule that only adds: what it adds to, the sentence does not say.
        """
        awards = [clause.award for clause in self.rule.clauses]
        if all(isinstance(award, DeductPer | AddPer) for award in awards) and any(
            isinstance(award, DeductPer) for award in awards
        ):
            return self._finish_with_bonus()
        proposed = self._proposed()
        clause = earning_clause(self.rule) or self.rule.clauses[0]
        if proposed is not None and self.court.choose(Question.NO_BRANCH, clause.span) is Choice.PROPOSED:
            self.steps.append(NoBranchStep(proposed=proposed, span=clause.span))
            return self._finish(proposed / self.scale.factor)
        problem = Unscorable(Status.NEEDS_REVIEW, "S310", "评分标准没有写明这种情况怎样计分", clause.span)
        return Outcome(
            None,
            self.scale.ceiling,
            steps=(*self.court.steps, NoBranchStep(proposed=proposed, span=clause.span)),
            proposed=proposed,
            status=Status.NEEDS_REVIEW,
            problem=problem.diagnostic(self.rule.source),
        )

    def _finish_with_bonus(self) -> Outcome:
        self.bonus = self._bonus()
        return self._finish(self.scale.full)

    def _proposed(self) -> Decimal | None:
        """Nothing lost where points are only deducted, nothing earned where they are only given, else no proposal."""
        awards = [clause.award for clause in self.rule.clauses]
        earning = any(isinstance(award, FullMarks | FixedPoints) for award in awards)
        deducting = any(isinstance(award, DeductPer) for award in awards)
        if not earning and not deducting and any(isinstance(award, AddPer) for award in awards):
            return None
        if deducting or not earning:
            return min(self.scale.full * self.scale.factor, self.scale.ceiling)
        other_branches = any(isinstance(award, NoMarks | DeductPoints) for award in awards)
        is_act = any(isinstance(clause.condition, Done) for clause in self.rule.clauses)
        return _ZERO if is_act or not other_branches else None

    def _finish(self, points: Decimal) -> Outcome:
        profile, factor = self.court.profile, self.scale.factor
        lowest = Decimal("-1e6") if self.rule.negative and profile.allow_negative else _ZERO
        counts_bonus = self.bonus > 0 and profile.allow_bonus
        highest = self.scale.ceiling + (self.bonus * factor if counts_bonus else _ZERO)
        points = (
            min(points * factor, self.scale.ceiling) + self.bonus * factor
            if counts_bonus
            else ((points + self.bonus) * factor)
        )
        if self.rule.cap and self.rule.cap.points is not None:
            highest = min(highest, self.rule.cap.points * factor)
        if points < lowest:
            span = self.rule.floor.span if self.rule.floor else NOWHERE
            self.steps.append(LimitStep(limit="floor", points=lowest, stated=self.rule.floor is not None, span=span))
        elif points > highest:
            span = self.rule.cap.span if self.rule.cap else NOWHERE
            self.steps.append(LimitStep(limit="cap", points=highest, stated=self.rule.cap is not None, span=span))
        held = max(lowest, min(points, highest))
        return Outcome(held, self.scale.ceiling, minimum=min(_ZERO, held), steps=(*self.court.steps, *self.steps))


def _moved(condition: Condition, stated: Quantity | None, edge: Quantity) -> Condition:
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


def _same_kind(one: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers can be compared; one without a unit is taken in the unit of the other."""
    return one.unit is None or other.unit is None or comparable(one.unit, other.unit)


def _step_basis(rule: ScoringRule) -> Basis | None:
    return next((c.award.basis for c in rule.clauses if isinstance(c.award, DeductPer | AddPer)), None)


def _basis(clause: Clause) -> Basis | None:
    return getattr(clause.condition, "basis", None)


def _is_otherwise(clause: Clause) -> bool:
    return isinstance(clause.condition, Always) and not isinstance(clause.award, DeductPer | AddPer)
