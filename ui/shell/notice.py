"""Why something did not happen: forbidden, overtaken, mistyped in amber, not reachable in blue. Bugs look different."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QWidget

from domain.errors import AppError, Unavailable
from ui.language import _
from ui.texts import refusal, refusal_title
from ui.theme import Tone
from ui.widgets.base import column, row, styled, text
from ui.widgets.buttons import button, tool
from ui.widgets.empty import Sign


class Notice(QFrame):
    """A band between header and page that stays until it is read: closed by a click, Escape or the next success."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self._sign = Sign("alert-circle-outline", 28, "warn")
        self._title, self._words = text("", "title"), text("", wrap=True)
        self._retry = button(_("Try again"), self._on_retry)
        self._on_wanted: Callable[[], object] | None = None
        self._is_waiting = False
        words = column(self._title, self._words, gap=2)
        layout = row(self._sign, gap=16, margin=12)
        layout.addLayout(words, 1)
        layout.addWidget(self._retry)
        layout.addWidget(tool("close", _("Close"), self.hide))
        self.setLayout(layout)
        self.hide()

    def show_error(self, error: AppError, retry: Callable[[], object] | None = None) -> None:
        """`retry` puts a button there; offered where trying again may help."""
        tone = Tone.ACCENT if isinstance(error, Unavailable) else Tone.WARN
        sign = "cloud-off-outline" if isinstance(error, Unavailable) else "hand-back-left-outline"
        self._show(tone, sign, refusal_title(error), refusal(error), retry)

    def show_words(self, title: str, words: str, tone: Tone = Tone.WARN, sign: str = "information-outline") -> None:
        self._show(tone, sign, title, words, None)

    def show_waiting(self) -> None:
        """The server keeps us waiting. Says so where nothing else is said."""
        if self.isHidden():
            words = _("It does not answer yet. Scans are answered in their order as soon as it is back.")
            self._show(Tone.ACCENT, "cloud-sync-outline", _("Waiting for the database"), words, None)
            self._is_waiting = True

    def end_waiting(self) -> None:
        if self._is_waiting:
            self.hide()
            self._is_waiting = False

    def words(self) -> str:
        return f"{self._title.text()}: {self._words.text()}"

    def _show(self, tone: Tone, sign: str, title: str, words: str, retry: Callable[[], object] | None) -> None:
        self._is_waiting = False
        self._sign.name, self._sign.colour = sign, str(tone)
        self._sign.update()
        self._title.setText(title)
        self._words.setText(words)
        styled(self._title, tone=tone)
        styled(self, tone=tone)
        self._on_wanted = retry
        self._retry.setVisible(retry is not None)
        self.setAccessibleName(self.words())
        self.show()

    def _on_retry(self) -> None:
        self.hide()
        if self._on_wanted:
            self._on_wanted()
