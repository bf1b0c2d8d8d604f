"""One row of the form: its target, what its rule waits for, and the actual as it was read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from perfscore.model.base import Model
from perfscore.model.deadline import Deadline
from perfscore.model.quantity import Comparator, Interval, Quantity, Unit


class Direction(StrEnum):
    """正向指标 or 反向指标."""

    HIGHER_IS_BETTER = "higher"
    LOWER_IS_BETTER = "lower"


class IndicatorKind(StrEnum):
    """指标值类型, where it is a word and not a comparator."""

    QUALITATIVE = "定性"
    QUANTITATIVE = "定量"


class Target(Model):
    """指标值: its text, and the number, comparator or ordered grades found in it.

    ``scale`` runs from the best grade to the worst.
    """

    text: str = ""
    quantity: Quantity | None = None
    comparator: Comparator | None = None
    scale: tuple[str, ...] = ()


class Indicator(Model):
    """指标: what the row's official cells say, read but not judged."""

    name: str = ""
    content: str = ""
    target: Target = Target()
    unit: Unit | None = None
    unit_text: str = ""
    comparator: Comparator | None = None
    kind: IndicatorKind | None = None
    weight: Decimal | None = None
    year: int | None = None

    @property
    def direction(self) -> Direction | None:
        """The direction that 指标值类型 or the sign in 指标值 states, None where neither does."""
        match self.comparator or self.target.comparator:
            case Comparator.AT_LEAST | Comparator.MORE | Comparator.EQUAL:
                return Direction.HIGHER_IS_BETTER
            case Comparator.AT_MOST | Comparator.LESS:
                return Direction.LOWER_IS_BETTER
            case None:
                return None


class Want(StrEnum):
    """What sort of actual a rule waits for."""

    MEASURE = "measure"
    BUDGET_RATE = "budget_rate"
    GROWTH = "growth"
    DISTANCE = "distance"
    DELAY = "delay"
    RANK = "rank"
    GRADE = "grade"
    STATEMENT = "statement"
    STATES = "states"
    PARTS = "parts"


class Quota(Model):
    """开展宣传教育活动1次: an activity with the number that has to be reached, as 指标值内容 names it."""

    words: str
    quantity: Quantity


class Size(Model):
    """How large an event is: from ``low`` to ``high`` in the unit with this symbol (单起受害面积10亩以上)."""

    symbol: str
    interval: Interval


class Thing(Model):
    """What one part of a sentence is about, in the sentence's own words, to tell the facts of a cell apart by.

    ``words`` are those of its clauses without the points, ``around`` also the words before them; ``before`` and
    ``after`` are what stands on either side of the count (主干道每发现一处占道经营), ``matter`` both; ``claim`` is the
    state in which nothing is lost, ``met`` a number at which nothing is, ``size`` how large
    the events are. ``fault`` says
    that the part only takes points, ``fatal`` that it takes all of them
    at once, ``adds`` that it counts from nothing, ``bonus`` that the sentence says so (加).
    """

    words: str = ""
    around: str = ""
    before: str = ""
    after: str = ""
    matter: str = ""
    claim: str = ""
    met: Quantity | None = None
    size: Size | None = None
    fault: bool = False
    fatal: bool = False
    adds: bool = False
    bonus: bool = False


