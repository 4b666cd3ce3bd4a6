"""Take back, beyond the plain receipt: not in the parcel, something else in it, damage, photos, a parcel again."""

from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtGui import QColor, QImage

from domain.application import Seat
from domain.losses.model import LossId, LossKind
from domain.losses.report_loss import ReportLoss
from domain.money import Money
from domain.settings.change_return_settings import ChangeReturnSettings
from domain.settings.returns import DamagePrice, ReturnSettings
from tests.storage.trade import today
from tests.ui.warehouse.conftest import Floor
from tests.ui.warehouse.test_returning import CONFIRM, NEXT, Rented, rented
from ui.photos.pictures import LONGEST_SIDE, picture
from ui.warehouse.returning.view import ReturnScreen
from ui.widgets.answer import Verdict

__all__ = ["rented"]


def taken(rented: Rented, floor: Floor) -> ReturnScreen:
    """The first of two announced bikes is here, its return open beside."""
    rented.announce()
    page = floor.open("return", ReturnScreen)
    floor.scan(rented.codes[0])
    floor.scan(CONFIRM)
    return page


def lines(rented: Rented) -> list[tuple[bool, str]]:
    rows = rented.business.rows(
        "SELECT missing_at IS NOT NULL AS missing, other_text FROM umlauf.return_line ORDER BY received_at NULLS LAST"
    )
    return [(row["missing"], row["other_text"]) for row in rows]


def test_what_was_not_in_the_parcel_is_noted(rented: Rented, floor: Floor) -> None:
    page = taken(rented, floor)
    missing = next(each for each in page.case.lines if each.received_at is None)
    page.case.missing_wanted.emit(missing)
    floor.settle()
    assert floor.answer.verdict is Verdict.ACCEPTED
    assert floor.answer.next_step == "", "nobody looks for what was not there"
    assert lines(rented) == [(False, ""), (True, "")]
    [task] = rented.business.rows("SELECT kind FROM umlauf.task WHERE kind = 'thing_missing'")
    assert task


def test_the_next_scan_says_what_lay_there_instead(rented: Rented, floor: Floor) -> None:
    page = taken(rented, floor)
    missing = next(each for each in page.case.lines if each.received_at is None)
    page.case.other_wanted.emit(missing)
    floor.settle()
    floor.scan("FREMD-4711")
    assert floor.answer.verdict is Verdict.ACCEPTED
    assert lines(rented)[1] == (True, "FREMD-4711")
    assert rented.state(1)[0] == "due_back"


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")  # offscreen, for any popup
def test_damage_and_a_photo_of_what_came(rented: Rented, floor: Floor, tmp_path: Path) -> None:
    prices = (DamagePrice("scratch", "Kratzer", Money.of("25.00"), "bike"),)
    rented.business.do(Seat.OWNER, ChangeReturnSettings(0, ReturnSettings(damages=prices)))
    page = taken(rented, floor)
    here = next(each for each in page.case.lines if each.received_at is not None)
    page.case.damage_wanted.emit(here)
    floor.settle()
    assert page.deeds.asking.menu is not None
    names = [action.text() for action in page.deeds.asking.menu.actions() if action.text()]
    assert names[0] == "Kratzer"
    page.deeds.asking.menu.actions()[0].trigger()
    page.deeds.asking.menu.close()
    floor.settle()
    assert next(each for each in page.case.lines if each.received_at is not None).damages == ("Kratzer",)
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(QColor("#2B8A3E"))
    path = tmp_path / "rad.png"
    image.save(str(path))
    page.deeds.keep_photo(here, picture(path))
    floor.settle()
    [photo] = rented.business.rows("SELECT moment, media_type FROM umlauf.asset_photo")
    assert photo == {"moment": "return", "media_type": "image/jpeg"}
    kept = QImage.fromData(picture(path))
    assert max(kept.width(), kept.height()) == LONGEST_SIDE


def test_what_came_back_is_scanned_again_to_note_damage_later(rented: Rented, floor: Floor) -> None:
    page = taken(rented, floor)
    floor.scan(NEXT)
    floor.scan(rented.codes[0])
    assert floor.answer.verdict is Verdict.DUPLICATE
    number = rented.business.rows("SELECT number FROM umlauf.return_case")[0]["number"]
    assert number in floor.answer.detail
    here = next(each for each in page.case.lines if each.received_at is not None)
    page.deeds.note(here, "", "Speiche gebrochen")
    floor.settle()
    assert next(each for each in page.case.lines if each.received_at is not None).damages == ("Speiche gebrochen",)


@pytest.mark.parametrize("sends_again", [True, False])
def test_a_parcel_that_nobody_took_in(rented: Rented, floor: Floor, sends_again: bool) -> None:
    page = floor.open("return", ReturnScreen)
    number = rented.business.rows("SELECT number FROM umlauf.shipment")[0]["number"]
    floor.scan(number)
    assert page.parcel.isVisible()
    (page.parcel.again if sends_again else page.parcel.end).click()
    floor.settle()
    assert floor.answer.verdict is Verdict.ACCEPTED
    assert [rented.state(n)[0] for n in (0, 1)] == ["to_repair", "to_repair"]
    waiting = rented.business.rows("SELECT FROM umlauf.shipment WHERE status = 'open'")
    assert len(waiting) == (2 if sends_again else 0)


def test_a_stolen_thing_is_scanned_and_goes_to_inspection(rented: Rented, floor: Floor) -> None:
    day = today(rented.business)
    [thing] = rented.business.rows("SELECT id FROM umlauf.asset WHERE code = %(code)s", code=rented.codes[0])
    rented.business.do(Seat.BACKOFFICE, ReportLoss(LossId(uuid4()), thing["id"], LossKind.STOLEN, day, day))
    floor.open("return", ReturnScreen)
    floor.scan(rented.codes[0])
    assert floor.answer.verdict is Verdict.ACCEPTED
    assert rented.state(0)[0] == "to_repair"
    [loss] = rented.business.rows("SELECT stage FROM umlauf.loss_step ORDER BY n DESC LIMIT 1")
    assert loss["stage"] == "returned", "nothing was charged, so nothing is to decide"
