"""The table of cell functions in, what the add-in carries of it out: VBA wrappers, and the help in its cells."""

from __future__ import annotations

from perfscore.hosts.functions import FUNCTIONS, Function, Recalculates, usage

CATEGORY = "绩效计分"
MODULE = "PerfFunctions"
_LONGEST_HELP = 255
"""Characters that Excel's function wizard takes."""
_HEAD = """Option Explicit

' The functions of cells, made from the table in perfscore.hosts.functions: do not edit.
' Volatile is only the short form, which names one cell and reads its whole row.
"""


def wrapper_source() -> str:
    """Return the VBA module that holds a wrapper for each function."""
    return "\n".join([_HEAD, *map(_wrapper, FUNCTIONS)])


def _wrapper(function: Function) -> str:
    names = ", ".join(one.name for one in function.arguments)
    given = ", ".join(
        f"Optional ByVal {one.name} As Variant" if one.is_optional else f"ByVal {one.name} As Variant"
        for one in function.arguments
    )
    call = f'PerfBridge.CallFunction("{function.name}", Array({names}))'
    head = f"Public Function {function.name}({given}) As Variant"
    if len(function.arguments) > 2:  # noqa: PLR2004 - one argument on each line, for reading
        head = head.replace("(", "( _\n        ", 1).replace(", ", ", _\n        ")
        call = call.replace("(", "( _\n        ", 1)
    lines = [head]
    if function.recalculates is Recalculates.SHORT_FORM:
        lines.append(f"    Application.Volatile PerfBridge.IsOneCell({function.arguments[0].name})")
    lines += [f"    {function.name} = {call}", "End Function", ""]
    return "\n".join(lines)


def help_rows() -> list[list[str]]:
    """Return the rows of the sheet "functions": name, category, help, then the help of each argument."""
    return [
        [
            function.name,
            CATEGORY,
            f"{usage(function)}：{function.help}"[:_LONGEST_HELP],
            *(f"{one.title}：{one.help}"[:_LONGEST_HELP] for one in function.arguments),
        ]
        for function in FUNCTIONS
    ]
