"""Profile files: the one that comes with the package, one that is not there, one that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import perfscore
from perfscore import Choice, Question, load_profile
from perfscore.forms import profile_files
from perfscore.model.profile import CHOICES, DEFENSIBLE
from perfscore.resources import resource


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands in for the profiles of the package."""
    monkeypatch.setattr(profile_files, "resource", lambda *parts: tmp_path.joinpath(*parts[2:]))
    profile_files._read_profile.cache_clear()
    yield tmp_path
    profile_files._read_profile.cache_clear()


def _default_text() -> str:
    return resource("forms", "profiles", "default.toml").read_text(encoding="utf-8")


def test_the_default_profile_answers_every_question() -> None:
    assert set(load_profile().defaults) == set(Question)
    assert load_profile().defaults[Question.PARTIAL_STEP] is Choice.PRO_RATA
    assert load_profile().defaults[Question.PARTIAL_LARGE_STEP] is Choice.WHOLE


def test_every_defensible_reading_may_be_chosen() -> None:
    assert all(set(DEFENSIBLE[question]) <= set(CHOICES[question]) for question in Question)


def test_an_unknown_profile_is_named_with_those_there_are() -> None:
    with pytest.raises(LookupError, match=r"没有名为“火星”的口径方案；现有：.*default"):
        perfscore.score("完成得10分", "已完成", profile="火星")


def test_a_path_is_no_profile_name() -> None:
    with pytest.raises(LookupError):
        load_profile("../profiles/default")


def test_another_profile_beside_the_default_is_found(folder: Path) -> None:
    text = _default_text().replace('partial_step = "pro_rata"', 'partial_step = "whole"', 1)
    (folder / "local.toml").write_text(text, encoding="utf-8")
    score = perfscore.score("不超预算，计20分；每超过1%，扣0.2分", "103.5%", weight=20, profile="local")
    assert str(score.points) == "19.40"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('percent_step = "points"', 'percent_step = "pro_rata"'),
        ('percent_step = "points"', 'percent_step = "perhaps"'),
        ('percent_step = "points"', ""),
        ('percent_step = "points"', 'percent_stop = "points"'),
        ("small_cost = 30", 'small_cost = "much"'),
        ("allow_bonus = false", "allow_bonuses = false"),
    ],
)
def test_a_wrong_profile_is_refused(folder: Path, old: str, new: str) -> None:
    text = _default_text()
    assert old in text
    (folder / "wrong.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"wrong|is not a valid|percent_step|validation error"):
        load_profile("wrong")


def test_a_profile_may_be_based_on_another(folder: Path) -> None:
    (folder / "default.toml").write_text(_default_text(), encoding="utf-8")
    local = 'based_on = "default"\n[defaults]\npartial_step = "whole"\n[generic]\nquantitative = true\n'
    (folder / "local.toml").write_text(local, encoding="utf-8")
    profile = load_profile("local")
    assert profile.defaults[Question.PARTIAL_STEP] is Choice.WHOLE
    assert profile.defaults[Question.PERCENT_STEP] is Choice.POINTS
    assert (profile.generic.quantitative, profile.generic.reverse, len(profile.grade_bands)) == (True, None, 4)


@pytest.mark.parametrize("base", ["nowhere", "wrong", "../default"])
def test_a_profile_is_not_based_on_what_is_not_there(folder: Path, base: str) -> None:
    (folder / "wrong.toml").write_text(f'based_on = "{base}"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="wrong"):
        load_profile("wrong")


def test_the_generic_method_is_off_unless_a_profile_says_so() -> None:
    assert not load_profile().generic.quantitative
    assert not load_profile().generic.qualitative
    assert load_profile("generic").generic.reverse is not None
    assert load_profile("generic").defaults == load_profile().defaults
