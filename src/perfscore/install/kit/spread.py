"""A wheel in, its files in the folders of a Python for Windows out, as an installer would put them there."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import zipfile
from pathlib import Path, PurePosixPath

from perfscore.install.kit.problems import KitError

_SITE = PurePosixPath("Lib/site-packages")
_SCHEMES = {
    "purelib": _SITE,
    "platlib": _SITE,
    "data": PurePosixPath(),
    "scripts": PurePosixPath("Scripts"),
    "headers": PurePosixPath("Include"),
}
_LARGEST_UNPACKED, _MOST_MEMBERS = 512 << 20, 20_000


def spread(wheel: Path, folder: Path) -> None:
    """Unpack a wheel below the folder of python.exe; every file is held against the wheel's RECORD.

    Raises:
        KitError: the wheel is not whole, or wants to write elsewhere.
        OSError: the folder cannot be written.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            if len(members) > _MOST_MEMBERS or sum(one.file_size for one in members) > _LARGEST_UNPACKED:
                raise KitError(f"组件文件“{wheel.name}”太大")
            digests = _digests(archive, members)
            for member in members:
                place = _place(member.filename)
                if place is None:
                    raise KitError(f"组件文件“{wheel.name}”里有不该有的路径：{ascii(member.filename)[:80]}")
                data = archive.read(member)
                if not _is_record(member.filename) and digests.get(member.filename) != _digest(data):
                    raise KitError(f"组件文件“{wheel.name}”里的{member.filename}与清单不符；请重新下载")
                path = folder / place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    except (zipfile.BadZipFile, EOFError, ValueError, RuntimeError) as why:
        raise KitError(f"组件文件“{wheel.name}”已损坏（{why}）；请重新下载") from why


def _place(name: str) -> PurePosixPath | None:
    """Return where a member goes, None where it must not go anywhere."""
    parts = name.split("/")
    if any(part in ("", ".", "..") or set(part) & set('\\:*?"<>|\0') for part in parts):
        return None
    if not parts[0].endswith(".data"):
        return _SITE.joinpath(*parts)
    scheme = _SCHEMES.get(parts[1]) if len(parts) > 2 else None  # noqa: PLR2004 - name.data/scheme/file
    return scheme.joinpath(*parts[2:]) if scheme is not None else None


def _is_record(name: str) -> bool:
    home, _, last = name.rpartition("/")
    return home.endswith(".dist-info") and last in ("RECORD", "RECORD.jws", "RECORD.p7s")


def _digests(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, str]:
    name = next((one.filename for one in members if one.filename.endswith(".dist-info/RECORD")), None)
    if name is None:
        raise ValueError("RECORD")
    rows = csv.reader(io.StringIO(archive.read(name).decode("utf-8")))
    return {row[0]: row[1] for row in rows if len(row) > 1}


def _digest(data: bytes) -> str:
    return f"sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()}"
