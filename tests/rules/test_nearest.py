"""What is offered in place of a refused sentence: understood, with every number of its awards, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from perfscore.rules.format import format_rule
from perfscore.rules.grammar import parse_rule
from perfscore.rules.nearest import MOST, _apart, nearest
from strategies import MESSY
from support import Line, corpus

OFFERS = corpus("nearest")
REFUSED = [line.given for line in corpus("rejected")]


@pytest.mark.parametrize("line", OFFERS, ids=lambda line: line.place)
def test_the_nearest_wordings_are_offered(line: Line) -> None:
    assert parse_rule(line.given)[0] is None
    offered = nearest(line.given)
    sentences, apart = map(format_rule, offered.sentences), map(format_rule, offered.apart)
    assert (" | ".join(sentences) or " || ".join(apart) or "–") == line.expected


@pytest.mark.parametrize("text", [line.given for line in OFFERS] + REFUSED)
def test_an_offer_is_understood_as_it_stands(text: str) -> None:
    offered = nearest(text)
    assert len(offered.sentences) <= MOST
    assert not (offered.sentences and offered.apart)
    for rule in (*offered.sentences, *offered.apart):
        again, _ = parse_rule(format_rule(rule))
        assert again is not None
        assert again.unplaced() == rule.unplaced()


@pytest.mark.parametrize("line", corpus("rules"), ids=lambda line: line.place)
def test_nothing_is_offered_for_a_sentence_that_is_understood(line: Line) -> None:
    assert nearest(line.given).sentences == ()
    assert nearest(line.given).apart == ()


@settings(max_examples=100, deadline=None)
@given(MESSY)
def test_any_text_gets_offers_or_none_and_the_same_each_time(text: str) -> None:
    assert nearest(text) == nearest(text)


def test_statements_understood_one_by_one_are_offered_as_rules_of_their_own() -> None:
    apart = [format_rule(rule) for rule in _apart("查资料。报送及时得4分；每迟报一次扣0.5分")]
    assert apart == ["报送及时，得4分。", "每发生1次，扣0.5分。"]
    assert _apart("报送及时得4分；由评委赋分") == ()
    assert _apart("报送及时得4分") == ()
