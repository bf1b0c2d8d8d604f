"""A zip package on disk in, its parts out: opened with limits, so that a hostile file costs little."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from perfscore.workbook.faults import WorkbookFault, fault
from perfscore.workbook.sniff import foreign_zip_fault, sniff_fault
from perfscore.workbook.xmlsafe import BrokenXmlError, ForbiddenXmlError

MAX_PARTS = 10_000
MAX_TOTAL_BYTES = 1 << 30
"""Most bytes all parts may unpack to; a form of 20 000 rows needs about 40 MB."""
RATIO_FREE_BYTES = 16 << 20
MAX_RATIO = 300
"""Most a part above RATIO_FREE_BYTES may be compressed. Empty formatted rows reach about 60, a bomb 1000."""
CHUNK = 1 << 18
CONTENT_TYPES = "[Content_Types].xml"
_HEAD = 4096
_ENCRYPTED_FLAG = 1


class Package:
    """An open OPC package (ECMA-376 part 2): parts by name, names compared without case as the standard asks."""

    def __init__(self, path: Path) -> None:
        """Open the package.

        Raises:
            WorkbookFault: the file cannot be read, is no zip package, is damaged or is a bomb.
        """
        self.path = path
        self.file_name = path.name
        self._zip = _open_zip(path)
        self._unpacked = 0
        try:
            self.entries = _checked_entries(self.file_name, self._zip.infolist())
        except WorkbookFault:
            self._zip.close()
            raise
        self._by_key = {name.lower(): name for name in self.entries}
        if CONTENT_TYPES.lower() not in self._by_key:
            self._zip.close()
            raise foreign_zip_fault(self.file_name, set(self._by_key))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def find(self, name: str) -> str | None:
        """Return the part's name as the package spells it, None where there is no such part."""
        return self._by_key.get(name.lower())

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the part's bytes, counting what really comes out of the decompressor.

        Raises:
            WorkbookFault: the part is missing, damaged, or larger than allowed.
        """
        found = self.find(name)
        if found is None:
            raise fault("F107", file=self.file_name, seen=f"缺少{name}")
        try:
            with self._zip.open(self.entries[found]) as stream:
                while chunk := stream.read(CHUNK):
                    self._unpacked += len(chunk)
                    if self._unpacked > 2 * MAX_TOTAL_BYTES:
                        raise fault("F108", file=self.file_name, seen="解压后过大")
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as problem:
            raise fault("F107", file=self.file_name, seen=f"{found}无法解压") from problem
        except NotImplementedError as problem:
            raise fault("F107", file=self.file_name, seen=f"{found}的压缩方式不受支持") from problem

    def read(self, name: str) -> bytes:
        """Return the whole part; raises as ``chunks`` does."""
        return b"".join(self.chunks(name))

    def part_fault(self, name: str, problem: ForbiddenXmlError | BrokenXmlError) -> WorkbookFault:
        """Return what to say when the XML of a part cannot be taken."""
        if isinstance(problem, ForbiddenXmlError):
            return fault("F109", file=self.file_name, part=name)
        return fault("F107", file=self.file_name, seen=f"{name}的内容不完整")


def _open_zip(path: Path) -> zipfile.ZipFile:
    name = path.name
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        found = sniff_fault(path, head)
        if found is not None:
            raise found
        return zipfile.ZipFile(path)
    except FileNotFoundError as problem:
        raise fault("F101", file=name) from problem
    except IsADirectoryError as problem:
        raise fault("F103", file=name, seen="是文件夹") from problem
    except PermissionError as problem:
        if path.is_dir():
            raise fault("F103", file=name, seen="是文件夹") from problem
        raise fault("F102", file=name) from problem
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        raise fault("F107", file=name, seen="压缩包结尾缺失，可能没有下载完整") from problem
    except OSError as problem:
        raise fault("F107", file=name, seen="读取时系统报告错误") from problem


def _checked_entries(file_name: str, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Return the entries by part name after looking at what they declare."""
    if len(infos) > MAX_PARTS:
        raise fault("F108", file=file_name, seen=f"内含{len(infos)}个部件，正常不超过{MAX_PARTS}个")
    if sum(info.file_size for info in infos) > MAX_TOTAL_BYTES:
        raise fault("F108", file=file_name, seen="解压后超过1GB")
    entries: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for info in infos:
        if info.is_dir():
            continue
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise fault("F105", file=file_name)
        if info.file_size > RATIO_FREE_BYTES and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise fault("F108", file=file_name, seen="压缩率异常高")
        name = info.filename.replace("\\", "/").lstrip("/")
        if name.lower() in seen:
            raise fault("F107", file=file_name, seen=f"部件{name}重复出现")
        seen.add(name.lower())
        entries[name] = info
    return entries
