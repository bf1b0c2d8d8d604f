"""What a statement that names one thing alone, or that all was carried out, says of the states of a rule."""

from __future__ import annotations

from dataclasses import dataclass

from perfscore.numbers.lazy import regex
from perfscore.values.sayings import Saying
from perfscore.values.sayings_counts import Counted

Cell = tuple[tuple[bool | None, ...], ...]
"""For each side of a state what a saying makes of each thing asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """所问: a state as alternatives of sayings that must all hold; ``any_of`` says that one of them is enough."""

    text: str
    sides: tuple[tuple[Saying, ...], ...]
    any_of: bool
    counted: Counted | None

    @property
    def all(self) -> tuple[Saying, ...]:
        """All sayings of the state."""
        return tuple(saying for side in self.sides for saying in side)


def of_only(
    asked: list[Asked], verdicts: list[bool | str | None], cells: list[list[Cell]], *, only: bool
) -> list[bool | str | None]:
    """只有公示制度 denies what asks for more than that; 公示、回访制度均有 is not 只有公示制度或者回访制度."""
    narrow = [any(saying.only for saying in one.all) for one in asked]
    if not any(narrow):
        return verdicts
    whole = any(verdict is True and not bound for verdict, bound in zip(verdicts, narrow, strict=True))
    found: list[bool | str | None] = []
    for place, (one, verdict) in enumerate(zip(asked, verdicts, strict=True)):
        if only and verdict is None and len(one.sides) == 1 and _partly(cells[place]):
            found.append(False)
        elif not only and narrow[place] and verdict is True:
            found.append(False if whole else None)
        else:
            found.append(verdict)
    return found


def carried_out(
    asked: list[Asked], verdicts: list[bool | str | None], cells: list[list[Cell]], said: tuple[Saying, ...]
) -> list[bool | str | None]:
    """建立并执行, all that one state asks, is not 建立但执行不到位."""
    if verdicts.count(True) != 1 or not any(saying.bare and not saying.negated for saying in said):
        return verdicts
    return [
        False if verdict is None and len(one.sides) == 1 and _lacks_only_effect(one.sides[0], cells[place]) else verdict
        for place, (one, verdict) in enumerate(zip(asked, verdicts, strict=True))
    ]


def _lacks_only_effect(side: tuple[Saying, ...], cells: list[Cell]) -> bool:
    unsaid = [thing for number, thing in enumerate(side) if all(cell[0][number] is None for cell in cells)]
    return bool(unsaid) and all(thing.negated and _EFFECT.fullmatch(thing.words) for thing in unsaid)


_EFFECT = regex("(?:执行|实施|落实|运行)到位")


def _partly(cells: list[Cell]) -> bool:
    return any(says is True for cell in cells for side in cell for says in side)
