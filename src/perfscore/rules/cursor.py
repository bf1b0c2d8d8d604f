"""A place in the token list, with the look-ahead and the way back that productions need."""

from __future__ import annotations

import re

from perfscore.diagnostics import Span
from perfscore.rules.lexicon import Kind
from perfscore.rules.lookahead import ANYTHING, coming
from perfscore.rules.tokens import Token


class Cursor:
    """Walks the tokens; ``farthest`` remembers how far any production got, for the message when all fail.

    ``everything`` rules no production out beforehand, so that ``farthest`` is told by all of them.
    """

    def __init__(self, tokens: list[Token], *, everything: bool = False) -> None:
        self.tokens = tokens
        self.count = len(tokens)
        self.index = 0
        self.farthest = 0
        self.everything = everything
        self.ahead = [ANYTHING] * (len(tokens) + 1) if everything else coming(tokens)
        """What is to come at each place, as bits (``lookahead``)."""
        self.kinds = frozenset([token.kind for token in tokens])
        """All kinds there are: a production that needs one of them is not tried where it is nowhere."""
        self._held: dict[re.Pattern[str], bool] = {}

    @property
    def at_end(self) -> bool:
        """Tell whether every token is taken."""
        return self.index >= self.count

    def peek(self, ahead: int = 0) -> Token | None:
        """Return the token so many places ahead, None beyond the end."""
        index = self.index + ahead
        return self.tokens[index] if index < self.count else None

    def sees(self, *kinds: Kind) -> bool:
        """Tell whether the coming tokens are of these kinds, in this order."""
        index, tokens, count = self.index, self.tokens, self.count
        for kind in kinds:  # this and take are called for every production at every place: no generator here
            if index == count or tokens[index].kind is not kind:
                return False
            index += 1
        return True

    def comes(self, bits: int) -> bool:
        """Tell whether a token with one of these bits (``lookahead``) comes before the end of the clause."""
        return bool(self.ahead[self.index] & bits)

    def holds(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether a pattern is found anywhere in the words of the sentence; asked once for each pattern."""
        if pattern not in self._held:
            self._held[pattern] = pattern.search("".join([token.text for token in self.tokens])) is not None
        return self._held[pattern]

    def behind_bracketed_points(self) -> bool:
        """Tell whether the last tokens taken are （3分）."""
        if not self.index or self.tokens[self.index - 1].kind is not Kind.CLOSE:
            return False
        last = [token.kind for token in self.tokens[max(self.index - 4, 0) : self.index]]
        return last == [Kind.OPEN, Kind.NUMBER, Kind.POINTS, Kind.CLOSE]

    def take(self, *kinds: Kind) -> Token | None:
        """Take the next token if it is of one of these kinds."""
        index = self.index
        if index >= self.count:
            return None
        token = self.tokens[index]
        if token.kind not in kinds:
            return None
        self.index = index = index + 1
        if index > self.farthest:  # noqa: PLR1730 - max() costs a call at the hottest place
            self.farthest = index
        return token

    def run_of(self, *kinds: Kind) -> str:
        """Take all coming tokens of these kinds and return their words joined."""
        start = index = self.index
        tokens, count = self.tokens, self.count
        while index < count and tokens[index].kind in kinds:
            index += 1
        if index == start:
            return ""
        self.index, self.farthest = index, max(self.farthest, index)
        return "".join([token.text for token in tokens[start:index]])

    def run_of_listed(self, *kinds: Kind) -> str:
        """Take all coming tokens of these kinds, with 、 between two of them, and return their words joined."""
        start = index = self.index
        tokens, count = self.tokens, self.count
        while index < count:
            token = tokens[index]
            if token.kind not in kinds and (
                token.text != "、" or index == start or index + 1 == count or tokens[index + 1].kind not in kinds
            ):
                break
            index += 1
        if index == start:
            return ""
        self.index, self.farthest = index, max(self.farthest, index)
        return "".join([token.text for token in tokens[start:index]])

    def comma(self) -> None:
        """Pass over one comma or colon between a condition and its award."""
        if self.index < self.count:
            token = self.tokens[self.index]
            if token.kind is Kind.COLON or (token.kind is Kind.SEPARATOR and token.text == ","):
                self.index += 1

    def span_from(self, start: int) -> Span:
        """Return the span from the token at ``start`` to the last one taken."""
        return self.tokens[start].span.to(self.tokens[self.index - 1].span)
