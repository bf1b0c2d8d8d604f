"""VBA for tests: conditional compilation resolved, entry points of Windows stood in for, run by LibreOffice's Basic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from perfscore.hosts.libreoffice.office import Office, import_uno
from perfscore.install.xlam.build import SHEETS, code_name, vba_modules
from perfscore.install.xlam.package import package_bytes
from perfscore.install.xlam.vba_project import Module, vba_project
from perfscore.install.xlam.wrappers import help_rows
from perfscore.resources import resource

VERSION = "0.37.8"
WINDOWS_64 = {"Mac": False, "Win64": True}
WINDOWS_32 = {"Mac": False, "Win64": False}
MAC = {"Mac": True, "Win64": False}
_FILTER = "Calc MS Excel 2007 VBA XML"
_ALWAYS_RUN = 4
_DECLARE = re.compile(r"^ *(?:Private |Public )?Declare PtrSafe (?:[^\n]* _\n)*[^\n]*\n", re.MULTILINE)

_HOME = re.compile(r"SettingsPath = HomeFolder\(\)\n.*")
_FAKE_HOME = "SettingsPath = FakeWindows.mSettings"

FAKE_WINDOWS = """Option Explicit

Public mServerObject As Object
Public mFailures As Long
Public mLog As String
Public mSettings As String
Public mIsLoadable As Boolean

' Plays steps in one go, as Basic forgets between calls: "!name" presses a button, "name" is a function of a cell.
Public Function Play(ByVal server As Object, ByVal failures As Long, ByVal settings As String, _
        ByVal isLoadable As Boolean, ByVal steps As Variant) As Variant
    Dim index As Long
    Dim results() As Variant
    On Error GoTo Failed
    ReDim results(0 To UBound(steps) + 1)
    Set mServerObject = server
    mFailures = failures
    mSettings = settings
    mIsLoadable = isLoadable
    For index = 0 To UBound(steps)
        If Left(steps(index), 1) = "!" Then
            PerfBridge.RunCommand Mid(steps(index), 2)
        Else
            results(index) = PerfBridge.CallFunction(steps(index), Array("given"))
        End If
    Next index
    results(UBound(results)) = mLog
    Play = results
    Exit Function
Failed:
    Play = Array("error " & Err.Number & ": " & Err.Description & " in line " & Erl, mLog)
End Function

Public Function Wrapped(ByVal server As Object, ByVal settings As String, ByVal rule As String, _
        ByVal actual As String) As Variant
    Set mServerObject = server
    mSettings = settings
    mIsLoadable = True
    Wrapped = PerfFunctions.PERF_EXPLAIN_TEXT(rule, actual)
End Function

Public Sub MacroOptions(ByVal macro As String, ByVal category As String, ByVal help As String, _
        ByVal arguments As Variant)
    mLog = mLog & macro & "|" & category & "|" & help & "|" & Join(arguments, "|") & vbLf
    If mIsLoadable Then Err.Raise 1004
End Sub

Public Function Described(ByVal fails As Boolean) As String
    mIsLoadable = fails
    mLog = ""
    PerfHelp.DescribeFunctions
    Described = mLog
End Function

Public Function StrPtr(ByRef text As String) As String
    StrPtr = text
End Function

Public Function LoadLibraryExW(ByVal path As String, ByVal file As Long, ByVal flags As Long) As Long
    mLog = mLog & "load " & flags & " " & path & vbLf
    If mIsLoadable Then LoadLibraryExW = 1
End Function

Public Function GetShortPathNameW(ByVal path As String, ByRef buffer As String, ByVal size As Long) As Long
    GetShortPathNameW = 0
End Function

Public Function MessageBoxW(ByVal hWnd As Long, ByVal said As String, ByVal title As String, ByVal kind As Long) As Long
    mLog = mLog & "box " & title & ": " & said & vbLf
End Function

Public Function XLPyDLLActivateAuto(ByRef answer As Variant, ByVal command As String, ByVal mode As Long) As Long
    mLog = mLog & "activate " & mode & " " & command & vbLf
    If mode <> 1 Then Exit Function
    If mFailures > 0 Then
        mFailures = mFailures - 1
        answer = "Python process exited"
        XLPyDLLActivateAuto = 1
    Else
        Set answer = mServerObject
    End If
End Function
"""
"""Entry points of Windows and of the DLL as Basic functions that note how they are called."""


def preprocessed(source: str, constants: Mapping[str, bool]) -> str:
    """Return VBA with ``#If`` resolved as its compiler does; LibreOffice's Basic runs every branch."""
    lines: list[str] = []
    taken: list[bool] = []
    for line in source.splitlines():
        words = line.split()
        if words[:1] == ["#If"]:
            taken.append(constants[words[1]])
        elif words[:1] == ["#Else"]:
            taken[-1] = not taken[-1]
        elif words[:2] == ["#End", "If"]:
            taken.pop()
        elif all(taken):
            lines.append(line)
    assert not taken, "#If without #End If"
    return "\n".join(lines) + "\n"


