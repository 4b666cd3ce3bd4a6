"""What a posting batch says: on whose account, against which, and that it adds up to the ledger."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.invoice import InvoiceKind
from domain.billing.model import Tax, TaxCategory, TaxReason
from domain.billing.settlement import EntryId, EntryKind, PaidBy
from domain.bookkeeping.accounts import (
    AccountSettings,
    AccountsWrong,
    Chart,
    RateAccount,
    Slot,
    SlotAccount,
)
from domain.bookkeeping.bookings import Batch, Booking, Lack, LackKind, Side, balances, batch_of
from domain.bookkeeping.facts import DocumentFact, EntryFact, TaxedSum, Waiting
from domain.ids import InvoiceId
from domain.money import EUR, Currency, Money

SETTINGS = AccountSettings(adviser=29098, client=55003)
S19 = Tax(TaxCategory.STANDARD, Decimal(19), "DE", TaxReason.SELLER_COUNTRY)
S7 = Tax(TaxCategory.STANDARD, Decimal(7), "DE", TaxReason.SELLER_COUNTRY)
AE = Tax(TaxCategory.REVERSE_CHARGE, Decimal(0), "AT", TaxReason.REVERSE_CHARGE)
OSS = Tax(TaxCategory.STANDARD, Decimal(20), "AT", TaxReason.DESTINATION_COUNTRY)
DEPOSIT = Tax(TaxCategory.OUTSIDE, Decimal(0), "DE", TaxReason.DEPOSIT)
EXEMPT = Tax(TaxCategory.EXEMPT, Decimal(0), "DE", TaxReason.EXEMPT)
ON = date(2026, 11, 3)
TAXES = (S19, S7, AE, OSS, DEPOSIT)


def taxed(tax: Tax, net: str, vat: str = "0.00") -> TaxedSum:
    return TaxedSum(tax, Money.of(net), Money.of(vat))


def document(*sums: TaxedSum, kind: InvoiceKind = InvoiceKind.INVOICE, **changes: object) -> DocumentFact:
    fact = DocumentFact(
        InvoiceId(uuid4()), "R-2026-000123", kind, ON, date(2026, 11, 17), EUR, 217, "ATU12345678", sums
    )
    return replace(fact, **changes)  # type: ignore[arg-type]  # the tests name fields of it


def entry(
    kind: EntryKind, *, money: str = "0.00", granted: str = "0.00", balance: str = "0.00", **changes: object
) -> EntryFact:
    amounts = (Money.of(money), Money.of(granted), Money.of(balance))
    fact = EntryFact(EntryId(uuid4()), kind, ON, EUR, 217, "R-2026-000123", *amounts, by=PaidBy.TRANSFER)
    return replace(fact, **changes)  # type: ignore[arg-type]  # the tests name fields of it


def booked(*facts: DocumentFact | EntryFact, settings: AccountSettings = SETTINGS) -> Batch:
    documents = tuple(each for each in facts if isinstance(each, DocumentFact))
    entries = tuple(each for each in facts if isinstance(each, EntryFact))
    return batch_of(Waiting(documents, entries), settings)


def short(booking: Booking) -> tuple[str, str, int, int]:
    return (str(booking.amount.decimal()), booking.side.value, booking.account, booking.contra)


def test_an_invoice_of_two_rates_is_two_rows_on_the_customers_account() -> None:
    batch = booked(document(taxed(S19, "100.00", "19.00"), taxed(S7, "10.00", "0.70")))
    assert [short(each) for each in batch.bookings] == [("119.00", "S", 10217, 8400), ("10.70", "S", 10217, 8300)]
    assert batch.bookings[0].due_on == date(2026, 11, 17)


def test_a_credit_note_stands_on_the_other_side() -> None:
    note = document(taxed(S19, "100.00", "19.00"), kind=InvoiceKind.CREDIT_NOTE)
    assert [short(each) for each in booked(note).bookings] == [("119.00", "H", 10217, 8400)]


def test_a_deposit_is_a_liability_and_no_revenue() -> None:
    assert [short(each) for each in booked(document(taxed(DEPOSIT, "200.00"))).bookings] == [
        ("200.00", "S", 10217, 1732)
    ]


def test_supplies_abroad_name_country_and_rate_or_the_vat_id() -> None:
    [oss] = booked(document(taxed(OSS, "100.00", "20.00"))).bookings
    assert (oss.contra, oss.abroad, oss.abroad_rate) == (8320, "AT", Decimal(20))
    [reverse] = booked(document(taxed(AE, "100.00"))).bookings
    assert (reverse.contra, reverse.abroad, reverse.abroad_rate) == (8336, "ATU12345678", None)


@pytest.mark.parametrize(
    ("fact", "rows"),
    [
        (entry(EntryKind.PAYMENT, money="119.00"), [("119.00", "H", 10217, 1200)]),
        (entry(EntryKind.PAYMENT, money="5.00", by=PaidBy.CASH), [("5.00", "H", 10217, 1000)]),
        (entry(EntryKind.PAYMENT, money="5.00", by=PaidBy.CARD), [("5.00", "H", 10217, 1360)]),
        (entry(EntryKind.REVERSAL, money="-119.00"), [("119.00", "S", 10217, 1200)]),
        (entry(EntryKind.CREDIT), []),
        (entry(EntryKind.DEPOSIT), []),
        (entry(EntryKind.KEPT, balance="20.00"), [("20.00", "S", 10217, 1700)]),
        (entry(EntryKind.USED, balance="-20.00"), [("20.00", "H", 10217, 1700)]),
        (
            entry(EntryKind.PAY_OUT, money="-20.00", balance="-20.00"),
            [("20.00", "S", 10217, 1200), ("20.00", "H", 10217, 1700)],
        ),
        (
            entry(EntryKind.REWARD, granted="10.00", balance="10.00"),
            [("10.00", "H", 10217, 4600), ("10.00", "S", 10217, 1700)],
        ),
        (
            entry(EntryKind.WRITTEN_OFF, granted="59.50", sums=(taxed(S19, "100.00", "19.00"),)),
            [("59.50", "H", 10217, 2406)],
        ),
        (
            entry(EntryKind.REVERSAL, granted="-59.50", sums=(taxed(S19, "100.00", "19.00"),)),
            [("59.50", "S", 10217, 2406)],
        ),
    ],
)
def test_each_kind_of_entry(fact: EntryFact, rows: list[tuple[str, str, int, int]]) -> None:
    assert [short(each) for each in booked(fact).bookings] == rows


def test_what_has_no_account_is_named_and_left_out() -> None:
    odd = Tax(TaxCategory.STANDARD, Decimal(16), "DE", TaxReason.SELLER_COUNTRY)
    swiss = document(taxed(S19, "1.00", "0.19"), currency=Currency("CHF"))
    batch = booked(document(taxed(EXEMPT, "5.00")), document(taxed(odd, "1.00", "0.16")), swiss)
    assert dict(batch.left_out) == {
        Lack(LackKind.SLOT, Slot.EXEMPT): 1,
        Lack(LackKind.REVENUE_RATE, rate=Decimal(16)): 1,
        Lack(LackKind.CURRENCY): 1,
    }
    assert batch.is_blocked
    assert batch.taken.count == 0
    assert not booked(swiss).is_blocked, "another currency is booked by hand, and holds nobody up"


def test_the_owners_accounts_win_over_the_charts() -> None:
    own = replace(SETTINGS, accounts=(SlotAccount(Slot.EXEMPT, 8165),), revenue=(RateAccount(Decimal(19), 8410),))
    batch = booked(document(taxed(S19, "1.00", "0.19"), taxed(EXEMPT, "5.00")), settings=own)
    assert [each.contra for each in batch.bookings] == [8410, 8165]


def test_longer_accounts_end_in_zeros_and_the_other_chart_has_its_own() -> None:
    longer = replace(SETTINGS, chart=Chart.SKR04, length=5)
    [row] = booked(document(taxed(S19, "1.00", "0.19")), settings=longer).bookings
    assert (row.account, row.contra) == (100217, 44000)


def test_a_customer_beyond_the_range_has_no_account() -> None:
    assert SETTINGS.debtor(59_999) == 69_999
    assert SETTINGS.debtor(60_000) is None
    assert replace(SETTINGS, length=6).debtor(60_000) == 1_060_000


@pytest.mark.parametrize(
    "wrong",
    [
        {"adviser": 12}, {"adviser": 29098, "client": 0}, {"client": 100_000}, {"year_begins": 13}, {"length": 9},
        {"accounts": (SlotAccount(Slot.BANK, 12000),)}, {"revenue": (RateAccount(Decimal(19), 0),)},
        {"revenue": (RateAccount(Decimal(19), 8400), RateAccount(Decimal(19), 8410))},
    ],
)  # fmt: skip
def test_impossible_settings_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(AccountsWrong):
        AccountSettings(**wrong)  # type: ignore[arg-type]  # what cannot be


def test_the_fiscal_year_may_begin_in_any_month() -> None:
    assert SETTINGS.year_of(ON) == date(2026, 1, 1)
    assert replace(SETTINGS, year_begins=12).year_of(ON) == date(2025, 12, 1)


@st.composite
def ledgers(draw: st.DrawFn) -> list[DocumentFact | EntryFact]:
    """Documents and entries of three customers, each entry balanced as the ledger demands."""
    found: list[DocumentFact | EntryFact] = []
    for _ in range(draw(st.integers(0, 12))):
        customer = draw(st.integers(1, 3))
        cents = draw(st.integers(1, 100_000))
        choice = draw(st.sampled_from(("document", *EntryKind)))
        if choice == "document":
            sums = [taxed(draw(st.sampled_from(TAXES)), "0.00") for _ in range(draw(st.integers(1, 3)))]
            sums = [replace(each, net=Money(cents), vat=Money(cents * int(each.tax.rate) // 100)) for each in sums]
            kind = draw(st.sampled_from(InvoiceKind))
            found.append(document(*sums, kind=kind, customer=customer))
        else:
            found.append(_entry(draw, EntryKind(choice), cents, customer))
    return found


def _entry(draw: st.DrawFn, kind: EntryKind, cents: int, customer: int) -> EntryFact:
    amounts = {
        EntryKind.PAYMENT: (cents, 0, draw(st.integers(0, cents))),
        EntryKind.KEPT: (0, 0, cents),
        EntryKind.USED: (0, 0, -cents),
        EntryKind.PAY_OUT: (-cents, 0, -cents),
        EntryKind.REWARD: (0, cents, cents),
        EntryKind.LAPSED: (0, -cents, -cents),
        EntryKind.WRITTEN_OFF: (0, cents, 0),
        EntryKind.REVERSAL: (-cents, 0, 0),
    }
    money, granted, balance = amounts.get(kind, (0, 0, 0))
    sums = (taxed(S19, "100.00", "19.00"), taxed(S7, "3.00", "0.21")) if kind is EntryKind.WRITTEN_OFF else ()
    return entry(
        kind, customer=customer, sums=sums, by=draw(st.sampled_from(PaidBy)),
        money=str(Money(money).decimal()), granted=str(Money(granted).decimal()), balance=str(Money(balance).decimal()),
    )  # fmt: skip


@given(ledgers())
def test_the_batch_adds_up_to_the_ledger(facts: list[DocumentFact | EntryFact]) -> None:
    """A customer's account is what is open of their documents, the money accounts what came and went, and all of it
    is nothing: debit equals credit."""
    batch = booked(*facts)
    assert not batch.left_out
    found = balances(batch.bookings)
    assert sum(found.values()) == 0
    for customer in (1, 2, 3):
        own = [each for each in facts if each.customer == customer]
        documents = sum(
            sum(one.gross.minor for one in each.sums) * (1 if each.kind is InvoiceKind.INVOICE else -1)
            for each in own
            if isinstance(each, DocumentFact)
        )
        moved = sum(
            each.money.minor + each.granted.minor - each.balance.minor for each in own if isinstance(each, EntryFact)
        )
        assert found.get(10_000 + customer, 0) == documents - moved
    entries = [each for each in facts if isinstance(each, EntryFact)]
    assert sum(found.get(account, 0) for account in (1000, 1200, 1360)) == sum(each.money.minor for each in entries)
    assert found.get(1700, 0) == -sum(each.balance.minor for each in entries)
    deposits = sum(
        one.gross.minor * (-1 if each.kind is InvoiceKind.INVOICE else 1)
        for each in facts
        if isinstance(each, DocumentFact)
        for one in each.sums
        if one.tax is DEPOSIT
    )
    assert found.get(1732, 0) == deposits
    assert batch.debit.minor == sum(each.amount.minor for each in batch.bookings if each.side is Side.DEBIT)
