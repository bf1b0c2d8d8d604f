"""A package and changed parts in, a new zip file out: parts that did not change are copied as compressed bytes."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipInfo

from perfscore.workbook.faults import fault
from perfscore.workbook.package import Package

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
"""The three records of a zip file (PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16)."""

_VERSION = 20
_UTF8_FLAG = 0x800
_DEFLATE_SPEED_FLAGS = 0x6
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_COPY_SIZE = 1 << 20
_WORTH_A_THREAD = 1 << 18


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry as it was written, for the directory at the end."""

    name: bytes
    flags: int
    method: int
    moment: tuple[int, int]
    crc: int
    packed: int
    size: int
    attributes: int
    offset: int


class Deflater:
    """A part that a thread of its own deflates, while the parts behind it are still being made."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._packed: bytes | None = None
        self._thread = Thread(target=self._work) if len(data) >= _WORTH_A_THREAD else None
        if self._thread is not None:
            self._thread.start()

    def _work(self) -> None:
        with suppress(MemoryError):  # it comes again where the part is wanted
            self._packed = _deflated(self._data)

    def packed(self, data: bytes) -> bytes:
        """Return the deflated bytes of ``data``, which is the part unless that was changed again."""
        if self._thread is not None:
            self._thread.join()
        return _deflated(data) if self._packed is None or data is not self._data else self._packed


def _deflated(data: bytes) -> bytes:
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflate.compress(data) + deflate.flush()


def write_package(
    out: BinaryIO, package: Package, changed: dict[str, bytes], removed: set[str], begun: dict[str, Deflater]
) -> None:
    """Write the package with some parts changed, added or left out, in the order it had.

    Args:
        out: where to write, from its current place on.
        package: the package to copy from.
        changed: new content by part name; names the package does not have are added at the end.
        removed: names of parts to leave out.
        begun: changed parts that are being deflated already.
    """
    entries: list[_Entry] = []
    packed = {name: begun[name].packed(data) if name in begun else _deflated(data) for name, data in changed.items()}
    with package.path.open("rb") as source:
        for name, info in package.entries.items():
            if name in removed:
                continue
            if name in changed:
                entries.append(_write_part(out, name, info.date_time, changed[name], packed[name]))
            else:
                entries.append(_copy_part(out, source, name, info))
    for name, data in changed.items():
        if name not in package.entries:
            entries.append(_write_part(out, name, _FIRST_DAY, data, packed[name]))
    _write_directory(out, entries)


def _write_part(out: BinaryIO, name: str, moment: tuple[int, ...], data: bytes, packed: bytes) -> _Entry:
    entry = _Entry(
        *_spelled(name),
        method=ZIP_DEFLATED,
        moment=_dos_time(moment),
        crc=zlib.crc32(data),
        packed=len(packed),
        size=len(data),
        attributes=0,
        offset=out.tell(),
    )
    _write_local(out, entry)
    out.write(packed)
    return entry


def _copy_part(out: BinaryIO, source: BinaryIO, name: str, info: ZipInfo) -> _Entry:
    raw, flags = _spelled(name)
    entry = _Entry(
        raw,
        flags | (info.flag_bits & _DEFLATE_SPEED_FLAGS),
        method=info.compress_type,
        moment=_dos_time(info.date_time),
        crc=info.CRC,
        packed=info.compress_size,
        size=info.file_size,
        attributes=info.external_attr,
        offset=out.tell(),
    )
    _write_local(out, entry)
    source.seek(info.header_offset)
    head = source.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        raise fault("F107", file=info.filename, seen=f"{name}无法读取")
    name_size, extra_size = _LOCAL.unpack(head)[9:]
    source.seek(name_size + extra_size, 1)
    left = info.compress_size
    while left:
        chunk = source.read(min(left, _COPY_SIZE))
        if not chunk:
            raise fault("F107", file=info.filename, seen=f"{name}无法读取")
        out.write(chunk)
        left -= len(chunk)
    return entry


def _spelled(name: str) -> tuple[bytes, int]:
    try:
        return name.encode("ascii"), 0
    except UnicodeEncodeError:
        return name.encode("utf-8"), _UTF8_FLAG


def _dos_time(moment: tuple[int, ...]) -> tuple[int, int]:
    year, month, day, hour, minute, second = moment
    return hour << 11 | minute << 5 | second // 2, max(year - 1980, 0) << 9 | month << 5 | day


def _write_local(out: BinaryIO, entry: _Entry) -> None:
    sizes = (entry.crc, entry.packed, entry.size, len(entry.name), 0)
    out.write(_LOCAL.pack(b"PK\x03\x04", _VERSION, entry.flags, entry.method, *entry.moment, *sizes) + entry.name)


def _write_directory(out: BinaryIO, entries: list[_Entry]) -> None:
    start = out.tell()
    for entry in entries:
        head = (b"PK\x01\x02", _VERSION, _VERSION, entry.flags, entry.method, *entry.moment)
        sizes = (entry.crc, entry.packed, entry.size, len(entry.name), 0, 0, 0, 0, entry.attributes, entry.offset)
        out.write(_CENTRAL.pack(*head, *sizes) + entry.name)
    size = out.tell() - start
    out.write(_END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), size, start, 0))
