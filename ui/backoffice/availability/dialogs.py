"""The small forms of promises: reserve, join the waiting list, expect a delivery, make an order of a promise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.availability.expect_receipt import ExpectReceipt
from domain.availability.join_waiting_list import JoinWaitingList
from domain.availability.model import MOST, Expectation, OrderPromise
from domain.availability.move_expectation import MoveExpectation
from domain.availability.reserve_product import ReserveProduct
from domain.catalog.plan import PricePlan
from domain.clock import today
from domain.ids import CustomerId, VariantId
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.views.availability import KindRow
from domain.views.office_rows import CustomerRow
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import PickField
from ui.backoffice.words import shown_rate
from ui.desk import Desk
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.widgets.base import text
from ui.widgets.forms import ChoiceField, DateField, TextField
from ui.widgets.typed import seen

LONGEST_WHY = 200


class ForCustomer(DeedDialog):
    """A deed for a customer who is looked up in it."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, *, title: str, detail: str, deed: str) -> None:
        super().__init__(desk, shell, parent, title=title, detail=detail, deed=deed)
        self._asker = Asker(shell, self)
        self.customer: CustomerRow | None = None
        self.search: PickField[CustomerRow] = PickField(_("Name, number or e-mail"), self._find, _shown)
        self.chosen = text(_("Nobody chosen yet"), "muted", wrap=True)
        self.below.addWidget(text(_("Customer"), "muted"))
        self.below.addWidget(self.search)
        self.below.addWidget(self.chosen)
        self.search.picked.connect(self.choose)
        self.make_for: Callable[[CustomerId, Mapping[str, Any]], Command] | None = None
        self.search.setFocus()

    def choose(self, customer: CustomerRow) -> None:
        self.customer = customer
        self.chosen.setText(f"{customer.name} · {customer.number}")
        self.search.line.clear()
        self.problem.hide()
        QTimer.singleShot(0, self, self.adjustSize)

    def command(self, values: Mapping[str, Any]) -> Command | None:
        if self.customer is None or self.make_for is None:
            self.problem.setText(_("Choose the customer first: search by name, number or e-mail."))
            self.problem.show()
            self.search.setFocus()
            return None
        return self.make_for(self.customer.id, values)

    def _find(self, words: str, done: Callable[[Sequence[CustomerRow]], None]) -> None:
        self._asker.ask(lambda: self._desk.office.customers(words, 12), lambda found: done(found.rows))


def reserve_dialog(desk: Desk, shell: Shell, parent: QWidget, row: KindRow, hold_days: int) -> ForCustomer:
    about = _("{thing}: which one it is, is decided when it is packed. The customer gets a letter.")
    made = ForCustomer(desk, shell, parent, title=_("Reserve"), detail=about.format(thing=row.title), deed=_("Reserve"))
    day = today(desk.clock)
    begins = max(day, row.first_day or day)
    made.form.add(
        quantity=TextField(_("Quantity"), required=True, longest=3),
        from_on=DateField(_("First day"), begins, earliest=day),
    )
    made.form["quantity"].editor.setText("1")  # type: ignore[attr-defined]  # the line of a text field
    until = ChoiceField(
        _("How long"),
        [(None, _("until it is given back")), *((weeks, _weeks(weeks)) for weeks in (1, 2, 4, 8, 13, 26))],
    )
    hold = DateField(_("Hold until"), begins + timedelta(days=hold_days), earliest=day)
    made.form.add(weeks=until, hold_until=hold)
    why = _("Only needed where more is promised than is free. A task reminds of it.")
    made.form.add(because=TextField(_("Why all the same"), longest=LONGEST_WHY, hint=why))

    def command(customer_id: CustomerId, values: Mapping[str, Any]) -> Command:
        typed = values["quantity"].strip()
        quantity = int(typed) if typed.isdecimal() and len(typed) <= len(str(MOST)) else 0
        begin, weeks = values["from_on"], values["weeks"]
        ends = None if weeks is None else begin + timedelta(weeks=weeks)
        known = (customer_id, row.variant_id, quantity, begin, ends, values["hold_until"])
        return ReserveProduct(*known, because=values["because"])

    made.make_for = command
    return made


