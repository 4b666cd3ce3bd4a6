"""All quotes of a customer, on their page: the newest version of each."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from domain.ids import CustomerId
from domain.views.quotes import QuoteRow
from ui.backoffice.asking import Asker
from ui.backoffice.parts import SmallTable
from ui.backoffice.quotes.list import columns
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.card import Card


class QuotesCard(Card):
    """It asks for what it shows itself; hidden where there are none."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Quotes"), parent=parent)
        self._desk, self._asker = desk, Asker(shell, self)
        self.list = SmallTable(columns(with_name=False), _("No quotes yet."), name=_("Quotes"), most=5)
        self.list.opened.connect(lambda chosen: shell.open("quote", str(chosen.id)))
        self.add(self.list)
        self.hide()

    def show_customer(self, customer_id: CustomerId) -> None:
        self._asker.ask(lambda: self._desk.office.quotes.of_customer(customer_id), self._show)

    def _show(self, rows: Sequence[QuoteRow]) -> None:
        self.list.set_rows(rows)
        self.setVisible(bool(rows))
