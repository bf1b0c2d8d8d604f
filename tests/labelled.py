"""Labelled rules: how a case is scored, and which points its label accepts; for the test and the benchmark."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import perfscore
from perfscore import Score


def score_of(row: dict[str, Any], case: dict[str, Any]) -> Score:
    """Score one case; ``target_assumed`` replaces a target that the source does not name."""
    actual = case["actual"]
    return perfscore.score(
        row["rule"],
        actual if isinstance(actual, str) else float(actual),
        target=row.get("target_assumed") or row["target"],
        unit=row["unit"],
        kind=row["kind"],
        weight=row["weight"],
        indicator=row["indicator"],
        content=row["content"],
    )


def accepted(row: dict[str, Any], case: dict[str, Any]) -> set[Decimal]:
    """The label, its other readings, and each of them held between 0 and 分值."""
    others = [value for name, value in (case.get("alt") or {}).items() if name != "range"]
    values = {Decimal(str(value)) for value in (case["score"], *others) if isinstance(value, int | float)}
    if row["weight"] is None or row.get("mode") == "delta":
        return values
    return values | {min(max(value, Decimal(0)), Decimal(str(row["weight"]))) for value in values}
