"""The set-up card: its lines are scanned one after another, and what differs is kept for the scanner."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from domain.assets.scan import Scan
from domain.devices.keyboard import CARD, Comparison, compare
from domain.errors import AppError
from ui.devices.port import Lab
from ui.devices.words import comparison_words
from ui.language import _
from ui.shell.port import Shell
from ui.sounds import Sound
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, styled, text
from ui.widgets.buttons import button


class CardDialog(QDialog):
    """`found` gets the comparison and the gap between keys once the whole card is scanned. `show_card` prints it."""

    def __init__(
        self,
        shell: Shell,
        parent: QWidget,
        lab: Lab,
        name: str,
        *,
        found: Callable[[Comparison, int], object],
        show_card: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self._shell, self._lab, self._found = shell, lab, found
        self._heard: list[str] = []
        self._gaps: list[int] = []
        title = _("Set-up card: {name}").format(name=name)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(560))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._steps = [text(words) for words in _steps()]
        self.says = text("", "strong", wrap=True)
        self.again = button(_("From the start"), self.begin, sign="refresh", touch=True)
        self.card = button(_("Print the card"), show_card, sign="printer-outline", touch=True)
        self.leave = button(_("Done"), self.accept, kind="primary", touch=True)
        steps = column(*self._steps, gap=8)
        deeds = row(self.card, self.again, None, self.leave, gap=12)
        self.setLayout(column(text(title, "title", wrap=True), steps, self.says, deeds, gap=16, margin=24))
        self.finished.connect(lambda _how: lab.teach(None))
        lab.teach(self.hear)
        self.begin()

    def begin(self) -> None:
        self._heard, self._gaps = [], []
        self._mark()
        self._say(_("Scan line {line} of the card.").format(line=1))

    def on_scan(self, scan: Scan) -> bool:
        """Anything that does not come as a line of the card, or not as typed keys."""
        self._shell.play(Sound.REFUSED)
        words = _("“{code}” is no line of the card, or came from a scanner that does not type.")
        self._say(words.format(code=scan.text[:40]), Tone.WARN)
        return True

    def hear(self, line: str, gap_ms: int) -> None:
        """A line as it was written, in the order of the card."""
        if len(self._heard) == len(CARD):
            self.begin()
        self._heard.append(line)
        try:
            result = compare(self._heard)
        except AppError as refused:
            self._heard.pop()
            self._shell.play(Sound.REFUSED)
            self._say(refusal(refused), Tone.BAD)
            return
        self._gaps.append(gap_ms)
        self._shell.play(Sound.ACCEPTED)
        self._mark()
        if len(self._heard) < len(CARD):
            self._say(_("Scan line {line} of the card.").format(line=len(self._heard) + 1))
            return
        self._say(comparison_words(result), Tone.OK)
        self.leave.setFocus()
        self._found(result, max(self._gaps))

    def _mark(self) -> None:
        done = len(self._heard)
        for number, (shown, words) in enumerate(zip(self._steps, _steps(), strict=True)):
            mark = "✓" if number < done else "→" if number == done else "   "
            shown.setText(f"{mark}  {words}")
            _toned(shown, Tone.OK if number < done else None)

    def _say(self, words: str, tone: Tone | None = None) -> None:
        self.says.setText(words)
        self.says.setAccessibleName(words)
        _toned(self.says, tone)


def _toned(shown: QLabel, tone: Tone | None) -> None:
    styled(shown, tone=tone)


def _steps() -> list[str]:
    return [_("1. Capitals"), _("2. Small letters"), _("3. Digits and signs"), _("4. More signs")]
