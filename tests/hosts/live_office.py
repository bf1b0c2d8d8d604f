"""Fixtures for tests on a real LibreOffice: one program for all tests, workbooks as copies in temporary folders.

Without LibreOffice 25.2 or newer with python3-uno these tests are skipped; where it has to be there (``CI`` or
``PERFSCORE_NEED_OFFICE=1``) they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwings

from perfscore.hosts.libreoffice.office import Office, OfficeUnavailable, start_office
from perfscore.hosts.libreoffice.uno_engine import attach, calc_engine, calls
from perfscore.hosts.libreoffice.uno_engine.calls import CallCounter

OpenCopy = Callable[[Path], xlwings.Book]


def office_must_be_there() -> bool:
    """Tell whether a missing office is a failure here."""
    return os.environ.get("CI", "").lower() in ("1", "true") or os.environ.get("PERFSCORE_NEED_OFFICE") == "1"


class Running:
    """The LibreOffice of all tests, and a new one where it has ended."""

    def __init__(self) -> None:
        self._office: Office | None = None
        self._app: xlwings.App | None = None

    def office(self) -> Office:
        """Return the running LibreOffice."""
        if self._office is None or self._office.has_ended:
            self.close()
            self._office = start_office()
        return self._office

    def app(self) -> xlwings.App:
        """Return it as an app of xlwings."""
        office = self.office()
        if self._app is None:
            self._app = attach(office)
        return self._app

    def close(self) -> None:
        """End it."""
        if self._app is not None:
            calc_engine().apps.remove(self._app.impl)
        if self._office is not None:
            self._office.close()
        self._office = self._app = None


@pytest.fixture(scope="session")
def running() -> Iterator[Running]:
    """What starts the LibreOffice of all tests."""
    one = Running()
    yield one
    one.close()


@pytest.fixture
def office(running: Running) -> Office:
    """The running LibreOffice, the same for all tests as long as it lives."""
    try:
        return running.office()
    except OfficeUnavailable as reason:
        if office_must_be_there():
            pytest.fail(str(reason))
        pytest.skip(str(reason))


@pytest.fixture
def calc_app(office: Office, running: Running) -> xlwings.App:
    """LibreOffice as an app of xlwings, the same for all tests; ``calc`` closes what a test leaves open."""
    assert not office.has_ended
    return running.app()


@pytest.fixture
def calc(calc_app: xlwings.App) -> Iterator[xlwings.App]:
    """LibreOffice as an app of xlwings, with no workbook open before and after the test."""
    yield calc_app
    if calc_app.impl.office.has_ended:
        return
    calc_app.screen_updating = True
    calc_app.status_bar = False
    for book in list(calc_app.books):
        book.close()


@pytest.fixture
def new_book(calc: xlwings.App) -> xlwings.Book:
    """A new workbook with one sheet."""
    return calc.books.add()


@pytest.fixture
def open_copy(calc: xlwings.App, tmp_path: Path) -> OpenCopy:
    """Open a copy of a workbook file: ``open_copy(path)``."""

    def open_it(path: Path) -> xlwings.Book:
        copy = tmp_path / path.name
        if copy != path:
            shutil.copyfile(path, copy)
        return calc.books.open(copy)

    return open_it


@pytest.fixture
def host_calls() -> CallCounter:
    """The counter of what host code asks of the engine, at nought."""
    calls.reset()
    return calls
