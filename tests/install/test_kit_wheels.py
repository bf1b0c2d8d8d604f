"""Which wheels go into a kit: markers judged for the target, whatever computer builds it; nothing left out."""

from __future__ import annotations

import zipfile
from importlib.metadata import Distribution
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from perfscore.install.kit import obtain
from perfscore.install.kit.problems import KitError
from perfscore.install.kit.spread import spread
from perfscore.install.kit.target import Target, parse_target
from perfscore.install.kit.wheels import complete_set, in_folder, missing_in, read_wheel
from perfscore.install.machine import this_machine
from wheel_kit import PRODUCT, make_wheel, make_zip, product_wheels

WINDOWS = Target((3, 11))
ANY = SpecifierSet()


def names(folder: Path, root: str = "perfscore", target: Target = WINDOWS) -> set[str]:
    find = in_folder(folder, target)
    begun = find(root, ANY)
    assert begun is not None
    return {wheel.name.replace("-", "_") for wheel in complete_set([begun], find, target)}


def test_all_that_windows_needs_and_nothing_else(tmp_path: Path) -> None:
    assert names(product_wheels(tmp_path)) == PRODUCT
    assert missing_in(tmp_path, ["perfscore"], WINDOWS) == ""


@pytest.mark.parametrize("absent", sorted(PRODUCT))
def test_any_wheel_that_is_missing_is_named(absent: str, tmp_path: Path) -> None:
    product_wheels(tmp_path)
    next(tmp_path.glob(f"{absent}-*.whl")).unlink()
    assert absent.replace("_", "-") in missing_in(tmp_path, ["perfscore"], WINDOWS)


def test_the_version_of_python_there_counts(tmp_path: Path) -> None:
    product_wheels(tmp_path)
    (tmp_path / "pywin32-312-cp311-cp311-win_amd64.whl").unlink()
    make_wheel(tmp_path, "pywin32", "312", tag="cp313-cp313-win_amd64")
    assert names(tmp_path, target=Target((3, 13))) == PRODUCT - {"typing_extensions"}
    assert "pywin32" in missing_in(tmp_path, ["perfscore"], WINDOWS)


def test_extras_that_are_asked_for_are_followed(tmp_path: Path) -> None:
    make_wheel(tmp_path, "top", needs=["middle[fast]"])
    make_wheel(tmp_path, "middle", needs=['quick; extra == "fast"', 'slow; extra == "small"'])
    make_wheel(tmp_path, "quick")
    assert names(tmp_path, "top") == {"top", "middle", "quick"}


@pytest.mark.parametrize(
    ("tags", "chosen"),
    [
        (("cp311-cp311-manylinux_2_17_x86_64", "cp311-cp311-win_amd64"), "cp311-cp311-win_amd64"),
        (("cp311-cp311-win32", "py3-none-any"), "py3-none-any"),
        (("cp311-abi3-win_amd64", "py3-none-any"), "cp311-abi3-win_amd64"),
        (("cp38-abi3-win_amd64",), "cp38-abi3-win_amd64"),
        (("cp312-cp312-win_amd64", "cp311-cp311-win_arm64"), ""),
    ],
)
def test_only_a_wheel_that_fits_is_taken(tags: tuple[str, ...], chosen: str, tmp_path: Path) -> None:
    for tag in tags:
        make_wheel(tmp_path, "thing", tag=tag)
    found = in_folder(tmp_path, WINDOWS)("thing", ANY)
    assert (found.path.name if found else "") == (f"thing-1.0-{chosen}.whl" if chosen else "")


def test_the_newest_version_that_all_accept_is_taken(tmp_path: Path) -> None:
    make_wheel(tmp_path, "top", needs=["low<3", "other"])
    make_wheel(tmp_path, "other", needs=["low>=1"])
    for version in ("0.5", "1.9", "2.10", "2.9", "2.11rc1", "3.0"):
        make_wheel(tmp_path, "low", version)
    find = in_folder(tmp_path, WINDOWS)
    begun = find("top", ANY)
    assert begun is not None
    versions = {wheel.name: str(wheel.version) for wheel in complete_set([begun], find, WINDOWS)}
    assert versions["low"] == "2.10"


