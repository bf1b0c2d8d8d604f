"""An engine named ``calc`` for xlwings: the same host code runs on Excel by COM and on LibreOffice Calc over UNO.

``attach(office)`` gives an ``xlwings.App``; ``calls`` counts what host code asks of the engine.
"""

from perfscore.hosts.libreoffice.uno_engine.calls import OfficeError, calls
from perfscore.hosts.libreoffice.uno_engine.engine import attach, calc_engine

__all__ = ["OfficeError", "attach", "calc_engine", "calls"]
