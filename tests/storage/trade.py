"""The trade of a small business in one line each, and what must hold in its books at any time."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.application import Envelope, Seat
from domain.billing.bill_customers import BillCustomers, CustomersBilled
from domain.billing.difference import due_postings
from domain.billing.request_billing_run import BillingRunRequested, RequestBillingRun
from domain.catalog.add_product import ProductAdded
from domain.clock import legal_day
from domain.contracts.model import Contract
from domain.customers.register_customer import CustomerRegistered
from domain.ids import AssetId, CommandId, ContractId, CustomerId, new_uuid
from domain.orders.place_order import OrderPlaced
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from storage.repositories.billing import billed_from
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from tests.storage.business import Business

_BILLED = (
    "SELECT b.*, lower(b.period) AS first, upper(b.period) AS past FROM umlauf.billed_period b"
    " JOIN umlauf.contract_line l ON l.id = b.contract_line_id WHERE l.contract_id = %(id)s"
)


@dataclass(frozen=True)
class Rented:
    order: OrderPlaced
    assets: tuple[AssetId, ...]

    @property
    def contract_id(self) -> ContractId:
        return self.order.contract_id


def rent(business: Business, customer: CustomerRegistered, *products: ProductAdded, quantity: int = 1) -> Rented:
    """Received, ordered, picked, packed and sent in one go; services go along without being carried."""
    goods = business.rows(
        "SELECT v.id FROM umlauf.variant v JOIN umlauf.product p ON p.id = v.product_id WHERE p.kind = 'goods'"
        " AND v.id = ANY(%(ids)s)",
        ids=[product.variant_ids[0] for product in products],
    )
    tracked = {row["id"] for row in goods}
    received = {
        product.variant_ids[0]: [business.receive(product).asset_ids[0] for _ in range(quantity)]
        for product in products
        if product.variant_ids[0] in tracked
    }
    order = business.order(customer, *products, quantity=quantity)
    lines = business.rows(
        "SELECT variant_id FROM umlauf.shipment_line WHERE shipment_id = %(id)s AND is_tracked ORDER BY position",
        id=order.shipment_id,
    )
    assets = []
    for line in lines:
        asset = received[line["variant_id"]].pop(0)
        business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, asset))
        assets.append(asset)
    business.do(Seat.WAREHOUSE, FinishPacking(order.shipment_id))
    business.do(Seat.WAREHOUSE, DispatchShipment(order.shipment_id))
    return Rented(order, tuple(assets))


def today(business: Business) -> date:
    return legal_day(business.clock.now())


def bill(business: Business, day: date | None = None, *customers: UUID) -> CustomersBilled:
    """The night's run, for all customers unless some are named. The first missing invoice comes with dispatch."""
    found = customers or [row["id"] for row in business.rows("SELECT id FROM umlauf.customer ORDER BY id")]
    billed: CustomersBilled = business.do(
        Seat.WORKER, BillCustomers(tuple(CustomerId(each) for each in found), day or today(business))
    )
    return billed


def edit(business: Business, contract_id: ContractId, change: Callable[[Contract], Contract]) -> None:
    """The back office changes a contract's timeline, as its use-cases will."""
    _, person = business.seat(Seat.BACKOFFICE)
    gate = business.seats[Seat.BACKOFFICE][2]

    def work(unit: Any, _clock: object) -> BillingRunRequested:
        unit.contracts.save(change(unit.contracts.get(contract_id)))
        return BillingRunRequested(unit.today())

    known = CommandId(new_uuid(business.clock.now(), secrets.token_bytes))
    gate.submit(Envelope(known, RequestBillingRun(today(business)), person, business.clock.now()), work)


def contract_of(business: Business, contract_id: UUID) -> Contract:
    rows = business.rows("SELECT * FROM umlauf.contract WHERE id = %(id)s", id=contract_id)
    return contracts_from(rows, business.rows(CONTRACT_LINES, ids=[contract_id]))[0]


def differences(business: Business, contract_id: UUID, until: date) -> tuple[Any, ...]:
    """What a run for that day would still post."""
    billed = [billed_from(row) for row in business.rows(_BILLED, id=contract_id)]
    return due_postings(contract_of(business, contract_id), billed, until)


