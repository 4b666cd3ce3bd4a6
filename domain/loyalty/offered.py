"""What a code that somebody names when ordering is worth to them: a voucher's discount, or that of a friend.

The order and the preview of it ask the same function. Source: FEATURES F161 to F165.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from domain.catalog.offer import StartDiscount
from domain.catalog.plan import PricePlan
from domain.customers.model import PersonalData
from domain.ids import CustomerId
from domain.loyalty.book import Offers
from domain.loyalty.codes import is_friend_code
from domain.loyalty.persons import SAME_PERSON, Likeness, shared, traits_of
from domain.loyalty.programme import ProgrammeClosed, ReferralProgramme
from domain.loyalty.referrals import CodeIsFull, NotANewCustomer, OwnReferralCode, ReferrerNotActive
from domain.loyalty.vouchers import Batch, BatchId, Voucher, VoucherRule, VoucherUsedBefore, chosen_plans
from domain.money import Money
from domain.orders.agreeing import VoucherNotForCustomer, VoucherUnknown

_NO_BATCH: Final = BatchId(UUID(int=0))


@dataclass(frozen=True, slots=True)
class Asking:
    """Who orders. None: nobody is chosen yet, and everything about the person is left open."""

    customer_id: CustomerId | None = None
    personal: PersonalData | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """Whose code it was, and what a person should look at first."""

    referrer_id: CustomerId
    reward: Money
    likenesses: tuple[Likeness, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """`discount` for the plans at these places (from 0) of the order; a voucher that is used, or a friend brought."""

    discount: StartDiscount
    places: tuple[int, ...]
    voucher: Voucher | None = None
    brought: Brought | None = None

    def plan(self, place: int, plan: PricePlan) -> PricePlan:
        """The plan of that place with what is offered."""
        if place not in self.places:
            return plan
        return replace(plan, offer=replace(plan.offer, discounts=(*plan.offer.discounts, self.discount)))


def offered(
    code: str, chosen: Sequence[tuple[PricePlan, int]], asking: Asking, offers: Offers, day: date
) -> Offered | None:
    """`code` is tidied, `chosen` are the plans with their quantities. None: it is none of ours, at best a plan's own.

    Raises:
        VoucherUnknown: a personal code that nobody has.
        VoucherWithdrawn, VoucherUsedUp, VoucherTooEarly, VoucherTooLate, VoucherUsedBefore, VoucherNotForCustomer,
        VoucherNotForThis, VoucherNeedsTerm: what stands against the voucher.
        ProgrammeClosed, OwnReferralCode, NotANewCustomer, ReferrerNotActive, CodeIsFull: what stands against a friend.
    """
    if is_friend_code(code):
        return _of_friend(code, chosen, asking, offers, day)
    voucher = offers.voucher(code) if code else None
    if voucher is None:
        return None
    check_voucher(voucher, asking, offers, day)
    return Offered(voucher.start_discount(), chosen_plans(voucher, chosen), voucher)


def check_voucher(voucher: Voucher, asking: Asking, offers: Offers, day: date) -> None:
    """Raises VoucherWithdrawn, VoucherUsedUp, VoucherTooEarly, VoucherTooLate, VoucherUsedBefore,
    VoucherNotForCustomer."""
    voucher.check_open(day)
    rule = voucher.batch.rule
    if asking.customer_id is None or asking.personal is None:
        return
    if rule.is_once_per_customer and offers.has_used(voucher.batch.id, asking.customer_id):
        raise VoucherUsedBefore(voucher=voucher.code)
    if rule.new_customers_only and not is_new(asking.customer_id, asking.personal, offers):
        raise VoucherNotForCustomer(voucher=voucher.code)


def is_new(customer_id: CustomerId, person: PersonalData, offers: Offers) -> bool:
    """Never ordered, under this number or another one."""
    if offers.has_ordered(customer_id):
        return False
    own = traits_of(person)
    known = (each for each in offers.alike(customer_id, person) if each.has_ordered)
    return not any(shared(own, traits_of(each.personal)) & SAME_PERSON for each in known)


def _of_friend(
    code: str, chosen: Sequence[tuple[PricePlan, int]], asking: Asking, offers: Offers, day: date
) -> Offered:
    referrer_id = offers.referrer(code)
    if referrer_id is None:
        raise VoucherUnknown(voucher=code)
    programme = offers.programme().value
    if not programme.is_open:
        raise ProgrammeClosed
    if offers.running_contract(referrer_id) is None:
        raise ReferrerNotActive(voucher=code)
    if programme.most_per_code is not None and offers.friends_of(code) >= programme.most_per_code:
        raise CodeIsFull(voucher=code, uses=programme.most_per_code)
    likenesses = _check_friend(code, referrer_id, asking, offers)
    places = chosen_plans(_as_voucher(code, programme, day), chosen)
    return Offered(programme.friends_discount(code), places, None, Brought(referrer_id, programme.reward, likenesses))


def _check_friend(code: str, referrer_id: CustomerId, asking: Asking, offers: Offers) -> tuple[Likeness, ...]:
    """What a person should look at, in order. Raises OwnReferralCode, NotANewCustomer."""
    if asking.customer_id is None or asking.personal is None:
        return ()
    if asking.customer_id == referrer_id:
        raise OwnReferralCode(voucher=code)
    if offers.has_ordered(asking.customer_id):
        raise NotANewCustomer(voucher=code)
    own, odd = traits_of(asking.personal), set[Likeness]()
    for each in offers.alike(asking.customer_id, asking.personal):
        likenesses = shared(own, traits_of(each.personal))
        if likenesses & SAME_PERSON and each.customer_id == referrer_id:
            raise OwnReferralCode(voucher=code)
        if likenesses & SAME_PERSON and each.has_ordered:
            raise NotANewCustomer(voucher=code)
        if each.has_ordered or each.customer_id == referrer_id:
            odd |= likenesses
    return tuple(sorted(odd))


def _as_voucher(code: str, programme: ReferralProgramme, day: date) -> Voucher:
    rule = VoucherRule(programme.percent, programme.amount, programme.duration, max_uses=None)
    return Voucher(code, Batch(_NO_BATCH, programme.title, rule, day))
