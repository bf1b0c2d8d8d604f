"""The largest points that a sentence names: what a missing 分值 may be recovered from."""

from __future__ import annotations

from decimal import Decimal

from perfscore.rules.grammar import parse_rule


def stated_maximum(text: str) -> Decimal | None:
    """Return the largest points of a sentence (计20分), None where it names none or is not understood."""
    rule, _ = parse_rule(text)
    return rule.stated_maximum() if rule else None
