"""Accounts, e-invoices and the logo among the owner's settings."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QPlainTextEdit

from domain.bookkeeping.accounts import AccountSettings, RateAccount, Slot, SlotAccount
from domain.settings.logo import LogoWrong, check_logo
from reports.papers import Papers
from storage.queries.house import read_business
from storage.repositories.settings import accounts_from
from tests.reports.archive_judge import complaints
from tests.reports.samples import BUSINESS, short_invoice
from tests.storage.books_story import picture
from tests.storage.business import Business
from tests.ui.owner.conftest import Owner
from tests.ui.owner.test_settings import kept, line
from ui.owner.settings.history import change_words
from ui.owner.settings.view import ACCOUNTS, SettingsScreen


@pytest.fixture
def page(owner: Owner) -> SettingsScreen:
    shown = owner.show(SettingsScreen, "accounts")
    assert isinstance(shown, SettingsScreen)
    return shown


def test_the_accountant_and_the_accounts_are_entered(page: SettingsScreen, owner: Owner, business: Business) -> None:
    assert page.tabs.currentIndex() == ACCOUNTS
    section = page.accounts
    assert line(section, "bank").placeholderText() == "1200"
    section.form["chart"].editor.setCurrentIndex(1)
    assert line(section, "bank").placeholderText() == "1800"
    assert line(section, "exempt").placeholderText() == "no account"
    for name, typed in {"adviser": "29098", "client": "55003", "exempt": "4165"}.items():
        owner.qtbot.keyClicks(line(section, name), typed)
    rates = section.form["revenue"].editor
    assert isinstance(rates, QPlainTextEdit)
    rates.setPlainText("19: 4400\n5,5 %: 4310")
    section.try_to_save()
    owner.settle()
    found = accounts_from(kept(business, "accounts"))
    assert found == AccountSettings(
        chart=found.chart, adviser=29098, client=55003, accounts=(SlotAccount(Slot.EXEMPT, 4165),),
        revenue=(RateAccount(found.revenue[0].rate, 4400), RateAccount(found.revenue[1].rate, 4310)),
    )  # fmt: skip
    assert [str(each.rate) for each in found.revenue] == ["19", "5.5"]
    words = change_words(page.history.model.rows[0])
    assert "Chart of accounts: SKR03 → SKR04" in words
    assert "Exempt from VAT: 4165" in words


def test_what_cannot_be_an_account_is_said(page: SettingsScreen, owner: Owner) -> None:
    section = page.accounts
    rates = section.form["revenue"].editor
    assert isinstance(rates, QPlainTextEdit)
    rates.setPlainText("neunzehn: 8400")
    section.try_to_save()
    assert "Line 1" in rates.accessibleDescription()
    rates.setPlainText("19: 84000")
    section.try_to_save()
    assert "at most 4" in line(section, "adviser").accessibleDescription()


def test_consumers_get_e_invoices_when_the_owner_wants_it(
    page: SettingsScreen, owner: Owner, business: Business
) -> None:
    page.billing.form["e_invoices_to_all"].editor.setCurrentIndex(1)
    page.billing.try_to_save()
    owner.settle()
    assert kept(business, "billing")["e_invoices_to_all"] is True
    assert change_words(page.history.model.rows[0]) == "E-invoices go to: companies only → all customers"


def test_a_logo_is_chosen_made_fit_and_taken_off_again(
    page: SettingsScreen, owner: Owner, business: Business, tmp_path: Path
) -> None:
    path = tmp_path / "logo.jpg"
    Image.new("CMYK", (2400, 600), (0, 200, 200, 0)).save(path)
    for name in ("street", "postcode", "city"):
        owner.qtbot.keyClicks(line(page.business, name), "Allee 1")
    page.business.try_to_save()
    owner.settle()
    page.logo.take(path)
    owner.settle()
    seller = read_business(business.connection("umlauf_admin"))
    assert seller.logo is not None
    assert Image.open(BytesIO(seller.logo)).size == (720, 180)
    assert page.logo.remove.isVisibleTo(page.logo)
    assert complaints(Papers(replace(BUSINESS, logo=seller.logo)).invoice(short_invoice()), with_file=False) == []
    page.logo.remove.click()
    owner.settle()
    assert read_business(business.connection("umlauf_admin")).logo is None


def test_what_is_no_picture_stays_outside(page: SettingsScreen, owner: Owner, tmp_path: Path) -> None:
    path = tmp_path / "notes.png"
    path.write_bytes(b"nothing")
    page.logo.take(path)
    owner.settle()
    assert "300 kB" in page.logo.problem.text()


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(40), picture("P"), picture(size=(1_601, 1)), bytes(300_001)],
)
def test_only_a_picture_that_fits_an_archive_is_kept(content: bytes) -> None:
    with pytest.raises(LogoWrong):
        check_logo(content)
    check_logo(picture("RGB"))
