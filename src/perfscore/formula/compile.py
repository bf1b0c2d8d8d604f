"""A row that the engine scores in, its native formulas out: built from the engine's answers and held against them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from perfscore.formula.curve import Curve, NotInPiecesError, Piece
from perfscore.formula.expression import (
    LONGEST_TEXT,
    Call,
    Cell,
    Expression,
    FormulaError,
    Name,
    Number,
    Operation,
    Row,
    Text,
    Value,
    call,
    compute,
    names_in,
    number,
    replace_cell,
)
from perfscore.formula.oracle import Subject
from perfscore.formula.typed import REVIEW, Typing, reading, typing_of
from perfscore.formula.words import words_of
from perfscore.model.indicator import Want

AWAITING = Text("待填报")
CHANGED = Text("表内容已改，请重新转为普通公式")
_ACTUAL, _NUMBER = Cell(Name.ACTUAL), Cell(Name.NUMBER)
_NUMBERS = (Want.MEASURE, Want.BUDGET_RATE, Want.RANK, Want.GROWTH)
_WORDS = (Want.STATEMENT, Want.GRADE, Want.STATES)
_CENT, _TINY = Decimal("0.01"), Decimal("0.0000001")
_PLAIN = tuple(
    map(
        Decimal,
        "-3 -1.6 0.04 0.12 0.21 0.37 0.5 0.66 0.83 0.95 1 1.2 1.7 1.9 2.3 3.1 4.4 6.2 8.9 13 21 34 55 72 45000".split(),
    )
)
"""Numbers as people type them without a unit, small ones above all: there a share, a percentage and a count differ."""
_PROBES = tuple(map(Decimal, ("0.37", "0.9999999", "1.0000001", "1.013", "1.37", "2.718", "8.3")))


@dataclass(frozen=True, slots=True)
class Formula:
    """The formulas of one row: 实际数 over the actual, and 得分 over 实际数."""

    number: Expression
    points: Expression


@dataclass(frozen=True, slots=True)
class NotCompiled:
    """Why a row has no formula, in Chinese."""

    reason: str


def compile_row(subject: Subject, official: dict[Name, str]) -> Formula | NotCompiled:
    """Compile one row.

    Args:
        subject: the row and the engine that answers for it.
        official: the texts of the cells on which the formula rests, 指标值 among them; where one is changed later, the
            formula says so instead of giving points.
    """
    want = subject.expected.want
    if subject.rule.parts or want is Want.PARTS:
        return NotCompiled("评分标准有几项要求，一格里写几件事的不能写成公式")
    try:
        if want in _WORDS:
            return _guarded(_in_words(subject), subject, official)
        if want in _NUMBERS and not subject.expected.states:
            return _guarded(_in_numbers(subject), subject, official)
    except NotInPiecesError as problem:
        return NotCompiled(f"{problem}，不能写成公式")
    return NotCompiled("这一行要填的内容（如日期、与标准的差距）不能用公式来读")


def _in_words(subject: Subject) -> Formula:
    groups = words_of(subject)
    if not groups:
        raise NotInPiecesError("没有可以填的固定说法")
    points: Expression = call("IF", Operation("=", _NUMBER, Text("")), AWAITING, REVIEW)
    for earned, words in reversed(groups):
        same = [Operation("=", _NUMBER, Text(word)) for word in words]
        points = call("IF", same[0] if len(same) == 1 else call("OR", *same), earned, points)
    read = call("IF", call("OR", *(Operation("=", _ACTUAL, Text(one)) for one in ("/", "—", "-"))), Text(""), _ACTUAL)
    return Formula(call("IFERROR", Operation("&", read, Text("")), REVIEW), points)


def _in_numbers(subject: Subject) -> Formula:
    """Compile with as many cells referred to as the engine bears out, the rest as numbers that have to stay."""
    found, problem = typing_of(subject), NotInPiecesError()
    typings = dict.fromkeys((found, replace(found, bare=found.after == "", shares=False)))
    for typing, target, weight in product(typings, (True, False), (True, False)):
        try:
            return _in_pieces(subject, Curve(subject, typing, refers_to_target=target, refers_to_weight=weight))
        except NotInPiecesError as last:
            problem = last
    raise problem


def _in_pieces(subject: Subject, curve: Curve) -> Formula:
    typing = curve.typing
    pieces = curve.pieces()
    if all(piece.points == REVIEW for piece in pieces):
        raise NotInPiecesError("没有一个数能由原文算出得分")
    points = _rounded(_nested(pieces, curve))
    if curve.grain is not None:
        points = call("IF", _is_whole(curve.grain), points, REVIEW)
    other = call("IF", Operation("=", _NUMBER, Text("")), AWAITING, _NUMBER)
    formula = Formula(reading(typing), call("IF", call("ISNUMBER", _NUMBER), points, other))
    _hold_against_the_engine(formula, subject, typing, pieces)
    return formula


def _is_whole(grain: Decimal) -> Expression:
    """Tell whether 实际数 is a whole number of what is counted: half a firm is a slip of the pen."""
    if grain == 1:
        return Operation("=", _NUMBER, call("INT", _NUMBER))
    counted = Operation("*", _NUMBER, Number((1 / grain).normalize() + 0))
    return Operation("=", call("ROUND", counted, number(6)), call("ROUND", counted, number(0)))


def _nested(pieces: tuple[Piece, ...], curve: Curve) -> Expression:
    points = pieces[-1].points
    for piece in reversed(pieces[:-1]):
        assert piece.end is not None
        sign = "<=" if piece.closed else "<"
        points = call("IF", Operation(sign, _NUMBER, curve.number_of(piece.end)), piece.points, points)
    return points


def _rounded(expression: Expression) -> Expression:
    """Round every number as the engine rounds points, and leave words alone."""
    match expression:
        case Text():
            return expression
        case Number(value) if value == value.quantize(_CENT):
            return expression
        case Call("IF", (condition, yes, no)):
            return call("IF", condition, _rounded(yes), _rounded(no))
        case _:
            return call("ROUND", call("ROUND", expression, number(10)), number(2))


def _hold_against_the_engine(formula: Formula, subject: Subject, typing: Typing, pieces: tuple[Piece, ...]) -> None:
    """Compare formula and engine at and around every number where something begins, and between.

    Where the formula refers to 指标值 or 分值, with other numbers in those cells too.

    Raises:
        NotInPiecesError: they differ somewhere.
    """
    names = names_in(formula.points)
    ends = [piece.end for piece in pieces if piece.end is not None]
    for target, weight in _variants(subject, names):
        samples = [one for piece in pieces for one in piece.samples] if target is None else []
        for value in dict.fromkeys((*_tried(ends, subject.own_target, target), *samples)):
            for actual in dict.fromkeys((value, typing.words(value))):
                _compare(formula, subject, actual, target, weight)


def _variants(subject: Subject, names: frozenset[Name]) -> Iterator[tuple[Decimal | None, Decimal | None]]:
    yield None, None
    target, weight = subject.own_target, subject.own_weight
    if Name.TARGET in names and target is not None:
        yield from ((target * factor, None) for factor in map(Decimal, ("0.3", "0.5", "0.8", "1.5", "3")))
    if Name.WEIGHT in names and weight is not None:
        yield from ((None, weight * factor) for factor in map(Decimal, ("0.3", "0.5", "1.7", "2", "5")))


def _tried(ends: list[Decimal], own: Decimal | None, target: Decimal | None) -> Iterator[Decimal]:
    moved = [target if end == own and target is not None else end for end in ends]
    for end in moved:
        yield from (end, end - _TINY, end + _TINY, end - _CENT, end + _CENT, end - 1, end + 1, end + Decimal("2.5"))
    largest = max((abs(end) for end in moved), default=Decimal(10)) or Decimal(10)
    yield from ((largest * probe).quantize(_CENT) for probe in _PROBES)
    yield from _PLAIN


def _compare(
    formula: Formula, subject: Subject, actual: str | Decimal, target: Decimal | None, weight: Decimal | None
) -> None:
    found = computed(formula, subject, actual, target, weight)
    if isinstance(found, str):
        return  # a formula may ask a person where the engine scores
    points = subject.points(actual, target, weight)
    if points is None or Decimal(f"{found:.6f}") != points:
        raise NotInPiecesError("公式与逐行计算的结果不一致")


def computed(
    formula: Formula, subject: Subject, actual: str | Decimal, target: Decimal | None, weight: Decimal | None
) -> Value:
    """Return what the formula of 得分 shows for an actual."""
    values: dict[Name, Value] = {
        Name.ACTUAL: actual if isinstance(actual, str) else float(actual),
        Name.TARGET: float(target if target is not None else subject.own_target or 0),
        Name.WEIGHT: float(weight if weight is not None else subject.own_weight or 0),
    }
    try:
        values[Name.NUMBER] = compute(formula.number, Row(values))
        return compute(formula.points, Row(values))
    except FormulaError:
        return "#VALUE!"


def _guarded(formula: Formula, subject: Subject, official: dict[Name, str]) -> Formula | NotCompiled:
    """Let the formula say where a cell that it rests on was changed, or where it was filled down to another row."""
    names = names_in(formula.points)
    texts: dict[Name, str] = {name: text for name, text in official.items() if name is not Name.TARGET}
    if any(len(text) > LONGEST_TEXT for text in texts.values()):
        return NotCompiled(f"评分标准等格的文字超过{LONGEST_TEXT}字，不能写进公式核对")
    changed = call("OR", _differs(texts), *_pinned(subject, names, official[Name.TARGET]))
    read = call("IF", changed, CHANGED, formula.number)
    return Formula(read, replace_cell(formula.points, Name.WEIGHT, _WEIGHT))


def _differs(texts: dict[Name, str]) -> Expression:
    """Compare several cells at once: their texts one behind the other."""
    cells = [Cell(name) for name in texts]
    whole = "".join(texts.values())
    parts = [Text(whole[start : start + LONGEST_TEXT]) for start in range(0, len(whole), LONGEST_TEXT)]
    return Operation("<>", _behind_each_other(cells), _behind_each_other(parts))


def _behind_each_other(parts: Sequence[Expression]) -> Expression:
    joined = parts[0]
    for part in parts[1:]:
        joined = Operation("&", joined, part)
    return joined


_WEIGHT = call("VALUE", call("SUBSTITUTE", Cell(Name.WEIGHT), Text("分"), Text("")))
"""分值 as a number, with or without 分 behind it."""


def _pinned(subject: Subject, names: frozenset[Name], target: str) -> list[Expression]:
    """What the formula does not refer to has to stay as it is; what it refers to has to be a number."""
    checks: list[Expression] = []
    if Name.TARGET in names:
        checks.append(call("NOT", call("ISNUMBER", Cell(Name.TARGET))))
    else:
        same: Expression = Text(target) if subject.own_target is None else Number(subject.own_target)
        checks.append(Operation("<>", Cell(Name.TARGET), same))
    if Name.WEIGHT in names:
        return checks
    if subject.own_weight is None:
        checks.append(Operation("<>", Cell(Name.WEIGHT), Text("")))
    else:
        checks.append(Operation("<>", _WEIGHT, Number(subject.own_weight)))
    return checks
