"""Profile files: TOML to Profile."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import lru_cache
from typing import Any

from perfscore.model.profile import CHOICES, Choice, Generic, GradeBand, Profile, Question
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
    table = _table(name)
    defaults = {Question(question): Choice(choice) for question, choice in table["defaults"].items()}
    for question in Question:
        if defaults.get(question) not in CHOICES[question]:
            raise ValueError(f"profile {name}: {question} has no choice {defaults.get(question)}")
    bands = tuple(GradeBand(**band) for band in table.get("grades", ()))
    return Profile(
        name=name,
        defaults=defaults,
        grade_bands=bands,
        generic=Generic(**table.get("generic", {})),
        **table["profile"],
        **table.get("limits", {}),
    )


def _table(name: str) -> dict[str, Any]:
    """Read the file; ``based_on`` names a profile whose sections hold where this one says nothing else."""
    with resource("forms", "profiles", f"{name}.toml").open("rb") as file:
        table = tomllib.load(file, parse_float=Decimal)
    base = table.pop("based_on", None)
    if base is None:
        return table
    below = _table(base) if base in profile_names() and base != name else None
    if below is None or "based_on" in below:
        raise ValueError(f"profile {name}: there is no profile {base} to be based on")
    return below | {key: _over(below.get(key), section) for key, section in table.items()}


def _over(below: Any, section: Any) -> Any:
    return below | section if isinstance(below, dict) and isinstance(section, dict) else section
