"""Statements: 已完成, 没有开展, 当年度已实施, 开展活动2次, a day in the year."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from perfscore.model.indicator import Dated, Expected, Quota, Stated
from perfscore.numbers.lazy import regex
from perfscore.numbers.text import format_number
from perfscore.values.hints import hint
from perfscore.values.measure import read_measure
from perfscore.values.phrases import (
    doubt_in_detail,
    hedge_in,
    names_the_whole,
    negation_in,
    other_year_in,
    split_detail,
    strip_fillers,
)
from perfscore.values.reading import ActualReading, note, read_as, refused
from perfscore.values.units import PERCENT, is_ratio
from perfscore.values.words import ACTS, CARRIED_OUT, NEGATIONS, THIS_YEAR

_ACT = "|".join(sorted(ACTS, key=len, reverse=True))
_NOT = "|".join(word for word in sorted(NEGATIONS, key=len, reverse=True) if word not in ("不", "非", "无"))
_YEAR = "|".join(THIS_YEAR)
_QUALIFIERS = "按时|及时|按期|如期|准时|按计划|按要求|按规定|全部|全面|均|都|圆满|顺利|已全部|高质量|足额|提前"
_STATEMENT = regex(
    rf"(?P<head>.*?)(?P<year>{_YEAR})?(?P<already>已经|已|均已|都已)?(?P<no>{_NOT})?(?P<how>(?:{_QUALIFIERS})*)"
    rf"(?P<act>{_ACT})(?P<matter>.*?)(?:了|完毕)?"
)
_DAY = regex(
    r"(?:已)?(?:于|在)?(?P<y>(?:19|20)\d{2})(?:年度?(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?(?:底|内)?"
    r"|[-/.](?P<m2>\d{1,2})[-/.](?P<d2>\d{1,2})日?(?:\d{1,2}:\d{2}(?::\d{2})?)?)(?P<rest>\D*)"
)
_COUNTED_MATTER = regex(
    r"(?P<matter>\D*?)(?P<number>[1-9]\d*)(?P<unit>次|场|场次|期|批|批次|轮|项|个|家|份|篇)(?:以上)?"
)
"""An activity with its number: however often it took place, it took place."""
_BARE = regex(r"\d+(?:\.\d+)?")
_PLANNED = regex("按计划|按照计划|达到")
_DONE_RATES = ("完成率", "执行率", "落实率")
_YES, _NO = {"是"}, {"否"}
_TURNED_AROUND = regex(r"是否|未|不|无|没|延|逾|违|超|滞后|拖|欠|问题|事故|隐患|投诉")
"""Names of which a plain 是 or 否 may mean the contrary."""
_ASKED_PLAINLY = ("时效", "时限", "完成情况", "完成率", "执行率", "落实情况")
"""Ends of names that a plain 是 or 否 answers."""


def read_statement(text: str, shown: str, expected: Expected) -> ActualReading:
    """Read a cell of a yes-or-no row.

    The statement counts only if its verb answers the sentence's verb, no word of doubt or of another year stands
    in it, and every other word is one of the row's own.
    """
    if text in _YES | _NO:
        return _read_plain_answer(text, shown, expected)
    day = _DAY.fullmatch(text)
    if day:
        return _read_day(day, shown, expected)
    main, detail = split_detail(text)
    if year := other_year_in(main):
        return refused("V209", f"“{year}”不是预算年度", shown, hint(expected))
    if hedge := hedge_in(_PLANNED.sub("", main), expected.names) or doubt_in_detail(detail, "statement", expected.year):
        return refused("V202", f"“{hedge}”不能说明是否完成", shown, hint(expected))
    quota = _read_quota(main, shown, expected)
    if quota is not None:
        return quota
    share = _read_completion(main, shown, expected)
    if share is not None:
        return share
    match = _STATEMENT.fullmatch(main)
    if match is None:
        return refused("V201", "读不出是否完成", shown, hint(expected))
    return _read_match(match, main, shown, expected)


def _read_plain_answer(text: str, shown: str, expected: Expected) -> ActualReading:
    """是 and 否 answer a row that asks one thing plainly; beside 是否, 未 or 逾期 they may mean the contrary."""
    plain = not expected.required and not expected.qualifier
    asked = [name for name in expected.names if name.endswith(_ASKED_PLAINLY) or expected.acts[0] in name]
    if not plain or (expected.names and not asked) or any(_TURNED_AROUND.search(name) for name in expected.names):
        return refused("V201", f"“{text}”是对什么的回答不能确定", shown, hint(expected))
    remark = note("N309", f"“{text}”按{'已' if text in _YES else '未'}{expected.acts[0]}计", shown)
    return read_as(Stated(text=shown, done=text in _YES), remark)


def _read_day(match: re.Match[str], shown: str, expected: Expected) -> ActualReading:
    """A day, a month or the year itself, alone or with the act that happened then; only its year will count."""
    month, day_of_month = match["m"] or match["m2"] or "1", match["d"] or match["d2"] or "1"
    if not (match["m"] or match["m2"] or match["rest"]):
        return refused("V201", "只有年份，读不出是否完成", shown, hint(expected))
    try:
        day = date(int(match["y"]), int(month), int(day_of_month))
    except ValueError:
        return refused("V209", "没有这一天", shown, hint(expected))
    rest = match["rest"]
    if rest:
        told = read_statement(rest, rest, expected)
        if not isinstance(told.actual, Stated) or not told.actual.done:
            return refused("V201", "读不出这一天是否完成", shown, hint(expected))
    if expected.has_deadline:
        return refused("V213", "指标值或指标值内容写有时限，是否按期要由人核对", shown, hint(expected))
    numeric = match["m2"] is not None and not match["rest"]
    return read_as(Dated(text=f"{day.year}年{day.month}月{day.day}日" if numeric else shown, day=day))


def _read_quota(text: str, shown: str, expected: Expected) -> ActualReading | None:
    """开展企业服务活动2次 against 开展企业服务活动1次: the same activity with its measure word, counted."""
    quota = expected.quota
    if quota is None or quota.quantity.unit is None or expected.required or expected.qualifier:
        return None
    plain = strip_fillers(text)
    head = plain.rstrip("0123456789" + quota.quantity.unit.symbol)
    same_activity = head == "" or quota.words.endswith(head) or quota.words.startswith(head)
    if not same_activity or not plain.endswith(quota.quantity.unit.symbol):
        return None
    digits = plain[len(head) :].removesuffix(quota.quantity.unit.symbol)
    if not digits.isdigit():
        return None
    return _against_quota(Decimal(digits), quota, shown)


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
    if expected.required or expected.qualifier or expected.reference < expected.share_from:
        return None
    if negation_in(text) or not any(character.isdigit() for character in text):
        return None
    rates = tuple(name for name in expected.names if name.endswith(_DONE_RATES)) + _DONE_RATES
    reading = read_measure(text.removesuffix("完成"), shown, expected.model_copy(update={"names": rates}))
    if reading.actual is None:
        return reading if reading.diagnostics[0].code in ("V204", "V211") else None
    if reading.actual.kind != "measured" or reading.others:
        return None
    rate = reading.actual.quantity.base
    done = rate >= expected.reference
    if not done and "完成" not in expected.acts:
        return refused("V201", f"没有全部完成，不能说明是否{expected.acts[0]}", shown, hint(expected))
    verdict = "达到" if done else "低于"
    words = f"{format_number(rate)}%{verdict}指标值{format_number(expected.reference)}{PERCENT.symbol}"
    words += "，按已完成计" if done else "，按未完成计"
    if expected.quota is not None and _BARE.fullmatch(text):
        counted = _against_quota(Decimal(text), expected.quota, shown).actual
        if isinstance(counted, Stated) and counted.done is not done:
            symbol = expected.quota.quantity.unit.symbol if expected.quota.quantity.unit else ""
            return refused("V204", f"“{shown}”可能是{shown}{symbol}，也可能是{shown}%", shown, hint(expected))
    return read_as(Stated(text=shown, done=done), note("N311", words, shown), *reading.diagnostics)


def _read_match(match: re.Match[str], main: str, shown: str, expected: Expected) -> ActualReading:
    negated, act, matter, how = match["no"] is not None, match["act"], match["matter"], match["how"]
    problem = _doubt_of_match(match, main, shown, expected)
    if problem is not None:
        return problem
    counted = _COUNTED_MATTER.fullmatch(matter)
    if counted and act in CARRIED_OUT and not negated and act in expected.acts:
        if any(Decimal(counted["number"]) < wanted for wanted in expected.counts_wanted):
            return refused("V201", "少于指标值或指标值内容写的数量", shown, hint(expected))
        matter = counted["matter"]
    elif any(character.isdigit() for character in matter):
        return refused("V201", "含有数量，但本行没有写明应完成多少", shown, hint(expected))
    if not (_is_own(match["head"], expected) and _is_own(matter, expected)):
        return refused("V201", "有些词与本行的内容对不上，或只是其中一部分", shown, hint(expected))
    notes = [note("N312", "数量未参与计分", shown)] if counted else []
    if expected.in_year and not match["year"] and not negated:
        notes.append(note("N304", "没有写明时间，按预算年度内计", shown))
    return read_as(Stated(text=shown, done=not negated, how=how), *notes)


def _doubt_of_match(match: re.Match[str], main: str, shown: str, expected: Expected) -> ActualReading | None:
    """Return why the statement does not answer what the sentence asks, None where it does."""
    negated, act, how = match["no"] is not None, match["act"], match["how"]
    if not _answers(act, negated=negated, expected=expected):
        return refused("V201", f"“{act}”不能说明是否{expected.acts[0]}", shown, hint(expected))
    if main.count(act) > 1 and negated:
        return refused("V202", f"既写“{match['no']}”又写“{act}”，前后不一", shown, hint(expected))
    if main.startswith(("仅", "只")):
        return refused("V202", f"“{main[0]}”表示只是其中一部分", shown, hint(expected))
    if negated and main.endswith("完毕"):
        return refused("V202", "“完毕”前有否定，不能说明是否开始", shown, hint(expected))
    bare = not (match["head"] or match["matter"]) and _speaks_of_one_thing(expected)
    missing = None if bare else next((words for words in expected.required if words not in main), None)
    if missing is not None:
        return refused("V201", f"评分标准问的是“{missing}”，这里没有写明", shown, hint(expected))
    if expected.qualifier and not negated and not any(word in how for word in _alike(expected.qualifier)):
        return refused("V201", f"没有写明是否“{expected.qualifier}”", shown, hint(expected))
    if negated and how and not expected.qualifier:
        return refused("V202", f"“{match['no']}{how}{act}”不能说明是否{expected.acts[0]}", shown, hint(expected))
    if negation_in(match["head"]) or negation_in(match["matter"]) or (match["already"] and negated):
        return refused("V201", "另有否定的词，不能说明是否完成", shown, hint(expected))
    if expected.has_deadline and not negated:
        return refused("V213", "指标值或指标值内容写有时限，是否按期要由人核对", shown, hint(expected))
    return None


_SEVERAL = regex("[及和与、暨]|以及|并")


def _speaks_of_one_thing(expected: Expected) -> bool:
    """“已建立” in a row about one thing can be about nothing else; words before the verb may say how it is done."""
    one = len(expected.required) == 1 and not _SEVERAL.search(expected.required[0])
    return (
        one
        and expected.required[0] not in expected.before_act
        and not any(_SEVERAL.search(name) for name in expected.names)
    )


def _alike(qualifier: str) -> tuple[str, ...]:
    return _IN_TIME if qualifier in _IN_TIME else (qualifier,)


_IN_TIME = ("按期", "如期", "按时", "准时")
"""The same in every form."""


def _is_own(words: str, expected: Expected) -> bool:
    """Words around the verb must name all that the row is about, or be what the sentence itself demands."""
    words = strip_fillers(words)
    return not words or words in expected.required or names_the_whole(words, expected.names)


def _answers(act: str, *, negated: bool, expected: Expected) -> bool:
    """Tell whether the verb answers the sentence's: 完成 implies 实施, 未实施 implies 未完成, never the other way."""
    if act in expected.acts:
        return True
    asked_carried_out = any(wanted in CARRIED_OUT for wanted in expected.acts)
    if asked_carried_out:
        return act in CARRIED_OUT or (act == "完成" and not negated)
    return act in CARRIED_OUT and negated and "完成" in expected.acts
