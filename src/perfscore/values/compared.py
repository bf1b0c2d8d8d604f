"""Two amounts in a cell against states that compare them: 结余120万元，上年结转150万元 beside 结余超过上年结转."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfscore.numbers.lazy import regex
from perfscore.values.units import comparable, unit_at

_COMPARES = regex(
    r"(?:(?P<some>有)(?P<first>[^,;有无]{2,10}),?但?|(?P<name>[^,;有无不]{2,10}))"
    r"(?P<no>不)?(?P<sign>超过|高于|大于|多于|低于|小于|少于)(?P<other>[^,;\d]{2,10})"
)
_NONE = regex(r"(?:无|没有)(?P<name>[^,;]{2,10})")
_AMOUNT = regex(r"(?P<name>[^,;\d]{2,10}?)(?:为|是|共|:)?(?P<number>\d+(?:\.\d+)?)(?P<unit>[^,;\d]{0,4})")
_UPWARD = ("超过", "高于", "大于", "多于")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A state: one amount on the side of another, or none of it at all (``other`` is empty)."""

    name: str
    other: str = ""
    above: bool = False
    closed: bool = False
    some: bool = False

    def holds(self, amounts: dict[str, Decimal]) -> bool:
        number = amounts[self.name]
        if not self.other or (self.some and number == 0):
            return number == 0 and not self.other
        edge = amounts[self.other]
        return number == edge if self.closed and number == edge else (number > edge) is self.above and number != edge


def by_comparing(text: str, states: tuple[str, ...]) -> tuple[bool | None, ...] | None:
    """Return which one of the states holds, None where they do not compare what the cell gives.

    Args:
        text: the statement, folded and without blanks.
        states: the states of the rule.
    """
    asked = [_asked(state) for state in states]
    known = [one for one in asked if one is not None]
    if len(known) < len(asked) or not any(one.other for one in known) or len({one.name for one in known}) > 1:
        return None
    others = {one.other for one in known if one.other}
    if len(others) > 1:
        return None
    name, other = known[0].name, others.pop()
    if _is_none(text):
        verdicts = tuple(not one.other for one in known)
    else:
        amounts = _amounts(text, name, other)
        if amounts is None:
            return None
        verdicts = tuple(one.holds(amounts) for one in known)
    return verdicts if verdicts.count(True) == 1 else None


def _asked(state: str) -> _Asked | None:
    none = _NONE.fullmatch(state)
    if none is not None:
        return _Asked(none["name"])
    match = _COMPARES.fullmatch(state)
    if match is None:
        return None
    above, denied = match["sign"] in _UPWARD, match["no"] is not None
    name = match["first"] or match["name"]
    return _Asked(name, match["other"], above is not denied, closed=denied, some=match["some"] is not None)


def _is_none(text: str) -> bool:
    """0, 0万元: there is none of it."""
    unit = unit_at(text, 1) if text[:1] == "0" else None
    return text == "0" or (unit is not None and text == f"0{unit.symbol}")


def _amounts(text: str, name: str, other: str) -> dict[str, Decimal] | None:
    """The two amounts by their names, in one unit."""
    found: dict[str, Decimal] = {}
    units = []
    for piece in text.replace(";", ",").split(","):
        match = _AMOUNT.fullmatch(piece)
        unit = unit_at(match["unit"], 0) if match is not None and match["unit"] else None
        if match is None or match["name"] not in (name, other) or unit is None or unit.symbol != match["unit"]:
            return None
        units.append(unit)
        found[match["name"]] = Decimal(match["number"]) * unit.factor
    return found if len(found) == 2 and comparable(units[0], units[1]) and len(units) == 2 else None  # noqa: PLR2004
