"""The tokenizer tries special patterns only where one can begin: that guard must never change what is read."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings

from perfscore.rules import token_patterns, tokens
from perfscore.rules.tokens import tokenize
from strategies import MESSY
from support import corpus

SENTENCES = [line.given for folder in ("rules", "rejected", "nearest") for line in corpus(folder)]


_READERS = tuple(getattr(tokens._Tokenizer, f"_{sort}") for sort in token_patterns.BEGINNINGS)


class _Everywhere(dict[str, tuple[tokens.Reader, ...]]):
    """A table that has every reader under every character: with it nothing is skipped."""

    def get(self, key: str, default: object = None) -> tuple[tokens.Reader, ...]:
        """Return every reader, whatever the character."""
        return _READERS

    def __contains__(self, key: object) -> bool:
        return True


class _Everything(frozenset[str]):
    """A set that holds every word: with it every word is judged by its place."""

    def __contains__(self, item: object) -> bool:
        return True


def _without_guard(text: str) -> list[tokens.Token]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "_READERS", _Everywhere())
        patch.setattr(token_patterns, "JUDGED_WORDS", _Everything())
        patch.setattr(token_patterns, "JUDGED_KINDS", _Everything())
        return tokenize(text)


def test_no_token_of_the_corpus_is_skipped() -> None:
    assert [text for text in SENTENCES if tokenize(text) != _without_guard(text)] == []


@settings(max_examples=500, deadline=None)
@given(MESSY)
@example("达到٣0%得5分")
@example("百分之九十以上，Ⅱ类，劣Ⅴ类，甲级，AA级，5星级")
@example("采用插值法计分，视情况扣1-3分，加（减）0.5分")
def test_no_token_of_any_text_is_skipped(text: str) -> None:
    assert tokenize(text) == _without_guard(text)
