"""What new documents settle by themselves: credit notes their invoice, deposits what is owed, invoices the balance.

Source: RULES.md 1.8; BILLING.md, lesson 15; DECISIONS 11.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from domain.billing.invoice import DraftInvoice, InvoiceKind
from domain.billing.settlement import Entry, EntryId, EntryKind, Source, taken
from domain.contracts.model import LineKind
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Currency, Money


@dataclass(frozen=True, slots=True)
class Issued:
    """A document that is being issued."""

    id: InvoiceId
    draft: DraftInvoice

    @property
    def is_deposit(self) -> bool:
        """Deposits stand on documents of their own (DECISIONS 11)."""
        return all(line.posting.line.kind is LineKind.DEPOSIT for line in self.draft.lines)

    @property
    def contracts(self) -> frozenset[ContractId]:
        return frozenset(line.contract_id for line in self.draft.lines)

    @property
    def closes_deposit(self) -> bool:
        """A deposit given back as a whole, with which its contract is settled."""
        is_note = self.draft.kind is InvoiceKind.CREDIT_NOTE
        return is_note and self.is_deposit and not any(line.posting.remaining for line in self.draft.lines)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An earlier invoice of which something is open. `contracts` are those it is about."""

    id: InvoiceId
    open: Money
    contracts: frozenset[ContractId]
    is_deposit: bool = False


@dataclass(slots=True)
class SetOff:
    """Books for one customer. `items` are earlier invoices, oldest first, `sources` the balances, oldest first."""

    customer_id: CustomerId
    on: date
    new_id: Callable[[], UUID]
    items: Sequence[OpenItem] = ()
    sources: dict[Currency, list[Source]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    _open: dict[InvoiceId, Money] = field(default_factory=dict)

    def book(self, issued: Sequence[Issued]) -> list[Entry]:
        """Credit notes first: each its own invoice, a deposit then what its contract owes, the rest to the balance.

        The new invoices then use the balance, in their order: first what was paid for just them, then what was paid in
        advance for deposits, then all that nothing else waits for.
        """
        new = [each for each in issued if each.draft.kind is InvoiceKind.INVOICE]
        self._open = {item.id: item.open for item in self.items} | {each.id: each.draft.gross for each in new}
        for each in issued:
            if each.draft.kind is InvoiceKind.CREDIT_NOTE:
                self._credit(each, new)
        for each in sorted(new, key=lambda one: not one.is_deposit):
            self._use_balance(each.id, [one for one in self._left(each.draft.gross) if one.kept_for in each.contracts])
        billed: frozenset[ContractId] = frozenset().union(*(each.contracts for each in new))
        for each in new:
            if each.is_deposit:
                self._use_balance(each.id, [one for one in self._free(each.draft.gross, billed) if one.is_advance])
        for each in new:
            self._use_balance(each.id, self._free(each.draft.gross, billed))
        return self.entries

    def use_now(self) -> list[Entry]:
        """The earlier invoices use the balance, in their order."""
        self._open = {item.id: item.open for item in self.items}
        for item in self.items:
            self._use_balance(item.id, self._free(item.open, item.contracts))
        return self.entries

    def _credit(self, note: Issued, new: Sequence[Issued]) -> None:
        left = note.draft.gross
        if note.draft.corrects is not None:
            left -= self._set_off(EntryKind.CREDIT, note, note.draft.corrects, left)
        for invoice_id in self._secured(note, new) if note.is_deposit else ():
            left -= self._set_off(EntryKind.DEPOSIT, note, invoice_id, left)
        if left:
            nothing = Money(0, left.currency)
            entry = self._entry(EntryKind.KEPT, nothing, left, left, note_id=note.id)
            self.sources.setdefault(left.currency, []).append(Source(entry.id, left))

    def _secured(self, note: Issued, new: Sequence[Issued]) -> Iterable[InvoiceId]:
        """What a deposit is there for: all that its contract owes, the oldest first."""
        for item in self.items:
            if item.contracts & note.contracts and not item.is_deposit:
                yield item.id
        for each in new:
            if each.contracts & note.contracts and not each.is_deposit:
                yield each.id

    def _set_off(self, kind: EntryKind, note: Issued, invoice_id: InvoiceId, left: Money) -> Money:
        """What of `left` the invoice takes."""
        still = self._open.get(invoice_id)
        if still is None or still.currency != left.currency:
            return Money(0, left.currency)
        part = min(still, left, key=lambda each: each.minor)
        if part:
            self._entry(kind, part, part, Money(0, part.currency), invoice_id=invoice_id, note_id=note.id)
            self._open[invoice_id] = still - part
        return part

    def _left(self, like: Money) -> list[Source]:
        """In the currency of an amount."""
        return self.sources.get(like.currency, [])

    def _free(self, like: Money, billed: frozenset[ContractId]) -> list[Source]:
        """What is kept for none but contracts that are billed."""
        return [each for each in self._left(like) if each.kept_for is None or each.kept_for in billed]

    def _use_balance(self, invoice_id: InvoiceId, usable: Sequence[Source]) -> None:
        still = self._open[invoice_id]
        sources, nothing = self._left(still), Money(0, still.currency)
        used: dict[EntryId, Money] = {}
        for source_id, part in taken(usable, still):
            self._entry(EntryKind.USED, part, nothing, -part, invoice_id=invoice_id, source_id=source_id)
            self._open[invoice_id] -= part
            used[source_id] = part
        self.sources[still.currency] = [
            replace(source, left=source.left - used.get(source.entry_id, nothing)) for source in sources
        ]

    def _entry(
        self,
        kind: EntryKind,
        settled: Money,
        credited: Money,
        balance: Money,
        *,
        invoice_id: InvoiceId | None = None,
        note_id: InvoiceId | None = None,
        source_id: EntryId | None = None,
    ) -> Entry:
        money = Money(0, settled.currency)
        entry = Entry(
            EntryId(self.new_id()), kind, self.customer_id, self.on, settled, credited, balance, money,
            invoice_id, note_id, source_id,
        )  # fmt: skip
        self.entries.append(entry)
        return entry
