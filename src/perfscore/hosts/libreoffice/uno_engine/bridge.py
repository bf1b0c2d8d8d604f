"""The few UNO things that are needed everywhere: structs, enumerations, properties of a document."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from perfscore.hosts.libreoffice.office import import_uno


@cache
def uno() -> Any:
    """Return the module ``uno``."""
    return import_uno()


def struct(name: str, **fields: object) -> Any:
    """Return a new struct ``com.sun.star.<name>`` with these fields."""
    made = uno().createUnoStruct(f"com.sun.star.{name}")
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def enum(name: str, value: str) -> Any:
    """Return one value of the enumeration ``com.sun.star.<name>``."""
    return uno().Enum(f"com.sun.star.{name}", value)


def arguments(**named: object) -> tuple[Any, ...]:
    """Return named arguments as UNO takes them."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=value) for name, value in named.items())


def url_of(path: str) -> str:
    """Return the URL of a file."""
    return Path(path).absolute().as_uri()


def path_of(url: str) -> str:
    """Return the path of a file's URL, the URL itself where it is none of a file, "" for no URL."""
    return str(uno().fileUrlToSystemPath(url)) if url.startswith("file:") else url


def set_properties(target: Any, values: dict[str, object]) -> None:
    """Set several properties in one call (the office wants their names in order)."""
    names = sorted(values)
    target.setPropertyValues(tuple(names), tuple(values[name] for name in names))


def is_mixed(target: Any, name: str) -> bool:
    """Tell whether the cells of a range differ in a property."""
    return bool(target.getPropertyState(name).value == "AMBIGUOUS_VALUE")
