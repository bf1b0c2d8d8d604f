"""The rule model: clauses of condition and award, a closed union each, as read from one scoring sentence."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal, Self, TypeGuard

from pydantic import Field

from perfscore.diagnostics import Span
from perfscore.model.base import Model
from perfscore.model.condition import (
    GROWTHS,
    Always,
    Basis,
    Condition,
    Done,
    GradeAtLeast,
    GradeIs,
    NotDone,
    Says,
    Side,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.model.quantity import Quantity

__all__ = [
    "GROWTHS",
    "NOWHERE",
    "AddPer",
    "Always",
    "Award",
    "Basis",
    "Clause",
    "Condition",
    "DeductPer",
    "DeductPoints",
    "Discretion",
    "Done",
    "FixedPoints",
    "FullMarks",
    "GradeAtLeast",
    "GradeIs",
    "Interpolated",
    "Limit",
    "NoMarks",
    "NotDone",
    "PartialStep",
    "PerStep",
    "ProRata",
    "Says",
    "ScoringRule",
    "Side",
    "TargetMet",
    "TargetMissed",
    "Within",
    "is_step",
    "steps_of",
]

NOWHERE = Span(0, 0)


class PartialStep(StrEnum):
    """What an incomplete step costs (不足一个单位)."""

    PRO_RATA = "pro_rata"
    WHOLE = "whole"
    STARTED = "started"


class FullMarks(Model):
    """得满分: the weight of the row."""

    kind: Literal["full_marks"] = "full_marks"


class NoMarks(Model):
    """不得分."""

    kind: Literal["no_marks"] = "no_marks"


class FixedPoints(Model):
    """计N分; ``of_full`` makes N a percentage of the row's full marks (计满分的80%), ``added`` is 加N分."""

    kind: Literal["fixed_points"] = "fixed_points"
    points: Decimal
    of_full: bool = False
    added: bool = False


class DeductPoints(Model):
    """扣N分, once; ``of_full`` as in FixedPoints."""

    kind: Literal["deduct_points"] = "deduct_points"
    points: Decimal
    of_full: bool = False


class DeductPer(Model):
    """每低1个百分点扣N分: points for each step of the gap between reference and actual.

    ``reference`` is the number named inside the clause (每低于90%…); None means the target of the other clauses
    or of the row. ``partial`` is None where the sentence does not say what an incomplete step costs. ``each`` is
    False where 每 is not written (发现一次扣1分). ``matter`` are the words before it: of what each one costs.
    ``of_full`` as in FixedPoints (扣该项分值的5%).
    """

    kind: Literal["deduct_per"] = "deduct_per"
    each: bool = True
    matter: str = ""
    points: Decimal
    of_full: bool = False
    per: Quantity
    side: Side
    basis: Basis = Basis.VALUE
    reference: Quantity | None = None
    partial: PartialStep | None = None


class AddPer(Model):
    """每超过1个百分点加N分: points for each step beyond the reference, at most ``most`` in all.

    每完成1个得2分 has the reference 0: every one counts.
    """

    kind: Literal["add_per"] = "add_per"
    each: bool = True
    matter: str = ""
    points: Decimal
    of_full: bool = False
    per: Quantity
    side: Side
    basis: Basis = Basis.VALUE
    reference: Quantity | None = None
    partial: PartialStep | None = None
    most: Decimal | None = None


class ProRata(Model):
    """按比例得分, 得分=完成率×分值: the share of the points that the number on its basis is of 100 %.

    ``points`` is None for the weight of the row. On the basis VALUE the actual is itself the share; on
    COMPLETION_RATE it is actual ÷ target, with ``inverse`` target ÷ actual. ``offset`` is added (得分=完成率×25-15),
    ``whole`` is the percentage that the actual is divided by (得分=合格率/95%×分值), ``taken`` how many times the share
    is taken from the whole (得分=（1-超支率×2）×分值). ``matter`` names the share where it is one of several that are
    added (受理率×4+办结率×6).
    """

    kind: Literal["pro_rata"] = "pro_rata"
    matter: str = ""
    points: Decimal | None = None
    basis: Basis = Basis.COMPLETION_RATE
    inverse: bool = False
    offset: Decimal = Decimal(0)
    whole: Decimal | None = None
    taken: Decimal | None = None


