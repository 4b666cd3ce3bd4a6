"""The owner's settings on the small real business, driven as a person would."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from domain.application import Seat
from domain.contracts.payment import Payment, PaymentMethod
from domain.settings.billing import BillingSettings
from domain.settings.change_billing_settings import ChangeBillingSettings
from tests.storage.business import Business
from tests.storage.settings_story import SELLER
from tests.ui.owner.conftest import Owner
from ui.owner.settings.view import BILLING, HISTORY, SettingsScreen


@pytest.fixture
def page(owner: Owner) -> SettingsScreen:
    shown = owner.show(SettingsScreen)
    assert isinstance(shown, SettingsScreen)
    return shown


def line(section: object, name: str) -> QLineEdit:
    editor = section.form[name].editor
    assert isinstance(editor, QLineEdit)
    return editor


def kept(business: Business, name: str) -> dict[str, object]:
    rows = business.rows("SELECT value FROM umlauf.setting WHERE name = %(name)s", name=name)
    return rows[0]["value"] if rows else {}


def test_nothing_can_be_saved_until_something_is_typed(page: SettingsScreen) -> None:
    for section in page.sections:
        assert not section.save.isEnabled()
        assert not section.discard.isEnabled()
        assert "founded" in section.last.text()
    assert page.badges == ()


def test_by_tab_the_reason_and_saving_come_after_the_fields(page: SettingsScreen) -> None:
    for section in page.sections:
        order, at = [section.form[name].editor for name in section.form.fields], 0
        wanted = [*order, section.reason.editor, section.discard, section.save]
        here = wanted[0]
        for _step in range(2000):
            here = here.nextInFocusChain()
            at += here is wanted[at + 1]
            if at == len(wanted) - 1:
                break
        assert here is section.save, "one after another, none left out"


def test_the_business_is_entered_and_stands_in_the_history(
    page: SettingsScreen, owner: Owner, business: Business
) -> None:
    section = page.business
    for name in ("street", "postcode", "city", "iban"):
        owner.qtbot.keyClicks(line(section, name), getattr(SELLER, name))
    assert page.tabs.tabText(0).endswith("•")
    assert page.badges[0][0] == "not saved"
    owner.qtbot.mouseClick(section.save, Qt.MouseButton.LeftButton)
    owner.settle()
    assert kept(business, "business")["city"] == "Berlin"
    assert kept(business, "business")["country"] == "DE"
    assert not section.is_dirty
    assert "by Lena" in section.last.text()
    [row] = page.history.model.rows
    assert row.after["iban"] == SELLER.iban
    assert page.badges == ()


def test_what_is_wrong_is_said_at_its_field(page: SettingsScreen, owner: Owner, business: Business) -> None:
    section = page.business
    for name in ("street", "postcode", "city"):
        owner.qtbot.keyClicks(line(section, name), getattr(SELLER, name))
    owner.qtbot.keyClicks(line(section, "iban"), "DE02120300000000202052")
    section.try_to_save()
    owner.settle()
    assert "no IBAN" in line(section, "iban").accessibleDescription()
    assert kept(business, "business").get("city") is None
    assert section.is_dirty


def test_discarding_brings_back_what_is_kept(page: SettingsScreen, owner: Owner) -> None:
    days = line(page.billing, "days")
    days.setText("99")
    assert page.billing.is_dirty
    owner.qtbot.mouseClick(page.billing.discard, Qt.MouseButton.LeftButton)
    assert days.text() == "14"
    assert not page.billing.is_dirty


def test_what_is_typed_survives_someone_elses_change(page: SettingsScreen, owner: Owner, business: Business) -> None:
    """It is kept, it is not saved over the other's, and discarding shows the newest."""
    line(page.billing, "days").setText("30")
    other = BillingSettings(Payment(PaymentMethod.CARD, 7), review_days=2)
    business.do(Seat.OWNER, ChangeBillingSettings(0, other))
    owner.shell.services.changes.touch(("settings",))
    owner.settle()
    assert line(page.billing, "days").text() == "30"
    assert "Someone else" in page.billing.problem.text()
    page.billing.try_to_save()
    owner.settle()
    assert kept(business, "billing")["days"] == 7
    page.billing.take_back()
    assert line(page.billing, "days").text() == "7"
    assert line(page.billing, "review_days").text() == "2"
    line(page.billing, "days").setText("8")
    page.billing.try_to_save()
    owner.settle()
    assert kept(business, "billing")["days"] == 8
    assert kept(business, "billing")["review_days"] == 2


def test_a_store_gets_a_prefix_and_shows_what_its_numbers_will_look_like(
    page: SettingsScreen, owner: Owner, business: Business
) -> None:
    [section] = page.stores.values()
    line(section, "prefix").setText("nord")
    assert section.example.value() == "R-NORD-2026-000001, RK-NORD-2026-000001"
    section.reason.set_value("zweiter Laden")
    section.try_to_save()
    owner.settle()
    assert business.rows("SELECT invoice_prefix FROM umlauf.store") == [{"invoice_prefix": "NORD"}]
    [row] = page.history.model.rows
    assert (row.reason, dict(row.after)) == ("zweiter Laden", {"invoice_prefix": "NORD"})
    line(section, "prefix").setText("1")
    section.try_to_save()
    assert "letter first" in line(section, "prefix").accessibleDescription()


def test_a_tab_can_be_asked_for(owner: Owner) -> None:
    assert owner.show(SettingsScreen, "billing").tabs.currentIndex() == BILLING
    assert owner.show(SettingsScreen, "history").tabs.currentIndex() == HISTORY


def test_the_seller_of_the_tests_is_sound() -> None:
    assert replace(SELLER, name=" a ").tidied().name == "a"
