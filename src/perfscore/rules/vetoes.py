"""The productions of veto clauses: 发生群体性事件的一票否决; 被追究刑事责任的，一票否决，该项不得分."""

from __future__ import annotations

from decimal import Decimal

from perfscore.diagnostics import Diagnostic, Severity, Span
from perfscore.model.quantity import Interval
from perfscore.model.rule import Basis, Clause, NoMarks, Within
from perfscore.rules.awards import take_award
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.lexicon import FREE_WORDS, Kind

_POINTS_KINDS = (Kind.POINTS, Kind.NO_MARKS, Kind.FULL, Kind.SHARE)
_WORDS = (*FREE_WORDS, Kind.OTHER_TIME, Kind.HEDGE)


def take_veto(cursor: Cursor, draft: Draft) -> bool:
    """veto = veto branch | [words] VETO words up to the next sign, or to the full stop where no points follow.

    The effect on the whole table is for a person.
    """
    start = cursor.index
    if not _take_branch(cursor, draft):
        cursor.index = start
        if not _take_remark(cursor, draft):
            return False
    span = cursor.span_from(start)
    draft.notes.append(_veto_note(span))
    return True


def pass_over_veto(cursor: Cursor, draft: Draft) -> None:
    """出现弄虚作假的，取消评优资格，该项记0分: the veto between a condition and its points."""
    start = cursor.index
    if cursor.take(Kind.VETO) is None:
        return
    while not cursor.at_end and not cursor.sees(Kind.SEPARATOR):
        cursor.index += 1
    note = _veto_note(cursor.span_from(start))
    cursor.comma()
    if cursor.sees(Kind.NO_MARKS) or cursor.sees(Kind.GET) or cursor.sees(Kind.DEDUCT):
        draft.notes.append(note)
    else:
        cursor.index = start


def _veto_note(span: Span) -> Diagnostic:
    return Diagnostic("N313", Severity.NOTE, "本句含有否决性要求，对全表的影响由人工判断", "", span)


def _take_branch(cursor: Cursor, draft: Draft) -> bool:
    """veto branch = words [“,”] VETO [words] [“,”] award, where the award is nothing: 发生…的，一票否决，得0分."""
    start = cursor.index
    found = cursor.take(Kind.FOUND)
    words = cursor.run_of_listed(*_WORDS)
    cursor.comma()
    lead = cursor.peek()
    if lead is not None and lead.text.strip('"') in ("实行", "实施", "予以", "则", ""):
        cursor.take(Kind.TEXT)
    if not words or cursor.take(Kind.VETO) is None:
        return False
    cursor.run_of(Kind.TEXT)
    cursor.comma()
    if not isinstance(take_award(cursor), NoMarks):
        return False
    subject = words.removesuffix("的") if found or not words.startswith("发生") else words
    happened = Within(basis=Basis.OCCURRENCES, interval=Interval(low=Decimal(1)), subject=subject)
    draft.clauses.append(Clause(condition=happened, award=NoMarks(), span=cursor.span_from(start)))
    return True


def _take_remark(cursor: Cursor, draft: Draft) -> bool:
    cursor.run_of(Kind.AND, Kind.TEXT, Kind.IN_YEAR)
    word = cursor.take(Kind.VETO)
    if word is None:
        return False
    said_again = bool(draft.clauses) and word.text.endswith("指标")  # 本指标为否决性指标，未完成的不得分
    ends = ",;。\n" if _points_follow(cursor) and not said_again else "。\n"
    while (token := cursor.peek()) is not None and not (token.kind is Kind.SEPARATOR and token.text in ends):
        cursor.take(token.kind)
    return True


def _points_follow(cursor: Cursor) -> bool:
    """Tell whether the sentence goes on to give or take points."""
    for token in cursor.tokens[cursor.index :]:
        if token.kind is Kind.SEPARATOR and token.text in "。\n":
            return False
        if token.kind in _POINTS_KINDS:
            return True
    return False
