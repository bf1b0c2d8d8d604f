"""One reading of a rule applied to one actual: points and the steps that led there."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from perfscore.model.indicator import Actual, Changed, Indicator, Told
from perfscore.model.profile import Choice, Question
from perfscore.model.quantity import Quantity
from perfscore.model.rule import (
    GROWTHS,
    NOWHERE,
    AddPer,
    Always,
    Basis,
    Clause,
    DeductPer,
    DeductPoints,
    Discretion,
    Done,
    FixedPoints,
    FullMarks,
    Interpolated,
    NoMarks,
    PerStep,
    ProRata,
    Says,
    ScoringRule,
    Side,
    Within,
)
from perfscore.model.score import BranchStep, LimitStep, MissedStep, NoBranchStep, ShareStep, Status, Step
from perfscore.scoring.between import between_clause, interpolate
from perfscore.scoring.beyond_costs import between_costs
from perfscore.scoring.conditions import holds, number_of
from perfscore.scoring.decisive import decisive, points_of
from perfscore.scoring.delays import delay_of
from perfscore.scoring.edges import Edges, moved
from perfscore.scoring.gaps import Gap, gap_of, steps_of
from perfscore.scoring.last_bound import check_last_bound
from perfscore.scoring.outcome import Court, Outcome, Unscorable
from perfscore.scoring.scale import Scale, scale_of
from perfscore.scoring.shares import check_formula, inverse_share, lost_share, share_of
from perfscore.scoring.stated import earning_clause, edge_beside, stated_edge, step_reference
from perfscore.scoring.states import adds_states
from perfscore.scoring.unsaid import (
    leave_to_a_person,
    refuse_above_the_last,
    refuse_behind_a_series,
    refuse_without_each,
)

_ZERO, _HUNDRED = Decimal(0), Decimal(100)


def evaluate(rule: ScoringRule, indicator: Indicator, actual: Actual, court: Court) -> Outcome:
    """Score one actual by one reading; the court answers what the sentence leaves open.

    Returns:
        The points before rounding with their steps; or the reason why there are none, with proposed points where
        the sentence suggests some.
    """
    maximum: Decimal | None = None
    try:
        scale = scale_of(rule, indicator, court)
        maximum = scale.ceiling
        return _Evaluation(rule.in_points(scale.full), indicator, actual, court, scale).run()
    except Unscorable as end:
        problem = end.diagnostic(rule.source)
        if end.between is not None:
            return Outcome(None, end.between[1], minimum=end.between[0], status=end.status, problem=problem)
        return Outcome(None, maximum, status=end.status, problem=problem)


class _Evaluation:
    """The evaluation of one reading; ``steps`` grows in the order of the reasoning."""

    def __init__(self, rule: ScoringRule, indicator: Indicator, actual: Actual, court: Court, scale: Scale) -> None:
        self.rule = rule
        self.indicator = indicator
        self.actual = actual
        self.court = court
        self.scale = scale
        self.edge, self.moved_edge = Edges(rule, indicator, actual, court).find()
        self.steps: list[Step] = []
        self.bonus = _ZERO

    def run(self) -> Outcome:
        if isinstance(self.actual, Told) and adds_states(self.rule, self.indicator.weight):
            return self._add_states(self.actual)
        number = number_of(self.actual, Basis.VALUE)
        between = between_clause(self.rule, number)
        if between is not None and number is not None:
            points = interpolate(self.rule, between, number, self._stated_points)
            self.steps.append(BranchStep(points=points, span=between.span))
            return self._finish(points)
        branches = decisive(self._branches(), self._stated_points, self.rule.source)
        gaps = [(clause, gap) for clause in self.rule.clauses if (gap := self._gap(clause, DeductPer)) is not None]
        check_last_bound(branches, gaps, self.scale.full)
        if branches and all(self._ends_the_steps(clause) for clause in branches):
            gaps = []
        if len(branches) + len(gaps) > 1 and len({clause.award for clause in branches}) + len(gaps) > 1:
            span = (branches[-1] if branches else gaps[-1][0]).span
            raise Unscorable(Status.NEEDS_REVIEW, "S309", "同时符合两个条件，评分标准没有写明以哪个为准", span)
        if gaps:
            self._refuse_two_starts(gaps[0][0])
            return self._finish(self._deduct(*gaps[0]))
        if branches:
            return self._finish(self._branch_points(branches[0]))
        otherwise = next((clause for clause in self.rule.clauses if _is_otherwise(clause)), None)
        if otherwise is not None:
            self._note_missed()
            return self._finish(self._branch_points(otherwise))
        if (base := self._base_of_bonus()) is not None:
            return self._finish(self._branch_points(base))
        return self._without_branch()

    def _refuse_two_starts(self, clause: Clause) -> None:
        """“下降得8分，持平得6分，每上升1起扣2分”: from which of the two is taken, the sentence does not say."""
        given = {one.award.points for one in self._changing() if isinstance(one.award, FixedPoints)}
        if isinstance(self.actual, Changed) and len(given) > 1:
            raise Unscorable(Status.NEEDS_REVIEW, "S309", "评分标准没有写明从哪一档的分数起扣", clause.span)

    def _base_of_bonus(self) -> Clause | None:
        """“持平得5分，每下降1%加0.1分，每上升1%扣0.1分”: below 持平 its points are what is added to."""
        giving = [one for one in self._changing() if isinstance(one.award, FixedPoints | FullMarks)]
        condition = giving[0].condition if len(giving) == 1 else None
        point = isinstance(condition, Within) and condition.interval.low == condition.interval.high
        added = any(self._gap(one, AddPer) is not None for one in self.rule.clauses)
        return giving[0] if point and added else None

    def _changing(self) -> list[Clause]:
        """The clauses without the branch for 零发案 beside changes, which is no start for adding and taking."""
        changes = any(getattr(one.condition, "basis", None) in GROWTHS for one in self.rule.clauses)
        return [one for one in self.rule.clauses if not (changes and _is_none_at_all(one))]

    def _start(self) -> Decimal:
        """What is taken from: full marks, or 持平 beside a branch for 零发案 that gives more."""
        changing = self._changing()
        given = [one.award.points for one in changing if isinstance(one.award, FixedPoints)]
        beside = len(changing) < len(self.rule.clauses) and len(given) == 1
        return self._kept(given[0]) if beside else self.scale.full

    def _add_states(self, told: Told) -> Outcome:
        """Add up what the states earn, or take what they cost."""
        total = self.scale.full if self.rule.only_deducts else _ZERO
        for clause, verdict in zip(self.rule.clauses, self._verdicts(told), strict=True):
            if verdict is None and not self.rule.only_deducts:
                name = clause.condition.text if isinstance(clause.condition, Says) else ""
                raise Unscorable(Status.INVALID_ACTUAL, "V201", f"没有写明“{name}”是否符合", clause.span)
            if verdict:
                total = self._with_state(total, clause)
        return self._finish(total)

    def _verdicts(self, told: Told) -> tuple[bool | None, ...]:
        """The verdict on each state; a mere number of them will do where all are worth the same."""
        if told.count is None or any(verdict is not None for verdict in told.verdicts):
            return told.verdicts
        if len({clause.award for clause in self.rule.clauses}) > 1:
            raise Unscorable(Status.INVALID_ACTUAL, "V201", "各项分值不同，要写明是哪几项")
        return tuple(number < told.count for number in range(len(told.verdicts)))

    def _with_state(self, total: Decimal, clause: Clause) -> Decimal:
        match clause.award:
            case FixedPoints(points=points):
                total += points
                self.steps.append(BranchStep(points=points, span=clause.span))
            case DeductPoints(points=points):
                total -= points
                self.steps.append(BranchStep(points=-points, span=clause.span))
            case _:
                total = _ZERO
                self.steps.append(BranchStep(points=_ZERO, span=clause.span))
        return total

    def _ends_the_steps(self, clause: Clause) -> bool:
        """“90%得满分，每低1%扣1分，低于60%不得分”: below the second number nothing is left."""
        condition = clause.condition
        if not isinstance(clause.award, NoMarks) or not isinstance(condition, Within):
            return False
        if condition.basis is Basis.OCCURRENCES and condition.unit is not None and (condition.interval.low or 0) > 1:
            return True  # 缺1项扣1分，缺3项及以上的不得分
        edge = self.edge or step_reference(self.rule) or self.indicator.target.quantity
        if condition.basis is Basis.DELAY or edge is None:
            return condition.basis is Basis.DELAY
        bounds = (condition.interval.low, condition.interval.high)
        return condition.unit == edge.unit and edge.value not in bounds

    def _branches(self) -> list[Clause]:
        return [clause for clause in self.rule.clauses if self._branch_holds(clause)]

    def _stated_points(self, clause: Clause) -> Decimal:
        return points_of(clause, self.scale.full)

    def _branch_holds(self, clause: Clause) -> bool:
        if isinstance(clause.award, DeductPer | AddPer | Interpolated):
            return False
        condition = clause.condition
        if self.moved_edge and self.edge is not None:
            condition = moved(condition, stated_edge(self.rule), self.edge)
        return holds(condition, self.actual, self.rule, self.indicator, self.edge)

    def _holds(self, condition: Within) -> bool:
        return holds(condition, self.actual, self.rule, self.indicator, self.edge)

    def _gap(self, clause: Clause, kind: type[DeductPer | AddPer]) -> Gap | None:
        if not isinstance(clause.award, kind):
            return None
        if clause.award.basis is Basis.DELAY:
            return self._delay(clause.award)
        sides = {step.side for _, step in self.rule.steps if isinstance(step, DeductPer)}
        return gap_of(
            clause.award,
            self.actual,
            self.indicator,
            edge_beside(clause.award.side, self.rule, self.edge),
            clause.span,
            moved=self.moved_edge,
            both_ways=len(sides) > 1,
        )

    def _delay(self, step: PerStep) -> Gap | None:
        late = delay_of(self.actual, step.per.unit, self.rule, self.indicator)
        size = _ZERO if late is None else late if step.side is Side.ABOVE else -late
        factor = step.per.unit.factor if step.per.unit else 1
        deadline = Quantity(value=_ZERO, unit=step.per.unit)
        return Gap(size * factor, deadline, from_target=False) if size > 0 else None

    def _note_missed(self) -> None:
        gives = (c for c in self.rule.clauses if isinstance(c.award, FullMarks | FixedPoints) and not _is_otherwise(c))
        clause = earning_clause(self.rule) or next(gives, None)
        if clause is not None:
            self.steps.append(MissedStep(span=clause.span))

    def _deduct(self, clause: Clause, gap: Gap) -> Decimal:
        assert isinstance(clause.award, DeductPer)
        gap_step, deduction = steps_of(gap, clause.award, self.court, clause.span)
        self.steps += [gap_step, deduction]
        return self._start() - self._at_most(deduction.amount)

    def _branch_points(self, clause: Clause) -> Decimal:
        award = clause.award
        match award:
            case FullMarks():
                points = self.scale.full
            case FixedPoints(points=stated):
                refuse_above_the_last(self.rule, self.actual, clause, stated)
                points = self._kept(stated)
            case NoMarks():
                points = _ZERO
            case DeductPoints(points=lost):
                refuse_without_each(self.actual, self.scale.full, clause, lost)
                refuse_behind_a_series(self.rule, self.actual, self.scale.full, clause, lost)
                points = self.scale.full - self._at_most(lost)
            case ProRata():
                return self._share_points(award, clause)
            case Discretion():
                leave_to_a_person(award, self.scale, clause)
            case DeductPer() | AddPer() | Interpolated():
                raise AssertionError("neither a step nor a line between two points is a branch")
            case _:
                assert_never(award)
        self.steps.append(BranchStep(points=points, span=clause.span))
        if isinstance(award, FullMarks | FixedPoints):
            self.bonus = self._bonus()
        return points

    def _share_points(self, award: ProRata, clause: Clause) -> Decimal:
        check_formula(award, clause.span.of(self.rule.source), self.indicator)
        if award.taken is not None:
            share = 100 - lost_share(self.actual, self.indicator) * award.taken
        elif award.inverse:
            share = inverse_share(self.actual, self.indicator)
        else:
            share = share_of(self.actual, award.basis, self.indicator, self.edge)
        if award.matter and share > _HUNDRED:
            message = "公式中有一项超过100%，评分标准没有写明按多少计"
            raise Unscorable(Status.NEEDS_REVIEW, "S313", message, clause.span)
        share = share if award.whole is None else share * 100 / award.whole
        full = self.scale.full if award.points is None or award.offset else self._kept(award.points)
        points = (award.points if award.points is not None and award.offset else full) * share / 100 + award.offset
        self.steps.append(ShareStep(basis=award.basis, share=share, full=full, points=points, span=clause.span))
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
        if self.rule.only_adds:
            self.scale.full = _ZERO
        changes = (self.rule.only_steps or self.rule.signed) and self.indicator.weight is None
        changes = changes and not self._lies_behind_all_places()
        if (hole := between_costs(self.rule, self._holds, self.indicator.direction)) is not None:
            raise Unscorable(Status.NEEDS_REVIEW, "S310", "评分标准没有写明这种情况怎样计分", hole.span)
        if changes or self.rule.only_adds or self.rule.only_changes or self.rule.only_deducts:
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

    def _lies_behind_all_places(self) -> bool:
        """“第四名不加分，第五名扣1分”: what the sixth loses, the list does not say."""
        place, conditions = number_of(self.actual, Basis.RANK), [clause.condition for clause in self.rule.clauses]
        ends = [one.interval.high for one in conditions if isinstance(one, Within) and one.basis is Basis.RANK]
        last = max((end for end in ends if end is not None), default=None)
        taking = any(isinstance(clause.award, DeductPoints) for clause in self.rule.clauses)
        return taking and place is not None and last is not None and None not in ends and place > last

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
        signed = self.indicator.weight is None and self.scale.full == 0
        lowest = Decimal("-1e6") if signed or (self.rule.negative and profile.allow_negative) else _ZERO
        counts_bonus = self.bonus > 0 and profile.allow_bonus and not self.rule.only_adds
        highest = self.scale.ceiling + (self.bonus * factor if counts_bonus else _ZERO)
        points = (
            min(points * factor, self.scale.ceiling) + self.bonus * factor
            if counts_bonus
            else ((points + self.bonus) * factor)
        )
        if self.rule.cap and self.rule.cap.points is not None:
            highest = min(highest, self.rule.cap.points * factor)
        least = self.rule.least
        if least is not None and least.points is not None and lowest < least.points * factor < highest:
            lowest = least.points * factor
        if points < lowest:
            stated = least or self.rule.floor
            span = stated.span if stated else NOWHERE
            self.steps.append(LimitStep(limit="floor", points=lowest, stated=stated is not None, span=span))
        elif points > highest:
            span = self.rule.cap.span if self.rule.cap else NOWHERE
            self.steps.append(LimitStep(limit="cap", points=highest, stated=self.rule.cap is not None, span=span))
        held = max(lowest, min(points, highest))
        return Outcome(held, self.scale.ceiling, minimum=min(_ZERO, held), steps=(*self.court.steps, *self.steps))


def _is_none_at_all(clause: Clause) -> bool:
    condition = clause.condition
    return isinstance(condition, Within) and condition.basis is Basis.OCCURRENCES and condition.interval.high == 0


def _is_otherwise(clause: Clause) -> bool:
    return isinstance(clause.condition, Always) and not isinstance(clause.award, DeductPer | AddPer | Interpolated)
