"""Starting a LibreOffice of our own: what is said where it cannot be used, and that it ends with us."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

import pytest
import xlwings
from live_office import OpenCopy, Running

from form_files import SAMPLE
from perfscore.hosts.libreoffice import office as office_module
from perfscore.hosts.libreoffice.office import Office, OfficeUnavailable, attach_office, start_office
from perfscore.hosts.libreoffice.uno_engine.main_thread import OfficeEndedError, in_main_thread
from perfscore.hosts.live.quiet import quiet


def test_an_old_office_is_refused_in_words(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert attach_office(office.context).version == office.version
    monkeypatch.setattr(office_module, "MINIMUM", (99, 1))
    version = ".".join(map(str, office.version))
    with pytest.raises(OfficeUnavailable, match=f"^LibreOffice 的版本是 {version}，需要 99.1 或更新的版本。$"):
        attach_office(office.context)


def test_a_missing_office_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, office: Office) -> None:
    assert office.pid
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office_module, "_PROGRAMS", ())
    with pytest.raises(OfficeUnavailable, match=r"^没有找到 LibreOffice，请先安装 25\.2 或更新的版本。$"):
        start_office()


def test_a_second_office_runs_beside_the_first_and_ends(office: Office) -> None:
    second = start_office()
    folder = second.folder
    assert second.pid not in (0, office.pid)
    assert folder is not None
    assert folder.is_dir()
    second.close()
    second.close()
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(second.pid, 0)


def test_a_new_office_follows_one_that_died(office: Office) -> None:
    """What the tests share: an office that dies takes neither Python nor the tests behind it along."""
    running = Running()
    first, app = running.office(), running.app()
    book = app.books.add()
    assert first is not office
    assert running.office() is first
    assert first.process is not None
    os.killpg(first.pid, signal.SIGKILL)
    first.process.wait()
    assert first.has_ended
    for shown in (first, app, book, book.impl.document):
        with contextlib.suppress(Exception):
            repr(shown)
    second = running.app()
    assert second.books.add().sheets[0].name == "Sheet1"
    assert running.office().pid != first.pid
    running.close()


def test_nothing_is_painted_for_nobody(new_book: xlwings.Book, open_copy: OpenCopy) -> None:
    """A window that is painted just when a caller from outside changes its sheets ends the program."""
    opened = open_copy(SAMPLE)
    for book in (new_book, opened):
        book.activate()
        book.sheets.add().activate()
        frame = book.impl.document.model.getCurrentController().getFrame()
        assert not frame.getContainerWindow().isVisible()


def test_work_in_the_office_s_own_thread(new_book: xlwings.Book, office: Office) -> None:
    """Its result and its exceptions are the caller's; where the office has ended, nobody waits for ever."""
    model = new_book.impl.document.model
    assert in_main_thread(office, lambda: model.Sheets.Count) == 1
    with pytest.raises(ZeroDivisionError):
        in_main_thread(office, lambda: 1 // 0)
    second = start_office()

    def die_and_wait() -> None:
        os.killpg(second.pid, signal.SIGKILL)
        time.sleep(5)

    with pytest.raises(OfficeEndedError):
        in_main_thread(second, die_and_wait)
    second.close()


def test_what_is_opened_while_the_screen_stands_still(calc: xlwings.App, tmp_path: Path) -> None:
    """It has no window meanwhile, its panes stay frozen, and more can be frozen afterwards."""
    copy = tmp_path / "表.xlsx"
    copy.write_bytes(SAMPLE.read_bytes())
    calc.books.add()
    with quiet(calc):
        book = calc.books.open(copy)
    window = calc.impl.active_model().CurrentController
    assert (window.hasFrozenPanes(), window.SplitRow) == (True, 4)
    book.sheets.add(after=book.sheets[0]).activate()
    calc.api.ActiveWindow.SplitRow = 2
    calc.api.ActiveWindow.FreezePanes = True
    assert (window.hasFrozenPanes(), window.SplitRow) == (True, 2)
