"""Patterns that are compiled when they are first used: hundreds of them stand in tables, a form needs a few."""

from __future__ import annotations

import re
from typing import Any, cast


class LazyPattern:
    """A regular expression that compiles itself; afterwards its methods are those of the compiled one."""

    __slots__ = ("findall", "finditer", "flags", "fullmatch", "match", "pattern", "search", "split", "sub", "subn")

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile on the first use of a method; called only while the method is not there."""
        if name not in self.__slots__:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in self.__slots__:
            if method not in ("flags", "pattern"):
                setattr(self, method, getattr(compiled, method))
        return getattr(self, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what is used like a compiled pattern; a mistake in it shows at the first use (tests use every one)."""
    return cast("re.Pattern[str]", LazyPattern(source, flags))
