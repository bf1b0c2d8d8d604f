"""通用办法 for rows without 评（扣）分标准: off by default, told in the reason, nothing chosen for a person."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

import perfscore
from perfscore import Profile, Score, Status, load_profile
from perfscore.model.profile import Generic, ReverseFormula

ON = load_profile("generic")
EXCESS = ON.model_copy(update={"generic": Generic(quantitative=True, reverse=ReverseFormula.EXCESS)})
NO_REVERSE = ON.model_copy(update={"generic": Generic(quantitative=True)})


def scored(target: str, kind: str, actual: str, profile: Profile = ON, rule: str = "", unit: str = "万元") -> Score:
    return perfscore.score(
        rule, actual, target=target, unit=unit, kind=kind, weight=10, indicator="指标甲", profile=profile
    )


@pytest.mark.parametrize(
    ("target", "kind", "actual", "points"),
    [
        ("100", "≥", "100万元", "10"),
        ("100", "≥", "120万元", "10"),
        ("100", "≥", "80万元", "8"),
        ("90", "≥", "60万元", "6.67"),
        ("100", "≥", "0万元", "0"),
        ("100", "＝", "100万元", "10"),
        ("100", "＝", "50万元", "5"),
        ("100", "≤", "100万元", "10"),
        ("100", "≤", "60万元", "10"),
        ("100", "≤", "150万元", "6.67"),
        ("100", "≤", "300万元", "3.33"),
        ("0", "＝", "0万元", "10"),
        ("0", "＝", "1万元", "0"),
    ],
)
def test_the_method_of_the_profile(target: str, kind: str, actual: str, points: str) -> None:
    score = scored(target, kind, actual)
    assert (score.status, score.points) == (Status.SCORED, Decimal(points).quantize(Decimal("0.01")))
    assert score.explanation.endswith("（没有评分标准，按口径方案的通用办法计）。")
    assert [entry.code for entry in score.diagnostics] == ["N321"]


@pytest.mark.parametrize(
    ("actual", "points"), [("100万元", "10"), ("110万元", "9"), ("150万元", "5"), ("200万元", "0"), ("350万元", "0")]
)
def test_the_second_reverse_formula_ends_at_twice_the_target(actual: str, points: str) -> None:
    assert scored("100", "≤", actual, EXCESS).points == Decimal(points)


@pytest.mark.parametrize(("actual", "points"), [("5%", "10"), ("7.5%", "5"), ("6%", "8"), ("10%", "0")])
def test_on_a_percentage_it_goes_by_the_target_too(actual: str, points: str) -> None:
    score = scored("5", "≤", actual, EXCESS, unit="%")
    assert (score.status, score.points) == (Status.SCORED, Decimal(points))


def test_the_two_reverse_formulas_disagree() -> None:
    assert (scored("100", "≤", "150万元").points, scored("100", "≤", "150万元", EXCESS).points) == (
        Decimal("6.67"),
        Decimal("5.00"),
    )


@pytest.mark.parametrize("rule", ["", " ", "/", "—", "无"])
def test_a_dash_is_no_rule(rule: str) -> None:
    assert scored("100", "≥", "80万元", rule=rule).points == Decimal(8)


@pytest.mark.parametrize("kind", ["≥", "≤", "＝", "定性"])
@pytest.mark.parametrize("rule", ["", "/"])
def test_it_is_off_by_default(kind: str, rule: str) -> None:
    score = scored("100", kind, "80万元", load_profile(), rule)
    assert (score.status, score.points, score.proposed) == (Status.NEEDS_REVIEW, None, None)


@pytest.mark.parametrize(
    ("target", "kind", "actual"),
    [
        ("100", "＝", "150万元"),  # neither reached nor missed
        ("100", "", "80万元"),  # which way is better, nothing says
        ("100", "定量", "80万元"),
        ("按时完成", "≥", "80万元"),
        ("0", "≥", "5万元"),
        ("100", "≥", "约80万元"),
        ("100", "≥", "80%以上"),
        ("100", "≥", "已完成"),
    ],
)
def test_what_the_method_does_not_say_is_left_to_a_person(target: str, kind: str, actual: str) -> None:
    score = scored(target, kind, actual)
    assert (score.points, score.proposed) == (None, None)


def test_a_reverse_row_without_a_chosen_formula_is_left_to_a_person() -> None:
    assert scored("100", "≤", "150万元", NO_REVERSE).status is Status.NEEDS_REVIEW
    assert scored("100", "≥", "80万元", NO_REVERSE).points == Decimal(8)


def test_a_rule_that_is_not_understood_is_no_missing_rule() -> None:
    assert scored("100", "≥", "80万元", rule="由评委赋分").points is None


@pytest.mark.parametrize("actual", ["良好", "部分达成", "85%"])
def test_a_qualitative_row_shows_its_bands_and_proposes_nothing(actual: str) -> None:
    score = scored("良好", "定性", actual)
    assert (score.status, score.points, score.proposed) == (Status.NEEDS_REVIEW, None, None)
    assert (score.minimum, score.maximum) == (Decimal(0), Decimal(10))
    assert "达成预期的8（含）—10分，部分达成的6（含）—8分，未达成的0—6分" in score.status_text


def test_an_empty_actual_is_still_to_be_filled_in() -> None:
    assert scored("100", "≥", "/").status is Status.AWAITING_ACTUAL
    assert scored("良好", "定性", "").status is Status.AWAITING_ACTUAL


@pytest.mark.parametrize(
    "wrong",
    [
        {"bands": (60, 80)},
        {"bands": (100, 60)},
        {"bands": (80,)},
        {"reverse": "both", "quantitative": True},
        {"reverse": "ratio"},
        {"quantitive": True},
    ],
)
def test_a_wrong_method_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Generic.model_validate(wrong)
