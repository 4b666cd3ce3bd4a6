"""The back office's questions on a real Postgres, asked under the seat's own login."""

from datetime import date, timedelta

import psycopg
import pytest

from domain.application import NotForThisSeat, Seat
from domain.assets.status import Condition
from domain.billing.bill_customers import BillCustomers
from domain.billing.invoice import InvoiceKind
from domain.billing.model import Reason
from domain.billing.recurring import Rate
from domain.contracts.compared import What
from domain.contracts.model import LineKind, UnknownContract
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms, StopRule
from domain.customers.model import UnknownCustomer
from domain.ids import ContractId
from domain.money import Money
from domain.orders.model import OrderStatus, Treatment, UnknownOrder
from domain.period import Interval, Unit
from domain.returns.announce_return import AnnounceReturn, NothingOut
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.model import ShipmentStatus
from domain.views.office import ContractQuestion, InvoiceQuestion, OrderQuestion, UnknownInvoice
from storage.queries.office import OfficeBook
from tests.storage.business import Business, tax_rules
from tests.storage.queries.office import START, insurance, office, send


def test_an_order_says_what_was_asked_for_and_how_far_it_is(business: Business) -> None:
    bike, lock = business.product(), business.product("Faltschloss 90", kind=LineKind.SALE, price="49.00", sku="LOCK")
    business.receive(bike, "SN-1")
    customer = business.customer()
    weekly = ContractTerms(interval=Interval(Unit.WEEK, 3))
    wax = business.product("Kettenwachs", kind=LineKind.CONSUMABLE, price="12.00", sku="WAX", terms=weekly)
    placed = business.order(customer, bike, insurance(business), lock, wax)

    (row,) = office(business).orders(OrderQuestion()).rows
    assert (row.number, row.customer, row.city) == (placed.order_number, "Jonas Brückner", "Berlin")
    assert row.recurring.rates == (
        Rate(Money.of("85.90"), Interval(Unit.MONTH)),
        Rate(Money.of("12.00"), Interval(Unit.WEEK, 3)),
    )
    assert row.once == Money.of("49.00")
    assert (row.done, row.wanted, row.status) == (0, 3, OrderStatus.OPEN)
    (agreed,) = office(business).contracts(ContractQuestion()).rows
    assert agreed.recurring == row.recurring

    page = office(business).order(placed.order_number)
    assert [(line.title, line.treatment, line.rhythm) for line in page.lines] == [
        ("E-Bike Kiez 3 · M", Treatment.RENTAL, Interval(Unit.MONTH)),
        ("Diebstahlschutz", Treatment.SERVICE, Interval(Unit.MONTH)),
        ("Faltschloss 90 · M", Treatment.SALE, None),
        ("Kettenwachs · M", Treatment.SALE, Interval(Unit.WEEK, 3)),
    ]
    assert [ref.number for ref in page.contracts] == [placed.contract_number]
    assert [shipment.status for shipment in page.shipments] == [ShipmentStatus.OPEN]
    assert page.invoices == ()


def test_orders_are_found_by_number_and_name_and_leave_the_open_list_when_sent(business: Business) -> None:
    bike = business.product()
    things = business.receive(bike, "SN-1")
    first = business.order(business.customer("Öztürk"), bike)
    second = business.order(business.customer("Müller_100%"), bike)
    asked = office(business)

    def numbers(text: str, *, only_open: bool = True) -> list[str]:
        return [row.number for row in asked.orders(OrderQuestion(text, only_open)).rows]

    assert numbers("öztürk") == [first.order_number]
    assert numbers(second.order_number[3:9]) == [second.order_number]
    assert numbers("_100%") == [second.order_number], "signs of a pattern are taken literally"
    assert numbers("' OR true --") == []
    send(business, first, things)
    assert numbers("") == [second.order_number]
    assert numbers("", only_open=False) == [second.order_number, first.order_number]


