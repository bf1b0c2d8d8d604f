"""What becomes of a text that is put into a cell as if it were typed: Excel's way, which LibreOffice does not have.

A leading apostrophe says text; ``=`` begins a formula; what looks like a number, a date, a percentage or a truth is
made one. So a caller that forgets the apostrophe sees here what it would see in Excel.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import NamedTuple

_PLAIN = re.compile(r"[^\s\d=+\-@'.($¥￥TFtf]")
_NUMBER = re.compile(r"\(?[+-]?[$¥￥]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d{1,3})?\)?")
_DAY = re.compile(r"(\d{2,4})[-/年](\d{1,2})(?:[-/月](\d{1,2})日?|月)?")
_SHORT_DAY = re.compile(r"(\d{1,2})(?:[-/](\d{1,2})|月(\d{1,2})日)")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_FRACTION = re.compile(r"(\d+) (\d+)/(\d+)")
_CENTURY = 100
_PIVOT = 30


class Typed(NamedTuple):
    """What a typed text becomes: text, number, moment, truth or formula; and the format it brings along."""

    value: str | float | bool | date | None
    format: str | None = None
    is_formula: bool = False


def typed(text: str) -> Typed:
    """Return what a text becomes when it is put into a cell with an ordinary format."""
    if not text or _PLAIN.match(text):
        return Typed(text)
    first = text[0]
    if first == "'":
        return Typed(text[1:])
    if first == "=" and len(text) > 1:
        return Typed(text, is_formula=True)
    stripped = text.strip()
    if stripped.upper() in ("TRUE", "FALSE"):
        return Typed(stripped.upper() == "TRUE")
    found = _as_number(stripped) or _as_moment(stripped)
    if found is not None:
        return found
    if first in "+-@" and len(text) > 1:
        return Typed(f"={text.removeprefix('+')}", is_formula=True)
    return Typed(text)


def _as_number(text: str) -> Typed | None:
    body, percent = (text[:-1].rstrip(), True) if text.endswith("%") else (text, False)
    if fraction := _FRACTION.fullmatch(body):
        whole, above, below = (int(part) for part in fraction.groups())
        return Typed(whole + above / below, "# ?/?") if below else None
    if not any(sign.isdigit() for sign in body) or not _NUMBER.fullmatch(body):
        return None
    is_negative = body.startswith("(") and body.endswith(")")
    digits = re.sub(r"[,$¥￥()]", "", body)
    try:
        number = float(digits)
    except ValueError:
        return None
    number = -number if is_negative else number
    if percent:
        return Typed(number / 100, "0.00%" if "." in body else "0%")
    return Typed(number)


def _as_moment(text: str) -> Typed | None:
    day, _, rest = text.partition(" ")
    if clock := _CLOCK.fullmatch(text):
        return _clock(clock)
    found = _day(day)
    if found is None or not rest:
        return Typed(found, "yyyy/m/d") if found is not None else None
    clock = _CLOCK.fullmatch(rest)
    moment = _time(clock) if clock else None
    return Typed(datetime.combine(found, moment), "yyyy/m/d h:mm") if moment is not None else None


def _day(text: str) -> date | None:
    if found := _DAY.fullmatch(text):
        year = int(found[1])
        year += 0 if year >= _CENTURY else 2000 if year < _PIVOT else 1900
        return _date(year, int(found[2]), int(found[3] or 1))
    if found := _SHORT_DAY.fullmatch(text):
        return _date(datetime.now().year, int(found[1]), int(found[2] or found[3]))  # noqa: DTZ005 - the user's clock
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> Typed | None:
    moment = _time(found)
    if moment is None:
        return None
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return Typed(seconds / 86_400, "h:mm:ss" if found[3] else "h:mm")


def _time(found: re.Match[str]) -> time | None:
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        return None
