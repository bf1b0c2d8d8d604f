"""A native formula as a tree: built by the compiler, written as text, and computed as spreadsheet programs do.

Only functions that Excel 2010, WPS and LibreOffice share. Numbers are binary floating point there, so they are here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import assert_never

from perfscore.numbers.text import format_number

Value = float | str | bool
LONGEST_TEXT = 255
"""Characters: Excel takes no longer text in quotation marks inside a formula."""


class FormulaError(Exception):
    """What a cell shows as #VALUE!, #DIV/0! and the like."""


class Name(StrEnum):
    """The cells of a row that a formula refers to."""

    ACTUAL = "actual"
    NUMBER = "number"
    """实际数: the helper cell that holds the actual as a number of the row's own unit."""
    TARGET = "target"
    WEIGHT = "weight"
    RULE = "rule"
    UNIT = "unit"
    KIND = "kind"
    INDICATOR = "indicator"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Number:
    """A number."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """Words; quotation marks in them are doubled when written."""

    value: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the row."""

    name: Name


@dataclass(frozen=True, slots=True)
class Operation:
    """Two expressions with an operator between them: + - * / & = <> < <= > >=."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple[Expression, ...]


Expression = Number | Text | Cell | Operation | Call

_STRENGTH = {"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4}
_ATOM = 9


def call(function: str, *arguments: Expression) -> Call:
    """Return a call of a function."""
    return Call(function, arguments)


def number(value: Decimal | int) -> Number:
    """Return a number."""
    return Number(Decimal(value))


def write(expression: Expression, cells: Mapping[Name, str]) -> str:
    """Write an expression without the leading equals sign.

    Args:
        expression: the tree.
        cells: the address of each cell that it refers to.

    Raises:
        KeyError: a cell is missing.
    """
    return _write(expression, cells)[0]


def _write(expression: Expression, cells: Mapping[Name, str]) -> tuple[str, int]:
    match expression:
        case Number(value):
            return (f"({format_number(value)})", _ATOM) if value < 0 else (format_number(value), _ATOM)
        case Text(value):
            return '"' + value.replace('"', '""') + '"', _ATOM
        case Cell(name):
            return cells[name], _ATOM
        case Call(function, arguments):
            return f"{function}({','.join(write(one, cells) for one in arguments)})", _ATOM
        case Operation(sign, left, right):
            strength = _STRENGTH[sign]
            first, second = _write(left, cells), _write(right, cells)
            one = f"({first[0]})" if first[1] < strength else first[0]
            # The right side of - and / is not free to lose its brackets; of the others it may keep them.
            other = f"({second[0]})" if second[1] <= strength else second[0]
            return f"{one}{sign}{other}", strength
        case _:
            assert_never(expression)


def replace_cell(expression: Expression, name: Name, by: Expression) -> Expression:
    """Return the expression with another one in the place of a cell."""
    match expression:
        case Cell(own):
            return by if own is name else expression
        case Call(function, arguments):
            return Call(function, tuple(replace_cell(one, name, by) for one in arguments))
        case Operation(sign, left, right):
            return Operation(sign, replace_cell(left, name, by), replace_cell(right, name, by))
        case Number() | Text():
            return expression
        case _:
            assert_never(expression)


def names_in(expression: Expression) -> frozenset[Name]:
    """Return the cells that an expression refers to."""
    match expression:
        case Cell(name):
            return frozenset((name,))
        case Call(_, arguments):
            return frozenset().union(*map(names_in, arguments))
        case Operation(_, left, right):
            return names_in(left) | names_in(right)
        case Number() | Text():
            return frozenset()
        case _:
            assert_never(expression)


@dataclass(frozen=True, slots=True)
class Row:
    """The values of the cells of a row, and whether the actual is shown in a percent format."""

    values: Mapping[Name, Value]
    is_percent: bool = False


def compute(expression: Expression, row: Row) -> Value:
    """Compute an expression as a spreadsheet program would.

    Raises:
        FormulaError: the cell would show an error.
    """
    match expression:
        case Number(value):
            return float(value)
        case Text(value):
            return value
        case Cell(name):
            return row.values[name]
        case Operation(sign, left, right):
            return _operate(sign, compute(left, row), compute(right, row))
        case Call("IF", (condition, yes, no)):
            return compute(yes, row) if _truth(compute(condition, row)) else compute(no, row)
        case Call("IFERROR", (first, other)):
            try:
                return compute(first, row)
            except FormulaError:
                return compute(other, row)
        case Call("CELL"):
            return "P2" if row.is_percent else "G"
        case Call(function, arguments):
            return _FUNCTIONS[function](*(compute(one, row) for one in arguments))
        case _:
            assert_never(expression)


def _truth(value: Value) -> bool:
    if isinstance(value, str):
        raise FormulaError
    return bool(value)


def _number(value: Value) -> float:
    if isinstance(value, str):
        raise FormulaError
    return float(value)


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return format_number(Decimal(f"{value:.15g}")) if isinstance(value, float) else value


def _operate(sign: str, left: Value, right: Value) -> Value:
    match sign:
        case "&":
            return _shown(left) + _shown(right)
        case "=":
            return _is_equal(left, right)
        case "<>":
            return not _is_equal(left, right)
        case "<" | "<=" | ">" | ">=":
            first, second = _number(left), _number(right)
            return {"<": first < second, "<=": first <= second, ">": first > second, ">=": first >= second}[sign]
    first, second = _number(left), _number(right)
    if sign == "/" and second == 0:
        raise FormulaError
    return {"+": first + second, "-": first - second, "*": first * second}[sign] if sign != "/" else first / second


def _is_equal(left: Value, right: Value) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left.lower() == right.lower()
    return not isinstance(left, str) and not isinstance(right, str) and float(left) == float(right)


def _round(value: Value, places: Value) -> float:
    # Programs round the number that the 15 digits show, half away from nought.
    shown = Decimal(f"{_number(value):.15g}")
    return float(shown.quantize(Decimal(1).scaleb(-int(_number(places))), ROUND_HALF_UP))


def _value(value: Value) -> float:
    if not isinstance(value, str):
        return _number(value)
    text = value.strip()
    percent = text.endswith("%")
    plain = text.removesuffix("%")
    # Dates, times and fractions are numbers to a program too; a formula compares what comes out with what was typed.
    if not plain or not all(character in "0123456789.+-" for character in plain):
        raise FormulaError
    try:
        return float(plain) / (100 if percent else 1)
    except ValueError as problem:
        raise FormulaError from problem


_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "AND": lambda *values: all(map(_truth, values)),
    "OR": lambda *values: any(map(_truth, values)),
    "NOT": lambda value: not _truth(value),
    "ISNUMBER": lambda value: isinstance(value, float) and not isinstance(value, bool),
    "ROUND": _round,
    "INT": lambda value: float(math.floor(_number(value))),
    "MIN": lambda *values: min(map(_number, values)),
    "MAX": lambda *values: max(map(_number, values)),
    "VALUE": _value,
    "TRIM": lambda value: " ".join(_shown(value).split(" ")).strip(),
    "LEFT": lambda value: _shown(value)[:1],
    "SUBSTITUTE": lambda value, old, new: _shown(value).replace(_shown(old), _shown(new)),
}
