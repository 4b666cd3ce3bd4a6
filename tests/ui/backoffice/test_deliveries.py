"""The deliveries on a contract's page: what comes when, skipped, resized, moved to another rhythm, one more."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from domain.contracts.change_quantity import ChangeQuantity
from domain.contracts.model import LineKind
from domain.deliveries.change_delivery import ChangeDelivery
from domain.deliveries.change_rhythm import ChangeRhythm
from domain.deliveries.deliver_once import DeliverOnce
from domain.deliveries.restore_delivery import RestoreDelivery
from domain.deliveries.skip_delivery import SkipDelivery
from domain.period import Interval, Unit
from tests.scenarios.kitchen import SECOND, THIRD, Kitchen, opened
from tests.ui.backoffice.conftest import Office
from ui import language
from ui.backoffice.contracts.changes.dialog import ChangeDialog
from ui.backoffice.contracts.changes.kit import Spot
from ui.backoffice.contracts.view import OneContract
from ui.backoffice.parts import Link
from ui.backoffice.words import shown_interval


class Desk:
    """Anna at the page of the espresso machine; the parcel for 23 February waits to be packed."""

    def __init__(self, office: Office, kitchen: Kitchen) -> None:
        self.office, self.kitchen = office, kitchen
        page = office.show(OneContract(office.desk, office.shell), kitchen.order.contract_number)
        assert isinstance(page, OneContract)
        self.page = page

    def rows(self) -> list[tuple[str, ...]]:
        """What a person reads, line by line."""
        grid = self.page.deliveries._rows.itemAt(0).layout()
        assert isinstance(grid, QGridLayout)
        found = []
        for number in range(grid.rowCount()):
            items = [grid.itemAtPosition(number, place) for place in range(5)]
            widgets = [item.widget() for item in items if item is not None]
            found.append(tuple(w.text() for w in widgets if not isinstance(w, Link)))  # type: ignore[attr-defined]  # a text is on each of them
        return found

    def open(self, command: str, day: date | None = None, **values: Any) -> ChangeDialog:
        line_id = None if day is None else self.kitchen.line.id
        self.page.deliveries.asked.emit(command, Spot(line_id, day))
        dialog = self.page.changes.dialog
        assert dialog is not None
        for name, value in values.items():
            dialog.form[name].set_value(value)  # type: ignore[attr-defined]  # every field that a test sets has it
        dialog.preview()
        self.office.settle()
        return dialog

    def save(self, dialog: ChangeDialog) -> object:
        dialog.give()
        for _ in range(3):
            self.office.settle()
        return self.office.given[-1]


@pytest.fixture
def desk(desk_of_anna: Office) -> Iterator[Desk]:
    with opened(desk_of_anna.business) as kitchen:
        [first] = kitchen.open()
        kitchen.ship(first)
        kitchen.nights(date(2026, 2, 20))
        yield Desk(desk_of_anna, kitchen)


def test_the_page_tells_the_last_and_the_next_deliveries(desk: Desk) -> None:
    rows = desk.rows()
    assert [(row[0], row[1], row[-1]) for row in rows] == [
        ("2 Feb 2026", "2 × Bohnen 1 kg", "sent"),
        ("23 Feb 2026", "2 × Bohnen 1 kg", "to pack"),
        ("16 Mar 2026", "2 × Bohnen 1 kg", "planned"),
        ("6 Apr 2026", "2 × Bohnen 1 kg", "planned"),
        ("27 Apr 2026", "2 × Bohnen 1 kg", "planned"),
        ("18 May 2026", "2 × Bohnen 1 kg", "planned"),
        ("8 Jun 2026", "2 × Bohnen 1 kg", "planned"),
    ]
    assert rows[1][2].startswith("SH-")


def test_a_delivery_is_skipped_with_its_preview_and_sent_after_all(desk: Desk) -> None:
    dialog = desk.open("SkipDelivery", SECOND)
    assert dialog.form["delivery"].value() == (desk.kitchen.line.id, SECOND)
    assert {fact.name: fact.value for fact in dialog.pane.effects.facts}["Within a year"] == "\N{MINUS SIGN} €36.00"
    assert isinstance(desk.save(dialog), SkipDelivery)
    assert desk.rows()[1][-1] == "skipped"
    assert desk.kitchen.parcels() == []
    assert isinstance(desk.save(desk.open("RestoreDelivery", SECOND)), RestoreDelivery)
    assert desk.rows()[1][-1] == "to pack"


def test_one_delivery_or_all_from_one_on_are_resized(desk: Desk) -> None:
    dialog = desk.open("ChangeDelivery", THIRD)
    assert dialog.form["quantity"].value() == Decimal(2)
    dialog.form["quantity"].set_value(5)
    assert isinstance(desk.save(dialog), ChangeDelivery)
    assert [row[1][:1] for row in desk.rows()[1:5]] == ["2", "5", "2", "2"]
    given = desk.save(desk.open("ChangeDelivery", date(2026, 4, 6), quantity=3, only=False))
    assert isinstance(given, ChangeQuantity)
    assert [row[1][:1] for row in desk.rows()[1:6]] == ["2", "5", "3", "3", "3"]


def test_another_rhythm_and_an_extra_delivery(desk: Desk) -> None:
    dialog = desk.open("ChangeRhythm", THIRD)
    offered = dialog.form["interval"].value()
    assert isinstance(offered, Interval)
    assert shown_interval(offered) == "every 4 weeks", "the next slower one: never every day by a key pressed too soon"
    dialog.reject()
    assert isinstance(desk.save(desk.open("ChangeRhythm", THIRD, interval=Interval(Unit.MONTH))), ChangeRhythm)
    assert [row[0] for row in desk.rows()[2:5]] == ["16 Mar 2026", "16 Apr 2026", "16 May 2026"]
    desk.page.deliveries.extra.click()
    dialog = desk.page.changes.dialog
    assert dialog is not None
    given = desk.save(dialog)
    assert isinstance(given, DeliverOnce)
    assert desk.rows()[1][:2] == ("20 Feb 2026", "1 × Bohnen 1 kg")
    assert sum(line.kind is LineKind.SALE for line in desk.kitchen.contract.lines) == 2


def test_what_was_packed_meanwhile_is_refused_in_words(desk: Desk) -> None:
    dialog = desk.open("SkipDelivery", SECOND)
    [parcel] = desk.kitchen.open()
    desk.kitchen.pack(parcel)
    desk.save(dialog)
    assert "is packed or gone (SH-" in dialog.problem.text()
    assert desk.kitchen.parcels() == [("2026-02-23", "packed", 2)]


def test_each_delivery_offers_what_can_be_done_to_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    links = desk.page.deliveries.findChildren(Link)
    assert [each.accessibleName() for each in links][:1] == ["Change the delivery of 23 Feb 2026"]
    monkeypatch.setattr(QMenu, "popup", lambda _menu, _at: None)
    links[0].clicked.emit()
    [menu] = [each for each in desk.page.deliveries.findChildren(QMenu) if each.actions()]
    assert [each.text() for each in menu.actions() if isinstance(each, QAction)] == [
        "Skip …", "Another size …", "Another rhythm from here on …"
    ]  # fmt: skip


def test_a_contract_that_delivers_nothing_has_no_such_card(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    order = business.order(business.customer(), business.product())
    page = desk_of_anna.show(OneContract(desk_of_anna.desk, desk_of_anna.shell), order.contract_number)
    assert isinstance(page, OneContract)
    assert not page.deliveries.isVisibleTo(page)


def test_in_german_nothing_is_left_in_english(desk_of_anna: Office) -> None:
    language.use("de")
    try:
        with opened(desk_of_anna.business) as kitchen:
            [first] = kitchen.open()
            kitchen.ship(first)
            kitchen.nights(date(2026, 2, 20))
            page = desk_of_anna.show(OneContract(desk_of_anna.desk, desk_of_anna.shell), kitchen.order.contract_number)
            assert isinstance(page, OneContract)
            card: QWidget = page.deliveries
            assert card.accessibleName() == "Lieferungen"
            assert [page.deliveries.extra.text(), page.deliveries.rhythm.text()] == [
                "Zusatzlieferung …", "Rhythmus ändern …"
            ]  # fmt: skip
    finally:
        language.use("en")
