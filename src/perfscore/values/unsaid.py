"""What a cell says of a part by denying it, by naming it alone, or by not speaking of it at all."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from perfscore.model.indicator import Expected, Measured, Stated, Told, Want
from perfscore.model.quantity import Quantity
from perfscore.values.reading import ActualReading, read_as


def happened(part: Expected, text: str, *, there: bool) -> ActualReading:
    """Say of a part with one state in words that it holds, or that it does not."""
    if part.want is Want.STATEMENT:
        return read_as(Stated(text=text, done=not there if part.denials[0] else there))
    return read_as(Told(text=text, verdicts=(there,) * len(part.states)))


def is_denial(reading: ActualReading | None, part: Expected) -> bool:
    """Tell whether a reading says of a fault that it did not happen; who lists what did not happen lists all of it."""
    match reading.actual if reading else None:
        case Told(verdicts=verdicts):
            return True not in verdicts
        case Stated(done=done):
            return bool(part.denials) and all(denial is done for denial in part.denials)
        case Measured(quantity=quantity) if part.events or part.thing.adds:
            return quantity.value == 0
    return False


def nothing(part: Expected, read_one: Callable[[str, Expected], ActualReading]) -> ActualReading:
    """What a part is that the cell does not speak of: the fault did not happen."""
    if part.want is Want.STATES:
        return read_as(Told(text="无", verdicts=(False,) * len(part.states)))
    if part.want is Want.STATEMENT and len(set(part.denials)) == 1:
        return read_as(Stated(text="无", done=part.denials[0]))
    if part.want is Want.MEASURE and part.thing.fault and part.thing.met is not None:
        return read_as(Measured(text="无", quantity=part.thing.met))
    if part.want is Want.MEASURE and part.thing.fault and part.reference is not None and part.units:
        met = Quantity(value=part.reference / part.units[0].factor, unit=part.units[0])
        return read_as(Measured(text="无", quantity=met))
    if part.events or part.thing.adds:
        unit = part.units[0] if part.units else None
        return read_as(Measured(text="无", quantity=Quantity(value=Decimal(0), unit=unit)))
    return read_one("无", part)
