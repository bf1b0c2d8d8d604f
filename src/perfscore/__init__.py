"""PerfScore 绩效计分: reads the approved sentence of a budget-performance form, scores a row, says why.

The names below are loaded on first use, so that ``perfscore --version`` starts at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfscore.engine.form import WorkbookResult, score_workbook
    from perfscore.engine.row import read_rule, score
    from perfscore.forms.profile_files import load_profile
    from perfscore.model.profile import Choice, Profile, Question, Ruling
    from perfscore.model.score import Score, Status

__version__ = "0.1.0"

__all__ = [
    "Choice",
    "Profile",
    "Question",
    "Ruling",
    "Score",
    "Status",
    "WorkbookResult",
    "__version__",
    "load_profile",
    "read_rule",
    "score",
    "score_workbook",
]

_HOMES = {
    "WorkbookResult": "perfscore.engine.form",
    "score_workbook": "perfscore.engine.form",
    "score": "perfscore.engine.row",
    "read_rule": "perfscore.engine.row",
    "load_profile": "perfscore.forms.profile_files",
    "Profile": "perfscore.model.profile",
    "Question": "perfscore.model.profile",
    "Choice": "perfscore.model.profile",
    "Ruling": "perfscore.model.profile",
    "Score": "perfscore.model.score",
    "Status": "perfscore.model.score",
}


def __getattr__(name: str) -> object:
    """Load an exported name from its room."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'perfscore' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - the point of it is to be late

    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value
