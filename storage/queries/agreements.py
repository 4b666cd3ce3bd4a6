"""The agreement of a sale at the counter, as facts for its paper."""

from typing import Final

from domain.business import Recipient
from domain.counter.agreement_sheet import AgreementSheet
from domain.counter.model import KeptItem, SaleId, UnknownSale
from domain.customers.model import Address
from domain.money import Currency, Money
from domain.quotes.model import QuotedItem
from domain.quotes.sheet import QuoteLine, line_of
from storage.database import Database, Row
from storage.repositories.catalog import plan_from
from storage.repositories.counter import ITEMS, sale_from
from storage.repositories.customers import CUSTOMER_SQL, customer_from

_SALE: Final = """
    SELECT s.*, o.number AS order_number, k.number AS contract_number, k.start_on AS begun_on, p.name AS seller,
        t.name AS store, g.content, g.media_type
    FROM umlauf.counter_sale s JOIN umlauf.customer_order o ON o.id = s.order_id
    JOIN umlauf.contract k ON k.id = s.contract_id JOIN umlauf.person p ON p.id = s.person_id
    JOIN umlauf.store t ON t.id = s.store_id
    LEFT JOIN umlauf.counter_signature g ON g.counter_sale_id = s.id AND g.digest = s.signature
    WHERE s.id = %(id)s"""
_THINGS: Final = """
    SELECT l.title, a.code, coalesce(a.serial, '') AS serial FROM umlauf.shipment h
    JOIN umlauf.shipment_line l ON l.shipment_id = h.id JOIN umlauf.asset a ON a.id = l.asset_id
    WHERE h.order_id = %(id)s AND h.cause = 'order' ORDER BY l.position"""
_PAID: Final = """
    SELECT coalesce(sum(p.amount_minor), 0)::bigint AS minor FROM umlauf.till_payment p
    WHERE p.receipt_id = %(id)s AND p.way IN ('cash', 'card')"""


def agreement_sheet(database: Database, sale_id: SaleId) -> AgreementSheet:
    """Raises UnknownSale: nothing came of it, or not yet."""
    row = database.read_one(_SALE, id=sale_id)
    if row is None or row["customer_id"] is None:
        raise UnknownSale(sale=sale_id)
    sale = sale_from(row, database.read(ITEMS, id=sale_id))
    customer = customer_from(database.read(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=row["customer_id"])[0])
    personal, nowhere = customer.personal, Address("", "", "")
    name = f"{personal.given_name} {personal.family_name}".strip()
    lines = tuple(_line(each, database) for each in sale.items)
    currency = lines[0].price.currency if lines else Currency("EUR")
    paid = database.read(_PAID, id=sale.receipt_id)[0]["minor"]
    return AgreementSheet(
        row["contract_number"],
        row["order_number"],
        sale.at,
        row["store"],
        row["seller"],
        customer.number,
        Recipient(name, personal.company, personal.address or nowhere),
        customer.language,
        currency,
        lines,
        tuple(_thing(each) for each in database.read(_THINGS, id=sale.order_id)),
        sale.number,
        Money(paid, currency),
        row["begun_on"],
        sale.voucher,
        sale.note,
        sale.consents,
        bytes(row["content"]) if row["media_type"] == "image/png" else None,
    )


def _line(kept: KeptItem, database: Database) -> QuoteLine:
    """As it was agreed, whatever became of its plan."""
    item = kept.sold.item
    rows = database.read("SELECT * FROM umlauf.plan WHERE id = %(id)s", id=item.plan_id)
    return line_of(QuotedItem(item, kept.title, plan_from(rows[0])))


def _thing(row: Row) -> str:
    return " · ".join(filter(None, (row["title"], row["code"], row["serial"])))
