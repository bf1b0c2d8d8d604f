"""The productions of proportional points: 按比例得分, 得分=完成率×分值, 产业契合度=甲/乙."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.rule import Always, Clause, Limit, ProRata
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft, take_points
from perfscore.rules.formulas import Formula, parse_formula
from perfscore.rules.lexicon import Kind

_HUNDRED = Decimal(100)
_SCORE = re.compile(
    r"(?:[^=]{0,12}?(?:得分|得分值|计分|评分|分数|自评分|分值))(?:=|为(?=\()|二(?=[^一二三四五六七八九十项次个类级]))|[^=\d]{2,8}按照?(?=\d)"
)
"""What stands before the expression: 得分=, 评价指标得分= (also with 二 for =), 进度按照."""
_NO_SCORE = re.compile("不得分|未得分|没有?得分|酌情|约得分")
_TOLD = re.compile(r"[^=]{0,6}得分由(?P<formula>[^=]+)(?:得出|计算得出|构成|确定)")
_BY = re.compile(
    r"(?:按照?|以|根据|依据|用|则?得分?按|采用)(?P<formula>[^=]*(?:[×*xX✕/÷]|乘|除以)[^=]*?)(?:的)?(?:公式|结果|比例|方法|方式|标准)?(?:来|进行)?"
    r"(?:计算|核算|折算|确定|计|换算)?(?:得分|计分|分值|分数|记分|给分|赋分|得出|评分|计算|计)?"
)
"""按实际值/目标值×分值计算得分: the formula between 按 and what is done with it."""
_BARE = re.compile(
    r"[^=,]*(?:[/÷]|除以)[^=,]*(?:分值|权重|标准分|满分)[^=,]*"
    r"|[^=,\d]{2,20}(?:率|比例|程度)[/÷]\d+(?:\.\d+)?%[×*xX]\d+(?:\.\d+)?分?(?:进行|来)?(?:计算|核算|折算)?(?:得分|计分|赋分|给分)"
    r"|[^=,\d]{2,20}(?:率|比例)[×*xX](?:\d+(?:\.\d+)?分?|(?:该|本|此)?(?:项|指标|项指标)?(?:的)?(?:标准)?(?:分值|权重分?|标准分|满分))"
)
"""实际完成值/目标值×分值: nothing but points can be meant."""
_DONE_WITH_IT = re.compile(r"(?<=[\d分值重])(?:进行|来)?(?:计算|核算|折算|确定)?(?:得分|计分|赋分|给分|分值|计)$")
_SIGN_OF_ONE = re.compile(r"[=二×*xX✕/÷]|乘|除以|得分由|按照?\d")
"""What every formula has, to tell at once that most words are none."""
_DEFINITION = re.compile(r"[^=\d,;。]{2,30}=[^=,;。]{2,120}")


def take_share(cursor: Cursor, draft: Draft) -> bool:
    """share = [“得分”] SHARE, the award of all that no other branch takes."""
    start = cursor.index
    whose = cursor.peek()
    if whose is not None and whose.text in ("得分", "本项得分", "该项得分"):
        cursor.take(whose.kind)
    token = cursor.take(Kind.SHARE)
    if token is None:
        return False
    draft.clauses.append(Clause(condition=Always(), award=ProRata(), span=cursor.span_from(start)))
    return True


def take_formula(cursor: Cursor, draft: Draft) -> bool:
    """formula = score “=” expression: linear in one share or one count."""
    start = cursor.index
    formula = _formula_at(cursor)
    if formula is None:
        return False
    if formula.full is not None:
        draft.full = Limit(points=formula.full, span=cursor.span_from(start))
    clause = Clause(condition=Always(), award=formula.award, span=cursor.span_from(start))
    if isinstance(formula.award, ProRata):
        _put(draft, clause)
    else:
        draft.clauses.append(clause)
    return True


def take_share_formula(cursor: Cursor) -> ProRata | None:
    """A formula as the award of a branch: 超过目标值的, 得分=目标值÷实际值×分值."""
    start = cursor.index
    formula = _formula_at(cursor)
    if formula is not None and isinstance(formula.award, ProRata):
        return formula.award
    cursor.index = start
    return None


def _formula_at(cursor: Cursor) -> Formula | None:
    if not cursor.holds(_SIGN_OF_ONE):
        return None
    start, text = cursor.index, _expression(cursor)
    if text.endswith(")") and text.count("(") < text.count(")"):
        text = text[:-1]  # 达到目标值(管理率/85%×10计算得分): the bracket was opened before the formula
    head, told = _SCORE.match(text), _TOLD.fullmatch(text)
    if head and _NO_SCORE.search(head[0]):
        cursor.index = start
        return None
    by = None if head or told else _BY.fullmatch(text.rstrip("。"))
    formula = parse_formula(text[head.end() :]) if head else parse_formula(told["formula"]) if told else None
    if by is not None:
        formula = parse_formula(by["formula"])
    elif formula is None and _BARE.fullmatch(text):
        formula = parse_formula(_DONE_WITH_IT.sub("", text))
    if formula is None:
        cursor.index = start
    else:
        cursor.farthest = max(cursor.farthest, cursor.index)
    return formula


def _put(draft: Draft, clause: Clause) -> None:
    """A formula says how 按比例得分 before it is meant; it takes its place."""
    plain = [index for index, other in enumerate(draft.clauses) if other.award in (ProRata(), clause.award)]
    if plain:
        old = draft.clauses[plain[0]]
        draft.clauses[plain[0]] = clause.model_copy(update={"condition": old.condition})
    else:
        draft.clauses.append(clause)


def take_definition(cursor: Cursor, draft: Draft) -> bool:
    """definition = name “=” expression: how the number is computed; it gives no points."""
    if not cursor.holds(_SIGN_OF_ONE):
        return False
    start, text = cursor.index, _expression(cursor)
    defines = "=" in text and _DEFINITION.fullmatch(text) and not _SCORE.match(text)
    if not defines or any(number != "100" for number in re.findall(r"\d+(?:\.\d+)?", text)):
        cursor.index = start
        return False
    cursor.farthest = max(cursor.farthest, cursor.index)
    return True


def take_ceiling(cursor: Cursor, draft: Draft) -> bool:
    """ceiling = [words] ABOVE ( 100% | points | FULL ) [PARTICLE] [“,”] ( BY | “以” ) the same [“计”]."""
    start = cursor.index
    cursor.run_of(Kind.TEXT, Kind.RATE)
    above = cursor.take(Kind.ABOVE)
    edge = _take_edge(cursor) if above else None
    if edge is None:
        cursor.index = start
        return False
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    token = cursor.peek()
    if cursor.take(Kind.BY, Kind.GET) is None and not (
        token is not None and token.text in ("以", "按", "记", "计为") and cursor.take(Kind.TEXT)
    ):
        return False
    named = _take_edge(cursor)
    if named != edge and not (named == ("full", None) and edge == ("share", None)):
        return False
    if edge[0] == "points" and draft.cap is None:
        draft.cap = Limit(points=edge[1], span=cursor.span_from(start))
    tail = cursor.peek()
    if tail is not None and tail.kind is Kind.TEXT and tail.text in ("计", "计算", "算", "计入", "计分", "记", "得分"):
        cursor.take(Kind.TEXT)
    return True


def _take_edge(cursor: Cursor) -> tuple[str, Decimal | None] | None:
    if cursor.take(Kind.FULL):
        return "full", None
    points = take_points(cursor)
    if points is not None:
        return "points", points
    return ("share", None) if _takes_hundred(cursor) else None


def _takes_hundred(cursor: Cursor) -> bool:
    number = cursor.take(Kind.NUMBER)
    unit = cursor.take(Kind.UNIT)
    return number is not None and number.value == _HUNDRED and unit is not None and unit.text == "%"


def _expression(cursor: Cursor) -> str:
    """Take the tokens up to the next separator outside brackets and return their words joined."""
    depth, words = 0, []
    for token in cursor.tokens[cursor.index :]:
        if token.kind is Kind.SEPARATOR and depth == 0:
            break
        depth += _DEPTHS.get(token.kind, 0)
        words.append(token.text)
    cursor.index += len(words)
    return "".join(words)


_DEPTHS = {Kind.OPEN: 1, Kind.CLOSE: -1}
