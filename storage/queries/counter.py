"""Answers what the counter asks: a basket, what became of a sale, what waits to be handed over."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from domain.billing.tax import TaxRules
from domain.clock import Clock, today
from domain.counter.basket import TriedBasket, tried_basket, tried_goods
from domain.counter.model import SaleId, SaleStage
from domain.customers.model import PersonalData
from domain.ids import ContractId, CustomerId, ShipmentId, VariantId
from domain.loyalty.book import Alike, KeptProgramme
from domain.loyalty.vouchers import BatchId, Voucher
from domain.orders.ordering import agreed_of
from domain.orders.try_order import OrderTrial
from domain.shipping.model import ShipmentStatus
from domain.views.counter import MOST_WAITING, SaleOutcome, WaitingLine, WaitingOrder
from storage.database import Database, Row
from storage.queries.order_ahead import OrdersAhead
from storage.repositories.loyalty import LoyaltyReader, programme_from, voucher_from

_OUTCOME: Final = "SELECT o.* FROM umlauf.counter_outcome o"
_WAITING: Final = (
    "SELECT s.id, s.number, s.status, s.is_held, a.order_number, a.placed_on, a.customer_number,"
    " trim(a.given_name || ' ' || CASE WHEN a.family_name = '' THEN a.company ELSE a.family_name END) AS customer"
    " FROM umlauf.shipment s JOIN umlauf.shipment_address a ON a.shipment_id = s.id"
    " WHERE s.status IN ('open', 'packed') AND s.store_id ="
    " (SELECT p.store_id FROM umlauf.principal p WHERE p.login = session_user)"
)
_LINES: Final = (
    "SELECT l.*, coalesce(a.code, '') AS asset_code FROM umlauf.shipment_line l"
    " LEFT JOIN umlauf.asset a ON a.id = l.asset_id WHERE l.shipment_id = ANY(%(ids)s) ORDER BY l.position"
)


class CounterOffers(LoyaltyReader):
    """`domain.loyalty.book.Offers` for a till, which reads no lists of codes: it knows the one it was told."""

    def voucher(self, code: str) -> Voucher | None:
        rows = self._read("SELECT * FROM umlauf.counter_voucher(%(code)s)", code=code)
        return voucher_from(rows[0]) if rows else None

    def has_used(self, batch_id: BatchId, customer_id: CustomerId) -> bool:
        sql = "SELECT umlauf.counter_has_used(%(batch)s, %(customer)s) AS used"
        return bool(self._read(sql, batch=batch_id, customer=customer_id)[0]["used"])

    def has_ordered(self, customer_id: CustomerId) -> bool:
        return bool(self._read("SELECT umlauf.counter_has_ordered(%(id)s) AS known", id=customer_id)[0]["known"])

    def programme(self) -> KeptProgramme:
        return programme_from(self._read("SELECT value, version FROM umlauf.counter_programme()")[0])

    def referrer(self, code: str) -> CustomerId | None:
        found = self._friend(code)
        return None if found is None else CustomerId(found["customer_id"])

    def friends_of(self, code: str) -> int:
        found = self._friend(code)
        return 0 if found is None else int(found["friends"])

    def running_contracts(self, customer_id: CustomerId) -> list[ContractId]:
        """Whether there is one is all that a till learns."""
        runs = self._read("SELECT umlauf.counter_friend_runs(%(id)s) AS runs", id=customer_id)[0]["runs"]
        return [ContractId(customer_id)] if runs else []

    def alike(self, customer_id: CustomerId, person: PersonalData) -> list[Alike]:
        """Who may be the same person is looked at when the order is booked."""
        return []

    def _friend(self, code: str) -> Row | None:
        rows = self._read("SELECT * FROM umlauf.counter_friend(%(code)s)", code=code)
        return rows[0] if rows else None


class CounterAhead(OrdersAhead):
    """As the office asks it, with what a till may know."""

    def basket(self, trial: OrderTrial, on: date) -> TriedBasket:
        """Raises OrderEmpty, UnknownCustomer, NotForAnybody, and what stands against a code or a plan."""
        agreed = agreed_of(trial, self.shelf)
        offers = CounterOffers(self._database.read)
        asked = tried_goods if trial.customer_id is None else tried_basket
        return asked(trial, agreed, self._orderer(trial.customer_id, offers), offers, (self._rules, on))


class CounterBook:
    """`domain.views.counter.CounterQuestions`; on the thread of its database."""

    def __init__(self, database: Database, rules: TaxRules, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._ahead = CounterAhead(database, rules)

    def try_basket(self, trial: OrderTrial) -> TriedBasket:
        """Raises as `CounterAhead.basket`."""
        return self._ahead.basket(trial, today(self._clock))

    def outcome(self, sale_id: SaleId) -> SaleOutcome | None:
        rows = self._database.read(f"{_OUTCOME} WHERE o.id = %(id)s", id=sale_id)
        return _outcome(rows[0]) if rows else None

    def agreement(self, sale_id: SaleId) -> tuple[str, bytes] | None:
        rows = self._database.read("SELECT * FROM umlauf.counter_agreement(%(id)s)", id=sale_id)
        return (rows[0]["file_name"], bytes(rows[0]["content"])) if rows else None

    def sales(self, limit: int = 50) -> Sequence[SaleOutcome]:
        rows = self._database.read(f"{_OUTCOME} ORDER BY o.at DESC, o.id LIMIT %(limit)s", limit=limit)
        return [_outcome(row) for row in rows]

    def waiting(self, text: str = "", limit: int = MOST_WAITING) -> Sequence[WaitingOrder]:
        sql = (
            f"SELECT * FROM ({_WAITING}) w WHERE w.customer || ' ' || w.order_number || ' ' || w.number || ' ' ||"  # noqa: S608 - constants only
            " w.customer_number ILIKE %(text)s ORDER BY w.placed_on, w.number LIMIT %(limit)s"
        )
        like = text.strip().replace("%", "").replace("_", "")
        return self._waiting(self._database.read(sql, text=f"%{like}%", limit=limit))

    def waiting_of(self, code: str) -> WaitingOrder | None:
        rows = self._database.read(
            f"{_WAITING} AND (s.number = %(code)s OR a.order_number = %(code)s) ORDER BY s.id LIMIT 1",
            code=code.strip(),
        )
        return next(iter(self._waiting(rows)), None)

    def _waiting(self, rows: Sequence[Row]) -> list[WaitingOrder]:
        lines: dict[UUID, list[WaitingLine]] = defaultdict(list)
        for row in self._database.read(_LINES, ids=[row["id"] for row in rows]) if rows else []:
            lines[row["shipment_id"]].append(
                WaitingLine(
                    row["position"],
                    VariantId(row["variant_id"]),
                    row["title"],
                    row["quantity"],
                    row["done"],
                    row["is_tracked"],
                    row["asset_code"],
                )
            )
        return [
            WaitingOrder(
                ShipmentId(row["id"]),
                row["number"],
                row["order_number"],
                row["customer"],
                row["customer_number"],
                row["placed_on"],
                ShipmentStatus(row["status"]),
                row["is_held"],
                tuple(lines[row["id"]]),
            )
            for row in rows
        ]


def _outcome(row: Row) -> SaleOutcome:
    status, customer, shipment = row["shipment_status"], row["customer_id"], row["shipment_id"]
    return SaleOutcome(
        SaleId(row["id"]),
        row["number"],
        SaleStage(row["stage"]),
        row["at"],
        None if customer is None else CustomerId(customer),
        row["order_number"] or "",
        row["contract_number"] or "",
        row["start_on"],
        None if shipment is None else ShipmentId(shipment),
        None if status is None else ShipmentStatus(status),
        row["is_held"],
        row["why"],
        tuple(row["invoices"]),
    )
