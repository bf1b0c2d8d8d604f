"""One statement of a sentence in the words of its family: 每有一个村未达标扣0.5分 as 每少1个，扣0.5分."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfscore.diagnostics import Span
from perfscore.model.quantity import Dimension, Unit
from perfscore.numbers.text import format_number
from perfscore.rules.lexicon import DOWNWARD, UPWARD, Kind
from perfscore.rules.tokens import Token

_VERBS = (Kind.DEDUCT, Kind.ADD, Kind.GET)
_VERB_WORDS = {Kind.DEDUCT: "扣", Kind.ADD: "加", Kind.GET: "得"}
_WHOLE = (Kind.NO_MARKS, Kind.FULL)
_SIDES: dict[Kind, tuple[str, str]] = {
    Kind.BELOW: ("低于", "少"),
    Kind.ABOVE: ("超出", "多"),
    Kind.FALL: ("下降", "少"),
    Kind.RISE: ("上升", "多"),
    Kind.INCOMPLETE: ("低于", "少"),
    Kind.UNREACHED: ("低于", "少"),
    Kind.LATE: ("延迟", "延迟"),
    Kind.BEHIND: ("落后", "落后"),
    Kind.FOUND: ("发生", "发生"),
    Kind.FAULT: ("发生", "发生"),
}
"""The word of a step for each side, before a percentage and before a count."""
_BOUND = frozenset(
    {
        Kind.NUMBER, Kind.UNIT, Kind.OR_MORE, Kind.OR_LESS, Kind.AT_LEAST, Kind.AT_MOST, Kind.BELOW, Kind.ABOVE,
        Kind.REACH, Kind.RANGE, Kind.INCLUDED, Kind.EXCLUDED, Kind.RATE, Kind.INCOMPLETE, Kind.NOT, Kind.UNREACHED,
        Kind.POINTS, Kind.BETWEEN, Kind.EQUALS,
    }
)  # fmt: skip
"""What says between which numbers something lies."""
_VAGUE = frozenset("左右 大约 约 近 接近 原则上 预计 初步 仅 只".split())
"""Words that only blur a number: a person may write the number without them."""
_WEIGHTY = frozenset(
    {
        Kind.NOT, Kind.OTHERWISE, Kind.DISCRETION, Kind.VETO, Kind.HEDGE, Kind.AND, Kind.FOUND, Kind.FAULT,
        Kind.AT_WORST, Kind.AT_BEST, Kind.MOST_ADDED, Kind.LOWEST, Kind.UNREACHED, Kind.INCOMPLETE, Kind.SHARE,
        Kind.AND_SO_ON, Kind.OTHER_TIME, Kind.NO_MARKS, Kind.FULL, Kind.NOT_COUNTED, Kind.NO_LIMIT,
        Kind.INTERPOLATE, Kind.THE_END, Kind.NEGATIVE,
    }
)  # fmt: skip
"""What changes the meaning of a sentence: no statement that holds one of these is left out."""


def rewordings(segment: list[Token], place: Span, units: list[Unit]) -> Iterator[str]:
    """The statement in other words, the nearest first.

    Args:
        segment: the tokens of the statement with its award, if it has one.
        place: where the words stand that were not understood.
        units: the units of the whole sentence.
    """
    award = award_of(segment)
    ranged = segment[-4:]
    if [token.kind for token in ranged] == [Kind.NUMBER, Kind.RANGE, Kind.NUMBER, Kind.POINTS]:
        yield from _left_to_a_person(segment[:-4], ranged)
        return
    if not award:
        if is_droppable(segment):
            yield ""
        return
    head, earned = segment[: -len(award)], _award_words(award)
    yield from _with_units(head, earned, units)
    yield from _step(head, earned, award[0].kind, units)
    if any(token.kind is Kind.EACH for token in head):
        return
    yield from _without_the_words(head, place, earned)
    yield from _bare_bound(head, earned)


def award_of(segment: list[Token]) -> list[Token]:
    """The tokens at the end of a statement that name its points, empty where none do."""
    if segment and segment[-1].kind in _WHOLE:
        return segment[-2:] if len(segment) > 1 and segment[-2].kind in _VERBS else segment[-1:]
    kinds = [token.kind for token in segment[-3:]]
    if kinds[-2:] != [Kind.NUMBER, Kind.POINTS] or segment[-1].unit is not None:
        return []
    return segment[-3:] if kinds[0] in _VERBS else segment[-2:]


_SCORES = re.compile("[得计记给赋扣加减评]分|分值|满分|比例|折算|[×÷=*/∑Σ]|除外|以外")
"""Words of scoring and calculating that no production took up."""


def is_droppable(segment: list[Token]) -> bool:
    """Tell whether a statement without points may be left out: 查资料, 依据台账, 目标为20个."""
    words = "".join(token.text for token in segment)
    bare = any(
        token.kind is Kind.NUMBER and token.unit is None and not _has_unit(segment, number)
        for number, token in enumerate(segment)
    )
    scores = any(token.kind is Kind.POINTS or token.kind in _WEIGHTY for token in segment)
    return not (bare or scores or _SCORES.search(words))


def _has_unit(segment: list[Token], number: int) -> bool:
    return number + 1 < len(segment) and segment[number + 1].kind is Kind.UNIT


def _award_words(award: list[Token]) -> str:
    if award[-1].kind in _WHOLE:
        return "不得分" if award[-1].kind is Kind.NO_MARKS else "得满分"
    number = award[-2].value
    verb = _VERB_WORDS.get(award[0].kind, "得")
    return f"{verb}{format_number(number)}分" if number is not None else ""


def _left_to_a_person(head: list[Token], ranged: list[Token]) -> Iterator[str]:
    """视完成质量扣1-3分 as 酌情扣1-3分, behind the pieces before it and alone."""
    numbers = [token.value for token in ranged if token.kind is Kind.NUMBER and token.value is not None]
    if len(numbers) < 2:  # noqa: PLR2004 - a range has two ends
        return
    low, high = sorted(numbers)
    verb = _VERB_WORDS.get(head[-1].kind, "得") if head else "得"
    words = f"酌情{verb}{format_number(low)}-{format_number(high)}分"
    cut = next((number for number in range(len(head) - 1, -1, -1) if _is_comma(head[number])), None)
    if cut is not None:
        yield "".join(token.text for token in head[:cut]) + f"，{words}"
    elif is_droppable([token for token in head if token.kind not in (*_VERBS, Kind.DISCRETION)]):
        yield words


def _with_units(head: list[Token], earned: str, units: list[Unit]) -> Iterator[str]:
    """完成80得8分 beside 完成100%得10分: the number with the one unit of the sentence."""
    bare = [n for n, token in enumerate(head) if token.kind is Kind.NUMBER and not (token.unit or _has_unit(head, n))]
    symbols = {"%" if unit.dimension is Dimension.RATIO else unit.symbol for unit in units}
    if len(bare) != 1 or len(symbols) != 1 or any(token.kind is Kind.EACH for token in head):
        return
    words = [token.text + (next(iter(symbols)) if number == bare[0] else "") for number, token in enumerate(head)]
    yield "".join(words).strip(",、 ") + f"，{earned}"


def _step(head: list[Token], earned: str, verb: Kind, units: list[Unit]) -> Iterator[str]:
    """每 [side] number unit，award: for each side and unit that the words leave open."""
    each = next((number for number, token in enumerate(head) if token.kind is Kind.EACH), None)
    if verb is not Kind.DEDUCT and verb is not Kind.ADD:
        return
    behind = head if each is None else head[each + 1 :]
    at = next((n for n, token in enumerate(behind) if token.kind is Kind.NUMBER and token.value is not None), None)
    if at is None or (each is None and not _is_small(behind[at])) or any("预算" in token.text for token in behind):
        return
    if any(token.kind in _NO_SIDE for token in behind[:at]):
        return
    number = behind[at]
    before = list(_befores(head[: each or 0]))
    for one in _units_of(behind[at:], units):
        for side in _sides(behind, one, verb):
            size = format_number(number.value) if number.value is not None else ""
            symbol = one.symbol if isinstance(one, Unit) else one
            for words in before:
                yield f"{words}每{side}{size}{symbol}，{earned}"


def _befores(words: list[Token]) -> Iterator[str]:
    """What may stand before 每: all of it, its last piece, nothing; only what says little is left out."""
    yield "".join(token.text for token in words)
    cut = next((n + 1 for n in range(len(words) - 1, -1, -1) if words[n].kind is Kind.SEPARATOR), 0)
    if 0 < cut < len(words) and is_droppable(words[:cut]):
        yield "".join(token.text for token in words[cut:])
    if words and is_droppable(words):
        yield ""


_NO_SIDE = (Kind.NOT, Kind.AT_LEAST, Kind.AT_MOST, Kind.APART, Kind.EITHER)
"""Before the number of a step: words that leave its side open, or turn it round."""


def _is_small(number: Token) -> bool:
    return number.value is not None and 0 < number.value <= 1


def _units_of(number: list[Token], units: list[Unit]) -> list[Unit | str]:
    """The units that the number at the head may have: its own, or what an unknown or missing one may stand for."""
    unit = number[0].unit or (number[1].unit if len(number) > 1 else None)
    behind = number[2 if unit is not None and number[0].unit is None else 1 :]
    if behind and behind[0].kind is Kind.HEDGE and behind[0].text not in _VAGUE:
        return []
    if unit is not None:
        return ["个百分点"] if unit.symbol == "个" and behind and behind[0].text.startswith("百分") else [unit]
    if behind and behind[0].kind is Kind.TEXT:  # 每少1趟: a thing that is counted
        return [] if behind[0].text.startswith("/") else ["个百分点" if "百分" in behind[0].text else "个"]
    return list(_open_units(units))


def _open_units(units: list[Unit]) -> list[str]:
    """What a number without unit may count: as the rest of the sentence does, else percentage points or things."""
    ratio = any(unit.dimension is Dimension.RATIO for unit in units)
    counted = next((unit.symbol for unit in units if unit.dimension is Dimension.COUNT), None)
    if ratio and counted is None:
        return ["个百分点"]
    return [counted] if counted is not None and not ratio else ["个百分点", "个"]


def _sides(words: list[Token], unit: Unit | str, verb: Kind) -> list[str]:
    """The words for the side of a step; where none says it, those that the unit and the verb allow."""
    ratio = unit == "个百分点" or (isinstance(unit, Unit) and unit.dimension is Dimension.RATIO)
    place = isinstance(unit, Unit) and unit.dimension is Dimension.PLACE
    at = 0 if ratio else 1
    named = [_SIDES[token.kind][at] for token in words if token.kind in _SIDES]
    named += [_SIDES[Kind.BELOW][at] for token in words if token.text.startswith(DOWNWARD)]
    named += [_SIDES[Kind.ABOVE][at] for token in words if token.text.startswith(UPWARD)]
    if named:
        return named[:1]
    if place:
        return ["落后"]
    if isinstance(unit, Unit) and unit.dimension is Dimension.TIME:
        return []
    if verb is Kind.ADD:
        return ["超出" if ratio else "完成"]
    if any(token.kind in (Kind.NOT, Kind.UNREACHED) for token in words) and not ratio:
        return ["少", "发生"]
    return ["低于", "超出"] if ratio else ["发生", "少"]


def _without_the_words(head: list[Token], place: Span, earned: str) -> Iterator[str]:
    """The statement without the words in question, where they only describe or blur; or without the piece around."""
    kept = [token for token in head if not (place.start <= token.span.start < place.end)]
    gone = [token for token in head if token not in kept]
    plain = all(token.kind in (Kind.TEXT, Kind.SEPARATOR) or token.text in _VAGUE for token in gone)
    if gone and plain and any(token.kind not in (Kind.SEPARATOR, Kind.TEXT) for token in kept):
        yield _joined(kept, earned)
    cut = next((n for n in range(len(head) - 1, -1, -1) if _is_comma(head[n])), None)
    if cut is not None and head[cut + 1 :] and is_droppable(head[:cut]):
        yield _joined(head[cut + 1 :], earned)


def _is_comma(token: Token) -> bool:
    return token.kind is Kind.SEPARATOR and token.text != "、"


def _joined(tokens: list[Token], earned: str) -> str:
    words = "".join(token.text for token in tokens).strip(",;、 ")
    return f"{words}，{earned}" if words else ""


_SIGNS = frozenset(
    {
        Kind.OR_MORE, Kind.OR_LESS, Kind.AT_LEAST, Kind.AT_MOST, Kind.BELOW, Kind.ABOVE, Kind.RANGE, Kind.INCOMPLETE,
        Kind.UNREACHED, Kind.REACH,
    }
)  # fmt: skip
_TURNS = re.compile("[后末上下前第]|.*(?:除|非|不|未|没有?|无|倒数|后)")
"""A word before a number that changes what it means: 后三名, 非100%, 第."""


def _bare_bound(head: list[Token], earned: str) -> Iterator[str]:
    """Nothing but the bound: 检测合格率的结果在90%以上的单位得5分 as 90%以上，得5分."""
    numbers = [at for at, token in enumerate(head) if token.kind is Kind.NUMBER]
    if not numbers:
        return
    first, last = numbers[0], numbers[-1]
    while first and head[first - 1].kind in _BOUND:
        first -= 1
    while last + 1 < len(head) and head[last + 1].kind in _BOUND:
        last += 1
    bound, around = head[first : last + 1], head[:first] + head[last + 1 :]
    signs = any(token.kind in _SIGNS or (token.unit and token.unit.dimension is Dimension.RATIO) for token in bound)
    whole = signs and all(token.kind in _BOUND for token in bound)
    if not whole or not is_droppable(around) or not all(_says_little(token) for token in around):
        return
    if first and _TURNS.fullmatch(head[first - 1].text):
        return
    words = "".join(token.text for token in bound)
    yield f"{words}，{earned}"


def _says_little(token: Token) -> bool:
    return token.kind in (Kind.TEXT, Kind.LINK, Kind.RATE, Kind.COLON, Kind.PARTICLE) or token.text in _VAGUE
