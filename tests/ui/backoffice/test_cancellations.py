"""Declarations in the back office: taken in, matched with a suggestion, looked at, carried out; a real business."""

from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from domain.application import Seat
from domain.cancellations.model import DeclaredKind
from domain.contracts.keep_contract import KeepContract
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms
from domain.period import Interval, Unit
from domain.settings.cancellations import CancellationSettings, Retention
from domain.settings.change_cancellation_settings import ChangeCancellationSettings
from domain.views.declarations import ReasonGroup
from tests.storage.trade import Rented, contract_of, rent
from tests.ui.backoffice.conftest import Office
from ui.backoffice.cancellations.intake import NewDeclaration
from ui.backoffice.cancellations.list import declarations_page
from ui.backoffice.cancellations.reasons import reasons_page
from ui.backoffice.cancellations.view import OneDeclaration
from ui.backoffice.contracts.view import OneContract
from ui.backoffice.customers.view import OneCustomer
from ui.backoffice.lists import ListPage

MONTH = Interval(Unit.MONTH)


@pytest.fixture
def rented(desk_of_anna: Office) -> tuple[Office, Rented]:
    business = desk_of_anna.business
    offers = CancellationSettings(offers=(Retention.PAUSE, Retention.SWAP, Retention.DISCOUNT))
    business.do(Seat.OWNER, ChangeCancellationSettings(0, offers))
    what = rent(business, business.customer(), business.product(terms=ContractTerms(notice=MONTH)))
    business.pass_days(20)
    return desk_of_anna, what


def taken_in(office: Office, words: str = "Hiermit kündige ich.", name: str = "Jonas Brükner") -> str:
    page = office.show(NewDeclaration(office.desk, office.shell))
    assert isinstance(page, NewDeclaration)
    page.form["words"].set_value(words)
    page.form["name"].set_value(name)
    page.form["email"].set_value("privat@example.org")
    page.form["day"].set_value(date(2026, 2, 16))
    page.form["time"].set_value(time(23, 59))
    page.keep.click()
    office.settle()
    screen, number = office.shell.opened[-1]
    assert screen == "declaration"
    return number


def opened(office: Office, number: str) -> OneDeclaration:
    page = office.show(OneDeclaration(office.desk, office.shell), number)
    assert isinstance(page, OneDeclaration)
    return page


def shown(page: QWidget) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_from_the_letter_to_the_end_of_the_contract(rented: tuple[Office, Rented]) -> None:
    office, what = rented
    page = opened(office, taken_in(office))
    assert "Hiermit kündige ich." in page.said.text()
    assert "name alike" in shown(page)
    assert not page.match.match.isEnabled()
    assert not page.end_card.isVisible()
    [suggested] = page.presenter.thing.page.suggestions
    page.match._pick(suggested.candidate)
    page.match.match.click()
    office.settle()
    office.settle()
    assert page.end_card.isVisible()
    assert "The contract ends with 16 Mar 2026" in page.end.until.text()
    assert page.end.pane.letters, "the preview shows what the customer will read"
    page.end.carry_out.click()
    office.settle()
    office.settle()
    contract = contract_of(office.business, what.contract_id)
    assert (contract.status, contract.end_on) == (Status.CANCELLATION_REQUESTED, date(2026, 3, 17))
    assert not page.match_card.isVisible()
    assert list(page.buttons) == ["take_back"]
    page.buttons["take_back"].click()
    page.dialog.save.click()
    office.settle()
    assert contract_of(office.business, what.contract_id).status is Status.ACTIVE


def test_offers_stand_beside_and_never_in_the_way(rented: tuple[Office, Rented]) -> None:
    office, _what = rented
    page = opened(office, taken_in(office))
    assert not page.offers.isVisible(), "first the declaration, then the talk"
    page.match._pick(page.presenter.thing.page.suggestions[0].candidate)
    page.match.give()
    office.settle()
    office.settle()
    assert page.offers.isVisible()
    swap = page.findChild(QPushButton, "offer_swap")
    assert not swap.isEnabled()
    assert "exchange group" in swap.toolTip()
    assert page.findChild(QPushButton, "offer_pause").isEnabled()
    assert page.end.carry_out.isEnabled()


