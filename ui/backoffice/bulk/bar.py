"""Below a list: how many are chosen, all of the filter at once, and what can be done with them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ui.backoffice.asking import Asker
from ui.backoffice.bulk.deed import MOST, BulkDeed
from ui.backoffice.bulk.dialog import BulkDialog
from ui.desk import Desk
from ui.language import _, count
from ui.shell.port import Shell
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.icons import icon
from ui.widgets.table import DataTable

OtherDeed = tuple[str, str, Callable[[QWidget, Sequence[Any]], object]]
"""Words, sign, and what it does with the rows: a file, a way to another page."""


class Filtered(Protocol):
    """The list below which it stands."""

    def words(self) -> str: ...

    def choice(self) -> Any: ...


class Bulk:
    """What a list offers for many rows. `everything` asks for all rows of a search and filter, at most `MOST`."""

    def __init__(
        self,
        desk: Desk,
        deeds: Sequence[BulkDeed[Any]],
        everything: Callable[[str, Any, int], Sequence[Any]],
        others: Sequence[OtherDeed] = (),
    ) -> None:
        self.desk, self.deeds, self.everything, self.others = desk, tuple(deeds), everything, tuple(others)


class BulkBar(QWidget):
    """Shown while something is chosen. `dialog` is the newest deed."""

    def __init__(self, bulk: Bulk, shell: Shell, table: DataTable[Any], filtered: Filtered) -> None:
        super().__init__()
        self._bulk, self._shell, self._table, self._filtered = bulk, shell, table, filtered
        self._asker = Asker(shell, self)
        self._all: Sequence[Any] | None = None
        self.dialog: BulkDialog | None = None
        self.words = text("", "muted")
        self.whole = button(_("All of this filter"), self._choose_all, sign="select-all")
        self.whole.setToolTip(_("Also those that are not shown, {count} at most").format(count=MOST))
        self.deeds: QPushButton = button(_("Do with all chosen …"), self.open_menu, sign="playlist-check")
        self.menu = QMenu(self)
        for each in bulk.deeds:
            action = self.menu.addAction(icon(each.sign), each.words, partial(self.start, each))
            action.setObjectName(each.key)
        if bulk.others:
            self.menu.addSeparator()
        for word, sign, act in bulk.others:
            self.menu.addAction(icon(sign), word, partial(self._other, act))
        self.setLayout(row(self.words, self.whole, None, self.deeds, gap=12))
        table.view.selectionModel().selectionChanged.connect(lambda *_args: self._on_selected())
        table.model.modelReset.connect(self._on_selected)
        kept = self.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.setSizePolicy(kept)
        self._on_selected()

    def chosen(self) -> Sequence[Any]:
        return self._table.selected() if self._all is None else self._all

    def open_menu(self) -> None:
        self.menu.popup(self.deeds.mapToGlobal(self.deeds.rect().topLeft()) - self.menu.rect().bottomLeft())

    def start(self, deed: BulkDeed[Any]) -> None:
        """Opens the preview of it for what is chosen."""
        rows = self.chosen()
        if rows and deed.prepare is not None:
            self._asker.ask(deed.prepare, lambda _ready: self._open(deed, rows))
        elif rows:
            self._open(deed, rows)

    def _open(self, deed: BulkDeed[Any], rows: Sequence[Any]) -> None:
        self.dialog = BulkDialog(self._bulk.desk, self._shell, self, deed, rows)
        self.dialog.open()

    def _other(self, act: Callable[[QWidget, Sequence[Any]], object]) -> None:
        if self.chosen():
            act(self, self.chosen())

    def _choose_all(self) -> None:
        asked = partial(self._bulk.everything, self._filtered.words(), self._filtered.choice(), MOST)
        self._asker.ask(asked, self._on_all)

    def _on_all(self, rows: Sequence[Any]) -> None:
        self._table.view.selectAll()
        self._all = tuple(rows)
        self._settle()

    def _on_selected(self) -> None:
        self._all = None
        self._settle()

    def _settle(self) -> None:
        rows = self.chosen()
        self.words.setText(count("{count} chosen", "{count} chosen", len(rows)))
        self.setVisible(bool(rows))
