"""The rule while it is being read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from perfscore.diagnostics import Diagnostic, Span
from perfscore.model.rule import Clause, Limit, PartialStep, PerStep
from perfscore.rules.cursor import Cursor
from perfscore.rules.lexicon import Kind
from perfscore.rules.tokens import Token

MOST_POINTS = Decimal(10_000)
"""No form gives more points to one row."""
_HUNDRED = Decimal(100)


_SOURCES = re.compile(
    r"^(?:每(?:年|月|季度|半年)由|根据|依据|按照|对照|查看?|查阅|通过|结合|以|参照|检查|核查|现场|引用|依照|经|看|听|抽查|实地|由|考核|评价|统计|核算|计算|指|用以|反映)"
)


def is_source(words: str) -> bool:
    """Tell whether words say where a number comes from: 根据统计报表核算, 查看台账."""
    return _SOURCES.search(words) is not None


@dataclass(frozen=True, slots=True)
class Context:
    """Words before the scoring part: 根据统计报表核算, 查看上一年资料; ``kinds`` tells what they may not be beside.

    ``listed``: things between 、; ``marked``: a list number stands before it.
    """

    text: str
    kinds: frozenset[Kind]
    span: Span
    listed: bool = False
    marked: bool = False


@dataclass(slots=True)
class Draft:
    """What has been read so far: clauses, limits, the words around them and remarks.

    ``before`` is the step before, ``goes_on`` says 以此类推.
    """

    clauses: list[Clause] = field(default_factory=list)
    floor: Limit | None = None
    cap: Limit | None = None
    full: Limit | None = None
    least: Limit | None = None
    goal: Clause | None = None
    partial: PartialStep | None = None
    before: PerStep | None = None
    negative: bool = False
    goes_on: bool = False
    contexts: list[Context] = field(default_factory=list)
    lists: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)

    def kept(self) -> _Kept:
        """Return what a production may change, to go back to where it fails."""
        limits = (self.floor, self.cap, self.least, self.full)
        return tuple(self.clauses), limits, self.partial, self.goal, self.goes_on

    def restore(self, kept: _Kept) -> None:
        """Go back to what was kept."""
        clauses, limits, self.partial, self.goal, self.goes_on = kept
        self.clauses[:] = clauses
        self.floor, self.cap, self.least, self.full = limits


_Kept = tuple[tuple[Clause, ...], tuple[Limit | None, ...], PartialStep | None, Clause | None, bool]


def _is_per_unit(cursor: Cursor) -> bool:
    """扣2分/例: points for each one, which only a step may take."""
    points = cursor.peek(1)
    return points is not None and points.unit is not None


def take_points(cursor: Cursor) -> Decimal | None:
    """points = NUMBER POINTS."""
    if not cursor.sees(Kind.NUMBER, Kind.POINTS) or _is_per_unit(cursor):
        return None
    number = cursor.take(Kind.NUMBER)
    cursor.take(Kind.POINTS)
    return number.value if number and number.value is not None and number.value <= MOST_POINTS else None


def _pass_over_own(cursor: Cursor) -> None:
    """该项因子, 本项得分, right behind 扣 and before the number."""
    start = cursor.index
    words = (
        cursor.run_of(Kind.TEXT, Kind.IN_ALL, Kind.FULL) if start and cursor.tokens[start - 1].kind in _VERBS else ""
    )
    if not words or not cursor.sees(Kind.NUMBER, Kind.POINTS) or _ITS_POINTS.fullmatch(words) is None:
        cursor.index = start


_VERBS = (Kind.DEDUCT, Kind.ADD)
_COUNTS_SO = ("计", "计分", "计算", "计得分", "得分", "给分", "记分", "赋分", "记", "计算得分")
_WEIGHT_BEHIND = (
    "的分值 的分数 的满分 的标准分 的该项分值 的本项分值 的分 分值 的权重分 的权重 权重分 "
    "的指标分值 的总分 的权重分值 的指标分 的本指标分值 的该指标分值 分数 的相应分值 权重"
).split()
_ITS_POINTS = re.compile(
    r"(?:(?:该|本|此|相应)(?:项|指标|项指标|项工作|项因子|项内容|小项)?|指标|相应)?(?:的)?(?:得分|分值|权重分|指标分|分数|标准分|总分|分)?"
)
"""扣该项得分1分: whose points they are, which is plain."""


def take_amount(cursor: Cursor) -> tuple[Decimal, bool] | None:
    """amount = points | ( OF_FULL | BY ) NUMBER “%” [“计”] | NUMBER “%” “的分值”: points or a share of 满分."""
    start = cursor.index
    _pass_over_own(cursor)
    points = take_points(cursor)
    if points is not None:
        return points, False
    cursor.index = start
    before = cursor.take(Kind.OF_FULL, Kind.BY)
    number = cursor.take(Kind.NUMBER)
    percent = number is not None and (number.unit is not None or _is_percent(cursor.take(Kind.UNIT)))
    behind = cursor.peek()
    if number is not None and number.value is not None and percent and number.value <= _HUNDRED:
        counted = behind is not None and behind.kind is Kind.TEXT and behind.text in _COUNTS_SO
        if before is not None and (counted or before.kind is Kind.OF_FULL):
            cursor.index += counted
            return number.value, True
        if behind is not None and behind.kind is Kind.TEXT and behind.text in _WEIGHT_BEHIND:
            cursor.take(Kind.TEXT)
            return number.value, True
        bare = start and cursor.tokens[start - 1].kind in (Kind.DEDUCT, Kind.GET)
        if bare and (behind is None or behind.kind in (Kind.SEPARATOR, Kind.CLOSE) or behind.text == "分"):
            if behind is not None and behind.text == "分":  # 扣10%分
                cursor.take(behind.kind)
            return number.value, True
    cursor.index = start
    return None


def _is_percent(token: Token | None) -> bool:
    return token is not None and token.text == "%"
