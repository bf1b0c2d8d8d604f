"""Looks in, style indices out: new styles are changed clones at the end of styles.xml; old ones keep their index."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from operator import attrgetter

from perfscore.grid.plan import CellLook, Tint
from perfscore.workbook.located import Node, Splicer, as_utf8, locate
from perfscore.workbook.number_format import BUILTIN_FORMATS
from perfscore.workbook.xmlsafe import is_true, whole
from perfscore.workbook.xstring import escape_attribute

INPUT_COLOR = "FFFFF2CC"
"""Light yellow: fill in."""
ATTENTION_COLOR = "FFF8CBAD"
"""Light orange: look here. Both keep black text at a contrast above 13:1."""

_FIRST_CUSTOM_FORMAT = 164
_LOOK_FIELDS = attrgetter(*(one.name for one in fields(CellLook) if not one.name.startswith("like")))
_PORTABLE_FORMATS = {BUILTIN_FORMATS[number]: number for number in (0, 1, 2, 3, 4, 9, 10, 11, 49)}
"""Builtin numbers that mean the same in every language (18.8.30); all other codes are written out."""

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_SIDES = ("left", "right", "top", "bottom")
_THIN = "".join(f'<{{p}}{side} style="thin"><{{p}}color auto="1"/></{{p}}{side}>' for side in _SIDES)
_BORDERS = "<{p}border>" + _THIN + "<{p}diagonal/></{p}border>"
_NO_BORDERS = "<{p}border><{p}left/><{p}right/><{p}top/><{p}bottom/><{p}diagonal/></{p}border>"
_FILL = (
    '<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{color}"/><{p}bgColor indexed="64"/>'
    "</{p}patternFill></{p}fill>"
)
_DXF = (
    '<{p}dxf><{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{color}"/><{p}bgColor rgb="{color}"/>'
    "</{p}patternFill></{p}fill></{p}dxf>"
)
_AFTER_SIZE = ("color", "name", "family", "charset", "scheme")


def minimal_styles(namespace: str) -> bytes:
    """Return a styles part for a workbook that has none."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<styleSheet xmlns="{namespace}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
    ).encode()


class _Pool:
    """One list of styles.xml: the entries as written, and those to append."""

    def __init__(self, data: bytes, root: Node, name: str) -> None:
        self.name = name
        self.node = root.first(name)
        self.entries = [child.raw(data) for child in self.node.children] if self.node else []
        self.added: list[bytes] = []
        self._places: dict[bytes, int] = {}
        for place, entry in enumerate(self.entries):
            self._places.setdefault(entry, place)

    def index(self, entry: bytes) -> int:
        """Return the place of an entry, appending it where no equal one stands."""
        place = self._places.get(entry)
        if place is None:
            place = self._places[entry] = len(self.entries) + len(self.added)
            self.added.append(entry)
        return place


