"""The official cells of a row to model: 分值, 指标值类型, 指标值."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from perfscore.model.indicator import IndicatorKind, Quota, Target
from perfscore.model.quantity import Comparator, Quantity, Unit
from perfscore.numbers.folding import squeeze
from perfscore.numbers.lazy import regex
from perfscore.numbers.numerals import NUMERAL_CHARACTERS, parse_numeral
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of
from perfscore.values.recurring import parse_recurring
from perfscore.values.units import comparable, is_ratio, parse_unit, unit_at
from perfscore.values.words import GRADE_FAMILIES, GRADES

_WEIGHT = regex(rf"\(?(?:分值|权重)?:?({NUMBER_PATTERN})(?:分)?\)?")
_LARGEST_WEIGHT = Decimal(1000)
_COMPARATORS: dict[Comparator, str] = {
    Comparator.AT_LEAST: "≥ >= => 大于等于 大于或等于 不低于 不少于 不小于 达到 正向 正向指标",
    Comparator.AT_MOST: "≤ <= =< 小于等于 小于或等于 不高于 不超过 不大于 不多于 反向 反向指标",
    Comparator.MORE: "> 大于 高于 超过",
    Comparator.LESS: "< 小于 低于 少于",
    Comparator.EQUAL: "= 等于",
}
COMPARATOR_WORDS = {word: sign for sign, words in _COMPARATORS.items() for word in words.split()}
_SIGNS = "|".join(sorted(map(re.escape, COMPARATOR_WORDS), key=len, reverse=True))
_AMOUNT = regex(rf"(?P<sign>{_SIGNS})?(?P<number>-?(?:{NUMBER_PATTERN})|[{NUMERAL_CHARACTERS}]+)(?P<rest>.*)")
_QUOTA = regex(
    rf"(?P<words>[^\d]{{2,}}?)(?P<number>{NUMBER_PATTERN}|[{NUMERAL_CHARACTERS}]+)(?P<unit>[^\d]{{1,4}}?)(?:及以上|以上)?"
)
_ANY_NUMBER = regex(NUMBER_PATTERN)
_TOP = regex(rf"前(\d{{1,4}}|[{NUMERAL_CHARACTERS}]{{1,4}})")
_NO_QUOTA = regex(r"每|不|减少|降低|平均|人均|户均|[、,;]|及|和|与")
"""A number for each quarter, a limit, or several things: no quota for the year."""
_SUFFIXES = {"及以上": Comparator.AT_LEAST, "以上": Comparator.AT_LEAST, "及以下": Comparator.AT_MOST}
_SUFFIXES |= {"以下": Comparator.AT_MOST, "以内": Comparator.AT_MOST}
_SCALE_TAIL = regex(r"[一二三四五六七八九\d]+(?:个|档|类)等[级次].*$|(?:等[级次]|等档次).*$")
_SHORTEST_SCALE = 3
_LONGEST_CELL = 300
"""A target or an enumeration is never longer; more text is not searched."""
_LONGEST_GRADE = 6


def parse_weight(cell: str | Decimal | int | None) -> tuple[Decimal | None, bool]:
    """Read 分值: 20, “20分”, “（20分）”, “２０”.

    Returns:
        The weight in points and True; (None, True) for an empty cell; (None, False) where it cannot be read.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None, True
    text = squeeze(str(cell))[:_LONGEST_CELL]
    match = _WEIGHT.fullmatch(text)
    weight = decimal_of(match[1]) if match else parse_numeral(text.strip("()").removesuffix("分"))
    if weight is None or not 0 < weight <= _LARGEST_WEIGHT:
        return None, False
    return weight, True


def parse_kind(cell: str | None) -> tuple[Comparator | None, IndicatorKind | None]:
    """Read 指标值类型: a comparator, 定性 or 定量; (None, None) for anything else."""
    text = squeeze(cell or "")
    if text in COMPARATOR_WORDS:
        return COMPARATOR_WORDS[text], None
    match text.removesuffix("指标"):
        case "定性":
            return None, IndicatorKind.QUALITATIVE
        case "定量":
            return None, IndicatorKind.QUANTITATIVE
    return None, None


def parse_target(cell: str | None, unit: Unit | None, content: str = "") -> Target:
    """Read 指标值.

    Args:
        cell: its text, such as ``100``, ``≥50个``, ``30个及以上``, ``当年度实施``, or an enumeration of grades.
        unit: 度量单位, which a bare number carries.
        content: 指标值内容, where the grades stand if 指标值 names none.

    Returns:
        The target; its quantity is None where the text is no single number.
    """
    text = squeeze(cell or "")[:_LONGEST_CELL]
    scale = parse_scale(text) or parse_scale(squeeze(content)[:_LONGEST_CELL])
    quantity, comparator = _parse_amount(text, unit)
    return Target(text=(cell or "").strip(), quantity=quantity, comparator=comparator, scale=scale)


