"""The gate: one command, one transaction, at most once. Source: DESIGN.md 1; DECISIONS 3 to 5; RELIABILITY.md 2."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from domain.application import Answer, Envelope, Event, Work
from domain.clock import Clock
from domain.context import Context
from domain.errors import AppError, Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import CommandId, Entropy
from storage.about import about
from storage.codec import Codec, Json, digest
from storage.database import Database, Row
from storage.errors import CommandIdReused, DatabaseUnreachable, SomeoneWasFaster, TookTooLong, is_outage, translated
from storage.exchange import Exchange, Statement
from storage.read_ahead import ReadAhead
from storage.repositories.base import plain_array
from storage.revival import AT_ONCE, PATIENT
from storage.unit import HouseRules, PostgresUnit

_BEGIN: Final = (
    "SELECT verdict, outcome, result, store_id, effective_at FROM umlauf.begin_command("
    "%(id)s, %(name)s, %(payload)s, %(hash)s, %(actor)s, %(effective)s, %(epoch)s, %(seq)s, %(station_time)s)"
)
_END: Final = "SELECT umlauf.end_command(%(id)s, %(outcome)s, %(result)s, %(topics)s)"
_SAME_PERSONAL: Final = "SELECT umlauf.is_same_personal(%(id)s, %(data)s) AS same"
_COMMIT: Final[Statement] = ("COMMIT", {})
_SKIP: Final = "SELECT umlauf.pass_number(%(epoch)s, %(seq)s)"
_STORED: Final = (RuleViolation, InvalidInput, NotFound, Conflict)
_AGAIN: Final = (SomeoneWasFaster, TookTooLong)
"""Another try may end otherwise; only the last one's refusal is the answer."""
_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class StationMark:
    """The place of a command in its station's journal: the journal's epoch, the dense number, the station's time."""

    epoch: UUID
    seq: int
    station_time: datetime


