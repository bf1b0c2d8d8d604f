"""Formulas as trees: how they are written, and that computing them here is what programs do."""

from __future__ import annotations

import pytest

from perfscore.formula.expression import (
    Cell,
    Expression,
    FormulaError,
    Name,
    Operation,
    Row,
    Text,
    Value,
    call,
    compute,
    names_in,
    number,
    replace_cell,
    write,
)

NUMBER, TARGET = Cell(Name.NUMBER), Cell(Name.TARGET)
PLACES = {Name.NUMBER: "I2", Name.TARGET: "B2"}


def minus(left: Expression, right: Expression) -> Operation:
    return Operation("-", left, right)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (minus(minus(number(3), number(2)), number(1)), "3-2-1"),
        (minus(number(3), minus(number(2), number(1))), "3-(2-1)"),
        (Operation("*", minus(TARGET, NUMBER), number(2)), "(B2-I2)*2"),
        (Operation("/", number(1), Operation("*", number(2), number(3))), "1/(2*3)"),
        (minus(number(0), number(-2)), "0-(-2)"),
        (Operation("=", Operation("&", NUMBER, Text("%")), Text('a"b')), 'I2&"%"="a""b"'),
        (call("IF", Operation("<=", NUMBER, TARGET), Text("=1+1"), number(7)), 'IF(I2<=B2,"=1+1",7)'),
    ],
)
def test_it_is_written_with_the_brackets_it_needs(expression: Expression, text: str) -> None:
    assert write(expression, PLACES) == text


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (
            call("ROUND", call("ROUND", minus(number(20), Operation("*", number(1), NUMBER)), number(10)), number(2)),
            17.0,
        ),
        (call("ROUND", Operation("/", number(1005), number(1000)), number(2)), 1.01),
        (call("INT", minus(number(0), Operation("/", number(1), number(2)))), -1.0),
        (Operation("&", call("VALUE", Text("97.50%")), Text("")), "0.975"),
        (Operation("=", Text("Ab"), Text("aB")), True),
        (Operation("=", Text("3"), NUMBER), False),
        (call("IFERROR", call("VALUE", Text("5家")), Text("?")), "?"),
        (call("IFERROR", Operation("/", number(1), number(0)), Text("?")), "?"),
        (call("ISNUMBER", Text("3")), False),
        (call("SUBSTITUTE", Text("27家"), Text("家"), Text("")), "27"),
    ],
)
def test_it_is_computed_as_programs_do(expression: Expression, value: Value) -> None:
    assert compute(expression, Row({Name.NUMBER: 3.0})) == value


@pytest.mark.parametrize(
    "expression",
    [call("VALUE", Text("1/2")), call("VALUE", Text("")), Operation("+", number(1), Text("x")), call("INT", Text("1"))],
)
def test_what_a_cell_shows_as_an_error_is_one(expression: Expression) -> None:
    with pytest.raises(FormulaError):
        compute(expression, Row({}))


def test_a_cell_is_replaced_wherever_it_stands() -> None:
    both = call("IF", Operation(">", NUMBER, number(1)), NUMBER, TARGET)
    replaced = replace_cell(both, Name.NUMBER, number(5))
    assert write(replaced, PLACES) == "IF(5>1,5,B2)"
    assert names_in(both) == {Name.NUMBER, Name.TARGET}
    assert names_in(replaced) == {Name.TARGET}
