"""Statements against the states of a rule, and cells that speak of several things: 有机制，未挂钩; 85%；2起."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from perfscore.model.indicator import Expected, Measured, Several, Told
from perfscore.model.quantity import Quantity
from perfscore.numbers.text import format_number
from perfscore.values.hints import hint
from perfscore.values.listed import read_listed
from perfscore.values.phrases import hedge_in
from perfscore.values.propositions import Verdict, items
from perfscore.values.reading import ActualReading, note, read_as, refused
from perfscore.values.told import verdicts_of

_STRONG, _WEAK = re.compile(r"[;\n]"), re.compile(r"[;,，\n]")
_SLASH = re.compile(r"[;/]")
_NONE_OF_ALL = re.compile(
    r"(?:均|都)?(?:无|未发生|未发现|没有|无上述情形|无此类情况|未出现)(?:以上情形|上述情形|上述问题|问题)?|0"
)
ReadOne = Callable[[str, Expected], ActualReading]


def read_states(text: str, shown: str, expected: Expected) -> ActualReading:
    """Read which of the states that the sentence names the cell asserts."""
    if expected.added:
        return _read_added(text, shown, expected)
    verdicts = verdicts_of(text, expected)
    if verdicts is not None:
        return read_as(Told(text=shown, verdicts=verdicts))
    return refused("V201", "与评分标准所列的情形对不上", shown, hint(expected))


def _read_added(text: str, shown: str, expected: Expected) -> ActualReading:
    """Each state stands for itself; of faults, the ones not spoken of did not happen."""
    told = (
        None
        if hedge_in(text, expected.names)
        else read_listed(expected.states, text, assume_rest=not expected.only_faults)
    )
    if told is not None and not expected.only_faults:
        count = told if isinstance(told, int) else None
        verdicts = (None,) * len(expected.states) if isinstance(told, int) else told
        return read_as(Told(text=shown, verdicts=verdicts, count=count))
    found = items(expected.states, text, expected.names)
    if found is None:
        if expected.only_faults and _NONE_OF_ALL.fullmatch(text):
            return read_as(Told(text=shown, verdicts=(False,) * len(expected.states)))
        return refused("V201", "读不出评分标准所列的各项哪些符合", shown, hint(expected))
    verdicts = tuple({Verdict.ASSERTED: True, Verdict.DENIED: False}.get(verdict) for verdict in found.verdicts)
    return read_as(Told(text=shown, verdicts=verdicts, count=found.count))


def count_items(text: str, expected: Expected) -> int | None:
    """Return how many of the listed things a statement says are there, None where it is not certain."""
    if not expected.states or hedge_in(text, expected.names):
        return None
    told = read_listed(expected.states, text)
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
    missing = "；".join(hint(part) for part in expected.parts)
    return refused("V215", f"评分标准有{total}项要求，要按顺序分别填写", shown, missing)


def _read_faults(text: str, shown: str, expected: Expected, read_one: ReadOne) -> ActualReading:
    """无, or the faults that happened, each by its own words; the others did not happen."""
    found: list[ActualReading | None] = [None] * len(expected.parts)
    for piece in () if _NONE_OF_ALL.fullmatch(text) else filter(None, re.split(r"[;,，、\n]", text)):
        fitting = [
            (number, reading)
            for number, part in enumerate(expected.parts)
            if (reading := read_one(piece, part)).actual is not None
        ]
        if len(fitting) != 1 or found[fitting[0][0]] is not None:
            return refused("V215", f"“{piece}”是哪一项的情况不能确定", shown, "；".join(map(hint, expected.parts)))
        found[fitting[0][0]] = fitting[0][1]
    readings = tuple(reading or read_one("无", part) for reading, part in zip(found, expected.parts, strict=True))
    unread = next((reading for reading in readings if reading.actual is None), None)
    return unread or _several(readings, shown)


def _several(readings: tuple[ActualReading, ...], shown: str) -> ActualReading:
    notes = tuple(remark for reading in readings for remark in reading.diagnostics)
    return ActualReading(Several(text=shown), diagnostics=notes, parts=readings)
