"""Branches that add nothing: 提前报送的不另加分 beside points that are only taken says nothing; clauses to clauses."""

from __future__ import annotations

from perfscore.model.rule import AddPer, Clause, Discretion, FixedPoints


def adds_nothing(clause: Clause) -> bool:
    """Tell whether a branch is 不加分."""
    return isinstance(clause.award, FixedPoints) and clause.award.added and clause.award.points == 0


def without_idle_additions(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Leave out what adds nothing where nothing else adds: 第三名不加分 among places that do is a branch of its own."""
    left = tuple(clause for clause in clauses if not adds_nothing(clause))
    if not left or len(left) == len(clauses):
        return clauses
    return clauses if any(map(_adds, left)) else left


def _adds(clause: Clause) -> bool:
    match clause.award:
        case AddPer():
            return True
        case FixedPoints(added=added) | Discretion(adds=added):
            return added
        case _:
            return False
