"""The list for the bank: what is on its way and was not noted as arrived, as a file that a bank's page reads."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from domain.billing.settlement import PaidBy
from domain.refunds.way_back import Carried, MoneyOrder
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.files import ask_save_csv, write_csv
from ui.widgets.table.columns import Column, csv_text

_MOST = 5000


class BankList:
    """`WayBack` for transfers: a file that a person takes to the bank; nothing arrives or comes back by it."""

    @property
    def by(self) -> PaidBy:
        return PaidBy.TRANSFER

    def carry(self, orders: Sequence[MoneyOrder]) -> Carried:
        """Only what goes to an account: cash is in the customer's hands already."""
        found = [each for each in orders if each.by is self.by and each.account]
        return Carried(file=csv_text(columns(), found) if found else "")


def columns() -> list[Column[MoneyOrder]]:
    """In the order of a transfer form; all of them, however narrow the window is."""
    return [
        Column("customer", _("Recipient"), lambda one: one.customer),
        Column("account", _("Account"), lambda one: one.account),
        Column("sent", _("Amount"), lambda one: one.amount),
        Column("number", _("Purpose"), lambda one: one.purpose),
        Column("sent_on", _("Sent on"), lambda one: one.sent_on),
    ]


def save_bank_list(desk: Desk, shell: Shell, parent: QWidget) -> None:
    def save(orders: tuple[MoneyOrder, ...]) -> None:
        file = BankList().carry(orders).file
        if not file:
            shell.toast(_("Nothing is on its way to an account."))
            return
        path = ask_save_csv(parent, _("List for the bank"))
        if path is not None:
            write_csv(path, file)

    Asker(shell, parent).ask(lambda: desk.office.refunds.orders(_MOST), save)
