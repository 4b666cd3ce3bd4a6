"""The gate: one command, one transaction, at most once, and an answer that stays."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
import pytest

from domain.application import Envelope, Seat
from domain.assets.receive_assets import ReceiveAssets, SerialTaken
from domain.catalog.model import UnknownVariant
from domain.context import Context
from domain.customers.model import MailAddressWrong, PersonalData
from domain.customers.register_customer import RegisterCustomer
from domain.errors import AppError, InvalidInput
from domain.handlers import HANDLERS
from domain.ids import CommandId, PersonId, VariantId, new_uuid
from storage.embedded import EmbeddedServer
from storage.errors import CommandIdReused, JournalGap, SomeoneWasFaster, TookTooLong
from storage.gate import PostgresGate, StationMark
from tests.storage.business import Business, open_business


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[Business]:
    with open_business(server) as opened:
        opened.product()
        yield opened


@dataclass
class Station:
    """A warehouse station that numbers its commands as its journal would."""

    house: Business
    gate: PostgresGate
    person: PersonId
    epoch: UUID

    def send(self, command: object, seq: int, known: UUID | None = None, actor: UUID | None = None) -> object:
        envelope = Envelope(CommandId(known or uuid4()), command, PersonId(actor or self.person))
        mark = StationMark(self.epoch, seq, datetime.now(UTC))
        handler = HANDLERS[type(command)]
        return self.gate.submit(envelope, lambda unit, clock: handler(command, unit, clock), mark).event

    @property
    def last_seq(self) -> int:
        rows = self.house.rows("SELECT last_seq FROM umlauf.station WHERE epoch = %(epoch)s", epoch=self.epoch)
        return rows[0]["last_seq"] if rows else 0


@pytest.fixture
def station(house: Business) -> Station:
    return Station(house, house.gate(Seat.WAREHOUSE), house.seat(Seat.WAREHOUSE)[1], uuid4())


def variant(house: Business) -> VariantId:
    return VariantId(house.rows("SELECT id FROM umlauf.variant")[0]["id"])


def fresh() -> CommandId:
    return CommandId(new_uuid(datetime.now(UTC), secrets.token_bytes))


def everything(house: Business) -> dict[str, int]:
    """How many rows there are of everything a command may write."""
    tables = ("asset", "asset_event", "command", "command_personal", "customer", "feed")
    return {name: house.rows(f"SELECT count(*) AS n FROM umlauf.{name}")[0]["n"] for name in tables}


def test_told_twice_it_happens_once_and_answers_the_same(house: Business) -> None:
    command, known = ReceiveAssets(variant(house), ("T-1", "T-2")), fresh()
    first = house.answer(Seat.WAREHOUSE, command, known)
    before = everything(house)
    again = house.answer(Seat.WAREHOUSE, command, known)
    assert (again.event, again.replay, first.replay) == (first.event, True, False)
    assert everything(house) == before


def test_one_id_for_two_different_acts_is_refused(house: Business) -> None:
    known = fresh()
    house.answer(Seat.WAREHOUSE, ReceiveAssets(variant(house), ("O-1",)), known)
    before = everything(house)
    for other in (ReceiveAssets(variant(house), ("O-2",)), ReceiveAssets(variant(house), ("O-1", "O-1b"))):
        with pytest.raises(CommandIdReused):
            house.answer(Seat.WAREHOUSE, other, known)
    with pytest.raises(CommandIdReused):
        house.answer(Seat.OWNER, ReceiveAssets(variant(house), ("O-1",)), known)
    assert everything(house) == before
    assert house.answer(Seat.WAREHOUSE, ReceiveAssets(variant(house), ("O-1",)), known).replay


def test_one_id_for_two_different_people_is_refused(house: Business) -> None:
    """Their names stand beside the payload; they count all the same."""
    jonas, known = RegisterCustomer(PersonalData("Jonas", "Brückner")), fresh()
    first = house.answer(Seat.BACKOFFICE, jonas, known)
    with pytest.raises(CommandIdReused):
        house.answer(Seat.BACKOFFICE, replace(jonas, personal=PersonalData("Fatma", "Öztürk")), known)
    assert house.answer(Seat.BACKOFFICE, jonas, known).event == first.event


def test_a_refusal_is_stored_and_stays_the_answer(house: Business) -> None:
    known, taken = fresh(), ReceiveAssets(variant(house), ("R-1",))
    house.answer(Seat.WAREHOUSE, ReceiveAssets(variant(house), ("R-1",)))
    with pytest.raises(SerialTaken) as first:
        house.answer(Seat.WAREHOUSE, taken, known)
    before = everything(house)
    with pytest.raises(SerialTaken) as again:
        house.answer(Seat.WAREHOUSE, taken, known)
    assert dict(again.value.facts) == dict(first.value.facts)
    assert everything(house) == before
    row = house.rows("SELECT outcome, result FROM umlauf.command WHERE command_id = %(id)s", id=known)
    assert row == [{"outcome": "rejected", "result": {"code": "serial_taken", "facts": {"serial": "R-1"}}}]


def test_a_refusal_does_not_carry_a_name_into_the_log(house: Business) -> None:
    known = fresh()
    with pytest.raises(MailAddressWrong) as refused:
        house.answer(Seat.BACKOFFICE, RegisterCustomer(PersonalData("Ida", "Kern", email="ida.kern@")), known)
    assert refused.value.facts["value"] == "ida.kern@"
    stored = house.rows(
        "SELECT result::text || payload::text AS all FROM umlauf.command WHERE command_id = %(id)s", id=known
    )
    assert "ida" not in stored[0]["all"].lower()


def test_a_bug_in_a_handler_leaves_nothing(house: Business) -> None:
    gate, person = house.gate(Seat.WAREHOUSE), house.seat(Seat.WAREHOUSE)[1]
    command = ReceiveAssets(variant(house), ("B-1",))
    before = everything(house)

    def broken(unit: object, clock: object) -> object:
        HANDLERS[ReceiveAssets](command, unit, clock)
        raise ZeroDivisionError

    known = fresh()
    with pytest.raises(ZeroDivisionError):
        gate.submit(Envelope(known, command, person), broken)
    assert everything(house) == before
    event = gate.submit(
        Envelope(known, command, person), lambda unit, clock: HANDLERS[ReceiveAssets](command, unit, clock)
    )
    assert not event.replay


def test_a_driver_error_that_nobody_foresaw_is_a_bug_and_leaves_nothing(house: Business) -> None:
    gate, person = house.gate(Seat.WAREHOUSE), house.seat(Seat.WAREHOUSE)[1]
    before = everything(house)

    def broken(unit: object, clock: object) -> object:
        unit.write("INSERT INTO umlauf.asset (id) VALUES ('no id')")
        return HANDLERS[ReceiveAssets](ReceiveAssets(variant(house), ("",)), unit, clock)

    with pytest.raises(psycopg.Error):
        gate.submit(Envelope(fresh(), ReceiveAssets(variant(house), ("",)), person), broken)
    assert everything(house) == before
    assert house.answer(Seat.WAREHOUSE, ReceiveAssets(variant(house), ("",))).event


def test_a_question_that_the_limit_cuts_off_took_too_long_and_nobody_was_faster(house: Business) -> None:
    database = house.connection(Seat.OWNER)
    with database.translating() as connection:
        before = connection.execute("SHOW statement_timeout").fetchone()
        connection.execute("SET statement_timeout = '20ms'")
    with pytest.raises(TookTooLong), database.translating() as connection:
        connection.execute("SELECT pg_sleep(5)")
    with database.translating() as connection:
        connection.execute("RESET statement_timeout")
        assert connection.execute("SHOW statement_timeout").fetchone() == before


def test_a_connection_on_which_much_was_refused_goes_on_working(house: Business) -> None:
    """The database's own refusal breaks off what was sent with it; nothing of that may linger on the connection."""
    gate, person = house.gate(Seat.WAREHOUSE), house.seat(Seat.WAREHOUSE)[1]
    taken, free = ReceiveAssets(variant(house), ("W-1",)), ReceiveAssets(variant(house), ("",))
    house.answer(Seat.WAREHOUSE, taken)

    def stale(unit: object, clock: object) -> object:
        unit.assets.taken_serials = lambda serials: frozenset()
        return HANDLERS[ReceiveAssets](taken, unit, clock)

    for _ in range(12):
        with pytest.raises(SerialTaken):
            gate.submit(Envelope(fresh(), taken, person), stale)
        assert gate.submit(Envelope(fresh(), free, person), lambda u, c: HANDLERS[ReceiveAssets](free, u, c)).event


