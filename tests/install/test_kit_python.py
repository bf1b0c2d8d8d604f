"""The embeddable Python that somebody hands over: taken if it is what it has to be, else refused before unpacking."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from perfscore.install.kit import embedded
from perfscore.install.kit.embedded import examine_embedded, unpack_embedded
from perfscore.install.kit.problems import KitError
from wheel_kit import PYTHON_EXE, embedded_members, make_zip

NAME = "python-3.11.9-embed-amd64.zip"
Members = dict[str, bytes]


def test_the_official_layout_is_taken(tmp_path: Path) -> None:
    found = examine_embedded(make_zip(tmp_path / NAME, embedded_members()))
    assert found.target.version == "3.11"
    unpack_embedded(found, tmp_path / "python")
    assert (tmp_path / "python" / "python311._pth").read_bytes() == b"python311.zip\r\n.\r\nimport site\r\n"
    assert (tmp_path / "python" / "python.exe").read_bytes() == PYTHON_EXE


def test_a_later_version_is_taken(tmp_path: Path) -> None:
    found = examine_embedded(make_zip(tmp_path / "python-3.13.1-embed-amd64.zip", embedded_members("python313")))
    assert (found.python, found.stem) == ((3, 13), "python313")


@pytest.mark.parametrize(
    "name",
    [
        "python-3.11.9-embed-win32.zip", "python-3.11.9-embed-arm64.zip", "python-3.11.9-amd64.exe", "python.zip",
        "python-3.10.9-embed-amd64.zip", "python-3.11.9-embed-amd64 (1).zip", "python-2.7.18-embed-amd64.zip",
    ],
)  # fmt: skip
def test_another_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(KitError, match="embed-amd64"):
        examine_embedded(make_zip(tmp_path / name, embedded_members()))


SPOILT: tuple[tuple[str, Callable[[Members], Members], str], ...] = (
    ("a way out", lambda files: files | {"../evil.exe": b"MZ"}, "不该有的文件"),
    ("a folder", lambda files: files | {"Lib/os.py": b""}, "不该有的文件"),
    ("a drive", lambda files: files | {"C:evil.dll": b""}, "不该有的文件"),
    ("a device", lambda files: files | {"NUL.txt": b""}, "不该有的文件"),
    ("two names that Windows holds for one", lambda files: files | {"PYTHON.EXE": PYTHON_EXE}, "重名"),
    ("too many", lambda files: files | {f"x{number}.dll": b"" for number in range(400)}, "太多"),
    ("no dll", lambda files: {name: data for name, data in files.items() if name != "python311.dll"}, "缺少"),
    ("another python", lambda files: embedded_members("python312"), "缺少python311.dll"),
    ("32 bits", lambda files: files | {"python.exe": PYTHON_EXE.replace(b"\x64\x86", b"\x4c\x01")}, "不是64位"),
    ("a text", lambda files: files | {"python.exe": b"#!/bin/sh"}, "不是64位"),
    ("an empty file", lambda files: files | {"pythonw.exe": b""}, "不是64位"),
)


@pytest.mark.parametrize(("spoil", "words"), [entry[1:] for entry in SPOILT], ids=[entry[0] for entry in SPOILT])
def test_a_zip_that_is_not_whole_or_not_harmless_is_refused(
    spoil: Callable[[Members], Members], words: str, tmp_path: Path
) -> None:
    path = make_zip(tmp_path / NAME, spoil(embedded_members()))
    with pytest.raises(KitError, match=words):
        examine_embedded(path)


def test_what_is_no_zip_or_broken_is_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"<html>not found</html>")
    with pytest.raises(KitError, match="打不开或已损坏"):
        examine_embedded(tmp_path / NAME)
    whole = make_zip(tmp_path / "whole.zip", embedded_members()).read_bytes()
    (tmp_path / NAME).write_bytes(whole.replace(b"PSF", b"PSX"))
    (tmp_path / NAME).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(KitError, match="打不开或已损坏"):
        examine_embedded(tmp_path / NAME)
    with pytest.raises(KitError, match="打不开或已损坏"):
        examine_embedded(tmp_path / "none" / NAME)


def test_sizes_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_zip(tmp_path / NAME, embedded_members() | {"big.dll": bytes(1 << 20)})
    monkeypatch.setattr(embedded, "_LARGEST_UNPACKED", 1 << 19)
    with pytest.raises(KitError, match="解开后太大"):
        examine_embedded(path)
    monkeypatch.setattr(embedded, "_LARGEST_FILE", 100)
    with pytest.raises(KitError, match="太大"):
        examine_embedded(path)


def test_a_checksum_that_is_wrong_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, data in embedded_members().items():
            archive.writestr(name, data)
    path.write_bytes(path.read_bytes().replace(b"Uncomment", b"Uncomm3nt"))
    with pytest.raises(KitError, match="已损坏"):
        examine_embedded(path)
