"""The score of a row: points, status, and the steps that led there as data."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from perfscore.diagnostics import Diagnostic, Span
from perfscore.model.base import Model
from perfscore.model.indicator import Actual
from perfscore.model.profile import Choice, Question
from perfscore.model.quantity import Quantity
from perfscore.model.rule import Basis, Side


class Status(StrEnum):
    """计分状态."""

    SCORED = "scored"
    PROVISIONAL = "provisional"
    AWAITING_ACTUAL = "awaiting_actual"
    NEEDS_REVIEW = "needs_review"
    INVALID_ACTUAL = "invalid_actual"
    DECIDED = "decided"


class GapStep(Model):
    """The actual lies this far on the wrong side of the reference; ``from_target`` says that 指标值 gave it.

    ``gap`` is in the unit of the step. Where that makes it a percentage of the reference, ``absolute`` is the gap
    in the unit of the reference.
    """

    kind: Literal["gap"] = "gap"
    basis: Basis
    side: Side
    reference: Quantity
    gap: Quantity
    from_target: bool
    absolute: Quantity | None = None
    span: Span


class BranchStep(Model):
    """A branch of the sentence applied and gives these points."""

    kind: Literal["branch"] = "branch"
    points: Decimal
    span: Span


class MissedStep(Model):
    """The branch that would have given full marks did not apply."""

    kind: Literal["missed"] = "missed"
    span: Span


class DeductionStep(Model):
    """``counted`` steps at ``points_per`` each are deducted; ``steps`` is their number before any rounding."""

    kind: Literal["deduction"] = "deduction"
    steps: Decimal
    counted: Decimal
    points_per: Decimal
    amount: Decimal
    span: Span


class ShareStep(Model):
    """按比例: ``share`` percent of ``full`` points."""

    kind: Literal["share"] = "share"
    basis: Basis
    share: Decimal
    full: Decimal
    points: Decimal
    span: Span


class LimitStep(Model):
    """The points were held: ``floor`` at the minimum, ``cap`` at the maximum; the span is the sentence's own words."""

    kind: Literal["limit"] = "limit"
    limit: Literal["floor", "cap", "max_deduction"]
    points: Decimal
    stated: bool
    span: Span


class RulingStep(Model):
    """A wording was settled by a default or by a person's ruling."""

    kind: Literal["ruling"] = "ruling"
    question: Question
    choice: Choice
    confirmed: bool
    span: Span


class NoBranchStep(Model):
    """The sentence has no branch for this outcome; the nearest one stands at the span."""

    kind: Literal["no_branch"] = "no_branch"
    proposed: Decimal | None
    span: Span


Step = GapStep | BranchStep | MissedStep | DeductionStep | ShareStep | LimitStep | RulingStep | NoBranchStep
_KnownStep = Annotated[Step, Field(discriminator="kind")]
"""A step looked up by its kind; without that, every kind is tried on every step."""


class Alternative(Model):
    """另读: another defensible reading and its points."""

    points: Decimal
    choices: tuple[Choice, ...] = ()
    reading: str = ""


class Score(Model):
    """得分: what a row earned, why, and how sure it is.

    ``points`` and ``deduction`` are None unless the status is scored, provisional or decided; ``minimum`` and
    ``maximum`` bound the points as the rule is understood. ``proposed`` is what a person could confirm on a row
    that needs review. ``explanation`` is empty on a row without points. ``parts`` are the scores of the parts of a
    sentence about several things.
    """

    status: Status
    points: Decimal | None = None
    deduction: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    weight: Decimal | None = None
    proposed: Decimal | None = None
    actual: Actual | None = None
    explanation: str = ""
    reading: str = ""
    status_text: str = ""
    alternatives: tuple[Alternative, ...] = ()
    steps: tuple[_KnownStep, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    parts: tuple[Score, ...] = ()


class ProjectScore(Model):
    """项目得分: the sum of the rows, 预算执行率, 总分 and 等级.

    ``points`` is the sum of the points shown, ``counted_weight`` the weight of the rows that have points.
    ``execution_weight`` is 0 where the indicators alone make up 100. ``total`` and ``grade`` are None while anything
    is open (暂计): ``open_rows`` rows without points, ``unsettled_rows`` rows whose wording is not confirmed, or
    money that is not filled in (``missing_money``).
    """

    points: Decimal
    weight: Decimal
    counted_weight: Decimal
    execution_weight: Decimal | None = None
    execution_points: Decimal | None = None
    total: Decimal | None = None
    grade: str | None = None
    open_rows: int = 0
    unsettled_rows: int = 0
    missing_money: tuple[str, ...] = ()

    @property
    def provisional(self) -> bool:
        """暂计: tell whether anything is open."""
        return self.total is None
