"""A state that earns all the points, beside faults that take some of them: 资金使用合规得10分；每发现1个问题扣1分.

Who names the state alone has none of the faults; who names faults alone has the state but for them, where both speak of
the same thing.
"""

from __future__ import annotations

from perfscore.model.indicator import Expected, Stated, Told, Want
from perfscore.numbers.lazy import regex
from perfscore.values.contraries import speak_of_one_thing
from perfscore.values.reading import ActualReading, note, read_as

_NAMED = regex("[\u4e00-\u9fff]{2}")
_WORDED = (Want.STATES, Want.STATEMENT)


def whole_of(expected: Expected) -> int | None:
    """Return the place of the only part that earns, by one state in words, where all others only take points."""
    earning = [place for place, part in enumerate(expected.parts) if not part.thing.fault]
    if len(earning) != 1 or len(expected.parts) == 1:
        return None
    part = expected.parts[earning[0]]
    return earning[0] if part.claim and part.want in _WORDED and not part.thing.adds else None


def holds_whole(reading: ActualReading | None, part: Expected) -> bool:
    """Tell whether a reading says that the state holds which earns all."""
    match reading.actual if reading else None:
        case Told(verdicts=verdicts):
            return any(verdict is True and not costs for verdict, costs in zip(verdicts, part.costs, strict=False))
        case Stated(done=done):
            return done
    return False


def but_for_faults(part: Expected, expected: Expected, shown: str) -> ActualReading | None:
    """Take the state for granted but for the faults that the cell names; None where it may be about something else."""
    faults = [one.thing.around for one in expected.parts if one is not part]
    bare = len(faults) > 1 and _NAMED.search(shown) is None  # 2个: which of the faults, is not said
    if bare or part.want is not Want.STATES or not all(speak_of_one_thing(part.claim, fault) for fault in faults):
        return None
    verdicts = tuple(state == part.claim for state in part.states)
    if verdicts.count(True) != 1:
        return None
    words = f"没有写明“{part.claim}”，除所写的外按符合计"
    return ActualReading(read_as(Told(text=shown, verdicts=verdicts)).actual, diagnostics=(note("N320", words, shown),))
