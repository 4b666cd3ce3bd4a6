"""From documents and entries to the rows of a posting batch. Pure: the preview and the file are the same rows.

A customer's personal account holds what is open of them: invoices on the left, credit notes and money on the right.
What sets off inside that account (a credit note against its invoice) is no posting. What a customer has to their credit
lies on an account of its own, deposits are a liability, and nothing is revenue that is not a supply.

So a personal account equals what is open of the customer's documents, the bank equals the money that came and went.
Source: RULES.md 3.10.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from domain.billing.invoice import InvoiceKind
from domain.billing.model import Tax, TaxCategory, TaxReason
from domain.billing.settlement import EntryKind, PaidBy
from domain.bookkeeping.accounts import AccountSettings, Slot, slot_of
from domain.bookkeeping.facts import DocumentFact, EntryFact, TaxedSum, Waiting
from domain.bookkeeping.till_rows import CashFact, ReceiptFact, parts_of_receipt
from domain.collection.writing_off import VatPart, parts_of
from domain.money import EUR, Money
from domain.till.drawer import CashWhy
from domain.till.model import Way


class Side(StrEnum):
    """Of the personal account: S debit, H credit."""

    DEBIT = "S"
    CREDIT = "H"


class LackKind(StrEnum):
    """Why something cannot be booked. CURRENCY is booked by hand; the others are named in the settings."""

    SLOT = "slot"
    REVENUE_RATE = "revenue_rate"
    PERSONAL_ACCOUNT = "personal_account"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Lack:
    """`slot` belongs to SLOT, `rate` (percent) to REVENUE_RATE."""

    kind: LackKind
    slot: Slot | None = None
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Booking:
    """One row. `amount` is more than nothing; `side` is that of `account`, the customer's.

    `abroad` names the country or VAT ID of a supply that is taxed in another EU state, `abroad_rate` its rate.
    """

    amount: Money
    side: Side
    account: int
    contra: int
    on: date
    reference: str
    text: str
    due_on: date | None = None
    abroad: str = ""
    abroad_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """`taken` are the facts that the rows come from (also those without a row); `left_out` what lacks something."""

    bookings: tuple[Booking, ...]
    taken: Waiting
    left_out: tuple[tuple[Lack, int], ...]

    @property
    def debit(self) -> Money:
        return _sum(self.bookings, Side.DEBIT)

    @property
    def credit(self) -> Money:
        return _sum(self.bookings, Side.CREDIT)

    @property
    def is_blocked(self) -> bool:
        """An account is missing that the owner can name."""
        return any(lack.kind is not LackKind.CURRENCY for lack, _ in self.left_out)


class _Lacking(Exception):
    def __init__(self, lack: Lack) -> None:
        super().__init__(lack)
        self.lack = lack


_ABROAD_IDS: Final = frozenset({TaxCategory.REVERSE_CHARGE, TaxCategory.INTRA_COMMUNITY})
_ABROAD_RATES: Final = frozenset({TaxReason.DESTINATION_COUNTRY, TaxReason.CUSTOMER_COUNTRY})
_WORDS: Final = {
    EntryKind.PAYMENT: "Zahlung",
    EntryKind.KEPT: "Guthaben",
    EntryKind.USED: "Guthaben verrechnet",
    EntryKind.PAY_OUT: "Auszahlung",
    EntryKind.REVERSAL: "Rücklauf",
    EntryKind.REWARD: "Prämie",
    EntryKind.LAPSED: "Prämie verfallen",
    EntryKind.WRITTEN_OFF: "Forderungsausfall",
}
"""The file is read by accountants in Germany, whatever language the screens have."""


_TILL_WAYS: Final = {Way.CASH: Slot.CASH, Way.VOUCHER: Slot.VOUCHERS}
_CASH_SLOTS: Final = {
    CashWhy.CHANGE: Slot.TRANSIT,
    CashWhy.BANK: Slot.TRANSIT,
    CashWhy.EXPENSE: Slot.TILL_EXPENSES,
    CashWhy.PRIVATE: Slot.PRIVATE,
    CashWhy.UNEXPLAINED: Slot.TILL_DIFFERENCES,
}
_CASH_WORDS: Final = {
    CashWhy.CHANGE: "Wechselgeld",
    CashWhy.BANK: "Kasse/Bank",
    CashWhy.EXPENSE: "Barausgabe",
    CashWhy.PRIVATE: "Privat",
    CashWhy.UNEXPLAINED: "Kassendifferenz",
}
_Fact = TypeVar("_Fact")


def batch_of(waiting: Waiting, settings: AccountSettings) -> Batch:
    """All rows of what waits: documents, entries, receipts of tills, cash without receipts, each in order."""
    bookings: list[Booking] = []
    lacks: dict[Lack, int] = {}
    documents = _taken(waiting.documents, lambda each: _of_document(each, settings), bookings, lacks)
    entries = _taken(waiting.entries, lambda each: _of_entry(each, settings), bookings, lacks)
    receipts = _taken(waiting.receipts, lambda each: _of_receipt(each, settings), bookings, lacks)
    cash = _taken(waiting.cash, lambda each: _of_cash(each, settings), bookings, lacks)
    taken = Waiting(documents, entries, waiting.more, receipts, cash)
    return Batch(tuple(bookings), taken, tuple(lacks.items()))


def _taken(
    facts: Iterable[_Fact], rows_of: Callable[[_Fact], list[Booking]], bookings: list[Booking], lacks: dict[Lack, int]
) -> tuple[_Fact, ...]:
    """Those that have all their accounts; their rows go to `bookings`."""
    found = []
    for each in facts:
        try:
            bookings += rows_of(each)
            found.append(each)
        except _Lacking as missing:
            lacks[missing.lack] = lacks.get(missing.lack, 0) + 1
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all rows of one fact share."""

    account: int
    on: date
    reference: str
    words: str

    def row(self, signed: Money, contra: int) -> Booking:
        side = Side.DEBIT if signed.minor > 0 else Side.CREDIT
        amount = Money(abs(signed.minor), signed.currency)
        return Booking(amount, side, self.account, contra, self.on, self.reference, self.words)


