"""A customer gets a personal code to pass on: one for good."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import SELF_SERVICE, Command, Event, Seat
from domain.clock import Clock
from domain.ids import CustomerId
from domain.loyalty.codes import FRIEND, made
from domain.loyalty.programme import ProgrammeClosed
from domain.loyalty.referrals import ReferrerNotActive
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class GiveReferralCode(Command):
    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE

    customer_id: CustomerId


@dataclass(frozen=True, slots=True)
class ReferralCodeGiven(Event):
    """Asked for again, it is the same."""

    customer_id: CustomerId
    code: str

    def touched(self) -> Iterable[str]:
        return ("customers", f"customer:{self.customer_id}", "referrals")


def give_referral_code(command: GiveReferralCode, unit: Unit, _clock: Clock) -> ReferralCodeGiven:
    """Raises UnknownCustomer, ProgrammeClosed, ReferrerNotActive."""
    customer = unit.customers.get(command.customer_id)
    known = unit.loyalty.code_of(customer.id)
    if known is not None:
        return ReferralCodeGiven(customer.id, known)
    if not unit.loyalty.programme().value.is_open:
        raise ProgrammeClosed
    if unit.loyalty.running_contract(customer.id) is None:
        raise ReferrerNotActive(voucher=customer.number)
    code = made(FRIEND, unit.new_id())
    while unit.loyalty.referrer(code) is not None:
        code = made(FRIEND, unit.new_id())
    unit.loyalty.add_code(code, customer.id, unit.today())
    return ReferralCodeGiven(customer.id, code)
