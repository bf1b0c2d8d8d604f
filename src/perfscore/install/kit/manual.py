"""The manual for the kit: the page in the product's wheel in, a PDF by LibreOffice out, without one the page itself."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from perfscore.hosts.libreoffice.office import find_program
from perfscore.install.machine import Machine

NAME = "用户手册"
_PAGE = f"perfscore/_bundled/docs/{NAME}.html"
_LARGEST, _SECONDS = 64 << 20, 180


def add_manual(wheel: Path, folder: Path, machine: Machine) -> str:
    """Put the manual into a folder and say what could not be done, "" where all could.

    Args:
        wheel: the product's own, which carries the manual as a page.
        folder: where it goes.
        machine: runs LibreOffice.
    """
    with zipfile.ZipFile(wheel) as archive:
        try:
            entry = archive.getinfo(_PAGE)
        except KeyError:
            return "perfscore的wheel文件里没有用户手册，安装包里也没有"
        page = archive.read(entry) if entry.file_size <= _LARGEST else b""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / f"{NAME}.html"
        place.write_bytes(page)
        why = _printed(place, Path(scratch), machine)
        made = place.with_suffix(".pdf")
        if not why and made.is_file() and made.read_bytes()[:5] == b"%PDF-":
            (folder / made.name).write_bytes(made.read_bytes())
            return ""
    (folder / f"{NAME}.html").write_bytes(page)
    return f"用户手册没有做成PDF（{why or 'LibreOffice没有写出文件'}），放入的是网页{NAME}.html，用浏览器打开"


def _printed(page: Path, scratch: Path, machine: Machine) -> str:
    """Let LibreOffice write the PDF, with a profile of its own; say why it did not, "" where it ended well."""
    try:
        program = find_program()
    except Exception as missing:
        return str(missing)
    profile = (scratch / "profile").as_uri()
    words = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf:writer_web_pdf_Export"]
    ran = machine.run([*words, "--outdir", str(scratch), str(page)], _SECONDS)
    return "" if ran.code == 0 else ran.said[:200]
