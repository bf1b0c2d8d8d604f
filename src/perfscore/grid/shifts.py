"""What a line's cells look like enters, the columns they belong to leaves: shifted cells are put back, or left alone.

A line is looked at only where a cell contradicts its column (a comparator under 备注, a unit under 评分标准). Its
cells are then laid over the columns in every order-preserving way; the best way counts only if it is clearly better
than leaving the cells in place and clearly better than the second best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from perfscore.grid.content import Look

Item = tuple[int, Look]
"""A filled cell: its slot among the columns (one past the last for a cell pushed off the edge) and its look."""

_MOVED = 0.25
_OFFSET_CHANGE = 1.0
_LEAST_GAIN = 4.0
_LEAST_LEAD = 0.5
_NEVER = -8.0
_MOST_ITEMS = 12


@dataclass(frozen=True, slots=True)
class Fit:
    """How well each look suits a column; words of no particular look count by ``words``, moved by ``words_moved``."""

    looks: Mapping[Look, float]
    words: float = 0.0
    words_moved: float = -4.0


_LEVELS = {Look.LEVEL1: -4.0, Look.LEVEL2: -4.0}
INDICATOR_FITS: Mapping[str, Fit] = {
    "level1": Fit({Look.LEVEL1: 4, Look.LEVEL2: -3}),
    "level2": Fit({Look.LEVEL2: 4, Look.LEVEL1: -1}),
    "indicator": Fit({Look.LEVEL1: -3, Look.LEVEL2: -1, Look.RULE: -3}, 2, 2),
    "target": Fit({**_LEVELS, Look.NUMBER: 3, Look.UNIT: -1, Look.RULE: -3, Look.KIND: -4, Look.WEIGHT: -2}, 0, 0),
    "content": Fit({**_LEVELS, Look.NUMBER: 0, Look.RULE: -2, Look.UNIT: -4, Look.WEIGHT: -6}, 0, 0),
    "rule_text": Fit({Look.RULE: 5}, 0, -1),
    "unit": Fit({Look.UNIT: 3}, 0, -1),
    "kind": Fit({Look.KIND: 4}, 0, -6),
    "weight": Fit({Look.WEIGHT: 4, Look.NUMBER: 3}, -2, -6),
    "remark": Fit({Look.WEIGHT: 4, Look.NUMBER: 0, Look.RULE: -6}),
}
PROJECT_FITS: Mapping[str, Fit] = {
    "code": Fit({Look.NUMBER: 2}, 0, -2),
    "name": Fit({Look.RULE: -2}, 1, 0),
    "direction": Fit({Look.NUMBER: -5, Look.RULE: 0}, 0, -2),
    "funds": Fit({Look.NUMBER: 4}, -6, -8),
    "goal": Fit({Look.RULE: 0}, 0, 0),
}

_CONTRADICTIONS: Mapping[str, frozenset[Look]] = {
    "kind": frozenset({Look.UNIT, Look.WEIGHT, Look.RULE, Look.NUMBER}),
    "unit": frozenset({Look.KIND, Look.WEIGHT, Look.RULE}),
    "rule_text": frozenset({Look.KIND, Look.WEIGHT, Look.UNIT}),
    "weight": frozenset({Look.KIND, Look.UNIT, Look.RULE}),
    "remark": frozenset({Look.KIND, Look.RULE}),
    "target": frozenset({Look.KIND, Look.WEIGHT}),
    "content": frozenset({Look.KIND, Look.WEIGHT}),
    "indicator": frozenset({Look.NUMBER}),
}


def contradicts(looks: Mapping[str, Look]) -> bool:
    """Return whether a cell of an indicator line cannot be what its column says."""
    for key, look in looks.items():
        if look in _CONTRADICTIONS.get(key, ()):
            return True
    return "rule_text" not in looks and Look.RULE in (looks.get("content"), looks.get("target"))


def contradicts_project(looks: Mapping[str, Look]) -> bool:
    """Return whether a project line has words under 资金总额, or its money under 支出方向."""
    funds = looks.get("funds")
    if funds is None:
        return looks.get("direction") is Look.NUMBER
    return funds is not Look.NUMBER


@lru_cache(maxsize=4096)
def realign(keys: tuple[str, ...], items: tuple[Item, ...]) -> tuple[int, ...] | None:
    """Return the column index of each item where the items are clearly shifted, None where they stay."""
    if not items or len(items) > min(len(keys), _MOST_ITEMS):
        return None
    in_place = tuple(slot for slot, _ in items)
    present = _score(keys, items, in_place)
    ranked = sorted(
        ((_score(keys, items, choice), choice) for choice in combinations(range(len(keys)), len(items))),
        reverse=True,
    )
    best, choice = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else best - _LEAST_LEAD
    if choice == in_place or best - present < _LEAST_GAIN or best - second < _LEAST_LEAD:
        return None
    return choice


def _score(keys: Sequence[str], items: Sequence[Item], choice: Sequence[int]) -> float:
    total, offset = 0.0, 0
    for (slot, look), index in zip(items, choice, strict=True):
        if index >= len(keys):
            total += _NEVER
            continue
        total += _fit(keys[index], look, is_moved=index != slot)
        if index != slot:
            total -= _MOVED
        if index - slot != offset:
            total -= _OFFSET_CHANGE
            offset = index - slot
    return total + _gaps(keys, choice)


def _fit(key: str, look: Look, *, is_moved: bool) -> float:
    fit = INDICATOR_FITS.get(key) or PROJECT_FITS[key]
    if look in fit.looks:
        return fit.looks[look]
    if look in (Look.TEXT, Look.SHORT):
        length = 0.0 if key != "unit" or look is Look.SHORT else _NEVER
        return length + (fit.words_moved if is_moved else fit.words)
    return _NEVER


def _gaps(keys: Sequence[str], choice: Sequence[int]) -> float:
    """A line with a target needs an indicator, a line with a rule rather has a target; a project needs a name."""
    filled = {keys[index] for index in choice if index < len(keys)}
    total = 0.0
    if "indicator" in keys and "indicator" not in filled:
        total += _NEVER
    if "target" in keys and "target" not in filled:
        total -= 1
    if "name" in keys and "name" not in filled:
        total += _NEVER
    return total
