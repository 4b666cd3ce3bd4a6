"""The customers' door on the small real business: the portal's login asks, the worker carries out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from domain.application import Command, Event, Seat
from domain.customers.register_customer import CustomerRegistered
from domain.handlers import HANDLERS
from domain.ids import CommandId
from domain.portal.codes import origin_digest
from domain.portal.send_code import SendCode
from domain.views.portal import CustomerPages, Filed, Outcome
from storage.codec import Codec
from storage.portal.carrying_out import WishHand
from storage.portal.door import Door
from storage.portal.own import OwnDatabase
from storage.unit import HouseRules
from tests.storage.business import Business, tax_rules

HERE = origin_digest("192.0.2.7")


class PortalDesk:
    """`business` with the door in front of it and the worker behind."""

    def __init__(self, business: Business, connections: int = 2) -> None:
        self.business = business
        dsn = business.server.seat_dsn(Seat.PORTAL, business.database)
        self.door = Door(lambda: OwnDatabase(dsn), HANDLERS, business.clock, HouseRules(tax_rules()), connections)
        self._codec = Codec(HANDLERS)
        self._hand: WishHand | None = None

    def code(self, address: str, language: str = "de") -> tuple[UUID, dict[str, str]]:
        """Asks for a code and has it sent; with what the letter says ({} when none was written)."""
        request_id = self.door.ask_code(address, HERE, language)
        return request_id, self.sent_code(request_id)

    def sent_code(self, request_id: UUID) -> dict[str, str]:
        asked = self.business.rows("SELECT id FROM umlauf.portal_request WHERE id = %(id)s", id=request_id)
        if not asked:
            return {}
        self.business.answer(Seat.WORKER, SendCode(request_id))
        found = self.business.rows(
            "SELECT facts FROM umlauf.outbox WHERE subject_id = %(id)s ORDER BY created_at DESC LIMIT 1", id=request_id
        )
        said: dict[str, str] = found[0]["facts"]["texts"] if found else {}
        return said

    def signed_in(self, address: str = "jonas@example.org") -> str:
        """The secret of a new session."""
        request_id, said = self.code(address)
        token = self.door.sign_in(request_id, said["login_code"], HERE)
        assert token is not None
        return token

    @contextmanager
    def pages(self, token: str) -> Iterator[CustomerPages]:
        with self.door.entered(token) as entered:
            assert entered is not None
            yield entered.pages

    def wish(self, token: str, command: Command) -> Filed:
        """Files it; nobody has carried it out yet."""
        with self.pages(token) as pages:
            return pages.file(command, HERE)

    def carry_out(self, wish_id: UUID) -> Event | None:
        """As the worker does, with all that follows."""
        if self._hand is None:
            database = self.business.connection(Seat.WORKER)
            rules = HouseRules(tax_rules())
            self._hand = WishHand(database, HANDLERS, self.business.clock, self.business.entropy, rules)
        [row] = self.business.rows("SELECT * FROM umlauf.portal_wish WHERE id = %(id)s", id=wish_id)
        event = self._hand.carry_out(wish_id)
        if event is not None:
            command = self._codec.read_command(row["name"], row["payload"], row["personal"] or {})
            self.business.follow(Seat.PORTAL, CommandId(wish_id), command, event)
        return event

    def done(self, token: str, command: Command) -> Any:
        """Filed, carried out, and with all that follows: the event. A refusal is raised."""
        filed = self.wish(token, command)
        event = self.carry_out(filed.wish_id)
        outcome = self.outcome(token, filed.wish_id)
        if outcome.refusal is not None:
            raise outcome.refusal
        assert event is not None
        return event

    def outcome(self, token: str, wish_id: UUID) -> Outcome:
        with self.pages(token) as pages:
            return pages.outcome(wish_id)

    def close(self) -> None:
        self.door.close()


def customer_called(business: Business, name: str, address: str) -> CustomerRegistered:
    """A customer with an address of their own."""
    registered = business.customer(name)
    business.rows(
        "UPDATE umlauf.customer_personal SET email = %(email)s, search = search || ' ' || %(email)s"
        " WHERE customer_id = %(id)s RETURNING customer_id",
        email=address,
        id=registered.customer_id,
    )
    return registered