def test_a_good_reason_is_asked_for_and_a_late_withdrawal_says_why_not(rented: tuple[Office, Rented]) -> None:
    office, _what = rented
    page = opened(office, taken_in(office))
    page.match._pick(page.presenter.thing.page.suggestions[0].candidate)
    page.match.form["kind"].set_value(DeclaredKind.EXTRAORDINARY)
    page.match.give()
    assert office.given[-1].__class__.__name__ == "ReceiveDeclaration", "nothing was given"
    page.match.form["why"].set_value("defekt seit Wochen")
    page.match.give()
    office.settle()
    office.settle()
    page.match.form["kind"].set_value(DeclaredKind.WITHDRAWAL)
    page.match.give()
    office.settle()
    office.settle()
    page.end.form["goods"].set_value(date(2026, 2, 1))
    office.settle()
    assert page.end.problem.isVisible() == (not page.end.carry_out.isEnabled())


def test_nothing_is_taken_in_without_words_or_file(rented: tuple[Office, Rented], tmp_path: Path) -> None:
    office, _what = rented
    page = office.show(NewDeclaration(office.desk, office.shell))
    assert isinstance(page, NewDeclaration)
    page.keep.click()
    office.settle()
    assert "Nothing was declared" in shown(page)
    bad = tmp_path / "letter.exe"
    bad.write_bytes(b"MZ")
    page.attach(bad)
    office.settle()
    assert page.problem.isVisible()
    letter = tmp_path / "Brief.pdf"
    letter.write_bytes(b"%PDF-1.7 ... %%EOF")
    page.attach(letter)
    office.settle()
    assert page.file_words.text() == "Brief.pdf"
    page.keep.click()
    office.settle()
    one = opened(office, office.shell.opened[-1][1])
    one._open_file(one.presenter.thing.page)
    office.settle()
    office.settle()
    assert [path.name for path in office.folder.shown] == ["Brief.pdf"]


def test_the_list_shows_what_waits_and_how_long(rented: tuple[Office, Rented]) -> None:
    office, _what = rented
    number = taken_in(office)
    page = office.show(declarations_page(office.desk, office.shell))
    assert isinstance(page, ListPage)
    [row] = page.table.rows()
    assert (row.number, row.age) == (number, 4)
    page.presenter.open(row)
    assert office.shell.opened[-1] == ("declaration", number)


def test_a_reason_is_counted_and_the_pages_of_contract_and_customer_lead_to_the_declaration(
    rented: tuple[Office, Rented],
) -> None:
    office, what = rented
    number = taken_in(office)
    page = opened(office, number)
    page.match._pick(page.presenter.thing.page.suggestions[0].candidate)
    page.match.form["reason"].set_value("moving")
    page.match.give()
    office.settle()
    office.settle()
    page.end.carry_out.click()
    office.settle()
    office.settle()
    contract = contract_of(office.business, what.contract_id)
    for view, ref in ((OneContract, contract.number), (OneCustomer, str(contract.customer_id))):
        thing = office.show(view(office.desk, office.shell), ref)
        office.settle()
        assert [each.number for each in thing.declared.rows] == [number]
        assert thing.declared.isVisible()
    reasons = office.show(reasons_page(office.desk, office.shell))
    assert isinstance(reasons, ListPage)
    [row] = reasons.table.rows()
    assert (row.reason, row.group, row.ended, row.stayed, row.share) == ("moving", ReasonGroup.CUSTOMER, 1, 0, 100)
    assert reasons.table.csv().splitlines()[1] == "Moving house;Customer;1;100;0"
    office.business.do(Seat.BACKOFFICE, KeepContract(contract.id, contract.version, "bleibt"))
    reasons.presenter.load()
    office.settle()
    [row] = reasons.table.rows()
    assert (row.ended, row.stayed) == (0, 1)
