"""Files of the bank on a real Postgres: told twice they count once, and no transfer pays more than it brought."""

from datetime import date
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.banking.book_transfer import (
    BookTransfer,
    NoTransferIn,
    PartOf,
    PartsDoNotAddUp,
    TransferChangedMeanwhile,
    TransferSetAside,
)
from domain.banking.mark_transfer import MarkReasonMissing, MarkRefused, MarkTransfer
from domain.banking.model import BankEntryId, BankFileKind, Mark, Nature, UnknownBankEntry
from domain.banking.take_back_transfer import TakeBackTransfer
from domain.billing.reverse_payment import ReversePayment
from domain.billing.settlement import MoreThanOpen, NoPayment, OpenChangedMeanwhile
from domain.money import Money
from tests.storage.bank_story import bank_file, entry_rows, open_invoice, read_in, transfer
from tests.storage.business import Business
from tests.storage.intruder import at_the_seat
from tests.storage.trade import today

EUR_79 = Money.of("79.00")


def open_of(business: Business, invoice_id: object) -> int:
    [row] = business.rows(
        "SELECT i.gross_minor - coalesce(d.used_minor, 0) AS minor FROM umlauf.invoice i"
        " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id WHERE i.id = %(id)s",
        id=invoice_id,
    )
    return int(row["minor"])


def test_what_was_told_before_is_not_told_again(business: Business) -> None:
    file = bank_file(transfer("R-1"), transfer("R-2"), kind=BankFileKind.NOTICE)
    assert business.do(Seat.BACKOFFICE, file).entries == 2
    twice = business.do(Seat.BACKOFFICE, type(file)(**{**{n: getattr(file, n) for n in file.__slots__},
                                                      "file_id": uuid4()}))  # fmt: skip
    assert (twice.file_id, twice.entries, twice.known) == (file.file_id, 0, 2)
    overlapping = read_in(business, transfer("R-2"), transfer("R-3"))
    assert (overlapping.entries, overlapping.known, overlapping.money) == (1, 1, EUR_79)
    without_ref = read_in(business, transfer("R-3", ref=""), transfer("R-4", ref=""))
    assert (without_ref.entries, without_ref.known) == (1, 1)
    named_later = read_in(business, transfer("R-4"))
    assert (named_later.entries, named_later.known) == (0, 1)
    assert [row["words"] for row in entry_rows(business)] == ["R-1", "R-2", "R-3", "R-4"]


def test_one_transfer_pays_invoices_and_leaves_a_rest(business: Business) -> None:
    customer, first, number = open_invoice(business)
    other, second, _number = open_invoice(business, "Walker", "29.00")
    read_in(business, transfer(f"{number} und Kind", "120.00", on=today(business)))
    [row] = entry_rows(business)
    entry = BankEntryId(row["id"])
    parts = (PartOf(first, EUR_79, EUR_79), PartOf(second, Money.of("29.00"), Money.of("29.00")))
    whole = Money.of("120.00")
    for wrong, error in (
        (BookTransfer(entry, customer, whole, parts), PartsDoNotAddUp),
        (BookTransfer(entry, customer, EUR_79, parts[:1]), TransferChangedMeanwhile),
        (BookTransfer(entry, customer, whole, (PartOf(first, whole, whole),)), OpenChangedMeanwhile),
        (BookTransfer(entry, customer, whole, (PartOf(first, EUR_79, whole),)), MoreThanOpen),
        (BookTransfer(BankEntryId(uuid4()), customer, whole, ()), UnknownBankEntry),
    ):
        with pytest.raises(error):
            business.do(Seat.BACKOFFICE, wrong)
    booked = business.do(Seat.BACKOFFICE, BookTransfer(entry, customer, whole, parts, Money.of("12.00")))
    assert booked.customers == (customer, other)
    assert (open_of(business, first), open_of(business, second)) == (0, 0)
    [balance] = business.rows("SELECT * FROM umlauf.customer_balance")
    assert (balance["customer_id"], balance["balance_minor"]) == (customer, 1200)
    assert entry_rows(business)[0]["left_minor"] == 0
    with pytest.raises(TransferChangedMeanwhile):
        business.do(Seat.BACKOFFICE, BookTransfer(entry, customer, whole, parts, Money.of("12.00")))

    business.do(Seat.BACKOFFICE, ReversePayment(booked.payments[1], today(business)))
    assert entry_rows(business)[0]["left_minor"] == 2900
    business.do(Seat.BACKOFFICE, TakeBackTransfer(entry))
    assert (open_of(business, first), open_of(business, second)) == (7900, 2900)
    assert entry_rows(business)[0]["left_minor"] == 12000
    with pytest.raises(NoPayment):
        business.do(Seat.BACKOFFICE, TakeBackTransfer(entry))


