"""Work for a running LibreOffice in, its result out: the program does nothing else meanwhile.

Calc lets go of its lock in the middle of opening, closing and changing sheets. For a caller from outside its own thread
then paints a window or ends something that is half changed, which brings the program down. What that thread itself has
asked for is carried out by it, so nothing else can happen meanwhile.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from perfscore.hosts.libreoffice.office import Office
from perfscore.hosts.libreoffice.uno_engine.bridge import uno

Result = TypeVar("Result")
_LOOK = 0.5
"""Seconds between two looks whether the office still lives."""


class OfficeEndedError(Exception):
    """The office ended before it did what was asked."""


class _Task:
    """What is to be done, and what came of it."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self._is_done = threading.Event()
        self._result: Any = None
        self._problem: BaseException | None = None

    def run(self) -> None:
        """Do it."""
        try:
            self._result = self._work()
        except BaseException as problem:  # the caller's own thread is to raise it
            self._problem = problem
        finally:
            self._is_done.set()

    def wait(self, office: Office) -> Any:
        """Return the result when it is there."""
        while not self._is_done.wait(_LOOK):
            if office.has_ended:
                raise OfficeEndedError
        if self._problem is not None:
            raise self._problem
        return self._result


@cache
def _callback_class() -> Any:
    """Return the class whose ``notify`` the office calls."""
    base, interface = importlib.import_module("unohelper").Base, uno().getClass("com.sun.star.awt.XCallback")

    def notify(self: Any, _: object) -> None:
        self.task.run()

    return type("Callback", (base, interface), {"notify": notify})


def in_main_thread(office: Office, work: Callable[[], Result]) -> Result:
    """Do some work while the office's own thread waits for it; at once in an office that runs us.

    Args:
        office: the office.
        work: what to do; its calls to the office are carried out by that thread.

    Raises:
        OfficeEndedError: the office ended.
    """
    if office.process is None:
        return work()
    task = _Task(work)
    callback = _callback_class()()
    callback.task = task
    office.service("com.sun.star.awt.AsyncCallback").addCallback(callback, None)
    result: Result = task.wait(office)
    return result
