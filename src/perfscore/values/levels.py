"""Which of several states that differ by their level a short answer means: 省级1次 beside 获国家级表彰, 获省级表彰."""

from __future__ import annotations

from perfscore.numbers.lazy import regex
from perfscore.values.fitting import DEGREE, degrees_in, made_of
from perfscore.values.phrases import negation_in

_VERBS = regex(
    "^(?:年内|全年|本年度?|当年|项目|本单位|已经?|均)*(?:被|获得?了?|荣获|取得|受到|得到|评估?为|被评为|被授予|授予|列[为入]|入选|达到|命名为|认定为|属于?|为)*"
)
_HONOUR = regex("(?:表彰|表扬|奖励?|命名|称号|荣誉|试点|示范[点村区县]?|认定|典型|批示|推广)$")
_ONCE = regex("(?:1|一)(?:次|个|项|篇|件|条|家|人)$")


def level_said(text: str, states: tuple[str, ...]) -> int | None:
    """Return the place of the one state that the text names by its level or in its own words, None where it is open.

    Args:
        text: the statement, folded and without blanks.
        states: the states of the rule; one excludes the others.
    """
    plain = _ONCE.sub("", _VERBS.sub("", text)).removesuffix("的")
    if len(states) < 2 or not plain or negation_in(plain) or any(map(str.isdigit, plain)):  # noqa: PLR2004
        return None
    own = [place for place, state in enumerate(states) if _VERBS.sub("", state) == plain]
    if len(own) == 1 and _HONOUR.search(plain):
        return own[0]
    said = frozenset(DEGREE.findall(plain))
    rest = DEGREE.sub("", plain)
    fitting = [
        place
        for place, state in enumerate(states)
        if said and said <= degrees_in(state) and (not rest or made_of(rest, state)) and not negation_in(state)
    ]
    return fitting[0] if len(fitting) == 1 else None
