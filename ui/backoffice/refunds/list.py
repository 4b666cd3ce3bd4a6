"""All refunds: those with a legal day first; what came back is never hidden."""

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.refunds.model import LIVE, RefundStatus
from domain.views.office_rows import Found
from domain.views.refunds import RefundQuestion, RefundRow
from ui.backoffice.lists import ListPage, ListSpec
from ui.backoffice.refunds.bank_list import save_bank_list
from ui.backoffice.refunds.words import TONES
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column

_MOST: Final = 200


class RefundsPage(ListPage):
    """With the list for the bank above the table."""

    def __init__(self, desk: Desk, shell: Shell, spec: ListSpec[Any]) -> None:
        self._desk = desk
        super().__init__(shell, spec)

    def top(self) -> QWidget:
        self.bank = button(_("List for the bank …"), self._save, sign="bank-transfer-out")
        self.bank.setToolTip(_("Everything that is on its way to an account, as a CSV file"))
        around = QWidget()
        around.setLayout(row(self.bank, None))
        return around

    def _save(self) -> None:
        save_bank_list(self._desk, self.shell, self)


def refunds_page(desk: Desk, shell: Shell, *, is_owner: bool = False) -> RefundsPage:
    """The owner sees first what waits for a second person."""

    def ask(words: str, choice: Any) -> Found[RefundRow]:
        rows = desk.office.refunds.refunds(RefundQuestion(words, choice or (), _MOST + 1))
        return Found(rows[:_MOST], len(rows) > _MOST)

    choices: list[tuple[tuple[RefundStatus, ...], str]] = [
        (tuple(sorted(LIVE)), _("Open refunds")),
        ((RefundStatus.ASKED,), _("To approve")),
    ]
    page = "refund_to_approve" if is_owner else "refund"

    def nothing() -> EmptyState:
        words = _("Open a contract and choose “Refund …”: by line and days, or what a withdrawal credits.")
        if is_owner:
            return EmptyState(
                "cash-refund", _("No refund waits"), _("What the office asks for above its limits waits here.")
            )
        return EmptyState(
            "cash-refund",
            _("No money is on its way back"),
            words,
            action=_("Contracts"),
            on_action=lambda: shell.open("contracts"),
        )

    return RefundsPage(
        desk,
        shell,
        ListSpec(
            title=_("Refunds"),
            placeholder=_("Number, contract or customer"),
            columns=_columns(),
            choices=(
                *(choices[::-1] if is_owner else choices),
                ((RefundStatus.APPROVED,), _("To send")),
                ((RefundStatus.SENT,), _("On its way")),
                ((RefundStatus.FAILED,), _("Came back")),
                ((), _("All")),
            ),
            empty=nothing,
            ask=ask,
            topics=frozenset({"refunds", "invoices"}),
            open_row=lambda chosen: (page, chosen.refund.number),
        ),
    )


def _columns() -> list[Column[RefundRow]]:
    right = Align.RIGHT
    return [
        Column("number", _("Number"), lambda one: one.refund.number, code=True, width=136),
        Column("state", _("State"), lambda one: one.refund.status, show=label, tone=_tone, width=168),
        Column("customer", _("Customer"), lambda one: one.customer, fills=True),
        Column("cause", _("Why"), lambda one: one.refund.cause, show=label, width=168, yields=2),
        Column("amount", _("At most"), lambda one: one.refund.amount, align=right, width=104),
        Column("sent", _("Sent"), lambda one: one.sent, align=right, width=104, yields=1),
        Column("sent_on", _("Sent on"), lambda one: one.sent_on, width=112, yields=4),
        Column("due_on", _("Due by"), lambda one: one.refund.due_on, width=112),
        Column("contract", _("Contract"), lambda one: one.contract, code=True, width=136, yields=3),
        Column("account", _("Account"), lambda one: one.account, width=176, yields=6),
        Column("asked_by", _("Requested by"), lambda one: one.asked_by, width=136, yields=5),
    ]


def _tone(one: RefundRow) -> Tone:
    return TONES[one.refund.status]
