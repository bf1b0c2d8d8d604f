"""What was installed for this user, as ``installed.json`` in our own folder: files, digests, what they replaced."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from perfscore.workbook.saving import save_atomically

FILE_NAME = "installed.json"
FORMAT = 1
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of ours: where, what it held when it was installed, and the copy of what it replaced ("" for none)."""

    role: str
    path: str
    digest: str
    backup: str = ""
    is_written: bool = True
    """Whether the installation wrote it (and takes it away again), not only relies on it."""


@dataclass(frozen=True, slots=True)
class Record:
    """What one installation did: its files and the folders that it made."""

    version: str
    files: tuple[KeptFile, ...]
    folders: tuple[str, ...] = ()

    def file(self, role: str) -> KeptFile | None:
        """Return the file of this role."""
        return next((one for one in self.files if one.role == role), None)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def read_record(folder: Path) -> Record | None:
    """Return what was installed; None where nothing was, or where the file is not one that we wrote."""
    try:
        with (folder / FILE_NAME).open("rb") as file:
            kept = json.loads(file.read(_LARGEST))
        if kept["format"] != FORMAT:
            return None
        files = tuple(KeptFile(**entry) for entry in kept["files"])
        record = Record(str(kept["version"]), files, tuple(map(str, kept["folders"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    texts = [text for one in files for text in (one.role, one.path, one.digest, one.backup)]
    return record if all(isinstance(text, str) for text in texts) else None


def write_record(record: Record, folder: Path) -> None:
    """Write down what was installed.

    Raises:
        WorkbookFault: the file cannot be written.
    """
    data = json.dumps({"format": FORMAT, **asdict(record)}, ensure_ascii=True, indent=1).encode()
    write_whole(folder / FILE_NAME, data)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one step: the old or the new one stands there, never half of it.

    Raises:
        WorkbookFault: the file cannot be written.
    """

    def fill(file: BinaryIO) -> None:
        file.write(data)

    save_atomically(path, fill)
