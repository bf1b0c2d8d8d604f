"""Wheels and what they need: files in, the complete set for a target out, or the words why there is none.

pip judges environment markers for the computer that runs it, so on Linux it would leave out pywin32, which xlwings
needs on Windows alone. Here the METADATA of every wheel is read and its markers are judged for the target.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.install.kit.problems import KitError
from perfscore.install.kit.target import Target, packaging_part

if TYPE_CHECKING:
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet
    from packaging.tags import Tag
    from packaging.version import Version

_LARGEST_METADATA = 4 << 20
_MOST_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel file: what its name says and what its METADATA asks for."""

    path: Path
    name: str
    version: Version
    tags: frozenset[Tag]
    needs: tuple[Requirement, ...]
    license: str


Find = Callable[[str, "SpecifierSet"], Wheel | None]


def read_wheel(path: Path) -> Wheel:
    """Read a wheel.

    Raises:
        KitError: it is none, or not a whole one.
    """
    utils, requirements = packaging_part("utils"), packaging_part("requirements")
    try:
        name, version, _, tags = utils.parse_wheel_filename(path.name)
        said = Parser().parsestr(_metadata(path), headersonly=True)
        needs = tuple(map(requirements.Requirement, said.get_all("Requires-Dist", [])))
        has_own_name = utils.canonicalize_name(said.get("Name", "")) == name
    except (
        utils.InvalidWheelFilename,
        requirements.InvalidRequirement,
        zipfile.BadZipFile,
        OSError,
        ValueError,
    ) as why:
        raise KitError(f"组件文件“{path.name}”读不出来：{why}；请重新下载") from why
    if not has_own_name:
        raise KitError(f"组件文件“{path.name}”里的名称不是{name}；请重新下载")
    license_words = said.get("License-Expression") or said.get("License") or ""
    return Wheel(path, name, version, tags, needs, license_words.splitlines()[0].strip() if license_words else "")


def _metadata(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        entries = [
            one
            for one in archive.infolist()
            if one.filename.count("/") == 1 and one.filename.endswith(".dist-info/METADATA")
        ]
        if len(entries) != 1 or entries[0].file_size > _LARGEST_METADATA:
            raise ValueError("METADATA")
        return archive.read(entries[0]).decode("utf-8", "replace")


def in_folder(folder: Path, target: Target) -> Find:
    """Return what finds the newest fitting wheel of a name in a folder."""

    def find(name: str, allowed: SpecifierSet) -> Wheel | None:
        utils = packaging_part("utils")
        paths = [path for path in sorted(folder.glob("*.whl")) if _named(path) == utils.canonicalize_name(name)]
        found = list(map(read_wheel, paths))
        fitting = [
            one for one in found if _rank(one, target) is not None and allowed.contains(one.version, prereleases=True)
        ]
        final = [one for one in fitting if not one.version.is_prerelease] or fitting
        return max(final, key=lambda one: (one.version, -(_rank(one, target) or 0)), default=None)

    return find


def _named(path: Path) -> str:
    return str(packaging_part("utils").canonicalize_name(path.name.partition("-")[0]))


def _rank(wheel: Wheel, target: Target) -> int | None:
    ranks = [target.tags[tag] for tag in wheel.tags if tag in target.tags]
    return min(ranks, default=None)


def complete_set(roots: Iterable[Wheel], find: Find, target: Target) -> list[Wheel]:
    """Return the roots and everything that they need on the target, down to the last.

    Args:
        roots: the wheels to begin with.
        find: finds a wheel of a name within a set of versions.
        target: the PC that the wheels are for.

    Raises:
        KitError: something is missing or cannot be had in a version that all accept.
    """
    fixed = {wheel.name: wheel for wheel in roots}
    chosen = dict(fixed)
    for _ in range(_MOST_ROUNDS):
        wanted = wanted_by(fixed, chosen, target)
        wrong = [name for name, allowed in wanted.items() if not _suits(chosen.get(name), allowed)]
        if not wrong:
            return [chosen[name] for name in sorted({*fixed, *wanted})]
        for name in wrong:
            found = None if name in fixed else find(name, wanted[name])
            if found is None:
                raise KitError(
                    f"缺少组件：{name}{wanted[name]}（64位Windows，Python {target.version}）；请补上这个组件的wheel文件"
                )
            chosen[name] = found
    raise KitError("组件的版本要求互相矛盾，选不出一套都能用的版本")


def wanted_by(fixed: Mapping[str, Wheel], chosen: Mapping[str, Wheel], target: Target) -> dict[str, SpecifierSet]:
    """Return what the fixed wheels need, directly or through others that are chosen, with the allowed versions."""
    utils, specifiers = packaging_part("utils"), packaging_part("specifiers")
    wanted: dict[str, SpecifierSet] = {}
    todo: list[tuple[str, frozenset[str]]] = [(name, frozenset()) for name in fixed]
    seen = set(todo)
    while todo:
        name, extras = todo.pop()
        for need in chosen[name].needs if name in chosen else ():
            if not target.asks_for(need, extras):
                continue
            if need.url:
                raise KitError(f"{name}要从网址取得{need.name}，不能放进安装包")
            needed = str(utils.canonicalize_name(need.name))
            wanted[needed] = wanted.get(needed, specifiers.SpecifierSet()) & need.specifier
            following = needed, frozenset(need.extras)
            if following not in seen:
                seen.add(following)
                todo.append(following)
    return wanted


def _suits(wheel: Wheel | None, allowed: SpecifierSet) -> bool:
    return wheel is not None and allowed.contains(wheel.version, prereleases=True)


def missing_in(folder: Path, roots: Iterable[str], target: Target) -> str:
    """Say what a folder of wheels lacks for the target, "" where it is complete."""
    specifiers = packaging_part("specifiers")
    find = in_folder(folder, target)
    try:
        begun = [(name, find(name, specifiers.SpecifierSet())) for name in roots]
        absent = [name for name, wheel in begun if wheel is None]
        if absent:
            return f"缺少组件：{'、'.join(absent)}"
        complete_set([wheel for _, wheel in begun if wheel], find, target)
    except KitError as problem:
        return str(problem)
    return ""