def test_what_is_no_customers_money_leaves_the_list_and_comes_back(business: Business) -> None:
    customer, invoice, _number = open_invoice(business)
    read_in(business, transfer("Erstattung Finanzamt", on=today(business)), transfer("x", nature=Nature.OUT))
    entry, out = (BankEntryId(row["id"]) for row in entry_rows(business))
    with pytest.raises(MarkReasonMissing):
        business.do(Seat.BACKOFFICE, MarkTransfer(entry, Mark.SET_ASIDE, "  "))
    business.do(Seat.BACKOFFICE, MarkTransfer(entry, Mark.SET_ASIDE, "Umsatzsteuer"))
    with pytest.raises(MarkRefused):
        business.do(Seat.BACKOFFICE, MarkTransfer(entry, Mark.SENT_BACK, "doch zurück"))
    book = BookTransfer(entry, customer, EUR_79, (PartOf(invoice, EUR_79, EUR_79),))
    with pytest.raises(TransferSetAside):
        business.do(Seat.BACKOFFICE, book)
    business.do(Seat.BACKOFFICE, MarkTransfer(entry, Mark.OPEN))
    business.do(Seat.BACKOFFICE, book)
    with pytest.raises(TransferChangedMeanwhile):
        business.do(Seat.BACKOFFICE, MarkTransfer(entry, Mark.SET_ASIDE, "zu spät"))
    with pytest.raises(NoTransferIn):
        business.do(Seat.BACKOFFICE, MarkTransfer(out, Mark.SET_ASIDE, "Miete"))


def test_the_database_keeps_it_so_against_a_client_of_ones_own(business: Business) -> None:
    """No payment twice, none of another day, no entry without its file, no mark by hand, nothing changed."""
    customer, invoice, _number = open_invoice(business)
    read_in(business, transfer("R", "30.00", on=today(business)))
    [row] = entry_rows(business)
    thirty = Money.of("30.00")
    entry = BankEntryId(row["id"])
    business.do(Seat.BACKOFFICE, BookTransfer(entry, customer, thirty, (PartOf(invoice, EUR_79, thirty),)))
    for seat in (Seat.BACKOFFICE, Seat.WORKER):
        with at_the_seat(business, seat) as intruder:
            for act in (
                "UPDATE umlauf.bank_entry SET left_minor = amount_minor",
                "UPDATE umlauf.bank_entry SET mark = 'open'",
                "DELETE FROM umlauf.bank_booking",
                "UPDATE umlauf.debit_file SET status = 'accepted'",
            ):
                with intruder.refused("42501"):
                    intruder.run(act)
    with at_the_seat(business, Seat.BACKOFFICE) as intruder, intruder.refused("UM010"):
        intruder.run(
            "INSERT INTO umlauf.bank_booking (payment_id, entry_id, command_id) SELECT payment_id, entry_id, command_id"
            " FROM umlauf.bank_booking"
        )
    with at_the_seat(business, Seat.BACKOFFICE) as intruder, intruder.refused("UM010"):
        intruder.run(
            "INSERT INTO umlauf.bank_entry (id, file_id, nature, account, currency, amount_minor, booked_on, content,"
            " end_to_end, batch, reason, left_minor, command_id) SELECT gen_random_uuid(), file_id, nature, account,"
            " currency, 999900, booked_on, 'more', '', '', '', 0, command_id FROM umlauf.bank_entry"
        )
    with at_the_seat(business, Seat.WORKER) as intruder, intruder.refused("42501"):
        intruder.run(
            "INSERT INTO umlauf.bank_file_content (file_id, content) SELECT file_id, '' FROM umlauf.bank_entry"
        )
    with at_the_seat(business, Seat.BACKOFFICE) as intruder, intruder.refused("42501"):
        intruder.run("INSERT INTO umlauf.debit_file_content (file_id, content) VALUES (gen_random_uuid(), '')")


def test_money_of_tomorrow_is_not_booked_today(business: Business) -> None:
    customer, _invoice, _number = open_invoice(business)
    read_in(business, transfer("R", on=date(2026, 3, 1)))
    entry = BankEntryId(entry_rows(business)[0]["id"])
    with pytest.raises(Exception, match="paid_in_the_future"):
        business.do(Seat.BACKOFFICE, BookTransfer(entry, customer, EUR_79, (), EUR_79))
