"""Where wheels come from: a folder, or pip on a computer with network; and the product's own wheel."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import zipfile
from collections.abc import Callable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import perfscore
from perfscore.install.kit.problems import KitError
from perfscore.install.kit.target import PLATFORM, Target
from perfscore.install.kit.wheels import Find, Wheel, in_folder, read_wheel
from perfscore.install.machine import Machine

if TYPE_CHECKING:
    from packaging.specifiers import SpecifierSet

_MINUTES = 10
_OLDEST_DATE = (1980, 1, 1, 0, 0, 0)
_NO_PIP = "下载组件要用pip；请运行 python -m ensurepip，或用 --wheels 写明放有组件文件的文件夹"


def by_pip(folder: Path, target: Target, machine: Machine, tell: Callable[[str], None]) -> Find:
    """Return what finds a wheel by downloading it for the target into a folder, without what it needs itself."""
    find_here = in_folder(folder, target)

    def find(name: str, allowed: SpecifierSet) -> Wheel | None:
        tell(f"下载 {name}{allowed}（Python {target.version}）")
        words = [
            str(machine.executable),
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
        ]
        words += ["--only-binary=:all:", "--platform", PLATFORM, "--python-version", target.version]
        ran = machine.run([*words, "--implementation", "cp", "--dest", str(folder), f"{name}{allowed}"], _MINUTES * 60)
        if "No module named pip" in ran.said:
            raise KitError(_NO_PIP)
        if ran.code != 0:
            last = ran.said.splitlines()[-1][:300] if ran.said else ""
            raise KitError(f"下载不了组件{name}：{last}；请检查网络，或用 --wheels 写明放有组件文件的文件夹")
        return find_here(name, allowed)

    return find


def own_wheel(folder: Path, machine: Machine) -> Wheel:
    """Make the product's own wheel in a folder: from the sources if we run from them, else from what is installed.

    Raises:
        KitError: there is neither.
    """
    sources = Path(perfscore.__file__).resolve().parents[2]
    if (sources / "pyproject.toml").is_file() and (sources / "src" / "perfscore").is_dir():
        return read_wheel(_built(sources, folder, machine))
    try:
        return read_wheel(_packed(distribution("perfscore"), folder))
    except PackageNotFoundError as missing:
        raise KitError("不知道perfscore是怎样安装的；请用 --wheels 写明放有perfscore的wheel文件的文件夹") from missing


def _built(sources: Path, folder: Path, machine: Machine) -> Path:
    """Build from sources; with what is installed here where it suffices, so that no network is needed."""
    words = [str(machine.executable), "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    if find_spec("hatchling") and find_spec("markdown"):
        words.append("--no-build-isolation")
    ran = machine.run([*words, "--wheel-dir", str(folder), str(sources)], _MINUTES * 60)
    wheels = sorted(folder.glob("perfscore-*.whl"))
    if ran.code != 0 or len(wheels) != 1:
        last = ran.said.splitlines()[-1][:300] if ran.said else ""
        raise KitError(_NO_PIP if "No module named pip" in ran.said else f"生成不了perfscore自己的wheel文件：{last}")
    return wheels[0]


def _packed(installed: Distribution, folder: Path) -> Path:
    """Pack what an installer unpacked from a wheel into a wheel again, file by file as its RECORD lists them."""
    files = [file for file in installed.files or () if ".." not in file.parts and "__pycache__" not in file.parts]
    home = next((file.parent for file in files if file.name == "WHEEL" and file.parent.suffix == ".dist-info"), None)
    if home is None or any(file.name == "direct_url.json" and _is_editable(file.read_text()) for file in files):
        raise PackageNotFoundError("perfscore")
    left_out = {f"{home}/{name}" for name in ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")}
    path = folder / f"perfscore-{installed.version}-py3-none-any.whl"
    table = io.StringIO()
    record = csv.writer(table, lineterminator="\n")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted((one for one in files if str(one) not in left_out), key=str):
            data = Path(str(file.locate())).read_bytes()
            archive.writestr(zipfile.ZipInfo(file.as_posix(), _OLDEST_DATE), data, zipfile.ZIP_DEFLATED)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            record.writerow((file.as_posix(), f"sha256={digest}", len(data)))
        name = f"{home.as_posix()}/RECORD"
        record.writerow((name, "", ""))
        archive.writestr(zipfile.ZipInfo(name, _OLDEST_DATE), table.getvalue(), zipfile.ZIP_DEFLATED)
    return path


def _is_editable(direct_url: str) -> bool:
    return '"editable": true' in direct_url
