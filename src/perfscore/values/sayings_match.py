"""What one saying says about another: the same, the contrary, or nothing that is certain."""

from __future__ import annotations

from functools import lru_cache

from perfscore.numbers.lazy import regex
from perfscore.values.propositions_core import any_of, core_of
from perfscore.values.propositions_words import (
    EVENT_NOUNS,
    EXISTENCE,
    NARROWING,
    NEGATING,
    NOMINAL,
    NOT_NEGATING,
    QUALITIES,
    THING_NOUNS,
    VERBS,
)
from perfscore.values.sayings import Saying
from perfscore.values.sayings_words import (
    DENIES,
    DO,
    DONE,
    EVENT,
    EXIST,
    GOES_ON,
    GOES_WITHOUT_SAYING,
    IMPLIES,
    LIGHT,
    MORE_QUALITIES,
    MORE_VERBS,
    RUN,
    SPECIAL,
    START,
)
from perfscore.values.words import ACTS

_VERBS_OF_TWO = tuple(
    word
    for word in dict.fromkeys((*ACTS, *VERBS, *NOMINAL, *EXISTENCE, *LIGHT, *MORE_VERBS))
    if len(word) == 2  # noqa: PLR2004
)
_FREE = regex(any_of(NOT_NEGATING))
_COMPLEMENT = regex("[到至于在入给为成]")
_HEAD = 2
_LONGEST = 40


def relation(said: Saying, asked: Saying, extra: tuple[str, ...], *, manners: bool) -> bool | None:
    """Tell whether a saying asserts (True) or denies (False) another, or neither (None).

    Args:
        said: what the cell says.
        asked: what the rule says.
        extra: other words of the row that may stand in the cell.
        manners: tell whether the rule turns on how it is done, so that 按要求 may not be left out.
    """
    if not (said.plain and asked.plain):
        return True if said.typed == asked.typed else None
    if said.degrees != asked.degrees:
        return None
    if not _same_thing(said, asked, extra):
        return None
    if _is_sound(said, asked):
        return False
    if _PREVENTS.search(asked.words) and not _PREVENTS.search(said.words):
        return None  # 无反弹 does what 防止反弹 asks, and 反弹 does not
    ours, theirs = said.manners, asked.manners
    if not manners:
        theirs -= GOES_WITHOUT_SAYING
    if said.negated:
        fits = ours - GOES_WITHOUT_SAYING <= theirs and _reaches(DENIES, said, asked)
        fits = fits and (not ours & GOES_WITHOUT_SAYING or ours <= asked.manners)
    else:
        fits = theirs <= ours and _reaches(IMPLIES, said, asked)
        fits = fits and not (ours - theirs) & {"逾期", "提前", "擅自", "无故", "违规"}
    if fits and not (said.negated and not asked.negated and "逾期" in theirs - ours):
        return said.negated == asked.negated
    return _of_manner(said, asked)


def _is_sound(said: Saying, asked: Saying) -> bool:
    """档案健全 denies 未建立档案: what is sound is there."""
    if said.negated or not asked.negated or asked.light != EXIST or not asked.words or said.degrees:
        return False
    return said.words.startswith(asked.words) and said.words[len(asked.words) :] in _SOUND


_PREVENTS = regex("防止|避免|杜绝|遏制|防范|严防|禁止|制止|消除|消灭|打击|取缔|清除|拒绝")
_SOUND = frozenset("健全 完善 完整 齐全 完备 规范".split())


def touches(said: Saying, asked: Saying) -> bool:
    """Tell whether a saying speaks of the same thing, though it may say too little of it: 经费落实 beside 落实到位."""
    return said.plain and asked.plain and said.degrees == asked.degrees and _same_thing(said, asked, ())


def _of_manner(said: Saying, asked: Saying) -> bool | None:
    """逾期完成 denies 按期完成 and is 未按期完成; 经批准举办 denies 擅自举办."""
    if "经批准" in said.manners and not said.negated and "擅自" in asked.manners:
        return asked.negated
    if "逾期" in said.manners and not said.negated and "按期" in asked.manners:
        return asked.negated
    if "提前" in said.manners and not said.negated and "按期" in asked.manners:
        return not asked.negated
    if "逾期" in said.manners and said.negated and "按期" in asked.manners and said.words:
        return not asked.negated
    return None


def _reaches(table: dict[str, set[str]], said: Saying, asked: Saying) -> bool:
    if said.verb == asked.verb:
        return True
    if said.negated and said.verb in SPECIAL and asked.light:
        return False
    if not said.negated and asked.verb in _FURTHER and said.verb not in _FURTHER:
        return False
    if said.bare and asked.light and not (said.verb in _GENERAL or {said.light, asked.light} <= {RUN, DO}):
        return said.light == asked.light or (not asked.bare and said.light == EVENT)
    if said.light == asked.light:
        return True
    if asked.light == "":
        return said.light not in (START, EVENT) or said.negated or (said.light == EVENT and asked.fault)
    if asked.light == "done" and said.light == "" and not said.negated:
        return said.marked
    return asked.light in table[said.light]


