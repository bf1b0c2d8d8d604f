"""Whether two phrases speak of the same thing, and what one then says about the other."""

from __future__ import annotations

import re
from functools import lru_cache

from perfscore.numbers.lazy import regex
from perfscore.values.propositions_phrases import Phrase, key_of
from perfscore.values.propositions_words import (
    ANAPHORS,
    DEGREES,
    EVENTS,
    EXISTENCE,
    HARMLESS_MANNERS,
    NARROWING,
    NEGATING,
    NOT_NEGATING,
    SHORT_OF,
)
from perfscore.values.words import HEDGES


def relation(said: Phrase, phrase: Phrase) -> bool | None:
    """Tell whether a phrase asserts (True) or denies (False) another one about the same thing, or neither (None)."""
    degrees = frozenset(DEGREES)
    if said.qualifiers & degrees != phrase.qualifiers & degrees:
        return None
    ours, theirs = said.qualifiers - degrees, phrase.qualifiers - degrees
    if not said.negated and not ours - theirs <= HARMLESS_MANNERS:
        return None
    if phrase.counted:
        return False if said.negated and not phrase.negated and not ours else None
    match said.negated, phrase.negated:
        case False, False:
            return True if _implied(theirs, phrase) <= ours else None
        case True, False:
            return False if ours - SHORT_OF <= theirs else None
        case False, True:
            return False if theirs <= ours else None
        case _:
            return True if ours == theirs else None


def _implied(qualifiers: frozenset[str], phrase: Phrase) -> frozenset[str]:
    """A plain 完成 says 全部完成; a plain 符合 does not say 完全符合."""
    return qualifiers - {"全部", "全面", "全"} if phrase.predicate not in _GRADED else qualifiers


_GRADED = frozenset("符合 相符 一致 健全 完善 满意 达标 覆盖".split())


def same_predicate(said: Phrase, phrase: Phrase) -> bool:
    """Tell whether both say the same of their things; 有 and 无 speak for all verbs of existence and happening."""
    if said.predicate == phrase.predicate:
        return True
    if not said.thing:
        return False
    pair = {said.predicate, phrase.predicate}
    other = pair - {"有"}
    return "有" in pair and len(other) == 1 and other <= {*EXISTENCE, *EVENTS}


def may_go_unsaid(phrase: Phrase) -> bool:
    """Tell whether a bare predicate may speak for the phrase: its thing must not turn the predicate around."""
    plain = _NOT_NEGATING.sub("", phrase.thing)
    return phrase.happens or phrase.predicate == "有" or not any(character in "未不没滞迟缓" for character in plain)


_NOT_NEGATING = regex("|".join(sorted(NOT_NEGATING, key=len, reverse=True)))


def share_words(one: str, other: str) -> bool:
    """Tell whether two names have two characters in a row in common."""
    return any(one[at : at + 2] in other for at in range(len(one) - 1))


def wordings(phrase: Phrase) -> tuple[str, ...]:
    """The thing of a rule's phrase, also without 相应, 有关; of a bare predicate, the things before it."""
    things = (phrase.thing,) if phrase.thing else phrase.context
    shorter = (_ANAPHOR.sub("", thing) for thing in things)
    return tuple(dict.fromkeys((*things, *shorter)))


_ANAPHOR = regex("^(?:" + "|".join(sorted(ANAPHORS, key=len, reverse=True)) + ")")


def names_all(said: Phrase, names: tuple[str, ...]) -> bool:
    """Tell whether the thing is all that the row is about: 管理制度 of 管理制度健全性."""
    rest = regex(rf"{re.escape(said.thing)}(?:{re.escape(said.predicate)})?(?:性|度|率|程度|情况|工作|完成情况)*")
    return any(rest.fullmatch(key_of(name)) for name in names)


@lru_cache(maxsize=16384)
def abbreviates(short: str, full: str, *, headless: bool = False, wide: bool = True) -> bool:
    """Tell whether words stand for a longer name: pieces of two or more characters in its order, up to its head noun.

    What is left out must turn nothing around, and narrow nothing unless ``wide``; a word of doubt is a name only where
    the whole name is written. With ``headless`` the head noun may be left out as well.
    """
    if short == full:
        return True
    too_long = len(short) > _LONGEST_SHORT or len(full) > _LONGEST_NAME
    if len(short) < _PIECE or too_long or any(hedge in short for hedge in _LONG_HEDGES):
        return False
    return _Pieces(short, full, headless, () if wide else tuple(NARROWING)).fit(0, 0)


_LONG_HEDGES = tuple(word for word in HEDGES if len(word) > 1)
_PIECE = 2
_LONGEST_SHORT = 24
_LONGEST_NAME = 80


class _Pieces:
    """The search for the pieces of a name that make up shorter words, each place tried once."""

    def __init__(self, short: str, full: str, headless: bool, narrowing: tuple[str, ...]) -> None:
        self.short, self.full, self.headless, self.narrowing = short, full, headless, narrowing
        self.failed: set[tuple[int, int]] = set()

    def fit(self, done: int, start: int) -> bool:
        """Tell whether the rest of the words can be made up of the rest of the name."""
        if done == len(self.short):
            rest = self.full[start:]
            return not rest or (self.headless and self._may_drop(rest))
        if (done, start) in self.failed:
            return False
        for size in range(len(self.short) - done, _PIECE - 1, -1):
            piece = self.short[done : done + size]
            at = self.full.find(piece, start)
            while at >= 0 and self._may_drop(self.full[start:at]):
                if self.fit(done + size, at + size):
                    return True
                at = self.full.find(piece, at + 1)
        self.failed.add((done, start))
        return False

    def _may_drop(self, words: str) -> bool:
        turned = any(character in NEGATING or character.isdigit() for character in words)
        return not turned and not any(word in words for word in self.narrowing)
