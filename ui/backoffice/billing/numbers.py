"""The register: every number of a series with its document, and the look for gaps."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from domain.billing.register import NumberState
from domain.views.billing import RegisterRow, SeriesRow
from ui.backoffice.asking import Asker
from ui.backoffice.billing.presenter import NumbersPresenter
from ui.backoffice.billing.words import NUMBER_TONES
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count
from ui.shell.port import Shell
from ui.widgets.base import column, guide_focus, row
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable


class NumbersTab(QWidget):
    """A row with a document leads to it."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
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
        self.table.opened.connect(self._open)
        layout = column(8, Bend(row(self.series, None), row(None, self.check)), gap=12)
        layout.addWidget(self.table, 1)
        layout.addLayout(row(self.older, None))
        self.setLayout(layout)
        self.older.hide()
        guide_focus(self, self.table)

    def show_series(self, series: Sequence[SeriesRow]) -> None:
        chosen = self.series.currentData()
        self.series.clear()
        for each in series:
            drawn = count("{count} number", "{count} numbers", each.drawn)
            self.series.addItem(f"{each.series}  ·  {drawn}", each.series)
        self.series.setEnabled(bool(series))
        self.series.setCurrentIndex(max(self.series.findData(chosen), 0) if series else -1)
        if series:
            self.presenter.choose(self.series.currentData())
        else:
            self.show_numbers((), has_more=False)

    def show_numbers(self, rows: Sequence[RegisterRow], *, has_more: bool) -> None:
        self.table.set_rows(rows)
        self.older.setVisible(has_more)

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
