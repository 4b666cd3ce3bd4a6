"""What the check of an order said: on the order's page, and for all orders of a customer on theirs."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from domain.checks.model import UnknownCheck
from domain.clock import today
from domain.ids import CustomerId
from domain.views.checks import CheckPage, CheckRow
from ui.backoffice.asking import Asker
from ui.backoffice.checks.blocklist import customer_dialog
from ui.backoffice.checks.words import COLOURS, TONES, listed_reasons, next_words, verdict_words
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import link
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card


class OrderCheckCard(Card):
    """It asks for what it shows itself; hidden where the order was never checked."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Check before shipping"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._found = column(gap=8)
        self.body.addLayout(self._found)
        self.hide()

    def show_order(self, number: str) -> None:
        self._asker.ask(lambda: self._desk.office.checks.of_order(number), self._show, self._on_none)

    def _on_none(self, error: Exception) -> None:
        self.hide()
        if not isinstance(error, UnknownCheck):
            self._shell.show_refusal(error)

    def _show(self, page: CheckPage) -> None:
        clear(self._found)
        check = page.row.check
        go = link(_("Open the check"), partial(self._shell.open, "check", check.number))
        self._found.addLayout(row(Badge(label(check.stage), TONES[check.stage]), None, go))
        tone = None if check.colour is None else COLOURS[check.colour]
        self._found.addWidget(text(verdict_words(page.row), "strong", tone, wrap=True))
        for words in filter(None, (listed_reasons(page.row.reasons), next_words(page))):
            self._found.addWidget(text(words, "muted", wrap=True))
        self.show()


class CustomerCheckCard(Card):
    """The last checks of a customer, and the way to the blocklist."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Checks before shipping"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._customer_id: CustomerId | None = None
        self.dialog: DeedDialog | None = None
        self._list = column(gap=8)
        self.body.addLayout(self._list)
        self.block = button(_("Put on the blocklist …"), self._on_block, sign="account-cancel-outline")
        self.add(row(self.block, None))

    def show_customer(self, customer_id: CustomerId) -> None:
        self._customer_id = customer_id
        self._asker.ask(lambda: self._desk.office.checks.of_customer(customer_id), self._show)

    def _show(self, rows: Sequence[CheckRow]) -> None:
        clear(self._list)
        for number, each in enumerate(rows[:5]):
            if number:
                self._list.addWidget(line())
            check = each.check
            go = link(check.number, partial(self._shell.open, "check", check.number))
            self._list.addLayout(row(go, None, Badge(label(check.stage), TONES[check.stage]), gap=8))
            tone = None if check.colour is None else COLOURS[check.colour]
            self._list.addWidget(text(verdict_words(each), "small", tone, wrap=True))
            if each.reasons:
                self._list.addWidget(text(listed_reasons(each.reasons), "muted", wrap=True))
        if not rows:
            self._list.addWidget(text(_("No order of this customer was checked yet."), "muted", wrap=True))

    def _on_block(self) -> None:
        if self._customer_id is not None:
            day = today(self._desk.clock)
            self.dialog = customer_dialog(self._desk, self._shell, self, self._customer_id, day)
            self.dialog.open()
