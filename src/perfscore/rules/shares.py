"""The productions of proportional points: 按比例得分, 得分=完成率×分值, 产业契合度=甲/乙."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.rule import Always, Basis, Clause, ProRata
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.lexicon import Kind, names_a_target

_HUNDRED = Decimal(100)
_TIMES = re.compile(r"乘以|乘|[×*xX✕]|(?<=[\u4e00-\u9fff)])c(?=\d)")
_SCORE = re.compile(
    r"(?:[^=]{0,12}?(?:得分|得分值|计分|评分|分数|自评分|分值))(?:=|二(?=[^一二三四五六七八九十项次个类级]))|[^=\d]{2,8}按照?(?=\d)"
)
"""What stands before the expression: 得分=, 评价指标得分= (also with 二 for =), 进度按照."""
_POINTS = re.compile(rf"({NUMBER_PATTERN})(?:分)?")
_WEIGHT = re.compile(
    r"(?:该|本|此)?(?:项|指标|项指标|项目)?(?:的)?(?:标准|基础|总|满)?(?:分值|标准分|权重|权重分|满分|分数|总分|基准分|权重分值)"
)
_HUNDRED_PERCENT = re.compile(r"100%?")
_RATIO = re.compile(r"[^\d/+\-=,;。]{2,40}(?:率|比例|比重|占比|比|程度|度|进度|实际完成值|完成值|完成情况)")
_QUOTIENT = re.compile(r"(?P<above>[^\d/+=,;。()]{2,40})(?:/|÷|除以)(?P<below>[^\d/+=,;。()]{2,40})")
_DEFINITION = re.compile(r"[^=\d,;。]{2,30}=[^=,;。]{2,120}")
_BRACKETS = re.compile(r"\((.*)\)")


def take_share(cursor: Cursor, draft: Draft) -> bool:
    """share = SHARE, the award of all that no other branch takes."""
    start = cursor.index
    token = cursor.take(Kind.SHARE)
    if token is None:
        return False
    draft.clauses.append(Clause(condition=Always(), award=ProRata(), span=cursor.span_from(start)))
    return True


def take_formula(cursor: Cursor, draft: Draft) -> bool:
    """formula = score “=” factor { × factor }: one share and at most one number of points."""
    start, text = cursor.index, _expression(cursor)
    head = _SCORE.match(text)
    award = parse_expression(text[head.end() :]) if head else None
    if award is None:
        cursor.index = start
        return False
    cursor.farthest = max(cursor.farthest, cursor.index)
    _put(draft, Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


def _put(draft: Draft, clause: Clause) -> None:
    """A formula says how 按比例得分 before it is meant; it takes its place."""
    plain = [index for index, other in enumerate(draft.clauses) if isinstance(other.award, ProRata)]
    if plain:
        old = draft.clauses[plain[0]]
        draft.clauses[plain[0]] = clause.model_copy(update={"condition": old.condition})
    else:
        draft.clauses.append(clause)


def take_definition(cursor: Cursor, draft: Draft) -> bool:
    """definition = name “=” expression: how the number is computed; it gives no points."""
    start, text = cursor.index, _expression(cursor)
    numbers = re.findall(r"\d+(?:\.\d+)?", text)
    if not _DEFINITION.fullmatch(text) or _SCORE.match(text) or any(number != "100" for number in numbers):
        cursor.index = start
        return False
    cursor.farthest = max(cursor.farthest, cursor.index)
    return True


def take_ceiling(cursor: Cursor, draft: Draft) -> bool:
    """ceiling = 超过100%的[,]按100%计算: no more than the full share."""
    start = cursor.index
    cursor.run_of(Kind.TEXT, Kind.RATE)
    if cursor.take(Kind.ABOVE) is None or not _takes_hundred(cursor):
        cursor.index = start
        return False
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    token = cursor.peek()
    if cursor.take(Kind.BY) is None and not (token is not None and token.text == "以" and cursor.take(Kind.TEXT)):
        return False
    if not _takes_hundred(cursor):
        return False
    tail = cursor.peek()
    if tail is not None and tail.kind is Kind.TEXT and tail.text in ("计", "计算", "算", "计入"):
        cursor.take(Kind.TEXT)
    return True


def _takes_hundred(cursor: Cursor) -> bool:
    number = cursor.take(Kind.NUMBER)
    unit = cursor.take(Kind.UNIT)
    return number is not None and number.value == _HUNDRED and unit is not None and unit.text == "%"


def _expression(cursor: Cursor) -> str:
    """Take the tokens up to the next separator outside brackets and return their words joined."""
    depth, words = 0, ""
    while (token := cursor.peek()) is not None and not (token.kind is Kind.SEPARATOR and depth == 0):
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(token.kind, 0)
        words += token.text
        cursor.index += 1
    return words


def parse_expression(text: str) -> ProRata | None:
    """Read “种植率×30”, “(甲/乙)×分值”, “60分乘以完成投资占年度计划的比”; None for anything else."""
    points: Decimal | None = None
    basis: Basis | None = None
    for factor in _TIMES.split(text.strip("\"'")):
        part = _strip(factor)
        number = _POINTS.fullmatch(part)
        if _WEIGHT.fullmatch(part) or _HUNDRED_PERCENT.fullmatch(part):
            continue
        if number is not None and points is None:
            points = decimal_of(number[1])
        elif basis is None and (found := _basis_of(part)) is not None:
            basis = found
        else:
            return None
    return None if basis is None or points == 0 else ProRata(points=points, basis=basis)


def _strip(factor: str) -> str:
    plain = factor.strip().strip("\"'")
    while (inner := _BRACKETS.fullmatch(plain)) and inner[1].count("(") == inner[1].count(")"):
        plain = inner[1].strip().strip("\"'")
    return plain


def _basis_of(part: str) -> Basis | None:
    """A rate is itself the share; a quotient over the target is 完成率; any other quotient is what the row measures."""
    quotient = _QUOTIENT.fullmatch(part)
    if quotient is not None:
        below = quotient["below"]
        return Basis.COMPLETION_RATE if names_a_target(below) else Basis.VALUE
    return Basis.VALUE if _RATIO.fullmatch(part) else None
