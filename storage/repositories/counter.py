"""Sales at the counter."""

from typing import Final

from domain.billing.settlement import EntryId
from domain.catalog.model import NoPricePlan
from domain.catalog.plan import PricePlan
from domain.clock import legal_day
from domain.counter.model import (
    Consent,
    CounterSale,
    KeptItem,
    SaleId,
    SaleStage,
    SaleStep,
    SoldItem,
    UnknownSale,
)
from domain.ids import AssetId, CustomerId, OrderId, PersonId, PlaceId, PlanId, StoreId, VariantId
from domain.money import Currency, Money
from domain.orders.place_order import OrderedItem
from domain.refunds.model import RefundId
from domain.till.model import ReceiptId, TillId
from storage.database import Row
from storage.repositories.base import Desk, money, plain_array
from storage.repositories.catalog import plan_from
from storage.repositories.steps import append_step

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('counter_sale ' || %(id)s::text, 0))"
_SALE: Final = "SELECT * FROM umlauf.counter_sale WHERE id = %(id)s"
_SOLD_FROM: Final = (
    "SELECT m.place_id, m.variant_id, -m.quantity AS pieces FROM umlauf.counter_sale s"
    " JOIN umlauf.supply_movement m ON m.command_id = s.command_id AND m.kind = 'sold'"
    " WHERE s.id = %(id)s ORDER BY m.id"
)
ITEMS: Final = "SELECT * FROM umlauf.counter_sale_item WHERE counter_sale_id = %(id)s ORDER BY position"


def sale_from(row: Row, items: list[Row]) -> CounterSale:
    return CounterSale(
        SaleId(row["id"]),
        row["number"],
        TillId(row["till_id"]),
        StoreId(row["store_id"]),
        PersonId(row["person_id"]),
        None if row["customer_id"] is None else CustomerId(row["customer_id"]),
        row["sold_on"],
        row["at"],
        tuple(_item(each) for each in items),
        None if row["receipt_id"] is None else ReceiptId(row["receipt_id"]),
        row["voucher"],
        row["start_on"],
        row["note"],
        row["signature"],
        tuple(Consent(each) for each in row["consents"]),
        SaleStage(row["stage"]),
        row["is_honoured"],
    )


def _item(row: Row) -> KeptItem:
    price = None if row["price_minor"] is None else Money(row["price_minor"], Currency(row["currency"]))
    item = OrderedItem(VariantId(row["variant_id"]), row["quantity"], PlanId(row["plan_id"]), price, row["paid_up"])
    things = tuple(AssetId(each) for each in row["asset_ids"])
    sold = SoldItem(item, money(row, "seen_minor"), things, row["because"])
    return KeptItem(sold, row["title"], row["was_offered"], row["is_allowed"])


