"""Statements in words against the states a rule names: asserted, denied or open; a doubt is always open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfscore.diagnostics import Span
from perfscore.values.propositions_items import ItemsResult, items
from perfscore.values.propositions_match import Survey, Verdict, survey
from perfscore.values.propositions_phrases import Phrase, alternatives_of, key_of, phrases_of, same_words
from perfscore.values.propositions_words import BARE_NONE, QUALITIES

__all__ = [
    "Choice",
    "ItemsResult",
    "Judgement",
    "Phrase",
    "Verdict",
    "choice",
    "choose",
    "holds",
    "items",
    "judge",
    "phrases_of",
]


@dataclass(frozen=True, slots=True)
class Judgement:
    """判断: the verdict on one condition, the words of the statement that were used, and those that fit nowhere."""

    verdict: Verdict
    used: tuple[Span, ...]
    left: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """所属状态: the number of the one state that a statement asserts, or None, with the words used and left over."""

    index: int | None
    used: tuple[Span, ...]
    left: tuple[Span, ...]


def holds(condition: str, statement: str, others: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Verdict:
    """Return what the statement says about a condition; see :func:`judge`."""
    return judge(condition, statement, others, names).verdict


def judge(condition: str, statement: str, others: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Judgement:
    """Judge one condition of a rule by a statement.

    Args:
        condition: the words of the rule, without points.
        statement: the words of the cell.
        others: the other states of the same rule; a word that fits one of them differently decides nothing.
        names: the row's own names (indicator, content).
    """
    whole = (Span(0, len(statement)),)
    if same_words(statement, condition):
        verdict = Verdict.OPEN if any(same_words(statement, other) for other in others) else Verdict.ASSERTED
        return Judgement(verdict, whole, ())
    told = survey((condition, *others), statement, names)
    return Judgement(told.verdicts[0], told.used, told.left)


def parts_of(condition: str) -> tuple[str, ...]:
    """Return what a condition asks for, one by one: 建立A制度和B制度 is 建立A制度 and 建立B制度; itself if it is one.

    Empty where the condition says more than plain phrases do (numbers, 或, brackets, double negation).
    """
    said = phrases_of(condition, rule=True)
    if not said or any(phrase.counted or not phrase.plain for phrase in said) or len(alternatives_of(condition)) > 1:
        return ()
    if len(said) == 1:
        return (condition,)
    return tuple(_written(phrase) for phrase in said)


def _written(phrase: Phrase) -> str:
    manner = "".join(sorted(phrase.qualifiers))
    if phrase.topic or phrase.predicate in QUALITIES:
        return f"{phrase.thing}{'不' * phrase.negated}{manner}{phrase.predicate}"
    if phrase.predicate == "有":
        return f"{'无' if phrase.negated else '有'}{phrase.thing}"
    return f"{'未' * phrase.negated}{manner}{phrase.predicate}{phrase.thing}"


def choose(states: Sequence[str], statement: str, names: tuple[str, ...] = ()) -> int | None:
    """Return the number of the one state, of several that exclude each other, that the statement asserts."""
    return choice(states, statement, names).index


def choice(states: Sequence[str], statement: str, names: tuple[str, ...] = ()) -> Choice:
    """Like :func:`choose`, with the words that decided."""
    whole = Span(0, len(statement))
    same = [number for number, state in enumerate(states) if same_words(statement, state)]
    if same:
        return Choice(same[0] if len(same) == 1 else None, (whole,), ())
    told = survey(tuple(states), statement, names)
    index = _only_one(told)
    return Choice(_without_any(states, told, statement) if index is None else index, told.used, told.left)


def _without_any(states: Sequence[str], told: Survey, statement: str) -> int | None:
    """The state that is a mere 无, where the statement says that the thing of every other state is not there."""
    none = [number for number, state in enumerate(states) if key_of(state, rule=True) in BARE_NONE]
    absent = all(phrase.negated and (phrase.exists or phrase.happens) for phrase in phrases_of(statement))
    others = [verdict for number, verdict in enumerate(told.verdicts) if number not in none]
    if len(none) != 1 or not absent or not others or set(others) != {Verdict.DENIED}:
        return None
    return none[0]


def _only_one(told: Survey) -> int | None:
    """The asserted state, unless another one that the whole statement is about is not denied as well."""
    asserted = [number for number, verdict in enumerate(told.verdicts) if verdict is Verdict.ASSERTED]
    asserted = [number for number in asserted if not any(told.touched[number] < told.touched[one] for one in asserted)]
    if len(asserted) > 1:
        best = max(told.tight[number] for number in asserted)
        asserted = [number for number in asserted if told.tight[number] == best]
    if len(asserted) != 1:
        return None
    rivals = (
        number
        for number, verdict in enumerate(told.verdicts)
        if number != asserted[0] and verdict is Verdict.OPEN and told.touched[number] >= told.touched[asserted[0]]
    )
    return None if any(True for _ in rivals) else asserted[0]
