"""The shared strings part in, the texts out: runs joined, phonetic guides left out (ECMA-376 part 1, 18.4)."""

from __future__ import annotations

from perfscore.workbook.package import Package
from perfscore.workbook.xmlsafe import BrokenXmlError, ForbiddenXmlError, feed, local, new_parser
from perfscore.workbook.xstring import unescape


def read_strings(package: Package, part: str | None) -> list[str]:
    """Return the shared strings in order; none where the workbook has no such part.

    Raises:
        WorkbookFault: the part cannot be taken.
    """
    if part is None or package.find(part) is None:
        return []
    reader = _StringsReader()
    try:
        feed(reader.parser, package.chunks(part))
    except (ForbiddenXmlError, BrokenXmlError) as problem:
        raise package.part_fault(part, problem) from problem
    return reader.texts


class _StringsReader:
    """Collects ``<t>`` of every ``<si>`` outside ``<rPh>``."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._guides = 0
        self.parser = new_parser(namespaces=True)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, _attrs: dict[str, str]) -> None:
        kind = local(name)
        if kind == "rPh":
            self._guides += 1
        elif kind == "t" and not self._guides:
            self.parser.CharacterDataHandler = self._pieces.append

    def _end(self, name: str) -> None:
        kind = local(name)
        if kind == "t":
            self.parser.CharacterDataHandler = None
        elif kind == "rPh":
            self._guides -= 1
        elif kind == "si":
            self.texts.append(unescape("".join(self._pieces)))
            self._pieces.clear()


def inner_text(element: bytes) -> str:
    """Return the text inside one element as it is written in a part, its own markup left out."""
    pieces: list[str] = []
    parser = new_parser(namespaces=False)
    parser.CharacterDataHandler = pieces.append
    feed(parser, (element,))
    return "".join(pieces)