def _parse_amount(text: str, unit: Unit | None) -> tuple[Quantity | None, Comparator | None]:
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return parse_recurring(text, unit), None
    raw = match["number"]
    number = parse_numeral(raw) if raw[0] in NUMERAL_CHARACTERS else decimal_of(raw.lstrip("-"))
    own_unit, rest = unit_at(match["rest"], 0), match["rest"]
    if own_unit is not None:
        rest = rest[len(own_unit.symbol) :]
    comparator = COMPARATOR_WORDS.get(match["sign"] or "")
    if rest in _SUFFIXES and comparator is None:
        comparator, rest = _SUFFIXES[rest], ""
    if number is None or rest:
        return None, None
    return Quantity(value=-number if raw.startswith("-") else number, unit=own_unit or unit), comparator


def parse_scale(text: str) -> tuple[str, ...]:
    """Read an enumeration of grades, best first: 非常满意、满意、基本满意、不满意四个等级.

    Returns:
        The grades in the order of the text, () where it is no such enumeration.
    """
    enumeration = _SCALE_TAIL.sub("", text)
    grades = tuple(filter(None, re.split(r"[、,/;]", enumeration)))
    if len(grades) < _SHORTEST_SCALE or any(len(grade) > _LONGEST_GRADE for grade in grades):
        return ()
    if len(set(grades)) != len(grades) or (enumeration == text and not all(grade in GRADES for grade in grades)):
        return ()
    return _best_first(grades)


def _best_first(grades: tuple[str, ...]) -> tuple[str, ...]:
    """Turn an enumeration that runs from worst to best; one whose known grades are jumbled has no order."""
    for family in GRADE_FAMILIES:
        places = [family.index(grade) for grade in grades if grade in family]
        if len(places) > 1 and places == sorted(places, reverse=True):
            return grades[::-1]
        if places != sorted(places):
            return ()
    return grades


@lru_cache(maxsize=4096)
def numbers_in(text: str, unit: Unit | None) -> tuple[Decimal, ...]:
    """Return the numbers, in base units, that a text writes with a unit comparable to this one."""
    folded = squeeze(text)[:_LONGEST_CELL]
    found = []
    for match in _ANY_NUMBER.finditer(folded):
        own, number = unit_at(folded, match.end()), decimal_of(match[0])
        if own is not None and unit is not None and number is not None and comparable(own, unit):
            found.append(number * own.factor)
    return tuple(found)


@lru_cache(maxsize=4096)
def top_of(text: str) -> int | None:
    """Return the number of 前五 or 前3名 in a target; None where it names none, or more than one."""
    found = _TOP.findall(squeeze(text)[:_LONGEST_CELL])
    number = (parse_numeral(found[0]) if not found[0].isdigit() else int(found[0])) if len(found) == 1 else None
    return None if number is None else int(number)


_BOUND = regex(
    rf"(?P<sign>{_SIGNS}|至少|不得少于|不得低于|不得超过|不得高于|控制在)(?P<number>{NUMBER_PATTERN}|[{NUMERAL_CHARACTERS}]+)"
)
_BOUND_SIGNS = COMPARATOR_WORDS | {
    "至少": Comparator.AT_LEAST,
    "不得少于": Comparator.AT_LEAST,
    "不得低于": Comparator.AT_LEAST,
    "不得超过": Comparator.AT_MOST,
    "不得高于": Comparator.AT_MOST,
    "控制在": Comparator.AT_MOST,
}


@lru_cache(maxsize=4096)
def bound_in(text: str) -> tuple[Quantity, Comparator] | None:
    """Return the one bounded number of a name or 指标值内容: 全年召开例会不少于12次; None for none or several."""
    folded = squeeze(text)[:_LONGEST_CELL]
    if "每" in folded.replace("每年", ""):
        return None  # a number for each month or village is not that of the year
    found = []
    for match in _BOUND.finditer(folded):
        raw, unit = match["number"], unit_at(folded, match.end())
        number = parse_numeral(raw) if raw[0] in NUMERAL_CHARACTERS else decimal_of(raw)
        if number is not None and unit is not None:
            found.append((Quantity(value=number, unit=unit), _BOUND_SIGNS[match["sign"]]))
    return found[0] if len(found) == 1 else None


def parse_quota(content: str) -> Quota | None:
    """Read 开展宣传教育活动1次 in 指标值内容: an activity that ends in its number; None for anything else."""
    match = _QUOTA.fullmatch(squeeze(content)[:_LONGEST_CELL].strip("。;,"))
    if match is None or _NO_QUOTA.search(match["words"]):
        return None
    raw, unit = match["number"], parse_unit(match["unit"])
    number = decimal_of(raw) if raw[0].isdigit() else parse_numeral(raw)
    if unit is None or number is None or is_ratio(unit):
        return None
    return Quota(words=match["words"], quantity=Quantity(value=number, unit=unit))


def parse_unit_cell(cell: str | None) -> Unit | None:
    """Read 度量单位; None where it is empty, a word such as 等次, or unknown."""
    return parse_unit(squeeze(cell or "").strip("()"))


def looks_like_share(target: Target) -> bool:
    """Tell whether a percent target is a bare number of at most 1, so that 100 % and 1 % are both possible."""
    quantity = target.quantity
    return quantity is not None and is_ratio(quantity.unit) and 0 < quantity.value <= 1 and "%" not in target.text
