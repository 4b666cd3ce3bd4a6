"""The worker's daily look at friends: rewards that are due, that lapse, or that are taken back.

A reward is an entry of the ledger of what is open (docs/decisions/0027): no invoice, no path of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.billing.settlement import Entry, EntryId, EntryKind
from domain.clock import Clock
from domain.contracts.withdraw_contract import last_day_to_withdraw
from domain.loyalty.noting import ask_person
from domain.loyalty.persons import Likeness, shared, traits_of
from domain.loyalty.referrals import Circumstances, Referral, ReferralAction, ReferralId, ReferralState, judged
from domain.messages.contract_letter import LetterKind, Told
from domain.money import Money
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class LookAtReferrals(Command):
    """`day` is the legal day that has come; days that were missed are caught up."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    referral_ids: tuple[ReferralId, ...]
    day: date


@dataclass(frozen=True, slots=True)
class ReferralsSeen(Event):
    """`changed` are those of which something became true."""

    changed: tuple[ReferralId, ...]

    def touched(self) -> Iterable[str]:
        return ("referrals", "customers", "invoices", "tasks") if self.changed else ()


def look_at_referrals(command: LookAtReferrals, unit: Unit, _clock: Clock) -> ReferralsSeen:
    """What the day makes of each of them; told twice, nothing more happens."""
    return ReferralsSeen(tuple(each for each in command.referral_ids if _look(each, command.day, unit)))


def _look(referral_id: ReferralId, day: date, unit: Unit) -> bool:
    referral = unit.loyalty.referral(referral_id)
    until = last_day_to_withdraw(unit.contracts.get(referral.contract_id))
    known = replace(unit.loyalty.circumstances(referral, day), withdrawable_until=until, odd=_odd(referral, unit))
    programme = unit.loyalty.programme().value
    verdict = judged(referral, known, programme, day)
    thanked = _thanked(referral, unit)
    if verdict is None:
        if thanked != referral:
            unit.loyalty.settle(thanked)
        return thanked != referral
    after = thanked.acted(verdict.action, day, verdict.why or "")
    if verdict.action is ReferralAction.REWARD:
        entry = _entry(EntryKind.REWARD, referral, referral.reward, day, unit)
        unit.billing.settlements.book([entry])
        after = replace(after, entry_id=entry.id, usable_until=programme.reward_until(day))
        _tell(LetterKind.REFERRAL_REWARD, referral, referral.reward, unit)
    elif verdict.action is ReferralAction.SUSPECT:
        after = replace(after, likenesses=tuple(sorted({*referral.likenesses, *known.odd})))
        ask_person(after, unit)
    elif verdict.action in (ReferralAction.TAKE_BACK, ReferralAction.EXPIRE):
        _take_back(referral, known, verdict.action, day, unit)
    unit.loyalty.settle(after)
    _clear_task(referral, unit)
    return True


def _odd(referral: Referral, unit: Unit) -> frozenset[Likeness]:
    """What the two have in common by now, beside what a person has seen: people move, and money goes to accounts."""
    if referral.state is not ReferralState.OPEN:
        return frozenset()
    friend, referrer = (unit.customers.get(each).personal for each in (referral.friend_id, referral.referrer_id))
    found = shared(traits_of(friend), traits_of(referrer))
    if unit.loyalty.share_account(referral.friend_id, referral.referrer_id):
        found |= {Likeness.ACCOUNT}
    return found - frozenset(referral.likenesses)


def _thanked(referral: Referral, unit: Unit) -> Referral:
    """Whose code it was hears of it once, unless somebody has to look at it first."""
    if referral.is_thanked or referral.state is not ReferralState.OPEN:
        return referral
    _tell(LetterKind.REFERRAL_THANKS, referral, referral.reward, unit)
    return replace(referral, is_thanked=True)


def _take_back(referral: Referral, known: Circumstances, action: ReferralAction, day: date, unit: Unit) -> None:
    """What is left goes; what an invoice used stays used."""
    if not known.left:
        return
    unit.billing.settlements.book([_entry(EntryKind.LAPSED, referral, -known.left, day, unit)])
    if action is ReferralAction.TAKE_BACK:
        _tell(LetterKind.REFERRAL_TAKEN_BACK, referral, known.left, unit)


def _entry(kind: EntryKind, referral: Referral, amount: Money, day: date, unit: Unit) -> Entry:
    nothing = Money(0, amount.currency)
    return Entry(
        EntryId(unit.new_id()),
        kind,
        referral.referrer_id,
        day,
        settled=nothing,
        credited=nothing,
        balance=amount,
        money=nothing,
        source_id=referral.entry_id,
        granted=amount,
    )


def _tell(kind: LetterKind, referral: Referral, reward: Money, unit: Unit) -> None:
    """By way of a contract of the referrer's that runs; without one nobody writes."""
    contract_id = unit.loyalty.running_contract(referral.referrer_id)
    if contract_id is not None:
        unit.letters.promise(contract_id, Told(kind, amounts={"reward": reward}))


def _clear_task(referral: Referral, unit: Unit) -> None:
    """Nothing is left to decide."""
    if referral.state is ReferralState.SUSPECTED:
        number = unit.contracts.get(referral.contract_id).number
        for task in unit.tasks.waiting(TaskKind.REFERRAL_SUSPECTED, number):
            unit.tasks.clear(task.id, unit.context.effective_at)
