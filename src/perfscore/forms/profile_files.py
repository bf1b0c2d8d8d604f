"""Profile files: TOML to Profile."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import lru_cache

from perfscore.model.profile import CHOICES, Choice, GradeBand, Profile, Question
from perfscore.resources import resource

DEFAULT_PROFILE = "default"


def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles that come with the package."""
    return tuple(sorted(path.stem for path in resource("forms", "profiles").glob("*.toml")))


def load_profile(name: str = DEFAULT_PROFILE) -> Profile:
    """Read a profile of the package by name.

    Raises:
        LookupError: there is no profile of that name; the message lists those there are.
        ValueError: the file answers a question with a choice that the question does not have.
    """
    return _read_profile(name)


@lru_cache(maxsize=16)
def _read_profile(name: str) -> Profile:
    if name not in profile_names():
        raise LookupError(f"没有名为“{name}”的口径方案；现有：{'、'.join(profile_names())}")
    with resource("forms", "profiles", f"{name}.toml").open("rb") as file:
        table = tomllib.load(file, parse_float=Decimal)
    defaults = {Question(question): Choice(choice) for question, choice in table["defaults"].items()}
    for question in Question:
        if defaults.get(question) not in CHOICES[question]:
            raise ValueError(f"profile {name}: {question} has no choice {defaults.get(question)}")
    bands = tuple(GradeBand(**band) for band in table.get("grades", ()))
    return Profile(name=name, defaults=defaults, grade_bands=bands, **table["profile"], **table.get("limits", {}))
