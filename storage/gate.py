"""The gate: one command, one transaction, at most once. Source: DESIGN.md 1; DECISIONS 3 to 5; RELIABILITY.md 2."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from domain.application import Answer, Envelope, Work
from domain.clock import Clock
from domain.context import Context
from domain.errors import AppError, Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import CommandId, Entropy
from storage.codec import Codec, Json, digest
from storage.database import Database, Row
from storage.errors import CommandIdReused, SomeoneWasFaster, is_outage, translated
from storage.read_ahead import ReadAhead
from storage.revival import AT_ONCE, PATIENT
from storage.unit import HouseRules, PostgresUnit

_BEGIN: Final = (
    "SELECT verdict, outcome, result, store_id, effective_at FROM umlauf.begin_command("
    "%(id)s, %(name)s, %(payload)s, %(hash)s, %(actor)s, %(effective)s, %(epoch)s, %(seq)s, %(station_time)s)"
)
_END: Final = "SELECT umlauf.end_command(%(id)s, %(outcome)s, %(result)s, %(topics)s)"
_BY_KEY: Final = (
    "SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)"
)
"""For this transaction: handlers find everything by key. Planning the same question anew for each scan costs more than
answering it, and a plan made while tables were small would go through whole tables later."""
_SAME_PERSONAL: Final = "SELECT umlauf.is_same_personal(%(id)s, %(data)s) AS same"
_SKIP: Final = "SELECT umlauf.pass_number(%(epoch)s, %(seq)s)"
_STORED: Final = (RuleViolation, InvalidInput, NotFound, Conflict)
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

    def submit(self, envelope: Envelope, work: Work, mark: StationMark | None = None) -> Answer:
        """Applies, stores the answer, commits. A stale read is read again and decided again, a few times.

        Raises:
            AppError: a stored refusal, or Unavailable when the database did not answer (then nothing is known about
                the command but that it may be sent again).
        """
        for attempt in range(_TRIES):
            try:
                return self._once(envelope, work, mark)
            except SomeoneWasFaster as faster:
                if attempt == _TRIES - 1:
                    self._refuse(envelope, mark, faster)
                    raise
            except _LinkLost as lost:
                if attempt:
                    raise lost.ours from lost
        raise AssertionError("the loop ends by return or raise")

    def _once(self, envelope: Envelope, work: Work, mark: StationMark | None) -> Answer:
        connection = self._database.connection(AT_ONCE if mark else PATIENT)
        try:
            return self._inside(connection, envelope, work, mark)
        except psycopg.Error as error:
            ours = translated(error)
            if ours is not None and is_outage(error):
                self._database.close()
                raise _LinkLost(ours) from error
            self._roll_back(connection)
            if ours is None:
                raise
            if isinstance(ours, _STORED) and not isinstance(ours, SomeoneWasFaster):
                self._refuse(envelope, mark, ours)
            raise ours from error
        except BaseException:
            self._roll_back(connection)
            raise

    def _inside(
        self, connection: psycopg.Connection[Row], envelope: Envelope, work: Work, mark: StationMark | None
    ) -> Answer:
        ahead = ReadAhead(envelope.command)
        begun = self._begin(connection, envelope, mark, ahead)
        if begun["verdict"] == "replay":
            self._compare_personal(connection, envelope)
            connection.execute("COMMIT")
            return self._replayed(envelope, begun)
        context = Context(envelope.command_id, envelope.actor_id, begun["store_id"], begun["effective_at"])
        unit = PostgresUnit(connection, context, self._clock, self._entropy, self._house, ahead=ahead)
        try:
            event = work(unit, self._clock)
        except _STORED as refused:
            if isinstance(refused, SomeoneWasFaster):
                raise
            self._reject(connection, envelope, refused)
            raise
        self._keep_personal(unit, envelope)
        topics = sorted(set(event.touched()))
        unit.writes.send(
            (_END, _end_values(envelope.command_id, "applied", self._codec.event(event), topics)), ("COMMIT", {})
        )
        return Answer(envelope.command_id, event)

    def _begin(
        self,
        connection: psycopg.Connection[Row],
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
        with connection.pipeline():
            connection.execute("BEGIN")
            connection.execute(_BY_KEY)
            begun = connection.execute(_BEGIN, values)
            if ahead is not None:
                ahead.ask(connection)
            row = begun.fetchone()
            if ahead is not None:
                ahead.fetch()
        if row is None:
            raise RuntimeError("begin_command answers with one row")
        return row

    def _replayed(self, envelope: Envelope, begun: Row) -> Answer:
        if begun["outcome"] == "applied":
            return Answer(envelope.command_id, self._codec.read_event(begun["result"]), replay=True)
        raise self._codec.read_refusal(begun["result"])

    def _compare_personal(self, connection: psycopg.Connection[Row], envelope: Envelope) -> None:
        """The payload's hash says nothing about personal values. Raises CommandIdReused when they are others."""
        _, personal = self._codec.command(envelope.command)
        if not personal:
            return
        row = connection.execute(_SAME_PERSONAL, {"id": envelope.command_id, "data": Jsonb(personal)}).fetchone()
        if row is not None and not row["same"]:
            raise CommandIdReused(why="other personal values")

    def _keep_personal(self, unit: PostgresUnit, envelope: Envelope) -> None:
        _, personal = self._codec.command(envelope.command)
        if personal:
            unit.write(
                "INSERT INTO umlauf.command_personal (command_id, data) VALUES (%(id)s, %(data)s)",
                id=envelope.command_id,
                data=Jsonb(personal),
            )

    def _reject(self, connection: psycopg.Connection[Row], envelope: Envelope, refused: AppError) -> None:
        result = self._codec.refusal(refused, envelope.command)
        with connection.pipeline():
            connection.execute(_END, _end_values(envelope.command_id, "rejected", result, []))
            connection.execute("COMMIT")

    def _refuse(self, envelope: Envelope, mark: StationMark | None, refused: AppError) -> None:
        """The database refused what the handler thought right: the refusal is the answer, and it stays.

        What was refused before it began (a reused id, a person who left) has no row to stand in; only the station's
        number is used up, so that what comes after it is not held back for ever.
        """
        connection = self._database.connection(AT_ONCE if mark else PATIENT)
        try:
            if self._begin(connection, envelope, mark)["verdict"] == "new":
                self._reject(connection, envelope, refused)
            else:
                connection.execute("COMMIT")
        except psycopg.Error as error:
            ours = translated(error)
            if ours is not None and is_outage(error):
                self._database.close()
                raise ours from error
            self._roll_back(connection)
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

    def _roll_back(self, connection: psycopg.Connection[Row]) -> None:
        """Also forgets prepared statements: those of a broken-off pipeline were never prepared.

        A connection that cannot even do that is given up; the server rolls back by itself.
        """
        try:
            if not connection.closed and not connection.broken:
                connection.rollback()
        except psycopg.OperationalError:
            self._database.close()


class _LinkLost(Exception):
    """The link broke under a command: whether it was applied, only asking again with the same id tells."""

    def __init__(self, ours: AppError) -> None:
        super().__init__(str(ours))
        self.ours = ours


def _end_values(command_id: CommandId, outcome: str, result: Json, topics: list[str]) -> dict[str, object]:
    return {"id": command_id, "outcome": outcome, "result": Jsonb(result), "topics": topics}
