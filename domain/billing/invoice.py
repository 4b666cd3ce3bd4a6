"""From postings to invoices and credit notes without numbers: grouping, VAT by category and rate, line nets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from domain.billing.grouping import ALONE, Grouping, Sheaf
from domain.billing.model import BilledPeriod, Posting, Reason, Tax, TaxCategory
from domain.billing.retaxed import hire_days_of
from domain.billing.tax import BillingParty, TaxRules
from domain.billing.vat_shares import group_shares
from domain.contracts.model import Contract, LineKind
from domain.contracts.payment import USUAL, Payment
from domain.contracts.terms import PricesAre
from domain.ids import ContractId, CustomerId, InvoiceId, InvoiceLineId
from domain.money import Currency, Money

_HUNDRED: Final = Decimal(100)
_CATEGORY_ORDER: Final = {category: place for place, category in enumerate(TaxCategory)}
_SAME_TREATMENT: Final = frozenset({TaxCategory.STANDARD, TaxCategory.ZERO, TaxCategory.EXEMPT})


class InvoiceKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line of a draft. `amount` is net or gross as the draft's prices are; `net` is its part of the group's net.

    On an invoice credits are negative; on a credit note they are positive. A discount that several lines share stands
    on negative lines of its own, one a category and rate; the amounts of the lines are then without it (DECISIONS 11).
    `vat` is the part of the group's VAT that the line carries, its share of such a discount taken off already.
    """

    contract_id: ContractId
    posting: Posting
    tax: Tax
    amount: Money
    net: Money
    vat: Money

    @property
    def covers(self) -> bool:
        """Whether the line charges days: neither a credit nor a discount does."""
        return not self.posting.is_credit and self.posting.reason is not Reason.DISCOUNT


@dataclass(frozen=True, slots=True)
class DraftVat:
    """The VAT of all lines of one category and rate, rounded once; credits alone give back what they were billed."""

    category: TaxCategory
    rate: Decimal
    net: Money
    vat: Money


@dataclass(frozen=True, slots=True)
class DraftInvoice:
    """An invoice or credit note before it gets its number. `country` is the place of supply of all its lines.

    `corrects` names the one invoice that a credit note corrects; the lines name theirs. `payment` is agreed for all
    its contracts; `prefix` is that of the store's own series of numbers, "" for the house's.
    """

    kind: InvoiceKind
    customer_id: CustomerId
    currency: Currency
    prices_are: PricesAre
    country: str
    lines: tuple[DraftLine, ...]
    vat: tuple[DraftVat, ...]
    corrects: InvoiceId | None = None
    payment: Payment = USUAL
    prefix: str = ""

    @property
    def net(self) -> Money:
        return Money(sum(group.net.minor for group in self.vat), self.currency)

    @property
    def vat_total(self) -> Money:
        return Money(sum(group.vat.minor for group in self.vat), self.currency)

    @property
    def gross(self) -> Money:
        return self.net + self.vat_total


@dataclass(frozen=True, slots=True)
class _Entry:
    """`minor` is what stands on the line; it differs from the posting's amount by a discount that lines share.

    `vat` is what a credit gives back of the VAT that was billed, signed; None for all else.
    """

    contract_id: ContractId
    posting: Posting
    tax: Tax
    minor: int
    vat: int | None = None


_Group = tuple[Sheaf, Currency, PricesAre, str, TaxCategory, bool]


def draft_invoices(
    batches: Iterable[tuple[Contract, Sequence[Posting]]],
    party: BillingParty,
    rules: TaxRules,
    grouping: Grouping = ALONE,
) -> tuple[DraftInvoice, ...]:
    """All documents that one run writes for one customer, in the order of the postings.

    One invoice per currency, way of pricing, place of supply, VAT treatment, terms of payment and series of numbers,
    and per order or contract where that was asked for; deposits stand alone (DECISIONS 11).
    Where the credits of a category and rate outweigh its charges, all credits of that invoice become credit notes,
    one per corrected invoice.

    Raises TaxRateUnknown.
    """
    groups: dict[_Group, list[_Entry]] = {}
    for contract, postings in batches:
        hire_days = hire_days_of(contract)
        vats = _credited_vat(postings)
        sheaf = grouping.sheaf(contract)
        for posting in postings:
            tax = _tax(posting, party, rules, hire_days)
            minor = posting.amount.minor + _shared(posting)
            entry = _Entry(contract.id, posting, tax, minor, vats.get(id(posting)))
            groups.setdefault(_group(sheaf, contract, entry), []).append(entry)
    drafts: list[DraftInvoice] = []
    for (sheaf, currency, prices_are, country, _, _), entries in groups.items():
        paid = (sheaf.payment, sheaf.prefix)
        frame = DraftInvoice(InvoiceKind.INVOICE, party.customer_id, currency, prices_are, country, (), (), None, *paid)
        drafts.extend(_documents(frame, _with_discounts(entries)))
    return tuple(drafts)


def billed_period(line: DraftLine, invoice_id: InvoiceId, invoice_line_id: InvoiceLineId) -> BilledPeriod:
    """The row of `billed_period` that an invoiced charge leaves. Raises ValueError for a line that covers no days."""
    posting = line.posting
    if not line.covers:
        raise ValueError("a credit or discount covers no days")
    return BilledPeriod(
        line_id=posting.line.id,
        kind=posting.kind,
        period=posting.period,
        amount=posting.amount,
        price=posting.price,
        quantity=posting.quantity,
        days=posting.days,
        of_days=posting.of_days,
        tax=line.tax,
        invoice_id=invoice_id,
        invoice_line_id=invoice_line_id,
        off=posting.off,
        given=posting.given,
        vat=line.vat,
    )


