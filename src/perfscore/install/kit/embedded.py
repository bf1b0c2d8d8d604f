"""The embeddable Python that an office's IT supplies: a zip in, what is wrong with it or the unpacked folder out.

The file is taken from a person's hands, so nothing in it is trusted: names, sizes, count and kind of its members are
checked before a byte is unpacked. Whether python.org made it, only its SHA-256 tells, which the kit's list shows.
"""

from __future__ import annotations

import re
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

from perfscore.install.kit.problems import KitError
from perfscore.install.kit.target import OLDEST_PYTHON, Target

_NAME = re.compile(r"python-3\.(\d{1,2})\.(\d{1,2})(?:[a-z]+\d+)?-embed-amd64\.zip", re.IGNORECASE)
_MEMBER = re.compile(r"[A-Za-z0-9_.+-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LARGEST_FILE, _LARGEST_UNPACKED, _MOST_MEMBERS = 64 << 20, 256 << 20, 300
_ENCRYPTED, _AMD64 = 0x1, 0x8664
_ASK = "请向信息技术人员索取python.org的官方压缩包，名称如 python-3.11.9-embed-amd64.zip，不要解压、改名"


@dataclass(frozen=True, slots=True)
class Embedded:
    """A zip that passed the checks, and the version of Python in it, as (3, 11)."""

    path: Path
    python: tuple[int, int]

    @property
    def target(self) -> Target:
        """The PC that it makes."""
        return Target(self.python)

    @property
    def stem(self) -> str:
        """What its files are called: python311."""
        return f"python{''.join(map(str, self.python))}"


def examine_embedded(path: Path) -> Embedded:
    """Look at a zip without unpacking it.

    Raises:
        KitError: it is not what it has to be.
    """
    name = _NAME.fullmatch(path.name)
    if name is None:
        raise KitError(f"“{path.name}”不是64位可嵌入Python的名称；{_ASK}")
    found = Embedded(path, (3, int(name[1])))
    if found.python < OLDEST_PYTHON:
        raise KitError(f"“{path.name}”的版本太低，要3.11或更高；{_ASK}")
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise KitError(f"“{path.name}”太大，不会是官方的压缩包；{_ASK}")
        with zipfile.ZipFile(path) as archive:
            _check_members(found, archive.infolist())
            _check_program(found, archive)
            broken = archive.testzip()
    except (OSError, zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, ValueError) as why:
        raise KitError(f"“{path.name}”打不开或已损坏（{why}）；{_ASK}") from why
    if broken is not None:
        raise KitError(f"“{path.name}”里的{broken}已损坏；{_ASK}")
    return found


def _check_members(found: Embedded, members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    strange = [one for one in names if not _MEMBER.fullmatch(one) or one.startswith(".") or _RESERVED.fullmatch(one)]
    if strange:
        raise KitError(f"“{found.path.name}”里有不该有的文件：{ascii(strange[0])[:80]}；{_ASK}")
    if len({one.lower() for one in names}) != len(names) or len(names) > _MOST_MEMBERS:
        raise KitError(f"“{found.path.name}”里的文件有重名或太多；{_ASK}")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise KitError(f"“{found.path.name}”有密码；{_ASK}")
    if sum(member.file_size for member in members) > _LARGEST_UNPACKED:
        raise KitError(f"“{found.path.name}”解开后太大；{_ASK}")
    wanted = ("python.exe", "pythonw.exe", f"{found.stem}.dll", f"{found.stem}.zip", f"{found.stem}._pth")
    missing = [one for one in wanted if one not in names]
    if missing:
        raise KitError(f"“{found.path.name}”里缺少{'、'.join(missing)}；{_ASK}")


def _check_program(found: Embedded, archive: zipfile.ZipFile) -> None:
    """See that the programs are of 64-bit Windows."""
    for name in ("python.exe", "pythonw.exe", f"{found.stem}.dll"):
        with archive.open(name) as file:
            head = file.read(4096)
        try:
            (place,) = struct.unpack_from("<I", head, 0x3C)
            kind = struct.unpack_from("<H", head, place + 4)[0] if head[place : place + 4] == b"PE\0\0" else 0
        except struct.error:
            kind = 0
        if head[:2] != b"MZ" or kind != _AMD64:
            raise KitError(f"“{found.path.name}”里的{name}不是64位Windows程序；{_ASK}")


def unpack_embedded(found: Embedded, folder: Path) -> None:
    r"""Unpack into a folder, which is made, and let it find packages in ``Lib\site-packages``.

    Raises:
        KitError: the zip is not what it said of itself.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True)
    left = _LARGEST_UNPACKED
    with zipfile.ZipFile(found.path) as archive:
        for member in archive.infolist():
            with archive.open(member) as file:
                data = file.read(left + 1)
            left -= len(data)
            if left < 0:
                raise KitError(f"“{found.path.name}”解开后太大；{_ASK}")
            (folder / member.filename).write_bytes(data)
    (folder / f"{found.stem}._pth").write_bytes(path_file(found))


def path_file(found: Embedded) -> bytes:
    r"""Return the ``._pth``: only its own folder and ``Lib\site-packages``, which ``import site`` adds; nothing else.

    While a ``._pth`` stands there, Python reads neither environment variables nor the registry nor a user's packages.
    """
    return "\r\n".join((f"{found.stem}.zip", ".", "import site", "")).encode("ascii")
