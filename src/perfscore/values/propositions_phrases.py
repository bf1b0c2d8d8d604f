"""Words of a rule or a statement -> phrases: what is said, of which thing, asserted or denied, in what manner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from perfscore.diagnostics import Span
from perfscore.numbers.folding import fold
from perfscore.values.propositions_words import (
    ADVERBIAL,
    ALL_MARKERS,
    CONDITION_ONLY,
    CONDITIONAL,
    CONNECTIVES,
    CONTRARIES,
    DEGREES,
    EVENT_NOUNS,
    EVENTS,
    EXISTENCE,
    EXISTENCE_NEGATIONS,
    LIGHT,
    MANNERS,
    MARKERS,
    NEGATING,
    NOMINAL,
    NOT_NEGATING,
    ONLY_MARKERS,
    QUALITIES,
    RELATIONS,
    SYNONYMS,
    THING_NOUNS,
    TOTALS,
    VERB_NEGATIONS,
    VERBS,
)
from perfscore.values.words import THIS_YEAR


@dataclass(frozen=True, slots=True)
class Phrase:
    """命题: one thing said; ``plain`` is false where only the very same words may match it."""

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

    @property
    def happens(self) -> bool:
        """Tell whether the phrase speaks of something that happens: 发生事故, 有投诉."""
        return self.predicate in EVENTS or (self.predicate == "有" and self.thing.endswith(tuple(EVENT_NOUNS)))

    @property
    def exists(self) -> bool:
        """Tell whether the phrase says that something is there: 建立制度, 有方案."""
        return self.predicate in EXISTENCE and not self.happens


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, dict.fromkeys(words)), key=len, reverse=True))


_PREDICATES = (*EXISTENCE, *EVENTS, *NOMINAL, *VERBS, *QUALITIES, *SYNONYMS)
_MANNER = _any((*DEGREES, *TOTALS, *MANNERS))
_PRE = rf"(?P<pre>(?:{_any((*MARKERS, *ONLY_MARKERS))}|{_MANNER})*)"
_HEAD = rf"{_PRE}(?P<no>{_any(VERB_NEGATIONS)})?(?P<mid>(?:{_any((*MARKERS, *LIGHT))}|{_MANNER})*)"
_CORE = re.compile(rf"{_HEAD}(?:(?P<predicate>{_any(_PREDICATES)})|(?P<contrary>(?:{_any(CONTRARIES)})(?!合)))")
_TOWARDS = re.compile(
    rf"{_HEAD}(?:(?:与|和|同)(?P<side>.{{2,60}}?)(?P<relation>{_any(RELATIONS)})|(?<!针)(?:对|把)(?!象)(?P<object>.{{2,60}}?)"
    rf"(?:进行|予以|加以)?(?P<late>(?:{_MANNER})*)(?P<predicate>{_any(_PREDICATES)}))$"
)
_NONE = re.compile(rf"{_PRE}(?P<no>{_any(EXISTENCE_NEGATIONS)})")
_WORD_OF_MANNER = re.compile(f"{_MANNER}")
_MARKER = re.compile(_any((*MARKERS, *ONLY_MARKERS, *LIGHT)))
_NOT_NEGATING = re.compile(_any(NOT_NEGATING))
_NEGATION = re.compile(_any((*VERB_NEGATIONS, *EXISTENCE_NEGATIONS, "非")))
_FURTHER = re.compile(rf"(?:[、和及](?:{_any(_PREDICATES)}))+")
_PREDICATE = re.compile(_any(_PREDICATES))
_CUT = re.compile(r"[,;。!?\n]")
_AND = re.compile(
    r"(?:并且|而且|同时|(?<![合一兼归吞])并(?![购网列发入轨未无非且])|(?<![暂尚而并])且|但是|但|(?<!或)也(?=[未不没无已均有])"
    r"|(?<![然因从进时])而(?=[未不没无])|以及(?=[未不没无已])|、)"
)
_OR = re.compile(r"或者|或(?!许)")
_LIST = re.compile(r"、|以及|(?<![温缓饱总调附共])和(?![谐解平睦])|(?<![普涉波危顾提遍])及(?![时格早其])|与(?!会|否)")
_NUMBERING = re.compile(
    r"^(?:[①-⑳]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:\)|[、.](?!\d))|第[一二三四五六七八九十\d]+[项条,、])+"
)
_NUMBERED = re.compile(
    r"(?:^|(?<=[,;。!?\n]))\s*(?:[①-⑳]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:\)|[、.](?!\d)))+"
)
_NUMBER = re.compile(
    r"[0-9‰%]|百分|[一二两三四五六七八九十百千几多数半](?:个|次|项|起|例|条|处|件|人|户|家|天|年|月|成|名|批|份|种|类|宗|间|台|辆|余|分)|第[一二三四五六七八九十]"
)
_TAIL = re.compile(r"(?:(?:的|了|情况|等|完毕)+)$")
_QUOTES = re.compile(r"[\"'《》<>〈〉]")
_ADVERBIAL = re.compile(rf"^(?:{_any(ADVERBIAL)})")
_ADVERBIAL_MANNER = re.compile(r"按照?(规定|要求|计划|程序|标准|时|期)")
_CONDITIONAL = re.compile(_any(CONDITIONAL))


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
    """Return the sides of a condition with 或 between whole clauses: 无职责,或履职不认真."""
    parts = re.split(r"[,，;；]\s*或者?", text)
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
    return _TAIL.sub("", plain) or plain


def same_words(statement: str, condition: str) -> bool:
    """Tell whether a statement repeats a condition word for word, with or without its list number."""
    key = key_of(statement)
    return bool(key) and key in (key_of(condition), key_of(condition, rule=True))


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
        parted = _says(head) and _says(tail)
        if match[0] == "、":
            parted = _is_full(head) and _is_full(tail) and not _TOWARDS.search(_clean(folded[position:end]))
        if parted:
            yield head, Span(position, match.start())
            position = match.end()
    yield _clean(folded[position:end]), Span(position, end)


def _says(words: str) -> bool:
    return bool(_CORE.search(words) or _NONE.search(words))


def _is_full(words: str) -> bool:
    """A subject with its predicate: 制度健全, not a mere list of things or of predicates."""
    core = _core_of(words)
    return core is not None and bool(core.before) and not core.after and "、" not in core.before


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
    things: tuple[str, ...] = ()
    clause = -1
    for phrase in phrases:
        if phrase.clause != clause:
            before = things or before
            clause, things = phrase.clause, ()
        if phrase.thing:
            things = (*things, phrase.thing)
            yield phrase
        else:
            yield replace(phrase, context=before)


def _clause_phrases(clause: Clause, rule: bool) -> tuple[Phrase, ...]:
    text = clause.text
    opaque = Phrase(text, clause.span, "", text, False, plain=False, clause=clause.number)
    if rule and _ADVERBIAL.match(text) and not _ADVERBIAL_MANNER.match(text):
        return (opaque,) if _core_of(text) else ()
    if rule:
        text = _without_duty(_BRACKETS.sub("", text))
    if _OR.search(text) or "(" in text or ")" in text:
        return (opaque,)
    if rule and _CONDITIONAL.search(text) and not re.match("每?(?:" + _any(EVENTS) + ")", text):
        return (opaque,)
    said = _parse(_ADVERBIAL_MANNER.sub(r"按\1", text), opaque)
    number = bool(_NUMBER.search(text))
    if number and rule:
        return tuple(replace(phrase, counted=True, thing=_NUMBER.sub("", phrase.thing)) for phrase in said)
    return tuple(replace(phrase, plain=phrase.plain and not number) for phrase in said)


def _without_duty(text: str) -> str:
    word = next((word for word in CONDITION_ONLY if text.startswith(word)), "")
    rest = text[len(word) :]
    return rest if word and _CORE.match(rest) else text


@dataclass(frozen=True, slots=True)
class _Core:
    """The predicate found in a clause, with what stands before and behind it."""

    before: str
    after: str
    predicates: tuple[str, ...]
    negated: bool
    words: str
    argument: str = ""


def _parse(text: str, opaque: Phrase) -> tuple[Phrase, ...]:
    core = _core_of(text)
    if core is None:
        return (replace(opaque, thing=thing_of(text), plain=not _negations(text)),)
    outside = core.before + core.argument + ("" if _holds_things(core) else core.after)
    left, right = _things(_ONLY.sub("", core.before)), _things(core.argument + core.after)
    plain = not _negations(outside) and min(len(left), len(right)) <= 1
    words = core.words
    only = _ONLY.match(core.before)
    common = replace(
        opaque,
        negated=core.negated,
        plain=plain,
        qualifiers=frozenset(_WORD_OF_MANNER.findall(_MARKER_WORDS.sub("", words))),
        total=any(marker in words for marker in ALL_MARKERS),
        only=bool(only) or any(marker in words for marker in ONLY_MARKERS),
    )
    things = [thing_of(first + second) for first in left for second in right]
    return tuple(
        replace(common, predicate=_canonical(name), thing=thing) for name in core.predicates for thing in things
    )


_ONLY = re.compile("^(?:仅有|只有|仅|只)")
_MARKER_WORDS = re.compile(_any((*MARKERS, *ONLY_MARKERS, *LIGHT, *VERB_NEGATIONS)))


def _holds_things(core: _Core) -> bool:
    """发生, 无 and their like take a thing with a negation of its own: 存在不合格产品."""
    return core.predicates[0] in (*EVENTS, "有") and not core.before


def _canonical(predicate: str) -> str:
    return SYNONYMS.get(predicate, predicate)


_NOW = ("", "当月", "当季", "全年", *THIS_YEAR)
_BRACKETS = re.compile(rf"\((?![^()]*(?:{_any((*NEGATING, *CONDITIONAL))}|\d|或|其中))[^()]{{1,12}}\)")
"""What a rule adds in brackets without narrowing anything."""
_OPENING = re.compile(rf"^(?:[了有地:]|{_any(THIS_YEAR)}|全年)+")


def thing_of(words: str) -> str:
    """Return the words for a thing without what every writer adds or leaves out."""
    plain = _OPENING.sub("", words).replace("的", "").strip(":、")
    return re.sub(r"(?:等|等情况|情况|工作)+$", "", plain)


def _things(words: str) -> list[str]:
    parts = [part for part in _LIST.split(words) if part]
    return parts or [""]


def _negations(text: str) -> int:
    masked = _NOT_NEGATING.sub("", text)
    return len(_NEGATION.findall(masked))


def _core_of(text: str) -> _Core | None:
    return min((_further(core) for core in _candidates(text)), key=_preference, default=None)


def _candidates(text: str) -> Iterator[_Core]:
    masked = {index for match in _NOT_NEGATING.finditer(text) for index in range(*match.span())}
    position = 0
    while position < len(text):
        core = _core_at(text, position, masked)
        if core is not None:
            yield core
            position = len(text) - len(core.after)
        else:
            position += 1


def _core_at(text: str, position: int, masked: set[int]) -> _Core | None:
    match = _TOWARDS.match(text, position) or _CORE.match(text, position)
    if match and not (match["no"] and match.start("no") in masked) and not _is_a_noun(match, text[match.end() :]):
        return _core_from(match.groupdict(""), text[:position], text[match.end() :])
    match = _NONE.match(text, position)
    if match and match.start("no") not in masked and not (match["no"] in ("零", "缺") and text[:position] not in _NOW):
        return _Core(text[:position], text[match.end() :], ("有",), True, match["pre"])
    return None


def _core_from(found: dict[str, str], before: str, after: str) -> _Core:
    contrary = found.get("contrary", "")
    predicate = found["predicate"] or found.get("relation") or CONTRARIES[contrary]
    words = found["pre"] + found["no"] + found["mid"] + found.get("late", "")
    argument = found.get("side") or found.get("object") or ""
    return _Core(before, after, (predicate,), bool(found["no"]) != bool(contrary), words, argument)


def _is_a_noun(match: re.Match[str], after: str) -> bool:
    """公示制度, 实施方案: a verb straight before its noun, with nothing that marks an act."""
    if match.re is _TOWARDS:
        return False
    marked = match["pre"] or match["mid"] or (match["no"] or "没有") not in ("没有", "没")
    return not marked and match["predicate"] in NOMINAL and after.startswith(tuple(THING_NOUNS))


def _preference(core: _Core) -> tuple[int, int]:
    """Which predicate of a clause is the main one: a happening, the denied, the marked, a last quality, the first."""
    name = core.predicates[0]
    ends, starts = not core.after, not core.before
    marked = any(marker in core.words for marker in (*MARKERS, *ONLY_MARKERS))
    if starts and (name in EVENTS or (name == "有" and core.negated)):
        rank = 0
    elif core.negated:
        rank = 1
    elif marked:
        rank = 2
    elif ends and name in QUALITIES:
        rank = 3
    elif starts and name not in NOMINAL:
        rank = 4
    elif name in ("符合", "达到", "满足") or (ends and name not in NOMINAL):
        rank = 5
    elif starts or ends:
        rank = 6 if starts else 7
    else:
        rank = 8 if name in (*QUALITIES, *EXISTENCE, *EVENTS) else 9
    return rank, len(core.before)


def _further(core: _Core) -> _Core:
    """More predicates of one subject: 合法、合规、完整; 制定、公布实施细则."""
    match = _FURTHER.match(core.after)
    if match is None:
        return core
    after = core.after[match.end() :]
    if core.before and after:
        return core
    names = _PREDICATE.findall(match[0])
    return replace(core, after=after, predicates=(*core.predicates, *names))
