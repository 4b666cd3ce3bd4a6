"""Returns in the back office: agreed or refused, half there, damaged and claimed, overdue; on the real business."""

from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QPushButton

from domain.application import Seat
from domain.assets.status import Condition
from domain.contracts.charge_once import ChargedItem
from domain.ids import ContractLineId
from domain.money import Money
from domain.returns.announce_return import AnnounceReturn
from domain.returns.approve_return import ApproveReturn
from domain.returns.charge_claim import ChargeClaim
from domain.returns.claim_damage import ClaimDamage
from domain.returns.extend_return import ExtendReturn
from domain.returns.keep_photo import KeepPhoto
from domain.returns.model import AskedBy
from domain.returns.note_damage import NoteDamage
from domain.returns.note_missing import NoteMissing
from domain.returns.object_to_claim import ObjectToClaim
from domain.returns.photos import PhotoId
from domain.returns.refuse_return import RefuseReturn
from domain.returns.take_back_asset import TakeBackAsset
from domain.settings.change_return_settings import ChangeReturnSettings
from domain.settings.returns import Approval, DamagePrice, ReturnSettings
from tests.storage.trade import Rented, days, rent, today
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.view import OneContract
from ui.backoffice.customers.view import OneCustomer
from ui.backoffice.parts import Link
from ui.backoffice.returns.claim import ClaimDialog
from ui.backoffice.returns.list import OverduePage, returns_page
from ui.backoffice.returns.view import OneReturn
from ui.photos.pairs import PhotoPairs

SCRATCH = DamagePrice("scratch", "Kratzer am Rahmen", Money.of("25.00"), "bike")


def photo(colour: str) -> bytes:
    image, kept, buffer = QImage(320, 240, QImage.Format.Format_RGB32), QByteArray(), None
    image.fill(QColor(colour))
    buffer = QBuffer(kept)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")  # type: ignore[call-overload]  # a device is as good as a name
    return bytes(kept.data())


@pytest.fixture
def asked(desk_of_anna: Office) -> tuple[Office, Rented, str]:
    """Two bikes out; the customer asks to give them back, which waits for a word of the office."""
    business = desk_of_anna.business
    settings = ReturnSettings(Approval.CUSTOMERS, damages=(SCRATCH,))
    business.do(Seat.OWNER, ChangeReturnSettings(0, settings))
    what = rent(business, business.customer(), business.product(), quantity=2)
    business.do(Seat.WAREHOUSE, KeepPhoto.of(what.assets[0], PhotoId(uuid4()), photo("#3B5BDB")))
    wish = AnnounceReturn(what.contract_id, today(business) + days(9), "not_needed", asked_by=AskedBy.PORTAL)
    case = business.do(Seat.BACKOFFICE, wish)
    return desk_of_anna, what, case.number


def opened(office: Office, number: str) -> OneReturn:
    page = office.show(OneReturn(office.desk, office.shell), number)
    assert isinstance(page, OneReturn)
    return page


def words(page: OneReturn) -> str:
    return " | ".join(each.text() for each in page.findChildren(QLabel) if not each.isHidden())


def test_a_request_is_agreed_to(asked: tuple[Office, Rented, str]) -> None:
    office, _what, number = asked
    page = opened(office, number)
    assert list(page.buttons) == ["approve", "refuse", "call_off"]
    page.buttons["approve"].click()
    office.settle()
    assert isinstance(office.given[-1], ApproveReturn)
    assert list(page.buttons) == ["label", "sent", "extend", "call_off"]


def test_a_refusal_needs_its_reason(asked: tuple[Office, Rented, str]) -> None:
    office, _what, number = asked
    page = opened(office, number)
    page.buttons["refuse"].click()
    assert page.dialog is not None
    page.dialog.save.click()
    assert not office.given
    page.dialog.form["why"].set_value("Die Mindestlaufzeit läuft noch.")  # type: ignore[attr-defined]  # a text
    page.dialog.save.click()
    office.settle()
    assert isinstance(office.given[-1], RefuseReturn)
    assert not page.buttons


