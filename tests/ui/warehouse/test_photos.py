"""Photos with the camera: as a thing goes out, and beside them as it came back; each time out by itself."""

from pathlib import Path

from PySide6.QtWidgets import QLabel

from domain.application import Seat
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.photos import Moment
from storage.queries.floor import FloorBook
from storage.queries.office_returns import OfficeReturns
from tests.hardware.film import Film, shot
from tests.storage.business import Business
from tests.ui.warehouse.conftest import Floor
from tests.ui.warehouse.test_returning import CONFIRM
from ui.photos.dialog import PhotoDialog
from ui.photos.pairs import PhotoPairs
from ui.warehouse.assets.view import AssetScreen
from ui.warehouse.returning.view import ReturnScreen
from ui.warehouse.shipping.view import ShipPage


def taken(floor: Floor, dialog: PhotoDialog | None, film: Film) -> None:
    """One photo: seen, taken, kept."""
    assert dialog is not None
    floor.qtbot.waitUntil(dialog.take.isEnabled)
    dialog.take.click()
    dialog.keep.click()
    floor.settle()
    dialog.leave.click()
    floor.qtbot.waitUntil(lambda: film.opened == film.closed)
    floor.settle()


def sent(floor: Floor, number: str, code: str, film: Film) -> None:
    page = floor.open("ship", ShipPage)
    floor.scan(number)
    [line] = page.parcel.lines.rows.values()
    assert not line.photo.isVisible()
    floor.scan(code)
    assert line.photo.isVisible()
    line.photo.click()
    taken(floor, page.photographing, film)
    assert floor.answer.title == "Photo is kept"
    floor.press(page.parcel.finish.click)
    floor.press(page.parcel.hand_over.click)


def taken_back(floor: Floor, code: str, film: Film) -> ReturnScreen:
    page = floor.open("return", ReturnScreen)
    floor.scan(code)
    assert page.went_out.isVisible()
    assert len(page.went_out.photos.buttons) == 1, "how it went out this time, while it is judged"
    floor.scan(CONFIRM)
    assert not page.went_out.isVisible()
    page.case.photo_wanted.emit(page.case.lines[0])
    taken(floor, page.deeds.photographing, film)
    return page


def test_how_it_went_out_stands_beside_how_it_came_back(business: Business, floor: Floor, tmp_path: Path) -> None:
    film = floor.film = Film(shot(tmp_path / "bike.avi"))
    bike = business.product()
    thing = business.receive(bike, "SN-1")
    for number in (1, 2):
        order = business.order(business.customer(f"Kundin {number}"), bike)
        sent(floor, order.order_number, thing.codes[0], film)
        business.pass_days(5)
        page = taken_back(floor, thing.codes[0], film)
        [pairs] = page.case.findChildren(PhotoPairs)
        assert len(pairs.buttons) == 2, "not those of the other time out"
        business.do(Seat.WAREHOUSE, StartRefurbishment(thing.asset_ids[0]))
        business.do(Seat.WAREHOUSE, FinishRefurbishment(thing.asset_ids[0], True, 5, ()))
        business.pass_days(1)
    database = business.connection(Seat.BACKOFFICE)
    for row in business.rows("SELECT number FROM umlauf.return_case"):
        [line] = OfficeReturns(database, business.clock).page(row["number"]).lines
        assert sorted(each.moment for each in line.photos) == [Moment.HAND_OUT, Moment.RETURN]
    assert len(FloorBook(business.connection(Seat.WAREHOUSE)).photos_of(thing.asset_ids[0])) == 4
    asset = floor.open("asset", AssetScreen, thing.codes[0])
    words = " ".join(each.text() for each in asset.comings.findChildren(QLabel))
    assert asset.comings.isVisible()
    assert words.count(thing.codes[0]) == 2
