"""The list for the bank: what is on its way and was not noted as arrived, as a file that a bank's page reads."""

from PySide6.QtWidgets import QWidget

from domain.billing.settlement import PaidBy
from domain.refunds.model import RefundStatus
from domain.views.refunds import RefundQuestion, RefundRow
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.files import ask_save_csv, write_csv
from ui.widgets.table.columns import Column, csv_text

_MOST = 5000


def columns() -> list[Column[RefundRow]]:
    """In the order of a transfer form; all of them, however narrow the window is."""
    return [
        Column("customer", _("Recipient"), lambda one: one.customer),
        Column("account", _("Account"), lambda one: one.account),
        Column("sent", _("Amount"), lambda one: one.sent),
        Column("number", _("Purpose"), lambda one: f"{one.refund.number} {one.contract}"),
        Column("sent_on", _("Sent on"), lambda one: one.sent_on),
    ]


def _transfers(rows: tuple[RefundRow, ...]) -> list[RefundRow]:
    return [each for each in rows if each.by is PaidBy.TRANSFER and each.account]


def bank_csv(rows: tuple[RefundRow, ...]) -> str:
    """Only what goes to an account: cash is in the customer's hands already."""
    return csv_text(columns(), _transfers(rows))


def save_bank_list(desk: Desk, shell: Shell, parent: QWidget) -> None:
    def save(rows: tuple[RefundRow, ...]) -> None:
        if not _transfers(rows):
            shell.toast(_("Nothing is on its way to an account."))
            return
        path = ask_save_csv(parent, _("List for the bank"))
        if path is not None:
            write_csv(path, bank_csv(rows))

    question = RefundQuestion(statuses=(RefundStatus.SENT,), limit=_MOST)
    Asker(shell, parent).ask(lambda: desk.office.refunds.refunds(question), save)
