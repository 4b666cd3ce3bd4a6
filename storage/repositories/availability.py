"""Promises of things that are not packed yet: reservations, waiting lists, days told with orders, receipts to come."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.application import Seat
from domain.availability.forecast import Fact
from domain.availability.model import (
    Expectation,
    ExpectationId,
    KindAt,
    Overbooking,
    Promised,
    Reservation,
    ReservationId,
    ReservationStatus,
    UnknownExpectation,
    UnknownReservation,
    UnknownWaiting,
    Waiting,
    WaitingId,
    WaitingStatus,
)
from domain.ids import ContractId, CustomerId, OrderId, StoreId, TaskId, VariantId
from domain.tasks.model import TaskKind
from storage.database import Row
from storage.queries.availability_facts import facts_of
from storage.repositories.base import Desk, plain_array

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0))"
_RESERVATION: Final = "SELECT * FROM umlauf.reservation"
_WAITING: Final = "SELECT * FROM umlauf.waiting_place"
_PROMISED: Final = (
    "SELECT p.*, o.number, EXISTS (SELECT FROM umlauf.task t WHERE t.kind = %(asked)s AND t.subject = o.number"
    " AND t.closed_at IS NULL) AS is_asked, EXISTS (SELECT FROM umlauf.order_promise q WHERE q.order_id = p.order_id"
    " AND q.variant_id <> p.variant_id AND q.promised_on IS NULL) AS others_wait"
    " FROM umlauf.order_promise p JOIN umlauf.customer_order o ON o.id = p.order_id"
    " WHERE p.variant_id = %(variant)s AND o.store_id = %(store)s AND EXISTS (SELECT FROM umlauf.shipment s"
    " JOIN umlauf.shipment_line l ON l.shipment_id = s.id WHERE s.order_id = p.order_id AND s.status = 'open'"
    " AND l.variant_id = p.variant_id AND l.is_tracked AND l.asset_id IS NULL) ORDER BY p.made_at, p.order_id"
)
_OF_CONTRACTS: Final = (
    "SELECT DISTINCT l.variant_id, s.store_id FROM umlauf.shipment s JOIN umlauf.shipment_line l"
    " ON l.shipment_id = s.id WHERE s.contract_id = ANY(%(ids)s::uuid[]) AND l.is_tracked"
)
_TASKS_OVER: Final = (
    "SELECT t.id FROM umlauf.task t JOIN umlauf.customer_order o ON o.number = t.subject"
    " WHERE t.kind = ANY(%(kinds)s) AND t.closed_at IS NULL AND NOT EXISTS (SELECT FROM umlauf.shipment s"
    " JOIN umlauf.shipment_line l ON l.shipment_id = s.id WHERE s.order_id = o.id AND s.status = 'open'"
    " AND l.is_tracked AND l.asset_id IS NULL) ORDER BY t.id"
)
LIVE: Final = (
    "SELECT variant_id, store_id FROM umlauf.reservation WHERE status = 'held'"
    " UNION SELECT variant_id, store_id FROM umlauf.waiting_place WHERE status IN ('waiting', 'offered')"
    " UNION SELECT l.variant_id, s.store_id FROM umlauf.shipment_line l JOIN umlauf.shipment s ON s.id = l.shipment_id"
    " JOIN umlauf.order_promise p ON p.order_id = s.order_id AND p.variant_id = l.variant_id"
    " WHERE l.is_tracked AND l.asset_id IS NULL AND s.status = 'open' ORDER BY 1, 2"
)
_EXPECTED: Final = "SELECT * FROM umlauf.expected_receipt WHERE quantity > 0 AND"


def reservation_from(row: Row) -> Reservation:
    return Reservation(
        ReservationId(row["id"]),
        CustomerId(row["customer_id"]),
        VariantId(row["variant_id"]),
        StoreId(row["store_id"]),
        row["quantity"],
        row["from_on"],
        row["until_on"],
        row["hold_until"],
        ReservationStatus(row["status"]),
        row["is_told"],
    )


def waiting_from(row: Row) -> Waiting:
    return Waiting(
        WaitingId(row["id"]),
        CustomerId(row["customer_id"]),
        VariantId(row["variant_id"]),
        StoreId(row["store_id"]),
        row["joined_on"],
        WaitingStatus(row["status"]),
        row["offer_until"],
        None if row["told"] is None else WaitingStatus(row["told"]),
    )


def expectation_from(row: Row) -> Expectation:
    return Expectation(
        ExpectationId(row["id"]),
        VariantId(row["variant_id"]),
        StoreId(row["store_id"]),
        row["quantity"],
        row["expected_on"],
        row["note"],
    )


def _kind(row: Row) -> KindAt:
    return KindAt(VariantId(row["variant_id"]), StoreId(row["store_id"]))


class AvailabilityFile:
    """`domain.availability.book.AvailabilityBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def lock(self, variant_id: VariantId, store_id: StoreId) -> None:
        """Until the transaction ends; what is read afterwards shows what was committed before."""
        self._desk.rows(_LOCK, name=f"availability {store_id} {variant_id}")

    def facts(self, variant_id: VariantId, store_id: StoreId) -> list[Fact]:
        return facts_of(self._desk.rows, [variant_id], store_id, self._desk.today()).get(variant_id, [])

    def reservation(self, reservation_id: ReservationId) -> Reservation:
        """Raises UnknownReservation."""
        rows = self._desk.rows(f"{_RESERVATION} WHERE id = %(id)s FOR UPDATE", id=reservation_id)
        if not rows:
            raise UnknownReservation(reservation=reservation_id)
        return reservation_from(rows[0])

    def held(self, variant_id: VariantId, store_id: StoreId) -> list[Reservation]:
        sql = (
            f"{_RESERVATION} WHERE variant_id = %(variant)s AND store_id = %(store)s AND status = 'held'"
            " ORDER BY made_at, id FOR UPDATE"
        )
        return [reservation_from(row) for row in self._desk.rows(sql, variant=variant_id, store=store_id)]

    def add_reservation(self, reservation: Reservation) -> None:
        self._desk.write(
            "INSERT INTO umlauf.reservation (id, customer_id, variant_id, store_id, quantity, from_on, until_on,"
            " hold_until, status, made_at) VALUES (%(id)s, %(customer)s, %(variant)s, %(store)s, %(quantity)s,"
            " %(from_on)s, %(until_on)s, %(hold_until)s, %(status)s, %(at)s)",
            id=reservation.id,
            customer=reservation.customer_id,
            variant=reservation.variant_id,
            store=reservation.store_id,
            quantity=reservation.quantity,
            from_on=reservation.from_on,
            until_on=reservation.until_on,
            hold_until=reservation.hold_until,
            status=reservation.status,
            at=self._desk.context.effective_at,
        )

    def save_reservation(self, reservation: Reservation) -> None:
        self._desk.write(
            "UPDATE umlauf.reservation SET status = %(status)s, is_told = %(told)s WHERE id = %(id)s",
            id=reservation.id,
            status=reservation.status,
            told=reservation.is_told,
        )

    def waiting(self, waiting_id: WaitingId) -> Waiting:
        """Raises UnknownWaiting."""
        rows = self._desk.rows(f"{_WAITING} WHERE id = %(id)s FOR UPDATE", id=waiting_id)
        if not rows:
            raise UnknownWaiting(place=waiting_id)
        return waiting_from(rows[0])

    def waiting_list(self, variant_id: VariantId, store_id: StoreId) -> list[Waiting]:
        sql = (
            f"{_WAITING} WHERE variant_id = %(variant)s AND store_id = %(store)s"
            " AND status IN ('waiting', 'offered') ORDER BY joined_at, id FOR UPDATE"
        )
        return [waiting_from(row) for row in self._desk.rows(sql, variant=variant_id, store=store_id)]

    def is_waiting(self, customer_id: CustomerId, variant_id: VariantId, store_id: StoreId) -> bool:
        return any(each.customer_id == customer_id for each in self.waiting_list(variant_id, store_id))

    def add_waiting(self, waiting: Waiting) -> None:
        self._desk.write(
            "INSERT INTO umlauf.waiting_place (id, customer_id, variant_id, store_id, joined_on, status)"
            " VALUES (%(id)s, %(customer)s, %(variant)s, %(store)s, %(on)s, %(status)s)",
            id=waiting.id,
            customer=waiting.customer_id,
            variant=waiting.variant_id,
            store=waiting.store_id,
            on=waiting.joined_on,
            status=waiting.status,
        )

    def save_waiting(self, waiting: Waiting) -> None:
        self._desk.write(
            "UPDATE umlauf.waiting_place SET status = %(status)s, offer_until = %(until)s, told = %(told)s"
            " WHERE id = %(id)s",
            id=waiting.id,
            status=waiting.status,
            until=waiting.offer_until,
            told=waiting.told,
        )

    def promise(self, order_id: OrderId, variants: Sequence[VariantId], promised_on: date | None) -> None:
        for variant_id in variants:
            self._desk.write(
                "INSERT INTO umlauf.order_promise (order_id, variant_id, promised_on, made_at)"
                " VALUES (%(order)s, %(variant)s, %(on)s, %(at)s)",
                order=order_id,
                variant=variant_id,
                on=promised_on,
                at=self._desk.context.effective_at,
            )

    def promised(self, variant_id: VariantId, store_id: StoreId) -> list[Promised]:
        return [
            Promised(
                OrderId(row["order_id"]),
                row["number"],
                VariantId(row["variant_id"]),
                row["promised_on"],
                row["expected_on"],
                row["is_late"],
                row["is_asked"],
                row["others_wait"],
            )
            for row in self._desk.rows(
                _PROMISED, variant=variant_id, store=store_id, asked=TaskKind.ORDER_WITHOUT_DAY.value
            )
        ]

    def save_promised(self, promised: Promised) -> None:
        self._desk.write(
            "UPDATE umlauf.order_promise SET promised_on = %(promised)s, expected_on = %(expected)s, is_late = %(late)s"
            " WHERE order_id = %(order)s AND variant_id = %(variant)s",
            order=promised.order_id,
            variant=promised.variant_id,
            promised=promised.promised_on,
            expected=promised.expected_on,
            late=promised.is_late,
        )

    def contract_of(self, order_id: OrderId) -> ContractId:
        rows = self._desk.rows(
            "SELECT id FROM umlauf.contract WHERE order_id = %(id)s ORDER BY id LIMIT 1", id=order_id
        )
        return ContractId(rows[0]["id"])

    def kinds_of(self, contract_ids: Sequence[ContractId]) -> list[KindAt]:
        return [_kind(row) for row in self._desk.rows(_OF_CONTRACTS, ids=plain_array(contract_ids))]

    def tasks_over(self) -> list[TaskId]:
        kinds = [TaskKind.ORDER_WITHOUT_DAY.value, TaskKind.ORDER_LATE.value]
        return [TaskId(row["id"]) for row in self._desk.rows(_TASKS_OVER, kinds=kinds)]

    def seat(self) -> Seat:
        [row] = self._desk.rows("SELECT seat FROM umlauf.principal WHERE login = session_user")
        return Seat(row["seat"])

    def note_overbooking(self, overbooking: Overbooking) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.overbooking (id, variant_id, store_id, missing, from_on, because, order_id,"
            " reservation_id, noted_by, noted_at) VALUES (%(id)s, %(variant)s, %(store)s, %(missing)s, %(on)s,"
            " %(because)s, %(order)s, %(reservation)s, %(by)s, %(at)s)",
            id=self._desk.new_id(),
            variant=overbooking.variant_id,
            store=overbooking.store_id,
            missing=overbooking.missing,
            on=overbooking.from_on,
            because=overbooking.because,
            order=overbooking.order_id,
            reservation=overbooking.reservation_id,
            by=context.actor_id,
            at=context.effective_at,
        )

    def expect(self, expectation: Expectation) -> None:
        self._desk.write(
            "INSERT INTO umlauf.expected_receipt (id, variant_id, store_id, quantity, expected_on, note)"
            " VALUES (%(id)s, %(variant)s, %(store)s, %(quantity)s, %(on)s, %(note)s)",
            id=expectation.id,
            variant=expectation.variant_id,
            store=expectation.store_id,
            quantity=expectation.quantity,
            on=expectation.expected_on,
            note=expectation.note,
        )

    def expected(self, variant_id: VariantId, store_id: StoreId) -> list[Expectation]:
        sql = f"{_EXPECTED} variant_id = %(variant)s AND store_id = %(store)s ORDER BY expected_on, id FOR UPDATE"
        return [expectation_from(row) for row in self._desk.rows(sql, variant=variant_id, store=store_id)]

    def expectation(self, expectation_id: ExpectationId) -> Expectation:
        """Raises UnknownExpectation."""
        rows = self._desk.rows(f"{_EXPECTED} id = %(id)s FOR UPDATE", id=expectation_id)
        if not rows:
            raise UnknownExpectation(expectation=expectation_id)
        return expectation_from(rows[0])

    def save_expectation(self, expectation: Expectation) -> None:
        self._desk.write(
            "UPDATE umlauf.expected_receipt SET quantity = %(quantity)s, expected_on = %(on)s WHERE id = %(id)s",
            id=expectation.id,
            quantity=expectation.quantity,
            on=expectation.expected_on,
        )
