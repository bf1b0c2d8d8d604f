"""A cell text enters, what it looks like leaves: a rule, a unit, a comparator, a weight, an amount, a level name."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache

from perfscore.forms.labels import fold_text
from perfscore.forms.schema import fold_level, indicator_levels
from perfscore.grid.sheet import GridCell

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_AMOUNT = re.compile(rf"({_NUMBER})(?:万元|元)?")
_WEIGHT = re.compile(rf"(?:分值|权重)?[:：]?({_NUMBER})分")
_BARE = re.compile(_NUMBER)
_RULE = re.compile(
    r"[得计扣记赋加减](?:到|取)?(?:满|全|零|一半|[\d.]+|[一二两三四五六七八九十百]+)个?分|扣完为止|[不酌]?[得计扣]分"
)
_LONGEST_UNIT = 6


class Look(StrEnum):
    """What the text of a cell looks like."""

    RULE = "rule"
    KIND = "kind"
    UNIT = "unit"
    WEIGHT = "weight"
    NUMBER = "number"
    LEVEL1 = "level1"
    LEVEL2 = "level2"
    SHORT = "short"
    TEXT = "text"


@lru_cache(maxsize=20_000)
def look_of(text: str) -> Look:
    """Return what a non-empty text looks like, the most telling reading first."""
    folded = fold_text(text)
    levels = indicator_levels()
    if folded in levels.kinds:
        return Look.KIND
    if _WEIGHT.fullmatch(folded):
        return Look.WEIGHT
    if _BARE.fullmatch(folded):
        return Look.NUMBER
    if folded in levels.units:
        return Look.UNIT
    return _look_of_words(folded, text)


def _look_of_words(folded: str, text: str) -> Look:
    levels = indicator_levels()
    level = fold_level(text)
    # 成本指标 names a 一级 in one framework and a 二级 in the other; the 一级 reading is the one that tells a shift.
    if level in levels.level1 and folded.endswith("指标"):
        return Look.LEVEL1
    if level in levels.level2 and folded.endswith("指标"):
        return Look.LEVEL2
    if _RULE.search(folded):
        return Look.RULE
    return Look.SHORT if len(folded) <= _LONGEST_UNIT else Look.TEXT


def amount_of(cell: GridCell) -> Decimal | None:
    """Return the amount in a money cell, None where it holds none."""
    if isinstance(cell.value, Decimal):
        return cell.value
    match = _AMOUNT.fullmatch(fold_text(cell.text))
    return _decimal(match[1]) if match else None


def weight_of(cell: GridCell, *, is_remark: bool) -> Decimal | None:
    """Return the points in a 分值 cell (20, 20分) or a 备注 cell (only 20分), None where it holds none."""
    if isinstance(cell.value, Decimal) and not is_remark:
        return cell.value * 100 if cell.is_percent else cell.value
    folded = fold_text(cell.text)
    match = _WEIGHT.fullmatch(folded)
    if match:
        return _decimal(match[1])
    if is_remark:
        return None
    bare = _BARE.fullmatch(folded.removesuffix("%"))
    return _decimal(bare[0]) if bare else None


def is_amount(text: str) -> bool:
    """Return whether a text reads as an amount of money."""
    return _AMOUNT.fullmatch(fold_text(text)) is not None


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
