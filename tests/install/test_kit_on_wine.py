"""The kit's batch files on Wine, on demand: ``PERFSCORE_WINE=1``; with a Windows Python the whole life of a kit.

``PERFSCORE_EMBED_ZIP`` names an embeddable zip of python.org, ``PERFSCORE_WINDOWS_WHEELS`` a folder with the wheels
of a kit for it. Wine 9 or newer, or any older one with a ``bcryptprimitives.dll``, which pydantic's library asks for.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from perfscore.install.kit.build import Wish, build_kit
from perfscore.install.kit.target import Target
from perfscore.install.machine import this_machine
from support import TESTS
from wheel_kit import product_wheels

WINE = shutil.which("wine64") or next(filter(os.path.exists, ["/usr/lib/wine/wine64"]), shutil.which("wine"))
ZIP, WHEELS = os.environ.get("PERFSCORE_EMBED_ZIP"), os.environ.get("PERFSCORE_WINDOWS_WHEELS")
SAMPLE = TESTS.parent / "workbook_templates" / "target_form_hengyang_sample.xlsx"
EXCEL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
FOLDER = "资料 (新) & 备份"

pytestmark = pytest.mark.skipif(
    not (WINE and os.environ.get("PERFSCORE_WINE")), reason="Wine is tried on demand: PERFSCORE_WINE=1"
)
Run = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh Windows, or the one that ``WINEPREFIX`` names; returns its drive C."""
    given = os.environ.get("WINEPREFIX")
    return Path(given or tmp_path_factory.mktemp("wine") / "prefix") / "drive_c"


@pytest.fixture
def run(windows: Path, tmp_path: Path) -> Run:
    """Run words on Windows in a folder; returns the exit code and what was printed, by cmd.exe and by Python."""
    inside = {"WINEPREFIX": str(windows.parent), "WINEDEBUG": "-all", "DISPLAY": "", "PERFSCORE_NO_WINDOW": "1"}
    environment = {**os.environ, **inside, "LC_ALL": "zh_CN.UTF-8"}

    def call(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [str(WINE), *words],
            cwd=tmp_path / FOLDER,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=600,
        )
        said = done.stdout
        return done.returncode, said.decode("utf-8", "ignore") + said.decode("cp936", "ignore")

    return call


def test_without_python_each_batch_file_says_what_to_do(run: Run, tmp_path: Path) -> None:
    out = tmp_path / FOLDER / "kit"
    build_kit(Wish(out, (Target((3, 99)),), wheels=product_wheels_of_any(tmp_path)), this_machine(), lambda words: None)
    code, said = run("cmd", "/c", r"kit\安装.bat")
    assert (code, "没有找到Python" in said, "3.99" in said) == (4, True, True)
    for name in ("计分", "环境检测"):
        code, said = run("cmd", "/c", rf"kit\{name}.bat")
        assert (code, "请先双击“安装.bat”" in said) == (1, True)
    assert "没有什么要卸载的" in run("cmd", "/c", r"kit\卸载.bat")[1]


def product_wheels_of_any(folder: Path) -> Path:
    """Write the wheels of the product for a Python that nobody has."""
    wheels = product_wheels(folder / "wheels")
    (wheels / "pywin32-312-cp311-cp311-win_amd64.whl").rename(wheels / "pywin32-312-cp399-cp399-win_amd64.whl")
    return wheels


@pytest.mark.skipif(not (ZIP and WHEELS), reason="needs PERFSCORE_EMBED_ZIP and PERFSCORE_WINDOWS_WHEELS")
def test_the_life_of_a_kit_with_python_inside(run: Run, windows: Path, tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    wish = Wish(folder / "kit", (), python=Path(ZIP or ""), wheels=Path(WHEELS or ""))
    build_kit(wish, this_machine(), lambda words: None)
    shutil.copyfile(SAMPLE, folder / "a&b (1).xlsx")
    place = f"Z:{str(folder).replace('/', chr(92))}"
    assert "结果写在" in run("cmd", "/c", r"kit\计分.bat", rf"{place}\a&b (1).xlsx")[1]
    assert (folder / "a&b (1)_计分.xlsx").is_file()
    run("reg", "add", EXCEL, "/ve", "/d", r"C:\Office\EXCEL.EXE", "/f")
    code, said = run("cmd", "/c", r"kit\安装.bat")
    assert (code, r"XLSTART\perfscore.xlam" in said) == (0, True)
    said = run("cmd", "/c", r"kit\环境检测.bat")[1]
    assert "函数PERF_SCORE_TEXT得8.5" in said  # through the DLL of xlwings and a server of its own, as from Excel
    assert "没有发现问题" in said
    assert "已卸载" in run("cmd", "/c", r"kit\卸载.bat")[1]
    left = [path for path in windows.glob("users/*/**/*") if path.name in ("PerfScore", ".perfscore", "perfscore.xlam")]
    assert left == []
