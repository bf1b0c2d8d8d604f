"""The PC that a kit is for: 64-bit Windows with one version of Python, whatever system builds the kit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from perfscore.install.kit.problems import KitError

if TYPE_CHECKING:
    from packaging.requirements import Requirement
    from packaging.tags import Tag

PLATFORM = "win_amd64"
OLDEST_PYTHON = (3, 11)
NEEDS_PACKAGING = "制作安装包要用组件packaging，请先运行：pip install packaging"


@dataclass(frozen=True)
class Target:
    """目标电脑. ``python`` is the version of its Python, as (3, 11)."""

    python: tuple[int, int]

    @property
    def version(self) -> str:
        """The version in words, as 3.11."""
        return ".".join(map(str, self.python))

    @cached_property
    def tags(self) -> dict[Tag, int]:
        """The tags of wheels that fit there with their rank, the best first."""
        tags = packaging_part("tags")
        interpreter = f"cp{''.join(map(str, self.python))}"
        fitting = [*tags.cpython_tags(self.python, platforms=[PLATFORM])]
        fitting += tags.compatible_tags(self.python, interpreter=interpreter, platforms=[PLATFORM])
        return {tag: rank for rank, tag in reversed(list(enumerate(fitting)))}

    def asks_for(self, requirement: Requirement, extras: frozenset[str] = frozenset()) -> bool:
        """Tell whether a requirement counts there: its marker is judged for the target, not for this computer."""
        if requirement.marker is None:
            return True
        return any(requirement.marker.evaluate({**self._environment, "extra": extra}) for extra in (extras or {""}))

    @property
    def _environment(self) -> dict[str, str]:
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{self.version}.0",
            "os_name": "nt",
            "platform_machine": "AMD64",
            "platform_python_implementation": "CPython",
            "platform_release": "10",
            "platform_system": "Windows",
            "platform_version": "10.0.19045",
            "python_full_version": f"{self.version}.0",
            "python_version": self.version,
            "sys_platform": "win32",
        }


def parse_target(version: str) -> Target:
    """Return the target with this version of Python.

    Raises:
        KitError: no version that we run on.
    """
    parts = version.split(".")
    if len(parts) < 2 or not all(part.isascii() and part.isdigit() for part in parts) or len(version) > 12:  # noqa: PLR2004
        raise KitError(f"“{version}”不是Python的版本；请写成 3.11 这样")
    python = int(parts[0]), int(parts[1])
    if python < OLDEST_PYTHON or python[0] != OLDEST_PYTHON[0]:
        raise KitError(f"本程序要用Python 3.11或更高的3.x版本，不能用{version}")
    return Target(python)


def packaging_part(module: str) -> Any:
    """Import a part of packaging, which only builders of kits need."""
    try:
        return import_module(f"packaging.{module}")
    except ImportError as missing:
        raise KitError(NEEDS_PACKAGING) from missing
