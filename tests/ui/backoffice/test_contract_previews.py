"""What a preview says beside the money: the letter as the customer reads it, and what taking back would cause."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from domain.application import Seat
from domain.contracts.change_price import ChangePrice
from domain.contracts.effective import NOW
from domain.contracts.parts import EndKind
from domain.contracts.undo_change import UndoChange
from domain.money import Money
from tests.storage.trade import Rented, bill, contract_of, rent, today
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.changes.dialog import ChangeDialog
from ui.backoffice.contracts.changes.undo_dialog import UndoDialog
from ui.backoffice.contracts.view import OneContract


def rented_by(office: Office, language: str) -> Rented:
    business = office.business
    rented = rent(business, business.customer(language=language), business.product())
    business.pass_days(30)
    bill(business)
    return rented


def page_of(office: Office, rented: Rented) -> OneContract:
    page = office.show(OneContract(office.desk, office.shell), rented.order.contract_number)
    assert isinstance(page, OneContract)
    return page


def opened(office: Office, page: OneContract, command: str) -> ChangeDialog:
    page.changes.begin_command(command)
    dialog = page.changes.dialog
    assert dialog is not None
    dialog.preview()
    settled(office)
    return dialog


def settled(office: Office) -> None:
    for _ in range(3):
        office.settle()


def texts(of: ChangeDialog | UndoDialog) -> str:
    return "\n".join(label.text() for label in of.findChildren(QLabel))


@pytest.mark.parametrize(("language", "greeting"), [("de", "Guten Tag Jonas Brückner"), ("en", "Dear Jonas Brückner")])
def test_the_letter_is_shown_in_the_customers_language(desk_of_anna: Office, language: str, greeting: str) -> None:
    page = page_of(desk_of_anna, rented_by(desk_of_anna, language))
    dialog = opened(desk_of_anna, page, "CancelContract")
    shown = texts(dialog)
    assert greeting in shown
    assert "jonas@example.org" in shown
    facts = {fact.name: str(fact.value) for fact in dialog.pane.effects.facts}
    assert "(today)" in facts["Letter"]


def test_a_change_without_a_letter_says_so(desk_of_anna: Office) -> None:
    page = page_of(desk_of_anna, rented_by(desk_of_anna, "de"))
    dialog = opened(desk_of_anna, page, "ChangePrice")
    assert "No letter is sent because of this" in texts(dialog)


def test_an_end_for_a_good_reason_asks_for_it_beside_its_field(desk_of_anna: Office) -> None:
    page = page_of(desk_of_anna, rented_by(desk_of_anna, "de"))
    dialog = opened(desk_of_anna, page, "CancelContract")
    dialog.form["kind"].set_value(EndKind.EXTRAORDINARY)  # type: ignore[attr-defined]  # a choice
    dialog.preview()
    assert dialog.reason.label.text() == "Reason (needed)"
    dialog.give()
    assert desk_of_anna.given == []
    assert "needs that reason" in dialog.reason._below.text()
    dialog.reason.set_value("Das Rad wackelt")
    dialog.give()
    settled(desk_of_anna)
    assert len(desk_of_anna.given) == 1


def test_taking_back_shows_what_it_causes_before_it_is_done(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    rented = rented_by(desk_of_anna, "de")
    contract = contract_of(business, rented.contract_id)
    line_id, price = contract.lines[0].id, Money.of("99")
    business.do(
        Seat.OWNER, ChangePrice(contract.id, contract.version, "Test", line_id=line_id, price=price, timing=NOW)
    )
    page = page_of(desk_of_anna, rented)
    page.take_back.click()
    settled(desk_of_anna)
    question = page.changes.question
    assert question is not None
    facts = {fact.name: str(fact.value) for fact in question.pane.effects.facts}
    assert facts["Within a year"].startswith("− €")
    assert "€79.00 → €99.00" in texts(question)
    assert desk_of_anna.given == []
    question.activateWindow()
    desk_of_anna.qtbot.keyClick(question, Qt.Key.Key_Return)
    settled(desk_of_anna)
    assert isinstance(desk_of_anna.given[-1], UndoChange)


def test_what_was_billed_meanwhile_cannot_be_taken_back(desk_of_anna: Office) -> None:
    """Someone bills between the look at the page and the click: the dialog says so, and its button is dead."""
    business = desk_of_anna.business
    rented = rented_by(desk_of_anna, "de")
    contract = contract_of(business, rented.contract_id)
    line_id, price = contract.lines[0].id, Money.of("99")
    business.do(
        Seat.OWNER, ChangePrice(contract.id, contract.version, "Test", line_id=line_id, price=price, timing=NOW)
    )
    page = page_of(desk_of_anna, rented)
    bill(business, today(business) + timedelta(days=1))
    page.take_back.click()
    settled(desk_of_anna)
    question = page.changes.question
    assert question is not None
    assert not question.deed.isEnabled()
    assert question.problem.text()
