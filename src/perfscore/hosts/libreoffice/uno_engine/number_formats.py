"""Number formats of a document: LibreOffice's keys and codes on one side, Excel's codes on the other."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from perfscore.hosts.libreoffice.uno_engine.bridge import struct

_GENERAL = "General"
_DATE, _TIME, _TEXT, _LOGICAL = 2, 4, 256, 1024
_SPELLING = {"[RED]": "[Red]", "[BLUE]": "[Blue]", "[GREEN]": "[Green]", "[BLACK]": "[Black]", "[WHITE]": "[White]"}
_PIECE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|AM/PM|A/P|General|.', re.DOTALL)


class FormatKind(Enum):
    """What a number format makes of a number."""

    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    BOOLEAN = "boolean"


class NumberFormats:
    """The number formats of one document, each asked for once."""

    def __init__(self, model: Any) -> None:
        self._formats = model.getNumberFormats()
        self._known: dict[int, tuple[str, FormatKind]] = {}
        self._keys: dict[str, int] = {}
        # A format of the office's own language is written into .xlsx as it is, one of English with [$-409] before it.
        # Where that language has words of its own (German Standard for General), English it has to be.
        own = struct("lang.Locale")
        is_english = self._formats.getByKey(self._formats.getStandardIndex(own)).FormatString == _GENERAL
        self._locale = own if is_english else struct("lang.Locale", Language="en", Country="US")

    def code(self, key: int) -> str:
        """Return a format in Excel's spelling."""
        return self._look(key)[0]

    def kind(self, key: int) -> FormatKind:
        """Return what a format makes of a number. A time of day alone counts as a number, as in Excel."""
        return self._look(key)[1]

    def key(self, code: str) -> int:
        """Return the key of a format in Excel's spelling, made where it is not there yet.

        Raises:
            ValueError: the code is no number format.
        """
        if code not in self._keys:
            found = self._formats.queryKey(code, self._locale, False)
            if found < 0:
                try:
                    found = self._formats.addNew(code, self._locale)
                except Exception as error:
                    raise ValueError(f"not a number format: {code}") from error
            self._keys[code] = found
        return self._keys[code]

    def boolean_key(self) -> int:
        """Return the format that makes a number TRUE or FALSE."""
        return self.key("BOOLEAN")

    def _look(self, key: int) -> tuple[str, FormatKind]:
        if key not in self._known:
            found = self._formats.getByKey(key)
            type_ = found.Type
            self._known[key] = (_excel_code(found.FormatString, type_), _kind(type_))
        return self._known[key]


def _kind(type_: int) -> FormatKind:
    if type_ & _LOGICAL:
        return FormatKind.BOOLEAN
    if type_ & _TEXT:
        return FormatKind.TEXT
    return FormatKind.DATE if type_ & _DATE else FormatKind.NUMBER


def _excel_code(code: str, type_: int) -> str:
    """Return LibreOffice's code as Excel writes it: the letters of dates small, colours capitalised."""
    if type_ & _LOGICAL:
        return _GENERAL
    if not type_ & (_DATE | _TIME):
        return re.sub(r"\[[A-Z]+\]", lambda found: _SPELLING.get(found[0], found[0]), code)
    return "".join(map(_small, _PIECE.findall(code)))


def _small(piece: str) -> str:
    if piece[0] in '"\\' or piece in ("AM/PM", "A/P", _GENERAL):
        return piece
    if piece.startswith("["):
        return piece if piece.startswith("[$") else _SPELLING.get(piece, piece.lower())
    return piece.lower()
