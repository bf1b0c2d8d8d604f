"""The score of a row: the default reading, and every other defensible one beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.model.indicator import Actual, Blank, Changed, Indicator, Several
from perfscore.model.profile import DEFENSIBLE, Choice, Profile, Question
from perfscore.model.rule import ScoringRule
from perfscore.model.score import Alternative, DeductionStep, Score, Status
from perfscore.numbers.rounding import round_points
from perfscore.scoring.evaluate import evaluate
from perfscore.scoring.outcome import Court, Outcome, Unscorable
from perfscore.scoring.parts import (
    base_of,
    earns,
    gives_all,
    most_of,
    only_changes,
    own_limits,
    parts_of,
    shared_limit,
    starts_unclear,
    unclear_end,
)
from perfscore.scoring.scale import maximum_of
from perfscore.values.reading import ActualReading

_ZERO = Decimal(0)
_MOST_TOTALS = 64
"""Readings of several parts that are told apart; more would tell a person nothing."""
_Trial = Mapping[Question, Choice]


def score_row(rule: ScoringRule, indicator: Indicator, reading: ActualReading, profile: Profile) -> Score:
    """Score one row.

    Args:
        rule: the sentence as understood.
        indicator: the official cells of the row.
        reading: what was made of 实际完成值.
        profile: defaults and rulings.

    Returns:
        The score without its Chinese texts, which ``explain`` adds.
    """
    if rule.parts and isinstance(reading.actual, Several):
        return _score_parts(rule, indicator, reading, profile)
    actual, remarks = reading.actual, reading.diagnostics
    if actual is None or isinstance(actual, Blank):
        status = Status.INVALID_ACTUAL if actual is None else Status.AWAITING_ACTUAL
        return _unread(status, rule, indicator, actual, profile, remarks)
    court = Court(profile)
    outcome = evaluate(rule, indicator, actual, court)
    if reading.doubt is not None and any(
        _rounded(evaluate(rule, indicator, other, Court(profile))) != _rounded(outcome) for other in reading.others
    ):
        return _unread(Status.INVALID_ACTUAL, rule, indicator, actual, profile, (reading.doubt, *remarks))
    if reading.doubt is not None and isinstance(actual, Changed):
        actual = actual.model_copy(update={"amount": None})  # which of the numbers it is, is not known
    if outcome.points is None:
        return _without_points(outcome, indicator, actual, remarks)
    alternatives, undecided = _alternatives(rule, indicator, actual, profile, court, _rounded(outcome))
    if reading.doubt is None:
        meant = (_rounded(evaluate(rule, indicator, other, Court(profile))) for other in reading.others)
        known = {_rounded(outcome), *(other.points for other in alternatives)}
        alternatives += tuple(Alternative(points=one) for one in meant if one is not None and one not in known)
    if undecided is not None:
        return _without_points(_by_another_reading(outcome, undecided), indicator, actual, remarks)
    return _with_points(outcome, _whole(rule, indicator, outcome), indicator, actual, remarks, alternatives)


def _whole(rule: ScoringRule, indicator: Indicator, outcome: Outcome) -> Decimal | None:
    """What nothing lost comes to: 分值; on a row of changes without one, 0."""
    if indicator.weight is None and rule.stated_maximum() is None and rule.only_steps:
        return _ZERO
    return outcome.maximum if indicator.weight is None else indicator.weight


def _score_parts(rule: ScoringRule, indicator: Indicator, reading: ActualReading, profile: Profile) -> Score:
    """Score a sentence about several things: earned points are added, what other parts take is taken from the sum."""
    base = base_of(rule, indicator.weight)
    rows = parts_of(rule, indicator)
    signed = indicator.weight is None and only_changes(rule)
    if (
        base is None
        or (starts_unclear(rule) and not signed)
        or any(gives_all(part) and earns(part) for part, _ in rows)
    ):
        problem = Unscorable(Status.NEEDS_REVIEW, "S320", "各项分值之和与本行分值不同，或没有写明各项的分值")
        return Score(
            status=problem.status,
            minimum=_ZERO,
            maximum=indicator.weight,
            weight=indicator.weight,
            actual=reading.actual,
            diagnostics=(problem.diagnostic(""),),
        )
    scores = tuple(score_row(part, row, one, profile) for (part, row), one in zip(rows, reading.parts, strict=True))
    remarks = tuple(remark for score in scores for remark in score.diagnostics)
    open_part = next((score for score in scores if score.points is None), None)
    if open_part is not None:
        return Score(
            status=open_part.status,
            minimum=_ZERO,
            maximum=base,
            weight=indicator.weight,
            actual=reading.actual,
            diagnostics=remarks,
            parts=scores,
        )
    if (unclear := unclear_end(rule, scores)) is not None:
        message = "不能确定“不得分”说的是本行，还是前面这一项"
        problem = Unscorable(Status.NEEDS_REVIEW, "S309", message, unclear)
        return Score(
            status=problem.status,
            minimum=_ZERO,
            maximum=base,
            weight=indicator.weight,
            actual=reading.actual,
            diagnostics=(problem.diagnostic(rule.source), *remarks),
        )
    totals = _totals(rule, scores, base, indicator.weight, bonus=profile.allow_bonus)
    points = totals[0]
    others = tuple(Alternative(points=total) for total in sorted(set(totals)) if total != points)
    return Score(
        status=Status.PROVISIONAL if others else Status.SCORED,
        points=points,
        deduction=round_points(max(_ZERO, base - points)),
        minimum=min(points, _ZERO),
        maximum=max(base, points),
        weight=indicator.weight,
        actual=reading.actual,
        alternatives=others,
        diagnostics=remarks,
        parts=scores,
    )


def _totals(
    rule: ScoringRule, scores: tuple[Score, ...], base: Decimal, weight: Decimal | None, *, bonus: bool
) -> list[Decimal]:
    """The total of every combination of the readings of the parts, the default ones first."""
    start = (
        own_limits(rule, weight) or _ZERO
        if any(map(earns, rule.parts)) or all(part.only_adds for part in rule.parts)
        else base
    )
    sums = [start]
    for part, score in zip(rule.parts, scores, strict=True):
        readings = [score.points, *(other.points for other in score.alternatives)]
        changes = [_change(part, score, points) for points in readings if points is not None]
        sums = [total + change for total in sums for change in changes][:_MOST_TOTALS]
    sums = _limited(rule, sums, start)
    most = most_of(rule, base, weight, bonus=bonus)
    if weight is None and only_changes(rule):
        return [round_points(total if most is None else min(most, total)) for total in sums]
    return [round_points(max(_ZERO, total) if most is None else min(most, max(_ZERO, total))) for total in sums]


def _limited(rule: ScoringRule, sums: list[Decimal], start: Decimal) -> list[Decimal]:
    """Hold the changes within the limit behind the last thing, as one for all; where it may be its own, both ways."""
    limit = shared_limit(rule)
    if limit is None:
        return sums
    held = [start + max(-limit[0], min(limit[0], total - start)) for total in sums]
    return held if limit[1] else [*held, *sums]


def _change(part: ScoringRule, score: Score, points: Decimal) -> Decimal:
    if earns(part) or score.weight is None:
        return points
    return points - score.weight


def _unread(
    status: Status,
    rule: ScoringRule,
    indicator: Indicator,
    actual: Actual | None,
    profile: Profile,
    remarks: tuple[Diagnostic, ...],
) -> Score:
    """A row whose cell is still to be filled in or cannot be read: no points, but the range is known."""
    maximum = maximum_of(rule, indicator, Court(profile))
    minimum = None if maximum is None else _ZERO
    return Score(
        status=status, minimum=minimum, maximum=maximum, weight=indicator.weight, actual=actual, diagnostics=remarks
    )


def _rounded(outcome: Outcome) -> Decimal | None:
    return None if outcome.points is None else round_points(outcome.points)


def _without_points(outcome: Outcome, indicator: Indicator, actual: Actual, remarks: tuple[Diagnostic, ...]) -> Score:
    problems = (outcome.problem,) if outcome.problem else ()
    return Score(
        status=outcome.status,
        minimum=None if outcome.maximum is None else outcome.minimum,
        maximum=outcome.maximum,
        weight=indicator.weight,
        proposed=None if outcome.proposed is None else round_points(outcome.proposed),
        actual=actual,
        steps=outcome.steps,
        diagnostics=problems + remarks,
    )


def _with_points(
    outcome: Outcome,
    whole: Decimal | None,
    indicator: Indicator,
    actual: Actual,
    remarks: tuple[Diagnostic, ...],
    alternatives: tuple[Alternative, ...],
) -> Score:
    points = _rounded(outcome)
    assert points is not None
    assert outcome.maximum is not None
    assert whole is not None
    return Score(
        status=Status.PROVISIONAL if alternatives else Status.SCORED,
        points=points,
        deduction=round_points(max(_ZERO, whole - points)),
        minimum=min(outcome.minimum, points),
        maximum=max(outcome.maximum, points),
        weight=indicator.weight,
        actual=actual,
        alternatives=alternatives,
        steps=outcome.steps,
        diagnostics=remarks + _rounded_away(outcome, points),
    )


def _rounded_away(outcome: Outcome, points: Decimal) -> tuple[Diagnostic, ...]:
    """Remark on a shortfall so small that it costs nothing after rounding."""
    lost = sum((step.amount for step in outcome.steps if isinstance(step, DeductionStep)), _ZERO)
    if outcome.points is None or lost <= 0 or points != outcome.maximum or outcome.points == points:
        return ()
    return (Diagnostic("N302", Severity.NOTE, "应扣的分不足0.005分，四舍五入后不扣"),)


def _alternatives(
    rule: ScoringRule,
    indicator: Indicator,
    actual: Actual,
    profile: Profile,
    court: Court,
    points: Decimal | None,
) -> tuple[tuple[Alternative, ...], Outcome | None]:
    """Evaluate every combination of defensible answers to the open questions; keep those with other points.

    A different answer may open a further question, so the combinations grow as they are tried. A reading that gives
    no points at all leaves the row to a person: its outcome is returned beside the alternatives.
    """
    undecided: Outcome | None = None
    found: dict[Decimal, Alternative] = {}
    tried: set[frozenset[tuple[Question, Choice]]] = set()
    waiting: list[dict[Question, Choice]] = [
        {question: choice} for question, default in court.open.items() for choice in _others(question, default)
    ]
    while waiting:
        trial = waiting.pop(0)
        key = frozenset(trial.items())
        if key in tried:
            continue
        tried.add(key)
        attempt = Court(profile, trial)
        outcome = evaluate(rule, indicator, actual, attempt)
        other = _rounded(outcome)
        if other is None:
            undecided = undecided or outcome
        elif other != points and other not in found:
            found[other] = Alternative(points=other, choices=tuple(trial.values()))
        waiting += [
            {**trial, question: choice}
            for question, default in attempt.open.items()
            if question not in trial
            for choice in _others(question, default)
        ]
    return tuple(found[key] for key in sorted(found)), undecided


def _by_another_reading(outcome: Outcome, undecided: Outcome) -> Outcome:
    """One reading gives points, another defensible one gives none: propose the points, leave them to a person."""
    return replace(undecided, proposed=outcome.points, status=Status.NEEDS_REVIEW, maximum=outcome.maximum)


def _others(question: Question, default: Choice) -> tuple[Choice, ...]:
    return tuple(choice for choice in DEFENSIBLE[question] if choice is not default)
