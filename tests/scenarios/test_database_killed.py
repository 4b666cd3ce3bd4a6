"""The database is killed while people scan: the station says that it waits, and delivers, and nothing comes twice."""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass

import psutil
import pytest

from domain.application import Seat
from domain.assets.receive_assets import ReceiveAssets
from domain.catalog.add_product import AddProduct, NewPlan, NewVariant, ProductAdded
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.handlers import HANDLERS
from domain.money import Money
from hardware.clock import SystemClock
from storage.home import Home
from storage.seats import DeskEnds, Means, Seats, desk_ends
from storage.unit import HouseRules
from tests.scenarios.house import own_home
from tests.storage.business import tax_rules
from tests.storage.embedded.programs import keeper_of, server_processes, within

BACK_WITHIN_S = 60


@dataclass
class Station:
    """A warehouse seat with its journal on a server that can be killed."""

    home: Home
    seats: Seats
    ends: DeskEnds
    product: ProductAdded

    def scan(self, serial: str) -> bool:
        """Books one thing in. Whether the server has answered; else it waits in the journal."""
        return self.ends.run(ReceiveAssets(self.product.variant_ids[0], (serial,))).event is not None

    def kill_database(self) -> None:
        server_processes(self.home.data_root)[0].kill()

    @contextmanager
    def database_away(self) -> Iterator[None]:
        """Killed with all who work in it, for they answer a last question before they notice, and its keeper asleep:
        nobody starts it again before the end of the block."""
        keeper = keeper_of(self.home.data_root)
        keeper.suspend()
        for process in server_processes(self.home.data_root):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        try:
            yield
        finally:
            keeper.resume()

    def is_delivered(self) -> bool:
        """One look of the window's clock at the station."""
        if self.ends.station.is_connected:
            self.ends.station.deliver_waiting()
        return self.ends.station.waiting == 0

    def serials(self) -> list[str]:
        with closing(self.home.connect(Seat.WAREHOUSE)) as database:
            return [row["serial"] for row in database.read("SELECT serial FROM umlauf.asset ORDER BY serial")]

    def receipts(self) -> int:
        with closing(self.home.connect(Seat.OWNER)) as database:
            row = database.read_one("SELECT count(*) AS n FROM umlauf.asset_event WHERE kind = 'received'")
            assert row is not None
            return int(row["n"])


@pytest.fixture
def station() -> Iterator[Station]:
    with own_home() as home:
        house = HouseRules(tax_rules())
        with closing(
            Seats(Means(home.connect, HANDLERS, SystemClock(), secrets.token_bytes, house, home.journals))
        ) as seats:
            variant = NewVariant("KIEZ3-M", "M", cost=Money.of("900.00"))
            plan = NewPlan("Monatsabo", LineKind.RENTAL, Money.of("79.00"))
            product = seats.use(Seat.OWNER).run(AddProduct("E-Bike", "bike", ProductKind.GOODS, (variant,), (plan,)))
            assert isinstance(product.event, ProductAdded)
            seats.use(Seat.WAREHOUSE)
            yield Station(home, seats, desk_ends(seats), product.event)


def test_what_was_scanned_while_it_was_away_waits_and_arrives_once(station: Station) -> None:
    assert station.scan("SN-0")
    with station.database_away():
        began = time.monotonic()
        assert not any(station.scan(f"SN-{number}") for number in (1, 2, 3)), "nobody can have answered"
        assert time.monotonic() - began < 3, "a scan does not hold up the next one"
    assert within(BACK_WITHIN_S, station.is_delivered)
    assert station.serials() == ["SN-0", "SN-1", "SN-2", "SN-3"]
    assert station.receipts() == 4
    assert station.scan("SN-4")


def test_the_lamp_hears_of_it_though_nobody_scans(station: Station) -> None:
    assert station.ends.station.is_connected
    station.kill_database()
    assert within(BACK_WITHIN_S, lambda: not station.ends.station.is_connected), "the lamp never went off"
    assert within(BACK_WITHIN_S, lambda: station.ends.station.is_connected)


def test_a_question_is_answered_late_instead_of_refused(station: Station) -> None:
    station.scan("SN-0")
    station.kill_database()
    assert len(station.ends.search("SN-0")) == 1


def test_killed_again_and_again_during_a_burst_of_scans(station: Station) -> None:
    over = threading.Event()

    def kill_often() -> None:
        for _ in range(3):
            if over.wait(0.7):
                return
            running = server_processes(station.home.data_root)
            if running:
                running[0].kill()

    killer = threading.Thread(target=kill_often)
    killer.start()
    wanted = [f"SN-{number:03d}" for number in range(60)]
    for serial in wanted:
        station.scan(serial)
        time.sleep(0.04)
    over.set()
    killer.join()
    assert within(BACK_WITHIN_S, station.is_delivered)
    assert station.serials() == wanted
    assert station.receipts() == len(wanted)
