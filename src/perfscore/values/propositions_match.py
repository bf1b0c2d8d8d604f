"""Phrases of a statement against the phrases of a rule -> which states of the rule they assert or deny."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from perfscore.diagnostics import Span
from perfscore.numbers.lazy import regex
from perfscore.values.propositions_phrases import Phrase, alternatives_of, key_of, phrases_of
from perfscore.values.propositions_things import (
    abbreviates,
    may_go_unsaid,
    names_all,
    relation,
    same_predicate,
    share_words,
    wordings,
)
from perfscore.values.propositions_words import BARE_NO, BARE_NONE, BARE_SOME, BARE_YES, DEGREES

LONGEST = 500
"""A longer statement is read by nobody, least of all by a program."""


class Verdict(Enum):
    """What a statement says about a condition: 成立, 不成立, 未说明."""

    ASSERTED = "asserted"
    DENIED = "denied"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Survey:
    """What a statement says about each state, the spans of the words that say it, and of those that say nothing."""

    verdicts: tuple[Verdict, ...]
    used: tuple[Span, ...]
    left: tuple[Span, ...]
    touched: tuple[frozenset[int], ...] = ()
    tight: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """状态: one condition of a rule, as alternatives of phrases that must all hold."""

    text: str
    alternatives: tuple[tuple[Phrase, ...], ...]

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All phrases, of whatever alternative."""
        return tuple(phrase for side in self.alternatives for phrase in side)


@lru_cache(maxsize=4096)
def state_of(text: str) -> State:
    """Read a condition; one without end is not read."""
    if len(text) > LONGEST:
        return State(text, ())
    return State(text, tuple(phrases_of(side, rule=True) for side in alternatives_of(text)))


@dataclass(frozen=True, slots=True)
class _Link:
    """A phrase of the statement and a phrase of a state about the same thing."""

    said: int
    state: int
    phrase: Phrase
    says: bool | None
    exact: bool


def survey(states: Sequence[str], statement: str, names: tuple[str, ...] = (), *, exclusive: bool = True) -> Survey:
    """Say of each state what the statement makes of it; words that fit nowhere leave every state open."""
    rule = [state_of(state) for state in states]
    whole = Span(0, len(statement))
    key = key_of(statement)
    if not key or len(statement) > LONGEST:
        return _open(rule, (), (whole,))
    bare = _bare_answer(key, rule, names, exclusive)
    if bare is not None:
        return bare(whole)
    if key in BARE_NONE | BARE_SOME | BARE_YES | BARE_NO:
        return _open(rule, (), (whole,))
    return _by_phrases(rule, phrases_of(statement), names, exclusive)


def _open(rule: Sequence[State], used: tuple[Span, ...], left: tuple[Span, ...]) -> Survey:
    return Survey((Verdict.OPEN,) * len(rule), used, left, (frozenset(),) * len(rule), (0,) * len(rule))


def _by_phrases(rule: list[State], said: tuple[Phrase, ...], names: tuple[str, ...], exclusive: bool) -> Survey:
    links: list[_Link] = []
    left: list[Span] = []
    for index, phrase in enumerate(said):
        found = _links(index, phrase, rule, names, exclusive)
        if not found:
            left.append(phrase.span)
        links += found
    spans = tuple(dict.fromkeys(phrase.span for phrase in said))
    if left or not links:
        used = tuple(span for span in spans if span not in left)
        return _open(rule, used, tuple(dict.fromkeys(left)) or spans)
    verdicts = tuple(_of_state(number, state, links) for number, state in enumerate(rule))
    if None in verdicts:
        return _open(rule, (), spans)
    return Survey(
        tuple(verdict for verdict in verdicts if verdict is not None),
        spans,
        (),
        tuple(frozenset(_touching(number, state, links)) for number, state in enumerate(rule)),
        tuple(sum(link.exact for link in links if link.state == number) for number in range(len(rule))),
    )


def _touching(number: int, state: State, links: list[_Link]) -> Iterator[int]:
    """The phrases of the statement that speak for a state without speaking against it."""
    for side in state.alternatives:
        here = [link for link in links if link.state == number and link.phrase in side]
        if not any(link.says is False for link in here):
            yield from (link.said for link in here)


def _of_state(number: int, state: State, links: list[_Link]) -> Verdict | None:
    """The verdict on one state; None where the statement contradicts itself."""
    sides = [_of_side(side, [link for link in links if link.state == number]) for side in state.alternatives]
    if None in sides:
        return None
    if Verdict.ASSERTED in sides:
        return Verdict.ASSERTED
    return Verdict.DENIED if sides and all(side is Verdict.DENIED for side in sides) else Verdict.OPEN


