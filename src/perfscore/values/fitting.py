"""Whether a fact of a cell speaks of one part of a sentence: by its words, its degree and its unit."""

from __future__ import annotations

import re
from functools import lru_cache

from perfscore.model.indicator import Expected, Size, Thing, Want
from perfscore.model.quantity import Dimension, Unit
from perfscore.numbers.lazy import regex
from perfscore.values.events import same_measure_word
from perfscore.values.facts import Fact
from perfscore.values.units import comparable, is_ratio

_ADMINISTRATION = (
    ("村级",),
    ("乡镇级", "镇级", "乡级"),
    ("县级", "区级", "区县级", "县区级", "县(区)级", "区(县)级", "县市区级"),
    ("市级", "地市级"),
    ("省级", "省部级", "自治区级"),
    ("国家级", "中央级", "全国", "中央", "国家"),
)
_GRAVITY = (("轻微",), ("一般",), ("较大", "较重"), ("重大", "严重"), ("特大", "特别重大", "恶性"))
_OTHERS = (
    "科级 县处级 处级 厅级 厅局级 乡科级 股级 局级 校级 院级 部级 一级 二级 三级 四级 一类 二类 三类 四类 "
    "第一次 第二次 第三次 首次 再次 第一 第二 第三 第四 轻伤 重伤 死亡 甲级 乙级 丙级 初级 中级 高级 A级 B级 C级 "
    "进京 赴省 赴京 非正常 高危 中危 低危 超危 高风险 中风险 低风险"
).split()
_SCALES = (_ADMINISTRATION, _GRAVITY)
DEGREE = regex(
    "|".join(
        sorted(
            (*(re.escape(word) for scale in _SCALES for step in scale for word in step), *_OTHERS),
            key=len,
            reverse=True,
        )
    )
)
"""Words of degree: a fact that lacks the one of its part, or has another one, is not about it."""
_TWO_DEGREES = regex(f"({DEGREE.pattern})({DEGREE.pattern})")
"""重大恶性案件 asks for both."""
_AND_ABOVE, _AND_BELOW = regex("[及或]?(?:其)?以上"), regex("[及或]?(?:其)?以下")
_NEGATIONS = "不未无没非"
_MUST = regex(
    "再(?=犯)|越级|责任(?=[^,;。|]{0,4}事故)|查实|属实|重复|有效|擅自|故意|逾期|超期|超时|迟报|漏报|瞒报|错报|重点|首次"
)
"""Words without which an event is another one."""
_WRONG = regex(
    "[未不没错漏缺少超]|超时|超期|逾期|迟到|早退|迟报|旷工|重复|越级|无故|脱岗|空岗|离岗|违规|违纪|违法|失实|失职|失误"
    "|失管|弄虚作假|虚报|谎报|截留|挪用|克扣|挤占|冒领|骗取|强迫|擅自|拖欠|离线|霉变|变质|破损|损坏|缺损|堵塞|过期"
    "|丢失|遗失|盘亏|流失|泄漏|反弹|返贫|失联|脱管|漏管|盗伐|滥伐|乱堆|乱埋|私用|私存|延误|推迟|延迟|滞后|拖延"
)
"""Words that alone say what is wrong: 超时2件 is 超时办理, while 档案2次 is not yet 档案丢失."""
_LATE = regex("延误|推迟|延迟|滞后|逾期|超期|迟报|拖延|晚")
_GENERIC = frozenset("处分 事故 案件 事件 问题 投诉 舆情 灾害 违纪 通报 项目 工程 资金".split())
"""Words that parts of several kinds share: of 警告处分 and 严重警告处分, 处分1人 is neither."""
_ENDS_DENIED = regex("[未不无没][^未不无没]{1,4}$")
_SINGLE = frozenset("缺少迟超漏错") | frozenset(_NEGATIONS)
_LINKS = regex(r"[被的了和及与或、,\"“”'()（）]")
_TAIL = regex(r"(?:的|等|情况|情形|现象|行为|问题|事项|方面)+$")
_SHORTEST = 2


@lru_cache(maxsize=4096)
def degrees_in(words: str) -> frozenset[str]:
    """The words of degree in a text, with all that 及以上 and 及以下 include."""
    found: set[str] = set()
    for match in DEGREE.finditer(words):
        found.add(match[0])
        found |= _included(match[0], words[match.end() :])
    return frozenset(found)


