"""Statements against the states of a rule: 有机制，未挂钩; ①②符合，③未执行."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.indicator import Expected, Measured, Told
from perfscore.model.quantity import Quantity
from perfscore.numbers.lazy import regex
from perfscore.numbers.text import format_number
from perfscore.values.hints import hint
from perfscore.values.listed import read_listed
from perfscore.values.phrases import hedge_in
from perfscore.values.propositions import Verdict, items
from perfscore.values.propositions_items import ItemsResult
from perfscore.values.reading import ActualReading, note, read_as, refused
from perfscore.values.sayings_lists import read_list
from perfscore.values.told import verdicts_of

_UNDONE = regex(r"^(?:未能|未|没有|没)")
_NONE_OF_ALL = regex(
    r"(?:均|都)?(?:无|未发生|未发现|没有|无上述情形|无此类情况|未出现)(?:以上情形|上述情形|上述问题|问题)?|0"
)
_WELL = regex(
    "(?:均|都|全部|各项)*(?:已)?(?:(?:符合|达到|满足)(?:相关|有关|规定)?(?:的)?(?:要求|标准|规定)|合格|达标|正常|规范|完好|无问题|无异常|良好)"
)
"""均符合要求: of what only costs, nothing happened."""
_NO_THING = regex("(?:无|没有|未建立|未制定|未编制)(?:任何|相关)?(?P<what>制度|方案|计划|预案|台账|机制|规划|档案)")
"""无制度: of things that are all asked of 制度 none is there."""
_NOT_ONE = frozenset("0 0项 均无 全无 都没有 均没有 一项都没有 均不符合 都不符合".split())
"""Of several things that earn points, not one is there."""
_BARE_NONE = frozenset("无 没有".split())
"""Of things to be done these may say that none was done."""
_LACK = regex("未|没有|缺|无")


def read_states(text: str, shown: str, expected: Expected) -> ActualReading:
    """Read which of the states that the sentence names the cell asserts."""
    if expected.added:
        if expected.only_faults and sum(text in state for state in expected.states) > 1:
            return refused("V214", f"“{shown}”可能指评分标准所列的不止一项", shown, hint(expected))
        if not expected.only_faults and text in _NOT_ONE:
            if any(map(_LACK.match, expected.states)):
                return refused("V214", f"“{shown}”可能是都做到了，也可能是都没有做到", shown, hint(expected))
            return read_as(Told(text=shown, verdicts=(False,) * len(expected.states)))
        return _read_added(text, shown, expected)
    verdicts = verdicts_of(text, expected)
    if verdicts is not None:
        return read_as(Told(text=shown, verdicts=verdicts))
    return refused("V201", "与评分标准所列的情形对不上", shown, hint(expected))


def _faults_by_their_contrary(text: str, expected: Expected) -> tuple[bool | None, ...] | None:
    """未制定方案, 未开展检查 are faults of what should be done; the statement may say of that what is done."""
    things = tuple(_UNDONE.sub("", state) for state in expected.states)
    if hedge_in(text, expected.names) or any(
        thing == state for thing, state in zip(things, expected.states, strict=True)
    ):
        return None
    told = read_listed(things, text)
    if told is None or isinstance(told, int):
        return None
    return tuple(None if there is None else not there for there in told)


def _read_added(text: str, shown: str, expected: Expected) -> ActualReading:
    """Each state stands for itself; of faults, the ones not spoken of did not happen."""
    if expected.only_faults:
        faults = _faults_by_their_contrary(text, expected)
        if faults is not None and (True in faults or None not in faults):
            return read_as(Told(text=shown, verdicts=faults))
        if all_is_well(text):
            return read_as(Told(text=shown, verdicts=(False,) * len(expected.states)))
        if text in _BARE_NONE and any(map(_LACK.search, expected.states)):
            return refused("V214", f"“{shown}”可能是没有做，也可能是没有扣分的情形", shown, hint(expected))
    elif (thing := _NO_THING.fullmatch(text)) and all(thing["what"] in state for state in expected.states):
        return read_as(Told(text=shown, verdicts=(False,) * len(expected.states)))
    doubtful = expected.only_faults or hedge_in(text, expected.names)
    told = None if doubtful else read_listed(expected.states, text, assume_rest=False)
    if told is not None:
        count = told if isinstance(told, int) else None
        verdicts = (None,) * len(expected.states) if isinstance(told, int) else told
        return read_as(Told(text=shown, verdicts=verdicts, count=count))
    found = items(expected.states, text, expected.names)
    if found is None and (open_words := _in_open_words(text, expected)) is not None:
        count = open_words if isinstance(open_words, int) else None
        verdicts = (None,) * len(expected.states) if isinstance(open_words, int) else open_words
        if expected.only_faults and True not in verdicts and None in verdicts:
            return refused("V215", "只写明了其中一部分没有发生", shown, hint(expected))
        return read_as(Told(text=shown, verdicts=verdicts, count=count))
    if found is None:
        if expected.only_faults and _NONE_OF_ALL.fullmatch(text):
            return read_as(Told(text=shown, verdicts=(False,) * len(expected.states)))
        return refused("V201", "读不出评分标准所列的各项哪些符合", shown, hint(expected))
    verdicts = tuple({Verdict.ASSERTED: True, Verdict.DENIED: False}.get(verdict) for verdict in found.verdicts)
    if expected.only_faults and (doubt := _doubt_of_faults(verdicts, found)) is not None:
        return refused(*doubt, shown, hint(expected))
    return read_as(Told(text=shown, verdicts=verdicts, count=found.count))


def _doubt_of_faults(verdicts: tuple[bool | None, ...], found: ItemsResult) -> tuple[str, str] | None:
    """Say what is not certain of the faults that a cell speaks of."""
    if True not in verdicts and None in verdicts:
        return "V215", "只写明了其中一部分没有发生"
    return ("V201", "不能确定写的是评分标准所列的哪一项") if found.is_unsettled else None


def all_is_well(text: str) -> bool:
    """Tell whether a text says that there is nothing to find fault with: 均符合要求."""
    return _WELL.fullmatch(text) is not None


def _in_open_words(text: str, expected: Expected) -> tuple[bool | None, ...] | int | None:
    return read_list(
        text,
        expected.states,
        names=expected.names,
        faults=expected.only_faults,
        rule=expected.wording,
        assume_rest=False,
    )


def _begins_undone(thing: str) -> bool:
    """未建立公示、回访制度: whose negation stands before the first may be said of all."""
    return _UNDONE.match(thing) is not None


_THINGS = frozenset("项 种 类 样 份 条 制".split())
"""Measure words of what is listed; an event (次, 处) is counted however many things are named."""


def count_items(text: str, expected: Expected) -> int | None:
    """Return how many of the listed things a statement says are there, None where it is not certain."""
    if not expected.states or len({*map(_begins_undone, expected.states)}) > 1:
        return None
    if (there := _so_many_there(text, expected)) is not None:
        return there
    doubtful = hedge_in(text, expected.names)
    told = None if doubtful else read_listed(expected.states, text, assume_rest=expected.events)
    counted = bool(expected.units) and expected.units[0].symbol in _THINGS
    if counted and (told is None or (not isinstance(told, int) and None in told)):
        things = _with_what_is_asked(expected)
        told = read_list(text, things, names=(), faults=False, rule=expected.wording, assume_rest=expected.events)
    if (told is None or isinstance(told, int) or None in told) and expected.extra and not doubtful:
        told = _named_there(text, expected) or told
    if told is None or isinstance(told, int):
        return told
    return None if None in told else sum(verdict is True for verdict in told)


_THERE = regex("^(?:已)?(?:具备|具有|建有|设有|有|配备|配置|利用|使用|采用|通过|建立)?(?:了)?")
_LISTED = regex("[、,和及与]")


def _named_there(text: str, expected: Expected) -> tuple[bool, ...] | None:
    """有展板、折页 where each earns points: who names what there is names all of it."""
    names = [name for name in _LISTED.split(_THERE.sub("", text)) if name]
    if not names or len(set(names)) != len(names) or any(expected.states.count(name) != 1 for name in names):
        return None
    return tuple(state in names for state in expected.states)


_ASKED_OF_ALL = regex("[二三四五六七八九十两](?:个|项|方面)?(?P<asked>落实|到位|健全|完善|公开|统一|齐全|保障)")


def _with_what_is_asked(expected: Expected) -> tuple[str, ...]:
    """机构、人员、经费三落实: of each of them it is asked that it is 落实."""
    match = _ASKED_OF_ALL.search(expected.wording)
    if match is None:
        return expected.states
    return tuple(state if state.endswith(match["asked"]) else state + match["asked"] for state in expected.states)


def _so_many_there(text: str, expected: Expected) -> int | None:
    """8项 beside ten things listed and a target of ten: as many of them are there."""
    number = _SO_MANY.fullmatch(text) if expected.counts_wanted == (Decimal(len(expected.states)),) else None
    if number is None or (number["unit"] and number["unit"] not in {unit.symbol for unit in expected.units}):
        return None
    return int(number["n"]) if int(number["n"]) <= len(expected.states) else None


_SO_MANY = regex(r"(?:已)?(?:达到|具备|完成|配备|有)?(?P<n>\d{1,2})(?P<unit>[^\d,;]?)")


def read_items(text: str, shown: str, expected: Expected) -> ActualReading | None:
    """Read a cell about a checklist: 缺施工许可证, 均符合, 完成3项; for faults the missing ones are counted."""
    count = count_items(text, expected)
    if count is None:
        return None
    unit = expected.units[0] if expected.units else None
    number = Decimal(len(expected.states) - count if expected.events else count)
    words = f"{format_number(number)}项{'不符合' if expected.events else '符合'}"
    return read_as(
        Measured(text=shown, quantity=Quantity(value=number, unit=unit)), note("N315", f"按{words}计", shown)
    )


def within_list(reading: ActualReading, shown: str, expected: Expected) -> ActualReading:
    """Refuse more things than the sentence lists: 4 of 制定方案、组织实施、开展评估."""
    things = bool(expected.units) and expected.units[0].symbol == "项"
    if not isinstance(reading.actual, Measured) or not expected.states or not things:
        return reading
    if reading.actual.quantity.value <= len(expected.states):
        return reading
    return refused("V204", f"评分标准只列有{len(expected.states)}项", shown, hint(expected))
