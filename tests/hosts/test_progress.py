"""The line that shows how far long work is: on a terminal, after a second, and gone in the end."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import pytest

from perfscore.engine.progress import Stage
from perfscore.hosts.cli import progress as module
from perfscore.hosts.cli.console import display_width
from perfscore.hosts.cli.progress import ProgressBar, progress_line
from perfscore.resources import resource

fcntl, pty, termios = (pytest.importorskip(name, reason="not on Windows") for name in ("fcntl", "pty", "termios"))
SAMPLE = resource("workbook_templates", "target_form_hengyang_sample.xlsx")
AT_ONCE = "from perfscore.hosts.cli import progress; progress._DELAY = progress._PAUSE = 0.001"


class Terminal:
    """A terminal of 60 columns; ``shown`` is what was written to it."""

    def __init__(self, encoding: str = "utf-8") -> None:
        self.end, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
        self.stream: TextIO = os.fdopen(self.slave, "w", encoding=encoding, closefd=False)

    def shown(self) -> str:
        """Return what has been written so far."""
        os.set_blocking(self.end, False)
        pieces = []
        try:
            while piece := os.read(self.end, 65536):
                pieces.append(piece)
        except OSError:  # nothing more
            pass
        return b"".join(pieces).decode(self.stream.encoding, "replace")

    def close(self) -> None:
        """Give the terminal back."""
        os.close(self.slave)
        os.close(self.end)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    found = Terminal()
    yield found
    found.close()


def what_stays(written: str) -> str:
    """Return the line as a terminal shows it after all that was written."""
    columns: list[str] = []
    place = 0
    for character in written:
        if character == "\r":
            place = 0
            continue
        wide = display_width(character, ambiguous=1)
        columns += [" "] * (place + wide - len(columns))
        columns[place : place + wide] = [character] + [""] * (wide - 1)
        place += wide
    return "".join(columns).strip()


def test_long_work_shows_how_far_it_is_and_leaves_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_DELAY", 0.01)
    monkeypatch.setattr(module, "_PAUSE", 0.01)
    shown = ""
    with ProgressBar(terminal.stream) as bar:
        bar(Stage.SCORING, 1200, 2000)
        deadline = time.monotonic() + 10
        while "1200" not in shown and time.monotonic() < deadline:
            time.sleep(0.02)
            shown += terminal.shown()
    assert "\r计分 [####################" in shown
    assert "] 1200/2000行" in shown
    assert "1200/2000行" in what_stays(shown)
    assert what_stays(shown + terminal.shown()) == ""


def test_short_work_shows_nothing(terminal: Terminal) -> None:
    with ProgressBar(terminal.stream) as bar:
        bar(Stage.SCORING, 1, 2)
    assert terminal.shown() == ""


def test_the_line_goes_when_the_work_fails(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_DELAY", 0.001)
    with suppress(KeyboardInterrupt), ProgressBar(terminal.stream):
        time.sleep(0.1)
        raise KeyboardInterrupt
    shown = terminal.shown()
    assert "读取 ..." in shown
    assert what_stays(shown) == ""


@pytest.mark.parametrize("stream", [io.StringIO(), None])
def test_nothing_where_there_is_no_terminal(stream: io.StringIO | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_DELAY", 0.001)
    written = stream or io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    with ProgressBar(stream):
        time.sleep(0.05)
    assert written.getvalue() == ""


def test_nothing_on_a_terminal_that_cannot_go_back(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(module, "_DELAY", 0.001)
    with ProgressBar(terminal.stream):
        time.sleep(0.05)
    assert terminal.shown() == ""


@pytest.mark.parametrize("width", [1, 5, 8, 12, 18, 20, 25, 30, 60, 200])
@pytest.mark.parametrize("is_chinese", [True, False])
def test_the_line_never_reaches_the_last_column(width: int, *, is_chinese: bool) -> None:
    for done in (0, 7, 20_000):
        line = progress_line(Stage.SCORING, done, 20_000, width, is_chinese)
        assert display_width(line) < max(width, 1)


def test_lines() -> None:
    assert progress_line(Stage.SCORING, 1200, 2000, 30, True) == "计分 [######....] 1200/2000行"
    assert progress_line(Stage.SCORING, 1200, 2000, 20, True) == "计分 1200/2000行"
    assert progress_line(Stage.WRITING, 0, 0, 30, True) == "写入 ..."
    assert progress_line(Stage.SCORING, 2000, 2000, 30, False) == "[################] 2000/2000"
    assert progress_line(Stage.SCORING, 1200, 2000, 10, True) == ""


def test_a_console_without_chinese_gets_marks_and_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_DELAY", 0.001)
    found = Terminal("ascii")
    with ProgressBar(found.stream) as bar:
        bar(Stage.SCORING, 5, 10)
        time.sleep(0.1)
    assert "####....." in found.shown()
    found.close()


def run(terminal: Terminal, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line with the terminal as standard error."""
    program = f"{AT_ONCE}; import sys; from perfscore.__main__ import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, *words]
    environment = {**os.environ, "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=terminal.slave, env=environment, check=False)


def test_the_score_command_shows_it(terminal: Terminal, tmp_path: Path) -> None:
    done = run(terminal, "score", str(SAMPLE), "-o", str(tmp_path / "out.xlsx"))
    shown = terminal.shown()
    assert done.returncode == 0
    assert "读取 ..." in shown
    assert what_stays(shown) == ""
    assert "\r" not in done.stdout.decode()


def test_the_score_command_shows_nothing_beside_json(terminal: Terminal, tmp_path: Path) -> None:
    done = run(terminal, "score", str(SAMPLE), "-o", str(tmp_path / "out.xlsx"), "--json")
    assert done.returncode == 0
    assert terminal.shown() == ""


def test_export_and_template_show_it(terminal: Terminal, tmp_path: Path) -> None:
    scored = tmp_path / "out.xlsx"
    run(terminal, "score", str(SAMPLE), "-o", str(scored))
    terminal.shown()
    assert run(terminal, "export", str(scored), "-o", str(tmp_path / "o.xlsx")).returncode == 0
    assert "读取 ..." in terminal.shown()
    assert run(terminal, "template", "-o", str(tmp_path / "t.xlsx")).returncode == 0
    shown = terminal.shown()
    assert "写入 ..." in shown
    assert what_stays(shown) == ""
