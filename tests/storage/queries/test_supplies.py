"""What lies where, what moved, and what the next four weeks need: each under the login of who asks."""

from datetime import date, timedelta

import pytest

from domain.application import Seat
from domain.deliveries.skip_delivery import SkipDelivery
from domain.shipping.pick_consumable import PickConsumable
from domain.supplies.count_supplies import CountSupplies
from domain.supplies.receive_supplies import ReceiveSupplies
from domain.views.supplies import DAYS_AHEAD, SupplyNeed
from storage.queries import supplies
from storage.queries.floor import FloorBook
from storage.queries.office import OfficeBook
from tests.scenarios.kitchen import THIRD, Kitchen, opened
from tests.storage.business import Business, tax_rules
from tests.storage.intruder import at_the_seat
from tests.storage.trade import today


def office(business: Business, seat: Seat = Seat.BACKOFFICE) -> OfficeBook:
    return OfficeBook(business.connection(seat), tax_rules(), business.clock)


def need(kitchen: Kitchen) -> tuple[SupplyNeed, int]:
    """The beans, and what the deliveries of four weeks bring beside."""
    book, until = office(kitchen.business), today(kitchen.business) + timedelta(days=DAYS_AHEAD)
    [beans] = [row for row in book.supply_needs() if row.sku == "BEANS"]
    return beans, book.coming_supplies(until).pieces.get(beans.variant_id, 0)


@pytest.mark.parametrize("seat", [Seat.WAREHOUSE, Seat.POS, Seat.BACKOFFICE, Seat.OWNER])
def test_every_seat_in_the_house_sees_what_lies_where_and_who_moved_it(business: Business, seat: Seat) -> None:
    with opened(business) as kitchen:
        variant, place = kitchen.beans.variant_ids[0], business.place().place_id
        floor = FloorBook(business.connection(seat))
        [row] = floor.supplies()
        assert (row.title, row.place_id, row.on_hand) == ("Bohnen 1 kg", None, 0)
        business.do(Seat.WAREHOUSE, ReceiveSupplies(variant, place, 10, "LS 4711"))
        [first] = kitchen.open()
        business.do(Seat.WAREHOUSE, PickConsumable(first, variant, 2))
        business.do(Seat.POS, CountSupplies(variant, place, 7, "Schwund"))
        [row] = floor.supplies()
        assert (row.place, row.on_hand) == ("C-04", 7)
        told = [(each.kind, each.quantity, each.on_hand, each.who, each.reason) for each in
                floor.supply_movements(variant)]  # fmt: skip
        assert told == [
            ("counted", -1, 7, "Jo", "Schwund"),
            ("picked", -2, 8, "Mehmet", ""),
            ("received", 10, 10, "Mehmet", "LS 4711"),
        ]
        assert floor.supply_movements(variant)[1].about.startswith("SH-")


def test_what_the_next_four_weeks_need_and_what_is_to_be_ordered(business: Business) -> None:
    """On 31 January the order's parcel asks for 2; on 20 February that of 23 February for 2, 16 March for 2."""
    with opened(business) as kitchen:
        assert need(kitchen) == (SupplyNeed(kitchen.beans.variant_ids[0], "BEANS", "Bohnen 1 kg", None, 2), 0)
        [first] = kitchen.open()
        kitchen.ship(first)
        kitchen.nights(date(2026, 2, 20))
        business.do(Seat.WAREHOUSE, ReceiveSupplies(kitchen.beans.variant_ids[0], business.place().place_id, 3))
        beans, coming = need(kitchen)
        assert (beans.on_hand, beans.to_pick, coming) == (3, 2, 2)
        assert SupplyNeed(beans.variant_id, "", "", 3, 2, 2).lacking == 1
        kitchen.one(SkipDelivery, THIRD)
        assert need(kitchen)[1] == 0


def test_many_contracts_are_gone_through_in_parts(business: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(business) as kitchen:
        [first] = kitchen.open()
        kitchen.ship(first)
        monkeypatch.setattr(supplies, "CONTRACTS_AT_ONCE", 1)
        part = office(business).coming_supplies(date(2026, 3, 20))
        assert (part.pieces, part.after) == ({kitchen.beans.variant_ids[0]: 4}, kitchen.contract.id)
        assert office(business).coming_supplies(date(2026, 3, 20), part.after).after is None


def test_the_warehouse_is_not_told_what_contracts_will_need(business: Business) -> None:
    with at_the_seat(business, Seat.WAREHOUSE) as intruder, intruder.refused("42501"):
        intruder.run("SELECT * FROM umlauf.contract")
