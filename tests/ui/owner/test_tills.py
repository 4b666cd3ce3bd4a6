"""The owner's tills on the small real business: cash is off, and switching it on says what that means."""

from PySide6.QtWidgets import QLineEdit

from domain.till.pricing import PersonPercent, PriceRight
from domain.till.signing import Device
from tests.ui.owner.conftest import Owner
from ui.owner.tills.dialog import TillDialog
from ui.owner.tills.view import TillsPage
from ui.widgets.overlays import ConfirmDialog


def dialog(page: TillsPage) -> TillDialog:
    shown = [each for each in page.findChildren(TillDialog) if each.isVisible()]
    assert len(shown) == 1
    return shown[0]


def typed(asked: TillDialog, **values: str) -> None:
    for name, value in values.items():
        editor = asked.form[name].editor
        assert isinstance(editor, QLineEdit)
        editor.setText(value)


def test_a_till_is_added_gets_cash_and_goes_out_of_use(owner: Owner) -> None:
    page = owner.show(TillsPage)
    assert isinstance(page, TillsPage)
    page.new.click()
    owner.settle()
    asked = dialog(page)
    typed(asked, code="k1", name="Tresen")
    assert not asked.warning.isVisible()
    asked.save.click()
    owner.settle()
    [row] = page.table.rows()
    assert (row.till.code, row.till.is_cash_on, row.till.signing) == ("K1", False, None)

    page.table.select(lambda one: one.till.code == "K1")
    page.edit.click()
    owner.settle()
    asked = dialog(page)
    asked.cash.set_value(True)
    assert "not certified" in asked.warning.text()
    assert asked.warning.isVisible()
    asked.save.click()
    owner.settle()
    assert asked.isVisible(), "a signing device is asked for"
    asked.signing.set_value(Device.TRAINING)
    [(jo, name)] = [each for each in owner.desk.office.tills.people() if each[1] == "Jo"]
    asked.people.set_value((PersonPercent(jo, 20),))
    asked.form["percent"].set_value(5)
    asked.save.click()
    owner.settle()
    [row] = page.table.rows()
    assert (row.till.is_cash_on, row.till.signing, row.till.version) == (True, Device.TRAINING, 2)
    assert (name, row.till.prices) == ("Jo", PriceRight(5, (PersonPercent(jo, 20),)))
    page.table.select(lambda one: one.till.code == "K1")
    page.shut.click()
    [asked_again] = [each for each in page.findChildren(ConfirmDialog) if each.isVisible()]
    asked_again.deed.click()
    owner.settle()
    [row] = page.table.rows()
    assert row.till.is_closed
    page.table.select(lambda one: one.till.code == "K1")
    assert not page.edit.isEnabled()
