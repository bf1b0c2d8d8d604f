"""Putting the add-in where Excel opens it, and taking it away again: a PC in, files and a record of them out.

Installing twice gives what installing once gives. What stood in our way is kept in our own folder and put back by
``remove``; never beside the add-in, where Excel would open the copy too.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from perfscore import __version__
from perfscore.install.commands import ADDIN_FILE
from perfscore.install.config import AddinConfig, format_config
from perfscore.install.machine import Machine
from perfscore.install.places import clear_web_mark, own_folder, settings_file, start_folder
from perfscore.install.record import FILE_NAME as RECORD_FILE
from perfscore.install.record import KeptFile, Record, digest_of, read_record, write_record, write_whole

_BACKUPS = "backup"


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation came to: where the add-in is, whether anything changed, what was kept of a former file."""

    addin: Path
    has_changed: bool
    backups: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """What a removal came to: the files that are gone and those that stand again as they were before."""

    gone: tuple[Path, ...]
    restored: tuple[Path, ...]


def addin_place(machine: Machine, folder: Path | None = None) -> Path | None:
    """Return where the add-in is or would be: the folder asked for, where it was put, the start folder of Excel."""
    if folder is not None:
        return folder.resolve() / ADDIN_FILE
    record = read_record(own_folder(machine))
    kept = record.file("addin") if record else None
    if kept is not None:
        return Path(kept.path)
    start = start_folder(machine)
    return start / ADDIN_FILE if start else None


def settings_for(machine: Machine, addin: str) -> AddinConfig:
    """Return the settings that make the add-in use the Python that runs us."""
    silent = machine.executable.with_name("pythonw.exe")
    xlwings = machine.package("xlwings") or "0"
    return AddinConfig(
        perfscore=__version__,
        xlwings=xlwings,
        interpreter=str(silent if silent.exists() else machine.executable),
        dll64=_library(machine, f"xlwings64-{xlwings}.dll"),
        dll32=_library(machine, f"xlwings32-{xlwings}.dll"),
        addin=addin,
    )


def install_addin(machine: Machine, folder: Path) -> Installed:
    """Build the add-in for what is installed here, put it into the folder and write its settings.

    Raises:
        OSError: a folder or file cannot be written.
        ValueError: a path that the settings cannot hold, or no xlwings; the words say what to do.
        WorkbookFault: a file cannot be replaced, because Excel has it open or the folder does not allow it.
    """
    if machine.package("xlwings") is None:
        raise ValueError("Python里缺少组件xlwings，插件离不开它；请重新安装程序，再安装插件")
    own = own_folder(machine)
    before = read_record(own)
    place = folder.resolve() / ADDIN_FILE
    settings = settings_for(machine, str(place))
    wanted = {"addin": (place, _built(settings.xlwings)), "settings": (settings_file(machine), format_config(settings))}
    folders = _made(place.parent, own) | set(before.folders if before else ())
    kept = [_kept(role, path, data, before, own / _BACKUPS) for role, (path, data) in wanted.items()]
    kept += [_relied_on(role, path) for role, path in _relied(settings) if path]
    record = Record(__version__, tuple(kept), tuple(sorted(folders)))
    if before is not None and all(one.path != str(place) for one in before.files):
        _take_away(before, {"addin"})  # it was in another folder: Excel must not open two
    changes = {path: data for path, data in wanted.values() if digest_of(path) != hashlib.sha256(data).hexdigest()}
    if record != before:
        write_record(record, own)  # first: after a cut on the way, what stands there is known to be ours
    for path, data in changes.items():
        write_whole(path, data)
    for one in kept:
        clear_web_mark(Path(one.path))
    copies = tuple(Path(one.backup) for one in kept if one.backup)
    return Installed(place, has_changed=bool(changes) or record != before, backups=copies)


def remove_addin(machine: Machine, folder: Path | None = None) -> Removed | None:
    """Take away what was installed and put back what it replaced; None where nothing was.

    Raises:
        OSError: a file cannot be removed, because Excel has it open.
    """
    own = own_folder(machine)
    record = read_record(own)
    if record is None:
        place = addin_place(machine, folder)
        if place is None or not place.exists():
            return None
        record = Record("", (KeptFile("addin", str(place), ""), KeptFile("settings", str(settings_file(machine)), "")))
    removed = _take_away(record, {one.role for one in record.files})
    (own / RECORD_FILE).unlink(missing_ok=True)
    for made in (own / _BACKUPS, *sorted(map(Path, record.folders), key=lambda path: len(path.parts), reverse=True)):
        _remove_if_empty(made)
    return removed


def _built(xlwings: str) -> bytes:
    from perfscore.install.xlam.build import build_addin  # noqa: PLC0415 - whoever only looks at a PC needs no builder

    with tempfile.TemporaryDirectory() as scratch:
        return build_addin(Path(scratch), xlwings).read_bytes()


def _kept(role: str, path: Path, data: bytes, before: Record | None, backups: Path) -> KeptFile:
    """Return what is to be remembered of a file; one that is not ours is copied aside."""
    digest = hashlib.sha256(data).hexdigest()
    known = next((one for one in before.files if one.path == str(path)), None) if before else None
    if known is not None:
        return KeptFile(role, str(path), digest, known.backup)
    is_foreign = path.exists() and digest_of(path) != digest
    return KeptFile(role, str(path), digest, str(_set_aside(path, backups)) if is_foreign else "")


def _set_aside(path: Path, backups: Path) -> Path:
    backups.mkdir(parents=True, exist_ok=True)
    number, copy = 2, backups / path.name
    while copy.exists():
        copy, number = backups / f"{path.stem}{number}{path.suffix}", number + 1
    shutil.copy2(path, copy)
    return copy


def _relied_on(role: str, path: str) -> KeptFile:
    return KeptFile(role, path, digest_of(Path(path)), is_written=False)


def _relied(settings: AddinConfig) -> tuple[tuple[str, str], ...]:
    return ("dll64", settings.dll64), ("dll32", settings.dll32), ("interpreter", settings.interpreter)


def _take_away(record: Record, roles: set[str]) -> Removed:
    gone, restored = [], []
    for one in record.files:
        path = Path(one.path)
        if one.role not in roles or not one.is_written:
            continue
        if path.exists():
            path.unlink()
            gone.append(path)
        if one.backup and Path(one.backup).exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(one.backup, path)
            restored.append(path)
    return Removed(tuple(gone), tuple(restored))


def _made(*folders: Path) -> set[str]:
    """Make the folders and return those that were not there, with their parents."""
    made = set()
    for folder in folders:
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        made |= set(map(str, missing))
    return made


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:  # a person's files are in it, or it is not there
        return


def _library(machine: Machine, name: str) -> str:
    """Return where the DLL of xlwings is: where its wheel put it, "" where there is none."""
    places = [machine.prefix / name]
    with contextlib.suppress(PackageNotFoundError):
        places += [Path(str(file.locate())) for file in distribution("xlwings").files or () if file.name == name]
    return next((str(place.resolve()) for place in places if place.is_file()), "")
