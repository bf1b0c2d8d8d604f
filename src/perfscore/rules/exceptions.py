"""The production of exceptions that cost nothing: (因不可抗力的除外), (若有新诉求的，不扣分)."""

from __future__ import annotations

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.model.rule import DeductPer
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.lexicon import FREE_WORDS, Kind

_WORDS = (*FREE_WORDS, Kind.OTHER_TIME, Kind.HEDGE, Kind.OTHERWISE)
_FREE_OF_COST = ("不扣分", "不予扣分", "不扣")


def take_exception(cursor: Cursor, draft: Draft) -> bool:
    """exception = none | words “除外” | words [“,”] “不扣分”, in brackets behind what costs points.

    Whether there was one, only the cell can say; without a word of it there was none, which a note says.
    """
    start = cursor.index
    if _takes_full_marks_of_none(cursor, draft):
        message = "评分标准另有按满分计的例外，按没有这种例外计"
        draft.notes.append(Diagnostic("N322", Severity.NOTE, message, "", cursor.span_from(start)))
        return True
    cursor.index = start
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


_WHOSE = ("部门", "单位", "地区", "乡镇", "镇", "村", "县区", "县市区", "区县", "企业", "学校", "医院", "项目单位")
_COUNTED_SO = ("计算", "计", "计分", "算", "得", "处理", "给分", "记")


def _takes_full_marks_of_none(cursor: Cursor, draft: Draft) -> bool:
    """none = NOT words “的” whose [“,”] ( BY FULL [“计算”] | GET FULL ): 没有此类项目的部门按满分计算."""
    numbers = any(isinstance(clause.award, DeductPer) for clause in draft.clauses)
    if not numbers or cursor.take(Kind.NOT) is None:
        return False
    words = cursor.run_of(Kind.TEXT, Kind.ACT, Kind.LINK)
    if not words.endswith(tuple(f"的{whose}" for whose in _WHOSE)):
        return False
    cursor.comma()
    if cursor.take(Kind.BY, Kind.GET) is None or cursor.take(Kind.FULL) is None:
        return False
    tail = cursor.peek()
    if tail is not None and tail.text in _COUNTED_SO:
        cursor.take(tail.kind)
    return cursor.at_end or cursor.sees(Kind.SEPARATOR)
