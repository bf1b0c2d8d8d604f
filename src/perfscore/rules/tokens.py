"""Sentence to tokens: scoring words, numbers and units, each with its place in the sentence as written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from perfscore.diagnostics import Span
from perfscore.model.quantity import Unit
from perfscore.numbers.folding import fold
from perfscore.numbers.numerals import NUMERAL_CHARACTERS, parse_numeral
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of
from perfscore.rules.lexicon import TABLE, Kind
from perfscore.values.units import PERCENT, unit_at


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the sentence; ``text`` is folded, ``value`` and ``unit`` are set on numbers and units."""

    kind: Kind
    text: str
    span: Span
    value: Decimal | None = None
    unit: Unit | None = None


_NUMBER = re.compile(NUMBER_PATTERN)
_NUMERAL = re.compile(rf"[{NUMERAL_CHARACTERS}半]{{1,27}}(?:点[{NUMERAL_CHARACTERS}]{{1,6}})?")
_PERCENT_NUMERAL = re.compile(rf"百分之(?:({NUMBER_PATTERN})|([{NUMERAL_CHARACTERS}]+(?:点[{NUMERAL_CHARACTERS}]+)?))")
_BEFORE_NUMBER = re.compile(rf"\s*(?:\d|[{NUMERAL_CHARACTERS}半])")
_BEFORE_POINTS = re.compile(
    rf"\s*(?:\d|[{NUMERAL_CHARACTERS}半]+(?:点[{NUMERAL_CHARACTERS}]+)?\s*分|满分|全分|标准分|该项)"
)
_AFTER_PARTICLE = re.compile(r"\s*(?:[,;。:(]|$|[得计记给赋扣加减不可每按])")
_AFTER_GRADE = re.compile(r"\s*(?:[,:(]|$|等次|等级|档|[得计记给赋扣不的]|及以[上下]|以[上下]|\d)")
_POINTS = re.compile(r"分(?!号|比|钟|之|类|布|析|散|享|期|别|值|数)")
_UNIT_MAY_FOLLOW = {Kind.NUMBER, Kind.EACH, Kind.BELOW, Kind.ABOVE, Kind.FALL, Kind.RISE, Kind.BEHIND}
_GAP = {Kind.BELOW, Kind.ABOVE, Kind.FALL, Kind.RISE}
_NEEDS_POINTS = {Kind.GET, Kind.DEDUCT, Kind.ADD}


def tokenize(text: str) -> list[Token]:
    """Cut a sentence into tokens, longest word first; what is no scoring word becomes TEXT, blanks vanish."""
    return _Tokenizer(fold(text)).run()


class _Tokenizer:
    """One pass over the folded text; ``text_start`` is where the open run of plain text began."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.tokens: list[Token] = []
        self.text_start: int | None = None

    def run(self) -> list[Token]:
        position = 0
        while position < len(self.folded):
            if self.folded[position] == " ":
                self._close_text(position)
                position += 1
                continue
            token = self._unit(position) or self._number(position) or self._word(position)
            if token is None:
                self.text_start = position if self.text_start is None else self.text_start
                position += 1
                continue
            if token.kind is Kind.TEXT:  # a noun joins the run of text around it
                self.text_start = position if self.text_start is None else self.text_start
            else:
                self._close_text(position)
                self.tokens.append(token)
            position = token.span.end
        self._close_text(position)
        return self.tokens

    def _close_text(self, end: int) -> None:
        if self.text_start is None:
            return
        self.tokens.append(Token(Kind.TEXT, self.folded[self.text_start : end], Span(self.text_start, end)))
        self.text_start = None

    def _previous(self) -> Kind | None:
        if self.text_start is not None:
            return Kind.TEXT
        return self.tokens[-1].kind if self.tokens else None

    def _unit(self, start: int) -> Token | None:
        """A unit counts as one only right after a number or a 每…."""
        if self._previous() not in _UNIT_MAY_FOLLOW:
            return None
        unit = unit_at(self.folded, start)
        if unit is not None:
            return Token(Kind.UNIT, unit.symbol, Span(start, start + len(unit.symbol)), unit=unit)
        if self._previous() is Kind.NUMBER and _POINTS.match(self.folded, start):
            return Token(Kind.POINTS, "分", Span(start, start + 1))
        return None

    def _number(self, start: int) -> Token | None:
        percent = _PERCENT_NUMERAL.match(self.folded, start)
        if percent:
            value = decimal_of(percent[1]) if percent[1] else parse_numeral(percent[2])
            return Token(Kind.NUMBER, percent[0], Span(start, percent.end()), value, PERCENT)
        match = _NUMBER.match(self.folded, start)
        if match:
            return Token(Kind.NUMBER, match[0], Span(start, match.end()), decimal_of(match[0]))
        return self._numeral(start)

    def _numeral(self, start: int) -> Token | None:
        """Chinese numerals are numbers before a unit or 分, and after 前 and 第; elsewhere they are plain words."""
        match = _NUMERAL.match(self.folded, start)
        if match is None or self._noun_length(start) >= len(match[0]):
            return None
        end = match.end()
        if self._previous() is not Kind.TOP:
            while end > start and not (unit_at(self.folded, end) or _POINTS.match(self.folded, end)):
                end -= 1
        if end == start:
            return None
        # 一百五家, 三五家: no number of which a part may be taken; without a value no production takes it up.
        value = parse_numeral(self.folded[start:end])
        return Token(Kind.NUMBER, self.folded[start:end], Span(start, end), value)

    def _noun_length(self, start: int) -> int:
        candidates = TABLE.get(self.folded[start], ())
        return next((len(word) for word, _ in candidates if self.folded.startswith(word, start)), 0)

    def _word(self, start: int) -> Token | None:
        for word, kind in TABLE.get(self.folded[start], ()):
            if self.folded.startswith(word, start) and self._applies(word, kind, start + len(word)):
                return Token(kind, word, Span(start, start + len(word)))
        return None

    def _applies(self, word: str, kind: Kind, end: int) -> bool:
        """Tell whether the word is meant as a scoring word here, judged by its neighbours."""
        if kind in _NEEDS_POINTS:
            return _BEFORE_POINTS.match(self.folded, end) is not None
        if kind in (Kind.TOP, Kind.BY):
            return _BEFORE_NUMBER.match(self.folded, end) is not None
        if kind is Kind.PARTICLE:
            return _AFTER_PARTICLE.match(self.folded, end) is not None
        if len(word) > 1:
            return True
        if kind in _GAP:
            return self._previous() is Kind.EACH or _BEFORE_NUMBER.match(self.folded, end) is not None
        if kind is Kind.GRADE:
            return self._previous() is not Kind.TEXT and _AFTER_GRADE.match(self.folded, end) is not None
        return True