class StyleBook:
    """The styles part with what a plan adds to it (ECMA-376 part 1, 18.8)."""

    def __init__(self, data: bytes) -> None:
        """Take the styles part; raises as ``located.locate`` does."""
        self._data = as_utf8(data)
        self._root = locate(self._data)
        self._prefix = self._root.prefix
        names = ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs")
        self._pools = {name: _Pool(self._data, self._root, name) for name in names}
        self._styles = self._pools["cellXfs"]
        self._made: dict[tuple[object, ...], int] = {}
        self._formats = self._custom_formats()

    def _custom_formats(self) -> dict[str, int]:
        node = self._pools["numFmts"].node
        found: dict[str, int] = {}
        for child in node.children if node else ():
            identity = child.attrs.get("numFmtId", "")
            if identity.isdecimal():
                found.setdefault(child.attrs.get("formatCode", ""), int(identity))
        return found

    def style(self, base: int, look: CellLook, *, quoted: bool = False) -> int:
        """Return the style that ``base`` becomes under the look.

        Args:
            base: a style index of this workbook; one that does not exist counts as 0.
            look: what to lay over it; ``like`` is not looked at here.
            quoted: the cell holds text that retyping would turn into a formula (18.8.45, quotePrefix).
        """
        key = (base, quoted, *_LOOK_FIELDS(look))
        if key not in self._made:
            self._made[key] = self._clone(base, look, quoted=quoted)
        return self._made[key]

    def size_of(self, index: int) -> float | None:
        """Return the size in points of the text under a style, None where it says none."""
        styles = [*self._styles.entries, *self._styles.added]
        fonts = self._pools["fonts"].entries + self._pools["fonts"].added
        place = whole(locate(styles[index]).attrs.get("fontId")) if index < len(styles) else len(fonts)
        size = locate(fonts[place]).first("sz") if place < len(fonts) else None
        text = size.attrs.get("val", "") if size is not None else ""
        return float(text) if text.replace(".", "", 1).isdecimal() else None

    def attention(self) -> int:
        """Return the differential style of the attention tint."""
        return self._pools["dxfs"].index(_DXF.format(p=self._prefix, color=ATTENTION_COLOR).encode())

    def _clone(self, base: int, look: CellLook, *, quoted: bool) -> int:
        if base >= len(self._styles.entries):
            base = 0
        raw = self._styles.entries[base] if self._styles.entries else f"<{self._prefix}xf/>".encode()
        node = locate(raw)
        attrs = dict(node.attrs)
        if quoted:
            attrs["quotePrefix"] = "1"
        elif is_true(attrs.get("quotePrefix")):
            del attrs["quotePrefix"]
        attrs |= self._font(attrs, look) | self._surface(look) | self._format(look.number_format)
        parts = {child.local: child.raw(raw) for child in node.children}
        old = (dict(node.attrs), dict(parts))
        self._align(parts, attrs, node.first("alignment"), look)
        if look.unlocked:
            parts["protection"] = f'<{self._prefix}protection locked="0"/>'.encode()
            attrs["applyProtection"] = "1"
        return base if (attrs, parts) == old else self._styles.index(self._xf(attrs, parts))

    def _xf(self, attrs: dict[str, str], parts: dict[str, bytes]) -> bytes:
        words = "".join(f' {name}="{escape_attribute(value)}"' for name, value in attrs.items())
        inner = b"".join(parts[name] for name in ("alignment", "protection", "extLst") if name in parts)
        name = f"{self._prefix}xf"
        if not inner:
            return f"<{name}{words}/>".encode()
        return f"<{name}{words}>".encode() + inner + f"</{name}>".encode()

    def _font(self, attrs: dict[str, str], look: CellLook) -> dict[str, str]:
        if look.bold is None and look.size is None:
            return {}
        pool = self._pools["fonts"]
        place = whole(attrs.get("fontId"))
        raw = pool.entries[place] if place < len(pool.entries) else f"<{self._prefix}font/>".encode()
        return {"fontId": str(pool.index(_restyled(raw, self._prefix, look))), "applyFont": "1"}

    def _surface(self, look: CellLook) -> dict[str, str]:
        found: dict[str, str] = {}
        if look.tint is not Tint.NONE:
            fill = _FILL.format(p=self._prefix, color=INPUT_COLOR).encode()
            found |= {"fillId": str(self._pools["fills"].index(fill)), "applyFill": "1"}
        if look.borders is not None:
            border = (_BORDERS if look.borders else _NO_BORDERS).format(p=self._prefix).encode()
            found |= {"borderId": str(self._pools["borders"].index(border)), "applyBorder": "1"}
        return found

    def _format(self, code: str | None) -> dict[str, str]:
        if code is None:
            return {}
        number = _PORTABLE_FORMATS.get(code, self._formats.get(code))
        if number is None:
            number = max([_FIRST_CUSTOM_FORMAT - 1, *self._formats.values()]) + 1
            self._formats[code] = number
            words = f'<{self._prefix}numFmt numFmtId="{number}" formatCode="{escape_attribute(code)}"/>'
            self._pools["numFmts"].index(words.encode())
        return {"numFmtId": str(number), "applyNumberFormat": "1"}

    def _align(self, parts: dict[str, bytes], attrs: dict[str, str], node: Node | None, look: CellLook) -> None:
        wanted = {"horizontal": look.horizontal, "vertical": look.vertical}
        if look.wrap is not None:
            wanted["wrapText"] = "1" if look.wrap else "0"
        changes = {name: value for name, value in wanted.items() if value is not None}
        if not changes:
            return
        merged = (node.attrs if node else {}) | changes
        words = "".join(f' {name}="{escape_attribute(value)}"' for name, value in merged.items())
        parts["alignment"] = f"<{self._prefix}alignment{words}/>".encode()
        attrs["applyAlignment"] = "1"

    def result(self) -> bytes:
        """Return the styles part with everything that was added."""
        splicer = Splicer(self._data)
        for name in _ORDER:
            pool = self._pools.get(name)
            if pool is not None and pool.added:
                self._append(splicer, pool)
        return splicer.result()

    def _append(self, splicer: Splicer, pool: _Pool) -> None:
        count = str(len(pool.entries) + len(pool.added))
        xml = b"".join(pool.added)
        if pool.node is not None:
            splicer.append(pool.node, xml, {"count": count})
            return
        name = f"{self._prefix}{pool.name}"
        section = f'<{name} count="{count}">'.encode() + xml + f"</{name}>".encode()
        later = _ORDER[_ORDER.index(pool.name) + 1 :]
        place = next((child.start for child in self._root.children if child.local in later), self._root.close)
        splicer.replace(place, place, section)


def _restyled(raw: bytes, prefix: str, look: CellLook) -> bytes:
    """Return a font element with weight and size as the look wants them."""
    node = locate(raw)
    dropped = {"b"} if look.bold is not None else set()
    dropped |= {"sz"} if look.size is not None else set()
    kept = [(child.local, child.raw(raw)) for child in node.children if child.local not in dropped]
    if look.size is not None:
        place = next((place for place, (name, _) in enumerate(kept) if name in _AFTER_SIZE), len(kept))
        size = format(Decimal(str(look.size)).normalize(), "f")
        kept.insert(place, ("sz", f'<{prefix}sz val="{size}"/>'.encode()))
    if look.bold:
        kept.insert(0, ("b", f"<{prefix}b/>".encode()))
    return f"<{prefix}font>".encode() + b"".join(piece for _, piece in kept) + f"</{prefix}font>".encode()
