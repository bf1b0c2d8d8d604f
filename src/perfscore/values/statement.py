"""Statements: 已完成, 没有开展, 当年度已实施, 开展活动2次, a day in the year."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from perfscore.model.indicator import Dated, Expected, Quota, Stated
from perfscore.numbers.text import format_number, parse_number
from perfscore.values.hints import hint
from perfscore.values.measure import read_measure
from perfscore.values.phrases import accounted_for, doubt_in_detail, hedge_in, negation_in, other_year_in, split_detail
from perfscore.values.reading import ActualReading, note, read_as, refused
from perfscore.values.units import PERCENT, comparable, is_ratio
from perfscore.values.words import ACTS, CARRIED_OUT, NEGATIONS, THIS_YEAR

_ACT = "|".join(sorted(ACTS, key=len, reverse=True))
_NOT = "|".join(word for word in sorted(NEGATIONS, key=len, reverse=True) if word not in ("不", "非", "无"))
_YEAR = "|".join(THIS_YEAR)
_QUALIFIERS = "按时|及时|按期|如期|准时|按计划|按要求|按规定|全部|全面|均|都|圆满|顺利|已全部|高质量|足额|提前"
_STATEMENT = re.compile(
    rf"(?P<head>.*?)(?P<year>{_YEAR})?(?P<already>已经|已|均已|都已)?(?P<no>{_NOT})?(?P<how>(?:{_QUALIFIERS})*)"
    rf"(?P<act>{_ACT})(?P<matter>.*?)(?:了)?"
)
_DAY = re.compile(
    r"(?:于|在)?(?P<y>\d{4})(?:年|[-/.])(?P<m>\d{1,2})(?:月|[-/.])(?P<d>\d{1,2})日?"
    r"(?:\d{1,2}:\d{2}(?::\d{2})?)?(?P<rest>.*)"
)
_COUNTED_MATTER = re.compile(
    r"(?P<matter>\D*?)(?P<number>[1-9]\d*)(?P<unit>次|场|场次|期|批|批次|轮|项|个|家|份|篇)(?:以上)?"
)
"""An activity with its number: however often it took place, it took place."""
_YES, _NO = {"是"}, {"否"}
_COMPLETED = frozenset(ACTS) - CARRIED_OUT


def read_statement(text: str, shown: str, expected: Expected) -> ActualReading:
    """Read a cell of a yes-or-no row.

    The statement counts only if its verb answers the sentence's verb, no word of doubt or of another year stands
    in it, and every other word is one of the row's own.
    """
    if text in _YES | _NO:
        remark = note("N309", f"“{text}”按{'已' if text in _YES else '未'}{expected.acts[0]}计", shown)
        return read_as(Stated(text=shown, done=text in _YES), remark)
    day = _DAY.fullmatch(text)
    if day:
        return _read_day(day, shown, expected)
    main, detail = split_detail(text)
    if year := other_year_in(main):
        return refused("V209", f"“{year}”不是预算年度", shown, hint(expected))
    hedge = hedge_in(main, expected.words) or doubt_in_detail(detail, expected.year)
    if hedge:
        return refused("V202", f"“{hedge}”不能说明是否完成", shown, hint(expected))
    counted = _read_counted(main, shown, expected)
    if counted is not None:
        return counted
    match = _STATEMENT.fullmatch(main)
    if match is None:
        return refused("V201", "读不出是否完成", shown, hint(expected))
    return _read_match(match, shown, expected)


def _read_day(match: re.Match[str], shown: str, expected: Expected) -> ActualReading:
    """A day, alone or with the act that happened on it."""
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return refused("V209", "没有这一天", shown, hint(expected))
    rest = match["rest"]
    if rest:
        told = read_statement(rest, rest, expected)
        if not isinstance(told.actual, Stated) or not told.actual.done:
            return refused("V201", "读不出这一天是否完成", shown, hint(expected))
    return read_as(Dated(text=shown, day=day))


def _read_counted(text: str, shown: str, expected: Expected) -> ActualReading | None:
    """A number against 1次 of the content or against 100%; one without unit counts only if both come to the same."""
    quota, share = _read_quota(text, shown, expected), _read_completion(text, shown, expected)
    if quota is None or share is None or parse_number(text) is None:
        return quota or share
    if isinstance(quota.actual, Stated) and isinstance(share.actual, Stated) and quota.actual.done == share.actual.done:
        return quota
    unit = expected.quota.quantity.unit if expected.quota else None
    message = f"“{shown}”可能是{shown}{unit.symbol if unit else ''}，也可能是百分比"
    return refused("V204", message, shown, hint(expected))


def _read_quota(text: str, shown: str, expected: Expected) -> ActualReading | None:
    """开展企业服务活动2次 against 开展企业服务活动1次: the same activity, counted."""
    quota = expected.quota
    if quota is None or quota.quantity.unit is None:
        return None
    unit = quota.quantity.unit
    counting = Expected(want=expected.want, units=(unit,), words=quota.words + expected.words)
    plain = text.removeprefix("已").removeprefix("共")
    reading = read_measure(plain, shown, counting)
    measured = reading.actual
    if measured is None or measured.kind != "measured" or measured.quantity.unit is None:
        return None
    if not comparable(measured.quantity.unit, unit) or plain.replace(quota.words, "") == plain.lstrip("0123456789"):
        return None
    return _against_quota(measured.quantity.base, quota, shown)


def _against_quota(number: Decimal, quota: Quota, shown: str) -> ActualReading:
    needed, symbol = quota.quantity.base, quota.quantity.unit.symbol if quota.quantity.unit else ""
    done = number >= needed
    verdict = "已达到" if done else "未达到"
    words = f"{verdict}指标值内容中的{format_number(needed)}{symbol}"
    return read_as(Stated(text=shown, done=done), note("N310", words, shown))


def _read_completion(text: str, shown: str, expected: Expected) -> ActualReading | None:
    """已完成80% against 100%: not completed; only where the row has a percent target to hold it against."""
    if expected.reference is None or not expected.units or not is_ratio(expected.units[0]):
        return None
    if negation_in(text) or not any(character.isdigit() for character in text):
        return None
    reading = read_measure(text, shown, expected)
    if reading.actual is None:
        return reading if reading.diagnostics[0].code in ("V204", "V211") else None
    if reading.actual.kind != "measured" or reading.others:
        return None
    rate = reading.actual.quantity.base
    done = rate >= expected.reference
    verdict = "达到" if done else "低于"
    words = f"{format_number(rate)}%{verdict}指标值{format_number(expected.reference)}{PERCENT.symbol}"
    words += "，按已完成计" if done else "，按未完成计"
    return read_as(Stated(text=shown, done=done), note("N311", words, shown), *reading.diagnostics)


def _read_match(match: re.Match[str], shown: str, expected: Expected) -> ActualReading:
    negated, act, matter, how = match["no"] is not None, match["act"], match["matter"], match["how"]
    if not _answers(act, negated=negated, expected=expected):
        return refused("V201", f"“{act}”不能说明是否{expected.acts[0]}", shown, hint(expected))
    if expected.qualifier and expected.qualifier not in how:
        return refused("V201", f"没有写明是否“{expected.qualifier}”", shown, hint(expected))
    if negated and how and not expected.qualifier:
        return refused("V202", f"“{match['no']}{how}{act}”不能说明是否{expected.acts[0]}", shown, hint(expected))
    if negation_in(match["head"]) or negation_in(matter) or (match["already"] and negated):
        return refused("V201", "含有不止一个否定", shown, hint(expected))
    counted = _COUNTED_MATTER.fullmatch(matter)
    if counted and act in CARRIED_OUT and not negated and act in expected.acts:
        matter = counted["matter"]
    elif any(character.isdigit() for character in matter):
        return refused("V201", "含有数量，但本行没有写明应完成多少", shown, hint(expected))
    if not (accounted_for(match["head"], expected.words) and accounted_for(matter, expected.words + act)):
        return refused("V201", "有些词与本行的内容对不上", shown, hint(expected))
    notes = [note("N312", "数量未参与计分", shown)] if counted else []
    if expected.in_year and not match["year"] and not negated:
        notes.append(note("N304", "没有写明时间，按预算年度内计", shown))
    return read_as(Stated(text=shown, done=not negated), *notes)


def _answers(act: str, *, negated: bool, expected: Expected) -> bool:
    """Tell whether the verb answers the sentence's: 完成 implies 实施, 未实施 implies 未完成, never the other way."""
    if act in expected.acts:
        return True
    asked_carried_out = any(wanted in CARRIED_OUT for wanted in expected.acts)
    if asked_carried_out:
        return act in CARRIED_OUT or (act == "完成" and not negated)
    return act in CARRIED_OUT and negated and "完成" in expected.acts