def _only_says_of_what(said: Saying, asked: Saying) -> bool:
    """合同未公开 is 未公开; 未在网站公开 and 落实不到位 deny less than 未公开 and 未落实."""
    alone = _predicate(asked) == (0, len(asked.words))
    before = len(said.words) - len(asked.words)  # 未经党组会审议 denies less than 未经审议
    ends = said.words.endswith(asked.words) and not said.words.startswith(PREPOSITIONS)
    return alone and ends and (said.no < 0 or said.no >= before or said.verb == _HAVE)


_HAVE = "有"
"""无漏报瞒报 denies each; 未 before more words than the state has denies less."""


def _says_of_what(said: Saying, asked: Saying) -> bool:
    """擅自变更建设地点 is 擅自变更: the fault with the thing that it was done to."""
    if said.negated or asked.negated or asked.light or _predicate(asked) != (0, len(asked.words)):
        return False
    thing = said.words.removeprefix(asked.words)
    return 1 < len(thing) < len(said.words) and _NO_MERE_THING.search(thing) is None


_NO_MERE_THING = regex(
    "清零|清偿|归还|退|纠正|补|制度|情况|完成|整改|处理|处置|批准|同意|登记|手续|防|治|控|查|率|办法|方案|[已均后未没无不\\d]"
)
PREPOSITIONS = tuple("在向对按以于从由用凭经")
_GOES_ON = regex(f"(?<=..)(?:{any_of(GOES_ON)})$")
_UNDER = ("按", "根据", "依据", "依照")
"""按合同约定支付: what an act goes by has no head that must be named."""
_GENERAL = frozenset("完成 落实 做到 达到 实现 落实到位".split())
"""Light verbs that may speak of anything asked."""
_FURTHER = frozenset("印发 出台 下发".split())
"""What is more than drawn up."""


def _same_thing(said: Saying, asked: Saying, extra: tuple[str, ...]) -> bool:
    if not said.words:
        return bool(said.manners & {"按期", "逾期", "提前", "足额"} and asked.manners) or said.bare
    if said.bare and asked.light:
        return True
    if asked.bare and asked.light == START and said.light == DONE and not said.negated:
        return True
    if len(said.words) > _LONGEST:
        return False
    for words in dict.fromkeys((said.words, _GOES_ON.sub("", said.words) if not said.negated else said.words)):
        spans = explained(words, asked.words, ())
        if spans:
            return _covers(spans, said, asked)
    if asked.fault and _says_of_what(said, asked):
        return True
    if said.negated and not _only_says_of_what(said, asked):
        return False  # more words beside a negation deny less
    spans = explained(said.words, asked.words, extra)
    taken = {place for start, end in spans or () for place in range(start, end)}
    return bool(spans) and len(taken) == len(asked.words)


def _covers(spans: tuple[tuple[int, int], ...], said: Saying, asked: Saying) -> bool:
    """Tell whether the pieces have the predicate and the heads of the things they name."""
    words = asked.words
    taken = {place for start, end in spans for place in range(start, end)}
    if _turns(words, taken, wide=said.negated):
        return False
    start, end = _predicate(asked)
    if start < end and not _has(taken, start, end):
        return False
    for first, last in ((0, start), (end, len(words))):
        touched = any(first <= place < last for place in taken) and not words.startswith(_UNDER, first)
        if touched and not _has(taken, max(first, last - _HEAD), last):
            return False
    if start == end:
        return end >= len(words) or any(end <= place for place in taken)
    complement = not said.negated and _COMPLEMENT.match(words, end) is not None
    return not complement or _has(taken, end, len(words))


def _has(taken: set[int], start: int, end: int) -> bool:
    return all(place in taken for place in range(start, end))


def _turns(words: str, taken: set[int], *, wide: bool) -> bool:
    """Tell whether what is left out turns something around, or narrows the thing it stands before: 专职教师."""
    left = "".join(" " if place in taken else char for place, char in enumerate(words))
    plain = _FREE.sub("", left)
    if any(char in NEGATING or char.isdigit() for char in plain):
        return True
    if wide:
        return False
    graded = _GRADED.search(words)
    return _NARROWED.search(left) is not None or (graded is not None and graded.start() not in taken)


_OF_EVENTS = "责任 重大 较大 特大 严重 恶性 群体 刑事 死亡 亡人".split()
_NARROWED = regex(rf"(?:{any_of(word for word in NARROWING if word not in _OF_EVENTS)}) ")
_GRADED = regex(rf"(?:{any_of(_OF_EVENTS)})(?:{any_of(EVENT_NOUNS)})")


