"""Two stations want the same thing at once: one gets it, the other a sentence. A killed connection loses nothing."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest

from domain.application import Answer, Command, Envelope, Seat
from domain.assets.receive_assets import ReceiveAssets
from domain.assets.status import Condition
from domain.errors import AppError, Unavailable
from domain.handlers import HANDLERS
from domain.ids import CommandId, PersonId, VariantId
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.model import AssetNotInStock
from domain.shipping.pick_asset import PickAsset
from storage.gate import PostgresGate, StationMark
from tests.storage.business import Business

STATIONS = 3
ASSETS = 50


def submit(gate: PostgresGate, person: PersonId, command: Command, known: CommandId | None = None) -> Answer:
    handler = HANDLERS[type(command)]
    return gate.submit(
        Envelope(known or CommandId(uuid4()), command, person), lambda unit, clock: handler(command, unit, clock)
    )


def at_once(count: int, act: Callable[[int], object]) -> list[object]:
    """What `count` threads get that start at the same moment; refusals are results, everything else is a bug."""
    ready = threading.Barrier(count)

    def one(number: int) -> object:
        ready.wait()
        try:
            return act(number)
        except AppError as refused:
            return refused

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_the_same_things_picked_by_several_stations_at_once(business: Business) -> None:
    """Fifty bikes, three stations, each with a shipment that wants them all: every bike lands in exactly one."""
    bike, person = business.product(), business.seat(Seat.WAREHOUSE)[1]
    assets = business.receive(bike, *[""] * ASSETS).asset_ids
    shipments = [business.order(business.customer(), bike, quantity=ASSETS).shipment_id for _ in range(STATIONS)]
    gates = [business.gate(Seat.WAREHOUSE) for _ in range(STATIONS)]

    def pick_all(number: int) -> list[object]:
        found: list[object] = []
        for asset in assets:
            try:
                found.append(submit(gates[number], person, PickAsset(shipments[number], asset)))
            except AppError as refused:
                found.append(refused)
        return found

    results = at_once(STATIONS, pick_all)
    for i in range(ASSETS):
        won = [result[i] for result in results if isinstance(result[i], Answer)]
        lost = [result[i] for result in results if not isinstance(result[i], Answer)]
        assert len(won) == 1
        assert all(isinstance(each, AssetNotInStock) for each in lost), lost
    picked = business.rows("SELECT asset_id FROM umlauf.shipment_line WHERE asset_id IS NOT NULL")
    assert {row["asset_id"] for row in picked} == set(assets)
    assert len(picked) == ASSETS
    assert business.rows("SELECT DISTINCT status, seq FROM umlauf.asset") == [{"status": "reserved", "seq": 2}]


def test_a_parcel_sent_by_two_stations_at_once_leaves_once(business: Business) -> None:
    bike, person = business.product(), business.seat(Seat.WAREHOUSE)[1]
    assets = business.receive(bike, "", "").asset_ids
    gates = [business.gate(Seat.WAREHOUSE) for _ in range(STATIONS)]
    for asset in assets:
        shipment = business.order(business.customer(), bike).shipment_id
        business.do(Seat.WAREHOUSE, PickAsset(shipment, asset))
        for command in (FinishPacking(shipment), DispatchShipment(shipment)):
            results = at_once(STATIONS, lambda number, act=command: submit(gates[number], person, act))
            assert sum(isinstance(each, Answer) for each in results) == 1, results
    open_now = business.rows("SELECT count(*) AS n FROM umlauf.assignment WHERE upper_inf(during)")
    assert open_now == [{"n": len(assets)}]
    assert business.rows("SELECT DISTINCT seq FROM umlauf.asset") == [{"seq": 4}]


def test_a_return_scanned_at_two_stations_is_one_return(business: Business) -> None:
    bike, person = business.product(), business.seat(Seat.WAREHOUSE)[1]
    asset = business.receive(bike).asset_ids[0]
    shipment = business.order(business.customer(), bike).shipment_id
    for command in (PickAsset(shipment, asset), FinishPacking(shipment), DispatchShipment(shipment)):
        business.do(Seat.WAREHOUSE, command)
    gates = [business.gate(Seat.WAREHOUSE) for _ in range(STATIONS)]
    business.pass_days(9)
    results = at_once(STATIONS, lambda number: submit(gates[number], person, TakeBackAsset(asset, Condition.USED)))
    assert sum(isinstance(each, Answer) for each in results) == 1, results
    assert business.rows("SELECT count(*) AS n FROM umlauf.return_case") == [{"n": 1}]
    assert business.rows("SELECT count(*) AS n FROM umlauf.refurbishment") == [{"n": 1}]


def test_the_same_command_sent_on_two_connections_at_once_is_applied_once(business: Business) -> None:
    """A station that lost patience and sent it again: both get the answer, the thing is booked once."""
    bike, person = business.product(), business.seat(Seat.WAREHOUSE)[1]
    gates = [business.gate(Seat.WAREHOUSE) for _ in range(STATIONS)]
    for i in range(10):
        known, command = CommandId(uuid4()), ReceiveAssets(VariantId(bike.variant_ids[0]), (f"S-{i}",))
        results = at_once(STATIONS, lambda number, c=command, k=known: submit(gates[number], person, c, k))
        assert all(isinstance(each, Answer) for each in results), results
        assert sum(not each.replay for each in results) == 1
        assert len({each.event for each in results}) == 1
    assert business.rows("SELECT count(*) AS n FROM umlauf.asset") == [{"n": 10}]


def test_the_same_serial_received_at_two_stations_belongs_to_one_thing(business: Business) -> None:
    bike, person = business.product(), business.seat(Seat.WAREHOUSE)[1]
    gates = [business.gate(Seat.WAREHOUSE) for _ in range(STATIONS)]
    for i in range(10):
        command = ReceiveAssets(VariantId(bike.variant_ids[0]), (f"SN-{i}",))
        results = at_once(STATIONS, lambda number, act=command: submit(gates[number], person, act))
        assert sum(isinstance(each, Answer) for each in results) == 1, results
    assert business.rows("SELECT count(*) AS n FROM umlauf.asset") == [{"n": 10}]


def kill(business: Business, seat: Seat) -> None:
    """The server ends every connection of that seat's login, whatever it is doing."""
    business.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %(login)s AND datname = %(name)s",
        login=f"seat_{seat}",
        name=business.database,
    )


