"""The table of what a production needs: it may save time, and change nothing."""

from __future__ import annotations

import pytest

from perfscore.rules.compound import segments
from perfscore.rules.items import draft_of
from perfscore.rules.tokens import tokenize
from support import corpus

SENTENCES = sorted({one for line in corpus("rules") for one in (line.given, line.expected)})


@pytest.mark.parametrize("part", range(8))
def test_no_production_is_ruled_out_that_would_have_read_the_words(part: int) -> None:
    for sentence in SENTENCES[part::8]:
        tokens = tokenize(sentence)
        for piece in (tokens, *segments(tokens)):
            assert draft_of(piece) == draft_of(piece, everything=True), sentence