def _of_document(fact: DocumentFact, settings: AccountSettings) -> list[Booking]:
    is_invoice = fact.kind is InvoiceKind.INVOICE
    words = f"{'Rechnung' if is_invoice else 'Rechnungskorrektur'} {fact.number}"
    frame = _Frame(_debtor(fact, settings), fact.on, fact.number, words)
    rows = []
    for each in fact.sums:
        if each.gross:
            row = frame.row(each.gross if is_invoice else -each.gross, _revenue(each.tax, settings))
            abroad, rate = _abroad(each.tax, fact.vat_id)
            rows.append(replace(row, due_on=fact.due_on, abroad=abroad, abroad_rate=rate))
    return rows


def _of_entry(fact: EntryFact, settings: AccountSettings) -> list[Booking]:
    words = f"{_WORDS.get(fact.kind, 'Buchung')} {fact.document}".rstrip()
    frame = _Frame(_debtor(fact, settings), fact.on, fact.document, words)
    rows = []
    if fact.money:
        rows.append(frame.row(-fact.money, _money(fact.by, settings)))
    if fact.granted and fact.sums and not fact.balance:
        rows += _written_off(fact, frame, settings)
    elif fact.granted:
        rows.append(frame.row(-fact.granted, _slot(Slot.REWARDS, settings)))
    if fact.balance:
        rows.append(frame.row(fact.balance, _slot(Slot.BALANCE, settings)))
    return rows


