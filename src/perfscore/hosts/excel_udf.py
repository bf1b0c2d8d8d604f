"""The cell functions as functions of xlwings, made from the table: ``PERF_SCORE(range, actual)`` and the others.

On Windows xlwings registers them for Excel; elsewhere they are plain callables that take ranges of any xlwings engine.
They have no type hints, which xlwings would turn into converters.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import xlwings as xw
from xlwings.conversion import Accessor, Pipeline, accessors

from perfscore.hosts.function_call import OMITTED, Result, call
from perfscore.hosts.functions import FUNCTIONS, Argument, Function, Recalculates, usage
from perfscore.hosts.range_reference import RangeReference
from perfscore.hosts.remembered import rows

CATEGORY = "PerfScore"

__all__ = [function.name for function in FUNCTIONS]


class AsGiven(Accessor):
    """Hands an argument over as a range if it is one, else as a block of values."""

    @classmethod
    def reader(cls, options: dict[str, Any]) -> Any:
        """Return the stages that read an argument."""
        plain = accessors[None].reader({**options, "convert": None, "ndim": 2, "err_to_str": True})

        def stage(context: Any) -> None:
            if context.range is None:
                plain(context)
            else:
                context.value = context.range

        stages: list[Any] = Pipeline()
        stages.append(stage)
        return stages


class AsShown(Accessor):
    """Hands an answer over as the COM server of xlwings takes it: a block, which it makes a value again if it is one.

    It asks for the length of what it gets, so a number alone would fail; and a text alone must not reach Excel as an
    array, in which 255 characters are the most.
    """

    @classmethod
    def writer(cls, options: dict[str, Any]) -> Any:
        """Return the stages that write an answer."""
        del options

        def stage(context: Any) -> None:
            if not isinstance(context.value, list):
                context.value = [[context.value]]

        stages: list[Any] = Pipeline()
        stages.append(stage)
        return stages


def _made(function: Function) -> Callable[..., Result]:
    def answer(*given: object) -> Result:
        return call(function, [_reference(one) for one in given], rows())

    answer.__name__ = answer.__qualname__ = function.name
    answer.__doc__ = f"{usage(function)}：{function.help}"
    answer.__annotations__ = {}
    answer.__signature__ = inspect.Signature(list(map(_parameter, function.arguments)))  # type: ignore[attr-defined]
    made = xw.ret(AsShown)(answer)
    for argument in function.arguments:
        made = xw.arg(argument.name, AsGiven, doc=argument.help)(made)
    # Last, as the outermost decorator: the others set category and volatile back.
    is_volatile = function.recalculates is Recalculates.SHORT_FORM
    return xw.func(category=CATEGORY, volatile=is_volatile)(made)


def _parameter(argument: Argument) -> inspect.Parameter:
    default = OMITTED if argument.is_optional else inspect.Parameter.empty
    return inspect.Parameter(argument.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default)


def _reference(given: object) -> object:
    return RangeReference(given) if isinstance(given, xw.Range) else given


globals().update({function.name: _made(function) for function in FUNCTIONS})
