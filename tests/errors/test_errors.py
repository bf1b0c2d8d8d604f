"""Every diagnostic that a row can get: one input that brings it about, and its words exactly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import perfscore
from perfscore import Score
from support import TESTS, cell, seed_rows

CODES = sorted(path.name for path in (TESTS / "errors").iterdir() if (path / "input.txt").exists())
_CELLS = {"指标值": "target", "单位": "unit", "类型": "kind", "分值": "weight"}
_BUDGET_YEAR = 2024
_OF_A_WORKBOOK = {
    "S311": "a 得分 typed by a person: tests/grid",
    "S318": "cells merged over two rows: needs a file",
    "V212": "a formula that was never calculated: needs a file",
}
"""Codes that no single row can bring about, and where they come from."""


def score_of(code: str) -> Score:
    """Score the row that reproduces a code; ``行`` names a row of the published form, in the year 2024."""
    lines = (TESTS / "errors" / code / "input.txt").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("：", 1) for line in lines)
    if "行" in given:
        row = seed_rows()[given["行"]]
        rule = row.pop("rule_text")
        return perfscore.score(
            rule,
            cell(given["实际"]),
            target=row["target"],
            unit=row["unit"],
            kind=row["kind"],
            weight=row["weight"],
            indicator=row["indicator"],
            content=row["content"],
            year=_BUDGET_YEAR,
        )
    target, unit, kind, weight = (given.get(name) for name in _CELLS)
    rule = given["评分标准"] * int(given.get("重复", "1"))
    year = int(given["年度"]) if "年度" in given else None
    profile = given.get("口径")
    return perfscore.score(
        rule, cell(given["实际"]), target=target, unit=unit, kind=kind, weight=weight, year=year, profile=profile
    )


@pytest.mark.parametrize("code", CODES)
def test_the_message_is_exactly_this(code: str) -> None:
    expected = (TESTS / "errors" / code / "message.txt").read_text(encoding="utf-8").strip()
    messages = [str(diagnostic) for diagnostic in score_of(code).diagnostics if diagnostic.code == code]
    assert messages == [expected]


@pytest.mark.parametrize("code", CODES)
def test_an_error_never_comes_with_points_and_a_note_never_takes_them(code: str) -> None:
    score = score_of(code)
    if code[0] in "EVS":
        assert score.points is None
        assert score.status_text.startswith(("需人工评定：", "实际值无法识别："))
    elif code[0] == "N":
        assert score.points is not None


def test_every_code_of_the_source_has_its_case() -> None:
    package = Path(perfscore.__file__).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py")))
    codes = set(re.findall(r'"([EVNSW]\d{3})"', sources))
    of_a_row = {code for code in codes if code[0] in "EVNS" or code < "W410"}
    assert of_a_row - set(_OF_A_WORKBOOK) == set(CODES)
    assert set(_OF_A_WORKBOOK) <= codes