def _included(degree: str, behind: str) -> set[str]:
    above, below = _AND_ABOVE.match(behind), _AND_BELOW.match(behind)
    for scale in _SCALES:
        for place, step in enumerate(scale):
            if degree in step:
                reach = scale[place:] if above else scale[: place + 1] if below else scale[place : place + 1]
                return {word for one in reach for word in one}
    return set()


def fits(fact: Fact, part: Expected, others: tuple[Expected, ...]) -> bool:
    """Tell whether the words of a fact are those of one part.

    Args:
        fact: a fact with words of its own.
        part: what the part waits for.
        others: the other parts of the sentence.
    """
    thing = part.thing
    if fact.size is not None or (thing.size is not None and fact.number):
        return _fits_size(fact, part, others)
    if fact.number and any(one.thing.size is not None and _share_words(fact.words, one.thing.matter) for one in others):
        return False  # how large it was is not said, and some of that size cost otherwise
    if not fits_unit(fact, part) or not _same_degree(fact, thing) or not _on_its_side(fact, part):
        return False
    words = DEGREE.sub("", fact.words)
    if not made_of(words, thing.around):
        return False
    if fact.words in _GENERIC and not fact.denied and any(words in other.thing.matter for other in others):
        return False
    if fact.denied:
        return (
            not words or _touches(words, part, others) or not degrees_in(thing.words).isdisjoint(degrees_in(fact.words))
        )
    if not words and _told_by_degree(fact, part, others):
        return True
    late = _LATE.search(fact.words) is not None and fact.unit is not None and fact.unit.dimension is Dimension.TIME
    if not _has_its_words(fact.words, thing.words) or not (late or _same_polarity(fact, _all_words(thing))):
        return False
    return _touches(words, part, others) or _told_by_degree(fact, part, others)


def _fits_size(fact: Fact, part: Expected, others: tuple[Expected, ...]) -> bool:
    """1起,受害面积15亩 is one of 10亩以上30亩以下; without its size an event is none of them."""
    size = part.thing.size
    if fact.number is not None and fact.number > 1 and not is_of_each.search(fact.text + fact.words):
        return False  # 2起,共20亩: how large each was, is not said
    if size is None or fact.size is None or fact.size_unit != size.symbol or not fits_unit(fact, part):
        return False
    if any(_is_narrower(one.thing.size, size, fact) for one in others):
        return False
    around = "|".join(one.thing.around for one in (part, *others) if one.thing.size is not None)
    return size.interval.contains(fact.size) and made_of(is_of_each.sub("", fact.words), around)


def _is_narrower(other: Size | None, size: Size, fact: Fact) -> bool:
    """Tell whether another part with the event costs for larger ones only: 60亩 is of 50亩以上 before 15亩以上."""
    if other is None or fact.size is None or not other.interval.contains(fact.size):
        return False
    low, own = other.interval.low, size.interval.low
    return low is not None and own is not None and size.interval.high is None and low > own


def _share_words(words: str, matter: str) -> bool:
    return any(words[place : place + 2] in matter for place in range(len(words) - 1))


is_of_each = regex("各|每[起次宗件]|单[起次宗件]|均")


def names_thing(words: str, part: Expected, others: tuple[Expected, ...]) -> bool:
    """Tell whether words before a statement name the thing of one part and of no other: 接待费, 土建."""
    own = part.thing.before or part.thing.words
    return made_of(words, own) and not any(made_of(words, other.thing.around) for other in others)


_SHORT, _OVER = regex("[少缺差]|短缺"), regex("[超多]")


def _on_its_side(fact: Fact, part: Expected) -> bool:
    """少10人次 is how far a number was missed, 80人次 is the number itself, and 0次 that nothing was done."""
    if not part.short or fact.number is None:
        return True
    return (_SHORT if part.short == "below" else _OVER).search(fact.words) is not None


def fits_unit(fact: Fact, part: Expected) -> bool:
    """Tell whether the number of a fact can be one of the part, by its unit."""
    unit = fact.unit
    if fact.number is None:
        return True
    if part.want is not Want.MEASURE:
        return False
    if unit is None:
        return True
    if part.events:
        return _counts(unit, part)
    return not part.units or any(comparable(unit, own) for own in part.units)


