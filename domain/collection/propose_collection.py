"""A person hands what is open to a collection partner: all items whose last letter was sent in vain, with their costs.

Above the owner's amount a second person has to agree.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.billing.settlement import OpenChangedMeanwhile
from domain.clock import Clock
from domain.collection.model import (
    LONGEST_PARTNER,
    PREFIX,
    CollectionCase,
    CollectionId,
    CollectionKnown,
    NotFinal,
    PartnerMissing,
    Stage,
    Step,
    StepTaken,
)
from domain.dunning.model import Account
from domain.dunning.planning import ready_to_hand_over
from domain.dunning.stages import Step as DunningStep
from domain.dunning.touching import touched_by
from domain.ids import CustomerId
from domain.losses.blocked import check_not_blocked
from domain.money import Money, total
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class ProposeCollection(Command):
    """`total_seen`: what the person saw as handed over. `partner`: who gets it."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    case_id: CollectionId
    customer_id: CustomerId
    partner: str
    total_seen: Money


@dataclass(frozen=True, slots=True)
class CollectionMoved(Event):
    case_id: CollectionId
    number: str
    customer_id: CustomerId
    stage: Stage

    def touched(self) -> Iterable[str]:
        return ("collection", *touched_by(self.customer_id))


def propose_collection(command: ProposeCollection, unit: Unit, _clock: Clock) -> CollectionMoved:
    """Raises UnknownCustomer, CustomerBlocked, PartnerMissing, CollectionKnown, NotFinal, OpenChangedMeanwhile."""
    account, currency = unit.dunning.account(command.customer_id), command.total_seen.currency
    check_not_blocked(command.customer_id, unit)
    partner = " ".join(command.partner.split())[:LONGEST_PARTNER]
    if not partner:
        raise PartnerMissing
    if unit.collection.live(command.customer_id, currency) is not None:
        raise CollectionKnown
    settings = unit.settings.dunning().value
    items = ready_to_hand_over(account, settings, currency, unit.today())
    if not any(not each.is_claim for each in items):
        raise NotFinal
    whole = total((each.open for each in items), currency)
    if whole != command.total_seen:
        raise OpenChangedMeanwhile(number="", open=whole)
    case = CollectionCase(
        command.case_id,
        unit.numbers.next_code(PREFIX),
        command.customer_id,
        partner,
        tuple(each.invoice_id for each in items),
        whole,
        unit.today(),
        proposed_by=unit.context.actor_id,
    )
    unit.collection.add(case)
    if whole.minor <= settings.two_person_above.minor:
        return handed_over(case, account, unit)
    unit.tasks.open(TaskKind.COLLECTION_WAITS, case.number, {"customer": str(case.customer_id)})
    return CollectionMoved(case.id, case.number, case.customer_id, case.stage)


def handed_over(case: CollectionCase, account: Account, unit: Unit) -> CollectionMoved:
    """The step, each item's own, and a task where things are still with the customer."""
    today = unit.today()
    unit.collection.take(case, StepTaken(Step.AGREE, today))
    for item in account.items:
        if item.invoice_id in case.invoice_ids and not item.is_claim:
            unit.dunning.step(item.invoice_id, DunningStep.HAND_OVER, today)
    if unit.collection.contracts_with_things(case.customer_id):
        unit.tasks.open(TaskKind.THINGS_TO_RECOVER, case.number, {"customer": str(case.customer_id)})
    return CollectionMoved(case.id, case.number, case.customer_id, Stage.HANDED_OVER)
