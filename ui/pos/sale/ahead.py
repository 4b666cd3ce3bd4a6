"""Yellow at the till: why the order waits, and the money that lets it go, taken there and then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from domain.application import Command, Event
from domain.checks.ask_money import AskMoney
from domain.checks.model import WHY_LENGTH, MoneyFor
from domain.counter.take_money_ahead import MoneyTakenAhead, TakeMoneyAhead
from domain.money import Money
from domain.serving.pay_at_counter import PaidPart, payment_lines
from domain.till.model import Tendered
from domain.till.signing import Signature
from domain.views.till import TillRow
from domain.views.till_page import CounterCheck
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_money
from ui.pos.ends import page_of, till_here
from ui.pos.paying.dialog import PayDialog
from ui.pos.paying.written import Written
from ui.pos.sale.selling import at_once
from ui.shell.port import Shell
from ui.widgets.forms import ChoiceField, MoneyField, TextField


@dataclass(frozen=True, slots=True)
class Waiting:
    """The order that waits, its check, and the till that stands here."""

    number: str
    check: CounterCheck | None
    till: TillRow | None


def is_let_go_by_money(check: CounterCheck | None) -> bool:
    """Whether this till can let it go."""
    return check is not None and (check.missing is not None or check.least is not None)


def why_it_waits(check: CounterCheck) -> str:
    """The points that count against it, in a line; "": nobody said."""
    return ", ".join(label(point) for point in check.points)


class MoneyAhead:
    """For one page; `then` is called when money was taken."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, then: Callable[[], None]) -> None:
        self._desk, self._shell, self._parent, self._then = desk, shell, parent, then
        self._asks, self._written = Asker(shell, parent), Written(desk, shell, parent)
        self.asking: DeedDialog | None = None
        self.dialog: PayDialog | None = None

    def begin(self, number: str) -> None:
        """For the order of this number."""
        self._asks.ask(
            lambda: Waiting(number, page_of(self._desk).check_of(number), till_here(self._desk)), self._on_found
        )

    def _on_found(self, found: Waiting) -> None:
        check = found.check
        if check is None or found.till is None or not is_let_go_by_money(check):
            self._shell.toast(_("The office decides about {number}; nothing is taken for it here.").format(
                number=found.number))  # fmt: skip
        elif check.missing is not None:
            self._pay(found, found.till, check, check.missing)
        elif check.least is not None:
            self._ask(found, check, check.least)

    def _ask(self, found: Waiting, check: CounterCheck, least: Money) -> None:
        about = _("Yellow: {why}. With a deposit or a payment in advance of at least {least} it goes out at once.")
        made = DeedDialog(
            self._desk,
            self._shell,
            self._parent,
            title=_("Money in advance for {number}").format(number=found.number),
            detail=about.format(why=why_it_waits(check) or _("the check is not sure"), least=shown_money(least)),
            deed=_("To the payment"),
        )
        amount = MoneyField(_("Amount"), zero=False)
        amount.set_value(least)
        why = TextField(_("Why"), required=True, longest=WHY_LENGTH)
        why.set_value(_("taken at the till"))
        made.form.add(asked_for=ChoiceField(_("What for"), [(each, label(each)) for each in MoneyFor]))
        made.form.add(amount=amount, why=why)

        def command(values: Mapping[str, Any]) -> Command:
            return AskMoney(check.order_id, values["amount"], values["asked_for"], values["why"])

        made.make = command
        made.done_with = lambda _event: self.begin(found.number)
        self.asking = made
        made.open()

    def _pay(self, found: Waiting, till: TillRow, check: CounterCheck, missing: Money) -> None:
        terminal = None if self._desk.devices is None else self._desk.devices.terminal
        ways, why = at_once(till, has_terminal=terminal is not None)
        dialog = PayDialog(
            self._shell,
            self._parent,
            missing,
            ways,
            lambda tendered: self._give(found, till, check, (missing, tendered)),
            terminal=terminal,
            why=why,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()

    def _give(
        self, found: Waiting, till: TillRow, check: CounterCheck, paid: tuple[Money, tuple[Tendered, ...]]
    ) -> None:
        dialog, (amount, tendered) = self.dialog, paid
        if dialog is None:
            return
        is_deposit = check.asked_for is MoneyFor.DEPOSIT
        words = _("Deposit in advance, order {number}") if is_deposit else _("Payment in advance, order {number}")
        title = words.format(number=found.number)

        def make(signed: Signature | None) -> Command:
            return TakeMoneyAhead(till.till.id, check.order_id, title, amount, tendered, signed)

        def done(event: Event | None) -> None:
            dialog.finish()
            if isinstance(event, MoneyTakenAhead):
                self._shell.toast(_("{amount} taken, receipt {number}").format(
                    amount=shown_money(event.amount), number=event.number))  # fmt: skip
                self._written.hand_out(event.number)
            self._then()

        lines = payment_lines([PaidPart(None, title, amount)])
        self._written.give(till.till, (lines, tendered), make, done, dialog.refuse)
