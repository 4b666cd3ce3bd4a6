"""Commands in the worker's name."""

from collections.abc import Mapping

from domain.application import Application, Command, Event, Handler, Seat, enveloped
from domain.clock import Clock
from domain.ids import CommandId, Entropy, PersonId
from storage.codec import Codec
from storage.database import Database
from storage.gate import PostgresGate
from storage.unit import HouseRules


class WorkerHand:
    """One connection of the worker's login with the worker's rights, for one thread."""

    def __init__(
        self,
        database: Database,
        handlers: Mapping[type[Command], Handler],
        clock: Clock,
        entropy: Entropy,
        house: HouseRules,
    ) -> None:
        self._database = database
        self._clock = clock
        self._application = Application(
            PostgresGate(database, Codec(handlers), clock, entropy, house), handlers, Seat.WORKER
        )
        self._me: PersonId | None = None

    def run(self, command_id: CommandId, command: Command) -> Event:
        """Raises what the command refuses, and Unavailable when the database does not answer."""
        answer = self._application.run(enveloped(command_id, command, self._person(), self._clock.now()))
        if answer.event is None:
            raise RuntimeError("a worker's command is never only waiting")
        return answer.event

    def close(self) -> None:
        self._database.close()

    def _person(self) -> PersonId:
        if self._me is None:
            row = self._database.read_one("SELECT person_id FROM umlauf.principal WHERE login = session_user")
            if row is None:
                raise RuntimeError("the worker's login sits on no seat")
            self._me = PersonId(row["person_id"])
        return self._me
