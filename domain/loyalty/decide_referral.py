"""A person looked at a friend who has something in common with somebody: real, or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.loyalty.referrals import ReferralAction, ReferralId, ReferralReasonMissing, ReferralState
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class DecideReferral(Command):
    """`is_released`: it counts like every other from now on. Refused, the friend keeps what was promised to them."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    referral_id: ReferralId
    is_released: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReferralDecided(Event):
    referral_id: ReferralId
    state: ReferralState

    def touched(self) -> Iterable[str]:
        return ("referrals", "tasks", "customers")


def decide_referral(command: DecideReferral, unit: Unit, _clock: Clock) -> ReferralDecided:
    """Its task is done with it.

    Raises UnknownReferral, ReferralReasonMissing, IllegalReferralTransition.
    """
    reason = command.reason.strip()
    if not reason:
        raise ReferralReasonMissing
    referral = unit.loyalty.referral(command.referral_id)
    action = ReferralAction.RELEASE if command.is_released else ReferralAction.REFUSE
    decided = referral.acted(action, unit.today(), reason)
    unit.loyalty.save(decided)
    number = unit.contracts.get(referral.contract_id).number
    for task in unit.tasks.waiting(TaskKind.REFERRAL_SUSPECTED, number):
        unit.tasks.clear(task.id, unit.context.effective_at)
    return ReferralDecided(referral.id, decided.state)
