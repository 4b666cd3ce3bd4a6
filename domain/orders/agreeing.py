"""What price plans bring into a contract: terms, lines with phases, rhythms, deposits and discounts.

The same for an order that is taken and for a plan that is only tried.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final
from uuid import UUID

from domain.catalog.bundle_table import Content, bundle_of
from domain.catalog.offer import NO_EXTRAS, Audience, StartDiscount
from domain.catalog.plan import PricePlan
from domain.contracts.about import About
from domain.contracts.model import ContractLine, LineKind, LineVersion
from domain.contracts.parts import Cycle, Discount
from domain.contracts.terms import ContractTerms, Proration
from domain.customers.model import CustomerKind
from domain.errors import RuleViolation
from domain.ids import ContractLineId, VariantId
from domain.money import Money
from domain.orders.paid_ahead import vouchers_ahead
from domain.period import Interval, Unit
from domain.settings.postage import NO_POSTAGE, Postage

_IN_MONTHS: Final = frozenset({Unit.MONTH, Unit.YEAR})
_FOR: Final = {
    Audience.ALL: frozenset(CustomerKind),
    Audience.CONSUMERS: frozenset({CustomerKind.CONSUMER}),
    Audience.COMPANIES: frozenset({CustomerKind.COMPANY}),
}


class PlansDoNotFit(RuleViolation):
    """Plans of different currency, price form or way of billing cannot stand in one contract: order them apart."""

    code = "plans_do_not_fit"


class PlanNotForCustomer(RuleViolation):
    """The plan is for companies, and a private person orders, or the other way round."""

    code = "plan_not_for_customer"


class PaidUpUnknown(RuleViolation):
    """The plan does not offer to pay so many periods ahead."""

    code = "paid_up_unknown"


class VoucherUnknown(RuleViolation):
    """None of the ordered plans knows the voucher."""

    code = "voucher_unknown"


class VoucherNotForCustomer(RuleViolation):
    """The voucher is for new customers, and this one ordered before."""

    code = "voucher_not_for_customer"


@dataclass(frozen=True, slots=True)
class Wish:
    """One product under one plan. `price` None: the plan's, with its phases. `paid_up`: so many periods at once.

    `contents` are the things of a bundle, empty for all else.
    """

    plan: PricePlan
    title: str
    quantity: int
    variant_id: VariantId | None = None
    price: Money | None = None
    paid_up: int | None = None
    contents: tuple[Content, ...] = ()

    @property
    def agreed(self) -> PricePlan:
        """The plan as it counts for this wish. Raises PaidUpUnknown."""
        plan = self.plan
        if self.paid_up is not None:
            for each in plan.offer.paid_up:
                if each.periods == self.paid_up:
                    interval = replace(plan.terms.interval, count=plan.terms.interval.count * each.periods)
                    terms = replace(plan.terms, interval=interval)
                    offer = replace(NO_EXTRAS, deposit=plan.offer.deposit, audience=plan.offer.audience)
                    if plan.offer.bundle is not None:
                        offer = replace(offer, bundle=plan.offer.bundle.times(each.price))
                    price = each.price(plan.price) if self.price is None else self.price
                    due = price.times(Decimal(self.quantity))
                    vouchers = vouchers_ahead(plan.offer.discounts, each, plan.terms.interval, due)
                    offer = replace(offer, discounts=vouchers)
                    return replace(plan, price=price, terms=terms, offer=offer)
            raise PaidUpUnknown(plan=plan.name, periods=self.paid_up)
        if self.price is not None and self.price != plan.price:
            return replace(plan, price=self.price, offer=replace(plan.offer, phases=()))
        return plan


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who orders. `is_new`: never ordered before."""

    kind: CustomerKind
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Agreement:
    """The parts of a contract to be. `ordered`: the lines of the wishes, in their order; deposits come after them, and
    `sending` last."""

    terms: ContractTerms
    ordered: tuple[ContractLine, ...]
    deposits: tuple[ContractLine, ...]
    cycles: tuple[Cycle, ...]
    discounts: tuple[Discount, ...]
    sending: tuple[ContractLine, ...] = ()

    @property
    def lines(self) -> tuple[ContractLine, ...]:
        return (*self.ordered, *self.deposits, *self.sending)


