"""Whose money a transfer may be, ranked with reasons: by the numbers in its text, the account, the name, the amount.

Pure: what is open comes in, proposals go out. Nothing is booked by a proposal.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Final

from domain.banking.model import BankEntry
from domain.banking.remittance import digits_of, one_edit_from, own_numbers, squeezed, stands_alone, windows, words_of
from domain.ids import CustomerId, InvoiceId
from domain.money import Money


class Why(StrEnum):
    """INVOICE: its number stands in the text, NEAR_INVOICE: with one letter wrong or without the year. PAID_ALREADY: it
    does, and nothing is open of it. CONTRACT, CUSTOMER: that number does. ACCOUNT: the customer paid from there before.
    NAME: the payer is called so. AMOUNT: exactly what is open of one, SEVERAL: of several together. ALL_OPEN: of all.
    """

    INVOICE = "invoice"
    NEAR_INVOICE = "near_invoice"
    PAID_ALREADY = "paid_already"
    CONTRACT = "contract"
    CUSTOMER = "customer"
    ACCOUNT = "account"
    NAME = "name"
    AMOUNT = "amount"
    SEVERAL = "several"
    ALL_OPEN = "all_open"


class Sureness(IntEnum):
    """CERTAIN: the number and the amount say the same, or the account and the amount; it can be booked with the others
    after a look. The others are for a person to choose.
    """

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class OpenItem:
    invoice_id: InvoiceId
    number: str
    customer_id: CustomerId
    open: Money
    due_on: date


@dataclass(frozen=True, slots=True)
class Payer:
    """A customer with the numbers that people write on transfers."""

    customer_id: CustomerId
    number: str
    name: str
    contracts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What an invoice takes of a transfer. `open`: what was open of it when this was proposed."""

    invoice_id: InvoiceId
    number: str
    open: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`kept`: what becomes the customer's balance."""

    customer_id: CustomerId
    customer: str
    parts: tuple[Part, ...]
    kept: Money
    reasons: frozenset[Why]
    sureness: Sureness


_STRONG: Final = frozenset({Why.INVOICE, Why.CONTRACT, Why.CUSTOMER, Why.ACCOUNT})
_MOST: Final = 5
_MOST_OF_ONE_AMOUNT: Final = 3
_MOST_NEAR: Final = 50
_TAIL: Final = 6
_MOST_LETTERS: Final = 300


