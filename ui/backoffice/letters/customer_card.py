"""A customer's letters: where bills go, and what was written lately."""

from functools import partial

from PySide6.QtWidgets import QWidget

from domain.ids import CustomerId
from domain.messages.set_billing_contact import SetBillingContact
from domain.views.letters import MailRow
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.letters.words import TONES, letter_words
from ui.backoffice.parts import link
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import TextField

_MOST = 5


class CustomerLettersCard(Card):
    """It asks for what it shows itself, each time the customer is shown."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Letters"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._customer_id: CustomerId | None = None
        self._contact = ("", "")
        self.dialog: DeedDialog | None = None
        self.bills = text("", wrap=True)
        self._list = column(gap=6)
        self.change = button(_("Address for bills …"), self._on_change, sign="email-edit-outline")
        self.body.addLayout(self._list)
        self.add(self.bills, row(self.change, None))

    def show_customer(self, customer_id: CustomerId) -> None:
        self._customer_id = customer_id
        letters = self._desk.office.letters

        def ask() -> tuple[tuple[str, str], tuple[MailRow, ...]]:
            return letters.billing_contact(customer_id), letters.of_customer(customer_id, _MOST)

        self._asker.ask(ask, lambda found: self._show(*found))

    def _show(self, contact: tuple[str, str], rows: tuple[MailRow, ...]) -> None:
        self._contact = contact
        name, address = contact
        words = _("Bills go where all letters go.")
        if address:
            words = _("Bills go to {address}.").format(address=f"{name} <{address}>" if name else address)
        self.bills.setText(words)
        clear(self._list)
        for each in rows:
            go = link(letter_words(each.template), partial(self._shell.open, "letter", str(each.id)))
            state = text(label(each.state), "small", TONES[each.state])
            day = text(shown_date(each.created_at.astimezone().date()), "muted")
            self._list.addLayout(row(go, None, state, day, gap=8))
        if not rows:
            self._list.addWidget(text(_("Nothing was written yet."), "muted"))

    def _on_change(self) -> None:
        customer_id = self._customer_id
        if customer_id is None:
            return
        about = _(
            "Invoices, reminders and everything about money goes there. Left empty, it goes where all letters go."
        )
        title = _("Address for bills")
        made = DeedDialog(self._desk, self._shell, self, title=title, detail=about, deed=_("Save"))
        name, address = TextField(_("Name"), longest=200), TextField(_("E-mail address"), longest=254)
        made.form.add(name=name).add(address=address)
        name.set_value(self._contact[0])
        address.set_value(self._contact[1])
        name.setFocus()
        made.make = lambda values: SetBillingContact(customer_id, values["name"], values["address"])
        made.done_with = lambda _event: self.show_customer(customer_id)
        self.dialog = made
        made.open()
