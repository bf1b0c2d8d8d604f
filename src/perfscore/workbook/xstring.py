r"""Cell text to and from ST_Xstring (ECMA-376 part 1, 22.9.2.19): characters XML cannot hold travel as ``_xHHHH_``."""

from __future__ import annotations

import re

CELL_LIMIT = 32767
"""Most UTF-16 units a cell holds (Excel specifications and limits)."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORMULA_STARTS = ("=", "+", "-", "@")


def escape_text(text: str) -> str:
    """Return ``text`` ready to stand between tags; ``unescape`` after XML parsing gives it back.

    Lone surrogates, which no encoding can carry, become U+FFFD.
    """
    if not text.isprintable() or "_x" in text:
        text = _SURROGATE.sub("\ufffd", text)
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
        text = _ILLEGAL.sub(lambda hit: f"_x{ord(hit[0]):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Return ``text`` ready to stand in a double-quoted attribute, line breaks kept."""
    return escape_text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def unescape(text: str) -> str:
    """Return the text that ``escape_text`` (or Excel) wrote, after XML parsing."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda hit: _character(hit[0], int(hit[1], 16)), text)


def _character(written: str, number: int) -> str:
    return written if 0xD800 <= number <= 0xDFFF else chr(number)  # noqa: PLR2004 - the surrogate block


def looks_like_formula(text: str) -> bool:
    """Tell whether retyping the text in a spreadsheet would start a formula."""
    return text.startswith(_FORMULA_STARTS)


def fit_cell(text: str) -> str:
    """Return the longest beginning of ``text`` that fits into one cell."""
    if len(text) * 2 <= CELL_LIMIT or len(text.encode("utf-16-le", "surrogatepass")) <= CELL_LIMIT * 2:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: CELL_LIMIT * 2].decode("utf-16-le", "ignore")
