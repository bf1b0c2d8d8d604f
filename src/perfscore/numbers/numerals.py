"""Chinese numerals: 一百二十, 两百, 三万五千, 半; and the decimal numbers written with them."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_WRITTEN = "零一二三四五六七八九"
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_GROUP = 10_000
LONGEST_NUMERAL, _MOST_DIGITS = 27, 15
"""九千九百九十九亿…九 has 27 characters; digit by digit no more than a spreadsheet keeps."""
_SHORTEST_DIGIT_STRING = 4
NUMERAL_CHARACTERS = "".join(DIGITS) + "".join(_SCALES)
_SHAPE = re.compile(f"[{NUMERAL_CHARACTERS}]+(?:点[{''.join(DIGITS)}]+)?")


def parse_numeral(text: str) -> Decimal | None:
    """Read a Chinese numeral.

    Colloquial short forms (一百五 for 150) are refused: they are one slip away from another number.

    Args:
        text: folded text such as ``二十八``, ``一百零五``, ``三点五``, ``二零二四`` (digit by digit), ``半``.

    Returns:
        The number, or None where the text is not one well-formed numeral.
    """
    if text == "半":
        return Decimal("0.5")
    if len(text) > LONGEST_NUMERAL:
        return None
    if not _SHAPE.fullmatch(text):
        return None
    whole, _, decimals = text.partition("点")
    number = _parse_whole(whole)
    if number is None or not decimals:
        return None if number is None else Decimal(number)
    return Decimal(f"{number}." + "".join(str(DIGITS[digit]) for digit in decimals))


def _parse_whole(text: str) -> int | None:
    """Read a whole numeral; one that is not written as ``write_numeral`` writes it is not well formed."""
    if all(character in DIGITS for character in text):
        if len(text) > 1 and ("两" in text or (len(text) < _SHORTEST_DIGIT_STRING and "零" not in text)):
            return None  # 七八家 is seven or eight, not 78
        if len(text) > _MOST_DIGITS:
            return None
        return int("".join(str(DIGITS[digit]) for digit in text))
    total = section = digit = 0
    for character in text:
        scale = _SCALES.get(character)
        if scale is None:
            digit = DIGITS[character]
        elif scale >= _GROUP:
            above = total if scale > _GROUP else 0
            total = (total - above) + (above + section + digit) * scale
            section = digit = 0
        else:
            section += (digit or 1) * scale
            digit = 0
    number = total + section + digit
    written, plain = write_numeral(number), text.replace("两", "二")
    return number if plain == written or (written.startswith("十") and plain == f"一{written}") else None


def write_numeral(number: int) -> str:
    """Write a whole number from 0 below 10^12 as a numeral: 120 → 一百二十, 10 → 十, 35000 → 三万五千."""
    if number == 0:
        return "零"
    groups = ((number // _SCALES["亿"], "亿"), (number // _GROUP % _GROUP, "万"), (number % _GROUP, ""))
    written = ""
    for value, mark in groups:
        if value == 0:
            continue
        needs_zero = written and (value < _GROUP // 10 or (mark == "" and "万" not in written))
        written += ("零" if needs_zero else "") + _write_group(value) + mark
    return written.removeprefix("一") if written.startswith("一十") else written


def _write_group(value: int) -> str:
    written, pending_zero = "", False
    for scale, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // scale % 10
        if digit == 0:
            pending_zero = bool(written)
            continue
        written += ("零" if pending_zero else "") + _WRITTEN[digit] + mark
        pending_zero = False
    return written
