"""What the next run will bill: the run's own function without writing, with what is odd first.

Source: BILLING.md, lesson 12. A part of the customers at a time, so that a large house is looked at piece by piece.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from domain.billing.backlog import Backlog, missing_periods
from domain.billing.balance_ahead import BalanceAhead, BillAhead, Settles, balance_ahead
from domain.billing.bill_customers import settle
from domain.billing.invoice import DraftInvoice, DraftLine, InvoiceKind
from domain.billing.run import Account, DueContract, Settled
from domain.billing.tax import TaxRules
from domain.errors import AppError
from domain.ids import ContractId, CustomerId
from domain.money import Currency, Money, total
from domain.settings.billing import AS_SHIPPED, BillingHouse

BIG_CHANGE_PERCENT: Final = 20
"""A bill that differs from the one before by more than this is worth a look."""


class Oddity(StrEnum):
    """Why a person should look at a contract before the run, the oddest first."""

    LEFT_OUT = "left_out"
    BACKLOG = "backlog"
    CREDIT = "credit"
    FIRST = "first"
    BIG_CHANGE = "big_change"
    USUAL = "usual"


_ORDER: Final = {oddity: place for place, oddity in enumerate(Oddity)}


@dataclass(frozen=True, slots=True)
class LastBill:
    """What the contract's newest bill before the run came to, without VAT, less what was credited on that day."""

    on: date
    net: Money


@dataclass(frozen=True, slots=True)
class RunLine:
    """One contract in the next run. `net` is without VAT, a credit below zero; `periods` are those newly charged.

    `bills` are the invoices about it that take something from the customer's balance.
    """

    contract_id: ContractId
    number: str
    customer_id: CustomerId
    customer: str
    net: Money
    last: LastBill | None
    periods: int
    oddity: Oddity
    refusal: AppError | None = None
    bills: tuple[BillAhead, ...] = ()

    @property
    def used(self) -> Money | None:
        """What the balance pays of it, VAT included; None: nothing."""
        return total([bill.part for bill in self.bills], self.net.currency) if self.bills else None

    @property
    def difference(self) -> Money | None:
        """What it is more than the last bill; None: there was none, or nothing is billed."""
        if self.last is None or self.refusal is not None or self.last.net.currency != self.net.currency:
            return None
        return self.net - self.last.net


@dataclass(frozen=True, slots=True)
class RunSum:
    """What a run comes to in one currency, less its credit notes."""

    invoices: int
    credit_notes: int
    net: Money
    vat: Money
    gross: Money

    def __add__(self, other: "RunSum") -> "RunSum":
        return RunSum(
            self.invoices + other.invoices,
            self.credit_notes + other.credit_notes,
            self.net + other.net,
            self.vat + other.vat,
            self.gross + other.gross,
        )


@dataclass(frozen=True, slots=True)
class RunPart:
    """Some customers' part of the next run; `lines` in the order of customers. `used`: what balances will pay of it,
    one sum a currency."""

    lines: tuple[RunLine, ...]
    sums: tuple[RunSum, ...]
    used: tuple[Money, ...] = ()


def preview_accounts(
    accounts: Iterable[Account],
    last: Mapping[ContractId, LastBill],
    rules: TaxRules,
    as_of: date,
    *,
    house: BillingHouse = AS_SHIPPED,
    issued_on: date | None = None,
    settles: Settles | None = None,
) -> RunPart:
    """What a run for `as_of` writes for these customers (on `issued_on`), and which contracts it leaves out.

    `settles` None: balances are not looked at.
    """
    billed = [settle(account, rules, as_of, holds_back=True, house=house, issued_on=issued_on) for account in accounts]
    drafts = [draft for settled in billed for draft in settled.drafts]
    ahead = BalanceAhead() if settles is None else balance_ahead(drafts, settles)
    lines = (
        replace(line, bills=tuple(ahead.bills.get(line.contract_id, ())))
        for settled in billed
        for line in _lines(settled, last)
    )
    return RunPart(tuple(lines), added(_sum(draft) for draft in drafts), ahead.sums)


def added(sums: Iterable[RunSum]) -> tuple[RunSum, ...]:
    """One sum a currency, in the order of the currencies' codes."""
    found: dict[Currency, RunSum] = {}
    for each in sums:
        known = found.get(each.gross.currency)
        found[each.gross.currency] = each if known is None else known + each
    return tuple(found[currency] for currency in sorted(found))


def odd_first(lines: Iterable[RunLine]) -> list[RunLine]:
    """The oddest first, then the largest difference, then by number."""

    def place(line: RunLine) -> tuple[int, int, str]:
        difference = line.difference or line.net
        return _ORDER[line.oddity], -abs(difference.minor), line.number

    return sorted(lines, key=place)


def _sum(draft: DraftInvoice) -> RunSum:
    if draft.kind is InvoiceKind.CREDIT_NOTE:
        return RunSum(0, 1, -draft.net, -draft.vat_total, -draft.gross)
    return RunSum(1, 0, draft.net, draft.vat_total, draft.gross)


def _lines(settled: Settled, last: Mapping[ContractId, LastBill]) -> list[RunLine]:
    drafted: dict[ContractId, list[tuple[DraftInvoice, DraftLine]]] = defaultdict(list)
    for draft in settled.drafts:
        for line in draft.lines:
            drafted[line.contract_id].append((draft, line))
    found: list[RunLine] = []
    for due in settled.account.contracts:
        refusal = settled.left_out.get(due.contract.id)
        if refusal is None and due.contract.id not in drafted:
            continue
        found.append(_line(settled.account, due, drafted[due.contract.id], last.get(due.contract.id), refusal))
    return found


def _line(
    account: Account,
    due: DueContract,
    drafted: Sequence[tuple[DraftInvoice, DraftLine]],
    last: LastBill | None,
    refusal: AppError | None,
) -> RunLine:
    contract = due.contract
    minor = sum(-line.net.minor if draft.kind is InvoiceKind.CREDIT_NOTE else line.net.minor for draft, line in drafted)
    net = Money(minor, contract.terms.currency)
    periods = missing_periods(line.posting for _, line in drafted)
    oddity = _oddity(net, last, [line for _, line in drafted], refusal)
    who = account.recipient.company or account.recipient.name
    return RunLine(contract.id, contract.number, contract.customer_id, who, net, last, periods, oddity, refusal)


def _oddity(net: Money, last: LastBill | None, lines: Sequence[DraftLine], refusal: AppError | None) -> Oddity:
    if refusal is not None:
        return Oddity.BACKLOG if isinstance(refusal, Backlog) else Oddity.LEFT_OUT
    if any(line.posting.is_credit for line in lines):
        return Oddity.CREDIT
    if last is None:
        return Oddity.FIRST
    if last.net.currency != net.currency:
        return Oddity.BIG_CHANGE
    is_big = abs(net.minor - last.net.minor) * 100 > BIG_CHANGE_PERCENT * abs(last.net.minor)
    return Oddity.BIG_CHANGE if is_big else Oddity.USUAL
