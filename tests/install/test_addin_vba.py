"""The text of the add-in's VBA, looked at as its compiler would, for every sort of computer."""

from __future__ import annotations

import re

import pytest
from vba_kit import MAC, VERSION, WINDOWS_32, WINDOWS_64, logical_lines, preprocessed, without_comment

from perfscore.hosts.functions import FUNCTION_NAMES
from perfscore.install.xlam.build import vba_modules
from perfscore.install.xlam.vba_project import Module

COMPUTERS = {"Windows 64": WINDOWS_64, "Windows 32": WINDOWS_32, "Mac": MAC}
BLOCKS = {"If": "End If", "For": "Next", "Do": "Loop", "Sub": "End Sub", "Function": "End Function"}
LANGUAGE = frozenset(
    """and as boolean byref byval call case const date dim do each else elseif empty end eof error exit explicit false
    for function get goto if in input integer is line long longptr loop mod new next not nothing object on open option
    optional or preserve print private property ptrsafe public redim resume select set step string sub then to true
    typeof until variant wend while with withevents close declare lib alias""".split()
)
BUILT_IN = frozenset(
    """applescripttask application array ascw chrw clng countlarge cstr dateadd environ err freefile hex instr ismissing
    isobject lbound lcase left len lenb mid msgbox now replace right split strconv string strptr thisworkbook ubound
    vbbinarycompare vbcr vbfromunicode vbinformation vblf vbnullchar vbunicode range iribboncontrol
    workbook""".split()
)
NEVER = (
    "ActiveWorkbook",
    "ActiveSheet",
    "ThisWorkbook.Path",
    "ThisWorkbook.FullName",
    "CurDir",
    "CreateObject",
    "GetObject",
    "GetSetting",
    "PYTHONPATH",
    "Evaluate",
    "Workbooks(",
)
"""What would let a workbook, its folder or another program have a say in what is started."""


def made(computer: str) -> list[Module]:
    """Return the modules as that sort of computer compiles them."""
    constants = COMPUTERS[computer]
    return [Module(one.name, preprocessed(one.source, constants), one.is_document) for one in vba_modules(VERSION)]


@pytest.mark.parametrize("module", vba_modules(VERSION), ids=lambda module: module.name)
def test_lines_are_such_as_vba_takes(module: Module) -> None:
    assert module.source.isascii()
    assert module.source.startswith("Option Explicit\n")
    is_called_from_outside = module.is_document or module.name in {"PerfFunctions", "PerfRibbon"}
    assert ("Option Private Module" in module.source) != is_called_from_outside
    assert max(map(len, module.source.splitlines())) <= 120
    assert "\t" not in module.source
    for run in re.findall(r"(?:^.* _\n)+", module.source, re.MULTILINE):
        assert run.count("\n") <= 24
    assert max(map(len, logical_lines(module.source))) <= 1023


@pytest.mark.parametrize("computer", COMPUTERS)
def test_every_block_is_closed(computer: str) -> None:
    for module in made(computer):
        open_blocks: list[str] = []
        for line in logical_lines(module.source):
            opened = _opened(line)
            if opened:
                open_blocks.append(opened)
            for name, end in BLOCKS.items():
                if re.match(rf"{end}\b", line):
                    assert open_blocks.pop() == name, (module.name, line)
        assert open_blocks == [], module.name


def _opened(line: str) -> str:
    line = re.sub(r"^(Public|Private) ", "", line)
    first = line.partition(" ")[0]
    if first == "If":
        return "If" if re.search(r"\bThen$", line) else ""
    return first if first in BLOCKS else ""


@pytest.mark.parametrize("computer", COMPUTERS)
def test_every_name_is_declared(computer: str) -> None:
    modules = made(computer)
    public = {name.lower() for one in modules for name in _declared_in(one.source, public=True)}
    public |= {one.name.lower() for one in modules}
    for module in modules:
        own = {name.lower() for name in _declared_in(module.source, public=False)}
        for procedure in _procedures(module.source):
            local = {name.lower() for name in _locals_of(procedure)}
            unknown = _names_in(procedure) - LANGUAGE - BUILT_IN - public - own - local
            assert unknown == set(), (module.name, procedure[0])


def _declared_in(source: str, *, public: bool) -> set[str]:
    """Return what a module declares outside its procedures, and its procedures."""
    who = "Public" if public else "(?:Public|Private)"
    found = set(re.findall(rf"(?m)^ *{who} (?:Const |WithEvents |Declare PtrSafe )?(?:Sub |Function )?(\w+)", source))
    return found | set(re.findall(r"(?m)^ *Private Declare PtrSafe Function (\w+)", source)) - {"Declare", "Const"}


def _procedures(source: str) -> list[list[str]]:
    procedures: list[list[str]] = []
    inside = False
    for line in logical_lines(source):
        if re.match(r"(?:Public |Private )?(?:Sub|Function) ", line):
            procedures.append([])
            inside = True
        if inside:
            procedures[-1].append(line)
        inside = inside and not re.match(r"End (?:Sub|Function)", line)
    return procedures


