"""What a kit says of itself: the list of digests, ``kit.json`` and 说明.txt; and the check that a kit is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from perfscore.install.kit.target import Target, parse_target
from perfscore.install.kit.wheels import Wheel, missing_in

LIST, ABOUT, READ_ME, WHEELS = "SHA256.txt", "kit.json", "说明.txt", "wheels"
FORMAT = 1
ROOT = "perfscore"
_REMARKS = {"xlwings": "（其中pro文件夹另有许可，见它的LICENSE_PRO，本软件不调用）"}


@dataclass(frozen=True, slots=True)
class Contents:
    """What went into a kit. ``embedded`` is the digest of the zip with Python, "" for none."""

    perfscore: str
    xlwings: str
    targets: tuple[Target, ...]
    wheels: tuple[Wheel, ...]
    embedded: str = ""
    embedded_name: str = ""

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions of Python that the wheels fit."""
        return tuple(target.version for target in self.targets)


def write_about(contents: Contents, folder: Path) -> None:
    """Write ``kit.json``, which the kit's own check and a later build read."""
    said = {
        "format": FORMAT,
        "perfscore": contents.perfscore,
        "xlwings": contents.xlwings,
        "python": list(contents.versions),
        "wheels": sorted({wheel.path.name for wheel in contents.wheels}),
        "embedded": contents.embedded,
    }
    (folder / ABOUT).write_text(json.dumps(said, ensure_ascii=True, indent=1), encoding="ascii")


def write_read_me(contents: Contents, folder: Path) -> None:
    """Write 说明.txt, with the mark by which Notepad knows UTF-8."""
    text = "".join(f"{line}\r\n" for line in _read_me(contents))
    (folder / READ_ME).write_bytes(text.encode("utf-8-sig"))


def _read_me(contents: Contents) -> Sequence[str]:
    if contents.embedded:
        python = "自带Python，目标电脑上不用先装Python；不安装也可以用“计分.bat”。"
    else:
        python = f"目标电脑上要先有64位的Python {'、'.join(contents.versions)}（本人安装即可，不需要管理员）。"
    source = f"Python取自 {contents.embedded_name}，SHA-256：{contents.embedded}，请与python.org公布的核对。"
    return (
        f"绩效计分 {contents.perfscore} 离线安装包（64位Windows 10或更高）",
        "",
        python,
        "从网上、邮件或聊天软件收到的压缩包，请先右击它，选“属性”，勾选“解除锁定”，再解压。",
        "",
        "安装.bat      核对文件，装到本人的文件夹（%LOCALAPPDATA%\\PerfScore），并装入Excel；不联网，不需要管理员",
        "计分.bat      把绩效表拖到它的图标上：在原表旁另存一份计分结果，并显示汇总；没有Excel、用WPS的也能用",
        "环境检测.bat  逐项检查，写明原因和办法",
        "卸载.bat      删除装上的程序和插件；绩效表不受影响",
        "用户手册      安装、使用、常见问题",
        "表样          空白表样和示例",
        "addin         Excel插件文件，由安装.bat装入，不必单独打开",
        "",
        f"核对文件：安装.bat自动核对全部；要自己核对，用命令 certutil -hashfile 文件名 SHA256，与{LIST}对照。",
        *([source] if contents.embedded else []),
        "",
        "使用的组件和许可：",
        *dict.fromkeys(
            f"  {one.name} {one.version}  {one.license}{_REMARKS.get(one.name, '')}" for one in contents.wheels
        ),
    )


def write_list(folder: Path) -> None:
    """Write the digests of all files, in the order of their names."""
    lines = [f"{_digest(path)} *{path.relative_to(folder).as_posix()}\n" for path in _files(folder)]
    (folder / LIST).write_bytes("".join(lines).encode("utf-8"))


def _files(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.is_file() and path.name != LIST]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_kit(folder: Path) -> bool:
    """Tell whether a folder holds a kit that we built."""
    try:
        said = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and said.get("format") == FORMAT and ROOT in said


def lacking(folder: Path, targets: Sequence[Target]) -> str:
    """Work out anew what the wheels of a kit need on its targets; say what is missing, "" where nothing is."""
    return next((said for target in targets if (said := missing_in(folder / WHEELS, [ROOT], target))), "")


def targets_of(folder: Path) -> tuple[Target, ...]:
    """Return what a kit that is there is for."""
    said = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    return tuple(map(parse_target, said["python"]))
