"""A station loses nothing while the database is away, and delivers in its own order when it is back."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.application import Answer, Application, Command, Envelope, Seat
from domain.assets.receive_assets import AssetsReceived, ReceiveAssets, SerialTaken
from domain.handlers import HANDLERS
from domain.ids import CommandId, new_uuid
from storage.codec import Codec
from storage.database import Database
from storage.gate import PostgresGate
from storage.journal.journal import Journal
from storage.station import StationGate
from storage.unit import HouseRules
from tests.storage.business import Business, tax_rules


class Cable(Database):
    """A connection whose plug can be pulled."""

    def __init__(self, conninfo: str) -> None:
        super().__init__(conninfo)
        self._whole = conninfo

    def pull(self) -> None:
        self.close()
        self._conninfo = "host=127.0.0.1 port=1 connect_timeout=1"

    def plug_in(self) -> None:
        self._conninfo = self._whole


class Bench:
    """One station with its journal: the warehouse's unless another seat is named."""

    def __init__(self, business: Business, folder: Path, seat: Seat = Seat.WAREHOUSE) -> None:
        self.business = business
        self.cable = Cable(business.server.seat_dsn(seat, business.database))
        codec = Codec(HANDLERS)
        gate = PostgresGate(self.cable, codec, business.clock, secrets.token_bytes, HouseRules(tax_rules()))
        self.journal = Journal(folder / f"{seat}.sqlite")
        self.station = StationGate(self.journal, gate, codec, HANDLERS, business.clock)
        self.application = Application(self.station, HANDLERS, seat)
        self.person = business.seat(seat)[1]

    def scan(self, command: Command) -> Answer:
        known = CommandId(new_uuid(self.business.clock.now(), secrets.token_bytes))
        return self.application.run(Envelope(known, command, self.person))

    def close(self) -> None:
        self.cable.close()
        self.journal.close()


@pytest.fixture
def bench(business: Business, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(business, tmp_path)
    yield made
    made.close()


def serials(business: Business) -> list[str]:
    return [row["serial"] for row in business.rows("SELECT serial FROM umlauf.asset ORDER BY code")]


def test_connected_the_server_answers_at_once(bench: Bench, business: Business) -> None:
    bike = business.product()
    answer = bench.scan(ReceiveAssets(bike.variant_ids[0], ("SN-1",)))
    assert isinstance(answer.event, AssetsReceived)
    assert bench.station.waiting == 0
    stored = business.rows("SELECT station_seq FROM umlauf.command WHERE epoch IS NOT NULL")
    assert stored == [{"station_seq": 1}]


def test_cut_off_it_waits_and_is_delivered_in_order(bench: Bench, business: Business) -> None:
    bike = business.product()
    bench.cable.pull()
    for serial in ("SN-1", "SN-2", "SN-3"):
        assert bench.scan(ReceiveAssets(bike.variant_ids[0], (serial,))).is_waiting
    assert bench.station.waiting == 3
    assert serials(business) == []

    bench.cable.plug_in()
    delivered = bench.station.deliver_waiting()
    assert len(delivered) == 3
    assert serials(business) == ["SN-1", "SN-2", "SN-3"]
    assert bench.station.waiting == 0


def test_a_new_scan_delivers_what_waits_before_it(bench: Bench, business: Business) -> None:
    bike = business.product()
    bench.cable.pull()
    bench.scan(ReceiveAssets(bike.variant_ids[0], ("SN-1",)))
    bench.cable.plug_in()
    assert not bench.scan(ReceiveAssets(bike.variant_ids[0], ("SN-2",))).is_waiting
    assert serials(business) == ["SN-1", "SN-2"]


def test_a_late_refusal_holds_nothing_back_and_stays_for_a_person(bench: Bench, business: Business) -> None:
    bike = business.product()
    business.receive(bike, "SN-1")
    bench.cable.pull()
    bench.scan(ReceiveAssets(bike.variant_ids[0], ("SN-1",)))
    bench.scan(ReceiveAssets(bike.variant_ids[0], ("SN-2",)))
    bench.cable.plug_in()
    bench.station.deliver_waiting()
    assert serials(business) == ["SN-1", "SN-2"]
    assert bench.station.waiting == 0
    assert bench.journal.pending() == []


def test_a_refusal_while_connected_is_said_at_once(bench: Bench, business: Business) -> None:
    bike = business.product()
    bench.scan(ReceiveAssets(bike.variant_ids[0], ("SN-1",)))
    with pytest.raises(SerialTaken):
        bench.scan(ReceiveAssets(bike.variant_ids[0], ("SN-1",)))
    assert bench.station.waiting == 0


def test_a_bug_of_ours_is_seen_once_and_holds_nothing_back(
    bench: Bench, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    bike = business.product()
    handlers = dict(HANDLERS)

    def broken(*_: object) -> AssetsReceived:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(bench.station, "_handlers", handlers | {ReceiveAssets: broken})
    with pytest.raises(ZeroDivisionError):
        bench.scan(ReceiveAssets(bike.variant_ids[0], ("SN-1",)))
    monkeypatch.setattr(bench.station, "_handlers", handlers)
    assert not bench.scan(ReceiveAssets(bike.variant_ids[0], ("SN-2",))).is_waiting
    assert serials(business) == ["SN-2"]
    assert bench.station.waiting == 0
