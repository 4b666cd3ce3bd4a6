"""The worker carries out what a customer wished for, on the pages or at a counter: under its own rights, as the
command of the customer, or of the person at the till.

The database admits it because the wish stands there as it is given, and looks again whether it names only what is the
customer's own; what of it a customer may choose, and whether the owner opened it, is looked at in the same transaction.
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from domain.application import Command, Envelope, Event, Handler, NotForThisSeat, Seat
from domain.clock import Clock
from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import CommandId, CustomerId, Entropy, PersonId
from domain.portal.wishes import check_wish
from domain.ports import Unit
from domain.serving.wishes import check_counter_wish, may_state
from storage.codec import Codec
from storage.database import Database, Row
from storage.gate import PostgresGate
from storage.unit import HouseRules

_WISH: Final = (
    "SELECT w.*, c.outcome FROM umlauf.portal_wish w LEFT JOIN umlauf.command c ON c.command_id = w.id"
    " WHERE w.id = %(id)s"
)
_DONE: Final = "UPDATE umlauf.portal_wish SET personal = NULL, content = NULL WHERE id = %(id)s"
_REFUSED: Final = (RuleViolation, InvalidInput, NotFound, Conflict)


class WishHand:
    """One connection of the worker's login, for one thread; shared with no other gate, for each knows what it prepared
    there."""

    def __init__(
        self,
        database: Database,
        handlers: Mapping[type[Command], Handler],
        clock: Clock,
        entropy: Entropy,
        house: HouseRules,
    ) -> None:
        self._database, self._handlers, self._clock = database, handlers, clock
        self._codec = Codec(handlers)
        self._gate = PostgresGate(database, self._codec, clock, entropy, house)

    def close(self) -> None:
        self._database.close()

    def carry_out(self, wish_id: UUID) -> Event | None:
        """Done once, however often it is told; a refusal is stored as the answer. None: refused, or done before.

        Raises:
            Unavailable: the database does not answer.
            NotForThisSeat: it is not what was wished for, or names what is not the customer's.
        """
        row = self._database.read_one(_WISH, id=wish_id)
        if row is None:
            return None
        event = None
        if row["outcome"] is None:
            event = self._run(row)
        self._database.read(f"{_DONE} RETURNING id", id=wish_id)
        return event

    def _run(self, row: Row) -> Event | None:
        customer_id = None if row["customer_id"] is None else CustomerId(row["customer_id"])
        beside = {} if row["content"] is None else {"content": bytes(row["content"])}
        command = self._codec.read_command(row["name"], row["payload"], {**(row["personal"] or {}), **beside})
        seat, handler = Seat(row["seat"]), self._handlers[type(command)]
        if not may_state(seat, type(command)):
            raise NotForThisSeat(command=row["name"], seat=seat)
        at = min(row["filed_at"], self._clock.now())
        envelope = Envelope(CommandId(row["id"]), command, PersonId(row["actor_id"]), at)

        def work(unit: Unit, clock: Clock) -> Event:
            if seat is Seat.PORTAL or customer_id is None:
                check_wish(command, customer_id, unit)
            else:
                check_counter_wish(command, customer_id, unit)
            return handler(command, unit, clock)

        try:
            return self._gate.submit(envelope, work).event
        except NotForThisSeat:
            raise
        except _REFUSED:
            return None
