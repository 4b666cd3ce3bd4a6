"""Contracts that the runs left out and that are still due, with the buttons that solve it."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from domain.views.billing import SkippedRow
from ui.backoffice.billing.words import why
from ui.language import _, count
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.overlays import confirm
from ui.widgets.table import Column, DataTable


class SkippedTab(QWidget):
    """`run(contracts, with_backlog)` asks for a run of these contracts alone; the keys go back to the list then."""

    def __init__(
        self, shell: Shell, run: Callable[[Sequence[UUID], bool], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shell, self._run = shell, run
        empty = EmptyState("check-circle-outline", _("No contract was left out"), _("The runs billed all they met."))
        self.table: DataTable[SkippedRow] = DataTable(_columns(), empty=empty, name=_("Left out"))
        self.sentence = text("", wrap=True)
        self.contract = button(_("Open contract"), self._open_contract, sign="file-document-outline")
        self.customer = button(_("Open customer"), self._open_customer, sign="account-outline")
        self.again = button(_("Try again"), self._try_again, sign="refresh")
        self.again.setToolTip(_("A run for the chosen contracts alone."))
        self.agree = button(_("Bill these too"), self._ask, kind="primary", sign="play-outline")
        self.agree.setToolTip(_("Bills everything the chosen contracts are behind."))
        self.table.current_changed.connect(lambda _row: self._settle())
        self.table.view.selectionModel().selectionChanged.connect(lambda *_args: self._settle())
        self.table.opened.connect(lambda _row: self._open_contract())
        layout = column(8, gap=12)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.sentence)
        layout.addLayout(row(self.contract, self.customer, None, self.again, self.agree))
        self.setLayout(layout)
        guide_focus(self, self.table)
        self.can_run = True
        self._settle()

    def show_rows(self, rows: Sequence[SkippedRow], *, can_run: bool) -> None:
        """`can_run` False: a run is under way."""
        self.can_run = can_run
        if tuple(rows) != tuple(self.table.model.rows):
            self.table.set_rows(rows)
        self._settle()

    def chosen(self) -> list[SkippedRow]:
        return self.table.selected() or [each for each in [self.table.current()] if each is not None]

    def _settle(self) -> None:
        chosen = self.chosen()
        one = chosen[0] if len(chosen) == 1 else None
        for each in (self.contract, self.customer):
            each.setEnabled(one is not None)
        self.again.setEnabled(bool(chosen) and self.can_run)
        behind = [each for each in chosen if each.is_backlog]
        self.agree.setEnabled(bool(behind) and len(behind) == len(chosen) and self.can_run)
        if one is not None:
            self.sentence.setText(why(one.code, one.facts))
        else:
            self.sentence.setText(count("{count} contract chosen", "{count} contracts chosen", len(chosen)))
        self.sentence.setVisible(bool(chosen))

    def _open_contract(self) -> None:
        for each in self.chosen()[:1]:
            self._shell.open("contract", each.contract.number)

    def _open_customer(self) -> None:
        for each in self.chosen()[:1]:
            self._shell.open("customer", str(each.customer_id))

    def _try_again(self) -> None:
        self.table.view.setFocus()
        self._run([each.contract.id for each in self.chosen()], False)

    def _ask(self) -> None:
        chosen = [each.contract.id for each in self.chosen()]
        title = count("Bill {count} contract that is behind?", "Bill {count} contracts that are behind?", len(chosen))
        detail = _("Every period that was never billed comes onto one invoice, each with its days, and is sent.")
        confirm(self, title, detail, _("Bill these too"), partial(self._bill_all, chosen))

    def _bill_all(self, chosen: Sequence[UUID]) -> None:
        self.table.view.setFocus()
        self._run(chosen, True)


def _columns() -> list[Column[SkippedRow]]:
    return [
        Column("contract", _("Contract"), lambda row: row.contract.number, code=True, width=136),
        Column("customer", _("Customer"), lambda row: row.customer, width=176, yields=2),
        Column("due_since", _("Due since"), lambda row: row.due_since, width=112, yields=1),
        Column("kind", _("Look at"), _kind, tone=_tone, width=168),
        Column("why", _("Why"), lambda row: why(row.code, row.facts), fills=True),
    ]


def _kind(row: SkippedRow) -> str:
    return _("far behind") if row.is_backlog else _("cannot be billed")


def _tone(row: SkippedRow) -> Tone:
    return Tone.WARN if row.is_backlog else Tone.BAD
