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
from ui.owner.settings.history import change_words
from ui.owner.settings.view import AVAILABILITY, BILLING, HISTORY, SettingsScreen


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
        places = range(page.tabs.count())
        page.tabs.setCurrentIndex(next(n for n in places if page.tabs.widget(n).isAncestorOf(section)))
        wanted = [section.form[name].editor for name in section.form.fields]
        wanted += [section.reason.editor, section.discard, section.save]
        passed, here = [wanted[0]], wanted[0].nextInFocusChain()
        while len(passed) < len(wanted):
            if (here.focusPolicy() & Qt.FocusPolicy.TabFocus and here.isEnabled()) or here in wanted:
                passed.append(here)
            here = here.nextInFocusChain()
        assert passed == wanted, "one after another, nothing between"


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
    assert section.example.value() == "RB-000214-…, R-NORD-2026-000001, RK-NORD-2026-000001"
    section.reason.set_value("zweiter Laden")
    section.try_to_save()
    owner.settle()
    assert business.rows("SELECT invoice_prefix FROM umlauf.store") == [{"invoice_prefix": "NORD"}]
    [row] = page.history.model.rows
    assert (row.reason, dict(row.after)) == ("zweiter Laden", {"invoice_prefix": "NORD"})
    line(section, "prefix").setText("1")
    section.try_to_save()
    assert "letter first" in line(section, "prefix").accessibleDescription()


def test_a_reason_alone_is_nothing_to_save(page: SettingsScreen) -> None:
    """It would stand in the history as a change of nothing."""
    page.workshop.reason.set_value("nur so")
    assert page.workshop.discard.isEnabled()
    assert not page.workshop.save.isEnabled()


def test_a_store_is_added_and_stands_in_the_history(page: SettingsScreen, owner: Owner, business: Business) -> None:
    owner.qtbot.mouseClick(page.add_store, Qt.MouseButton.LeftButton)
    new = page.new_store
    assert new.save.shortcut().toString() == "Ctrl+Return"
    assert new.last.text() == ""
    assert line(new, "asset_prefix").text() == "RB", "stores may share it"
    for name, typed in {"store_name": "Süd", "street": "Am Tempelhofer Berg 6", "prefix": "sued"}.items():
        line(new, name).setText(typed)
    new.try_to_save()
    assert "all three, or none" in line(new, "street").accessibleDescription()
    line(new, "postcode").setText("10965")
    line(new, "city").setText("Berlin")
    line(new, "asset_prefix").setText("PL")
    new.try_to_save()
    assert "are taken" in line(new, "asset_prefix").accessibleDescription()
    line(new, "asset_prefix").setText("rs")
    new.try_to_save()
    owner.settle()
    assert not new.isVisibleTo(page)
    [row] = business.rows("SELECT name, street, asset_prefix, invoice_prefix FROM umlauf.store WHERE name = 'Süd'")
    assert tuple(row.values()) == ("Süd", "Am Tempelhofer Berg 6", "RS", "SUED")
    assert len(page.stores) == 2
    [told] = page.history.model.rows
    assert told.store == "Süd"
    assert change_words(told).startswith("New · Name: Süd · Street and number: Am Tempelhofer Berg 6")
    assert page.badges == ()


def test_what_is_typed_survives_another_language_and_leaving(page: SettingsScreen, owner: Owner) -> None:
    """The window makes its pages anew then; what was typed waits for the kept values."""
    line(page.billing, "days").setText("3x")
    line(page.business, "city").setText("Potsdam")
    owner.qtbot.mouseClick(page.add_store, Qt.MouseButton.LeftButton)
    line(page.new_store, "store_name").setText("Süd")
    typed = page.entered()
    anew = SettingsScreen(owner.desk, owner.shell)
    owner.qtbot.addWidget(anew)
    anew.restore(typed)
    anew.show_target("")
    owner.settle()
    assert line(anew.billing, "days").text() == "3x"
    assert line(anew.business, "city").text() == "Potsdam"
    assert line(anew.new_store, "store_name").text() == "Süd"
    assert anew.badges[0][0] == "not saved"
    assert anew.entered() == typed


def test_a_tab_can_be_asked_for(owner: Owner) -> None:
    assert owner.show(SettingsScreen, "billing").tabs.currentIndex() == BILLING
    assert owner.show(SettingsScreen, "history").tabs.currentIndex() == HISTORY


def test_promises_have_their_days_and_the_keys_stay_where_they_are(owner: Owner, business: Business) -> None:
    """What is wrong is said beside its field; saving by the key leaves the keys in this tab, and nothing moves."""
    page = owner.show(SettingsScreen, "availability")
    assert isinstance(page, SettingsScreen)
    section = page.availability
    times = section.form["repair_times"]
    before = section.save.mapTo(page, section.save.rect().topLeft()).y()
    for wrong in ("Fahrrad; bald", "; 5", "Fahrrad; 5\nFahrrad; 6"):
        times.editor.setPlainText(wrong)
        section.try_to_save()
        assert "Line" in times.editor.accessibleDescription()
    times.editor.setPlainText("Bicycle; 5")
    owner.settle()
    assert section.last.text() == "Not saved yet."
    line(section, "padding_days").setText("3")
    line(section, "weeks").setText("12")
    owner.settle()
    assert section.save.mapTo(page, section.save.rect().topLeft()).y() == before
    assert section.typed()["availability.repair_times"] == "Bicycle; 5"
    section.save.setFocus()
    owner.qtbot.keyClick(section.save, Qt.Key.Key_Space)
    owner.settle()
    assert kept(business, "availability")["repair_times"] == [{"category": "bike", "days": 5}]
    assert page.tabs.currentIndex() == AVAILABILITY
    assert section.isAncestorOf(page.focusWidget())
    [row] = page.history.model.rows
    assert "Repairs by category: – → Bicycle 5" in change_words(row)
    assert "Weeks to look ahead: 26 → 12" in change_words(row)


def test_the_seller_of_the_tests_is_sound() -> None:
    assert replace(SELLER, name=" a ").tidied().name == "a"
