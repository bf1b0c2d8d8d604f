"""The garbage collector rests while a workbook is worked on, and runs afterwards as it did before."""

from __future__ import annotations

import gc

import pytest

from perfscore import score_workbook
from perfscore.engine.collector import paused_collector


@pytest.mark.parametrize("runs", [True, False])
def test_the_collector_is_left_as_it_was(*, runs: bool) -> None:
    before = gc.isenabled()
    (gc.enable if runs else gc.disable)()
    try:
        with pytest.raises(ValueError, match="False"), paused_collector():
            raise ValueError(gc.isenabled())
        assert gc.isenabled() is runs
    finally:
        (gc.enable if before else gc.disable)()


def test_it_runs_again_after_a_workbook() -> None:
    score_workbook("no such file.xlsx")
    assert gc.isenabled()
