"""The till of the demo's store: cash and card, with the devices for training."""

from domain.application import Seat
from domain.ids import StoreId
from domain.till.add_till import AddTill, TillAdded
from domain.till.signing import Device
from domain.till.terms import TillTerms
from storage.demo.house import DemoHouse

_STORES = "SELECT s.id, s.name FROM umlauf.store s JOIN umlauf.principal p ON p.store_id = s.id WHERE p.seat = 'pos'"


def add_till(house: DemoHouse) -> None:
    """Where its counter's login stands."""
    row = house.read(Seat.OWNER, f"{_STORES} ORDER BY s.name LIMIT 1")[0]
    terms = TillTerms("Tresen", is_cash_on=True, signing=Device.TRAINING)
    house.do(Seat.OWNER, AddTill(StoreId(row["id"]), "K1", terms), TillAdded)
