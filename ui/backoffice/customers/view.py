"""Customers: the list, one with everything, and a new one."""

from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget

from domain.application import Event
from domain.customers.register_customer import CustomerRegistered
from domain.customers.timeline import CustomerChange
from domain.errors import AppError
from domain.views.comings import Whose
from domain.views.lifecycle import LifeOf
from domain.views.office_rows import CustomerPage, CustomerRow, HeldRow
from ui.backoffice.asking import give
from ui.backoffice.availability.promises import PromisesCard
from ui.backoffice.bulk.people import customers_bulk
from ui.backoffice.cancellations.card import DeclarationsCard
from ui.backoffice.checks.card import CustomerCheckCard
from ui.backoffice.columns import contract_columns, held_columns, invoice_columns, order_columns
from ui.backoffice.customers.around import CustomerAround, TotalsStrip
from ui.backoffice.customers.balance import BalanceCard
from ui.backoffice.customers.deeds import CustomerDeeds
from ui.backoffice.customers.form import CustomerForm
from ui.backoffice.customers.paying import CustomerPayingCard
from ui.backoffice.dunning.card import DunningCard
from ui.backoffice.letters.customer_card import CustomerLettersCard
from ui.backoffice.lists import ListPage, ListSpec
from ui.backoffice.losses.case_card import CaseCard
from ui.backoffice.loyalty.customer_card import LoyaltyCard
from ui.backoffice.parts import Sides, SmallTable, bring_into_view
from ui.backoffice.payments.customer_card import CustomerMethodsCard
from ui.backoffice.quotes.card import QuotesCard
from ui.backoffice.refunds.customer_card import CustomerRefundCard
from ui.backoffice.returns.comings_card import ComingsCard
from ui.backoffice.things import ThingPage
from ui.backoffice.transfers.card import TransferCard
from ui.backoffice.words import shown_sums
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date
from ui.lifecycle.panel import LifePanel
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import column, guide_focus, row
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.table import Column
from ui.widgets.table.columns import Align


def customers_page(desk: Desk, shell: Shell) -> ListPage:
    return ListPage(
        shell,
        ListSpec(
            title=_("Customers"),
            placeholder=_("Name, number or e-mail"),
            columns=_columns(),
            choices=(),
            empty=lambda: EmptyState(
                "account-outline",
                _("No customers yet"),
                _("Take in the first one; an order needs name and address."),
                action=_("New customer"),
                on_action=lambda: shell.open("new_customer"),
            ),
            ask=lambda words, _choice: desk.office.customers(words),
            topics=frozenset({"customers", "contracts", "invoices"}),
            open_row=lambda chosen: ("customer", chosen.number),
            new=(_("New customer"), "new_customer"),
            bulk=customers_bulk(desk),
        ),
    )


