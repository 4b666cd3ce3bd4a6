"""Months of trade on a real Postgres, in any order: after every step the books are right."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from domain.application import Envelope, Seat
from domain.assets.status import Condition
from domain.billing.bill_customers import BillCustomers, bill_customers
from domain.billing.charges import charges
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.status import Action, open_actions
from domain.contracts.terms import Billing, ContractTerms, PricesAre, Proration
from domain.ids import AssetId, CommandId
from domain.money import Money
from domain.period import Interval, Unit
from domain.returns.take_back_asset import TakeBackAsset
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business
from tests.storage.trade import Rented, bill, check_books, contract_of, differences, edit, rent, today

PLANS = {
    "monthly": ContractTerms(),
    "weekly": ContractTerms(interval=Interval(Unit.WEEK, 2)),
    "yearly net": ContractTerms(interval=Interval(Unit.YEAR), prices_are=PricesAre.NET),
    "arrears": ContractTerms(billing=Billing.IN_ARREARS, prices_are=PricesAre.NET),
    "kind": ContractTerms(skipped_first=1, proration=Proration.SKIP, proration_down=Proration.DAILY),
}


class Trade(RuleBasedStateMachine):
    """One business; contracts are made, changed, ended by returns, and billed late, twice or in time."""

    server: EmbeddedServer

    def __init__(self) -> None:
        super().__init__()
        self._open = open_business(self.server)
        self.business: Business = self._open.__enter__()
        self.cover = self.business.product(
            "Schutz", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, price="6.90", sku="INS"
        )
        self.lock = self.business.product("Schloss", kind=LineKind.SALE, price="49.00", sku="LOCK")
        self.bikes = {
            name: self.business.product(name, price="83.33", sku=name, terms=terms, transit_days=len(name) % 3)
            for name, terms in PLANS.items()
        }
        self.customers = [self.business.customer(name) for name in ("Öztürk", "Brückner")]
        self.running: list[tuple[Rented, AssetId]] = []
        self.rented: list[Rented] = []
        self.has_run = False

    @precondition(lambda self: len(self.rented) < 4)
    @rule(data=st.data(), plan=st.sampled_from(sorted(PLANS)), more=st.booleans())
    def rent_one(self, data: st.DataObject, plan: str, more: bool) -> None:
        products = [self.bikes[plan]]
        if more and plan == "monthly":  # only what has the same rhythm and prices fits into one contract
            products += [self.lock, self.cover]
        rented = rent(self.business, data.draw(st.sampled_from(self.customers)), *products)
        self.rented.append(rented)
        self.running.append((rented, rented.assets[0]))
        self.has_run = False

    @rule(days=st.sampled_from([1, 2, 3, 9, 28, 31, 59]))
    def wait(self, days: int) -> None:
        self.business.pass_days(days)
        self.has_run = False

    @rule()
    def run(self) -> None:
        bill(self.business)
        for rented in self.rented:
            assert differences(self.business, rented.contract_id, today(self.business)) == ()
        self.has_run = True

    @precondition(lambda self: self.has_run)
    @rule()
    def run_again(self) -> None:
        assert bill(self.business).invoices == 0

    @precondition(lambda self: self.rented)
    @rule(data=st.data(), by=st.integers(-40, 30), price=st.integers(0, 20_000))
    def change_a_price(self, data: st.DataObject, by: int, price: int) -> None:
        rented = data.draw(st.sampled_from(self.rented))
        line = contract_of(self.business, rented.contract_id).lines[0].id
        day = today(self.business) + timedelta(days=by)
        edit(self.business, rented.contract_id, lambda c: c.price_changed(line, day, Money(price)))
        self.has_run = False

    @precondition(lambda self: self.rented)
    @rule(data=st.data(), by=st.integers(-3, 12))
    def it_arrived_on_another_day(self, data: st.DataObject, by: int) -> None:
        rented = data.draw(st.sampled_from(self.rented))
        contract = contract_of(self.business, rented.contract_id)
        start = contract.start_on + timedelta(days=by)
        if contract.end_on is None:
            edit(self.business, rented.contract_id, lambda c: c.start_moved(start))
            self.has_run = False

    @precondition(lambda self: self.rented)
    @rule(data=st.data(), by=st.integers(-40, 30), length=st.integers(1, 60), exact=st.booleans(), alone=st.booleans())
    def something_rests(self, data: st.DataObject, by: int, length: int, exact: bool, alone: bool) -> None:
        contract = contract_of(self.business, data.draw(st.sampled_from(self.rented)).contract_id)
        day = today(self.business) + timedelta(days=by)
        lines = (data.draw(st.sampled_from([line.id for line in contract.lines])),) if alone else ()
        pause = Pause(day, day + timedelta(days=length), to_the_day=exact, line_ids=lines)
        if Action.PAUSE in open_actions(contract.status) and not any(each.meets(pause) for each in contract.pauses):
            self.business.do(Seat.BACKOFFICE, PauseContract(contract.id, contract.version, "so gewünscht", pause=pause))
            self.has_run = False

    @rule()
    def the_power_goes(self) -> None:
        """All is written and a number drawn, then nothing of it stays."""
        command = BillCustomers(tuple(each.customer_id for each in self.customers), today(self.business))
        gate, person = self.business.gate(Seat.WORKER), self.business.seat(Seat.WORKER)[1]

        def fails_at_the_end(unit: Any, clock: Any) -> Any:
            event = bill_customers(command, unit, clock)
            unit.at_the_end(lambda: unit.write("SELECT 1 / 0"))
            return event

        with pytest.raises(Exception, match="division by zero"):
            gate.submit(Envelope(CommandId(uuid4()), command, person), fails_at_the_end)

    @precondition(lambda self: self.running)
    @rule(data=st.data())
    def it_comes_back(self, data: st.DataObject) -> None:
        rented, asset = self.running.pop(data.draw(st.integers(0, len(self.running) - 1)))
        self.business.do(Seat.WAREHOUSE, TakeBackAsset(asset, Condition.USED))
        assert contract_of(self.business, rented.contract_id).end_on is not None
        self.has_run = False

    @invariant()
    def the_books_are_right(self) -> None:
        check_books(self.business)

    def teardown(self) -> None:
        """One late run at the very end brings everybody to what is owed, to the cent."""
        try:
            self.business.pass_days(70)
            until = today(self.business)
            bill(self.business)
            check_books(self.business)
            for rented in self.rented:
                contract = contract_of(self.business, rented.contract_id)
                owed = sum(charge.amount.minor for charge in charges(contract, until))
                billed = self.business.rows(
                    "SELECT coalesce(sum(b.amount_minor), 0)::bigint AS minor FROM umlauf.billed_period b"
                    " JOIN umlauf.contract_line l ON l.id = b.contract_line_id"
                    " WHERE l.contract_id = %(id)s AND b.first_day <= %(until)s",
                    id=rented.contract_id,
                    until=until,
                )[0]["minor"]
                assert billed == owed
        finally:
            self._open.__exit__(None, None, None)


def test_the_books_are_right_after_every_step(server: EmbeddedServer, template: str) -> None:
    Trade.server = server
    run_state_machine_as_test(
        Trade,
        settings=settings(
            max_examples=6, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
