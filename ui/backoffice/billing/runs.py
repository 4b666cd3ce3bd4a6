"""The last runs: who asked for them, how they ended, what they came to."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from domain.views.office_rows import RunRow
from ui.backoffice.billing.words import STATE_TONES, run_detail, who
from ui.backoffice.words import shown_sums
from ui.labels import label
from ui.language import _
from ui.widgets.base import column, guide_focus, text
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable


class RunsTab(QWidget):
    """The chosen run's sums and contracts left out stand below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        empty = EmptyState("history", _("No billing run yet"), _("Every night what is due is billed by itself."))
        self.table: DataTable[RunRow] = DataTable(_columns(), empty=empty, name=_("Last runs"))
        self.detail = text("", "muted", wrap=True)
        self.table.current_changed.connect(self._on_chosen)
        layout = column(8, gap=12)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        self.setLayout(layout)
        guide_focus(self, self.table)

    def show_rows(self, rows: Sequence[RunRow]) -> None:
        if tuple(rows) != tuple(self.table.model.rows):
            self.table.set_rows(rows)
        self._on_chosen(self.table.current())

    def _on_chosen(self, run: RunRow | None) -> None:
        self.detail.setText(run_detail(run) if run is not None else "")
        self.detail.setVisible(bool(self.detail.text()))


def _columns() -> list[Column[RunRow]]:
    return [
        Column("started_at", _("Asked for"), lambda run: run.started_at, width=168),
        Column("as_of", _("As of"), lambda run: run.as_of, width=112, yields=2),
        Column("who", _("Who"), who, fills=True),
        Column("state", _("Status"), lambda run: run.state, show=label, tone=lambda r: STATE_TONES[r.state], width=136),
        Column("customers", _("Customers"), _customers, width=104, yields=3),
        Column("invoices", _("Invoices"), lambda run: run.invoices, width=96),
        Column("credit_notes", _("Credit notes"), lambda run: run.credit_notes, width=168, yields=4),
        Column(
            "sum",
            _("Amount"),
            lambda run: shown_sums([each.gross for each in run.sums]),
            align=Align.RIGHT,
            width=136,
            yields=1,
        ),
        Column("left_out", _("Left out"), lambda run: len(run.failures) or None, width=96),
    ]


def _amount(run: RunRow) -> str:
    return shown_sums([each.gross for each in run.sums])


def _customers(run: RunRow) -> str:
    return _("{done} of {of}").format(done=run.customers_done, of=run.customers)