class OneCustomer(ThingPage[CustomerPage]):
    """Contracts, invoices and orders on the left; who it is and what they hold on the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        super().__init__(shell, _("Customer"), desk.office.customer, _topics)

    def build(self) -> QWidget:
        self.contracts = SmallTable(contract_columns(with_customer=False), _("No contracts yet."), name=_("Contracts"))
        self.invoices = SmallTable(invoice_columns(with_customer=False), _("No invoices yet."), name=_("Invoices"))
        self.orders = SmallTable(order_columns(with_customer=False), _("No orders yet."), name=_("Orders"))
        self.held = SmallTable(held_columns(), _("They hold nothing of ours."), name=_("With the customer"), most=6)
        self.facts = KeyValues()
        self.totals, self.around = TotalsStrip(), CustomerAround(self._desk, self.shell)
        self.around.told.connect(self.totals.show_around)
        self.history = LifePanel(self._desk, self.shell, LifeOf.CUSTOMER)
        self.balance, self.checks = BalanceCard(self._desk, self.shell), CustomerCheckCard(self._desk, self.shell)
        self.quotes = QuotesCard(self._desk, self.shell)
        self.refunds = CustomerRefundCard(self._desk, self.shell)
        self.methods = CustomerMethodsCard(self._desk, self.shell)
        self.refunds.told.connect(self.balance.show_refunds)
        self.comings = ComingsCard(self._desk.floor.comings, self._desk.clock, self.shell, with_swaps=True)
        self.promises, self.dunning = PromisesCard(self._desk, self.shell), DunningCard(self._desk, self.shell)
        main = QWidget()
        main.setLayout(
            column(
                Card(_("Contracts")).add(self.contracts),
                Card(_("Invoices")).add(self.invoices),
                self.dunning,
                self.balance,
                self.methods,
                self.refunds,
                self.checks,
                self.comings,
                self.promises,
                Card(_("Orders")).add(self.orders),
                self.quotes,
                self.around,
                Card(_("History")).add(self.history),
                None,
                gap=24,
            )
        )
        self.deeds = CustomerDeeds(self._desk, self.shell, lambda: bring_into_view(self.checks))
        whole = QWidget()
        whole.setLayout(column(self.totals, self.deeds, Sides(main, self._build_side()), gap=16))
        for table, page in ((self.contracts, "contract"), (self.invoices, "invoice"), (self.orders, "order")):
            table.opened.connect(partial(self._open, page))
        self.held.current_changed.connect(lambda _chosen: self._settle_held())
        self.held.opened.connect(lambda thing: self.shell.open("asset", thing.code))
        return whole

    def _build_side(self) -> QWidget:
        """Who it is, and what they hold."""
        side = QWidget()
        who = Card(_("Who it is")).add(self.facts)
        self.changes = KeyValues()
        self.moves = Card(_("Moves and VAT status")).add(self.changes)
        self.paying = CustomerPayingCard(self._desk, self.shell)
        self.loyalty, self.declared = LoyaltyCard(self._desk, self.shell), DeclarationsCard(self._desk, self.shell)
        self.letters = CustomerLettersCard(self._desk, self.shell)
        self.case, self.transfers = CaseCard(self._desk, self.shell), TransferCard(self._desk, self.shell)
        self.sell = button(_("Offer to sell …"), self._sell, sign="cash-check")
        held = Card(_("What they hold")).add(self.held, row(self.sell, None))
        parts = (
            who,
            self.case,
            self.declared,
            self.paying,
            self.letters,
            self.loyalty,
            self.transfers,
            self.moves,
            held,
        )
        side.setLayout(column(*parts, None, gap=24))
        return side

    def fill(self, thing: CustomerPage) -> None:
        customer = thing.customer
        personal, address = customer.personal, customer.personal.address
        since = _("customer since {day}").format(day=shown_date(thing.registered_at.date()))
        badges = [(label(customer.kind), Tone.NEUTRAL)]
        if address is None or not address.is_complete:
            badges.append((_("no address"), Tone.WARN))
        self.set_heading(personal.name, f"{customer.number} · {since}", tuple(badges))
        self.totals.show_page(thing)
        self.deeds.show_page(thing)
        self.around.show_customer(customer.id)
        self.contracts.set_rows(thing.contracts)
        self.balance.show_page(thing)
        self.refunds.show_customer(customer.id)
        self.quotes.show_customer(customer.id)
        self.methods.show_customer(customer.id)
        self.checks.show_customer(customer.id)
        self.comings.show_of(Whose(customer_id=customer.id))
        self.paying.show_customer(customer.id)
        self.letters.show_customer(customer.id)
        self.declared.show_customer(customer.id)
        self.case.show_customer(customer.id)
        self.transfers.show_customer(customer.id)
        self.loyalty.show_customer(customer.id)
        self.promises.show_customer(customer.id)
        self.dunning.show_customer(customer.id)
        self.invoices.set_rows(thing.invoices)
        self.orders.set_rows(thing.orders)
        self.history.show_life(customer.id, customer.number)
        self.held.set_rows(thing.held)
        self._settle_held()
        where = f"{address.street}\n{address.postcode} {address.city}, {address.country}" if address else None
        languages = {"de": _("German"), "en": _("English")}
        facts = [
            Fact(_("Company"), personal.company) if personal.company else None,
            Fact(_("Address"), where),
            Fact(_("E-mail"), personal.email or None),
            Fact(_("Phone"), personal.phone or None),
            Fact(_("VAT ID"), customer.vat_id) if customer.vat_id else None,
            Fact(_("Letters in"), languages.get(customer.language, customer.language)),
            Fact(_("Invoiced in total"), shown_sums(thing.open_sums)),
            Fact(_("Still to be paid"), shown_sums(thing.open_now), Tone.WARN) if thing.open_now else None,
            Fact(_("Deposit held"), shown_sums([each.held for each in thing.deposits])) if thing.deposits else None,
        ]
        self.facts.set_facts([fact for fact in facts if fact is not None])
        self.changes.set_facts([change_fact(change) for change in reversed(thing.changes)])
        self.moves.setVisible(bool(thing.changes))

    def _open(self, page: str, chosen: object) -> None:
        self.shell.open(page, chosen.number)  # type: ignore[attr-defined]  # rows of three lists, all with a number

    def _chosen_held(self) -> HeldRow | None:
        """Where there is only one, nobody has to choose."""
        chosen: HeldRow | None = self.held.current()
        known = self.held.rows()
        return chosen if chosen is not None or len(known) != 1 else known[0]

    def _settle_held(self) -> None:
        self.sell.setVisible(bool(self.held.rows()))
        self.sell.setEnabled(self._chosen_held() is not None)
        self.sell.setToolTip("" if self.sell.isEnabled() else _("Choose a thing that the customer holds."))

    def _sell(self) -> None:
        chosen = self._chosen_held()
        if chosen is not None:
            self.shell.open("sell_thing", chosen.code)


def change_fact(change: CustomerChange) -> Fact:
    """From which day, what, and why; newest entry first on the page."""
    status, words = change.status, []
    if change.address is not None:
        where = change.address
        words.append(f"{where.street}, {where.postcode} {where.city}, {where.country}")
    elif status.country is not None:
        words.append(status.country)
    if status.kind is not None:
        words.append(label(status.kind))
    if status.vat_id:
        checked = shown_date(change.checked_on) if change.checked_on else ""
        words.append(_("{vat_id}, checked on {day}").format(vat_id=status.vat_id, day=checked))
    if change.reason:
        words.append(change.reason)
    return Fact(_("from {day}").format(day=shown_date(status.from_on)), "\n".join(words))


class NewCustomer(Page):
    """The form alone; afterwards the new customer's page opens."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("New customer"))
        self._desk = desk
        self._is_busy = False
        self.form = CustomerForm()
        self.save = button(_("Save customer"), self._on_save, kind="primary", sign="check", shortcut="Ctrl+Return")
        card = Card().add(self.form, row(self.save, None))
        card.setMaximumWidth(theme().px(760))
        self.setLayout(column(row(card, None), None))
        guide_focus(self, self.form)

    def show_target(self, argument: str) -> None:
        if argument:
            self.form.start(argument)
        self.form.setFocus()

    def _on_save(self) -> None:
        command = self.form.command()
        if command is not None and not self._is_busy:
            self._set_busy(True)
            give(self.shell, self._desk, command, self._on_saved, self._on_refused, owner=self)

    def _on_saved(self, event: Event) -> None:
        self._set_busy(False)
        registered = cast(CustomerRegistered, event)
        self.form.clear()
        self.shell.toast(_("Customer {number} is saved.").format(number=registered.number))
        self.shell.open("customer", registered.number)

    def _on_refused(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, AppError) or not self.form.show_refusal(error):
            self.shell.show_refusal(error)

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self.save.setEnabled(not busy)


