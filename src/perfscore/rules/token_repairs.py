"""A token, and the tokens that a slip or a bracket of the sentence puts in the wrong place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from perfscore.diagnostics import Span
from perfscore.model.deadline import Deadline
from perfscore.model.quantity import Unit
from perfscore.rules import token_patterns as at
from perfscore.rules.lexicon import Kind


@dataclass(slots=True)
class Token:
    """One word of the sentence; ``text`` is folded, ``value`` and ``unit`` are set on numbers and units.

    ``deadline`` is set on deadlines: 12月31日前. A token is never changed; a frozen class would take three times as
    long to make, and every sentence makes a hundred.
    """

    kind: Kind
    text: str
    span: Span
    value: Decimal | None = None
    unit: Unit | None = None
    deadline: Deadline | None = None


def opened(tokens: list[Token]) -> list[Token]:
    """至少3次(3分,少一次扣1分): what is in the brackets goes on with the sentence, as if behind a colon."""
    found, inside = [], False
    for index, token in enumerate(tokens):
        if token.kind is Kind.OPEN and index and _kinds(tokens, index) == at.GOES_ON:
            found.append(replace(token, kind=Kind.COLON, text=":"))
            inside = True
        elif inside and token.kind is Kind.CLOSE:
            inside = False
        else:
            found.append(token)
    return found


def _kinds(tokens: list[Token], index: int) -> list[Kind]:
    return [token.kind for token in tokens[index : index + 4]]


def without_signs_before_points(tokens: list[Token]) -> list[Token]:
    """Leave out the signs between words and the points that belong to them."""
    return [
        token
        for index, token in enumerate(tokens)
        if token.kind is not Kind.SEPARATOR or not index or not _is_before_its_points(tokens, index)
    ]


def _is_before_its_points(tokens: list[Token], index: int) -> bool:
    """The full stop of “专账管理，专项核算。（1分）”: the points in brackets belong to the words before it."""
    if _is_slip_before_award(tokens, index):
        return True
    if tokens[index].text != "。" or tokens[index - 1].kind in at.SAYS_POINTS:
        return False
    return _kinds(tokens, index + 1) == at.IN_BRACKETS


def _is_slip_before_award(tokens: list[Token], index: int) -> bool:
    """无资质的;不得分: the semicolon stands for a comma, for 的 and the award belong together."""
    follows = tokens[index + 1].kind if index + 1 < len(tokens) else None
    ends = follows is Kind.NO_MARKS and tokens[index - 1].kind is Kind.PARTICLE
    return (ends and tokens[index].text in ";、") or _ends_before_award(tokens, index)


def _ends_before_award(tokens: list[Token], index: int) -> bool:
    """防止养殖场反弹。得5分。: a full stop before points that nothing else could be for."""
    if tokens[index].text != "。" or tokens[index - 1].kind in (*at.SAYS_POINTS, Kind.SEPARATOR):
        return False
    behind = _kinds(tokens, index + 1)
    alone = behind[:3] == [Kind.GET, Kind.NUMBER, Kind.POINTS] and (len(behind) < 4 or behind[3] is Kind.SEPARATOR)  # noqa: PLR2004
    since = next((place for place in range(index - 1, -1, -1) if tokens[place].kind in _BEGINS), -1)
    return alone and not any(token.kind in at.SAYS_POINTS for token in tokens[since + 1 : index])


_BEGINS = (Kind.MARK, Kind.POINTS)
