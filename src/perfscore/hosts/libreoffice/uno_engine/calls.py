"""Counts what host code asks of the engine: each property or method that reaches the spreadsheet program is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any

# What is answered from Python alone: ways from object to object and the geometry of ranges.
_FREE = frozenset(
    (
        "api app apps address book books cells column columns coords engine font get_address impl index_of "
        "max_cells_per_read max_cells_per_write note names notes options parent pid range row rows shape sheet sheets "
        "tables type clean_value_data prepare_xl_data_element keys expand Borders Validation EntireRow EntireColumn "
        "name fullname PageSetup ActiveWindow FormatConditions ListObjects Hyperlinks Comments Interior Font "
        "position document of_area Row Column Rows"
    ).split()
)


class OfficeError(Exception):
    """The office refused something; the text is its own."""


class CallCounter:
    """How many calls were made since the last reset, and which.

    A call made by the engine itself, inside another, does not count.
    """

    def __init__(self) -> None:
        self.total = 0
        self.by_name: Counter[str] = Counter()
        self._depth = 0

    def reset(self) -> None:
        """Begin at nought."""
        self.total = 0
        self.by_name.clear()

    def wrap(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, counted under this name."""

        @wraps(function)
        def counted(*arguments: Any, **named: Any) -> Any:
            if not self._depth:
                self.total += 1
                self.by_name[name] += 1
            self._depth += 1
            try:
                return function(*arguments, **named)
            except Exception as error:
                if hasattr(error, "Message") and hasattr(error, "Context"):
                    # An exception of UNO's is no proper exception of Python's: context managers choke on it.
                    raise OfficeError(f"{type(error).__name__}: {error.Message}") from None
                raise
            finally:
                self._depth -= 1

        return counted


calls = CallCounter()


class Counted:
    """A base whose subclasses have every public property and method of theirs counted, but for what costs nothing."""

    def __init_subclass__(cls, **named: Any) -> None:
        super().__init_subclass__(**named)
        for name, member in list(vars(cls).items()):
            if name.startswith("_") or name in _FREE:
                continue
            label = f"{cls.__name__}.{name}"
            if isinstance(member, property):
                setter = member.fset and calls.wrap(f"{label}=", member.fset)
                setattr(cls, name, property(member.fget and calls.wrap(label, member.fget), setter))
            elif callable(member) and not isinstance(member, type):
                setattr(cls, name, calls.wrap(label, member))
