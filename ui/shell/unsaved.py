"""Asks before the window closes over something that is typed and not saved."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.language import _
from ui.widgets.overlays import ConfirmDialog, confirm


class LastQuestion:
    """`may_close` answers True at once where nothing is unsaved, or once the person agreed."""

    def __init__(self, window: QWidget, close: Callable[[], object]) -> None:
        self._window, self._close = window, close
        self._is_agreed = False
        self.dialog: ConfirmDialog | None = None

    def may_close(self, titles: Sequence[str]) -> bool:
        if self._is_agreed or not titles or not self._window.isVisible():
            return True
        detail = _("Typed and not saved: {pages}.").format(pages=", ".join(titles))
        self.dialog = confirm(
            self._window, _("Quit without saving?"), detail, _("Quit anyway"), self._agree, danger=True
        )
        return False

    def _agree(self) -> None:
        self._is_agreed = True
        self._close()
