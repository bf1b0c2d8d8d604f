"""Branches that hold and do not say what follows: more events than were named, a choice of a person; to a refusal."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NoReturn

from perfscore.model.indicator import Actual
from perfscore.model.rule import Basis, Clause, DeductPoints, Discretion, NoMarks, ScoringRule, Within
from perfscore.model.score import Status
from perfscore.numbers.text import format_number
from perfscore.scoring.conditions import number_of
from perfscore.scoring.outcome import Unscorable
from perfscore.scoring.scale import Scale

_ZERO = Decimal(0)
_AND_MORE = re.compile("[以之]上|及多|多次|超|至少|不少于|不低于|大于|[>≥＞]")
"""Words by which a number of events is the least of several."""


_SERIES = re.compile("首[次起件例宗]|第[一二三四五六七八九十\\d]+[次起件例宗个]")
_SERIES_AND_MORE = re.compile("第[一二三四五六七八九十\\d]+[次起件例宗个](?:及其?以[上后]|以[上后]|及之后|起)")


def refuse_above_the_last(rule: ScoringRule, actual: Actual, clause: Clause, given: Decimal) -> None:
    """“发生1起得5分，发生2起得2分”: what three leave, nothing says; 2起以上 would."""
    condition, number = clause.condition, number_of(actual, Basis.OCCURRENCES)
    if not isinstance(condition, Within) or condition.basis is not Basis.OCCURRENCES or number is None:
        return
    low = condition.interval.low
    open_above = low is not None and low >= 1 and condition.interval.high is None
    if given > 0 and open_above and low and number > low and not _AND_MORE.search(clause.span.of(rule.source)):
        message = "评分标准没有写明发生更多次时怎样计分"
        raise Unscorable(Status.NEEDS_REVIEW, "S310", message, clause.span)


def refuse_behind_a_series(rule: ScoringRule, actual: Actual, full: Decimal, clause: Clause, lost: Decimal) -> None:
    """“第一次、第二次分别扣1分、2分”: what the third costs, nothing says; 第二次及以上 would."""
    number, events = number_of(actual, Basis.OCCURRENCES), _tiers_of_losses(rule)
    if number is None or len(events) < 2 or lost >= full:  # noqa: PLR2004 - one is no series
        return
    span = clause.span.of(rule.source)
    said = _SERIES_AND_MORE.search(span) if _SERIES.search(span) else _AND_MORE.search(span)
    if number > max(events) and said is None:
        raise Unscorable(Status.NEEDS_REVIEW, "S310", "评分标准没有写明发生更多次时怎样计分", clause.span)


def _tiers_of_losses(rule: ScoringRule) -> list[Decimal]:
    """The numbers of events from which on points are taken."""
    found = []
    for clause in rule.clauses:
        condition = clause.condition
        if not isinstance(condition, Within) or condition.basis is not Basis.OCCURRENCES or condition.unit is None:
            continue
        if isinstance(clause.award, DeductPoints | NoMarks) and condition.interval.low:
            found.append(condition.interval.low)
    return found


def refuse_without_each(actual: Actual, full: Decimal, clause: Clause, lost: Decimal) -> None:
    """“发现漏报的，扣1分”: found more than once, neither 每 nor 一次 says what the others cost."""
    condition = clause.condition
    if not isinstance(condition, Within) or condition.basis is not Basis.OCCURRENCES or condition.unit is not None:
        return
    number = number_of(actual, Basis.OCCURRENCES)
    if number is not None and number > 1 and lost < full:
        message = "发生不止一次，评分标准没有写明是每次都扣还是只扣一次"
        raise Unscorable(Status.NEEDS_REVIEW, "S321", message, clause.span)


def leave_to_a_person(award: Discretion, scale: Scale, clause: Clause) -> NoReturn:
    """酌情: the person chooses, within the range where one is stated."""
    low, high = award.low, award.high
    if low is None or high is None:
        raise Unscorable(Status.NEEDS_REVIEW, "S319", "评分标准要由人酌情评定", clause.span)
    if award.deducts:
        low, high = scale.full - high, scale.full - low
    low, high = max(_ZERO, low), min(scale.ceiling, high)
    if low > high:
        message = "评分标准写的分值范围与本行分值不符，要由人评定"
        raise Unscorable(Status.NEEDS_REVIEW, "S319", message, clause.span)
    message = f"评分标准要由人在{format_number(low)}—{format_number(high)}分之间评定"
    raise Unscorable(Status.NEEDS_REVIEW, "S319", message, clause.span, between=(low, high))