class Interpolated(Model):
    """按插值法计算: on the straight line between the points of the two named numbers around the actual."""

    kind: Literal["interpolated"] = "interpolated"


class Discretion(Model):
    """酌情扣分, 扣1-5分, 给8-10分: a person chooses between ``low`` and ``high`` points, None where unstated.

    ``deducts`` says that the range is what is lost, ``adds`` that it comes on top of nothing.
    """

    kind: Literal["discretion"] = "discretion"
    low: Decimal | None = None
    high: Decimal | None = None
    deducts: bool = False
    adds: bool = False


PerStep = DeductPer | AddPer
_STEP_KINDS = ("deduct_per", "add_per")
Award = FullMarks | NoMarks | FixedPoints | DeductPoints | DeductPer | AddPer | ProRata | Interpolated | Discretion


class Clause(Model):
    """One branch of the sentence: when, what, and the words that say so."""

    condition: Condition = Field(discriminator="kind")
    award: Award = Field(discriminator="kind")
    span: Span = NOWHERE


class Limit(Model):
    """扣完为止 (points None), 最多扣N分, 最高得N分: where deducting or earning ends.

    As ``full`` of a rule without points: its words are those of the state that earns 满分.
    """

    points: Decimal | None = None
    span: Span = NOWHERE


class ScoringRule(Model):
    """评（扣）分标准 as a model: the clauses in the order of the sentence, and its limits.

    ``floor`` is 扣完为止 or 最多扣N分 (at most N points are lost), ``cap`` is 最高得N分, ``least`` is 最低得N分,
    ``full`` is 满分N分, ``negative`` is 可计负分: the sentence itself lets the score fall below 0. A sentence about
    several things has no clauses of its own but ``parts``, each a rule about one of them.
    ``items`` are the things that a checklist counts, where the sentence lists them.
    """

    clauses: tuple[Clause, ...]
    parts: tuple[ScoringRule, ...] = ()
    items: tuple[str, ...] = ()
    floor: Limit | None = None
    cap: Limit | None = None
    least: Limit | None = None
    full: Limit | None = None
    negative: bool = False
    source: str = ""

    def unplaced(self) -> ScoringRule:
        """Return the rule without its spans and source, for comparison by meaning."""
        return ScoringRule(
            clauses=tuple(clause.model_copy(update={"span": NOWHERE}) for clause in self.clauses),
            parts=tuple(part.unplaced() for part in self.parts),
            items=self.items,
            floor=self.floor and Limit(points=self.floor.points),
            cap=self.cap and Limit(points=self.cap.points),
            least=self.least and Limit(points=self.least.points),
            full=Limit(points=self.full.points) if self.full and self.full.points is not None else None,
            negative=self.negative,
        )

    def means(self, other: ScoringRule) -> bool:
        """Tell whether another rule is the same but for its words: what ``unplaced`` compares, without building it."""
        return (
            len(self.clauses) == len(other.clauses)
            and len(self.parts) == len(other.parts)
            and self._unworded() == other._unworded()
            and all(
                one.condition == two.condition and one.award == two.award
                for one, two in zip(self.clauses, other.clauses, strict=True)
            )
            and all(one.means(two) for one, two in zip(self.parts, other.parts, strict=True))
        )

    def _unworded(self) -> tuple[object, ...]:
        limits = [limit and (limit.points,) for limit in (self.floor, self.cap, self.least)]
        return self.items, *limits, self.full and self.full.points, self.negative

    def __copy__(self) -> Self:
        """Copy the rule without what was derived from its clauses: a copy may be given others."""
        copied = super().__copy__()
        for name in _DERIVED:
            copied.__dict__.pop(name, None)
        return copied

    def stated_maximum(self) -> Decimal | None:
        """The largest points a branch names (计20分), or None where only 满分 or deductions are named."""
        return self._stated

    @cached_property
    def earning_clause(self) -> Clause | None:
        """The branch that states where full marks are earned, None where the sentence leaves that to the row."""
        earning = [
            clause
            for clause in self.clauses
            if isinstance(clause.award, FixedPoints | FullMarks) and isinstance(clause.condition, TargetMet | Within)
        ]
        full = next((clause for clause in earning if isinstance(clause.award, FullMarks)), None)
        return full or max(earning, key=_fixed_points, default=None)

    @cached_property
    def _stated(self) -> Decimal | None:
        if self.full is not None:
            return self.full.points
        if self.parts:
            return self._sum_of_parts()
        named = [
            None if isinstance(award, FixedPoints) and (award.of_full or award.added) else award.points
            for award in (clause.award for clause in self.clauses)
            if isinstance(award, FixedPoints | ProRata) and not (isinstance(award, ProRata) and award.offset)
        ]
        return max((points for points in named if points is not None), default=None)

    def _sum_of_parts(self) -> Decimal | None:
        stated = [part.stated_maximum() for part in self.parts]
        return sum((points for points in stated if points is not None), Decimal(0)) or None

    def in_points(self, full: Decimal) -> ScoringRule:
        """Return the rule with every percentage of the full marks as points."""
        if not any(getattr(clause.award, "of_full", False) for clause in self.clauses):
            return self
        return self.model_copy(update={"clauses": tuple(_in_points(clause, full) for clause in self.clauses)})

    @cached_property
    def steps(self) -> tuple[tuple[Clause, PerStep], ...]:
        """The clauses that take or give points for each step, with their awards."""
        return steps_of(self.clauses)

    @cached_property
    def only_deducts(self) -> bool:
        """Tell whether every clause takes points and none says what gives them."""
        awards = (DeductPer, DeductPoints, NoMarks)
        return bool(self.clauses) and all(
            isinstance(clause.award, awards) or (isinstance(clause.award, Discretion) and clause.award.deducts)
            for clause in self.clauses
        )

    @cached_property
    def only_changes(self) -> bool:
        """Tell whether every clause is a step that takes or adds, and one of them takes: nothing lost is full marks."""
        awards = [clause.award for clause in self.clauses]
        steps = all(isinstance(award, DeductPer | AddPer) for award in awards)
        return steps and any(isinstance(award, DeductPer) for award in awards)

    @cached_property
    def only_steps(self) -> bool:
        """Tell whether every clause is a step that takes or adds; on a row without 分值 they are changes from 0."""
        return bool(self.clauses) and len(self.steps) == len(self.clauses)

    @cached_property
    def signed(self) -> bool:
        """Tell whether branches add points to nothing, others may take some: 第一加3分，末位扣2分."""
        awards = [clause.award for clause in self.clauses]
        added = any(isinstance(award, FixedPoints) and award.added for award in awards)
        return added and all(isinstance(award, DeductPoints) or getattr(award, "added", False) for award in awards)

    @cached_property
    def only_adds(self) -> bool:
        """Tell whether every clause adds points to nothing: for each step, or as a person chooses."""
        return bool(self.clauses) and all(map(_adds_to_nothing, self.clauses))


