"""Which rows have a formula, how it reads, and why others have none."""

from __future__ import annotations

import pytest

from formula_sheets import KEYS, compiled
from perfscore.formula.compile import Formula, NotCompiled
from perfscore.formula.expression import Name, names_in, write
from support import TESTS, seed_rows

_GOLDEN = TESTS / "golden" / "formulas.txt"
_PLACES = dict(zip(Name, ("O6", "T6", "I6", "N6", "K6", "L6", "M6", "H6", "J6"), strict=True))
_LONGEST = 400
"""Characters of 得分: what a person can still read."""


def _seed() -> dict[str, Formula | NotCompiled]:
    rows = seed_rows()
    return {
        key: compiled(tuple(row["rule_text" if name == "rule" else name] for name in KEYS), 2024)
        for key, row in rows.items()
    }


def test_every_row_of_the_seed_has_the_formulas_of_the_golden_file() -> None:
    lines = []
    for key, found in _seed().items():
        assert isinstance(found, Formula), key
        lines += [key, f"实际数 ={write(found.number, _PLACES)}", f"得分 ={write(found.points, _PLACES)}", ""]
    assert "\n".join(lines) == _GOLDEN.read_text(encoding="utf-8")


def test_the_formulas_of_the_seed_are_short_enough_to_read() -> None:
    for key, found in _seed().items():
        assert isinstance(found, Formula), key
        assert len(write(found.points, _PLACES)) <= _LONGEST, key


@pytest.mark.parametrize(
    ("rule", "target", "weight", "names"),
    [
        ("每少1家扣0.5分", "30", "10分", {Name.TARGET, Name.WEIGHT, Name.NUMBER}),
        ("达到30家得10分，每少1家扣0.5分", "30", "10分", {Name.NUMBER}),
        ("达到目标值得满分，每少1家扣0.5分", "≥30家", "10分", {Name.WEIGHT, Name.NUMBER}),
    ],
)
def test_it_refers_to_the_cells_that_the_rule_leaves_to_the_row(
    rule: str, target: str, weight: str, names: set[Name]
) -> None:
    found = compiled((rule, target, "家", "≥", weight, "新增企业", ""))
    assert isinstance(found, Formula)
    assert names_in(found.points) == names


@pytest.mark.parametrize(
    ("rule", "target", "reason"),
    [
        ("凭感觉打分", "30", "评分标准没有读懂"),
        ("满意度95%以上得5分，每低1个百分点扣0.5分；发现投诉1起扣1分", "95%", "评分标准有几项要求"),
        ("12月31日前完成得10分，每延迟一天扣1分", "12月31日", "不能用公式来读"),
        ("不高于90%得10分，每超出1个百分点扣1分", "90", "没有一个数能由原文算出得分"),
        (f"达到30家得10分，每少1家扣0.5分（{'说明' * 130}）", "30", "不能写进公式核对"),
    ],
)
def test_a_row_without_a_formula_says_why(rule: str, target: str, reason: str) -> None:
    found = compiled((rule, target, "%" if "%" in rule else "家", "≥", "10分", "某项", ""), 2024)
    assert isinstance(found, NotCompiled)
    assert reason in found.reason
