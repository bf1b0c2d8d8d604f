"""Streams by path in, a compound file ([MS-CFB] version 3) out, the same bytes each time: what holds a VBA project."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NOTHING = 0xFFFFFFFF
_IN_HEADER = 109
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(slots=True)
class _Entry:
    """A directory entry (2.6.1); the numbers of its relatives are those of other entries."""

    name: str
    kind: int
    data: bytes = b""
    children: list[int] = field(default_factory=list)
    left: int = _NOTHING
    right: int = _NOTHING
    child: int = _NOTHING
    start: int = 0


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """Return the file.

    Args:
        streams: contents by name; "VBA/dir" is the stream dir of the storage VBA.

    Raises:
        ValueError: more than fits without a DIFAT (about 7 MB).
    """
    entries = _directory(streams)
    mini = b""
    for entry in entries[1:]:
        if 0 < len(entry.data) < _CUTOFF:  # 2.4: short streams stand together in the mini stream
            entry.start = len(mini) // _MINI
            mini += _padded(entry.data, _MINI)
        elif not entry.data and entry.kind == _STREAM:
            entry.start = _END
    mini_fat = _chains([len(_padded(one.data, _MINI)) // _MINI for one in entries if 0 < len(one.data) < _CUTOFF])
    entries[0].data = mini
    bodies = [one for one in entries if one is entries[0] or len(one.data) >= _CUTOFF]
    lengths = [_sectors(len(entries) * 128), _sectors(len(mini_fat) * 4), *(_sectors(len(one.data)) for one in bodies)]
    fat_sectors = 0
    while (needed := _sectors((sum(lengths) + fat_sectors) * 4)) > fat_sectors:  # the FAT has a place in itself
        fat_sectors = needed
    if fat_sectors > _IN_HEADER:
        raise ValueError("too large for a compound file without DIFAT")
    places, at = [], fat_sectors
    for length in lengths:
        places.append(at if length else _END)
        at += length
    for one, place in zip(bodies, places[2:], strict=True):
        one.start = place
    fat = [_FAT] * fat_sectors + _chains(lengths, fat_sectors)
    header = _header(fat_sectors, places[0], places[1], lengths[1])
    directory = b"".join(map(_packed, entries)) + _packed(_Entry("", 0)) * (-len(entries) % 4)
    parts = [_numbers(fat), directory, _numbers(mini_fat), *(_padded(one.data, _SECTOR) for one in bodies)]
    return header + b"".join(parts)


def _directory(streams: Mapping[str, bytes]) -> list[_Entry]:
    """Return the entries; those of a storage hang together as a binary tree, all black, in the order of 2.6.4."""
    entries = [_Entry("Root Entry", _ROOT)]
    storages = {"": 0}
    for path, data in streams.items():
        folder, _, name = path.rpartition("/")
        if folder not in storages:
            storages[folder] = len(entries)
            entries[0].children.append(len(entries))
            entries.append(_Entry(folder, _STORAGE))
        entries[storages[folder]].children.append(len(entries))
        entries.append(_Entry(name, _STREAM, data))
    for entry in entries:
        ordered = sorted(entry.children, key=lambda number: _order(entries[number].name))
        entry.child = _tree(entries, ordered)
    return entries


def _order(name: str) -> tuple[int, str]:
    return len(name), name.upper()


def _tree(entries: list[_Entry], ordered: Sequence[int]) -> int:
    if not ordered:
        return _NOTHING
    middle = len(ordered) // 2
    root = entries[ordered[middle]]
    root.left, root.right = _tree(entries, ordered[:middle]), _tree(entries, ordered[middle + 1 :])
    return ordered[middle]


def _packed(entry: _Entry) -> bytes:
    name = f"{entry.name}\0".encode("utf-16-le") if entry.kind else b""
    relatives = (entry.left, entry.right, entry.child)
    numbers = (len(name), entry.kind, 1, *relatives, b"", 0, 0, 0, entry.start, len(entry.data))
    return struct.pack("<64sHBB3I16sIQQIQ", name, *numbers)


def _header(fat_sectors: int, directory: int, mini_fat: int, mini_fat_sectors: int) -> bytes:
    """Return the header (2.2)."""
    head = struct.pack("<8s16s5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6)
    counts = struct.pack("<9I", 0, fat_sectors, directory, 0, _CUTOFF, mini_fat, mini_fat_sectors, _END, 0)
    return head + counts + struct.pack("<109I", *range(fat_sectors), *[_FREE] * (_IN_HEADER - fat_sectors))


def _chains(lengths: Sequence[int], first: int = 0) -> list[int]:
    """Return what the FAT holds for runs of sectors that stand one after the other (2.3)."""
    chains: list[int] = []
    for length in lengths:
        chains += [*range(first + len(chains) + 1, first + len(chains) + length), _END] if length else []
    return chains


def _numbers(numbers: Sequence[int]) -> bytes:
    filled = [*numbers, *[_FREE] * (-len(numbers) % (_SECTOR // 4))]
    return struct.pack(f"<{len(filled)}I", *filled)


def _padded(data: bytes, size: int) -> bytes:
    return data + b"\0" * (-len(data) % size)


def _sectors(size: int) -> int:
    return -(-size // _SECTOR)