def test_a_list_is_cut_and_says_so(business: Business) -> None:
    bike, customer = business.product(), business.customer()
    for _ in range(3):
        business.order(customer, bike)
    found = office(business).orders(OrderQuestion(limit=2))
    assert (len(found.rows), found.has_more) == (2, True)
    assert not office(business).orders(OrderQuestion(limit=3)).has_more


def test_what_can_be_ordered_shows_plans_and_free_stock_also_without_a_plan(business: Business) -> None:
    from domain.catalog.add_product import AddProduct, NewVariant
    from domain.catalog.model import ProductKind

    bike = business.product()
    business.receive(bike, "SN-1", "SN-2")
    bare = AddProduct("Prototyp", "bike", ProductKind.GOODS, (NewVariant("PROTO", gtin="4006381333931"),))
    business.do(Seat.OWNER, bare)
    found = {each.title: each for each in office(business).offered("").rows}
    assert found["E-Bike Kiez 3 · M"].free == 2
    assert [plan.price for plan in found["E-Bike Kiez 3 · M"].plans] == [Money.of("79.00")]
    assert found["Prototyp"].plans == ()
    assert [each.title for each in office(business).offered("4006381333931").rows] == ["Prototyp"]
    assert [each.title for each in office(business).offered("kiez m").rows] == ["E-Bike Kiez 3 · M"]


def test_a_bundle_is_as_free_as_its_scarcest_part(business: Business) -> None:
    from domain.catalog.add_product import AddProduct, NewVariant
    from domain.catalog.model import BundleItem, ProductKind

    bike, seat = (
        business.product(),
        business.do(Seat.OWNER, AddProduct("Kindersitz", "seat", ProductKind.GOODS, (NewVariant("SITZ"),))),
    )
    items = (BundleItem(bike.variant_ids[0], 1), BundleItem(seat.variant_ids[0], 2))
    business.do(Seat.OWNER, AddProduct("Paket", "bike", ProductKind.GOODS, (NewVariant("PAKET", items=items),)))

    def free() -> int:
        return office(business).offered("Paket").rows[0].free

    business.receive(bike, "SN-1", "SN-2")
    assert free() == 0
    business.receive(seat, "S-1", "S-2", "S-3")
    assert free() == 1, "two seats go with one bike, the third waits"


def test_a_contract_shows_its_things_its_past_and_what_comes(business: Business) -> None:
    bike = business.product()
    things = business.receive(bike, "SN-1")
    customer = business.customer()
    placed = business.order(customer, bike, insurance(business))
    draft = office(business).contract(placed.contract_number)
    assert (draft.contract.status, draft.as_if_left_on) == (Status.DRAFT, START)
    assert draft.upcoming[0].on == START + timedelta(days=2)
    assert draft.upcoming[0].draft.gross == Money.of("85.90")

    send(business, placed, things)
    page = office(business).contract(str(placed.contract_id))
    assert (page.contract.status, page.contract.start_on) == (Status.ACTIVE, date(2026, 2, 2))
    assert [(thing.code, thing.serial, thing.until) for thing in page.held] == [(things.codes[0], "SN-1", None)]
    assert [row.gross for row in page.invoices] == [Money.of("85.90")]
    assert [next_one.on for next_one in page.upcoming[:3]] == [date(2026, 3, 2), date(2026, 4, 2), date(2026, 5, 2)]
    assert {next_one.draft.gross for next_one in page.upcoming} == {Money.of("85.90")}
    assert sum(count for _, count in page.returnable) == 1
    [begun] = page.changes
    assert (begun.subject, begun.who, begun.by_person, begun.is_billed) == ("ActivateContract", "", False, False)
    assert [(each.what, each.after) for each in begun.differences] == [
        (What.START, date(2026, 2, 2)),
        (What.STATUS, Status.ACTIVE),
    ]


def test_what_comes_is_what_the_run_then_writes(business: Business) -> None:
    bike = business.product()
    things = business.receive(bike, "SN-1")
    customer = business.customer()
    placed = business.order(customer, bike, insurance(business))
    send(business, placed, things)
    business.pass_days(10)
    expected = office(business).contract(placed.contract_number).upcoming[0]
    business.pass_days((expected.on - date(2026, 2, 10)).days)
    business.do(Seat.WORKER, BillCustomers((customer.customer_id,), expected.on))
    newest = office(business).invoices(InvoiceQuestion()).rows[0]
    assert (newest.issued_on, newest.gross) == (expected.on, expected.draft.gross)


