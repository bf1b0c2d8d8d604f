"""The productions of changes against an earlier time: 同比下降3%以上, 与上年持平, 环比上升, 不高于上年."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.quantity import Interval, Quantity, Unit
from perfscore.model.rule import GROWTHS, AddPer, Basis, Clause, Condition, DeductPer, TargetMet, Within
from perfscore.rules.awards import take_award
from perfscore.rules.bounds import take_threshold
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.lexicon import Kind
from perfscore.rules.lookahead import any_of
from perfscore.values.units import PERCENT

_ZERO = Decimal(0)
PERIODS = {Kind.LAST_YEAR: Basis.GROWTH, Kind.LAST_PERIOD: Basis.CHAINED}
_EARLIER_TIME = any_of(*PERIODS)
_CHANGES = (Kind.RISE, Kind.FALL, Kind.FLAT)
_OWN_PERIOD = ("正增长", "负增长", "零增长")
"""Words that say of themselves that an earlier time is meant."""
_SIGNS = {
    Kind.AT_LEAST: Interval(low=_ZERO),
    Kind.AT_MOST: Interval(high=_ZERO),
    Kind.ABOVE: Interval(low=_ZERO, low_closed=False),
    Kind.BELOW: Interval(high=_ZERO, high_closed=False),
}
_EARLIER = re.compile(
    r"(?P<year>上年|去年|上年度|上一年|上一年度|前一年度)(?:同期)?(?:的)?(?:水平|数|数值|实绩|基数|总量|总数|实际数)?|"
    r"(?P<period>上月|上期|上季度|上个月)(?:同期)?(?:的)?(?:水平|数|数值|总量|总数)?"
)


def take_period(cursor: Cursor) -> Basis | None:
    """period = [RANKING] ( LAST_YEAR | LAST_PERIOD ): 考核位次较上年每上升1位."""
    if not cursor.comes(_EARLIER_TIME):
        return None
    behind = cursor.peek(1)
    if behind is not None and behind.kind in PERIODS:
        cursor.take(Kind.RANKING)
    token = cursor.take(*PERIODS)
    return PERIODS[token.kind] if token is not None else None


def take_growth(cursor: Cursor) -> Condition | None:
    """growth = [words] ( period [“实现”] change | sign earlier time | change of its own | change bound )."""
    subject = cursor.run_of(Kind.TEXT, Kind.RANKING, Kind.IN_YEAR)
    earlier = _against_earlier(cursor, subject)
    if earlier is not None:
        return earlier
    basis = take_period(cursor)
    if basis is not None:
        cursor.take(Kind.RANKING)  # 较上月排名上升
    if basis is not None and (word := cursor.peek()) is not None and word.text in ("实现", "保持"):
        cursor.take(word.kind)
    token = cursor.peek()
    own = token is not None and token.text in _OWN_PERIOD
    if own or (basis is None and subject.endswith("实现")):
        subject = subject.removesuffix("实现")
    change = _take_change(cursor, basis or Basis.GROWTH, subject)
    bounded = isinstance(change, Within) and change.interval not in _BARE
    return change if basis is not None or own or bounded else None


def _against_earlier(cursor: Cursor, subject: str) -> Condition | None:
    """不高于上年, 低于去年同期水平: a change of 0 is the bound."""
    start = cursor.index
    sign = cursor.take(*_SIGNS)
    found = _EARLIER.fullmatch(cursor.run_of(Kind.TEXT, Kind.OTHER_TIME).removesuffix("的")) if sign else None
    if sign is None or found is None:
        cursor.index = start
        return None
    basis = Basis.GROWTH if found["year"] else Basis.CHAINED
    return Within(basis=basis, interval=_SIGNS[sign.kind], unit=PERCENT, subject=subject)


def _take_change(cursor: Cursor, basis: Basis, subject: str) -> Within | None:
    """change = ( RISE | FALL ) [bound | range | LINK FLAT] | FLAT [OR_MORE | OR_LESS | LINK ( RISE | FALL )]."""
    negated = cursor.take(Kind.NOT) is not None
    token = cursor.take(*_CHANGES)
    if token is None or (negated and (token.kind is Kind.FLAT or cursor.sees(Kind.NUMBER) or _sign_follows(cursor))):
        return None
    if negated:  # 未增长: as before, or less
        none = Interval(high=_ZERO) if token.kind is Kind.RISE else Interval(low=_ZERO)
        return Within(basis=basis, interval=none, unit=PERCENT, subject=subject)
    if (token.kind is not Kind.FLAT and cursor.sees(Kind.NUMBER)) or _sign_follows(cursor):
        return _bounded(cursor, token.kind, basis, subject)
    end = cursor.take(Kind.OR_MORE, Kind.OR_LESS) if token.kind is Kind.FLAT else None
    if end is not None:  # 零增长及以下
        interval = Interval(low=_ZERO) if end.kind is Kind.OR_MORE else Interval(high=_ZERO)
        return Within(basis=basis, interval=interval, unit=PERCENT, subject=subject)
    start = cursor.index
    other = cursor.take(*_CHANGES) if cursor.take(Kind.LINK) else None
    if other is None or Kind.FLAT not in (token.kind, other.kind) or token.kind is other.kind:
        cursor.index = start
        return growth_of(token.kind, subject, basis)
    moving = other.kind if token.kind is Kind.FLAT else token.kind
    interval = Interval(low=_ZERO) if moving is Kind.RISE else Interval(high=_ZERO)
    return Within(basis=basis, interval=interval, unit=PERCENT, subject=subject)


def _sign_follows(cursor: Cursor) -> bool:
    """同比增长达到10%, 同比下降不低于3%."""
    signs = (Kind.REACH, Kind.AT_LEAST, Kind.AT_MOST, Kind.ABOVE, Kind.BELOW, Kind.INCOMPLETE)
    return any(cursor.sees(sign, Kind.NUMBER) for sign in signs)


def _bounded(cursor: Cursor, change: Kind, basis: Basis, subject: str) -> Within | None:
    """The numbers of a rise as they stand, those of a fall mirrored: 下降3%以上 is at most -3 %."""
    found = take_threshold(cursor, "")
    if isinstance(found, TargetMet) and _costs_points(cursor):
        return None  # 下降2个百分点扣1分: every two, or two and more
    if isinstance(found, TargetMet) and found.reference is not None and found.basis is Basis.VALUE:
        interval, unit = Interval(low=found.reference.value), found.reference.unit
    elif isinstance(found, Within) and found.basis is Basis.VALUE:
        interval, unit = found.interval, found.unit
    else:
        return None
    if interval.low is None:
        # 增长不足5% is still a growth
        interval = interval.model_copy(update={"low": _ZERO, "low_closed": False})
    if interval.low is None or interval.low < 0 or unit is None:
        return None
    if change is Kind.FALL:
        interval = mirrored(interval)
    return Within(basis=basis, interval=interval, unit=unit, subject=subject)


def _costs_points(cursor: Cursor) -> bool:
    behind = [token for ahead in range(3) if (token := cursor.peek(ahead)) is not None]
    ends = (Kind.PARTICLE, Kind.SEPARATOR)
    return next((token.kind for token in behind if token.kind not in ends), None) in (Kind.DEDUCT, Kind.NO_MARKS)


def mirrored(interval: Interval) -> Interval:
    """Return a fall of so much as the change that it is: 3% to 5% down is from -5 to -3."""
    return Interval(
        low=None if interval.high is None else -interval.high,
        high=None if interval.low is None else -interval.low,
        low_closed=interval.high_closed,
        high_closed=interval.low_closed,
    )


def growth_of(change: Kind, subject: str, basis: Basis = Basis.GROWTH) -> Within:
    """Return 同比提高, 同比下降 or 同比持平 as a condition."""
    interval = {
        Kind.RISE: Interval(low=_ZERO, low_closed=False),
        Kind.FALL: Interval(high=_ZERO, high_closed=False),
        Kind.FLAT: Interval(low=_ZERO, high=_ZERO),
    }[change]
    return Within(basis=basis, interval=interval, unit=PERCENT, subject=subject)


_BARE = tuple(growth_of(change, "").interval for change in _CHANGES)


def take_change(cursor: Cursor, draft: Draft) -> bool:
    """change = change [PARTICLE] [“,”] award, behind a branch or step of 同比: 持平得3分，下降得1分."""
    basis = basis_of_growth(draft)
    start = cursor.index
    if basis is None:
        return False
    subject = next((s for one in draft.clauses if (s := getattr(one.condition, "subject", ""))), "")
    condition = _take_change(cursor, basis, subject)
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    award = take_award(cursor, bare=True) if condition is not None else None
    if condition is None or award is None:
        return False
    draft.clauses.append(Clause(condition=condition, award=award, span=cursor.span_from(start)))
    return True


def basis_of_growth(draft: Draft) -> Basis | None:
    """Return 同比 or 环比 where the sentence has spoken of it."""
    for clause in draft.clauses:
        stepped = clause.award.basis if isinstance(clause.award, DeductPer | AddPer) else None
        basis = stepped or getattr(clause.condition, "basis", None)
        if basis in GROWTHS:
            return basis
    return None


def format_change(condition: Within) -> str:
    """Write the change: 同比提高, 环比下降3%及以上, 不高于上年."""
    interval, chained = condition.interval, condition.basis is Basis.CHAINED
    earlier, head = ("上期", "环比") if chained else ("上年", "同比")
    if interval.low == interval.high == 0:
        return f"{head}持平"
    if interval.high is None and interval.low == 0:
        return f"{head}提高" if not interval.low_closed else f"不低于{earlier}"
    if interval.low is None and interval.high == 0:
        return f"{head}下降" if not interval.high_closed else f"不高于{earlier}"
    falls = interval.low is None or interval.low < 0
    shown = mirrored(interval) if falls else interval
    return f"{head}{'下降' if falls else '提高'}{_numbers(shown, condition.unit)}"


def _numbers(interval: Interval, unit: Unit | None) -> str:
    from perfscore.rules.format import format_quantity  # noqa: PLC0415 - format writes changes from here

    low, high = interval.low, interval.high
    ends = [None if end is None else format_quantity(Quantity(value=end, unit=unit)) for end in (low, high)]
    if low is not None and low == high:
        return f"={ends[0]}"
    if ends[1] is None:
        return f"{ends[0]}及以上" if interval.low_closed else f"超过{ends[0]}"
    if low == 0 and not interval.low_closed:
        return f"{ends[1]}及以下" if interval.high_closed else f"低于{ends[1]}"
    marks = ["（含）" if closed else "（不含）" for closed in (interval.low_closed, interval.high_closed)]
    return f"{ends[0]}{marks[0]}-{ends[1]}{marks[1]}"
