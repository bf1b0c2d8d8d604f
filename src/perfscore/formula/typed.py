"""How an actual is typed as one number: what stands around it, and what a bare number means."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfscore.formula.expression import Cell, Expression, Name, Number, Operation, Text, call, number
from perfscore.formula.oracle import Subject
from perfscore.model.indicator import Want
from perfscore.numbers.text import format_number
from perfscore.values.units import is_ratio

REVIEW = Text("需人工评定")
_ACTUAL = Cell(Name.ACTUAL)
_BLANKS = ("", "/", "—", "-")
_SHARES = tuple(
    map(Decimal, "0.003 0.02 0.05 0.1 0.15 0.185 0.25 0.33 0.5 0.6 0.7 0.75 0.8 0.873 0.9 0.95 0.99".split())
)
_BARE = tuple(
    map(Decimal, "1.7 2 3 4.5 5 7 8 10 12 15 18 20 25 27 30 45.5 50 60 72 80 88 90 97 99.5 100 110 120".split())
)
_LEAST_BARE, _MOST_UNSURE = Decimal(1), Decimal("1.5")
_PLACES = 10
"""0.07 times 100 is a little more than 7 to a program; so many places are left."""
_FIRST_DATE, _LAST_DATE = 29221, 73050
"""The numbers behind the days from 1980 to 2099: a program stores a date so, and it never counts as a number."""


@dataclass(frozen=True, slots=True)
class Typing:
    """The words around the number of an actual (第…名, …家, …%), and how a number without them is taken."""

    before: str
    after: str
    bare: bool
    """A number without them means the same."""
    shares: bool
    """A number between 0 and 1 is a share: 0.95 is 95%."""

    def words(self, value: Decimal) -> str | Decimal:
        """Write an actual the way that leaves no doubt."""
        shown = format_number(value)
        return f"{self.before}{shown}{self.after}" if self.before or self.after else value


def typing_of(subject: Subject) -> Typing:
    """Find out how a number may be typed on the row, by asking the engine."""
    before, after = _around(subject)
    if not before and not after:
        return Typing("", "", bare=True, shares=False)
    sure = Typing(before, after, bare=False, shares=False)
    bare = _agree(subject, sure, _BARE, Decimal(1))
    shares = after == "%" and _agree(subject, sure, _SHARES, Decimal(100))
    return Typing(before, after, bare, shares)


def _around(subject: Subject) -> tuple[str, str]:
    want, units = subject.expected.want, subject.expected.units
    if want is Want.RANK:
        return "第", "名"
    if want in (Want.BUDGET_RATE, Want.GROWTH) or (units and is_ratio(units[0]) and units[0].factor == 1):
        return "", "%"
    return "", units[0].symbol if units else ""


def _agree(subject: Subject, sure: Typing, numbers: tuple[Decimal, ...], factor: Decimal) -> bool:
    """Tell whether the engine takes bare numbers as it takes those with their words, and asks about the same ones."""
    pairs = [(subject.points(one), subject.points(sure.words(one * factor))) for one in numbers]
    return all(bare == worded for bare, worded in pairs) and any(bare is not None for bare, _ in pairs)


def reading(typing: Typing) -> Expression:
    """Return the formula of 实际数: the number, empty for an empty cell, else words that ask for a person."""
    bare_text = Operation("=", Operation("&", call("VALUE", _ACTUAL), Text("")), Operation("&", _ACTUAL, Text("")))
    worded = _worded(typing)
    read = call("IF", call("IFERROR", bare_text, Operation("=", number(1), number(0))), _bare(typing), worded)
    blank = call("OR", *(Operation("=", _ACTUAL, Text(word)) for word in _BLANKS))
    return call("IFERROR", call("IF", blank, Text(""), read), REVIEW)


def _worded(typing: Typing) -> Expression:
    if not typing.before and not typing.after:
        return REVIEW
    plain: Expression = _ACTUAL
    for words in filter(None, (typing.before, typing.after)):
        plain = call("SUBSTITUTE", plain, Text(words), Text(""))
    again: Expression = call("VALUE", plain)
    if typing.before:
        again = Operation("&", Text(typing.before), again)
    if typing.after:
        again = Operation("&", again, Text(typing.after))
    return call("IF", Operation("=", again, _ACTUAL), call("VALUE", plain), REVIEW)


def _bare(typing: Typing) -> Expression:
    value = call("VALUE", _ACTUAL)
    date = call("AND", Operation(">", value, number(_FIRST_DATE)), Operation("<", value, number(_LAST_DATE)))
    taken: Expression = call("IF", date, REVIEW, value) if typing.bare else REVIEW
    shown = Operation("=", call("LEFT", call("CELL", Text("format"), _ACTUAL)), Text("P"))
    if typing.after != "%":
        return call("IF", shown, REVIEW, taken)
    hundred = call("ROUND", Operation("*", value, number(100)), number(_PLACES))
    if typing.bare:
        above = call("AND", Operation(">=", value, number(_LEAST_BARE)), Operation("<=", value, Number(_MOST_UNSURE)))
        below = call("AND", Operation(">", value, Number(-_MOST_UNSURE)), Operation("<", value, number(0)))
        taken = call("IF", call("OR", above, below), REVIEW, taken)
    share = call("AND", Operation(">", value, number(0)), Operation("<", value, number(1)))
    taken = call("IF", share, hundred if typing.shares else REVIEW, taken)
    return call("IF", shown, call("IF", call("ISNUMBER", _ACTUAL), hundred, REVIEW), taken)
