"""Why a sentence is refused: the first word that no production could take, and what to write instead."""

from __future__ import annotations

from dataclasses import replace

from perfscore.diagnostics import Diagnostic, Severity, Span
from perfscore.model.rule import Clause
from perfscore.rules.cursor import Cursor
from perfscore.rules.lexicon import Kind
from perfscore.rules.tokens import Token

_REASONS: dict[Kind, tuple[str, str]] = {
    Kind.NUMBER: ("E102", "这个数字在本句中起什么作用没有读懂"),
    Kind.UNIT: ("E104", "这里的计量单位没有读懂"),
    Kind.HEDGE: ("E105", "这个词要由人来判断，或一句中含有多项要求"),
    Kind.NOT: ("E106", "这里的否定没有读懂"),
    Kind.QUALIFIER: ("E105", "这个词要由人来判断，或一句中含有多项要求"),
    Kind.AND: ("E105", "这个词要由人来判断，或一句中含有多项要求"),
    Kind.DISCRETION: ("E105", "这个词要由人来判断，或一句中含有多项要求"),
}


def refuse(cursor: Cursor, start: int, text: str) -> Diagnostic:
    """Mark the first word that no production could take, and go on behind the next separator."""
    stuck = min(cursor.farthest, len(cursor.tokens) - 1)
    token = cursor.tokens[max(stuck, start)]
    after_number = stuck > start and _lacks_a_unit(cursor.tokens[stuck - 1])
    unknown_unit = after_number and token.kind is Kind.TEXT and token.text[0] not in "得计扣加减"
    if not unknown_unit:
        token = _to_blame(cursor, start, max(stuck, start))
    cursor.index = max(start, min(cursor.farthest, len(cursor.tokens)))
    while not cursor.at_end and not cursor.sees(Kind.SEPARATOR):
        cursor.index += 1
    end = cursor.tokens[cursor.index - 1].span if cursor.index > start else token.span
    unread = next((t for t in cursor.tokens[start : cursor.index] if t.kind is Kind.NUMBER and t.value is None), None)
    if unread is not None:
        return error("E102", "这个数读不出来", text, unread.span, "用阿拉伯数字写明，如35、0.5")
    if token.kind is Kind.SEPARATOR:
        span = cursor.tokens[start].span.to(end)
        return error("E103", "这一句没有读到得分或扣分", text, span, "……得10分；……不得分")
    if unknown_unit:
        return error("E104", "不认识的计量单位", text, token.span, "个百分点、%、次、天、万元")
    code, message = _REASONS.get(token.kind, ("E101", "这些词没有读懂"))
    if cursor.at_end and cursor.farthest >= len(cursor.tokens):
        return error("E103", "这一句没有读到得分或扣分", text, cursor.tokens[start].span.to(end), "……得10分；……不得分")
    return error(code, message, text, token.span, "完成得10分，未完成不得分；每低1个百分点扣0.5分")


def _lacks_a_unit(token: Token) -> bool:
    """A number without a unit, or with the general 个 before an unknown word: the word behind is the unit."""
    return (token.kind is Kind.NUMBER and token.unit is None) or (token.kind is Kind.UNIT and token.text == "个")


_AWARD_KINDS = (Kind.GET, Kind.FULL, Kind.NO_MARKS, Kind.DEDUCT, Kind.ADD, Kind.SHARE, Kind.PARTICLE)
_SUSPECTS = (Kind.HEDGE, Kind.AND, Kind.NOT, Kind.QUALIFIER, Kind.NUMBER)


def _to_blame(cursor: Cursor, start: int, stuck: int) -> Token:
    """The word that was not understood: where an award was reached, what stands before it and was no condition."""
    token, before = cursor.tokens[stuck], cursor.tokens[start:stuck]
    if token.kind in _AWARD_KINDS and before:
        for kind in _SUSPECTS:
            suspect = next((one for one in before if one.kind is kind), None)
            if suspect is not None:
                return suspect
        return replace(before[0], span=before[0].span.to(before[-1].span))
    if before and token.kind not in (*_REASONS, Kind.SEPARATOR) and before[-1].kind is Kind.NOT:
        return before[-1]
    lone_number = before and before[-1].kind is Kind.NUMBER and before[-1].unit is None
    return before[-1] if lone_number and token.kind not in (*_REASONS, Kind.SEPARATOR) else token


def error(code: str, message: str, text: str, span: Span | None = None, suggestion: str = "") -> Diagnostic:
    """Return an error about words of the sentence."""
    return Diagnostic(code, Severity.ERROR, message, text, span, suggestion)


def incoherent(clause: Clause, text: str, message: str) -> Diagnostic:
    """Return the error about a clause that does not fit the others."""
    return Diagnostic("E107", Severity.ERROR, message, text, clause.span)
