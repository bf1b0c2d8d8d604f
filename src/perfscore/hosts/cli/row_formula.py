"""``perfscore rule --formula``: the options of a row in, its native formulas for a row of a sheet out."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass

from perfscore.engine.formulas import formula_of
from perfscore.engine.row import cell_text
from perfscore.formula.compile import NotCompiled
from perfscore.formula.expression import Name, write
from perfscore.model.profile import Profile

_PLACES = {
    Name.INDICATOR: ("三级指标", "A2"),
    Name.TARGET: ("指标值", "B2"),
    Name.CONTENT: ("指标值内容", "C2"),
    Name.RULE: ("评分标准", "D2"),
    Name.UNIT: ("度量单位", "E2"),
    Name.KIND: ("指标值类型", "F2"),
    Name.WEIGHT: ("分值", "G2"),
    Name.ACTUAL: ("实际完成值", "H2"),
    Name.NUMBER: ("实际数", "I2"),
}
"""The cells that the formulas refer to: a row as one would type it into an empty sheet."""
_POINTS = "J2"


@dataclass(frozen=True, slots=True)
class RowFormula:
    """The formulas of 实际数 and 得分 with their equals signs, or why there are none."""

    number: str = ""
    points: str = ""
    reason: str = ""

    @classmethod
    def of(cls, options: Namespace, profile: Profile) -> RowFormula:
        """Compile the row that the options describe."""
        names = ("text", "target", "unit", "kind", "weight", "indicator", "content")
        cells = tuple(cell_text(getattr(options, name)) for name in names)
        found = formula_of(cells, options.year, profile)
        if isinstance(found, NotCompiled):
            return cls(reason=found.reason)
        places = {name: place for name, (_, place) in _PLACES.items()}
        return cls(f"={write(found.number, places)}", f"={write(found.points, places)}")

    def as_text(self) -> str:
        """Return the lines for a person; a formula stands whole on its line, to be copied."""
        if self.reason:
            return f"普通公式：没有（{self.reason}）"
        cells = "，".join(f"{title}{place}" for title, place in _PLACES.values())
        number = _PLACES[Name.NUMBER][1]
        return f"普通公式（{cells}）\n实际数，写在{number}：\n{self.number}\n得分，写在{_POINTS}：\n{self.points}"

    def as_json(self) -> dict[str, object]:
        """Return the formulas as JSON values; ``reason`` is None where there are some."""
        return {
            "number": self.number or None,
            "points": self.points or None,
            "reason": self.reason or None,
            "cells": {name.value: place for name, (_, place) in _PLACES.items()},
        }
