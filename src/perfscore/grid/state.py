"""What we last wrote, kept inside the workbook: a cell is ours only while it still equals it.

Rows are known by project and indicator, not by number, so that sorting and inserting rows does no harm.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from perfscore.forms.labels import fold_label
from perfscore.grid.form import Form, Row
from perfscore.grid.project_marks import ProjectMark
from perfscore.numbers.text import parse_number

_VERSION = 1
OUR_KEYS = ("points", "deduction", "explanation")
"""The columns whose cells a person may take over."""


@dataclass(slots=True)
class KeptState:
    """The texts we wrote into 得分, 扣分 and 扣分说明, by row key, and the rows that entries of 计分口径 are for."""

    written: dict[str, dict[str, str]] = field(default_factory=dict)
    scopes: dict[str, str] = field(default_factory=dict)
    """An entry as it stands on 计分口径 (K04|目标表!36行) to the key of its row."""
    projects: dict[str, ProjectMark] = field(default_factory=dict)
    """A project as it is called on 得分汇总 to what it is known by."""
    columns: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    """By sheet, for each header on it: our columns by key, with their numbers."""

    def copy(self) -> KeptState:
        """Return a state to change."""
        return replace(
            self,
            written=dict(self.written),
            scopes=dict(self.scopes),
            projects=dict(self.projects),
            columns=dict(self.columns),
        )

    def last(self, key: str, column: str) -> str | None:
        """Return the text we last wrote into the row's cell, None where we never wrote one."""
        return self.written.get(key, {}).get(column)

    def forget(self, key: str) -> None:
        """Take out what we wrote for a row: it is about to be written anew."""
        self.written.pop(key, None)


def load_state(text: str | None) -> KeptState:
    """Read the state; one that is damaged or of a later version counts as none, so every cell is then a person's."""
    try:
        kept = json.loads(text or "{}")
        if kept.get("version") != _VERSION:
            return KeptState()
        written = {str(key): _texts(cells) for key, cells in kept["written"].items()}
        projects = {str(label): ProjectMark(**_texts(mark)) for label, mark in kept.get("projects", {}).items()}
        columns = {str(name): [_texts(one) for one in made] for name, made in kept.get("columns", {}).items()}
        return KeptState(written, _texts(kept["scopes"]), projects, columns)
    except (ValueError, KeyError, AttributeError, TypeError):
        return KeptState()


def _texts(cells: Mapping[str, object]) -> dict[str, str]:
    return {str(column): str(text) for column, text in cells.items()}


def dump_state(state: KeptState) -> str:
    """Write the state as JSON with sorted keys: the same state gives the same text."""
    projects = {label: mark._asdict() for label, mark in state.projects.items()}
    kept: dict[str, object] = {"version": _VERSION, "written": state.written, "scopes": state.scopes}
    kept |= {"projects": projects, "columns": state.columns}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def recognised(state: KeptState, form: Form) -> KeptState:
    """Return the state with its entries under the keys that their rows have now.

    A project or indicator that was renamed, and rows alike that changed places, are known by the explanation that we
    wrote there.
    """
    if not state.written:
        return state
    keys = row_keys(form)
    rows = {keys[row.sheet, row.row]: row for row in form.rows}
    settled = {key for key, row in rows.items() if key in state.written and _content(row) == _kept(state, key)}
    free: dict[str, list[str]] = {}
    for key, cells in state.written.items():
        if key not in settled and cells.get("explanation"):
            free.setdefault(plain_value(cells["explanation"]), []).append(key)
    moved: dict[str, str] = {}
    for key, row in rows.items():
        candidates = free.get(_content(row)[-1], []) if key not in settled else []
        mine = [one for one in candidates if one not in rows or _base(one) == _base(key)]
        if mine:
            source = next((one for one in mine if _kept(state, one) == _content(row)), mine[0])
            candidates.remove(source)
            moved[source] = key
    taken = set(moved.values())
    written = {key: cells for key, cells in state.written.items() if key not in moved and key not in taken}
    written |= {key: state.written[source] for source, key in moved.items()}
    return replace(state, written=written, scopes={entry: moved.get(key, key) for entry, key in state.scopes.items()})


def _base(key: str) -> str:
    return key.partition("#")[0]


def _content(row: Row) -> tuple[str, ...]:
    cells = (row.cells.get(column) for column in OUR_KEYS)
    return tuple(plain_value(placed.cell.value if placed else None) for placed in cells)


def _kept(state: KeptState, key: str) -> tuple[str, ...]:
    return tuple(plain_value(state.written[key].get(column)) for column in OUR_KEYS)


def plain_value(value: object) -> str:
    """Return a cell's value for comparison: 6.5 and 6.50 are the same."""
    text = "" if value is None else str(value).strip()
    number = parse_number(text)
    return text if number is None else str(number.normalize())


def row_keys(form: Form) -> dict[tuple[str, int], str]:
    """Return the key of each row by (sheet, row); rows alike in everything are told apart by their order."""
    seen: Counter[str] = Counter()
    keys = {}
    for project in form.projects:
        for row in project.rows:
            words = (form.kind, project.name, row.level1, row.level2, row.indicator)
            base = "|".join(fold_label(word) for word in words)
            seen[base] += 1
            keys[row.sheet, row.row] = base if seen[base] == 1 else f"{base}#{seen[base]}"
    return keys
