"""What is still to come at each place of a sentence, as bits: tokens to one number for every place.

A production that needs a 一票否决 is not tried where none follows. Beside the kinds there are a few traits of tokens
that only one or two productions ask for.
"""

from __future__ import annotations

from perfscore.rules.lexicon import Kind
from perfscore.rules.token_repairs import Token

_BITS = {kind: 1 << place for place, kind in enumerate(Kind)}
PER_UNIT = 1 << len(_BITS)
"""扣2分/例: points with a unit of their own."""
OF_ALL = PER_UNIT << 1
"""各."""
LISTED = PER_UNIT << 2
"""、."""
ANYTHING = -1
"""Every bit: nothing is ruled out."""
_ENDS = frozenset("。;\n")


def any_of(*kinds: Kind) -> int:
    """Return the bits of these kinds."""
    bits = 0
    for kind in kinds:
        bits |= _BITS[kind]
    return bits


def coming(tokens: list[Token]) -> list[int]:
    """Return for every place the bits of the tokens from there to the end of the clause, and 0 for the end.

    A clause ends behind 。 and ;, which belong to it.
    """
    found, bits = [0] * (len(tokens) + 1), 0
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place]
        kind, text = token.kind, token.text
        if kind is Kind.SEPARATOR:
            bits = _BITS[kind] if text in _ENDS else bits | _BITS[kind]
        else:
            bits |= _BITS[kind]
        if kind is Kind.POINTS and token.unit is not None:
            bits |= PER_UNIT
        elif text == "各":
            bits |= OF_ALL
        elif text == "、":
            bits |= LISTED
        found[place] = bits
    return found


def bit_of(token: Token) -> int:
    """Return the bit of the token's kind."""
    return _BITS[token.kind]
