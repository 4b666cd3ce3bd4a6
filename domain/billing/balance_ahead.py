"""What the invoices of a run to come will take from their customers' balances: booked as a run books it, in memory."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from domain.billing.invoice import DraftInvoice
from domain.billing.set_off import Issued
from domain.billing.settlement import Entry, EntryKind
from domain.ids import ContractId, InvoiceId
from domain.money import Currency, Money

Settles = Callable[[Sequence[Issued]], Sequence[Entry]]
"""What documents settle by themselves (`domain/billing/set_off.py`), with the books as they are."""


@dataclass(frozen=True, slots=True)
class BillAhead:
    """One invoice to come that takes `used` from the balance; `part` of it is for the contract that is looked at."""

    gross: Money
    used: Money
    part: Money

    @property
    def left(self) -> Money:
        """What is left to pay."""
        return self.gross - self.used


@dataclass(frozen=True, slots=True)
class BalanceAhead:
    """`sums`: one for each currency in which something is used. `bills` by contract; nothing for those without."""

    sums: tuple[Money, ...] = ()
    bills: Mapping[ContractId, Sequence[BillAhead]] = field(default_factory=dict)


def balance_ahead(drafts: Sequence[DraftInvoice], settles: Settles) -> BalanceAhead:
    """An invoice over several contracts shares what it takes by what each of them costs, to the cent."""
    issued = [Issued(InvoiceId(UUID(int=number)), draft) for number, draft in enumerate(drafts, start=1)]
    used: dict[InvoiceId | None, int] = defaultdict(int)
    taken: list[Money] = []
    for entry in settles(issued) if issued else ():
        if entry.kind is EntryKind.USED:
            used[entry.invoice_id] += entry.settled.minor
            taken.append(entry.settled)
    bills: dict[ContractId, list[BillAhead]] = defaultdict(list)
    for each in issued:
        if used[each.id]:
            of_bill = Money(used[each.id], each.draft.currency)
            for contract_id, part in _shared(each.draft, of_bill).items():
                bills[contract_id].append(BillAhead(each.draft.gross, of_bill, part))
    return BalanceAhead(by_currency(taken), bills)


def by_currency(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """One sum a currency, in the order of the currencies' codes."""
    sums: dict[Currency, int] = defaultdict(int)
    for amount in amounts:
        sums[amount.currency] += amount.minor
    return tuple(Money(sums[currency], currency) for currency in sorted(sums))


def _shared(draft: DraftInvoice, used: Money) -> dict[ContractId, Money]:
    costs: dict[ContractId, int] = defaultdict(int)
    for line in draft.lines:
        costs[line.contract_id] += line.net.minor + line.vat.minor
    parts = used.split([max(cost, 0) for cost in costs.values()])
    return dict(zip(costs, parts, strict=True))
