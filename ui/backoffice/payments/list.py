"""All attempts to collect: what needs a person first, with what can be done about the chosen one."""

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.payments.attempt import AttemptStatus
from domain.views.office_rows import Found
from domain.views.payments import AttemptQuestion, AttemptRow
from ui.backoffice.bulk.attempts import attempts_bulk
from ui.backoffice.lists import ListPage, ListSpec
from ui.backoffice.payments.deeds import AttemptDeeds
from ui.backoffice.payments.words import amount_column, reason_words, state_column
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.base import row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column

_MOST: Final = 200
_STATUS: Final = AttemptStatus


class PaymentsPage(ListPage):
    """With the deeds for the chosen attempt above the table."""

    def __init__(self, desk: Desk, shell: Shell, spec: ListSpec[Any]) -> None:
        self.deeds = AttemptDeeds(desk, shell)
        self.statement = button(_("Training bank"), lambda: shell.open("training_bank"), sign="school-outline")
        self.statement.setToolTip(_("What moved at the training bank; no real money"))
        self.statement.setVisible(desk.money is not None)
        super().__init__(shell, spec)
        self.table.current_changed.connect(self.deeds.show_attempt)

    def top(self) -> QWidget:
        around = QWidget()
        around.setLayout(row(self.deeds, None, self.statement))
        return around

    def show_rows(self, rows: Any, *, has_more: bool) -> None:
        super().show_rows(rows, has_more=has_more)
        self.deeds.show_attempt(self.table.current())


def payments_page(desk: Desk, shell: Shell) -> PaymentsPage:
    def ask(words: str, choice: Any) -> Found[AttemptRow]:
        rows = desk.office.payments.attempts(AttemptQuestion(words, choice or (), _MOST + 1))
        return Found(rows[:_MOST], len(rows) > _MOST)

    return PaymentsPage(
        desk,
        shell,
        ListSpec(
            title=_("Payments"),
            placeholder=_("Invoice, customer or method"),
            columns=_columns(),
            choices=(
                ((), _("All")),
                ((_STATUS.UNKNOWN, _STATUS.NEEDS_CUSTOMER), _("To clear")),
                ((_STATUS.FAILED, _STATUS.RETURNED), _("Failed and come back")),
                ((_STATUS.PLANNED,), _("Planned")),
                ((_STATUS.SUBMITTED, _STATUS.PENDING), _("On their way")),
                ((_STATUS.SETTLED,), _("Collected")),
            ),
            empty=lambda: EmptyState(
                "bank-transfer-in",
                _("Nothing is collected yet"),
                _(
                    "Invoices that are agreed to be paid by direct debit or card are collected as soon as the owner has"
                    " chosen by whom, and the customer has left a method."
                ),
            ),
            ask=ask,
            topics=frozenset({"payments", "invoices"}),
            open_row=lambda chosen: ("invoice", chosen.invoice),
            bulk=attempts_bulk(desk),
        ),
    )


def _columns() -> list[Column[AttemptRow]]:
    return [
        Column("invoice", _("Invoice"), lambda one: one.invoice, code=True, width=136),
        state_column(),
        Column("customer", _("Customer"), lambda one: one.customer, fills=True),
        amount_column(),
        Column("collect_on", _("Collected on"), lambda one: one.collect_on, width=120),
        Column("n", _("Attempt"), lambda one: one.n, align=Align.RIGHT, width=80, yields=3),
        Column("method", _("Method"), lambda one: one.method, width=160, yields=1),
        Column("reason", _("Why"), reason_words, width=208, yields=2),
        Column("provider", _("Provider"), lambda one: one.provider, show=label, width=216, yields=5),
        Column("fee", _("Fee"), lambda one: one.fee, align=Align.RIGHT, width=88, yields=6),
        Column("moved_on", _("Last news"), lambda one: one.moved_on, width=112, yields=4),
    ]
