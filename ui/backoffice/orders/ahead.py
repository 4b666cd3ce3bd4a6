"""What the customer will pay for an order that is being written, told while one types."""

from PySide6.QtWidgets import QWidget

from domain.orders.try_order import TriedOrder
from ui.language import _, shown_date
from ui.theme import Tone
from ui.widgets.base import text
from ui.widgets.card import Card
from ui.widgets.key_values import Fact, KeyValues


class PriceAhead(Card):
    """Gross, as the first invoices will have it; a deposit stands apart, for it comes back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What the customer pays"), parent=parent)
        self.facts = KeyValues()
        self.since = text("", "muted", wrap=True)
        self.add(self.facts, self.since)
        self.hide()

    def show_tried(self, tried: TriedOrder | None) -> None:
        """Hidden while nothing can be told."""
        self.setVisible(tried is not None)
        if tried is None:
            return
        facts = [Fact(_("With the first invoice"), tried.first)]
        if tried.monthly:
            facts.append(Fact(_("On average a month"), tried.monthly))
        facts.append(Fact(_("Within twelve months"), tried.year))
        if tried.sent:
            facts.append(Fact(_("Postage, in it"), tried.sent))
        if tried.deposit:
            facts.append(Fact(_("Deposit beside it, comes back"), tried.deposit))
        if tried.saved:
            facts.append(Fact(_("Saved by paying ahead"), tried.saved, Tone.OK))
        if tried.voucher:
            facts.append(Fact(_("Saved by the voucher"), tried.voucher, Tone.OK))
        self.facts.set_facts(facts)
        words = _("VAT included; if it begins on {day}.") if tried.has_vat else _("Without VAT; if it begins on {day}.")
        self.since.setText(words.format(day=shown_date(tried.start_on)))
