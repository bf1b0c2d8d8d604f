"""The facts that one cell states: 一般事故1起、较大事故1起; 甲级率88%，医疗纠纷2例; 无红灯、灭灯."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from perfscore.model.quantity import Unit
from perfscore.numbers.lazy import regex
from perfscore.numbers.numerals import parse_numeral
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of
from perfscore.values.units import unit_at

_STRONG, _COMMA = regex(r"[;。\n]"), regex(r",")
_LIST = regex(r"、|和(?=[^,]*\d)|及(?=[^,]*\d)")
_NUMBER = regex(NUMBER_PATTERN)
_NUMERAL = regex(r"[一二两三四五六七八九十]{1,3}")
_HEAD = regex(
    r"^(?:全年|本年度?|当年度?|年度?内|今年|本单位|累计|共计|合计|共|经查实?(?!实)|经检查|检查|抽查|巡查|实际|其中|均|都|已)*"
    r"(?:发现|发生|出现|存在|查出|产生|造成|有(?![效责关害毒偿序机价]))?(?:了)?"
    r"(?:(?:比|较)(?:年度?)?(?:计划|目标|任务|要求|指标|规定)(?:任务|要求)?(?:数|值)?)?"
)
_NONE = regex(
    r"^(?:均|都)?(?:未(?:再)?(?:发现|发生|出现|产生|造成|存在|有|查出)|没有?(?:发现|发生|出现)?|无|不存在|零)(?:任何)?"
)
_NO_WORDS = regex(r"^(?:[,:、的了为是共达到]|有(?![效责关害毒偿序机价]))+|[,:、的了为是被有共]+$")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: ``words`` without the number, its unit and the verbs of finding; ``denied`` says 无, 未发生.

    ``sign`` is the verb that makes a distance of the number: 少, 超.
    """

    text: str
    words: str
    number: Decimal | None = None
    unit: Unit | None = None
    denied: bool = False
    size: Decimal | None = None
    size_unit: str = ""

    @property
    def bare(self) -> bool:
        """Tell whether nothing but a number and a unit is written."""
        return not self.words and self.number is not None


def facts_in(text: str, sizes: frozenset[str] = frozenset()) -> tuple[Fact, ...] | None:
    """Cut a cell into its facts, None where a piece holds more than one number.

    Args:
        text: the cell, folded and without blanks.
        sizes: the units in which the sentence says how large an event is; the number of one belongs to its event.
    """
    found: list[Fact] = []
    for sentence in _STRONG.split(text):
        for piece in _COMMA.split(sentence):
            facts = tuple(_fact(one, sizes) for one in _pieces(piece, sizes)) if piece else ()
            if None in facts:
                return None
            found += [fact for fact in facts if fact is not None]
    return _sized(found, sizes) if sizes else tuple(found)


def _sized(facts: list[Fact], sizes: frozenset[str]) -> tuple[Fact, ...] | None:
    """1起,受害面积15亩: the size belongs to the event before it."""
    found: list[Fact] = []
    for fact in facts:
        if fact.unit is None or fact.unit.symbol not in sizes or fact.size is not None:
            found.append(fact)
        elif found and found[-1].size is None and found[-1].number is not None:
            words = found[-1].words + fact.words
            found[-1] = replace(found[-1], words=words, size=fact.number, size_unit=fact.unit.symbol)
        else:
            return None
    return tuple(found)


_SHARED = regex("(?P<things>[^、均都]+(?:、[^、均都]+)+)[均都](?P<said>.+)")
"""预算、决算均未公开."""


_SHARED_DENIAL = regex(
    "(?P<things>[^、未不没无已被有]{2,}(?:、[^、未不没无已被有]{2,})+?)(?P<said>(?:均|都)?(?:未|不|没有).+)"
)
"""公务接待费、因公出国费未超预算."""


_MARKED = regex("(?:已|未|均|都|及时|按时|按期|不|没有?(?!收)|无|有)[^、]{2}")
"""已及时备案、未公开: each piece says what was done or not."""


def _pieces(piece: str, sizes: frozenset[str]) -> list[str]:
    """一般事故1起、较大事故1起 are two facts, 无差错、迟报 too; 被盗、被毁案件1起 is one."""
    listed = [one for one in _LIST.split(piece) if one]
    if len(listed) == 1 or (sizes and len(_numbers(piece)) == 2):  # noqa: PLR2004 - a count and a size
        return [piece]
    if all(_numbers(one) for one in listed):
        return listed
    shared = _SHARED.fullmatch(piece)
    if shared is not None and not _numbers(piece):
        return [one + shared["said"] for one in shared["things"].split("、")]
    denial = _NONE.match(piece)
    denied = _SHARED_DENIAL.fullmatch(piece) if denial is None else None
    if denied is not None and not _numbers(piece):
        return [one + denied["said"] for one in denied["things"].split("、")]
    if not _numbers(piece) and all(map(_MARKED.match, listed)):
        return listed
    if denial is not None and not any(_numbers(one) for one in listed):
        return [listed[0], *(one if _NONE.match(one) else denial[0] + one for one in listed[1:])]
    return [piece]


def _fact(piece: str, sizes: frozenset[str]) -> Fact | None:
    numbers = _numbers(piece)
    measured = [one for one in numbers if (unit := unit_at(piece, one[1])) is not None and unit.symbol in sizes]
    if len(numbers) == 2 and len(measured) == 1:  # noqa: PLR2004 - a count and a size
        start, end, number = measured[0]
        unit = unit_at(piece, end)
        assert unit is not None
        rest = _fact(piece[:start] + piece[end + len(unit.symbol) :], frozenset())
        return replace(rest, text=piece, size=number, size_unit=unit.symbol) if rest is not None else None
    if len(numbers) > 1:
        return None
    if not numbers:
        denial = _NONE.match(piece)
        words = piece[denial.end() :] if denial else _HEAD.sub("", piece)
        return Fact(piece, _NO_WORDS.sub("", words), denied=denial is not None)
    start, end, number = numbers[0]
    unit = unit_at(piece, end)
    behind = piece[end + len(unit.symbol) :] if unit else piece[end:]
    before = _HEAD.sub("", piece[:start])
    words = _NO_WORDS.sub("", _FOUND_LAST.sub("", before)) + _NO_WORDS.sub("", behind)
    return Fact(piece, words, number, unit)


_FOUND_LAST = regex("(?:发现|发生|出现|存在|查出|产生|造成|共|有)+$")


def _numbers(piece: str) -> list[tuple[int, int, Decimal]]:
    """The numbers of a piece; a Chinese numeral counts only before a unit: 两次, but not 一般."""
    digits = [
        (match.start(), match.end(), decimal_of(match[0]))
        for match in _NUMBER.finditer(piece)
        if not piece.endswith("PM", 0, match.start())
    ]
    found = [(start, end, number) for start, end, number in digits if number is not None]
    if digits:
        return found
    for match in _NUMERAL.finditer(piece):
        number = parse_numeral(match[0])
        if number is not None and unit_at(piece, match.end()) is not None:
            found.append((match.start(), match.end(), Decimal(number)))
    return found
