"""Orders: the list, and one with its lines, shipment, contract and invoices."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.clock import today
from domain.ids import ContractId
from domain.views.lifecycle import LifeOf
from domain.views.office import OrderQuestion
from domain.views.office_rows import OrderLineRow, OrderPage, ShipmentRow
from ui.backoffice.asking import Asker
from ui.backoffice.availability.promises import ContractPromises
from ui.backoffice.checks.card import OrderCheckCard
from ui.backoffice.columns import invoice_columns, order_columns, order_state, order_tone
from ui.backoffice.lists import ListPage, ListSpec
from ui.backoffice.orders.cancelling import cancel_dialog
from ui.backoffice.orders.presenter import DeliveryNotes
from ui.backoffice.parts import Sides, SmallTable, link
from ui.backoffice.things import ThingPage
from ui.backoffice.words import SHIPMENT_TONES, listed_recurring, shown_interval
from ui.countries import shown_address
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_instant, shown_money
from ui.lifecycle.panel import LifePanel
from ui.shell.port import Shell
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.table import Column
from ui.widgets.table.columns import Align


def orders_page(desk: Desk, shell: Shell) -> ListPage:
    return ListPage(
        shell,
        ListSpec(
            title=_("Orders"),
            placeholder=_("Number or customer"),
            columns=order_columns(),
            choices=((True, _("Open orders")), (False, _("All orders"))),
            empty=lambda: EmptyState(
                "cart-outline",
                _("No open orders"),
                _("Take one with “New order”. What was sent stands under “All orders”."),
                action=_("New order"),
                on_action=lambda: shell.open("new_order"),
            ),
            ask=lambda words, only_open: desk.office.orders(OrderQuestion(words, only_open)),
            topics=frozenset({"orders", "shipments"}),
            open_row=lambda chosen: ("order", chosen.number),
            new=(_("New order"), "new_order"),
        ),
    )


class OneOrder(ThingPage[OrderPage]):
    """Lines on the left, customer, shipment and contract beside them, invoices below."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        super().__init__(shell, _("Order"), desk.office.order, _topics)
        self.notes = DeliveryNotes(shell, desk, Asker(shell, self))

    def build(self) -> QWidget:
        self.lines = SmallTable(_line_columns(), _("This order has no lines."), name=_("Lines"), most=12)
        self.invoices = SmallTable(
            invoice_columns(with_customer=False),
            _("None yet. The first is written when the goods leave."),
            name=_("Invoices"),
        )
        self.history = LifePanel(self._desk, self.shell, LifeOf.ORDER)
        self.note = text("", wrap=True)
        self.note_card = Card(_("Note")).add(self.note)
        self.facts = KeyValues()
        self.customer_links, self.contract_links = column(gap=4), column(gap=8)
        main = QWidget()
        main.setLayout(
            column(
                Card(_("Lines")).add(self.lines),
                self.note_card,
                Card(_("Invoices")).add(self.invoices),
                Card(_("History")).add(self.history),
                None,
                gap=24,
            )
        )
        side = QWidget()
        customer = Card(_("Customer"))
        customer.body.addLayout(self.customer_links)
        progress = Card(_("What follows from it"))
        progress.body.addLayout(self.contract_links)
        self.check = OrderCheckCard(self._desk, self.shell)
        self.promises = ContractPromises(self._desk, self.shell)
        sums = Card(_("Sums")).add(self.facts)
        side.setLayout(column(self.check, customer, progress, self.promises, sums, None, gap=24))
        self.invoices.opened.connect(lambda chosen: self.shell.open("invoice", chosen.number))
        return Sides(main, side)

    def fill(self, thing: OrderPage) -> None:
        found = thing.row
        self.set_heading(
            _("Order {number}").format(number=found.number),
            f"{found.customer} · {shown_date(found.placed_on)}",
            ((order_state(found), order_tone(found)),),
        )
        self.lines.set_rows(thing.lines)
        self.invoices.set_rows(thing.invoices)
        self.history.show_life(found.id, found.number)
        self.check.show_order(found.number)
        self.note.setText(thing.note)
        self.note_card.setVisible(bool(thing.note))
        self.facts.set_facts(
            [
                Fact(_("Recurring"), listed_recurring(found.recurring)),
                Fact(_("Once"), found.once),
            ]
        )
        self._fill_customer(thing)
        self._fill_consequences(thing)
        for contract in thing.contracts[:1]:
            self.promises.show_contract(ContractId(contract.id))

    def _fill_customer(self, thing: OrderPage) -> None:
        clear(self.customer_links)
        personal = thing.customer.personal
        open_customer = partial(self.shell.open, "customer", thing.customer.number)
        self.customer_links.addLayout(row(link(personal.name, open_customer), None))
        where = shown_address(personal.address)
        for shown in filter(None, (where, personal.email, personal.phone)):
            self.customer_links.addWidget(text(shown, "muted", wrap=True))

    def _fill_consequences(self, thing: OrderPage) -> None:
        clear(self.contract_links)
        for contract in thing.contracts:
            go = partial(self.shell.open, "contract", contract.number)
            self.contract_links.addLayout(row(text(_("Contract"), "muted"), None, link(contract.number, go)))
        for shipment in thing.shipments:
            self.contract_links.addWidget(line())
            self.contract_links.addLayout(_shipment(shipment))
            show = partial(self.notes.open, shipment.id, shipment.number)
            self.contract_links.addLayout(row(link(_("Print delivery note"), show), None))
        if not thing.shipments:
            self.contract_links.addWidget(text(_("Nothing has to be carried."), "muted"))
        if thing.contracts and thing.may_cancel(today(self._desk.clock)):
            self.cancel = button(_("Cancel order …"), partial(self._ask_to_cancel, thing), sign="cancel")
            self.contract_links.addWidget(line())
            self.contract_links.addLayout(row(self.cancel, None))

    def _ask_to_cancel(self, thing: OrderPage) -> None:
        self.dialog = cancel_dialog(self._desk, self.shell, self, thing)
        self.dialog.open()


def _shipment(shipment: ShipmentRow) -> QVBoxLayout:
    progress = _("{done} of {of} packed").format(done=shipment.done, of=shipment.wanted)
    when = shown_instant(shipment.dispatched_at) if shipment.dispatched_at else progress
    head = row(text(shipment.number, "code"), None, Badge(label(shipment.status), SHIPMENT_TONES[shipment.status]))
    return column(head, text(when, "muted"), gap=4)


def _line_columns() -> list[Column]:  # type: ignore[type-arg]  # rows of an order
    return [
        Column("position", _("No."), lambda r: r.position, align=Align.LEFT, width=72, yields=2),
        Column("title", _("Product"), lambda r: r.title, fills=True),
        Column("treatment", _("Kind"), lambda r: r.treatment, show=label, width=136, yields=3),
        Column("plan", _("Plan"), lambda r: r.plan, width=160, optional=True),
        Column("quantity", _("Quantity"), lambda r: r.quantity, width=96),
        Column("price", _("Price"), lambda r: r.price, show=shown_money, width=112),
        Column("charged", _("Charged"), _charged, width=136, yields=1),
    ]


def _charged(line: OrderLineRow) -> str:
    return _("once") if line.rhythm is None else shown_interval(line.rhythm)


def _topics(thing: OrderPage) -> frozenset[str]:
    contracts = {f"contract:{ref.id}" for ref in thing.contracts}
    shipments = {f"shipment:{shipment.id}" for shipment in thing.shipments}
    return frozenset({"orders", "invoices", "shipments", "availability", "checks"} | contracts | shipments)
