"""What is open, and what a customer has to their credit: an append-only ledger over issued documents.

Every entry says where value came from (money in, a credit note) and where it went (an invoice, the customer's
balance), and both sides are equal. Open is what an invoice asks for less its entries.

Source: RULES.md 1.8; BILLING.md, lesson 15.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType, Protocol
from uuid import UUID

from domain.billing.invoice import InvoiceKind
from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Currency, Money

EntryId = NewType("EntryId", UUID)

REFERENCE_LENGTH = 140
"""What a bank transfer carries. Source: ISO 20022, unstructured remittance information."""


class EntryKind(StrEnum):
    """PAYMENT: money in. CREDIT: a credit note sets off the invoice that it corrects. DEPOSIT: a deposit given back
    sets off what its contract still owes. KEPT: what is left of a credit note becomes balance. USED: an invoice uses
    the balance. PAY_OUT: balance as money out. REVERSAL: takes another entry back. REWARD: value that we give to the
    balance. LAPSED: what is left of a reward goes. WRITTEN_OFF: nobody will pay it; `granted` as if we did. BROUGHT:
    value that was here before our books began; `granted` by those of elsewhere.
    """

    PAYMENT = "payment"
    CREDIT = "credit"
    DEPOSIT = "deposit"
    KEPT = "kept"
    USED = "used"
    PAY_OUT = "pay_out"
    REVERSAL = "reversal"
    REWARD = "reward"
    LAPSED = "lapsed"
    WRITTEN_OFF = "written_off"
    BROUGHT = "brought"


class PaidBy(StrEnum):
    """How money changed hands outside of the house."""

    TRANSFER = "transfer"
    CASH = "cash"
    DIRECT_DEBIT = "direct_debit"
    CARD = "card"
    WALLET = "wallet"


class DocumentState(StrEnum):
    """Of an invoice: OPEN, PART_PAID, OVERDUE, PAID, SET_OFF (settled, and no money came in), or WRITTEN_OFF (what was
    left of it).

    Of a credit note: SET_OFF (against invoices), IN_BALANCE (something waits for the next invoice), PAID_OUT.
    """

    OPEN = "open"
    PART_PAID = "part_paid"
    OVERDUE = "overdue"
    PAID = "paid"
    SET_OFF = "set_off"
    IN_BALANCE = "in_balance"
    PAID_OUT = "paid_out"
    WRITTEN_OFF = "written_off"


class AmountNotPositive(InvalidInput):
    """Money that changed hands is more than nothing."""

    code = "amount_not_positive"


class PaidInTheFuture(InvalidInput):
    """What has not been paid yet is not booked."""

    code = "paid_in_the_future"


class NotAnInvoice(RuleViolation):
    """A credit note is not paid by the customer."""

    code = "not_an_invoice"


class MoreThanOpen(RuleViolation):
    """The payment is more than the invoice asks for, and nobody said what becomes of the rest."""

    code = "more_than_open"


class MoreThanBalance(RuleViolation):
    """There is less to the customer's credit."""

    code = "more_than_balance"


class RewardIsNotPaidOut(RuleViolation):
    """What was given as a reward is there for invoices; only what is `payable` beside it goes out as money."""

    code = "reward_is_not_paid_out"


class MoneyIsKept(RuleViolation):
    """It was paid for an order that has no invoice yet; only what is `payable` beside it goes out as money."""

    code = "money_is_kept"


class NoPayment(RuleViolation):
    """Only a payment can be taken back, and only once."""

    code = "no_payment"


class WentBackBefore(InvalidInput):
    """Money cannot come back before it went out."""

    code = "went_back_before"


class NothingToUse(RuleViolation):
    """There is no balance, or no invoice that is open in its currency."""

    code = "nothing_to_use"


class RestWasPaidOut(RuleViolation):
    """What was too much has been paid back to the customer: it cannot be taken back here."""

    code = "rest_was_paid_out"


class OpenChangedMeanwhile(Conflict):
    """Something was booked since this person looked."""

    code = "open_changed_meanwhile"


class UnknownDocument(NotFound):
    """No invoice or credit note of this id, or this role may not see it."""

    code = "unknown_document"


class UnknownEntry(NotFound):
    """No entry of this id, or this role may not see it."""

    code = "unknown_entry"


