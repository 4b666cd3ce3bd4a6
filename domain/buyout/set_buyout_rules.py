"""The owner says for what the things under a price plan are sold. Offers that were made stand as they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.buyout.book import KeptRules
from domain.buyout.rules import BuyoutRules
from domain.catalog.plan_saved import PlanOvertaken
from domain.clock import Clock
from domain.contracts.ending import NotRented
from domain.contracts.model import LineKind
from domain.ids import PlanId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SetBuyoutRules(Command):
    """For all contracts under any version of the plan. `rules` None: only prices of one's own are offered.

    `version` is that of the rules the person saw.
    """

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    plan_id: PlanId
    version: int
    rules: BuyoutRules | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BuyoutRulesSet(Event):
    plan_id: PlanId
    version: int

    def touched(self) -> Iterable[str]:
        return ("plans", "buyouts")


def set_buyout_rules(command: SetBuyoutRules, unit: Unit, _clock: Clock) -> BuyoutRulesSet:
    """Raises UnknownPlan, NotRented, BuyoutRulesWrong, PlanOvertaken."""
    plan = unit.catalog.newest_plan(command.plan_id)
    if plan.kind is not LineKind.RENTAL:
        raise NotRented(line=plan.name)
    if command.rules is not None:
        command.rules.check(plan.terms.currency)
    known = unit.buyouts.rules(plan.family)
    if known.version != command.version:
        raise PlanOvertaken(plan=plan.name)
    unit.buyouts.set_rules(plan.family, KeptRules(known.version + 1, command.rules), command.reason)
    return BuyoutRulesSet(plan.id, known.version + 1)
