"""Local practice as data: the profile of a region and year, and a person's rulings on open wordings."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from pydantic import field_validator, model_validator

from perfscore.model.base import Model


class Question(StrEnum):
    """A point on which the wording of a sentence leaves more than one defensible reading."""

    PARTIAL_STEP = "partial_step"
    """What an incomplete step of one percentage point or 1 % costs."""
    PARTIAL_LARGE_STEP = "partial_large_step"
    """What an incomplete step of a counted thing or a larger unit costs."""
    PERCENT_STEP = "percent_step"
    """Whether “1%” on a percent row is one percentage point or one percent of the target."""
    MAXIMUM_CONFLICT = "maximum_conflict"
    """How to score where the sentence names another maximum than 分值."""
    TARGET_CONFLICT = "target_conflict"
    """Which number binds where the sentence names another target than 指标值."""
    NO_BRANCH = "no_branch"
    """What an outcome earns for which the sentence has no branch."""
    EACH_OR_ONCE = "each_or_once"
    """Whether “发现一次扣1分” without 每 costs for each one or only once."""


class Choice(StrEnum):
    """The possible answers to the questions."""

    PRO_RATA = "pro_rata"
    WHOLE = "whole"
    STARTED = "started"
    POINTS = "points"
    RELATIVE = "relative"
    KEEP_STEP = "keep_step"
    SCALE = "scale"
    CAP = "cap"
    RULE_TEXT = "rule_text"
    TARGET = "target"
    EACH = "each"
    ONCE = "once"
    ASK = "ask"
    PROPOSED = "proposed"


CHOICES: dict[Question, tuple[Choice, ...]] = {
    Question.PARTIAL_STEP: (Choice.PRO_RATA, Choice.WHOLE, Choice.STARTED),
    Question.PARTIAL_LARGE_STEP: (Choice.WHOLE, Choice.PRO_RATA, Choice.STARTED),
    Question.PERCENT_STEP: (Choice.POINTS, Choice.RELATIVE),
    Question.MAXIMUM_CONFLICT: (Choice.KEEP_STEP, Choice.SCALE, Choice.CAP),
    Question.TARGET_CONFLICT: (Choice.RULE_TEXT, Choice.TARGET),
    Question.NO_BRANCH: (Choice.ASK, Choice.PROPOSED),
    Question.EACH_OR_ONCE: (Choice.EACH, Choice.ONCE),
}
"""Every answer that may be chosen for a question."""

DEFENSIBLE: dict[Question, tuple[Choice, ...]] = {
    Question.PARTIAL_STEP: (Choice.PRO_RATA, Choice.WHOLE),
    Question.PARTIAL_LARGE_STEP: (Choice.WHOLE, Choice.PRO_RATA),
    Question.PERCENT_STEP: (Choice.POINTS, Choice.RELATIVE),
    Question.MAXIMUM_CONFLICT: (Choice.KEEP_STEP, Choice.SCALE, Choice.CAP),
    Question.TARGET_CONFLICT: (Choice.RULE_TEXT, Choice.TARGET),
    Question.NO_BRANCH: (Choice.ASK,),
    Question.EACH_OR_ONCE: (Choice.EACH, Choice.ONCE),
}
"""The readings that are compared before a default is used.

STARTED is left out: a sentence that wants a begun step counted in full says so (不足一个按一个计); read into a
sentence that is silent it would not be defended. A profile or a person may still choose it.
"""


class Ruling(Model):
    """口径裁定: a person's answer to a question, with the grounds."""

    question: Question
    choice: Choice
    grounds: str = ""
    decided_by: str = ""
    decided_on: str = ""


class ReverseFormula(StrEnum):
    """The two formulas in use for a row of which less is better; they disagree, so a profile has to choose."""

    RATIO = "ratio"
    """指标值÷实际值×分值."""
    EXCESS = "excess"
    """(1−(实际值−指标值)÷指标值)×分值, 0 from twice the target on."""


class Generic(Model):
    """通用办法: how rows without 评（扣）分标准 are scored; everything is off unless the profile says so.

    ``quantitative``: 达到指标值得满分，未达到的按比例. ``reverse``: the formula of rows where less is better, None
    leaves them to a person. ``qualitative``: a 定性 row shows three bands of points to choose in, cut at ``bands`` %.
    """

    quantitative: bool = False
    reverse: ReverseFormula | None = None
    qualitative: bool = False
    bands: tuple[Decimal, Decimal] = (Decimal(80), Decimal(60))

    @field_validator("bands", mode="after")
    @classmethod
    def _from_above(cls, bands: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
        upper, lower = bands
        if not 0 < lower < upper < _WHOLE:
            raise ValueError("bands must fall from below 100 to above 0")
        return bands

    @model_validator(mode="after")
    def _reverse_is_quantitative(self) -> Self:
        if self.reverse is not None and not self.quantitative:
            raise ValueError("reverse needs quantitative = true")
        return self


_WHOLE = 100


class GradeBand(Model):
    """等级: from this total on."""

    name: str
    from_points: Decimal


class Profile(Model):
    """口径方案: the defaults of a region and year, and what a person has already confirmed.

    ``defaults`` are used and shown as open (口径待确认) where another reading gives other points; ``rulings`` are
    used and shown as confirmed. ``small_cost`` (percent) is the cost rate below which a number on a cost row is
    asked about; ``share_from`` (percent) is the smallest target against which 0 < x < 1 is read as a share.

    ``grade_bands`` run from the best down. ``execution_weights`` are the points that 预算执行率 may carry beside the
    indicators. A reason for a deviation is asked for where points were lost (``reason_for_loss``) and from
    ``reason_from_rate`` percent of the target on (None: never). ``generic`` is for rows without 评（扣）分标准.
    """

    name: str
    title: str = ""
    version: str = ""
    source: str = ""
    defaults: Mapping[Question, Choice]
    rulings: tuple[Ruling, ...] = ()
    allow_bonus: bool = False
    allow_negative: bool = False
    small_cost: Decimal = Decimal(30)
    share_from: Decimal = Decimal(20)
    full_total: Decimal = Decimal(100)
    grade_bands: tuple[GradeBand, ...] = ()
    execution_weights: tuple[Decimal, ...] = (Decimal(10),)
    reason_for_loss: bool = True
    reason_from_rate: Decimal | None = Decimal(130)
    generic: Generic = Generic()

    @field_validator("defaults", mode="after")
    @classmethod
    def _read_only(cls, defaults: Mapping[Question, Choice]) -> Mapping[Question, Choice]:
        """Profiles are shared between callers; nobody changes one for all."""
        return MappingProxyType(dict(defaults))

    def ruling_on(self, question: Question) -> Ruling | None:
        """Return the person's ruling on the question, None while it is open."""
        return next((ruling for ruling in self.rulings if ruling.question == question), None)

    def with_rulings(self, *rulings: Ruling) -> Profile:
        """Return the profile with these rulings in force, each replacing an earlier one on its question."""
        taken = {ruling.question for ruling in rulings}
        kept = tuple(ruling for ruling in self.rulings if ruling.question not in taken)
        return self.model_copy(update={"rulings": kept + rulings})
