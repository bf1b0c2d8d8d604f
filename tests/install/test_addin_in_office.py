"""The add-in's VBA, run by LibreOffice: it loads, reads the settings, starts one Python and no other, gives up once.

LibreOffice's Basic runs VBA but has no Windows: entry points are stood in for by Basic functions that note their calls
(``vba_kit``); the rest is the source that is shipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from vba_kit import VERSION, WINDOWS_32, WINDOWS_64, LoadedAddin, addin_file, modules, server_object

from perfscore.hosts import excel_udf
from perfscore.hosts.libreoffice.office import Office
from perfscore.install.config import AddinConfig, format_config
from perfscore.install.xlam.build import addin_bytes, vba_modules
from perfscore.install.xlam.wrappers import help_rows

COMMAND = '"C:\\Python 3\\pythonw.exe" -I -m perfscore.hosts.excel_server $(CLSID) 1'
AGAIN = COMMAND[:-1] + "2"
CONFIG = AddinConfig(
    perfscore="0.1.0",
    xlwings=VERSION,
    interpreter=r"C:\Python 3\pythonw.exe",
    dll64=rf"C:\Python 3\xlwings64-{VERSION}.dll",
    dll32=rf"C:\Python 3\xlwings32-{VERSION}.dll",
)
LOADED = rf"load 2304 C:\Python 3\xlwings64-{VERSION}.dll"
Load = Callable[[dict[str, bool]], LoadedAddin]


@pytest.fixture
def load(office: Office, tmp_path: Path) -> Iterator[Load]:
    """Load the add-in as a computer of that sort compiles it, with Windows stood in for."""
    opened: list[LoadedAddin] = []

    def load_it(constants: dict[str, bool]) -> LoadedAddin:
        path = addin_file(tmp_path / "faked.xlam", modules(constants, are_entry_points_faked=True))
        opened.append(LoadedAddin(office, path))
        opened[-1].libraries()
        return opened[-1]

    yield load_it
    for addin in opened:
        addin.close()


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """The user's settings on disk."""
    path = tmp_path / "excel.conf"
    path.write_bytes(format_config(CONFIG))
    return path


