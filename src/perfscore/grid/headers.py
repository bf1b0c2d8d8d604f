"""A sheet enters, the headers of its tables leave: by name and synonym, never by position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from perfscore.diagnostics import CellRef, Diagnostic, column_letters
from perfscore.forms.labels import fold_label
from perfscore.forms.schema import FormSchema, form_schemas
from perfscore.grid.findings import finding, listed
from perfscore.grid.form import ColumnPlace
from perfscore.grid.own_columns import Made, split_columns
from perfscore.grid.view import SheetView

_LONGEST_HEADER = 24
_LEAST_KNOWN = 3
_DEEPEST_HEADER = 3
_ENOUGH_NAMES = 2
_GROUPS = frozenset({"绩效指标", "年度绩效指标", "绩效指标信息", "指标信息"})
_MAY_REPEAT = frozenset({"code", "direction", "content", "goal", "reason"})
"""Columns of which the first serves when a form has two; no score hangs on them."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one table: its rows, form and columns."""

    schema: FormSchema
    title: str
    first: int
    last: int
    columns: Mapping[str, ColumnPlace]
    added: Mapping[str, ColumnPlace]
    last_official_column: int
    lost: tuple[str, ...] = ()
    """Keys of columns of ours that are not to be found."""

    def has_columns_of(self, other: Header) -> bool:
        """Return whether this is the other header once more, after a page break."""
        return self.schema is other.schema and self.columns == other.columns


def find_headers(view: SheetView, made: Made) -> tuple[tuple[Header, ...], tuple[Diagnostic, ...]]:
    """Return the headers of a sheet from top to bottom, and what stands in the way of reading them.

    Args:
        view: the sheet.
        made: what we remember of the columns that we put there.
    """
    headers: list[Header] = []
    diagnostics: list[Diagnostic] = []
    floor = 1
    for anchor in _anchor_rows(view):
        if anchor < floor:
            continue
        first, last = _extent(view, anchor, floor)
        header, problems = _read_header(view, first, last, _title(view, floor, first), made, len(headers))
        diagnostics.extend(problems)
        floor = last + 1
        if header is None:
            continue
        if headers and _touch(view, headers[-1], header):
            if not header.has_columns_of(headers[-1]):
                return (), (*diagnostics, _two_headers(view, headers[-1], header))
            header = replace(header, first=headers[-1].first)
            headers.pop()
        headers.append(header)
    return tuple(headers), tuple(diagnostics)


def headers_seen(view: SheetView, *, limit: int = 12) -> tuple[str, ...]:
    """Return the words of the row that looks most like a header, for a message that says what was seen."""
    best: list[str] = []
    best_score = 0
    for row in view.rows[:60]:
        words = [cell.text for cell in view.texts(row) if 0 < len(cell.text) <= _LONGEST_HEADER]
        score = len(words) + 5 * sum(_known(word) is not None for word in words)
        if score > best_score:
            best, best_score = words, score
    return tuple(best[:limit])


@lru_cache(maxsize=4096)
def _known(text: str) -> str | None:
    if len(text) > _LONGEST_HEADER:
        return None
    for schema in form_schemas():
        key = schema.key_of(text) or schema.weak_key_of(text)
        if key is not None:
            return key
    return None


def _anchor_rows(view: SheetView) -> list[int]:
    return [row for row in view.rows_with(_names_indicators) if _is_anchor(view, row)]


def _names_indicators(word: str) -> bool:
    # Every name of the indicator column has 三 or 指 in it: most texts are passed over without folding anything.
    return ("三" in word or "指" in word) and _known(word) == "indicator"


def _is_anchor(view: SheetView, row: int) -> bool:
    words = view.words(row)
    return any(map(_names_indicators, words)) and len({key for key in map(_known, words) if key}) >= _LEAST_KNOWN


def _extent(view: SheetView, anchor: int, floor: int) -> tuple[int, int]:
    """Return the first and last row of the header around ``anchor``."""
    last = anchor
    for placed in view.texts(anchor):
        area = view.area(anchor, placed.column)
        if area is not None and _known(placed.text) is not None:
            last = max(last, min(area.last_row, anchor + _DEEPEST_HEADER - 1))
    if last == anchor and _adds_names(view, anchor + 1, anchor):
        last = anchor + 1
    first = anchor
    while first > floor and anchor - first < _DEEPEST_HEADER - 1 and _adds_names(view, first - 1, anchor):
        first -= 1
    return first, last


def _adds_names(view: SheetView, row: int, anchor: int) -> bool:
    """Return whether ``row`` names columns that the anchor row leaves unnamed: the other half of the header."""
    if _is_anchor(view, row):
        return False
    texts = list(view.texts(row))
    named = [placed for placed in texts if _known(placed.text) and not view.own(anchor, placed.column).text]
    groups = [placed for placed in texts if fold_label(placed.text) in _GROUPS]
    if len(named) >= _ENOUGH_NAMES:
        return True
    return row < anchor and bool(named or groups) and len(named) + len(groups) == len(texts)


