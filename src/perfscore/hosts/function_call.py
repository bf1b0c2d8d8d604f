"""A function of the table and what a host hands over for its arguments enter; what the cells are to show leaves.

Nothing is ever raised: whatever stands in a workbook, a cell shows a number or words.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from decimal import Decimal
from itertools import chain
from typing import assert_never

from perfscore.grid.sheet import EMPTY_CELL, CellRange, GridCell
from perfscore.hosts.cell_values import GENERAL, grid_cell
from perfscore.hosts.functions import Answer, Function, ProjectFunction, RowFunction, ValueFunction
from perfscore.hosts.reference import Place, Reference
from perfscore.hosts.sheet_rows import MOST_ROWS, BookUnreadableError, SheetRows

LONGEST_IN_ARRAY = 255
"""Characters; a longer text in an array does not reach an Excel cell."""
LONGEST = 32_000
_NO_REFERENCE = "请选表格里的一个格或一段，例如A6或A6:O6"
_FAILED = "计算时出错，没有得分；请点“计算得分”重试，仍然这样的请运行“环境检测”"
_ONE_COLUMN = "每个参数请给一格或一列"

Shown = float | str
Result = Shown | list[list[Shown]]
"""One value, or a column of them."""
_log = logging.getLogger(__name__)


class Omitted:
    """An argument that was left out; None is an empty cell or an empty value."""


OMITTED = Omitted()


def call(function: Function, given: Sequence[object], rows: SheetRows) -> Result:
    """Compute a function.

    Args:
        function: one of the table.
        given: for each argument a reference, a value, a block of values, or OMITTED; missing ones are omitted.
        rows: the rows of the workbooks that are open in this host.
    """
    try:
        arguments = [*given, *[OMITTED] * len(function.arguments)][: len(function.arguments)]
        return _shown(_answer(function, arguments, rows))
    except BookUnreadableError:
        return _FAILED
    except Exception:  # a cell shows words; what went wrong is for the log
        _log.exception("%s", function.name)
        return _FAILED


def _answer(function: Function, given: Sequence[object], rows: SheetRows) -> Answer | list[Answer]:
    match function:
        case RowFunction():
            return _of_rows(function, given, rows)
        case ProjectFunction():
            if not isinstance(given[0], Reference):
                return _NO_REFERENCE
            found = rows.total(given[0])
            return found if isinstance(found, str) else function.answer(found)
        case ValueFunction():
            return _of_values(function, given, rows)
        case _:
            assert_never(function)


def _of_rows(function: RowFunction, given: Sequence[object], rows: SheetRows) -> Answer | list[Answer]:
    reference, actual = given
    if not isinstance(reference, Reference):
        return _NO_REFERENCE
    actuals = None if actual is OMITTED else _cells(actual)
    if isinstance(actuals, str):
        return f"实际完成值：{actuals}"
    found = rows.score(reference, actuals, for_status=function.for_status)
    if isinstance(found, str):
        return found
    answers = [one if isinstance(one, str) else function.answer(one) for one in found]
    return answers[0] if len(answers) == 1 else answers


def _of_values(function: ValueFunction, given: Sequence[object], rows: SheetRows) -> Answer | list[Answer]:
    columns: list[list[GridCell]] = []
    for argument, one in zip(function.arguments, given, strict=True):
        if one is OMITTED and not argument.is_optional:
            return f"缺少参数：{argument.title}"
        cells = _cells(one)
        if isinstance(cells, str):
            return f"{argument.title}：{cells}"
        columns.append(cells)
    count = max(map(len, columns))
    if any(len(cells) not in (1, count) for cells in columns):
        return "几个参数的行数不同，请给一格，或行数相同的一列"
    lines = zip(*(cells * count if len(cells) == 1 else cells for cells in columns), strict=True)
    answers = [function.answer(line, rows.profile) for line in lines]
    return answers[0] if count == 1 else answers


def _cells(given: object) -> list[GridCell] | str:
    """Return the cells of an argument from top to bottom, or words that say why it cannot be used."""
    if given is OMITTED:
        return [EMPTY_CELL]
    if isinstance(given, Reference):
        place = given.place()
        return place if isinstance(place, str) else _cells_at(given, place)
    if isinstance(given, list | tuple):
        return _cells_in(given)
    return [grid_cell(given)]


def _cells_at(reference: Reference, place: Place) -> list[GridCell] | str:
    area = place.area
    if area.first_column != area.last_column:
        return _ONE_COLUMN
    if area.last_row - area.first_row >= MOST_ROWS:
        return f"一次最多{MOST_ROWS}行"
    values = [row[0] for row in reference.values(place.sheet, area)]
    together = None
    if any(isinstance(value, int | float) for value in values):
        together = reference.number_format(place.sheet, area)
    return [
        grid_cell(value, together or _own_format(reference, place, area.first_row + index, value))
        for index, value in enumerate(values)
    ]


def _own_format(reference: Reference, place: Place, row: int, value: object) -> str:
    if not isinstance(value, int | float):
        return GENERAL
    column = place.area.first_column
    return reference.number_format(place.sheet, CellRange(row, column, row, column)) or GENERAL


def _cells_in(given: Sequence[object]) -> list[GridCell] | str:
    rows = [row if isinstance(row, list | tuple) else (row,) for row in given]
    if not rows or any(len(row) != 1 for row in rows):
        return _ONE_COLUMN
    if len(rows) > MOST_ROWS:
        return f"一次最多{MOST_ROWS}行"
    return [grid_cell(value) for value in chain.from_iterable(rows)]


def _shown(answer: Answer | list[Answer]) -> Result:
    if isinstance(answer, list):
        return [[_one(value, LONGEST_IN_ARRAY)] for value in answer]
    return _one(answer, LONGEST)


def _one(answer: Answer, longest: int) -> Shown:
    if isinstance(answer, Decimal):
        return float(answer)
    return answer if len(answer) <= longest else f"{answer[: longest - 1]}…"