def _counts(unit: Unit, part: Expected) -> bool:
    if not part.units:
        return unit.dimension is Dimension.COUNT
    return any(same_measure_word(unit, own) for own in part.units)


def _same_degree(fact: Fact, thing: Thing) -> bool:
    """一般事故 is no 较大事故, and 事故 alone is neither; who denies 事故 denies both."""
    own, said = degrees_in(thing.words), frozenset(DEGREE.findall(fact.words))
    if not said:
        return not own or fact.denied
    if any(not set(pair) <= said for pair in _TWO_DEGREES.findall(thing.words)):
        return False
    return said <= own


def _told_by_degree(fact: Fact, part: Expected, others: tuple[Expected, ...]) -> bool:
    """国家级3篇, 省级2篇: the degree alone tells a part from the others, none of which takes it."""
    said = frozenset(DEGREE.findall(fact.words))
    return bool(said) and not any(said <= degrees_in(other.thing.words) for other in others)


def _has_its_words(said: str, own: str) -> bool:
    """Tell whether a fact has the words without which the event is another one; of 瞒报漏报 one will do."""
    asked = [word for word in _MUST.findall(own) if word not in _PROVEN or _CLAIMED.search(own)]
    reports = [word for word in asked if word.endswith("报")]
    return all(word in said for word in asked if word not in reports) and (
        not reports or any(word in said for word in reports)
    )


_PROVEN = ("查实", "属实")
_CLAIMED = regex("投诉|举报|反映|信访|上访|线索|舆情|曝光|检举|控告")
"""Only what somebody claims may prove untrue; 经查实一个网点 is a count like any other."""


def _all_words(thing: Thing) -> str:
    """The words of a part, and what stands before 每缺1份 where that is none of them."""
    return thing.words if thing.before in thing.words else thing.before + thing.words


def _same_polarity(fact: Fact, own: str) -> bool:
    """未备案 is what 未按要求报送备案 is, 备案 is not; beside a number 未达到 only says on which side it lies."""
    free = _NO_DENIAL if fact.number is not None else _NO_DENIAL_IN_WORDS
    said = free.sub("", fact.words)
    own = free.sub("", next((one for one in _LISTED.split(own) if one.endswith(said)), own))
    if "缺" in said and "缺" in own:
        return True
    return any(no in said for no in _NEGATIONS) == any(no in own for no in _NEGATIONS)


_LISTED = regex("、|或者?")
"""1盏灭灯、不合格灯: the negation is that of one thing."""
_NO_DENIAL_IN_WORDS = regex(
    "无故|无证|无牌|不良|未成年|非法|不动产|无偿|无关|不力|不当|不(?:少于|低于|超过|高于|大于|小于|足|超)"
)
_NO_DENIAL = regex(f"{_NO_DENIAL_IN_WORDS.pattern}|达不到|未达到?")


def _touches(words: str, part: Expected, others: tuple[Expected, ...]) -> bool:
    """Tell whether the words name what happened, and not only where: 占道经营, or 主干道 where each part has a place.

    Of “档案丢失一次扣2分，损坏一次扣1分”, 档案1次 names neither.
    """
    plain, thing = _LINKS.sub("", words), part.thing
    named = thing.after or thing.before
    if _WRONG.search(plain) and not _ENDS_DENIED.search(_TAIL.sub("", named)):
        return True
    if plain.startswith("缺") and "缺" in thing.words and _ENDS_DENIED.search(named):
        return True
    if thing.after and _names(plain, thing.after):
        return True
    if not part.events and _is_parallel(part, others) and plain in _LINKS.sub("", thing.before):
        return len(plain) >= _SHORTEST
    alone = not any(made_of(plain, one.thing.around) for one in others)
    if (part.events or part.thing.adds) and alone and _VERBS.fullmatch(plain) and _begins(plain, thing.before):
        return True
    if part.events and alone and _says_most(plain, thing.before, others):
        return True
    if part.events or part.thing.adds:
        tail = _TAIL.sub("", thing.before)[-_SHORTEST:]
        twins = [one for one in others if tail and _TAIL.sub("", one.thing.before)[-_SHORTEST:] == tail]
        if twins and alone and len(plain) >= _SHORTEST and plain in _LINKS.sub("", thing.before):
            return True
    placed = all(other.thing.before for other in others if other.events)
    return (not thing.after or placed) and _names(plain, thing.before)


