"""Pairs of a state that earns and its contrary are each a thing: 专户管理得2分，否则不得分；账目清楚得3分，否则不得分.

Clauses in, and whether they are several such pairs, or begin another one.
"""

from __future__ import annotations

from collections.abc import Sequence

from perfscore.model.rule import Always, Clause, Done, FixedPoints, GradeIs, NoMarks, NotDone, Says

_WORDED = (Says, Done, NotDone, GradeIs, Always)


def are_pairs(clauses: Sequence[Clause]) -> bool:
    """Tell whether clauses in words give points after they have said what leaves none, and end with that again.

    What leaves nothing is the last of several states of one thing.
    """
    if not clauses or not all(isinstance(clause.condition, _WORDED) for clause in clauses) or not _ends(clauses[-1]):
        return False
    began = [place for place in range(1, len(clauses)) if _ends(clauses[place - 1]) and _earns(clauses[place])]
    return bool(began) and _earns(clauses[0]) and all(_earns(clause) or _ends(clause) for clause in clauses)


def begins_another(before: Sequence[Clause], behind: Sequence[Clause]) -> bool:
    """Tell whether what stands behind is about another thing than a pair that has ended."""
    if len(before) < 2 or not behind or not all(isinstance(one.condition, _WORDED) for one in (*before, *behind)):  # noqa: PLR2004
        return False
    return _earns(before[0]) and _ends(before[-1]) and _earns(behind[0])


def _earns(clause: Clause) -> bool:
    award = clause.award
    named = isinstance(clause.condition, Says | Done)
    return named and isinstance(award, FixedPoints) and not award.of_full and not award.added


def _ends(clause: Clause) -> bool:
    return isinstance(clause.award, NoMarks)
