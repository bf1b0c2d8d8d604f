"""Names and sources of VBA modules in, ``vbaProject.bin`` out ([MS-OVBA]): source only, which Excel compiles."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from perfscore.install.xlam.compound_file import compound_file

_ID = "{6C2D9F1A-3B57-4E0C-9A41-5D7E1F0A8B23}"
_NAME = "PerfScore"
_CHUNK = 4096
_STDOLE = r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"
_MSO = r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library"
_REFERENCES = (("stdole", _STDOLE), ("Office", rf"*\G{{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}}#2.0#0#{_MSO}"))
"""Type libraries, found by their GUID wherever they lie; that of Office has IRibbonControl."""
_BASES = {"ThisWorkbook": "{00020819-0000-0000-C000-000000000046}", "": "{00020820-0000-0000-C000-000000000046}"}
"""What document modules are made of: the workbook, else a sheet."""


@dataclass(frozen=True, slots=True)
class Module:
    """One module: a standard one, or the one behind the workbook or a sheet (``is_document``)."""

    name: str
    source: str
    is_document: bool = False


def vba_project(modules: Sequence[Module]) -> bytes:
    """Return the part ``xl/vbaProject.bin``.

    Raises:
        UnicodeEncodeError: a source that is not ASCII; what it would say hangs on the code page of the computer.
    """
    streams = {f"VBA/{one.name}": compressed(_source(one).encode("ascii")) for one in modules}
    streams["VBA/_VBA_PROJECT"] = bytes.fromhex("CC61FFFF000100")  # 2.3.4.1: no performance cache
    streams["VBA/dir"] = compressed(_dir(modules))
    streams["PROJECT"] = _project(modules).encode("ascii")
    names = (one.name.encode("ascii") + b"\0" + f"{one.name}\0".encode("utf-16-le") for one in modules)
    streams["PROJECTwm"] = b"".join(names) + b"\0\0"  # 2.3.3
    return compound_file(streams)


def _source(module: Module) -> str:
    lines = [f'Attribute VB_Name = "{module.name}"']
    if module.is_document:
        base = _BASES.get(module.name, _BASES[""])
        lines.append(f'Attribute VB_Base = "0{base}"')
        flags = {"GlobalNameSpace": False, "Creatable": False, "PredeclaredId": True, "Exposed": True}
        lines += [f"Attribute VB_{flag} = {on}" for flag, on in flags.items()]
        lines += ["Attribute VB_TemplateDerived = False", "Attribute VB_Customizable = True"]
    return "".join(f"{line}\r\n" for line in [*lines, *module.source.splitlines()])


def _dir(modules: Sequence[Module]) -> bytes:
    """Return the dir stream (2.3.4.2): records of an identifier, a size and what it holds."""
    empty = b""
    records = [(0x01, _number(1)), (0x02, _number(0x409)), (0x14, _number(0x409)), (0x03, struct.pack("<H", 1252))]
    records += [(0x04, _NAME.encode()), (0x05, empty), (0x40, empty), (0x06, empty), (0x3D, empty)]
    records += [(0x07, _number(0)), (0x08, _number(0))]
    data = _records(records) + struct.pack(
        "<HIIH", 0x09, 4, 1, 0
    )  # 2.3.4.2.1.11: its size leaves out the minor version
    data += _records([(0x0C, empty), (0x3C, empty)])
    for title, library in _REFERENCES:
        text = library.encode()
        registered = _number(len(text)) + text + b"\0" * 6
        data += _records([(0x16, title.encode()), (0x3E, title.encode("utf-16-le")), (0x0D, registered)])
    data += _records([(0x0F, struct.pack("<H", len(modules))), (0x13, b"\xff\xff")])
    for one in modules:
        name, wide = one.name.encode(), one.name.encode("utf-16-le")
        data += _records([(0x19, name), (0x47, wide), (0x1A, name), (0x32, wide), (0x1C, empty), (0x48, empty)])
        data += _records([(0x31, _number(0)), (0x1E, _number(0)), (0x2C, b"\xff\xff")])
        data += _records([(0x22 if one.is_document else 0x21, empty), (0x2B, empty)])
    return data + _records([(0x10, empty)])


def _number(value: int) -> bytes:
    return struct.pack("<I", value)


def _records(records: Sequence[tuple[int, bytes]]) -> bytes:
    return b"".join(struct.pack("<HI", identifier, len(data)) + data for identifier, data in records)


def _project(modules: Sequence[Module]) -> str:
    """Return the PROJECT stream (2.3.1): neither protected nor hidden, without a password."""
    kinds = [f"Document={m.name}/&H00000000" if m.is_document else f"Module={m.name}" for m in modules]
    lines = [f'ID="{_ID}"', *kinds, f'Name="{_NAME}"', 'HelpContextID="0"', 'VersionCompatible32="393222000"']
    lines += [f'CMG="{_hidden(bytes(4))}"', f'DPB="{_hidden(bytes(1))}"', f'GC="{_hidden(bytes([255]))}"', ""]
    lines += ["[Host Extender Info]", "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000", ""]
    lines += ["[Workspace]", *(f"{m.name}=0, 0, 0, 0, C" for m in modules)]
    return "".join(f"{line}\r\n" for line in lines)


def _hidden(data: bytes, seed: int = 0x08) -> str:
    """Return data as the PROJECT stream hides it (2.4.3.2), with a fixed seed."""
    key = sum(_ID.encode()) & 0xFF
    hidden = [seed, seed ^ 2, seed ^ key]
    plain = key
    for byte in bytes((seed & 6) // 2) + struct.pack("<I", len(data)) + data:
        hidden.append(byte ^ (hidden[-2] + plain) & 0xFF)
        plain = byte
    return bytes(hidden).hex().upper()


def compressed(data: bytes) -> bytes:
    """Return the compressed container of 2.4.1 for data."""
    return b"\x01" + b"".join(_chunk(data[start : start + _CHUNK]) for start in range(0, len(data), _CHUNK))


def _chunk(data: bytes) -> bytes:
    """Return one chunk with its header (2.4.1.1.5); what does not become smaller stays as it is."""
    packed = _tokens(data)
    if len(packed) > _CHUNK:
        return struct.pack("<H", 0x3FFF) + data.ljust(_CHUNK, b"\0")
    return struct.pack("<H", 0xB000 | len(packed) - 1) + packed


def _tokens(data: bytes) -> bytes:
    """Return the tokens of one chunk: bytes as they are, and copies of what stood before (2.4.1.3.8, 2.4.1.3.19)."""
    packed, at = bytearray(), 0
    seen: dict[bytes, list[int]] = {}
    while at < len(data):
        flags, tokens = 0, bytearray()
        for bit in range(8):
            if at >= len(data):
                break
            bits = max((at - 1).bit_length(), 4)
            longest = min((0xFFFF >> bits) + 3, len(data) - at)
            offset, length = _match(data, at, longest, seen)
            if length:
                flags |= 1 << bit
                tokens += struct.pack("<H", (offset - 1) << (16 - bits) | length - 3)
            else:
                tokens.append(data[at])
            for place in range(at, at + max(length, 1)):
                seen.setdefault(data[place : place + 3], []).append(place)
            at += max(length, 1)
        packed += bytes([flags]) + tokens
    return bytes(packed)


def _match(data: bytes, at: int, longest: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Return how far back the longest equal piece stands, and its length; 0, 0 for none of three bytes."""
    found = (0, 0)
    for place in reversed(seen.get(data[at : at + 3], ())):
        length = 3
        while length < longest and data[place + length] == data[at + length]:
            length += 1
        if length <= longest and length > found[1]:
            found = (at - place, length)
    return found
