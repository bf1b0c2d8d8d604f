"""Compiled formulas computed by a real LibreOffice: the engine's points to the cent, or words that ask for a person."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from formula_sheets import KEYS, PROFILE, SheetRow, Typed, compiled, shown
from perfscore.formula.compile import CHANGED, Formula
from perfscore.formula.expression import Name, names_in
from perfscore.hosts.libreoffice.office import Office
from support import TESTS, cell, table

_TUPLES = 20_000
_RULES = 150
_HOSTILE = (
    *("=1+1", '"', '"&A1&"', "'5", "5;7", "-", "/", "—", "无", "约30", "30余家", "1e3", "0x10", "１２", "十二"),
    *("12.50", " 12", "12 ", "TRUE", "2024-05-06", "5/6", "12%%", "%", "家", "家12", "12家家", "=H1", "@SUM(A1)"),
    *("+5", "-5", "1,000", "#N/A", "需人工评定"),
)


def _cases() -> list[tuple[str, SheetRow]]:
    found = []
    for path in sorted((TESTS / "cases").glob("*.tsv")):
        for line in table(path):
            year = int(line["year"]) if line["year"] else None
            row = SheetRow(tuple(line[key] for key in KEYS), Typed(cell(line["actual"])), year=year)
            found.append((f"{path.stem}: {line['rule']} <- {line['actual']}", row))
    return found


def _held(rows: list[tuple[str, SheetRow]], values: list[float | str]) -> Counter[str]:
    """Count what came out, and fail on any other number than the engine's."""
    counts: Counter[str] = Counter()
    for (name, row), value in zip(rows, values, strict=True):
        points = row.score().points
        if isinstance(value, str):
            counts["both ask" if points is None else "only the formula asks"] += 1
            continue
        assert points is not None, f"{name}: {value}, and the engine gives none"
        assert Decimal(f"{value:.6f}") == points, name
        counts["equal"] += 1
    return counts


def test_every_case_of_the_tables(office: Office, tmp_path: Path) -> None:
    rows = [(name, row) for name, row in _cases() if isinstance(row.formula, Formula)]
    counts = _held(rows, shown(office, [row for _, row in rows], tmp_path))
    assert counts["equal"] > 900
    assert counts["both ask"] > 500


def _tuples(seed: int) -> list[tuple[str, SheetRow]]:
    """Return rows whose 指标值 and 分值 were changed after their formulas were made, with numbers of every kind."""
    dice = random.Random(seed)
    kinds = [row for _, row in _cases() if isinstance(row.formula, Formula)]
    chosen = list(dict.fromkeys((row.cells, row.year) for row in dice.sample(kinds, len(kinds))))[:_RULES]
    rows = []
    for index in range(_TUPLES):
        cells, year = chosen[index % len(chosen)]
        formula = compiled(cells, year)
        assert isinstance(formula, Formula)
        now = list(cells)
        followed = names_in(formula.points)
        if Name.TARGET in followed and dice.random() < 0.5:
            now[1] = f"{dice.choice((0.5, 0.9, 1.2, 2)) * float(cells[1]):g}"
        if Name.WEIGHT in followed and dice.random() < 0.5:
            now[4] = f"{dice.choice((2, 5, 7.5, 12, 40))}分"
        typed = _typed(dice, cells)
        rows.append((f"{now} <- {typed}", SheetRow(tuple(now), typed, compiled_for=cells, year=year)))
    return rows


def _typed(dice: random.Random, cells: tuple[str, ...]) -> Typed:
    unit = cells[2] or dice.choice(("%", "家", ""))
    number = Decimal(str(round(dice.choice((1, 3, 10, 50, 100, 130, 1000, 50_000)) * dice.random(), dice.randrange(4))))
    if dice.random() < 0.3:
        number = dice.choice([Decimal(one) for one in (0, 1, 2, 5, 30, 50, 60, 80, 90, 95, 99, 100, 105, -3)])
    if dice.random() < 0.2:
        number += dice.choice((Decimal("0.0000001"), Decimal("-0.0000001"), Decimal("0.005"), Decimal("-0.005")))
    match dice.randrange(7):
        case 0:
            return Typed(dice.choice(_HOSTILE))
        case 1:
            return Typed(number / 100, percent=True)
        case 2:
            return Typed(f"{number:f}")
        case 3 | 4:
            return Typed(f"{number:f}{unit}")
        case _:
            return Typed(number)


@pytest.mark.parametrize("seed", [7])
def test_twenty_thousand_tuples(office: Office, tmp_path: Path, seed: int) -> None:
    rows = _tuples(seed)
    counts = _held(rows, shown(office, [row for _, row in rows], tmp_path))
    assert counts["equal"] > _TUPLES // 10


_SEED = ("达到30家得10分，每少1家扣0.5分", "30", "家", "≥", "10分", "新增企业", "")


@pytest.mark.parametrize("place", [0, 1, 2, 3, 4, 5, 6])
def test_a_formula_says_so_where_a_cell_that_it_rests_on_was_changed(
    office: Office, tmp_path: Path, place: int
) -> None:
    now = list(_SEED)
    now[place] = {1: "40", 4: "12分"}.get(place, f"{now[place]}改")
    row = SheetRow(tuple(now), Typed(Decimal(27)), compiled_for=_SEED)
    assert shown(office, [row, SheetRow(_SEED, Typed(Decimal(27)))], tmp_path) == [CHANGED.value, 8.5]


def test_the_profile_of_these_tests_is_the_default() -> None:
    assert PROFILE.name == "default"
