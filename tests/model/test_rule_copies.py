"""What a rule derives from its clauses is derived anew in a copy with other clauses."""

from __future__ import annotations

from decimal import Decimal

from perfscore.rules.grammar import parse_rule


def test_a_copy_with_other_clauses_derives_anew() -> None:
    rule, _ = parse_rule("90%及以上，得10分；每低于1个百分点，扣1分。")
    assert rule is not None
    assert (rule.stated_maximum(), len(rule.steps), rule.only_deducts) == (Decimal(10), 1, False)
    steps_alone = rule.model_copy(update={"clauses": rule.clauses[1:]})
    assert (steps_alone.stated_maximum(), len(steps_alone.steps), steps_alone.only_deducts) == (None, 1, True)
    assert steps_alone.earning_clause is None
    assert rule == rule.model_copy()
