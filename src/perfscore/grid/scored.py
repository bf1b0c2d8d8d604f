"""A scored form as data: every row with its score and what of it a person has written."""

from __future__ import annotations

from dataclasses import dataclass

from perfscore.diagnostics import CellRef
from perfscore.grid.form import Form, Project, Row
from perfscore.model.indicator import Expected
from perfscore.model.profile import Profile, Question
from perfscore.model.score import ProjectScore, Score, Status

URGENT_REMARKS = ("缺偏差原因",)
"""Remarks that stand first on a settled row: the colour of 计分状态 goes by how it begins."""


@dataclass(frozen=True, slots=True)
class RulingEffect:
    """What an open question does to a row: the points that each answer gives."""

    question: Question
    points: tuple[tuple[str, str], ...]
    """(the choice's value, the points as text) in the order of the choices."""


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """One row with the score that counts.

    ``score`` is what counts and shows; ``kept`` names the columns (points, deduction, explanation) whose cells a
    person wrote and that are left alone.
    """

    key: str
    row: Row
    score: Score
    expected: Expected | None = None
    kept: frozenset[str] = frozenset()
    remarks: tuple[str, ...] = ()
    """What 计分状态 says besides: 评分标准取自…, 缺偏差原因."""
    effects: tuple[RulingEffect, ...] = ()

    @property
    def where(self) -> str:
        """The place of the row's indicator, such as 目标表!H12."""
        return str(self.row.cells["indicator"].where)

    @property
    def status_text(self) -> str:
        """The words of 计分状态."""
        if not self.remarks:
            return self.score.status_text
        urgent = tuple(remark for remark in self.remarks if remark in URGENT_REMARKS)
        others = tuple(remark for remark in self.remarks if remark not in URGENT_REMARKS)
        settled = self.score.status in (Status.SCORED, Status.DECIDED)
        words = (*urgent, self.score.status_text) if settled else (self.score.status_text, *urgent)
        return "；".join((*words, *others))


@dataclass(frozen=True, slots=True)
class ScoredProject:
    """One project with its rows and totals."""

    project: Project
    rows: tuple[ScoredRow, ...]
    score: ProjectScore
    remarks: tuple[str, ...] = ()
    """What 计分情况 says besides the total."""


@dataclass(frozen=True, slots=True)
class ScoredForm:
    """A form, its projects, the profile it was scored by, and the sheets that must not be written."""

    form: Form
    projects: tuple[ScoredProject, ...]
    profile: Profile
    protected_sheets: frozenset[str] = frozenset()
    in_the_way: CellRef | None = None
    """A cell of a person's where our columns would have to go."""

    @property
    def rows(self) -> tuple[ScoredRow, ...]:
        """All rows in the order of their projects."""
        return tuple(row for project in self.projects for row in project.rows)
