"""Places: 第7名, 全省第七, 7/14, 前五."""

from __future__ import annotations

import re

from perfscore.model.indicator import Expected, Ranked
from perfscore.numbers.numerals import NUMERAL_CHARACTERS, parse_numeral
from perfscore.values.hints import hint
from perfscore.values.phrases import FILLERS, accounted_for, doubt_in_detail, hedge_in, negation_in, split_detail
from perfscore.values.reading import ActualReading, note, read_as, refused

_NUMBER = rf"\d+|[{NUMERAL_CHARACTERS}]+"
_PLACE = re.compile(rf"(?P<head>.*?)(?:第)?(?P<place>{_NUMBER})(?:名|位)?")
_OF = re.compile(r"(?P<head>.*?)(?P<place>\d+)/(?P<of>\d+)")
_TOP = re.compile(rf"(?P<head>.*?)前(?P<place>{_NUMBER})(?:名|位)?")
_HEAD_FILLERS = (
    *FILLERS,
    *"全国 全省 全市 全县 全区 排名 名次 位次 位列 位居 排在 排 居 列 第 在 综合 进入 省 市 县".split(),
)
_LARGEST_PLACE = 9999


def read_rank(text: str, shown: str, expected: Expected) -> ActualReading:
    """Read a cell of a row whose rule goes by place."""
    main, detail = split_detail(text)
    tied = main.startswith("并列") or "并列第" in main
    main = main.replace("并列", "", 1) if tied else main
    if "倒数" in main or negation_in(main) or hedge_in(main, expected.words):
        return refused("V202", "读不出确切的名次", shown, hint(expected))
    if doubt := doubt_in_detail(detail, expected.year):
        return refused("V202", f"括号内的“{doubt}”使名次不确定", shown, hint(expected))
    for pattern, exact in ((_OF, True), (_TOP, False), (_PLACE, True)):
        match = pattern.fullmatch(main)
        if match and accounted_for(match["head"], expected.words, _HEAD_FILLERS):
            return _ranked(match, shown, expected, exact=exact, tied=tied, detail=detail)
    return refused("V201", "读不出名次", shown, hint(expected))


def _ranked(
    match: re.Match[str], shown: str, expected: Expected, *, exact: bool, tied: bool, detail: str
) -> ActualReading:
    raw = match["place"]
    place = int(raw) if raw.isdigit() else parse_numeral(raw)
    if place is None or place != int(place) or not 1 <= place <= _LARGEST_PLACE:
        return refused("V201", "名次应当是从1起的整数", shown, hint(expected))
    of = match.groupdict().get("of")
    if of is not None and int(place) > int(of):
        return refused("V201", f"名次{int(place)}大于参评总数{of}", shown, hint(expected))
    notes = []
    if tied:
        notes.append(note("N308", f"并列第{int(place)}名按第{int(place)}名计", shown))
    if detail:
        notes.append(note("N303", "括号内的文字未参与计分", detail))
    return read_as(Ranked(text=shown, place=int(place), exact=exact), *notes)
