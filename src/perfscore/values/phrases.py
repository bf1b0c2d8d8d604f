"""Accounting for the words around an actual: the row's own names and filler words, nothing else."""

from __future__ import annotations

import re

from perfscore.values.words import DIRECTIONS, GRADES, HEDGES, NEGATIONS, OTHER_YEARS, THIS_YEAR

FILLERS = tuple(
    sorted(
        (*THIS_YEAR, *"实际完成 实际 实现 达到 达 为 是 共 共计 合计 全年 已 已经 完成 的 了 , : 、".split()),
        key=len,
        reverse=True,
    )
)
"""Words that may stand before a number or a verb and change nothing."""
_STRONG_HEDGE = re.compile("|".join(sorted((word for word in HEDGES if len(word) > 1), key=len, reverse=True)))
_WEAK_HEDGES = frozenset(word for word in HEDGES if len(word) == 1)
_NEGATION = re.compile("|".join(NEGATIONS))
_AGAINST_LAST_YEAR = re.compile(r"(?:同比|环比|(?:较|比|与)(?:上年|去年)(?:同期)?(?:相比|同比)?)")
_DETAIL = re.compile(r"(?P<main>[^()]+)\((?P<detail>[^()]*)\)")
_HARMLESS_IN_DETAIL = ("数到",)
"""问卷数, 收到: doubt only where they stand before a number of their own."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?:度)?(?:\d{1,2}月(?:\d{1,2}日)?)?")
_OTHER_RESULT = re.compile("年|名|位|" + "|".join(sorted((grade for grade in GRADES if len(grade) > 1), key=len)))
"""In brackets these speak of another year, another place or another grade."""
_ENUMERATION = re.compile(r"[、,;/]|以及|及|和|与|并")
_LINK = re.compile(r"(?:达到|达|为|是|已达|已达到|:)+$")
_SHORTEST_NAME = 2
_CUT_OFF = tuple("不未无非没")
"""超预算 ends 成本不超预算 and says the contrary."""


def strip_fillers(text: str) -> str:
    """Return the text without the filler words at its beginning."""
    while True:
        word = next((word for word in FILLERS if text.startswith(word)), None)
        if word is None:
            return text
        text = text[len(word) :]


def ends_a_name(text: str, names: tuple[str, ...]) -> bool:
    """Tell whether a text before a number names the row's own thing: fillers, then the end of one of its names.

    覆盖率 ends 规模工业企业帮扶覆盖率; 注册率 and 上报率 end nothing of that row and are something else.
    """
    text = _LINK.sub("", strip_fillers(text))
    if not text:
        return True
    if text == "新增":
        return any("新增" in name for name in names)
    return len(text) >= _SHORTEST_NAME and any(
        name.endswith(text) and not name[: -len(text)].endswith(_CUT_OFF) for name in names
    )


def is_part_of_a_name(text: str, names: tuple[str, ...]) -> bool:
    """Tell whether a text stands in one piece in one of the row's names, and is not one of several things named there.

    惠企政策宣传 stands in 开展惠企政策宣传等活动; 设备采购 is only a part of 设备采购、安装、验收.
    """
    if not text:
        return True
    if len(text) < _SHORTEST_NAME:
        return False
    return any(text == name or (text in name and not _ENUMERATION.search(name)) for name in names)


def direction_in(text: str) -> str | None:
    """Return the first word of direction or comparison in the text: 落后, 下降, 超."""
    return next((word for word in DIRECTIONS if word in text), None)


def hedge_in(text: str, names: tuple[str, ...] = ()) -> str | None:
    """Return the word of doubt in the text; one-character words count unless the row's names have them."""
    strong = _STRONG_HEDGE.search(text)
    if strong:
        return strong[0]
    own = "".join(names)
    return next((character for character in text if character in _WEAK_HEDGES and character not in own), None)


def other_year_in(text: str) -> str | None:
    """Return the word for another year than this one (去年, 次年); 较上年 is a comparison and none."""
    plain = _AGAINST_LAST_YEAR.sub("", text)
    return next((word for word in OTHER_YEARS if word in plain), None)


def negation_in(text: str) -> str | None:
    """Return the first negation in the text."""
    match = _NEGATION.search(text)
    return match[0] if match else None


def split_detail(text: str) -> tuple[str, str]:
    """Split 满意(97.3%) into the statement and the detail in brackets behind it."""
    match = _DETAIL.fullmatch(text)
    return (match["main"], match["detail"]) if match else (text, "")


def doubt_in_detail(detail: str, year: int | None) -> str | None:
    """Return the word in brackets that may take back what stands before: 满意(预计), 第3名(2023年), 30家(不含在建).

    A day or month of the budget year takes nothing back.
    """
    plain = _YEAR.sub(lambda match: "" if year is not None and int(match[1]) == year else match[0], detail)
    other = _OTHER_RESULT.search(plain)
    return hedge_in(plain, _HARMLESS_IN_DETAIL) or negation_in(plain) or other_year_in(plain) or (other and other[0])
