"""The whole history of a contract: who, when, why, from what to what; filtered, and as a file for a spreadsheet."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from domain.spelling import findable, sought
from domain.views.office_rows import HistoryKind, HistoryRow
from ui.backoffice.contracts.differences import all_words
from ui.backoffice.contracts.timeline import event_of
from ui.language import N_, _, shown_instant
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import tool
from ui.widgets.files import ask_save_csv, write_csv
from ui.widgets.table.columns import Column, csv_text
from ui.widgets.timeline import Timeline
from ui.widgets.wheel import leave_wheel

MOST_ROWS: Final = 8
"""As high as so many entries; what is more scrolls."""

KINDS: Final = (
    (N_("Everything"), frozenset(HistoryKind)),
    (N_("Changes"), frozenset({HistoryKind.CHANGED, HistoryKind.REACHED})),
    (N_("Documents"), frozenset({HistoryKind.INVOICED, HistoryKind.CREDITED})),
    (
        N_("Goods out and back"),
        frozenset({HistoryKind.ORDERED, HistoryKind.DISPATCHED, HistoryKind.RETURN_ANNOUNCED, HistoryKind.TAKEN_BACK}),
    ),
    (N_("Notes"), frozenset({HistoryKind.NOTED})),
)


class HistoryPanel(QWidget):
    """`set_history(rows)`; `opened` brings page and number of what was clicked."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[HistoryRow, ...] = ()
        self._of = ""
        self.list = Timeline()
        self.kinds, self.words = QComboBox(), QLineEdit()
        self.kinds.addItems([_(name) for name, _kinds in KINDS])
        leave_wheel(self.kinds)
        self.kinds.setAccessibleName(_("What is shown"))
        self.words.setPlaceholderText(_("Filter the history"))
        self.words.setAccessibleName(_("Filter the history"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaxLength(100)
        self.nothing = text(_("Nothing matches the filter."), "muted")
        save = tool("file-download-outline", _("Save as CSV"), self._save)
        top = row(self.kinds, self.words, save, gap=12)
        top.setStretch(1, 1)
        self.setLayout(column(top, self.nothing, self.list, gap=12))
        self.kinds.currentIndexChanged.connect(lambda _n: self._show())
        self.words.textChanged.connect(lambda _typed: self._show())
        self.list.opened.connect(self.opened)

    def set_history(self, rows: Sequence[HistoryRow], of: str = "") -> None:
        """`of` is the number that a saved file is named after."""
        self._of = of
        self._all = tuple(rows)
        self._show()

    def rows(self) -> tuple[HistoryRow, ...]:
        """Those that the filter leaves, newest first."""
        kinds = KINDS[self.kinds.currentIndex()][1]
        wanted = sought(self.words.text().strip())
        return tuple(each for each in self._all if each.kind in kinds and wanted in findable(_spoken(each)))

    def csv(self) -> str:
        """What is shown, as a file."""
        return csv_text(_columns(), self.rows())

    def _show(self) -> None:
        found = self.rows()
        self.list.set_events([event_of(each) for each in found])
        self.list.setFixedHeight(theme().px(min(max(len(found), 1), MOST_ROWS) * 66))
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)

    def _save(self) -> None:
        path = ask_save_csv(self, _("History {number}").format(number=self._of).strip())
        if path is not None:
            write_csv(path, self.csv())


def _spoken(each: HistoryRow) -> str:
    told = event_of(each)
    return f"{shown_instant(each.at)} {each.who} {told.title} {told.detail}"


def _columns() -> list[Column[HistoryRow]]:
    return [
        Column("at", _("When"), lambda each: shown_instant(each.at)),
        Column("who", _("Who"), lambda each: each.who),
        Column("what", _("What"), lambda each: event_of(each).title),
        Column("values", _("From what to what"), lambda each: all_words(each.differences)),
        Column("why", _("Reason"), lambda each: each.reason),
        Column("amount", _("Amount"), lambda each: each.amount),
    ]
