"""The production of exceptions that cost nothing: (因不可抗力的除外), (若有新诉求的，不扣分)."""

from __future__ import annotations

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.lexicon import FREE_WORDS, Kind

_WORDS = (*FREE_WORDS, Kind.OTHER_TIME, Kind.HEDGE, Kind.OTHERWISE)
_FREE_OF_COST = ("不扣分", "不予扣分", "不扣")


def take_exception(cursor: Cursor, draft: Draft) -> bool:
    """exception = words “除外” | words [“,”] “不扣分”, in brackets behind what costs points.

    Whether there was one, only the cell can say; without a word of it there was none, which a note says.
    """
    start = cursor.index
    if not draft.clauses or start == 0 or cursor.tokens[start - 1].kind is not Kind.OPEN:
        return False
    words = cursor.run_of(*_WORDS)
    cursor.comma()
    token = cursor.peek()
    free = token is not None and token.kind is Kind.NOT_COUNTED and token.text in _FREE_OF_COST
    if free:
        cursor.take(Kind.NOT_COUNTED)
    if not words or not (free or words.endswith("除外")) or not cursor.sees(Kind.CLOSE):
        return False
    message = "评分标准另有不扣分的例外，按没有这种例外计"
    draft.notes.append(Diagnostic("N322", Severity.NOTE, message, "", cursor.span_from(start)))
    return True