@lru_cache(maxsize=4096)
def _predicate(asked: Saying) -> tuple[int, int]:
    """The place of the predicate in the words; an empty one where a light verb has been taken out."""
    words = asked.words
    if asked.light and not asked.bare:
        return asked.at, asked.at
    if asked.verb_at >= 0:
        return asked.verb_at, asked.verb_at + _HEAD
    if asked.no >= 0:
        known = _KNOWN.match(words, asked.no)
        return asked.no, known.end() if known else min(len(words), asked.no + _HEAD)
    if (ending := _ENDING.search(words)) is not None:
        return ending.span()
    core = None if _POSTS.search(words) else core_of(words)
    if core is None and words.endswith(MORE_QUALITIES):
        return max(0, len(words) - _HEAD), len(words)
    if core is None and (act := _ACT.search(words)) is not None:
        return act.span()
    if core is None or core.negated or core.argument or len(core.predicates) > 1:
        return max(0, len(words) - _HEAD), len(words)
    return len(core.before), len(words) - len(core.after)


_ENDING = regex("(?<=..)(?:在岗|到岗|上岗|脱岗|缺岗|在位|缺席|迟到|早退|达标|超标|持证)$")
"""驻村工作队在岗: what is said of those named before, whatever verbs their name contains."""
_POSTS = regex("(?<=职工|教师|人员|机构|行政|事业|减少|增加|核减|核定|占用)编制$")
"""减少教职工编制: the posts, where nothing is drawn up."""
_KNOWN = regex(any_of((*VERBS, *NOMINAL, *MORE_VERBS, *QUALITIES, *MORE_QUALITIES)))
_ACT = regex(rf"(?:{any_of((*MORE_VERBS, *'减少 增加 提高 降低 扩大 缩小'.split()))})(?!(?:{any_of(THING_NOUNS)}))")


@lru_cache(maxsize=16384)
def explained(said: str, asked: str, extra: tuple[str, ...]) -> tuple[tuple[int, int], ...] | None:
    """Return the pieces of ``asked`` that make up the words, None where some words of them stand nowhere."""
    return _Search(said, asked, extra).run()


class _Search:
    """The search for the pieces, the longest first, other words of the row last, each place tried once."""

    def __init__(self, said: str, asked: str, extra: tuple[str, ...]) -> None:
        self.said, self.asked, self.extra = said, asked, extra
        self.failed: set[tuple[int, int, bool]] = set()

    def run(self) -> tuple[tuple[int, int], ...] | None:
        found = self._fit(0, 0, turned=False)
        return None if found is None else tuple(found)

    def _fit(self, done: int, after: int, *, turned: bool) -> list[tuple[int, int]] | None:
        if done == len(self.said):
            return []
        if (done, after, turned) in self.failed:
            return None
        for size, span in self._options(done, after, turned=turned):
            back = span is not None and span[0] < after
            rest = self._fit(done + size, after if span is None else span[1], turned=turned or back)
            if rest is not None and not (span and any(span[0] < end and start < span[1] for start, end in rest)):
                return rest if span is None else [span, *rest]
        self.failed.add((done, after, turned))
        return None

    def _options(self, done: int, after: int, *, turned: bool) -> list[tuple[int, tuple[int, int] | None]]:
        options: list[tuple[int, tuple[int, int] | None]] = []
        for size in range(len(self.said) - done, 1, -1):
            piece = self.said[done : done + size]
            at = self.asked.find(piece, after)
            if at < 0 and not turned:
                at = self.asked.find(piece)
            if at >= 0:
                options.append((size, (at, at + size)))
        short = self._shortened(done, after)
        if short is not None:
            options.append((1, short))
        if len(self.said) == 1 and self.said in self.asked:
            at = self.asked.find(self.said)
            options.append((1, (at, at + 1)))
        if self.said[done] in _LEVELS and not any(level in self.asked for level in _LEVELS):
            options.append((1, None))
        acronym = self._acronym(done, after)
        if acronym is not None:
            options.append((2, acronym))
        rest = range(2, len(self.said) - done + 1) if self.extra else ()
        options += [(size, None) for size in rest if any(self.said[done : done + size] in name for name in self.extra)]
        return options

    def _shortened(self, done: int, after: int) -> tuple[int, int] | None:
        """编计划 is 编制计划: one character for a verb of two."""
        char = self.said[done]
        for verb in _VERBS_OF_TWO:
            if char in verb and (at := self.asked.find(verb, after)) >= 0:
                return at, at + len(verb)
        return None

    def _acronym(self, done: int, after: int) -> tuple[int, int] | None:
        """可研 is 可行性研究: the first characters of two words."""
        pair = self.said[done : done + 2]
        if len(pair) < 2:  # noqa: PLR2004
            return None
        first = self.asked.find(pair[0], after)
        second = self.asked.find(pair[1], first + 2) if first >= 0 else -1
        if first < 0 or second < 0 or second - first > _FARTHEST:
            return None
        following = self.said[done + 2 : done + 3]
        whole = second + 2 <= len(self.asked) and (not following or self.asked[second + 1] != following)
        return first, second + 2 if whole else second + 1


_FARTHEST = 4
_LEVELS = "省市县区镇乡州旗"
"""区档案馆 is the 档案馆 of a rule that names no level."""
