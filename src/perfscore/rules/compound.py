"""Sentences about several things: cut at full stops, semicolons and list numbers, put together as far as they fit."""

from __future__ import annotations

from collections.abc import Iterator

from perfscore.model.rule import ScoringRule
from perfscore.rules.draft import Draft
from perfscore.rules.lexicon import Kind
from perfscore.rules.tokens import Token

_ENDS = frozenset("。;\n")
_AWARD_ENDS = (Kind.POINTS, Kind.NO_MARKS, Kind.FULL, Kind.TO_THE_END)
MOST_PARTS = 12


def segments(tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut the tokens at the signs between sentences and behind every award; the signs themselves belong to none."""
    segment: list[Token] = []
    for token in tokens:
        if _cuts(token, segment):
            if segment:
                yield segment
            segment = []
        else:
            segment.append(token)
    if segment:
        yield segment


def _cuts(token: Token, segment: list[Token]) -> bool:
    if token.kind is Kind.MARK or (token.kind is Kind.SEPARATOR and token.text in _ENDS):
        return True
    return token.kind is Kind.SEPARATOR and bool(segment) and segment[-1].kind in _AWARD_ENDS


def joined(first: Draft, second: Draft) -> Draft | None:
    """Return one draft of two, None where both say where the score ends."""
    pairs = ((first.floor, second.floor), (first.cap, second.cap), (first.full, second.full))
    if any(one is not None and other is not None for one, other in pairs):
        return None
    return Draft(
        clauses=[*first.clauses, *second.clauses],
        floor=first.floor or second.floor,
        cap=first.cap or second.cap,
        full=first.full or second.full,
        partial=first.partial or second.partial,
        negative=first.negative or second.negative,
        contexts=[*first.contexts, *second.contexts],
        lists=[*first.lists, *second.lists],
        notes=[*first.notes, *second.notes],
    )


def limits_only(draft: Draft) -> bool:
    """Tell whether a segment says nothing of its own: 扣完为止, or words without points."""
    return not draft.clauses


def whole_of(parts: list[ScoringRule], text: str) -> ScoringRule:
    """Return the rule of several parts."""
    return ScoringRule(clauses=(), parts=tuple(parts), source=text)
