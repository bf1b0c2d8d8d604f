"""What a cell about several things leaves out: the parts that it does not speak of."""

from __future__ import annotations

from collections.abc import Callable

from perfscore.model.indicator import Expected, Measured
from perfscore.values.claims import several
from perfscore.values.hints import hint
from perfscore.values.reading import ActualReading, note, refused
from perfscore.values.unsaid import is_denial, nothing
from perfscore.values.whole import but_for_faults, holds_whole, whole_of

ReadOne = Callable[[str, Expected], ActualReading]
Readings = list[ActualReading | None]


def completed(found: Readings, shown: str, expected: Expected, read_one: ReadOne) -> ActualReading | None:
    """Return the readings with those of the parts that the cell does not speak of.

    They did not happen, where something else did, or would have cost everything; else the cell is refused.
    """
    some = any(
        reading is not None and (part.thing.fault or part.thing.adds) and not is_denial(reading, part)
        for reading, part in zip(found, expected.parts, strict=True)
    )
    readings = []
    whole = whole_of(expected)
    denied = all(found[place] is not None for place in range(len(found)) if place != whole)
    met = whole is not None and holds_whole(found[whole], expected.parts[whole])
    for place, (reading, part) in enumerate(zip(found, expected.parts, strict=True)):
        if reading is not None:
            readings.append(reading)
            continue
        if place == whole and (some or denied) and (assumed := but_for_faults(part, expected, shown)) is not None:
            readings.append(assumed)
            continue
        taken = met or (whole is not None and some and part.thing.fault)
        taken = taken or _all_else_is_counted(found, part, expected, shown)
        if _may_be_among_the_counted(part, found, expected, shown) or not (
            taken or _may_be_left_out(part, expected, some=some)
        ):
            return refused("V215", _unsaid(part, expected), shown, "；".join(map(hint, expected.parts)))
        rest = nothing(part, read_one)
        if rest.actual is None:
            return rest
        words = _name(part)
        readings.append(
            ActualReading(rest.actual, diagnostics=(note("N320", f"没有写明“{words}”，按未发生计", shown),))
        )
    return several(tuple(readings), shown)


def _all_else_is_counted(found: Readings, part: Expected, expected: Expected, shown: str) -> bool:
    """超时0件，错办0件: every count is written, and what would have ended the row would have been named."""
    counted = any(one.events for one in expected.parts) and any(map(str.isdigit, shown))
    answered = all(
        isinstance(reading.actual, Measured) if reading is not None else one.thing.fatal
        for one, reading in zip(expected.parts, found, strict=True)
    )
    return part.thing.fatal and counted and answered


def _may_be_among_the_counted(part: Expected, found: Readings, expected: Expected, shown: str) -> bool:
    """缺2份 of 申请表、审批表、照片, where 缺审批表 would have ended the row: which ones, the cell does not name."""
    if not part.thing.fatal:
        return False
    for one, reading in zip(expected.parts, found, strict=True):
        counted = reading is not None and isinstance(reading.actual, Measured) and reading.actual.quantity.value > 0
        listed = [name for name in one.states if name in part.thing.words]
        if counted and listed and not any(name in shown for name in one.states):
            return True
    return False


def _may_be_left_out(part: Expected, expected: Expected, *, some: bool) -> bool:
    """Of what only costs, or only adds, the cell names what there was; else only what would have cost everything.

    Who says 未获一等奖 has not said whether there was a second prize.
    """
    if expected.only_faults:
        return some
    counted = all(one.thing.adds for one in expected.parts)
    if some and only_changes(expected):
        return True
    if part.thing.bonus and not only_changes(expected):
        return True
    return (part.thing.adds and counted and some) or (part.thing.fatal and part.thing.fault)


def only_changes(expected: Expected) -> bool:
    """Tell whether every part adds or takes."""
    return all(part.thing.adds or part.thing.fault for part in expected.parts)


def _unsaid(part: Expected, expected: Expected) -> str:
    if expected.only_faults:
        return "只写明了其中一部分没有发生"
    return f"没有写明“{_name(part)}”的情况"


def _name(part: Expected) -> str:
    return part.thing.matter or part.thing.words.replace("|", "；")