def agree(
    wishes: Sequence[Wish],
    buyer: Buyer,
    new_id: Callable[[], UUID],
    voucher: str = "",
    postage: Postage = NO_POSTAGE,
) -> Agreement:
    """The first recurring plan gives the terms; another rhythm becomes that line's own.

    Raises PlansDoNotFit, PlanNotForCustomer, PaidUpUnknown, VoucherUnknown, VoucherNotForCustomer,
    BundleTableIncomplete.
    """
    plans = [wish.agreed for wish in wishes]
    for wish in wishes:
        if not is_meant_for(wish.plan, buyer.kind):
            raise PlanNotForCustomer(plan=wish.plan.name)
    recurring = [plan for plan in plans if plan.is_recurring]
    terms = (recurring or plans)[0].terms
    lines: list[ContractLine] = []
    for position, (wish, plan) in enumerate(zip(wishes, plans, strict=True), start=1):
        if not fits(plan, terms):
            raise PlansDoNotFit(title=wish.title)
        line_id = ContractLineId(new_id())
        line = plan.line(line_id, position, wish.title, Decimal(wish.quantity), wish.variant_id)
        bundle = bundle_of(plan.offer.bundle, wish.contents, plan.price, plan.terms.interval)
        lines.append(line if bundle is None else replace(line, bundle=bundle))
    deposits = tuple(_deposits(wishes, len(lines), new_id))
    return Agreement(
        terms,
        tuple(lines),
        deposits,
        tuple(_cycles(plans, lines, terms)),
        tuple(_discounts(plans, lines, buyer, voucher.strip().upper())),
        tuple(_sending(postage, len(lines) + len(deposits), new_id)),
    )


def is_meant_for(plan: PricePlan, kind: CustomerKind) -> bool:
    """Whether such a customer may have the plan."""
    return kind in _FOR[plan.offer.audience]


def fits(plan: PricePlan, terms: ContractTerms) -> bool:
    """Whether a plan can stand in one contract with these terms."""
    own = plan.terms
    if (own.currency, own.prices_are) != (terms.currency, terms.prices_are):
        return False
    if not plan.is_recurring:
        return True
    is_cut_by_30 = Proration.FIXED_30 in (terms.proration, terms.proration_down) and own.interval.unit not in _IN_MONTHS
    return (own.billing, own.free_start) == (terms.billing, terms.free_start) and not is_cut_by_30


def _deposits(wishes: Sequence[Wish], count: int, new_id: Callable[[], UUID]) -> list[ContractLine]:
    found: list[ContractLine] = []
    for wish in wishes:
        deposit = wish.plan.offer.deposit
        if deposit is not None:
            version = LineVersion(None, deposit, Decimal(wish.quantity))
            line_id, position = ContractLineId(new_id()), count + len(found) + 1
            found.append(ContractLine(line_id, position, wish.title, LineKind.DEPOSIT, wish.plan.vat, (version,)))
    return found


def _sending(postage: Postage, count: int, new_id: Callable[[], UUID]) -> list[ContractLine]:
    """Paid once, with the first bill; nothing where it costs nothing."""
    if not postage.price:
        return []
    version = LineVersion(None, postage.price, Decimal(1))
    return [
        ContractLine(
            ContractLineId(new_id()),
            count + 1,
            postage.title,
            LineKind.FEE,
            postage.vat,
            (version,),
            postage.means_of_transport,
            about=About(postage.of),
        )
    ]


def _cycles(plans: Sequence[PricePlan], lines: Sequence[ContractLine], terms: ContractTerms) -> list[Cycle]:
    common: tuple[Interval, object] = (terms.interval, terms.align)
    return [
        Cycle(None, plan.terms.interval, plan.terms.align, line.id)
        for plan, line in zip(plans, lines, strict=True)
        if plan.is_recurring and (plan.terms.interval, plan.terms.align) != common
    ]


def _discounts(plans: Sequence[PricePlan], lines: Sequence[ContractLine], buyer: Buyer, voucher: str) -> list[Discount]:
    found: list[Discount] = []
    is_known = not voucher
    for plan, line in zip(plans, lines, strict=True):
        for number, start in enumerate(plan.offer.discounts):
            code = start.code.upper()
            if code and code != voucher:
                continue
            is_known = is_known or bool(code)
            if start.new_customers_only and not buyer.is_new:
                if code:
                    raise VoucherNotForCustomer(voucher=voucher)
                continue
            found.append(_discount(start, f"{line.id}-{number}", line))
    if not is_known:
        raise VoucherUnknown(voucher=voucher)
    return found


def _discount(start: StartDiscount, name: str, line: ContractLine) -> Discount:
    return Discount(name, start.title, start.percent, start.amount, start.duration, (line.id,), None, start.code)
