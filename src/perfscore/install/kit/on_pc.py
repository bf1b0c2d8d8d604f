r"""What 安装.bat runs on the office's PC: the kit around this file in, an installation for this person out.

Travels in the kit as ``tools/kit.py`` and runs there before anything is installed, so it imports nothing but Python's
own library. Every message is Chinese and says what to do.

    python kit.py check     holds every file of the kit against SHA256.txt
    python kit.py install   checks, then installs into %LOCALAPPDATA%\PerfScore and into Excel
"""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from io import TextIOWrapper
from pathlib import Path

KIT = Path(__file__).resolve().parent.parent
LIST, ABOUT, MARK = "SHA256.txt", "kit.json", "perfscore-kit.txt"
DONE, BROKEN, UNFIT, FAILED = 0, 2, 4, 3
NO_EXCEL = 1
"""What ``addin install`` answers where there is nothing to install into; 4 for an add-in that cannot work."""


def check() -> list[str]:
    """Hold every file against the list and say what is missing or changed."""
    try:
        lines = (KIT / LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return [f"缺少清单文件{LIST}"]
    problems = []
    for line in lines:
        digest, _, name = line.partition(" *")
        path = KIT / name
        if not path.is_file():
            problems.append(f"缺少：{name}")
        elif digest_of(path) != digest:
            problems.append(f"被改动或已损坏：{name}")
    wheels = {f"wheels/{path.name}" for path in (KIT / "wheels").glob("*.whl")}
    listed = {line.partition(" *")[2] for line in lines}
    return problems + [f"不在清单里：{name}" for name in sorted(wheels - listed)] + _not_all_wheels(listed)


def _not_all_wheels(listed: set[str]) -> list[str]:
    """Say which of the wheels that were worked out for the target are not even on the list."""
    return [f"清单不全，缺少：{name}" for name in about().get("wheels", []) if f"wheels/{name}" not in listed]


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def about() -> dict[str, list[str]]:
    """Return what the kit says of itself."""
    try:
        found = json.loads((KIT / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def unfit() -> str:
    """Say why this Python cannot be the one, "" where it can."""
    wanted = [*about().get("python", [])]
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    if own not in wanted:
        return f"安装包里的组件是给64位Python {'、'.join(wanted)}的，这台电脑上的是Python {own}"
    if platform.system() == "Windows" and platform.architecture()[0] != "64bit":
        return "这台电脑上的Python是32位的，要用64位的"
    return ""


def install() -> int:
    """Check the kit, put Python and packages into the person's own folder, and the add-in into Excel."""
    print("正在核对安装包……")
    problems = check()
    if problems:
        print("安装包不完整，没有安装：")
        print("\n".join(f"  {line}" for line in problems[:20]))
        print("请重新拷贝整个文件夹；仍然这样的，可能是杀毒软件删除了文件，请把它加入信任后再拷贝")
        return BROKEN
    reason = "" if (KIT / "python").is_dir() else unfit()
    if reason:
        print(f"没有安装：{reason}")
        return UNFIT
    home = target()
    if home.exists() and not (home / MARK).is_file():
        print(f"没有安装：文件夹“{home}”已有别的内容，请先改名或移走")
        return FAILED
    try:
        _clear(home)
        home.mkdir(parents=True)
        (home / MARK).write_text("绩效计分的程序文件夹，由安装.bat建立，可由卸载.bat删除\n", encoding="utf-8")
        python = _copied(home) if (KIT / "python").is_dir() else _environment(home)
    except (OSError, subprocess.SubprocessError) as why:
        print(f"没有装完：{why}\n请关闭所有Excel窗口和“计分”窗口，再运行一次；仍不行的，请把以上内容发给技术人员")
        return FAILED
    print("程序已装好，正在装入Excel……")
    code = subprocess.call([str(python), "-I", "-X", "utf8", "-m", "perfscore", "addin", "install"])
    if code == NO_EXCEL:
        print("没有Excel也可以计分：把绩效表拖到“计分.bat”的图标上")
    return DONE if code in (0, NO_EXCEL) else FAILED


def target() -> Path:
    """Return the folder of the person's own that the program goes into."""
    local = os.environ.get("LOCALAPPDATA")
    return (Path(local) if local else Path.home() / ".local" / "share") / "PerfScore"


def _clear(home: Path) -> None:
    """Take an earlier installation away: renamed first, so that one in use stays whole."""
    if not home.exists():
        return
    old = home.with_name(f"{home.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    home.rename(old)
    shutil.rmtree(old, ignore_errors=True)


def _copied(home: Path) -> Path:
    print("正在复制Python和程序……")
    shutil.copytree(KIT / "python", home / "python")
    return home / "python" / "python.exe"


def _environment(home: Path) -> Path:
    print("正在建立运行环境……")
    subprocess.run([sys.executable, "-I", "-m", "venv", str(home / "env")], check=True)
    inside = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    python = home / "env" / inside
    print("正在安装组件（不联网）……")
    words = ["-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
    subprocess.run([str(python), *words, "--find-links", str(KIT / "wheels"), "perfscore"], check=True)
    return python


def main(words: list[str]) -> int:
    """Do what the word says and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace", line_buffering=True)  # in order with what other programs print
    if words == ["install"]:
        return install()
    problems = check()
    print("\n".join(problems) if problems else "安装包完整，各文件与清单一致")
    return BROKEN if problems else DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
