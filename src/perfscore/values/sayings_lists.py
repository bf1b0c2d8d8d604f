"""A statement against things that stand for themselves, in whatever words: which of them are there, or how many.

For faults (未建立台账) the verdict is on the fault: True where it happened.
"""

from __future__ import annotations

from collections.abc import Sequence

from perfscore.values.propositions_items import NOT_OF_FIRST
from perfscore.values.sayings import Saying, sayings_of, without_amounts
from perfscore.values.sayings_asked import Asked
from perfscore.values.sayings_counts import counted_in
from perfscore.values.sayings_match import relation
from perfscore.values.sayings_states import asked_of, is_doubtful

_LACKS = ("缺", "少")
_BARE = frozenset("无 没有 有 是 否 √ ×".split())
"""Of things to be done these may say that none was done, or that nothing is wanting."""


def read_list(
    text: str, items: Sequence[str], *, names: tuple[str, ...], faults: bool, rule: str, assume_rest: bool
) -> tuple[bool | None, ...] | int | None:
    """Say which of the things a statement says are there.

    Args:
        text: the statement, folded and without blanks.
        items: the things, as the rule names them.
        names: the names of the row.
        faults: each thing is something that should not be.
        rule: all the words of the rule.
        assume_rest: where only missing things are named, the others are there.

    Returns:
        A verdict for each thing, or only how many are there; None where it is not certain.
    """
    if text in _BARE or NOT_OF_FIRST.search(text) or is_doubtful(text, "|".join((*items, *names))):
        return None
    asked = [asked_of(item, costs=faults) for item in items]
    if any(len(one.sides) != 1 or not one.sides[0] or one.counted is not None for one in asked):
        return None
    met = counted_in(text, tuple(one.sides[0][0] for one in asked), rule)
    if met is not None:
        return _of_count(met, asked, faults=faults)
    return _by_sayings(without_amounts(text), asked, assume_rest=assume_rest)


def _of_count(met: tuple[int, int], asked: list[Asked], *, faults: bool) -> tuple[bool | None, ...] | int | None:
    """均已落实 says of what should be done that it is, and of what was left undone that it was not."""
    number, total = met
    undone = all(saying.negated for one in asked for saying in one.all)
    if total != len(asked) or (faults and not undone):
        return None
    if number in (0, total):
        return ((number == total) is not undone,) * total
    return None if undone else number


def _by_sayings(text: str, asked: list[Asked], *, assume_rest: bool) -> tuple[bool | None, ...] | None:
    said = sayings_of(text)
    verdicts: list[dict[int, bool]] = [{} for _ in asked]
    for saying in said:
        places = _meant(saying, asked)
        if not places:
            return None
        for place, thing, says in places:
            if verdicts[place].get(thing, says) is not says:
                return None
            verdicts[place][thing] = says
    told = [_of_item(one, found) for one, found in zip(asked, verdicts, strict=True)]
    if not said or all(verdict is None for verdict in told):
        return None
    if any(saying.only for saying in said) and False not in told:
        return tuple(verdict is True for verdict in told)
    lacking = any(saying.negated and saying.typed.startswith(_LACKS) for saying in said)
    if True not in told and (assume_rest or lacking):
        return tuple(verdict is not False for verdict in told)
    return tuple(told)


def _meant(saying: Saying, asked: list[Asked]) -> list[tuple[int, int, bool]]:
    """The things that a saying speaks of: the one that it names, or all where it names none."""
    found = [
        (place, number, says)
        for place, one in enumerate(asked)
        for number, thing in enumerate(one.sides[0])
        if (says := relation(saying, thing, (), manners=False)) is not None
    ]
    if len({place for place, _, _ in found}) < 2 or saying.bare or not saying.words:  # noqa: PLR2004 - one thing
        return found
    exact = [one for one in found if asked[one[0]].sides[0][one[1]].words == saying.words]
    return exact if len({place for place, _, _ in exact}) == 1 else []


def _of_item(one: Asked, found: dict[int, bool]) -> bool | None:
    if one.any_of:  # 不符合需求、擅自停用: one of the faults is enough
        return True if True in found.values() else (False if len(found) == len(one.sides[0]) else None)
    if False in found.values():
        return False
    return True if len(found) == len(one.sides[0]) else None
