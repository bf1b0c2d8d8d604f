"""Saving is one step: at every moment the old or the new file stands there whole, and refusals say why."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from perfscore.grid.plan import CellWrite, SheetPlan, WorkbookPlan
from perfscore.workbook import back_up, read_workbook, write_workbook
from perfscore.workbook.faults import WorkbookFault
from perfscore.workbook.saving import save_atomically
from workbook_kit import save, sheet, simple_book, simple_parts

PLAN = WorkbookPlan([SheetPlan("目标表", cells=[CellWrite(1, 2, "得分")])])
ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'
posix = pytest.mark.skipif(os.name != "posix", reason="file modes and signals of POSIX systems")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return simple_book(tmp_path / "目标表.xlsx", ROWS)


@pytest.mark.parametrize(
    ("lock", "program"), [("~$目标表.xlsx", "Excel"), (".~lock.目标表.xlsx#", "LibreOffice"), (".~目标表.xlsx", "WPS")]
)
def test_open_elsewhere(source: Path, lock: str, program: str) -> None:
    before = source.read_bytes()
    source.with_name(lock).touch()
    (found,) = write_workbook(source, source, PLAN)
    assert found.code == "F201"
    assert program in found.message
    assert lock in found.message
    assert source.read_bytes() == before


@posix
def test_the_mode_stays_and_links_are_followed(source: Path) -> None:
    source.chmod(0o640)
    link = source.with_name("link.xlsx")
    link.symlink_to(source)
    assert write_workbook(link, link, PLAN) == ()
    assert link.is_symlink()
    assert stat.S_IMODE(source.stat().st_mode) == 0o640
    book, _ = read_workbook(source)
    assert book is not None
    assert book.sheets[0].cell(1, 2).value == "得分"


@posix
def test_a_new_file_gets_the_usual_mode(source: Path) -> None:
    target = source.with_name("new.xlsx")
    assert write_workbook(source, target, PLAN) == ()
    usual = source.with_name("usual")
    usual.touch()
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_read_only_files_and_missing_folders(source: Path) -> None:
    before = source.read_bytes()
    source.chmod(0o444)
    assert write_workbook(source, source, PLAN)[0].code == "F202"
    source.chmod(0o644)
    assert source.read_bytes() == before
    (found,) = write_workbook(source, source.parent / "没有" / "out.xlsx", PLAN)
    assert (found.code, "没有" in found.message) == ("F205", True)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_read_only_folder(source: Path) -> None:
    source.parent.chmod(0o555)
    found = write_workbook(source, source, PLAN)
    source.parent.chmod(0o755)
    assert found[0].code == "F203"


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "F204"), (errno.EIO, "F206"), (errno.EROFS, "F202")])
def test_failures_of_the_disk(source: Path, number: int, code: str) -> None:
    before = source.read_bytes()

    def fail(_file: object) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.raises(WorkbookFault) as caught:
        save_atomically(source, fail)
    assert caught.value.diagnostic.code == code
    assert source.read_bytes() == before
    assert [path.name for path in source.parent.iterdir()] == [source.name]


@posix
def test_a_disk_that_takes_no_more(tmp_path: Path) -> None:
    """A real limit on the size of files: the write fails half-way, the original stays and no leftovers remain."""
    parts = simple_parts({"目标表": sheet(ROWS)}) | {"xl/media/a.bin": os.urandom(200_000)}
    source = save(tmp_path / "f.xlsx", parts)
    before = source.read_bytes()
    program = (
        "import resource, signal, sys\nfrom perfscore.workbook import write_workbook\n"
        "from perfscore.grid.plan import *\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "plan = WorkbookPlan([SheetPlan('目标表', cells=[CellWrite(1, 2, '得分')])])\n"
        "print(write_workbook(sys.argv[1], sys.argv[1], plan)[0].code)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(source)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "F206"
    assert source.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["f.xlsx"]


@posix
def test_killed_at_any_moment_the_workbook_opens(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 2000))
    source = simple_book(tmp_path / "f.xlsx", rows)
    program = (
        "import sys\nfrom perfscore.workbook import write_workbook\nfrom perfscore.grid.plan import *\n"
        "print('ready', flush=True)\n"
        "for number in range(10_000):\n"
        "    cells = [CellWrite(row, 2, f'{number}') for row in range(1, 2000)]\n"
        "    assert not write_workbook(sys.argv[1], sys.argv[1], WorkbookPlan([SheetPlan('目标表', cells=cells)]))\n"
    )
    for pause in (0.05, 0.11, 0.17, 0.23, 0.31):
        child = subprocess.Popen([sys.executable, "-c", program, str(source)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(pause)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        book, diagnostics = read_workbook(source)
        assert diagnostics == ()
        assert book is not None
        form = book.sheets[0]
        assert len({form.cell(row, 2).value for row in range(1, 2000)}) == 1


def test_back_up(source: Path) -> None:
    before = source.read_bytes()
    copy, diagnostics = back_up(source)
    assert diagnostics == ()
    assert copy == source.with_name("目标表.xlsx.bak")
    assert write_workbook(source, source, PLAN) == ()
    assert copy.read_bytes() == before
    assert source.read_bytes() != before
    assert back_up(source)[0] == copy
    assert copy.read_bytes() == source.read_bytes()
    gone, said = back_up(source.with_name("没有.xlsx"))
    assert (gone, said[0].code) == (None, "F101")
