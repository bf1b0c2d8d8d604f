"""Small wheels, embeddable zips and whole offline kits for the tests: built here, nothing comes from a network."""

from __future__ import annotations

import base64
import hashlib
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

PYTHON_EXE = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", 0x8664) + bytes(64)


def make_wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    *,
    tag: str = "py3-none-any",
    needs: Sequence[str] = (),
    files: Mapping[str, bytes] | None = None,
) -> Path:
    """Write a wheel with its RECORD. ``files`` come on top of one module of the wheel's own."""
    folder.mkdir(parents=True, exist_ok=True)
    home = f"{name}-{version}.dist-info"
    metadata = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nLicense: MIT\n"]
    metadata += [f"Requires-Dist: {need}\n" for need in needs]
    content = {f"{name}/__init__.py": b"", **(files or {}), f"{home}/METADATA": "".join(metadata).encode()}
    content[f"{home}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n".encode()
    record = "".join(f"{path},{_digest(data)},{len(data)}\n" for path, data in content.items())
    path = folder / f"{name}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in {**content, f"{home}/RECORD": f"{record}{home}/RECORD,,\n".encode()}.items():
            archive.writestr(member, data)
    return path


def _digest(data: bytes) -> str:
    return f"sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()}"


SAYS_DONE = b"import sys\nprint('addin', *sys.argv[1:])\nsys.exit(1)\n"


def product_wheels(folder: Path, program: bytes = SAYS_DONE) -> Path:
    """Write wheels like those of the product: what only Windows needs, what only macOS needs, what others need."""
    needs = ("pydantic>=2,<3", "openpyxl", "xlwings>=0.33,<1", 'pytest; extra == "test"')
    make_wheel(folder, "perfscore", "0.1.0", needs=needs, files={"perfscore/__main__.py": program})
    make_wheel(folder, "pydantic", "2.9", needs=["pydantic-core==2.9", 'appnope; sys_platform == "darwin"'])
    make_wheel(folder, "pydantic_core", "2.9", needs=['typing_extensions; python_version < "3.13"'])
    make_wheel(folder, "typing_extensions", "4.0")
    make_wheel(folder, "openpyxl", "3.1", needs=["et-xmlfile"])
    make_wheel(folder, "et_xmlfile", "2.0")
    markers = ["pywin32>=224 ; platform_system == 'Windows'", "psutil ; platform_system == 'Darwin'"]
    dll = {"xlwings-0.37.8.data/data/xlwings64-0.37.8.dll": PYTHON_EXE}
    make_wheel(folder, "xlwings", "0.37.8", needs=markers, files=dll)
    make_wheel(folder, "pywin32", "312", tag="cp311-cp311-win_amd64", files={"pywin32.pth": b"win32\n"})
    return folder


PRODUCT = frozenset(
    ("perfscore", "pydantic", "pydantic_core", "typing_extensions", "openpyxl", "et_xmlfile", "xlwings", "pywin32")
)


def embedded_members(stem: str = "python311") -> dict[str, bytes]:
    """Return what an embeddable zip holds, each file small."""
    programs = dict.fromkeys(("python.exe", "pythonw.exe", f"{stem}.dll", "_ctypes.pyd"), PYTHON_EXE)
    path_file = f"{stem}.zip\r\n.\r\n\r\n# Uncomment to run site.main() automatically\r\n#import site\r\n"
    return {**programs, f"{stem}.zip": b"PK", f"{stem}._pth": path_file.encode(), "LICENSE.txt": b"PSF"}


def make_zip(path: Path, members: Mapping[str, bytes]) -> Path:
    """Write a zip with these members."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path