@pytest.mark.parametrize("moment", ["before", "reading", "writing", "between"])
def test_a_connection_killed_under_a_command(business: Business, moment: str) -> None:
    """It is done again on a new connection, once, and the caller gets the answer as if nothing had been."""
    bike, person = business.product(), business.seat(Seat.WAREHOUSE)[1]
    gate, command = business.gate(Seat.WAREHOUSE), ReceiveAssets(VariantId(bike.variant_ids[0]), ("K-1",))
    submit(gate, person, ReceiveAssets(VariantId(bike.variant_ids[0]), ("",)))
    kills = []

    def once() -> None:
        if not kills:
            kills.append(1)
            kill(business, Seat.WAREHOUSE)

    def work(unit: object, clock: object) -> object:
        if moment == "reading":
            once()
        event = HANDLERS[ReceiveAssets](command, unit, clock)
        if moment == "writing":
            once()
        if moment == "between":
            unit.at_the_end(once)
        return event

    if moment == "before":
        once()
    answer = gate.submit(Envelope(CommandId(uuid4()), command, person), work)
    assert answer.event is not None
    assert business.rows("SELECT count(*) AS n FROM umlauf.asset WHERE serial = 'K-1'") == [{"n": 1}]
    assert business.rows("SELECT count(*) AS n FROM umlauf.asset_event") == [{"n": 2}]


def test_a_confirmation_lost_on_the_way_back(business: Business) -> None:
    """The commit arrived, its confirmation did not: asked again with the same id, the stored answer comes back."""
    bike, person = business.product(), business.seat(Seat.WAREHOUSE)[1]
    gate, command = business.gate(Seat.WAREHOUSE), ReceiveAssets(VariantId(bike.variant_ids[0]), ("L-1",))

    def work(unit: object, clock: object) -> object:
        send = unit.writes.send

        def lossy(*closing: object) -> None:
            send(*closing)
            raise psycopg.OperationalError("server closed the connection unexpectedly")

        unit.writes.send = lossy
        return HANDLERS[ReceiveAssets](command, unit, clock)

    answer = gate.submit(Envelope(CommandId(uuid4()), command, person), work)
    assert answer.replay
    assert answer.event.asset_ids
    assert business.rows("SELECT count(*) AS n FROM umlauf.asset") == [{"n": 1}]


def test_killed_again_and_again_it_is_refused_and_not_half_done(business: Business) -> None:
    bike, person = business.product(), business.seat(Seat.WAREHOUSE)[1]
    gate, known = business.gate(Seat.WAREHOUSE), CommandId(uuid4())
    command = ReceiveAssets(VariantId(bike.variant_ids[0]), ("H-1",))

    def work(unit: object, clock: object) -> object:
        event = HANDLERS[ReceiveAssets](command, unit, clock)
        kill(business, Seat.WAREHOUSE)
        return event

    mark = StationMark(uuid4(), 1, datetime.now(UTC))
    with pytest.raises(Unavailable):
        gate.submit(Envelope(known, command, person), work, mark)
    assert business.rows("SELECT FROM umlauf.asset") == []
    assert business.rows("SELECT FROM umlauf.command WHERE command_id = %(id)s", id=known) == []
    later = gate.submit(
        Envelope(known, command, person), lambda unit, clock: HANDLERS[ReceiveAssets](command, unit, clock), mark
    )
    assert not later.replay


def test_a_server_that_is_not_there_is_a_sentence(business: Business) -> None:
    person = business.seat(Seat.WAREHOUSE)[1]
    gate = business.gate(Seat.WAREHOUSE)
    kill(business, Seat.WAREHOUSE)
    with psycopg.connect(business.server.admin_dsn(), autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {business.database} ALLOW_CONNECTIONS false")
        with pytest.raises(Unavailable):
            submit(gate, person, ReceiveAssets(VariantId(uuid4()), ("",)))
        admin.execute(f"ALTER DATABASE {business.database} ALLOW_CONNECTIONS true")