def _of_side(side: tuple[Phrase, ...], links: list[_Link]) -> Verdict | None:
    verdicts: list[Verdict] = []
    for phrase in side:
        says = {link.says for link in links if link.phrase == phrase} - {None}
        if len(says) > 1:
            return None
        verdicts.append(Verdict.OPEN if not says else Verdict.ASSERTED if True in says else Verdict.DENIED)
    if verdicts and all(verdict is Verdict.ASSERTED for verdict in verdicts):
        return Verdict.ASSERTED
    return Verdict.DENIED if _denied(side, verdicts) else Verdict.OPEN


def _denied(side: tuple[Phrase, ...], verdicts: list[Verdict]) -> bool:
    """One denied phrase denies the whole, but of “未建立A、B” every part must be: it may mean that both are wanting."""
    groups: dict[int, list[tuple[Phrase, Verdict]]] = {}
    for phrase, verdict in zip(side, verdicts, strict=True):
        groups.setdefault(phrase.clause, []).append((phrase, verdict))
    for group in groups.values():
        denied = [verdict is Verdict.DENIED for _, verdict in group]
        all_needed = len(group) > 1 and any(_any_will_do(phrase) for phrase, _ in group)
        if all(denied) if all_needed else any(denied):
            return True
    return False


def _any_will_do(phrase: Phrase) -> bool:
    """Of 未建立A、B and of 存在截留、挪用 each thing alone may be meant, so that all of them must be denied."""
    return not _none_of(phrase) if phrase.negated else phrase.happens


def _none_of(phrase: Phrase) -> bool:
    return phrase.happens or phrase.predicate == "有"


def _links(index: int, said: Phrase, rule: list[State], names: tuple[str, ...], exclusive: bool) -> list[_Link]:
    """Where a phrase of the statement fits; nothing where it fits different things with different consequences."""
    same = [
        _Link(index, number, phrase, says=True, exact=True)
        for number, state in enumerate(rule)
        for phrase in state.phrases
        if phrase.text == said.text
    ]
    if not said.plain:
        return same
    fitting = _fitting(said, rule, names, exclusive)
    if not _agree(said, fitting, len(rule), exclusive):
        return []
    links = [
        _Link(index, number, phrase, relation(said, phrase), _is_tight(said, phrase)) for number, phrase in fitting
    ]
    links = [link for link in links if link.says is not None or _says_less(said, link.phrase)]
    if all(link.says is None for link in links):
        return same
    links += _excluded(index, said, fitting, rule)
    known = {(link.state, link.phrase) for link in same}
    return [*same, *(link for link in links if (link.state, link.phrase) not in known)]


def _excluded(index: int, said: Phrase, fitting: list[tuple[int, Phrase]], rule: list[State]) -> list[_Link]:
    """“仅建立A” denies every other thing that the rule wants to be built."""
    if not said.only or said.negated:
        return []
    return [
        _Link(index, number, phrase, says=False, exact=False)
        for number, state in enumerate(rule)
        for phrase in state.phrases
        if phrase.plain and not phrase.negated and phrase.thing and same_predicate(said, phrase)
        if (number, phrase) not in fitting and not any(abbreviates(thing, said.thing) for thing in wordings(phrase))
    ]


def _is_tight(said: Phrase, phrase: Phrase) -> bool:
    return said.qualifiers == phrase.qualifiers


def _says_less(said: Phrase, phrase: Phrase) -> bool:
    """完成 beside 按时完成 leaves open which of the two is meant."""
    more = phrase.qualifiers - said.qualifiers
    return not said.negated and not phrase.negated and bool(more) and not more & frozenset(DEGREES)


def _fitting(said: Phrase, rule: list[State], names: tuple[str, ...], exclusive: bool) -> list[tuple[int, Phrase]]:
    about = [(number, phrase) for number, state in enumerate(rule) for phrase in state.phrases
             if phrase.plain and same_predicate(said, phrase)]  # fmt: skip
    if not said.predicate:
        return [(number, phrase) for number, phrase in about if phrase.thing == said.thing]
    if not said.thing:
        return _by_context(said, about, exclusive)
    equal = [(number, phrase) for number, phrase in about if said.thing in wordings(phrase)]
    if equal and not (exclusive and _one_name_each(about)):
        return equal
    contrast = len({phrase.thing for _, phrase in about}) > 1
    part = [
        (number, phrase)
        for number, phrase in about
        if any(abbreviates(said.thing, thing, headless=contrast, wide=said.negated) for thing in wordings(phrase))
    ]
    if part or not names_all(said, names):
        return part
    return [(number, phrase) for number, phrase in about if not phrase.thing and not phrase.context]


