"""The reasons word for word: the twelve sentences that set the manner, and others."""

from __future__ import annotations

import pytest

import perfscore
from perfscore import Choice, Question, Ruling, load_profile
from support import TESTS, cell, seed_rows

_CELLS = {"指标值": "target", "单位": "unit", "类型": "kind", "分值": "weight", "指标": "indicator"}
_BUDGET_YEAR = 2024


def _blocks() -> list[dict[str, str]]:
    text = (TESTS / "golden" / "explanations.txt").read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    blocks = [block.strip().splitlines() for block in lines.split("\n\n")]
    return [dict(line.split("：", 1) for line in block) for block in blocks if block]


def explain(block: dict[str, str]) -> str:
    """Return the reason of the row that a block describes."""
    cells = seed_rows()[block["行"]] if "行" in block else {_CELLS[name]: block.get(name, "") for name in _CELLS}
    rule = cells.pop("rule_text", "") or block["评分标准"]
    rulings = [pair.split("=") for pair in block.get("裁定", "").split(",") if pair]
    profile = load_profile().with_rulings(
        *(Ruling(question=Question(question), choice=Choice(choice)) for question, choice in rulings)
    )
    score = perfscore.score(
        rule,
        cell(block["实际"]),
        target=cells["target"],
        unit=cells["unit"],
        kind=cells["kind"],
        weight=cells["weight"],
        indicator=cells["indicator"],
        content=cells.get("content"),
        year=_BUDGET_YEAR,
        profile=profile,
    )
    return score.explanation


@pytest.mark.parametrize("block", _blocks(), ids=lambda block: f"{block.get('行', '')}-{block['实际']}")
def test_the_reason_is_exactly_this(block: dict[str, str]) -> None:
    assert explain(block) == block["说明"]


@pytest.mark.parametrize("block", _blocks(), ids=lambda block: f"{block.get('行', '')}-{block['实际']}")
def test_the_reason_only_states(block: dict[str, str]) -> None:
    assert not [word for word in ("请", "建议", "我局", "应当") if word in block["说明"]]
    assert block["说明"].endswith("。")


def test_the_twelve_model_sentences_stand_first() -> None:
    rows = [block.get("行") for block in _blocks()[:12]]
    assert rows == "P1-1 P1-2 P1-3 P1-4 P1-5 P1-6 P1-7 P2-1 P2-2 P2-5 P3-3 P3-5".split()
