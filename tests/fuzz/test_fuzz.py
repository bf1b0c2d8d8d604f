"""Random and mutated sentences and actuals: no exception, no hang, no score outside its range, no lost meaning."""

from __future__ import annotations

import signal
from types import FrameType

import pytest

from fuzzing import fault_of, rows

ROWS_EACH = 5000
LONGEST = 2.0
"""Seconds of processor time that a row may take before the watchdog calls it a hang."""


def _hang(number: int, frame: FrameType | None) -> None:
    raise TimeoutError("one row took longer than the watchdog allows")


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_whatever_stands_in_the_cells_the_outcome_is_sound(seed: int) -> None:
    watched = hasattr(signal, "setitimer")
    before = signal.signal(signal.SIGPROF, _hang) if watched else None
    faults = []
    try:
        for row in rows(ROWS_EACH, seed):
            if watched:
                signal.setitimer(signal.ITIMER_PROF, LONGEST)
            fault = fault_of(row)
            if fault:
                faults.append(f"{row}: {fault}")
    finally:
        if watched:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
    assert faults == []
