"""The labelled rules of ``benchmarks/labelled``: refusing is allowed there, a wrong score that looks right is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from labelled import accepted, score_of
from support import TESTS

FOLDER = TESTS.parent / "benchmarks" / "labelled"
ROWS = [
    json.loads(line)
    for name in ("numeric", "words")
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
NOT_FOLLOWED: dict[str, str] = {}
"""Labels that we would not sign, each with the reason."""


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_no_score_that_looks_right_is_wrong(row: dict[str, Any]) -> None:
    wrong = []
    for case in row["cases"]:
        score = score_of(row, case)
        if score.status.value == "scored" and score.points not in accepted(row, case):
            wrong.append((case["actual"], case["score"], score.points))
    assert bool(wrong) is (row["id"] in NOT_FOLLOWED), wrong
