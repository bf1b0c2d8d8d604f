"""Whether a lesser degree of a state gives no more points than the state itself: clauses to errors."""

from __future__ import annotations

from decimal import Decimal

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.model.rule import Clause, FixedPoints, GradeIs, NoMarks, Says
from perfscore.values.propositions_words import QUALITIES

_LESSER = tuple("基本 较为 比较 较 部分 不够 不太 不 未".split())


def worse_gives_no_more(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“健全得3分，基本健全得5分”: the points or the states were mixed up."""
    named = [
        (said, points, clause)
        for clause in clauses
        if (said := _said(clause)) and (points := _points(clause)) is not None
    ]
    return [
        Diagnostic("E107", Severity.ERROR, f"“{less}”比“{full}”得分还多", text, clause.span)
        for less, more_points, clause in named
        for full, points, _ in named
        if more_points > points and _is_lesser(less, full)
    ]


def _is_lesser(less: str, full: str) -> bool:
    prefix = next((prefix for prefix in _LESSER if less.startswith(prefix)), None)
    core = less.removeprefix(prefix) if prefix else ""
    return core in QUALITIES and full.endswith(core) and not full.removesuffix(core).endswith(_LESSER)


def _said(clause: Clause) -> str:
    match clause.condition:
        case Says(text=text):
            return text
        case GradeIs(grades=(grade,)):
            return grade
    return ""


def _points(clause: Clause) -> Decimal | None:
    match clause.award:
        case FixedPoints(points=points):
            return points
        case NoMarks():
            return Decimal(0)
    return None