def test_a_contract_that_waits_for_the_run_says_what_is_due_today(business: Business) -> None:
    bike = business.product()
    things = business.receive(bike, "SN-1")
    placed = business.order(business.customer(), bike)
    send(business, placed, things)
    business.pass_days(33)
    page = office(business).contract(placed.contract_number)
    assert page.upcoming[0].on == date(2026, 3, 5)
    assert page.upcoming[0].draft.lines[0].posting.period.start == date(2026, 3, 2)
    due = office(business).contracts(ContractQuestion(due_until=date(2026, 3, 5))).rows
    assert [row.number for row in due] == [placed.contract_number]
    assert not office(business).contracts(ContractQuestion(due_until=date(2026, 3, 1))).rows


@pytest.mark.parametrize(
    ("rule", "last_day", "credit_days"),
    [(StopRule.AT_RECEIPT, date(2026, 2, 20), 9), (StopRule.AT_REQUEST, date(2026, 2, 10), 19)],
)
def test_a_return_is_previewed_as_it_then_happens(
    business: Business, rule: StopRule, last_day: date, credit_days: int
) -> None:
    bike = business.product(terms=ContractTerms(stop_rule=rule))
    things = business.receive(bike, "SN-1")
    customer = business.customer()
    placed = business.order(customer, bike)
    send(business, placed, things)
    business.pass_days(10)
    preview = office(business).preview_return(placed.contract_id, date(2026, 2, 20))
    assert (preview.pieces, preview.last_day, preview.stops_now) == (1, last_day, rule is StopRule.AT_REQUEST)
    assert preview.before[0].draft.gross == Money.of("79.00")
    (credit,) = preview.after
    assert credit.draft.kind is InvoiceKind.CREDIT_NOTE
    assert credit.draft.lines[0].posting.reason is Reason.END_CREDIT
    assert credit.draft.lines[0].posting.days == credit_days

    business.do(Seat.BACKOFFICE, AnnounceReturn(placed.contract_id, date(2026, 2, 20)))
    announced = office(business).contract(placed.contract_number)
    assert (announced.due_back, announced.returnable) == (date(2026, 2, 20), ())
    with pytest.raises(NothingOut):
        office(business).preview_return(placed.contract_id, date(2026, 2, 20))
    business.pass_days(10)
    business.do(Seat.WAREHOUSE, TakeBackAsset(things.asset_ids[0], Condition.USED))
    business.do(Seat.WORKER, BillCustomers((customer.customer_id,), date(2026, 2, 20)))
    newest = office(business).invoices(InvoiceQuestion(kind=InvoiceKind.CREDIT_NOTE)).rows
    assert [row.gross for row in newest] == [credit.draft.gross]


def test_a_return_before_the_minimum_term_is_over_says_so(business: Business) -> None:
    """The rent begins on 2 February with three months at least: notice of the 10th would end it on 1 May."""
    bike = business.product(terms=ContractTerms(min_term=Interval(Unit.MONTH, 3), notice=Interval(Unit.MONTH)))
    things = business.receive(bike, "SN-1")
    placed = business.order(business.customer(), bike)
    send(business, placed, things)
    business.pass_days(10)
    book = office(business)
    assert book.preview_return(placed.contract_id, date(2026, 2, 20)).due_end_on == date(2026, 5, 1)
    assert book.preview_return(placed.contract_id, date(2026, 5, 1)).due_end_on is None


