"""How many orders go in one go is the provider's to say: all of a day in one file, or a few hundred over the wire."""

from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

import pytest

from domain.clock import MovableClock
from domain.payments.abilities import ABILITIES
from domain.payments.collecting import AT_ONCE, Collector
from domain.payments.provider import AttemptId, Collected, ProviderName
from domain.payments.submit_payments import PaymentsSubmitted, SubmitPayments

CLOCK = MovableClock(datetime(2026, 3, 9, 4, tzinfo=UTC))
ORDERS = 450


class Book:
    """450 attempts are due; what was written down is not due any more."""

    def __init__(self):
        self.open = [AttemptId(UUID(int=n)) for n in range(1, ORDERS + 1)]

    @contextmanager
    def alone(self, _name):
        yield True

    def unanswered(self, _name, _before):
        return []

    def due(self, _name, _day, _now, limit):
        return self.open[:limit]

    def orders(self, going):
        return list(going)

    def run(self, command):
        if isinstance(command, SubmitPayments):
            self.open = [each for each in self.open if each not in set(command.attempt_ids)]
            return PaymentsSubmitted(command.attempt_ids)
        return None


class Wire:
    def __init__(self, name):
        self.name, self.can, self.goes = name, ABILITIES[name], []

    def collect(self, orders):
        self.goes.append(len(orders))
        return Collected({})


@pytest.mark.parametrize(
    ("name", "goes"),
    [(ProviderName.SEPA_FILES, [ORDERS]), (ProviderName.STRIPE, [AT_ONCE, AT_ONCE, ORDERS - 2 * AT_ONCE])],
)
def test_what_is_due_goes_together(name, goes):
    book, wire = Book(), Wire(name)
    done = Collector(wire, book, book.run, CLOCK).collect()
    assert (wire.goes, done.handed_over, book.open) == (goes, ORDERS, [])
