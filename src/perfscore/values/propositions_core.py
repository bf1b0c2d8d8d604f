"""The main predicate of a clause, with its negation and its manner: what statements turn on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from perfscore.numbers.lazy import regex
from perfscore.values.propositions_words import (
    CONTRARIES,
    DEGREES,
    EVENTS,
    EXISTENCE,
    EXISTENCE_NEGATIONS,
    LIGHT,
    MANNERS,
    MARKERS,
    NOMINAL,
    NOT_NEGATING,
    ONLY_MARKERS,
    QUALITIES,
    RELATIONS,
    SYNONYMS,
    THING_NOUNS,
    TOTALS,
    VERB_NEGATIONS,
    VERBAL_QUALITIES,
    VERBS,
)
from perfscore.values.words import THIS_YEAR


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, dict.fromkeys(words)), key=len, reverse=True))


_PREDICATES = (*EXISTENCE, *EVENTS, *NOMINAL, *VERBS, *QUALITIES, *SYNONYMS)
MANNER = any_of((*DEGREES, *TOTALS, *MANNERS))
_PRE = rf"(?P<pre>(?:{any_of((*MARKERS, *ONLY_MARKERS))}|{MANNER}){{0,4}})"
_HEAD = rf"{_PRE}(?P<no>{any_of(VERB_NEGATIONS)})?(?P<mid>(?:{any_of((*MARKERS, *LIGHT))}|{MANNER}){{0,4}})"
_CORE = regex(rf"{_HEAD}(?:(?P<predicate>{any_of(_PREDICATES)})|(?P<contrary>(?:{any_of(CONTRARIES)})(?![合面部是])))")
_TOWARDS = regex(
    rf"{_HEAD}(?:(?:与|和|同)(?P<side>.{{2,60}}?)(?P<relation>{any_of(RELATIONS)})"
    rf"|(?<!针)(?:对|把)(?!象)(?P<object>.{{2,60}}?)(?:进行|予以|加以)?(?P<late>(?:{MANNER}){{0,3}})(?P<predicate>{any_of(_PREDICATES)}))$"
)
_NONE = regex(rf"{_PRE}(?P<no>{any_of(EXISTENCE_NEGATIONS)})")
_NOT_NEGATING = regex(any_of(NOT_NEGATING))
_NEGATION = regex(any_of((*VERB_NEGATIONS, *EXISTENCE_NEGATIONS, "非")))
_FURTHER = regex(rf"(?:[、和及](?:{any_of(_PREDICATES)})){{1,6}}")
_PREDICATE = regex(any_of(_PREDICATES))
_NOW = ("", "当月", "当季", "全年", *THIS_YEAR)


@dataclass(frozen=True, slots=True)
class Core:
    """谓语: the predicate found in a clause, with what stands before and behind it."""

    before: str
    after: str
    predicates: tuple[str, ...]
    negated: bool
    words: str
    argument: str = ""


def negations_in(text: str) -> int:
    """Count the negations of a text: 不断 and 非遗 are none."""
    masked = _NOT_NEGATING.sub("", text)
    return len(_NEGATION.findall(masked))


def core_of(text: str) -> Core | None:
    """Find the main predicate of a clause, or nothing."""
    return min((_further(core) for core in _candidates(text)), key=_preference, default=None)


def _candidates(text: str) -> Iterator[Core]:
    masked = {index for match in _NOT_NEGATING.finditer(text) for index in range(*match.span())}
    position = 0
    while position < len(text):
        core = _core_at(text, position, masked)
        if core is not None:
            yield core
            position = len(text) - len(core.after)
        else:
            position += 1


def _core_at(text: str, position: int, masked: set[int]) -> Core | None:
    match = _TOWARDS.match(text, position) or _CORE.match(text, position)
    if match and not (match["no"] and match.start("no") in masked) and not _is_a_noun(match, text[match.end() :]):
        return _core_from(match.groupdict(""), text[:position], text[match.end() :])
    match = _NONE.match(text, position)
    if match and match.start("no") not in masked and not (match["no"] in ("零", "缺") and text[:position] not in _NOW):
        return Core(text[:position], text[match.end() :], ("有",), True, match["pre"] + match["no"])
    return None


def _core_from(found: dict[str, str], before: str, after: str) -> Core:
    contrary = found.get("contrary", "")
    predicate = found["predicate"] or found.get("relation") or CONTRARIES[contrary]
    words = found["pre"] + found["no"] + found["mid"] + found.get("late", "")
    argument = found.get("side") or found.get("object") or ""
    return Core(before, after, (predicate,), bool(found["no"]) != bool(contrary), words, argument)


def _is_a_noun(match: re.Match[str], after: str) -> bool:
    """公示制度, 实施方案: a verb straight before its noun, with nothing that marks an act."""
    if match.re is _TOWARDS:
        return False
    marked = match["pre"] or match["mid"] or (match["no"] or "没有") not in ("没有", "没")
    return not marked and match["predicate"] in NOMINAL and after.startswith(tuple(THING_NOUNS))


def _preference(core: Core) -> tuple[int, int]:
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
    elif starts and name not in NOMINAL and (ends or name not in QUALITIES or name in VERBAL_QUALITIES):
        rank = 4
    elif name in ("符合", "达到", "满足") or (ends and name not in NOMINAL):
        rank = 5
    elif starts or ends:
        rank = 6 if starts else 7
    else:
        rank = 8 if name in (*QUALITIES, *EXISTENCE, *EVENTS) else 9
    return rank, len(core.before)


def _further(core: Core) -> Core:
    """More predicates of one subject: 真实、准确、完整; 制定、公布实施细则."""
    match = _FURTHER.match(core.after)
    if match is None:
        return core
    after = core.after[match.end() :]
    if core.before and after:
        return core
    names = _PREDICATE.findall(match[0])
    return replace(core, after=after, predicates=(*core.predicates, *names))


def says_something(words: str) -> bool:
    """Tell whether there is a predicate in the words at all."""
    return bool(_CORE.search(words) or _NONE.search(words))


def begins_with_verb(words: str) -> bool:
    """Tell whether a clause opens with its predicate."""
    return bool(_CORE.match(words))


def relates(words: str) -> bool:
    """Tell whether a clause ends in a predicate of two sides: 与…挂钩, 对…进行清理."""
    return bool(_TOWARDS.search(words))
