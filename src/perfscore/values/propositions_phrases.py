"""Words of a rule or a statement -> phrases: what is said, of which thing, asserted or denied, in what manner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from perfscore.diagnostics import Span
from perfscore.numbers.folding import fold
from perfscore.numbers.lazy import regex
from perfscore.values.propositions_core import (
    MANNER,
    Core,
    any_of,
    begins_with_verb,
    core_of,
    negations_in,
    relates,
    says_something,
)
from perfscore.values.propositions_words import (
    ADVERBIAL,
    ALL_MARKERS,
    COMPLEMENTS,
    CONDITION_ONLY,
    CONDITIONAL,
    CONNECTIVES,
    EVENT_NOUNS,
    EVENTS,
    EXISTENCE,
    LIGHT,
    MARKERS,
    NAMED_OBJECTS,
    NEGATING,
    ONLY_MARKERS,
    SHORT_OF,
    SYNONYMS,
    THING_NOUNS,
    VERB_NEGATIONS,
    WITH_HAVE,
)
from perfscore.values.words import THIS_YEAR


@dataclass(frozen=True, slots=True)
class Phrase:
    """命题: one thing said; ``plain`` is false where only the very same words may match it.

    ``context`` holds the things of the clause before for a predicate alone, ``topic`` tells that a thing is what the
    clause is about (台账已建立), not the object of its verb (建立台账).
    """

    text: str
    span: Span
    predicate: str
    thing: str
    negated: bool
    qualifiers: frozenset[str] = frozenset()
    plain: bool = True
    counted: bool = False
    total: bool = False
    only: bool = False
    clause: int = 0
    context: tuple[str, ...] = ()
    topic: bool = False

    @property
    def happens(self) -> bool:
        """Tell whether the phrase speaks of something that happens: 发生事故, 有投诉."""
        return self.predicate in EVENTS or (self.predicate == "有" and self.thing.endswith(tuple(EVENT_NOUNS)))

    @property
    def exists(self) -> bool:
        """Tell whether the phrase says that something is there: 建立制度, 有方案."""
        return self.predicate in EXISTENCE and not self.happens


_CUT = regex(r"[,;。!\n]")
_AND = regex(
    r"(?:并且|而且|同时|(?<![合一兼归吞])并(?![购网列发入轨未无非且])|(?<![暂尚而并])且|但是|但|(?<!或)也(?=[未不没无已均有])"
    r"|(?<![然因从进时])而(?=[未不没无])|以及(?=[未不没无已])|、|(?<!^)(?=[有无未没]))"
)
_OR = regex(r"或者|或(?!许)")
_LIST = regex(r"、|以及|(?<![温缓饱总调附共])和(?![谐解平睦])|(?<![普涉波危顾提遍])及(?![时格早其])|与(?!会|否)")
_NUMBERING = regex(
    r"^(?:[①-⑳]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:\)|[、.](?!\d))|第[一二三四五六七八九十\d]+[项条,、])+"
)
_NUMBERED = regex(r"(?:^|(?<=[,;。!\n]))\s*(?:[①-⑳]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:\)|[、.](?!\d)))+")
_NUMBER = regex(
    r"[0-9‰%]|百分|[一二两三四五六七八九十百千几多数半](?:个|次|项|起|例|条|处|件|人|户|家|天|年|月|成|名|批|份|种|类|宗|间|台|辆|余|分)(?!性)|第[一二三四五六七八九十]"
)
_TAIL = regex(r"(?:(?:的|了|情况|(?<=..)等|完毕)+)$")
_PARTICLES = regex(r"(?<=.)[的了]$")
_QUOTES = regex(r"[\"'《》<>〈〉]")
_ADVERBIAL = regex(rf"^(?:{any_of(ADVERBIAL)})")
_ADVERBIAL_MANNER = regex(r"按照?(规定|要求|计划|程序|标准|时|期)")
_CONDITIONAL = regex(any_of(CONDITIONAL))


@dataclass(frozen=True, slots=True)
class Clause:
    """分句: the words between two commas or conjunctions, without white space, and where they stand."""

    text: str
    span: Span
    number: int


@lru_cache(maxsize=4096)
def phrases_of(text: str, *, rule: bool = False) -> tuple[Phrase, ...]:
    """Return what the text says, phrase by phrase; ``rule`` allows the words of duty and order of a rule."""
    return tuple(
        _with_context(phrase for clause in clauses_of(text, rule=rule) for phrase in _clause_phrases(clause, rule))
    )


def alternatives_of(text: str) -> tuple[str, ...]:
    """Return the sides of a condition with 或 between whole clauses: 无台账,或巡查不到位.

    None where it is not clear what the sides are: in “甲，乙，或丙” 或 may join 乙 and 丙, or 丙 and all before it.
    """
    parts = re.split(r"[,，;；]\s*或者?", text)
    if len(parts) > 1 and any(len(clauses_of(part, rule=True)) > 1 for part in parts):
        return ()
    if len(parts) == 1 and len(clauses_of(text, rule=True)) == 1:
        sides = _OR.split(text)
        if len(sides) > 1 and _each_says_its_own(sides):
            return tuple(sides)
    return tuple(parts)


def _each_says_its_own(sides: list[str]) -> bool:
    """未建立或未落实; not 未制定或修订, where one negation may be meant for both."""
    said = [phrases_of(side, rule=True) for side in sides]
    if not all(phrases and phrases[0].predicate for phrases in said):
        return False
    negated = [phrases[0].negated for phrases in said]
    return negated == sorted(negated)


def key_of(text: str, *, rule: bool = False) -> str:
    """Return the text as compared word for word: folded, without blanks, quotes, last particles; a rule unnumbered."""
    plain = _QUOTES.sub("", "".join(fold(text).split()))
    plain = (_NUMBERING.sub("", plain) if rule else plain).strip(",;。!.、:")
    return _PARTICLES.sub("", plain) or plain


def same_words(statement: str, condition: str) -> bool:
    """Tell whether a statement repeats a condition word for word, with or without its list number."""
    key = key_of(statement)
    keys = {key_of(condition), key_of(condition, rule=True)}
    return bool(key) and (key in keys or re.sub("^已经?(?=.)", "", key) in keys)


def clauses_of(text: str, *, rule: bool = False) -> tuple[Clause, ...]:
    """Cut a text at its marks and at conjunctions between predicates; the list numbers of a rule fall away."""
    folded = _NUMBERED.sub(lambda match: " " * len(match[0]), fold(text)) if rule else fold(text)
    return tuple(
        Clause(words, span, number) for number, (words, span) in enumerate(_pieces(folded, 0, len(folded))) if words
    )


def _pieces(folded: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    position = start
    cuts = [*(match.span() for match in _CUT.finditer(folded, start, end)), (end, end)]
    for left, right in cuts:
        yield from _joined(folded, position, left)
        position = right


def _joined(folded: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    position = start
    for match in _AND.finditer(folded, start, end):
        head, tail = _clean(folded[position : match.start()]), _clean(folded[match.end() : end])
        if not match[0]:
            parted = _has_and(head, tail)
        elif match[0] == "、":
            tail = tail.split("、")[0]
            listed = _is_full(head) and _is_full(tail) and not relates(_clean(folded[position:end]))
            parted = listed or (_is_act(head) and _is_act(tail))
        else:
            parted = says_something(head) and says_something(tail)
        if parted:
            yield head, Span(position, match.start())
            position = match.end()
    yield _clean(folded[position:end]), Span(position, end)


def _is_full(words: str) -> bool:
    """A subject with its predicate: 制度健全, not a mere list of things or of predicates."""
    core = core_of(words)
    return core is not None and bool(core.before) and not core.after and "、" not in core.before


def _is_act(words: str) -> bool:
    """有制度, 无经费, 未公示结果: begins with what can be no part of a list of things."""
    core = core_of(words) if words[:1] in ("有", "无", "未", "没", "已") else None
    return core is not None and not core.before and (core.negated or bool(core.words) or core.predicates[0] == "有")


def _has_and(head: str, tail: str) -> bool:
    """有方案|无总结: after what there is begins what there is not, or is as well."""
    whole = head[:1] == "有" and len(head) > len("有物") and not _WITH_HAVE.search(head[-1] + tail[:3])
    return whole and _is_act(tail)


def _clean(words: str) -> str:
    plain = _QUOTES.sub("", "".join(words.split()))
    plain = plain.strip(".、:-")
    for word in CONNECTIVES:
        if plain.startswith(word) and len(plain) > len(word):
            plain = plain[len(word) :]
            break
    return _TAIL.sub("", plain) or plain


def _with_context(phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """A predicate alone is said of the things of the clause before: 公示制度已建立,未执行."""
    before: tuple[str, ...] = ()
    topic = False
    things: tuple[str, ...] = ()
    clause = -1
    for phrase in phrases:
        if phrase.clause != clause:
            before = things or before
            clause, things = phrase.clause, ()
        if phrase.thing:
            things, topic = (*things, phrase.thing), phrase.topic
            yield phrase
        else:
            yield replace(phrase, context=before, topic=topic)


def _clause_phrases(clause: Clause, rule: bool) -> tuple[Phrase, ...]:
    text = clause.text
    opaque = Phrase(text, clause.span, "", text, False, plain=False, clause=clause.number)
    if rule and _ADVERBIAL.match(text) and not _ADVERBIAL_MANNER.match(text):
        return (opaque,) if core_of(text) else ()
    if rule:
        text = _ABLE.sub("", _without_duty(_BRACKETS.sub("", text)))
    if _OR.search(text) or "(" in text or ")" in text:
        return (opaque,)
    if rule and _CONDITIONAL.search(text) and not re.match("每?(?:" + any_of(EVENTS) + ")", text):
        return (opaque,)
    said = _parse(_ADVERBIAL_MANNER.sub(r"按\1", text), opaque)
    number = bool(_NUMBER.search(text))
    if number and rule:
        return tuple(replace(phrase, counted=True, thing=_NUMBER.sub("", phrase.thing)) for phrase in said)
    return tuple(replace(phrase, plain=phrase.plain and not number) for phrase in said)


def _without_duty(text: str) -> str:
    word = next((word for word in CONDITION_ONLY if text.startswith(word)), "")
    rest = text[len(word) :]
    return rest if word and begins_with_verb(rest) else text


def _parse(text: str, opaque: Phrase) -> tuple[Phrase, ...]:
    core = core_of(text)
    if core is None:
        return (replace(opaque, thing=thing_of(text), plain=not negations_in(text)),)
    outside = core.before + core.argument + ("" if _holds_things(core) else core.after)
    left, right = _things(_ONLY.sub("", core.before)), _things(core.argument + core.after)
    plain = not negations_in(outside) and min(len(left), len(right)) <= 1 and _is_object(core)
    words = core.words
    only = _ONLY.match(core.before)
    common = replace(
        opaque,
        negated=core.negated,
        plain=plain,
        qualifiers=frozenset(_MANNER.findall(_MARKER_WORDS.sub("", words))) | _short_of(words),
        total=any(marker in words for marker in ALL_MARKERS),
        topic=bool(core.before),
        only=bool(only) or any(marker in words for marker in ONLY_MARKERS),
    )
    things = [thing_of(first + second) for first in left for second in right]
    return tuple(
        replace(common, predicate=_canonical(name), thing=thing) for name in core.predicates for thing in things
    )


_HAVE = regex("[有无未没]")
_WITH_HAVE = regex(any_of(WITH_HAVE))
_COMPLEMENT = regex(rf"(?:{any_of(COMPLEMENTS)})$")
_COMPLEMENT_FIRST = regex(any_of(word for word in COMPLEMENTS if len(word) > 1))
_OBJECT = regex(rf"(?:{any_of((*THING_NOUNS, *EVENT_NOUNS, *NAMED_OBJECTS))})$")


def _short_of(words: str) -> frozenset[str]:
    return frozenset({"缺"} if words.endswith(tuple(SHORT_OF)) else ())


def _is_object(core: Core) -> bool:
    """What stands behind a predicate must be its object; 拨付滞后 and 设备到位滞后 say something else."""
    ended = _COMPLEMENT.search(core.after) and not _OBJECT.search(core.after)
    happens = core.predicates[0] in (*EVENTS, "有")
    if ended or (not happens and _COMPLEMENT_FIRST.match(core.after)):
        return False
    if core.predicates[0] == "有" and _HAVE.search(_WITH_HAVE.sub("", core.before + core.after)):
        return False
    between = core.before and core.after and not happens
    return not between or bool(_OBJECT.search(core.after))


_ONLY = regex("^(?:仅有|只有|仅|只)")
_MARKER_WORDS = regex(any_of((*MARKERS, *ONLY_MARKERS, *LIGHT, *VERB_NEGATIONS)))


def _holds_things(core: Core) -> bool:
    """发生, 无 and their like take a thing with a negation of its own: 存在不合格产品."""
    return core.predicates[0] in (*EVENTS, "有") and not core.before


def _canonical(predicate: str) -> str:
    return SYNONYMS.get(predicate, predicate)


_ABLE = regex("(?<![功职性节效产智才可未不])能够?(?=按|及时|有效|完成|做到|达到|认真|积极)")
_MANNER = regex(MANNER)
_BRACKETS = regex(rf"\((?![^()]*(?:{any_of((*NEGATING, *CONDITIONAL))}|\d|或|其中))[^()]{{1,12}}\)")
"""What a rule adds in brackets without narrowing anything."""
_TAIL_OF_THING = regex(r"(?:(?<=..)等|情况|工作)+$")
_OPENING = regex(rf"^(?:[了:]|{any_of(THIS_YEAR)}|全年)+")


def thing_of(words: str) -> str:
    """Return the words for a thing without what every writer adds or leaves out."""
    plain = _OPENING.sub("", words).replace("的", "").strip(":、")
    return _TAIL_OF_THING.sub("", plain)


def _things(words: str) -> list[str]:
    parts = [part for part in _LIST.split(words) if part]
    return parts or [""]