@dataclass(frozen=True, slots=True)
class Entry:
    """One booking. All amounts are signed; `money` + `credited` + `granted` = `settled` + `balance`.

    `settled` lowers what is open of `invoice_id`, `credited` is taken from the credit note `note_id`, `balance` changes
    the customer's balance, `money` is what came in (negative: went out). `source_id`: the entry whose balance is
    taken. `reverses_id`: the entry that is taken back. `by` None: no money changed hands. `granted` is what we gave
    without either (None: nothing).
    """

    id: EntryId
    kind: EntryKind
    customer_id: CustomerId
    booked_on: date
    settled: Money
    credited: Money
    balance: Money
    money: Money
    invoice_id: InvoiceId | None = None
    note_id: InvoiceId | None = None
    source_id: EntryId | None = None
    reverses_id: EntryId | None = None
    by: PaidBy | None = None
    granted: Money | None = None

    @property
    def currency(self) -> Currency:
        return self.settled.currency

    @property
    def is_balanced(self) -> bool:
        granted = Money(0, self.currency) if self.granted is None else self.granted
        return self.money + self.credited + granted == self.settled + self.balance


@dataclass(frozen=True, slots=True)
class Document:
    """An issued document; `used` is what its entries settled of it, or took from it if it is a credit note."""

    id: InvoiceId
    number: str
    kind: InvoiceKind
    customer_id: CustomerId
    gross: Money
    used: Money

    @property
    def open(self) -> Money:
        return self.gross - self.used


@dataclass(frozen=True, slots=True)
class Source:
    """A part of the balance: `entry_id` brought it in, `left` is not used yet. A reward is never paid out.

    `is_advance`: paid before there was any invoice, so that an order may go out. `kept_for`: the contract that it was
    paid for, until that has its first invoice or is over: nothing else takes it. None: it is there for everything.
    """

    entry_id: EntryId
    left: Money
    is_reward: bool = False
    is_advance: bool = False
    kept_for: ContractId | None = None

    @property
    def is_payable(self) -> bool:
        """Whether it may go out as money."""
        return not self.is_reward and self.kept_for is None


@dataclass(frozen=True, slots=True)
class Use:
    """What one entry took from a source and is not taken back. `invoice_id` None: it was paid out."""

    entry_id: EntryId
    invoice_id: InvoiceId | None
    amount: Money


class Settlements(Protocol):
    """The ledger as a command sees it. What it reads for one document or customer is locked until it is done."""

    def document(self, invoice_id: InvoiceId) -> Document:
        """Raises UnknownDocument."""
        ...

    def entry(self, entry_id: EntryId) -> Entry:
        """Raises UnknownEntry."""
        ...

    def is_reversed(self, entry_id: EntryId) -> bool: ...

    def booked_with(self, entry_id: EntryId) -> list[Entry]:
        """All entries of the same booking, in order. Raises UnknownEntry."""
        ...

    def open_invoices(self, customer_id: CustomerId, currency: Currency) -> list[Document]:
        """Of which something is left to pay, the one that was due first first."""
        ...

    def sources(self, customer_id: CustomerId, currency: Currency) -> list[Source]:
        """What the balance consists of, the oldest first."""
        ...

    def uses(self, source_id: EntryId) -> list[Use]:
        """The newest first."""
        ...

    def book(self, entries: Sequence[Entry], reference: str = "") -> None:
        """`reference` is kept beside the first of them, erasable.

        Raises:
            Conflict: something else was booked first (at the latest when the unit ends).
        """
        ...


def invoice_state(
    gross: Money, settled: Money, paid: Money, due_on: date, today: date, *, is_written_off: bool = False
) -> DocumentState:
    """`paid` is the part of `settled` that was not credited. An invoice over nothing is paid."""
    if settled >= gross and is_written_off:
        return DocumentState.WRITTEN_OFF
    if settled >= gross:
        return DocumentState.PAID if paid or not gross else DocumentState.SET_OFF
    if due_on < today:
        return DocumentState.OVERDUE
    return DocumentState.PART_PAID if settled else DocumentState.OPEN


def note_state(gross: Money, used: Money, left: Money, paid_out: Money) -> DocumentState:
    """`left` of it is in the customer's balance, `paid_out` went back to the customer."""
    if used < gross:
        return DocumentState.OPEN
    if left:
        return DocumentState.IN_BALANCE
    return DocumentState.PAID_OUT if paid_out else DocumentState.SET_OFF


def taken(sources: Sequence[Source], amount: Money) -> list[tuple[EntryId, Money]]:
    """Parts of `amount`, oldest source first; less than `amount` where there is not enough."""
    parts: list[tuple[EntryId, Money]] = []
    for source in sources:
        part = min(source.left, amount, key=lambda each: each.minor)
        if part.minor > 0:
            parts.append((source.entry_id, part))
            amount -= part
    return parts


def balance_of(sources: Sequence[Source], currency: Currency) -> Money:
    return Money(sum(source.left.minor for source in sources), currency)
