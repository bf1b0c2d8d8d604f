"""Statements about the items of a checklist: ①②符合, 4项均完成, 缺1项, 公示制度已建立."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from perfscore.diagnostics import Span
from perfscore.numbers.lazy import regex
from perfscore.numbers.numerals import parse_numeral
from perfscore.numbers.text import parse_number
from perfscore.values.propositions_match import LONGEST, Survey, Verdict, state_of, survey
from perfscore.values.propositions_phrases import key_of
from perfscore.values.propositions_words import BARE_NONE, COUNTED_NOUNS, GENERAL_MET, QUALITIES, SATISFIED

_N = r"[1-9]\d?|[一二两三四五六七八九十]{1,3}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ONE = rf"(?:[{_CIRCLED}]|\((?:{_N})\)|第(?:{_N})(?:项|条|点)?)"
_MARKS = rf"{_ONE}(?:(?:[、和及]|至|到|-|~)?{_ONE}|、(?:{_N})(?:项|条|点)?)*"
_NAMED = regex(
    rf"(?P<only>仅有|仅|只有|只)?(?:(?P<marks>{_MARKS})|(?P<rest>其余|其他|其它)(?:各?项|{_N}项)?)(?:项|条|点)?(?P<says>\D*)"
)
_BETWEEN = regex(rf"[,;。]|(?<=[^{_CIRCLED}、和及至到~-])(?<!仅)(?<!只)(?=[{_CIRCLED}])")
_MARK = regex(rf"(?P<to>至|到|-|~)?(?:(?P<circled>[{_CIRCLED}])|(?P<number>{_N}))")
_GENERAL = "|".join(sorted(GENERAL_MET, key=len, reverse=True))
_NOUN = "|".join(sorted(filter(None, COUNTED_NOUNS), key=len, reverse=True))
_ALL = "均已|都已|全部已|均|都|全部|皆"
_SAYING = regex(rf"(?:{_ALL}|已经|已)?(?P<no>未能|尚未|没有|未|不)?(?P<met>{_GENERAL})(?:了)?")
_COUNT_FIRST = regex(
    rf"(?:(?:仅|只|仅有|只有)?(?P<n>{_N})(?:项|个|条)(?:{_NOUN})?|各项|全部|所有)(?P<all>{_ALL})?(?P<already>已经|已)?(?P<says>\D*)"
)
_COUNT_LAST = regex(rf"(?:仅|只)?(?:已经|已)?(?P<met>{_GENERAL})(?:了)?(?P<n>{_N})(?:项|个|条)(?:{_NOUN})?")
_OF_ALL = regex(rf"(?:共)?(?P<n>{_N})(?:项|个|条)(?:{_NOUN})?,?(?P<rest>\D.*)")
_EACH = regex(rf"(?:{_ALL}|各项均|各项都)(?P<says>\D+)")
_MISSING = regex(rf"(?:缺少|缺|少)(?P<n>{_N})(?:项|个|条)(?:{_NOUN})?")
_QUALITY = "|".join(sorted(QUALITIES, key=len, reverse=True))
NOT_OF_FIRST = regex(rf"(?:不|未|没有)(?:{_QUALITY})[、和及与](?:{_QUALITY})")
"""不及时、完整: whether 不 reaches as far as 完整 is not said."""
_COMPLETE = frozenset("无缺项 不缺项 没有缺项 未缺项".split())


@dataclass(frozen=True, slots=True)
class ItemsResult:
    """清单: the verdict on each item; ``count`` is how many are asserted, where that is certain.

    ``is_unsettled`` says that words of the statement speak of an item that they leave open, and of no other.
    """

    verdicts: tuple[Verdict, ...]
    count: int | None
    used: tuple[Span, ...]
    is_unsettled: bool = False


def items(conditions: Sequence[str], statement: str, names: tuple[str, ...] = ()) -> ItemsResult | None:
    """Say which items of a checklist a statement asserts or denies, or how many; None where that is not certain."""
    key = key_of(statement)
    if not key or len(statement) > LONGEST or not conditions or NOT_OF_FIRST.search(key):
        return None
    whole = (Span(0, len(statement)),)
    count = _count(conditions, key)
    if count is not None:
        return ItemsResult(_of_count(count, len(conditions)), count, whole)
    verdicts = _named(conditions, key) or _each(conditions, key)
    if verdicts is not None:
        return ItemsResult(verdicts, _known(verdicts), whole)
    told = survey(tuple(conditions), statement, names, exclusive=False)
    if all(verdict is Verdict.OPEN for verdict in told.verdicts):
        return None
    return ItemsResult(told.verdicts, _known(told.verdicts), told.used, _is_unsettled(told))


def _is_unsettled(told: Survey) -> bool:
    """“甲不符合，资料不齐全” beside 甲不符合 and 甲的资料不齐全: the second words are about the second fault."""
    pairs = list(zip(told.verdicts, told.touched, strict=False))
    settled = frozenset().union(*(touched for verdict, touched in pairs if verdict is not Verdict.OPEN))
    return any(touched - settled for verdict, touched in pairs if verdict is Verdict.OPEN)


def _of_count(count: int, total: int) -> tuple[Verdict, ...]:
    known = {0: Verdict.DENIED, total: Verdict.ASSERTED}.get(count, Verdict.OPEN)
    return (known,) * total


def _known(verdicts: Iterable[Verdict]) -> int | None:
    found = tuple(verdicts)
    return None if Verdict.OPEN in found else found.count(Verdict.ASSERTED)


def _number(text: str) -> int:
    value = parse_number(text) if text.isdigit() else parse_numeral("二" if text == "两" else text)
    return int(value) if value is not None else -1


def _meets(conditions: Sequence[str], word: str) -> bool:
    """Tell whether a general word can say of every item that it is met: no item may be a mishap, 完成 no absence."""
    phrases = [phrase for condition in conditions for phrase in state_of(condition).phrases]
    if any(phrase.happens and not phrase.negated for phrase in phrases):
        return False
    return word in SATISFIED or not any(phrase.negated for phrase in phrases)


def _polarity(conditions: Sequence[str], says: str) -> bool | None:
    match = _SAYING.fullmatch(says)
    return None if match is None or not _meets(conditions, match["met"]) else not match["no"]


def _count(conditions: Sequence[str], key: str) -> int | None:
    """完成3项; 缺1项; 4项均完成; 3项符合,1项不符合; 4项完成3项."""
    total = len(conditions)
    if key in _COMPLETE and _meets(conditions, "符合"):
        return total
    missing = _MISSING.fullmatch(key)
    if missing:
        number = total - _number(missing["n"])
        return number if 0 <= number < total and _meets(conditions, "完成") else None
    last = _COUNT_LAST.fullmatch(key)
    if last:
        return _within(_number(last["n"]), total) if _meets(conditions, last["met"]) else None
    parts = key.split(",")
    if len(parts) == 2:  # noqa: PLR2004
        return _two_counts(conditions, parts)
    whole = _OF_ALL.fullmatch(key)
    if whole and _number(whole["n"]) == total and _COUNT_LAST.fullmatch(whole["rest"]):
        return _count(conditions, whole["rest"])
    return _count_first(conditions, key)


def _count_first(conditions: Sequence[str], key: str) -> int | None:
    match = _COUNT_FIRST.fullmatch(key)
    if match is None:
        return None
    total = len(conditions)
    number = _number(match["n"]) if match["n"] else total
    positive = _polarity(conditions, match["says"])
    if positive is None or not 0 < number <= total or (match["all"] and number != total):
        return None
    if not positive:
        return 0 if number == total else None
    return number


def _two_counts(conditions: Sequence[str], parts: list[str]) -> int | None:
    """3项符合,1项不符合: only if the two make up the whole list."""
    found = [(_COUNT_FIRST.fullmatch(part) or _COUNT_LAST.fullmatch(part)) for part in parts]
    numbers, positives = [], []
    for match in found:
        if match is None or not match["n"]:
            return None
        says = match.groupdict().get("says") or match.groupdict().get("met") or ""
        numbers.append(_number(match["n"]))
        positives.append(_polarity(conditions, says))
    if None in positives or positives[0] == positives[1]:
        return None
    return numbers[positives.index(True)] if sum(numbers) == len(conditions) else None


def _within(number: int, total: int) -> int | None:
    return number if 0 < number <= total else None


def _each(conditions: Sequence[str], key: str) -> tuple[Verdict, ...] | None:
    """均符合, 均无, 两项台账均建立."""
    total = len(conditions)
    phrases = [phrase for condition in conditions for phrase in state_of(condition).phrases]
    if key in BARE_NONE - {"无", "没有"} and not any(phrase.negated or phrase.happens for phrase in phrases):
        return (Verdict.DENIED,) * total
    match = _EACH.fullmatch(key)
    positive = _polarity(conditions, match["says"]) if match else None
    if positive is not None:
        return (Verdict.ASSERTED if positive else Verdict.DENIED,) * total
    first = _COUNT_FIRST.fullmatch(key)
    if first and first["all"] and first["n"] and _number(first["n"]) == total:
        told = survey(tuple(conditions), first["all"] + first["says"], exclusive=False).verdicts
        return told if Verdict.OPEN not in told else None
    return None


def _named(conditions: Sequence[str], key: str) -> tuple[Verdict, ...] | None:
    """①②符合,③未落实; 仅①符合; 第1、2项完成,其余未完成."""
    verdicts: list[Verdict | None] = [None] * len(conditions)
    rest: Verdict | None = None
    for part in filter(None, _BETWEEN.split(key)):
        match = _NAMED.fullmatch(part)
        if match is None or (match["rest"] and (rest is not None or match["only"])):
            return None
        numbers = [] if match["rest"] else _numbers(match["marks"])
        if any(number >= len(conditions) or verdicts[number] is not None for number in numbers):
            return None
        for number in numbers:
            verdicts[number] = _said_of(conditions[number], match["says"])
        if match["rest"]:
            rest = _said_of_all(
                [condition for condition, known in zip(conditions, verdicts, strict=True) if known is None],
                match["says"],
            )
        if match["only"]:
            if rest is not None or any(verdicts[number] is not Verdict.ASSERTED for number in numbers):
                return None
            rest = Verdict.DENIED
    return _filled(verdicts, rest)


def _filled(verdicts: list[Verdict | None], rest: Verdict | None) -> tuple[Verdict, ...] | None:
    """None if a named item stays open: then the statement was not understood."""
    if Verdict.OPEN in verdicts or rest is Verdict.OPEN or all(verdict is None for verdict in verdicts):
        return None
    return tuple(verdict or rest or Verdict.OPEN for verdict in verdicts)


def _said_of(condition: str, says: str) -> Verdict:
    positive = _polarity((condition,), says)
    if positive is not None:
        return Verdict.ASSERTED if positive else Verdict.DENIED
    if says in ("缺", "缺失", *BARE_NONE) and not any(phrase.negated for phrase in state_of(condition).phrases):
        return Verdict.DENIED
    plain = re.sub(f"^(?:{_ALL})", "", says)
    return survey((condition,), plain).verdicts[0] if plain else Verdict.OPEN


def _said_of_all(conditions: Sequence[str], says: str) -> Verdict:
    found = {_said_of(condition, says) for condition in conditions}
    return found.pop() if len(found) == 1 else Verdict.OPEN


def _numbers(marks: str) -> list[int]:
    """The places of the items named, from 0; ①至③ names those between."""
    found: list[int] = []
    for match in _MARK.finditer(marks):
        place = _CIRCLED.index(match["circled"]) if match["circled"] else _number(match["number"]) - 1
        if match["to"] and found:
            found += range(found[-1] + 1, place)
        found.append(place)
    return found
