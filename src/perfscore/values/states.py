"""Statements against the states of a rule, and cells that speak of several things: 有机制，未挂钩; 85%；2起."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from perfscore.model.indicator import Expected, Measured, Several, Stated, Told, Want
from perfscore.model.quantity import Quantity
from perfscore.numbers.text import format_number
from perfscore.values.hints import hint
from perfscore.values.listed import read_listed
from perfscore.values.phrases import hedge_in
from perfscore.values.propositions import Verdict, items
from perfscore.values.reading import ActualReading, note, read_as, refused
from perfscore.values.told import verdicts_of

_STRONG, _WEAK = re.compile(r"[;\n]"), re.compile(r"[;,，\n]")
_UNDONE = re.compile(r"^(?:未能|未|没有|没)")
_SLASH = re.compile(r"[;/]")
_NONE_OF_ALL = re.compile(
    r"(?:均|都)?(?:无|未发生|未发现|没有|无上述情形|无此类情况|未出现)(?:以上情形|上述情形|上述问题|问题)?|0"
)
_BARE_NONE = frozenset("无 没有".split())
"""Of things to be done these may say that none was done."""
_LACK = re.compile("未|没有|缺|无")
ReadOne = Callable[[str, Expected], ActualReading]


def read_states(text: str, shown: str, expected: Expected) -> ActualReading:
    """Read which of the states that the sentence names the cell asserts."""
    if expected.added:
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
        if text in _BARE_NONE and any(map(_LACK.search, expected.states)):
            return refused("V214", f"“{shown}”可能是没有做，也可能是没有扣分的情形", shown, hint(expected))
    doubtful = expected.only_faults or hedge_in(text, expected.names)
    told = None if doubtful else read_listed(expected.states, text, assume_rest=False)
    if told is not None:
        count = told if isinstance(told, int) else None
        verdicts = (None,) * len(expected.states) if isinstance(told, int) else told
        return read_as(Told(text=shown, verdicts=verdicts, count=count))
    found = items(expected.states, text, expected.names)
    if found is None:
        if expected.only_faults and _NONE_OF_ALL.fullmatch(text):
            return read_as(Told(text=shown, verdicts=(False,) * len(expected.states)))
        return refused("V201", "读不出评分标准所列的各项哪些符合", shown, hint(expected))
    verdicts = tuple({Verdict.ASSERTED: True, Verdict.DENIED: False}.get(verdict) for verdict in found.verdicts)
    if expected.only_faults and True not in verdicts and None in verdicts:
        return refused("V215", "只写明了其中一部分没有发生", shown, hint(expected))
    return read_as(Told(text=shown, verdicts=verdicts, count=found.count))


def _begins_undone(thing: str) -> bool:
    """未建立公示、回访制度: whose negation stands before the first may be said of all."""
    return _UNDONE.match(thing) is not None


def count_items(text: str, expected: Expected) -> int | None:
    """Return how many of the listed things a statement says are there, None where it is not certain."""
    if not expected.states or hedge_in(text, expected.names) or len({*map(_begins_undone, expected.states)}) > 1:
        return None
    told = read_listed(expected.states, text, assume_rest=expected.events)
    if told is None or isinstance(told, int):
        return told
    return None if None in told else sum(verdict is True for verdict in told)


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


def read_parts(text: str, shown: str, expected: Expected, read_one: ReadOne) -> ActualReading:
    """Read a cell about several things: in the order of the sentence, or each part by its own words."""
    total = len(expected.parts)
    for cut in (_STRONG, _WEAK, _SLASH):
        pieces = [piece for piece in cut.split(text) if piece]
        if len(pieces) == total:
            readings = tuple(read_one(piece, part) for piece, part in zip(pieces, expected.parts, strict=True))
            if all(reading.actual is not None for reading in readings):
                return _several(readings, shown)
    if expected.only_faults:
        return _read_faults(text, shown, expected, read_one)
    claims = _read_claims(text, shown, expected)
    if claims is not None:
        return claims
    missing = "；".join(hint(part) for part in expected.parts)
    return refused("V215", f"评分标准有{total}项要求，要按顺序分别填写", shown, missing)


def _read_claims(text: str, shown: str, expected: Expected) -> ActualReading | None:
    """Where every part asks for one state in words, one statement may speak of all of them: 面积、资金均完成."""
    claims = tuple(part.claim for part in expected.parts)
    if not all(claims) or hedge_in(text, expected.names):
        return None
    found = items(claims, text, expected.names)
    if found is None or any(verdict is Verdict.OPEN for verdict in found.verdicts):
        return None
    readings = tuple(
        _claimed(part, shown, there=verdict is Verdict.ASSERTED)
        for part, verdict in zip(expected.parts, found.verdicts, strict=True)
    )
    return _several(readings, shown)


def _claimed(part: Expected, shown: str, *, there: bool) -> ActualReading:
    """The state that gives the points holds, or the one other state that denies it."""
    if part.want is not Want.STATES:
        return read_as(Stated(text=shown, done=there, how=part.qualifier if there else ""))
    others = [number for number, state in enumerate(part.states) if state != part.claim]
    chosen = part.states.index(part.claim) if there else others[0] if len(others) == 1 else None
    return read_as(Told(text=shown, verdicts=tuple(number == chosen for number in range(len(part.states)))))


def _read_faults(text: str, shown: str, expected: Expected, read_one: ReadOne) -> ActualReading:
    """无, or the faults that happened, each by its own words; the others did not happen."""
    found: list[ActualReading | None] = [None] * len(expected.parts)
    if text in _BARE_NONE and any(any(part.denials) for part in expected.parts):
        return refused("V214", f"“{shown}”可能是没有做，也可能是没有扣分的情形", shown, hint(expected.parts[0]))
    for piece in () if _NONE_OF_ALL.fullmatch(text) else filter(None, re.split(r"[;,，、\n]", text)):
        fitting = [
            (number, reading)
            for number, part in enumerate(expected.parts)
            if (reading := read_one(piece, part)).actual is not None
        ]
        if len(fitting) != 1 or found[fitting[0][0]] is not None:
            return refused("V215", f"“{piece}”是哪一项的情况不能确定", shown, "；".join(map(hint, expected.parts)))
        found[fitting[0][0]] = fitting[0][1]
    if None in found and any(map(_is_denial, found, expected.parts)):
        return refused("V215", "只写明了其中一部分没有发生", shown, "；".join(map(hint, expected.parts)))
    readings = tuple(reading or _nothing(part, read_one) for reading, part in zip(found, expected.parts, strict=True))
    unread = next((reading for reading in readings if reading.actual is None), None)
    return unread or _several(readings, shown)


def _is_denial(reading: ActualReading | None, part: Expected) -> bool:
    """Tell whether a reading says of a fault that it did not happen; who lists what did not happen lists all of it."""
    match reading.actual if reading else None:
        case Told(verdicts=verdicts):
            return True not in verdicts
        case Stated(done=done):
            return bool(part.denials) and all(denial is done for denial in part.denials)
        case Measured(quantity=quantity) if part.events:
            return quantity.value == 0
    return False


def _nothing(part: Expected, read_one: ReadOne) -> ActualReading:
    """What a part is that the cell does not speak of: the fault did not happen."""
    if part.want is Want.STATES:
        return read_as(Told(text="无", verdicts=(False,) * len(part.states)))
    if part.want is Want.STATEMENT and len(set(part.denials)) == 1:
        return read_as(Stated(text="无", done=part.denials[0]))
    return read_one("无", part)


def _several(readings: tuple[ActualReading, ...], shown: str) -> ActualReading:
    notes = tuple(remark for reading in readings for remark in reading.diagnostics)
    return ActualReading(Several(text=shown), diagnostics=notes, parts=readings)
