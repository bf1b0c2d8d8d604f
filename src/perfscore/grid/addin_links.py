r"""A formula that reaches our functions through a link to the add-in's file in, the same with the bare names out.

Excel writes ``[1]!PERF_SCORE(A3)`` into a file, where 1 is a link to the add-in on that computer, and shows
``'C:\…\perfscore.xlam'!PERF_SCORE(A3)`` where the add-in lies elsewhere. Both are ``PERF_SCORE(A3)`` where it is
installed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import unquote

ADDIN_NAME = "perfscore.xlam"
_PIECE = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    |(?:'(?P<quoted>(?:[^']|'')*)'|\[(?P<number>\d+)\]|(?P<bare>(?<![\w.])[\w.]+\.xlam))!(?P<name>[A-Z_]+)(?=\s*\()""",
    re.VERBOSE | re.IGNORECASE,
)


def is_addin_file(target: str) -> bool:
    """Tell whether a path, a file name or an address names our add-in's file, wherever it lies."""
    name = re.split(r"[\\/]", unquote(target))[-1]
    return name.strip("[]").lower() == ADDIN_NAME


def without_addin_link(formula: str, names: Collection[str], links: Collection[int] = ()) -> str:
    """Return the formula with references to our add-in's functions made plain; anything else stays as it is.

    Args:
        formula: with or without ``=``.
        names: the names of our functions, in capitals.
        links: the numbers that stand for our add-in's file in this workbook file.
    """

    def plain(hit: re.Match[str]) -> str:
        if hit["text"] is not None or hit["name"].upper() not in names:
            return hit[0]
        if hit["number"] is not None:
            return hit["name"] if int(hit["number"]) in links else hit[0]
        return hit["name"] if _names_addin(hit["quoted"] or hit["bare"], links) else hit[0]

    return _PIECE.sub(plain, formula)


def _names_addin(place: str, links: Collection[int]) -> bool:
    number = re.fullmatch(r"\[(\d+)\]", place)
    return int(number[1]) in links if number else is_addin_file(place.replace("''", "'"))
