"""Building the offline kit: what it is to hold in, a folder that an office can use without internet out."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from perfscore.install.kit import on_pc
from perfscore.install.kit.contents import (
    ROOT,
    WHEELS,
    Contents,
    is_kit,
    lacking,
    write_about,
    write_list,
    write_read_me,
)
from perfscore.install.kit.embedded import Embedded, examine_embedded, unpack_embedded
from perfscore.install.kit.manual import add_manual
from perfscore.install.kit.obtain import by_pip, own_wheel
from perfscore.install.kit.problems import KitError
from perfscore.install.kit.scripts import scripts
from perfscore.install.kit.spread import spread
from perfscore.install.kit.target import Target, packaging_part
from perfscore.install.kit.wheels import Find, Wheel, complete_set, in_folder
from perfscore.install.machine import Machine
from perfscore.install.xlam.build import build_addin
from perfscore.resources import resource

_TEMPLATES = "表样"


@dataclass(frozen=True, slots=True)
class Wish:
    """What kit is wanted: where, for which Pythons, and from what."""

    out: Path
    targets: tuple[Target, ...]
    python: Path | None = None
    """The embeddable zip."""
    wheels: Path | None = None
    """A folder of wheels to take instead of the network."""


def build_kit(wish: Wish, machine: Machine, tell: Callable[[str], None]) -> str:
    """Build the kit.

    Returns:
        What could not be done, though the kit is usable; "" for nothing.

    Raises:
        KitError: it cannot be built.
        OSError: a folder cannot be written.
    """
    out = wish.out.resolve()
    if out.exists() and not is_kit(out) and any(out.iterdir()):
        raise KitError(f"文件夹“{out}”里已有别的内容；请写一个新的或空的文件夹")
    embedded = examine_embedded(wish.python) if wish.python else None
    targets = (embedded.target,) if embedded else wish.targets
    out.parent.mkdir(parents=True, exist_ok=True)
    # Beside its place: what is half built is no kit, and an earlier one stays until this one is whole.
    with tempfile.TemporaryDirectory(prefix=".perfscore-kit-", dir=out.parent) as scratch:
        kit, sources = Path(scratch) / "kit", Path(scratch) / "sources"
        kit.mkdir()
        sources.mkdir()
        chosen = _gathered(wish, targets, sources, machine, tell)
        remark = _filled(kit, chosen, targets, embedded, machine, tell)
        if out.exists():
            shutil.rmtree(out)
        kit.rename(out)
    return remark


def _gathered(
    wish: Wish, targets: tuple[Target, ...], sources: Path, machine: Machine, tell: Callable[[str], None]
) -> list[Wheel]:
    """Return the wheels of all targets."""
    anything = packaging_part("specifiers").SpecifierSet()
    given = in_folder(wish.wheels, targets[0])(ROOT, anything) if wish.wheels else None
    if wish.wheels and not wish.wheels.is_dir():
        raise KitError(f"没有文件夹“{wish.wheels}”")
    own = given or own_wheel(sources, machine)
    chosen: dict[str, Wheel] = {}
    for target in targets:
        find: Find = in_folder(wish.wheels, target) if wish.wheels else by_pip(sources, target, machine, tell)
        chosen |= {wheel.path.name: wheel for wheel in complete_set([own], find, target)}
    return [chosen[name] for name in sorted(chosen)]


def _filled(
    kit: Path,
    chosen: list[Wheel],
    targets: tuple[Target, ...],
    embedded: Embedded | None,
    machine: Machine,
    tell: Callable[[str], None],
) -> str:
    """Put everything into the kit and check it."""
    xlwings = next(str(wheel.version) for wheel in chosen if wheel.name == "xlwings")
    own = next(wheel for wheel in chosen if wheel.name == ROOT)
    zip_digest = hashlib.sha256(embedded.path.read_bytes()).hexdigest() if embedded else ""
    name = embedded.path.name if embedded else ""
    contents = Contents(str(own.version), xlwings, targets, tuple(chosen), zip_digest, name)
    _add_wheels(kit, chosen)
    if embedded:
        tell("解开Python，放入组件")
        unpack_embedded(embedded, kit / "python")
        for wheel in chosen:
            spread(wheel.path, kit / "python")
    (kit / "addin").mkdir()
    build_addin(kit / "addin", xlwings)
    _add_templates(kit)
    tell("制作用户手册")
    remark = add_manual(own.path, kit, machine)
    (kit / "tools").mkdir()
    shutil.copyfile(on_pc.__file__, kit / "tools" / "kit.py")
    for script, data in scripts(contents.versions).items():
        (kit / script).write_bytes(data)
    write_about(contents, kit)
    write_read_me(contents, kit)
    write_list(kit)
    missing = lacking(kit, targets)
    if missing:
        raise KitError(missing)
    return remark


def _add_wheels(kit: Path, chosen: list[Wheel]) -> None:
    (kit / WHEELS).mkdir()
    for wheel in chosen:
        shutil.copyfile(wheel.path, kit / WHEELS / wheel.path.name)


def _add_templates(kit: Path) -> None:
    (kit / _TEMPLATES).mkdir()
    for path in sorted(resource("workbook_templates").glob("*.xlsx")):
        shutil.copyfile(path, kit / _TEMPLATES / path.name)