def _locals_of(procedure: list[str]) -> set[str]:
    found = set(re.findall(r"(?:ByVal|ByRef) (\w+)|\((\w+) As", procedure[0]))
    found |= {(name, "") for line in procedure for name in re.findall(r"^(?:Dim|ReDim Preserve|ReDim) (\w+)", line)}
    found |= {(name, "") for line in procedure for name in re.findall(r"^(\w+):$", line)}
    found |= {(name, "") for name in re.findall(r"[(,] ?(\w+) As", procedure[0])}
    return {name for pair in found for name in pair if name}


def _names_in(procedure: list[str]) -> set[str]:
    """Return the names that a procedure uses, without members (x.Name), named arguments (Name:=) and texts."""
    code = "\n".join(re.sub(r'"[^"]*"', '""', line) for line in procedure)
    code = re.sub(r"&H\w+&?|\.\w+|\b\w+:=|\b\d+\b", " ", code)
    return {name.lower() for name in re.findall(r"[A-Za-z]\w*", code)}


@pytest.mark.parametrize("computer", COMPUTERS)
def test_only_these_entry_points_are_declared(computer: str) -> None:
    source = "\n".join(one.source for one in made(computer))
    declared = re.findall(r'Declare PtrSafe Function (\w+) Lib "([^"]+)"', source)
    assert "Declare" not in re.sub(r"Declare PtrSafe Function", "", source)
    if computer == "Mac":
        assert declared == []
    else:
        bits = computer.partition(" ")[2]
        dll = ("XLPyDLLActivateAuto", f"xlwings{bits}-{VERSION}.dll")
        kernel = ("LoadLibraryExW", "GetEnvironmentVariableW", "GetShortPathNameW")
        assert sorted(declared) == sorted([dll, ("MessageBoxW", "user32"), *((name, "kernel32") for name in kernel)])


@pytest.mark.parametrize("computer", COMPUTERS)
def test_no_workbook_has_a_say_in_what_is_started(computer: str) -> None:
    for module in made(computer):
        code = "\n".join(map(without_comment, module.source.splitlines()))
        assert [name for name in NEVER if name.lower() in code.lower()] == [], module.name


def test_the_command_is_made_of_the_interpreter_and_the_number_of_the_start() -> None:
    """What builds the command uses the settings file and constants of its own."""
    source = next(one.source for one in made("Windows 64") if one.name == "PerfBridge")
    procedures = {re.findall(r"(?:Sub|Function) (\w+)", lines[0])[0]: lines for lines in _procedures(source)}
    command = "\n".join(procedures["ServerCommand"])
    assert command == "\n".join(
        [
            "Public Function ServerCommand(ByVal interpreter As String, ByVal start As Long) As String",
            'ServerCommand = """" & interpreter & """ -I -m " & SERVER_MODULE & " $(CLSID) " & start',
            "End Function",
        ]
    )
    assigned = [line for lines in procedures.values() for line in lines if line.startswith("mCommand =")]
    assert assigned == ["mCommand = ServerCommand(interpreter, mStarts + 1)", 'mCommand = ""']
    names = {name for lines in (procedures["Prepare"], procedures["Connect"]) for name in _names_in(lines)}
    assert not names & {"application", "thisworkbook", "worksheets", "workbook"}


def test_functions_show_no_dialog() -> None:
    source = next(one.source for one in made("Windows 64") if one.name == "PerfBridge")
    callers = [lines[0] for lines in _procedures(source) if any(re.search(r"\bTell\b", line) for line in lines[1:])]
    assert callers == ["Public Sub RunCommand(ByVal name As String)"]
    boxes = [lines[0] for lines in _procedures(source) if any("MessageBoxW" in line for line in lines)]
    assert boxes == ["Private Sub Tell(ByVal said As String)"]


def test_no_cell_can_make_the_add_in_open_a_path() -> None:
    """Excel calls public functions of an add-in from cells of any workbook: none opens what its caller names."""
    reaching = re.compile(r"\b(?:Open|LoadLibraryExW|GetShortPathNameW|XLPyDLLActivateAuto|AppleScriptTask)\b")
    for computer in COMPUTERS:
        procedures = [lines for one in made(computer) for lines in _procedures(one.source)]
        heads = [lines[0] for lines in procedures if any(map(reaching.search, lines))]
        assert heads
        assert [head for head in heads if head.startswith("Public Function")] == []
        calls = [one for lines in procedures for line in lines[1:] for one in re.findall(r"\bReadText\(.*", line)]
        assert calls == ["ReadText(SettingsPath())"]
        narrowed = {one for lines in procedures for line in lines[1:] for one in re.findall(r"\bNarrowPath\(.*", line)}
        assert narrowed == {"NarrowPath(path) For Input As #handle", 'NarrowPath(PathIn(OwnSettings(), "interpreter"))'}


@pytest.mark.parametrize("computer", COMPUTERS)
def test_only_the_functions_of_the_table_stand_in_the_function_wizard(computer: str) -> None:
    offered = {
        name
        for one in made(computer)
        if not one.is_document and "Option Private Module" not in one.source
        for name in re.findall(r"(?m)^Public Function (\w+)", one.source)
    }
    assert offered == set(FUNCTION_NAMES)
