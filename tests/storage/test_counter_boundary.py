"""A hand-written client on a till's login: no sale without its receipt, no order, no bill, no money of its own."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from psycopg.types.json import Jsonb

from domain.application import Seat
from domain.counter.sell_at_counter import SoldAtCounter
from domain.loyalty.make_vouchers import MakeVouchers
from domain.loyalty.vouchers import VoucherRule
from domain.money import Money
from domain.till.close_till import CloseTill
from tests.storage.business import Business
from tests.storage.counter_story import Counter
from tests.storage.intruder import Intruder, at_the_seat
from tests.storage.till_story import CASH, open_till

SALE = (
    "INSERT INTO umlauf.counter_sale (id, till_id, store_id, person_id, customer_id, sold_on, at, receipt_id, order_id,"
    " contract_id, stage, command_id) SELECT %s, till_id, store_id, person_id, customer_id, sold_on, at, %s,"
    " gen_random_uuid(), gen_random_uuid(), 'done', %s FROM umlauf.counter_sale LIMIT 1"
)
STEP = (
    "INSERT INTO umlauf.counter_sale_step (counter_sale_id, n, step, taken_by, command_id)"
    " SELECT id, 99, %s, person_id, %s FROM umlauf.counter_sale WHERE id = %s"
)
PAYMENT = (
    "INSERT INTO umlauf.settlement (id, kind, customer_id, booked_on, currency, settled_minor, credited_minor,"
    " balance_minor, money_minor, granted_minor, paid_by, command_id)"
    " VALUES (%s, 'payment', %s, current_date, 'EUR', 0, 0, %s, %s, 0, %s, %s)"
)
BOOKED = "INSERT INTO umlauf.till_booked (entry_id, receipt_id, position, command_id) VALUES (%s, %s, 1, %s)"


AT_TILL = (
    "INSERT INTO umlauf.counter_sale (id, till_id, store_id, person_id, customer_id, sold_on, at, order_id,"
    " contract_id, command_id) SELECT %s, %s, store_id, person_id, customer_id, sold_on, at, gen_random_uuid(),"
    " gen_random_uuid(), %s FROM umlauf.counter_sale LIMIT 1"
)

ITEM = (
    "INSERT INTO umlauf.counter_sale_item (counter_sale_id, position, variant_id, plan_id, title, quantity, currency,"
    " seen_minor, was_offered) SELECT %s, 1, variant_id, plan_id, title, 1, currency, seen_minor, true"
    " FROM umlauf.counter_sale_item LIMIT 1 RETURNING was_offered"
)


@pytest.fixture
def sold(business: Business) -> SoldAtCounter:
    """A bike for 79.00 by card, given to the till and not carried out yet."""
    counter = Counter(business)
    item = counter.item(business.product())
    event = business.answer(Seat.POS, counter.basket([item], business.customer().customer_id)).event
    assert isinstance(event, SoldAtCounter)
    return event


def test_a_sale_is_kept_with_its_receipt_and_moved_by_steps_alone(business: Business, sold: SoldAtCounter) -> None:
    [row] = business.rows("SELECT receipt_id FROM umlauf.counter_sale")
    with at_the_seat(business, Seat.POS) as till:
        with till.refused("UM403"):
            till.run(SALE, uuid4(), row["receipt_id"], till.begin("SellAtCounter"))
        with till.refused("UM010"):
            till.run(SALE, uuid4(), None, uuid4())
        forged = till.begin("SellAtCounter")
        till.run(SALE, uuid4(), None, forged)
        assert till.run("SELECT stage FROM umlauf.counter_sale WHERE command_id = %s", forged) == [{"stage": "taken"}]
        till.connection.rollback()
        for step, states in (
            ("sell", ("UM403",)),
            ("book", ("UM403",)),
            ("stick", ("UM403",)),
            ("honour", ("UM409",)),
            ("hand_over", ("UM409",)),
        ):
            with till.refused(*states):
                till.run(STEP, step, till.begin("HandOverAtCounter"), sold.sale_id)
        for act in (
            "UPDATE umlauf.counter_sale SET stage = 'done'",
            "DELETE FROM umlauf.counter_sale",
            "DELETE FROM umlauf.counter_sale_step",
            "UPDATE umlauf.counter_sale_item SET seen_minor = 1",
            "SELECT content FROM umlauf.counter_signature",
        ):
            with till.refused("42501"):
                till.run(act)
    with at_the_seat(business, Seat.WORKER) as worker, worker.refused("UM010"):
        worker.run(STEP, "book", worker.begin("NoteSale"), sold.sale_id)


@pytest.mark.usefixtures("sold")
def test_the_rights_of_a_till_are_not_borrowed_from_another_one(business: Business) -> None:
    """Neither from one that another workplace works, nor from one that is out of use, and without a receipt too."""
    other = open_till(business, "K2", replace(CASH, login="umlauf_elsewhere"), is_open=False)
    shut = open_till(business, "K3", is_open=False)
    business.do(Seat.OWNER, CloseTill(shut, 1))
    [mine] = business.rows("SELECT till_id FROM umlauf.counter_sale")
    with at_the_seat(business, Seat.POS) as till:
        for till_id in (other, shut, uuid4()):
            with till.refused("UM403"):
                till.run(AT_TILL, uuid4(), till_id, till.begin("SellAtCounter"))
        till.run(AT_TILL, uuid4(), mine["till_id"], till.begin("SellAtCounter"))


@pytest.mark.usefixtures("sold")
def test_no_backdated_sale_brings_a_withdrawn_price_back(business: Business) -> None:
    """A till that was away for some days sells at what it showed; one that says it was away for a month does not."""
    [mine] = business.rows("SELECT till_id FROM umlauf.counter_sale")
    business.rows("UPDATE umlauf.plan SET is_offered = false RETURNING id")

    def was_offered(withdrawn: int, said: int) -> bool:
        """Withdrawn and sold so many days ago."""
        withdraw = (
            "UPDATE umlauf.plan SET offered_until = current_date - %(days)s::int,"
            " withdrawn_at = now() - make_interval(days => %(days)s::int) RETURNING id"
        )
        business.rows(withdraw, days=withdrawn)
        sale, command = uuid4(), uuid4()
        with at_the_seat(business, Seat.POS) as till:
            till.begin_as(command, "SellAtCounter", till.person, datetime.now(UTC) - timedelta(days=said))
            till.run(AT_TILL, sale, mine["till_id"], command)
            found: bool = till.run(ITEM, sale)[0]["was_offered"]
            return found

    assert [was_offered(3, 5), was_offered(3, 1), was_offered(20, 30)] == [True, False, False]


def test_a_till_reads_numbers_and_no_contracts(business: Business, sold: SoldAtCounter) -> None:
    business.do(Seat.OWNER, MakeVouchers("Sommer", VoucherRule(amount=Money.of("5.00")), chosen="SOMMER"))
    with at_the_seat(business, Seat.POS) as till:
        assert [row["number"] for row in till.run("SELECT number FROM umlauf.counter_outcome")] == [sold.number]
        for table in ("customer_order", "contract", "invoice", "settlement", "voucher", "voucher_use", "till_booked"):
            with till.refused("42501"):
                till.run(f"SELECT * FROM umlauf.{table}")
        assert [row["title"] for row in till.run("SELECT title FROM umlauf.counter_voucher('SOMMER')")] == ["Sommer"]
        assert till.run("SELECT * FROM umlauf.counter_voucher('')") == []
    with at_the_seat(business, Seat.WAREHOUSE) as floor:
        for name in ("counter_outcome", "counter_sale", "counter_sale_item"):
            with floor.refused("42501"):
                floor.run(f"SELECT * FROM umlauf.{name}")


def test_money_of_a_receipt_is_booked_for_its_customer_once(business: Business, sold: SoldAtCounter) -> None:
    other = business.customer("Vogt").customer_id
    [row] = business.rows("SELECT receipt_id, customer_id FROM umlauf.counter_sale")
    [paid] = business.rows("SELECT amount_minor FROM umlauf.till_payment")
    due = paid["amount_minor"]
    with at_the_seat(business, Seat.WORKER) as worker:
        for customer, minor, by, states in (
            (other, due, "card", ("UM403",)),
            (row["customer_id"], due, "cash", ("UM403",)),
            (row["customer_id"], due + 1, "card", ("UM409",)),
        ):
            with worker.refused(*states):
                _book(worker, customer, minor, by, row["receipt_id"])
        with worker.refused("UM403"):
            command = worker.begin("BookSaleMoney")
            worker.run(PAYMENT, uuid4(), row["customer_id"], due, due, "card", command)
            worker.end(command)
        _book(worker, row["customer_id"], due, "card", row["receipt_id"])
        worker.connection.commit()
        with worker.refused("UM409"):
            _book(worker, row["customer_id"], 1, "card", row["receipt_id"])
    with at_the_seat(business, Seat.POS) as till, till.refused("42501"):
        till.run(PAYMENT, uuid4(), row["customer_id"], due, due, "card", till.begin("SellAtCounter"))


def _book(worker: Intruder, customer: UUID, minor: int, by: str, receipt: UUID) -> None:
    entry, command = uuid4(), worker.begin("BookSaleMoney")
    worker.run(PAYMENT, entry, customer, minor, minor, by, command)
    worker.run(BOOKED, entry, receipt, command)
    worker.end(command)


def test_it_is_carried_out_in_the_name_of_whoever_sold_it_alone(business: Business, sold: SoldAtCounter) -> None:
    """Also where the seller works in another store than the worker's login; nobody else's name is lent."""
    begin = "SELECT * FROM umlauf.begin_command(%s, %s, %s, %s, %s, %s, NULL, NULL, NULL)"
    seller = sold.person_id
    payload = Jsonb({"sale_id": str(sold.sale_id)})

    def begins(worker: Intruder, name: str, sale: Jsonb, actor: UUID) -> UUID:
        known = (uuid4(), name, sale, secrets.token_bytes(32), actor, datetime.now(UTC))
        found: UUID = worker.run(begin, *known)[0]["store_id"]
        return found

    [home] = business.rows("SELECT store_id FROM umlauf.counter_sale")
    away = uuid4()
    _moved(business, seller, away)
    with at_the_seat(business, Seat.WORKER) as worker:
        assert begins(worker, "BookSale", payload, seller) == home["store_id"]
        worker.connection.rollback()
        for name, sale, actor in (
            ("BookSale", Jsonb({"sale_id": str(uuid4())}), seller),
            ("BillCustomers", payload, seller),
            ("BookSale", payload, uuid4()),
        ):
            with worker.refused("UM403"):
                begins(worker, name, sale, actor)


def _moved(business: Business, person: UUID, store: UUID) -> None:
    """Somebody changes the store."""
    business.rows("INSERT INTO umlauf.store (id, name) VALUES (%(id)s, 'Zweite') RETURNING id", id=store)
    change = "UPDATE umlauf.person SET store_id = %(store)s WHERE id = %(id)s RETURNING id"
    business.rows(change, store=store, id=person)
