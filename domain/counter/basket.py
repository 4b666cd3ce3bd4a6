"""What lies on the counter, not paid yet: what it costs today, a month and in all, and what the receipt would say."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from domain.billing.invoice import DraftLine
from domain.billing.model import TaxCategory
from domain.billing.tax import TaxRules
from domain.contracts.model import LineKind
from domain.contracts.terms import StartRule
from domain.counter.model import NotForAnybody
from domain.loyalty.book import Offers
from domain.money import Money, total
from domain.orders.ordering import Orderer, ordering_of
from domain.orders.place_order import Agreed
from domain.orders.try_order import OrderTrial, TriedOrder, due_first, try_order
from domain.till.model import LONGEST_TITLE, UNTAXED, ReceiptLine, ReceiptLineKind

ONCE: Final = frozenset({LineKind.SALE, LineKind.FEE, LineKind.CHARGE})
"""What may be bought without a name: it is paid once and gone."""
_KINDS: Final = {
    LineKind.RENTAL: ReceiptLineKind.RENTAL,
    LineKind.SERVICE: ReceiptLineKind.SERVICE,
    LineKind.CONSUMABLE: ReceiptLineKind.CONSUMABLE,
    LineKind.DIGITAL: ReceiptLineKind.DIGITAL,
    LineKind.SALE: ReceiptLineKind.GOODS,
    LineKind.BUYOUT: ReceiptLineKind.GOODS,
    LineKind.FEE: ReceiptLineKind.FEE,
    LineKind.CHARGE: ReceiptLineKind.FEE,
    LineKind.DEPOSIT: ReceiptLineKind.DEPOSIT,
}


@dataclass(frozen=True, slots=True)
class TriedBasket:
    """`lines`: what is due today, as the receipt says it; `today` their sum, of which `deposit` comes back one day.

    `order` has what it costs a month and in all; None: goods without a name, which are paid and gone.
    """

    today: Money
    deposit: Money
    lines: tuple[ReceiptLine, ...]
    order: TriedOrder | None


def tried_basket(
    trial: OrderTrial, agreed: list[Agreed], orderer: Orderer, offers: Offers, terms: tuple[TaxRules, date]
) -> TriedBasket:
    """As if the customer took everything along now. Raises what `ordering_of` and `try_order` refuse."""
    rules, today = terms
    agreed = [_taken_along(each) for each in agreed]
    order = ordering_of(replace(trial, is_pick_up=True), agreed, orderer, offers, today)
    first = due_first(order, today, trial.start_on, rules)
    lines = tuple(receipt_line(line) for document in first for line in document.draft.lines)
    tried = try_order(order, today, trial.start_on, rules)
    currency = tried.first.currency
    held = [line.gross for line in lines if line.kind is ReceiptLineKind.DEPOSIT]
    return TriedBasket(total([line.gross for line in lines], currency), total(held, currency), lines, tried)


def tried_goods(
    trial: OrderTrial, agreed: list[Agreed], orderer: Orderer, offers: Offers, terms: tuple[TaxRules, date]
) -> TriedBasket:
    """Goods without a name. Raises NotForAnybody, and as `tried_basket`."""
    for each in agreed:
        check_for_anybody(each)
    found = tried_basket(trial, agreed, orderer, offers, terms)
    return replace(found, order=None)


def check_for_anybody(agreed: Agreed) -> None:
    """Raises NotForAnybody: it runs on, or is more than one thing."""
    if agreed.plan.kind not in ONCE or agreed.plan.offer.deposit is not None or agreed.variant.items:
        raise NotForAnybody(title=agreed.variant.title)


def receipt_line(line: DraftLine) -> ReceiptLine:
    """As an invoice would say it today, with VAT."""
    kind = _KINDS[line.posting.line.kind]
    rate = (
        None if kind in UNTAXED else line.tax.rate if line.tax.category is TaxCategory.STANDARD else line.tax.rate * 0
    )
    title = line.posting.title[:LONGEST_TITLE]
    return ReceiptLine(title, line.posting.quantity, line.net + line.vat, rate, kind)


def _taken_along(agreed: Agreed) -> Agreed:
    """Handed over is as good as arrived."""
    plan = agreed.wish.plan
    if plan.start_rule is not StartRule.AT_ARRIVAL:
        return agreed
    wish = replace(agreed.wish, plan=replace(plan, transit_days=0))
    return replace(agreed, wish=wish, plan=wish.agreed)
