r"""The batch files of the kit as data: a name and lines in, bytes that every code page of Chinese Windows reads out.

Rules that all of them keep, because a person's folder may be called ``D:\资料 (新) & 备份!``: paths stand in quotes and
are never printed; no path is handed to ``call``, which would read it twice; delayed expansion is off, except where a
value with any character has to be handed on. Lines of work are ASCII; only lines that ``echo`` hold Chinese.
"""

from __future__ import annotations

from collections.abc import Sequence

INSTALL, REMOVE, SCORE, DOCTOR = "安装.bat", "卸载.bat", "计分.bat", "环境检测.bat"
CODE_PAGE = "gbk"
"""What code page 936 holds, as Python calls it."""

_HEAD = (
    "@echo off",
    "setlocal DisableDelayedExpansion",
    # The current folder may be one with received forms: no program is taken from there.
    'set "NoDefaultCurrentDirectoryInExePath=1"',
    '"%SystemRoot%\\System32\\chcp.com" 936 >nul',
    'set "KIT=%~dp0"',
)
_HOME = 'set "HOMEDIR=%LOCALAPPDATA%\\PerfScore"'
_INSTALLED = (
    'set "PY=%HOMEDIR%\\python\\python.exe"',
    'if not exist "%PY%" set "PY=%HOMEDIR%\\env\\Scripts\\python.exe"',
)
_NEAREST = ('set "PY=%KIT%python\\python.exe"', 'if exist "%PY%" goto found', *_INSTALLED, 'if exist "%PY%" goto found')
_HERE = 77
"""What a Python that fits answers: a program that is missing may leave any other code, 0 too."""
_NO_PROGRAM = ("echo 还没有安装绩效计分。请先双击“安装.bat”，再试一次。", "pause", "exit /b 1")


def _finding_python(versions: Sequence[str]) -> list[str]:
    """Write the lines that look for a Python of one of the versions: the launcher's, the usual folders, the path."""
    known = ",".join(f"({version.replace('.', ',')})" for version in versions)
    answer = f"import sys; sys.exit({_HERE} if sys.version_info[:2] in [{known}] else 1)"
    lines = []
    for version in versions:
        short = version.replace(".", "")
        lines.append('set "OPT="')  # the launcher's choice of a version is no word for python.exe itself
        for place in (f"%LOCALAPPDATA%\\Programs\\Python\\Python{short}", f"%ProgramFiles%\\Python{short}"):
            lines += [f'set "PY={place}\\python.exe"', 'if exist "%PY%" goto found']
        lines += [
            f'set "OPT=-{version}"',
            f'py -{version} -I -c "{answer}" >nul 2>nul',
            f"if %ERRORLEVEL%=={_HERE} goto launcher",
        ]
    return [
        *lines,
        'set "OPT="',
        'set "PY=python"',
        f'python -I -c "{answer}" >nul 2>nul',
        f"if %ERRORLEVEL%=={_HERE} goto found",
    ]


def _install(versions: Sequence[str]) -> list[str]:
    named = "、".join(versions)
    return [
        *_HEAD,
        'set "OPT="',
        'set "PY=%KIT%python\\python.exe"',
        'if exist "%PY%" goto found',
        *_finding_python(versions),
        f"echo 没有找到Python。这个安装包要用64位的Python {named}。",
        "echo 请让技术人员安装（不需要管理员），或者换用自带Python的安装包。",
        "pause",
        "exit /b 4",
        ":launcher",
        'set "PY=py"',
        ":found",
        '"%PY%" %OPT% -I -X utf8 "%KIT%tools\\kit.py" install',
        'set "RESULT=%ERRORLEVEL%"',
        "if not %RESULT%==0 goto failed",
        "echo.",
        "echo 安装完成。请打开Excel，选“绩效计分”选项卡；没有Excel的，把绩效表拖到“计分.bat”上。",
        "pause",
        "exit /b 0",
        ":failed",
        "echo.",
        "echo 没有装好，原因见上。",
        "pause",
        "exit /b %RESULT%",
    ]


def _remove() -> list[str]:
    return [
        *_HEAD,
        _HOME,
        *_INSTALLED,
        'if not exist "%HOMEDIR%\\perfscore-kit.txt" goto absent',
        'if not exist "%PY%" goto folder',
        '"%PY%" -I -X utf8 -m perfscore addin remove',
        "if errorlevel 1 goto open",
        ":folder",
        'rmdir /s /q "%HOMEDIR%"',
        'if exist "%HOMEDIR%" goto open',
        "echo 已卸载。绩效表和计分结果没有改动。",
        "pause",
        "exit /b 0",
        ":open",
        "echo 没有卸载完。请关闭所有Excel窗口和“计分”窗口，再运行一次。",
        "pause",
        "exit /b 3",
        ":absent",
        "echo 没有用这个安装包安装过，没有什么要卸载的。",
        "pause",
        "exit /b 0",
    ]


def _score() -> list[str]:
    """A file that is dropped stands in the command line of cmd.exe, unquoted where its name has no blank but perhaps an
    ``&``; there it is read by Python. ``exit`` ends that cmd.exe before it takes what follows the ``&`` for a command.
    """  # noqa: D205
    return [
        *_HEAD,
        _HOME,
        *_NEAREST,
        *_NO_PROGRAM,
        ":found",
        "set PERFSCORE_WORDS=%*",
        "setlocal EnableDelayedExpansion",
        'set "PERFSCORE_LINE=!CMDCMDLINE!"',
        '"!PY!" -I -X utf8 -m perfscore.install.dropped',
        'set "RESULT=!ERRORLEVEL!"',
        'if "!PERFSCORE_LINE:/c=!"=="!PERFSCORE_LINE!" exit /b !RESULT!',
        "exit !RESULT!",
    ]


def _doctor() -> list[str]:
    return [
        *_HEAD,
        _HOME,
        *_INSTALLED,
        'if exist "%PY%" goto found',
        'set "PY=%KIT%python\\python.exe"',
        'if exist "%PY%" goto found',
        *_NO_PROGRAM,
        ":found",
        '"%PY%" -I -X utf8 -m perfscore doctor',
        'set "RESULT=%ERRORLEVEL%"',
        "pause",
        "exit /b %RESULT%",
    ]


def scripts(versions: Sequence[str]) -> dict[str, bytes]:
    """Return the batch files by name.

    Args:
        versions: of Python that the wheels fit, as ("3.11",).
    """
    lines = {INSTALL: _install(versions), REMOVE: _remove(), SCORE: _score(), DOCTOR: _doctor()}
    return {name: "".join(f"{line}\r\n" for line in found).encode(CODE_PAGE) for name, found in lines.items()}