def test_a_customer_page_holds_everything_and_what_is_open(business: Business) -> None:
    bike = business.product()
    things = business.receive(bike, "SN-1", "SN-2")
    customer = business.customer()
    placed = business.order(customer, bike)
    send(business, placed, things)
    business.customer("Weiß", address=False)
    page = office(business).customer(customer.number)
    assert page.customer.personal.name == "Jonas Brückner"
    assert page.open_sums == (Money.of("79.00"),)
    assert [row.number for row in page.contracts] == [placed.contract_number]
    assert [row.code for row in page.held] == [things.codes[0]]
    assert (len(page.orders), len(page.invoices)) == (1, 1)

    rows = {row.name: row for row in office(business).customers("").rows}
    assert (rows["Jonas Brückner"].running, rows["Jonas Brückner"].held) == (1, 1)
    assert rows["Jonas Brückner"].open_sums == (Money.of("79.00"),)
    assert (rows["Jonas Weiß"].has_address, rows["Jonas Weiß"].open_sums) == (False, ())
    assert [row.name for row in office(business).customers("jonas wei").rows] == ["Jonas Weiß"]


def test_an_invoice_page_leads_to_contract_order_and_corrections(business: Business) -> None:
    bike = business.product(terms=ContractTerms(stop_rule=StopRule.AT_RECEIPT))
    things = business.receive(bike, "SN-1")
    customer = business.customer()
    placed = business.order(customer, bike)
    send(business, placed, things)
    business.pass_days(5)
    business.do(Seat.WAREHOUSE, TakeBackAsset(things.asset_ids[0], Condition.USED))
    business.do(Seat.WORKER, BillCustomers((customer.customer_id,), START + timedelta(days=5)))
    credit, invoice = office(business).invoices(InvoiceQuestion()).rows
    assert (credit.kind, credit.corrects, invoice.corrects) == (InvoiceKind.CREDIT_NOTE, invoice.number, None)
    page = office(business).invoice(invoice.number)
    assert [ref.number for ref in page.contracts] == [placed.contract_number]
    assert [ref.number for ref in page.orders] == [placed.order_number]
    assert [ref.number for ref in page.corrected_by] == [credit.number]
    corrects = office(business).invoice(str(credit.id)).corrects
    assert corrects is not None
    assert corrects.number == invoice.number
    assert office(business).invoice_paper(invoice.id) is None
    assert office(business).runs() == ()


def test_runs_name_what_they_left_out(business: Business) -> None:
    placed = business.order(business.customer(), business.product())
    business.rows(
        "WITH run AS (INSERT INTO umlauf.billing_run (id, as_of, finished_at, invoices)"
        " VALUES (gen_random_uuid(), '2026-01-31', now(), 2) RETURNING id)"
        " INSERT INTO umlauf.billing_failure (run_id, contract_id, code, facts)"
        " SELECT id, %(contract)s, 'tax_rate_unknown', '{\"country\": \"FR\"}' FROM run RETURNING code",
        contract=placed.contract_id,
    )
    (run,) = office(business).runs()
    assert (run.as_of, run.invoices) == (START, 2)
    assert [(left.contract.number, left.code, left.facts) for left in run.failures] == [
        (placed.contract_number, "tax_rate_unknown", {"country": "FR"})
    ]


def test_unknown_numbers_are_refused_in_words(business: Business) -> None:
    asked = office(business)
    for ask, refusal in (
        (asked.order, UnknownOrder),
        (asked.contract, UnknownContract),
        (asked.customer, UnknownCustomer),
        (asked.invoice, UnknownInvoice),
    ):
        with pytest.raises(refusal):
            ask("nothing of ours")


def test_the_warehouse_login_may_not_ask_the_office_questions(business: Business) -> None:
    placed = business.order(business.customer(), business.product())
    asked = OfficeBook(business.connection(Seat.WAREHOUSE), tax_rules(), business.clock)
    for ask in (
        lambda: asked.orders(OrderQuestion()),
        lambda: asked.contract(placed.contract_number),
        lambda: asked.customers(""),
        lambda: asked.invoices(InvoiceQuestion()),
        lambda: asked.preview_return(ContractId(placed.contract_id), START),
    ):
        with pytest.raises((NotForThisSeat, psycopg.errors.InsufficientPrivilege)):
            ask()
