"""The cells of a row in, its native formulas out: gives the compiler the engine's answers."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from perfscore.engine.row import Prepared, prepare, score_prepared
from perfscore.formula.compile import Formula, NotCompiled, compile_row
from perfscore.formula.expression import Name
from perfscore.formula.oracle import Answer, Subject, Typed
from perfscore.model.profile import Profile
from perfscore.numbers.text import format_number, parse_number
from perfscore.scoring.evaluate import evaluate
from perfscore.scoring.outcome import Court

_TARGET, _WEIGHT = 1, 4
_CELLS = {Name.INDICATOR: 5, Name.TARGET: 1, Name.CONTENT: 6, Name.RULE: 0, Name.UNIT: 2, Name.KIND: 3}
"""Where the official cells that a formula rests on stand among the cells of ``prepare``, in the order of the form."""


def formula_of(cells: tuple[str, ...], year: int | None, profile: Profile) -> Formula | NotCompiled:
    """Compile a row.

    Args:
        cells: as for ``engine.row.prepare``.
        year: the budget year.
        profile: defaults and rulings in force.
    """

    @cache
    def with_cells(target: Decimal | None, weight: Decimal | None) -> Prepared:
        own = list(cells)
        if target is not None:
            own[_TARGET] = format_number(target)
        if weight is not None:
            own[_WEIGHT] = f"{format_number(weight)}分"
        return prepare(tuple(own), year, profile.share_from, profile.small_cost, profile.generic)

    def asks(actual: Typed, target: Decimal | None = None, weight: Decimal | None = None) -> Answer:
        prepared = with_cells(target, weight)
        found = score_prepared(prepared, actual, profile)
        rule = prepared.reading.rule
        if found.points is None or found.actual is None or rule is None or rule.parts:
            return Answer(found.points, found.points)
        return Answer(found.points, evaluate(rule, prepared.row, found.actual, Court(profile)).points)

    prepared = with_cells(None, None)
    if prepared.reading.rule is None or prepared.expected is None:
        return NotCompiled("评分标准没有读懂")
    subject = Subject(
        rule=prepared.reading.rule.in_points(prepared.row.weight or Decimal(0)),
        row=prepared.row,
        expected=prepared.expected,
        asks=asks,
        own_target=_plain(cells[_TARGET]),
        own_weight=_plain(cells[_WEIGHT].strip().removesuffix("分")),
    )
    return compile_row(subject, {name: cells[index] for name, index in _CELLS.items()})


def _plain(text: str) -> Decimal | None:
    """Return the number of a cell that holds nothing else, written as programs write numbers."""
    found = parse_number(text)
    return found if found is not None and format_number(found) == text.strip() else None