class CounterFile:
    """`domain.counter.book.CounterBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, sale: CounterSale) -> None:
        self._desk.write(
            "INSERT INTO umlauf.counter_sale (id, number, till_id, store_id, person_id, customer_id, sold_on, at,"
            " receipt_id, voucher, start_on, note, signature, consents, order_id, contract_id, command_id)"
            " VALUES (%(id)s, %(number)s, %(till)s, %(store)s, %(person)s, %(customer)s, %(on)s, %(at)s, %(receipt)s,"
            " %(voucher)s, %(start_on)s, %(note)s, %(signature)s, %(consents)s, %(order)s, %(contract)s, %(command)s)",
            id=sale.id,
            number=sale.number,
            till=sale.till_id,
            store=sale.store_id,
            person=sale.person_id,
            customer=sale.customer_id,
            on=sale.sold_on,
            at=sale.at,
            receipt=sale.receipt_id,
            voucher=sale.voucher,
            start_on=sale.start_on,
            note=sale.note,
            signature=sale.signature,
            consents=[str(each) for each in sale.consents],
            order=sale.order_id,
            contract=sale.contract_id,
            command=self._desk.context.command_id,
        )
        for position, kept in enumerate(sale.items, start=1):
            self._add_item(sale.id, position, kept)

    def _add_item(self, sale_id: SaleId, position: int, kept: KeptItem) -> None:
        sold = kept.sold
        self._desk.write(
            "INSERT INTO umlauf.counter_sale_item (counter_sale_id, position, variant_id, plan_id, title, quantity,"
            " currency, seen_minor, price_minor, paid_up, asset_ids, because, was_offered) VALUES (%(sale)s,"
            " %(position)s, %(variant)s, %(plan)s, %(title)s, %(quantity)s, %(currency)s, %(seen)s, %(price)s,"
            " %(paid_up)s, %(assets)s::uuid[], %(because)s, %(offered)s)",
            sale=sale_id,
            position=position,
            variant=sold.item.variant_id,
            plan=sold.item.plan_id,
            title=kept.title,
            quantity=sold.item.quantity,
            currency=sold.seen.currency,
            seen=sold.seen.minor,
            price=None if sold.item.price is None else sold.item.price.minor,
            paid_up=sold.item.paid_up,
            assets=plain_array(sold.asset_ids),
            because=sold.because,
            offered=kept.was_offered,
        )

    def get(self, sale_id: SaleId) -> CounterSale:
        """Raises UnknownSale."""
        found = self.find(sale_id)
        if found is None:
            raise UnknownSale(sale=sale_id)
        return found

    def find(self, sale_id: SaleId) -> CounterSale | None:
        self._desk.rows(_LOCK, id=str(sale_id))
        rows = self._desk.rows(_SALE, id=sale_id)
        return sale_from(rows[0], self._desk.rows(ITEMS, id=sale_id)) if rows else None

    def is_signed(self, sale_id: SaleId) -> bool:
        sql = "SELECT FROM umlauf.counter_signature WHERE counter_sale_id = %(id)s"
        return bool(self._desk.rows(sql, id=sale_id))

    def of_order(self, order_id: OrderId) -> CounterSale | None:
        rows = self._desk.rows("SELECT id FROM umlauf.counter_sale WHERE order_id = %(id)s", id=order_id)
        return self.get(SaleId(rows[0]["id"])) if rows else None

    def of_receipt(self, receipt_id: ReceiptId) -> CounterSale | None:
        rows = self._desk.rows("SELECT id FROM umlauf.counter_sale WHERE receipt_id = %(id)s", id=receipt_id)
        return self.get(SaleId(rows[0]["id"])) if rows else None

    def sold_from(self, sale_id: SaleId) -> list[tuple[PlaceId, VariantId, int]]:
        rows = self._desk.rows(_SOLD_FROM, id=sale_id)
        return [(PlaceId(row["place_id"]), VariantId(row["variant_id"]), row["pieces"]) for row in rows]

    def take(self, sale: CounterSale, step: SaleStep, why: str = "") -> CounterSale:
        after = sale.stepped(step)
        append_step(self._desk, "counter_sale", sale.id, None, {"step": step, "why": why}, by="taken_by")
        return after

    def keep_signature(self, sale_id: SaleId, media_type: str, content: bytes, digest: str) -> None:
        self._desk.write(
            "INSERT INTO umlauf.counter_signature (counter_sale_id, media_type, digest, content, command_id)"
            " VALUES (%(id)s, %(type)s, %(digest)s, %(content)s, %(command)s)",
            id=sale_id,
            type=media_type,
            digest=digest,
            content=content,
            command=self._desk.context.command_id,
        )

    def plan(self, plan_id: PlanId) -> tuple[PricePlan, bool]:
        """Raises NoPricePlan."""
        rows = self._desk.rows("SELECT * FROM umlauf.plan WHERE id = %(id)s", id=plan_id)
        if not rows:
            raise NoPricePlan(title=plan_id)
        until, on = rows[0]["offered_until"], legal_day(self._desk.context.effective_at)
        return plan_from(rows[0]), rows[0]["is_offered"] or (until is not None and until >= on)

    def refund_due(self, refund_id: RefundId) -> Money:
        rows = self._desk.rows("SELECT umlauf.refund_due(%(id)s) AS minor", id=refund_id)
        return Money(rows[0]["minor"] or 0)

    def pay_out_agreed_by(self, refund_id: RefundId) -> list[PersonId]:
        sql = (
            "SELECT person_id FROM umlauf.till_pay_out_release WHERE refund_id = %(id)s"
            " AND amount_minor = umlauf.refund_due(refund_id)"
        )
        return [PersonId(row["person_id"]) for row in self._desk.rows(sql, id=refund_id)]

    def agree_pay_out(self, refund_id: RefundId) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.till_pay_out_release (refund_id, person_id, amount_minor, store_id, login, at,"
            " command_id) VALUES (%(id)s, %(by)s, 0, %(store)s, '', %(at)s, %(command)s)",
            id=refund_id,
            by=context.actor_id,
            store=context.store_id,
            at=context.effective_at,
            command=context.command_id,
        )

    def is_booked(self, receipt_id: ReceiptId) -> bool:
        return bool(self._desk.rows("SELECT FROM umlauf.till_booked WHERE receipt_id = %(id)s LIMIT 1", id=receipt_id))

    def note_booked(self, receipt_id: ReceiptId, place: int, entry_id: EntryId) -> None:
        self._desk.write(
            "INSERT INTO umlauf.till_booked (entry_id, receipt_id, position, command_id)"
            " VALUES (%(entry)s, %(receipt)s, %(place)s, %(command)s)",
            entry=entry_id,
            receipt=receipt_id,
            place=place,
            command=self._desk.context.command_id,
        )
