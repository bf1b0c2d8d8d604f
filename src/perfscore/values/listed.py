"""Statements about a list: 缺施工许可证; 配置电脑、打印机，无扫描仪; ①②符合，③未执行; 仅完成2项."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfscore.numbers.lazy import regex
from perfscore.numbers.numerals import parse_numeral

_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})"
_THING = r"(?:项|个|条|类|种|样|份|件|制|方面|点)?"
_NOUNS = r"(?:资料|制度|内容|要求|措施|条件|标准|材料|手续|工作|任务|机制|要素|全部|指标|事项)?"
_VERBS = (
    "有 具备 具有 完成 配置 配备 建立 符合 达到 达标 满足 开展 落实 完善 提供 包含 包括 含 齐全 齐备 到位 执行 "
    "落实到位 执行到位 制定 "
    "公示 公开 上报 报送 成立 召开 按要求开展 按要求 按规定 建成 通过 规范 健全 完备 完整 合格 覆盖 办理 签订 编制 "
    "设置 实施 组织 做到 安排"
).split()
_SAYS = "|".join(sorted(_VERBS, key=len, reverse=True))
_NOT = r"(?:未能|尚未|均未|都未|未|没有|没|不)"
_LACKS = r"(?:缺少|缺失|缺|缺乏|无|没有|少)"
_ALL = regex(
    rf"(?:{_N}{_THING}{_NOUNS}|各{_THING}{_NOUNS}|所有{_NOUNS}|资料|材料|手续|制度|内容|要求)?(?:均|都|全部|皆)?(?:已|已经)?(?:{_SAYS})(?:了)?"
)
_EVERY = regex(rf"{_N}(?:有|制|化|项|率)?(?:均|都|全部)(?:已|已经)?(?:{_SAYS})(?:了)?")
_NONE = regex(
    rf"(?:{_N}{_THING}{_NOUNS})?(?:均|都|全部|全)(?:{_NOT}(?:{_SAYS})|无|没有|缺失|缺|{_NOT}(?:{_SAYS}))|(?:{_N}{_THING})?全(?:部)?(?:缺|无)|均无"
)
_SOME = regex(
    rf"(?P<only>仅|只|仅有|只有)?(?:已)?(?P<before>{_SAYS})?(?:了)?(?P<n>{_N}){_THING}{_NOUNS}(?P<after>(?:均|都)?(?:已)?(?:{_SAYS}))?"
)
_SHORT_OF = regex(
    rf"(?:{_LACKS}|{_NOT}(?:{_SAYS})|有)?(?P<n>{_N}){_THING}{_NOUNS}(?P<not>{_NOT}(?:{_SAYS})|缺失|不全)?"
)
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩"
_NUMBERED = regex(rf"(?:第)?[{_MARKS}\d(][{_MARKS}\d()、和及第]*(?:项|条)?")
_EXCEPTION = regex("缺|少|除|仅|只")
"""缺施工许可证 says what is wanting of all; 未制定方案 says nothing of the rest."""
_FILLERS = regex(
    r"^(?:已|均|都|全部|且|并|但|而|其中|本|该|的|了|:)+|(?:制度|资料|材料|机制|手续|等|项)?(?:均|都|全部|已|已经|了|的)*$"
)


def read_listed(items: Sequence[str], text: str, *, assume_rest: bool = True) -> tuple[bool | None, ...] | int | None:
    """Say which of the things listed a statement says are there.

    Args:
        items: the things, as the sentence names them.
        text: the statement, folded and without blanks.
        assume_rest: where only missing things are named, the others are there (未办理施工许可证);
            缺施工许可证 says so itself.

    Returns:
        A verdict for each thing, or only how many are there; None where it cannot be told for certain.
    """
    total = len(items)
    if _NONE.fullmatch(text):
        if any(map(_DENIED.match, items)):
            return None  # 均无 of 无迟到、无脱岗 may be what was asked for
        return (False,) * total
    if (_ALL.fullmatch(text) or _EVERY.fullmatch(text)) and not _names_some(items, text):
        number = re.match(_N, text)
        return (True,) * total if number is None or _number(number[0]) == total else None
    count = _count(text, total)
    return count if count is not None else _named(items, text, assume_rest=assume_rest)


def _names_some(items: Sequence[str], text: str) -> bool:
    """公示 of 公示制度、回访制度 is no word for all of them."""
    plain = re.sub("^(?:已经|已)", "", text)
    return 0 < sum(plain in item for item in items) < len(items)


def _count(text: str, total: int) -> int | None:
    """完成3项, 缺1项, 2项未完成."""
    short = _SHORT_OF.fullmatch(text)
    if short is not None and (short["not"] or re.match(rf"{_LACKS}|{_NOT}", text)):
        number = _number(short["n"])
        return total - number if number is not None and number <= total else None
    some = _SOME.fullmatch(text)
    if some is None or not (some["before"] or some["after"]) or (some["before"] and some["after"]):
        return None
    number = _number(some["n"])
    return number if number is not None and number <= total else None


def _named(items: Sequence[str], text: str, *, assume_rest: bool) -> tuple[bool | None, ...] | None:
    verdicts: list[bool | None] = [None] * len(items)
    only = False
    for clause in filter(None, re.split(r"[,;。]", text)):
        told = _clause(items, clause)
        if told is None:
            return None
        places, there = told
        if any(verdicts[place] is not None for place in places):
            return None
        for place in places:
            verdicts[place] = there
        only = only or clause.startswith(("仅", "只"))
    if only and False not in verdicts:
        return tuple(verdict is True for verdict in verdicts)
    if True not in verdicts and (assume_rest or _EXCEPTION.search(text)):
        return tuple(verdict is not False for verdict in verdicts)
    return tuple(verdicts)


def _clause(items: Sequence[str], clause: str) -> tuple[list[int], bool] | None:
    """The things that one clause names, and whether it says that they are there."""
    plain = re.sub(r"^(?:仅|只)(?:有)?", "有", clause) if clause.startswith(("仅", "只")) else clause
    numbered = _NUMBERED.match(plain)
    if numbered is not None and not any(item in plain for item in items):
        places = _places(numbered[0], len(items))
        rest = plain[numbered.end() :]
    else:
        places, rest = _find(items, plain)
    acts = bool(places) and all(re.match(_SAYS, items[place]) for place in places)
    quality = _NOT_ALL.search(rest)
    if quality is not None and not any(quality[0][1:] in item for item in items):
        return None  # 台账不全 denies neither 有台账 nor 台账
    polarity = _polarity(rest, acts=acts)
    return None if not places or polarity is None else (places, polarity)


_DENIED = regex("无(?!人机|障碍|害化|线)|没|未|不(?!动产)")
_NOT_ALL = regex("不(?:到位|规范|完善|健全|完备|完整|合格|达标|全|齐|足)")


def _places(marks: str, total: int) -> list[int]:
    found = [_MARKS.index(mark) for mark in marks if mark in _MARKS]
    found += [int(number) - 1 for number in re.findall(r"\d+", marks)]
    return found if found and max(found) < total and min(found) >= 0 and len(set(found)) == len(found) else []


def _find(items: Sequence[str], clause: str) -> tuple[list[int], str]:
    """Take the names of things out of the clause, longest first; what is left says whether they are there."""
    places, rest = [], clause
    for place in sorted(range(len(items)), key=lambda number: -len(items[number])):
        name = _name_in(items[place], rest)
        if name and rest.count(name) == 1:
            places.append(place)
            rest = rest.replace(name, "、")
    return places, rest


def _name_in(item: str, text: str) -> str:
    """The thing as the statement calls it: its name, or its name without the verb that the sentence begins with."""
    for name in (item, re.sub(rf"^(?:{_SAYS})", "", item), re.sub(r"(?:制度|资料|机制|方案)$", "", item)):
        if len(name) > 1 and name in text:
            return name
    return ""


def _polarity(rest: str, *, acts: bool) -> bool | None:
    """True for 有, 配置, 均已完善; False for 缺, 未配置; None for anything else.

    Things that are acts (制定方案) need no further verb: 已, 未.
    """
    plain = _FILLERS.sub("", re.sub(r"[、和及与()]", "", rest))
    if acts and plain in ("", "未", "没有", "尚未", "没", "未能"):
        return plain == ""
    if re.fullmatch(rf"(?:{_SAYS})?(?:均|都)?(?:已)?(?:{_SAYS})?(?:了)?", plain) and plain:
        return True
    if re.fullmatch(
        rf"{_LACKS}|(?:均|都)?{_NOT}(?:{_SAYS})(?:了)?|(?:{_SAYS})?{_NOT}(?:{_SAYS})|不全|不到位|缺失", plain
    ):
        return None if plain in ("执行不到位", "落实不到位") else False
    return None


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    number = parse_numeral(text)
    return None if number is None else int(number)
