"""What the office asks about returns, and what the floor may know of damage and photos, under their own logins."""

from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.contracts.notes import FileKindRefused
from domain.money import Money
from domain.returns.announce_return import AnnounceReturn
from domain.returns.keep_photo import KeepPhoto
from domain.returns.model import AskedBy, LineState
from domain.returns.note_damage import NoteDamage
from domain.returns.note_other_thing import NoteOtherThing
from domain.returns.photos import Moment, PhotoId
from domain.returns.stages import Stage
from domain.returns.take_back_asset import TakeBackAsset
from domain.settings.change_return_settings import ChangeReturnSettings
from domain.settings.returns import Approval, DamagePrice, ReturnSettings
from domain.views.returns import ReturnFilter
from storage.queries.floor import FloorBook
from storage.queries.office import OfficeBook
from tests.storage.business import Business, tax_rules
from tests.storage.intruder import at_the_seat
from tests.storage.return_story import PHOTO
from tests.storage.trade import days, rent, today

LIST = (
    DamagePrice("scratch", "Kratzer", Money.of("25.00"), "bike"),
    DamagePrice("cup", "Sprung", Money.of("9.00"), "kitchen"),
    DamagePrice("dirt", "Reinigung", Money.of("15.00")),
)


def office(business: Business) -> OfficeBook:
    return OfficeBook(business.connection(Seat.BACKOFFICE), tax_rules(), business.clock)


def test_a_return_with_all_that_belongs_to_it(business: Business) -> None:
    business.do(Seat.OWNER, ChangeReturnSettings(0, ReturnSettings(Approval.CUSTOMERS, damages=LIST)))
    bike = business.product()
    what = rent(business, business.customer(), bike, quantity=2)
    other = rent(business, business.customer("Nachbar"), bike)
    hand_out = KeepPhoto.of(business.receive(bike).asset_ids[0], PhotoId(uuid4()), PHOTO)
    assert business.do(Seat.WAREHOUSE, hand_out).moment is Moment.HAND_OUT
    wish = AnnounceReturn(what.contract_id, today(business) + days(3), asked_by=AskedBy.PORTAL)
    waiting = business.do(Seat.BACKOFFICE, wish)
    asked = office(business).returns
    assert [row.number for row in asked.list("bruckner", ReturnFilter.TO_AGREE).rows] == [waiting.number]
    assert asked.list("nachbar", ReturnFilter.ALL).rows == ()
    business.pass_days(8)
    one, two = what.assets
    business.do(Seat.WAREHOUSE, TakeBackAsset(one, Condition.USED))
    business.do(Seat.WAREHOUSE, NoteDamage(waiting.return_id, one, "scratch", "Kratzer"))
    business.do(Seat.WAREHOUSE, NoteOtherThing(waiting.return_id, two, other.assets[0]))
    business.do(Seat.WAREHOUSE, KeepPhoto.of(one, PhotoId(uuid4()), PHOTO, waiting.return_id))
    page = asked.page(waiting.number)
    assert (page.row.stage, page.row.received, page.row.late_days) == (Stage.RECEIVED, 1, 5)
    by_id = {line.asset_id: line for line in page.lines}
    assert (by_id[one].state, by_id[one].condition) == (LineState.RECEIVED, Condition.USED)
    assert (by_id[two].state, by_id[two].found_holder) == (LineState.OTHER, "Jonas Nachbar")
    assert [photo.moment for photo in by_id[one].photos] == [Moment.RETURN]
    assert asked.photo(by_id[one].photos[0].id).content == PHOTO
    assert [price.code for price in page.prices] == ["scratch", "dirt"]
    assert page.damages[0].title == "Kratzer"


def test_who_still_holds_what(business: Business) -> None:
    what = rent(business, business.customer(), business.product())
    business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, today(business) + days(3)))
    asked = office(business).returns
    assert asked.overdue().rows == ()
    business.pass_days(9)
    [row] = asked.overdue().rows
    assert (row.days, row.value, row.owing) == (6, Money.of("900.00"), Money.of("79.00"))
    assert row.email == "jonas@example.org"
    [late] = asked.list("", ReturnFilter.LATE).rows
    assert late.late_days == 6


def test_the_floor_knows_damage_by_name_and_no_price(business: Business) -> None:
    business.do(Seat.OWNER, ChangeReturnSettings(0, ReturnSettings(damages=LIST)))
    asset = business.receive(business.product()).asset_ids[0]
    business.do(Seat.WAREHOUSE, KeepPhoto.of(asset, PhotoId(uuid4()), PHOTO))
    floor = FloorBook(business.connection(Seat.WAREHOUSE))
    assert [each.title for each in floor.damages_for(asset)] == ["Kratzer", "Reinigung"]
    [photo] = floor.photos_of(asset)
    assert floor.photo(photo.id).content == PHOTO
    with at_the_seat(business, Seat.WAREHOUSE) as intruder, intruder.refused("42501"):
        intruder.run("SELECT items FROM umlauf.damage_claim")
    with at_the_seat(business, Seat.POS) as intruder, intruder.refused("42501"):
        intruder.run("SELECT content FROM umlauf.asset_photo_content")


def test_a_photo_is_a_picture(business: Business) -> None:
    asset = business.receive(business.product()).asset_ids[0]
    with pytest.raises(FileKindRefused):
        business.do(Seat.WAREHOUSE, KeepPhoto.of(asset, PhotoId(uuid4()), b"%PDF-1.7 %%EOF"))
