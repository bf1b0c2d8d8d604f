"""The conditions of a clause, a closed union: when a branch of a scoring sentence holds, as read from its words."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from perfscore.model.base import Model
from perfscore.model.deadline import InTime
from perfscore.model.quantity import Comparator, Interval, Quantity, Unit


class Basis(StrEnum):
    """What number a condition or a deduction looks at."""

    VALUE = "value"
    """The actual as the form measures it."""
    COMPLETION_RATE = "completion_rate"
    """完成率: actual ÷ target, percent."""
    BUDGET_RATE = "budget_rate"
    """Actual cost ÷ budget, percent."""
    GROWTH = "growth"
    """同比: change against last year, in percent or in the unit of the thing counted."""
    CHAINED = "chained"
    """环比: change against the period before, as GROWTH."""
    RANK = "rank"
    """排名: place, 1 is best."""
    OCCURRENCES = "occurrences"
    """发现、发生的次数: how often something happened that should not; none is best."""
    DELAY = "delay"
    """逾期: the time behind the deadline, negative before it."""


GROWTHS = (Basis.GROWTH, Basis.CHAINED)
"""Changes against an earlier time; the two are never the same."""


class Side(StrEnum):
    """On which side of its reference a deduction counts."""

    BELOW = "below"
    ABOVE = "above"


class Always(Model):
    """否则, 其他: whatever no earlier clause took."""

    kind: Literal["always"] = "always"


class TargetMet(Model):
    """达标, 达50%: the target is met in the row's own direction.

    ``reference`` is the number that the sentence names; None means the row's own 指标值. ``comparator`` is the
    sentence's own word for the direction (不大于平均数), None where it leaves that to the row.
    """

    kind: Literal["target_met"] = "target_met"
    reference: Quantity | None = None
    basis: Basis = Basis.VALUE
    subject: str = ""
    comparator: Comparator | None = None


class TargetMissed(Model):
    """未达标, 未达到90%: the contrary of TargetMet with these fields."""

    kind: Literal["target_missed"] = "target_missed"
    reference: Quantity | None = None
    basis: Basis = Basis.VALUE
    subject: str = ""
    comparator: Comparator | None = None


class Within(Model):
    """30个及以上, 不超预算, 同比提高, 前五: the number on its basis lies in the interval (in ``unit``)."""

    kind: Literal["within"] = "within"
    basis: Basis
    interval: Interval
    unit: Unit | None = None
    subject: str = ""

    @property
    def in_base_units(self) -> Interval:
        """The interval as actuals are compared with it."""
        return self.interval if self.unit is None else self.interval.times(self.unit.factor)


class GradeIs(Model):
    """基本满意: exactly one of these grades."""

    kind: Literal["grade_is"] = "grade_is"
    grades: tuple[str, ...]
    subject: str = ""


class GradeAtLeast(Model):
    """达到满意等次及以上: this grade or a better one of the scale."""

    kind: Literal["grade_at_least"] = "grade_at_least"
    grade: str
    subject: str = ""


class Done(Model):
    """完成, 当年实施, 开展……活动: the act was carried out.

    ``act`` is the verb, ``subject`` the words before it, ``matter`` the words after it; ``qualifier`` is an
    adverb such as 按时 that the actual has to confirm; ``in_year`` demands the budget year.
    """

    kind: Literal["done"] = "done"
    act: str
    subject: str = ""
    matter: str = ""
    qualifier: str = ""
    in_year: bool = False


class NotDone(Model):
    """未完成, 没有开展: the act was not carried out; fields as in Done."""

    kind: Literal["not_done"] = "not_done"
    act: str
    subject: str = ""
    matter: str = ""
    qualifier: str = ""
    in_year: bool = False


class Says(Model):
    """职责明确，履职认真: a state in the sentence's own words, which the actual asserts, denies or leaves open."""

    kind: Literal["says"] = "says"
    text: str
    subject: str = ""


Condition = Always | TargetMet | TargetMissed | Within | GradeIs | GradeAtLeast | Done | NotDone | InTime | Says
