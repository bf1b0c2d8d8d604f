"""What we last wrote, kept inside the workbook: a cell is ours only while it still equals it.

Rows are known by project and indicator, not by number, so that sorting and inserting rows does no harm.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from perfscore.forms.labels import fold_label
from perfscore.grid.form import Form

_VERSION = 1
OUR_KEYS = ("points", "deduction", "explanation")
"""The columns whose cells a person may take over."""


@dataclass(slots=True)
class KeptState:
    """The texts we wrote into 得分, 扣分 and 扣分说明, by row key."""

    written: dict[str, dict[str, str]] = field(default_factory=dict)

    def last(self, key: str, column: str) -> str | None:
        """Return the text we last wrote into the row's cell, None where we never wrote one."""
        return self.written.get(key, {}).get(column)


def load_state(text: str | None) -> KeptState:
    """Read the state; one that is damaged or of a later version counts as none, so every cell is then a person's."""
    try:
        kept = json.loads(text or "{}")
        if kept.get("version") != _VERSION:
            return KeptState()
        return KeptState({str(key): _texts(cells) for key, cells in kept["written"].items()})
    except (ValueError, KeyError, AttributeError, TypeError):
        return KeptState()


def _texts(cells: Mapping[str, object]) -> dict[str, str]:
    return {str(column): str(text) for column, text in cells.items()}


def dump_state(state: KeptState) -> str:
    """Write the state as JSON with sorted keys: the same state gives the same text."""
    return json.dumps({"version": _VERSION, "written": state.written}, ensure_ascii=False, sort_keys=True)


def row_keys(form: Form) -> dict[tuple[str, int], str]:
    """Return the key of each row by (sheet, row); rows alike in everything are told apart by their order."""
    seen: Counter[str] = Counter()
    keys = {}
    for project in form.projects:
        for row in project.rows:
            words = (project.name, row.level1, row.level2, row.indicator)
            base = "|".join(fold_label(word) for word in words)
            seen[base] += 1
            keys[row.sheet, row.row] = base if seen[base] == 1 else f"{base}#{seen[base]}"
    return keys
