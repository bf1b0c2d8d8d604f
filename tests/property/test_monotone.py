"""A better actual never scores less, whatever rule of one direction the row has."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import perfscore
from perfscore import Score
from strategies import POINTS


@dataclass(frozen=True)
class Directed:
    """A row whose rule rewards more, or less, of one number."""

    rule: str
    higher_is_better: bool
    target: str
    kind: str
    unit: str
    weight: Decimal


_TARGETS = st.integers(60, 100)


@st.composite
def steps(draw: st.DrawFn) -> Directed:
    higher = draw(st.booleans())
    target, lost, weight = draw(_TARGETS), draw(POINTS), draw(st.sampled_from([Decimal(5), Decimal(10)]))
    unit, step = draw(st.sampled_from([("%", "个百分点"), ("%", "%"), ("个", "个"), ("万元", "万元"), ("天", "天")]))
    size = draw(st.sampled_from(["1", "2", "5"]))
    verb, bound = ("低于" if higher else "超出"), ("及以上" if higher else "及以下")
    rest = draw(st.sampled_from(["", f"，不足{size}{step}的按{size}{step}计算", f"，不足{size}{step}不计"]))
    end = draw(st.sampled_from(["", "，扣完为止", "，最多扣3分"]))
    rule = f"{target}{unit}{bound}得满分，每{verb}{size}{step}扣{lost}分{rest}{end}"
    return Directed(rule, higher, str(target), "≥" if higher else "≤", unit, weight)


@st.composite
def tiers(draw: st.DrawFn) -> Directed:
    higher = draw(st.booleans())
    low, high = draw(st.integers(20, 55)), draw(st.integers(56, 99))
    unit = draw(st.sampled_from(["%", "户", "公里"]))
    if higher:
        rule = f"{high}{unit}及以上得10分，{low}{unit}（含）-{high}{unit}得6分，{low}{unit}以下不得分"
    else:
        rule = f"{low}{unit}及以下得10分，超过{low}{unit}至{high}{unit}得6分，超过{high}{unit}不得分"
    return Directed(rule, higher, str(high if higher else low), "≥" if higher else "≤", unit, Decimal(10))


@st.composite
def lines(draw: st.DrawFn) -> Directed:
    low = draw(st.integers(20, 55))
    target = draw(_TARGETS)
    between = f"{target}个及以上得10分，{low}个得4分，中间按插值法计算，低于{low}个不得分"
    rule = draw(
        st.sampled_from(
            [
                "按完成比例得分",
                "达到目标值得满分，未达到的按完成比例得分",
                "得分=实际完成值÷目标值×分值",
                between,
                "达到目标值得满分，低于目标值的60%不得分，其余按完成比例得分",
            ]
        )
    )
    return Directed(rule, True, str(target), "≥", "个", Decimal(10))


@st.composite
def changes(draw: st.DrawFn) -> Directed:
    target, up, down = draw(_TARGETS), draw(POINTS), draw(POINTS)
    rule = f"达到{target}%得6分，每高1个百分点加{up}分，每低1个百分点扣{down}分"
    return Directed(rule, True, str(target), "≥", "%", Decimal(6))


@st.composite
def events(draw: st.DrawFn) -> Directed:
    lost = draw(POINTS)
    event = draw(st.sampled_from(["每发现1处扣{}分", "未发生得满分，每发生1起扣{}分", "每延迟1天扣{}分，扣完为止"]))
    unit = "处" if "处" in event else "起" if "起" in event else "天"
    return Directed(event.format(lost), False, "0", "=", unit, Decimal(10))


def scored(row: Directed, actual: Decimal) -> Score:
    typed = f"{actual:f}{row.unit}"
    return perfscore.score(
        row.rule, typed, target=row.target, kind=row.kind, unit=row.unit, weight=row.weight, indicator="指标甲"
    )


RULES = st.one_of(steps(), tiers(), lines(), changes(), events())


@settings(max_examples=600, deadline=None)
@given(RULES, st.data())
def test_a_better_actual_never_scores_less(row: Directed, data: st.DataObject) -> None:
    whole = row.unit in ("个", "户", "处", "起", "天")
    numbers = st.decimals(Decimal(0), Decimal(130), places=0 if whole else 2, allow_nan=False)
    one, other = sorted((data.draw(numbers), data.draw(numbers)), reverse=not row.higher_is_better)
    worse, better = scored(row, one), scored(row, other)
    assume(worse.points is not None and better.points is not None)
    assert worse.points is not None
    assert better.points is not None
    assert worse.points <= better.points


@settings(max_examples=200, deadline=None)
@given(RULES)
def test_the_number_to_reach_earns_what_a_better_one_does(row: Directed) -> None:
    """These rules are understood, and on them the target is scored."""
    score = scored(row, Decimal(row.target))
    assert score.points is not None, (row, score.status_text)