def steps_of(clauses: Iterable[Clause]) -> tuple[tuple[Clause, PerStep], ...]:
    """Return the clauses that take or give points for each step, with their awards."""
    return tuple([(clause, award) for clause in clauses if is_step(award := clause.award)])


def is_step(award: Award) -> TypeGuard[PerStep]:
    """Tell whether an award takes or gives points for each step."""
    return award.kind in _STEP_KINDS  # isinstance of two such classes takes five times as long


def _adds_to_nothing(clause: Clause) -> bool:
    match clause.award:
        case AddPer(reference=reference):
            return reference is not None and reference.value == 0
        case Discretion(adds=added) | FixedPoints(added=added):
            return added
        case _:
            return False


def _in_points(clause: Clause, full: Decimal) -> Clause:
    award = clause.award
    if not isinstance(award, FixedPoints | DeductPoints | DeductPer | AddPer) or not award.of_full:
        return clause
    points: Award = award.model_copy(update={"points": award.points * full / 100, "of_full": False})
    return clause.model_copy(update={"award": points})


_DERIVED = ("earning_clause", "_stated", "steps", "only_deducts", "only_changes", "only_steps", "only_adds", "signed")


def _fixed_points(clause: Clause) -> Decimal:
    return clause.award.points if isinstance(clause.award, FixedPoints) else Decimal(0)