class Python:
    """What is behind the bridge: answers, and dies after so many calls."""

    def __init__(self, office: Office, lives: int = 1000) -> None:
        self.lives = lives
        self.module = office.service(
            "com.sun.star.util.PathSubstitution"
        )  # any object; one of Python's own crashes pyuno
        self.calls: list[tuple[Any, ...]] = []
        methods: dict[str, Callable[..., Any]] = {
            "CallUDF": self._udf,
            "Module": self._module,
            "Call": self._call,
            "Tuple": self._tuple,
        }
        methods["Str"] = str
        self.server = server_object({name: self._mortal(method) for name, method in methods.items()})

    def _mortal(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def answer(*given: Any) -> Any:
            self.lives -= 1
            if self.lives < 0:
                raise RuntimeError("the server is gone")
            return method(*given)

        return answer

    def _udf(self, module: str, name: str, given: tuple[Any, ...]) -> Any:
        self.calls.append((module, name, given))
        if name == "PERF_FAILS":
            raise ValueError("no such function")
        return f"{name} answered"

    def _module(self, _name: str) -> Any:
        return self.module

    def _tuple(self, name: str, _application: object) -> str:
        return name

    def _call(self, _module: object, method: str, name: str) -> str:
        self.calls.append((method, name))
        return f"{name} done"


def play(addin: LoadedAddin, python: Python, settings: Path, *steps: str, failures: int = 0, loads: bool = True) -> Any:
    """Press buttons and ask functions; return what each function answered, and what was noted."""
    *answers, log = addin.run("FakeWindows.Play", python.server, failures, str(settings), loads, steps)
    return answers, log.splitlines()


def test_libreoffice_reads_exactly_our_modules(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "perfscore.xlam"
    path.write_bytes(addin_bytes(VERSION))
    addin = LoadedAddin(office, path)
    found = addin.libraries()
    sources = {name: addin.source(name) for name in found["PerfScore"]}
    sheets = addin.document.Sheets.ElementNames
    addin.close()
    assert not any(names for library, names in found.items() if library != "PerfScore")
    assert sheets == ("functions", "texts")
    assert {name: source.strip() for name, source in sources.items()} == {
        one.name: one.source.strip() for one in vba_modules(VERSION)
    }


def test_one_python_serves_functions_and_commands(office: Office, load: Load, settings: Path) -> None:
    python = Python(office)
    answers, log = play(load(WINDOWS_64), python, settings, "PERF_A", "PERF_B", "!about", "PERF_A")
    assert answers == ["PERF_A answered", "PERF_B answered", None, "PERF_A answered"]
    assert log == [LOADED, f"activate 1 {COMMAND}", "box 绩效计分: about done"]
    assert python.calls[0] == ("perfscore.hosts.excel_udf", "PERF_A", ("given",))
    assert ("press", "about") in python.calls


def test_a_32_bit_excel_loads_the_32_bit_dll(office: Office, load: Load, settings: Path) -> None:
    _, log = play(load(WINDOWS_32), Python(office), settings, "PERF_A")
    assert log[0] == LOADED.replace("64", "32")


def test_a_dead_server_is_started_once_and_then_cells_rest(office: Office, load: Load, settings: Path) -> None:
    addin, dead = load(WINDOWS_64), Python(office, lives=0)
    answers, log = play(addin, dead, settings, *["PERF_A"] * 5)
    assert len(set(answers)) == 1
    assert "环境检测" in answers[0]
    assert "Ctrl+Alt+F9" in answers[0]
    assert log == [LOADED, *[f"activate {mode} {command}" for command in (COMMAND, AGAIN) for mode in (1, -1)]]


def test_a_server_that_died_between_is_replaced(office: Office, load: Load, settings: Path) -> None:
    addin, mortal = load(WINDOWS_64), Python(office, lives=1)
    answers, log = play(addin, mortal, settings, "PERF_A")
    assert answers == ["PERF_A answered"]
    answers, log = play(addin, Python(office), settings, "PERF_B", "PERF_A")
    assert answers == ["PERF_B answered", "PERF_A answered"]
    assert log[2:] == [f"activate -1 {COMMAND}", f"activate 1 {AGAIN}"]


def test_a_python_that_does_not_start_is_not_tried_for_every_cell(office: Office, load: Load, settings: Path) -> None:
    answers, log = play(load(WINDOWS_64), Python(office), settings, *["PERF_A"] * 50, "!about", "PERF_A", failures=1)
    assert len(set(answers[:50])) == 1
    assert log[:3] == [LOADED, f"activate 1 {COMMAND}", f"activate -1 {COMMAND}"]
    # A press is wanted: it tries again at once, and then the cells do too.
    assert log[3:] == [f"activate 1 {AGAIN}", "box 绩效计分: about done"]
    assert answers[-1] == "PERF_A answered"


def test_a_cell_that_fails_does_not_end_what_serves_the_others(office: Office, load: Load, settings: Path) -> None:
    answers, log = play(load(WINDOWS_64), Python(office), settings, "PERF_FAILS", "PERF_A", "PERF_FAILS", "PERF_B")
    assert answers[1::2] == ["PERF_A answered", "PERF_B answered"]
    assert answers[0] == answers[2]
    assert "计算时出错" in answers[0]
    assert log == [LOADED, f"activate 1 {COMMAND}"]


def test_a_command_starts_a_dead_server_once(office: Office, load: Load, settings: Path) -> None:
    _, log = play(load(WINDOWS_64), Python(office, lives=0), settings, "!about")
    starts = [line for line in log if line.startswith(("activate", "box"))]
    assert starts[:-1] == [f"activate {mode} {command}" for command in (COMMAND, AGAIN) for mode in (1, -1)]
    assert "Python没有启动" in starts[-1]


def test_help_is_handed_to_excel_once_and_failing_is_silent(load: Load) -> None:
    addin = load(WINDOWS_64)
    told = "".join(f"'faked.xlam'!{'|'.join(row)}\n" for row in help_rows())
    assert addin.run("FakeWindows.Described", True) == told.partition("\n")[0] + "\n"
    assert addin.run("FakeWindows.Described", False) == told
    assert addin.run("FakeWindows.Described", False) == ""


def test_a_command_that_is_cut_off_says_so_and_is_not_repeated(office: Office, load: Load, settings: Path) -> None:
    python = Python(office, lives=3)
    _, log = play(load(WINDOWS_64), python, settings, "!score_sheet")
    assert log[:2] == [LOADED, f"activate 1 {COMMAND}"]
    assert log[2] == f"activate -1 {COMMAND}"
    assert "中断" in log[3]
    assert [line for line in log if line.startswith(("activate", "box"))] == log[1:4]
    assert python.calls == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("xlwings=0.30.0", "版本不一致"),
        ("format=2", "没有找到插件的配置文件"),
        ("interpreter=pythonw.exe", "没有可以使用的Python位置"),
        ("interpreter=C:\\a%0022 -c %0022x.exe", "没有可以使用的Python位置"),
        ("interpreter=C:\\%0024(Environment:PATH)\\x.exe", "没有可以使用的Python位置"),
        (f"dll64=C:\\Downloads\\other-{VERSION}.dll", "没有找到或不能装入"),
        (f"dll64=xlwings64-{VERSION}.dll", "没有找到或不能装入"),
    ],
)
def test_settings_that_could_do_harm_start_nothing(
    office: Office, load: Load, settings: Path, line: str, words: str
) -> None:
    key = line.partition("=")[0]
    kept = [one for one in settings.read_text("ascii").splitlines() if not one.startswith(f"{key}=")]
    settings.write_bytes("\r\n".join([*kept, line, ""]).encode("ascii"))
    answers, log = play(load(WINDOWS_64), Python(office), settings, "PERF_A", "!about")
    assert "环境检测" in answers[0]
    assert not any("activate" in one for one in log)
    assert words in log[-1]


