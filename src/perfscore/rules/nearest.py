"""What could be written instead of a sentence that was refused: the nearest wordings that are understood.

The words that were understood stay, the statement that was not is put into the words of its family: a step for 每, a
bound for a number, the bare act for an act. The new sentence is parsed like any other, so what comes out is a rule that
was understood; no number of an award may be lost on the way. It is an offer to a person and never the meaning of the
sentence: nothing is scored by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfscore.diagnostics import Span
from perfscore.model.quantity import Dimension
from perfscore.model.rule import ScoringRule
from perfscore.rules.compound import segments
from perfscore.rules.format import format_rule
from perfscore.rules.grammar import Reading, read_sentence
from perfscore.rules.lexicon import Kind
from perfscore.rules.rewordings import award_of, is_droppable, rewordings
from perfscore.rules.tokens import Token, tokenize

MOST = 3
"""Wordings that are offered; more would be no help."""
_MOST_REWORDED = 4
"""Statements that may be put into other words; a sentence that needs more was not understood at all."""
_MOST_READ = 120
"""Sentences that are tried before giving up."""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Nearest:
    """可以改写为: sentences, each in place of the refused one; or ``apart``, rules to write on rows of their own."""

    sentences: tuple[ScoringRule, ...] = ()
    apart: tuple[ScoringRule, ...] = ()


def nearest(text: str) -> Nearest:
    """Return the understood wordings nearest to a refused sentence; none rather than one that loses a number.

    Args:
        text: the sentence as it stands in the cell.
    """
    if len(text) > _LONGEST or read_sentence(text).rule is not None:
        return Nearest()
    found = _search(text)
    return Nearest(sentences=found) if found else Nearest(apart=_apart(text))


def _search(text: str) -> tuple[ScoringRule, ...]:
    """Reword one refused statement after the other, the fewest first; all found with that many are offered."""
    wanted = _numbers_of_awards(text)
    level, read = [text], 0
    for _ in range(_MOST_REWORDED):
        found: dict[str, ScoringRule] = {}
        coming: list[str] = []
        for sentence in level:
            place = _place(read_sentence(sentence))
            for reworded in _reworded(sentence, place):
                if (read := read + 1) > _MOST_READ:
                    return tuple(found.values())[:MOST]
                reading = read_sentence(reworded)
                if reading.rule is None:
                    coming += [reworded] if _is_nearer(reading, sentence, reworded, place) else []
                elif _keeps(reading.rule, wanted):
                    found.setdefault(format_rule(reading.rule), reading.rule)
        if found:
            return tuple(found.values())[:MOST]
        level = list(dict.fromkeys(coming))
    return ()


def _place(reading: Reading) -> Span:
    """Where the first of the words that were not understood stand."""
    spans = [entry.span for entry in reading.diagnostics if entry.span is not None]
    return min(spans, default=Span(0, len(reading.text)))


def _is_nearer(reading: Reading, before: str, after: str, place: Span) -> bool:
    """Tell whether what is still refused stands behind the statement that was put into other words."""
    behind = len(before) - place.end
    return len(after) - _place(reading).start <= behind + 1


def _reworded(sentence: str, place: Span) -> Iterator[str]:
    """The sentence with the statement at the place in other words."""
    tokens = tokenize(sentence)
    units = [token.unit for token in tokens if token.unit is not None]
    for segment in segments(tokens):
        first, last = segment[0].span.start, segment[-1].span.end
        if not first <= place.start < last:
            continue
        for words in rewordings(segment, place, units):
            yield (
                (sentence[:first] + words + sentence[last:]).lstrip("，,；;。、 ")
                if words
                else (sentence[:first].rstrip("，,；;。、 ") + sentence[last:])
            )
        return


def _numbers_of_awards(text: str) -> Counter[Decimal]:
    """The numbers of the sentence, without those of things beside an award: 20个村均应达标，每有…….

    A percentage is wanted wherever it stands: it may be the one to reach.
    """
    wanted: Counter[Decimal] = Counter()
    for segment in segments(tokenize(text)):
        piece: list[Token] = []
        for token in segment:
            if token.kind is Kind.SEPARATOR and is_droppable(piece) and not _names_a_share(piece):
                piece = []
            else:
                piece.append(token)
        if not is_droppable(piece) or _names_a_share(piece):
            wanted.update(token.value for token in piece if token.kind is Kind.NUMBER and token.value)
    return wanted


def _names_a_share(piece: list[Token]) -> bool:
    return any(token.unit is not None and token.unit.dimension is Dimension.RATIO for token in piece)


def _keeps(rule: ScoringRule, wanted: Counter[Decimal]) -> bool:
    kept = Counter(token.value for token in tokenize(format_rule(rule)) if token.kind is Kind.NUMBER)
    return all(kept[value] >= count for value, count in wanted.items())


def _apart(text: str) -> tuple[ScoringRule, ...]:
    """The statements one by one, where each of them is understood by itself and there is more than one."""
    tokens = tokenize(text)
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is Kind.SEPARATOR and token.text in "。;\n":
            pieces.append([])
        elif token.kind is not Kind.MARK or pieces[-1]:
            pieces[-1].append(token)
    rules = []
    for piece in filter(None, pieces):
        rule = read_sentence(text[piece[0].span.start : piece[-1].span.end]).rule
        if rule is None and (award_of(piece) or not is_droppable(piece)):
            return ()
        rules += [rule] if rule is not None else []
    return tuple(rules) if len(rules) > 1 else ()