_VERBS = regex(
    "撤销|取消|通报|约谈|问责|获批|获评|获奖|入选|承办|招录|引进|引育|流失|退出|摘牌|表彰|采用|刊发|立项|结项|签约|开工|投产"
)
"""获批1个, 撤销1个: the verb with which a part begins says which one is meant; 档案 of 档案丢失 would not."""


_OWN_SUBJECT = 4


def _says_most(plain: str, named: str, others: tuple[Expected, ...]) -> bool:
    """未持证 of 驾驶人未持证上岗, 责令重新答复 of 被责令重新作出答复意见: nothing else in the sentence can be meant.

    Where another part is short (损坏一次), the words may be the subject of both.
    """
    denied = re.findall(f"[{_NEGATIONS}]([^{_NEGATIONS}]{{2,}})", _NO_DENIAL.sub("", _LINKS.sub("", named)))
    if denied:  # 不合格产品5批次 of 不合格产品未处置 does not say what was left undone
        return any(denied[-1][at : at + 2] in plain for at in range(len(denied[-1]) - 1)) and _says_no(plain)
    if not all(len(one.thing.before) >= _OWN_SUBJECT or one.thing.fatal for one in others if one.events):
        return False
    return len(plain) >= _OWN_SUBJECT and len(plain) * 2 >= len(_TAIL.sub("", _LINKS.sub("", named)))


def _says_no(plain: str) -> bool:
    return re.search(f"[{_NEGATIONS}][^{_NEGATIONS}]{{2,}}", plain) is not None


def _begins(verb: str, named: str) -> bool:
    return re.sub("^(?:被|经|年内|全年|新|获得?)+", "", named).startswith((verb, verb.removeprefix("获")))


def _is_parallel(part: Expected, others: tuple[Expected, ...]) -> bool:
    """国考断面达标率, 水源地达标率: one measure of several things, told apart by the thing."""
    alike = [one for one in others if one.want is part.want and not one.events]
    return bool(alike) and all(one.thing.before[-2:] == part.thing.before[-2:] for one in alike)


def _names(words: str, name: str) -> bool:
    """Tell whether words end a name as the sentence writes it, or one of several that it lists."""
    plain = [_TAIL.sub("", one) for one in re.split("、|或者?|以及|及|和", name)]
    twins = (one[-4:-2] for one in plain if len(one) >= 4 and one[-4] == one[-2])  # 小街小巷  # noqa: PLR2004
    plain += [one.removesuffix("处分") for one in plain if one.endswith("处分")]
    ends = (*(one[-_SHORTEST:] for one in plain), *twins)
    return any(len(end) == _SHORTEST and end in words for end in ends)


@lru_cache(maxsize=4096)
def made_of(words: str, own: str) -> bool:
    """Tell whether words are pieces of the sentence: 未穿反光服 of 未穿戴反光服, 属实投诉 of 投诉属实."""
    plain, text = _LINKS.sub("", words), _LINKS.sub("", own)
    reached = {0}
    for start in range(len(plain)):
        if start not in reached:
            continue
        for end in range(start + 1, len(plain) + 1):
            piece = plain[start:end]
            if piece not in text:
                break
            if end - start >= _SHORTEST or piece in _SINGLE:
                reached.add(end)
    return len(plain) in reached and _negations_stand(plain, text)


def _negations_stand(plain: str, text: str) -> bool:
    """What is denied is denied by the sentence too: 未备案 of 未按要求报送备案, never 未举办 of 未经批准举办."""
    for match in re.finditer(f"[{_NEGATIONS}]([^{_NEGATIONS}])", plain):
        wide = "(?:按[^,;。]{0,6}|能|及时|按时|如实|依法)?[^,;。经]{0,4}"
        if not re.search(f"[{_NEGATIONS}]{wide}{re.escape(match[1])}", text):
            return False
    return True


def is_share(fact: Fact) -> bool:
    """Tell whether the number of a fact is a percentage."""
    return is_ratio(fact.unit)
