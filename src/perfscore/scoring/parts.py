"""Sentences about several things: what each part is worth, and what the parts come to."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.diagnostics import Span
from perfscore.model.indicator import Indicator, Target
from perfscore.model.quantity import Comparator
from perfscore.model.rule import AddPer, DeductPer, FullMarks, NoMarks, ScoringRule, TargetMissed
from perfscore.model.score import Score
from perfscore.scoring.quotas import names_no_number, recurs, short_of
from perfscore.scoring.things import shares_words
from perfscore.values.units import comparable

_ZERO = Decimal(0)


def parts_of(rule: ScoringRule, indicator: Indicator) -> tuple[tuple[ScoringRule, Indicator], ...]:
    """Return the parts, each with the row as it looks to that part: its own points, and no target of another.

    The target of the row belongs to the one part that is held against a number and names none.
    """
    if shares_words(rule):
        return tuple((part, _row_of_named(part, indicator)) for part in rule.parts)
    needy = [number for number, part in enumerate(rule.parts) if _needs(part, indicator)]
    limits = own_limits(rule, indicator.weight)
    return tuple(
        (part, _row_of(part, indicator, limits, keeps=needy == [number]))
        if needy == [number]
        else (short_of(part), _row_of(part, indicator, limits, keeps=False))
        for number, part in enumerate(rule.parts)
    )


def _row_of_named(part: ScoringRule, indicator: Indicator) -> Indicator:
    """The row of one of the things that 指标值 names, with its number alone."""
    award = part.clauses[0].award
    reference = award.reference if isinstance(award, DeductPer) else None
    own = {"name": "", "content": "", "comparator": None, "unit": None, "target": Target(quantity=reference)}
    return indicator.model_copy(update=own)


def _row_of(part: ScoringRule, indicator: Indicator, limits: Decimal | None, *, keeps: bool) -> Indicator:
    weight = worth(part, indicator.weight)
    if limits is not None and not earns(part):
        weight = part.floor.points if part.floor is not None else weight
    update: dict[str, object] = {"weight": weight}
    if not keeps:
        update |= {"target": Target(), "comparator": _direction(part), "unit": None}
    return indicator.model_copy(update=update)


def _direction(part: ScoringRule) -> Comparator | None:
    """达不到100%扣1分: the words themselves say on which side the number is missed."""
    missed = any(
        isinstance(clause.condition, TargetMissed)
        and clause.condition.reference is not None
        and _NOT_REACHED.search(clause.span.of(part.source))
        for clause in part.clauses
    )
    return Comparator.AT_LEAST if missed else None


_NOT_REACHED = re.compile("达不到|未达到?|没有?达到?|不达")


def _needs(part: ScoringRule, indicator: Indicator) -> bool:
    """Tell whether the gap that a part counts is one from the target of the row."""
    target, units = indicator.target.quantity, [step.per.unit for _, step in part.steps]
    if target is None or target.unit is None or not names_no_number(part) or recurs(part):
        return False
    return any(unit is not None and comparable(unit, target.unit) for unit in units)


def own_limits(rule: ScoringRule, weight: Decimal | None) -> Decimal | None:
    """What parts with a limit of their own can lose, where that and the points of the others come to 分值.

    “……得3分；每例扣0.5分，最多扣2分” on a row of 5: the second thing is worth 2.
    """
    earned = sum((part.stated_maximum() or _ZERO for part in rule.parts if earns(part)), _ZERO)
    taking = [part for part in rule.parts if not earns(part)]
    floors = [part.floor.points for part in taking if part.floor is not None and part.floor.points is not None]
    if weight is None or not taking or len(floors) != len(taking) or len(taking) == len(rule.parts):
        return None
    lost = sum(floors, _ZERO)
    return lost if earned + lost == weight else None


def worth(part: ScoringRule, weight: Decimal | None) -> Decimal | None:
    """Return the points that a part can earn: those it names; all of the row where it only takes; None for extras."""
    stated = part.stated_maximum()
    if stated is not None:
        return stated
    return None if part.only_adds else weight


def earns(part: ScoringRule) -> bool:
    """Tell whether the part gives points of its own instead of taking from those of the others."""
    return part.stated_maximum() is not None


def base_of(rule: ScoringRule, weight: Decimal | None) -> Decimal | None:
    """Return the points before anything is taken: the sum of the parts, 分值 where none of them gives any.

    None where the parts do not come to 分值.
    """
    earning = [part.stated_maximum() or _ZERO for part in rule.parts if earns(part)]
    if weight is None and rule.parts and only_changes(rule):
        return _ZERO
    if not earning:
        stated = rule.full.points if rule.full is not None else None
        return weight if stated is None or weight is None or stated == weight else None
    if own_limits(rule, weight) is not None:
        return weight
    return sum(earning, _ZERO) if weight is None or sum(earning, _ZERO) == weight else None


def only_changes(rule: ScoringRule) -> bool:
    """Tell whether every part adds or takes for each thing: without 分值 a change that may fall below 0."""
    return all(part.only_steps and (part.only_adds or part.only_deducts) for part in rule.parts)


def most_of(rule: ScoringRule, base: Decimal, weight: Decimal | None, *, bonus: bool = False) -> Decimal | None:
    """Return what the parts come to at most: 分值; of parts that only add, what the sentence allows (累计不超过5分)."""
    if weight is None and only_changes(rule) and not all(part.only_adds for part in rule.parts):
        return None
    if not all(part.only_adds for part in rule.parts):
        extra = [part.cap.points if part.cap else None for part in rule.parts if part.only_adds]
        if not bonus or not extra:
            return base
        return None if None in extra else base + sum((points for points in extra if points is not None), _ZERO)
    cap = rule.parts[-1].cap
    stated = cap.points if cap is not None else None
    if weight is None:
        return stated
    return base if stated is None else min(base, stated)


_OF_ALL = re.compile("累计|合计|总共|总计|共计|一共|共扣|共加|以上|各项|总分|总扣分")


def shared_limit(rule: ScoringRule) -> tuple[Decimal, bool] | None:
    """Return the limit written behind the last of several things, and whether the words say that it is one for all.

    “漏报每次扣1分，错报每次扣0.5分，最多扣3分”: 3 points for both, or for 错报 alone.
    """
    limits = [_limit_of(part) for part in rule.parts]
    alike = all(part.only_adds for part in rule.parts) or all(part.only_deducts for part in rule.parts)
    if not alike or limits[-1] is None or any(limit is not None for limit in limits[:-1]):
        return None
    tail = rule.source[rule.parts[-1].clauses[-1].span.start :]
    return limits[-1], _OF_ALL.search(tail) is not None


def _limit_of(part: ScoringRule) -> Decimal | None:
    """最多扣3分, 最多加5分."""
    if part.floor is not None and part.floor.points is not None:
        return part.floor.points
    added = [step.most for _, step in part.steps if isinstance(step, AddPer)]
    return added[0] if len(added) == 1 else None


def starts_unclear(rule: ScoringRule) -> bool:
    """Tell whether parts that count from nothing stand beside parts that only take: from what, nobody says."""
    counting = [part for part in rule.parts if part.only_adds]
    given = any(earns(part) or gives_all(part) for part in rule.parts)
    return bool(counting) and len(counting) < len(rule.parts) and not given


def gives_all(part: ScoringRule) -> bool:
    """Tell whether the part speaks of 满分 without saying how many points that is."""
    return any(isinstance(clause.award, FullMarks) for clause in part.clauses)


_SENTENCE_ENDS = re.compile("[;；。\\n]|[①-⑳]|[(（]?\\d[)）.、]")


def unclear_end(rule: ScoringRule, scores: tuple[Score, ...]) -> Span | None:
    """Return the words of a clause that ended the score of the row, or only that of the thing named just before.

    “及时率100%得4分；合格率98%得6分，发生事故的不得分”: of the 6 points, or of all ten.
    """
    if sum(map(earns, rule.parts)) < 2:  # noqa: PLR2004 - the points of one thing are all there are
        return None
    for before, part, score in zip(rule.parts, rule.parts[1:], scores[1:], strict=False):
        clause = part.clauses[0]
        ends = all(isinstance(one.award, NoMarks) for one in part.clauses) and score.points == 0
        between = rule.source[max(one.span.end for one in before.clauses) : clause.span.start]
        if ends and earns(before) and _SENTENCE_ENDS.search(between) is None:
            return clause.span
    return None