@dataclass(frozen=True)
class Finder:
    """Over what is open now. `accounts`: who paid from which account before. `settled`: by number, whose an invoice was
    of which nothing is open any more; those that may stand in the texts."""

    items: Sequence[OpenItem]
    payers: Mapping[CustomerId, Payer]
    accounts: Mapping[str, Collection[CustomerId]] = field(default_factory=dict)
    settled: Mapping[str, CustomerId] = field(default_factory=dict)

    def suggest(self, entry: BankEntry, left: Money) -> tuple[Suggestion, ...]:
        """The surest first; empty: nothing speaks for anybody. `left`: what is to be booked of it."""
        whole = f"{entry.text} {entry.end_to_end}"
        text = squeezed(whole)
        named = list(self._named(text, whole, left))
        of_payers = list(self._of_customers(self._customers(text, entry), left))
        found = [_doubted(each, self._others(entry)) for each in named]
        found += [_doubted(each, frozenset(one.customer_id for one in named)) for each in of_payers]
        if not any(each.sureness is Sureness.CERTAIN for each in found):
            found += self._near(text, left)
            found += self._by_amount(left)
        return _ranked([self._with_signs(each, entry) for each in found])

    def _others(self, entry: BankEntry) -> frozenset[CustomerId]:
        """Who the account or the name says that it is."""
        known = self.accounts.get(entry.iban, ()) if entry.iban else ()
        return frozenset(known) | frozenset(self._called(entry.payer))

    @cached_property
    def _by_digits(self) -> Mapping[str, Sequence[OpenItem]]:
        """Several where stores have series of their own: R-NORD-2026-000001 is not R-2026-000001."""
        found: dict[str, list[OpenItem]] = defaultdict(list)
        for each in self.items:
            found[digits_of(each.number)].append(each)
        return found

    @cached_property
    def _settled_by_digits(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for number in self.settled:
            found[digits_of(number)].append(number)
        return found

    @cached_property
    def _by_tail(self) -> Mapping[str, Sequence[OpenItem]]:
        """By the number within the year."""
        found: dict[str, list[OpenItem]] = defaultdict(list)
        for digits, items in self._by_digits.items():
            found[digits[-_TAIL:]].extend(items)
        return found

    @cached_property
    def _lengths(self) -> tuple[int, ...]:
        return tuple(sorted({len(each) for each in (*self._by_digits, *self._settled_by_digits)}))

    @cached_property
    def _by_customer(self) -> Mapping[CustomerId, Sequence[OpenItem]]:
        found: dict[CustomerId, list[OpenItem]] = defaultdict(list)
        for each in sorted(self.items, key=lambda one: (one.due_on, one.number)):
            found[each.customer_id].append(each)
        return found

    @cached_property
    def _of_amount(self) -> Mapping[Money, Sequence[OpenItem]]:
        found: dict[Money, list[OpenItem]] = defaultdict(list)
        for each in self.items:
            found[each.open].append(each)
        return found

    @cached_property
    def _by_own_number(self) -> Mapping[str, tuple[CustomerId, Why]]:
        found = {squeezed(each.number): (each.customer_id, Why.CUSTOMER) for each in self.payers.values()}
        for each in self.payers.values():
            found |= {squeezed(number): (each.customer_id, Why.CONTRACT) for number in each.contracts}
        return found

    @cached_property
    def _name_words(self) -> Mapping[CustomerId, frozenset[str]]:
        return {each.customer_id: words_of(each.name) for each in self.payers.values()}

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[CustomerId]]:
        """By each word of a name."""
        found: dict[str, list[CustomerId]] = defaultdict(list)
        for customer_id, words in self._name_words.items():
            for word in words:
                found[word].append(customer_id)
        return found

    def _named(self, text: str, whole: str, left: Money) -> Iterator[Suggestion]:
        """Invoices whose numbers stand in the text, together; those that are not told apart, one by one."""
        known = [
            each for each in windows(text, self._lengths) if each in self._by_digits or each in self._settled_by_digits
        ]
        numbers = [each for each in dict.fromkeys(known) if stands_alone(each, whole)]
        items, doubtful, paid = self._meant(numbers, text, left)
        if items:
            is_all = sum(each.open.minor for each in items) == left.minor
            reasons = {Why.INVOICE} | ({Why.AMOUNT if len(items) == 1 else Why.SEVERAL} if is_all else set())
            is_sure = is_all and not doubtful and len({each.customer_id for each in items}) == 1
            yield self._made(items[0].customer_id, items, left, reasons, certain=is_sure)
        for each in doubtful:
            yield self._made(each.customer_id, [each], left, {Why.INVOICE}, certain=False)
        if paid and not items:
            yield self._made(self.settled[paid[0]], (), left, {Why.PAID_ALREADY}, certain=False)

    def _meant(
        self, numbers: Iterable[str], text: str, left: Money
    ) -> tuple[list[OpenItem], list[OpenItem], list[str]]:
        """What is open of the invoices named, what may be and may be another series' too, and what is paid."""
        items: list[OpenItem] = []
        doubtful: list[OpenItem] = []
        paid: list[str] = []
        for number in numbers:
            fits = [each for each in self._by_digits.get(number, ()) if each.open.currency == left.currency]
            gone = list(self._settled_by_digits.get(number, ()))
            if len(fits) + len(gone) > 1:
                exact = [each for each in fits if squeezed(each.number) in text]
                gone_exact = [each for each in gone if squeezed(each) in text]
                if len(exact) + len(gone_exact) != 1:
                    doubtful += fits
                    continue
                fits, gone = exact, gone_exact
            items += fits
            paid += gone
        return items, doubtful, paid

    def _customers(self, text: str, entry: BankEntry) -> Mapping[CustomerId, set[Why]]:
        found: dict[CustomerId, set[Why]] = defaultdict(set)
        for own in own_numbers(text):
            if own in self._by_own_number:
                customer_id, why = self._by_own_number[own]
                found[customer_id].add(why)
        known = self.accounts.get(entry.iban, ()) if entry.iban else ()
        for customer_id in known:
            found[customer_id].add(Why.ACCOUNT)
        for customer_id in () if found else self._called(entry.payer):
            found[customer_id].add(Why.NAME)
        return found

    def _called(self, name: str) -> list[CustomerId]:
        words = words_of(name)
        near = {one for word in words for one in self._by_name.get(word, ())}
        return [one for one in near if self._name_words[one] <= words][:_MOST]

    def _of_customers(self, customers: Mapping[CustomerId, set[Why]], left: Money) -> Iterator[Suggestion]:
        is_one = len(customers) == 1
        for customer_id, why in customers.items():
            items = [each for each in self._by_customer.get(customer_id, ()) if each.open.currency == left.currency]
            equal = [each for each in items if each.open == left]
            strong = is_one and bool(why & _STRONG)
            if len(equal) == 1 or (equal and why & _STRONG):
                yield self._made(customer_id, equal[:1], left, why | {Why.AMOUNT}, certain=strong and len(equal) == 1)
            elif items and sum(each.open.minor for each in items) == left.minor:
                yield self._made(customer_id, items, left, why | {Why.ALL_OPEN}, certain=strong)
            else:
                yield self._made(customer_id, items, left, why, certain=False)

    def _near(self, text: str, left: Money) -> Iterator[Suggestion]:
        """One letter wrong, missing or too many, two swapped, or without the year; and the amount is right."""
        found = (one for number in self._near_numbers(text[:_MOST_LETTERS]) for one in self._by_digits.get(number, ()))
        tails = (one for tail in windows(text, (_TAIL,)) for one in self._by_tail.get(tail, ()))
        seen = {each.invoice_id: each for each in (*found, *tails) if each.open == left}
        sureness = Sureness.LIKELY if len(seen) == 1 else Sureness.POSSIBLE
        for each in list(seen.values())[:_MOST_NEAR]:
            made = self._made(each.customer_id, [each], left, {Why.NEAR_INVOICE, Why.AMOUNT}, certain=False)
            yield replace(made, sureness=sureness)

    def _near_numbers(self, text: str) -> set[str]:
        """All that a number in the text may have been meant to be."""
        found: set[str] = set()
        for length in self._lengths:
            for window in windows(text, (length - 1, length, length + 1)):
                found |= one_edit_from(window, length)
        return found

    def _by_amount(self, left: Money) -> Iterator[Suggestion]:
        equal = self._of_amount.get(left, ())
        for each in equal if len(equal) <= _MOST_OF_ONE_AMOUNT else ():
            yield self._made(each.customer_id, [each], left, {Why.AMOUNT}, certain=False)

    def _made(
        self, customer_id: CustomerId, items: Sequence[OpenItem], left: Money, reasons: set[Why], *, certain: bool
    ) -> Suggestion:
        """In the order of the items, each as much as is open of it; the last may stay open in part."""
        parts, rest = [], left
        for each in items:
            taken = min(each.open, rest, key=lambda one: one.minor)
            if taken.minor > 0:
                parts.append(Part(each.invoice_id, each.number, each.open, taken))
                rest -= taken
        sureness = Sureness.CERTAIN if certain else Sureness.LIKELY if reasons & _STRONG else Sureness.POSSIBLE
        name = self.payers[customer_id].name if customer_id in self.payers else ""
        return Suggestion(customer_id, name, tuple(parts), rest, frozenset(reasons), sureness)

    def _with_signs(self, found: Suggestion, entry: BankEntry) -> Suggestion:
        """What else speaks for it: an account or a name beside an almost right number leaves no doubt."""
        more = set(found.reasons)
        if entry.iban and found.customer_id in self.accounts.get(entry.iban, ()):
            more.add(Why.ACCOUNT)
        if found.customer and words_of(found.customer) <= words_of(entry.payer):
            more.add(Why.NAME)
        sureness = found.sureness
        if {Why.NEAR_INVOICE, Why.AMOUNT} <= more:
            sureness = Sureness.CERTAIN if more & {Why.ACCOUNT, Why.NAME} else sureness
        elif {Why.NAME, Why.AMOUNT} <= more:
            sureness = max(sureness, Sureness.LIKELY)
        return replace(found, reasons=frozenset(more), sureness=sureness)


