"""Fixtures that several rooms share."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from live_office import calc, calc_app, host_calls, new_book, office, office_must_be_there, open_copy, running

__all__ = ["calc", "calc_app", "host_calls", "new_book", "office", "open_copy", "running"]

Convert = Callable[[Path, str], Path]
_SECONDS = 180


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Convert a file with a real LibreOffice: ``soffice(path, "pdf")`` gives the new file.

    Without LibreOffice the test is skipped, and fails where it has to be installed (see ``live_office``).
    """
    program = shutil.which("soffice")
    if program is None:
        reason = "LibreOffice (soffice) is not installed; it opens the written workbooks"
        if office_must_be_there():
            pytest.fail(reason)
        pytest.skip(reason)
    profile = tmp_path_factory.mktemp("soffice-profile")

    def convert(path: Path, kind: str) -> Path:
        folder = tmp_path_factory.mktemp("soffice-out")
        command = [
            program,
            "--headless",
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(path),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        made = folder / f"{path.stem}.{kind.partition(':')[0]}"
        assert made.exists(), f"LibreOffice did not open {path.name}: {done.stdout} {done.stderr}"
        return made

    return convert