def test_half_of_it_came_damaged_and_the_customer_is_told_what_it_costs(
    asked: tuple[Office, Rented, str], tmp_path: Path
) -> None:
    office, what, number = asked
    business = office.business
    page = opened(office, number)
    case = page.presenter.thing
    assert case is not None
    one, two = what.assets
    business.do(Seat.WAREHOUSE, TakeBackAsset(one, Condition.DAMAGED_REPAIRABLE))
    business.do(Seat.WAREHOUSE, NoteMissing(case.row.id, two))
    business.do(Seat.WAREHOUSE, NoteDamage(case.row.id, one, "scratch", "Kratzer am Rahmen", 2))
    page.presenter.load("")
    office.settle()
    (tmp_path / "kratzer.jpg").write_bytes(photo("#C92A2A"))
    page.findChild(QPushButton, "photo").click()
    assert page.photographing is not None
    page.photographing.choose(tmp_path / "kratzer.jpg")
    page.photographing.keep.click()
    office.settle()
    assert isinstance(office.given[-1], KeepPhoto)
    page.photographing.reject()
    assert [len(pairs.buttons) for pairs in page.findChildren(PhotoPairs)] == [2]
    assert list(page.buttons) == ["extend"]
    assert "2 × Kratzer am Rahmen" in words(page)
    page.buttons["extend"].click()
    assert page.dialog is not None
    page.dialog.save.click()
    office.settle()
    assert isinstance(office.given[-1], ExtendReturn)
    made = page.presenter.thing
    assert made is not None
    page._claim_for(made, what.contract_id)
    dialog = page.dialog
    assert isinstance(dialog, ClaimDialog)
    assert "50" in dialog.sum.text()
    dialog.save.click()
    office.settle()
    told = office.given[-1]
    assert isinstance(told, ClaimDamage)
    assert [item.amount for item in told.items] == [Money.of("50.00")]
    again = page.presenter.thing
    assert again is not None
    [agree, *_] = page._claim_deeds(again.row, again.claims[0])
    agree.click()
    office.settle()
    assert isinstance(office.given[-1], ChargeClaim)


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")  # offscreen, for any popup
def test_damage_that_is_seen_later_is_claimed_and_the_customer_objects(asked: tuple[Office, Rented, str]) -> None:
    """The office notes it, and has the customer's words before it when it decides."""
    office, what, number = asked
    business = office.business
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    page = opened(office, number)
    page.findChild(QPushButton, "damage").click()
    office.settle()
    assert page.asking.menu is not None
    page.asking.menu.actions()[0].trigger()
    page.asking.menu.close()
    office.settle()
    assert isinstance(office.given[-1], NoteDamage)
    case = page.presenter.thing
    assert case is not None
    item = ChargedItem(ContractLineId(uuid4()), "Kratzer am Rahmen", Money.of("25.00"))
    business.do(Seat.BACKOFFICE, ClaimDamage(case.row.id, what.contract_id, (item,)))
    business.do(Seat.BACKOFFICE, ObjectToClaim(case.row.id, " Das war schon da. "))
    page.presenter.load("")
    office.settle()
    assert "Das war schon da." in words(page)


def test_lists_tell_what_waits_and_who_still_holds_what(asked: tuple[Office, Rented, str]) -> None:
    office, _what, number = asked
    office.business.do(Seat.BACKOFFICE, ApproveReturn(opened(office, number).presenter.thing.row.id))  # type: ignore[union-attr]  # it is open
    office.business.pass_days(20)
    listed = office.show(returns_page(office.desk, office.shell), "")
    assert [row.number for row in listed.table.model.rows] == [number]  # type: ignore[attr-defined]  # the list
    overdue = office.show(OverduePage(office.desk, office.shell), "")
    assert isinstance(overdue, OverduePage)
    assert [row.days for row in overdue.table.model.rows] == [11, 11]
    assert "1" in overdue.summary.text()


def test_customer_and_contract_show_their_returns_and_lead_there(asked: tuple[Office, Rented, str]) -> None:
    office, what, number = asked
    [row] = office.business.rows(
        "SELECT k.number AS contract, c.number AS customer FROM umlauf.contract k"
        " JOIN umlauf.customer c ON c.id = k.customer_id WHERE k.id = %(id)s",
        id=what.contract_id,
    )
    for kind, ref in ((OneCustomer, row["customer"]), (OneContract, row["contract"])):
        page = office.show(kind(office.desk, office.shell), ref)
        assert isinstance(page, OneCustomer | OneContract)
        assert page.comings.isVisible()
        [go] = [each for each in page.comings.findChildren(Link) if each.text() == number]
        go.clicked.emit()
        assert office.shell.opened.pop() == ("one_return", number)
    office.business.do(Seat.BACKOFFICE, RefuseReturn(office.desk.office.returns.page(number).row.id, "Später."))
    office.shell.services.changes.touch(frozenset({"returns"}))
    office.settle()
    badges = [each.text() for each in office.pages[-1].findChildren(QLabel) if not each.isHidden()]
    assert "refused" in badges
