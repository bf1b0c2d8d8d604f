"""The program in Excel's own words: the active window, and whether it listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfscore.hosts.libreoffice.uno_engine.calls import Counted

if TYPE_CHECKING:
    from perfscore.hosts.libreoffice.uno_engine.app import App


class AppApi(Counted):
    """Excel's ``Application``, in part."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def ActiveWindow(self) -> WindowApi:  # noqa: N802 - Excel's name
        """The window in front."""
        return WindowApi(self._app)

    @property
    def Interactive(self) -> bool:  # noqa: N802
        """Whether keyboard and mouse are listened to; kept only."""
        return self._app.interactive

    @Interactive.setter
    def Interactive(self, value: bool) -> None:  # noqa: N802
        self._app.interactive = bool(value)


class WindowApi(Counted):
    """Excel's ``Window``, in part: what stays in sight on the active sheet. Rows count from 1."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def FreezePanes(self) -> bool:  # noqa: N802
        """Whether the rows and columns before the split stay in sight."""
        return bool(self._controller().hasFrozenPanes())

    @FreezePanes.setter
    def FreezePanes(self, value: bool) -> None:  # noqa: N802
        row, column = self._split()
        if value and (row, column) == (0, 0):
            row, column = self._app.active_place() or (0, 0)
        self._controller().freezeAtPosition(*(column, row) if value else (0, 0))
        self._app.window_split.pop(self._key(), None)

    @property
    def SplitRow(self) -> int:  # noqa: N802
        """How many rows stay in sight."""
        return self._split()[0]

    @SplitRow.setter
    def SplitRow(self, value: int) -> None:  # noqa: N802
        self._app.window_split[self._key()] = (int(value), self._split()[1])

    @property
    def SplitColumn(self) -> int:  # noqa: N802
        """How many columns stay in sight."""
        return self._split()[1]

    @SplitColumn.setter
    def SplitColumn(self, value: int) -> None:  # noqa: N802
        self._app.window_split[self._key()] = (self._split()[0], int(value))

    @property
    def ScrollRow(self) -> int:  # noqa: N802
        """The first row that is shown."""
        return int(self._controller().getFirstVisibleRow()) + 1

    @ScrollRow.setter
    def ScrollRow(self, value: int) -> None:  # noqa: N802
        self._controller().setFirstVisibleRow(int(value) - 1)

    def _controller(self) -> Any:
        return self._app.active_model().getCurrentController()

    def _key(self) -> str:
        return f"{self._app.active_model().RuntimeUID}!{self._controller().getActiveSheet().getName()}"

    def _split(self) -> tuple[int, int]:
        """Return rows and columns before the split: as set, else as frozen."""
        controller = self._controller()
        known = self._app.window_split.get(self._key())
        if known is not None:
            return known
        return (controller.getSplitRow(), controller.getSplitColumn()) if controller.hasFrozenPanes() else (0, 0)
