"""The words for choices, quantities and clauses, shared by reasons, states and readings."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from perfscore.diagnostics import Span
from perfscore.model.profile import Choice, Question
from perfscore.model.quantity import Dimension, Quantity
from perfscore.numbers.text import format_number

_EXACT_PLACES, _SHOWN_PLACES = Decimal("0.0001"), Decimal("0.01")

QUESTION_NAMES: dict[Question, str] = {
    Question.PARTIAL_STEP: "不足一个百分点",
    Question.PARTIAL_LARGE_STEP: "不足一个计算单位",
    Question.PERCENT_STEP: "百分比指标上的“1%”",
    Question.MAXIMUM_CONFLICT: "评分标准的满分与分值不同",
    Question.TARGET_CONFLICT: "评分标准的目标与指标值不同",
    Question.EACH_OR_ONCE: "没有写“每”的扣分",
    Question.NO_BRANCH: "评分标准没有写明的情形",
}
"""口径: how each question is named to staff."""

CHOICE_NAMES: dict[Choice, str] = {
    Choice.PRO_RATA: "不足一个按比例",
    Choice.WHOLE: "不足一个不计",
    Choice.STARTED: "不足一个按一个计",
    Choice.POINTS: "按百分点计",
    Choice.RELATIVE: "按指标值的百分比计",
    Choice.KEEP_STEP: "以较小者为满分、每步扣分不变",
    Choice.SCALE: "按分值与评分标准满分的比例折算",
    Choice.CAP: "照评分标准计算、以分值封顶",
    Choice.RULE_TEXT: "以评分标准写的目标为准",
    Choice.TARGET: "以指标值为准",
    Choice.EACH: "每一个都扣",
    Choice.ONCE: "只扣一次",
    Choice.ASK: "由人评定",
    Choice.PROPOSED: "采用建议分",
}
"""Every choice in words."""


def format_points(points: Decimal) -> str:
    """Write points: 16.5, 20."""
    return format_number(points)


def format_amount(quantity: Quantity) -> str:
    """Write a quantity as a reason shows it: 3.5个百分点, 27家; what a division left is cut to two decimals."""
    value = quantity.value
    exact = value == value.quantize(_EXACT_PLACES)
    shown = value if exact else value.quantize(_SHOWN_PLACES, ROUND_HALF_UP)
    return format_number(shown) + (quantity.unit.symbol if quantity.unit else "")


def clause_text(span: Span, source: str) -> str:
    """Return the words of a clause as they stand in the sentence, without line breaks around or inside them."""
    return "".join(span.of(source).split()).strip("，,。；;")


def is_count(quantity: Quantity) -> bool:
    """Tell whether the quantity counts things rather than measuring a rate."""
    return quantity.unit is None or quantity.unit.dimension is not Dimension.RATIO