@pytest.mark.parametrize("serial", ["AB\x00C", "A\x1bB", "x" * 4000, "\x00"])
def test_hostile_text_is_refused_in_words_and_the_next_scan_works(house: Business, serial: str) -> None:
    with pytest.raises(InvalidInput):
        house.answer(Seat.WAREHOUSE, ReceiveAssets(variant(house), (serial,)))
    with pytest.raises(InvalidInput):
        house.answer(Seat.BACKOFFICE, RegisterCustomer(PersonalData("", "\x00")))
    assert house.answer(Seat.WAREHOUSE, ReceiveAssets(variant(house), ("",))).event


def test_a_station_counts_without_gap(station: Station) -> None:
    act = ReceiveAssets(variant(station.house), ("",))
    station.send(act, 1)
    station.send(act, 2)
    with pytest.raises(JournalGap):
        station.send(act, 4)
    with pytest.raises(JournalGap):
        station.send(act, 400)
    assert station.last_seq == 2
    station.send(act, 3)
    assert station.last_seq == 3


@pytest.mark.parametrize("seq", [2, 1, 0, -5])
def test_a_station_uses_no_number_twice(station: Station, seq: int) -> None:
    act = ReceiveAssets(variant(station.house), ("",))
    station.send(act, 1)
    station.send(act, 2)
    before = everything(station.house)
    with pytest.raises(CommandIdReused):
        station.send(act, seq)
    assert (station.last_seq, everything(station.house)) == (2, before)


