"""The owner says what may be swapped for what."""

import os
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableWidget

from tests.storage.business import Business
from tests.ui.owner.conftest import Owner
from ui.owner.exchange.dialog import GroupDialog
from ui.owner.exchange.overview import ExchangePage
from ui.widgets.overlays import ConfirmDialog


def dialog(kind: type) -> GroupDialog:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def test_a_group_is_made_changed_and_closed(owner: Owner, business: Business) -> None:
    business.product("Buggy klein", price="30.00", sku="B-S")
    business.product("Buggy groß", price="51.00", sku="B-L")
    page = owner.show(ExchangePage)
    page.make.click()
    owner.settle()
    asked = dialog(GroupDialog)
    asked.form["name"].set_value("Kinderwagen")
    table = asked.form["members"].editor
    assert isinstance(table, QTableWidget)
    table.item(0, 0).setCheckState(Qt.CheckState.Checked)
    asked.save.click()
    owner.settle()
    assert asked.isVisible(), "one thing is no group"
    table.item(1, 0).setCheckState(Qt.CheckState.Checked)
    table.item(1, 1).setText("2")
    asked.form["credits"].set_value(3)
    asked.form["percent"].set_value(Decimal(10))
    if os.environ.get("UMLAUF_LOOK"):
        asked.grab().save(f"{os.environ['UMLAUF_LOOK']}/exchange_dialog.png")
    asked.save.click()
    owner.settle()
    [row] = owner.desk.office.swaps.groups()
    assert (row.group.name, row.group.version, row.group.rules.percent) == ("Kinderwagen", 1, Decimal(10))
    assert sorted(each.credits for each in row.group.members) == [1, 2]
    assert row.group.rules.allowance is not None
    page.groups.select(lambda _row: True)
    page.change.click()
    owner.settle()
    again = dialog(GroupDialog)
    again.form["most"].set_value(4)
    again.save.click()
    owner.settle()
    [row] = owner.desk.office.swaps.groups()
    assert (row.group.version, row.group.rules.most) == (2, 4)
    if os.environ.get("UMLAUF_LOOK"):
        page.grab().save(f"{os.environ['UMLAUF_LOOK']}/exchange_page.png")
    page.groups.select(lambda _row: True)
    page.close_one.click()
    owner.settle()
    dialog(ConfirmDialog).accept()
    owner.settle()
    [row] = owner.desk.office.swaps.groups()
    assert row.group.is_closed
    assert all(each.group == "" for each in owner.desk.office.swaps.exchangeable())
