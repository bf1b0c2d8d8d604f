"""Rulings, the readings that are compared, and what a profile changes."""

from __future__ import annotations

from decimal import Decimal

import pytest

import perfscore
from perfscore import Choice, Profile, Question, Ruling, Score, Status, load_profile
from perfscore.model.score import RulingStep
from support import seed_rows


def score(row: str, actual: str, profile: Profile) -> Score:
    cells = seed_rows()[row]
    rule = cells.pop("rule_text")
    return perfscore.score(rule, actual, target=cells["target"], unit=cells["unit"], kind=cells["kind"],
                           weight=cells["weight"], content=cells["content"], year=2024, profile=profile)  # fmt: skip


def ruled(question: Question, choice: Choice) -> Profile:
    return load_profile().with_rulings(Ruling(question=question, choice=choice))


@pytest.mark.parametrize(
    ("row", "actual", "question", "choice", "points"),
    [
        ("P1-1", "103.5%", Question.PARTIAL_STEP, Choice.PRO_RATA, "16.5"),
        ("P1-1", "103.5%", Question.PARTIAL_STEP, Choice.WHOLE, "17"),
        ("P1-1", "103.5%", Question.PARTIAL_STEP, Choice.STARTED, "16"),
        ("P2-5", "40%", Question.PERCENT_STEP, Choice.POINTS, "16"),
        ("P2-5", "40%", Question.PERCENT_STEP, Choice.RELATIVE, "12"),
        ("P3-5", "第10名", Question.MAXIMUM_CONFLICT, Choice.KEEP_STEP, "5"),
        ("P3-5", "第10名", Question.MAXIMUM_CONFLICT, Choice.SCALE, "7.5"),
        ("P3-5", "第10名", Question.MAXIMUM_CONFLICT, Choice.CAP, "10"),
        ("P2-2", "持平", Question.NO_BRANCH, Choice.PROPOSED, "15"),
        ("P1-5", "没有开展", Question.NO_BRANCH, Choice.PROPOSED, "0"),
    ],
)
def test_a_confirmed_ruling_settles_the_row(
    row: str, actual: str, question: Question, choice: Choice, points: str
) -> None:
    result = score(row, actual, ruled(question, choice))
    assert (result.status, result.points, result.alternatives) == (Status.SCORED, Decimal(points), ())
    assert "按已确认口径" in result.explanation or question is Question.PARTIAL_STEP


@pytest.mark.parametrize(
    ("row", "actual", "question", "choice", "points"),
    [
        ("P2-5", "40%", Question.PERCENT_STEP, Choice.RELATIVE, "12"),
        ("P3-5", "第10名", Question.MAXIMUM_CONFLICT, Choice.SCALE, "7.5"),
        ("P1-1", "103.5%", Question.PARTIAL_STEP, Choice.WHOLE, "17"),
    ],
)
def test_another_default_is_used_and_stays_open(
    row: str, actual: str, question: Question, choice: Choice, points: str
) -> None:
    profile = load_profile()
    local = profile.model_copy(update={"defaults": {**profile.defaults, question: choice}})
    result = score(row, actual, local)
    assert (result.status, result.points) == (Status.PROVISIONAL, Decimal(points))
    default = score(row, actual, profile).points
    assert default in [alternative.points for alternative in result.alternatives]


def test_a_ruling_that_decided_nothing_is_not_shown() -> None:
    result = score("P1-1", "103%", ruled(Question.PARTIAL_STEP, Choice.WHOLE))
    assert not [step for step in result.steps if isinstance(step, RulingStep)]
    assert result.explanation.count("口径") == 0


def test_an_alternative_says_which_reading_it_is() -> None:
    result = score("P3-5", "第7名", load_profile())
    assert [(str(other.points), other.reading) for other in result.alternatives] == [
        ("9.00", "按分值与评分标准满分的比例折算"),
        ("10.00", "照评分标准计算、以分值封顶"),
    ]
    assert result.status_text == "口径待确认（另读：9分/10分）"


@pytest.mark.parametrize(
    ("actual", "proposed"), [("没有开展", "0"), ("date:2025", None)], ids=["not carried out", "not readable"]
)
def test_points_are_only_proposed_where_the_outcome_is_known(actual: str, proposed: str | None) -> None:
    result = score("P1-5", actual, load_profile())
    assert result.points is None
    assert result.proposed == (None if proposed is None else Decimal(proposed))


def test_growth_of_zero_proposes_full_marks() -> None:
    result = score("P2-2", "0", load_profile())
    assert (result.status, result.proposed) == (Status.NEEDS_REVIEW, Decimal(15))
    assert result.status_text.endswith("（建议15分）")


def test_the_grades_are_listed_for_a_grade_that_is_none() -> None:
    result = score("P1-7", "尚可", load_profile())
    assert "非常满意、较为满意、满意、基本满意、不满意" in result.status_text


@pytest.mark.parametrize(
    ("rule", "actual", "plain", "allowed"),
    [
        ("达到30家得5分，每多1家加0.5分，最多加2分", "33家", "5", "6.5"),
        ("达到30家得5分，每多1家加0.5分，最多加2分", "50家", "5", "7"),
        ("达到30家得5分，每多1家加0.5分，最高得6分", "50家", "5", "6"),
        ("每少1家扣1分，每多1家加0.5分", "32家", "5", "6"),
        ("每少1家扣1分，可计负分", "20家", "0", "-5"),
        ("每少1家扣1分", "20家", "0", "0"),
    ],
)
def test_a_bonus_or_a_negative_counts_only_where_sentence_and_profile_both_say_so(
    rule: str, actual: str, plain: str, allowed: str
) -> None:
    profile = load_profile()
    generous = profile.model_copy(update={"allow_bonus": True, "allow_negative": True})
    results = [
        perfscore.score(rule, actual, target="30", unit="家", kind="≥", weight=5, profile=chosen)
        for chosen in (profile, generous)
    ]
    assert [result.points for result in results] == [Decimal(plain), Decimal(allowed)]
    for result in results:
        assert result.minimum is not None
        assert result.maximum is not None
        assert result.minimum <= Decimal(str(result.points)) <= result.maximum
