"""What there is among the clauses of a sentence, as bits: clauses to one number, and to what is worth doing with them.

A check of grades has nothing to say where no clause names a grade; most sentences need few of the checks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, get_args

from perfscore.model.rule import Award, Basis, Clause, Condition

_KINDS = [part.model_fields["kind"].default for union in (Condition, Award) for part in get_args(union)]
_BITS: dict[str, int] = {kind: 1 << place for place, kind in enumerate(_KINDS)}
SEVERAL = 1 << len(_KINDS)
"""More than one clause."""
ADDED = SEVERAL << 1
"""Points that are added to others: 加2分."""
_BASES = {basis: ADDED << place for place, basis in enumerate(Basis, 1)}


def kinds(*names: str) -> int:
    """Return the bits of these kinds of condition and award."""
    return sum({_BITS[name] for name in names})


def within(*bases: Basis) -> int:
    """Return the bits of ranges of numbers on these bases."""
    return sum({_BASES[basis] for basis in bases})


STEPS = kinds("deduct_per", "add_per")


def facts_of(clauses: tuple[Clause, ...]) -> int:
    """Return the bits of all that the clauses hold."""
    bits = SEVERAL if len(clauses) > 1 else 0
    for clause in clauses:
        condition, award = clause.condition, clause.award
        bits |= _BITS[condition.kind] | _BITS[award.kind]
        if condition.kind == "within":
            bits |= _BASES[condition.basis]
        if award.kind == "fixed_points" and award.added:
            bits |= ADDED
    return bits


_Work = TypeVar("_Work", bound=Callable[..., object])


def worth_doing(table: tuple[tuple[_Work, tuple[int, ...]], ...], facts: int) -> tuple[_Work, ...]:
    """Return what each of whose sets of bits has one among the facts."""
    return tuple(one for one, needs in table if all(facts & need for need in needs))
