"""One statement about all the parts of a rule, where each asks for one thing in words: 面积、资金均完成; 均已落实."""

from __future__ import annotations

from perfscore.model.indicator import Expected, Several, Stated, Told, Want
from perfscore.values.phrases import hedge_in
from perfscore.values.propositions import Verdict, items
from perfscore.values.reading import ActualReading, read_as
from perfscore.values.sayings_lists import read_list


def read_claims(text: str, shown: str, expected: Expected) -> ActualReading | None:
    """Where every part asks for one state in words, one statement may speak of all of them: 面积、资金均完成."""
    claims = tuple(part.claim for part in expected.parts)
    if not all(claims) or hedge_in(text, expected.names):
        return None
    found = items(claims, text, expected.names)
    if found is not None and Verdict.OPEN not in found.verdicts:
        told: tuple[bool | None, ...] = tuple(verdict is Verdict.ASSERTED for verdict in found.verdicts)
    else:
        listed = read_list(text, claims, names=expected.names, faults=False, rule="", assume_rest=False)
        told = (None,) if listed is None or isinstance(listed, int) else listed
    if None in told:
        return None
    return several(
        tuple(_claimed(part, shown, there=bool(verdict)) for part, verdict in zip(expected.parts, told, strict=True)),
        shown,
    )


def _claimed(part: Expected, shown: str, *, there: bool) -> ActualReading:
    """The state that gives the points holds, or the one other state that denies it."""
    if part.want is not Want.STATES:
        return read_as(Stated(text=shown, done=there, how=part.qualifier if there else ""))
    others = [number for number, state in enumerate(part.states) if state != part.claim]
    chosen = part.states.index(part.claim) if there else others[0] if len(others) == 1 else None
    return read_as(Told(text=shown, verdicts=tuple(number == chosen for number in range(len(part.states)))))


def read_undone(text: str, shown: str, expected: Expected) -> ActualReading | None:
    """Where every part costs for one thing in words, a statement may speak of all: 均已落实; 已建台账，未落实措施."""
    worded = all(len(part.states) == 1 and part.want in (Want.STATES, Want.STATEMENT) for part in expected.parts)
    if not expected.only_faults or not worded:
        return None
    faults = tuple(part.states[0] for part in expected.parts)
    told = read_list(text, faults, names=(), faults=True, rule="", assume_rest=False)
    if told is None or isinstance(told, int) or (True not in told and None in told):
        return None
    pairs = zip(expected.parts, told, strict=True)
    return several(tuple(_faulty(part, shown, happened=verdict is True) for part, verdict in pairs), shown)


def _faulty(part: Expected, shown: str, *, happened: bool) -> ActualReading:
    if part.want is Want.STATES:
        return read_as(Told(text=shown, verdicts=(happened,)))
    return read_as(Stated(text=shown, done=happened is not part.denials[0]))


def several(readings: tuple[ActualReading, ...], shown: str) -> ActualReading:
    """Put the readings of the parts together, with their remarks."""
    notes = tuple(remark for reading in readings for remark in reading.diagnostics)
    return ActualReading(Several(text=shown), diagnostics=notes, parts=readings)
