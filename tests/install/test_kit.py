"""A whole offline kit, built from small wheels: complete, checked on the PC, installed there without a network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfscore.__main__ import main
from perfscore.install.kit.build import Wish, build_kit
from perfscore.install.kit.contents import lacking, targets_of, write_list
from perfscore.install.kit.scripts import CODE_PAGE, scripts
from perfscore.install.kit.target import Target
from perfscore.install.machine import this_machine
from wheel_kit import PRODUCT, embedded_members, make_zip, product_wheels

OWN = (sys.version_info[0], sys.version_info[1])


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """A kit in a folder whose name holds what batch files stumble over."""
    out = tmp_path / "资料 (新) & 备份!" / "安装包"
    wish = Wish(out, (Target((3, 11)),), wheels=product_wheels(tmp_path / "wheels"))
    remark = build_kit(wish, this_machine(), lambda words: None)
    assert "用户手册" in remark  # these wheels carry none, and that is said
    return out


def on_pc(kit: Path, word: str, home: Path) -> tuple[int, str]:
    """Run the kit's own program as 安装.bat does."""
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", str(kit / "tools" / "kit.py"), word],
        env={**os.environ, "LOCALAPPDATA": str(home), "PIP_NO_INDEX": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_kit_holds_what_an_office_needs(kit: Path) -> None:
    names = {path.relative_to(kit).as_posix() for path in kit.rglob("*") if path.is_file()}
    assert {
        "安装.bat", "卸载.bat", "计分.bat", "环境检测.bat", "说明.txt", "SHA256.txt", "kit.json", "tools/kit.py",
        "addin/perfscore.xlam", "表样/target_form_blank.xlsx",
    } <= names  # fmt: skip
    assert {name.partition("-")[0].removeprefix("wheels/") for name in names if name.endswith(".whl")} == PRODUCT
    text = (kit / "说明.txt").read_bytes().decode("utf-8-sig")
    assert "Python 3.11" in text
    assert "pywin32 312  MIT" in text
    listed = {line.partition(" *")[2] for line in (kit / "SHA256.txt").read_text(encoding="utf-8").splitlines()}
    assert listed == names - {"SHA256.txt"}


def test_a_whole_kit_passes_its_own_check(kit: Path, tmp_path: Path) -> None:
    assert on_pc(kit, "check", tmp_path) == (0, "安装包完整，各文件与清单一致\n")
    assert lacking(kit, targets_of(kit)) == ""


@pytest.mark.parametrize("name", sorted(PRODUCT))
def test_a_kit_without_one_of_its_wheels_fails_its_check(name: str, kit: Path, tmp_path: Path) -> None:
    wheel = next((kit / "wheels").glob(f"{name}-*.whl"))
    wheel.unlink()
    code, said = on_pc(kit, "check", tmp_path)
    assert code == 2
    assert wheel.name in said
    code, said = on_pc(kit, "install", tmp_path)
    assert (code, (tmp_path / "PerfScore").exists()) == (2, False)
    assert "没有安装" in said
    write_list(kit)  # as if nobody had noticed when the list was made
    assert on_pc(kit, "check", tmp_path)[0] == 2
    assert name.replace("_", "-") in lacking(kit, targets_of(kit))


def test_a_file_that_was_changed_or_added_fails_the_check(kit: Path, tmp_path: Path) -> None:
    (kit / "addin" / "perfscore.xlam").write_bytes(b"")
    code, said = on_pc(kit, "check", tmp_path)
    assert (code, said) == (2, "被改动或已损坏：addin/perfscore.xlam\n")
    (kit / "wheels" / "pydantic-99-py3-none-any.whl").write_bytes(b"")
    assert "不在清单里：wheels/pydantic-99" in on_pc(kit, "check", tmp_path)[1]


@pytest.mark.skipif(OWN != (3, 11), reason="the wheels of the kit are for Python 3.11")
def test_the_kit_installs_without_a_network(kit: Path, tmp_path: Path) -> None:
    home = tmp_path / "张 三 & (财务)"
    earlier = home / "PerfScore"
    earlier.mkdir(parents=True)
    (earlier / "perfscore-kit.txt").write_text("", encoding="utf-8")
    (earlier / "old.dll").write_bytes(b"")
    code, said = on_pc(kit, "install", home)
    assert code == 0, said
    assert "addin addin install" in said  # what the wheel's program was called with
    python = home / "PerfScore" / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    done = subprocess.run([python, "-I", "-c", "import perfscore, xlwings, openpyxl, pydantic_core"], check=False)
    assert done.returncode == 0
    assert not (earlier / "old.dll").exists()  # an earlier installation gave way
    assert [path.name for path in home.iterdir()] == ["PerfScore"]


@pytest.mark.skipif(OWN != (3, 11), reason="the wheels of the kit are for Python 3.11")
@pytest.mark.parametrize(("answer", "code", "is_without_excel"), [(1, 0, True), (3, 3, False), (4, 3, False)])
def test_an_add_in_that_cannot_work_is_no_installation(
    answer: int, code: int, is_without_excel: bool, tmp_path: Path
) -> None:
    wheels = product_wheels(tmp_path / "wheels", f"import sys\nsys.exit({answer})\n".encode())
    build_kit(Wish(tmp_path / "kit", (Target((3, 11)),), wheels=wheels), this_machine(), lambda words: None)
    done, said = on_pc(tmp_path / "kit", "install", tmp_path / "home")
    assert (done, "没有Excel也可以计分" in said) == (code, is_without_excel)


def test_a_folder_of_somebody_else_stays(kit: Path, tmp_path: Path) -> None:
    (tmp_path / "PerfScore").mkdir()
    (tmp_path / "PerfScore" / "照片.jpg").write_bytes(b"1")
    code, said = on_pc(kit, "install", tmp_path)
    assert (code, "已有别的内容" in said) == (3, True)
    assert (tmp_path / "PerfScore" / "照片.jpg").read_bytes() == b"1"


def test_another_python_than_the_kit_is_for_is_refused(kit: Path, tmp_path: Path) -> None:
    about = json.loads((kit / "kit.json").read_text())
    (kit / "kit.json").write_text(json.dumps({**about, "python": ["3.99"]}))
    write_list(kit)
    code, said = on_pc(kit, "install", tmp_path)
    assert (code, "3.99" in said) == (4, True)


def test_with_python_inside_nothing_has_to_be_there(tmp_path: Path) -> None:
    zipped = make_zip(tmp_path / "python-3.11.9-embed-amd64.zip", embedded_members())
    out = tmp_path / "kit"
    words = ["bundle", "-o", str(out), "--python", str(zipped), "--wheels", str(product_wheels(tmp_path / "wheels"))]
    assert main(words) == 0
    for path in ("python.exe", "xlwings64-0.37.8.dll", "Lib/site-packages/perfscore/__main__.py"):
        assert (out / "python" / path).is_file()
    assert b"import site" in (out / "python" / "python311._pth").read_bytes()
    assert "自带Python" in (out / "说明.txt").read_text(encoding="utf-8-sig")
    code, said = on_pc(out, "check", tmp_path)
    assert code == 0, said
    (out / "python" / "Lib" / "site-packages" / "pywin32.pth").unlink()
    assert on_pc(out, "check", tmp_path)[0] == 2


def test_a_kit_replaces_an_earlier_one_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wheels, out = product_wheels(tmp_path / "wheels"), tmp_path / "kit"
    words = ["bundle", "-o", str(out), "--wheels", str(wheels), "--for", "3.11"]
    assert main(words) == 0
    first = {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    (out / "旧.txt").write_text("")
    assert main(words) == 0
    assert {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()} == first
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "报表.xlsx").write_bytes(b"1")
    assert main(["bundle", "-o", str(tmp_path / "own"), "--wheels", str(wheels)]) == 2
    assert "已有别的内容" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["报表.xlsx"]


def test_what_cannot_be_built_says_why_and_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wheels, out = product_wheels(tmp_path / "wheels"), tmp_path / "kits" / "kit"
    (wheels / "pywin32-312-cp311-cp311-win_amd64.whl").unlink()
    for more, words in (
        (("--wheels", str(wheels)), "缺少组件：pywin32"),
        (("--wheels", str(tmp_path / "none")), "没有文件夹"),
        (("--python", str(tmp_path / "python.zip"), "--wheels", str(wheels)), "embed-amd64"),
        (("--for", "2.7", "--wheels", str(wheels)), "3.11或更高"),
    ):
        assert main(["bundle", "-o", str(out), "--for", "3.11", *more]) == 2
        assert words in capsys.readouterr().err
    assert not out.exists()
    assert [path.name for path in tmp_path.rglob(".perfscore-kit-*")] == []


SCRIPTS = scripts(("3.11", "3.12"))
SPECIAL = frozenset(b'&|<>^%"!()')


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_a_batch_file_reads_alike_in_every_code_page(name: str) -> None:
    data = SCRIPTS[name]
    text = data.decode("cp936")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert text.encode(CODE_PAGE) == data
    for line in text.splitlines():
        assert line.isascii() or line.startswith("echo "), line
    chinese = [sign.encode(CODE_PAGE) for sign in text if not sign.isascii()]
    # Read byte by byte in another code page, no half of a character may be a sign that cmd.exe acts on.
    assert not [pair for pair in chinese if set(pair) & SPECIAL]


def test_only_the_launcher_is_given_a_version() -> None:
    option = "what the PC's environment holds"
    for line in SCRIPTS["安装.bat"].decode("cp936").splitlines():
        if line.startswith('set "OPT='):
            option = line.removeprefix('set "OPT=').rstrip('"')
        assert not (line.endswith("goto found") and option), line
        assert line.startswith(f"py {option} -I") or not line.startswith("py "), line
    assert not option


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_paths_with_any_character_stay_whole_in_a_batch_file(name: str) -> None:
    for line in SCRIPTS[name].decode("cp936").splitlines():
        quoted = line.split('"')[1::2]
        for variable in ("%~dp0", "%KIT%", "%PY%", "%HOMEDIR%", "%LOCALAPPDATA%", "%ProgramFiles%", "!PY!"):
            assert line.count(variable) == sum(part.count(variable) for part in quoted), line
        assert not line.startswith("call ")
        outside = "".join(line.split('"')[::2])
        assert "(" not in outside or line.startswith("echo "), line  # no block that a path could end
