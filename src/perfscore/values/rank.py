"""Places: 第7名, 全省第七, 7/14, 前五."""

from __future__ import annotations

import re

from perfscore.model.indicator import Expected, Ranked
from perfscore.numbers.lazy import regex
from perfscore.numbers.numerals import NUMERAL_CHARACTERS, parse_numeral
from perfscore.values.hints import hint
from perfscore.values.phrases import (
    direction_in,
    doubt_in_detail,
    ends_a_name,
    hedge_in,
    negation_in,
    other_year_in,
    split_detail,
    strip_fillers,
)
from perfscore.values.reading import ActualReading, note, read_as, refused

_NUMBER = rf"\d{{1,4}}|[{NUMERAL_CHARACTERS}]{{1,7}}"
_PLACE = regex(rf"(?P<head>.*?)(?:第)?(?P<place>{_NUMBER})(?:名|位)?")
_OF = regex(r"(?P<head>.*?)(?P<place>\d{1,4})/(?P<of>\d{1,4})")
_TOP = regex(rf"(?P<head>.*?)前(?P<place>{_NUMBER})(?:名|位)?")
_HEAD = regex(
    r"(?P<name>.*?)(?:排名|名次|位次|排位)?(?:在|位列|位居|列|居|排在|排|进入|为|是)?"
    r"(?P<scope>全国|全省|全市|全县|全区|省内|市内|县内)?(?:排名|名次|位次|排位)?(?:在|位列|位居|列|居|排|为|:)?"
)
_SCOPES = {"省内": "全省", "市内": "全市", "县内": "全县"}


def read_rank(text: str, shown: str, expected: Expected) -> ActualReading:
    """Read a cell of a row whose rule goes by place."""
    main, detail = split_detail(text)
    if doubt := doubt_in_detail(detail, "rank", expected.year):
        return refused("V202", f"括号内的“{doubt}”使名次不确定", shown, hint(expected))
    tied = main.startswith("并列") or "并列第" in main
    main = main.replace("并列", "", 1) if tied else main
    if "倒数" in main or negation_in(main) or hedge_in(main, expected.names) or other_year_in(main):
        return refused("V202", "读不出确切的名次", shown, hint(expected))
    for pattern, exact in ((_OF, True), (_TOP, False), (_PLACE, True)):
        match = pattern.fullmatch(main)
        head = _HEAD.fullmatch(match["head"]) if match else None
        if match is None or head is None or not _names_the_rank(head["name"], expected):
            continue
        scope = _SCOPES.get(head["scope"] or "", head["scope"] or "")
        if scope and expected.scope and scope != expected.scope:
            return refused("V201", f"“{scope}”的名次与本行的“{expected.scope}”不符", shown, hint(expected))
        return _ranked(match, shown, expected, exact=exact, tied=tied, detail=detail)
    return refused("V201", "读不出名次", shown, hint(expected))


def _names_the_rank(name: str, expected: Expected) -> bool:
    """Words before the place must be the row's own; 落后 and the like make a distance of it."""
    name = strip_fillers(name)
    heads = tuple(own.partition("排名")[0] for own in expected.names)
    return direction_in(name) is None and ends_a_name(name, (*expected.names, *heads))


def _ranked(
    match: re.Match[str], shown: str, expected: Expected, *, exact: bool, tied: bool, detail: str
) -> ActualReading:
    raw = match["place"]
    place = int(raw) if raw.isdigit() else parse_numeral(raw)
    if place is None or place != int(place) or place < 1:
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
