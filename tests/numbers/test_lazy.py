"""Patterns compiled on first use: each one of the package is one, and works like a compiled one."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import perfscore
from perfscore.numbers.lazy import LazyPattern, regex

PATTERNS = [
    (module.name, name, value)
    for module in pkgutil.walk_packages(perfscore.__path__, "perfscore.")
    if not module.name.endswith("__main__")
    for name, value in vars(importlib.import_module(module.name)).items()
    if isinstance(value, LazyPattern)
]


def test_every_pattern_of_the_package_compiles() -> None:
    assert len(PATTERNS) > 50
    for module, name, value in PATTERNS:
        try:
            re.compile(value.pattern, value.flags)
        except re.error as mistake:
            pytest.fail(f"{module}.{name}: {mistake}")


def test_it_works_like_a_compiled_pattern() -> None:
    number = regex(r"(?P<n>\d+)年", re.IGNORECASE)
    match = number.fullmatch("12年")
    assert match is not None
    assert match["n"] == "12"
    assert number.sub("", "5年3年") == ""
    assert number.findall("5年3年") == ["5", "3"]
    assert [found.start() for found in number.finditer("5年3年")] == [0, 2]
    assert number.search("x") is None
    assert number.pattern == r"(?P<n>\d+)年"


def test_what_no_pattern_has_is_not_there() -> None:
    with pytest.raises(AttributeError):
        _ = regex("a").anything  # type: ignore[attr-defined]
