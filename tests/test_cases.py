"""Rows with their actuals: status, points and other readings, as tables that any back end can be held to."""

from __future__ import annotations

import pytest

import perfscore
from perfscore.numbers.text import format_number, parse_number
from support import TESTS, cell, table

CASES = [(path.stem, row) for path in sorted((TESTS / "cases").glob("*.tsv")) for row in table(path)]


@pytest.mark.parametrize(
    ("name", "row"), CASES, ids=[f"{name}-{row['rule'][:12]}-{row['actual']}" for name, row in CASES]
)
def test_case(name: str, row: dict[str, str]) -> None:
    score = perfscore.score(
        row["rule"],
        cell(row["actual"]),
        target=row["target"],
        unit=row["unit"],
        kind=row["kind"],
        weight=row["weight"],
        indicator=row["indicator"],
        content=row["content"],
        year=int(row["year"]) if row["year"] else None,
    )
    points = None if score.points is None else format_number(score.points)
    alternatives = [format_number(alternative.points) for alternative in score.alternatives]
    expected = parse_number(row["points"])
    assert score.status.value == row["status"], score.status_text
    assert points == (None if expected is None else format_number(expected))
    assert sorted(alternatives) == sorted(filter(None, row["alternatives"].split("/")))
    assert bool(score.explanation) == (points is not None)
