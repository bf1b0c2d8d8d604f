"""What brackets behind a statement may take back: 按时足额发放(2人未领取); a reading to the same or a refusal."""

from __future__ import annotations

from perfscore.model.indicator import Expected, Several, Told
from perfscore.numbers.lazy import regex
from perfscore.values.hints import hint
from perfscore.values.phrases import HARMLESS
from perfscore.values.reading import ActualReading, refused

_BRACKETS = regex(r"\(([^()]*)\)")
_TAKES_BACK = regex(
    "[未不无没缺除仅只但待拟约近差欠]|部分|个别|少数|大多|其中|预计|计划|上年|去年|次年|以前|整改|正在|%|存在|问题|兼|代[管办理]|临时|暂|借|更正"
)


def taken_back(reading: ActualReading, text: str, shown: str, expected: Expected) -> ActualReading:
    """Refuse a statement in words behind which brackets say that it does not hold for all, or not yet."""
    if "(" not in text or not isinstance(reading.actual, Told | Several):
        return reading
    for inside in _BRACKETS.findall(text):
        harmless = inside in expected.wording or HARMLESS["statement"].fullmatch(inside)
        if _TAKES_BACK.search(inside) and not harmless:
            return refused("V202", f"“（{inside}）”可能改变前面所写的，读不出怎样计分", shown, hint(expected))
    return reading
