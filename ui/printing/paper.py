"""Papers of the floor: made beside the work, kept in the folder, shown at once."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from domain.assets.codes import format_code
from domain.assets.label_sheet import Label
from domain.assets.resolve import CARDS
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.printing.sending import LabelSender
from ui.shell.port import Shell


def command_cards() -> list[Label]:
    """The cards that work in place of buttons: confirm, undo, print, next; in the language of the screen."""
    return [Label(format_code("CC", number), label(card), _("Command card")) for number, card in CARDS.items()]


class Printer:
    """For one page. `owner`: the page; when it is gone, its papers are kept but no longer shown.

    `labels` go their own way.
    """

    def __init__(self, shell: Shell, desk: Desk, owner: QObject) -> None:
        self._shell, self._desk, self.owner = shell, desk, owner
        self.labels = LabelSender(shell, desk, owner)

    def make(self, file_name: str, draw: Callable[[], bytes]) -> None:
        """Draws on another thread, keeps the file whole, opens it. What goes wrong is said above the page."""

        def kept() -> Path:
            return self._desk.folder.keep(file_name, draw())

        self._shell.services.background.run_other(kept, self._on_kept, self._shell.show_refusal, self.owner)

    def _on_kept(self, path: Path) -> None:
        self._desk.folder.show(path)
        self._shell.toast(_("Kept as {name}").format(name=path.name))
