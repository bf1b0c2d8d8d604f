"""What one evaluation of one reading yields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from perfscore.diagnostics import Diagnostic, Severity, Span
from perfscore.model.profile import Choice, Profile, Question
from perfscore.model.rule import NOWHERE
from perfscore.model.score import RulingStep, Status, Step


@dataclass(frozen=True, slots=True)
class Outcome:
    """Points before rounding with the steps, or ``status`` and ``problem`` where the sentence gives none."""

    points: Decimal | None
    maximum: Decimal | None
    minimum: Decimal = Decimal(0)
    steps: tuple[Step, ...] = ()
    proposed: Decimal | None = None
    status: Status = Status.SCORED
    problem: Diagnostic | None = None


class Unscorable(Exception):  # noqa: N818 - not an error of ours but the end of an evaluation
    """Ends an evaluation that cannot give points; never leaves ``scoring``."""

    def __init__(
        self,
        status: Status,
        code: str,
        message: str,
        span: Span | None = None,
        between: tuple[Decimal, Decimal] | None = None,
    ) -> None:
        super().__init__(message)
        self.between = between
        self.status = status
        self.code = code
        self.message = message
        self.span = span

    def diagnostic(self, text: str) -> Diagnostic:
        """Return the remark that tells the person."""
        return Diagnostic(self.code, Severity.ERROR, self.message, text if self.span else "", self.span)


@dataclass(slots=True)
class Court:
    """Answers questions of reading: by ``trial`` choices first, then a person's rulings, then the profile's defaults.

    ``open`` collects the questions that were answered by a default or on trial, ``steps`` every answer given.
    """

    profile: Profile
    trial: Mapping[Question, Choice] = field(default_factory=dict)
    open: dict[Question, Choice] = field(default_factory=dict)
    steps: list[RulingStep] = field(default_factory=list)

    def choose(self, question: Question, span: Span = NOWHERE) -> Choice:
        """Return the answer in force and note it down."""
        ruling = self.profile.ruling_on(question)
        if question in self.trial:
            choice = self.trial[question]
        else:
            choice = ruling.choice if ruling else self.profile.defaults[question]
        if ruling is None:
            self.open[question] = choice
        self.steps.append(RulingStep(question=question, choice=choice, confirmed=ruling is not None, span=span))
        return choice
