"""Deadlines in sentences and official cells: 2024年12月31日前, 6月底前, 第三季度末前."""

from __future__ import annotations

import re
from dataclasses import dataclass

from perfscore.model.deadline import Deadline
from perfscore.numbers.lazy import regex

_BY = r"(?P<by>之前|以前|前|之内|以内|内|止|之后|以后|后)"
_MONTH = regex(
    r"(?:(?P<year>(?:19|20)\d{2})年度?|[当本]年度?|每年)?(?P<month>1[0-2]|0?[1-9])月份?"
    rf"(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号])?(?P<end>月?[底末])?(?:\(含\))?{_BY}(?:\(含\))?"
)
_NUMERIC = regex(rf"(?P<year>(?:19|20)\d{{2}})[-/.](?P<month>1[0-2]|0?[1-9])[-/.](?P<day>3[01]|[12]\d|0?[1-9]){_BY}")
_QUARTER = regex(
    rf"(?:(?P<year>(?:19|20)\d{{2}})年度?|[当本]年度?)?第?(?P<quarter>[一二三四1-4])季度(?P<end>[底末]|结束){_BY}"
)
_HALF = regex(rf"(?:(?P<year>(?:19|20)\d{{2}})年度?|[当本]年度?)?上半年(?:[底末]|结束){_BY}")
_YEAR = regex(rf"(?:(?P<year>(?:19|20)\d{{2}})年度?|[当本]年度?|年)[底末]{_BY}")
_AFTER = ("之后", "以后", "后")
_WITHIN = ("之内", "以内", "内")


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline in a text, where it ends, and whether the time behind it is meant (6月30日后)."""

    deadline: Deadline
    end: int
    after: bool


def deadline_at(text: str, start: int) -> Found | None:
    """Return the deadline that begins at ``start`` of a folded text."""
    for pattern, month_of in _PATTERNS:
        match = pattern.match(text, start)
        if match is None or (start and text[start - 1] in "0123456789上去次明下每第至到-~"):
            continue
        groups = match.groupdict()
        day, by = groups.get("day"), match["by"]
        if pattern is _MONTH and day is None and groups["end"] is None and by not in _WITHIN:
            return None  # 6月前: before it begins or before it ends
        year = groups.get("year")
        found = Deadline(month=month_of(match), day=int(day) if day else None, year=int(year) if year else None)
        return Found(found, match.end(), after=by in _AFTER)
    return None


def _month(match: re.Match[str]) -> int:
    return int(match["month"])


def _quarter(match: re.Match[str]) -> int:
    return ("一二三四".find(match["quarter"]) + 1 or int(match["quarter"])) * 3


def _june(_: re.Match[str]) -> int:
    return 6


def _december(_: re.Match[str]) -> int:
    return 12


_PATTERNS = ((_MONTH, _month), (_NUMERIC, _month), (_QUARTER, _quarter), (_HALF, _june), (_YEAR, _december))
_BARE_DAY = regex(
    r"(?:(?P<year>(?:19|20)\d{2})年)?(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号])?(?:[底末])?"
    r"|(?P<year2>(?:19|20)\d{2})[-/.](?P<month2>1[0-2]|0?[1-9])[-/.](?P<day2>3[01]|[12]\d|0?[1-9])"
)


def deadlines_in(text: str) -> tuple[Deadline, ...]:
    """Return the deadlines that a cell names: 2024年12月31日前完成; a cell that is nothing but a day is one too."""
    bare = _BARE_DAY.fullmatch(text)
    if bare is not None:
        year, month, day = (bare[name] or bare[name + "2"] for name in ("year", "month", "day"))
        return (Deadline(month=int(month), day=int(day) if day else None, year=int(year) if year else None),)
    found: list[Deadline] = []
    position = 0
    while position < len(text):
        one = deadline_at(text, position)
        if one is not None and not one.after:
            found.append(one.deadline)
        position = one.end if one is not None else position + 1
    return tuple(dict.fromkeys(found))
