"""Readers of all tokens that are no words of the table: numbers, units, deadlines, stops; text to a token."""

from __future__ import annotations

from functools import cached_property

from perfscore.diagnostics import Span
from perfscore.numbers.numerals import parse_numeral
from perfscore.numbers.text import decimal_of
from perfscore.rules import token_patterns as at
from perfscore.rules.lexicon import KIND_OF_WORD, Kind, lengths_at
from perfscore.rules.share_words import INTERPOLATE, OF_FULL, share_at
from perfscore.rules.stops import stop_at
from perfscore.rules.token_repairs import Token
from perfscore.values.deadlines import deadline_at
from perfscore.values.ordinals import ordinal_at
from perfscore.values.units import PERCENT, POINT, unit_at


class Readers:
    """The folded text and the tokens so far; each reader returns the token of its sort that begins at a place.

    ``text_start`` is where the open run of plain text began. ``token_patterns.BEGINNINGS`` names the readers.
    """

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.tokens: list[Token] = []
        self.text_start: int | None = None

    @cached_property
    def names_a_time(self) -> bool:
        """Tell whether there may be a deadline anywhere."""
        return at.NAMES_A_TIME.search(self.folded) is not None

    def _deadline(self, start: int) -> Token | None:
        """2024年12月31日前; 年底前 is one only where the sentence counts delays, elsewhere it is part of a state."""
        if not self.names_a_time or self.folded[start] not in at.DEADLINES_BEGIN:
            return None
        if (monthly := at.MONTHLY.match(self.folded, start)) is not None:
            return Token(Kind.QUALIFIER, "按时", Span(start, monthly.end()))
        found = deadline_at(self.folded, start)
        text = self.folded[start : found.end] if found else ""
        if found is None or (not any(map(str.isdigit, text)) and not at.COUNTS_DELAY.search(self.folded)):
            return None
        return Token(Kind.DEADLINE, text, Span(start, found.end), deadline=found.deadline)

    def _sample(self, start: int) -> Token | None:
        """任查2个月记录, 随机抽查10名职工: how the checking is done; the number measures nothing."""
        if self._previous() not in (None, Kind.SEPARATOR, Kind.COLON, Kind.MARK):
            return None
        match = at.SAMPLE.match(self.folded, start)
        return Token(Kind.TEXT, match[0], Span(start, match.end())) if match else None

    def _by_rule(self, start: int) -> Token | None:
        match = at.BY_RULE.match(self.folded, start)
        return Token(Kind.TEXT, match[0].replace(" ", ""), Span(start, match.end())) if match else None

    def _mark(self, start: int) -> Token | None:
        if (listed := self._listed(start)) is not None:
            return listed
        if self._previous() not in at.BEFORE_MARK and self.folded[start] not in at.CIRCLED:
            return None
        if self.tokens and self.tokens[-1].text == "、" and self.folded[start] in at.NUMERALS:
            return None  # 一、二、三等奖
        match = at.MARK.match(self.folded, start) or at.SECTION.match(self.folded, start)
        if match is None or (match[0][-1].isdigit() and unit_at(self.folded, match.end())):
            return None
        return Token(Kind.MARK, match[0], Span(start, match.end()))

    def _listed(self, start: int) -> Token | None:
        """2.90%≤完成率 behind 1.…；: the list number goes on, and the number begins behind its point."""
        match = at.LIST_GOES_ON.match(self.folded, start)
        if (
            match is None
            or not self.tokens
            or self.tokens[0].text != "1."
            or self.tokens[-1].text not in (";", "。", "\n")
        ):
            return None
        marks = sum(token.kind is Kind.MARK for token in self.tokens)
        return Token(Kind.MARK, match[0], Span(start, match.end())) if int(match[0][:-1]) == marks + 1 else None

    def _further_inclusion(self, start: int) -> Token | None:
        """(不含5%,含10%)."""
        return self._inclusion(start) if self._previous() in (Kind.INCLUDED, Kind.EXCLUDED) else None

    def _slip(self, start: int) -> Token | None:
        """为达到目标值,每低… means 未."""
        slip = at.SLIP_FOR_NOT.match(self.folded, start)
        return Token(Kind.NOT, "未", Span(start, start + 1)) if slip else None

    def _inclusion(self, start: int) -> Token | None:
        """(含), (不含85%): whether the number before belongs to the range."""
        ends = self.tokens[-2].kind if self._previous() is Kind.PARTICLE and len(self.tokens) > 1 else self._previous()
        if ends not in at.BOUND_ENDS:
            return None
        match = at.INCLUSION.match(self.folded, start) or at.BOTH_INCLUSIONS.match(self.folded, start)
        if match is None:
            return None
        value = decimal_of(match["end"]) if match["end"] else None
        return Token(Kind.EXCLUDED if match["not"] else Kind.INCLUDED, match[0], Span(start, match.end()), value)

    def _stop(self, start: int) -> Token | None:
        found = stop_at(self.folded, start)
        return None if found is None else Token(found[0], self.folded[start : found[1]], Span(start, found[1]))

    def _aside(self, start: int) -> Token | None:
        match = at.ASIDE.match(self.folded, start) if self.text_start is not None else None
        return Token(Kind.TEXT, match[0], Span(start, match.end())) if match else None

    def _share(self, start: int) -> Token | None:
        line = INTERPOLATE.match(self.folded, start)
        if line is not None:
            return Token(Kind.INTERPOLATE, line[0], Span(start, line.end()))
        words = share_at(self.folded, start)
        return Token(Kind.SHARE, words, Span(start, start + len(words))) if words else None

    def _either(self, start: int) -> Token | None:
        """Both sides of a number (每超(少)1户, 高于或低于目标值), and both verbs for them (加(减)0.5分)."""
        verb = at.EITHER_VERB.match(self.folded, start)
        if verb is not None and self._previous() is not Kind.EACH:  # 每增减1个百分点
            return Token(Kind.EITHER_VERB, verb[0], Span(start, verb.end()))
        sides = at.EITHER.match(self.folded, start)
        if sides is None or (self._previous() is not Kind.EACH and "于" not in sides[0]):
            return None
        return Token(Kind.EITHER, sides[0], Span(start, sides.end()))

    def _of_full(self, start: int) -> Token | None:
        if self._previous() not in at.BEFORE_OF_FULL and self.folded[start] != "按":
            return None
        match = OF_FULL.match(self.folded, start)
        return Token(Kind.OF_FULL, match[0], Span(start, match.end())) if match else None

    def _ordinal(self, start: int) -> Token | None:
        """Ⅱ类, 四星级, 一档: a grade where it stands alone; 一等奖, 二级公路 are names."""
        found = ordinal_at(self.folded, start)
        if found is None or at.AFTER_ORDINAL.match(self.folded, found[1]) is None:
            return None
        if self.text_start is not None and not self.folded[:start].endswith(at.BEFORE_ORDINAL):
            return None
        return Token(Kind.GRADE, found[0], Span(start, found[1]))

    def _by_judgement(self, start: int) -> Token | None:
        """视损坏程度扣, 根据影响情况给: what a person judges before choosing the points."""
        match = at.BY_JUDGEMENT.match(self.folded, start) if self.folded[start] in "视根按依" else None
        return Token(Kind.DISCRETION, match[0], Span(start, match.end())) if match else None

    def _previous(self) -> Kind | None:
        if self.text_start is not None:
            return Kind.TEXT
        return self.tokens[-1].kind if self.tokens else None

    def _unit(self, start: int) -> Token | None:
        """A unit counts as one only right after a number or a 每…."""
        unit = unit_at(self.folded, start)
        spaced = at.SPACED_POINT.match(self.folded, start)
        if spaced is not None:
            return Token(Kind.UNIT, POINT.symbol, Span(start, spaced.end()), unit=POINT)
        if unit is not None and not self._is_no_unit(start):
            end = start + len(unit.symbol)
            again = at.UNIT_AGAIN.match(self.folded, end)
            return Token(Kind.UNIT, unit.symbol, Span(start, again.end() if again else end), unit=unit)
        if self._previous() is Kind.NUMBER and at.POINTS.match(self.folded, start):
            return self._points(start)
        return None

    def _is_no_unit(self, start: int) -> bool:
        """Tell whether it only begins like a unit; 起 is one behind a count, but 从第6起 begins there."""
        if at.NO_UNIT.match(self.folded, start):
            return True
        ranked = len(self.tokens) > 1 and self.tokens[-2].kind is Kind.TOP
        return ranked and self.folded.startswith("起", start)

    def _points(self, start: int) -> Token:
        """分, and the unit behind it in 扣1分/人次."""
        slash = at.PER.match(self.folded, start + 1)
        unit = unit_at(self.folded, slash.end()) if slash else None
        if slash is None or unit is None:
            return Token(Kind.POINTS, "分", Span(start, start + 1))
        end = slash.end() + len(unit.symbol)
        return Token(Kind.POINTS, "分", Span(start, end), unit=unit)

    def _number(self, start: int) -> Token | None:
        if not self.folded[start].isdecimal():
            return self._numeral(start)
        named = at.NAMED_NUMBER.match(self.folded, start)
        if named is None and self._previous() in at.BEFORE_NAMED_RATE:
            named = at.RATE_WITHIN.match(self.folded, start)
        if named is not None:  # a name or the time of measuring, no number and no deadline
            return Token(Kind.TEXT, named[0], Span(start, named.end()))
        match = at.NUMBER.match(self.folded, start)
        if match is None:
            return None
        span = Span(start, match.end())
        if at.AFTER_LETTERS.search(self.folded, max(0, start - 2), start):
            return Token(Kind.TEXT, match[0], span)
        lost = at.LOST_POINT.match(self.folded, start) is not None
        return Token(Kind.NUMBER, match[0], span, None if lost else decimal_of(match[0]))

    def _numeral(self, start: int) -> Token | None:
        """Chinese numerals are numbers before a unit or 分, and after 前 and 第; elsewhere they are plain words."""
        percent = at.PERCENT_NUMERAL.match(self.folded, start)
        if percent:
            value = decimal_of(percent[1]) if percent[1] else parse_numeral(percent[2])
            return Token(Kind.NUMBER, percent[0], Span(start, percent.end()), value, PERCENT)
        match = at.NUMERAL.match(self.folded, start)
        if match is None or self._noun_length(start) >= len(match[0]) or self._is_quoted(start):
            return None
        end = match.end()
        if self._previous() is not Kind.TOP:
            ranged = at.NUMERAL_RANGE.match(self.folded, start)
            while end > start and not (ranged or unit_at(self.folded, end) or at.POINTS.match(self.folded, end)):
                end -= 1
        if end == start:
            return None
        # 一百五家, 三五家: no number of which a part may be taken; without a value no production takes it up.
        value = parse_numeral(self.folded[start:end])
        return Token(Kind.NUMBER, self.folded[start:end], Span(start, end), value)

    def _is_quoted(self, start: int) -> bool:
        """“三会一课”, “四个十”: a numeral in quotation marks is part of a name."""
        return self.folded.count('"', 0, start) % 2 == 1 and '"' in self.folded[start : start + at.LONGEST_QUOTE]

    def _noun_length(self, start: int) -> int:
        lengths = lengths_at(self.folded, start)
        return next((length for length in lengths if self.folded[start : start + length] in KIND_OF_WORD), 0)
