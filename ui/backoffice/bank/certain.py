"""What leaves no doubt, booked in one go after a look."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from domain.application import Event
from domain.banking.book_transfer import BookTransfer, PartOf
from domain.banking.suggest import Suggestion
from domain.errors import AppError
from domain.money import Money
from domain.views.banking import TransferRow
from ui.background import Cancelled, Progress
from ui.backoffice.bank.words import parts_words, reason_words
from ui.desk import Desk
from ui.language import _, count, shown_money
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.overlays import ProgressOverlay
from ui.widgets.table import Align, Column, DataTable

MOST = 1000


def booking_of(transfer: TransferRow, found: Suggestion) -> BookTransfer:
    """The command that books what is proposed, as it was seen."""
    parts = tuple(PartOf(each.invoice_id, each.open, each.amount) for each in found.parts)
    return BookTransfer(transfer.id, found.customer_id, transfer.left, parts, found.kept)


class CertainDialog(QDialog):
    """All that are certain; a line that is not wanted is taken out before."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._shell = desk, shell
        self.setWindowTitle(_("Book certain transfers"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(theme().px(900), theme().px(520))
        about = _(
            "Here the number and the amount say the same, or the account and the amount. Look through them; what you"
            " doubt you leave out and decide on its own."
        )
        nothing = EmptyState(
            "check-circle-outline", _("Nothing is certain"), _("What waits is decided one by one in the list.")
        )
        self.table: DataTable[TransferRow] = DataTable(_columns(), nothing, name=_("Certain transfers"), bar=False)
        self.problem = text("", tone=Tone.BAD, wrap=True)
        self.problem.hide()
        self.sum = text("", "title")
        self.leave = button(_("Leave out"), self._leave_out, sign="minus-circle-outline", shortcut="Ctrl+Backspace")
        self.save = button(_("Book"), self._book, kind="primary", sign="check-all")
        self.close_it = button(_("Cancel"), self.reject)
        layout = column(text(_("Book certain transfers"), "title"), text(about, "muted", wrap=True), gap=16, margin=24)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.problem)
        layout.addLayout(row(self.leave, self.sum, None, self.close_it, self.save, gap=16))
        self.setLayout(layout)
        self._cover = ProgressOverlay(self)
        self._settle()

    def load(self) -> None:
        ask = partial(self._desk.office.bank.certain, MOST)
        self._shell.services.background.run(ask, self._show, self._failed, self)

    def _show(self, rows: Sequence[TransferRow]) -> None:
        self.table.set_rows(rows)
        self._settle()
        self.table.view.setFocus()

    def _settle(self) -> None:
        rows = self.table.rows()
        sums: dict[str, Money] = {}
        for each in rows:
            sums[each.left.currency] = sums.get(each.left.currency, Money(0, each.left.currency)) + each.left
        self.sum.setText(" + ".join(shown_money(each) for each in sums.values()))
        self.save.setText(count("Book {count} transfer", "Book {count} transfers", len(rows)))
        self.save.setEnabled(bool(rows))
        self.leave.setEnabled(bool(rows))

    def _leave_out(self) -> None:
        gone = {each.id for each in self.table.selected()} or {each.id for each in [self.table.current()] if each}
        self.table.set_rows([each for each in self.table.rows() if each.id not in gone])
        self._settle()

    def _book(self) -> None:
        rows = self.table.rows()
        if not rows or not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        progress = Progress(self)
        self._cover.begin(_("Booking …"), progress)
        work = partial(book_all, self._desk, rows, progress)
        self._shell.services.background.run(work, self._booked, self._failed, self)

    def _booked(self, found: tuple[list[Event], list[str]]) -> None:
        self._cover.end()
        events, problems = found
        self._shell.services.changes.touch({topic for each in events for topic in each.touched()})
        self._shell.toast(count("{count} transfer is booked.", "{count} transfers are booked.", len(events)))
        if not problems:
            self.accept()
            return
        self.problem.setText("\n".join(problems[:5]))
        self.problem.show()
        self.close_it.setText(_("Close"))
        self.load()

    def _failed(self, error: Exception) -> None:
        self._cover.end()
        if isinstance(error, Cancelled):
            self._shell.services.changes.touch({"bank", "invoices", "customers"})
            self.load()
            return
        self._shell.show_refusal(error)


def book_all(desk: Desk, rows: Sequence[TransferRow], progress: Progress) -> tuple[list[Event], list[str]]:
    """One command each, on the database's thread; one that is refused does not stop the others."""
    events: list[Event] = []
    problems: list[str] = []
    for n, each in enumerate(rows):
        progress.report(n, len(rows), each.payer)
        if each.best is None:
            continue
        try:
            answer = desk.run(booking_of(each, each.best))
        except AppError as error:
            problems.append(f"{each.payer}, {shown_money(each.amount)}: {refusal(error)}")
            continue
        if answer.event is not None:
            events.append(answer.event)
    return events, problems


def _columns() -> list[Column[TransferRow]]:
    return [
        Column("booked_on", _("Booked on"), lambda one: one.booked_on, width=104),
        Column("payer", _("Payer"), lambda one: one.payer, width=184),
        Column("amount", _("Amount"), lambda one: one.left, align=Align.RIGHT, width=104),
        Column("customer", _("Customer"), lambda one: one.best.customer if one.best else "", width=184),
        Column("parts", _("For"), lambda one: parts_words(one.best) if one.best else "", fills=True),
        Column("why", _("Because of"), lambda one: reason_words(one.best) if one.best else "", width=200, yields=1),
        Column("text", _("Text"), lambda one: one.text, width=200, yields=2),
    ]
