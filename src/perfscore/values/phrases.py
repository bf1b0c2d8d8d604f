"""Accounting for the words around an actual: the row's own names and filler words, nothing else."""

from __future__ import annotations

import re

from perfscore.numbers.lazy import regex
from perfscore.values.words import ACTS, DIRECTIONS, HEDGES, NEGATIONS, OTHER_YEARS, THIS_YEAR

FILLERS = tuple(
    sorted(
        (*THIS_YEAR, *"实际完成 实际 实现 达到 达 为 是 共 共计 合计 全年 已 已经 完成 的 了 , : 、".split()),
        key=len,
        reverse=True,
    )
)
"""Words that may stand before a number or a verb and change nothing."""
_LEADING_FILLERS = regex(f"(?:{'|'.join(map(re.escape, FILLERS))})*+")
"""The longest first, and none given back."""
_STRONG_HEDGE = regex("|".join(sorted((word for word in HEDGES if len(word) > 1), key=len, reverse=True)))
_WEAK_HEDGES = frozenset(word for word in HEDGES if len(word) == 1)
_NEGATION = regex("|".join(NEGATIONS))
_AGAINST_LAST_YEAR = regex(
    r"(?:同比|环比|[较比与同和](?:上一年度?|上年度?|去年度?)(?:同期)?(?:水平)?(?:相比|比较)?(?:同比)?)"
)
_DETAIL = regex(r"(?P<main>[^()]+)\((?P<detail>[^()]*)\)")
_DATED = r"(?P<year>(?:19|20)\d\d)年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
_REFERENCE = r"(?:详见|见附|见|附)[^()0-9%]{0,20}"
_SURVEY = (
    r"(?:问卷|抽样|电话|第三方|网上|入户)?(?:问卷)?(?:调查|测评|评估)(?:结果|数据)?|"
    r"(?:共)?(?:发放|发出|收回|回收|有效|调查)?(?:有效)?(?:问卷|样本)(?:数)?(?:共)?\d+(?:份|人)?"
    r"(?:[,、](?:收回|回收|有效)(?:问卷)?\d+份?)*"
)
HARMLESS = {
    "measure": regex(rf"\d+/\d+|{_DATED}|{_REFERENCE}|{_SURVEY}"),
    "grade": regex(rf"(?:满意度|满意率)?(?:为|:)?\d+(?:\.\d+)?%|{_DATED}|{_REFERENCE}|{_SURVEY}"),
    "rank": regex(rf"共\d+(?:家|个|名|个市州|市州)?|{_DATED}|{_REFERENCE}"),
    "statement": regex(rf"{_DATED}|{_REFERENCE}|[\u4e00-\u9fff]{{1,10}}[〔\[](?:19|20)\d\d[〕\]]第?\d+号"),
}
"""What may stand in brackets behind an actual of each kind without changing it; anything else is asked about."""
_ADDED = ("新增", "培育", "新建", "建成")
"""Verbs of getting more that may stand before a number where the row's name has them."""
_TOO_GENERAL = frozenset("累计 人口 人数 数量 总数 总额 合计 总量 问题 企业 项目 资金".split())
_TURNS_AROUND = regex(r"[不未无非没低差次错欠失超]|逾期|延误|滞后|空闲|闲置|违规|脱贫")
_HEAD_WORDS = regex(rf"^(?:已|了|积极|持续|深入|{'|'.join(sorted(ACTS, key=len, reverse=True))})+")
_TAIL_WORDS = regex(r"(?:等|的|等相关|系列)?(?:活动|工作|任务|事项|情况|完成情况|完成率|执行率|进度|及时率)*$")
_LINK = regex(r"(?:达到|达|为|是|已达|已达到|:)+$")
_SHORTEST_NAME = 2


def strip_fillers(text: str) -> str:
    """Return the text without the filler words at its beginning."""
    found = _LEADING_FILLERS.match(text)
    return text[found.end() :] if found else text


def ends_a_name(text: str, names: tuple[str, ...]) -> bool:
    """Tell whether a text before a number names the row's own thing: fillers, then the end of one of its names.

    覆盖率 ends 规模工业企业帮扶覆盖率; 注册率 and 上报率 end nothing of that row and are something else. What is cut
    off must not be what matters: 办结率 is not 逾期办结率.
    """
    plain = _LINK.sub("", text)
    names = tuple(name.replace("满意率", "满意度") for name in names)
    text, plain = (
        text.replace("满意率", "满意度"),
        plain.replace("满意率", "满意度").removeprefix("调查").removeprefix("测评"),
    )
    stripped = _LINK.sub("", strip_fillers(text))  # 完成率 itself begins with a filler
    return not stripped or any(_ends_one(words, names) for words in dict.fromkeys((plain, stripped)))


def _ends_one(text: str, names: tuple[str, ...]) -> bool:
    if text in _ADDED:
        return any(text in name for name in names)
    if len(text) < _SHORTEST_NAME or text in _TOO_GENERAL:
        return False
    return any(name.endswith(text) and not _TURNS_AROUND.search(name[: -len(text)]) for name in names)


def names_the_whole(text: str, names: tuple[str, ...]) -> bool:
    """Tell whether a text names all that the row is about, give or take 等活动, 工作 and the verb before it.

    惠企政策宣传 is 开展惠企政策宣传等活动; 设备采购 is only a part of 设备采购安装完成情况.
    """
    core = _core(text)
    return not core or any(core == _core(name) for name in names)


def _core(name: str) -> str:
    """The thing itself: without the verb before it and the words for activities behind it."""
    return _TAIL_WORDS.sub("", _HEAD_WORDS.sub("", name))


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


def doubt_in_detail(detail: str, kind: str, year: int | None = None) -> str | None:
    """Return the detail in brackets if it may take back what stands before: 满意(预计), 第3名(全市), 已完成(60%)."""
    if not detail:
        return None
    match = HARMLESS[kind].fullmatch(detail)
    if match is None:
        return detail
    dated = match.groupdict().get("year")
    return detail if dated is not None and (year is None or int(dated) != year) else None