class PostgresGate:
    """Runs commands for one login over one connection."""

    def __init__(self, database: Database, codec: Codec, clock: Clock, entropy: Entropy, house: HouseRules) -> None:
        self._house = house
        self._database = database
        self._codec = codec
        self._clock = clock
        self._entropy = entropy
        self._exchange: Exchange | None = None

    def submit(self, envelope: Envelope, work: Work, mark: StationMark | None = None) -> Answer:
        """Applies, stores the answer, commits. A stale read is read again and decided again, a few times.

        Raises:
            AppError: a stored refusal, or Unavailable when the database did not answer (then nothing is known about
                the command but that it may be sent again).
        """
        for attempt in range(_TRIES):
            try:
                return self._once(envelope, work, mark)
            except _AGAIN as faster:
                if attempt == _TRIES - 1:
                    self._refuse(envelope, mark, faster)
                    raise
            except _LinkLost as lost:
                if attempt:
                    raise lost.ours from lost
        raise AssertionError("the loop ends by return or raise")

    def _once(self, envelope: Envelope, work: Work, mark: StationMark | None) -> Answer:
        exchange = self._opened(mark)
        try:
            return self._inside(exchange, envelope, work, mark)
        except psycopg.errors.InvalidSqlStatementName as gone:
            self._roll_back(exchange)
            exchange.forget()
            raise _LinkLost(DatabaseUnreachable(why=str(gone))) from gone
        except psycopg.Error as error:
            ours = translated(error)
            if ours is not None and is_outage(error):
                self._database.close()
                raise _LinkLost(ours) from error
            self._roll_back(exchange)
            if ours is None:
                raise
            if isinstance(ours, _STORED) and not isinstance(ours, _AGAIN):
                self._refuse(envelope, mark, ours)
            raise ours from error
        except BaseException:
            self._roll_back(exchange)
            raise

    def _opened(self, mark: StationMark | None) -> Exchange:
        """Raises DatabaseUnreachable."""
        connection = self._database.connection(AT_ONCE if mark else PATIENT)
        if self._exchange is None or self._exchange.connection is not connection:
            self._exchange = Exchange(connection)
        return self._exchange

    def _inside(self, exchange: Exchange, envelope: Envelope, work: Work, mark: StationMark | None) -> Answer:
        ahead = ReadAhead(envelope.command)
        begun = self._begin(exchange, envelope, mark, ahead)
        if begun["verdict"] == "replay":
            self._compare_personal(exchange, envelope)
            exchange.ask([_COMMIT])
            return self._replayed(envelope, begun)
        context = Context(envelope.command_id, envelope.actor_id, begun["store_id"], begun["effective_at"])
        unit = PostgresUnit(exchange, context, self._clock, self._entropy, self._house, ahead=ahead)
        try:
            event = work(unit, self._clock)
        except _STORED as refused:
            if isinstance(refused, _AGAIN):
                raise
            self._reject(exchange, envelope, refused)
            raise
        self._keep_personal(unit, envelope)
        _keep_trace(unit, envelope, event)
        topics = sorted(set(event.touched()))
        unit.writes.send((_END, _end_values(envelope.command_id, "applied", self._codec.event(event), topics)), _COMMIT)
        return Answer(envelope.command_id, event)

    def _begin(
        self,
        exchange: Exchange,
        envelope: Envelope,
        mark: StationMark | None,
        ahead: ReadAhead | None = None,
    ) -> Row:
        """Opens transaction and command; with `ahead` it also reads what the command names."""
        payload, _ = self._codec.command(envelope.command)
        name = type(envelope.command).__name__
        values = {
            "id": envelope.command_id,
            "name": name,
            "payload": Jsonb(payload),
            "hash": digest(name, payload),
            "actor": envelope.actor_id,
            "effective": envelope.effective_at or self._clock.now(),
            "epoch": mark.epoch if mark else None,
            "seq": mark.seq if mark else None,
            "station_time": mark.station_time if mark else None,
        }
        _, begun, *known = exchange.ask([("BEGIN", {}), (_BEGIN, values), *(ahead.questions if ahead else ())])
        if ahead is not None:
            ahead.learn(known)
        return begun[0]

    def _replayed(self, envelope: Envelope, begun: Row) -> Answer:
        if begun["outcome"] == "applied":
            return Answer(envelope.command_id, self._codec.read_event(begun["result"]), replay=True)
        raise self._codec.read_refusal(begun["result"])

    def _compare_personal(self, exchange: Exchange, envelope: Envelope) -> None:
        """The payload's hash says nothing about personal values. Raises CommandIdReused when they are others."""
        _, personal = self._codec.command(envelope.command)
        if not personal:
            return
        [[row]] = exchange.ask([(_SAME_PERSONAL, {"id": envelope.command_id, "data": Jsonb(personal)})])
        if not row["same"]:
            raise CommandIdReused(why="other personal values")

    def _keep_personal(self, unit: PostgresUnit, envelope: Envelope) -> None:
        _, personal = self._codec.command(envelope.command)
        if personal:
            unit.write(
                "INSERT INTO umlauf.command_personal (command_id, data) VALUES (%(id)s, %(data)s)",
                id=envelope.command_id,
                data=Jsonb(personal),
            )

    def _reject(self, exchange: Exchange, envelope: Envelope, refused: AppError) -> None:
        result = self._codec.refusal(refused, envelope.command)
        exchange.ask([(_END, _end_values(envelope.command_id, "rejected", result, [])), _COMMIT])

    def _refuse(self, envelope: Envelope, mark: StationMark | None, refused: AppError) -> None:
        """The database refused what the handler thought right: the refusal is the answer, and it stays.

        What was refused before it began (a reused id, a person who left) has no row to stand in; only the station's
        number is used up, so that what comes after it is not held back for ever.
        """
        exchange = self._opened(mark)
        try:
            if self._begin(exchange, envelope, mark)["verdict"] == "new":
                self._reject(exchange, envelope, refused)
            else:
                exchange.ask([_COMMIT])
        except psycopg.Error as error:
            ours = translated(error)
            if ours is not None and is_outage(error):
                self._database.close()
                raise ours from error
            self._roll_back(exchange)
            if ours is None:
                raise
            if mark is not None:
                self.skip(mark)

    def skip(self, mark: StationMark) -> None:
        """Uses up a station's number without a command: what comes after it is not held back.

        Raises DatabaseUnreachable.
        """
        with self._database.translating() as connection:
            connection.execute(_SKIP, {"epoch": mark.epoch, "seq": mark.seq})

    def _roll_back(self, exchange: Exchange) -> None:
        """A connection that cannot even do that is given up; the server rolls back by itself."""
        try:
            exchange.roll_back()
        except psycopg.Error:
            self._database.close()


class _LinkLost(Exception):
    """The link broke under a command: whether it was applied, only asking again with the same id tells."""

    def __init__(self, ours: AppError) -> None:
        super().__init__(str(ours))
        self.ours = ours


def _keep_trace(unit: PostgresUnit, envelope: Envelope, event: Event) -> None:
    """What the command was about, where nothing else tells the timelines."""
    subjects = about(envelope.command, event)
    if subjects:
        unit.write(
            "SELECT umlauf.note_about(%(id)s, %(subjects)s::uuid[])",
            id=envelope.command_id,
            subjects=plain_array(sorted(subjects)),
        )


def _end_values(command_id: CommandId, outcome: str, result: Json, topics: list[str]) -> dict[str, object]:
    return {"id": command_id, "outcome": outcome, "result": Jsonb(result), "topics": topics}
