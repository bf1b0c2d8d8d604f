"""What clauses in words owe to each other: an event beside a state is one too; 没有 is none of the events named."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.quantity import Interval
from perfscore.model.rule import (
    Basis,
    Clause,
    Condition,
    Discretion,
    Done,
    FixedPoints,
    FullMarks,
    NoMarks,
    NotDone,
    Says,
    Within,
)

_NONE = frozenset("没有 无 未发生 未发现 不存在 未出现 没有发生".split())
_STATES = (Says, Done, NotDone)


def settle_words(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Bring clauses in words to one sort.

    “发生虚报冒领不得分，没有的得5分”: nothing of the kind happened. “均持证上岗得5分，发现无证上岗不得分”: two
    states, one of which excludes the other; how often it happened does not count.
    """
    return _with_one_verb(_in_states(_of_nothing(clauses)))


def _of_nothing(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    if not any(_happens(clause.condition) for clause in clauses):
        return clauses
    none = Within(basis=Basis.OCCURRENCES, interval=Interval(low=Decimal(0), high=Decimal(0)))
    return tuple(
        clause.model_copy(update={"condition": none})
        if isinstance(clause.condition, Says)
        and clause.condition.text in _NONE
        and isinstance(clause.award, FixedPoints | FullMarks)
        else clause
        for clause in clauses
    )


def _happens(condition: Condition) -> bool:
    """Tell whether a condition is that something happened, however often."""
    return (
        isinstance(condition, Within)
        and condition.basis is Basis.OCCURRENCES
        and condition.interval == Interval(low=Decimal(1))
    )


def _in_states(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    earned = [clause for clause in clauses if isinstance(clause.condition, _STATES)]
    events = [clause for clause in clauses if _ends_the_row(clause)]
    if not events or len(earned) + len(events) != len(clauses) or not any(_earns(clause) for clause in earned):
        return clauses
    return tuple(_as_state(clause) if clause in events else clause for clause in clauses)


def _earns(clause: Clause) -> bool:
    return isinstance(clause.award, FixedPoints | FullMarks) and not getattr(clause.award, "added", False)


def _ends_the_row(clause: Clause) -> bool:
    """发现……不得分, 发生……视情节扣分: once is enough; of 扣1分 it is not said whether each time costs."""
    taken = isinstance(clause.award, NoMarks) or (isinstance(clause.award, Discretion) and clause.award.low is not None)
    named = getattr(clause.condition, "subject", "")
    return taken and _happens(clause.condition) and bool(named) and not named.startswith(_ANY)


_ANY = ("任意", "任何", "其中", "任")


def _as_state(clause: Clause) -> Clause:
    assert isinstance(clause.condition, Within)
    return clause.model_copy(update={"condition": Says(text="发生" + clause.condition.subject)})


_CARRIES = ("组织", "组织开展", "开展")


def _with_one_verb(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """组织召开会议得2分，未召开不得分: 召开 is the act."""
    denied = [clause.condition for clause in clauses if isinstance(clause.condition, NotDone)]
    if len(denied) != 1:
        return clauses
    return tuple(_with_verb(clause, denied[0].act) for clause in clauses)


def _with_verb(clause: Clause, act: str) -> Clause:
    done = clause.condition
    if not isinstance(done, Done) or done.act == act or done.act not in _CARRIES or not done.matter.startswith(act):
        return clause
    named = done.model_copy(update={"act": act, "matter": done.matter.removeprefix(act)})
    return clause.model_copy(update={"condition": named})
