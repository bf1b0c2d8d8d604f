"""Grades with a place in an order of their own: Ⅱ类, 四星级, 第三档, AA级; their text to the one that rules use."""

from __future__ import annotations

import re

from perfscore.numbers.lazy import regex
from perfscore.values.words import GRADE_FAMILIES

SCALES: tuple[tuple[str, ...], ...] = (
    ("Ⅰ类", "Ⅱ类", "Ⅲ类", "Ⅳ类", "Ⅴ类", "劣Ⅴ类"),
    ("五星", "四星", "三星", "二星", "一星"),
    ("一档", "二档", "三档", "四档", "五档"),
    ("一等", "二等", "三等", "四等"),
    ("AAA级", "AA级", "A级", "B级", "C级", "D级", "E级"),
    ("甲级", "乙级", "丙级", "丁级"),
)
"""Best first. 一级, 二级 are not here: of hospitals the third is best, of standards the first."""

PLACES = ("一级", "二级", "三级", "四级", "五级")
"""Labels like the others, whose order is not known."""

_ROMAN = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ"}
_DIGITS = dict(zip("12345", "一二三四五", strict=True))
_ORDINAL = regex(
    r"(?P<bad>劣)?(?P<roman>[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V)类|第?(?P<number>[一二三四五]|(?<=第)[1-5]|[1-5](?=星))(?P<noun>星级|星|档|等|级)"
    r"|(?P<letters>A{1,3}|[B-E])(?P<grade>级|类|等|档)|(?P<stem>[甲乙丙丁])级"
)


def ordinal_at(text: str, start: int = 0) -> tuple[str, int] | None:
    """Return the label that begins here, as rules use it, and where it ends; None where there is none."""
    match = _ORDINAL.match(text, start)
    return (_label(match), match.end()) if match else None


def ordinals_written_out(text: str) -> str:
    """Return the text with every such label as rules use it: 5星级 as 五星, 第三档 as 三档."""
    return _ORDINAL.sub(_label, text)


def _label(match: re.Match[str]) -> str:
    if match["roman"]:
        return (match["bad"] or "") + _ROMAN.get(match["roman"], match["roman"]) + "类"
    if match["number"]:
        noun = "星" if match["noun"] == "星级" else match["noun"]
        return _DIGITS.get(match["number"], match["number"]) + noun
    if match["letters"]:
        return match["letters"] + match["grade"]
    return match["stem"] + "级"


def scale_of(grade: str) -> tuple[str, ...]:
    """Return the whole order that a label belongs to, best first; empty where that is not known."""
    return next((scale for scale in SCALES if grade in scale), ())


def is_a_side(grades: tuple[str, ...]) -> bool:
    """Tell whether grades are all that lie on one side of a known order: 三星、二星、一星."""
    scales = (*SCALES, *GRADE_FAMILIES)
    return any(grades in (scale[: len(grades)], scale[-len(grades) :]) for scale in scales)


def is_the_best(grades: tuple[str, ...]) -> bool:
    """Tell whether grades are several, from the best of a known order on: 五星、四星."""
    return len(grades) > 1 and any(grades == scale[: len(grades)] for scale in (*SCALES, *GRADE_FAMILIES))