def _one_name_each(about: list[tuple[int, Phrase]]) -> bool:
    """States that exclude each other call one thing by shorter and longer names, if none has two things."""
    things: dict[int, set[str]] = {}
    for number, phrase in about:
        things.setdefault(number, set()).add(phrase.thing)
    return all(len(names) == 1 for names in things.values())


def _by_context(said: Phrase, about: list[tuple[int, Phrase]], exclusive: bool) -> list[tuple[int, Phrase]]:
    """A predicate alone speaks of what was just named, if the rule has it under this predicate; else of all."""
    about = [(number, phrase) for number, phrase in about if may_go_unsaid(phrase)]
    if not said.context:
        return about
    near = [(number, phrase) for number, phrase in about for thing in said.context
            if any(thing == words or abbreviates(thing, words) for words in wordings(phrase))]  # fmt: skip
    if near:
        return list(dict.fromkeys(near))
    if said.topic and not exclusive:
        return []
    akin = any(share_words(thing, words) for thing in said.context for _, phrase in about for words in wordings(phrase))
    return [] if akin else about


def _agree(said: Phrase, fitting: list[tuple[int, Phrase]], states: int, exclusive: bool) -> bool:
    """Several things fit: all of them are meant, or every state that has one of them has its like."""
    if said.total:
        numbers = {number for number, _ in fitting}
        return exclusive or bool(said.thing) or len(numbers) == states
    phrases: dict[int, list[Phrase]] = {}
    for number, phrase in fitting:
        if wordings(phrase):
            phrases.setdefault(number, []).append(phrase)
    return all(
        any(_alike(one, other, exclusive) for other in theirs)
        for ours in phrases.values()
        for one in ours
        for theirs in phrases.values()
    )


def _alike(first: Phrase, second: Phrase, exclusive: bool) -> bool:
    return any(
        one == other or (exclusive and (abbreviates(one, other) or abbreviates(other, one)))
        for one in wordings(first)
        for other in wordings(second)
    )


class _Bare:
    """有, 无, 是, 否: one word for the whole rule."""

    def __init__(self, rule: list[State], *, says: bool, asked: bool = False) -> None:
        self.rule = rule
        self.says = says
        self.asked = asked

    def __call__(self, whole: Span) -> Survey:
        verdicts = []
        for state in self.rule:
            links = [_Link(0, 0, phrase, says, exact=False) for phrase in state.phrases
                     if (says := relation(self._said(phrase), phrase)) is not None]  # fmt: skip
            verdicts.append(_of_state(0, state, links) or Verdict.OPEN)
        touched = tuple(frozenset({0}) for _ in self.rule)
        return Survey(tuple(verdicts), (whole,), (), touched, (0,) * len(self.rule))

    def _said(self, phrase: Phrase) -> Phrase:
        manner = phrase.qualifiers if self.asked else frozenset()
        return Phrase("", phrase.span, phrase.predicate, "", negated=not self.says, qualifiers=manner)


def _bare_answer(key: str, rule: list[State], names: tuple[str, ...], exclusive: bool) -> _Bare | None:
    phrases = [phrase for state in rule if key_of(state.text, rule=True) not in BARE_NONE for phrase in state.phrases]
    if key in BARE_NONE or key in BARE_SOME:
        known = bool(phrases) and all(phrase.plain for phrase in phrases)
        alike = all(phrase.happens for phrase in phrases) or all(phrase.exists for phrase in phrases)
        things = {(phrase.predicate, phrase.thing) for phrase in phrases if not (exclusive and phrase.negated)}
        vague = key == "有" and len(things) > 1
        return _Bare(rule, says=key in BARE_SOME) if known and alike and not vague else None
    if key in BARE_YES or key in BARE_NO:
        return _Bare(rule, says=key in BARE_YES, asked=True) if _asks_once(phrases, names) else None
    return None


_TURNED_AROUND = regex(r"是否|未|不|无|没|延|逾|违|超|滞|拖|欠|问题|事故|隐患|投诉")
"""Questions to which a plain 是 or 否 may mean the contrary."""


def _asks_once(phrases: list[Phrase], names: tuple[str, ...]) -> bool:
    """One question, put without negation: what 是 and 否 answer."""
    asked_of = [*names, *(phrase.text for phrase in phrases if not phrase.negated)]
    if any(_TURNED_AROUND.search(words) for words in asked_of):
        return False
    asked = {(phrase.predicate, phrase.thing) for phrase in phrases}
    return (
        len(asked) == 1
        and not any(phrase.happens or phrase.counted or not phrase.plain for phrase in phrases)
        and any(not phrase.negated for phrase in phrases)
        and len({frozenset(phrase.qualifiers) for phrase in phrases}) == 1
    )
