"""The productions of events that cost differently by their number: 第一起、第二起分别扣5分、6分; 首件不扣分."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from perfscore.diagnostics import Span
from perfscore.model.quantity import Dimension, Interval, Quantity, Unit
from perfscore.model.rule import Always, Basis, Clause, DeductPer, DeductPoints, NoMarks, Side, Within
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft, take_amount, take_points
from perfscore.rules.lexicon import FREE_WORDS, Kind
from perfscore.rules.sizes import take_bounds
from perfscore.values.units import unit_at

_MOST = 20
"""No list of events goes on longer."""
_ALL = Decimal(100)
"""What no row has more of, so that nothing is left to take."""
_ONE = Decimal(1)
_FIRST = re.compile(r"(?P<words>.*?)首(?P<unit>[次起件例宗个])$")
_VERBS_LAST = re.compile("(?:若|如|凡|对|因)?(?:发生|出现|发现|存在|查出|产生|造成)?了?的?$")


def take_series(cursor: Cursor, draft: Draft) -> bool:
    """series = [words] first { “、” “第” NUMBER UNIT } [words] [“,” size] [RESPECTIVELY] DEDUCT points { “、” points }.

    The second event costs its own points and those of the first: 第一起、第二起分别扣5分、6分 takes 11 for two.
    """
    start = cursor.index
    words = cursor.run_of(*FREE_WORDS)
    listed = _ordinals(cursor, words)
    if listed is None:
        return False
    count, unit, words = listed
    words += cursor.run_of(*FREE_WORDS)
    words += _size_of_each(cursor)
    cursor.comma()
    if cursor.take(Kind.RESPECTIVELY) is None or cursor.take(Kind.DEDUCT) is None:
        return False
    points = _points(cursor)
    if len(points) != count:
        return False
    if cursor.sees(Kind.SEPARATOR, Kind.AND_SO_ON):
        cursor.index += 2
        points = _continued(points)
        if not points:
            return False
    draft.clauses += _tiers(points, unit, _VERBS_LAST.sub("", words.strip("的,")), cursor.span_from(start))
    return True


def _ordinals(cursor: Cursor, words: str) -> tuple[int, Unit, str] | None:
    """The number of ordinals from the first on, their unit, and the words around them."""
    first = _FIRST.fullmatch(words)
    unit = unit_at(first["unit"], 0) if first else None
    count, behind = (1, "") if first and unit else (0, "")
    while True:
        if count and not _between(cursor):
            break
        place = cursor.index
        if cursor.take(Kind.TOP) is None:
            cursor.index = place
            break
        number = cursor.take(Kind.NUMBER)
        own, behind = _unit(cursor)
        if number is None or number.value != count + 1 or own is None or (unit is not None and own != unit):
            return None
        unit, count = own, count + 1
        if behind:
            break
    if unit is None or count < 2:  # noqa: PLR2004 - one event is no series
        return None
    if not behind:
        cursor.take(Kind.OR_MORE, Kind.ONWARDS)
    before = first["words"] if first else words
    return count, unit, _VERBS_LAST.sub("", before) + behind


def _between(cursor: Cursor) -> bool:
    token, follows = cursor.peek(), cursor.peek(1)
    joins = token is not None and (token.text == "、" or token.kind is Kind.LINK or token.text in ("和", "及"))
    if not joins or follows is None or follows.kind is not Kind.TOP:
        return False
    cursor.index += 1
    return True


def _unit(cursor: Cursor) -> tuple[Unit | None, str]:
    """起 behind 第一 is a unit too, and the words behind it name what happened."""
    token = cursor.take(Kind.UNIT)
    if token is not None:
        return token.unit, ""
    token = cursor.peek()
    unit = unit_at(token.text, 0) if token is not None and token.kind is Kind.TEXT else None
    if token is None or unit is None or unit.dimension is not Dimension.COUNT:
        return None, ""
    cursor.take(Kind.TEXT)
    return unit, token.text[len(unit.symbol) :]


def _size_of_each(cursor: Cursor) -> str:
    """且每起过火面积在15亩以上: how large each of them is."""
    start = cursor.index
    cursor.comma()
    cursor.take(Kind.AND)
    if cursor.take(Kind.EACH) is None or cursor.take(Kind.UNIT) is None:
        cursor.index = start
        return ""
    words = cursor.run_of(*FREE_WORDS)
    size = take_bounds(cursor)
    if not size:
        cursor.index = start
        return ""
    return f"单起{words.removesuffix('在')}{size}"


def _points(cursor: Cursor) -> list[Decimal]:
    found: list[Decimal] = []
    while (points := take_points(cursor)) is not None:
        found.append(points)
        token = cursor.peek()
        if token is None or token.text not in "、,和":
            break
        place = cursor.index
        cursor.index += 1
        cursor.take(Kind.DEDUCT)
        if not cursor.sees(Kind.NUMBER, Kind.POINTS):
            cursor.index = place
            break
    return found


def _continued(points: list[Decimal]) -> list[Decimal]:
    """Go on as the list began; empty where it goes by no equal step, or by one that ends."""
    steps = {two - one for one, two in pairwise(points)}
    if len(steps) != 1 or min(steps) < 0:
        return []
    step, found = steps.pop(), [*points]
    while sum(found) < _ALL and len(found) < _MOST:
        found.append(found[-1] + step)
    return found


def take_free_first(cursor: Cursor, draft: Draft) -> bool:
    """free first = [words free “不扣分” “,”] from EACH [FOUND] [NUMBER] UNIT [words] [PARTICLE] [“,”] DEDUCT points.

    free = 首件 | 第一件 | 2次以内; from = [从] 第 NUMBER UNIT (起|开始) [“,”] | 超过 NUMBER UNIT [的|后|以上] [“,”].
    """
    start = cursor.index
    words, free = _free(cursor)
    beyond = _beyond(cursor, said=free is not None)
    if beyond is None or (free is not None and free != beyond[0]):
        return False
    allowed, inside = beyond
    words = words or inside
    cursor.comma()
    if cursor.take(Kind.EACH) is None:
        return False
    cursor.take(Kind.FOUND)
    cursor.run_of(Kind.TEXT) if cursor.sees(Kind.TEXT, Kind.NUMBER, Kind.UNIT) else None
    number, unit = cursor.take(Kind.NUMBER), cursor.take(Kind.UNIT)
    if unit is None or unit.unit is None or unit.unit != allowed.unit or (number is not None and number.value != _ONE):
        return False
    words += cursor.run_of(*FREE_WORDS)
    cursor.comma()
    amount = take_amount(cursor) if cursor.take(Kind.DEDUCT) else None
    if amount is None:
        return False
    award = DeductPer(
        points=amount[0],
        of_full=amount[1],
        per=Quantity(value=_ONE, unit=unit.unit),
        side=Side.ABOVE,
        basis=Basis.OCCURRENCES,
        reference=allowed,
        matter=_VERBS_LAST.sub("", words.strip("的,")),
    )
    draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


def _free(cursor: Cursor) -> tuple[str, Quantity | None]:
    """首件不扣分, 迟到2次以内不扣分: how many cost nothing, and the words before."""
    start = cursor.index
    words = cursor.run_of(*FREE_WORDS)
    first = _FIRST.fullmatch(words)
    quantity: Quantity | None = None
    if first is not None and (unit := unit_at(first["unit"], 0)):
        words, quantity = first["words"], Quantity(value=_ONE, unit=unit)
    elif cursor.take(Kind.TOP):
        number = cursor.take(Kind.NUMBER)
        own, behind = _unit(cursor)
        words += behind
        quantity = Quantity(value=_ONE, unit=own) if number is not None and number.value == _ONE and own else None
    else:
        number, token = cursor.take(Kind.NUMBER), cursor.take(Kind.UNIT)
        within = cursor.take(Kind.OR_LESS)
        if within and number is not None and number.value is not None and token is not None:
            quantity = Quantity(value=number.value, unit=token.unit)
    words += cursor.run_of(*FREE_WORDS)
    token = cursor.take(Kind.NOT_COUNTED)
    if quantity is None or token is None or token.text not in ("不扣分", "不扣", "不予扣分"):
        cursor.index = start
        return "", None
    cursor.comma()
    return words, quantity


def _beyond(cursor: Cursor, *, said: bool) -> tuple[Quantity, str] | None:
    """从第二件起, 超过2次后: how many cost nothing, told by the first that does, and the words before it.

    Of 超过2次的，每次扣1分 alone it is not said whether the first two cost too.
    """
    words = cursor.run_of(*FREE_WORDS).removesuffix("从").removesuffix("自")
    if cursor.take(Kind.ABOVE):
        number, token = cursor.take(Kind.NUMBER), cursor.take(Kind.UNIT)
        beyond = cursor.take(Kind.ONWARDS) is not None
        later = cursor.peek()
        if later is not None and later.text in ("后", "部分"):
            beyond = cursor.take(later.kind) is not None
        cursor.take(Kind.PARTICLE)
        if not (said or beyond) or number is None or number.value is None or token is None or token.unit is None:
            return None
        counted = token.unit.dimension is Dimension.COUNT and number.value == number.value.to_integral_value()
        return (Quantity(value=number.value, unit=token.unit), words) if counted else None
    number = cursor.take(Kind.NUMBER) if cursor.take(Kind.TOP) else None
    token = cursor.take(Kind.UNIT)
    later = cursor.peek()
    onwards = later is not None and (later.text in ("起", "开始", "以上", "及以上") or later.kind is Kind.ONWARDS)
    if number is None or number.value is None or token is None or token.unit is None or not onwards:
        return None
    cursor.index += 1
    cursor.take(Kind.PARTICLE)
    if number.value <= _ONE or token.unit.dimension is not Dimension.COUNT:
        return None
    return Quantity(value=number.value - 1, unit=token.unit), words


def counted_first(draft: Draft, quantity: Quantity, subject: str) -> str | None:
    """Return what the first event is called, where this is a tier for more of them: 脱岗1次扣1分，2次扣3分."""
    for clause in draft.clauses:
        if _takes_for_one(clause) and _unit_of_one(clause) == quantity.unit and quantity.value > 1:
            matter = _matter_of_one(clause)
            return matter if subject in ("", matter) else None
    return None


def and_each_more(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """“有1件扣2分，每多1件扣1分”: what the first costs, and what each further one does."""
    if len(clauses) == 1:
        return clauses
    first = next((clause for clause in clauses if _takes_for_one(clause)), None)
    more = [clause for clause in clauses if _takes_for_more(clause)]
    one = first.award if first is not None else None
    each = more[0].award if len(more) == 1 else None
    if first is None or not isinstance(one, DeductPoints | DeductPer) or not isinstance(each, DeductPer):
        return clauses
    others = [clause for clause in clauses if clause not in (first, more[0])]
    unit = _unit_of_one(first)
    if unit != each.per.unit or one.of_full or each.of_full or any(_counts(clause) for clause in others):
        return clauses
    matter = _matter_of_one(first)
    span = first.span.to(more[0].span)
    if one.points == each.points:
        same = DeductPer(points=one.points, per=each.per, side=Side.ABOVE, basis=Basis.OCCURRENCES, matter=matter)
        return (*others, Clause(condition=Always(), award=same, span=span))
    points = [one.points, each.points]
    while sum(points) < _ALL and len(points) < _MOST:
        points.append(each.points)
    return (*others, *_tiers(points, unit, matter, span))


def _takes_for_one(clause: Clause) -> bool:
    condition, award = clause.condition, clause.award
    if isinstance(award, DeductPer):
        return not award.each and award.basis is Basis.OCCURRENCES and award.per.value == _ONE and not award.reference
    if not isinstance(condition, Within) or condition.basis is not Basis.OCCURRENCES or condition.unit is None:
        return False
    return condition.interval.low == _ONE and isinstance(award, DeductPoints)


def _takes_for_more(clause: Clause) -> bool:
    """每多1件, 每增加1件: a step above a number that nobody names."""
    award = clause.award
    if not isinstance(award, DeductPer) or award.basis is not Basis.VALUE or award.side is not Side.ABOVE:
        return False
    counted = award.per.unit is not None and award.per.unit.dimension is Dimension.COUNT
    return counted and award.each and award.reference is None and award.per.value == _ONE


def _counts(clause: Clause) -> bool:
    condition = clause.condition
    none = isinstance(condition, Within) and condition.basis is Basis.OCCURRENCES and condition.interval.high == 0
    return isinstance(clause.award, DeductPer) or (isinstance(condition, Within) and not none)


def _unit_of_one(clause: Clause) -> Unit | None:
    award = clause.award
    if isinstance(award, DeductPer):
        return award.per.unit
    return clause.condition.unit if isinstance(clause.condition, Within) else None


def _matter_of_one(clause: Clause) -> str:
    award = clause.award
    if isinstance(award, DeductPer):
        return award.matter
    return clause.condition.subject if isinstance(clause.condition, Within) else ""


def _tiers(points: list[Decimal], unit: Unit | None, words: str, span: Span) -> list[Clause]:
    found, total = [], Decimal(0)
    for number, one in enumerate(points, 1):
        total += one
        event = Within(basis=Basis.OCCURRENCES, interval=Interval(low=Decimal(number)), unit=unit, subject=words)
        found.append(Clause(condition=event, award=DeductPoints(points=total), span=span))
    return found


def counted_once(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """“1次扣1分，2次扣3分，3次不得分”: beside a tier for two, what one costs is a tier too, and no step."""
    if len(clauses) == 1:
        return clauses
    tiers = [clause.condition for clause in clauses if isinstance(clause.award, DeductPoints | NoMarks)]
    events = [one for one in tiers if isinstance(one, Within) and one.basis is Basis.OCCURRENCES]
    two = next((one for one in events if one.interval.low == 2), None)  # noqa: PLR2004
    if two is None or len(events) != len(tiers):
        return clauses
    return tuple(_once(clause, two) for clause in clauses)


def _once(clause: Clause, two: Within) -> Clause:
    award = clause.award
    if not isinstance(award, DeductPer) or award.each or award.basis is not Basis.OCCURRENCES:
        return clause
    if award.per.value != _ONE or award.per.unit != two.unit or award.reference is not None:
        return clause
    if award.matter not in ("", two.subject):
        return clause
    one = Within(basis=Basis.OCCURRENCES, interval=Interval(low=_ONE), unit=two.unit, subject=award.matter)
    lost = DeductPoints(points=award.points, of_full=award.of_full)
    return clause.model_copy(update={"condition": one, "award": lost})
