"""The production of grades: 优秀, 良好及以上, 低于合格, Ⅲ类水质."""

from __future__ import annotations

from perfscore.model.rule import Condition, GradeAtLeast, GradeIs
from perfscore.rules.cursor import Cursor
from perfscore.rules.lexicon import Kind
from perfscore.rules.tokens import Token
from perfscore.values.ordinals import scale_of
from perfscore.values.words import GRADE_FAMILIES, GRADES


def take_grade(cursor: Cursor) -> Condition | None:
    """grade = [TEXT] [REACH | BELOW] GRADE { ( “、” | LINK ) GRADE } [GRADE_WORD] [OR_MORE | OR_LESS]."""
    subject = cursor.run_of(Kind.TEXT)
    sign = cursor.take(Kind.REACH, Kind.BELOW)
    first = cursor.take(Kind.GRADE)
    if first is None:
        return None
    grades = [first.text]
    while (comma := cursor.peek()) is not None and _joins(comma) and _next_is_grade(cursor):
        cursor.index += 1
        token = cursor.take(Kind.GRADE)
        grades.append(token.text if token else "")
    _pass_over_grade_words(cursor)
    end = cursor.take(Kind.OR_MORE, Kind.OR_LESS)
    below = sign is not None and sign.kind is Kind.BELOW
    if end is None and not below:
        return GradeIs(grades=tuple(grades), subject=subject)
    if len(grades) > 1 or (below and end is not None):
        return None
    if end is not None and end.kind is Kind.OR_MORE and not scale_of(grades[0]) and grades[0] in GRADES:
        return GradeAtLeast(grade=grades[0], subject=subject)
    range_of_grades = _range_of_grades(grades[0], end.kind if end else Kind.BELOW)
    return GradeIs(grades=range_of_grades, subject=subject) if range_of_grades else None


def _range_of_grades(grade: str, end: Kind) -> tuple[str, ...]:
    """三星及以下, Ⅱ类及以上, 低于良好: the grades of a known order on that side; empty where no order is known."""
    scale = scale_of(grade) or next((family for family in GRADE_FAMILIES if grade in family), ())
    if not scale:
        return ()
    place = scale.index(grade)
    match end:
        case Kind.OR_MORE:
            return scale[: place + 1]
        case Kind.OR_LESS:
            return scale[place:]
        case _:
            return scale[place + 1 :]


def _joins(token: Token) -> bool:
    return token.text == "、" or (token.kind is Kind.LINK and token.text in ("及", "和", "或", "与"))


def _pass_over_grade_words(cursor: Cursor) -> None:
    token = cursor.peek()
    if token is not None and token.kind is Kind.TEXT and token.text in _WORDS_OF_GRADE:
        cursor.take(Kind.TEXT)
    cursor.take(Kind.GRADE_WORD)


_WORDS_OF_GRADE = ("水质", "水体", "标准", "水平", "水质标准")


def _next_is_grade(cursor: Cursor) -> bool:
    token = cursor.peek(1)
    return token is not None and token.kind is Kind.GRADE
