"""Words of a rule or a statement -> what they say, whatever verbs they use: its words, denied or not, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from perfscore.numbers.folding import fold
from perfscore.numbers.lazy import regex
from perfscore.values.propositions_core import any_of
from perfscore.values.propositions_words import (
    EVENT_NOUNS,
    NOMINAL,
    NOT_NEGATING,
    QUALITIES,
    THING_NOUNS,
    VERBS,
    WITH_HAVE,
)
from perfscore.values.sayings_words import (
    BEFORE_A_VERB,
    DEGREES,
    EXIST,
    IDLE,
    LIGHT,
    MANNERS,
    MORE_QUALITIES,
    MORE_VERBS,
    NEGATIONS,
    SAME_WORDS,
    TAILS,
)


@dataclass(frozen=True, slots=True)
class Saying:
    """说法: one thing said.

    ``words`` are left when negation, adverbs and light verbs are taken out; the light ``verb`` stood at ``at``, and
    ``light`` is its sort; the negation stood at ``no``, and ``verb_at`` is
    where a verb stands that another state of the rule denies. ``bare`` says that the light verb is all there is,
    ``marked`` that 已 or 均 stands there.
    ``shared`` tells that the predicate stands once behind several things, ``fault`` that it costs points.
    """

    words: str
    negated: bool = False
    degrees: frozenset[str] = frozenset()
    manners: frozenset[str] = frozenset()
    light: str = ""
    verb: str = ""
    at: int = 0
    no: int = -1
    verb_at: int = -1
    bare: bool = False
    marked: bool = False
    only: bool = False
    plain: bool = True
    shared: bool = False
    clause: int = 0
    act: int = 0
    fault: bool = False
    typed: str = ""


_QUOTES = regex(r"[\"'“”‘’《》<>〈〉【】\[\]]")
_NUMBERED = regex(r"^(?:[①-⑳]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:\)|[、.](?!\d)))+")
_CLAUSES = regex(r"[,;。!:\n]")
_LINKS = regex(r"并且|而且|同时|(?<![合一兼归吞])并(?![购网列发入轨未无非且])|(?<![暂尚而并])且|但是|但")
_JOINTS = regex(
    r"、|以及|(?<![温缓饱总调附共])和(?![谐解平睦])|(?<![普涉波危顾提遍以])及(?![时格早其])|(?<![参相])与(?!会|否)"
)
_ENUMERATED = regex(
    r"(?:等|共|这|以上)?(?:[一二两三四五六七八九十]|\d{1,2})(?:张|项|个|类|份|种|条|大)"
    r"(?:制度|工作|任务|要求|指标|资料|材料|手续|内容|措施|条件|标准|机制|事项|清单|文件|台账)?(?=均|都|全|齐|缺|已|未|$)"
)
_FREE = regex(any_of(NOT_NEGATING))
_NO = regex(any_of(NEGATIONS))
_MARKED = regex(r"已|(?<![平人户年月日])均(?!衡|等)|(?<![首成])都(?!市)|全部|皆|一律|了$")
_ONLY = regex(r"^(?:仅|只)(?:有|是)?")
_IDLE = regex(rf"{any_of(IDLE)}|经(?![费济营验办常贸纪])|所(?=[有需])|等(?=$|工作|资料|材料|制度|情况|活动)")
_ALL = regex("全部|全面|悉数|全都|均|都|全")
_NOT_ALL = regex("\x01(?:能)?(?:做到)?(?:全部|全面|悉数|全都|都|均|全)")
_DEGREE = regex(any_of(DEGREES))
_MANNER = regex(any_of(MANNERS))
_AMOUNT_OF_TIME = regex(
    rf"(?P<word>{any_of(w for w, name in MANNERS.items() if name in ('逾期', '提前'))})(?:了)?"
    r"(?:(?!0(?!\.))\d+(?:\.\d+)?|[一二两三四五六七八九十半]+)(?:多)?(?:个)?(?:工作日|小时|天|日|周|月|年)"
)
_UNALLOWED = regex(r"未经(?:集体|上级|主管部门|有关部门|相关部门)?(?:批准|许可|同意|审批|审核|报批|研究|论证)(?:而)?")
_LIGHT = regex(any_of(LIGHT))
_WITH_HAVE = regex(rf"{any_of(WITH_HAVE)}|(?<=职工|教师|人员|机构|行政|事业|减少|增加|核减|核定|占用)编制$")
"""Words that only look like light verbs: 有效; 减少编制, where 编制 are the posts."""
_ADVERB = regex(rf"(?:{any_of(BEFORE_A_VERB)})(?={any_of((*LIGHT, *VERBS, *NOMINAL, *MORE_VERBS))})")
_TAIL = regex(rf"(?<=..)(?:的)?(?:{any_of(TAILS)})$")
_PREDICATES = (*QUALITIES, *MORE_QUALITIES, *VERBS, *NOMINAL, *LIGHT, *MORE_VERBS, "缺失")
_SUFFIX = regex(
    rf"(?:(?:均|都|全部|已经|已|皆)|{any_of(NEGATIONS)}|{any_of(DEGREES)}|{any_of(MANNERS)})*(?:{any_of(_PREDICATES)})$"
)
_FROM_MARK = regex(r"(?<=..)(?:(?<![平人户])均(?!衡|等)|(?<![首成])都(?!市)|全部)(?=..).*$")
_PREFIX = regex(
    rf"^(?:(?:均|都|全部|已经|已|皆|仅有|只有|仅|只)|{any_of(NEGATIONS)}|{any_of(DEGREES)}|{any_of(MANNERS)})*"
    rf"(?P<verb>{any_of((*LIGHT, *VERBS, *NOMINAL, *MORE_VERBS, '缺', '无'))})?(?=.)"
)
_NOUN = regex(rf"(?:{any_of((*THING_NOUNS, *EVENT_NOUNS))})[书表单册本]?(?:$|{any_of(QUALITIES)}|缺失)")
"""公示制度, 中标通知书缺失: a verb straight before a noun is part of its name."""
_BRACKETS = regex(r"\([^()]{0,30}\)")


@lru_cache(maxsize=8192)
def sayings_of(text: str) -> tuple[Saying, ...]:
    """Return what the text says, one by one: A、B均齐全 says it of A and of B."""
    plain = _folded(text)
    found: list[Saying] = []
    for number, clause in enumerate(filter(None, _CLAUSES.split(plain))):
        for place, act in enumerate(filter(None, _acts(clause))):
            found += [replace(saying, clause=number, act=place) for saying in _clause(act)]
    return tuple(found)


def _acts(clause: str) -> Iterator[str]:
    """Cut a clause at 并, 但 and before what is then denied or there as well: 有欠薪|未处置, 有方案|有总结."""
    for act in _LINKS.split(clause):
        yield from joined_acts(act)


def joined_acts(act: str) -> tuple[str, ...]:
    """Cut 有欠薪未处置 into what is there and what is then denied."""
    for match in _THEN_DENIED.finditer(act):
        head = act[: match.start()]
        if any(free.start() <= match.start() < free.end() for free in _FREE.finditer(act)):
            continue
        full = len(head) >= _FULL and (_SUFFIX.search(head) or (match[0] != "有" and _begins_with_verb(head)))
        if head[:1] in "有已" or full:
            if match[0] == "有" and (head[0] != "有" or _WITH_HAVE.search(act, match.start() - 1)):
                continue
            return head, act[match.start() :]
    return (act,)


_FULL = 4
"""A subject and its predicate: 预案完备; 宣传 alone is what is denied."""
_THEN_DENIED = regex(r"(?<=..)(?:尚未|未能|未|没有|无|有)(?=..)")


def without_amounts(text: str) -> str:
    """提前15天完成 is 提前完成."""
    return _AMOUNT_OF_TIME.sub(lambda match: match["word"], text)


def _folded(text: str) -> str:
    plain = "".join(fold(text).split())
    plain = _BRACKETS.sub("", _QUOTES.sub("", plain))
    plain = _PAIRED.sub("", _INCOMPLETE.sub("不齐全", _NUMBERED.sub("", plain)))
    for other, one in SAME_WORDS:
        plain = plain.replace(other, one)
    plain = _ARCHIVE.sub("建立档案", plain)
    return _SHORT.sub(lambda match: _IN_FULL[match[0]], plain)


_IN_FULL = {"建": "建立", "编": "编制", "签": "签订", "订": "签订", "设": "设立"}
_INCOMPLETE = regex("不全(?![面部覆程员力国都身体])")
_ARCHIVE = regex("建档(?!立卡|率|员|面)")
_PAIRED = regex("(?<=[专正])、(?=兼职|副)")
"""专、兼职人员 is one thing."""
_SHORT = regex(
    "(?<=[已未没])(?:建(?![立设成档])|编(?![制印入写号])|签(?![订署约字到收发批])|订(?![立购阅制])|设(?![立置计有施备定]))"
)


_ACTS = tuple(word for word in dict.fromkeys((*NOMINAL, *MORE_VERBS)) if len(word) == 2)  # noqa: PLR2004
_ACT_AT_END = regex(rf"(?:{any_of(_ACTS)})$")


def _clause(clause: str) -> list[Saying]:
    only = _ONLY.match(clause) is not None
    pieces = [part for piece in _JOINTS.split(clause) if piece for part in _two_qualities(piece)]
    if len(pieces) > 1:
        pieces = _with_head(pieces)
        pieces[-1] = _ENUMERATED.sub("", pieces[-1]) or pieces[-1]
    shared = _shared(pieces)
    return [replace(_saying(piece), only=only, shared=shared is not pieces and len(pieces) > 1) for piece in shared]


_HEADED = regex(rf"^(?:{any_of(_ACTS)})(?P<head>制度|机制|责任制)")


def _with_head(pieces: list[str]) -> list[str]:
    """公示、回访制度 are 公示制度 and 回访制度."""
    head = _HEADED.match(pieces[-1])
    acts = [_ACT_AT_END.search(piece) for piece in pieces[:-1]]
    if head is None or not all(acts) or any(_MARKED.search(piece) for piece in pieces[:-1]):
        return pieces
    return [*(piece + head["head"] for piece in pieces[:-1]), pieces[-1]]


_PAIR = regex(rf"(?P<first>{any_of(QUALITIES)})(?P<second>{any_of(QUALITIES)})$")


def _two_qualities(piece: str) -> tuple[str, ...]:
    """发放及时准确 is 发放及时 and 发放准确; of 不科学合理 it is not said how far 不 goes."""
    match = _PAIR.search(piece)
    if match is None or _NO.search(piece) or _DEGREE.search(piece) or match["first"] in ("符合", "达标"):
        return (piece,)
    topic = piece[: match.start()]
    return topic + match["first"], topic + match["second"]


def _shared(pieces: list[str]) -> list[str]:
    """Give every piece of a list the predicate that stands once before or behind all of them."""
    if len(pieces) < 2:  # noqa: PLR2004 - one piece shares nothing
        return pieces
    own = [_has_own(piece) for piece in pieces]
    tail = _FROM_MARK.search(pieces[-1])
    if tail is not None and not any(map(_is_marked, pieces[:-1])):
        return [*(piece + tail[0] for piece in pieces[:-1]), pieces[-1]]
    tail = _SUFFIX.search(pieces[-1])
    if tail is not None and tail[0].endswith(_OF_LISTS) and not any(map(_is_said, pieces[:-1])):
        return [*(piece + tail[0] for piece in pieces[:-1]), pieces[-1]]
    if tail is not None and tail.start() > 0 and not any(own[:-1]) and not _begins_with_verb(pieces[-1]):
        return [*(piece + tail[0] for piece in pieces[:-1]), pieces[-1]]
    head = _PREFIX.match(pieces[0])
    if own[0] and head is not None and 0 < head.end() < len(pieces[0]):
        return [pieces[0], *(piece if has else head[0] + piece for piece, has in zip(pieces[1:], own[1:], strict=True))]
    return pieces


def _has_own(piece: str) -> bool:
    """Tell whether a piece of a list has a predicate of its own: 未召开会议, 资料完整; not 公示制度."""
    if _is_marked(piece) or _begins_with_verb(piece) or piece.startswith(("擅自", "无故", "违规")):
        return True
    tail = _SUFFIX.search(piece)
    return tail is not None and tail.start() > 1 and not piece.endswith(tuple(THING_NOUNS))


_OF_LISTS = ("齐全", "齐备", "完备", "缺失", "俱全")
"""What is said of a list, whatever its things are called."""


def _is_said(piece: str) -> bool:
    tail = _SUFFIX.search(piece)
    return _is_marked(piece) or (tail is not None and tail[0].endswith((*QUALITIES, *MORE_QUALITIES)))


def _is_marked(piece: str) -> bool:
    return bool(_NO.search(_FREE.sub("", piece)) or _MARKED.search(piece))


def _begins_with_verb(piece: str) -> bool:
    head = _PREFIX.match(piece)
    verb = head["verb"] if head else None
    if not verb or head is None or head.end() == len(piece):
        return False
    return verb in LIGHT or not _NOUN.match(piece, head.end())


def _saying(piece: str) -> Saying:
    text = without_amounts(_ONLY.sub("", piece))
    text = _FOUND_TO_LACK.sub("", _UNALLOWED.sub("擅自", text))
    degrees = frozenset(_DEGREE.findall(text))
    text = _DEGREE.sub(lambda match: "不" if match[0][0] == "不" else "", text)
    text, count, absent = _without_negation(text)
    manners = frozenset(MANNERS[word] for word in _MANNER.findall(text))
    manners |= frozenset() if absent else frozenset(_ADVERB.findall(text))
    if _NOT_ALL.search(text) or (count == 0 and _ALL.search(text)):
        manners |= {"全部"}
    words = _TAIL.sub("", _IDLE.sub("", _MANNER.sub("", text)) if absent else _bare(text))  # 无有效投诉: which ones
    no = words.find(_HERE)
    words = words.replace(_HERE, "")
    marked = _MARK_BEFORE_VERB.search(text) if count == 0 else None
    verb, at, bare = _light_in(words, no, absent=absent, since=len(_bare(text[: marked.start()])) if marked else 0)
    if verb and not bare and not absent:
        words = words[:at] + words[at + len(verb) :]
    return Saying(
        words=words,
        negated=count == 1,
        degrees=degrees,
        manners=manners,
        light=EXIST if absent else LIGHT.get(verb, ""),
        verb=verb,
        at=at,
        bare=bare,
        marked=count == 1 or _MARKED.search(piece) is not None,
        plain=count < 2,  # noqa: PLR2004 - two negations are read word for word only
        no=no,
        typed=piece,
    )


def _bare(text: str) -> str:
    """The words without adverbs and what every writer adds or leaves out."""
    return _IDLE.sub("", _ADVERB.sub("", _MANNER.sub("", text)))


_MARK_BEFORE_VERB = regex(rf"(?<=..)(?:均|都|全部)(?:已经|已)?(?={any_of(LIGHT)})")
"""执行机制均已建立: the verb stands behind the mark, whatever verbs the thing is called by."""
_FOUND_TO_LACK = regex("^(?:发现|发生|出现|存在|有)(?=[无未不](?!良|动产|人机))")
"""发现无证上岗 is 无证上岗."""
_HERE = "\x01"
"""Where the negation stood."""
_ABSENT = frozenset("不存在 不具备 尚无 暂无 无 缺少 缺失 缺乏 缺".split())
"""Negations that are verbs themselves: the thing is not there."""


def _without_negation(text: str) -> tuple[str, int, bool]:
    masked = {index for match in _FREE.finditer(text) for index in range(*match.span())}
    found = [match for match in _NO.finditer(text) if match.start() not in masked]
    if not found:
        return text, 0, False
    first = found[0]
    after = text[first.end() :]
    absent = first[0] in _ABSENT or (first[0] in ("没有", "没") and not _VERBAL.match(after) and bool(after))
    return text[: first.start()] + _HERE + after, len(found), absent


_VERBAL = regex(
    rf"(?:{any_of(MANNERS)}|{any_of(IDLE)})*(?:{any_of((*LIGHT, *VERBS, *NOMINAL, *MORE_VERBS, *QUALITIES))})"
)


def _light_in(words: str, no: int, *, absent: bool, since: int = 0) -> tuple[str, int, bool]:
    """The light verb of the words, its place, and whether it is all there is; where something is denied, that."""
    if absent:
        return "有", max(no, 0), not words
    held = {index for match in _WITH_HAVE.finditer(words) for index in range(*match.span())}
    for match in _LIGHT.finditer(words, max(no, since)):
        if match.start() in held:
            continue
        if no >= 0 and match.start() != no:
            break
        rest, after = words[: match.start()] + words[match.end() :], words[match.end() :]
        if not rest:
            return match[0], 0, True
        noun = match[0] in NOMINAL and after.startswith(tuple(THING_NOUNS)) and no < 0 and _LIGHT.search(after)
        if len(rest) > 1 and not noun:
            return match[0], match.start(), False
    return "", 0, False
