"""A GridBook enters; any row of it, with the cells as they stand now, leaves scored, and so does any project.

The book is recognised once, as file mode recognises it. What stands in the columns that we write (得分, 扣分, 扣分说明,
计分状态) is not used: a score that is asked for in a cell must not depend on itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from perfscore.engine.book import BookForm
from perfscore.engine.scored_form import FormScorer
from perfscore.grid.columns import layout_of
from perfscore.grid.form import Block, PlacedCell, Project, Row
from perfscore.grid.scored import ScoredRow
from perfscore.grid.sheet import GridCell
from perfscore.grid.state import OUR_KEYS, KeptState, row_keys
from perfscore.model.profile import Profile
from perfscore.model.score import ProjectScore
from perfscore.scoring.project import score_project

OUTPUTS = (*OUR_KEYS, "status")
_BESIDE = ("reason",)
"""Read by a person only; 计分状态 says where it is empty, no score hangs on it."""
_SCORED_BY = frozenset(("indicator", "target", "content", "rule_text", "unit", "kind", "weight", "remark", "actual"))
_NOTHING_KEPT = KeptState()


@dataclass(frozen=True, slots=True)
class RowColumns:
    """Which columns of a row are read, which never, and how far a reference to the row may reach."""

    inputs: frozenset[int]
    outputs: frozenset[int]
    first_output: int
    scored_by: frozenset[int]
    """The columns that a score hangs on, left of our first one."""
    actual: int
    """The column of 实际完成值, 0 where the form has none yet."""
    beside: frozenset[int]
    """Columns that only 计分状态 reads."""

    def spans(self, *, for_status: bool) -> tuple[tuple[int, int], ...]:
        """Return the runs of columns to read, our own columns left out."""
        wanted = sorted(self.inputs if for_status else self.inputs - self.beside)
        runs: list[tuple[int, int]] = []
        for column in wanted:
            if runs and not self.outputs.intersection(range(runs[-1][1], column)):
                runs[-1] = (runs[-1][0], column)
            else:
                runs.append((column, column))
        return tuple(runs)


@dataclass(frozen=True, slots=True)
class KnownRow:
    """One scored row as the book had it when it was read; our columns are not among its cells."""

    form: KnownForm
    row: Row
    key: str
    project: int

    def scored(self, now: Mapping[str, GridCell]) -> ScoredRow:
        """Score the row with these cells, by key, in place of those that it had."""
        row = self.row
        if now:
            placed = {key: PlacedCell(row.sheet, row.row, self._column(key), cell) for key, cell in now.items()}
            row = replace(row, cells={**row.cells, **placed})
        return self.form.scorer.row(row, self.key, _NOTHING_KEPT)

    def own_column(self, key: str) -> int:
        """Return the column in which the row's own cell of ``key`` stands alone, 0 where it has none such."""
        place = self.form.form.block_of(self.row).place(key)
        placed = self.row.cells.get(key)
        is_alone = place is not None and placed is not None and place.first == place.last
        return placed.column if is_alone and placed is not None and placed.row == self.row.row else 0

    def _column(self, key: str) -> int:
        placed = self.row.cells.get(key)
        return placed.column if placed else 0


class KnownForm:
    """One form of the book with what its rows are scored by."""

    def __init__(self, entry: BookForm, profile: Profile) -> None:
        self.entry = entry
        self.form = entry.form
        self.profile = profile
        self.scorer = FormScorer(entry.form, profile, entry.rulings)
        keys = row_keys(entry.form)
        self.rows = {
            (row.sheet, row.row): KnownRow(self, _without_outputs(row), keys[row.sheet, row.row], number)
            for number, project in enumerate(entry.form.projects)
            for row in project.rows
        }

    def columns_of(self, block: Block) -> RowColumns:
        """Return what is read of the rows of one table."""
        layout = layout_of(block, self.form.schema)
        outputs = {column for key in OUTPUTS for column in _columns(block, key)} | {
            layout.columns[key] for key in OUTPUTS
        }
        places = [place for place in (*block.columns.values(), *block.added.values()) if place.key not in OUTPUTS]
        inputs = {column for place in places for column in range(place.first, place.last + 1)}
        # A shifted line may have been pushed into the first column behind the table.
        spare = max(column for column in inputs if column <= block.last_official_column) + 1
        inputs |= {spare} - outputs
        first = min(outputs)
        scored_by = {place.first for place in places if place.key in _SCORED_BY and place.first < first}
        actual = block.place("actual")
        beside = frozenset(column for key in _BESIDE for column in _columns(block, key))
        return RowColumns(
            inputs=frozenset(inputs - outputs),
            outputs=frozenset(outputs),
            first_output=first,
            scored_by=frozenset(scored_by),
            actual=actual.first if actual else 0,
            beside=beside,
        )

    def score_project(self, project: Project, rows: Sequence[ScoredRow]) -> ProjectScore:
        """Add up a project whose rows are scored."""
        return score_project(
            [row.score for row in rows],
            [row.row.weight for row in rows],
            project.budget,
            project.executed,
            self.profile,
        )


def _columns(block: Block, key: str) -> Iterable[int]:
    place = block.place(key)
    return range(place.first, place.last + 1) if place else ()


def _without_outputs(row: Row) -> Row:
    return replace(row, cells={key: placed for key, placed in row.cells.items() if key not in OUTPUTS})
