"""Laws of scores: within their range, never better for a worse actual, never a guess, every step in the sentence."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import perfscore
from perfscore import Score, Status
from perfscore.numbers.rounding import round_points
from perfscore.values.actual import CellInput
from strategies import MESSY, POINTS, SENTENCES
from support import seed_rows

SEED = seed_rows()
ROWS = st.sampled_from(sorted(SEED))
POINTED = (Status.SCORED, Status.PROVISIONAL)
NUMBERS = st.one_of(
    st.integers(-5, 300).map(Decimal), st.decimals(Decimal("-5"), Decimal(300), places=2, allow_nan=False)
)
TYPED = st.one_of(
    NUMBERS.map(lambda number: f"{number}%"),
    NUMBERS.map(str),
    NUMBERS,
    st.integers(0, 60).map(lambda number: f"{number}家"),
    st.integers(1, 40).map(lambda number: f"第{number}名"),
    st.sampled_from("满意 不满意 优秀 合格 已完成 未完成 已实施 未实施 没有开展 持平 同比下降3.5% 超支3% 否".split()),
    st.floats(),
    st.dates(),
    st.none(),
    MESSY,
)  # fmt: skip


def scored(row: str, actual: CellInput) -> Score:
    cells = dict(SEED[row])
    rule = cells.pop("rule_text")
    return perfscore.score(rule, actual, year=2024, **cells)


def check(score: Score, weight: Decimal | None, sentence: str) -> None:
    """Every law that holds for a single score."""
    if score.status not in POINTED:
        assert score.points is None
        assert score.deduction is None
        assert score.explanation == ""
        return
    assert score.points is not None
    assert score.minimum is not None
    assert score.maximum is not None
    assert score.minimum <= score.points <= score.maximum
    assert score.points == score.points.quantize(Decimal("0.01"))
    adds = "加" in sentence  # only a sentence that adds goes beyond 分值
    signed = (
        weight is None
        and ("加" in sentence or "扣" in sentence)
        and not re.search("得(?:基准分)?(?:满分|[0-9])", sentence)
    )
    whole = weight if weight is not None else Decimal(0) if signed else score.maximum
    top = max(whole, score.maximum) if adds or signed else whole
    assert signed or 0 <= score.points <= top
    assert score.deduction == max(Decimal(0), whole - score.points)
    assert score.steps or "没有" in score.explanation  # nothing of what costs points happened
    for step in score.steps:
        assert 0 <= step.span.start <= step.span.end <= len(sentence)
        assert step.span.of(sentence) or step.kind == "limit"
    assert (score.status is Status.PROVISIONAL) == bool(score.alternatives)
    assert all((signed or 0 <= other.points <= top) and other.points != score.points for other in score.alternatives)
    assert score.explanation.endswith("。")
    assert "None" not in score.explanation


@settings(max_examples=600)
@given(ROWS, TYPED)
@example("P1-2", "9" * 30)
@example("P1-3", float("nan"))
@example("P1-3", float("inf"))
@example("P1-3", Decimal("1e400"))
@example("P1-3", Decimal("NaN"))
@example("P3-5", "第0名")
@example("P3-5", "0/0")
@example("P1-2", "²%")
@example("P2-2", "٣%")
@example("P1-5", "2024年13月45日")
@example("P1-5", "2024-02-30")
def test_a_seed_row_obeys_the_laws_for_whatever_is_typed(row: str, actual: CellInput) -> None:
    check(scored(row, actual), Decimal(SEED[row]["weight"].rstrip("分")), SEED[row]["rule_text"])


@settings(max_examples=600)
@given(SENTENCES, TYPED, st.one_of(st.none(), POINTS), st.sampled_from(["", "90", "30", "前五", "同比提高"]),
       st.sampled_from(["≥", "≤", "=", "定性", ""]), st.sampled_from(["%", "家", "个", ""]))  # fmt: skip
def test_a_made_up_row_obeys_the_laws(
    sentence: str, actual: CellInput, weight: Decimal | None, target: str, kind: str, unit: str
) -> None:
    score = perfscore.score(sentence, actual, weight=weight, target=target, kind=kind, unit=unit, indicator="指标甲")
    check(score, weight, sentence)


@settings(max_examples=300)
@given(MESSY, TYPED, MESSY, MESSY, MESSY)
def test_no_cell_raises(rule: str, actual: CellInput, target: str, unit: str, weight: str) -> None:
    score = perfscore.score(rule, actual, target=target, unit=unit, weight=weight, kind=target, indicator=unit)
    assert score.points is None or score.points >= 0


HEDGED = {
    "P1-1": ("103%", "98%"), "P1-2": ("97%", "100%"), "P1-3": ("27家", "30个", "二十八家"), "P1-4": ("88%",),
    "P1-5": ("当年度已实施", "已开展"), "P1-6": ("同比提高3.2%", "-3%"), "P1-7": ("满意", "基本满意"),
    "P2-1": ("98%", "未超预算"), "P2-2": ("同比下降4.2%",), "P2-5": ("45%",), "P3-2": ("已完成", "未完成", "100%"),
    "P3-5": ("第7名", "全省第七"), "P3-6": ("没有开展", "已开展惠企政策宣传"),
}  # fmt: skip


@pytest.mark.parametrize("hedge", "左右 余 以上 以下 上下 以内 多 ？ ? （预计） （约） （去年） ，预计 或更多".split())
@pytest.mark.parametrize(("row", "actual"), [(row, actual) for row, typed in HEDGED.items() for actual in typed])
def test_an_actual_with_a_hedge_behind_it_never_scores(row: str, actual: str, hedge: str) -> None:
    assert scored(row, actual).status in POINTED
    assert scored(row, actual + hedge).points is None


@pytest.mark.parametrize("hedge", ["约", "近", "大约", "不到", "超过", "基本", "预计", "部分", "不", "力争", "至少"])
@pytest.mark.parametrize(("row", "actual"), [(row, actual) for row, typed in HEDGED.items() for actual in typed])
def test_an_actual_with_a_hedge_before_it_never_scores_the_same(row: str, actual: str, hedge: str) -> None:
    hedged = scored(row, hedge + actual)
    if row == "P1-7" and hedge + actual in ("基本满意", "不满意"):
        assert hedged.points != scored(row, actual).points  # another grade, not a hedged one
    else:
        assert hedged.points is None


MONOTONE = {
    "P1-1": (False, "{}%", 30, 300), "P1-2": (True, "{}%", 0, 130), "P1-3": (True, "{}家", 0, 60),
    "P1-4": (True, "{}%", 0, 130), "P2-5": (True, "{}%", 0, 130), "P3-1": (False, "{}%", 30, 300),
    "P3-5": (False, "第{}名", 1, 60), "P1-6": (True, "同比{}%", -100, 49), "P2-2": (True, "同比{}%", -100, 49),
}  # fmt: skip


@settings(max_examples=400)
@given(st.sampled_from(sorted(MONOTONE)), st.data())
def test_a_better_actual_never_scores_less(row: str, data: st.DataObject) -> None:
    higher_is_better, pattern, low, high = MONOTONE[row]
    whole = row in ("P1-3", "P3-5")
    places = 0 if whole else 2
    number = st.decimals(Decimal(low), Decimal(high), places=places, allow_nan=False)
    one, other = sorted((data.draw(number), data.draw(number)), reverse=not higher_is_better)
    worse, better = (scored(row, pattern.format(format(value, "f"))) for value in (one, other))
    if worse.points is not None and better.points is not None:
        assert worse.points <= better.points


@settings(max_examples=500)
@given(st.decimals(min_value=-1000, max_value=1000, places=14, allow_nan=False))
@example(Decimal("6.755"))
@example(Decimal("0.00499999999999"))
@example(Decimal("0.0049999999999999"))
def test_rounding_is_half_up_at_ten_places_and_then_at_two(points: Decimal) -> None:
    def half_up(value: Fraction, places: int) -> Fraction:
        scaled = abs(value) * 10**places
        whole = (scaled + Fraction(1, 2)).__floor__()
        return Fraction(whole if value >= 0 else -whole, 10**places)

    assert Fraction(round_points(points)) == half_up(half_up(Fraction(points), 10), 2)
