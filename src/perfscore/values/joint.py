"""States of two halves, 只收集不清运, 有制度但未执行: a statement asserts one only where it says both; to a verdict."""

from __future__ import annotations

import re
from functools import lru_cache

from perfscore.model.indicator import Expected, Several, Told
from perfscore.numbers.lazy import regex
from perfscore.values.hints import hint
from perfscore.values.reading import ActualReading, refused

_JOINT = regex(
    r"^(?:[A-Za-z][、.:])?(?:只|仅|既)|但|却|虽|而(?=[未不无没])|[,]也"
    r"|(?:制定|制订|建立|设立|成立|建成|出台|签订|完成)[^,;、或及]{0,10}(?:未|没有)(?!完成|开展|进行)"
)
"""Of such states, one half alone may be another state, or none: 未执行 beside 有制度但未执行 and 无制度."""
_CUTS = regex(r"[,;]|但是|但|却|而(?=[未不无没])|也|又|(?<=..)(?=[未不无没])(?<![全完合吃亏尚暂并均都皆])")
_LISTED = regex("[、和]")
_FREE = regex("无故|无证|无偿|不良|不动产|未成年|非法")
_NO = regex("[未不无没缺]")
_COMPARES = regex("超过|高于|低于|大于|小于|多于|少于")
"""What two amounts say of such a state is settled by comparing them."""
_LEADING = regex(
    r"^(?:[A-Za-z][、.:])?(?:只有|仅有|只|仅|既|虽然|虽|而|且|均|都|已经|已|有|的)+"
    r"|^(?:尚|均|都|已)*(?:未能|没有|未|无|没|不)+(?:有)?"
)


def says_half(reading: ActualReading, text: str, shown: str, expected: Expected) -> ActualReading:
    """Refuse a reading that asserts a state of two halves where the cell speaks of one, or denies what that affirms."""
    if reading.actual is not None and _is_one_of(text, expected.thing.claim):
        return refused("V201", "只写了得满分的几项要求中的一项，其余各项没有写明", shown, hint(expected))
    if reading.actual is None or not _TO_CHECK.search("|".join(_all_states(expected))):
        return reading
    asserted = tuple(_asserted(reading, expected))
    if any(_leaves_words_out(text, state, expected) for state in asserted):
        return refused("V201", "评分标准把几种情形合在一起计分，要写明每一样做了没有", shown, hint(expected))
    joint = [state for state in asserted if _JOINT.search(state)]
    wrong = [state for state in joint if not says_both(text, state)]
    if wrong or (joint and len(asserted) > 1 and _excludes(asserted)):
        message = "评分标准把几种情形分开计分，要写明每一样做了没有"
        return refused("V201", message, shown, hint(expected))
    return reading


def _leaves_words_out(text: str, state: str, expected: Expected) -> bool:
    acts = _leaves_an_act_out(text, state) or _says_one_of_either(text, state, expected)
    return acts or _leaves_the_cause_out(text, state, expected)


def _leaves_the_cause_out(text: str, state: str, expected: Expected) -> bool:
    """未通过验收 of 因自身原因未通过验收, where 因不可抗力未通过验收 costs otherwise."""
    found = _CAUSE.match(state)
    if sum(_CAUSE.match(other) is not None for other in expected.states) < 2:  # noqa: PLR2004
        return False
    cause = found["cause"] if found else ""
    return bool(cause) and not any(cause[at : at + 2] in text for at in range(len(cause) - 1))


_CAUSE = regex("^(?:因|由于)(?P<cause>[^,;]{2,12}?)(?:原因|等|,|而)*(?=[未不没延逾]|造成|导致)")


def _leaves_an_act_out(text: str, state: str) -> bool:
    """处理 of 收集并处理: one act is there, of the other nothing is said."""
    there = [
        set(half) <= set(text) or any(half[at : at + 2] in text for at in range(len(half) - 1))
        for half in _AND.split(state)
    ]
    return not _OF_ALL.match(text) and len(there) > 1 and any(there) and not all(there)


_OF_ALL = regex("均|都|全部")
_AND = regex("(?<=..)并(?![购网列发入轨未无非且])且?(?=..)")
_BOTH = regex("(?:两者|二者|两样|两项|两种)(?:均|都|全|同时)*(?:不|未|无|没)|既[未不无没]")
_TO_CHECK = regex(f"{_JOINT.pattern}|{_AND.pattern}|{_BOTH.pattern}|因|由于")


def _says_one_of_either(text: str, state: str, expected: Expected) -> bool:
    """Tell whether a cell does not say of each, where 账实不符或卡片不全 stands beside 两者都不符合."""
    sides = state.split("或")
    if len(sides) == 1 or not any(_BOTH.search(other) for other in _all_states(expected)):
        return False
    said = [_positive(piece) for piece in re.split("[,;、]", text) if piece]
    found = [[no == denied for words, denied in said if _alike(words, core)] for core, no in map(_positive, sides)]
    return not all(found) or sum(True in one for one in found) != 1


def _positive(words: str) -> tuple[str, bool]:
    """账实不符 as 账实符, denied."""
    plain = _NO.sub("", words)
    return plain.removeprefix("有"), plain != words


def _is_one_of(text: str, claim: str) -> bool:
    """无投诉 of 态度好、无投诉得10分: the rest of what was asked for is not said."""
    pieces = [piece for piece in _PIECES.split(claim) if piece]
    return len(pieces) > 1 and _EVER.sub("", text) in pieces


_PIECES, _EVER = regex("[,;、]|并且|且"), regex("^(?:均|都|全部|已|已经)+")


def _all_states(expected: Expected) -> tuple[str, ...]:
    return (*expected.states, *(state for part in expected.parts for state in (*part.states, part.thing.matter)))


def _excludes(asserted: tuple[str, ...]) -> bool:
    """只…, 既…: of options only one can be meant."""
    return any(_OPTION.search(state) for state in asserted)


_OPTION = regex("^(?:[A-Za-z][、.:])?(?:只|仅|既)")


def _asserted(reading: ActualReading, expected: Expected) -> list[str]:
    match reading.actual:
        case Told(verdicts=verdicts):
            return [state for state, said in zip(expected.states, verdicts, strict=False) if said]
        case Several():
            pairs = zip(expected.parts, reading.parts, strict=False)
            return [state for part, one in pairs for state in _asserted(one, part)]
        case _:
            return []


@lru_cache(maxsize=2048)
def _halves(text: str) -> tuple[tuple[str, bool], ...]:
    """What the pieces of a text speak of, and whether it is denied."""
    found = []
    for piece in filter(None, _CUTS.split(text)):
        denied = _NO.search(_FREE.sub("", piece)) is not None  # 目录和内容均无: of both
        found += [(_LEADING.sub("", _LEADING.sub("", one)), denied) for one in _LISTED.split(piece)]
    return tuple(found)


def _alike(one: str, other: str) -> bool:
    """Tell whether one is the other with words left out, its end among what stays: 制定办法 of 制定考核办法."""
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or short == long:  # noqa: PLR2004 - one character may belong to any word
        return short == long
    rest = iter(long)
    ends = short[-1] == long[-1] or long.startswith(short)
    return ends and all(character in rest for character in short)


def says_both(text: str, state: str) -> bool:
    """Tell whether each half of the state is said, as the state says it."""
    if text.removesuffix("的") == state or (_COMPARES.search(state) and any(map(str.isdigit, text))):
        return True
    said = _halves(text)
    return all(
        any(denied == no and _alike(words, core) for words, no in said) for core, denied in _halves(state) if core
    )
