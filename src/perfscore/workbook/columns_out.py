"""The ``<col>`` elements of a sheet and new widths in, the changed elements out (ECMA-376 part 1, 18.3.1.13)."""

from __future__ import annotations

from dataclasses import dataclass

from perfscore.workbook.located import Node, set_attribute
from perfscore.workbook.refs import MAX_COLUMN
from perfscore.workbook.xmlsafe import whole

_USUAL_WIDTH = "9"
"""Characters; what a Chinese Excel gives a column whose width nobody set."""
_WIDTH_WORDS = ("width", "customWidth", "bestFit")


@dataclass(frozen=True, slots=True)
class _Span:
    """Columns with the same settings. ``is_reset`` marks one that is to look as if we had never widened it."""

    first: int
    last: int
    tag: bytes
    is_reset: bool = False

    def written(self) -> bytes:
        return set_attribute(set_attribute(self.tag, "min", str(self.first)), "max", str(self.last))

    def plain(self) -> bytes:
        """Return the settings alone, to compare spans by."""
        return set_attribute(set_attribute(self.tag, "min", "0"), "max", "0")


def changed_columns(data: bytes, columns: Node | None, wanted: dict[int, float | None], prefix: str) -> bytes:
    """Return the content of ``<cols>`` with some widths changed.

    An element that spans more columns is split, and its other columns keep every attribute.

    Args:
        data: the worksheet part.
        columns: its ``<cols>``, None where it has none.
        wanted: widths in characters by column; None takes our width back.
        prefix: the sheet's element prefix.
    """
    left = dict(wanted)
    spans: list[_Span] = []
    for entry in columns.children if columns else ():
        first, last = whole(entry.attrs.get("min")), min(whole(entry.attrs.get("max")), MAX_COLUMN)
        inside = {column: wanted[column] for column in sorted(wanted) if first <= column <= last}
        spans += _split(_Span(first, last, entry.raw(data)), inside)
        for column in inside:
            left.pop(column)
    for column, width in left.items():
        if width is not None:
            tag = f'<{prefix}col min="{column}" max="{column}" width="{width:g}" customWidth="1"/>'.encode()
            spans.append(_Span(column, column, tag))
    spans.sort(key=lambda span: span.first)
    return b"".join(_restored(spans, place) if span.is_reset else span.written() for place, span in enumerate(spans))


def _split(span: _Span, wanted: dict[int, float | None]) -> list[_Span]:
    """Return a span as the spans that differ."""
    spans: list[_Span] = []
    start = span.first
    for column, width in wanted.items():
        if start < column:
            spans.append(_Span(start, column - 1, span.tag))
        spans.append(_Span(column, column, _resized(span.tag, width), is_reset=width is None))
        start = column + 1
    if start <= span.last:
        spans.append(_Span(start, span.last, span.tag))
    return spans


def _resized(tag: bytes, width: float | None) -> bytes:
    """Return the settings with a width; a hidden column that gets a width is shown again."""
    if width is None:
        return tag
    for name in ("hidden", "collapsed", "bestFit"):
        tag = set_attribute(tag, name, None)
    return set_attribute(set_attribute(tag, "width", f"{width:g}"), "customWidth", "1")


def _restored(spans: list[_Span], place: int) -> bytes:
    """Return a column without our width.

    Where the columns around it have the same settings, or those behind it run to the end of the sheet, it was split
    off from them and gets theirs. Otherwise it had no settings, or only a style, which stays.
    """
    span = spans[place]
    before, behind = _neighbour(spans, place, -1), _neighbour(spans, place, 1)
    if behind is not None and (behind.last >= MAX_COLUMN or (before is not None and before.plain() == behind.plain())):
        return _Span(span.first, span.last, behind.tag).written()
    bare = span.tag
    for name in (*_WIDTH_WORDS, "min", "max"):
        bare = set_attribute(bare, name, None)
    if b"=" not in bare:
        return b""
    for name in _WIDTH_WORDS[1:]:
        span = _Span(span.first, span.last, set_attribute(span.tag, name, None))
    return _Span(span.first, span.last, set_attribute(span.tag, "width", _USUAL_WIDTH)).written()


def _neighbour(spans: list[_Span], place: int, step: int) -> _Span | None:
    """Return the next span that is not reset and is reached without a gap."""
    here = spans[place]
    for other in spans[place + step :: step] if place + step >= 0 else ():
        if other.first != here.last + 1 and other.last != here.first - 1:
            return None
        if not other.is_reset:
            return other
        here = other
    return None