def _of_receipt(fact: ReceiptFact, settings: AccountSettings) -> list[Booking]:
    """Money against revenue: what was paid in each way, at each rate."""
    if fact.currency != EUR:
        raise _Lacking(Lack(LackKind.CURRENCY))
    rows = []
    for part in parts_of_receipt(fact):
        account = _slot(_TILL_WAYS.get(part.way, Slot.TRANSIT), settings)
        frame = _Frame(account, fact.on, fact.number, f"Kassenbeleg {fact.number}")
        rate = part.rate
        contra = _slot(Slot.VOUCHERS, settings) if rate is None else _revenue(_home_tax(rate), settings)
        rows.append(frame.row(part.amount, contra))
    return rows


def _of_cash(fact: CashFact, settings: AccountSettings) -> list[Booking]:
    frame = _Frame(_slot(Slot.CASH, settings), fact.on, fact.till, f"{_CASH_WORDS[fact.why]} {fact.note}".rstrip())
    return [frame.row(fact.amount, _slot(_CASH_SLOTS[fact.why], settings))]


def _home_tax(rate: Decimal) -> Tax:
    """Goods that are handed over at a counter are taxed there."""
    category = TaxCategory.STANDARD if rate else TaxCategory.ZERO
    return Tax(category, rate, "DE", TaxReason.SELLER_COUNTRY)


def _written_off(fact: EntryFact, frame: _Frame, settings: AccountSettings) -> list[Booking]:
    """With its VAT: the base of the tax goes down with the claim. Source: section 17 (2) no. 1 UStG."""
    sign = 1 if fact.granted.minor > 0 else -1
    rows = []
    for part in parts_of([_part(each) for each in fact.sums], Money(abs(fact.granted.minor), fact.currency)):
        contra = settings.loss_of(part.category, part.rate)
        if contra is None:
            raise _Lacking(Lack(LackKind.SLOT, Slot.LOSSES))
        rows.append(frame.row(Money(-sign * part.gross.minor, fact.currency), contra))
    return rows


def _part(each: TaxedSum) -> VatPart:
    return VatPart(each.tax.category, each.tax.rate, each.net, each.vat)


def _debtor(fact: DocumentFact | EntryFact, settings: AccountSettings) -> int:
    if fact.currency != EUR:
        raise _Lacking(Lack(LackKind.CURRENCY))
    account = settings.debtor(fact.customer)
    if account is None:
        raise _Lacking(Lack(LackKind.PERSONAL_ACCOUNT))
    return account


def _revenue(tax: Tax, settings: AccountSettings) -> int:
    account = settings.revenue_of(tax)
    if account is None:
        slot = slot_of(tax)
        raise _Lacking(Lack(LackKind.SLOT, slot) if slot else Lack(LackKind.REVENUE_RATE, rate=tax.rate))
    return account


def _money(by: PaidBy | None, settings: AccountSettings) -> int:
    account = settings.money_of(by)
    return _slot(Slot.TRANSIT, settings) if account is None else account


def _slot(slot: Slot, settings: AccountSettings) -> int:
    account = settings.slot(slot)
    if account is None:
        raise _Lacking(Lack(LackKind.SLOT, slot))
    return account


def _abroad(tax: Tax, vat_id: str) -> tuple[str, Decimal | None]:
    if tax.category in _ABROAD_IDS:
        return vat_id, None
    if tax.category is TaxCategory.STANDARD and tax.reason in _ABROAD_RATES:
        return tax.country, tax.rate
    return "", None


def _sum(bookings: Iterable[Booking], side: Side) -> Money:
    return Money(sum(each.amount.minor for each in bookings if each.side is side), EUR)


def balances(bookings: Sequence[Booking]) -> dict[int, int]:
    """Debit less credit of each account in cents: what an accountant's program would show after reading the rows."""
    found: dict[int, int] = {}
    for each in bookings:
        minor = each.amount.minor if each.side is Side.DEBIT else -each.amount.minor
        found[each.account] = found.get(each.account, 0) + minor
        found[each.contra] = found.get(each.contra, 0) - minor
    return found