def _columns() -> list[Column[CustomerRow]]:
    return [
        Column("number", _("Number"), lambda row: row.number, code=True, width=136),
        Column("name", _("Name"), lambda row: row.name, fills=True),
        Column("company", _("Company"), lambda row: row.company, width=168, optional=True),
        Column("kind", _("Kind"), lambda row: row.kind, show=label, width=104, optional=True),
        Column(
            "city",
            _("City"),
            lambda row: row.city if row.has_address else _("no address"),
            tone=lambda row: None if row.has_address else Tone.WARN,
            width=144,
        ),
        Column("email", _("E-mail"), lambda row: row.email, width=176, wide=304, yields=3),
        Column("running", _("Running"), lambda row: row.running or None, width=88, yields=2),
        Column("held", _("Things held"), lambda row: row.held or None, width=112, optional=True),
        Column("sum", _("Invoiced in total"), _sum, show=shown_sums_or_money, align=Align.RIGHT, width=160, yields=4),
        Column("open", _("Open amount"), _open, show=shown_sums_or_money, align=Align.RIGHT, width=120, yields=1),
    ]


def _sum(row: CustomerRow) -> object:
    """One amount where there is one currency, so that the column sorts."""
    return row.open_sums[0] if len(row.open_sums) == 1 else row.open_sums or None


def _open(row: CustomerRow) -> object:
    return row.open_now[0] if len(row.open_now) == 1 else row.open_now or None


def shown_sums_or_money(value: object) -> str:
    return shown_sums(value if isinstance(value, tuple) else (value,))


def _topics(thing: CustomerPage) -> frozenset[str]:
    of_others = {"contracts", "orders", "invoices", "refunds", "returns", "declarations", "availability", "transfers"}
    return frozenset({f"customer:{thing.customer.id}", "dunning", *of_others})