def test_a_journal_cannot_be_continued_by_another_login(station: Station) -> None:
    act = ReceiveAssets(variant(station.house), ("",))
    station.send(act, 1)
    owner = Station(station.house, station.house.gate(Seat.OWNER), station.house.seat(Seat.OWNER)[1], station.epoch)
    with pytest.raises(AppError):
        owner.send(act, 2)
    assert station.last_seq == 1


def test_a_refused_command_uses_its_number(station: Station) -> None:
    """Whether the handler or the database refused it, even before it began: the next one goes through."""
    act = ReceiveAssets(variant(station.house), ("",))
    with pytest.raises(UnknownVariant):
        station.send(ReceiveAssets(VariantId(uuid4()), ("",)), 1)
    with pytest.raises(AppError):
        station.send(act, 2, actor=uuid4())
    with pytest.raises(InvalidInput):
        station.send(ReceiveAssets(variant(station.house), ("\x00",)), 3)
    station.send(act, 4)
    assert station.last_seq == 4


def test_a_number_lost_to_others_is_used_too(station: Station) -> None:
    """Five times overtaken: the refusal stays, and the station goes on."""
    act, tries = ReceiveAssets(variant(station.house), ("",)), []

    def overtaken(unit: object, clock: object) -> object:
        tries.append(1)
        raise SomeoneWasFaster

    known = fresh()
    mark = StationMark(station.epoch, 1, datetime.now(UTC))
    for _ in range(2):
        with pytest.raises(SomeoneWasFaster):
            station.gate.submit(Envelope(known, act, station.person), overtaken, mark)
    assert len(tries) == 5
    station.send(act, 2)


def test_a_person_who_left_cannot_act(house: Business) -> None:
    with house.connection().connection() as admin:
        someone = admin.execute(
            "INSERT INTO umlauf.person (id, name, store_id, is_active)"
            " SELECT gen_random_uuid(), 'Alt', id, false FROM umlauf.store RETURNING id"
        ).fetchone()
    gate = house.gate(Seat.WAREHOUSE)
    act = ReceiveAssets(variant(house), ("",))
    with pytest.raises(AppError):
        gate.submit(
            Envelope(fresh(), act, PersonId(someone["id"])),
            lambda unit, clock: HANDLERS[ReceiveAssets](act, unit, clock),
        )


def test_the_handler_knows_when_it_happened(house: Business) -> None:
    """A fact told late carries the instant at which it happened."""
    happened, seen = datetime(2026, 1, 3, 8, 30, tzinfo=UTC), []
    act = ReceiveAssets(variant(house), ("",))

    def work(unit: object, clock: object) -> object:
        context: Context = unit.context
        seen.append(context.effective_at)
        return HANDLERS[ReceiveAssets](act, unit, clock)

    person = house.seat(Seat.WAREHOUSE)[1]
    house.gate(Seat.WAREHOUSE).submit(Envelope(fresh(), act, person, happened), work)
    assert seen == [happened]
