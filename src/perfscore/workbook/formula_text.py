"""A shared formula in, the text it has in another cell of its group out (ECMA-376 part 1, 18.3.1.40)."""

from __future__ import annotations

import re

from perfscore.workbook.refs import MAX_COLUMN, MAX_ROW, column_number, letters

_PIECE = re.compile(
    r"""(?P<skip>"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\])
    |(?<![\w.$])(?P<cell>(?P<c>\$?[A-Za-z]{1,3})(?P<r>\$?[0-9]{1,7}))(?![\w.(!])
    |(?<![\w.$])(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w.(!])
    |(?<![\w.$:])(?P<rows>\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w.])""",
    re.VERBOSE,
)
_OUTSIDE = "#REF!"


def shift_formula(formula: str, rows: int, columns: int) -> str:
    """Return the formula as it reads when its cell moves by rows and columns; ``$`` parts stay.

    Text in quotes, sheet names and table references are left alone.
    """
    return _PIECE.sub(lambda hit: _moved(hit, rows, columns), formula)


def _moved(hit: re.Match[str], rows: int, columns: int) -> str:
    if hit["skip"] is not None:
        return hit[0]
    if hit["cell"] is not None:
        column, row = _column(hit["c"], columns), _row(hit["r"], rows)
        return column + row if column and row else _OUTSIDE
    first, _, last = hit[0].partition(":")
    move, by = (_column, columns) if hit["columns"] is not None else (_row, rows)
    ends = move(first, by), move(last, by)
    return ":".join(ends) if all(ends) else _OUTSIDE


def _column(name: str, by: int) -> str:
    if name.startswith("$"):
        return name
    number = column_number(name) + by
    return letters(number) if 1 <= number <= MAX_COLUMN else ""


def _row(text: str, by: int) -> str:
    if text.startswith("$"):
        return text
    number = int(text) + by
    return str(number) if 1 <= number <= MAX_ROW else ""
