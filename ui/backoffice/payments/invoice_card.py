"""How an invoice's money is collected: its attempts, what each brought, and what can be done about the newest."""

from PySide6.QtWidgets import QWidget

from domain.application import Event
from domain.ids import InvoiceId
from domain.payments.planning import NotPlanned, Planned
from domain.payments.retry_payment import RetryPayment
from domain.views.payments import AttemptRow, PaymentsOfInvoice
from ui.backoffice.asking import Asker, give
from ui.backoffice.parts import SmallTable
from ui.backoffice.payments.deeds import AttemptDeeds
from ui.backoffice.payments.words import amount_column, reason_words, state_column
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.table import Align, Column

_SILENT = frozenset({NotPlanned.PAID_OTHERWISE, NotPlanned.NOTHING_OPEN})


class InvoicePaymentsCard(Card):
    """It asks for what it shows itself. Hidden where the invoice is not collected and never was."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Collecting"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._invoice: InvoiceId | None = None
        self.list = SmallTable(_columns(), _("Not collected yet."), name=_("Attempts"), most=6)
        self.deeds = AttemptDeeds(desk, shell)
        self.collect = button(_("Collect now"), self._on_collect, sign="bank-transfer-in")
        self.words = text("", "muted", wrap=True)
        self.add(self.list, row(self.collect, self.words, gap=16), self.deeds)
        self.list.current_changed.connect(self.deeds.show_attempt)
        self.hide()

    def show_invoice(self, invoice_id: InvoiceId) -> None:
        self._invoice = invoice_id
        self._asker.ask(lambda: self._desk.office.payments.of_invoice(invoice_id), self._show)

    def _show(self, found: PaymentsOfInvoice | None) -> None:
        if found is None:
            self.hide()
            return
        self.list.set_rows(found.attempts)
        self.list.setVisible(bool(found.attempts))
        self.deeds.show_attempt(found.attempts[0] if found.attempts else None)
        self.collect.setVisible(isinstance(found.next, Planned) and not found.attempts)
        self.words.setText(_next_words(found))
        self.words.setVisible(bool(self.words.text()))
        self.setVisible(bool(found.attempts) or found.next not in _SILENT)

    def _on_collect(self) -> None:
        if self._invoice is None:
            return

        def done(_event: Event) -> None:
            self._shell.toast(_("One more attempt is planned."))

        give(self._shell, self._desk, RetryPayment(self._invoice), done, self._shell.show_refusal, owner=self)


def _next_words(found: PaymentsOfInvoice) -> str:
    """What comes next, or why nothing does."""
    if isinstance(found.next, Planned):
        words = _("Could be collected from {day} by {method}.")
        return words.format(day=shown_date(found.next.collect_on), method=found.next.method.shown)
    if found.next in _SILENT or found.next is NotPlanned.UNDER_WAY:
        return ""

    return _("Nothing more is collected by itself: {why}.").format(why=label(found.next))


def _columns() -> list[Column[AttemptRow]]:
    return [
        Column("n", _("Attempt"), lambda one: one.n, align=Align.RIGHT, width=80),
        state_column(),
        amount_column(),
        Column("collect_on", _("Collected on"), lambda one: one.collect_on, width=120),
        Column("method", _("Method"), lambda one: one.method, fills=True),
        Column("reason", _("Why"), reason_words, width=208, yields=1),
        Column("moved_on", _("Last news"), lambda one: one.moved_on, width=112, yields=2),
    ]
