"""How many of the things asked are there: 均已完成, 三项均达到, 缺一项; and states that count them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from perfscore.numbers.lazy import regex
from perfscore.numbers.numerals import parse_numeral
from perfscore.values.propositions_core import any_of
from perfscore.values.sayings import Saying
from perfscore.values.sayings_words import GENERAL, GENERAL_THINGS

_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})"
_OF = r"(?:项|个|条|种|类|份|样|件|方面|制|有|化|到位|率|者)"
_THINGS = f"(?:{any_of(GENERAL_THINGS)})"
_V = f"(?:{any_of(GENERAL)})"
_NOT = r"(?:未能|尚未|未|没有|没|不|达不到|做不到)"
_ALL_OF = r"(?:均|都|全部|皆|全|一律)"
_WHICH = rf"(?:以上|上述|各|所有|全部|共)?(?:(?P<n>{_N}){_OF})?{_THINGS}?"
_EVERY = regex(rf"{_WHICH}(?P<all>{_ALL_OF})?(?:已经|已)?(?P<verb>{_V})(?:了|要求|标准)?")
_NONE = regex(rf"{_WHICH}(?:{_ALL_OF}{_NOT}(?P<verb>{_V})?(?:了|要求|标准)?|{_ALL_OF}(?:无|缺失|缺))")
_UNMET = regex(
    rf"(?:仍)?有?(?P<n>{_N}){_OF}{_THINGS}?(?:{_NOT}{_V}?(?:要求|标准)?|缺失|不全|不合格)|(?:缺少|缺失|缺|少)(?P<m>{_N}){_OF}{_THINGS}?"
)
_MET = regex(
    rf"(?:仅|只)?(?:已)?(?P<before>{_V})(?:了)?(?P<n>{_N}){_OF}{_THINGS}?|(?:仅|只)?(?:有)?(?P<m>{_N}){_OF}{_THINGS}?(?:已经|已)?{_V}(?:要求|标准)?"
)
_COMPLETE = frozenset("无缺失 无缺项 不缺项 没有缺失 没有缺项 未缺失 无缺漏 无一缺失".split())
_QUALITY = frozenset("齐全 齐备 完整 完备 健全 完善 规范 合格 到位".split())
_LISTS = frozenset("齐全 齐备 完整 完备".split())
_ANY = frozenset(
    "完成 落实 落实到位 达到 符合 满足 做到 达标 符合要求 达到要求 符合标准 达到标准 符合规定 达到规定 "
    "落实完成 具备".split()
)
_STATES_COUNT = (
    (regex(rf"(?:仅|只|其中)?(?:有|{_V})?(?P<n>{_N}){_OF}{_THINGS}?(?:已)?(?:{_V})?(?:要求|标准)?(?:的)?"), "met"),
    (regex(rf"(?:{_V})?(?P<n>{_N}){_OF}{_THINGS}?(?:及以上|以上)(?:{_V})?(?:的)?"), "least"),
    (
        regex(
            rf"(?:凡|有|其中)?(?P<n>{_N}){_OF}{_THINGS}?(?:{_NOT}{_V}?|缺失)(?:要求|标准)?(?:的)?"
            rf"|(?:缺少|缺|少)(?P<m>{_N}){_OF}(?:的)?"
        ),
        "unmet",
    ),
    (regex(rf"(?:{_N}{_OF})?{_THINGS}?{_ALL_OF}{_NOT}{_V}(?:要求|标准)?(?:的)?|{_ALL_OF}(?:无|没有)"), "none"),
    (regex(rf"(?P<n>{_N}){_OF}{_THINGS}?{_ALL_OF}(?:已)?{_V}(?:要求|标准)?(?:的)?"), "every"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """几项: a state that says how many of the things are there."""

    how: str
    number: int

    def holds(self, met: int, total: int) -> bool:
        """Tell whether the state holds where ``met`` of ``total`` things are there."""
        match self.how:
            case "met":
                return met == self.number
            case "least":
                return met >= self.number
            case "unmet":
                return total - met == self.number
            case "none":
                return met == 0
            case _:
                return met == total


def counts_as(state: str) -> Counted | None:
    """Read a state that says how many: 仅有一项制度, 三项全部达到."""
    for pattern, how in reversed(_STATES_COUNT):
        match = pattern.fullmatch(state)
        if match is not None:
            found = match.groupdict()
            number = _number(found.get("n") or found.get("m") or "0")
            return Counted(how, number)
    return None


def counted_in(text: str, full: tuple[Saying, ...], rule: str) -> tuple[int, int] | None:
    """Return how many of how many things a statement says are there, None where it does not speak of all of them.

    Args:
        text: the statement.
        full: what is asked for, one by one.
        rule: the words of the rule, which may write their number.
    """
    total = len(full) if len(full) > 1 else _stated_total(rule) or len(full)
    if total == 0:
        return None
    if text in _COMPLETE:
        return total, total
    every = _EVERY.fullmatch(text)
    if every is not None and _speaks_of_all(every, text, full, rule):
        said = _number(every["n"]) if every["n"] else total
        return (total, total) if said == total else None
    none = _NONE.fullmatch(text)
    if none is not None and (none["verb"] is None or _suits(none["verb"], full, denied=True)):
        said = _number(none["n"]) if none["n"] else total
        return (0, total) if said == total else None
    return _some(text, total) if total > 1 else None


def _some(text: str, total: int) -> tuple[int, int] | None:
    met = unmet = None
    for piece in text.split(","):
        lacking, there = _UNMET.fullmatch(piece), _MET.fullmatch(piece)
        if lacking is not None and unmet is None:
            unmet = _number(lacking["n"] or lacking["m"])
        elif there is not None and met is None:
            met = _number(there["n"] or there["m"])
        else:
            return None
    if met is not None and unmet is not None and met + unmet != total:
        return None
    number = met if met is not None else total - (unmet or 0)
    return (number, total) if 0 <= number <= total else None


def _speaks_of_all(match: re.Match[str], text: str, full: tuple[Saying, ...], rule: str) -> bool:
    """均完成, 三项达到, 资料齐全; a mere 完成 speaks of what has that verb."""
    universal = bool(match["all"] or match["n"]) or text.startswith(("各", "所有", "以上", "上述", "全部"))
    quality = match["verb"] in _LISTS and len(full) > 1
    named = universal and f"{match['verb']}" in _AFTER_LIST.findall(rule)
    return (universal or quality) and (named or _suits(match["verb"], full, denied=False))


_AFTER_LIST = regex(rf"(?<=[个项有])(?:{any_of(_QUALITY)})")
"""“四个到位”: the word that the rule itself says of the whole list."""


def _suits(verb: str, full: tuple[Saying, ...], *, denied: bool) -> bool:
    """Tell whether the verb can be said of everything that is asked."""
    if (
        any(saying.manners & {"按期", "逾期", "提前", "足额"} for saying in full)
        and not denied
        and verb in ("完成", "落实")
    ):
        return False
    if verb in _ANY:
        return True
    return all(verb in saying.typed or _stands_for(verb, saying) for saying in full)


def _stands_for(verb: str, saying: Saying) -> bool:
    if verb in _LISTS:
        return saying.light == "exist" or "齐" in saying.typed
    if verb in _QUALITY:
        return False
    return saying.light in ("exist", "do", "run")


def _stated_total(rule: str) -> int | None:
    found = {_number(number) for number in re.findall(rf"({_N}){_OF}(?:{_THINGS})?{_ALL_OF}", rule)}
    return found.pop() if len(found) == 1 else None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    value = parse_numeral("二" if text == "两" else text)
    return -1 if value is None else int(value)