def _shared(posting: Posting) -> int:
    """The part of a charge that a discount took off which several lines share."""
    if posting.is_credit or not posting.shared:
        return 0
    full = posting.price.times(posting.quantity) - posting.off
    paid = posting.amount + posting.given
    if full and not paid:
        return 0
    if posting.days == posting.of_days or paid == full:
        return posting.shared.minor
    return posting.shared.share(posting.days, posting.of_days).minor


def _with_discounts(entries: Sequence[_Entry]) -> list[_Entry]:
    """With one line more for each contract, category and rate that shares a discount."""
    shared: dict[tuple[ContractId, TaxCategory, Decimal], list[_Entry]] = {}
    for entry in entries:
        if entry.minor != entry.posting.amount.minor:
            shared.setdefault((entry.contract_id, entry.tax.category, entry.tax.rate), []).append(entry)
    found = list(entries)
    for members in shared.values():
        first = members[0]
        minor = sum(entry.posting.amount.minor - entry.minor for entry in members)
        nothing = Money(0, first.posting.amount.currency)
        amount = Money(minor, first.posting.amount.currency)
        posting = first.posting._replace(
            reason=Reason.DISCOUNT, amount=amount, price=nothing, quantity=Decimal(1), shared=nothing, off=nothing
        )
        found.append(_Entry(first.contract_id, posting, first.tax, minor))
    return found


def _credited_vat(postings: Sequence[Posting]) -> dict[int, int]:
    """By the id of each credit what it gives back of the row's VAT: with what the rest carries, all of it."""
    credits_of: dict[int, list[Posting]] = {}
    for posting in postings:
        if posting.corrects is not None:
            credits_of.setdefault(id(posting.corrects), []).append(posting)
    found: dict[int, int] = {}
    for group in credits_of.values():
        row = group[0].corrects
        if row is None:
            continue
        back = row.vat.minor - sum(left.vat.minor for left in group[0].remaining)
        parts = Money(-back, row.vat.currency).split([-posting.amount.minor for posting in group])
        found.update((id(posting), part.minor) for posting, part in zip(group, parts, strict=True))
    return found


def _tax(posting: Posting, party: BillingParty, rules: TaxRules, hire_days: int | None) -> Tax:
    """A credit keeps the VAT of the line that it corrects."""
    if posting.corrects is not None:
        return posting.corrects.tax
    return rules.tax(posting.line, party, posting.period.last_day or posting.period.start, hire_days)


def _group(sheaf: Sheaf, contract: Contract, entry: _Entry) -> _Group:
    treatment = TaxCategory.STANDARD if entry.tax.category in _SAME_TREATMENT else entry.tax.category
    is_deposit = entry.posting.line.kind is LineKind.DEPOSIT
    return sheaf, contract.terms.currency, contract.terms.prices_are, entry.tax.country, treatment, is_deposit


def _documents(frame: DraftInvoice, entries: Sequence[_Entry]) -> Iterable[DraftInvoice]:
    totals: dict[tuple[TaxCategory, Decimal], int] = {}
    for entry in entries:
        key = (entry.tax.category, entry.tax.rate)
        totals[key] = totals.get(key, 0) + entry.minor
    if min(totals.values()) >= 0:
        yield _document(frame, InvoiceKind.INVOICE, entries, None)
        return
    charged = [entry for entry in entries if not entry.posting.is_credit]
    if charged:
        yield _document(frame, InvoiceKind.INVOICE, charged, None)
    credits_of: dict[InvoiceId, list[_Entry]] = {}
    for entry in entries:
        if entry.posting.corrects is not None:
            credits_of.setdefault(entry.posting.corrects.invoice_id, []).append(entry)
    for invoice_id, credited in credits_of.items():
        yield _document(frame, InvoiceKind.CREDIT_NOTE, credited, invoice_id)


def _document(
    frame: DraftInvoice, kind: InvoiceKind, entries: Sequence[_Entry], corrects: InvoiceId | None
) -> DraftInvoice:
    sign = -1 if kind is InvoiceKind.CREDIT_NOTE else 1
    members: dict[tuple[TaxCategory, Decimal], list[int]] = {}
    for number, entry in enumerate(entries):
        members.setdefault((entry.tax.category, entry.tax.rate), []).append(number)
    vat: list[DraftVat] = []
    lines: dict[int, DraftLine] = {}
    for (category, rate), numbers in sorted(members.items(), key=_standard_first):
        part = [entries[number] for number in numbers]
        shares = group_shares(part, rate, frame.prices_are, sign)
        for number, entry, (net, tax) in zip(numbers, part, shares, strict=True):
            amounts = (Money(minor, frame.currency) for minor in (sign * entry.minor, net, tax))
            lines[number] = DraftLine(entry.contract_id, entry.posting, entry.tax, *amounts)
        sums = (Money(sum(values), frame.currency) for values in zip(*shares, strict=True))
        vat.append(DraftVat(category, rate, *sums))
    in_order = tuple(lines[number] for number in range(len(entries)))
    return replace(frame, kind=kind, lines=in_order, vat=tuple(vat), corrects=corrects)


def _standard_first(item: tuple[tuple[TaxCategory, Decimal], object]) -> tuple[int, Decimal]:
    (category, rate), _ = item
    return _CATEGORY_ORDER[category], -rate
