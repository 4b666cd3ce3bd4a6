"""What a change will cause: the same edit as the command's, and the run's own functions, without writing.

Source: DESIGN.md 1 ("The difference"); BILLING.md, lesson 12.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from domain.billing.invoice import InvoiceKind
from domain.billing.model import BilledPeriod
from domain.billing.next_invoices import MOST, NextInvoice, next_invoices
from domain.billing.tax import BillingParty, TaxRules
from domain.contracts.announced import foretold
from domain.contracts.changing import ContractChange, applied
from domain.contracts.letters_ahead import LetterAhead, Moment, letters_of
from domain.contracts.model import Contract
from domain.contracts.plan_target import PlanTargets
from domain.contracts.price_campaign import LinePrice
from domain.ids import ContractLineId
from domain.money import Money

AHEAD: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ChangePreview:
    """`before` and `after`: the documents of the next twelve months, oldest first, without and with the change.

    `letters` are those that the change sends, today and within a year.
    """

    contract: Contract
    before: tuple[NextInvoice, ...]
    after: tuple[NextInvoice, ...]
    today: date
    letters: tuple[LetterAhead, ...] = ()

    @property
    def today_more(self) -> Money:
        """What is billed today because of the change; below zero: what is credited."""
        return self._sum(self.after, self.today) - self._sum(self.before, self.today)

    @property
    def today_credited(self) -> Money:
        """How much more is given back today, by credit notes, because of the change; never below zero. The rest of a
        negative `today_more` is not given back: it is simply not charged."""
        return max(self._credited(self.after) - self._credited(self.before), Money(0, self.contract.terms.currency))

    @property
    def year_more(self) -> Money:
        """What the customer pays more within twelve months; below zero: less."""
        return self._sum(self.after, None) - self._sum(self.before, None)

    def _credited(self, documents: Sequence[NextInvoice]) -> Money:
        today = [each for each in documents if each.on == self.today]
        return -self._sum([each for each in today if each.draft.kind is InvoiceKind.CREDIT_NOTE], None)

    def _sum(self, documents: Sequence[NextInvoice], day: date | None) -> Money:
        wanted = [each.draft for each in documents if day in (None, each.on)]
        signed = [-each.gross if each.kind is InvoiceKind.CREDIT_NOTE else each.gross for each in wanted]
        return Money(sum(amount.minor for amount in signed), self.contract.terms.currency)


@dataclass(frozen=True, slots=True)
class Books:
    """What the preview of a change needs to know beside the timeline. `at` is the instant of the preview, `plans` the
    catalogue for changes that name a plan, `out` how many things of each line are with the customer. `announced` are
    prices that the customer was told of and did not object to."""

    billed: Sequence[BilledPeriod]
    party: BillingParty
    rules: TaxRules
    today: date
    at: datetime | None = None
    plans: PlanTargets | None = None
    out: Mapping[ContractLineId, int] = field(default_factory=dict)
    announced: tuple[LinePrice, ...] = ()


def preview_change(command: ContractChange, contract: Contract, books: Books) -> ChangePreview:
    """Raises what the command itself would, and TaxRateUnknown."""
    changed = applied(command.for_customer(books.party.kind), contract, books.today, books.plans)
    return side_by_side(contract, changed, books, command)


def side_by_side(
    before: Contract, after: Contract, books: Books, command: ContractChange | None = None
) -> ChangePreview:
    """Two timelines, whatever led from one to the other. Raises TaxRateUnknown."""

    def documents(timeline: Contract) -> tuple[NextInvoice, ...]:
        until = books.today + AHEAD

        def foretell(later: Contract) -> tuple[NextInvoice, ...]:
            return next_invoices(
                later, books.billed, books.party, books.rules, today=books.today, count=MOST, until=until
            )

        return foretold(timeline, books.announced, foretell)

    letters = letters_of(command, before, after, Moment(books.today, books.party.kind, books.at, books.out))
    return ChangePreview(after, *_as_far(documents(before), documents(after)), books.today, letters)


def as_taxed(contract: Contract, books: Books, party: BillingParty) -> ChangePreview:
    """The same timeline for a customer who lives or buys otherwise. Raises TaxRateUnknown."""

    def documents(known: BillingParty) -> tuple[NextInvoice, ...]:
        until = books.today + AHEAD
        return next_invoices(contract, books.billed, known, books.rules, today=books.today, count=MOST, until=until)

    return ChangePreview(contract, *_as_far(documents(books.party), documents(party)), books.today)


def _as_far(
    without: tuple[NextInvoice, ...], with_it: tuple[NextInvoice, ...]
) -> tuple[tuple[NextInvoice, ...], tuple[NextInvoice, ...]]:
    days = [found[-1].on for found in (without, with_it) if len(found) >= MOST]
    return (_until(without, min(days)), _until(with_it, min(days))) if days else (without, with_it)


def _until(found: tuple[NextInvoice, ...], day: date) -> tuple[NextInvoice, ...]:
    """As far as both sides are foretold: by the day the whole year is not, and their sums are compared."""
    return tuple(each for each in found if each.on <= day)
