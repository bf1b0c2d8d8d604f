"""The settings of the Excel add-in: what is written is read again, and what could do harm is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.install.config import (
    AddinConfig,
    config_path,
    format_config,
    parse_config,
    read_config,
    write_config,
)

HERE = AddinConfig(
    perfscore="0.1.0",
    xlwings="0.37.8",
    interpreter=r"C:\Users\张三\AppData\Local\Programs\Python\pythonw.exe",
    dll64=r"C:\Users\张三\AppData\Local\Programs\Python\xlwings64-0.37.8.dll",
    dll32="",
)
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters='"<>|*?'), max_size=40)


@given(TEXTS)
def test_any_path_comes_through(text: str) -> None:
    config = replace(HERE, interpreter=f"C:\\{text.replace('$(', '')}")
    data = format_config(config)
    assert data.isascii()
    assert parse_config(data) == config


@pytest.mark.parametrize(
    "path",
    [
        'C:\\a" -c "import os\\pythonw.exe',
        "C:\\$(Environment:PATH)\\pythonw.exe",
        "pythonw.exe",
        "C:pythonw.exe",
        "\\python\\pythonw.exe",
        "C:/python/pythonw.exe",
        "C:\\a\r\ndll64=C:\\b.dll",
        f"C:\\{'长' * 1000}",
        "",
    ],
)
def test_paths_that_could_do_harm_are_neither_written_nor_read(path: str) -> None:
    config = replace(HERE, interpreter=path)
    with pytest.raises(ValueError, match="插件的配置"):
        format_config(config)
    escaped = "".join(f"%{ord(character):04X}" for character in path)
    line = format_config(HERE).replace(b"\r\ninterpreter=", b"\r\n#").replace(b"#", b"#was=", 1)
    found = parse_config(line + f"interpreter={escaped}\r\n".encode("ascii"))
    assert isinstance(found, str)
    assert "addin install" in found


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "另一个版本"),
        (b"format=2\r\n", "另一个版本"),
        ("format=1\r\ninterpreter=C:\\张三\r\n".encode("gb18030"), "不是本程序写的"),
        (b"format=1\r\nformat=1\r\n", "【format=1】"),
        (b"format=1\r\nnonsense\r\n", "【nonsense】"),
        (b"format=1\r\ninterpreter=C:\\%zz\r\n", "interpreter=C:"),
        (b"format=1\r\nperfscore=0.1.0\r\nxlwings=\r\n", "xlwings的版本"),
        (b"#" * 70_000, "不是本程序写的"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, words: str) -> None:
    found = parse_config(data)
    assert isinstance(found, str)
    assert words in found
    assert "perfscore addin install" in found


def test_unknown_keys_of_a_later_version_are_passed_over() -> None:
    assert parse_config(format_config(HERE) + b"later=yes\r\n# remark\r\n\r\n") == HERE


def test_the_file_stands_in_a_folder_of_its_own(tmp_path: Path) -> None:
    path = config_path(tmp_path, "win32")
    assert path == tmp_path / ".perfscore" / "excel.conf"
    assert "没有找到" in str(read_config(path))
    assert write_config(HERE, path) == path
    assert read_config(path) == HERE
    assert b"\r\n" in path.read_bytes()
    assert "com.microsoft.Excel" in str(config_path(tmp_path, "darwin"))