def test_without_settings_or_dll_nothing_is_called(office: Office, load: Load, settings: Path, tmp_path: Path) -> None:
    addin = load(WINDOWS_64)
    _, log = play(addin, Python(office), settings, "!about", loads=False)
    assert log[0] == LOADED
    assert "杀毒软件" in log[1]
    _, log = play(addin, Python(office), tmp_path / "none.conf", "!about")
    assert "没有找到插件的配置文件" in log[-1]
    assert not any("activate" in one for one in log)


def test_a_received_form_has_no_say(office: Office, load: Load, settings: Path, tmp_path: Path) -> None:
    book = Workbook()
    for name in ("perfscore.conf", "_perfscore.conf", "xlwings.conf"):
        sheet = book.create_sheet(name)
        for key in ("interpreter", "INTERPRETER_WIN", "dll64", "PYTHONPATH"):
            sheet.append([key, r"C:\evil\pythonw.exe"])
    evil = settings.read_bytes().replace(b"Python 3", b"evil")
    folder = tmp_path / "received"
    (folder / ".perfscore").mkdir(parents=True)
    for name in ("perfscore.conf", "xlwings.conf", "excel.conf", ".perfscore/excel.conf"):
        (folder / name).write_bytes(evil)
    book.save(folder / "form.xlsx")
    addin = load(WINDOWS_64)
    form = office.service("com.sun.star.frame.Desktop").loadComponentFromURL(
        (folder / "form.xlsx").as_uri(), "_blank", 0, ()
    )
    _, log = play(addin, Python(office), settings, "PERF_A", "!about")
    form.close(True)
    assert log == [LOADED, f"activate 1 {COMMAND}", "box 绩效计分: about done"]


def test_a_wrapper_carries_its_arguments_to_python(load: Load, settings: Path) -> None:
    def udf(_module: str, name: str, given: tuple[Any, ...]) -> Any:
        return getattr(excel_udf, name)(*given[:2])

    rule = "完成得10分，未完成得0分"
    said = load(WINDOWS_64).run("FakeWindows.Wrapped", server_object({"CallUDF": udf}), str(settings), rule, "已完成")
    assert said == getattr(excel_udf, "PERF_EXPLAIN_TEXT")(rule, "已完成")  # noqa: B009 - made from the table
    assert "10分" in said


def test_vba_reads_every_setting_as_python_does(load: Load) -> None:
    addin = load(WINDOWS_64)
    for name in ("张三 100%", "𠮷", "a'b", "=%0041", "Ａ；，", "ñ—ü"):
        config = AddinConfig("0.1.0", VERSION, rf"C:\{name}\pythonw.exe", rf"\\server\{name}.dll", "")
        text = format_config(config).decode("ascii")
        assert addin.run("PerfSettings.PathIn", text, "interpreter") == config.interpreter
        assert addin.run("PerfSettings.PathIn", text, "dll64") == config.dll64
        assert addin.run("PerfSettings.SettingIn", text, "xlwings") == VERSION
        assert addin.run("PerfSettings.SettingIn", text + f"xlwings={VERSION}\r\n", "xlwings") == ""
        assert addin.run("PerfSettings.PathIn", text, "dll32") == ""