def test_demands_that_contradict_each_other_are_said(tmp_path: Path) -> None:
    make_wheel(tmp_path, "top", needs=["low<2", "other"])
    make_wheel(tmp_path, "other", needs=["low>=2"])
    make_wheel(tmp_path, "low", "1.0")
    make_wheel(tmp_path, "low", "2.0")
    assert "low" in missing_in(tmp_path, ["top"], WINDOWS)
    make_wheel(tmp_path, "web", needs=["thing @ https://example.invalid/thing.whl"])
    assert "网址" in missing_in(tmp_path, ["web"], WINDOWS)


def test_a_file_that_is_no_wheel_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thing-1.0-py3-none-any.whl").write_bytes(b"no zip")
    with pytest.raises(KitError, match="重新下载"):
        read_wheel(tmp_path / "thing-1.0-py3-none-any.whl")
    make_zip(tmp_path / "other-1.0-py3-none-any.whl", {"other-1.0.dist-info/METADATA": b"Name: another\n"})
    with pytest.raises(KitError, match="名称不是"):
        read_wheel(tmp_path / "other-1.0-py3-none-any.whl")


@pytest.mark.parametrize("words", ["3", "三点十", "3.10", "2.7", "4.0", "3.11; rm"])
def test_a_python_that_we_do_not_run_on_is_refused(words: str) -> None:
    with pytest.raises(KitError):
        parse_target(words)
    assert parse_target("3.12") == Target((3, 12))


def test_a_wheel_is_put_where_an_installer_puts_it(tmp_path: Path) -> None:
    product_wheels(tmp_path / "wheels")
    spread(tmp_path / "wheels" / "xlwings-0.37.8-py3-none-any.whl", tmp_path / "python")
    assert (tmp_path / "python" / "Lib" / "site-packages" / "xlwings" / "__init__.py").is_file()
    assert (tmp_path / "python" / "xlwings64-0.37.8.dll").is_file()


@pytest.mark.parametrize(
    "member", ["../out.py", "a/../../out.py", "/out.py", "C:/out.py", "a\\b.py", "thing-1.0.data/data/../../out.py"]
)
def test_a_wheel_that_writes_elsewhere_is_refused(member: str, tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path / "wheels", "thing", files={member: b"x"})
    with pytest.raises(KitError, match="不该有的路径"):
        spread(wheel, tmp_path / "python")
    assert not list(tmp_path.rglob("out.py"))


def test_a_wheel_that_was_changed_is_refused(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, "thing")
    changed = tmp_path / "changed" / wheel.name
    with zipfile.ZipFile(wheel) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    make_zip(changed, {**members, "thing/__init__.py": b"import os"})
    with pytest.raises(KitError, match="与清单不符"):
        spread(changed, tmp_path / "python")


def test_pip_downloads_for_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    product_wheels(tmp_path / "shelf")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "shelf"))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    (tmp_path / "got").mkdir()
    said: list[str] = []
    find = obtain.by_pip(tmp_path / "got", WINDOWS, this_machine(), said.append)
    found = find("pywin32", SpecifierSet(">=224"))
    assert found is not None
    assert found.path == tmp_path / "got" / "pywin32-312-cp311-cp311-win_amd64.whl"
    assert said == ["下载 pywin32>=224（Python 3.11）"]
    with pytest.raises(KitError, match="下载不了组件nothing"):
        find("nothing", ANY)


def test_the_products_own_wheel_is_made_from_sources_and_from_an_installation(tmp_path: Path) -> None:
    built = obtain.own_wheel(tmp_path, this_machine())
    with zipfile.ZipFile(built.path) as archive:
        first = {name: archive.read(name) for name in archive.namelist()}
        archive.extractall(tmp_path / "site")
    (tmp_path / "again").mkdir()
    installed = Distribution.at(tmp_path / "site" / "perfscore-0.1.0.dist-info")
    with zipfile.ZipFile(obtain._packed(installed, tmp_path / "again")) as archive:
        second = {name: archive.read(name) for name in archive.namelist()}
    assert {name: data for name, data in first.items() if not name.endswith("RECORD")} == {
        name: data for name, data in second.items() if not name.endswith("RECORD")
    }
    spread(tmp_path / "again" / built.path.name, tmp_path / "python")
