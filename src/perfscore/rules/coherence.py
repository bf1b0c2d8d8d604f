"""Whether the clauses of a sentence speak of one thing and do not contradict each other."""

from __future__ import annotations

from collections import Counter

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.model.rule import (
    AddPer,
    Always,
    Clause,
    Condition,
    DeductPer,
    DeductPoints,
    Done,
    GradeAtLeast,
    GradeIs,
    NoMarks,
    NotDone,
    PerStep,
    Side,
    TargetMet,
    TargetMissed,
    Within,
)


def check_coherence(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """Return an error for every clause that does not fit the others; the sentence is then not scored."""
    problems = [
        *_one_family(clauses, text),
        *_one_subject(clauses, text),
        *_one_act_each_way(clauses, text),
        *_one_step_each_side(clauses, text),
        *_steps_lie_outside(clauses, text),
        *_no_otherwise_beside_steps(clauses, text),
        *_no_grade_twice(clauses, text),
    ]
    if all(_family(clause) is None for clause in clauses):
        problems.append(Diagnostic("E107", Severity.ERROR, "没有写明什么情况下得分", text, clauses[0].span))
    return problems


def _family(clause: Clause) -> str | None:
    """The kind of thing a clause looks at, None for 否则."""
    if isinstance(clause.award, DeductPer | AddPer):
        return clause.award.basis.value
    match clause.condition:
        case Within(basis=basis) | TargetMet(basis=basis) | TargetMissed(basis=basis):
            return basis.value
        case GradeIs() | GradeAtLeast():
            return "grade"
        case Done() | NotDone():
            return "act"
        case Always():
            return None


def _one_family(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    families = [_family(clause) for clause in clauses]
    first = next((family for family in families if family), None)
    return [
        _compound(clause, text, "这一句与前面说的不是同一件事")
        for clause, family in zip(clauses, families, strict=True)
        if family not in (None, first)
    ]


def _one_subject(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    subjects = [getattr(clause.condition, "subject", "") for clause in clauses]
    first = next((subject for subject in subjects if subject), "")
    return [
        _compound(clause, text, "这一句说的是另一项内容")
        for clause, subject in zip(clauses, subjects, strict=True)
        if subject not in ("", first)
    ]


def _one_act_each_way(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """完成得…，未完成得…: one act and its negation; a second act makes two requirements of it."""
    done = [clause for clause in clauses if isinstance(clause.condition, Done)]
    not_done = [clause for clause in clauses if isinstance(clause.condition, NotDone)]
    problems = [_compound(clause, text, "一句中有两项要求") for clause in (*done[1:], *not_done[1:])]
    if done and not_done and not _is_negation(not_done[0].condition, of=done[0].condition):
        problems.append(_compound(not_done[0], text, "否定的一句与肯定的一句说的不是同一件事"))
    return problems


def _is_negation(no: Condition, *, of: Condition) -> bool:
    """未完成 denies 完成 and 按时完成; 未按时完成 denies only 按时完成; 未实施 denies no 完成."""
    if not isinstance(no, NotDone) or not isinstance(of, Done) or no.act != of.act:
        return False
    return no.qualifier in ("", of.qualifier) and no.matter in ("", of.matter)


def _steps(clauses: tuple[Clause, ...]) -> list[tuple[Clause, PerStep]]:
    return [(clause, clause.award) for clause in clauses if isinstance(clause.award, DeductPer | AddPer)]


def _one_step_each_side(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    steps = _steps(clauses)
    counted = Counter((award.kind, award.side) for _, award in steps)
    return [
        _compound(clause, text, "同一方向有两种扣（加）分办法")
        for clause, award in steps
        if counted[award.kind, award.side] > 1
    ]


def _steps_lie_outside(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“同比提高得15分，每上升1%扣1分”: points are taken where the sentence has just given them."""
    earned = [
        clause.condition.interval
        for clause in clauses
        if isinstance(clause.condition, Within) and not isinstance(clause.award, NoMarks | DeductPoints)
    ]
    open_above = any(interval.high is None for interval in earned)
    open_below = any(interval.low is None for interval in earned)
    return [
        _compound(clause, text, "扣分的方向与得分的条件相反")
        for clause, award in _steps(clauses)
        if isinstance(award, DeductPer) and (open_above if award.side is Side.ABOVE else open_below)
    ]


def _no_otherwise_beside_steps(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“每低1%扣1分，否则不得分”: what 否则 is left for is not to be seen."""
    if not any(isinstance(award, DeductPer) for _, award in _steps(clauses)):
        return []
    return [_compound(clause, text, "既按比例扣分，又写“否则”") for clause in clauses if _family(clause) is None]


def _no_grade_twice(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    seen: set[str] = set()
    problems = []
    for clause in clauses:
        if not isinstance(clause.condition, GradeIs):
            continue
        if seen & set(clause.condition.grades):
            problems.append(_compound(clause, text, "同一等次写了两次"))
        seen |= set(clause.condition.grades)
    return problems


def _compound(clause: Clause, text: str, message: str) -> Diagnostic:
    return Diagnostic("E107", Severity.ERROR, message, text, clause.span)
