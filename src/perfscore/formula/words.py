"""The fixed words that a row takes, in groups that earn the same: asked of the engine one by one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfscore.formula.expression import LONGEST_TEXT, Cell, Expression, Name, Number
from perfscore.formula.oracle import Subject
from perfscore.model.indicator import Expected, Want

_YES_NO = ("完成", "已完成", "未完成", "是", "否", "达标", "未达标", "按时完成", "未按时完成", "达到", "未达到")


def words_of(subject: Subject) -> list[tuple[Expression, tuple[str, ...]]]:
    """Return the words by what they earn, the most first."""
    groups: dict[Decimal, list[str]] = {}
    for word in dict.fromkeys(_candidates(subject.expected)):
        points = subject.points(word) if word and len(word) <= LONGEST_TEXT else None
        if points is not None:
            groups.setdefault(points, []).append(word)
    return [(_named(points, groups[points], subject), tuple(groups[points])) for points in sorted(groups, reverse=True)]


def _candidates(expected: Expected) -> Iterator[str]:
    yield from expected.grades
    yield from expected.states
    if expected.want is not Want.GRADE:
        for act in expected.acts:
            for how in dict.fromkeys((expected.qualifier, "")):
                yield from (f"已{how}{act}", f"{how}{act}", f"未{how}{act}", f"没有{how}{act}")
                if expected.in_year:
                    yield from (f"当年度已{how}{act}", f"当年度未{how}{act}", f"当年已{how}{act}")
        yield from _YES_NO


def _named(points: Decimal, words: list[str], subject: Subject) -> Expression:
    """Return the cell 分值 where the points go with it, else a number."""
    weight = subject.own_weight
    if weight is None or points != weight:
        return Number(points)
    others = [weight * factor for factor in map(Decimal, ("0.3", "0.5", "1.7", "2", "5"))]
    follows = all(subject.points(word, weight=other) == other for word in words for other in others)
    return Cell(Name.WEIGHT) if follows else Number(points)