def _title(view: SheetView, floor: int, first: int) -> str:
    """Return the words above the table that may name the form, the sheet's own name last."""
    words = [
        placed.text
        for row in view.rows
        if floor <= row < first
        for placed in view.texts(row)
        if "表" in placed.text or "绩效" in placed.text
    ]
    return " ".join([*(word for word in words if len(word) <= 2 * _LONGEST_HEADER), view.name])


def _read_header(
    view: SheetView, first: int, last: int, title: str, made: Made, number: int
) -> tuple[Header | None, tuple[Diagnostic, ...]]:
    candidates = [(schema, *_columns(view, first, last, schema)) for schema in form_schemas()]
    fitting = [entry for entry in candidates if entry[0].is_satisfied_by(frozenset(entry[1]))]
    if not fitting:
        return None, (_incomplete(view, last, candidates, title),)
    titled = [entry for entry in fitting if entry[0].is_titled(title)]
    schema, columns, twice = (titled or fitting)[0]
    if twice:
        return None, tuple(_column_twice(view, last, schema, key, places) for key, places in twice.items())
    split = split_columns(view, schema, columns, made, number, last)
    end = _last_official(view, first, last, split.ours)
    return Header(schema, title, first, last, split.official, split.ours, end, split.lost), ()


_Twice = dict[str, list[ColumnPlace]]


def _columns(view: SheetView, first: int, last: int, schema: FormSchema) -> tuple[dict[str, ColumnPlace], _Twice]:
    """Return the columns that the header names, and the keys that it names twice."""
    named = _named(view, first, last, schema, weakly=False)
    if "indicator" not in named:
        named |= _named(view, first, last, schema, weakly=True)
    twice = {key: places for key, places in named.items() if len(places) > 1 and key not in _MAY_REPEAT}
    return {key: places[0] for key, places in named.items()}, twice


def _named(view: SheetView, first: int, last: int, schema: FormSchema, *, weakly: bool) -> _Twice:
    named: _Twice = {}
    name_of = schema.weak_key_of if weakly else schema.key_of
    origin: dict[str, CellRef] = {}
    for column in range(1, view.last_column + 1):
        for row in range(last, first - 1, -1):
            placed = view.at(row, column)
            key = name_of(placed.text) if placed.text and placed.row >= first else None
            if key is None:
                continue
            if origin.get(key) == placed.where:
                named[key][-1] = replace(named[key][-1], last=column)
            else:
                origin[key] = placed.where
                named.setdefault(key, []).append(ColumnPlace(key, placed.text, column, column, placed.row))
            break
    return named


def _last_official(view: SheetView, first: int, last: int, added: Mapping[str, ColumnPlace]) -> int:
    """Return the last column with a header that is not ours, unknown headers and group headers included."""
    ours = {column for place in added.values() for column in range(place.first, place.last + 1)}
    end = 0
    for row in range(first, last + 1):
        for column in view.columns_of(row):
            area = view.area(row, column)
            reach = area.last_column if area is not None else column
            end = max([end, *(one for one in range(column, reach + 1) if one not in ours)])
    return end


def _touch(view: SheetView, upper: Header, lower: Header) -> bool:
    return not any(upper.last < row < lower.first for row in view.rows)


def _two_headers(view: SheetView, upper: Header, lower: Header) -> Diagnostic:
    return finding(
        "G104",
        f"第{upper.last}行和第{lower.last}行都像表头，列名不同，无法判断以哪一行为准；请保留一行表头后重试",
        CellRef(view.name, lower.last, 1),
    )


def _column_twice(view: SheetView, row: int, schema: FormSchema, key: str, places: Sequence[ColumnPlace]) -> Diagnostic:
    letters = "、".join(f"{column_letters(place.first)}列“{place.header}”" for place in places)
    name = schema.spec(key).header
    return finding(
        "G105",
        f"表头里“{name}”出现{len(places)}次（{letters}），无法判断用哪一列；请改列名，只留一列叫“{name}”",
        CellRef(view.name, row, places[1].first),
    )


def _incomplete(
    view: SheetView, row: int, candidates: Sequence[tuple[FormSchema, Mapping[str, ColumnPlace], _Twice]], title: str
) -> Diagnostic:
    ranked = sorted(
        candidates, key=lambda entry: (not entry[0].is_titled(title), len(entry[0].missing(frozenset(entry[1]))))
    )
    schema, columns, _ = ranked[0]
    lacking = "、".join(f"“{name}”" for name in schema.missing(frozenset(columns)))
    seen = listed([place.text for place in view.texts(row)], limit=14)
    place = CellRef(view.name, row, view.columns_of(row)[0] if view.columns_of(row) else 1)
    return finding(
        "G103", f"第{row}行像{schema.title}的表头，但缺少{lacking}列；看到的列名：{seen}。请补上缺少的列名后重试", place
    )
