"""Statements in words against states of which one excludes the others: verdicts, or nothing where it is not certain."""

from __future__ import annotations

import re

from perfscore.model.indicator import Expected, Stated, Want
from perfscore.values.paraphrases import plainer, written_out
from perfscore.values.propositions import Verdict, choose, holds, phrases_of
from perfscore.values.reading import ActualReading, read_as

_YES, _NO = frozenset("是 √ ✓ ✔".split()), frozenset("否 × ✗ ✘ x X".split())
_TURNED_AROUND = re.compile(r"是否|未|不|无|没|延|逾|违|超|滞后|拖|欠|问题|事故|隐患|投诉")
"""Names of which a plain 是 or 否 may mean the contrary."""
_Verdicts = tuple[bool | None, ...]


def verdicts_of(text: str, expected: Expected) -> _Verdicts | None:
    """Return which one state the words assert, or that they deny every one; None where that is not certain."""
    if "?" in text:
        return None
    plain = _plain_answer(text, expected)
    if plain is not None:
        return plain
    states = tuple(written_out(state, "|".join(expected.states)) for state in expected.states)
    for words in dict.fromkeys((text, plainer(text, states))):
        verdicts = _verdicts(words, states, expected)
        if verdicts is not None:
            return verdicts
    return None


def _verdicts(text: str, states: tuple[str, ...], expected: Expected) -> _Verdicts | None:
    index = choose(states, text, expected.names)
    if index is not None:
        return _only(index, states) if _repeats(text, index, expected) else None
    verdicts = [holds(state, text, _others(states, state), expected.names) for state in states]
    if not verdicts or any(verdict is not Verdict.DENIED for verdict in verdicts):
        return None
    unsaid = expected.only_faults and not all(_repeats(text, number, expected) for number in range(len(states)))
    return None if unsaid else (False,) * len(verdicts)


def _only(index: int, states: tuple[str, ...]) -> _Verdicts:
    return tuple(number == index for number in range(len(states)))


def _repeats(text: str, index: int, expected: Expected) -> bool:
    """Tell whether a statement has the words of a state without which its verb means something else."""
    return not expected.marks or all(mark in text for mark in expected.marks[index])


def _plain_answer(text: str, expected: Expected) -> _Verdicts | None:
    """是 and 否 answer a sentence that asks one thing plainly and names its contrary at most."""
    if text not in _YES | _NO or not 1 <= len(expected.states) <= 2:  # noqa: PLR2004 - a state and its contrary
        return None
    asked = [number for number, state in enumerate(expected.states) if _is_plain(state)]
    if len(asked) != 1 or any(_TURNED_AROUND.search(name) for name in expected.names):
        return None
    others = [number for number in range(len(expected.states)) if number != asked[0]]
    if not all(_is_contrary(expected.states[number], expected.states[asked[0]]) for number in others):
        return None
    return tuple((number == asked[0]) is (text in _YES) for number in range(len(expected.states)))


def _is_plain(state: str) -> bool:
    phrases = phrases_of(state, rule=True)
    return bool(phrases) and all(
        phrase.predicate and not phrase.negated and not phrase.happens and not phrase.counted for phrase in phrases
    )


def _is_contrary(state: str, asked: str) -> bool:
    predicates = {phrase.predicate for phrase in phrases_of(asked, rule=True)}
    phrases = phrases_of(state, rule=True)
    return any(phrase.negated and phrase.predicate in predicates for phrase in phrases)


def read_act(text: str, shown: str, expected: Expected, strict: ActualReading) -> ActualReading:
    """Read a statement about an act whose words the strict reader does not know, if it is certain what it says.

    A statement that the strict reader understood and did not find to answer the sentence stays refused.
    """
    if strict.actual is not None or strict.diagnostics[0].code != "V201" or expected.want is not Want.STATEMENT:
        return strict
    if expected.has_deadline or expected.qualifier or expected.in_year or expected.quota or expected.counts_wanted:
        return strict
    if text in _YES | _NO or not all(_is_said(words, text, expected) for words in expected.before_act):
        return strict
    verdicts = verdicts_of(text, expected)
    if verdicts is None:
        return strict
    number = verdicts.index(True) if True in verdicts else None
    if number is None:
        return read_as(Stated(text=shown, done=False)) if expected.denials == (False,) else strict
    return read_as(Stated(text=shown, done=not expected.denials[number]))


_PLAIN_SUBJECTS = frozenset(
    "项目 工程 工作 任务 活动 该项目 该工作 本项目 该项工作 各项工作 单位 部门单位 本单位".split()
)


def _is_said(words: str, text: str, expected: Expected) -> bool:
    """Tell whether the words before the verb are in the statement, or are the row's own thing.

    勉强完成, 经催办后完成: what stands there may change what the verb means.
    """
    if words in text or words in _PLAIN_SUBJECTS:
        return True
    pairs = (words[place : place + 2] for place in range(len(words) - 1))
    return any(pair in name for pair in pairs for name in expected.row_names)


def _others(states: tuple[str, ...], state: str) -> tuple[str, ...]:
    return tuple(other for other in states if other != state)
