"""The corpus of actuals: what a typed cell is read as on a row of each kind."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

import pytest

from perfscore.model.indicator import (
    Actual,
    Blank,
    Changed,
    Dated,
    Expected,
    Graded,
    Measured,
    Ranked,
    Several,
    Stated,
    Told,
    Want,
)
from perfscore.numbers.text import format_number
from perfscore.values.actual import read_actual
from perfscore.values.reading import ActualReading
from perfscore.values.units import UNITS
from support import Line, cell, corpus

LINES = corpus("values")
_WANTS = {"budget": Want.BUDGET_RATE}


def _expected(want: Want, unit: str, target: str) -> Expected:
    match want:
        case Want.MEASURE | Want.BUDGET_RATE:
            return Expected(
                want=want, units=(UNITS[unit],), reference=Decimal(target) * UNITS[unit].factor if target else None
            )
        case Want.GRADE:
            return Expected(want=want, grades=tuple(target.split("、")))
        case Want.STATEMENT:
            return Expected(want=want, acts=(unit,), names=tuple(filter(None, target.split("|"))))
        case Want.GROWTH | Want.DISTANCE | Want.RANK:
            return Expected(want=want, names=tuple(filter(None, target.split("|"))))
        case Want.STATES | Want.PARTS | Want.DELAY:
            raise ValueError("such cells have tables of their own")
        case _:
            assert_never(want)


def _written(actual: Actual) -> str:
    match actual:
        case Blank():
            return "待填报"
        case Measured(quantity=quantity):
            return format_number(quantity.value) + (quantity.unit.symbol if quantity.unit else "")
        case Changed(sign=sign, amount=None):
            return "同比提高" if sign > 0 else "同比下降"
        case Changed(amount=amount):
            return f"同比{format_number(amount or Decimal(0))}%"
        case Ranked(place=place, exact=exact):
            return f"第{place}名" if exact else f"前{place}名"
        case Graded(grade=grade):
            return grade
        case Stated(done=done):
            return "是" if done else "否"
        case Dated(day=day):
            return day.isoformat()
        case Told() | Several():
            raise ValueError("such cells have tables of their own")
        case _:
            assert_never(actual)


def _summary(reading: ActualReading) -> str:
    """The meanings, then the code of the doubt or of the refusal, then those of the notes a doubt does not replace."""
    if reading.actual is None:
        return reading.diagnostics[0].code
    meanings = "或".join(map(_written, (reading.actual, *reading.others)))
    codes = [reading.doubt.code] if reading.doubt else [diagnostic.code for diagnostic in reading.diagnostics]
    return " ".join([meanings, *codes])


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.place)
def test_a_cell_is_read_so(line: Line) -> None:
    want, unit, target, typed = line.given.split("|")
    kind = _WANTS.get(want) or Want(want)
    assert _summary(read_actual(cell(typed), _expected(kind, unit, target))) == line.expected


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.place)
def test_a_refused_cell_says_what_to_write(line: Line) -> None:
    want, unit, target, typed = line.given.split("|")
    reading = read_actual(cell(typed), _expected(_WANTS.get(want) or Want(want), unit, target))
    if reading.actual is None:
        assert reading.diagnostics[0].message
        assert reading.diagnostics[0].suggestion or reading.diagnostics[0].code == "V208"
    assert (reading.doubt is not None) == bool(reading.others)