def _doubted(found: Suggestion, others: frozenset[CustomerId]) -> Suggestion:
    """A wrong letter may name somebody else's invoice of the same amount: where something else says that the payer is
    another customer, a person looks."""
    if others and found.customer_id not in others and found.sureness is Sureness.CERTAIN:
        return replace(found, sureness=Sureness.LIKELY)
    return found


def _ranked(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """One for each customer and set of invoices; two that are certain and differ leave a doubt."""
    best: dict[tuple[CustomerId, tuple[InvoiceId, ...]], Suggestion] = {}
    for each in found:
        key = (each.customer_id, tuple(part.invoice_id for part in each.parts))
        known = best.get(key)
        if known is None:
            best[key] = each
        else:
            reasons = known.reasons | each.reasons
            best[key] = replace(known, reasons=reasons, sureness=max(known.sureness, each.sureness))
    ranked = sorted(best.values(), key=lambda one: (-one.sureness, -len(one.reasons), one.kept.minor))
    certain = [each for each in ranked if each.sureness is Sureness.CERTAIN]
    if len(certain) > 1:
        named = [each for each in certain if Why.INVOICE in each.reasons]
        keep = named[0] if len(named) == 1 else None
        ranked = [
            replace(each, sureness=Sureness.LIKELY) if each in certain and each is not keep else each for each in ranked
        ]
        ranked.sort(key=lambda one: -one.sureness)
    return tuple(ranked[:_MOST])
