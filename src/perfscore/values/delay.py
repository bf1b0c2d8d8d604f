"""When something was done: a day in any form, 提前3天, 逾期5天, 按时完成, 未完成."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Literal

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.model.deadline import Deadline
from perfscore.model.indicator import Changed, Dated, Expected, Stated
from perfscore.model.quantity import Dimension, Unit
from perfscore.numbers.lazy import regex
from perfscore.numbers.numerals import NUMERAL_CHARACTERS, parse_numeral
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of
from perfscore.values.deadlines import deadline_at
from perfscore.values.hints import hint
from perfscore.values.phrases import (
    doubt_in_detail,
    ends_a_name,
    hedge_in,
    names_the_whole,
    negation_in,
    split_detail,
    strip_fillers,
)
from perfscore.values.reading import ActualReading, read_as, refused
from perfscore.values.units import comparable, unit_at
from perfscore.values.words import ACTS

_ACT = "|".join(sorted((*ACTS, "交货", "供货", "报", "上报", "入库", "投产", "投入运营"), key=len, reverse=True))
_TAIL = r"(?P<tail>[^\d,;。、()]{0,12})"
_HEAD = r"(?P<head>[^\d]*?)(?:已|均|全部|实际|于|在|为|:)*"
_DAY = regex(
    rf"{_HEAD}(?:(?P<year>(?:19|20)\d{{2}})年)?(?P<month>1[0-2]|0?[1-9])月(?:份)?"
    rf"(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]?|(?P<part>底|末|上旬|中旬|下旬|初))?{_TAIL}"
)
_NUMERIC = regex(
    rf"{_HEAD}(?P<year>(?:19|20)\d{{2}})(?P<sep>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=sep)(?P<day>3[01]|[12]\d|0?[1-9])日?"
    rf"(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?{_TAIL}"
)
_LATE = "延迟|滞后|延期|推迟|逾期|超期|延误|拖延|延后|推后|超时|超|晚|迟报|迟交|迟送|迟缴|迟"
_NUMBER = rf"(?P<number>{NUMBER_PATTERN}|[{NUMERAL_CHARACTERS}半]{{1,3}})"
_DISTANCE = regex(
    rf"{_HEAD}(?:比?(?:合同|计划|规定|约定|要求)?(?:时间|时限|工期|期限)?)(?:(?P<late>{_LATE})|(?P<early>提前|提早))(?:了|完成|约定工期)?"
    rf"{_NUMBER}(?P<rest>\D*)"
)
_ON_TIME = regex(
    rf"{_HEAD}(?P<how>按时|按期|如期|及时|准时|按计划|按合同约定|按要求|按规定(?:时间|时限)?|按(?:合同)?工期|在?规定(?:时间|时限|期限)(?:之?内|前))+{_TAIL}"
)
_NOT_LATE = regex(r"(?:未|无|没有)(?:出现|发生)?(?:逾期|延迟|延误|延期|超期|滞后|超时)(?:情况|现象)?")
_EARLY = regex(rf"{_HEAD}(?:提前|提早){_TAIL}")
_TOO_LATE = regex(
    rf"{_HEAD}(?:(?:逾期|延期|超期|延迟|推迟|滞后|超时)(?:后)?|(?:未|没有|未能)(?:按时|按期|如期|及时|准时)){_TAIL}(?:了)?"
)
_UNDONE = regex(rf"{_HEAD}(?:尚未|还未|仍未|没有|未能|未|没)(?P<tail>[^\d,;。、()]{{1,12}})")
_LENGTH = regex(rf"(?:实际)?(?:工期|用时|历时|耗时)?(?:为|共)?(?P<number>{NUMBER_PATTERN})(?P<rest>\D*)")
_FAR, _SPRING = 6, 3
"""A day of January to March more than half a year before the deadline may lie in the year behind it."""
_UNKNOWN_YEAR = 2001


def read_delay(text: str, shown: str, expected: Expected) -> ActualReading:
    """Read a cell of a row whose rule goes by a deadline."""
    main, detail = split_detail(text)
    if doubt_in_detail(detail, "statement", expected.year):
        return refused("V202", "括号内的文字使完成时间不确定", shown, hint(expected))
    for pattern in (_NUMERIC, _DAY):
        match = pattern.fullmatch(main)
        if match is not None:
            problem = _doubt(match["head"], match["tail"], shown, expected)
            return problem or _read_day(match, shown, expected)
    before = _done_by(main, shown, expected)
    if before is not None:
        return before
    distance = _DISTANCE.fullmatch(main)
    if distance is not None:
        return _read_distance(distance, shown, expected)
    return _read_words(main, shown, expected) or _read_length(main, shown, expected)


def _doubt(head: str, tail: str, shown: str, expected: Expected) -> ActualReading | None:
    """Why the words around a time are not those of the row, None where they are."""
    if (hedge := hedge_in(head + tail)) or (hedge := negation_in(head + tail)):
        return refused("V202", f"“{hedge}”使完成时间不确定", shown, hint(expected))
    if not _is_the_act(tail, expected):
        return refused(
            "V201", f"“{tail}”不能说明是否{expected.acts[0] if expected.acts else '完成'}", shown, hint(expected)
        )
    words = strip_fillers(head)
    if words and not (ends_a_name(words, expected.names) or names_the_whole(words, expected.names)):
        return refused("V201", "有些词与本行的内容对不上", shown, hint(expected))
    return None


_PLAIN_TAIL = regex("^(?:已|全部|正式|均|全面)+|(?:完毕|到位|了)$")


def _is_the_act(tail: str, expected: Expected) -> bool:
    """12月20日开工 does not say when it was completed; 完成 says that of any act."""
    words = _PLAIN_TAIL.sub("", tail)
    plain = words.removeprefix("完成")
    return not plain or any(plain in act for act in expected.acts)


def _read_day(match: re.Match[str], shown: str, expected: Expected) -> ActualReading:
    groups = match.groupdict()
    year, month = groups["year"], int(groups["month"])
    years = _years(int(year) if year else None, month, expected)
    first, last = _days(groups.get("day"), groups.get("part"), month, years[0])
    try:
        days = [date(one, month, day) for one in years for day in dict.fromkeys((first, last))]
    except ValueError:
        return refused("V209", "没有这一天", shown, hint(expected))
    known = year is not None
    readings = [Dated(text=shown, day=day, year_known=known) for day in days]
    if len(readings) == 1:
        return read_as(readings[0])
    doubt = Diagnostic("V209", Severity.ERROR, f"“{shown}”是哪一天（哪一年）不确定", shown, suggestion=hint(expected))
    return ActualReading(readings[0], tuple(readings[1:]), doubt)


def _years(written: int | None, month: int, expected: Expected) -> list[int]:
    """The year of a day that names none: that of the deadline or the budget; early months may be of the next one."""
    if written is not None:
        return [written]
    named = {deadline.year for deadline in expected.deadlines if deadline.year is not None}
    year = named.pop() if len(named) == 1 else expected.year or _UNKNOWN_YEAR
    late = max((deadline.month for deadline in expected.deadlines), default=12)
    return [year, year + 1] if month <= _SPRING and late - month > _FAR else [year]


def _days(day: str | None, part: str | None, month: int, year: int) -> tuple[int, int]:
    last = monthrange(year, month)[1]
    if day is not None:
        return int(day), int(day)
    match part:
        case "底" | "末":
            return 25, last
        case "上旬" | "初":
            return 1, 10
        case "中旬":
            return 11, 20
        case "下旬":
            return 21, last
        case _:
            return 1, last


def _done_by(text: str, shown: str, expected: Expected) -> ActualReading | None:
    """12月31日前完成: in time where that is the deadline of the row or lies before it."""
    start = next((place for place in range(len(text)) if deadline_at(text, place)), None)
    found = deadline_at(text, start) if start is not None else None
    if start is None or found is None:
        return None
    head, tail = text[:start].rstrip("于在"), text[found.end :]
    if found.after or re.fullmatch(_TAIL, tail) is None:
        return refused("V201", "读不出完成的时间", shown, hint(expected))
    problem = _doubt(head, tail, shown, expected)
    if problem is not None:
        return problem
    if len(expected.deadlines) != 1 or not _no_later(found.deadline, expected.deadlines[0], expected.year):
        return refused("V201", f"“{shown}”不能说明是否按时", shown, hint(expected))
    return read_as(Changed(text=shown, sign=0, amount=Decimal(0)))


def _no_later(one: Deadline, other: Deadline, year: int | None) -> bool:
    if one.year is not None and (other.year or year) is None:
        return False
    common = other.year or year or one.year or _UNKNOWN_YEAR
    return one.in_year(common) <= other.in_year(common)


def _read_distance(match: re.Match[str], shown: str, expected: Expected) -> ActualReading:
    raw, rest = match["number"], match["rest"]
    number = Decimal("0.5") if raw == "半" else decimal_of(raw) if raw[0].isdigit() else parse_numeral(raw)
    unit = unit_at(rest, 0)
    tail = rest[len(unit.symbol) :] if unit else rest
    if number is None or unit is None or unit.dimension is not Dimension.TIME or re.fullmatch(_TAIL, tail) is None:
        return refused("V201", "读不出提前或逾期多久", shown, hint(expected))
    if (problem := _doubt(match["head"], tail, shown, expected)) is not None:
        return problem
    sign: Literal[-1, 1] = 1 if match["late"] else -1
    return read_as(_changed(shown, sign * number, unit))


def _changed(shown: str, amount: Decimal, unit: Unit) -> Changed:
    sign: Literal[-1, 0, 1] = 0 if amount == 0 else (1 if amount > 0 else -1)
    return Changed(text=shown, sign=sign, amount=amount, unit=unit)


def _read_words(text: str, shown: str, expected: Expected) -> ActualReading | None:
    """按时完成, 提前完成, 逾期完成, 未完成: what needs no number."""
    if _NOT_LATE.fullmatch(text):
        return read_as(Changed(text=shown, sign=0, amount=Decimal(0)))
    late = _TOO_LATE.fullmatch(text)
    if late is not None:
        if expected.undone and "未" in text:
            return refused("V201", f"“{shown}”不能说明是逾期完成还是没有完成", shown, hint(expected))
        return _doubt(late["head"], late["tail"], shown, expected) or read_as(Changed(text=shown, sign=1, amount=None))
    undone = _UNDONE.fullmatch(text)
    if undone is not None:
        begun = undone["tail"] in ("开工", "启动", "实施", "开展")
        tail = "" if begun else undone["tail"]
        return _doubt(undone["head"], tail, shown, expected) or read_as(Stated(text=shown, done=False))
    in_time, early = _ON_TIME.fullmatch(text), _EARLY.fullmatch(text)
    match = in_time or early
    if match is None:
        return None
    problem = _doubt(match["head"], match["tail"], shown, expected)
    if problem is not None:
        return problem
    if in_time:
        return read_as(Changed(text=shown, sign=0, amount=Decimal(0)))
    return read_as(Changed(text=shown, sign=-1, amount=None))


def _read_length(text: str, shown: str, expected: Expected) -> ActualReading:
    """185天 beside 180天: the time that it took against the time allowed."""
    match, allowed = _LENGTH.fullmatch(text), expected.origin
    unit = unit_at(match["rest"], 0) if match else None
    number = decimal_of(match["number"]) if match else None
    if match is None or number is None or unit is None or allowed is None or allowed.unit is None:
        return refused("V201", "读不出完成的时间", shown, hint(expected))
    if unit.symbol != match["rest"] or not comparable(unit, allowed.unit):
        return refused("V203", f"单位“{match['rest']}”与本行的单位“{allowed.unit.symbol}”不符", shown, hint(expected))
    if number * unit.factor * 3 < allowed.base:
        return refused("V205", "数值过小：可能是逾期的时间，而不是所用的时间", shown, hint(expected))
    return read_as(_changed(shown, number - allowed.base / unit.factor, unit))
