"""Formulas as Excel writes them on one side, as LibreOffice's interface takes them on the other.

Both are English and A1. Excel separates arguments with a comma and sheets with ``!``; LibreOffice with ``;`` and ``.``,
and it joins ranges with ``~``. Text in quotation marks stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TEXT = r'"(?:[^"]|"")*"'
_QUOTED_SHEET = r"'(?:[^']|'')+'"
_SHEET = r"[^\W\d][\w.]*"
_CELL = r"\$?[A-Za-z]{1,3}\$?\d+|\$?[A-Za-z]{1,3}(?=:\$?[A-Za-z]{1,3}\b)|\$?\d+(?=:\$?\d)"
_FROM_EXCEL = re.compile(
    rf"(?P<text>{_TEXT})|(?P<sheet>(?:{_QUOTED_SHEET}|{_SHEET})(?::{_SHEET})?)!|(?P<error>#[A-Z0-9/]+[!?A]?)"
    rf"|(?P<logical>\b(?:TRUE|FALSE)\b(?!\s*\())|(?P<word>{_SHEET})|(?P<mark>[(){{}},;])|(?P<rest>.)",
    re.DOTALL | re.IGNORECASE,
)
_TO_EXCEL = re.compile(
    rf"(?P<text>{_TEXT})|(?P<sheet>\$?(?:{_QUOTED_SHEET}|(?:(?!\.)[\w])+))\.(?=\$?[A-Za-z]{{1,3}}\$?\d|\$?[A-Za-z]{{1,3}}:|\$?\d+:|#REF!)"
    rf"|(?P<word>{_SHEET})|(?P<mark>[(){{}};|~])|(?P<rest>.)",
    re.DOTALL,
)
_SECOND_SHEET = re.compile(
    r"(?P<first>(?:'(?:[^']|'')+'|[\w.]+)!\$?[A-Z]{1,3}\$?\d+):(?P<sheet>'(?:[^']|'')+'|[\w.]+)!"
)
_PLAIN_SHEET = re.compile(r"[^\W\d]\w*")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")
_IN_ARRAY = {",": ";", ";": "|"}


def quote_sheet(name: str) -> str:
    """Return a sheet's name as it stands before ``!``: in apostrophes where Excel wants them."""
    if _PLAIN_SHEET.fullmatch(name) and not _LOOKS_LIKE_CELL.fullmatch(name):
        return name
    return "'" + name.replace("'", "''") + "'"


@lru_cache(maxsize=20_000)
def to_office(formula: str) -> str:
    """Return a formula of Excel's, with its ``=``, as LibreOffice takes it."""
    made: list[str] = []
    depth: list[str] = []
    for piece in _FROM_EXCEL.finditer(formula):
        match piece.lastgroup:
            case "sheet":
                made.append(_office_sheets(piece["sheet"]))
            case "logical":
                made.append(f"{piece['logical'].upper()}()")
            case "mark":
                made.append(_office_mark(piece[0], depth))
            case _:
                made.append(piece[0])
        if piece.lastgroup == "word":
            depth.append("word")
        elif piece[0] != "(" and depth and depth[-1] == "word":
            depth.pop()
    return "".join(made)


def _office_sheets(sheets: str) -> str:
    """Return what stands before a ``!``; ``One:Three`` is a stack of sheets."""
    first, colon, last = sheets.partition(":") if not sheets.startswith("'") else (sheets, "", "")
    return f"${first}:${last}." if colon else f"${first}."


def _office_mark(mark: str, depth: list[str]) -> str:
    """Return a bracket or a separator; ``depth`` holds what is open, and a word just read may be a function's name."""
    if mark == "(":
        is_call = bool(depth) and depth[-1] == "word"
        if is_call:
            depth.pop()
        depth.append("call" if is_call else "group")
    elif mark == "{":
        depth.append("array")
    elif mark in ")}":
        while depth and depth[-1] == "word":
            depth.pop()
        if depth:
            depth.pop()
    else:
        inside = next((kind for kind in reversed(depth) if kind != "word"), "")
        if inside == "array":
            return _IN_ARRAY[mark]
        # A comma in plain brackets joins ranges: RANK(A1,(B1:B3,D1:D3)).
        return "~" if inside == "group" and mark == "," else ";"
    return mark


@lru_cache(maxsize=20_000)
def to_excel(formula: str) -> str:
    """Return a formula of LibreOffice's, with its ``=``, as Excel writes it."""
    made: list[str] = []
    arrays = 0
    for piece in _TO_EXCEL.finditer(formula):
        text = piece[0]
        match piece.lastgroup:
            case "sheet":
                name = piece["sheet"].removeprefix("$")
                name = name[1:-1].replace("''", "'") if name.startswith("'") else name
                made.append(f"{quote_sheet(name)}!")
            case "mark":
                arrays += (text == "{") - (text == "}")
                made.append({";": ",", "|": ";" if arrays else "|", "~": ","}.get(text, text))
            case _:
                made.append(text)
    # A range with its sheet on both ends is Sheet1!A1:B2 in Excel where both are the same.
    return _SECOND_SHEET.sub(_one_sheet, "".join(made))


def _one_sheet(found: re.Match[str]) -> str:
    sheet = found["first"].rpartition("!")[0]
    return f"{found['first']}:" if sheet == found["sheet"] else found[0]
