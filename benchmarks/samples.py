"""The sample rows as dictionaries, for the programs of this folder."""

from __future__ import annotations

import csv

from perfscore import Score, score
from perfscore.resources import resource

_YEAR = 2024


def sample_rows() -> list[dict[str, str]]:
    """Return the official cells and a sample actual of each indicator of the published form."""
    path = resource("workbook_templates", "hengyang_2024_sample.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def score_sample(row: dict[str, str]) -> Score:
    """Score one row of the sample."""
    return score(
        row["rule"],
        row["actual"],
        target=row["target"],
        unit=row["unit"],
        kind=row["kind"],
        weight=row["weight"],
        indicator=row["indicator"],
        content=row["content"],
        year=_YEAR,
    )
