"""XML bytes in, a tree of places out, and edits spliced into the bytes: all else stays as it was, to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from perfscore.workbook.xmlsafe import BrokenXmlError, feed, local, new_parser

TAG = re.compile(rb"<(?:[^>\"']++|\"[^\"]*\"|'[^']*')*+>")
_ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_DECLARATION = re.compile(rb"<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")


@dataclass(slots=True)
class Node:
    """Where one element stands: ``<`` at start, its start tag ends at open_end, its end tag runs from close to end."""

    name: str
    attrs: dict[str, str]
    start: int
    open_end: int = 0
    close: int = 0
    end: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return local(self.name)

    @property
    def prefix(self) -> str:
        """The prefix with its colon, empty where there is none."""
        return self.name[: -len(self.local)]

    @property
    def is_empty(self) -> bool:
        """Whether the element is written ``<name/>``."""
        return self.open_end == self.end

    def all(self, name: str) -> Iterator[Node]:
        """Yield the children with this local name."""
        return (child for child in self.children if child.local == name)

    def first(self, name: str) -> Node | None:
        """Return the first child with this local name."""
        return next(self.all(name), None)

    def raw(self, data: bytes) -> bytes:
        """Return the element as it is written."""
        return data[self.start : self.end]


def as_utf8(data: bytes) -> bytes:
    """Return the part in UTF-8, which byte places need; nearly every part already is, and then nothing changes.

    Raises:
        BrokenXmlError: the encoding is unknown or the text does not fit it.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _recoded(data, "utf-16")
    declared = _ENCODING.search(_head(data))
    if declared is None or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        return data
    return _recoded(data, declared[1].decode("ascii"))


def _head(data: bytes) -> bytes:
    found = _DECLARATION.match(data)
    return found[0] if found else b""


def _recoded(data: bytes, encoding: str) -> bytes:
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        feed(new_parser(namespaces=False), (_head(data), b"<a/>"))  # a broken declaration is not to be mended silently
    try:
        text = data.decode(encoding).encode("utf-8")
    except (UnicodeError, LookupError) as problem:
        raise BrokenXmlError(encoding) from problem
    return _DECLARATION.sub(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', text, count=1)


def locate(data: bytes, depth: int = 99) -> Node:
    """Return the root element with its descendants down to ``depth`` levels below it.

    Raises:
        ForbiddenXmlError: a document type is declared.
        BrokenXmlError: the part is not well-formed.
    """
    builder = _TreeBuilder(data, depth)
    feed(builder.parser, (data,))
    if builder.root is None:
        raise BrokenXmlError("no element")
    return builder.root


class _TreeBuilder:
    """Collects nodes from expat's byte positions."""

    def __init__(self, data: bytes, depth: int) -> None:
        self.root: Node | None = None
        self._data = data
        self._limit = depth
        self._depth = 0
        self._open: list[Node] = []
        self.parser: expat.XMLParserType = new_parser(namespaces=False)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._limit + 1:
            return
        node = Node(name, attrs, self.parser.CurrentByteIndex)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._depth > self._limit:
            return
        finish(self._open.pop(), self._data, self.parser.CurrentByteIndex)


def finish(node: Node, data: bytes, end_index: int) -> None:
    """Fill in where the element ends, from the byte index of its end event (which an empty element lacks)."""
    node.open_end = tag_end(data, node.start)
    if data.endswith(b"/>", node.start, node.open_end):
        node.close = node.end = node.open_end
    else:
        node.close = end_index
        node.end = data.index(b">", end_index) + 1


def tag_end(data: bytes, start: int) -> int:
    """Return the place behind the tag that begins at ``start``."""
    found = TAG.match(data, start)
    if found is None:
        raise BrokenXmlError("tag")
    return found.end()


def set_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """Return a start tag with one attribute set (appended where missing) or, with None, taken out.

    Args:
        tag: a start tag as written, ``<row r="1">`` or ``<row r="1"/>``.
        name: the attribute's name with its prefix.
        value: already escaped.
    """
    key = name.encode()
    for found in _ATTRIBUTE.finditer(tag):
        if found[1] == key:
            new = b"" if value is None else b' %s="%s"' % (key, value.encode())
            return tag[: found.start()] + new + tag[found.end() :]
    if value is None:
        return tag
    tail = 2 if tag.endswith(b"/>") else 1
    return tag[:-tail].rstrip() + b' %s="%s"' % (key, value.encode()) + tag[-tail:]


class Splicer:
    """Edits to one part, applied together; two edits never touch the same bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._edits: list[tuple[int, int, int, bytes]] = []

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Put ``new`` in the place of ``[start, end)``; start == end inserts, in the order of the calls."""
        self._edits.append((start, end, len(self._edits), new))

    def remove(self, node: Node) -> None:
        """Take the element out."""
        self.replace(node.start, node.end, b"")

    def set_attributes(self, node: Node, values: dict[str, str | None]) -> None:
        """Set or (None) drop attributes of one element; values already escaped."""
        tag = old = self.data[node.start : node.open_end]
        for name, value in values.items():
            tag = set_attribute(tag, name, value)
        if tag != old:
            self.replace(node.start, node.open_end, tag)

    def append(self, node: Node, xml: bytes, values: dict[str, str | None] | None = None) -> None:
        """Add ``xml`` as the element's last content, and set attributes of it."""
        if not node.is_empty:
            self.replace(node.close, node.close, xml)
            self.set_attributes(node, values or {})
            return
        tag = self.data[node.start : node.open_end]
        for name, value in (values or {}).items():
            tag = set_attribute(tag, name, value)
        opened = tag[:-2].rstrip() + b">"
        self.replace(node.start, node.open_end, opened + xml + b"</" + node.name.encode() + b">")

    def result(self) -> bytes:
        """Return the part with all edits."""
        if not self._edits:
            return self.data
        pieces: list[bytes] = []
        done = 0
        for start, end, _order, new in sorted(self._edits):  # the order tells them apart before the bytes would
            if start < done:
                raise AssertionError("overlapping edits")
            pieces += (self.data[done:start], new)
            done = end
        pieces.append(self.data[done:])
        return b"".join(pieces)
