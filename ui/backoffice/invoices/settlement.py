"""The card of an invoice that says what is open of it, what was booked on it, and where a credit note went."""

from PySide6.QtWidgets import QWidget

from domain.billing.invoice import InvoiceKind
from domain.billing.settlement import EntryKind
from domain.clock import today
from domain.views.office_rows import InvoicePage
from domain.views.settlement import EntryRow
from ui.backoffice.invoices.payment import record_payment, take_back
from ui.backoffice.parts import SmallTable
from ui.backoffice.words import DOCUMENT_TONES
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.table import Column


class SettlementCard(Card):
    """`show_page` fills it. A row with another document leads there."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Settlement"), parent=parent)
        self._desk, self._shell = desk, shell
        self._page: InvoicePage | None = None
        self.entries = SmallTable(_columns(), _("Nothing was booked yet."), name=_("Entries"), most=8)
        self.entries.opened.connect(self._open)
        self.entries.current_changed.connect(lambda _chosen: self._settle())
        self.record = button(_("Record payment …"), self._record, sign="cash-plus", shortcut="Ctrl+B")
        self.back = button(_("Take payment back …"), self._take_back, sign="cash-refund")
        self.add(self.entries, Bend(row(self.record, None), row(None, self.back), gap=12))

    def show_page(self, page: InvoicePage) -> None:
        self._page = page
        is_credit = page.row.kind is InvoiceKind.CREDIT_NOTE
        words = "" if is_credit else _("{amount} open").format(amount=shown_money(page.row.open))
        self.set_title(_("What became of it") if is_credit else _("Settlement"), words)
        self.entries.set_rows(page.entries)
        self.record.setVisible(not is_credit)
        self.back.setVisible(any(entry.can_be_reversed for entry in page.entries))
        self._settle()

    def _settle(self) -> None:
        chosen = self._chosen()
        self.back.setEnabled(chosen is not None and chosen.can_be_reversed)

    def _chosen(self) -> EntryRow | None:
        """The chosen payment; where there is only one, nobody has to choose."""
        payments = [entry for entry in (self._page.entries if self._page else ()) if entry.can_be_reversed]
        chosen: EntryRow | None = self.entries.current()
        return payments[0] if len(payments) == 1 and (chosen is None or not chosen.can_be_reversed) else chosen

    def _record(self) -> None:
        if self._page is not None and self.record.isVisibleTo(self):
            record_payment(self._page, self._desk, self._shell, self)

    def _take_back(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.can_be_reversed:
            take_back(chosen, self._desk, self._shell, self)

    def _open(self, chosen: EntryRow) -> None:
        if chosen.document:
            self._shell.open("invoice", chosen.document)


def state_badge(page: InvoicePage, desk: Desk) -> tuple[str, Tone]:
    """How it stands today, for the heading."""
    state = page.row.state_on(today(desk.clock))
    return label(state), DOCUMENT_TONES[state]


def entry_words(entry: EntryRow) -> str:
    """What it was, and of a payment what went to the balance."""
    words = label(entry.kind)
    if entry.reverses is not None:
        words = _("{what} taken back").format(what=label(entry.reverses))
    if entry.is_reversed:
        words = _("{what}, taken back").format(what=words)
    if entry.kept is not None:
        words = _("{what}, {amount} kept as balance").format(what=words, amount=shown_money(entry.kept))
    return words


def entry_tone(entry: EntryRow) -> Tone | None:
    if entry.kind is EntryKind.REVERSAL:
        return Tone.WARN
    return Tone.NEUTRAL if entry.is_reversed else None


def _columns() -> list[Column[EntryRow]]:
    return [
        Column("booked_on", _("Day"), lambda entry: entry.booked_on, width=112),
        Column("what", _("What"), entry_words, tone=entry_tone, fills=True),
        Column("document", _("Document"), lambda entry: entry.document or None, code=True, width=152, yields=1),
        Column("by", _("How"), lambda entry: entry.by, show=label, width=120, yields=3),
        Column("reference", _("Reference"), lambda entry: entry.reference or None, width=176, yields=2),
        Column("who", _("Who"), lambda entry: entry.who, width=120, optional=True),
        Column("amount", _("Amount"), lambda entry: entry.amount, width=112),
    ]
