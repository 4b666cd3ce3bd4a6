"""The register: every number of a series with its document, and the look for gaps."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from domain.billing.register import REASON_LENGTH, NumberState
from domain.views.billing import RegisterRow, SeriesRow
from ui.backoffice.asking import Asker
from ui.backoffice.billing.presenter import NumbersPresenter
from ui.backoffice.billing.words import NUMBER_TONES
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.files import ask_save_csv
from ui.widgets.overlays import ConfirmDialog
from ui.widgets.table import Align, Column, DataTable
from ui.widgets.typed import seen


class NumbersTab(QWidget):
    """A row with a document leads to it. `can_void`: the owner sits here."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None, *, can_void: bool = False) -> None:
        super().__init__(parent)
        self._shell = shell
        self.presenter = NumbersPresenter(shell, desk, self, (Asker(shell, self), Asker(shell, self)))
        self.series = QComboBox()
        self.series.setAccessibleName(_("Series of numbers"))
        self.series.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.series.activated.connect(lambda index: self.presenter.choose(self.series.itemData(index)))
        self.check = button(_("Look for gaps"), self.presenter.check, sign="magnify")
        self.check.setToolTip(_("Every night this is done by itself; a gap then waits among the tasks."))
        self.older = button(_("Older numbers"), self.presenter.older, sign="chevron-down")
        empty = EmptyState("counter", _("No number drawn yet"), _("The first invoice takes the first number."))
        self.table: DataTable[RegisterRow] = DataTable(_columns(), empty=empty, name=_("Numbers"))
        if not can_void:  # documents are read at the office's seat
            self.table.opened.connect(self._open)
        self.whole = button(_("Save the whole series …"), self._ask_where, sign="file-download-outline")
        self.whole.setToolTip(_("Every number with its document or why it is void, as CSV."))
        layout = column(8, Bend(row(self.series, None), row(None, self.whole, self.check)), gap=12)
        layout.addWidget(self.table, 1)
        self.sentence = text("", "muted", wrap=True)
        self.void = button(_("Make void …"), self._ask, sign="cancel")
        layout.addWidget(self.sentence)
        layout.addLayout(row(self.older, None, self.void))
        self.setLayout(layout)
        self.older.hide()
        self.void.setVisible(can_void)
        self.table.current_changed.connect(self._on_chosen)
        self._on_chosen(None)
        guide_focus(self, self.table)

    def show_series(self, series: Sequence[SeriesRow]) -> None:
        chosen = self.series.currentData()
        self.series.clear()
        for each in series:
            drawn = count("{count} number", "{count} numbers", each.drawn)
            self.series.addItem(f"{each.series}  ·  {drawn}", each.series)
        self.series.setEnabled(bool(series))
        self.whole.setEnabled(bool(series))
        self.series.setCurrentIndex(max(self.series.findData(chosen), 0) if series else -1)
        if series:
            self.presenter.choose(self.series.currentData())
        else:
            self.show_numbers((), has_more=False)

    def show_numbers(self, rows: Sequence[RegisterRow], *, has_more: bool) -> None:
        self.table.set_rows(rows)
        self.older.setVisible(has_more)
        self._on_chosen(self.table.current())

    def _on_chosen(self, chosen: RegisterRow | None) -> None:
        is_odd = chosen is not None and chosen.state is not NumberState.ISSUED
        self.sentence.setText(_about(chosen) if chosen is not None and is_odd else "")
        self.sentence.setVisible(is_odd)
        self.void.setEnabled(chosen is not None and chosen.state is NumberState.MISSING)

    def _ask_where(self) -> None:
        path = ask_save_csv(self, str(self.presenter.series))
        if path is not None:
            self.presenter.save_whole(path)

    def _ask(self) -> None:
        chosen = self.table.current()
        if chosen is None:
            return
        line = QLineEdit()
        line.setMaxLength(REASON_LENGTH)
        line.setPlaceholderText(_("Why it has no document"))
        line.setAccessibleName(line.placeholderText())
        title = _("Make {number} void?").format(number=chosen.number)
        detail = _("It stays in the register with your reason and your name; no document will ever carry it.")
        dialog = ConfirmDialog(self, title, detail, _("Make void"), extra=line)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.presenter.void(chosen, seen(line.text())))
        dialog.open()

    def _open(self, chosen: RegisterRow) -> None:
        if chosen.state is NumberState.ISSUED:
            self._shell.open("invoice", chosen.number)


def _columns() -> list[Column[RegisterRow]]:
    return [
        Column("number", _("Number"), lambda row: row.number, code=True, width=168),
        Column(
            "state", _("Status"), lambda row: row.state, show=label, tone=lambda r: NUMBER_TONES[r.state], width=128
        ),
        Column("kind", _("Document"), lambda row: row.kind, show=label, width=144, yields=2),
        Column("on", _("Date"), lambda row: row.on, width=112),
        Column("customer", _("Customer or reason"), _about, fills=True),
        Column("gross", _("Amount"), lambda row: row.gross, align=Align.RIGHT, width=120, yields=1),
    ]


def _about(row: RegisterRow) -> str:
    if row.state is NumberState.VOID:
        return f"{row.reason} ({row.who})"
    if row.state is NumberState.MISSING:
        return _("Nobody knows why. The owner makes the number void, with a reason.")
    return row.customer


class NumbersPage(Page):
    """The register by itself, for the owner, who may make a number void."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Numbers"))
        self.numbers = NumbersTab(desk, shell, can_void=True)
        layout = column()
        layout.addWidget(Card(margin=16).add(self.numbers, stretch=1), 1)
        self.setLayout(layout)
        guide_focus(self, self.numbers)

    def show_target(self, argument: str) -> None:
        self.numbers.presenter.load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"numbers", "invoices"}:
            self.numbers.presenter.load()
