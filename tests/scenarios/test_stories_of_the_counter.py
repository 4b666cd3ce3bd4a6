"""At the counter: a mixed basket with its thing in hand, goods without a name, and what stands against a sale."""

from decimal import Decimal
from typing import Any

from domain.application import Seat
from domain.catalog.model import ProductKind
from domain.catalog.offer import Offer
from domain.contracts.model import LineKind
from domain.contracts.terms import ContractTerms, PricesAre
from domain.counter.model import SaleStage
from domain.loyalty.make_vouchers import MakeVouchers
from domain.loyalty.vouchers import VoucherRule
from domain.money import Money
from domain.period import Interval, Unit
from domain.supplies.receive_supplies import ReceiveSupplies
from tests.storage.business import Business
from tests.storage.counter_story import Counter

GROSS = ContractTerms(Interval(Unit.MONTH, 1), prices_are=PricesAre.GROSS)


def invoices(business: Business) -> list[tuple[str, int, int]]:
    """Day, gross and what is settled of each."""
    rows = business.rows(
        "SELECT i.issued_on, i.kind, i.gross_minor, coalesce(d.used_minor, 0) AS used FROM umlauf.invoice i"
        " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id ORDER BY i.issued_on, i.kind, i.gross_minor"
    )
    return [(f"{row['issued_on']:%m-%d}", row["gross_minor"], row["used"]) for row in rows]


def things(business: Business) -> list[tuple[str, str]]:
    return [
        (row["code"][:2], row["status"]) for row in business.rows("SELECT code, status FROM umlauf.asset ORDER BY code")
    ]


def test_a_mixed_basket_is_carried_out_and_runs(business: Business) -> None:
    """79.00 and 9.00 a month, 25.00 of fee, 49.00 for the lock, 12.00 a month of oil, 200.00 of deposit; 10 % off the
    bike by a voucher: 71.10 + 9.00 + 25.00 + 49.00 + 12.00 = 166.10, and 200.00 that come back."""
    counter = Counter(business)
    rented: dict[str, Any] = {"terms": GROSS}
    bike = business.product(offer=Offer(deposit=Money.of("200.00")), **rented)
    cover = business.product(
        "Schutzbrief", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, price="9.00", sku="CARE", **rented
    )
    setup = business.product(
        "Einweisung", kind=LineKind.FEE, product_kind=ProductKind.SERVICE, price="25.00", sku="SETUP", **rented
    )
    lock = business.product("Schloss", kind=LineKind.SALE, price="49.00", sku="LOCK", **rented)
    oil = business.product(
        "Kettenöl", kind=LineKind.CONSUMABLE, product_kind=ProductKind.CONSUMABLE, price="12.00", sku="OIL", **rented
    )
    business.do(Seat.WAREHOUSE, ReceiveSupplies(oil.variant_ids[0], business.place().place_id, 3))
    business.do(
        Seat.OWNER, MakeVouchers("Sommer", VoucherRule(Decimal(10), plan_families=(bike.plan_ids[0],)), chosen="SOMMER")
    )
    [frame], [chain] = business.receive(bike).asset_ids, business.receive(lock).asset_ids
    customer = business.customer()

    items = [
        counter.item(bike, frame), counter.item(cover), counter.item(setup), counter.item(lock, chain), counter.item(oil),
    ]  # fmt: skip
    tried = counter.tried(items, customer.customer_id, "SOMMER")
    assert (tried.today, tried.deposit) == (Money.of("366.10"), Money.of("200.00"))
    sold = counter.sell(*items, customer_id=customer.customer_id, voucher="SOMMER")
    outcome = counter.outcome(sold)
    assert (sold.number, outcome.stage, outcome.why) == ("K1-000001", SaleStage.DONE, "")
    assert len(outcome.invoices) == 2
    assert things(business) == [("RB", "rented"), ("RB", "sold")]
    assert invoices(business) == [("01-31", 16610, 16610), ("01-31", 20000, 20000)]
    assert business.rows("SELECT FROM umlauf.customer_balance WHERE balance_minor <> 0") == []
