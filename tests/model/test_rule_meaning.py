"""Whether two rules mean the same: told field by field, as the copies without places would be told."""

from __future__ import annotations

from itertools import pairwise

from perfscore.diagnostics import Span
from perfscore.model.rule import Limit, ScoringRule
from perfscore.rules.grammar import parse_rule
from support import corpus

RULES = [rule for line in corpus("rules")[::7] if (rule := parse_rule(line.given)[0]) is not None]
OTHER = Limit(points=None, span=Span(1, 2))
LIMITS: list[dict[str, object]] = [{one: limit} for one in ("floor", "cap", "least", "full") for limit in (None, OTHER)]
CHANGES: tuple[dict[str, object], ...] = (
    {},
    *LIMITS,
    {"negative": True},
    {"items": ("甲", "乙")},
    {"clauses": ()},
    {"parts": ()},
    {"source": "别的写法"},
)


def test_every_field_but_the_words_and_places_counts() -> None:
    assert {name for change in CHANGES for name in change} == set(ScoringRule.model_fields)
    for rule in RULES:
        for change in CHANGES:
            other = rule.model_copy(update=change)
            assert rule.means(other) is (rule.unplaced() == other.unplaced()), change


def test_other_clauses_mean_something_else() -> None:
    for one, two in pairwise(RULES):
        assert one.means(two) is (one.unplaced() == two.unplaced())
