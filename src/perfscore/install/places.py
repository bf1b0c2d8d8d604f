"""Where things lie on a PC: the start folder of Excel, our own folder, marks of the web."""

from __future__ import annotations

from pathlib import Path

from perfscore.install.config import config_path
from perfscore.install.machine import Machine

_MAC_START = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"


def start_folder(machine: Machine) -> Path | None:
    """Return the folder whose workbooks Excel opens for this user, None where Excel has none on this system."""
    if machine.is_windows:
        roaming = machine.environment.get("APPDATA")
        base = Path(roaming) if roaming else machine.home / "AppData" / "Roaming"
        return base / "Microsoft" / "Excel" / "XLSTART"
    if machine.system == "Darwin":
        return machine.home / _MAC_START
    return None


def settings_file(machine: Machine) -> Path:
    """Return where the settings of the add-in stand for this user."""
    return config_path(machine.home, "darwin" if machine.system == "Darwin" else "other")


def own_folder(machine: Machine) -> Path:
    """Return the folder that holds what we keep for this user."""
    return settings_file(machine).parent


def web_mark(path: Path) -> Path:
    """Return the stream in which Windows notes that a file came from the internet."""
    return path.with_name(f"{path.name}:Zone.Identifier")


def has_web_mark(path: Path) -> bool:
    """Tell whether Windows noted that the file came from the internet."""
    try:
        with web_mark(path).open("rb"):
            return True
    except OSError:
        return False


def clear_web_mark(path: Path) -> bool:
    """Take the mark away, as “解除锁定” in the file's properties does; tell whether there was one."""
    try:
        web_mark(path).unlink()
    except OSError:
        return False
    return True
