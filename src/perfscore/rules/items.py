"""The items of a sentence, one production after the other: tokens to a draft of clauses."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from perfscore.model.rule import PerStep
from perfscore.rules.and_so_on import take_and_so_on
from perfscore.rules.between import take_interpolation
from perfscore.rules.bracketed import take_bracketed
from perfscore.rules.branches import take_branch, take_context, take_labelled, take_said_anyway
from perfscore.rules.checklists import (
    take_list,
    take_lost_one,
)
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.earning_steps import take_early_step, take_earning_step, take_same_step
from perfscore.rules.exceptions import take_exception
from perfscore.rules.gap_steps import take_gap_step
from perfscore.rules.gates import Production, worth_trying
from perfscore.rules.goals import take_goal, take_reached
from perfscore.rules.growth import take_change
from perfscore.rules.labels import take_points_first, take_question, take_row
from perfscore.rules.lexicon import Kind
from perfscore.rules.limits import take_limit, take_points_of_all
from perfscore.rules.lookahead import ANYTHING, bit_of
from perfscore.rules.otherwise import take_otherwise
from perfscore.rules.parallel import take_each, take_parallel
from perfscore.rules.parallel_steps import take_parallel_steps
from perfscore.rules.partials import take_partial
from perfscore.rules.ranks import take_field, take_numbers_beside_numbers, take_numbers_in_parallel
from perfscore.rules.series import take_free_first, take_series
from perfscore.rules.shares import take_ceiling, take_definition, take_formula, take_share
from perfscore.rules.steps import take_event_step, take_slash_step
from perfscore.rules.titles import take_recurring, take_title
from perfscore.rules.tokens import Token
from perfscore.rules.vetoes import take_veto
from perfscore.rules.weighted import take_weighted

_BETWEEN = frozenset((Kind.SEPARATOR, Kind.COLON, Kind.OPEN, Kind.CLOSE, Kind.MARK))


def draft_of(tokens: list[Token], before: PerStep | None = None, *, everything: bool = False) -> Draft | None:
    """Read tokens as clauses, None where words are left over; ``everything`` tries every production everywhere."""
    cursor, draft = Cursor(tokens, everything=everything), Draft(before=before)
    while not cursor.at_end:
        if not is_between(cursor) and not take_item(cursor, draft):
            return None
    return draft


def is_between(cursor: Cursor) -> bool:
    """Pass over a sign between two items, if one stands here."""
    kind = cursor.tokens[cursor.index].kind
    if kind not in _BETWEEN or cursor.sees(Kind.OPEN, Kind.NUMBER, Kind.POINTS, Kind.CLOSE):
        return False
    return cursor.take(kind) is not None


_ITEMS = (
    take_veto,
    take_said_anyway,
    take_title,
    take_points_of_all,
    take_exception,
    take_recurring,
    take_field,
    take_limit,
    take_partial,
    take_and_so_on,
    take_weighted,
    take_formula,
    take_otherwise,
    take_series,
    take_free_first,
    take_gap_step,
    take_early_step,
    take_event_step,
    take_slash_step,
    take_earning_step,
    take_same_step,
    take_ceiling,
    take_numbers_in_parallel,
    take_numbers_beside_numbers,
    take_parallel_steps,
    take_parallel,
    take_each,
    take_points_first,
    take_question,
    take_interpolation,
    take_lost_one,
    take_reached,
    take_branch,
    take_labelled,
    take_change,
    take_row,
    take_share,
    take_definition,
    take_goal,
)


@lru_cache(maxsize=4096)
def _items(first: int, ahead: int) -> tuple[Production, ...]:
    return worth_trying(_ITEMS, first, ahead)


def take_item(cursor: Cursor, draft: Draft) -> bool:
    """item = veto | limit | partial step | standard | formula | steps | ceiling | branches | share | context."""
    start, kept = cursor.index, draft.kept()
    ahead = cursor.ahead[start]
    for production in _items(ANYTHING if ahead == ANYTHING else bit_of(cursor.tokens[start]), ahead):
        if production(cursor, draft) and _ends(cursor):
            return True
        cursor.index = start
        draft.restore(kept)
    lists = list(draft.lists), list(draft.contexts)
    if take_bracketed(cursor, draft):
        return True
    cursor.index = start
    if take_list(cursor, draft):
        return True
    draft.lists[:], draft.contexts[:] = lists
    cursor.index = start
    if take_context(cursor, draft) and _ends_context(cursor):
        if start and cursor.tokens[start - 1].kind is Kind.MARK:
            draft.contexts[-1] = replace(draft.contexts[-1], marked=True)
        return True
    cursor.index = start
    return False


_AFTER_ITEM = frozenset(
    (
        Kind.SEPARATOR,
        Kind.COLON,
        Kind.OPEN,
        Kind.CLOSE,
        Kind.TO_THE_END,
        Kind.AT_WORST,
        Kind.AT_BEST,
        Kind.MOST_ADDED,
        Kind.MOST_EACH_WAY,
        Kind.LOWEST,
        Kind.NO_LIMIT,
        Kind.TO_THE_TOP,
        Kind.IN_ALL,
        Kind.EACH,
        Kind.MARK,
    )
)


def _ends(cursor: Cursor) -> bool:
    """An item ends at a separator, at the end, behind （3分）, or before a limit or a 每 printed without comma."""
    token = cursor.peek()
    return token is None or token.kind in _AFTER_ITEM or cursor.behind_bracketed_points()


def _ends_context(cursor: Cursor) -> bool:
    token = cursor.peek()
    return token is None or token.kind in (Kind.SEPARATOR, Kind.COLON, Kind.OPEN, Kind.CLOSE, Kind.VETO)
