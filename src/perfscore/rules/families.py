"""What the clauses of a sentence look at: a number on its basis, a grade, an act, a state; clause to family."""

from __future__ import annotations

from perfscore.model.deadline import InTime
from perfscore.model.rule import (
    Always,
    Basis,
    Clause,
    Done,
    GradeAtLeast,
    GradeIs,
    NotDone,
    Says,
    TargetMet,
    TargetMissed,
    Within,
    is_step,
)

_NUMBERS = frozenset(map(str, Basis))


def is_aside(clause: Clause) -> bool:
    """Tell whether a clause leaves a case in words to a person: 情节严重的从重扣分."""
    return clause.condition.kind == "says" and clause.award.kind == "discretion"


def is_beside_numbers(clauses: tuple[Clause, ...]) -> bool:
    """Tell whether such a clause stands beside branches or steps that go by a number."""
    asides = [clause for clause in clauses if is_aside(clause)]
    if not asides:
        return False
    return any(family(clause) in _NUMBERS for clause in clauses) and not any(
        family(clause) not in _NUMBERS | {None} for clause in clauses if not is_aside(clause)
    )


_OF_A_NUMBER = ("pro_rata", "interpolated")


def family(clause: Clause) -> str | None:
    """Return the kind of thing a clause looks at, None for 否则."""
    award = clause.award
    if is_step(award):
        return award.basis.value
    if award.kind in _OF_A_NUMBER:
        return Basis.VALUE.value
    match clause.condition:
        case Within(basis=basis) | TargetMet(basis=basis) | TargetMissed(basis=basis):
            return Basis.VALUE.value if basis is Basis.COMPLETION_RATE else basis.value
        case GradeIs() | GradeAtLeast():
            return "grade"
        case Done() | NotDone():
            return "act"
        case InTime():
            return Basis.DELAY.value
        case Says():
            return "state"
        case Always():
            return None
