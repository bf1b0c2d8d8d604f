"""Several faults in words, each of which costs points, against a cell that names some of them: 未备案，与往年雷同."""

from __future__ import annotations

from collections.abc import Callable

from perfscore.model.indicator import Expected, Several, Thing, Told, Want
from perfscore.values.parts import read_parts
from perfscore.values.reading import ActualReading, read_as


def read_worded(
    text: str, shown: str, expected: Expected, read_one: Callable[[str, Expected], ActualReading]
) -> ActualReading | None:
    """Read each fact of the cell as one of the faults; None where one of them fits none or several.

    Args:
        text: the cell, folded and without blanks.
        shown: the cell as typed.
        expected: what the rule waits for: states of which each costs points.
        read_one: reads what a fact says of one of them.
    """
    parts = tuple(map(_part, expected.states))
    reading = read_parts(text, shown, Expected(want=Want.PARTS, parts=parts, only_faults=True), read_one)
    if not isinstance(reading.actual, Several):
        return None
    told = [part.actual for part in reading.parts]
    verdicts = tuple(True in one.verdicts if isinstance(one, Told) else None for one in told)
    notes = tuple(remark for part in reading.parts for remark in part.diagnostics)
    return None if None in verdicts else read_as(Told(text=shown, verdicts=verdicts), *notes)


def _part(state: str) -> Expected:
    thing = Thing(words=state, around=state, before=state, matter=state, fault=True)
    return Expected(want=Want.STATES, states=(state,), costs=(True,), only_faults=True, wording=state, thing=thing)
