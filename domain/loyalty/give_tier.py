"""A person gives a customer a step, or takes it away, and says why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.ids import ContractId, CustomerId
from domain.loyalty.referrals import ReferralReasonMissing
from domain.loyalty.standing import take_step
from domain.loyalty.tiers import TierSame
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class GiveTier(Command):
    """`tier` is the name of a step of today's programme; None: none, and none is reached until a person gives one."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    customer_id: CustomerId
    tier: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TierGiven(Event):
    """`contracts` have it on their timeline. `before`: what the customer had, "" for none."""

    customer_id: CustomerId
    before: str
    contracts: tuple[ContractId, ...]

    def touched(self) -> Iterable[str]:
        topics = ("customers", "contracts", f"customer:{self.customer_id}")
        return (*topics, *(f"contract:{each}" for each in self.contracts))


def give_tier(command: GiveTier, unit: Unit, _clock: Clock) -> TierGiven:
    """Raises UnknownCustomer, UnknownTier, TierSame, ReferralReasonMissing."""
    customer = unit.customers.get(command.customer_id)
    reason = command.reason.strip()
    if not reason:
        raise ReferralReasonMissing
    programme = unit.loyalty.tiers().value
    tier = None if command.tier is None else programme.named(command.tier)
    known = unit.loyalty.standing(customer.id)
    has = None if known is None or known.tier is None else known.tier.name
    if known is not None and has == command.tier:
        raise TierSame(tier=command.tier or "")
    taken = take_step(customer.id, tier, unit.today(), unit, reason=reason, is_by_hand=True)
    return TierGiven(customer.id, taken.before, taken.contracts)
