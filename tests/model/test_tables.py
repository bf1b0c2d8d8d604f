"""Tables that a new member of an enumeration must not be missing from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import pytest

from perfscore.diagnostics import SEVERITY_NAMES, Severity
from perfscore.explain.status import STATUS_NAMES
from perfscore.explain.wording import CHOICE_NAMES, QUESTION_NAMES
from perfscore.model.profile import CHOICES, DEFENSIBLE, Choice, Question
from perfscore.model.rule import Basis
from perfscore.model.score import Status
from perfscore.scoring.expect import WANTS


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (SEVERITY_NAMES, Severity),
        (STATUS_NAMES, Status),
        (QUESTION_NAMES, Question),
        (CHOICE_NAMES, Choice),
        (CHOICES, Question),
        (DEFENSIBLE, Question),
        (WANTS, Basis),
    ],
)
def test_every_member_has_its_entry(table: Mapping[StrEnum, object], members: type[StrEnum]) -> None:
    assert set(table) == set(members)


def test_every_reading_that_is_compared_may_be_chosen() -> None:
    assert {question for question in Question if not set(DEFENSIBLE[question]) <= set(CHOICES[question])} == set()
