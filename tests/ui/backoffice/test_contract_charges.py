"""One-off charges with what they are about, and the deposit at the end, entered on the contract's page."""

from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget

from domain.application import Seat
from domain.contracts.about import About, ChargeCause
from domain.contracts.add_line import AddLine
from domain.contracts.charge_once import ChargeOnce
from domain.contracts.model import LineKind
from domain.contracts.move_end import MoveEnd
from domain.contracts.settle_deposit import SettleDeposit
from domain.ids import ContractLineId
from domain.money import Money
from tests.storage.trade import Rented, bill, contract_of, rent, today
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.changes.dialog import ChangeDialog
from ui.backoffice.contracts.changes.forms_charge import ChargeWhen
from ui.backoffice.contracts.changes.items import ItemsField
from ui.backoffice.contracts.view import OneContract

LINE = ContractLineId(UUID(int=77))


@pytest.fixture
def rented(desk_of_anna: Office) -> Rented:
    business = desk_of_anna.business
    return rent(business, business.customer(), business.product())


def opened(office: Office, rented: Rented, command: str) -> tuple[OneContract, ChangeDialog, ItemsField]:
    page = office.show(OneContract(office.desk, office.shell), rented.order.contract_number)
    assert isinstance(page, OneContract)
    page.changes.begin_command(command)
    dialog = page.changes.dialog
    assert dialog is not None
    items = dialog.form["items"]
    assert isinstance(items, ItemsField)
    return page, dialog, items


def settled(office: Office) -> None:
    for _ in range(3):
        office.settle()


def test_a_damage_is_charged_to_its_thing_with_the_next_invoice(desk_of_anna: Office, rented: Rented) -> None:
    page, dialog, items = opened(desk_of_anna, rented, "ChargeOnce")
    [line] = items._lines
    line.cause.set_value(ChargeCause.DAMAGE)
    line.asset.set_value(rented.assets[0])
    line.title.set_value("Display")
    line.amount.set_value(Money.of("35"))
    line.message.set_value("Glas gesprungen, Foto liegt bei")
    assert items._sum.text() == "Together €35.00, VAT included"
    dialog.form["when"].set_value(ChargeWhen.NEXT_INVOICE)  # type: ignore[attr-defined]  # a choice
    assert dialog.form["on"].isHidden()
    dialog.preview()
    settled(desk_of_anna)
    assert {fact.name: fact.value for fact in dialog.pane.effects.facts}["Today"] == "nothing"
    dialog.give()
    settled(desk_of_anna)
    [given] = desk_of_anna.given
    assert isinstance(given, ChargeOnce)
    [item] = given.items
    assert item.about == About(ChargeCause.DAMAGE, rented.assets[0], "Glas gesprungen, Foto liegt bei")
    assert given.on is not None
    assert given.on > today(desk_of_anna.business)
    assert page.presenter.thing is not None
    assert "ChargeOnce" in {each.subject for each in page.presenter.thing.changes}
    desk_of_anna.business.pass_days((given.on - today(desk_of_anna.business)).days)
    bill(desk_of_anna.business)
    newest = desk_of_anna.desk.office.contract(rented.order.contract_number).invoices[0]
    assert newest.gross == Money.of("114.00")


def test_by_tab_the_lines_come_one_after_another_before_the_reason(desk_of_anna: Office, rented: Rented) -> None:
    _page, dialog, items = opened(desk_of_anna, rented, "ChargeOnce")
    items.add_line()
    passed: list[object] = [items._lines[0].cause.editor]
    while passed[-1] is not dialog.reason.editor and len(passed) < 500:
        here = passed[-1]
        assert isinstance(here, QWidget)
        passed.append(here.nextInFocusChain())
    wanted = [field.editor for line in items._lines for field in line.fields]
    wanted.append(items.more)
    assert [each for each in passed if each in wanted] == wanted


def test_a_sentence_that_is_too_long_cannot_be_typed(desk_of_anna: Office, rented: Rented) -> None:
    _page, _dialog, items = opened(desk_of_anna, rented, "ChargeOnce")
    items._lines[0].message.set_value("x" * 400)
    assert len(items._lines[0].message.value()) == 300


def test_a_deposit_is_settled_with_what_is_set_off(desk_of_anna: Office, rented: Rented) -> None:
    business = desk_of_anna.business
    business.pass_days(5)
    contract = contract_of(business, rented.contract_id)
    deposit = AddLine(
        contract.id, contract.version, line_id=LINE, title="Kaution", line_kind=LineKind.DEPOSIT, price=Money.of("150")
    )
    business.do(Seat.BACKOFFICE, deposit)
    bill(business)
    page = desk_of_anna.show(OneContract(desk_of_anna.desk, desk_of_anna.shell), rented.order.contract_number)
    assert isinstance(page, OneContract)
    page.changes.begin_command("SettleDeposit")
    assert page.changes.dialog is None, "it has no end yet"
    contract = contract_of(business, rented.contract_id)
    last_day = today(business) + timedelta(days=40)
    business.do(Seat.BACKOFFICE, MoveEnd(contract.id, contract.version, last_day=last_day))
    _page, dialog, items = opened(desk_of_anna, rented, "SettleDeposit")
    left = dialog.form._left  # type: ignore[attr-defined]  # the form of a deposit
    assert left.text().startswith("€150.00 is left")
    assert items.value() == ()
    items.add_line()
    items._lines[0].title.set_value("Schloss fehlt")
    items._lines[0].amount.set_value(Money.of("35"))
    assert left.text().startswith("€115.00 is left")
    items._lines[0].amount.set_value(Money.of("170"))
    assert left.text().startswith("€20.00 is still owed")
    items._lines[0].amount.set_value(Money.of("35"))
    dialog.preview()
    settled(desk_of_anna)
    assert {fact.name: fact.value for fact in dialog.pane.effects.facts}["Today"] == "credit €115.00"
    dialog.give()
    settled(desk_of_anna)
    given = desk_of_anna.given[-1]
    assert isinstance(given, SettleDeposit)
    assert [item.title for item in given.items] == ["Schloss fehlt"]
    bill(business)
    kinds = [row.gross for row in desk_of_anna.desk.office.contract(rented.order.contract_number).invoices[:2]]
    assert set(kinds) == {Money.of("150"), Money.of("35")}
