"""What the office sees of promises, asked under its own login."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.assets.undo_receipt import UndoReceipt
from domain.availability.join_waiting_list import JoinWaitingList
from domain.availability.reserve_product import ReserveProduct
from domain.catalog.model import UnknownVariant
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.take_back_asset import TakeBackAsset
from storage.queries.availability import Availability
from tests.storage.business import Business
from tests.storage.trade import rent, today


def test_a_kind_with_all_that_is_promised_of_it(business: Business) -> None:
    bike, lock = business.product(), business.product("Schloss", sku="LOCK-1", price="3.00")
    anna, ben = business.customer("Anna"), business.customer("Ben")
    rent(business, anna, bike)
    business.pass_days(45)
    business.receive(bike, "S1")
    kind = bike.variant_ids[0]
    business.do(Seat.BACKOFFICE, ReserveProduct(ben.customer_id, kind, 1, today(business) + timedelta(days=5)))
    business.do(Seat.BACKOFFICE, ReserveProduct(anna.customer_id, kind, 1, date(2026, 5, 1), because="Messe"))
    business.do(Seat.BACKOFFICE, JoinWaitingList(anna.customer_id, kind))
    book = Availability(business.connection(Seat.BACKOFFICE), business.clock)
    [row] = book.kinds("kiez")
    assert (row.free, row.first_day, row.reserved, row.waiting) == (1, None, 2, 1)
    assert (row.lowest_on, row.lowest) == (date(2026, 5, 1), -1)
    page = book.kind("KIEZ3-M")
    assert page.row == row
    assert [each.customer for each in page.reservations] == ["Jonas Ben", "Jonas Anna"]
    assert [(each.position, each.customer) for each in page.waiting] == [(1, "Jonas Anna")]
    assert [(each.missing, each.because, each.who) for each in page.overbooked] == [(1, "Messe", "Anna")]
    assert page.utilisation == Decimal("1.000")
    business.pass_days(45)
    assert book.kind(str(kind)).utilisation == Decimal("0.667")
    assert book.kind("LOCK-1").utilisation is None
    earliest = book.earliest([(kind, 1), (lock.variant_ids[0], 2)])
    assert (earliest.day, earliest.missing) == (None, (("E-Bike Kiez 3 · M", 1), ("Schloss · M", 2)))
    business.receive(lock, "L1", "L2")
    assert book.earliest([(lock.variant_ids[0], 2)]).day == today(business)
    kept = business.receive(lock, "L3").asset_ids[0]
    business.do(Seat.WAREHOUSE, UndoReceipt((kept,)))
    gone = rent(business, ben, lock).assets[0]
    business.do(Seat.WAREHOUSE, TakeBackAsset(gone, Condition.DAMAGED_REPAIRABLE))
    business.do(Seat.WAREHOUSE, StartRefurbishment(gone))
    business.do(Seat.WAREHOUSE, FinishRefurbishment(gone, False, 5, (), reason="Rahmen"))
    business.pass_days(100)
    assert book.kind("LOCK-1").utilisation is not None, "what left us long ago counts for no day"
    with pytest.raises(UnknownVariant):
        book.kind("nothing")
    assert book.kinds("100%") == ()
