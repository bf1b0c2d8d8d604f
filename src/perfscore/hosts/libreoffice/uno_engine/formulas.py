"""Formulas as Excel writes them on one side, as LibreOffice's interface takes them on the other.

Both are English and A1. Excel separates arguments with a comma and sheets with ``!``; LibreOffice with ``;`` and ``.``,
and it joins ranges with ``~``. Text in quotation marks stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from perfscore.hosts.libreoffice.uno_engine.area import MAX_COLUMNS, MAX_ROWS, column_letters, column_number

_TEXT = r'"(?:[^"]|"")*"'
_QUOTED_SHEET = r"'(?:[^']|'')+'"
_SHEET = r"[^\W\d][\w.]*"
_CELL = r"\$?[A-Za-z]{1,3}\$?\d+"
_STACK = rf"(?P<first>{_SHEET}):(?P<last>{_SHEET})!(?P<from>{_CELL})(?::(?P<to>{_CELL}))?"
_FROM_EXCEL = re.compile(
    rf"(?P<text>{_TEXT})|(?P<stack>{_STACK})|(?P<sheet>{_QUOTED_SHEET}|{_SHEET})!|(?P<error>#[A-Z0-9/]+[!?A]?)"
    rf"|(?P<logical>\b(?:TRUE|FALSE)\b(?!\s*\())|(?P<word>{_SHEET})|(?P<mark>[(){{}},;])|(?P<rest>.)",
    re.DOTALL | re.IGNORECASE,
)
_OFFICE_SHEET = rf"\$?(?:{_QUOTED_SHEET}|\w+)"
_PLACE = r"\$?[A-Za-z]{1,3}\$?\d|\$?[A-Za-z]{1,3}:|\$?\d+:|#REF!"
_PAIR = rf"(?P<first>{_OFFICE_SHEET})\.(?P<from>{_CELL}):(?P<last>{_OFFICE_SHEET})\.(?P<to>{_CELL})"
_TO_EXCEL = re.compile(
    rf"(?P<text>{_TEXT})|(?P<pair>{_PAIR})|(?P<sheet>{_OFFICE_SHEET})\.(?={_PLACE})"
    rf"|(?P<word>{_SHEET})|(?P<mark>[(){{}};|~])|(?P<rest>.)",
    re.DOTALL,
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
            case "stack":
                made.append(f"${piece['first']}.{piece['from']}:${piece['last']}.{piece['to'] or piece['from']}")
            case "sheet":
                made.append(f"${piece['sheet']}.")
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
                made.append(f"{quote_sheet(_sheet_name(piece['sheet']))}!")
            case "pair":
                made.append(_excel_pair(piece))
            case "mark":
                arrays += (text == "{") - (text == "}")
                made.append({";": ",", "|": ";" if arrays else "|", "~": ","}.get(text, text))
            case _:
                made.append(text)
    return "".join(made)


def _sheet_name(written: str) -> str:
    name = written.removeprefix("$")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def _excel_pair(piece: re.Match[str]) -> str:
    """Return a range with a sheet on both ends: of one sheet, or through a stack of sheets (One:Three!A1)."""
    first, last = _sheet_name(piece["first"]), _sheet_name(piece["last"])
    if first == last:
        return f"{quote_sheet(first)}!{piece['from']}:{piece['to']}"
    cells = piece["from"] if piece["from"] == piece["to"] else f"{piece['from']}:{piece['to']}"
    return f"{first}:{last}!{cells}"


_REFERENCE = re.compile(
    rf"(?P<skip>{_TEXT}|{_QUOTED_SHEET}(?=!)|[^\W\d][\w.]*(?=[(!])|\$?[A-Za-z]{{1,3}}\$?\d+[\w.]+)"
    r"|(?P<column>\$?[A-Za-z]{1,3})(?P<row>\$?\d+)(?![\w.(!])|(?P<word>[^\W\d][\w.]*)"
)


def shifted(formula: str, rows: int, columns: int) -> str:
    """Return a formula of Excel's with its relative references moved, as copying it so far would."""
    return _REFERENCE.sub(lambda found: _moved(found, rows, columns), formula)


def _moved(found: re.Match[str], rows: int, columns: int) -> str:
    column, row = found["column"], found["row"]
    if column is None:
        return found[0]
    if not column.startswith("$"):
        column = column_letters((column_number(column) + columns) % MAX_COLUMNS)
    if not row.startswith("$"):
        row = str((int(row) - 1 + rows) % MAX_ROWS + 1)
    return column + row
