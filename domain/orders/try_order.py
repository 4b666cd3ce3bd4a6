"""What a customer would pay for an order that is still being written: as placing it would agree, without writing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count as counted
from typing import Final
from uuid import UUID

from domain.billing.tax import BillingParty, TaxRules
from domain.catalog.model import ProductKind
from domain.contracts.parts import Discount
from domain.contracts.terms import StartRule
from domain.ids import CustomerId
from domain.money import Money, total
from domain.orders.agreeing import Agreement, Buyer, Wish, agree
from domain.orders.foretold import CUSTOMER, TriedDocument, documents_before, made_up
from domain.orders.place_order import OrderedItem
from domain.period import add_months
from domain.settings.postage import NO_POSTAGE, Postage

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class OrderTrial:
    """What stands on the form so far. `customer_id` None: nobody yet, a private person in the seller's country.
    `is_pick_up`: nothing is sent."""

    items: tuple[OrderedItem, ...]
    customer_id: CustomerId | None = None
    voucher: str = ""
    start_on: date | None = None
    is_pick_up: bool = False


@dataclass(frozen=True, slots=True)
class Ordering:
    """The wishes of an order with what decides when it begins: has it goods, and what kind of customer asks. `step` is
    what the customer has off everything already, `postage` what sending costs."""

    wishes: tuple[Wish, ...]
    buyer: Buyer
    party: BillingParty
    has_goods: bool
    voucher: str = ""
    step: Discount | None = None
    postage: Postage = NO_POSTAGE

    def agreement(self, voucher: str) -> Agreement:
        """Raises what `agree` refuses."""
        ids = counted(10)
        found = agree(self.wishes, self.buyer, lambda: UUID(int=next(ids)), voucher, self.postage)
        return found if self.step is None else replace(found, discounts=(*found.discounts, self.step))


@dataclass(frozen=True, slots=True)
class TriedOrder:
    """Gross, and without `deposit`, which comes back: with the first invoice, on average a month, over twelve months.

    `monthly` leaves out what is paid once. `saved`: what paying ahead saves over its first periods, `voucher` what the
    voucher takes off what is due within the twelve months, after that. `has_vat`: some of it is VAT. `sent`: what of it
    is for sending, None: nothing; `postage` the same as the order's prices are, for whoever places it as it was told.
    """

    start_on: date
    first: Money
    monthly: Money
    year: Money
    deposit: Money
    saved: Money
    voucher: Money
    has_vat: bool = True
    sent: Money | None = None
    postage: Postage = NO_POSTAGE


def try_order(order: Ordering, today: date, wanted_on: date | None, rules: TaxRules) -> TriedOrder:
    """Raises TaxRateUnknown, and what `agree` refuses."""
    agreement = order.agreement(order.voucher)
    start_on = _expected_start(order, today, wanted_on)
    party = replace(order.party, customer_id=CUSTOMER)
    until, currency = add_months(start_on, MONTHS), agreement.terms.currency
    documents = documents_before(made_up(agreement, start_on), party, rules, until)
    deposit = total([each.deposit for each in documents], currency)
    again = documents_before(made_up(_recurring(agreement), start_on), party, rules, until)
    first_day = documents[0].on if documents else start_on
    year = total([each.signed for each in documents], currency)
    return TriedOrder(
        start_on,
        total([each.signed - each.deposit for each in documents if each.on == first_day], currency),
        total([each.signed for each in again], currency).times(Decimal(1) / MONTHS),
        year - deposit,
        deposit,
        total([_saved(wish) for wish in order.wishes], currency),
        _without_voucher(order, start_on, party, rules) - year if order.voucher.strip() else Money(0, currency),
        any(each.draft.vat_total for each in documents),
        _sent(agreement, documents),
        order.postage,
    )


def due_first(order: Ordering, today: date, wanted_on: date | None, rules: TaxRules) -> list[TriedDocument]:
    """What is billed when it begins; nothing where it begins later. Raises as `try_order`."""
    start_on = _expected_start(order, today, wanted_on)
    if start_on > today:
        return []
    party = replace(order.party, customer_id=CUSTOMER)
    agreement = order.agreement(order.voucher)
    return [
        each
        for each in documents_before(made_up(agreement, start_on), party, rules, today + timedelta(days=1))
        if each.on <= today
    ]


def _sent(agreement: Agreement, documents: Sequence[TriedDocument]) -> Money | None:
    ids = {line.id for line in agreement.sending}
    lines = [line for each in documents for line in each.draft.lines if line.posting.line.id in ids]
    return total([line.net + line.vat for line in lines], agreement.terms.currency) if lines else None


def _without_voucher(order: Ordering, start_on: date, party: BillingParty, rules: TaxRules) -> Money:
    """What the twelve months come to when no voucher is named."""
    agreement = order.agreement("")
    documents = documents_before(made_up(agreement, start_on), party, rules, add_months(start_on, MONTHS))
    return total([each.signed for each in documents], agreement.terms.currency)


def has_goods(kinds: Sequence[ProductKind]) -> bool:
    """Whether anything has to be carried."""
    return any(kind is not ProductKind.SERVICE for kind in kinds)


def _recurring(agreement: Agreement) -> Agreement:
    lines = tuple(line for line in agreement.ordered if line.is_recurring)
    return replace(agreement, ordered=lines, deposits=(), sending=())


def _expected_start(order: Ordering, today: date, wanted_on: date | None) -> date:
    """The day from which on it is charged when the goods leave today."""
    plans = sorted((wish.plan for wish in order.wishes), key=lambda plan: not plan.is_recurring)
    rule = plans[0].start_rule
    if rule is StartRule.ON_DATE:
        return wanted_on or today
    if rule is StartRule.AT_ARRIVAL and order.has_goods:
        return today + timedelta(days=max(plan.transit_days for plan in plans))
    return today


def _saved(wish: Wish) -> Money:
    """Against the same periods paid one by one at the plan's price."""
    price = wish.agreed.price
    if wish.paid_up is None:
        return Money(0, price.currency)
    one_by_one = wish.plan.price.times(Decimal(wish.paid_up * wish.quantity))
    return one_by_one - price.times(Decimal(wish.quantity))