def modules(constants: Mapping[str, bool], *, are_entry_points_faked: bool = False) -> list[Module]:
    """Return the modules of the add-in as one sort of computer compiles them."""
    made = [Module(one.name, preprocessed(one.source, constants), one.is_document) for one in vba_modules(VERSION)]
    if not are_entry_points_faked:
        return made
    bare = [Module(one.name, _for_basic(one.source), one.is_document) for one in made]
    return [*bare, Module("FakeWindows", FAKE_WINDOWS)]


def _for_basic(source: str) -> str:
    """Return VBA that needs nothing of Windows: Basic has no LongPtr, no hWnd, and cannot hand its Application on."""
    source = _HOME.sub(_FAKE_HOME, _DECLARE.sub("", source)).replace("As LongPtr", "As Long")
    source = source.replace("Application.hWnd", "0").replace("(name), Application)", "(name), 0)")
    return re.sub(r"(Macro|Category|Description|ArgumentDescriptions):=", "", source).replace(
        "Application.MacroOptions", "FakeWindows.MacroOptions"
    )


def addin_file(path: Path, made: list[Module]) -> Path:
    """Write an add-in of these modules, with the sheets and the ribbon of the real one."""
    texts = resource("addin", "excel", "texts.tsv").read_text(encoding="utf-8").splitlines()
    sheets = {SHEETS[0]: help_rows(), SHEETS[1]: [line.split("\t") for line in texts]}
    assert {code_name(name) for name in sheets} <= {one.name for one in made}
    ribbon = resource("addin", "excel", "customUI14.xml").read_text(encoding="utf-8")
    path.write_bytes(package_bytes(sheets, vba_project(made), ribbon))
    return path


class LoadedAddin:
    """An add-in that LibreOffice has loaded, with macros allowed."""

    def __init__(self, office: Office, path: Path) -> None:
        import_uno()
        self._office = office
        options = {"Hidden": True, "FilterName": _FILTER, "MacroExecutionMode": _ALWAYS_RUN}
        desktop = office.service("com.sun.star.frame.Desktop")
        self.document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, tuple(map(_value, options.items())))

    def libraries(self) -> dict[str, tuple[str, ...]]:
        """Return the names of the modules by library."""
        found = self.document.BasicLibraries
        for name in found.ElementNames:
            found.loadLibrary(name)
        return {name: found.getByName(name).ElementNames for name in found.ElementNames}

    def source(self, name: str) -> str:
        """Return the source of a module as LibreOffice read it, without what it puts before."""
        text: str = self.document.BasicLibraries.getByName("PerfScore").getByName(name)
        return text.partition("Option VBASupport 1\n")[2]

    def run(self, name: str, *arguments: Any) -> Any:
        """Call a procedure, as "PerfHelp.Words", and return what it returns."""
        url = f"vnd.sun.star.script:PerfScore.{name}?language=Basic&location=document"
        return self.document.getScriptProvider().getScript(url).invoke(arguments, (), ())[0]

    def close(self) -> None:
        """Close the document."""
        self.document.close(True)


def _value(option: tuple[str, object]) -> Any:
    made = import_uno().createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = option
    return made


def server_object(answers: Mapping[str, Callable[..., Any]]) -> Any:
    """Return an object whose methods Basic can call, as VBA calls those of a COM object."""
    uno = import_uno()
    import unohelper  # noqa: PLC0415 - comes with uno
    from com.sun.star.script import XInvocation2  # noqa: PLC0415

    class Server(unohelper.Base, XInvocation2):  # type: ignore[misc]
        def getIntrospection(self) -> None:  # noqa: N802 - names of the interface
            return None

        def invoke(self, name: str, given: tuple[Any, ...], _indices: object, _values: object) -> Any:
            return answers[name](*given), (), ()

        def hasMethod(self, name: str) -> bool:  # noqa: N802
            return name in answers

        def hasProperty(self, _name: str) -> bool:  # noqa: N802
            return False

        def getMemberNames(self) -> tuple[str, ...]:  # noqa: N802
            return tuple(answers)

        def getInfo(self) -> tuple[Any, ...]:  # noqa: N802
            return tuple(map(self._info, answers))

        def getInfoForName(self, name: str, _exact: bool) -> Any:  # noqa: N802
            return self._info(name)

        def _info(self, name: str) -> Any:
            info = uno.createUnoStruct("com.sun.star.script.InvocationInfo")
            info.aName = name
            return info

    return Server()


def logical_lines(source: str) -> Iterator[str]:
    """Yield the lines of VBA with continuations joined and comments left out."""
    pending = ""
    for line in source.splitlines():
        code = without_comment(line)
        if code.rstrip().endswith(" _"):
            pending += code.rstrip()[:-1]
            continue
        yield (pending + code).strip()
        pending = ""


def without_comment(line: str) -> str:
    """Return a line without its comment; an apostrophe in a text begins none."""
    return re.match(r"""(?:"[^"]*"|[^"'])*""", line)[0]  # type: ignore[index]
