"""A second person agrees that an order goes out."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.checks.book import StepTaken
from domain.checks.model import Step, after
from domain.checks.stepping import CheckStepped, stepped
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import OrderId
from domain.ports import Unit


class ReleaseNeedsSecondPerson(RuleViolation):
    """Whoever wants to let the order go does not agree to it as well."""

    code = "release_needs_second_person"


@dataclass(frozen=True, slots=True)
class AgreeRelease(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    order_id: OrderId


def agree_release(command: AgreeRelease, unit: Unit, _clock: Clock) -> CheckStepped:
    """Raises UnknownCheck, IllegalCheckTransition, ReleaseNeedsSecondPerson."""
    check = unit.checks.get(command.order_id)
    after(check.stage, Step.AGREE)
    if check.proposed_by == unit.context.actor_id:
        raise ReleaseNeedsSecondPerson(order=check.number)
    now = unit.checks.take(check, StepTaken(Step.AGREE, unit.today()))
    return stepped(check, now)
