"""A counter of the small real business: its login looks and wishes, the worker carries out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from domain.application import Command, Event, Seat
from domain.handlers import HANDLERS
from domain.ids import CommandId, CustomerId
from domain.views.portal import CustomerPages
from domain.views.serving import Served
from storage.codec import Codec
from storage.portal.carrying_out import WishHand
from storage.serving.desk import CounterDesk
from storage.unit import HouseRules
from tests.storage.business import Business, tax_rules


class Counter:
    """One customer at a time, as in the program."""

    def __init__(self, business: Business) -> None:
        self.business = business
        self.desk = CounterDesk(business.connection(Seat.POS), HANDLERS, tax_rules(), business.clock)
        self._codec = Codec(HANDLERS)
        self._hand: WishHand | None = None

    def serve(self, customer_id: CustomerId) -> Served:
        return self.desk.serve(customer_id)

    @contextmanager
    def pages(self, customer_id: CustomerId) -> Iterator[CustomerPages]:
        with self.desk.pages(self.serve(customer_id)) as pages:
            yield pages

    def carry_out(self, wish_id: UUID) -> Event | None:
        """As the worker does, with all that follows."""
        if self._hand is None:
            database, rules = self.business.connection(Seat.WORKER), HouseRules(tax_rules())
            self._hand = WishHand(database, HANDLERS, self.business.clock, self.business.entropy, rules)
        [row] = self.business.rows("SELECT * FROM umlauf.portal_wish WHERE id = %(id)s", id=wish_id)
        event = self._hand.carry_out(wish_id)
        if event is not None:
            command = self._codec.read_command(row["name"], row["payload"], row["personal"] or {})
            self.business.follow(Seat(row["seat"]), CommandId(wish_id), command, event)
        return event

    def done(self, customer_id: CustomerId, command: Command) -> Any:
        """Served, filed, carried out, and with all that follows: the event. A refusal is raised."""
        served = self.serve(customer_id)
        filed = self.desk.file(served, command)
        event = self.carry_out(filed.wish_id)
        outcome = self.desk.outcome(served, filed.wish_id)
        if outcome.refusal is not None:
            raise outcome.refusal
        assert event is not None
        return event

    def close(self) -> None:
        self.desk.close()
