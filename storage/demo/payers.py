"""The demo's customers pay: most in time, some late or in parts, one now and then too much, a few not at all."""

from datetime import date, timedelta
from random import Random
from typing import Final

from domain.application import Seat
from domain.billing.record_payment import PaymentRecorded, RecordPayment
from domain.ids import CustomerId, InvoiceId
from domain.money import Currency, Money
from storage.demo.house import DemoHouse

_EARLY: Final = timedelta(days=4)
_LATE: Final = timedelta(days=9)
_OPEN: Final = (
    "SELECT i.id, i.customer_id, i.currency, i.gross_minor - coalesce(d.used_minor, 0) AS minor FROM umlauf.invoice i"
    " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
    " WHERE i.kind = 'invoice' AND i.payment_method = 'transfer' AND i.due_on = %(day)s"
    " AND i.gross_minor > coalesce(d.used_minor, 0) ORDER BY i.number"
)


class Payers:
    """Has its own chance, so that the rest of the story is the same with and without it."""

    def __init__(self, house: DemoHouse) -> None:
        self._house = house.twin(Random(8))  # noqa: S311 - a demo that is the same each time, nothing secret
        self._slow: set[CustomerId] = set()
        self._known: set[CustomerId] = set()

    def day(self, day: date) -> None:
        """What comes in on that day: for invoices that will soon be due, and for some that were."""
        self._house.new_day(day)
        for row in self._house.read(Seat.BACKOFFICE, _OPEN, day=day + _EARLY):
            if not self._is_slow(CustomerId(row["customer_id"])):
                self._pay(row["id"], Money(row["minor"], Currency(row["currency"])), day)
        for row in self._house.read(Seat.BACKOFFICE, _OPEN, day=day - _LATE):
            if self._house.random.randrange(100) < 70:
                self._pay(row["id"], Money(row["minor"], Currency(row["currency"])), day)

    def close(self) -> None:
        self._house.close()

    def _is_slow(self, customer: CustomerId) -> bool:
        """One in ten, always the same ones."""
        if customer not in self._known:
            self._known.add(customer)
            if self._house.random.randrange(10) == 0:
                self._slow.add(customer)
        return customer in self._slow

    def _pay(self, invoice_id: InvoiceId, still: Money, day: date) -> None:
        chance = self._house.random.randrange(100)
        amount = still
        if chance == 0:
            amount = still + Money(1000, still.currency)
        elif chance == 1 and still.minor > 1:
            amount = Money(still.minor // 2, still.currency)
        command = RecordPayment(InvoiceId(invoice_id), still, amount, day, keeps_rest=True)
        self._house.do(Seat.BACKOFFICE, command, PaymentRecorded)