def wait_dialog(desk: Desk, shell: Shell, parent: QWidget, row: KindRow) -> ForCustomer:
    about = _("{thing}: as soon as one is free, it is offered in turn, by letter, for some days.")
    made = ForCustomer(
        desk, shell, parent, title=_("Put on the waiting list"), detail=about.format(thing=row.title),
        deed=_("Put on the list"),
    )  # fmt: skip
    made.make_for = lambda customer_id, _values: JoinWaitingList(customer_id, row.variant_id)
    return made


def expect_dialog(desk: Desk, shell: Shell, parent: QWidget, row: KindRow) -> DeedDialog:
    about = _("{thing}: what comes in is taken off, the earliest day first.")
    made = DeedDialog(
        desk, shell, parent, title=_("Expect a delivery"), detail=about.format(thing=row.title), deed=_("Note it")
    )
    day = today(desk.clock)
    made.form.add(
        quantity=TextField(_("Quantity"), required=True, longest=3),
        expected_on=DateField(_("Expected on"), day + timedelta(days=7), earliest=day),
    )
    made.form.add(note=TextField(_("Note"), longest=80, hint=_("For example the number of the purchase.")))

    def command(values: Mapping[str, Any]) -> Command:
        typed = values["quantity"].strip()
        quantity = int(typed) if typed.isdecimal() else 0
        return ExpectReceipt(row.variant_id, quantity, values["expected_on"], values["note"])

    made.make = command
    made.form["quantity"].setFocus()
    return made


def move_dialog(desk: Desk, shell: Shell, parent: QWidget, expected: Expectation) -> DeedDialog:
    about = _("Whose order comes later by it is told at once, and who waits for a day hears it.")
    made = DeedDialog(desk, shell, parent, title=_("Another day of the delivery"), detail=about, deed=_("Note it"))
    day = today(desk.clock)
    made.form.add(
        quantity=TextField(_("Still to come"), required=True, longest=3),
        expected_on=DateField(_("Expected on"), max(expected.expected_on, day), earliest=day),
    )
    made.form["quantity"].editor.setText(str(expected.quantity))  # type: ignore[attr-defined]  # the line of a text field

    def command(values: Mapping[str, Any]) -> Command:
        typed = values["quantity"].strip()
        return MoveExpectation(expected.id, values["expected_on"], int(typed) if typed.isdecimal() else 0)

    made.make = command
    made.form["expected_on"].setFocus()
    return made


@dataclass(frozen=True, slots=True)
class Wish:
    """What becomes an order: who, what, how many, from when on, and the words for it."""

    customer_id: CustomerId
    variant_id: VariantId
    quantity: int
    words: str
    promise: OrderPromise
    plans: Sequence[PricePlan]


def order_dialog(desk: Desk, shell: Shell, parent: QWidget, wish: Wish) -> DeedDialog:
    """The plan is chosen, all else is known."""
    made = DeedDialog(desk, shell, parent, title=_("Order it"), detail=wish.words, deed=_("Place order"))
    made.form.add(plan=ChoiceField(_("Price plan"), [(plan, _plan(plan)) for plan in wish.plans]))
    made.make = lambda values: PlaceOrder(
        wish.customer_id, (OrderedItem(wish.variant_id, wish.quantity, values["plan"].id),), promise=wish.promise
    )
    return made


def _plan(plan: PricePlan) -> str:
    price = shown_rate(plan.price, plan.terms.interval) if plan.is_recurring else shown_money(plan.price)
    return f"{plan.name} · {price}"


def _weeks(weeks: int) -> str:
    return _("1 week") if weeks == 1 else _("{weeks} weeks").format(weeks=weeks)


def _shown(found: CustomerRow) -> tuple[str, str, str]:
    return found.name, " · ".join(filter(None, (found.number, seen(found.city), found.email))), "account-outline"
