"""The two ways in which the package lies on a disk: unpacked from a wheel, and beside its sources (editable)."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pydantic
import pytest
from hatchling.builders.wheel import WheelBuilder

from perfscore.install.xlam.build import addin_bytes
from support import TESTS

ROOT = TESTS.parent

# Only the folder under test and the dependencies are on the path: an editable install of the developer's own
# environment must not answer in its place, so its .pth files are left alone (-S).
PROGRAM = """
import hashlib, site, sys
site.addsitedir(sys.argv[1])
sys.path.append(sys.argv[2])  # last: the dependencies may lie beside another copy of the package
import perfscore
from perfscore.resources import resource
print(perfscore.__file__)
print(resource("forms", "profiles", "default.toml"))
print(resource("workbook_templates"))
print(perfscore.score("完成得10分，未完成得0分", "已完成").points)
from perfscore.install.xlam.build import addin_bytes
print(hashlib.sha256(addin_bytes("0.37.8")).hexdigest())
"""


def unpacked(version: str, folder: Path) -> Path:
    """Build a wheel of this sort and unpack it as an installer would."""
    wheel = next(iter(WheelBuilder(str(ROOT)).build(directory=str(folder / "dist"), versions=[version])))
    site = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def run(program: str, *arguments: str, where: Path) -> str:
    """Run a program in an interpreter of its own, away from the checkout."""
    dependencies = str(Path(pydantic.__file__).parent.parent)
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", program, arguments[0], dependencies, *arguments[1:]]
    done = subprocess.run(command, cwd=where, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("version", "home"), [("standard", "site"), ("editable", "src")])
def test_the_package_finds_its_files(version: str, home: str, tmp_path: Path) -> None:
    site = unpacked(version, tmp_path)
    package = (site if home == "site" else ROOT / "src") / "perfscore"
    module, profile, templates, points, addin = run(PROGRAM, str(site), where=tmp_path).splitlines()
    assert Path(module).parent == package
    assert Path(profile) == package / "forms" / "profiles" / "default.toml"
    beside = ROOT if home == "src" else package / "_bundled"
    assert Path(templates) == beside / "workbook_templates"
    assert addin == hashlib.sha256(addin_bytes("0.37.8")).hexdigest()
    assert points == "10.00"


def test_a_wheel_holds_every_data_file(tmp_path: Path) -> None:
    site = unpacked("standard", tmp_path)
    for folder, home in (
        (ROOT / "src" / "perfscore", "perfscore"),
        (ROOT / "workbook_templates", "perfscore/_bundled/workbook_templates"),
        (ROOT / "addin", "perfscore/_bundled/addin"),
    ):
        files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
        wanted = [path for path in files if "__pycache__" not in path.parts and path.name != ".gitkeep"]
        assert wanted
        assert [path for path in wanted if not (site / home / path).is_file()] == []


def test_a_wheel_holds_the_manual_as_one_page_with_its_pictures(tmp_path: Path) -> None:
    page = (unpacked("standard", tmp_path) / "perfscore/_bundled/docs/用户手册.html").read_text(encoding="utf-8")
    text = (ROOT / "docs" / "用户手册.md").read_text(encoding="utf-8")
    assert page.count('src="data:image/png;base64,') == text.count("![") == page.count("<img ")
    assert page.count("<tr>") == len(re.findall(r"^\|(?!-)", text.replace("|---", "|-"), re.MULTILINE))
    anchors = re.findall(r'href="#([^"]+)"', page)
    assert anchors
    assert [one for one in anchors if f'id="{one}"' not in page] == []