def invoices(business: Business) -> list[dict[str, Any]]:
    """Every document in the order of its number, with the money people read."""
    return business.rows(
        "SELECT number, kind, issued_on::text, net_minor AS net, vat_minor AS vat, gross_minor AS gross"
        " FROM umlauf.invoice ORDER BY series, series_number"
    )


def lines(business: Business, number: str) -> list[dict[str, Any]]:
    """The lines of one document: what, which days (first and last), how much."""
    return business.rows(
        "SELECT l.title, l.reason, lower(l.period)::text AS first, (upper(l.period) - 1)::text AS last,"
        " l.days, l.of_days, l.amount_minor AS amount FROM umlauf.invoice_line l"
        " JOIN umlauf.invoice i ON i.id = l.invoice_id WHERE i.number = %(number)s ORDER BY l.position",
        number=number,
    )


def check_books(business: Business) -> None:
    """What must hold after every step, whatever happened: numbers, VAT, and that billed periods say what lines say.

    An amount taken off several lines stands on a line of its own, so such an invoice is compared as a whole.
    """
    gaps = business.rows(
        "SELECT s.series FROM umlauf.number_series s JOIN umlauf.invoice i USING (series) GROUP BY s.series, s.next"
        " HAVING min(i.series_number) <> 1 OR max(i.series_number) <> s.next - 1 OR count(*) <> s.next - 1"
    )
    assert gaps == [], "an invoice number is missing or double"
    sums = business.rows(
        "SELECT i.number FROM umlauf.invoice i"
        " JOIN (SELECT invoice_id, sum(net_minor) AS net, sum(vat_minor) AS vat FROM umlauf.invoice_vat GROUP BY 1) v"
        " ON v.invoice_id = i.id"
        " JOIN (SELECT invoice_id, sum(net_minor) AS net, sum(amount_minor) AS amount FROM umlauf.invoice_line"
        " GROUP BY 1) l ON l.invoice_id = i.id"
        " WHERE (i.net_minor, i.vat_minor) <> (v.net, v.vat) OR i.net_minor <> l.net"
        " OR i.gross_minor <> i.net_minor + i.vat_minor OR i.gross_minor < 0"
        " OR l.amount <> CASE i.prices_are WHEN 'gross' THEN i.gross_minor ELSE i.net_minor END"
    )
    assert sums == [], "the sums of a document do not add up"
    empty = business.rows(
        "SELECT number FROM umlauf.invoice i WHERE NOT EXISTS (SELECT FROM umlauf.invoice_line WHERE invoice_id = i.id)"
    )
    assert empty == []
    torn = business.rows(
        "WITH known AS (SELECT l.invoice_id, l.id, l.title, l.period, coalesce(b.billed, 0) AS billed,"
        " l.amount_minor - coalesce(c.credited, 0) * CASE WHEN l.amount_minor < 0 THEN -1 ELSE 1 END AS told,"
        " bool_or(l.reason = 'discount') OVER (PARTITION BY l.invoice_id) AS is_shared FROM umlauf.invoice_line l"
        " LEFT JOIN (SELECT x.corrects_line_id AS id, sum(abs(x.amount_minor)) AS credited"
        " FROM umlauf.invoice_line x WHERE x.corrects_line_id IS NOT NULL GROUP BY 1) c ON c.id = l.id"
        " LEFT JOIN (SELECT invoice_line_id AS id, sum(amount_minor) AS billed FROM umlauf.billed_period GROUP BY 1) b"
        " ON b.id = l.id WHERE l.corrects_line_id IS NULL)"
        " SELECT min(title) AS title, min(period::text) AS period, sum(told) AS told, sum(billed) AS billed FROM known"
        " GROUP BY CASE WHEN is_shared THEN invoice_id ELSE id END HAVING sum(told) <> sum(billed)"
    )
    assert torn == [], "a line less its credits is not what stands as billed"


def days(count: int) -> timedelta:
    return timedelta(days=count)
