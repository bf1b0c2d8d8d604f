"""Lists of states beside lists of points: 优秀、良好、合格分别得10分、8分、6分; 电脑、打印机各1分."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.rule import Award, Clause, DeductPoints, FixedPoints, FullMarks, GradeIs, NoMarks, Says
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft, take_points
from perfscore.rules.lexicon import Kind
from perfscore.values.units import PERCENT
from perfscore.values.words import GRADES

_QUOTED = re.compile(r'"([^"]{1,40})"')
_QUOTED_LIST = re.compile(r'"([^"]*、[^"]*)"')
_IN_BRACKETS = re.compile(r"\((?:即|包括|包含|分别是|分别为|指|如|其中)?(?P<things>[^()]*、[^()]*)\)")
_HEAD = re.compile(r".*(?:划分为|分为|设为|评定为|包括|包含|应提供|应有|按照|达到|评为|具备|配备)")
_TAIL = re.compile(
    r"(?:[一二两三四五六七八九十]|\d{1,2})(?:个|项|种|档|类|级|等|落实|到位|健全|完善|公开|统一|齐全|保障)[^、]*$"
)
_BETWEEN_ITEMS = re.compile(r"[、,;和或]")
_BEFORE_POINTS = re.compile(r",?(?:对应|相应)?(?:的)?(?:分值|得分|分数)?$")
_LONGEST_ITEM = 40
_AND_SUCH = re.compile("(?<=[^、])等(?:情况|内容|方面|资料|材料|方式|形式|渠道)$")


def names_in(text: str) -> tuple[str, ...]:
    """Return the things that a text lists: those in quotation marks, else those between 、."""
    bracket = _IN_BRACKETS.search(text)
    if bracket is not None and "、" not in text[: bracket.start()] + text[bracket.end() :]:
        text = bracket["things"]  # “四有”(有村医、有场地、有设备、有药品)
    quoted = _QUOTED.findall(text)
    if len(quoted) > 1:
        return tuple(quoted)
    inside = _QUOTED_LIST.search(text)
    if inside is not None:
        return tuple(filter(None, inside[1].split("、")))
    plain = _TAIL.sub("", _AND_SUCH.sub("", _BEFORE_POINTS.sub("", text).rstrip(",的")))
    head = _HEAD.match(plain)
    items = _BETWEEN_ITEMS.split(plain[head.end() :] if head else plain)
    names = tuple(item.strip('"的') for item in items)
    return names if all(0 < len(name) <= _LONGEST_ITEM for name in names) else ()


def take_parallel(cursor: Cursor, draft: Draft) -> bool:
    """parallel = words RESPECTIVELY [GET | DEDUCT] points { “、” points }: as many points as things listed, or one."""
    start = cursor.index
    text = _words(cursor)
    if cursor.take(Kind.RESPECTIVELY) is None:
        return False
    token = cursor.peek()
    if token is not None and token.kind is Kind.TEXT and token.text in ("为", "是", "按"):
        cursor.take(Kind.TEXT)
    verb = cursor.take(Kind.GET, Kind.DEDUCT)
    of_full = cursor.take(Kind.OF_FULL) is not None
    points = _list_of_shares(cursor) if of_full else list_of_points(cursor, verb.kind if verb else None)
    names = names_in(text)
    if len(names) < 2 or len(points) not in (1, len(names)):  # noqa: PLR2004 - a list has two things at least
        return False
    points = points * len(names) if len(points) == 1 else points
    deducted = verb is not None and verb.kind is Kind.DEDUCT
    return _put(cursor, draft, start, names, points, deducted=deducted, of_full=of_full)


def take_each(cursor: Cursor, draft: Draft) -> bool:
    """each = words “各” [GET | DEDUCT] points: every thing listed has these points."""
    start = cursor.index
    text = _words(cursor)
    token = cursor.peek()
    if token is None or token.text != "各":
        return False
    cursor.take(token.kind)
    verb = cursor.take(Kind.GET, Kind.DEDUCT)
    points = take_points(cursor)
    names = names_in(text)
    if points is None or len(names) < 2:  # noqa: PLR2004 - a list has two things at least
        return False
    deducted = verb is not None and verb.kind is Kind.DEDUCT
    return _put(cursor, draft, start, names, [points] * len(names), deducted=deducted)


def _words(cursor: Cursor) -> str:
    """Take everything up to the word of parallelism within the sentence; numbers only in 四个等次."""
    text = ""
    while (token := cursor.peek()) is not None and token.kind not in _NOT_IN_LISTS and token.text != "各":
        if token.kind is Kind.SEPARATOR and token.text not in ",、":
            break
        text += token.text
        cursor.take(token.kind)
    return text


_NOT_IN_LISTS = (Kind.RESPECTIVELY, Kind.GET, Kind.DEDUCT, Kind.ADD, Kind.POINTS, Kind.EACH, Kind.MARK)


def list_of_points(cursor: Cursor, verb: Kind | None) -> list[Decimal]:
    """Take points { ( “、” | “和” ) [verb] points }."""
    found: list[Decimal] = []
    while (points := take_points(cursor)) is not None:
        found.append(points)
        token = cursor.peek()
        if token is None or (token.text not in "、,和" and token.kind is not Kind.LINK):
            break
        place = cursor.index
        cursor.index += 1
        if verb is not None:
            cursor.take(verb)
        if not cursor.sees(Kind.NUMBER, Kind.POINTS):
            cursor.index = place
            break
    return found


_GRADE = re.compile(
    rf"(?P<head>.*(?:[评认]定为|[评考]核为|评价为|结果为|等[次级]为|评为))?"
    rf"(?P<grade>{'|'.join(sorted(GRADES, key=len, reverse=True))})"
)


def _list_of_shares(cursor: Cursor) -> list[Decimal]:
    """100%、80%、60%、0: of the full marks."""
    found: list[Decimal] = []
    while (number := cursor.take(Kind.NUMBER)) is not None and number.value is not None:
        percent = number.unit == PERCENT or cursor.take(Kind.UNIT) is not None
        if number.value > _HUNDRED or (number.value and not percent):
            return []
        found.append(number.value)
        token = cursor.peek()
        if token is None or token.text not in "、,和":
            break
        cursor.index += 1
    return found


_HUNDRED = Decimal(100)


def _put(
    cursor: Cursor,
    draft: Draft,
    start: int,
    names: tuple[str, ...],
    points: list[Decimal],
    *,
    deducted: bool,
    of_full: bool = False,
) -> bool:
    span = cursor.span_from(start)
    for name, one in zip(names, points, strict=True):
        award: Award
        if deducted:
            award = DeductPoints(points=one, of_full=of_full)
        elif of_full and one == _HUNDRED:
            award = FullMarks()
        else:
            award = NoMarks() if one == 0 else FixedPoints(points=one, of_full=of_full)
        grade = _GRADE.fullmatch(name)
        state = GradeIs(grades=(grade["grade"],), subject=grade["head"] or "") if grade else Says(text=name)
        draft.clauses.append(Clause(condition=state, award=award, span=span))
    return True
