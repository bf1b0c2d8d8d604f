"""XML text in, parser events out: expat with document type declarations refused, so no entity is ever expanded."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

SHEET_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The transitional and the strict namespace of SpreadsheetML (ECMA-376 parts 4 and 1)."""

RELATION_NAMESPACES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_ENCODINGS = ("utf-8", "utf-16", "us-ascii", "iso-8859-1")


class ForbiddenXmlError(Exception):
    """The part declares a document type: no workbook needs one, and entities live there."""


class BrokenXmlError(Exception):
    """The part is not well-formed, or not the kind of part it should be."""


def new_parser(*, namespaces: bool) -> expat.XMLParserType:
    """Return an expat parser that refuses document types.

    Args:
        namespaces: True gives names as ``uri}local``; False gives them as they are written.
    """
    parser = expat.ParserCreate(namespace_separator="}" if namespaces else None)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.XmlDeclHandler = _check_encoding
    return parser


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    """Refuse what expat cannot decode, before it raises errors of other kinds; OPC allows the first two only."""
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise BrokenXmlError(encoding)


def _refuse(*_declaration: object) -> None:
    raise ForbiddenXmlError


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> None:
    """Run the parser over the chunks to the end.

    Raises:
        ForbiddenXmlError: a document type declaration stands in the part.
        BrokenXmlError: the part is not well-formed.
    """
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise BrokenXmlError(str(problem)) from problem


def local(name: str) -> str:
    """Return the name without its namespace (``uri}row``) or prefix (``x:row``)."""
    return name.rpartition("}")[2].rpartition(":")[2]


def is_true(text: str | None) -> bool:
    """Tell whether an xsd:boolean attribute says yes."""
    return text in ("1", "true", "on")


def whole(text: str | None) -> int:
    """Return a whole-number attribute, 0 where it is missing or no number that a workbook can hold."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004
