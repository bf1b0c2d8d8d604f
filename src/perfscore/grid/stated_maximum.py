"""A rule sentence enters, the points it openly awards leave: enough to recover a weight without the rule engine."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.forms.labels import fold_text

_AWARD = re.compile(r"(?<![不扣])[得计赋](\d+(?:\.\d+)?)分")


def stated_maximum(rule_text: str) -> Decimal | None:
    """Return the highest points after 得 or 计 (达到满意等次及以上，计10分), None where the sentence states none."""
    points = [Decimal(match) for match in _AWARD.findall(fold_text(rule_text))]
    return max(points, default=None)
