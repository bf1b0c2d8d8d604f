"""Files onto the disk in one step: a temporary file beside the target, flushed, then renamed over it."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from perfscore.diagnostics import Diagnostic
from perfscore.workbook.faults import WorkbookFault, fault

_LOCKS = (("~${name}", "Excel或WPS"), (".~lock.{name}#", "LibreOffice"), (".~{name}", "WPS"))
"""The files that programs leave beside an open workbook."""
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)
_SHARING_VIOLATIONS = (32, 33)
"""Windows error numbers ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION."""


def check_free(target: Path) -> None:
    """See that no program has the target open.

    Raises:
        WorkbookFault: a lock file lies beside it.
    """
    for pattern, program in _LOCKS:
        lock = target.with_name(pattern.format(name=target.name))
        with suppress(OSError):
            if lock.exists():
                raise fault("F201", file=target.name, program=program, lock=lock.name)


def save_atomically(target: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a file so that at every moment either the old or the new one stands there whole.

    Args:
        target: where; a link is followed, an existing file's permissions are kept.
        write: fills the temporary file.

    Raises:
        WorkbookFault: the target is open elsewhere, or the disk, folder or permissions do not allow it.
    """
    target = target.resolve()
    _check_place(target)
    check_free(target)
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".perfscore-", suffix=".tmp", delete=False) as file:
            temporary = Path(file.name)
            write(cast("BinaryIO", file))
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except OSError as problem:
        raise _save_fault(target, temporary, problem) from problem
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _check_place(target: Path) -> None:
    if not target.parent.is_dir():
        raise fault("F205", folder=target.parent)
    if target.is_dir():
        raise fault("F202", file=target.name)
    if target.exists() and not (target.stat().st_mode & stat.S_IWUSR and os.access(target, os.W_OK)):
        raise fault("F202", file=target.name)


def _mode(target: Path) -> int:
    """Return the permissions of the existing file, or those a new file gets here."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _save_fault(target: Path, temporary: Path | None, problem: OSError) -> WorkbookFault:
    if problem.errno in _NO_SPACE:
        return fault("F204", file=target.name)
    if getattr(problem, "winerror", None) in _SHARING_VIOLATIONS:
        return fault("F201", file=target.name, program="Excel或其他程序", lock="~$" + target.name)
    if isinstance(problem, PermissionError) or problem.errno == errno.EROFS:
        return fault("F203", folder=target.parent) if temporary is None else fault("F202", file=target.name)
    return fault("F206", file=target.name, seen=problem.strerror or type(problem).__name__)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable; systems that cannot sync a folder have done what they can."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def back_up(path: Path | str) -> tuple[Path | None, tuple[Diagnostic, ...]]:
    """Copy a workbook to ``<name>.bak`` beside it, replacing an older copy.

    Args:
        path: the workbook that is about to be changed in place.

    Returns:
        The copy and no diagnostics, or None with the reason (F101, F102 or F2xx).
    """
    source = Path(path)
    copy = source.with_name(source.name + ".bak")
    try:
        with source.open("rb") as original:
            save_atomically(copy, lambda file: shutil.copyfileobj(original, file))
        shutil.copystat(source, copy)
    except FileNotFoundError:
        return None, (fault("F101", file=source.name).diagnostic,)
    except OSError:
        return None, (fault("F102", file=source.name).diagnostic,)
    except WorkbookFault as problem:
        return None, (problem.diagnostic,)
    return copy, ()
