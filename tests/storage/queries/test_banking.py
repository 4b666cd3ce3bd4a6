"""What the office asks about the bank, under its own login."""

import pytest

from domain.application import Seat
from domain.banking.book_transfer import BookTransfer, PartOf
from domain.banking.model import Nature
from domain.contracts.payment import PaymentMethod
from domain.views.banking import TransferQuestion, Which
from storage.queries.banking import BankDesk
from tests.storage.bank_story import open_invoice, read_in, transfer
from tests.storage.business import Business
from tests.storage.intruder import at_the_seat
from tests.storage.payment_story import IBAN, collecting, payer
from tests.storage.trade import today


@pytest.fixture
def desk(business: Business) -> BankDesk:
    _customer, _invoice, number = open_invoice(business)
    day = today(business)
    read_in(
        business,
        transfer(number, "79.00", on=day),
        transfer("Erstattung", "1234.56", "Finanzamt 100%", "", day),
        transfer("zurück", "79.00", nature=Nature.RETURNED, on=day),
        transfer("Miete", "5.00", nature=Nature.OUT, on=day),
    )
    return BankDesk(business.connection(Seat.BACKOFFICE))


def test_transfers_are_found_by_payer_text_account_and_amount(desk: BankDesk) -> None:
    both, first, second = ["Erstattung", "R-2026-000001"], ["R-2026-000001"], ["Erstattung"]
    for typed, found in {
        "": both, "brückner": first, "79": first, "79,00": first, "1.234,56": second, "1,234.56": second,
        "100%": second, "%": second, "_": [], "DE89": first, "gibt es nicht": [],
    }.items():  # fmt: skip
        assert [row.text for row in desk.transfers(TransferQuestion(typed))] == found, typed


def test_each_filter_shows_its_own(desk: BankDesk) -> None:
    shown = {which: len(desk.transfers(TransferQuestion(which=which))) for which in Which}
    assert shown == {Which.WAITING: 2, Which.BOOKED: 0, Which.SET_ASIDE: 0, Which.OTHERS: 2, Which.ALL: 4}


def test_a_paid_invoice_that_is_named_again_is_known(business: Business, desk: BankDesk) -> None:
    """The customer pays twice: the second time for the balance, if a person says so."""
    first = desk.waiting(9)[0]
    assert first.best is not None
    parts = tuple(PartOf(each.invoice_id, each.open, each.amount) for each in first.best.parts)
    business.do(Seat.BACKOFFICE, BookTransfer(first.id, first.best.customer_id, first.left, parts))
    read_in(business, transfer(first.text, "79.00", "Irgendwer", "", on=today(business), ref="again"))
    [again] = desk.transfers(TransferQuestion(first.text))
    assert again.best is not None
    assert (again.best.customer_id, again.best.parts, str(again.best.kept)) == (first.best.customer_id, (), "79.00 EUR")
    known = transfer("ohne Worte", "12.00", "Wer auch immer", on=today(business))
    read_in(business, known)
    [by_account] = desk.transfers(TransferQuestion("ohne Worte"))
    assert by_account.best is not None
    assert by_account.best.customer_id == first.best.customer_id, "paid from there before"


def test_who_gave_a_mandate_for_the_account_is_proposed(business: Business) -> None:
    collecting(business)
    who = payer(business, PaymentMethod.DIRECT_DEBIT)
    read_in(business, transfer("ohne Worte", "12.00", "Jemand anders", IBAN, today(business)))
    [row] = BankDesk(business.connection(Seat.BACKOFFICE)).transfers(TransferQuestion("ohne Worte"))
    assert row.best is not None
    assert row.best.customer_id == who.customer_id
    with at_the_seat(business, Seat.BACKOFFICE) as office, office.refused("42501"):
        office.run("SELECT token FROM umlauf.payment_token")
    with at_the_seat(business, Seat.POS) as till, till.refused("42501"):
        till.run("SELECT * FROM umlauf.customers_of_accounts(%s)", [IBAN])