class Expected(Model):
    """What the cell 实际完成值 of one row may hold: handed to the reader of values.

    ``units`` are the units that a number may carry, the first one being understood where none is written;
    ``reference`` is the target in that unit; ``grades`` the grades to choose from; ``acts`` the verbs of the
    sentence; ``names`` are what the row calls its own thing, in which the words around an actual must be found.
    ``required`` are words of the sentence that a statement has to repeat (在规定时间内), ``scope`` is the circle of a
    rank (全省). ``counts_money`` and ``counts_things`` say that the row is measured in money or in things although
    the sentence speaks of percent; ``has_deadline`` that 指标值 or 指标值内容 names a day or month; ``counts_wanted``
    are the numbers of times written there. ``events`` says that the rule counts what should not happen, ``bare_events``
    that a number alone can only be that count, ``undone`` that what is counted is something left undone,
    ``overrun`` that a budget is not to be overrun at all,
    ``steps_of_events`` that each of them costs. ``extra`` says that the rule
    only adds to nothing, ``worst`` is the place of the state that leaves nothing. ``states`` are the states in words
    that the sentence names, ``added``
    that each stands for itself instead of one excluding the others, ``marks`` are the words of each that no statement
    may leave out (逾期, 在规定时间内), ``denials`` which of the acts is one
    not carried out, ``before_act`` the words before its verb, ``row_names`` what the official cells call the thing,
    ``asked`` that the sentence puts a question (是否); ``costs`` which of the states take points, ``wording`` the
    whole sentence;
    ``parts`` is what each part of a sentence about
    several things waits for, ``only_faults`` that each of them is something that should not happen.
    ``claim`` is the state that gives the points; ``share_of_count`` says that points go by the percentage that a
    count is of the target, so that a bare number may be either; ``signed`` that a number below 0 says
    something, ``falls`` that so much of a fall is asked for.
    ``none_happened`` says that the rule has a branch for 零发案 beside changes, ``chained`` that a change is one
    against the period before (环比). ``origin`` is the number that 少3家 or 低于计划3个百分点 is counted from,
    ``compared_with`` are the texts that name what the actual is held against, ``deadlines`` those of the sentence,
    else of the row. ``thing`` is what a part is about,
    ``short`` says that it counts how far a number that nobody names was missed, and on which side (少2次, 超1次).
    ``share_from`` and ``small_cost`` (percent) come from the profile.
    """

    want: Want
    units: tuple[Unit, ...] = ()
    reference: Decimal | None = None
    grades: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    qualifier: str = ""
    in_year: bool = False
    year: int | None = None
    quota: Quota | None = None
    names: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    scope: str = ""
    counts_money: bool = False
    counts_things: bool = False
    has_deadline: bool = False
    counts_wanted: tuple[Decimal, ...] = ()
    states: tuple[str, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()
    denials: tuple[bool, ...] = ()
    before_act: tuple[str, ...] = ()
    row_names: tuple[str, ...] = ()
    asked: bool = False
    added: bool = False
    parts: tuple[Expected, ...] = ()
    only_faults: bool = False
    claim: str = ""
    costs: tuple[bool, ...] = ()
    wording: str = ""
    thing: Thing = Thing()
    short: Literal["", "below", "above"] = ""
    events: bool = False
    bare_events: bool = False
    overrun: bool = False
    steps_of_events: bool = False
    extra: bool = False
    worst: int | None = None
    undone: bool = False
    share_of_count: bool = False
    chained: bool = False
    none_happened: bool = False
    origin: Quantity | None = None
    deadlines: tuple[Deadline, ...] = ()
    compared_with: tuple[str, ...] = ()
    signed: bool = False
    falls: bool = False
    share_from: Decimal = Decimal(20)
    small_cost: Decimal = Decimal(30)


class Blank(Model):
    """待填报: an empty cell, ``/``, ``—``, or words that say the result is still to come."""

    kind: Literal["blank"] = "blank"
    text: str = ""


class Measured(Model):
    """A number with its unit; a cost is given in percent of the budget where the cell said so."""

    kind: Literal["measured"] = "measured"
    text: str
    quantity: Quantity


class Changed(Model):
    """同比下降3%, 减少2起, 低于平均水平4%: how far from what the rule holds it against, negative for less.

    ``amount`` is None where only the direction is known; it is in ``unit``, percent where that is None.
    """

    kind: Literal["changed"] = "changed"
    text: str
    sign: Literal[-1, 0, 1]
    amount: Decimal | None
    unit: Unit | None = None


class Ranked(Model):
    """A place, 1 is best; ``exact`` is False for 前五, which only says that the place is 5 or better."""

    kind: Literal["ranked"] = "ranked"
    text: str
    place: int
    exact: bool = True


class Graded(Model):
    """One grade of the row's grades."""

    kind: Literal["graded"] = "graded"
    text: str
    grade: str


class Stated(Model):
    """已完成, 没有开展, 未超预算: a plain yes or no to what the sentence asks; ``how`` is its adverb (按时)."""

    kind: Literal["stated"] = "stated"
    text: str
    done: bool
    how: str = ""


class Dated(Model):
    """The day on which the act was carried out; whether it lies in the budget year is for the score to say.

    ``year_known`` is False where the cell names no year and that of the deadline is understood.
    """

    kind: Literal["dated"] = "dated"
    text: str
    day: date
    year_known: bool = True


class Told(Model):
    """A statement in words: which of the rule's states it asserts (True) or denies (False); None is left open.

    ``count`` is how many are asserted, where the statement only says that.
    """

    kind: Literal["told"] = "told"
    text: str
    verdicts: tuple[bool | None, ...]
    count: int | None = None


class Several(Model):
    """What the cell says of each part of a sentence about several things, in the order of the sentence."""

    kind: Literal["several"] = "several"
    text: str


Actual = Told | Several | Blank | Measured | Changed | Ranked | Graded | Stated | Dated
