"""The only room that touches spreadsheet files: reads them into grids and carries out plans in place.

The names below are loaded on first use: what only writes a file in one step needs none of the models behind them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfscore.workbook.reader import read_workbook
    from perfscore.workbook.saving import back_up
    from perfscore.workbook.writer import write_workbook

__all__ = ["back_up", "read_workbook", "write_workbook"]

_HOMES = {"read_workbook": "reader", "back_up": "saving", "write_workbook": "writer"}


def __getattr__(name: str) -> object:
    """Load an exported name from its file."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'perfscore.workbook' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - the point of it is to be late

    value: object = getattr(import_module(f"perfscore.workbook.{home}"), name)
    globals()[name] = value
    return value
