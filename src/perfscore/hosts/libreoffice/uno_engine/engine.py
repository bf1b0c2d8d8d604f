"""The engine ``calc`` for xlwings: running offices in, apps and clean values out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import xlwings
from xlwings import base_classes

from perfscore.hosts.libreoffice.office import Office, start_office
from perfscore.hosts.libreoffice.uno_engine.app import App
from perfscore.hosts.libreoffice.uno_engine.calls import Counted
from perfscore.hosts.libreoffice.uno_engine.errors import CellError

NAME = "calc"


class Apps(base_classes.Apps):
    """The running offices; the first is the active one."""

    def __init__(self, engine: CalcEngine) -> None:
        self._engine = engine
        self._apps: list[App] = []

    def keys(self) -> list[int]:
        """Return the numbers of the processes."""
        return [app.pid for app in self._apps]

    def add(
        self, spec: str | None = None, add_book: bool | None = None, xl: Any = None, visible: bool | None = None
    ) -> App:
        """Start an office."""
        del spec, xl, visible
        app = self.attach(start_office())
        if add_book:
            app.books.add()
        return app

    def attach(self, office: Office) -> App:
        """Return the app of an office that runs; it becomes the active one."""
        app = App(self._engine, office)
        self.put_first(app)
        return app

    def put_first(self, app: App) -> None:
        """Make an app the active one."""
        self._apps = [app, *(one for one in self._apps if one is not app)]

    def remove(self, app: App) -> None:
        """Forget an app."""
        self._apps = [one for one in self._apps if one is not app]

    @staticmethod
    def cleanup() -> None:
        """Nothing is left over."""

    def __iter__(self) -> Iterator[App]:
        return iter(list(self._apps))

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        for app in self._apps:
            if app.pid == pid:
                return app
        raise KeyError(pid)


class CalcEngine(Counted):
    """LibreOffice Calc as an engine of xlwings."""

    def __init__(self) -> None:
        self.apps = Apps(self)

    @property
    def name(self) -> str:
        """The name under which xlwings knows it."""
        return NAME

    @property
    def type(self) -> str:
        """Desktop: cells are asked for when they are needed."""
        return "desktop"

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """Return a value as the engine writes it."""
        del options
        if value is None or value != value:  # noqa: PLR0124 - not a number, whatever its type
            return None
        return value.item() if hasattr(value, "dtype") else value

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        datetime_builder: Callable[..., date],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Return a block as xlwings hands it to its caller."""

        def clean(value: Any) -> Any:
            if value == "" or value is None:
                return empty_as
            if isinstance(value, CellError):
                return str(value) if err_to_str else None
            if isinstance(value, float):
                return number_builder(value) if number_builder is not None else value
            if isinstance(value, datetime) and datetime_builder is not datetime:
                return datetime_builder(
                    year=value.year,
                    month=value.month,
                    day=value.day,
                    hour=value.hour,
                    minute=value.minute,
                    second=value.second,
                    microsecond=value.microsecond,
                    tzinfo=None,
                )
            return value

        return [[clean(value) for value in row] for row in data]


def calc_engine() -> CalcEngine:
    """Return the engine, known to xlwings and active there."""
    known = xlwings.engines.engines_by_name.get(NAME)
    if known is None:
        known = xlwings.Engine(impl=CalcEngine())
        xlwings.engines.add(known)
    known.activate()
    engine: CalcEngine = known.impl
    return engine


def attach(office: Office) -> xlwings.App:
    """Return a running office as an app of xlwings."""
    return xlwings.App(impl=calc_engine().apps.attach(office))
