"""The corpus of sentences: what each is read as, and which near-misses are refused."""

from __future__ import annotations

import itertools

import pytest

from perfscore.rules.format import format_rule
from perfscore.rules.grammar import parse_rule, read_sentence
from support import Line, corpus, seed_rows

ACCEPTED = corpus("rules")
REJECTED = corpus("rejected")


@pytest.mark.parametrize("line", ACCEPTED, ids=lambda line: line.place)
def test_a_sentence_is_read_as_its_canonical_form(line: Line) -> None:
    rule, diagnostics = parse_rule(line.given)
    assert rule is not None, [str(diagnostic) for diagnostic in diagnostics]
    assert format_rule(rule) == line.expected


@pytest.mark.parametrize("line", ACCEPTED, ids=lambda line: line.place)
def test_the_canonical_form_parses_back_to_the_same_rule(line: Line) -> None:
    rule, _ = parse_rule(line.given)
    again, _ = parse_rule(line.expected)
    assert rule is not None
    assert again is not None
    assert again.unplaced() == rule.unplaced()


@pytest.mark.parametrize("line", ACCEPTED, ids=lambda line: line.place)
def test_every_clause_names_its_words(line: Line) -> None:
    rule, _ = parse_rule(line.given)
    assert rule is not None
    for clause in rule.clauses:
        assert 0 <= clause.span.start < clause.span.end <= len(line.given)
    spans = [clause.span for clause in rule.clauses]
    # 每相差1% is two clauses of the same words, one for each side
    assert all(one == other or one.end <= other.start for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize("line", REJECTED, ids=lambda line: line.place)
def test_a_near_miss_is_refused_with_its_code(line: Line) -> None:
    rule, diagnostics = parse_rule(line.given)
    assert rule is None
    assert list(dict.fromkeys(diagnostic.code for diagnostic in diagnostics)) == line.expected.split()


@pytest.mark.parametrize("line", REJECTED, ids=lambda line: line.place)
def test_a_refusal_marks_words_of_the_sentence(line: Line) -> None:
    for diagnostic in parse_rule(line.given)[1]:
        assert diagnostic.text == line.given
        assert diagnostic.span is not None
        assert diagnostic.span.of(line.given).strip()


def test_the_parts_that_were_understood_are_kept_beside_the_leftovers() -> None:
    text = "完成得10分，达到约90%得5分"
    reading = read_sentence(text)
    assert reading.rule is None
    assert [clause.span.of(text) for clause in reading.clauses] == ["完成得10分"]
    assert [span.of(text) for span in reading.leftovers] == ["约"]


def test_the_corpus_holds_every_sentence_of_the_published_form() -> None:
    given = {line.given for line in ACCEPTED}
    assert {row["rule_text"] for row in seed_rows().values()} <= given
